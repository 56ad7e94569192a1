use serde_json::{Value, json};

use super::*;

/// The answer to a document, its sentences as their keys; or the field that is refused.
fn poll(text: &str) -> Result<Value, String> {
    PollQuestion::parse(text)
        .and_then(|question| question.answer())
        .map(|answer| answer.document(|said| said.key.to_owned()))
        .map_err(refused_field)
}

fn decision(text: &str) -> Result<Value, String> {
    DecisionQuestion::parse(text)
        .and_then(|question| question.answer())
        .map(|answer| answer.document(|said| said.key.to_owned()))
        .map_err(refused_field)
}

fn refused_field(refusal: Refusal) -> String {
    assert!(!refusal.to_string().contains('\n'));
    match refusal {
        Refusal::Unreadable { .. } => "unreadable".to_owned(),
        Refusal::Field { problem, .. } => problem.field,
    }
}

fn asked(kind: &str, ballots: &str) -> String {
    format!(r#"{{"kind":"{kind}","seats":1,"options":["A","B","C"],"ballots":[{ballots}]}}"#)
}

#[test]
fn each_kind_is_counted_from_its_document() {
    let ranked =
        r#"{"count":5,"ranking":[["A"],["B"]]},{"count":3,"ranking":[["B"]]},{"ranking":[]}"#;
    for kind in ["irv", "stv_scottish", "schulze"] {
        let answer = poll(&asked(kind, ranked)).unwrap();
        assert_eq!(answer["winner"], "A", "{kind}");
        assert_eq!((&answer["valid"], &answer["blank"]), (&json!(8), &json!(1)));
        assert_eq!(answer["tie"], Value::Null);
    }
    let chosen = r#"{"count":5,"choices":{"A":1}},{"count":3,"choices":{"B":1}},{"choices":{}},{"choices":{"A":1,"B":1}}"#;
    for (kind, votes, invalid) in [
        ("yes_no", 5, 1),
        ("plurality", 5, 1),
        ("approval", 6, 0),
        ("cumulative", 6, 0),
    ] {
        let answer = poll(&asked(kind, chosen)).unwrap();
        assert_eq!(answer["elected"], json!(["A"]), "{kind}");
        assert_eq!(answer["votes"]["A"], votes, "{kind}");
        assert_eq!(
            (&answer["blank"], &answer["invalid"]),
            (&json!(1), &json!(invalid))
        );
    }
}

#[test]
fn a_tie_is_an_answer_and_a_lot_completes_the_count() {
    let open = asked("plurality", r#"{"choices":{"A":1}},{"choices":{"B":1}}"#);
    let answer = poll(&open).unwrap();
    assert_eq!(
        answer["tie"],
        json!({"over": "seat", "between": ["A", "B"], "winners": 1, "seats": 1})
    );
    assert_eq!(answer["winner"], Value::Null);
    let drawn = open.replace(
        r#""seats""#,
        r#""lots":[{"between":["B","A"],"won":["B"]}],"seats""#,
    );
    assert_eq!(poll(&drawn).unwrap()["winner"], "B");
    let other = drawn.replace(r#"["B","A"]"#, r#"["B","C"]"#);
    assert_eq!(poll(&other), Err("lots[0].between".to_owned()));
}

#[test]
fn an_absolute_majority_and_a_board_are_fields_of_the_document() {
    let votes = r#"{"count":4,"choices":{"A":1}},{"count":3,"choices":{"B":1}},{"count":2,"choices":{"C":1}}"#;
    let absolute = asked("plurality", votes).replace(
        r#""seats""#,
        r#""rule":"absolute_majority_of_valid","seats""#,
    );
    let answer = poll(&absolute).unwrap();
    assert_eq!(
        (&answer["vacant"], &answer["runoff"]),
        (&json!(1), &json!(["A", "B"]))
    );
    let board = asked("plurality", votes).replace(
        r#""seats":1"#,
        r#""bodies":{"A":"Köln","B":"Köln","C":"Bonn"},"min_bodies":2,"seats":2"#,
    );
    assert_eq!(poll(&board).unwrap()["elected"], json!(["A", "C"]));
    let missing = board.replace(r#","C":"Bonn""#, "");
    assert_eq!(poll(&missing), Err("bodies.C".to_owned()));
}

#[test]
fn what_cannot_be_counted_is_named_by_its_field() {
    let ranked = |ballot: &str| asked("irv", ballot);
    let chosen = |ballot: &str| asked("approval", ballot);
    let cases = [
        ("{".to_owned(), "unreadable"),
        (ranked(r#"{"count":NaN,"ranking":[]}"#), "unreadable"),
        (ranked(r#"{"count":1e309,"ranking":[]}"#), "unreadable"),
        (
            ranked(r#"{"count":1,"count":2,"ranking":[]}"#),
            "unreadable",
        ),
        (chosen(r#"{"choices":{"A":1,"A":1}}"#), "unreadable"),
        (ranked(r#"{"count":-1,"ranking":[]}"#), "ballots[0].count"),
        (
            ranked(r#"{"count":9223372036854775808,"ranking":[]}"#),
            "ballots[0].count",
        ),
        (ranked(r#"{"count":1.0,"ranking":[]}"#), "ballots[0].count"),
        (ranked(r#"{"count":"1 ","ranking":[]}"#), "ballots[0].count"),
        (ranked(r#"{"ranking":[["D"]]}"#), "ballots[0].ranking[0][0]"),
        (ranked(r#"{"ranking":["A"]}"#), "ballots[0].ranking[0]"),
        (ranked(r#"{"ranking":[["A"],["A"]]}"#), "ballots[0].ranking"),
        (ranked(r#"{"ranking":[[]]}"#), "ballots[0].ranking"),
        (ranked(r#"{"choices":{}}"#), "ballots[0].choices"),
        (ranked(r#"{"count":1}"#), "ballots[0].ranking"),
        (chosen(r#"{"choices":{"A":true}}"#), "ballots[0].choices.A"),
        (chosen(r#"{"choices":{"D":1}}"#), "ballots[0].choices.D"),
        (
            ranked(r#"{"count":9000000000000000000,"ranking":[]},{"ranking":[]}"#),
            "ballots",
        ),
        (ranked("").replace(r#""seats":1"#, r#""seats":0"#), "seats"),
        (ranked("").replace(r#""seats":1"#, r#""seats":2"#), "seats"),
        (ranked("").replace(r#"["A","B","C"]"#, "[]"), "options"),
        (ranked("").replace(r#""C""#, r#""A""#), "options[2]"),
        (ranked("").replace(r#""C""#, r#""""#), "options[2]"),
        (ranked("").replace("irv", "IRV"), "kind"),
        (
            ranked("").replace(r#""seats""#, r#""more":1,"seats""#),
            "more",
        ),
        (
            ranked("").replace(r#""seats""#, r#""max_choices":1,"seats""#),
            "max_choices",
        ),
        (asked("yes_no", "").replace(r#","B","C""#, ""), "options"),
    ];
    for (question, field) in cases {
        assert_eq!(poll(&question), Err(field.to_owned()), "{question}");
    }
}

const MOTION: &str = r#"{"rule":{"num":2,"den":3,"strict":false,"base":"yes_no","min_yes":0,"min_of_entitled":null},"yes":20,"no":10,"abstain":3,"invalid":1,"present":40,"entitled":60}"#;

#[test]
fn a_motion_is_decided_from_its_document() {
    let answer = decision(MOTION).unwrap();
    assert_eq!(
        (&answer["accepted"], &answer["needed"], &answer["base"]),
        (&json!(true), &json!(20), &json!(30))
    );
    let entitled = MOTION.replace("null", "[1,2]");
    assert_eq!(decision(&entitled).unwrap()["needed"], 30);
    let object = MOTION.replace("null", r#"{"num":1,"den":2,"strict":true}"#);
    assert_eq!(decision(&object).unwrap()["needed"], 31);
    let bodies = MOTION.replace(r#""yes":20"#, r#""bodies":{"yes":2,"no":2},"yes":20"#);
    let answer = decision(&bodies).unwrap();
    assert_eq!(
        (&answer["accepted"], &answer["bodies"]["needed"]),
        (&json!(false), &json!(3))
    );
    let tied = MOTION
        .replace(
            r#""num":2,"den":3,"strict":false"#,
            r#""num":1,"den":2,"strict":true,"tie":"lot""#,
        )
        .replace(r#""yes":20"#, r#""yes":10"#);
    assert_eq!(decision(&tied).unwrap()["outcome"], "lot");
    let drawn = tied.replace(r#""no":10"#, r#""drawn":"yes","no":10"#);
    assert_eq!(decision(&drawn).unwrap()["accepted"], true);
}

#[test]
fn a_motion_that_cannot_be_decided_is_named_by_its_field() {
    let cases = [
        (MOTION.replace("20", "-1"), "yes"),
        (MOTION.replace("20", "1e2"), "yes"),
        (MOTION.replace("20", "18446744073709551616"), "yes"),
        (MOTION.replace(r#""yes":20,"#, ""), "yes"),
        (MOTION.replace("40", "33"), "present"),
        (MOTION.replace("60", "39"), "entitled"),
        (MOTION.replace(r#""den":3"#, r#""den":1"#), "rule"),
        (MOTION.replace("yes_no", "all"), "rule.base"),
        (MOTION.replace("null", "0.5"), "rule.min_of_entitled"),
        (MOTION.replace("null", "[1]"), "rule.min_of_entitled"),
        (
            MOTION.replace(r#""no":10"#, r#""drawn":"yes","no":10"#),
            "drawn",
        ),
        (
            MOTION.replace("entitled\":60", "entitled\":60,\"x\":1"),
            "x",
        ),
    ];
    for (question, field) in cases {
        assert_eq!(decision(&question), Err(field.to_owned()), "{question}");
    }
}
