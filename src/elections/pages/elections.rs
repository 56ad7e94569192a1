//! The list of elections, one election, its form and rules.
