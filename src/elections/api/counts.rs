//! Figures of districts.
