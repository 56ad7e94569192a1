use super::*;

fn marks(count: u64, given: &[(usize, u64)]) -> Marks {
    Marks {
        count,
        given: given.to_vec(),
    }
}

fn drawn(won: &[usize]) -> Lot {
    Lot {
        between: None,
        won: won.to_vec(),
    }
}

#[test]
fn ballots_within_their_limits_are_summed_up_and_others_counted_apart() {
    let ballots = [
        marks(3, &[(0, 1)]),
        marks(2, &[(0, 1), (1, 1)]),
        marks(1, &[(2, 2)]),
        marks(4, &[]),
        marks(1, &[(1, 0)]),
        marks(1, &[(0, 3), (1, 2)]),
    ];
    let cases = [
        (Limits::ONE, vec![3, 0, 0], (3, 5, 4)),
        (Limits::up_to(2), vec![5, 2, 0], (5, 5, 2)),
        (Limits::APPROVAL, vec![5, 2, 0], (5, 5, 2)),
        (Limits::cumulative(5, 3), vec![8, 4, 2], (7, 5, 0)),
        (Limits::cumulative(4, 3), vec![5, 2, 2], (6, 5, 1)),
        (Limits::cumulative(5, 2), vec![5, 2, 2], (6, 5, 1)),
    ];
    for (limits, votes, ballots_of) in cases {
        let sums = sum_up(3, limits, &ballots).unwrap();
        assert_eq!(sums.votes, votes, "{limits:?}");
        assert_eq!(
            (sums.valid, sums.blank, sums.invalid),
            ballots_of,
            "{limits:?}"
        );
    }
}

#[test]
fn ballots_that_cannot_be_are_refused_with_their_place() {
    let most = MOST_VOTES;
    let cases = [
        (0, vec![], ChoiceError::NoOptions),
        (
            10_001,
            vec![],
            ChoiceError::TooManyOptions { options: 10_001 },
        ),
        (
            2,
            vec![marks(1, &[(2, 1)])],
            ChoiceError::NoSuchOption {
                ballot: 0,
                option: 2,
            },
        ),
        (
            2,
            vec![marks(1, &[]), marks(1, &[(1, 1), (1, 0)])],
            ChoiceError::OptionTwice {
                ballot: 1,
                option: 1,
            },
        ),
        (
            2,
            vec![marks(most, &[]), marks(1, &[])],
            ChoiceError::TooManyBallots {
                ballots: u128::from(most) + 1,
            },
        ),
        (
            2,
            vec![marks(most, &[(1, most)])],
            ChoiceError::TooManyVotes { option: 1 },
        ),
    ];
    let limits = Limits::cumulative(u64::MAX, u64::MAX);
    for (options, ballots, error) in cases {
        assert_eq!(sum_up(options, limits, &ballots), Err(error));
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn an_absolute_majority_leaves_posts_open_and_names_the_runoff() {
    use ElectionRule::AbsoluteMajorityOfValid;
    let posts = elect(
        &[60, 40, 51, 40, 10, 0],
        100,
        3,
        AbsoluteMajorityOfValid,
        &[],
    )
    .unwrap();
    assert_eq!((posts.elected.as_slice(), posts.vacant), (&[0, 2][..], 1));
    assert_eq!(posts.runoff, [1, 3]);
    // exactly half is not more than half; whoever is level with the last comes along
    let posts = elect(&[50, 40, 30, 30], 100, 1, AbsoluteMajorityOfValid, &[]).unwrap();
    assert_eq!((posts.elected.len(), posts.runoff), (0, vec![0, 1]));
    let posts = elect(&[50, 30, 30, 30], 100, 1, AbsoluteMajorityOfValid, &[]).unwrap();
    assert_eq!(posts.runoff, [0, 1, 2, 3]);
    let posts = elect(&[9, 9, 9], 10, 2, AbsoluteMajorityOfValid, &[]).unwrap();
    assert_eq!((posts.tie.unwrap().seats_open, posts.runoff.len()), (2, 0));
    let posts = elect(
        &[9, 9, 9],
        10,
        2,
        AbsoluteMajorityOfValid,
        &[drawn(&[2, 0])],
    )
    .unwrap();
    assert_eq!((posts.elected.as_slice(), posts.vacant), (&[0, 2][..], 0));
}

#[test]
fn a_board_passes_over_only_those_whose_body_would_crowd_out_others() {
    // bodies: 0 0 0 1 2; three seats from at least two bodies: one seat may repeat a body
    let bodies = [0, 0, 0, 1, 2];
    let filled = board(&[50, 40, 30, 20, 10], &bodies, 3, 2, &[]).unwrap();
    assert_eq!(
        (filled.elected, filled.passed_over),
        (vec![0, 1, 3], vec![2])
    );
    let filled = board(&[50, 40, 30, 20, 10], &bodies, 3, 3, &[]).unwrap();
    assert_eq!(
        (filled.elected, filled.passed_over),
        (vec![0, 3, 4], vec![1, 2])
    );
    let filled = board(&[50, 40, 30, 20, 10], &bodies, 3, 1, &[]).unwrap();
    assert_eq!(
        (filled.elected, filled.passed_over),
        (vec![0, 1, 2], vec![])
    );
    // the third body has no vote: its seat stays vacant
    let filled = board(&[50, 40, 30, 20, 0], &bodies, 3, 3, &[]).unwrap();
    assert_eq!((filled.elected, filled.vacant), (vec![0, 3], 1));
}

#[test]
fn equal_votes_on_a_board_are_a_tie_only_where_the_condition_does_not_decide() {
    let bodies = [0, 0, 1, 1];
    // one repeats the body, the other brings the missing one: no lot
    let filled = board(&[50, 30, 30, 0], &bodies, 2, 2, &[]).unwrap();
    assert_eq!((filled.elected, filled.tie), (vec![0, 2], None));
    let open = board(&[50, 10, 30, 30], &bodies, 2, 2, &[]).unwrap();
    let tie = open.tie.unwrap();
    assert_eq!((tie.between, tie.seats_open), (vec![2, 3], 1));
    assert_eq!(
        (open.elected, open.seats_waiting, open.vacant),
        (vec![0], 1, 0)
    );
    let settled = board(&[50, 10, 30, 30], &bodies, 2, 2, &[drawn(&[3])]).unwrap();
    assert_eq!(settled.elected, [0, 3]);
    // all four level: two of the same body cannot win together
    let refused = board(&[9, 9, 9, 9], &bodies, 2, 2, &[drawn(&[0, 1])]).unwrap_err();
    assert_eq!(
        refused,
        ChoiceError::CannotSitTogether { lot: 0, option: 1 }
    );
    assert_eq!(
        board(&[9], &[], 2, 2, &[]),
        Err(ChoiceError::Bodies { bodies: 0 })
    );
}
