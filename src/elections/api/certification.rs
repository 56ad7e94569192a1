//! Lots, publication, certification, corrections.
