//! Elections, their districts and seat groups.
