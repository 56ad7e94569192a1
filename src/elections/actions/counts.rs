//! Figures of districts: two looks, the third that settles, and tables taken in.
