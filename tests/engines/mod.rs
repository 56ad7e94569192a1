//! The database on both engines: statements, migrations, guards, and what a dropped request leaves.

mod statements;
