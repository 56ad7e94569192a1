//! Nominations and their candidates.
