use proptest::prelude::*;

use super::*;

const OPTIONS: usize = 5;

fn any_ballots(equal_ranks: bool) -> impl Strategy<Value = Vec<Ranking>> {
    let ballot = (
        1..6_u64,
        Just((0..OPTIONS).collect::<Vec<_>>()).prop_shuffle(),
        0..=OPTIONS,
        any::<[bool; OPTIONS]>(),
    )
        .prop_map(move |(count, order, length, joined)| {
            let mut ranks: Vec<Vec<usize>> = Vec::new();
            for (option, joined) in order.into_iter().take(length).zip(joined) {
                match ranks.last_mut() {
                    Some(rank) if equal_ranks && joined => rank.push(option),
                    _ => ranks.push(vec![option]),
                }
            }
            Ranking { count, ranks }
        });
    prop::collection::vec(ballot, 0..9)
}

fn renamed(ballots: &[Ranking], name: &[usize]) -> Vec<Ranking> {
    ballots
        .iter()
        .map(|ballot| Ranking {
            count: ballot.count,
            ranks: ballot
                .ranks
                .iter()
                .map(|rank| rank.iter().map(|option| name[*option]).collect())
                .collect(),
        })
        .collect()
}

type Method = fn(usize, &[Ranking], &[Lot]) -> Result<RankedCount, RankedError>;

fn run_off(_: usize, ballots: &[Ranking], lots: &[Lot]) -> Result<RankedCount, RankedError> {
    irv(OPTIONS, ballots, lots)
}

fn transferable(
    seats: usize,
    ballots: &[Ranking],
    lots: &[Lot],
) -> Result<RankedCount, RankedError> {
    stv_scottish(OPTIONS, seats, ballots, lots)
}

fn by_paths(seats: usize, ballots: &[Ranking], lots: &[Lot]) -> Result<RankedCount, RankedError> {
    schulze(OPTIONS, seats, ballots, lots)
}

const METHODS: [Method; 3] = [run_off, transferable, by_paths];

/// The count with lots that always fall on the first of those concerned.
fn completed(method: Method, seats: usize, ballots: &[Ranking]) -> RankedCount {
    let mut lots = Vec::new();
    loop {
        let count = method(seats, ballots, &lots).unwrap();
        let Some(open) = count.undecided else {
            return count;
        };
        let winners = usize::try_from(open.tie.seats_open).unwrap();
        lots.push(Lot {
            won: open.tie.between[..winners].to_vec(),
            between: Some(open.tie.between),
        });
    }
}

/// Elected, tied and waiting, without the order in which equals are named.
fn outcome(count: &RankedCount, name: &[usize]) -> (Vec<usize>, Option<Vec<usize>>, usize) {
    let named = |positions: &[usize]| {
        let mut named: Vec<usize> = positions.iter().map(|option| name[*option]).collect();
        named.sort_unstable();
        named
    };
    (
        named(&count.elected),
        count
            .undecided
            .as_ref()
            .map(|open| named(&open.tie.between)),
        count.vacant,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn row_32_seats_add_up_with_and_without_lots(ballots in any_ballots(true), seats in 1..7_usize) {
        for (method, seats) in METHODS.into_iter().zip([1, seats, seats]) {
            for count in [method(seats, &ballots, &[]).unwrap(), completed(method, seats, &ballots)] {
                let waiting = count.undecided.as_ref().map_or(0, |open| open.seats_waiting);
                prop_assert_eq!(count.elected.len() + waiting + count.vacant, seats);
                let all: u64 = ballots.iter().map(|ballot| ballot.count).sum();
                prop_assert_eq!(count.valid + count.blank + count.invalid, all);
                if count.valid > 0 {
                    prop_assert_eq!(count.vacant, seats.saturating_sub(OPTIONS));
                }
            }
        }
    }

    #[test]
    fn row_32_neither_the_order_of_ballots_nor_of_options_decides(
        ballots in any_ballots(false), seats in 1..4_usize,
        name in Just((0..OPTIONS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let same: Vec<usize> = (0..OPTIONS).collect();
        let mut others = renamed(&ballots, &name);
        others.reverse();
        for method in METHODS {
            let count = method(seats, &ballots, &[]).unwrap();
            let other = method(seats, &others, &[]).unwrap();
            prop_assert_eq!(outcome(&count, &name), outcome(&other, &same));
        }
    }

    #[test]
    fn row_32_units_of_votes_are_never_lost_nor_made(ballots in any_ballots(false), seats in 1..5_usize) {
        let count = completed(transferable, seats, &ballots);
        for step in &count.working {
            if let Step::Stage { votes, non_transferable, cut_off, .. } = step {
                let all = votes.iter().flatten().sum::<u128>() + non_transferable + cut_off;
                prop_assert_eq!(all, u128::from(count.valid) * UNITS);
            }
        }
    }

    #[test]
    fn row_32_whoever_beats_everybody_wins_under_schulze(ballots in any_ballots(true)) {
        let above = |one: usize, other: usize| -> u64 {
            let place = |ballot: &Ranking, option: usize| {
                ballot.ranks.iter().position(|rank| rank.contains(&option)).unwrap_or(OPTIONS)
            };
            ballots.iter().filter(|ballot| place(ballot, one) < place(ballot, other)).map(|ballot| ballot.count).sum()
        };
        let beats_all = |one: &usize| (0..OPTIONS).all(|other| other == *one || above(*one, other) > above(other, *one));
        if let Some(winner) = (0..OPTIONS).find(beats_all) {
            prop_assert_eq!(schulze(OPTIONS, 1, &ballots, &[]).unwrap().elected, [winner]);
        }
    }

    #[test]
    fn row_32_more_than_half_of_first_places_win_by_every_method(ballots in any_ballots(false)) {
        let first = |option: usize| -> u64 {
            ballots.iter().filter(|ballot| ballot.ranks.first() == Some(&vec![option])).map(|ballot| ballot.count).sum()
        };
        let valid: u64 = ballots.iter().filter(|ballot| !ballot.ranks.is_empty()).map(|ballot| ballot.count).sum();
        if let Some(winner) = (0..OPTIONS).find(|option| first(*option) * 2 > valid) {
            for method in METHODS {
                prop_assert_eq!(method(1, &ballots, &[]).unwrap().elected, [winner]);
            }
        }
    }

    #[test]
    fn row_32_one_more_ballot_for_the_schulze_winner_alone_never_costs_the_seat(ballots in any_ballots(true)) {
        if let [winner] = schulze(OPTIONS, 1, &ballots, &[]).unwrap().elected.as_slice() {
            let mut more = ballots.clone();
            more.push(Ranking { count: 1, ranks: vec![vec![*winner]] });
            prop_assert_eq!(schulze(OPTIONS, 1, &more, &[]).unwrap().elected, [*winner]);
        }
    }

    #[test]
    fn row_32_a_seat_more_takes_nobody_out_under_schulze(ballots in any_ballots(true), seats in 1..OPTIONS) {
        let few = schulze(OPTIONS, seats, &ballots, &[]).unwrap();
        let many = schulze(OPTIONS, seats + 1, &ballots, &[]).unwrap();
        prop_assert!(few.elected.iter().all(|one| many.elected.contains(one)));
    }
}
