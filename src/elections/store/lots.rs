//! Lots drawn.
