//! The second count of methods against the first one, on random elections: two paths, one result.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::tally::{
    choices,
    lot::{Lot, Tie},
    poll as papers,
    poll::{BallotPaper, Election, ElectionRule},
    ranked as first_count,
    seats::{self as first_seats, Contender, SeatRule},
};

fn names(options: usize) -> Vec<String> {
    (1..=options).map(|n| format!("{n}. Option")).collect()
}

/// A lot on the last ones of a tie.
fn drawn(tie: &Tie) -> Lot {
    let won = tie.between.iter().rev().take(tie.seats_open as usize);
    Lot {
        won: won.copied().collect(),
        between: Some(tie.between.clone()),
    }
}

fn recounted(poll: PollExport, ballots: &[String], lots: &[Lot]) -> Recount {
    let options = match &poll {
        PollExport::Motion { options, .. }
        | PollExport::Election { options, .. }
        | PollExport::Lists { options, .. }
        | PollExport::Ranked { options, .. } => options.clone(),
    };
    let named = |places: &[usize]| places.iter().map(|p| options[*p].clone()).collect();
    let lots = lots
        .iter()
        .map(|lot| LotExport {
            between: named(lot.between.as_deref().expect("named")),
            won: named(&lot.won),
        })
        .collect();
    let mut ballots = ballots.to_vec();
    ballots.sort();
    let export = BoxExport {
        format: BoxFormat::V1,
        poll,
        marks: number_of(&ballots),
        ballots,
        lots,
        count: None,
    };
    recount_export(&export).expect("a count")
}

fn outcome(
    options: &[String],
    elected: &[usize],
    tied: &[usize],
    seats_open: usize,
    vacant: usize,
) -> Outcome {
    let named = |places: &[usize]| places.iter().map(|p| options[*p].clone()).collect();
    Outcome::Election {
        elected: named(elected),
        tied: named(tied),
        seats_open: seats_open as u64,
        vacant: vacant as u64,
        list_seats: BTreeMap::new(),
    }
}

/// Signs of a ballot that rank some of the options, alike where that is allowed.
fn any_ranks(options: usize, equal: bool) -> impl Strategy<Value = String> {
    proptest::collection::vec(0..=options, options).prop_map(move |keys| {
        let used: BTreeSet<usize> = keys.iter().copied().filter(|k| *k > 0).collect();
        let mut order: Vec<(usize, usize)> = keys
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, k)| *k > 0)
            .map(|(place, k)| (k, place))
            .collect();
        order.sort_unstable();
        let mut signs = vec!['0'; options];
        for (rank, (key, place)) in (1_u32..).zip(order) {
            let rank = if equal {
                u32::try_from(used.iter().position(|k| *k == key).unwrap()).unwrap() + 1
            } else {
                rank
            };
            signs[place] = char::from_digit(rank, 36).unwrap();
        }
        format!("1.{}", signs.into_iter().collect::<String>())
    })
}

/// Ballots that each mark one option: so many for each.
fn marked_once(votes: &[usize]) -> Vec<String> {
    let mark = |place: usize| -> String {
        let signs = (0..votes.len()).map(|p| if p == place { '1' } else { '0' });
        format!("1.{}", signs.collect::<String>())
    };
    let ballots = votes.iter().enumerate();
    ballots
        .flat_map(|(place, times)| std::iter::repeat_n(mark(place), *times))
        .collect()
}

/// Options, seats and ballots, some of them alike, some blank, some unreadable.
fn any_ranking(equal: bool) -> impl Strategy<Value = (usize, usize, Vec<String>)> {
    (2..7_usize, 1..5_usize).prop_flat_map(move |(options, seats)| {
        let ballot = prop_oneof![
            12 => any_ranks(options, equal),
            1 => Just(format!("1.{}", "0".repeat(options))),
            1 => Just(format!("1.{}", "2".repeat(options))),
        ];
        let ballots = proptest::collection::vec((ballot, 1..4_usize), 0..14).prop_map(|groups| {
            groups
                .into_iter()
                .flat_map(|(ballot, times)| std::iter::repeat_n(ballot, times))
                .collect::<Vec<_>>()
        });
        (Just(options), Just(seats), ballots)
    })
}

fn compare_ranked(
    method: RankedExport,
    (options, seats, ballots): (usize, usize, Vec<String>),
) -> Result<(), TestCaseError> {
    let paper = BallotPaper::ranking(options, method == RankedExport::Schulze);
    let (rankings, unreadable) = papers::rankings(paper, &ballots);
    let mut lots = Vec::new();
    // Every lot is followed to the next tie.
    loop {
        let first = match method {
            RankedExport::InstantRunoff => first_count::irv(options, &rankings, &lots),
            RankedExport::ScottishStv => {
                first_count::stv_scottish(options, seats, &rankings, &lots)
            }
            RankedExport::Schulze => first_count::schulze(options, seats, &rankings, &lots),
        }
        .expect("a count");
        let poll = PollExport::Ranked {
            id: "1".into(),
            options: names(options),
            seats: seats as u64,
            method,
        };
        let second = recounted(poll, &ballots, &lots);
        let (tied, waiting) = first.undecided.as_ref().map_or((Vec::new(), 0), |open| {
            (open.tie.between.clone(), open.seats_waiting)
        });
        let expected = outcome(
            &names(options),
            &first.elected,
            &tied,
            waiting,
            first.vacant,
        );
        prop_assert_eq!(second.outcome, expected, "{:?} {:?}", ballots, lots);
        prop_assert_eq!(
            (second.blank, second.invalid),
            (first.blank, first.invalid + unreadable)
        );
        match first.undecided {
            None => return Ok(()),
            Some(open) => lots.push(drawn(&open.tie)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn row_26_instant_runoffs_are_counted_alike_by_both(given in any_ranking(false)) {
        compare_ranked(RankedExport::InstantRunoff, given)?;
    }

    #[test]
    fn row_26_transferable_votes_are_counted_alike_by_both(given in any_ranking(false)) {
        compare_ranked(RankedExport::ScottishStv, given)?;
    }

    #[test]
    fn row_26_pairs_are_compared_alike_by_both(given in any_ranking(true)) {
        compare_ranked(RankedExport::Schulze, given)?;
    }

    #[test]
    fn row_26_cumulated_votes_are_counted_alike_by_both(
        ballots in proptest::collection::vec("1\\.[0-4]{5}", 0..40),
        most in 1..9_usize,
        each in 1..5_u8,
        seats in 1..5_usize,
    ) {
        let election = Election::new(5, most, seats, ElectionRule::RelativeMajority)
            .expect("an election")
            .cumulating(each);
        let first = papers::count_election(&election, &ballots);
        let second = recounted(
            PollExport::Election {
                id: "1".into(),
                options: names(5),
                max_choices: most as u64,
                seats: seats as u64,
                rule: ElectionExport::RelativeMajority,
                max_per_option: each.into(),
                least_bodies: 0,
                bodies: Vec::new(),
            },
            &ballots,
            &[],
        );
        prop_assert_eq!(second.votes.into_values().collect::<Vec<_>>(), first.votes);
        prop_assert_eq!((second.blank, second.invalid), (first.blank, first.invalid));
        let (tied, open) = first.tie.map_or((Vec::new(), 0), |t| (t.between, t.seats_open));
        prop_assert_eq!(second.outcome, outcome(&names(5), &first.elected, &tied, open, first.vacant));
    }

    #[test]
    fn row_26_marked_votes_and_their_lots_are_counted_alike_by_both(
        votes in proptest::collection::vec(0..4_usize, 2..7),
        seats in 1..5_usize,
        absolute in any::<bool>(),
    ) {
        let options = votes.len();
        let ballots = marked_once(&votes);
        let sums: Vec<u64> = votes.iter().map(|v| *v as u64).collect();
        let (one, other) = if absolute {
            (ElectionRule::AbsoluteMajorityOfValid, ElectionExport::AbsoluteMajorityOfValid)
        } else {
            (ElectionRule::RelativeMajority, ElectionExport::RelativeMajority)
        };
        let mut lots = Vec::new();
        loop {
            let first = choices::elect(&sums, sums.iter().sum(), seats, one, &lots).expect("a count");
            let poll = PollExport::Election {
                id: "1".into(),
                options: names(options),
                max_choices: 1,
                seats: seats as u64,
                rule: other,
                max_per_option: 1,
                least_bodies: 0,
                bodies: Vec::new(),
            };
            let second = recounted(poll, &ballots, &lots);
            let (tied, open) = first.tie.as_ref().map_or((Vec::new(), 0), |t| (t.between.clone(), t.seats_open as usize));
            let expected = outcome(&names(options), &first.elected, &tied, open, first.vacant);
            prop_assert_eq!(second.outcome, expected, "{:?} {} {:?}", votes, seats, lots);
            match first.tie {
                None => break,
                Some(tie) => lots.push(drawn(&tie)),
            }
        }
    }

    #[test]
    fn row_26_boards_from_several_bodies_are_filled_alike_by_both(
        votes in proptest::collection::vec(0..6_usize, 2..8),
        bodies in proptest::collection::vec(0..4_usize, 8),
        seats in 1..6_usize,
        least in 1..6_usize,
    ) {
        let least = least.min(seats);
        let options = votes.len();
        let ballots = marked_once(&votes);
        let sums: Vec<u64> = votes.iter().map(|v| *v as u64).collect();
        let mut lots = Vec::new();
        // Until those drawn cannot sit together, and another lot would be needed.
        while let Ok(first) = choices::board(&sums, &bodies[..options], seats, least, &lots) {
            let poll = PollExport::Election {
                id: "1".into(),
                options: names(options),
                max_choices: 1,
                seats: seats as u64,
                rule: ElectionExport::RelativeMajority,
                max_per_option: 1,
                least_bodies: least as u64,
                bodies: bodies[..options].iter().map(|b| format!("Body {b}")).collect(),
            };
            let second = recounted(poll, &ballots, &lots);
            let tied = first.tie.as_ref().map_or(Vec::new(), |t| t.between.clone());
            let expected = outcome(&names(options), &first.elected, &tied, first.seats_waiting, first.vacant);
            prop_assert_eq!(second.outcome, expected, "{:?} {:?} {} {} {:?}", votes, bodies, seats, least, lots);
            match first.tie {
                None => break,
                Some(tie) => lots.push(drawn(&tie)),
            }
        }
    }

    #[test]
    fn row_26_seats_of_lists_are_given_alike_by_both(
        votes in proptest::collection::vec(0..30_usize, 1..6),
        places in proptest::collection::vec(1..6_u32, 6),
        seats in 1..9_u32,
        method in 0..3_usize,
    ) {
        let options = votes.len();
        let (one, other) = [
            (first_seats::Method::SainteLague, ListsExport::SainteLague),
            (first_seats::Method::DHondt, ListsExport::Dhondt),
            (first_seats::Method::HareNiemeyer, ListsExport::HareNiemeyer),
        ][method];
        let lists: Vec<Contender> = votes
            .iter()
            .zip(&places)
            .map(|(votes, places)| Contender { candidates: Some(*places), ..Contender::list(*votes as u64) })
            .collect();
        let ballots = marked_once(&votes);
        let mut lots = Vec::new();
        loop {
            let Ok(first) = first_seats::allocate(&SeatRule::plain(one), &lists, seats, &lots) else {
                return Ok(());
            };
            let poll = PollExport::Lists {
                id: "1".into(),
                options: names(options),
                places: places[..options].iter().map(|p| u64::from(*p)).collect(),
                seats: seats.into(),
                method: other,
            };
            let second = recounted(poll, &ballots, &lots);
            let Outcome::Election { tied, seats_open, vacant, list_seats, .. } = second.outcome else {
                panic!("an election");
            };
            let filled: Vec<u64> = first.shares.iter().map(|s| s.filled.into()).collect();
            prop_assert_eq!(list_seats.into_values().collect::<Vec<_>>(), filled);
            let (between, open) = first.undecided.as_ref().map_or((Vec::new(), 0), |t| (t.between.clone(), t.seats_open));
            prop_assert_eq!(tied.len(), between.len());
            prop_assert_eq!((seats_open, vacant), (open.into(), first.vacant.into()));
            match first.undecided {
                None => break,
                Some(tie) => lots.push(drawn(&tie)),
            }
        }
    }

    #[test]
    fn a_lot_that_does_not_fit_is_refused(votes in 1..5_usize, seats in 1..3_u64) {
        // Two are level for the last seat only where there is one.
        let ballots = marked_once(&[votes, votes]);
        let poll = || PollExport::Election {
            id: "1".into(),
            options: names(2),
            max_choices: 1,
            seats,
            rule: ElectionExport::RelativeMajority,
            max_per_option: 1,
            least_bodies: 0,
            bodies: Vec::new(),
        };
        for (between, won, fits) in [
            (vec![0, 1], vec![1], seats == 1),
            (vec![0, 1], vec![0, 1], false),
            (vec![0], vec![0], false),
            (vec![0, 1], vec![], false),
        ] {
            let name = |places: &[usize]| places.iter().map(|p| names(2)[*p].clone()).collect();
            let mut sorted = ballots.clone();
            sorted.sort();
            let export = BoxExport {
                format: BoxFormat::V1,
                poll: poll(),
                marks: number_of(&sorted),
                ballots: sorted,
                lots: vec![LotExport { between: name(&between), won: name(&won) }],
                count: None,
            };
            prop_assert_eq!(recount_export(&export).is_ok(), fits, "{:?} {:?} {}", between, won, seats);
        }
    }
}
