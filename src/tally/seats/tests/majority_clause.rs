use super::*;

#[test]
fn a_list_with_more_than_half_of_the_votes_gets_more_than_half_of_the_seats() {
    // Hessischer VGH, 27.05.1988, 6 UE 3410/86: 23 votes to 20, two seats, both for the first by KWG Hessen § 22 (4)
    let allocation = allocate(
        &with_clause(Method::HareNiemeyer),
        &lists(&[23, 20]),
        2,
        &[],
    )
    .unwrap();
    assert_eq!(entitled(&allocation), [2, 0]);
    assert_eq!(
        allocation.working[1],
        Step::MajorityClause(MajorityClause {
            contender: 0,
            votes: 23,
            counted: 43,
            before: 1,
            after: 2
        })
    );
    for method in METHODS {
        let allocation = allocate(&with_clause(method), &lists(&[23, 20]), 2, &[]).unwrap();
        assert_eq!(entitled(&allocation), [2, 0], "{method:?}");
        let without = plain(method, &[23, 20], 2);
        assert_eq!(entitled(&without), [1, 1], "{method:?}");
    }
}

#[test]
fn the_others_draw_for_one_seat_fewer_after_the_majority_clause() {
    // After Frankfurt am Main 2006 (Bundesverwaltungsgericht, press release 32/2010): 14 seats, the largest list 8 by the majority
    // clause, 3, 1, 1, and a lot between two for the last seat. The votes of the smaller ones are made to fit.
    let votes = [48, 22, 6, 6, 4, 4];
    let contenders = lists(&votes);
    let rule = with_clause(Method::HareNiemeyer);
    let allocation = allocate(&rule, &contenders, 14, &[]).unwrap();
    assert_eq!(entitled(&allocation), [8, 3, 1, 1, 0, 0]);
    assert_eq!(allocation.undecided, tie(&[4, 5], 1));
    let without = plain(Method::HareNiemeyer, &votes, 14);
    assert_eq!(entitled(&without), [7, 3, 1, 1, 1, 1]);
    let drawn = allocate(&rule, &contenders, 14, &[drawn(&[4])]).unwrap();
    assert_eq!(entitled(&drawn), [8, 3, 1, 1, 1, 0]);
}

#[test]
fn the_majority_clause_takes_the_seat_from_the_lowest_quotient_of_the_others() {
    // d'Hondt: 51 25.5 17 | 30 15 | 18 9: four seats 2, 1, 1; the clause takes that of 18
    let allocation = allocate(&with_clause(Method::DHondt), &lists(&[51, 30, 18]), 4, &[]).unwrap();
    assert_eq!(entitled(&allocation), [3, 1, 0]);
    let quotients = last_quotients(&allocation);
    assert_eq!(quotients.lines[0].by_clause, 3);
    assert_eq!(quotients.claims.len(), 1);
    assert_eq!(
        quotients.claims[0].numbers,
        SeatNumbers { first: 4, last: 4 }
    );
}

#[test]
fn the_majority_clause_raises_as_far_as_needed_where_small_lists_push_a_majority_down() {
    // ten lists of ten votes take ten of fifteen seats by standard rounding
    let mut votes = vec![101];
    votes.extend([10; 10]);
    assert_eq!(entitled(&plain(Method::SainteLague, &votes, 15))[0], 5);
    let allocation = allocate(&with_clause(Method::SainteLague), &lists(&votes), 15, &[]).unwrap();
    assert_eq!(entitled(&allocation)[0], 8);
    assert_eq!(
        allocation.undecided,
        tie(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 7)
    );
}

#[test]
fn a_tie_that_concerns_the_majority_needs_no_lot_on_its_account() {
    // d'Hondt: 60 30 20 | 30 15 | 20: two seats, 60 certain, 30 tied; more than half of 110
    let votes = [60, 30, 19];
    assert_eq!(plain(Method::DHondt, &votes, 2).undecided, tie(&[0, 1], 1));
    let allocation = allocate(&with_clause(Method::DHondt), &lists(&votes), 2, &[]).unwrap();
    assert_eq!(
        (entitled(&allocation), allocation.undecided),
        (vec![2, 0, 0], None)
    );
}

#[test]
fn the_majority_clause_is_for_lists_with_more_than_half_only() {
    for method in METHODS {
        let half = allocate(&with_clause(method), &lists(&[50, 30, 20]), 4, &[]).unwrap();
        assert_eq!(half, plain(method, &[50, 30, 20], 4), "{method:?}");
        let mut contenders = lists(&[23, 20]);
        contenders[0].independent = true;
        let person = allocate(&with_clause(method), &contenders, 2, &[]).unwrap();
        assert_eq!(entitled(&person), [1, 1], "{method:?}");
    }
}

#[test]
fn the_majority_clause_counts_entitlement_where_seats_stay_vacant_and_candidates_where_they_pass_on()
 {
    let contenders = short(&[(51, 2), (30, 9), (19, 9)]);
    for method in METHODS {
        let vacant = allocate(&with_clause(method), &contenders, 4, &[]).unwrap();
        assert_eq!(
            (entitled(&vacant)[0], filled(&vacant)[0], vacant.vacant),
            (3, 2, 1)
        );
        let rule = SeatRule {
            majority_clause: true,
            ..reallocating(method)
        };
        let passed_on = allocate(&rule, &contenders, 4, &[]).unwrap();
        assert_eq!(
            (entitled(&passed_on)[0], filled(&passed_on)[0]),
            (3, 2),
            "{method:?}"
        );
        assert_eq!(passed_on.vacant, 0);
        assert_eq!(filled(&passed_on).iter().sum::<u32>(), 4);
    }
}

#[test]
fn a_majority_is_one_of_those_who_take_part() {
    // 50 of 101 votes, but of the 99 of those who reach five per cent
    let rule = SeatRule {
        threshold: Threshold::new(5, 100),
        ..with_clause(Method::HareNiemeyer)
    };
    let allocation = allocate(&rule, &lists(&[50, 49, 2]), 2, &[]).unwrap();
    assert_eq!(entitled(&allocation), [2, 0, 0]);
}
