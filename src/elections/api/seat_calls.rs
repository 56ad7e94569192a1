//! Calls to seats and their answers.
