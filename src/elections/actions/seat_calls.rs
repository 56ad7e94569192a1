//! Calling the elected and those who follow; their answers become mandates.
