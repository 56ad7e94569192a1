use mandat::tally::seats::{Allocation, Contender, Method, SeatRule, Tie, allocate};
use serde::Deserialize;

const FILE: &str = include_str!("../vectors/real_elections.json");

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    source: String,
    seats: u32,
    /// All methods that give these seats.
    fits: Vec<String>,
    lists: Vec<List>,
    #[serde(default)]
    vacant: u32,
    tie: Option<TieOfCase>,
}

#[derive(Deserialize)]
struct List {
    name: String,
    votes: u64,
    entitled: u32,
    candidates: Option<u32>,
    #[serde(default)]
    independent: bool,
    filled: Option<u32>,
}

#[derive(Deserialize)]
struct TieOfCase {
    between: Vec<String>,
    seats: u32,
}

impl Case {
    fn allocate(&self, method: Method) -> Allocation {
        let contenders: Vec<Contender> = self
            .lists
            .iter()
            .map(|list| Contender {
                votes: list.votes,
                candidates: list.candidates,
                independent: list.independent,
            })
            .collect();
        allocate(&SeatRule::plain(method), &contenders, self.seats, &[]).unwrap()
    }

    fn entitled(&self) -> Vec<u32> {
        self.lists.iter().map(|list| list.entitled).collect()
    }

    fn tie(&self) -> Option<Tie> {
        let position = |name: &String| self.lists.iter().position(|list| list.name == *name);
        self.tie.as_ref().map(|tie| Tie {
            between: tie
                .between
                .iter()
                .map(|name| position(name).unwrap())
                .collect(),
            seats_open: tie.seats,
        })
    }

    fn is_given_by(&self, allocation: &Allocation) -> bool {
        let entitled: Vec<u32> = allocation
            .shares
            .iter()
            .map(|share| share.entitled)
            .collect();
        entitled == self.entitled() && allocation.undecided == self.tie()
    }
}

fn cases() -> Vec<Case> {
    let cases = serde_json::from_str::<File>(FILE).unwrap().cases;
    assert!(cases.len() >= 19);
    assert!(cases.iter().all(|case| !case.source.is_empty()));
    cases
}

#[test]
fn real_elections_get_their_published_seats_under_the_methods_that_fit_and_no_other() {
    for case in cases() {
        // Of a tie the source says only how it stands under its own method.
        let others_do_not_fit = case.tie.is_none();
        for method in Method::ALL {
            let allocation = case.allocate(method);
            let fits = case.fits.iter().any(|code| code == method.code());
            if fits || others_do_not_fit {
                assert_eq!(
                    case.is_given_by(&allocation),
                    fits,
                    "{} {method:?}: {allocation:?}",
                    case.id
                );
            }
        }
    }
}

#[test]
fn real_elections_fill_and_leave_vacant_the_seats_that_were_published() {
    let mut with_vacant_seats = 0;
    for case in cases() {
        for code in &case.fits {
            let allocation = case.allocate(Method::from_code(code).unwrap());
            if case.vacant == 0 {
                continue;
            }
            with_vacant_seats += 1;
            assert_eq!(allocation.vacant, case.vacant, "{}", case.id);
            for (share, list) in allocation.shares.iter().zip(&case.lists) {
                assert_eq!(
                    Some(share.filled),
                    list.filled,
                    "{}: {}",
                    case.id,
                    list.name
                );
            }
        }
    }
    assert_eq!(with_vacant_seats, 4);
}
