//! The names of tests are the index of the security checklist: every row of its first four parts has one.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The last row that is shown by tests of the program.
const ROWS: u32 = 57;

/// Rows that no test shows, each with the reason.
const WITHOUT_TEST: [(u32, &str); 6] = [
    (
        11,
        "ballots are not sealed to a key of the board; the trust label and deploy/THREATS.md say who could read an open box",
    ),
    (
        20,
        "a loss of power needs a machine that is reset; what it depends on is row 23, and no test process can drop a disk's cache",
    ),
    (28, "the grace period comes with the acts of two people"),
    (29, "the acts of two people come with their own tests"),
    (
        34,
        "asking with the code whether it was used comes with the acts of two people",
    ),
    (
        50,
        "there is no second factor: staff sign in with a password of fifteen signs, for twelve hours at most",
    ),
];

/// The text of every source file in the folder.
fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

/// The numbers after this word in names of functions.
fn numbered(text: &str, word: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let names = text.split("fn ").skip(1).map(|rest| {
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default()
    });
    for name in names {
        let parts: Vec<_> = name.split('_').collect();
        for pair in parts.windows(2).filter(|pair| pair[0] == word) {
            found.extend(pair[1].parse::<u32>().ok());
        }
    }
    found
}

#[test]
fn every_row_of_the_security_checklist_has_a_test_or_a_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("tests"), &mut files);
    let (mut rows, mut faults) = (BTreeSet::new(), BTreeSet::new());
    for (_, text) in &files {
        rows.extend(numbered(text, "row"));
        faults.extend(numbered(text, "fault"));
    }
    let excused: BTreeSet<u32> = WITHOUT_TEST.iter().map(|(row, _)| *row).collect();
    let missing: Vec<_> = (1..=ROWS)
        .filter(|row| !rows.contains(row) && !excused.contains(row))
        .collect();
    assert!(missing.is_empty(), "rows without a test: {missing:?}");
    let wanted = [1, 5, 6, 8, 11, 13, 15, 16, 17, 18, 19, 21, 22];
    let missing: Vec<_> = wanted
        .into_iter()
        .filter(|fault| !faults.contains(fault))
        .collect();
    assert!(missing.is_empty(), "faults without a test: {missing:?}");
}

#[test]
fn numbers_are_read_from_names_of_functions_alone() {
    let text = "// row_3\nasync fn row_1_and_row_12_hold(a: B) {}\nfn rows_7() {}\nfn fault_05_and_fault_6_x() { row_9 }";
    assert_eq!(numbered(text, "row"), [1, 12].into());
    assert_eq!(numbered(text, "fault"), [5, 6].into());
}

#[test]
fn row_16_the_threat_model_says_for_each_actor_what_they_could_learn_and_change() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/THREATS.md");
    let text = fs::read_to_string(path).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows[0].len(), 4, "{:?}", rows[0]);
    for row in &rows {
        assert!(
            row.len() == 4 && row.iter().all(|cell| !cell.is_empty()),
            "{row:?}"
        );
    }
    let actors: Vec<_> = rows.iter().skip(2).map(|row| row[0]).collect();
    for needed in [
        "fellow voter",
        "office of a member body",
        "registrar",
        "election board",
        "publisher",
        "auditor",
        "copy of the database",
        "administrator of the machine",
        "network",
        "stranger",
        "forced voter",
    ] {
        assert!(
            actors.iter().any(|actor| actor.contains(needed)),
            "{needed}: {actors:?}"
        );
    }
}
