//! Seats computed for anybody, without an election.
