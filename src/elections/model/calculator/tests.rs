use serde_json::{Value, json};

use super::*;

fn question() -> Value {
    json!({
        "method": "dhondt",
        "seats": 3,
        "lists": [
            {"name": "A", "votes": 100},
            {"name": "B", "votes": 100, "candidates": 5, "independent": false},
            {"name": "C", "votes": 30, "candidates": null, "independent": true}
        ]
    })
}

fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut question = question();
    change(&mut question);
    question
}

fn answer(document: &Value) -> Value {
    let answer = Question::from_json(document).unwrap().answer().unwrap();
    serde_json::to_value(answer).unwrap()
}

/// What a document is refused for, read from its text.
fn refused(text: &str) -> String {
    match Question::parse(text).and_then(|question| question.answer()) {
        Err(refusals) => refusals.to_string(),
        Ok(answer) => panic!("{answer:?}"),
    }
}

#[test]
fn more_seats_than_candidates_on_all_lists_are_refused() {
    let question = |seats: u32, candidates: serde_json::Value| {
        Question::from_json(&json!({
            "method": "sainte_lague", "seats": seats,
            "lists": [
                {"name": "A", "votes": 100, "candidates": 2},
                {"name": "B", "votes": 50, "candidates": candidates},
                {"name": "C", "votes": 30, "independent": true}
            ]
        }))
        .unwrap()
        .allocate()
    };
    let refused = question(7, json!(3)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "seats: all lists together have only 6 candidates"
    );
    assert!(question(6, json!(3)).is_ok());
    assert!(question(7, json!(null)).is_ok(), "not all are known");
}

#[test]
fn a_question_without_its_optional_fields_means_vacant_and_no_clause() {
    let read = Question::from_json(&question()).unwrap();
    assert_eq!(
        read.rule,
        SeatRule::plain(crate::tally::seats::Method::DHondt)
    );
    assert_eq!(read.lists.iter().filter(|list| list.independent).count(), 1);
    let explicit = with(|question| {
        question["short_lists"] = json!("vacant");
        question["majority_clause"] = json!(false);
        question["threshold"] = Value::Null;
        question["lots"] = json!([]);
    });
    assert_eq!(Question::from_json(&explicit).unwrap(), read);
}

#[test]
fn the_answer_has_the_fields_of_the_document_and_no_other() {
    let answer = answer(&question());
    let fields = |value: &Value| -> Vec<String> {
        let mut names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(fields(&answer), ["lists", "undecided", "vacant", "working"]);
    assert_eq!(
        answer["lists"][0],
        json!({"name": "A", "votes": 100, "entitled": 1, "filled": 1})
    );
    assert_eq!(answer["vacant"], 0);
    assert_eq!(
        answer["undecided"],
        json!({"seats": 1, "between": ["A", "B"]})
    );
    let step = &answer["working"][0];
    assert_eq!(step["step"], "quotients");
    assert_eq!(step["method"], "dhondt");
    assert_eq!(
        step["quotients"][0],
        json!({"name": "A", "votes": 100, "divisor": 1, "seat_from": 1, "seat_to": 2, "tied": false})
    );
    assert_eq!(step["divisors"]["largest"], json!({"num": 50, "den": 1}));
}

#[test]
fn a_lot_names_lists_and_keeps_its_record_in_the_working() {
    let drawn = with(|question| {
        question["lots"] = json!([{
            "between": ["B", "A"],
            "won": ["B"],
            "drawn_by": "Wahlleiterin",
            "drawn_on": "2026-03-16",
            "witnesses": ["X", "Y"]
        }]);
    });
    let answer = answer(&drawn);
    assert_eq!(answer["undecided"], Value::Null);
    assert_eq!(answer["lists"][1]["filled"], 2);
    assert_eq!(
        answer["working"][1],
        json!({
            "step": "lot",
            "between": ["A", "B"],
            "seats": 1,
            "won": ["B"],
            "drawn_by": "Wahlleiterin",
            "drawn_on": "2026-03-16",
            "witnesses": ["X", "Y"]
        })
    );
}

#[test]
fn each_step_of_the_working_is_told() {
    let document = json!({
        "method": "hare_niemeyer",
        "seats": 4,
        "majority_clause": true,
        "short_lists": "reallocate",
        "threshold": {"num": 5, "den": 100},
        "lists": [
            {"name": "A", "votes": 510},
            {"name": "B", "votes": 300, "candidates": 0},
            {"name": "C", "votes": 180},
            {"name": "D", "votes": 10}
        ]
    });
    let answer = answer(&document);
    let steps: Vec<&str> = answer["working"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "threshold",
            "remainders",
            "majority_clause",
            "remainders",
            "remainders"
        ]
    );
    assert_eq!(answer["working"][0]["left_out"], json!(["D"]));
    assert_eq!(answer["working"][4]["limited"], true);
    let filled: Vec<u64> = answer["lists"]
        .as_array()
        .unwrap()
        .iter()
        .map(|list| list["filled"].as_u64().unwrap())
        .collect();
    assert_eq!(filled.iter().sum::<u64>(), 4);
    assert_eq!(filled[1], 0);
}

#[test]
fn a_document_that_cannot_be_counted_is_refused_with_field_and_row() {
    let cases: Vec<(Value, &str)> = vec![
        (with(|q| q["method"] = Value::Null), "method: is missing"),
        (
            with(|q| q["method"] = json!("hagenbach")),
            "method: must be one of: sainte_lague, dhondt, hare_niemeyer",
        ),
        (
            with(|q| q["seats"] = json!(0)),
            "seats: must be a whole number from 1 to 1000000",
        ),
        (
            with(|q| q["seats"] = json!(18.5)),
            "seats: must be a whole number from 1 to 1000000",
        ),
        (
            with(|q| q["seats"] = json!("18")),
            "seats: must be a whole number from 1 to 1000000",
        ),
        (
            with(|q| q["short_lists"] = json!("drop")),
            "short_lists: must be one of: vacant, reallocate",
        ),
        (
            with(|q| q["majority_clause"] = json!("yes")),
            "majority_clause: must be true or false",
        ),
        (
            with(|q| q["threshold"] = json!(5)),
            "threshold: must be an object",
        ),
        (
            with(|q| q["threshold"] = json!({"num": 5})),
            "threshold.den: is missing",
        ),
        (
            with(|q| q["threshold"] = json!({"num": 5, "den": 0})),
            "threshold: num over den must be a share of the whole",
        ),
        (
            with(|q| q["threshold"] = json!({"num": 1, "den": 1})),
            "threshold: nobody reaches the 230 votes that are needed",
        ),
        (
            with(|q| q["lists"] = json!([])),
            "lists: there is no list and no independent",
        ),
        (with(|q| q["lists"] = json!({})), "lists: must be a list"),
        (
            with(|q| q["lists"][1] = json!(7)),
            "lists[1] (row 2): must be an object",
        ),
        (
            with(|q| q["lists"][1]["votes"] = json!(-1)),
            "lists[1].votes (row 2): must be a whole number from 0 to 9000000000000000000",
        ),
        (
            with(|q| q["lists"][2]["votes"] = json!(9_000_000_000_000_000_001_u64)),
            "lists[2].votes (row 3): must be a whole number from 0 to 9000000000000000000",
        ),
        (
            with(|q| q["lists"][0]["name"] = json!("B")),
            "lists[1].name (row 2): the same name as in row 1",
        ),
        (
            with(|q| q["lists"][0]["name"] = json!(" ")),
            "lists[0].name (row 1): the text is empty",
        ),
        (
            with(|q| q["lists"][0]["name"] = json!("A\u{0}")),
            "lists[0].name (row 1): the text holds a NUL sign",
        ),
        (
            with(|q| q["lists"][0]["candidates"] = json!(-2)),
            "lists[0].candidates (row 1): must be a whole number from 0 to 4294967295",
        ),
        (
            with(|q| q["lists"][0]["seats"] = json!(2)),
            "lists[0].seats (row 1): no such field",
        ),
        (with(|q| q["sets"] = json!(2)), "sets: no such field"),
        (
            with(|q| {
                for list in q["lists"].as_array_mut().unwrap() {
                    list["votes"] = json!(0);
                }
            }),
            "lists: there is no valid vote",
        ),
        (
            with(|q| q["lots"] = json!([{"won": ["D"]}])),
            "lots[0].won (row 1): there is no list \"D\"",
        ),
        (
            with(|q| q["lots"] = json!([{"won": ["C"]}])),
            "lots[0].won (row 1): \"C\" is not tied",
        ),
        (
            with(|q| q["lots"] = json!([{"won": []}])),
            "lots[0].won (row 1): 0 winners for 1 open seats",
        ),
        (
            with(|q| q["lots"] = json!([{"won": ["A"], "between": ["A", "C"]}])),
            "lots[0].between (row 1): others are tied than those named",
        ),
        (
            with(|q| q["lots"] = json!([{"won": ["A"]}, {"won": ["B"]}])),
            "lots[1] (row 2): there is no tie to draw for",
        ),
        (
            with(|q| q["lots"] = json!([{"won": ["A"], "drawn_on": "16.3.2026"}])),
            "lots[0].drawn_on (row 1): must be a day like 2026-03-14",
        ),
    ];
    for (document, sentence) in cases {
        assert_eq!(refused(&document.to_string()), sentence, "{document}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once_in_one_line() {
    let document = json!({"seats": 0, "lists": [{"votes": -1}, {"name": "\n"}]});
    assert_eq!(
        refused(&document.to_string()),
        "method: is missing; seats: must be a whole number from 1 to 1000000; \
         lists[0].name (row 1): is missing; \
         lists[0].votes (row 1): must be a whole number from 0 to 9000000000000000000; \
         lists[1].name (row 2): the text is empty; lists[1].votes (row 2): is missing"
    );
    let odd = json!({"a\nb\u{1b}[2J": 1, "method": "dhondt", "seats": 1, "lists": [{"name": "A", "votes": 1}]});
    let sentence = refused(&odd.to_string());
    assert!(!sentence.contains(char::is_control), "{sentence:?}");
    let many = json!({"method": "dhondt", "seats": 1, "lists": vec![json!({}); 9_000]});
    assert!(refused(&many.to_string()).len() < 2_000);
}

#[test]
fn what_is_no_json_or_names_a_field_twice_is_not_readable() {
    for text in [
        "",
        "{",
        "seats",
        "{\"seats\": 1} {}",
        "{\"seats\": 1,}",
        "{\"seats\": \"\u{0}\"}",
    ] {
        assert!(
            refused(text).starts_with("not readable as JSON: "),
            "{text:?}"
        );
    }
    assert_eq!(refused("[]"), "must be an object");
    let twice =
        "{\"method\":\"dhondt\",\"seats\":1,\"seats\":2,\"lists\":[{\"name\":\"A\",\"votes\":1}]}";
    assert!(refused(twice).starts_with("not readable as JSON: duplicate field `seats`"));
    let twice =
        "{\"method\":\"dhondt\",\"seats\":1,\"lists\":[{\"name\":\"A\",\"votes\":1,\"votes\":2}]}";
    assert!(refused(twice).starts_with("not readable as JSON: duplicate field `votes`"));
    let huge = "{\"method\":\"dhondt\",\"seats\":1e400,\"lists\":[]}";
    assert!(refused(huge).starts_with("not readable as JSON: "));
    let large = "{\"method\":\"dhondt\",\"seats\":1,\"lists\":[{\"name\":\"A\",\"votes\":1e30}]}";
    assert!(refused(large).starts_with("lists[0].votes (row 1): must be a whole number"));
}

#[test]
fn a_name_is_the_same_however_its_signs_are_composed() {
    let document = with(|question| {
        question["lists"][0]["name"] = json!("Grüne");
        question["lists"][1]["name"] = json!("Gru\u{308}ne");
    });
    assert_eq!(
        refused(&document.to_string()),
        "lists[1].name (row 2): the same name as in row 1"
    );
}
