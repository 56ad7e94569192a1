use proptest::prelude::*;

use super::*;

fn groups() -> Vec<SeatGroup> {
    [(11, 1, 5), (12, 2, 2)]
        .map(|(id, number, seats)| SeatGroup {
            id: SeatGroupId(id),
            number,
            name: format!("group {number}"),
            seats,
        })
        .to_vec()
}

fn list() -> NominationInput {
    NominationInput {
        kind: "list".into(),
        label: "Liste Vielfalt".into(),
        ..NominationInput::default()
    }
}

fn independent() -> NominationInput {
    NominationInput {
        kind: "independent".into(),
        label: "Erdem".into(),
        ..NominationInput::default()
    }
}

fn told<T: std::fmt::Debug>(read: Result<T, Vec<FieldProblem>>) -> Vec<(String, &'static str)> {
    read.map_or_else(
        |problems| problems.into_iter().map(|p| (p.field, p.key)).collect(),
        |_| Vec::new(),
    )
}

fn today() -> Day {
    "2025-07-01".parse().unwrap()
}

fn candidate(id: i64, given: &str, family: &str) -> Candidate {
    Candidate {
        id: CandidateId(id),
        position: id,
        person: None,
        given_name: given.into(),
        family_name: family.into(),
        consented_on: None,
        withdrawn_on: None,
        withdrawn_reason: String::new(),
        revision: 1,
    }
}

fn nomination(id: i64, label: &str, candidates: Vec<Candidate>) -> Nomination {
    Nomination {
        id: NominationId(id),
        position: id,
        kind: NominationKind::List,
        label: label.into(),
        group: None,
        unnamed_candidates: None,
        withdrawn_on: None,
        withdrawn_reason: String::new(),
        candidates,
        revision: 1,
    }
}

#[test]
fn a_list_is_read_with_named_candidates_or_with_their_number() {
    let details = list().parse(&[], 12).unwrap();
    assert_eq!(
        (details.kind, details.unnamed_candidates),
        (NominationKind::List, None)
    );
    assert_eq!(details.label_key(), "liste vielfalt");
    let numbered = NominationInput {
        unnamed_candidates: "5".into(),
        ..list()
    };
    assert_eq!(numbered.parse(&[], 0).unwrap().unnamed_candidates, Some(5));
    assert_eq!(
        told(numbered.parse(&[], 1)),
        [(
            "unnamed_candidates".to_owned(),
            "field-candidates-are-named"
        )]
    );
    let blank = NominationInput::default();
    assert_eq!(
        told(blank.parse(&[], 0)),
        [
            ("kind".to_owned(), "field-required"),
            ("label".to_owned(), "field-required")
        ]
    );
    for (label, key) in [
        ("x".repeat(121), "field-too-long"),
        ("\u{301}".into(), "field-invisible"),
    ] {
        let input = NominationInput { label, ..list() };
        assert!(told(input.parse(&[], 0)).contains(&("label".to_owned(), key)));
    }
}

#[test]
fn an_independent_stands_alone() {
    assert_eq!(told(independent().parse(&[], 0)), []);
    assert_eq!(told(independent().parse(&[], 1)), []);
    assert_eq!(
        told(independent().parse(&[], 2)),
        [("kind".to_owned(), "field-independent-one-candidate")]
    );
    for (unnamed, refused) in [("1", false), ("2", true), ("0", true)] {
        let input = NominationInput {
            unnamed_candidates: unnamed.into(),
            ..independent()
        };
        assert_eq!(!told(input.parse(&[], 0)).is_empty(), refused, "{unnamed}");
    }
}

#[test]
fn once_there_are_groups_each_nomination_is_in_one() {
    let in_group = |group: &str| NominationInput {
        group: group.into(),
        ..list()
    };
    assert_eq!(
        in_group("2").parse(&groups(), 0).unwrap().group,
        Some(SeatGroupId(12))
    );
    assert_eq!(
        told(in_group("").parse(&groups(), 0)),
        [("group".to_owned(), "field-required")]
    );
    assert_eq!(
        told(in_group("3").parse(&groups(), 0)),
        [("group".to_owned(), "field-word-unknown")]
    );
    assert_eq!(
        told(in_group("1").parse(&[], 0)),
        [("group".to_owned(), "field-word-unknown")]
    );
}

#[test]
fn candidates_are_pasted_line_by_line_and_wrong_lines_named() {
    let typed = " Öztürk, Ayşe\n\nNguyễn;Lê Anh\n  Madonna \nAl-Hamad,Sara Maria\n";
    let inputs = CandidateInput::from_lines(typed, "2025-06-20");
    let read = parse_candidates(&inputs, "candidates", today()).unwrap();
    let names: Vec<_> = read
        .iter()
        .map(|c| (c.given_name.as_str(), c.family_name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("Ayşe", "Öztürk"),
            ("Lê Anh", "Nguyễn"),
            ("", "Madonna"),
            ("Sara Maria", "Al-Hamad")
        ]
    );
    assert!(read.iter().all(|c| c.consented_on.is_some()));
    let wrong = CandidateInput::from_lines("A, B\n, C\nD, E", "");
    let problems = parse_candidates(&wrong, "candidates", today()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].values.contains(&("n", 2.into())));
    let many = vec![CandidateInput::default(); MOST_CANDIDATES + 1];
    let problems = parse_candidates(&many, "candidates", today()).unwrap_err();
    assert_eq!(problems[0].key, "field-too-many-lines");
}

#[test]
fn nobody_consents_or_withdraws_tomorrow() {
    let input = CandidateInput {
        family_name: "Öztürk".into(),
        consented_on: "2025-07-02".into(),
        person: "x".into(),
        ..CandidateInput::default()
    };
    let mut fields = Fields::default();
    input.parse(today(), &mut fields);
    assert_eq!(
        told(fields.finish(None::<()>)),
        [
            ("person".to_owned(), "field-word-unknown"),
            ("consented_on".to_owned(), "field-consent-in-future")
        ]
    );
    let withdrawal = |day: &str, reason: &str| {
        let input = WithdrawalInput {
            day: day.into(),
            reason: reason.into(),
        };
        told(input.parse(today()))
    };
    assert_eq!(withdrawal("2025-07-01", "moved away"), []);
    assert_eq!(
        withdrawal("2025-07-02", ""),
        [
            ("day".to_owned(), "field-withdrawn-in-future"),
            ("reason".to_owned(), "field-required")
        ]
    );
}

#[test]
fn a_person_of_the_register_stands_once_unless_withdrawn() {
    let mut first = candidate(1, "Ayşe", "Öztürk");
    first.person = Some(PersonId(7));
    let mut nominations = vec![nomination(1, "A", vec![first]), nomination(2, "B", vec![])];
    let refused = |nominations: &[Nomination], itself: Option<i64>| {
        refuse_person_twice("person", PersonId(7), itself.map(CandidateId), nominations).is_some()
    };
    assert!(refused(&nominations, None) && refused(&nominations, Some(2)));
    assert!(
        !refused(&nominations, Some(1)),
        "who stands is not in the own way"
    );
    nominations[0].candidates[0].withdrawn_on = Some(today());
    assert!(!refused(&nominations, None));
    nominations[0].candidates[0].withdrawn_on = None;
    nominations[0].withdrawn_on = Some(today());
    assert!(!refused(&nominations, None));
}

#[test]
fn namesakes_are_told_with_the_list_of_the_other() {
    let nominations = [
        nomination(
            1,
            "A",
            vec![candidate(1, "Ayse", "Ozturk"), candidate(2, "Sara", "Ali")],
        ),
        nomination(2, "B", vec![candidate(3, "Ayşe", "Öztürk")]),
    ];
    let found = namesakes(&nominations);
    let told: Vec<_> = found
        .iter()
        .map(|n| (n.candidate.0, n.other_label.as_str()))
        .collect();
    assert_eq!(told, [(1, "B"), (3, "A")]);
    let mut withdrawn = nominations;
    withdrawn[1].withdrawn_on = Some(today());
    assert_eq!(namesakes(&withdrawn), []);
}

#[test]
fn who_stands_is_counted_where_each_list_tells() {
    let mut nominations = vec![
        nomination(1, "A", vec![candidate(1, "A", "A"), candidate(2, "B", "B")]),
        nomination(2, "B", vec![]),
    ];
    assert_eq!(standing_candidates(&nominations), None);
    nominations[1].unnamed_candidates = Some(4);
    assert_eq!(standing_candidates(&nominations), Some(6));
    nominations[0].candidates[1].withdrawn_on = Some(today());
    assert_eq!(standing_candidates(&nominations), Some(5));
    nominations[1].withdrawn_on = Some(today());
    assert_eq!(standing_candidates(&nominations), Some(1));
    assert_eq!(standing_candidates(&[]), Some(0));
}

#[test]
fn a_late_change_says_why() {
    assert_eq!(parse_late_reason(" ", false).as_deref(), Ok(""));
    assert_eq!(parse_late_reason(" court ", true).as_deref(), Ok("court"));
    assert_eq!(
        told(parse_late_reason("", true)),
        [("reason".to_owned(), "field-late-reason-needed")]
    );
}

#[test]
fn a_step_moves_one_place_and_stops_at_the_ends() {
    assert_eq!(after_step(&[1, 2, 3], 2, true), [2, 1, 3]);
    assert_eq!(after_step(&[1, 2, 3], 2, false), [1, 3, 2]);
    assert_eq!(after_step(&[1, 2, 3], 1, true), [1, 2, 3]);
    assert_eq!(after_step(&[1, 2, 3], 3, false), [1, 2, 3]);
    assert_eq!(after_step(&[1, 2, 3], 9, false), [1, 2, 3]);
    assert!(names_each_once(&[3, 1, 2], [1, 2, 3]));
    assert!(!names_each_once(&[1, 1, 2], [1, 2, 3]));
    assert!(!names_each_once(&[1, 2], [1, 2, 3]));
}

proptest! {
    #[test]
    fn no_line_of_candidates_panics_and_each_is_read_or_named(text in "\\PC*(\n\\PC*){0,6}") {
        let inputs = CandidateInput::from_lines(&text, "");
        match parse_candidates(&inputs, "candidates", today()) {
            Ok(read) => prop_assert_eq!(read.len(), inputs.len()),
            Err(problems) => prop_assert!(!problems.is_empty() && problems.len() <= inputs.len()),
        }
    }
}
