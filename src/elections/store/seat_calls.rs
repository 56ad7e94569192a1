//! Candidates called to seats.
