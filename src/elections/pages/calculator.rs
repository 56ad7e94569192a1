//! The seat calculator, for everybody.
