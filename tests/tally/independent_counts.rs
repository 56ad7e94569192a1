use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use mandat::tally::choices::{ElectionRule, Limits, Marks, elect, sum_up};
use mandat::tally::lot::{Lot, Tie};
use mandat::tally::ranked::{RankedCount, Ranking, irv, schulze, stv_scottish};
use serde::Deserialize;

/// One poll with what independent programs say about it; see tests/oracle/polls.py.
#[derive(Debug, Deserialize)]
#[serde(tag = "k", deny_unknown_fields)]
enum Case {
    /// Instant run-off: whoever wins by some lot.
    #[serde(rename = "i")]
    RunOff {
        n: usize,
        b: Vec<(u64, Vec<Vec<usize>>)>,
        w: BTreeSet<usize>,
    },
    /// Transferable vote: whoever is elected by some lot.
    #[serde(rename = "s")]
    Transferable {
        n: usize,
        s: usize,
        b: Vec<(u64, Vec<Vec<usize>>)>,
        w: BTreeSet<Vec<usize>>,
    },
    /// Schulze: the undefeated, and the ranking where there is only one.
    #[serde(rename = "z")]
    Schulze {
        n: usize,
        b: Vec<(u64, Vec<Vec<usize>>)>,
        w: BTreeSet<usize>,
        r: Option<Vec<usize>>,
    },
    /// Sums of votes.
    #[serde(rename = "v")]
    Votes {
        n: usize,
        s: usize,
        b: Vec<(u64, BTreeMap<String, u64>)>,
        v: Vec<u64>,
        e: Vec<usize>,
        #[serde(default)]
        t: Vec<usize>,
        #[serde(default)]
        o: u32,
    },
}

fn rankings(ballots: &[(u64, Vec<Vec<usize>>)]) -> Vec<Ranking> {
    ballots
        .iter()
        .map(|(count, ranks)| Ranking {
            count: *count,
            ranks: ranks.clone(),
        })
        .collect()
}

/// Every way in which a lot can fall.
fn ways(tie: &Tie) -> Vec<Vec<usize>> {
    let mut ways = vec![Vec::new()];
    for one in &tie.between {
        let with_one: Vec<Vec<usize>> = ways
            .iter()
            .map(|way| way.iter().copied().chain([*one]).collect())
            .collect();
        ways.extend(with_one);
    }
    ways.retain(|way| u32::try_from(way.len()) == Ok(tie.seats_open));
    ways
}

/// What is elected under every lot.
fn every_result(count: &dyn Fn(&[Lot]) -> RankedCount) -> BTreeSet<Vec<usize>> {
    let mut results = BTreeSet::new();
    let mut open = vec![Vec::new()];
    while let Some(lots) = open.pop() {
        let found = count(&lots);
        match found.undecided {
            None => {
                let mut elected = found.elected;
                elected.sort_unstable();
                results.insert(elected);
            }
            Some(waiting) => open.extend(ways(&waiting.tie).into_iter().map(|won| {
                let between = Some(waiting.tie.between.clone());
                lots.iter().cloned().chain([Lot { between, won }]).collect()
            })),
        }
    }
    results
}

fn check(case: &Case) {
    let one_each = |winners: &BTreeSet<usize>| -> BTreeSet<Vec<usize>> {
        winners.iter().map(|winner| vec![*winner]).collect()
    };
    match case {
        Case::RunOff { n, b, w } => {
            let ballots = rankings(b);
            let found = every_result(&|lots| irv(*n, &ballots, lots).unwrap());
            assert_eq!(found, one_each(w), "{case:?}");
        }
        Case::Transferable { n, s, b, w } => {
            let ballots = rankings(b);
            let found = every_result(&|lots| stv_scottish(*n, *s, &ballots, lots).unwrap());
            assert_eq!(&found, w, "{case:?}");
        }
        Case::Schulze { n, b, w, r } => {
            let ballots = rankings(b);
            let found = every_result(&|lots| schulze(*n, 1, &ballots, lots).unwrap());
            assert_eq!(found, one_each(w), "{case:?}");
            if let Some(ranking) = r {
                for seats in 1..=*n {
                    let count = schulze(*n, seats, &ballots, &[]).unwrap();
                    assert_eq!(count.elected, ranking[..seats], "{case:?}");
                }
            }
        }
        Case::Votes {
            n,
            s,
            b,
            v,
            e,
            t,
            o,
        } => {
            let ballots: Vec<Marks> = b
                .iter()
                .map(|(count, given)| Marks {
                    count: *count,
                    given: given
                        .iter()
                        .map(|(option, votes)| (option.parse().unwrap(), *votes))
                        .collect(),
                })
                .collect();
            let sums = sum_up(*n, Limits::cumulative(u64::MAX, u64::MAX), &ballots).unwrap();
            assert_eq!(&sums.votes, v, "{case:?}");
            let posts = elect(
                &sums.votes,
                sums.valid,
                *s,
                ElectionRule::RelativeMajority,
                &[],
            );
            let posts = posts.unwrap();
            let mut elected = posts.elected;
            elected.sort_unstable();
            let tie = (!t.is_empty()).then(|| Tie {
                between: t.clone(),
                seats_open: *o,
            });
            assert_eq!((&elected, posts.tie), (e, tie), "{case:?}");
        }
    }
}

#[test]
fn independent_programs_elect_the_same_under_every_lot() {
    let path = std::env::var_os("MANDAT_TEST_POLL_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/polls.json"),
        PathBuf::from,
    );
    let cases: Vec<Case> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert!(
        cases.len() >= 3_000,
        "{}: {} cases",
        path.display(),
        cases.len()
    );
    cases.iter().for_each(check);
}
