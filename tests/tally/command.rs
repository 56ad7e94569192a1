use std::{
    fs,
    io::Write,
    process::{Command, Output, Stdio},
};

use serde_json::{Value, json};

fn tally_seats(question: &[u8]) -> Output {
    tally("seats", question)
}

/// Runs a command with its question on standard input, in an environment whose settings could not start a service.
fn tally(what: &str, question: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mandat"))
        .args(["tally", what, "-"])
        .env("MANDAT_DATABASE", "no such engine://")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(question).unwrap();
    child.wait_with_output().unwrap()
}

fn answer(question: &Value) -> Value {
    let output = tally_seats(question.to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_command_answers_with_seats_and_working() {
    let answer = answer(&json!({
        "method": "sainte_lague",
        "seats": 18,
        "lists": [
            {"name": "DL", "votes": 1610, "candidates": 3},
            {"name": "TIU", "votes": 1387},
            {"name": "Athen", "votes": 1110, "candidates": 1},
            {"name": "AfD", "votes": 884, "candidates": 2},
            {"name": "Einzelbewerbung", "votes": 526, "independent": true}
        ]
    }));
    let column = |name: &str| -> Vec<u64> {
        answer["lists"]
            .as_array()
            .unwrap()
            .iter()
            .map(|list| list[name].as_u64().unwrap())
            .collect()
    };
    assert_eq!(column("entitled"), [5, 4, 4, 3, 2]);
    assert_eq!(column("filled"), [3, 4, 1, 2, 1]);
    assert_eq!(answer["vacant"], 7);
    assert_eq!(answer["undecided"], Value::Null);
    assert_eq!(answer["working"][0]["step"], "quotients");
}

#[test]
fn a_file_is_read_as_standard_input_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("question.json");
    fs::write(
        &path,
        r#"{"method": "dhondt", "seats": 1, "lists": [{"name": "A", "votes": 1}]}"#,
    )
    .unwrap();
    let run = |path: &std::path::Path| {
        Command::new(env!("CARGO_BIN_EXE_mandat"))
            .args(["tally", "seats"])
            .arg(path)
            .output()
            .unwrap()
    };
    assert_eq!(run(&path).status.code(), Some(0));
    let missing = run(&folder.path().join("missing.json"));
    assert_eq!(missing.status.code(), Some(2));
    assert!(
        String::from_utf8(missing.stderr)
            .unwrap()
            .contains("cannot be read")
    );
    let a_folder = run(folder.path());
    assert_eq!(a_folder.status.code(), Some(2));
}

#[test]
fn what_cannot_be_counted_ends_with_two_and_one_line() {
    let cases: [(&[u8], &str); 6] = [
        (b"", "mandat: not readable as JSON: "),
        (b"{\"seats\": 1", "mandat: not readable as JSON: "),
        (b"\xff\xfe", "mandat: standard input is not UTF-8"),
        (
            b"{\"seats\":1,\"lists\":[{\"name\":\"A\",\"votes\":1}]}",
            "mandat: method: is missing",
        ),
        (
            b"{\"method\":\"dhondt\",\"seats\":1,\"lists\":[{\"name\":\"A\",\"votes\":-1}]}",
            "mandat: lists[0].votes (row 1): must be a whole number",
        ),
        (
            b"{\"method\":\"dhondt\",\"seats\":0,\"lists\":[{\"name\":\"A\",\"votes\":1}]}",
            "mandat: seats: must be a whole number from 1",
        ),
    ];
    for (question, sentence) in cases {
        let output = tally_seats(question);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.starts_with(sentence), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_thousand_lists_and_a_hundred_thousand_seats_are_answered_whole() {
    let lists: Vec<Value> = (1..=1_000_u64)
        .map(|n| json!({"name": format!("Liste {n}"), "votes": n * n * 7919 % 99_991 + 1}))
        .collect();
    for method in ["sainte_lague", "dhondt", "hare_niemeyer"] {
        let answer = answer(&json!({"method": method, "seats": 100_000, "lists": lists}));
        let filled: u64 = answer["lists"]
            .as_array()
            .unwrap()
            .iter()
            .map(|list| list["filled"].as_u64().unwrap())
            .sum();
        let open = answer["undecided"]["seats"].as_u64().unwrap_or(0);
        assert_eq!(filled + open, 100_000, "{method}");
    }
}

#[test]
fn delegates_are_computed_from_a_key_and_figures() {
    let key = json!({"steps": {"steps": [{"edge": 5000, "places": 1}, {"edge": 20000, "places": 2}], "edge_belongs": "below",
        "above_each": {"size": 20000, "rounding": "started"}}});
    let figures = [5_000, 15_993, 20_000, 20_001, 40_000, 40_001];
    let bodies: Vec<Value> = figures
        .iter()
        .map(|figure| json!({"name": figure.to_string(), "figure": figure}))
        .collect();
    let question = json!({"key": key, "bodies": bodies}).to_string();
    let output = tally("delegates", question.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let places: Vec<u64> = answer["bodies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|body| body["places"].as_u64().unwrap())
        .collect();
    assert_eq!(places, [1, 2, 2, 3, 3, 4]);
    assert_eq!(answer["total"], 15);
}

#[test]
fn delegates_that_cannot_be_computed_end_with_two_and_one_line() {
    let cases: [(&[u8], &str); 4] = [
        (b"{", "mandat: not readable as JSON: "),
        (b"\xff", "mandat: standard input is not UTF-8"),
        (
            b"{\"key\":{\"each\":{\"size\":0,\"rounding\":\"full\"}},\"bodies\":[{\"name\":\"A\",\"figure\":1}]}",
            "mandat: key.each.size: one place for each so many",
        ),
        (
            b"{\"key\":{\"each\":{\"size\":9,\"rounding\":\"full\"}},\"bodies\":[{\"name\":\"A\"}]}",
            "mandat: bodies[0].figure: body 1: no reference figure",
        ),
    ];
    for (question, sentence) in cases {
        let output = tally("delegates", question);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.starts_with(sentence), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn polls_and_motions_are_counted_with_their_steps_in_words() {
    let poll = json!({"kind": "irv", "seats": 1, "options": ["A", "B"], "ballots": [
        {"count": 12, "ranking": [["A"], ["B"]]}, {"count": 5, "ranking": [["B"]]}]});
    let output = tally("poll", poll.to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["winner"], "A");
    let steps = answer["steps"].as_array().unwrap();
    assert_eq!(steps.last().unwrap(), "Elected: A.");
    let motion = json!({"rule": {"num": 2, "den": 3, "strict": false, "base": "yes_no", "min_yes": 0, "min_of_entitled": null},
        "yes": 4, "no": 3, "abstain": 0, "invalid": 0, "present": 7, "entitled": 9});
    let output = tally("decide", motion.to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&answer["accepted"], &answer["needed"]),
        (&json!(false), &json!(5))
    );
    assert!(
        answer["why"]
            .as_str()
            .unwrap()
            .contains("Only 4 of 7 are yes; 5 are needed.")
    );
}

#[test]
fn polls_and_motions_that_cannot_be_counted_end_with_two_and_one_line() {
    for (what, question, sentence) in [
        ("poll", "{", "mandat: not readable as JSON: "),
        (
            "poll",
            r#"{"kind":"irv","options":[],"ballots":[]}"#,
            "mandat: options: there is nothing to choose from",
        ),
        ("decide", "{}", "mandat: rule: is missing"),
    ] {
        let output = tally(what, question.as_bytes());
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.starts_with(sentence), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}
