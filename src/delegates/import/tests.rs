use super::*;
use crate::{
    registry::table::{Limits, read_table},
    types::{DelegateId, RoundId},
};

fn places(delegates: i64) -> Places {
    Places {
        places: 2,
        delegates,
        deputies: 0,
        substitutes: 0,
        accepted_delegates: 0,
        accepted_deputies: 0,
        accepted_substitutes: 0,
    }
}

fn delegate(id: i64, body: i64, person: i64) -> Delegate {
    Delegate {
        id: DelegateId(id),
        round: RoundId(1),
        body: BodyId(body),
        body_name: String::new(),
        person: PersonId(person),
        name: String::new(),
        role: DelegateRole::Delegate,
        principal: None,
        position: 1,
        votes: 1,
        state: DelegateState::Registered,
        is_new: false,
        reason: String::new(),
        revision: 1,
    }
}

/// Two bodies of two places; Ayşe is registered by the first, three others belong to it, two of one name to the second.
fn known() -> Known {
    let body = |id: i64, name: &str, delegates, members: &[(i64, &str)]| KnownBody {
        id: BodyId(id),
        name: name.to_owned(),
        places: places(delegates),
        resolution_on: "2026-04-01".parse().ok(),
        members: members
            .iter()
            .map(|(id, name)| (PersonId(*id), fold_for_search(name)))
            .collect(),
    };
    let first = [(1, "Ayşe Öz"), (2, "Bo Li"), (3, "Can Er"), (4, "Da Vu")];
    Known {
        today: "2026-05-04".parse().unwrap(),
        bodies: HashMap::from([
            ("G-1".to_owned(), body(1, "Ulm", 1, &first)),
            (
                "G-2".to_owned(),
                body(2, "Aalen", 0, &[(5, "Eva Ay"), (6, "Eva Ay")]),
            ),
        ]),
        people: (1..=6).map(|n| (format!("P-{n}"), PersonId(n))).collect(),
        names: (1..=6).map(|n| (PersonId(n), format!("N {n}"))).collect(),
        delegates: vec![delegate(9, 1, 1)],
        roles: vec![DelegateRole::Delegate, DelegateRole::Substitute],
    }
}

/// What becomes of a row, and each field that is refused with its reason.
type Judged = (Outcome, Vec<(String, &'static str)>);

fn judged(text: &str) -> (Vec<Judged>, Vec<Write>) {
    let columns: Vec<_> = COLUMNS.iter().map(|c| c.column).collect();
    let table = read_table(text.as_bytes(), &columns, &Limits::default()).unwrap();
    let (plan, writes) = plan(&table, &known());
    let rows = plan.rows.into_iter().map(|row| {
        let problems = row.problems.into_iter().map(|p| (p.field, p.key));
        (row.outcome, problems.collect())
    });
    (rows.collect(), writes)
}

#[test]
fn people_are_known_by_key_or_by_name_and_what_is_registered_stays() {
    let (rows, writes) = judged(
        "Mitglied;Person;Vorname;Nachname;Rolle;Platz;Beschluss\n\
         G-1;P-1;;;Delegierte;1;1.4.2026\n\
         G-1;;bo;LI;Ersatz;2;01.04.2026\n\
         G-1;P-3;;;;;46113\n",
    );
    let outcomes: Vec<_> = rows.iter().map(|(outcome, _)| *outcome).collect();
    assert_eq!(
        outcomes,
        [Outcome::Unchanged, Outcome::New, Outcome::New],
        "{rows:?}"
    );
    let roles: Vec<_> = writes.iter().map(|w| (w.person, w.role)).collect();
    assert_eq!(
        roles,
        [
            (PersonId(2), DelegateRole::Substitute),
            (PersonId(3), DelegateRole::Delegate)
        ]
    );
}

#[test]
fn each_mistake_is_refused_at_its_row_and_field() {
    for (row, field, key) in [
        (
            "G-9;P-1;;;;;",
            "body_external_key",
            "field-body-not-in-round",
        ),
        (";P-1;;;;;", "body_external_key", "field-required"),
        (
            "G-1;P-99;;;;;",
            "person_external_key",
            "field-person-unknown",
        ),
        ("G-1;;;;;;", "family_name", "field-required"),
        ("G-1;;No;Body;;;", "family_name", "field-person-not-in-body"),
        ("G-2;;Eva;Ay;;;", "family_name", "field-person-ambiguous"),
        (
            "G-1;P-5;;;;;",
            "person_external_key",
            "field-person-not-in-body",
        ),
        (
            "G-2;P-1;;;;;",
            "person_external_key",
            "field-person-elsewhere",
        ),
        ("G-1;P-2;;;Chefin;;", "role", "field-word-unknown"),
        ("G-1;P-2;;;deputy;;", "role", "field-role-not-provided"),
        ("G-1;P-2;;;;0;", "position", "field-number-range"),
        ("G-1;P-2;;;;;29.2.2026", "resolution_on", "field-not-a-day"),
        (
            "G-1;P-2;;;;;5.5.2026",
            "resolution_on",
            "field-resolution-in-future",
        ),
        ("G-1;=1+1;;;;;", "person_external_key", "field-formula"),
    ] {
        let (rows, writes) = judged(&format!(
            "body;person;given_name;family_name;role;position;resolution_on\n{row}\n"
        ));
        let told = rows[0].1.iter().any(|(f, k)| f == field && *k == key);
        assert!(told && writes.is_empty(), "{row}: {rows:?}");
    }
}

#[test]
fn more_than_the_places_a_person_twice_and_two_resolutions_of_a_body_are_refused() {
    let (rows, writes) = judged(
        "body;person;resolution_on\nG-1;P-2;2026-04-02\nG-1;P-3;2026-04-02\nG-1;P-2;2026-04-02\nG-2;P-5;2026-04-03\nG-2;P-6;2026-04-04\n",
    );
    let told: Vec<_> = rows
        .iter()
        .map(|(_, problems)| problems.first().map(|p| p.1))
        .collect();
    assert_eq!(
        told,
        [
            None,
            Some("field-places-full"),
            Some("field-repeats-row"),
            None,
            Some("field-contradicts-row")
        ]
    );
    assert_eq!(writes.len(), 2);
}
