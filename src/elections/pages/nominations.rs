//! Pages of nominations and candidates.
