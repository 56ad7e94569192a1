use proptest::prelude::*;

use super::*;
use crate::polls::count::{Awaits, bodies_by_name, settle_motion};
use crate::tally::lot::Lot;
use crate::tally::majority::{
    MajorityBase, MajorityRule, Quorum, QuorumMeasure, QuorumSize, RuleError, Share, TieRule,
};
use crate::tally::poll::{Election, ElectionRule, count_election, count_motion};

const ELECTION: &str = r#"{
    "format": "mandat.box/1",
    "poll": {
        "kind": "election", "id": "7", "options": ["ada", "ben", "eva", "ivo"],
        "max_choices": 2, "seats": 2, "rule": "relative_majority"
    },
    "marks": 8,
    "ballots": ["1.0000", "1.0101", "1.0110", "1.0110", "1.1000", "1.1010", "1.1110", "2.1000"]
}"#;

const MOTION: &str = r#"{
    "format": "mandat.box/1",
    "poll": {
        "kind": "motion", "id": "8", "options": ["yes", "no", "abstain"],
        "present": 9, "entitled": 12,
        "rule": {
            "numerator": 2, "denominator": 3, "strict": false, "base": "yes_no", "min_yes": 0,
            "min_of_entitled": null,
            "quorum": {
                "measure": "present",
                "size": {"of_entitled": {"numerator": 1, "denominator": 2, "strict": true}}
            }
        }
    },
    "marks": 7,
    "ballots": ["1.000", "1.001", "1.010", "1.010", "1.100", "1.100", "1.110"]
}"#;

fn set(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(ToString::to_string).collect()
}

fn refused(text: &str) -> String {
    recount(text).map_or_else(|error| error.to_string(), |counted| format!("{counted:?}"))
}

#[test]
fn an_exported_election_is_counted_again() -> Result<(), RecountError> {
    let counted = recount(ELECTION)?;
    assert_eq!((counted.ballots, counted.blank, counted.invalid), (8, 1, 2));
    let votes: Vec<(&str, u64)> = counted
        .votes
        .iter()
        .map(|(key, sum)| (key.as_str(), *sum))
        .collect();
    assert_eq!(votes, [("ada", 2), ("ben", 3), ("eva", 3), ("ivo", 1)]);
    assert_eq!(
        counted.outcome,
        Outcome::Election {
            elected: set(&["ben", "eva"]),
            tied: set(&[]),
            seats_open: 0,
            vacant: 0,
            list_seats: BTreeMap::new(),
        }
    );
    let one_seat = recount(&ELECTION.replace(r#""seats": 2"#, r#""seats": 1"#))?;
    assert_eq!(
        one_seat.outcome,
        Outcome::Election {
            elected: set(&[]),
            tied: set(&["ben", "eva"]),
            seats_open: 1,
            vacant: 0,
            list_seats: BTreeMap::new(),
        }
    );
    let absolute = recount(&ELECTION.replace("relative_majority", "absolute_majority_of_valid"))?;
    assert_eq!(
        absolute.outcome,
        Outcome::Election {
            elected: set(&["ben", "eva"]),
            tied: set(&[]),
            seats_open: 0,
            vacant: 0,
            list_seats: BTreeMap::new(),
        }
    );
    Ok(())
}

#[test]
fn an_exported_motion_is_counted_again() -> Result<(), RecountError> {
    let counted = recount(MOTION)?;
    assert_eq!((counted.ballots, counted.blank, counted.invalid), (7, 1, 1));
    assert_eq!(
        counted.outcome,
        Outcome::Motion {
            accepted: false,
            awaits: None
        }
    );
    let carried = recount(&MOTION.replace("\"1.010\", \"1.010\"", "\"1.010\", \"1.100\""))?;
    assert_eq!(
        carried.outcome,
        Outcome::Motion {
            accepted: true,
            awaits: None
        }
    );
    Ok(())
}

#[test]
fn more_or_fewer_ballots_than_marks_are_refused_with_both_numbers() {
    for marks in [6, 8] {
        let text = MOTION.replace("\"marks\": 7", &format!("\"marks\": {marks}"));
        assert_eq!(
            refused(&text),
            format!("the box holds 7 ballots, but the roll bears {marks} marks")
        );
    }
}

#[test]
fn ballots_out_of_order_are_refused() {
    assert_eq!(
        refused(&MOTION.replace("\"1.010\", \"1.100\"", "\"1.100\", \"1.010\"")),
        "the ballots are not sorted: number 5 comes before its place"
    );
}

#[test]
fn an_export_that_contradicts_itself_is_refused() {
    let cases = [
        (
            ELECTION.replace("ben", "ada"),
            r#"the option "ada" stands twice"#,
        ),
        (
            ELECTION.replace("\"seats\": 2", "\"seats\": 0"),
            "seats must be at least 1",
        ),
        (
            ELECTION.replace("\"max_choices\": 2", "\"max_choices\": 0"),
            "max_choices must be at least 1",
        ),
        (
            ELECTION.replace(r#""ada", "ben", "eva", "ivo""#, ""),
            "options must be at least 1",
        ),
        (
            MOTION.replace(r#""yes", "no""#, r#""no", "yes""#),
            "the options of a motion are yes, no, abstain",
        ),
        (
            MOTION.replace("\"denominator\": 3", "\"denominator\": 1"),
            "2/1 (strict: false) is not a share that can be reached",
        ),
        (
            MOTION.replace("\"present\": 9", "\"present\": 6"),
            "7 ballots, 6 present and 12 entitled do not fit together",
        ),
        (
            MOTION.replace("\"entitled\": 12", "\"entitled\": 8"),
            "7 ballots, 9 present and 8 entitled do not fit together",
        ),
    ];
    for (text, sentence) in cases {
        assert_eq!(refused(&text), sentence);
    }
}

#[test]
fn another_format_or_an_unknown_field_is_refused() {
    for text in [
        String::new(),
        "[]".to_owned(),
        MOTION.replace("mandat.box/1", "mandat.box/2"),
        MOTION.replace("\"id\": \"8\"", "\"id\": \"8\", \"seats\": 1"),
        MOTION.replace("\"marks\": 7", "\"marks\": 7, \"weight\": 2"),
        MOTION.replace("\"marks\": 7", "\"marks\": -7"),
        ELECTION.replace("\"seats\": 2", "\"seats\": 2.0"),
        ELECTION.replace("relative_majority", "toss_a_coin"),
    ] {
        let sentence = refused(&text);
        assert!(
            sentence.starts_with("the export cannot be read: "),
            "{sentence}"
        );
    }
}

#[test]
fn an_export_is_read_back_as_written() -> Result<(), serde_json::Error> {
    for text in [ELECTION, MOTION] {
        let export: BoxExport = serde_json::from_str(text)?;
        let again: serde_json::Value = serde_json::to_value(&export)?;
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(text)?);
    }
    Ok(())
}

#[test]
fn ratios_compare_exactly_up_to_the_largest_numbers() {
    let large = u64::MAX;
    let cases = [
        ((1, 2), (2, 4), Ordering::Equal),
        ((2, 3), (5, 7), Ordering::Less),
        ((3, 4), (5, 7), Ordering::Greater),
        ((0, 5), (1, large), Ordering::Less),
        (
            (large - 1, large),
            (large - 2, large - 1),
            Ordering::Greater,
        ),
        ((large / 3, large), (1, 3), Ordering::Equal),
        ((large / 3 + 1, large), (1, 3), Ordering::Greater),
    ];
    for ((a, b), (c, d), expected) in cases {
        assert_eq!(compare(a, b, c, d), expected, "{a}/{b} and {c}/{d}");
        assert_eq!(
            compare(c, d, a, b),
            expected.reverse(),
            "{c}/{d} and {a}/{b}"
        );
    }
}

fn exported_share(share: Share) -> ShareExport {
    ShareExport {
        numerator: share.numerator(),
        denominator: share.denominator(),
        strict: share.strict(),
    }
}

fn exported_rule(rule: &MajorityRule) -> MajorityExport {
    let ShareExport {
        numerator,
        denominator,
        strict,
    } = exported_share(rule.share());
    MajorityExport {
        numerator,
        denominator,
        strict,
        base: match rule.base() {
            MajorityBase::YesNo => BaseExport::YesNo,
            MajorityBase::Valid => BaseExport::Valid,
            MajorityBase::Present => BaseExport::Present,
            MajorityBase::Entitled => BaseExport::Entitled,
        },
        min_yes: rule.min_yes(),
        min_of_entitled: rule.min_of_entitled().map(exported_share),
        quorum: rule.quorum().map(|quorum| QuorumExport {
            measure: match quorum.measure {
                QuorumMeasure::Present => MeasureExport::Present,
                QuorumMeasure::Voted => MeasureExport::Voted,
            },
            size: match quorum.size {
                QuorumSize::Number(number) => QuorumSizeExport::Number(number),
                QuorumSize::OfEntitled(share) => {
                    QuorumSizeExport::OfEntitled(exported_share(share))
                }
            },
        }),
        of_bodies: rule.of_bodies().map(exported_share),
        tie: match rule.tie() {
            TieRule::Rejected => TieExport::Rejected,
            TieRule::Lot => TieExport::Lot,
            TieRule::Runoff => TieExport::Runoff,
        },
    }
}

fn any_share() -> impl Strategy<Value = Share> {
    (1..=6_u64, 1..=6_u64, any::<bool>()).prop_filter_map("a share", |(a, b, strict)| {
        Share::new(a.min(b), a.max(b), strict).ok()
    })
}

fn any_rule() -> impl Strategy<Value = MajorityRule> {
    let measure = proptest::sample::select(QuorumMeasure::ALL.to_vec());
    let size = prop_oneof![
        (0..20_u64).prop_map(QuorumSize::Number),
        any_share().prop_map(QuorumSize::OfEntitled)
    ];
    let quorum = (measure, size).prop_map(|(measure, size)| Quorum { measure, size });
    (
        any_share(),
        proptest::sample::select(MajorityBase::ALL.to_vec()),
        0..8_u64,
        proptest::option::weighted(0.3, any_share()),
        proptest::option::weighted(0.3, quorum),
        proptest::option::weighted(0.3, any_share()),
        proptest::sample::select(TieRule::ALL.to_vec()),
    )
        .prop_map(
            |(share, base, min_yes, of_entitled, quorum, of_bodies, tie)| {
                MajorityRule::new(share, base)
                    .with_min_yes(min_yes)
                    .with_min_of_entitled(of_entitled)
                    .with_quorum(quorum)
                    .with_share_of_bodies(of_bodies)
                    .with_tie(tie)
            },
        )
}

/// A ballot of so many options, rarely one that nobody can read.
fn any_ballot(options: usize) -> impl Strategy<Value = String> {
    let signs = proptest::collection::vec("[01]", options);
    prop_oneof![
        12 => signs.prop_map(|signs| format!("1.{}", signs.concat())),
        1 => "[12][.][01]{0,7}",
        1 => ".{0,6}",
    ]
}

fn sorted(mut ballots: Vec<String>) -> Vec<String> {
    ballots.sort();
    ballots
}

fn exported(poll: PollExport, ballots: &[String]) -> Result<String, serde_json::Error> {
    serde_json::to_string(&BoxExport {
        lots: Vec::new(),
        count: None,
        format: BoxFormat::V1,
        poll,
        marks: number_of(ballots),
        ballots: ballots.to_vec(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn row_26_both_counts_agree_on_a_thousand_elections(
        (candidates, ballots) in (1..=6_usize).prop_flat_map(|candidates| {
            (Just(candidates), proptest::collection::vec(any_ballot(candidates), 0..30))
        }),
        max_choices in 1..=7_usize,
        seats in 1..=5_usize,
        rule in proptest::sample::select(ElectionRule::ALL.to_vec()),
    ) {
        let ballots = sorted(ballots);
        let keys: Vec<String> = (0..candidates).map(|number| format!("k{number}")).collect();
        let text = exported(
            PollExport::Election {
                id: "1".to_owned(),
                options: keys.clone(),
                max_choices: u64::try_from(max_choices)?,
                seats: u64::try_from(seats)?,
                rule: match rule {
                    ElectionRule::RelativeMajority => ElectionExport::RelativeMajority,
                    ElectionRule::AbsoluteMajorityOfValid => ElectionExport::AbsoluteMajorityOfValid,
                },
                max_per_option: 1,
                least_bodies: 0,
                bodies: Vec::new(),
            },
            &ballots,
        )?;
        let second = recount(&text)?;

        let first = count_election(&Election::new(candidates, max_choices, seats, rule)?, &ballots);
        let named = |positions: &[usize]| -> BTreeSet<String> {
            positions.iter().filter_map(|position| keys.get(*position)).cloned().collect()
        };
        let (tied, seats_open) = first
            .tie
            .as_ref()
            .map_or((BTreeSet::new(), 0), |tie| (named(&tie.between), tie.seats_open));
        prop_assert_eq!(second, Recount {
            ballots: first.valid + first.blank + first.invalid,
            blank: first.blank,
            invalid: first.invalid,
            votes: keys.iter().cloned().zip(first.votes).collect(),
            outcome: Outcome::Election {
                elected: named(&first.elected),
                tied,
                seats_open: u64::try_from(seats_open)?,
                vacant: u64::try_from(first.vacant)?,
                list_seats: BTreeMap::new(),
            },
        });
    }

    #[test]
    fn row_26_both_counts_agree_on_a_thousand_motions(
        rule in any_rule(),
        ballots in proptest::collection::vec(
            prop_oneof![9 => "1[.](100|100|010|001|000)", 1 => any_ballot(3)],
            0..30,
        ),
        absent in 0..6_u64,
        away in 0..6_u64,
        number_of_bodies in 1..8_usize,
        lot in any::<bool>(),
    ) {
        let ballots = sorted(ballots);
        let names: Vec<String> = (0..number_of_bodies).map(|n| if n == 6 { String::new() } else { format!("b{n}") }).collect();
        let from = |n: usize| names[n % names.len()].as_str();
        let bodies = names
            .iter()
            .map(|body| {
                let of_body = ballots.iter().enumerate().filter(|(n, _)| from(*n) == body).map(|(_, b)| b);
                let votes = count_motion(of_body);
                BodyVotesExport { body: body.clone(), yes: votes.yes, no: votes.no }
            })
            .collect();
        let present = number_of(&ballots) + absent;
        let entitled = present + away;
        let text = exported(
            PollExport::Motion {
                id: "1".to_owned(),
                options: ["yes", "no", "abstain"].map(str::to_owned).to_vec(),
                present,
                entitled,
                rule: exported_rule(&rule),
                bodies,
            },
            &ballots,
        )?;
        let mut second = recount(&text)?;

        let first = count_motion(&ballots);
        let figures = first.figures(present, entitled);
        let stands = bodies_by_name(ballots.iter().enumerate().map(|(n, b)| (from(n), 1, b.as_str())));
        let mut lots: Vec<Lot> = Vec::new();
        let mut settled = settle_motion(&rule, &figures, Some(stands), &lots)?;
        if settled.awaits == Some(Awaits::Lot) {
            prop_assert_eq!(&second.outcome, &Outcome::Motion { accepted: false, awaits: Some(TieExport::Lot) });
            lots.push(Lot { between: Some(vec![0, 1]), won: vec![usize::from(!lot)] });
            settled = settle_motion(&rule, &figures, Some(stands), &lots)?;
            prop_assert_eq!(settled.accepted, lot);
            let mut drawn: BoxExport = serde_json::from_str(&text)?;
            let name = |lot| if lot { "yes" } else { "no" }.to_owned();
            drawn.lots.push(LotExport { between: vec![name(true), name(false)], won: vec![name(lot)] });
            second = recount_export(&drawn)?;
        }
        let votes = [("yes", first.yes), ("no", first.no), ("abstain", first.abstain)];
        prop_assert_eq!(second, Recount {
            ballots: number_of(&ballots),
            blank: first.blank,
            invalid: first.invalid,
            votes: votes.map(|(option, sum)| (option.to_owned(), sum)).into(),
            outcome: Outcome::Motion { accepted: settled.accepted, awaits: settled.awaits.map(TieExport::from) },
        });
    }

    #[test]
    fn row_26_both_comparisons_of_shares_agree_on_large_numbers(
        numbers in any::<[u64; 4]>(),
        strict in any::<bool>(),
    ) {
        let [a, b, part, whole] = numbers;
        let (part, whole) = (part.min(whole), part.max(whole));
        let share = match Share::new(a.min(b), a.max(b), strict) {
            Ok(share) => share,
            Err(RuleError::ShareOutOfRange { .. } | RuleError::MoreThanAll) => return Ok(()),
            Err(other) => return Err(other.into()),
        };
        prop_assert_eq!(
            exported_share(share).reached(part, whole)?,
            part >= share.least_of(whole)
        );
    }
}
