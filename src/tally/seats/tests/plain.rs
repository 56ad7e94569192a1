use super::*;

#[test]
fn the_three_methods_differ_on_the_textbook_case() {
    // Balinski and Young 1975, example 1
    let votes = [5117, 4400, 162, 161, 160];
    let cases = [
        (Method::SainteLague, [51, 43, 2, 2, 2]),
        (Method::DHondt, [52, 45, 1, 1, 1]),
        (Method::HareNiemeyer, [51, 44, 2, 2, 1]),
    ];
    for (method, seats) in cases {
        let allocation = plain(method, &votes, 100);
        assert_eq!(entitled(&allocation), seats, "{method:?}");
        assert_eq!(filled(&allocation), seats, "{method:?}");
        assert_eq!((allocation.vacant, allocation.undecided), (0, None));
    }
}

#[test]
fn a_word_is_read_back_to_its_method_and_policy() {
    for method in METHODS {
        assert_eq!(Method::from_code(method.code()), Some(method));
    }
    for policy in ShortLists::ALL {
        assert_eq!(ShortLists::from_code(policy.code()), Some(policy));
    }
    assert_eq!(Method::from_code("Sainte_Lague"), None);
    assert_eq!(ShortLists::from_code(""), None);
}

#[test]
fn a_threshold_leaves_out_who_is_below_it_and_keeps_who_is_on_it() {
    let rule = SeatRule {
        threshold: Threshold::new(5, 100),
        ..SeatRule::plain(Method::HareNiemeyer)
    };
    let allocation = allocate(&rule, &lists(&[901, 50, 49]), 20, &[]).unwrap();
    assert_eq!((allocation.valid, allocation.counted), (1000, 951));
    let takes_part: Vec<_> = allocation
        .shares
        .iter()
        .map(|share| share.takes_part)
        .collect();
    assert_eq!(takes_part, [true, true, false]);
    assert_eq!(entitled(&allocation), [19, 1, 0]);
    assert_eq!(
        allocation.working[0],
        Step::Threshold {
            least_votes: 50,
            left_out: vec![2]
        }
    );
    // 5 % of 999 are 49.95: 50 votes are needed
    let allocation = allocate(&rule, &lists(&[900, 50, 49]), 20, &[]).unwrap();
    assert!(!allocation.shares[2].takes_part);
    let half = SeatRule {
        threshold: Threshold::new(1, 2),
        ..rule
    };
    assert_eq!(
        allocate(&half, &lists(&[2, 2, 1]), 1, &[]),
        Err(SeatError::NobodyReachesThreshold { least_votes: 3 })
    );
    assert_eq!(Threshold::new(1, 0), None);
    assert_eq!(Threshold::new(101, 100), None);
    assert!(Threshold::new(0, 1).is_some());
}

#[test]
fn what_cannot_be_allocated_is_refused_with_its_reason() {
    let rule = SeatRule::plain(Method::DHondt);
    let refused =
        |contenders: &[Contender], seats| allocate(&rule, contenders, seats, &[]).unwrap_err();
    assert_eq!(refused(&lists(&[1]), 0), SeatError::NoSeats);
    assert_eq!(
        refused(&lists(&[1]), MOST_SEATS + 1),
        SeatError::TooManySeats { seats: 1_000_001 }
    );
    assert_eq!(refused(&[], 1), SeatError::NoContenders);
    assert_eq!(refused(&lists(&[0, 0]), 1), SeatError::NoVotes);
    assert_eq!(
        refused(&lists(&[1, MOST_VOTES + 1]), 1),
        SeatError::TooManyVotes {
            contender: 1,
            votes: 9_000_000_000_000_000_001
        }
    );
    assert_eq!(
        refused(&vec![Contender::list(1); MOST_CONTENDERS + 1], 1),
        SeatError::TooManyContenders { contenders: 10_001 }
    );
}

#[test]
fn the_largest_figures_are_counted_exactly() {
    for method in METHODS {
        for clause in [false, true] {
            let rule = SeatRule {
                majority_clause: clause,
                threshold: Threshold::new(u32::MAX, u32::MAX),
                ..SeatRule::plain(method)
            };
            let allocation = allocate(&rule, &lists(&[MOST_VOTES]), MOST_SEATS, &[]).unwrap();
            assert_eq!(entitled(&allocation), [MOST_SEATS]);
            let all = vec![Contender::list(MOST_VOTES); MOST_CONTENDERS];
            let rule = SeatRule {
                threshold: Threshold::new(1, u32::MAX),
                ..rule
            };
            let allocation = allocate(&rule, &all, MOST_SEATS, &[]).unwrap();
            assert_eq!(allocation.shares[9_999].entitled, 100);
        }
        // one vote more or less decides
        let votes = [MOST_VOTES, MOST_VOTES - 1];
        assert_eq!(entitled(&plain(method, &votes, 1)), [1, 0], "{method:?}");
        assert_eq!(
            entitled(&plain(method, &votes, 999_999)),
            [500_000, 499_999],
            "{method:?}"
        );
    }
}

#[test]
fn each_group_is_allocated_by_itself() {
    let rule = SeatRule::plain(Method::DHondt);
    let (first, second) = (lists(&[100, 100]), short(&[(70, 1), (30, 9)]));
    let groups = [
        SeatGroup {
            seats: 3,
            contenders: &first,
            lots: &[],
        },
        SeatGroup {
            seats: 4,
            contenders: &second,
            lots: &[],
        },
    ];
    let allocation = allocate_groups(&rule, &groups).unwrap();
    assert_eq!(filled(&allocation.groups[0]), [1, 1]);
    assert_eq!(filled(&allocation.groups[1]), [1, 1]);
    assert_eq!(
        (
            allocation.seats,
            allocation.filled,
            allocation.vacant,
            allocation.undecided
        ),
        (7, 4, 2, 1)
    );
    let lots = [drawn(&[0])];
    let groups = [
        groups[0],
        SeatGroup {
            lots: &lots,
            ..groups[1]
        },
    ];
    let refused = allocate_groups(&rule, &groups).unwrap_err();
    assert_eq!(refused.group, 1);
    assert_eq!(
        refused.to_string(),
        "group 2: lot 1: there is no tie to draw for"
    );
}
