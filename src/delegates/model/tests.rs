use super::*;

#[test]
fn every_state_allows_exactly_its_transitions() {
    use DelegateState::*;
    use Transition as T;
    let transitions = [
        T::Register,
        T::Accept,
        T::Return,
        T::Withdraw,
        T::CheckAgain,
    ];
    for state in DelegateState::ALL {
        for transition in transitions {
            let expected = match (state, transition) {
                (Registered, T::Accept) => Some(Accepted),
                (Registered, T::Return) => Some(Returned),
                (Registered, T::Withdraw) => Some(Withdrawn),
                (Accepted, T::Accept) => Some(Accepted),
                (Accepted, T::Return) => Some(Returned),
                (Accepted, T::Withdraw) => Some(Withdrawn),
                (Accepted, T::CheckAgain) => Some(Registered),
                (Returned, T::Register) => Some(Registered),
                (Returned, T::Withdraw) => Some(Withdrawn),
                _ => None,
            };
            let found = state.after(transition);
            assert_eq!(found.ok(), expected, "{state:?} {transition:?}");
            if expected.is_none() {
                assert_eq!(found, Err(WrongState { state, transition }));
            }
        }
    }
}

#[test]
fn words_of_states_and_roles_come_back() {
    for state in DelegateState::ALL {
        assert_eq!(DelegateState::parse(state.as_str()), Some(state));
        let filter = CheckFilter::State(state);
        assert_eq!(CheckFilter::parse(filter.as_str()), Some(filter));
    }
    for role in DelegateRole::ALL {
        assert_eq!(DelegateRole::parse(role.as_str()), Some(role));
    }
    for state in [RoundState::Open, RoundState::Frozen] {
        assert_eq!(RoundState::parse(state.as_str()), Some(state));
    }
    assert_eq!(CheckFilter::parse(""), Some(CheckFilter::All));
    assert_eq!(
        CheckFilter::parse("incomplete"),
        Some(CheckFilter::Incomplete)
    );
    assert_eq!(CheckFilter::parse("lost"), None);
}

#[test]
fn delegates_and_deputies_each_have_the_places_of_the_body() {
    let places = Places {
        places: 2,
        delegates: 2,
        deputies: 1,
        substitutes: 2,
        accepted_delegates: 1,
        accepted_deputies: 0,
        accepted_substitutes: 0,
    };
    let taken = |role| Err(PlacesTaken { role, places: 2 });
    assert_eq!(
        places.room_to_register(DelegateRole::Delegate),
        taken(DelegateRole::Delegate)
    );
    assert_eq!(places.room_to_register(DelegateRole::Deputy), Ok(()));
    assert_eq!(
        places.room_to_register(DelegateRole::Substitute),
        taken(DelegateRole::Substitute)
    );
    assert_eq!(places.room_to_accept(DelegateRole::Delegate), Ok(()));
    let full = Places {
        deputies: 2,
        accepted_deputies: 2,
        ..places
    };
    assert_eq!(
        full.room_to_register(DelegateRole::Deputy),
        taken(DelegateRole::Deputy)
    );
    assert_eq!(
        full.room_to_accept(DelegateRole::Deputy),
        taken(DelegateRole::Deputy)
    );
    assert_eq!(full.least(), 2);
}

#[test]
fn offices_have_the_whole_last_day_in_summer_and_winter() {
    for (day, end) in [
        ("2026-07-01", "2026-07-01T22:00:00Z"),
        ("2026-12-01", "2026-12-01T23:00:00Z"),
        // The night in which the clocks go back.
        ("2026-10-25", "2026-10-25T23:00:00Z"),
    ] {
        let last_day: Day = day.parse().expect("a day");
        let end: Timestamp = end.parse().expect("a time");
        assert_eq!(deadline_after(last_day), Some(end));
        let round = Round {
            id: RoundId(1),
            title: "R".into(),
            day: last_day,
            deadline: Some(end),
            state: RoundState::Open,
            revision: 1,
        };
        assert_eq!(round.last_day(), Some(last_day));
        assert!(!round.is_past_deadline(end.plus_millis(-1)));
        assert!(round.is_past_deadline(end));
    }
    assert_eq!(deadline_after("2200-12-31".parse().expect("a day")), None);
}

#[test]
fn what_is_typed_is_read_or_refused_by_field() {
    let input = |person: &str, role: &str| {
        RegistrationInput {
            person: person.into(),
            role: role.into(),
            principal: String::new(),
        }
        .parse()
    };
    let person = PersonId(7);
    let role = DelegateRole::Deputy;
    assert_eq!(
        input(" 7 ", "deputy"),
        Ok(Registration {
            person,
            role,
            principal: None,
            is_new: false
        })
    );
    let deputy_of = |role: &str, principal: &str| {
        RegistrationInput {
            person: "7".into(),
            role: role.into(),
            principal: principal.into(),
        }
        .parse()
        .map(|r| r.principal)
    };
    assert_eq!(deputy_of("deputy", "5"), Ok(Some(DelegateId(5))));
    for (role, principal) in [("delegate", "5"), ("substitute", "5"), ("deputy", "x")] {
        let refused = deputy_of(role, principal).expect_err("refused");
        assert_eq!(refused[0].field, "principal");
    }
    let refused = input("", "chair").expect_err("refused");
    let fields: Vec<_> = refused.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["person", "role"]);
    assert_eq!(parse_votes("99"), Ok(99));
    assert_eq!(parse_places("0"), Ok(0));
    for raw in [
        "0",
        "100",
        "-1",
        "+1",
        "1.5",
        "",
        "1e3",
        "99999999999999999999",
    ] {
        assert!(parse_votes(raw).is_err(), "{raw}");
    }
    assert!(parse_places("1000").is_err());
    assert_eq!(parse_reason(" a\r\nb "), Ok("a\nb".to_owned()));
    assert!(parse_reason(" ").is_err());
    assert!(parse_reason(&"a".repeat(501)).is_err());
}

#[test]
fn a_delegate_changes_places_with_its_neighbour_only() {
    let three: Vec<_> = (1..=3)
        .map(|id| Delegate {
            id: DelegateId(id),
            round: RoundId(1),
            body: BodyId(1),
            body_name: "B".into(),
            person: PersonId(id),
            name: "N".into(),
            role: DelegateRole::Delegate,
            principal: None,
            position: id,
            votes: 1,
            state: DelegateState::Registered,
            is_new: false,
            reason: String::new(),
            revision: 1,
        })
        .collect();
    let order = |id, up| -> Vec<i64> {
        let order = order_after_move(&three, DelegateId(id), up);
        order.iter().map(|d| d.0).collect()
    };
    assert_eq!(order(2, true), [2, 1, 3]);
    assert_eq!(order(2, false), [1, 3, 2]);
    assert_eq!(order(1, true), [1, 2, 3]);
    assert_eq!(order(3, false), [1, 2, 3]);
    assert_eq!(order(9, false), [1, 2, 3]);
}

#[test]
fn the_substitute_of_the_best_rank_follows_unless_given_back() {
    let mut people = Vec::new();
    for (id, role, position, state) in [
        (1, DelegateRole::Delegate, 1, DelegateState::Accepted),
        (2, DelegateRole::Substitute, 4, DelegateState::Accepted),
        (3, DelegateRole::Substitute, 2, DelegateState::Returned),
        (4, DelegateRole::Substitute, 3, DelegateState::Registered),
        (5, DelegateRole::Deputy, 1, DelegateState::Accepted),
    ] {
        people.push(Delegate {
            id: DelegateId(id),
            round: RoundId(1),
            body: BodyId(1),
            body_name: String::new(),
            person: PersonId(id),
            name: String::new(),
            role,
            principal: None,
            position,
            votes: 1,
            state,
            is_new: false,
            reason: String::new(),
            revision: 1,
        });
    }
    assert_eq!(next_substitute(&people).map(|d| d.id), Some(DelegateId(4)));
    people.retain(|d| d.role != DelegateRole::Substitute);
    assert_eq!(next_substitute(&people), None);
}
