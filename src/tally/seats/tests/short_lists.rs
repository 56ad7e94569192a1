use super::*;

#[test]
fn seats_without_a_candidate_stay_vacant() {
    // Integrationsausschuss Krefeld 2020: 18 seats, 11 filled; the last one stood alone and earned two
    let mut contenders = short(&[(1610, 3), (1387, 12), (1110, 1), (884, 2), (526, 9)]);
    contenders[4] = Contender {
        votes: 526,
        candidates: None,
        independent: true,
    };
    for method in [Method::SainteLague, Method::HareNiemeyer] {
        let allocation = allocate(&SeatRule::plain(method), &contenders, 18, &[]).unwrap();
        assert_eq!(entitled(&allocation), [5, 4, 4, 3, 2]);
        assert_eq!(filled(&allocation), [3, 4, 1, 2, 1]);
        assert_eq!(allocation.vacant, 7);
    }
}

#[test]
fn a_list_without_a_further_candidate_still_draws_and_leaves_the_seat_vacant() {
    let contenders = short(&[(100, 1), (100, 9)]);
    let rule = SeatRule::plain(Method::DHondt);
    let open = allocate(&rule, &contenders, 3, &[]).unwrap();
    assert_eq!(
        (filled(&open), open.undecided),
        (vec![1, 1], tie(&[0, 1], 1))
    );
    let won = allocate(&rule, &contenders, 3, &[drawn(&[0])]).unwrap();
    assert_eq!(
        (entitled(&won), filled(&won), won.vacant),
        (vec![2, 1], vec![1, 1], 1)
    );
    let lost = allocate(&rule, &contenders, 3, &[drawn(&[1])]).unwrap();
    assert_eq!((filled(&lost), lost.vacant), (vec![1, 2], 0));
}

#[test]
fn seats_pass_on_to_the_next_quotients() {
    // d'Hondt: 60 30 20 15 12 | 40 20 13 10 | 5; votes alone give 3, 2, 0; with one candidate on the first list 1, 4, 0
    let contenders = short(&[(60, 1), (40, 9), (5, 9)]);
    let allocation = allocate(&reallocating(Method::DHondt), &contenders, 5, &[]).unwrap();
    assert_eq!(entitled(&allocation), [3, 2, 0]);
    assert_eq!(filled(&allocation), [1, 4, 0]);
    assert_eq!((allocation.vacant, &allocation.undecided), (0, &None));
    assert_eq!(allocation.working.len(), 2);
    assert!(last_quotients(&allocation).limited);
}

#[test]
fn seats_pass_on_to_the_next_remainders() {
    // ideal shares 6.0, 2.5, 1.5 of ten: the surplus of four goes round by remainder
    let contenders = short(&[(60, 2), (25, 9), (15, 9)]);
    let open = allocate(&reallocating(Method::HareNiemeyer), &contenders, 10, &[]).unwrap();
    assert_eq!(
        (filled(&open), open.undecided),
        (vec![2, 4, 3], tie(&[1, 2], 1))
    );
    // 5.9, 2.6, 1.5
    let contenders = short(&[(59, 4), (26, 9), (15, 9)]);
    let allocation = allocate(&reallocating(Method::HareNiemeyer), &contenders, 10, &[]).unwrap();
    assert_eq!(
        (entitled(&allocation), filled(&allocation)),
        (vec![6, 3, 1], vec![4, 4, 2])
    );
    let rounds: Vec<_> = last_remainders(&allocation)
        .claims
        .iter()
        .map(|claim| claim.round)
        .collect();
    assert_eq!(rounds, [1, 1, 2]);
}

#[test]
fn a_list_without_a_further_candidate_does_not_draw_for_seats_that_pass_on() {
    let contenders = short(&[(100, 1), (100, 9), (100, 9)]);
    let allocation = allocate(&reallocating(Method::DHondt), &contenders, 4, &[]).unwrap();
    assert_eq!(filled(&allocation), [1, 1, 1]);
    assert_eq!(allocation.undecided, tie(&[1, 2], 1));
    let allocation = allocate(
        &reallocating(Method::DHondt),
        &contenders,
        4,
        &[drawn(&[2])],
    )
    .unwrap();
    assert_eq!(filled(&allocation), [1, 1, 2]);
}

#[test]
fn passing_on_without_a_short_list_changes_nothing() {
    for method in METHODS {
        let contenders = short(&[(100, 3), (100, 3), (40, 3)]);
        let rules = [SeatRule::plain(method), reallocating(method)];
        let [vacant, passed_on] = rules.map(|rule| allocate(&rule, &contenders, 3, &[]).unwrap());
        assert_eq!(vacant, passed_on, "{method:?}");
    }
}

#[test]
fn seats_that_nobody_can_take_are_vacant_under_either_policy() {
    let contenders = short(&[(60, 2), (40, 1), (0, 9)]);
    for method in METHODS {
        for rule in [SeatRule::plain(method), reallocating(method)] {
            let allocation = allocate(&rule, &contenders, 10, &[]).unwrap();
            assert_eq!(filled(&allocation), [2, 1, 0], "{rule:?}");
            assert_eq!(allocation.vacant, 7);
        }
    }
}

#[test]
fn an_independent_takes_one_seat_and_a_list_without_candidates_none() {
    let person = Contender {
        independent: true,
        ..Contender::list(90)
    };
    let none = Contender {
        candidates: Some(0),
        ..Contender::list(10)
    };
    for method in METHODS {
        let allocation = allocate(&SeatRule::plain(method), &[person, none], 10, &[]).unwrap();
        assert_eq!(filled(&allocation), [1, 0]);
        assert_eq!(allocation.vacant, 9);
    }
    let nobody = Contender {
        candidates: Some(0),
        ..person
    };
    let allocation = allocate(&SeatRule::plain(Method::DHondt), &[nobody], 1, &[]).unwrap();
    assert_eq!((filled(&allocation), allocation.vacant), (vec![0], 1));
}
