use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn facts(from: &str, to: &str) -> MandateFacts {
    let ends = !to.is_empty();
    MandateFacts {
        function: Function::Member,
        public_office: false,
        starts_on: day(from),
        ends_on: ends.then(|| day(to)),
        end_reason: ends.then_some(EndReason::Resigned),
    }
}

fn seat(id: i64, origin: SeatOrigin) -> SeatInTerm {
    SeatInTerm {
        seat: SeatId(id),
        origin,
        term: Term {
            id: TermId(1),
            body: BodyId(1),
            label: "2020–2025".into(),
            starts_on: day("2020-11-01"),
            ends_on: day("2025-10-31"),
            revision: 1,
        },
    }
}

fn place(kind: BodyKind, seat: Option<SeatInTerm>, person: i64) -> Place {
    Place {
        kind,
        seat,
        person: PersonId(person),
        itself: None,
    }
}

fn mandate(id: i64, person: i64, seat: Option<i64>, from: &str, to: &str) -> Mandate {
    let MandateFacts {
        function,
        public_office,
        starts_on,
        ends_on,
        end_reason,
    } = facts(from, to);
    Mandate {
        id: MandateId(id),
        body: BodyId(1),
        person: PersonId(person),
        term: seat.map(|_| TermId(1)),
        seat: seat.map(SeatId),
        function,
        public_office,
        starts_on,
        ends_on,
        end_reason,
        revision: 1,
    }
}

fn refused(facts: &MandateFacts, place: &Place, others: &[Mandate]) -> Vec<&'static str> {
    refuse_mandate(facts, place, others)
        .into_iter()
        .map(|p| p.key)
        .collect()
}

#[test]
fn a_seat_has_one_holder_on_a_day_and_the_next_one_follows_the_day_after() {
    let others = [mandate(1, 1, Some(7), "2020-11-01", "2024-02-29")];
    let successor = place(BodyKind::Elected, Some(seat(7, SeatOrigin::Elected)), 2);
    assert_eq!(
        refused(&facts("2024-03-01", ""), &successor, &others),
        [] as [&str; 0]
    );
    assert_eq!(
        refused(&facts("2024-02-29", ""), &successor, &others),
        ["field-seat-taken"]
    );
    let beside = place(BodyKind::Elected, Some(seat(8, SeatOrigin::Elected)), 2);
    assert_eq!(
        refused(&facts("2024-02-29", ""), &beside, &others),
        [] as [&str; 0]
    );
}

#[test]
fn a_person_is_in_a_body_once_at_a_time_in_the_same_term() {
    let others = [mandate(1, 1, Some(7), "2020-11-01", "2024-02-29")];
    let second_seat = place(BodyKind::Mixed, Some(seat(8, SeatOrigin::Appointed)), 1);
    assert_eq!(
        refused(&facts("2024-02-01", ""), &second_seat, &others),
        ["field-person-in-body-twice"]
    );
    assert_eq!(
        refused(&facts("2024-03-01", ""), &second_seat, &others),
        [] as [&str; 0]
    );
    // A member of an association may besides sit on its board for a term.
    let board = place(BodyKind::Association, Some(seat(9, SeatOrigin::Elected)), 5);
    let plain = [mandate(2, 5, None, "2010-01-01", "")];
    assert_eq!(
        refused(&facts("2021-01-01", ""), &board, &plain),
        [] as [&str; 0]
    );
    let again = place(BodyKind::Association, None, 5);
    assert_eq!(
        refused(&facts("2021-01-01", ""), &again, &plain),
        ["field-person-in-body-twice"]
    );
}

#[test]
fn a_mandate_does_not_clash_with_itself_when_it_is_corrected() {
    let others = [mandate(1, 1, Some(7), "2020-11-01", "2024-02-29")];
    let mut itself = place(BodyKind::Elected, Some(seat(7, SeatOrigin::Elected)), 1);
    itself.itself = Some(MandateId(1));
    assert_eq!(
        refused(&facts("2020-11-01", ""), &itself, &others),
        [] as [&str; 0]
    );
}

#[test]
fn a_mandate_lies_within_the_days_of_its_term() {
    let place = place(BodyKind::Elected, Some(seat(7, SeatOrigin::Elected)), 1);
    for (from, to, inside) in [
        ("2020-11-01", "2025-10-31", true),
        ("2020-11-01", "", true),
        ("2020-10-31", "", false),
        ("2025-11-01", "", false),
        ("2025-10-31", "2025-11-01", false),
    ] {
        let expected: &[&str] = if inside {
            &[]
        } else {
            &["field-mandate-outside-term"]
        };
        assert_eq!(
            refused(&facts(from, to), &place, &[]),
            expected,
            "{from} {to}"
        );
    }
}

#[test]
fn a_council_gives_seats_and_an_association_has_plain_members_too() {
    for (kind, expected) in [
        (BodyKind::Elected, &["field-council-needs-seat"][..]),
        (BodyKind::Appointed, &["field-council-needs-seat"]),
        (BodyKind::Mixed, &["field-council-needs-seat"]),
        (BodyKind::Association, &[]),
    ] {
        assert_eq!(
            refused(&facts("2021-01-01", ""), &place(kind, None, 1), &[]),
            expected,
            "{kind:?}"
        );
    }
}

#[test]
fn only_an_elected_or_appointed_council_office_is_public() {
    let office = MandateFacts {
        public_office: true,
        ..facts("2021-01-01", "")
    };
    for (kind, origin, public) in [
        (BodyKind::Elected, SeatOrigin::Elected, true),
        (BodyKind::Mixed, SeatOrigin::Appointed, true),
        (BodyKind::Mixed, SeatOrigin::ExOfficio, false),
        (BodyKind::Association, SeatOrigin::Elected, false),
    ] {
        let expected: &[&str] = if public {
            &[]
        } else {
            &["field-no-public-office"]
        };
        assert_eq!(
            refused(&office, &place(kind, Some(seat(1, origin)), 1), &[]),
            expected,
            "{kind:?} {origin:?}"
        );
    }
}

#[test]
fn an_end_has_a_reason_and_a_reason_has_an_end() {
    let input = |ends_on: &str, end_reason: &str| MandateInput {
        function: "chair".into(),
        starts_on: "2024-02-29".into(),
        ends_on: ends_on.into(),
        end_reason: end_reason.into(),
        ..MandateInput::default()
    };
    let keys = |input: MandateInput| -> Vec<(String, &str)> {
        input
            .parse()
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|p| (p.field, p.key))
            .collect()
    };
    assert_eq!(keys(input("", "")), []);
    assert_eq!(keys(input("2024-02-29", "resigned")), []);
    assert_eq!(
        keys(input("2024-03-01", "")),
        [("end_reason".into(), "field-required")]
    );
    assert_eq!(
        keys(input("", "left")),
        [("ends_on".into(), "field-required")]
    );
    assert_eq!(
        keys(input("2024-02-28", "left")),
        [("ends_on".into(), "field-end-before-start")]
    );
    assert_eq!(
        keys(input("2024-02-30", "left")),
        [("ends_on".into(), "field-not-a-day")]
    );
    assert_eq!(
        keys(input("2024-03-01", "bored")),
        [("end_reason".into(), "field-word-unknown")]
    );
}

#[test]
fn a_mandate_ends_after_it_began_and_not_after_its_present_end() {
    let seated = mandate(1, 1, Some(7), "2020-11-01", "");
    let term = seat(7, SeatOrigin::Elected).term;
    let end = |mandate: &Mandate, day: &str| {
        let input = EndInput {
            ends_on: day.into(),
            end_reason: "resigned".into(),
        };
        input.parse(mandate, Some(&term)).map_err(|p| p[0].key)
    };
    assert_eq!(
        end(&seated, "2024-02-29"),
        Ok((day("2024-02-29"), EndReason::Resigned))
    );
    assert_eq!(
        end(&seated, "2025-10-31"),
        Ok((day("2025-10-31"), EndReason::Resigned))
    );
    assert_eq!(end(&seated, "2025-11-01"), Err("field-end-after-end"));
    assert_eq!(end(&seated, "2020-10-31"), Err("field-end-before-start"));
    let ended = mandate(1, 1, Some(7), "2020-11-01", "2022-01-01");
    assert_eq!(end(&ended, "2022-01-02"), Err("field-end-after-end"));
}
