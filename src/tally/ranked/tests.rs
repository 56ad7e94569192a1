use super::*;

/// Ballots from a table: `"45 A C B"`; options in one rank are joined by `=`.
fn ballots(table: &str) -> Vec<Ranking> {
    let position = |name: &str| usize::from(name.as_bytes()[0] - b'A');
    table
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut words = line.split(' ');
            Ranking {
                count: words.next().unwrap().parse().unwrap(),
                ranks: words
                    .map(|rank| rank.split('=').map(position).collect())
                    .collect(),
            }
        })
        .collect()
}

fn drawn(won: &[usize]) -> Lot {
    Lot {
        between: None,
        won: won.to_vec(),
    }
}

fn open(count: &RankedCount) -> Option<(TieOver, &[usize], u32, usize)> {
    count.undecided.as_ref().map(|open| {
        (
            open.over,
            open.tie.between.as_slice(),
            open.tie.seats_open,
            open.seats_waiting,
        )
    })
}

/// Memphis, Nashville, Chattanooga, Knoxville, as in the textbook example of Tennessee.
const TENNESSEE: &str = "42 A B C D
    26 B C D A
    15 C D B A
    17 D C B A";

#[test]
fn tennessee_elects_knoxville_by_run_off_and_nashville_by_schulze() {
    let count = irv(4, &ballots(TENNESSEE), &[]).unwrap();
    assert_eq!((count.elected, count.valid), (vec![3], 100));
    assert_eq!(
        count.working[1],
        Step::Eliminated {
            options: vec![2],
            votes: 15
        }
    );
    // Nashville beats each of the others alone.
    let count = schulze(4, 4, &ballots(TENNESSEE), &[]).unwrap();
    assert_eq!(count.elected, [1, 2, 3, 0]);
}

#[test]
fn the_example_of_45_voters_ranks_e_a_c_b_d_with_its_paths() {
    // M. Schulze's example; https://en.wikipedia.org/wiki/Schulze_method
    let voters = ballots(
        "5 A C B E D
        5 A D E C B
        8 B E D A C
        3 C A B E D
        7 C A E B D
        2 C B A D E
        7 D C E B A
        8 E B A D C",
    );
    let count = schulze(5, 1, &voters, &[]).unwrap();
    assert_eq!(count.elected, [4]);
    let Step::Pairs { above } = &count.working[0] else {
        panic!("{:?}", count.working)
    };
    assert_eq!(above[0], [0, 20, 26, 30, 22]);
    let Step::Paths { strength } = &count.working[1] else {
        panic!("{:?}", count.working)
    };
    assert_eq!(
        *strength,
        [
            [0, 28, 28, 30, 24],
            [25, 0, 28, 33, 24],
            [25, 29, 0, 29, 24],
            [25, 28, 28, 0, 24],
            [25, 28, 28, 31, 0],
        ]
    );
    let count = schulze(5, 5, &voters, &[]).unwrap();
    assert_eq!(count.elected, [4, 0, 2, 1, 3]);
}

#[test]
fn the_food_election_elects_by_quota_surplus_and_exclusion() {
    // 23 papers, three seats: the quota is 6. Worked by hand from rules 45 to 52.
    let papers = ballots(
        "3 A B
        8 C A D
        1 C B
        3 D E
        5 E D
        3 F",
    );
    let count = stv_scottish(6, 3, &papers, &[]).unwrap();
    assert_eq!(
        count.working[0],
        Step::Quota {
            valid: 23,
            seats: 3,
            quota: 6
        }
    );
    // C has 9, a surplus of 3: each paper goes on at 3/9 = 0.33333, eight of them to A.
    assert!(count.working.contains(&Step::Surplus {
        option: 2,
        surplus: 3 * UNITS,
        votes: 9 * UNITS,
        parcels: vec![
            Parcel {
                to: Some(0),
                papers: 8,
                received: UNITS,
                value: 33_333
            },
            Parcel {
                to: Some(1),
                papers: 1,
                received: UNITS,
                value: 33_333
            },
        ],
    }));
    // B goes out with 0.33333; then D and F are level with 3 at every stage.
    assert_eq!(count.elected, [2]);
    assert_eq!(open(&count), Some((TieOver::Exclusion, &[3, 5][..], 1, 2)));
    assert_eq!(count.vacant, 0);
    let stays = |who| stv_scottish(6, 3, &papers, &[drawn(&[who])]).unwrap();
    // Without D, E has 8 and a surplus without anybody to go to; without F, D goes next with 3 and E has 8 likewise.
    assert_eq!(stays(5).elected, [2, 4, 0]);
    assert_eq!(stays(3).elected, [2, 4, 0]);
}

#[test]
fn level_candidates_are_told_apart_by_the_latest_stage_at_which_they_were_not() {
    // B and C have 4 each after A's papers went to C; at the stage before, C had 3.
    let papers = ballots(
        "1 A C
        4 B
        3 C
        5 D
        6 E",
    );
    let count = stv_scottish(5, 1, &papers, &[]).unwrap();
    assert!(count.working.contains(&Step::EarlierStage {
        over: TieOver::Exclusion,
        between: vec![1, 2],
        stage: 1,
        left: vec![2],
    }));
    assert_eq!(count.elected.len() + count.undecided.iter().count(), 1);
}

#[test]
fn equal_surpluses_draw_for_whose_goes_on_first() {
    let papers = ballots(
        "4 A C
        4 B D
        1 C
        1 D",
    );
    let count = stv_scottish(4, 3, &papers, &[]).unwrap();
    assert_eq!(open(&count), Some((TieOver::Surplus, &[0, 1][..], 1, 1)));
    assert_eq!(count.elected, [0, 1]);
    // C and D end with two each; C had them a stage earlier, since A's surplus went first.
    for (first, elected) in [(0, [0, 1, 2]), (1, [0, 1, 3])] {
        let count = stv_scottish(4, 3, &papers, &[drawn(&[first])]).unwrap();
        assert_eq!(count.elected, elected);
    }
}

#[test]
fn equals_at_the_end_go_out_together_only_where_it_cannot_matter() {
    let together = irv(4, &ballots("5 A\n4 B\n1 C A\n1 D B"), &[]).unwrap();
    assert_eq!(together.elected, [0]);
    assert!(together.working.contains(&Step::Eliminated {
        options: vec![2, 3],
        votes: 1
    }));
    let tied = ballots("4 A\n2 B\n1 C B\n1 D B");
    let count = irv(4, &tied, &[]).unwrap();
    assert_eq!(open(&count), Some((TieOver::Exclusion, &[2, 3][..], 1, 1)));
    // D stays, C's paper goes to B, and D goes next; then both have four.
    let count = irv(4, &tied, &[drawn(&[3])]).unwrap();
    assert_eq!(open(&count), Some((TieOver::Seat, &[0, 1][..], 1, 1)));
    let count = irv(4, &tied, &[drawn(&[3]), drawn(&[1])]).unwrap();
    assert_eq!(count.elected, [1]);
}

#[test]
fn a_circle_under_schulze_is_a_tie_between_all_who_are_undefeated() {
    let circle = ballots("1 A B C\n1 B C A\n1 C A B");
    let count = schulze(3, 1, &circle, &[]).unwrap();
    assert_eq!(open(&count), Some((TieOver::Seat, &[0, 1, 2][..], 1, 1)));
    let count = schulze(3, 2, &circle, &[]).unwrap();
    assert_eq!(open(&count), Some((TieOver::Seat, &[0, 1, 2][..], 2, 2)));
    let count = schulze(3, 2, &circle, &[drawn(&[2, 0])]).unwrap();
    assert_eq!((count.elected.as_slice(), count.vacant), (&[0, 2][..], 0));
    let count = schulze(3, 5, &circle, &[]).unwrap();
    assert_eq!((count.elected.len(), count.vacant), (3, 2));
}

#[test]
fn equal_ranks_are_an_answer_under_schulze_and_invalid_elsewhere() {
    let papers = ballots("2 A=B C\n1 B\n3\n4 C A=B");
    let count = schulze(3, 1, &papers, &[]).unwrap();
    assert_eq!((count.valid, count.blank, count.invalid), (7, 3, 0));
    assert_eq!(count.elected, [2]);
    for count in [
        irv(3, &papers, &[]).unwrap(),
        stv_scottish(3, 1, &papers, &[]).unwrap(),
    ] {
        assert_eq!((count.valid, count.blank, count.invalid), (1, 3, 6));
        assert_eq!(count.elected, [1]);
    }
}

#[test]
fn nothing_valid_elects_nobody_and_more_seats_than_options_stay_vacant() {
    for papers in [vec![], ballots("3"), ballots("0 A")] {
        for count in [
            irv(2, &papers, &[]).unwrap(),
            stv_scottish(2, 1, &papers, &[]).unwrap(),
            schulze(2, 1, &papers, &[]).unwrap(),
        ] {
            assert_eq!((count.elected.len(), count.vacant), (0, 1));
            assert_eq!(count.undecided, None);
        }
    }
    let count = stv_scottish(2, 5, &ballots("3 A\n1 B"), &[]).unwrap();
    assert_eq!((count.elected.as_slice(), count.vacant), (&[0, 1][..], 3));
}

#[test]
fn what_cannot_be_counted_is_refused_with_its_place() {
    let one = |ranks: &[&[usize]]| {
        vec![Ranking {
            count: 1,
            ranks: ranks.iter().map(|rank| rank.to_vec()).collect(),
        }]
    };
    let cases = [
        (0, one(&[]), RankedError::NoOptions),
        (301, one(&[]), RankedError::TooManyOptions { options: 301 }),
        (
            2,
            one(&[&[2]]),
            RankedError::NoSuchOption {
                ballot: 0,
                option: 2,
            },
        ),
        (
            2,
            one(&[&[1], &[0, 1]]),
            RankedError::OptionTwice {
                ballot: 0,
                option: 1,
            },
        ),
        (2, one(&[&[1], &[]]), RankedError::EmptyRank { ballot: 0 }),
        (
            2,
            vec![
                Ranking {
                    count: u64::MAX,
                    ranks: vec![]
                };
                2
            ],
            RankedError::TooManyBallots {
                ballots: u128::from(u64::MAX) * 2,
            },
        ),
    ];
    for (options, papers, error) in cases {
        assert_eq!(irv(options, &papers, &[]), Err(error));
        assert_eq!(schulze(options, 1, &papers, &[]), Err(error));
        assert!(!error.to_string().is_empty());
    }
    assert_eq!(stv_scottish(2, 0, &[], &[]), Err(RankedError::NoSeats));
    for refused in [
        irv(2, &ballots("2 A\n1 B"), &[drawn(&[0])]),
        schulze(2, 1, &ballots("2 A\n1 B"), &[drawn(&[0])]),
        stv_scottish(2, 1, &ballots("2 A\n1 B"), &[drawn(&[0])]),
    ] {
        assert_eq!(
            refused.unwrap_err().to_string(),
            "lot 1: there is no tie to draw for"
        );
    }
}

#[test]
fn the_largest_figures_do_not_overflow() {
    let papers = vec![
        Ranking {
            count: MOST_BALLOTS - 1,
            ranks: vec![vec![0], vec![1]],
        },
        Ranking {
            count: 1,
            ranks: vec![vec![2]],
        },
    ];
    assert_eq!(irv(3, &papers, &[]).unwrap().elected, [0]);
    assert_eq!(stv_scottish(3, 2, &papers, &[]).unwrap().elected, [0, 1]);
    assert_eq!(schulze(3, 2, &papers, &[]).unwrap().elected, [0, 1]);
}
