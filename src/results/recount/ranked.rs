//! Ranks counted a second time: instant runoff, the single transferable vote of Scottish local elections, and Schulze.
//!
//! Ballots stay texts that are looked through anew at each step; totals are added up from the papers of each pile, never carried on;
//! strongest paths are found by leaving out weak victories until the way is cut.

use std::collections::{BTreeMap, BTreeSet};

use super::{Drawn, Outcome, RankedExport, number_of};

/// Papers that say the same: places in the order of the ranks, those of one rank together.
type Papers = BTreeMap<Vec<Vec<usize>>, u64>;

/// What ranks came to.
pub(super) struct Counted {
    pub(super) first: Vec<u64>,
    pub(super) blank: u64,
    pub(super) invalid: u64,
    pub(super) outcome: Outcome,
}

/// Who is in, who is tied, how many seats wait for the tie.
#[derive(Default)]
struct Standing {
    elected: Vec<usize>,
    tied: Vec<usize>,
    waiting: u64,
}

/// Counts ranks.
pub(super) fn count(
    ballots: &[String],
    options: &[String],
    seats: u64,
    method: RankedExport,
    drawn: &mut Drawn<'_>,
) -> Counted {
    let mut papers = Papers::new();
    let (mut blank, mut invalid) = (0, 0);
    for group in ballots.chunk_by(|one, next| one == next) {
        let times = number_of(group);
        let ranks = group
            .first()
            .and_then(|text| read(text, options.len(), method == RankedExport::Schulze));
        match ranks {
            None => invalid += times,
            Some(ranks) if ranks.is_empty() => blank += times,
            Some(ranks) => *papers.entry(ranks).or_default() += times,
        }
    }
    let mut first = vec![0; options.len()];
    for (ranks, times) in &papers {
        for place in ranks.iter().take(1).flatten() {
            if let Some(sum) = first.get_mut(*place) {
                *sum += times;
            }
        }
    }
    let seats = if method == RankedExport::InstantRunoff {
        1
    } else {
        seats
    };
    let everybody: BTreeSet<usize> = (0..options.len()).collect();
    let standing = if papers.is_empty() {
        Standing::default()
    } else {
        match method {
            RankedExport::InstantRunoff => instant_runoff(&papers, everybody, drawn),
            RankedExport::ScottishStv => transferable(&papers, everybody, seats, drawn),
            RankedExport::Schulze => schulze(&papers, everybody, seats, drawn),
        }
    };
    let named = |places: &[usize]| {
        let names = places.iter().filter_map(|place| options.get(*place));
        names.cloned().collect()
    };
    Counted {
        first,
        blank,
        invalid,
        outcome: Outcome::Election {
            elected: named(&standing.elected),
            tied: named(&standing.tied),
            seats_open: standing.waiting,
            vacant: seats
                .saturating_sub(number_of(&standing.elected))
                .saturating_sub(standing.waiting),
            list_seats: BTreeMap::new(),
        },
    }
}

/// The ranks on a ballot; `None` where it is not one, or where ranks leave a gap or are shared and may not be.
fn read(text: &str, options: usize, shared: bool) -> Option<Vec<Vec<usize>>> {
    const SIGNS: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    let signs = text.strip_prefix("1.")?;
    let mut ranks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut found = 0;
    for (place, sign) in signs.chars().enumerate() {
        found += 1;
        let rank = SIGNS.find(sign)?;
        if rank > 0 {
            ranks.entry(rank).or_default().push(place);
        }
    }
    let without_gap = ranks.keys().copied().eq(1..=ranks.len());
    let fits = shared || ranks.values().all(|places| places.len() == 1);
    (found == options && without_gap && fits).then(|| ranks.into_values().collect())
}

/// To whom of those who are in a paper goes.
fn best(ranks: &[Vec<usize>], are_in: &BTreeSet<usize>) -> Option<usize> {
    ranks
        .iter()
        .flatten()
        .find(|place| are_in.contains(place))
        .copied()
}

fn instant_runoff(papers: &Papers, mut are_in: BTreeSet<usize>, drawn: &mut Drawn<'_>) -> Standing {
    loop {
        let mut votes: BTreeMap<usize, u64> = are_in.iter().map(|place| (*place, 0)).collect();
        for (ranks, times) in papers {
            if let Some(own) = best(ranks, &are_in).and_then(|place| votes.get_mut(&place)) {
                *own += times;
            }
        }
        let counting: u64 = votes.values().sum();
        if let Some((place, _)) = votes.iter().find(|(_, own)| **own > counting - **own) {
            return Standing {
                elected: vec![*place],
                ..Standing::default()
            };
        }
        // From the fewest votes upwards.
        let mut levels: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (place, own) in votes {
            levels.entry(own).or_default().push(place);
        }
        let mut levels = levels.into_iter();
        let Some((fewest, last)) = levels.next() else {
            return Standing::default();
        };
        let all_of_them = fewest.saturating_mul(number_of(&last));
        let none_can_be_saved = levels.next().is_some_and(|(next, _)| all_of_them < next);
        if last.len() == 1 || none_can_be_saved {
            for place in last {
                are_in.remove(&place);
            }
        } else if let Some(stay) = drawn.won(&last, number_of(&last) - 1) {
            are_in.retain(|place| stay.contains(place) || !last.contains(place));
            if let (1, Some(place)) = (are_in.len(), are_in.first()) {
                return Standing {
                    elected: vec![*place],
                    ..Standing::default()
                };
            }
        } else {
            return Standing {
                tied: last,
                waiting: 1,
                ..Standing::default()
            };
        }
    }
}

/// One vote in the hundred-thousandths to which values are cut off.
const VOTE: u128 = 100_000;

/// A pile: papers with the value that each has there.
type Pile<'a> = Vec<(&'a [Vec<usize>], u64, u128)>;

fn worth(pile: &Pile<'_>) -> u128 {
    pile.iter()
        .map(|(_, times, value)| u128::from(*times) * value)
        .sum()
}

fn transferable(
    papers: &Papers,
    everybody: BTreeSet<usize>,
    seats: u64,
    drawn: &mut Drawn<'_>,
) -> Standing {
    let all: u64 = papers.values().sum();
    let quota = (u128::from(all) / (u128::from(seats) + 1) + 1) * VOTE;
    let mut piles: BTreeMap<usize, Pile<'_>> = everybody
        .iter()
        .map(|place| (*place, Pile::new()))
        .collect();
    for (ranks, times) in papers {
        let pile = best(ranks, &everybody).and_then(|place| piles.get_mut(&place));
        if let Some(pile) = pile {
            pile.push((ranks, *times, VOTE));
        }
    }
    let mut are_in = everybody;
    let mut standing = Standing::default();
    // The elected whose papers still lie there, and those who keep a quota without papers.
    let mut over: BTreeSet<usize> = BTreeSet::new();
    let mut settled: BTreeSet<usize> = BTreeSet::new();
    let mut stages: Vec<BTreeMap<usize, u128>> = Vec::new();
    loop {
        let totals: BTreeMap<usize, u128> = piles
            .iter()
            .map(|(place, pile)| {
                let own = if settled.contains(place) {
                    quota
                } else {
                    worth(pile)
                };
                (*place, own)
            })
            .collect();
        let now = |place: usize| totals.get(&place).copied().unwrap_or(0);
        stages.push(totals.clone());
        let there: Vec<usize> = are_in
            .iter()
            .copied()
            .filter(|p| now(*p) >= quota)
            .collect();
        for place in there {
            are_in.remove(&place);
            over.insert(place);
            standing.elected.push(place);
        }
        let left = seats.saturating_sub(number_of(&standing.elected));
        if left == 0 || number_of(&are_in) <= left {
            if left > 0 {
                standing.elected.extend(&are_in);
            }
            return standing;
        }
        let surpluses: Vec<usize> = over.iter().copied().filter(|p| now(*p) > quota).collect();
        let (gone, new_value): (Vec<usize>, Box<dyn Fn(u128) -> u128>) = if surpluses.is_empty() {
            let fewest = are_in.iter().map(|p| now(*p)).min().unwrap_or(0);
            let last: Vec<usize> = are_in
                .iter()
                .copied()
                .filter(|p| now(*p) == fewest)
                .collect();
            let nobody_needs_them = number_of(&are_in) - number_of(&last) >= left;
            let gone = if fewest == 0 && nobody_needs_them {
                last
            } else {
                match apart(&stages, last, false) {
                    Ok(place) => vec![place],
                    Err(level) => match drawn.won(&level, number_of(&level) - 1) {
                        Some(stay) => level.into_iter().filter(|p| !stay.contains(p)).collect(),
                        None => return waiting(standing, level, left, &are_in),
                    },
                }
            };
            (gone, Box::new(|value| value))
        } else {
            let most = surpluses.iter().map(|p| now(*p)).max().unwrap_or(0);
            let level = surpluses.into_iter().filter(|p| now(*p) == most).collect();
            let first = match apart(&stages, level, true) {
                Ok(place) => place,
                Err(level) => match drawn.won(&level, 1).as_deref() {
                    Some([place]) => *place,
                    _ => return waiting(standing, level, left, &are_in),
                },
            };
            over.remove(&first);
            settled.insert(first);
            let (surplus, votes) = (most - quota, most);
            (vec![first], Box::new(move |value| value * surplus / votes))
        };
        for place in &gone {
            are_in.remove(place);
        }
        for place in gone {
            let pile = piles
                .get_mut(&place)
                .map(std::mem::take)
                .unwrap_or_default();
            if !settled.contains(&place) {
                piles.remove(&place);
            }
            for (ranks, times, value) in pile {
                let next = best(ranks, &are_in).and_then(|to| piles.get_mut(&to));
                if let Some(next) = next {
                    next.push((ranks, times, new_value(value)));
                }
            }
        }
    }
}

fn waiting(standing: Standing, tied: Vec<usize>, left: u64, are_in: &BTreeSet<usize>) -> Standing {
    Standing {
        tied,
        waiting: left.min(number_of(are_in)),
        ..standing
    }
}

/// The one whom the latest earlier stage tells apart, as the one with most or with fewest votes; else those who are level.
fn apart(
    stages: &[BTreeMap<usize, u128>],
    mut level: Vec<usize>,
    most: bool,
) -> Result<usize, Vec<usize>> {
    for stage in stages.iter().rev() {
        let mut by_votes: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
        for place in &level {
            let votes = stage.get(place).copied().unwrap_or(0);
            by_votes.entry(votes).or_default().push(*place);
        }
        let end = if most {
            by_votes.pop_last()
        } else {
            by_votes.pop_first()
        };
        level = end.map(|(_, places)| places).unwrap_or_default();
        if let [one] = level.as_slice() {
            return Ok(*one);
        }
    }
    Err(level)
}

fn schulze(
    papers: &Papers,
    everybody: BTreeSet<usize>,
    seats: u64,
    drawn: &mut Drawn<'_>,
) -> Standing {
    let rank = |ranks: &[Vec<usize>], place: usize| {
        ranks
            .iter()
            .position(|places| places.contains(&place))
            .unwrap_or(usize::MAX)
    };
    let prefer = |one: usize, other: usize| -> u64 {
        papers
            .iter()
            .filter(|(ranks, _)| rank(ranks, one) < rank(ranks, other))
            .map(|(_, times)| times)
            .sum()
    };
    // Victories, from the strongest: by how many votes, who over whom.
    let mut victories: Vec<(u64, usize, usize)> = Vec::new();
    for one in &everybody {
        for other in &everybody {
            let (votes, against) = (prefer(*one, *other), prefer(*other, *one));
            if votes > against {
                victories.push((votes, *one, *other));
            }
        }
    }
    let strengths: BTreeSet<u64> = victories.iter().map(|(votes, _, _)| *votes).collect();
    let mut strongest: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for least in strengths {
        for from in &everybody {
            for to in reached(&victories, *from, least) {
                strongest.insert((*from, to), least);
            }
        }
    }
    let path = |one: usize, other: usize| strongest.get(&(one, other)).copied().unwrap_or(0);
    let above = |one: usize, other: usize| path(one, other) > path(other, one);
    let mut left = everybody;
    let mut standing = Standing::default();
    loop {
        let open = seats.saturating_sub(number_of(&standing.elected));
        if open == 0 || left.is_empty() {
            return standing;
        }
        let above_it = |place: usize| number_of(left.iter().filter(|o| above(**o, place)));
        let can_be_before =
            |place: usize| number_of(left.iter().filter(|o| **o != place && !above(place, **o)));
        let certain: Vec<usize> = left
            .iter()
            .copied()
            .filter(|place| can_be_before(*place) < open)
            .collect();
        let next = if certain.is_empty() {
            let top: Vec<usize> = left
                .iter()
                .copied()
                .filter(|place| above_it(*place) == 0)
                .collect();
            let possible = number_of(left.iter().filter(|place| above_it(**place) < open));
            // Whoever is drawn first changes who stands at the top, unless only these can be elected.
            let wanted = if possible == number_of(&top) { open } else { 1 };
            match drawn.won(&top, wanted) {
                Some(won) => won,
                None => {
                    standing.tied = top;
                    standing.waiting = open.min(number_of(&left));
                    return standing;
                }
            }
        } else {
            certain
        };
        for place in next {
            left.remove(&place);
            standing.elected.push(place);
        }
    }
}

/// Whom one reaches over victories of at least so many votes.
fn reached(victories: &[(u64, usize, usize)], from: usize, least: u64) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut edge = vec![from];
    while let Some(here) = edge.pop() {
        for (votes, one, other) in victories {
            if *one == here && *votes >= least && *other != from && found.insert(*other) {
                edge.push(*other);
            }
        }
    }
    found
}
