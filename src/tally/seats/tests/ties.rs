use super::*;

/// Method, votes, seats; certain seats and tie.
type Case<'a> = (Method, &'a [u64], u32, &'a [u32], Option<Tie>);

#[test]
fn equal_quotients_that_all_win_are_no_tie() {
    // seat 1: 300; seats 2 to 4: three quotients of 100
    let allocation = plain(Method::SainteLague, &[300, 100, 100], 4);
    assert_eq!(entitled(&allocation), [2, 1, 1]);
    assert_eq!(allocation.undecided, None);
    let claims = &last_quotients(&allocation).claims;
    let shared = SeatNumbers { first: 2, last: 4 };
    assert_eq!(
        claims
            .iter()
            .map(|claim| (claim.contender, claim.divisor, claim.numbers))
            .collect::<Vec<_>>(),
        [
            (0, 1, SeatNumbers { first: 1, last: 1 }),
            (0, 3, shared),
            (1, 1, shared),
            (2, 1, shared)
        ]
    );
}

#[test]
fn a_tie_names_the_certain_seats_those_concerned_and_the_open_seats() {
    let cases: [Case; 6] = [
        (
            Method::SainteLague,
            &[300, 100, 100],
            3,
            &[1, 0, 0],
            tie(&[0, 1, 2], 2),
        ),
        (
            Method::DHondt,
            &[200, 100, 50],
            2,
            &[1, 0, 0],
            tie(&[0, 1], 1),
        ),
        (Method::HareNiemeyer, &[50, 50], 3, &[1, 1], tie(&[0, 1], 1)),
        (
            Method::SainteLague,
            &[7, 7, 7, 7],
            2,
            &[0, 0, 0, 0],
            tie(&[0, 1, 2, 3], 2),
        ),
        (
            Method::HareNiemeyer,
            &[5, 5, 5],
            5,
            &[1, 1, 1],
            tie(&[0, 1, 2], 2),
        ),
        (Method::DHondt, &[1, 1], 1, &[0, 0], tie(&[0, 1], 1)),
    ];
    for (method, votes, seats, certain, undecided) in cases {
        let allocation = plain(method, votes, seats);
        assert_eq!(entitled(&allocation), certain, "{method:?} {votes:?}");
        assert_eq!(allocation.undecided, undecided, "{method:?} {votes:?}");
        assert_eq!(allocation.vacant, 0);
    }
}

#[test]
fn a_lot_completes_the_result_and_stands_in_the_working() {
    let contenders = lists(&[300, 100, 100]);
    let rule = SeatRule::plain(Method::SainteLague);
    let allocation = allocate(&rule, &contenders, 3, &[drawn(&[2, 0])]).unwrap();
    assert_eq!(entitled(&allocation), [2, 0, 1]);
    assert_eq!(allocation.undecided, None);
    assert_eq!(
        allocation.working.last(),
        Some(&Step::Lot {
            between: vec![0, 1, 2],
            seats: 2,
            won: vec![0, 2]
        })
    );
}

#[test]
fn a_lot_that_does_not_fit_refuses_the_allocation() {
    let contenders = lists(&[300, 100, 100, 20]);
    let rule = SeatRule::plain(Method::SainteLague);
    let refused = |seats, lots: &[Lot]| match allocate(&rule, &contenders, seats, lots) {
        Err(SeatError::Lot(refused)) => (refused.lot, refused.fault),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused(3, &[drawn(&[3, 0])]),
        (0, LotFault::NotTied { named: 3 })
    );
    assert_eq!(
        refused(3, &[drawn(&[0])]),
        (0, LotFault::Winners { named: 1, open: 2 })
    );
    assert_eq!(
        refused(3, &[drawn(&[0, 1, 2])]),
        (0, LotFault::Winners { named: 3, open: 2 })
    );
    assert_eq!(refused(4, &[drawn(&[0])]), (0, LotFault::NoTie));
    assert_eq!(
        refused(3, &[drawn(&[0, 1]), drawn(&[2])]),
        (1, LotFault::NoTie)
    );
}
