use proptest::prelude::*;

use super::*;

fn election(
    candidates: usize,
    max_choices: usize,
    seats: usize,
) -> Result<Election, ElectionError> {
    Election::new(
        candidates,
        max_choices,
        seats,
        ElectionRule::RelativeMajority,
    )
}

#[test]
fn a_motion_has_four_ballots_of_one_length() {
    let texts = Choice::ALL.map(|choice| choice.ballot().encode());
    assert_eq!(texts, ["1.100", "1.010", "1.001", "1.000"]);
    for (choice, text) in Choice::ALL.into_iter().zip(&texts) {
        assert_eq!(Choice::parse(text), Ok(choice));
    }
}

#[test]
fn a_ballot_that_does_not_fit_its_paper_is_refused() -> Result<(), ElectionError> {
    let paper = election(4, 2, 1)?.paper();
    let length = |found| BallotError::Length { expected: 4, found };
    let cases = [
        ("", BallotError::Version),
        ("0110", BallotError::Version),
        (".0110", BallotError::Version),
        ("2.0110", BallotError::Version),
        ("01.0110", BallotError::Version),
        (" 1.0110", BallotError::Version),
        ("1.", length(0)),
        ("1.011", length(3)),
        ("1.01100", length(5)),
        ("1.0110\n", length(5)),
        ("1.01 0", BallotError::Sign),
        ("1.01.0", BallotError::Sign),
        ("1.01٠1", BallotError::Sign),
        ("1.0\u{0}00", BallotError::Sign),
        ("1.0111", BallotError::TooManyMarks { allowed: 2 }),
    ];
    for (text, error) in cases {
        assert_eq!(Ballot::parse(paper, text), Err(error), "{text:?}");
    }
    assert_eq!(Ballot::marking(paper, &[4]), Err(BallotError::NoSuchOption));
    assert_eq!(
        Ballot::marking(paper, &[1, 1]),
        Err(BallotError::OptionTwice)
    );
    assert_eq!(
        Ballot::marking(paper, &[0, 1, 2]),
        Err(BallotError::TooManyMarks { allowed: 2 })
    );
    Ok(())
}

#[test]
fn neither_a_ballot_nor_its_refusal_tells_a_mark() {
    let shown = |text| format!("{:?}", Ballot::parse(BallotPaper::MOTION, text));
    assert_eq!(shown("1.100"), shown("1.001"));
    assert_eq!(shown("1.110"), shown("1.011"));
    assert_eq!(format!("{:?}", Choice::Yes), format!("{:?}", Choice::No));
}

#[test]
fn row_33_unreadable_ballots_are_counted_as_invalid() {
    let ballots = [
        "1.100", "1.100", "1.010", "1.001", "1.000", "1.110", "2.100", "", "yes",
    ];
    assert_eq!(
        count_motion(ballots),
        MotionCount {
            yes: 2,
            no: 1,
            abstain: 1,
            blank: 1,
            invalid: 4
        }
    );
}

/// One election by its votes: (rule, seats, votes) -> (elected, tied, seats open, vacant).
type Case<'a> = (
    ElectionRule,
    usize,
    &'a [u64],
    (&'a [usize], &'a [usize], usize, usize),
);

#[test]
fn known_elections_fill_their_seats() -> Result<(), ElectionError> {
    use ElectionRule::{AbsoluteMajorityOfValid as Absolute, RelativeMajority as Relative};
    let cases: [Case; 12] = [
        (Relative, 1, &[3, 5, 2], (&[1], &[], 0, 0)),
        (Relative, 2, &[3, 5, 2], (&[0, 1], &[], 0, 0)),
        (Relative, 1, &[4, 4, 2], (&[], &[0, 1], 1, 0)),
        (Relative, 2, &[4, 4, 2], (&[0, 1], &[], 0, 0)),
        (Relative, 2, &[2, 5, 2, 2], (&[1], &[0, 2, 3], 1, 0)),
        (Relative, 3, &[2, 5, 2, 2], (&[1], &[0, 2, 3], 2, 0)),
        (Relative, 3, &[4, 0, 1], (&[0, 2], &[], 0, 1)),
        (Relative, 2, &[0, 0, 0], (&[], &[], 0, 2)),
        // ten valid ballots of one mark each: five are not more than half
        (Absolute, 1, &[5, 3, 2], (&[], &[], 0, 1)),
        (Absolute, 1, &[6, 3, 1], (&[0], &[], 0, 0)),
        (Absolute, 2, &[6, 3, 1], (&[0], &[], 0, 1)),
        (Absolute, 1, &[0, 0], (&[], &[], 0, 1)),
    ];
    for (rule, seats, votes, (elected, tied, seats_open, vacant)) in cases {
        let election = Election::new(votes.len(), 1, seats, rule)?;
        let count = count_election(&election, single_marks(votes));
        let tie = (!tied.is_empty()).then(|| Tie {
            between: tied.to_vec(),
            seats_open,
        });
        assert_eq!(count.votes, votes);
        assert_eq!(
            (count.elected, count.tie, count.vacant),
            (elected.to_vec(), tie, vacant),
            "{rule:?} {seats} {votes:?}"
        );
    }
    Ok(())
}

/// Ballots with one mark each that give these votes.
fn single_marks(votes: &[u64]) -> Vec<String> {
    let mut ballots = Vec::new();
    for (position, sum) in votes.iter().enumerate() {
        let signs: String = (0..votes.len())
            .map(|other| if other == position { '1' } else { '0' })
            .collect();
        ballots.extend((0..*sum).map(|_| format!("1.{signs}")));
    }
    ballots
}

#[test]
fn an_absolute_majority_is_of_valid_ballots_without_blank_and_invalid() -> Result<(), ElectionError>
{
    let election = Election::new(3, 2, 2, ElectionRule::AbsoluteMajorityOfValid)?;
    let count = count_election(
        &election,
        ["1.110", "1.100", "1.011", "1.000", "1.000", "1.111", "?"],
    );
    assert_eq!((count.valid, count.blank, count.invalid), (3, 2, 2));
    assert_eq!(count.votes, [2, 2, 1]);
    assert_eq!(
        (count.elected, count.tie, count.vacant),
        (vec![0, 1], None, 0)
    );
    Ok(())
}

#[test]
fn row_32_more_with_an_absolute_majority_than_seats_tie_when_level() -> Result<(), ElectionError> {
    let election = Election::new(3, 2, 1, ElectionRule::AbsoluteMajorityOfValid)?;
    let count = count_election(&election, ["1.110", "1.110", "1.001"]);
    assert_eq!(
        count.tie,
        Some(Tie {
            between: vec![0, 1],
            seats_open: 1
        })
    );
    assert!(count.elected.is_empty());
    Ok(())
}

#[test]
fn an_election_without_candidates_choices_or_seats_is_refused() {
    assert_eq!(election(0, 1, 1), Err(ElectionError::NoCandidates));
    assert_eq!(election(1, 0, 1), Err(ElectionError::NoChoices));
    assert_eq!(election(1, 1, 0), Err(ElectionError::NoSeats));
}

#[test]
fn rule_codes_are_read_back_and_others_refused() {
    for rule in ElectionRule::ALL {
        assert_eq!(ElectionRule::from_code(rule.code()), Some(rule));
    }
    assert_eq!(ElectionRule::from_code("relative"), None);
}

fn any_rule() -> impl Strategy<Value = ElectionRule> {
    proptest::sample::select(ElectionRule::ALL.to_vec())
}

/// An election of up to six candidates and its ballots: fitting ones, too many marks, and noise.
fn any_election() -> impl Strategy<Value = (Election, Vec<String>)> {
    (1..=6_usize, 1..=4_usize, 1..=5_usize, any_rule()).prop_flat_map(
        |(candidates, max_choices, seats, rule)| {
            let signs =
                proptest::collection::vec(proptest::sample::select(vec!['0', '1']), candidates);
            let marked = signs.prop_map(|signs| format!("1.{}", String::from_iter(signs)));
            let ballot = prop_oneof![9 => marked, 1 => "[12][.][01]{0,7}", 1 => ".{0,6}"];
            let election = Election::new(candidates, max_choices, seats, rule);
            (
                Just(election).prop_filter_map("an election", Result::ok),
                proptest::collection::vec(ballot, 0..30),
            )
        },
    )
}

fn any_motion() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("1[.][01]{3}|[12][.][01]{2,4}|.{0,6}", 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn row_32_the_order_of_ballots_changes_nothing(
        (election, ballots, other) in any_election().prop_flat_map(|(election, ballots)| {
            let other = Just(ballots.clone()).prop_shuffle();
            (Just(election), Just(ballots), other)
        }),
        (motion, other_motion) in any_motion().prop_flat_map(|motion| {
            (Just(motion.clone()), Just(motion).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(count_election(&election, ballots), count_election(&election, other));
        prop_assert_eq!(count_motion(motion), count_motion(other_motion));
    }

    #[test]
    fn row_32_renaming_the_candidates_renames_the_result(
        ((election, ballots), keys) in (any_election(), any::<[u32; 6]>()),
    ) {
        // new position -> old position
        let mut order: Vec<usize> = (0..election.paper().options()).collect();
        order.sort_by_key(|old| keys.get(*old).copied());
        let renamed = ballots.iter().map(|text| {
            let Some((version, signs)) = text.split_once('.') else { return text.clone() };
            let signs: Vec<char> = signs.chars().collect();
            if signs.len() != order.len() {
                return text.clone();
            }
            let signs: String = order.iter().filter_map(|old| signs.get(*old)).collect();
            format!("{version}.{signs}")
        });
        let before = count_election(&election, &ballots);
        let after = count_election(&election, renamed);
        let old = |new: &[usize]| {
            let mut old: Vec<usize> = new.iter().filter_map(|new| order.get(*new)).copied().collect();
            old.sort_unstable();
            old
        };
        let votes: Vec<u64> = order.iter().filter_map(|old| before.votes.get(*old)).copied().collect();
        prop_assert_eq!(&after.votes, &votes);
        prop_assert_eq!(old(&after.elected), before.elected);
        prop_assert_eq!(
            after.tie.map(|tie| (old(&tie.between), tie.seats_open)),
            before.tie.map(|tie| (tie.between, tie.seats_open))
        );
        prop_assert_eq!(after.vacant, before.vacant);
    }

    #[test]
    fn row_33_sums_add_up_to_the_ballots_and_the_seats((election, ballots) in any_election()) {
        let count = count_election(&election, &ballots);
        let total = u64::try_from(ballots.len())?;
        prop_assert_eq!(count.valid + count.blank + count.invalid, total);
        let marks: u64 = count.votes.iter().sum();
        prop_assert!(count.valid <= marks);
        prop_assert!(marks <= count.valid * u64::try_from(election.paper().max_marks())?);
        let undecided = count.tie.as_ref().map_or(0, |tie| tie.seats_open);
        prop_assert_eq!(count.elected.len() + undecided + count.vacant, election.seats());
        if let Some(tie) = count.tie {
            prop_assert!(0 < tie.seats_open && tie.seats_open < tie.between.len());
        }
        let motion = count_motion(&ballots);
        prop_assert_eq!(
            motion.yes + motion.no + motion.abstain + motion.blank + motion.invalid,
            total
        );
    }

    #[test]
    fn row_32_one_more_vote_never_costs_a_seat((election, ballots) in any_election()) {
        for who in count_election(&election, &ballots).elected {
            let more = Ballot::marking(election.paper(), &[who])?.encode();
            let after = count_election(&election, ballots.iter().chain([&more]));
            prop_assert!(after.elected.contains(&who));
        }
    }

    #[test]
    fn row_32_nobody_is_elected_past_somebody_with_more_votes((election, ballots) in any_election()) {
        let count = count_election(&election, &ballots);
        let sum = |position: &usize| count.votes.get(*position).copied();
        let least_elected = count.elected.iter().filter_map(sum).min();
        let tied: Vec<_> = count.tie.iter().flat_map(|tie| &tie.between).collect();
        for (position, votes) in count.votes.iter().enumerate() {
            if count.elected.contains(&position) {
                prop_assert!(*votes > 0);
            } else if let Some(least) = least_elected {
                prop_assert!(*votes < least);
            }
            if !tied.is_empty() && !tied.contains(&&position) {
                let level = tied.iter().copied().find_map(sum);
                prop_assert!(Some(*votes) != level);
            }
        }
    }

    #[test]
    fn a_ballot_is_read_back_as_written(
        (election, _) in any_election(),
        positions in proptest::collection::btree_set(0..6_usize, 0..4),
    ) {
        let positions: Vec<usize> = positions.into_iter().collect();
        if let Ok(ballot) = Ballot::marking(election.paper(), &positions) {
            let text = ballot.encode();
            prop_assert_eq!(text.len(), 2 + election.paper().options());
            prop_assert_eq!(ballot.marked().collect::<Vec<_>>(), positions);
            prop_assert!(Ballot::parse(election.paper(), &text) == Ok(ballot));
        }
    }

    #[test]
    fn only_canonical_text_is_read((election, ballots) in any_election()) {
        for text in &ballots {
            if let Ok(ballot) = Ballot::parse(election.paper(), text) {
                prop_assert_eq!(&ballot.encode(), text);
            }
        }
    }
}

#[test]
fn votes_are_cumulated_up_to_their_number_and_that_of_one_candidate() {
    let paper = BallotPaper::cumulating(4, 5, 3);
    let text = |positions: &[usize]| Ballot::marking(paper, positions).map(|b| b.encode());
    assert_eq!(text(&[0, 0, 0, 2]).as_deref(), Ok("1.3010"));
    assert_eq!(text(&[]).as_deref(), Ok("1.0000"));
    assert_eq!(
        text(&[1, 1, 1, 1]),
        Err(BallotError::TooManyForOne { allowed: 3 })
    );
    assert_eq!(
        text(&[0, 0, 1, 1, 2, 2]),
        Err(BallotError::TooManyMarks { allowed: 5 })
    );
    assert_eq!(text(&[4]), Err(BallotError::NoSuchOption));
    for refused in ["1.4000", "1.3300", "1.a000", "1.30", "1.30100"] {
        assert!(Ballot::parse(paper, refused).is_err(), "{refused}");
    }
    let read = Ballot::parse(paper, "1.2030").map(|b| b.marked().collect::<Vec<_>>());
    assert_eq!(read, Ok(vec![0, 0, 2, 2, 2]));
    assert_eq!(
        Ballot::ranking(BallotPaper::cumulating(2, 2, 200), &[]).map(|b| b.is_blank()),
        Ok(true)
    );
}

#[test]
fn cumulated_votes_are_summed_up() -> Result<(), ElectionError> {
    let election = election(3, 4, 1)?.cumulating(3);
    let count = count_election(&election, ["1.310", "1.022", "1.000", "1.400"]);
    assert_eq!(count.votes, [3, 3, 2]);
    assert_eq!((count.valid, count.blank, count.invalid), (2, 1, 1));
    assert_eq!(count.tie.map(|t| t.between), Some(vec![0, 1]));
    Ok(())
}

#[test]
fn ranks_go_from_the_first_without_a_gap_and_are_shared_only_where_allowed() {
    let (strict, equal) = (
        BallotPaper::ranking(4, false),
        BallotPaper::ranking(4, true),
    );
    let written = Ballot::ranking(strict, &[vec![2], vec![0]]).map(|b| b.encode());
    assert_eq!(written.as_deref(), Ok("1.2010"));
    let shared = [vec![2], vec![0, 3]];
    assert_eq!(Ballot::ranking(strict, &shared), Err(BallotError::Ranks));
    let written = Ballot::ranking(equal, &shared).map(|b| (b.encode(), b.ranks()));
    assert_eq!(written, Ok(("1.2012".to_owned(), shared.to_vec())));
    for refused in ["1.2000", "1.1300", "1.1A00", "1.0005"] {
        for paper in [strict, equal] {
            assert!(Ballot::parse(paper, refused).is_err(), "{refused}");
        }
    }
    assert_eq!(Ballot::parse(strict, "1.1100"), Err(BallotError::Ranks));
    assert_eq!(
        Ballot::ranking(strict, &[vec![1], vec![1]]),
        Err(BallotError::OptionTwice)
    );
    for refused in [vec![vec![]], vec![vec![0], vec![], vec![1]]] {
        assert_eq!(Ballot::ranking(equal, &refused), Err(BallotError::Ranks));
    }
    assert_eq!(Ballot::marking(strict, &[1]), Err(BallotError::Sign));
    let many = BallotPaper::ranking(MOST_RANKED, false);
    let all: Vec<_> = (0..MOST_RANKED).map(|o| vec![o]).collect();
    let text = Ballot::ranking(many, &all).map(|b| b.encode());
    assert_eq!(text.as_deref(), Ok("1.123456789abcdefghijklmnopqrstuvwxyz"));
}
