//! Pages for entering and settling figures, and for taking in tables.
