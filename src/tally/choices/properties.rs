use proptest::prelude::*;

use super::*;

/// The board with most votes at each place from the top, of all boards that keep the condition as far as it can be kept: found by
/// trying every set of candidates. Only for different votes.
fn best_by_trying(votes: &[u64], bodies: &[usize], seats: usize, least: usize) -> Vec<usize> {
    let mut best: Vec<(u64, usize)> = Vec::new();
    for set in 0..1_u32 << votes.len() {
        let chosen: Vec<usize> = (0..votes.len())
            .filter(|one| set >> one & 1 == 1 && votes[*one] > 0)
            .collect();
        let mut present: Vec<usize> = chosen.iter().map(|one| bodies[*one]).collect();
        present.sort_unstable();
        present.dedup();
        // Whatever is missing of the bodies has a seat left for it.
        if chosen.len() + least.min(seats).saturating_sub(present.len()) > seats {
            continue;
        }
        let mut ranked: Vec<(u64, usize)> = chosen.iter().map(|one| (votes[*one], *one)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        best = best.max(ranked);
    }
    best.into_iter().map(|(_, one)| one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn row_32_the_board_is_the_best_of_all_boards_with_enough_bodies(
        votes in Just((0..8_u64).collect::<Vec<_>>()).prop_shuffle(),
        bodies in prop::collection::vec(0..4_usize, 8), seats in 1..6_usize, least in 1..5_usize,
    ) {
        let found = board(&votes, &bodies, seats, least, &[]).unwrap();
        prop_assert_eq!(&found.elected, &best_by_trying(&votes, &bodies, seats, least));
        prop_assert_eq!(found.elected.len() + found.vacant, seats);
        prop_assert_eq!(found.tie, None);
    }

    #[test]
    fn row_32_level_candidates_of_a_board_are_certain_or_tied_whatever_their_order(
        votes in prop::collection::vec(0..4_u64, 7), bodies in prop::collection::vec(0..4_usize, 7),
        seats in 1..6_usize, least in 1..5_usize, orders in prop::collection::vec(Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(), 6),
    ) {
        let found = board(&votes, &bodies, seats, least, &[]).unwrap();
        prop_assert_eq!(found.elected.len() + found.seats_waiting + found.vacant, seats);
        for order in orders {
            // Votes made different by the order in which a lot might have put equals.
            let told_apart: Vec<u64> = votes.iter().zip(&order).map(|(votes, place)| if *votes == 0 { 0 } else { votes * 10 + u64::try_from(*place).unwrap() }).collect();
            let other = best_by_trying(&told_apart, &bodies, seats, least);
            prop_assert!(found.elected.iter().all(|one| other.contains(one)));
            match &found.tie {
                None => prop_assert_eq!(other.len(), found.elected.len()),
                Some(tie) => {
                    let won = tie.between.iter().filter(|one| other.contains(one)).count();
                    prop_assert_eq!(Ok(tie.seats_open), u32::try_from(won));
                    prop_assert_eq!(other.len(), found.elected.len() + found.seats_waiting);
                }
            }
        }
    }

    #[test]
    fn row_32_a_board_keeps_its_condition_however_lots_fall(
        votes in prop::collection::vec(0..4_u64, 7), bodies in prop::collection::vec(0..4_usize, 7),
        seats in 1..6_usize, least in 1..5_usize, order in Just((0..7_u64).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        // The board as it would be if the order of the lots had been votes.
        let told_apart: Vec<u64> = votes.iter().zip(&order).map(|(votes, place)| if *votes == 0 { 0 } else { votes * 10 + place }).collect();
        let wanted = best_by_trying(&told_apart, &bodies, seats, least);
        let mut lots = Vec::new();
        let mut found = board(&votes, &bodies, seats, least, &lots).unwrap();
        while let Some(tie) = found.tie.take() {
            prop_assert!(lots.len() < votes.len(), "each lot settles its tie");
            let won = tie.between.iter().copied().filter(|one| wanted.contains(one)).collect();
            lots.push(Lot { between: Some(tie.between), won });
            found = board(&votes, &bodies, seats, least, &lots).unwrap();
        }
        let sorted = |mut list: Vec<usize>| { list.sort_unstable(); list };
        let mut there = sorted(found.elected.iter().map(|one| bodies[*one]).collect());
        there.dedup();
        // A seat that is kept for a missing body stays vacant.
        prop_assert!(there.len() + found.vacant >= least.min(seats));
        prop_assert_eq!(found.elected.len() + found.vacant, seats);
        prop_assert_eq!(sorted(found.elected), sorted(wanted));
    }

    #[test]
    fn row_32_posts_add_up_and_nobody_with_more_votes_stands_behind(
        votes in prop::collection::vec(0..12_u64, 1..8), valid in 10..20_u64, seats in 1..6_usize,
    ) {
        for rule in ElectionRule::ALL {
            let posts = elect(&votes, valid, seats, rule, &[]).unwrap();
            let open = posts.tie.as_ref().map_or(0, |tie| usize::try_from(tie.seats_open).unwrap());
            prop_assert_eq!(posts.elected.len() + open + posts.vacant, seats);
            let least = posts.elected.iter().map(|one| votes[*one]).min();
            let others = (0..votes.len()).filter(|one| !posts.elected.contains(one)).map(|one| votes[one]).max();
            if let (Some(least), Some(others)) = (least, others) {
                prop_assert!(least >= others);
            }
            if posts.vacant > 0 && rule == ElectionRule::AbsoluteMajorityOfValid {
                let standing = (0..votes.len()).filter(|one| votes[*one] > 0 && !posts.elected.contains(one)).count();
                prop_assert!(posts.runoff.len() >= (posts.vacant * 2).min(standing));
            } else {
                prop_assert!(posts.runoff.is_empty());
            }
        }
    }
}
