//! Seats computed for anybody.
