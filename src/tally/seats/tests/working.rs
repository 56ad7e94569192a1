use super::*;

#[test]
fn many_seats_are_the_same_with_and_without_the_shortcut() {
    // more seats than are listed: the first ones are given by arithmetic
    let votes: Vec<u64> = (1..=40_u64).map(|n| n * n * 7919 + 13).collect();
    let seats = u32::try_from(LONGEST_LISTING).unwrap() * 3 + 17;
    for method in [Method::SainteLague, Method::DHondt] {
        let allocation = plain(method, &votes, seats);
        assert_eq!(allocation.undecided, None);
        let quotients = last_quotients(&allocation);
        assert_eq!(quotients.claims.len(), LONGEST_LISTING);
        assert_eq!(quotients.claims.last().unwrap().numbers.last, seats);
        // every listed claim is won, every next quotient is below every last one
        let lowest = quotients.last_seat[0];
        for line in &quotients.lines {
            let next = line.next_divisor.unwrap();
            assert!(
                u128::from(line.votes) * u128::from(lowest.divisor)
                    <= u128::from(lowest.votes) * u128::from(next)
            );
        }
        assert_eq!(entitled(&allocation).iter().sum::<u32>(), seats);
    }
}

#[test]
fn the_working_names_the_last_seat_the_first_missed_and_the_missing_votes() {
    // Integrationsrat Leverkusen 2010, d'Hondt, 25 seats
    let allocation = plain(Method::DHondt, &[1036, 901, 247, 161], 25);
    assert_eq!(entitled(&allocation), [12, 10, 2, 1]);
    let quotients = last_quotients(&allocation);
    // 1036/12 = 86.33 wins seat 25; of the others 247/3 = 82.33 is next, 901/11 = 81.91
    assert_eq!(quotients.last_seat.len(), 1);
    let last = quotients.last_seat[0];
    assert_eq!(
        (last.contender, last.divisor, last.numbers.first),
        (0, 12, 25)
    );
    let missed = quotients.first_missed[0];
    assert_eq!((missed.contender, missed.divisor), (2, 3));
    // 259/3 = 86.33 would be level: 12 more votes draw, 13 take it
    assert_eq!(missed.votes_to_next_seat, Some(13));
    assert_eq!(
        plain(Method::DHondt, &[1036, 901, 247 + 12, 161], 25).undecided,
        tie(&[0, 2], 1)
    );
    assert_eq!(
        entitled(&plain(Method::DHondt, &[1036, 901, 247 + 13, 161], 25)),
        [11, 10, 3, 1]
    );
    let fraction = |numerator, denominator| {
        Some(Fraction {
            numerator,
            denominator,
        })
    };
    assert_eq!(
        quotients.divisors,
        DivisorRange {
            smallest: fraction(247, 3),
            largest: fraction(259, 3)
        }
    );
}

#[test]
fn whoever_alone_holds_the_last_seat_misses_it_not_to_himself() {
    // 100 33.3 20 | 7: three seats all to the first, its fourth quotient 14.3 is above 7
    let allocation = plain(Method::SainteLague, &[100, 7], 3);
    let quotients = last_quotients(&allocation);
    assert_eq!(quotients.last_seat[0].contender, 0);
    assert_eq!(quotients.first_missed[0].contender, 1);
    assert_eq!(quotients.first_missed[0].votes_to_next_seat, Some(14));
    assert_eq!(quotients.lines[0].votes_to_next_seat, None);
    assert_eq!(entitled(&plain(Method::SainteLague, &[100, 20], 3)), [2, 0]);
    assert_eq!(entitled(&plain(Method::SainteLague, &[100, 21], 3)), [2, 1]);
    // the edges of standard rounding: 200/5 = 40 and 200/7
    let range = quotients.divisors;
    assert_eq!(
        range.largest,
        Some(Fraction {
            numerator: 40,
            denominator: 1
        })
    );
    assert_eq!(
        range.smallest,
        Some(Fraction {
            numerator: 200,
            denominator: 7
        })
    );
}

#[test]
fn in_a_tie_the_last_seat_and_the_first_missed_are_the_tied_ones() {
    let allocation = plain(Method::SainteLague, &[300, 100, 100], 3);
    let quotients = last_quotients(&allocation);
    let tied: Vec<_> = quotients
        .last_seat
        .iter()
        .map(|claim| (claim.contender, claim.tied))
        .collect();
    assert_eq!(tied, [(0, true), (1, true), (2, true)]);
    assert!(
        quotients
            .first_missed
            .iter()
            .all(|missed| missed.votes_to_next_seat == Some(1))
    );
    assert_eq!(quotients.first_missed.len(), 3);
    assert_eq!(quotients.divisors.smallest, quotients.divisors.largest);
    let allocation = plain(Method::HareNiemeyer, &[50, 50], 3);
    let remainders = last_remainders(&allocation);
    assert_eq!(remainders.last_seat.len(), 2);
    assert!(
        remainders
            .first_missed
            .iter()
            .all(|missed| missed.votes_to_next_seat == Some(1))
    );
}

#[test]
fn remainders_are_shown_with_whole_parts_order_and_missing_votes() {
    // ideal shares of ten seats: 4.7, 3.4, 1.9
    let votes = [47, 34, 19];
    let allocation = plain(Method::HareNiemeyer, &votes, 10);
    assert_eq!(entitled(&allocation), [5, 3, 2]);
    let remainders = last_remainders(&allocation);
    let lines: Vec<_> = remainders
        .lines
        .iter()
        .map(|line| (line.whole, line.remainder))
        .collect();
    assert_eq!(lines, [(4, 70), (3, 40), (1, 90)]);
    let claims: Vec<_> = remainders
        .claims
        .iter()
        .map(|claim| (claim.contender, claim.numbers.first))
        .collect();
    assert_eq!(claims, [(2, 9), (0, 10)]);
    assert_eq!(remainders.last_seat[0].contender, 0);
    let missed = remainders.first_missed[0];
    assert_eq!((missed.contender, missed.remainder), (1, 40));
    let needed = u64::try_from(missed.votes_to_next_seat.unwrap()).unwrap();
    assert_eq!(
        entitled(&plain(Method::HareNiemeyer, &[47, 34 + needed, 19], 10))[1],
        4
    );
    assert_eq!(
        entitled(&plain(Method::HareNiemeyer, &[47, 34 + needed - 1, 19], 10))[1],
        3
    );
}
