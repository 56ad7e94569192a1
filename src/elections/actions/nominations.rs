//! Nominations and candidates.
