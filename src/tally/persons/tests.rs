use super::paper::{Mark, Paper, PaperFault, PaperRule, SumFault, check_sums, sum_up, votes_of};
use super::*;
use crate::tally::seats::Method;

fn list(rule: ListRule, votes: &[u64], seats: u32, lots: &[Lot]) -> Elected {
    let votes = ListVotes {
        list: 0,
        candidates: votes,
    };
    elect_from_list(rule, votes, seats, lots).unwrap()
}

fn names(elected: &Elected) -> Vec<usize> {
    elected
        .elected
        .iter()
        .map(|seated| seated.candidate)
        .collect()
}

fn drawn(won: &[usize]) -> Lot {
    Lot {
        between: None,
        won: won.to_vec(),
    }
}

fn tied(elected: &Elected) -> Option<(TieOf, &[usize], u32, u32)> {
    elected.undecided.as_ref().map(|tie| {
        (
            tie.of,
            tie.tie.between.as_slice(),
            tie.tie.seats_open,
            tie.waiting,
        )
    })
}

const BY_LIST: ListRule = ListRule::PersonalVotes(LevelVotes::ListOrder);
const BY_LOT: ListRule = ListRule::PersonalVotes(LevelVotes::Lot);

#[test]
fn the_order_of_the_list_ignores_votes() {
    let elected = list(ListRule::ListOrder, &[1, 9, 5], 2, &[]);
    assert_eq!(names(&elected), [0, 1]);
    assert!(
        elected
            .elected
            .iter()
            .all(|seated| seated.by == By::ListOrder)
    );
    assert_eq!(elected.successors(By::ListOrder), [[2]]);
    assert_eq!((elected.vacant, tied(&elected)), (0, None));
}

#[test]
fn personal_votes_elect_the_strongest_and_the_rest_follow() {
    let elected = list(BY_LIST, &[10, 40, 0, 30, 20], 2, &[]);
    assert_eq!(names(&elected), [1, 3]);
    assert_eq!(elected.successors(By::Votes), [[4], [0], [2]]);
}

#[test]
fn equal_votes_go_by_the_list_only_where_the_rule_says_so() {
    // KomWG Baden-Württemberg § 26 (1): the order of naming decides
    let elected = list(BY_LIST, &[10, 30, 10, 10], 2, &[]);
    assert_eq!(names(&elected), [1, 0]);
    assert_eq!(elected.successors(By::Votes), [[2], [3]]);
    // GLKrWG Bayern Art. 36: a lot decides
    let elected = list(BY_LOT, &[10, 30, 10, 10], 2, &[]);
    assert_eq!(names(&elected), [1]);
    assert_eq!(
        tied(&elected),
        Some((TieOf::Candidates, &[0, 2, 3][..], 1, 0))
    );
    assert!(elected.successors(By::Votes).is_empty());
    let elected = list(BY_LOT, &[10, 30, 10, 10], 2, &[drawn(&[3])]);
    assert_eq!(names(&elected), [1, 3]);
    assert_eq!(elected.successors(By::Votes), [[0, 2]]);
}

#[test]
fn a_list_with_too_few_candidates_leaves_seats_vacant() {
    for rule in [
        ListRule::ListOrder,
        BY_LIST,
        BY_LOT,
        ListRule::ListAndPersonalVotes(Method::DHondt),
    ] {
        let elected = list(rule, &[3, 4], 5, &[]);
        assert_eq!((elected.elected.len(), elected.vacant), (2, 3), "{rule:?}");
    }
}

#[test]
fn list_votes_fill_the_order_and_candidates_votes_elect_by_votes() {
    // NKWG § 36 (4) to (6): 60 votes for the list, 40 for candidates: of five seats 3 and 2
    let votes = ListVotes {
        list: 60,
        candidates: &[2, 0, 8, 0, 20, 10],
    };
    let rule = ListRule::ListAndPersonalVotes(Method::HareNiemeyer);
    let elected = elect_from_list(rule, votes, 5, &[]).unwrap();
    let by_votes = |candidate| Seated {
        candidate,
        by: By::Votes,
    };
    let by_order = |candidate| Seated {
        candidate,
        by: By::ListOrder,
    };
    assert_eq!(
        elected.elected,
        [
            by_votes(4),
            by_votes(5),
            by_order(0),
            by_order(1),
            by_order(2)
        ]
    );
    assert_eq!(elected.successors(By::ListOrder), [[3]]);
    assert!(elected.successors(By::Votes).is_empty());
    let elected = elect_from_list(rule, votes, 2, &[]).unwrap();
    assert_eq!(elected.elected, [by_votes(4), by_order(0)]);
    assert_eq!(elected.successors(By::Votes), [[5], [2]]);
    assert_eq!(elected.successors(By::ListOrder), [[1], [2], [3], [5]]);
}

#[test]
fn seats_for_which_no_candidate_has_a_vote_go_to_the_order_of_the_list() {
    let votes = ListVotes {
        list: 10,
        candidates: &[0, 0, 90, 0],
    };
    let rule = ListRule::ListAndPersonalVotes(Method::SainteLague);
    let elected = elect_from_list(rule, votes, 3, &[]).unwrap();
    assert_eq!(names(&elected), [2, 0, 1]);
    let without = ListVotes {
        list: 0,
        candidates: &[0, 0],
    };
    assert_eq!(names(&elect_from_list(rule, without, 1, &[]).unwrap()), [0]);
}

#[test]
fn two_ties_of_one_list_take_two_lots_in_their_order() {
    // 30 and 30 for the only seat; then 15 and 15
    let votes = ListVotes {
        list: 30,
        candidates: &[0, 15, 15],
    };
    let rule = ListRule::ListAndPersonalVotes(Method::DHondt);
    let elected = elect_from_list(rule, votes, 1, &[]).unwrap();
    assert_eq!(
        tied(&elected),
        Some((TieOf::ListAndCandidates, &[0, 1][..], 1, 0))
    );
    let elected = elect_from_list(rule, votes, 1, &[drawn(&[1])]).unwrap();
    assert_eq!(tied(&elected), Some((TieOf::Candidates, &[1, 2][..], 1, 0)));
    let elected = elect_from_list(rule, votes, 1, &[drawn(&[1]), drawn(&[2])]).unwrap();
    assert_eq!(names(&elected), [2]);
    assert_eq!(elected.successors(By::Votes), [[1]]);
    let elected = elect_from_list(rule, votes, 1, &[drawn(&[0])]).unwrap();
    assert_eq!(names(&elected), [0]);
    let refused = elect_from_list(rule, votes, 1, &[drawn(&[0]), drawn(&[2])]).unwrap_err();
    assert_eq!(refused.to_string(), "lot 2: there is no tie to draw for");
}

#[test]
fn seats_by_the_order_of_the_list_wait_while_candidates_are_tied() {
    // four seats, two and two; the second by votes is tied between the first two of the list
    let votes = ListVotes {
        list: 50,
        candidates: &[10, 10, 30, 0, 0],
    };
    let rule = ListRule::ListAndPersonalVotes(Method::HareNiemeyer);
    let elected = elect_from_list(rule, votes, 4, &[]).unwrap();
    assert_eq!(names(&elected), [2]);
    assert_eq!(tied(&elected), Some((TieOf::Candidates, &[0, 1][..], 1, 2)));
    let elected = elect_from_list(rule, votes, 4, &[drawn(&[1])]).unwrap();
    assert_eq!(names(&elected), [2, 1, 0, 3]);
}

#[test]
fn a_majority_election_takes_most_votes_first() {
    let elected = elect_by_majority(&[5, 0, 9, 7, 7, 2], 3, &[]).unwrap();
    assert_eq!(names(&elected), [2, 3, 4]);
    assert_eq!(elected.successors(By::Votes), [[0], [5]]);
    let elected = elect_by_majority(&[5, 0, 9, 7, 7, 2], 2, &[]).unwrap();
    assert_eq!(tied(&elected), Some((TieOf::Candidates, &[3, 4][..], 1, 0)));
    assert_eq!(elected.successors(By::Votes), [[0], [5]]);
    let elected = elect_by_majority(&[5, 0, 9, 7, 7, 2], 2, &[drawn(&[4])]).unwrap();
    assert_eq!(names(&elected), [2, 4]);
    assert_eq!(elected.successors(By::Votes), [[3], [0], [5]]);
    let elected = elect_by_majority(&[0, 4], 3, &[]).unwrap();
    assert_eq!((names(&elected), elected.vacant), (vec![1], 2));
}

#[test]
fn an_election_of_persons_that_cannot_be_is_refused() {
    assert_eq!(
        elect_by_majority(&[], 1, &[]),
        Err(PersonError::NoCandidates)
    );
    assert_eq!(
        elect_by_majority(&[1], 0, &[]),
        Err(PersonError::Seats { seats: 0 })
    );
    let votes = u64::MAX;
    assert_eq!(
        elect_by_majority(&[1, votes], 1, &[]),
        Err(PersonError::TooManyVotes {
            candidate: 1,
            votes
        })
    );
    let many = ListVotes {
        list: 0,
        candidates: &[9_000_000_000_000_000_000; 2],
    };
    assert_eq!(
        elect_from_list(ListRule::ListAndPersonalVotes(Method::DHondt), many, 1, &[]),
        Err(PersonError::TooManyListVotes {
            votes: 18_000_000_000_000_000_000
        })
    );
}

const HESSE: PaperRule = PaperRule {
    votes: 7,
    per_candidate: 3,
    cross_voting: true,
};

fn mark(list: usize, candidate: usize, votes: u32) -> Mark {
    Mark {
        list,
        candidate,
        votes,
    }
}

#[test]
fn votes_may_be_heaped_and_spread_over_lists() {
    let paper = Paper {
        marks: vec![mark(0, 1, 3), mark(1, 0, 2), mark(1, 2, 1)],
        ..Paper::default()
    };
    assert_eq!(
        votes_of(&HESSE, &[2, 3], &paper),
        Ok(vec![vec![0, 3], vec![2, 0, 1]])
    );
}

#[test]
fn a_marked_list_takes_the_votes_that_are_left_from_above() {
    let whole = Paper {
        list: Some(0),
        ..Paper::default()
    };
    assert_eq!(
        votes_of(&HESSE, &[3, 9], &whole),
        Ok(vec![vec![3, 2, 2], vec![0; 9]])
    );
    // two candidates hold six votes at most, the seventh is lost
    assert_eq!(votes_of(&HESSE, &[2], &whole), Ok(vec![vec![3, 3]]));
    let mixed = Paper {
        marks: vec![mark(1, 4, 2), mark(0, 0, 1)],
        list: Some(0),
        struck: vec![(0, 1)],
    };
    assert_eq!(
        votes_of(&HESSE, &[3, 5], &mixed),
        Ok(vec![vec![3, 0, 2], vec![0, 0, 0, 0, 2]])
    );
}

#[test]
fn a_paper_with_a_fault_is_not_counted_as_valid() {
    let lists = [2, 3];
    let marks = |marks: &[Mark]| Paper {
        marks: marks.to_vec(),
        ..Paper::default()
    };
    let one_list = PaperRule {
        cross_voting: false,
        ..HESSE
    };
    let struck = Paper {
        struck: vec![(0, 0)],
        ..marks(&[mark(0, 0, 1)])
    };
    let cases = [
        (HESSE, Paper::default(), PaperFault::Blank),
        (HESSE, marks(&[mark(2, 0, 1)]), PaperFault::NoSuchCandidate),
        (HESSE, marks(&[mark(0, 2, 1)]), PaperFault::NoSuchCandidate),
        (HESSE, marks(&[mark(0, 0, 0)]), PaperFault::UnclearMark),
        (
            HESSE,
            marks(&[mark(0, 0, 1), mark(0, 0, 1)]),
            PaperFault::UnclearMark,
        ),
        (
            HESSE,
            marks(&[mark(0, 0, 4)]),
            PaperFault::TooManyForCandidate { votes: 4 },
        ),
        (
            HESSE,
            marks(&[mark(0, 0, 3), mark(0, 1, 3), mark(1, 0, 2)]),
            PaperFault::TooMany { votes: 8 },
        ),
        (HESSE, struck, PaperFault::MarkedAndStruck),
        (
            one_list,
            marks(&[mark(0, 0, 1), mark(1, 0, 1)]),
            PaperFault::SeveralLists,
        ),
        (
            HESSE,
            Paper {
                list: Some(2),
                ..Paper::default()
            },
            PaperFault::NoSuchCandidate,
        ),
    ];
    for (rule, paper, fault) in &cases {
        assert_eq!(votes_of(rule, &lists, paper), Err(*fault), "{paper:?}");
    }
    let papers: Vec<Paper> = cases.into_iter().map(|(_, paper, _)| paper).collect();
    let sums = sum_up(&HESSE, &lists, &papers);
    // the paper over two lists is valid where cross-voting is allowed
    assert_eq!((sums.valid, sums.blank, sums.invalid), (1, 1, 8));
    assert_eq!(sums.votes, [vec![1, 0], vec![1, 0, 0]]);
    assert_eq!(check_sums(&HESSE, sums.valid, &sums.votes), Ok(()));
}

#[test]
fn sums_that_cannot_be_are_refused_with_the_figure() {
    let sums = |votes: u64| vec![vec![votes, 5], vec![10]];
    assert_eq!(check_sums(&HESSE, 10, &sums(30)), Ok(()));
    assert_eq!(
        check_sums(&HESSE, 10, &sums(31)),
        Err(SumFault::Candidate {
            list: 0,
            candidate: 0,
            votes: 31,
            most: 30
        })
    );
    assert_eq!(
        check_sums(&HESSE, 10, &[vec![30, 30], vec![11]]),
        Err(SumFault::Total {
            votes: 71,
            most: 70
        })
    );
    assert_eq!(
        check_sums(&HESSE, 10, &[vec![4, 5], vec![0]]),
        Err(SumFault::TooFew {
            votes: 9,
            papers: 10
        })
    );
    // one vote for each voter: three for one candidate cannot be more than the voters
    let single = PaperRule { votes: 1, ..HESSE };
    assert!(check_sums(&single, 10, &[vec![11]]).is_err());
    assert_eq!(check_sums(&HESSE, u64::MAX, &[vec![u64::MAX]]), Ok(()));
}
