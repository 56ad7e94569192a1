//! What everybody reads: results, their versions, the overview of an election day.
