//! Elections with their rules, districts and groups, and what may come instead of one.
