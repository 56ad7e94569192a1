//! Embedded folders: a file added to one of them rebuilds the program.

fn main() {
    for folder in ["templates/locales", "templates/static", "migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
