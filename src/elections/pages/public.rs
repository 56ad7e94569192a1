//! The result of an election, its versions and files, and the overview of an election day.
