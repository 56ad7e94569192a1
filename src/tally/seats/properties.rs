use proptest::prelude::*;

use super::*;

/// Small votes, so that ties are common, and now and then large ones.
fn votes() -> impl Strategy<Value = u64> {
    prop_oneof![8 => 0_u64..12, 4 => 0_u64..2_000, 1 => (MOST_VOTES - 50)..=MOST_VOTES]
}

fn contender() -> impl Strategy<Value = Contender> {
    (
        votes(),
        prop::option::weighted(0.4, 0_u32..6),
        prop::bool::weighted(0.15),
    )
        .prop_map(|(votes, candidates, independent)| Contender {
            votes,
            candidates,
            independent,
        })
}

fn contenders() -> impl Strategy<Value = Vec<Contender>> {
    prop::collection::vec(contender(), 1..8).prop_filter("somebody has a vote", |all| {
        all.iter().any(|one| one.votes > 0)
    })
}

fn plain_votes() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(votes(), 1..8).prop_filter("somebody has a vote", |votes| {
        votes.iter().any(|one| *one > 0)
    })
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(Method::ALL.to_vec())
}

fn divisor_method() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![Method::SainteLague, Method::DHondt])
}

fn rule() -> impl Strategy<Value = SeatRule> {
    (
        method(),
        prop::sample::select(ShortLists::ALL.to_vec()),
        any::<bool>(),
        prop::option::weighted(0.2, 1_u32..30),
    )
        .prop_map(|(method, short_lists, majority_clause, percent)| SeatRule {
            method,
            short_lists,
            majority_clause,
            threshold: percent.and_then(|percent| Threshold::new(percent, 100)),
        })
}

fn lists(votes: &[u64]) -> Vec<Contender> {
    votes.iter().copied().map(Contender::list).collect()
}

fn entitled(allocation: &Allocation) -> Vec<u32> {
    allocation
        .shares
        .iter()
        .map(|share| share.entitled)
        .collect()
}

fn filled(allocation: &Allocation) -> Vec<u32> {
    allocation.shares.iter().map(|share| share.filled).collect()
}

fn open(allocation: &Allocation) -> u32 {
    allocation
        .undecided
        .as_ref()
        .map_or(0, |tie| tie.seats_open)
}

fn adds_up(allocation: &Allocation) -> bool {
    let filled: u32 = filled(allocation).iter().sum();
    filled + allocation.vacant + open(allocation) == allocation.seats
}

/// The seats by the definition of a divisor method: all quotients written down, sorted, the highest ones taken.
///
/// Certain is what lies above the quotient of the last seat, or level with it if all on that level get one.
fn by_all_quotients(
    method: Method,
    votes: &[u64],
    limits: &[u32],
    seats: u32,
) -> (Vec<u32>, Vec<usize>, u32) {
    let mut quotients = Vec::new();
    for (position, (&votes, &limit)) in votes.iter().zip(limits).enumerate() {
        for seat in 0..seats.min(limit) {
            let divisor = match method {
                Method::SainteLague => 2 * seat + 1,
                Method::DHondt | Method::HareNiemeyer => seat + 1,
            };
            if votes > 0 {
                quotients.push((u128::from(votes), u128::from(divisor), position));
            }
        }
    }
    let above = |a: &(u128, u128, usize), b: &(u128, u128, usize)| a.0 * b.1 > b.0 * a.1;
    quotients.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)));
    let seats = usize::try_from(seats).unwrap();
    let mut won = vec![0; votes.len()];
    let mut between = Vec::new();
    let mut certain = 0;
    for one in &quotients {
        let better = quotients.iter().filter(|other| above(other, one)).count();
        let not_worse = quotients.iter().filter(|other| !above(one, other)).count();
        if not_worse <= seats {
            won[one.2] += 1;
            certain += 1;
        } else if better < seats {
            between.push(one.2);
        }
    }
    between.sort_unstable();
    let open = if between.is_empty() {
        0
    } else {
        u32::try_from(seats - certain).unwrap()
    };
    (won, between, open)
}

/// The seats by the definition of Hare/Niemeyer without short lists.
fn by_all_remainders(votes: &[u64], seats: u32) -> (Vec<u32>, Vec<usize>, u32) {
    let total: u128 = votes.iter().map(|one| u128::from(*one)).sum();
    let ideal: Vec<_> = votes
        .iter()
        .map(|one| u128::from(*one) * u128::from(seats))
        .collect();
    let mut won: Vec<u32> = ideal
        .iter()
        .map(|one| u32::try_from(one / total).unwrap())
        .collect();
    let left = usize::try_from(seats - won.iter().sum::<u32>()).unwrap();
    let rests: Vec<_> = ideal.iter().map(|one| one % total).collect();
    let mut between = Vec::new();
    let mut certain = 0;
    for (position, rest) in rests.iter().enumerate() {
        let better = rests.iter().filter(|other| *other > rest).count();
        let not_worse = rests.iter().filter(|other| *other >= rest).count();
        if not_worse <= left {
            won[position] += 1;
            certain += 1;
        } else if better < left {
            between.push(position);
        }
    }
    let open = if between.is_empty() {
        0
    } else {
        u32::try_from(left - certain).unwrap()
    };
    (won, between, open)
}

fn outcome(allocation: &Allocation) -> (Vec<u32>, Vec<usize>, u32) {
    let between = allocation
        .undecided
        .as_ref()
        .map_or_else(Vec::new, |tie| tie.between.clone());
    (filled(allocation), between, open(allocation))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn filled_vacant_and_undecided_seats_add_up(rule in rule(), contenders in contenders(), seats in 1_u32..40) {
        let Ok(allocation) = allocate(&rule, &contenders, seats, &[]) else {
            prop_assert!(rule.threshold.is_some());
            return Ok(());
        };
        prop_assert!(adds_up(&allocation));
        for (share, contender) in allocation.shares.iter().zip(&contenders) {
            prop_assert!(share.filled <= contender.candidates.unwrap_or(u32::MAX));
            prop_assert!(!contender.independent || share.filled <= 1);
            prop_assert!(contender.votes > 0 || share.entitled + share.filled == 0);
            if rule.short_lists == ShortLists::Vacant {
                prop_assert!(share.filled <= share.entitled);
            }
        }
        let valid: u128 = contenders.iter().map(|one| u128::from(one.votes)).sum();
        prop_assert_eq!(allocation.valid, valid);
        if let Some(tie) = &allocation.undecided {
            prop_assert!(tie.seats_open >= 1);
            prop_assert!(usize::try_from(tie.seats_open).unwrap() < tie.between.len());
        }
    }

    #[test]
    fn divisor_methods_agree_with_the_list_of_all_quotients(
        method in divisor_method(), contenders in contenders(), seats in 1_u32..40, passes_on in any::<bool>()
    ) {
        let votes: Vec<_> = contenders.iter().map(|one| one.votes).collect();
        let capacities: Vec<_> = contenders
            .iter()
            .map(|one| one.candidates.unwrap_or(u32::MAX).min(if one.independent { 1 } else { u32::MAX }))
            .collect();
        let short_lists = if passes_on { ShortLists::Reallocate } else { ShortLists::Vacant };
        let rule = SeatRule { short_lists, ..SeatRule::plain(method) };
        let allocation = allocate(&rule, &contenders, seats, &[]).unwrap();
        let without_limit = vec![u32::MAX; votes.len()];
        let by_votes = by_all_quotients(method, &votes, &without_limit, seats);
        prop_assert_eq!(&entitled(&allocation), &by_votes.0);
        if passes_on {
            prop_assert_eq!(outcome(&allocation), by_all_quotients(method, &votes, &capacities, seats));
        } else {
            let filled: Vec<_> = by_votes.0.iter().zip(&capacities).map(|(seats, most)| *seats.min(most)).collect();
            prop_assert_eq!(outcome(&allocation), (filled, by_votes.1, by_votes.2));
        }
    }

    #[test]
    fn hare_niemeyer_agrees_with_the_list_of_all_remainders(votes in plain_votes(), seats in 1_u32..40) {
        let allocation = allocate(&SeatRule::plain(Method::HareNiemeyer), &lists(&votes), seats, &[]).unwrap();
        prop_assert_eq!(outcome(&allocation), by_all_remainders(&votes, seats));
    }

    #[test]
    fn the_order_of_input_decides_nothing(
        rule in rule(),
        (contenders, order) in contenders().prop_flat_map(|all| {
            let order: Vec<usize> = (0..all.len()).collect();
            (Just(all), Just(order).prop_shuffle())
        }),
        seats in 1_u32..40
    ) {
        let shuffled: Vec<_> = order.iter().map(|position| contenders[*position]).collect();
        match (allocate(&rule, &contenders, seats, &[]), allocate(&rule, &shuffled, seats, &[])) {
            (Ok(first), Ok(second)) => {
                let moved: Vec<_> = order.iter().map(|position| first.shares[*position]).collect();
                prop_assert_eq!(moved, second.shares);
                prop_assert_eq!(first.vacant, second.vacant);
                let between = |tie: &Tie| -> Vec<usize> {
                    let mut names: Vec<_> = tie.between.iter().map(|position| order[*position]).collect();
                    names.sort_unstable();
                    names
                };
                prop_assert_eq!(
                    first.undecided.map(|tie| (tie.between, tie.seats_open)),
                    second.undecided.map(|tie| (between(&tie), tie.seats_open))
                );
            }
            (first, second) => prop_assert_eq!(first.is_err(), second.is_err()),
        }
    }

    #[test]
    fn equal_votes_earn_equal_seats_or_draw(method in method(), votes in plain_votes(), seats in 1_u32..40) {
        let allocation = allocate(&SeatRule::plain(method), &lists(&votes), seats, &[]).unwrap();
        for (first, one) in votes.iter().enumerate() {
            for (second, other) in votes.iter().enumerate() {
                if one == other {
                    prop_assert_eq!(allocation.shares[first].entitled, allocation.shares[second].entitled);
                    let drawn = |position| allocation.undecided.as_ref().is_some_and(|tie| tie.between.contains(position));
                    prop_assert_eq!(drawn(&first), drawn(&second));
                } else if one > other {
                    prop_assert!(allocation.shares[first].entitled >= allocation.shares[second].entitled);
                }
            }
        }
    }

    #[test]
    fn one_seat_more_costs_nobody_a_seat_under_a_divisor_method(
        method in divisor_method(), votes in plain_votes(), seats in 1_u32..60
    ) {
        let rule = SeatRule::plain(method);
        let fewer = allocate(&rule, &lists(&votes), seats, &[]).unwrap();
        let more = allocate(&rule, &lists(&votes), seats + 1, &[]).unwrap();
        for (fewer, more) in fewer.shares.iter().zip(&more.shares) {
            prop_assert!(fewer.entitled <= more.entitled);
        }
    }

    #[test]
    fn hare_niemeyer_stays_within_the_quota_and_dhondt_above_its_whole_part(votes in plain_votes(), seats in 1_u32..40) {
        let total: u128 = votes.iter().map(|one| u128::from(*one)).sum();
        let hare = allocate(&SeatRule::plain(Method::HareNiemeyer), &lists(&votes), seats, &[]).unwrap();
        let hondt = allocate(&SeatRule::plain(Method::DHondt), &lists(&votes), seats, &[]).unwrap();
        for (position, one) in votes.iter().enumerate() {
            let ideal = u128::from(*one) * u128::from(seats);
            let certain = u128::from(hare.shares[position].entitled);
            prop_assert!(certain * total < ideal + total);
            prop_assert!(ideal / total <= certain);
            // those certain may lack the seat that a lot gives
            let drawn = hondt.undecided.as_ref().is_some_and(|tie| tie.between.contains(&position));
            prop_assert!(ideal / total <= u128::from(hondt.shares[position].entitled + u32::from(drawn)));
        }
    }

    #[test]
    fn more_votes_never_cost_a_seat(
        method in method(), votes in plain_votes(), seats in 1_u32..40, who in any::<prop::sample::Index>(), further in 1_u64..20
    ) {
        let who = who.index(votes.len());
        let mut raised = votes.clone();
        raised[who] = (raised[who] + further).min(MOST_VOTES);
        let rule = SeatRule::plain(method);
        let before = allocate(&rule, &lists(&votes), seats, &[]).unwrap();
        let after = allocate(&rule, &lists(&raised), seats, &[]).unwrap();
        prop_assert!(before.shares[who].entitled <= after.shares[who].entitled);
    }

    #[test]
    fn more_votes_for_one_bring_no_other_a_seat_under_a_divisor_method(
        method in divisor_method(), votes in plain_votes(), seats in 1_u32..40, who in any::<prop::sample::Index>(), further in 1_u64..20
    ) {
        let who = who.index(votes.len());
        let mut raised = votes.clone();
        raised[who] = (raised[who] + further).min(MOST_VOTES);
        let rule = SeatRule::plain(method);
        let before = allocate(&rule, &lists(&votes), seats, &[]).unwrap();
        let after = allocate(&rule, &lists(&raised), seats, &[]).unwrap();
        for position in (0..votes.len()).filter(|position| *position != who) {
            let drawn = before.undecided.as_ref().is_some_and(|tie| tie.between.contains(&position));
            prop_assert!(after.shares[position].entitled <= before.shares[position].entitled + u32::from(drawn));
        }
    }

    #[test]
    fn a_lot_completes_every_tie(
        rule in rule(), contenders in contenders(), seats in 1_u32..40, order in any::<prop::sample::Index>()
    ) {
        let Ok(open) = allocate(&rule, &contenders, seats, &[]) else { return Ok(()) };
        let Some(tie) = open.undecided.clone() else { return Ok(()) };
        let mut winners = tie.between.clone();
        winners.rotate_left(order.index(tie.between.len()));
        winners.truncate(usize::try_from(tie.seats_open).unwrap());
        let lot = Lot { between: Some(tie.between.clone()), won: winners.clone() };
        let complete = allocate(&rule, &contenders, seats, &[lot]).unwrap();
        prop_assert_eq!(&complete.undecided, &None);
        prop_assert!(adds_up(&complete));
        for (position, (before, after)) in open.shares.iter().zip(&complete.shares).enumerate() {
            prop_assert!(before.filled <= after.filled && before.entitled <= after.entitled);
            let won = u32::from(winners.contains(&position));
            prop_assert!(after.filled <= before.filled + won);
        }
        prop_assert!(open.vacant <= complete.vacant);
    }

    #[test]
    fn the_majority_clause_gives_more_than_half_and_takes_no_more_than_needed(
        method in method(), contenders in contenders(), seats in 1_u32..40
    ) {
        let rule = SeatRule { majority_clause: true, ..SeatRule::plain(method) };
        let with = allocate(&rule, &contenders, seats, &[]).unwrap();
        let without = allocate(&SeatRule::plain(method), &contenders, seats, &[]).unwrap();
        let majority = contenders.iter().position(|one| u128::from(one.votes) * 2 > with.counted);
        match majority.filter(|position| !contenders[*position].independent) {
            None => prop_assert_eq!(&with, &without),
            Some(position) => {
                let (before, after) = (without.shares[position].entitled, with.shares[position].entitled);
                prop_assert!(after * 2 > seats);
                if before * 2 > seats {
                    prop_assert_eq!(&with, &without);
                } else {
                    prop_assert_eq!(after, seats / 2 + 1);
                    if method != Method::SainteLague {
                        prop_assert_eq!(after, before + 1);
                    }
                }
                for other in (0..contenders.len()).filter(|other| *other != position) {
                    prop_assert!(with.shares[other].entitled <= without.shares[other].entitled);
                }
            }
        }
    }

    #[test]
    fn the_missing_votes_are_the_least_that_bring_the_seat(method in method(), votes in plain_votes(), seats in 1_u32..40) {
        let rule = SeatRule::plain(method);
        let allocation = allocate(&rule, &lists(&votes), seats, &[]).unwrap();
        let missing: Vec<(usize, u128)> = match allocation.working.last().unwrap() {
            Step::Quotients(quotients) => quotients
                .lines
                .iter()
                .filter_map(|line| Some((line.contender, line.votes_to_next_seat?)))
                .collect(),
            Step::Remainders(remainders) => remainders
                .first_missed
                .iter()
                .filter_map(|missed| Some((missed.contender, missed.votes_to_next_seat?)))
                .collect(),
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        for (who, further) in missing {
            let with = |further: u128| -> Option<u32> {
                let mut raised = votes.clone();
                raised[who] = u64::try_from(u128::from(raised[who]) + further).ok().filter(|votes| *votes <= MOST_VOTES)?;
                Some(allocate(&rule, &lists(&raised), seats, &[]).unwrap().shares[who].entitled)
            };
            let own = allocation.shares[who].entitled;
            prop_assert!(further >= 1);
            if let Some(seats) = with(further) {
                prop_assert!(seats > own);
            }
            if let Some(seats) = with(further - 1) {
                prop_assert_eq!(seats, own);
            }
        }
    }

    #[test]
    fn divisors_inside_the_range_give_the_seats_by_rounding(method in divisor_method(), votes in plain_votes(), seats in 1_u32..40) {
        let allocation = allocate(&SeatRule::plain(method), &lists(&votes), seats, &[]).unwrap();
        let Some(Step::Quotients(quotients)) = allocation.working.last() else {
            return Err(TestCaseError::fail("no quotients"));
        };
        let (smallest, largest) = (quotients.divisors.smallest.unwrap(), quotients.divisors.largest.unwrap());
        prop_assert!(smallest.numerator * largest.denominator <= largest.numerator * smallest.denominator);
        if allocation.undecided.is_some() {
            prop_assert_eq!(smallest, largest);
            return Ok(());
        }
        // the middle of the range, a/b
        let a = smallest.numerator * largest.denominator + largest.numerator * smallest.denominator;
        let b = 2 * smallest.denominator * largest.denominator;
        for (share, one) in allocation.shares.iter().zip(&votes) {
            let (up, down) = (u128::from(*one) * b, a);
            let rounded = match method {
                Method::SainteLague => (2 * up + down) / (2 * down),
                Method::DHondt | Method::HareNiemeyer => up / down,
            };
            prop_assert_eq!(rounded, u128::from(share.entitled));
        }
    }

    #[test]
    fn the_shortcut_for_many_seats_gives_what_all_quotients_give(
        method in divisor_method(), votes in prop::collection::vec(votes(), 1..5), further in 1_u32..40
    ) {
        prop_assume!(votes.iter().any(|one| *one > 0));
        let seats = u32::try_from(LONGEST_LISTING).unwrap() + further;
        let allocation = allocate(&SeatRule::plain(method), &lists(&votes), seats, &[]).unwrap();
        // one pass through a heap of our own, seat by seat
        let mut won = vec![0_u32; votes.len()];
        let quotient = |position: usize, seats: u32| {
            let divisor = match method {
                Method::SainteLague => 2 * seats + 1,
                Method::DHondt | Method::HareNiemeyer => seats + 1,
            };
            (u128::from(votes[position]), u128::from(divisor))
        };
        let mut given = 0;
        while given < seats {
            let best = (0..votes.len())
                .map(|position| quotient(position, won[position]))
                .reduce(|a, b| if b.0 * a.1 > a.0 * b.1 { b } else { a })
                .unwrap();
            let level: Vec<_> = (0..votes.len())
                .filter(|position| {
                    let own = quotient(*position, won[*position]);
                    own.0 * best.1 == best.0 * own.1
                })
                .collect();
            let size = u32::try_from(level.len()).unwrap();
            if given + size > seats {
                break;
            }
            for position in level {
                won[position] += 1;
            }
            given += size;
        }
        prop_assert_eq!(entitled(&allocation), won);
        prop_assert_eq!(open(&allocation), seats - given);
    }
}
