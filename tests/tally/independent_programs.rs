use std::fs;
use std::path::PathBuf;

use mandat::tally::seats::{Contender, Method, SeatRule, ShortLists, Threshold, Tie, allocate};
use serde::Deserialize;

/// One election with what two independent programs say about it; see tests/oracle/seats.py.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Method.
    m: char,
    /// What becomes of seats without a candidate.
    p: char,
    /// Seats.
    s: u32,
    /// Votes.
    v: Vec<u64>,
    /// Candidates.
    #[serde(default)]
    c: Vec<Option<u32>>,
    /// Threshold in per cent.
    t: Option<u32>,
    /// Entitled.
    e: Vec<u32>,
    /// Filled.
    f: Vec<u32>,
    /// Vacant.
    x: u32,
    /// Tied lists.
    #[serde(default)]
    b: Vec<usize>,
    /// Seats open among them.
    #[serde(default)]
    o: u32,
}

impl Case {
    fn rule(&self) -> SeatRule {
        SeatRule {
            method: match self.m {
                's' => Method::SainteLague,
                'd' => Method::DHondt,
                'h' => Method::HareNiemeyer,
                other => panic!("{other}"),
            },
            short_lists: match self.p {
                'v' => ShortLists::Vacant,
                'r' => ShortLists::Reallocate,
                other => panic!("{other}"),
            },
            majority_clause: false,
            threshold: self.t.and_then(|percent| Threshold::new(percent, 100)),
        }
    }

    fn contenders(&self) -> Vec<Contender> {
        self.v
            .iter()
            .enumerate()
            .map(|(position, &votes)| Contender {
                candidates: self.c.get(position).copied().flatten(),
                ..Contender::list(votes)
            })
            .collect()
    }
}

#[test]
fn independent_programs_allocate_the_same_seats_and_find_the_same_ties() {
    let path = std::env::var_os("MANDAT_TEST_SEAT_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/seats.json"),
        PathBuf::from,
    );
    let cases: Vec<Case> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert!(
        cases.len() >= 3_000,
        "{}: {} cases",
        path.display(),
        cases.len()
    );
    for case in &cases {
        let allocation = allocate(&case.rule(), &case.contenders(), case.s, &[]).unwrap();
        let entitled: Vec<u32> = allocation
            .shares
            .iter()
            .map(|share| share.entitled)
            .collect();
        let filled: Vec<u32> = allocation.shares.iter().map(|share| share.filled).collect();
        let tie = (!case.b.is_empty()).then(|| Tie {
            between: case.b.clone(),
            seats_open: case.o,
        });
        assert_eq!(
            (&entitled, &filled, allocation.vacant, &allocation.undecided),
            (&case.e, &case.f, case.x, &tie),
            "{case:?}"
        );
    }
}
