//! Pages of certification, lots, corrections, and the record to print.
