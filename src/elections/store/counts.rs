//! Figures of districts as entered, and the columns of tables taken in.
