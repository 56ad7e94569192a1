use std::collections::HashMap;

use super::{
    bodies::{self, KnownBody},
    municipalities,
    people::{self, KnownPerson},
    *,
};
use crate::{
    registry::{
        model::{
            BodyKind, FederationKind,
            body::{BodyDetails, Profile},
            mandate::{Function, Mandate, SeatInTerm},
            municipality::MunicipalityValues,
            person::{Consents, NewPerson},
            term::{SeatOrigin, Term},
        },
        table::{Limits, read_table},
    },
    types::{BodyId, Day, Locale, MandateId, MunicipalityId, PersonId, SeatId, TermId},
};

fn table(kind: ImportKind, text: &str) -> Table<'_> {
    let columns: Vec<_> = kind.columns().iter().map(|c| c.column).collect();
    read_table(text.as_bytes(), &columns, &Limits::default()).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Outcome of each row, with the fields that are wrong.
fn outcomes(plan: &Plan) -> Vec<(Outcome, Vec<&str>)> {
    let fields = |row: &'_ PlannedRow| row.problems.iter().map(|p| p.key).collect::<Vec<_>>();
    plan.rows
        .iter()
        .map(|row| (row.outcome, fields(row)))
        .collect()
}

fn changed(plan: &Plan, row: usize) -> Vec<&str> {
    plan.rows[row].changes.iter().map(|c| c.field).collect()
}

fn stuttgart() -> municipalities::Known {
    let values = MunicipalityValues {
        ags: "08111000".parse().unwrap(),
        name: "Stuttgart".into(),
        county: "Stuttgart, Stadtkreis".into(),
        inhabitants: Some(635_911),
        latitude_e6: Some(48_775_817),
        longitude_e6: Some(9_177_734),
    };
    HashMap::from([(values.ags, (values, 7))])
}

#[test]
fn a_municipality_is_recognised_by_its_key_and_a_missing_column_leaves_its_value_alone() {
    let known = stuttgart();
    let text = "ags;name;Einwohner\n8111000;Stuttgart;635911\n08111001;Neustadt;\n";
    let (plan, writes) = municipalities::plan(&table(ImportKind::Municipalities, text), &known);
    assert_eq!(
        outcomes(&plan),
        [(Outcome::Unchanged, vec![]), (Outcome::New, vec![])]
    );
    assert_eq!(writes.len(), 1);
    let (plan, writes) = municipalities::plan(
        &table(
            ImportKind::Municipalities,
            "ags;name;Einwohner;Kreis\n8111000;Stuttgart;;\n",
        ),
        &known,
    );
    assert_eq!(changed(&plan, 0), ["county", "inhabitants"]);
    assert_eq!(
        (
            writes[0].revision,
            writes[0].values.inhabitants,
            writes[0].values.latitude_e6
        ),
        (8, None, Some(48_775_817))
    );
}

#[test]
fn each_mistake_in_a_row_is_named_once_and_a_key_that_comes_twice_is_refused() {
    let text = "ags;name;inhabitants\n08111000;=1+1;viele\n08111001;A;1\n8111001;B;2\n1;C\n\u{202e}x;D;3\n";
    let (plan, writes) =
        municipalities::plan(&table(ImportKind::Municipalities, text), &stuttgart());
    assert_eq!(
        outcomes(&plan),
        [
            (
                Outcome::Refused,
                vec!["field-formula", "field-not-a-number"]
            ),
            (Outcome::New, vec![]),
            (Outcome::Refused, vec!["field-repeats-row"]),
            (Outcome::Refused, vec!["field-cell-count"]),
            (Outcome::Refused, vec!["field-not-an-ags"]),
        ]
    );
    assert_eq!(writes.len(), 1, "a refused row writes nothing");
    assert_eq!(
        plan.rows.iter().map(|r| r.row).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6]
    );
}

#[test]
fn the_digest_of_a_preview_changes_with_what_would_happen() {
    let plan = |text: &str| {
        municipalities::plan(&table(ImportKind::Municipalities, text), &stuttgart())
            .0
            .digest()
    };
    assert_eq!(plan("ags;name\n08111000;S"), plan("name,ags\nS,8111000\n"));
    assert_ne!(plan("ags;name\n08111000;S"), plan("ags;name\n08111000;T"));
    assert_ne!(plan("ags;name\n08111000;S"), plan("ags;name\n\n08111000;S"));
}

fn body(kind: BodyKind, history: &[(&str, &str)]) -> KnownBody {
    KnownBody {
        id: BodyId(1),
        revision: 3,
        details: BodyDetails {
            external_key: Some("G-1".into()),
            municipality: None,
            joined_on: Some(day("2019-06-15")),
            delegate_places: 3,
            contact_email: String::new(),
            locale: None,
            website: String::new(),
            countries: Vec::new(),
            fields: Vec::new(),
        },
        municipality: Some(MunicipalityId(5)),
        left_on: None,
        history: history
            .iter()
            .map(|(from, name)| Profile {
                from_day: day(from),
                name: (*name).into(),
                kind,
            })
            .collect(),
    }
}

fn register(federation: FederationKind, bodies: Vec<KnownBody>) -> bodies::Known {
    bodies::Known {
        federation,
        today: day("2026-05-04"),
        bodies: bodies
            .into_iter()
            .map(|b| (b.details.external_key.clone().unwrap(), b))
            .collect(),
        municipalities: vec![
            (
                MunicipalityId(5),
                "08111000".parse().unwrap(),
                "Stuttgart".into(),
            ),
            (
                MunicipalityId(6),
                "08111001".parse().unwrap(),
                "Neustadt".into(),
            ),
            (
                MunicipalityId(7),
                "08111002".parse().unwrap(),
                "Neustadt".into(),
            ),
        ],
    }
}

#[test]
fn a_new_name_of_a_body_is_added_to_its_history() {
    let known = register(
        FederationKind::Councils,
        vec![body(
            BodyKind::Elected,
            &[("2019-06-15", "Integrationsrat")],
        )],
    );
    let plan = |text: &str| bodies::plan(&table(ImportKind::Bodies, text), &known);
    let (unchanged, writes) = plan("external_key;name;kind\nG-1;Integrationsrat;gewählt\n");
    assert_eq!(
        (outcomes(&unchanged), writes.len()),
        (vec![(Outcome::Unchanged, vec![])], 0)
    );
    let (_, writes) = plan("external_key;name\nG-1;Ausschuss\n");
    let profile = writes[0].profile.as_ref().unwrap();
    assert_eq!(
        (profile.from_day, profile.kind, writes[0].revision),
        (day("2026-05-04"), BodyKind::Elected, 4)
    );
    assert_eq!(writes[0].search_key, "ausschuss integrationsrat");
    assert_eq!(
        (writes[0].municipality, writes[0].details.delegate_places),
        (Some(MunicipalityId(5)), 3)
    );
    let (dated, writes) = plan("external_key;name;gilt ab;Art\nG-1;Ausschuss;1.11.2025;berufen\n");
    assert_eq!(changed(&dated, 0), ["name", "kind"]);
    assert_eq!(
        writes[0].profile.as_ref().unwrap().from_day,
        day("2025-11-01")
    );
    let (corrected, writes) =
        plan("external_key;name;gilt ab\nG-1;Integrationsrat Ulm;15.06.2019\n");
    assert_eq!(outcomes(&corrected), [(Outcome::Update, vec![])]);
    assert_eq!(
        writes[0].search_key, "integrationsrat ulm",
        "the same day is a correction"
    );
    let (early, _) = plan("external_key;name;gilt ab\nG-1;Früher;2010-01-01\n");
    assert_eq!(
        outcomes(&early),
        [(Outcome::Refused, vec!["field-profile-not-newest"])]
    );
}

#[test]
fn a_council_does_not_become_an_association_and_has_no_countries_of_origin() {
    let known = register(
        FederationKind::Councils,
        vec![body(
            BodyKind::Elected,
            &[("2019-06-15", "Integrationsrat")],
        )],
    );
    let text = "external_key;name;kind;countries;municipality\n\
        G-1;Integrationsrat;Verein;;\n\
        G-1;Integrationsrat;;TR SY;\n\
        G-2;Neu;;;\n\
        G-3;Verein;Verein;tr, sy;Stuttgart\n\
        G-4;Verein;Verein;;Neustadt\n\
        ;Ohne Schlüssel;Verein;;\n\
        G-5;Verein;Verein;XX;09999999\n";
    let (plan, writes) = bodies::plan(&table(ImportKind::Bodies, text), &known);
    assert_eq!(
        outcomes(&plan),
        [
            (Outcome::Refused, vec!["field-kind-of-other-species"]),
            (
                Outcome::Refused,
                vec!["field-repeats-row", "field-association-only"]
            ),
            (Outcome::Refused, vec!["field-required"]),
            (Outcome::New, vec![]),
            (Outcome::Refused, vec!["field-municipality-unknown"]),
            (Outcome::Refused, vec!["field-required"]),
            (
                Outcome::Refused,
                vec!["field-word-unknown", "field-municipality-unknown"]
            ),
        ]
    );
    let codes: Vec<_> = writes[0]
        .details
        .countries
        .iter()
        .map(|c| c.code())
        .collect();
    assert_eq!(
        (codes, writes[0].municipality),
        (vec!["SY", "TR"], Some(MunicipalityId(5)))
    );
}

fn seat(number: i64) -> (i64, SeatInTerm) {
    let term = Term {
        id: TermId(9),
        body: BodyId(1),
        label: "2024-2029".into(),
        starts_on: day("2024-10-01"),
        ends_on: day("2029-09-30"),
        revision: 1,
    };
    (
        number,
        SeatInTerm {
            seat: SeatId(100 + number),
            origin: SeatOrigin::Elected,
            term,
        },
    )
}

fn people_known() -> people::Known {
    let values = NewPerson {
        external_key: Some("P-1".into()),
        given_name: "Ayşe".into(),
        family_name: "Öztürk".into(),
        email: "a@example.org".into(),
        phone: "+49 711 1".into(),
        locale: Locale::De,
        consents: Consents::default(),
    };
    let mandate = Mandate {
        id: MandateId(50),
        body: BodyId(1),
        person: PersonId(1),
        term: Some(TermId(9)),
        seat: Some(SeatId(101)),
        function: Function::Member,
        public_office: true,
        starts_on: day("2024-10-01"),
        ends_on: None,
        end_reason: None,
        revision: 2,
    };
    people::Known {
        today: day("2026-05-04"),
        locale: Locale::De,
        people: HashMap::from([(
            "P-1".into(),
            KnownPerson {
                id: PersonId(1),
                revision: 4,
                values,
            },
        )]),
        bodies: HashMap::from([
            ("G-1".into(), (BodyId(1), BodyKind::Elected)),
            ("V-1".into(), (BodyId(2), BodyKind::Association)),
        ]),
        seats: HashMap::from([(BodyId(1), vec![seat(1), seat(2)])]),
        mandates: HashMap::from([(BodyId(1), vec![mandate])]),
    }
}

#[test]
fn a_person_who_stands_in_the_register_as_in_the_table_is_left_alone() {
    let text = "key;Vorname;Nachname;Telefon;body;von\nP-1;Ayşe;Öztürk;'+49 711 1;G-1;01.10.2024\n";
    let (plan, writes) = people::plan(&table(ImportKind::People, text), &people_known());
    assert_eq!(
        (outcomes(&plan), writes.len()),
        (vec![(Outcome::Unchanged, vec![])], 0)
    );
}

#[test]
fn a_mandate_is_recognised_by_person_body_and_first_day_and_keeps_its_seat() {
    let text = "key;Nachname;body;von;bis;Grund\nP-1;Öztürk;G-1;2024-10-01;31.12.2025;Rücktritt\n";
    let (plan, writes) = people::plan(&table(ImportKind::People, text), &people_known());
    assert_eq!(changed(&plan, 0), ["to", "end_reason"]);
    let mandate = writes[0].mandate.as_ref().unwrap();
    assert!(writes[0].person.is_none());
    assert_eq!(
        (mandate.changes, mandate.seat),
        (Some((MandateId(50), 2)), Some((TermId(9), SeatId(101))))
    );
    assert!(
        mandate.facts.public_office,
        "what has no column stays as it is"
    );
}

#[test]
fn new_members_of_a_council_take_its_free_seats_and_nobody_sits_on_two() {
    let text = "key;Nachname;body;von;seat\nP-2;A;G-1;2025-01-01;\nP-3;B;G-1;2025-01-01;\nP-4;C;G-1;2025-01-01;1\nP-5;D;G-1;2025-01-01;9\n\
        P-6;E;V-1;2025-01-01;\nP-7;F;G-1;2031-01-01;\n";
    let (plan, writes) = people::plan(&table(ImportKind::People, text), &people_known());
    assert_eq!(
        outcomes(&plan),
        [
            (Outcome::New, vec![]),
            (Outcome::Refused, vec!["field-no-free-seat"]),
            (Outcome::Refused, vec!["field-seat-taken"]),
            (Outcome::Refused, vec!["field-seat-unknown"]),
            (Outcome::New, vec![]),
            (Outcome::New, vec![]),
        ]
    );
    let seats: Vec<_> = writes
        .iter()
        .map(|w| w.mandate.as_ref().unwrap().seat.map(|(_, seat)| seat))
        .collect();
    assert_eq!(
        seats,
        [Some(SeatId(102)), None, None],
        "no term runs in 2031"
    );
}

#[test]
fn a_person_with_two_mandates_has_two_rows_that_agree() {
    let text = "key;Vorname;Nachname;body;von\nP-2;A;B;V-1;2020-01-01\nP-2;A;B;G-1;2025-01-01\nP-2;A;C;V-1;2030-01-01\nP-2;A;B;V-1;2020-01-01\n\
        P-2;A;B;V-1;2022-01-01\nP-8;A;B;;2022-01-01\nP-9;A;B;X-1;2022-01-01\nP-9;A;B;V-1;\n";
    let (plan, writes) = people::plan(&table(ImportKind::People, text), &people_known());
    assert_eq!(
        outcomes(&plan),
        [
            (Outcome::New, vec![]),
            (Outcome::New, vec![]),
            (Outcome::Refused, vec!["field-contradicts-row"]),
            (Outcome::Refused, vec!["field-repeats-row"]),
            (Outcome::Refused, vec!["field-person-in-body-twice"]),
            (Outcome::Refused, vec!["field-day-without-body"]),
            (Outcome::Refused, vec!["field-body-unknown"]),
            (Outcome::Refused, vec!["field-required"]),
        ]
    );
    assert_eq!(
        writes.iter().filter(|w| w.person.is_some()).count(),
        1,
        "the person is written once"
    );
}

#[test]
fn every_word_that_a_cell_may_hold_is_a_word_of_the_register() {
    use crate::registry::model::{body::WorkField, mandate::EndReason};
    assert!(
        columns::KINDS
            .iter()
            .all(|(word, _)| BodyKind::parse(word).is_some())
    );
    assert_eq!(columns::KINDS.len(), BodyKind::ALL.len());
    assert!(
        columns::FUNCTIONS
            .iter()
            .all(|(word, _)| Function::parse(word).is_some())
    );
    assert_eq!(columns::FUNCTIONS.len(), Function::ALL.len());
    assert!(
        columns::END_REASONS
            .iter()
            .all(|(word, _)| EndReason::parse(word).is_some())
    );
    assert_eq!(columns::END_REASONS.len(), EndReason::ALL.len());
    assert!(
        columns::WORK_FIELDS
            .iter()
            .all(|(word, _)| WorkField::parse(word).is_some())
    );
    assert_eq!(columns::WORK_FIELDS.len(), WorkField::ALL.len());
}

#[test]
fn only_whole_german_days_are_turned_round() {
    for (text, iso) in [
        ("14.3.2026", "2026-03-14"),
        ("14.03.2026", "2026-03-14"),
        ("31.02.2026", "2026-02-31"),
        ("14.3.26", "14.3.26"),
        ("2026-03-14", "2026-03-14"),
        ("1.2.3.2026", "1.2.3.2026"),
        // As spreadsheets keep days, with and without a time.
        ("46022", "2025-12-31"),
        ("45351", "2024-02-29"),
        ("2026-03-14 00:00:00", "2026-03-14"),
        ("2026-03-14 09:30:00", "2026-03-14 09:30:00"),
        ("2026", "2026"),
        ("99999", "99999"),
        ("3/4/2026", "3/4/2026"),
    ] {
        assert_eq!(iso_day(text.to_owned()), iso);
    }
}

#[test]
fn whole_numbers_may_have_signs_between_their_thousands_and_decimals_that_say_nothing() {
    for (text, number) in [
        ("15.993", "15993"),
        ("15,993", "15993"),
        ("1'234'567", "1234567"),
        ("1\u{202f}234\u{a0}567", "1\u{202f}234\u{a0}567"),
        ("1 234 567", "1234567"),
        ("15993,0", "15993"),
        ("15993.00", "15993"),
        ("15.993,00", "15993"),
        ("15993", "15993"),
        // Not whole, or not grouped: left for the number's own rule to refuse.
        ("15.99", "15.99"),
        ("1.2345", "1.2345"),
        ("1.234,5", "1.234,5"),
        ("1.234.56", "1.234.56"),
        (".123", ".123"),
        ("", ""),
    ] {
        assert_eq!(whole_number(text.to_owned()), number, "{text:?}");
    }
}

#[test]
fn what_a_spreadsheet_computes_is_refused_also_where_a_sign_before_a_number_is_none() {
    let text = "ags;name;latitude;longitude\n08111000;Stuttgart;=48+1;-9.1\n";
    let (plan, writes) =
        municipalities::plan(&table(ImportKind::Municipalities, text), &stuttgart());
    assert_eq!(outcomes(&plan), [(Outcome::Refused, vec!["field-formula"])]);
    assert_eq!(writes.len(), 0);
}
