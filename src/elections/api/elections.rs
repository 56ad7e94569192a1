//! Elections with their rules, districts and groups.
