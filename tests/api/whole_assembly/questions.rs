//! Twelve questions of all kinds, what each place answers, and what must be counted.

use serde_json::{Value, json};

use crate::support::electorate::{by_name, election, motion};

/// What is asked, and what the voter of a place chooses, as the API takes it.
pub struct Question {
    pub poll: Value,
    pub choice: fn(usize) -> Value,
    pub sealed: bool,
    pub paper: bool,
    pub interrupted: bool,
    /// What must be counted, from all choices.
    pub check: fn(&Value, &[Value]),
}

fn choices(choices: &[&str]) -> Value {
    json!({ "choices": choices })
}

fn ranks(ranks: &[&str]) -> Value {
    json!({ "ranking": ranks.iter().map(|rank| json!([rank])).collect::<Vec<_>>() })
}

fn titled(mut poll: Value, title: &str) -> Value {
    poll["title"] = json!({ "de": title });
    poll
}

fn of_method(method: &str, more: &Value) -> Value {
    let names = ["Ada", "Ben", "Eva", "Ivo"].map(|name| json!({ "de": name }));
    let mut poll = json!({
        "kind": "election", "method": method, "secrecy": "secret", "title": { "de": "Wahl" },
        "question": { "de": "Wer soll es werden?" }, "options": names,
    });
    for (field, value) in more.as_object().unwrap() {
        poll[field] = value.clone();
    }
    poll
}

/// How often each option was marked, from 1; blank ballots mark none.
fn marks(given: &[Value], options: usize) -> Vec<i64> {
    let mut votes = vec![0; options];
    for choice in given
        .iter()
        .filter_map(|given| given["choices"].as_array())
        .flatten()
    {
        let word = choice.as_str().unwrap();
        let place = match word {
            "yes" => 1,
            "no" => 2,
            "abstain" => 3,
            number => number.parse::<usize>().unwrap(),
        };
        votes[place - 1] += 1;
    }
    votes
}

fn sums(counted: &Value, given: &[Value]) {
    let options = counted["votes"].as_array().unwrap().len();
    assert_eq!(counted["votes"], json!(marks(given, options)), "{counted}");
}

/// First preferences, and that somebody is elected.
fn preferences(counted: &Value, given: &[Value]) {
    let mut first = [0; 4];
    for given in given {
        if let Some(best) = given["ranking"][0][0].as_str() {
            first[best.parse::<usize>().unwrap() - 1] += 1;
        }
    }
    assert_eq!(counted["votes"], json!(first), "{counted}");
    assert!(
        !counted["election"]["elected"]
            .as_array()
            .unwrap()
            .is_empty(),
        "{counted}"
    );
}

pub fn questions() -> Vec<Question> {
    let relative = |more: Value| {
        let mut all = json!({ "election_rule": "relative_majority" });
        for (field, value) in more.as_object().unwrap() {
            all[field] = value.clone();
        }
        all
    };
    let question = |poll, choice, check| Question {
        poll,
        choice,
        check,
        sealed: false,
        paper: false,
        interrupted: false,
    };
    let mut two_thirds = titled(motion(), "Satzungsänderung");
    two_thirds["majority"] =
        json!({ "share": { "numerator": 2, "denominator": 3, "strict": false }, "base": "valid" });
    let mut present = titled(motion(), "Auflösung eines Ausschusses");
    present["majority"]["base"] = json!("present");
    vec![
        Question {
            paper: true,
            ..question(
                titled(motion(), "Beitrag"),
                |n| choices(&[["yes", "no", "yes", "abstain"][n % 4]]),
                sums,
            )
        },
        Question {
            sealed: true,
            ..question(
                two_thirds,
                |n| choices(&[["yes", "yes", "yes", "no"][n % 4]]),
                sums,
            )
        },
        Question {
            interrupted: true,
            ..question(
                titled(by_name(motion()), "Resolution"),
                |n| choices(&[["yes", "no"][n % 2]]),
                sums,
            )
        },
        question(
            present,
            |n| choices(&[["no", "yes"][usize::from(n % 3 == 0)]]),
            sums,
        ),
        Question {
            paper: true,
            sealed: true,
            ..question(
                titled(election(&["Ada", "Ben", "Eva"]), "Vorstand"),
                |n| match n % 5 {
                    0 => json!({ "blank": true }),
                    1 | 2 => choices(&["1", "2"]),
                    3 => choices(&["1", "3"]),
                    _ => choices(&["2", "3"]),
                },
                sums,
            )
        },
        question(
            titled(
                of_method("choose", &relative(json!({ "max_choices": 4, "seats": 2 }))),
                "Beisitz",
            ),
            |n| choices(&["1", "2", "3", "4"][..1 + n % 4]),
            sums,
        ),
        Question {
            interrupted: true,
            ..question(
                titled(
                    of_method(
                        "cumulate",
                        &relative(json!({ "max_choices": 4, "max_per_option": 3, "seats": 1 })),
                    ),
                    "Kasse",
                ),
                |n| {
                    choices(if n % 3 == 0 {
                        &["1", "1", "1", "2"]
                    } else {
                        &["2", "2", "3"]
                    })
                },
                sums,
            )
        },
        question(
            titled(
                of_method(
                    "lists",
                    &json!({ "seats": 7, "list_seats": "sainte_lague", "places": [7, 7, 7, 7] }),
                ),
                "Landesausschuss",
            ),
            |n| choices(&[["1", "2", "1", "3", "1", "2", "1", "3", "1", "2"][n % 10]]),
            sums,
        ),
        question(
            titled(of_method("instant_runoff", &json!({})), "Vorsitz"),
            |n| match n % 7 {
                0 | 1 => ranks(&["1", "2"]),
                2 | 3 => ranks(&["2", "1"]),
                4 => ranks(&["2"]),
                5 => ranks(&["3", "2"]),
                _ => json!({ "blank": true }),
            },
            preferences,
        ),
        question(
            titled(
                of_method("scottish_stv", &json!({ "seats": 2 })),
                "Delegation",
            ),
            |n| {
                [
                    ranks(&["1", "2"]),
                    ranks(&["1", "3"]),
                    ranks(&["2", "3"]),
                    ranks(&["4", "3"]),
                ][n % 4]
                    .clone()
            },
            preferences,
        ),
        question(
            titled(
                of_method("schulze", &json!({ "seats": 1 })),
                "Ort der nächsten Versammlung",
            ),
            |n| {
                [
                    ranks(&["2", "1"]),
                    ranks(&["2", "3"]),
                    ranks(&["1", "3", "2"]),
                ][n % 3]
                    .clone()
            },
            preferences,
        ),
        question(
            {
                let mut poll = motion();
                poll.as_object_mut().unwrap().remove("majority");
                poll["method"] = json!("choose");
                poll["election_rule"] = json!("absolute_majority_of_valid");
                poll["options"] =
                    json!([{ "de": "60 Euro" }, { "de": "40 Euro" }, { "de": "Wie bisher" }]);
                titled(poll, "Drei Anträge")
            },
            |n| choices(&[["1", "1", "1", "2", "3"][n % 5]]),
            sums,
        ),
    ]
}
