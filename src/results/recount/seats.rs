//! Votes of a ballot, seats of lists and boards from several bodies, a second time.

use std::collections::{BTreeMap, BTreeSet};

use super::{Drawn, ElectionExport, ListsExport, Outcome, Sums, compare, number_of};

/// Seats of lists: one after the other to the highest quotient, or whole quotas and then the largest remainders.
pub(super) fn of_lists(
    method: ListsExport,
    sums: &Sums,
    (options, places): (&[String], &[u64]),
    seats: u64,
    drawn: &mut Drawn<'_>,
) -> Outcome {
    let votes: Vec<u64> = options.iter().map(|list| sums.votes_of(list)).collect();
    let mut earned = vec![0_u64; options.len()];
    let mut left = seats;
    let mut tied: Vec<usize> = Vec::new();
    let all: u64 = votes.iter().sum();
    if method == ListsExport::HareNiemeyer && all > 0 {
        // Long division of votes times seats by all votes, seat by seat, so that nothing grows.
        for (own, votes) in earned.iter_mut().zip(&votes) {
            *own = quotas(*votes, seats, all).0;
        }
        left -= earned.iter().sum::<u64>();
    }
    while left > 0 && tied.is_empty() {
        let claims: Vec<usize> = (0..options.len())
            .filter(|list| {
                let votes = votes.get(*list).copied().unwrap_or(0);
                match method {
                    // Each list has one remainder.
                    ListsExport::HareNiemeyer => {
                        let (whole, rest) = quotas(votes, seats, all);
                        rest > 0 && earned.get(*list) == Some(&whole)
                    }
                    ListsExport::SainteLague | ListsExport::Dhondt => votes > 0,
                }
            })
            .collect();
        let strength = |list: usize| -> (u64, u64) {
            let votes = votes.get(list).copied().unwrap_or(0);
            let earned = earned.get(list).copied().unwrap_or(0);
            match method {
                ListsExport::SainteLague => (votes, 2 * earned + 1),
                ListsExport::Dhondt => (votes, earned + 1),
                ListsExport::HareNiemeyer => (quotas(votes, seats, all).1, 1),
            }
        };
        let stronger = |one: usize, other: usize| {
            let ((a, b), (c, d)) = (strength(one), strength(other));
            compare(a, b, c, d)
        };
        let strongest: Vec<usize> = claims
            .iter()
            .copied()
            .filter(|one| claims.iter().all(|other| stronger(*one, *other).is_ge()))
            .collect();
        if strongest.is_empty() {
            break;
        }
        let winners = if number_of(&strongest) <= left {
            strongest
        } else {
            match drawn.won(&strongest, left) {
                Some(won) => won,
                None => {
                    tied = strongest;
                    break;
                }
            }
        };
        left -= number_of(&winners);
        for list in winners {
            if let Some(own) = earned.get_mut(list) {
                *own += 1;
            }
        }
    }
    let filled: Vec<u64> = earned
        .iter()
        .zip(places)
        .map(|(own, places)| *own.min(places))
        .collect();
    let empty: u64 = earned.iter().sum::<u64>() - filled.iter().sum::<u64>();
    let open = if tied.is_empty() { 0 } else { left };
    Outcome::Election {
        elected: BTreeSet::new(),
        tied: tied
            .iter()
            .filter_map(|list| options.get(*list))
            .cloned()
            .collect(),
        seats_open: open,
        vacant: empty + left - open,
        list_seats: options.iter().cloned().zip(filled).collect(),
    }
}

/// Whole quotas of a list, and what is left over of votes times seats.
fn quotas(votes: u64, seats: u64, all: u64) -> (u64, u64) {
    let (mut whole, mut rest) = (0, 0_u64);
    for _ in 0..seats {
        let step = rest.checked_add(votes);
        match step {
            Some(sum) if sum < all => rest = sum,
            Some(sum) => {
                whole += 1;
                rest = sum - all;
            }
            // Beyond 64 bits it is more than all votes, which fit.
            None => {
                whole += 1;
                rest = votes - (all - rest);
            }
        }
    }
    (whole, rest)
}

/// A board of which no more than seats less bodies may come from a body that is there already.
pub(super) fn of_board(
    rule: ElectionExport,
    sums: &Sums,
    (options, bodies): (&[String], &[String]),
    valid: u64,
    (seats, least_bodies): (u64, u64),
    drawn: &mut Drawn<'_>,
) -> Outcome {
    let enough = match rule {
        ElectionExport::RelativeMajority => 1,
        ElectionExport::AbsoluteMajorityOfValid => valid / 2 + 1,
    };
    // A candidate without a body is one of its own.
    let body_of = |place: usize| -> (usize, &str) {
        match bodies.get(place).map(String::as_str) {
            None | Some("") => (place + 1, ""),
            Some(body) => (0, body),
        }
    };
    let mut levels: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, option) in options.iter().enumerate() {
        levels.entry(sums.votes_of(option)).or_default().push(place);
    }
    let levels = levels.split_off(&enough);
    let all: Vec<usize> = levels.values().flatten().copied().collect();
    let different = number_of(all.iter().map(|p| body_of(*p)).collect::<BTreeSet<_>>());
    let may_repeat = seats.saturating_sub(least_bodies);
    // However lots fall, the board gets so large.
    let size = seats.min(different + may_repeat.min(number_of(&all) - different));
    let mut elected: Vec<usize> = Vec::new();
    let mut there = BTreeSet::new();
    let (mut free, mut repeats) = (seats, may_repeat);
    let mut tied = Vec::new();
    for group in levels.into_values().rev() {
        if free == 0 {
            break;
        }
        let able: Vec<usize> = group
            .into_iter()
            .filter(|p| repeats > 0 || !there.contains(&body_of(*p)))
            .collect();
        let new: BTreeSet<_> = able
            .iter()
            .map(|p| body_of(*p))
            .filter(|b| !there.contains(b))
            .collect();
        let further = number_of(&able) - number_of(&new);
        let places = free.min(number_of(&new) + repeats.min(further));
        let alone = |place: usize| {
            let own = body_of(place);
            new.contains(&own) && number_of(able.iter().filter(|p| body_of(**p) == own)) == 1
        };
        let all_new_fit = number_of(&new) + repeats.min(further) <= free;
        let everybody_fits = further <= repeats && number_of(&able) <= free;
        let (certain, open): (Vec<usize>, Vec<usize>) = able
            .iter()
            .copied()
            .partition(|p| everybody_fits || (alone(*p) && all_new_fit));
        for place in &certain {
            if !there.insert(body_of(*place)) {
                repeats -= 1;
            }
            free -= 1;
            elected.push(*place);
        }
        let wanted = places.saturating_sub(number_of(&certain));
        if wanted == 0 {
            continue;
        }
        let Some(won) = drawn.won(&open, wanted) else {
            tied = open;
            break;
        };
        for place in won {
            if !there.insert(body_of(place)) {
                repeats = repeats.saturating_sub(1);
            }
            free -= 1;
            elected.push(place);
        }
    }
    let named = |places: &[usize]| {
        let names = places.iter().filter_map(|place| options.get(*place));
        names.cloned().collect()
    };
    let waiting = if tied.is_empty() {
        0
    } else {
        size - number_of(&elected)
    };
    Outcome::Election {
        seats_open: waiting,
        vacant: seats - number_of(&elected) - waiting,
        elected: named(&elected),
        tied: named(&tied),
        list_seats: BTreeMap::new(),
    }
}
