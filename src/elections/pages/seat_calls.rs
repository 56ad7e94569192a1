//! Pages of calls to seats.
