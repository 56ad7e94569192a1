use super::*;

fn votes(yes: u64, no: u64, abstain: u64) -> Figures {
    Figures {
        yes,
        no,
        abstain,
        blank: 0,
        invalid: 0,
        present: yes + no + abstain,
        entitled: yes + no + abstain,
    }
}

#[test]
fn known_cases_are_decided_as_the_law_says() -> Result<(), RuleError> {
    use MajorityBase::{Entitled, Present, Valid};
    let simple = MajorityRule::simple();
    let absolute = MajorityRule::absolute_of_valid();
    let two_thirds = MajorityRule::two_thirds();
    let three_quarters = MajorityRule::three_quarters();
    let unanimity = MajorityRule::unanimity();
    // (rule, yes, no, abstain) -> (accepted, needed, base)
    let cases = [
        (simple, (1, 0, 0), (true, 1, 1)),
        (simple, (4, 3, 0), (true, 4, 7)),
        (simple, (3, 3, 0), (false, 4, 6)),
        (simple, (0, 0, 9), (false, 1, 0)),
        // BGHZ 83, 35: abstentions are not cast, two against one carry
        (simple, (2, 1, 97), (true, 2, 3)),
        (simple.over(Present), (2, 1, 97), (false, 51, 100)),
        (absolute, (2, 1, 97), (false, 51, 100)),
        (absolute, (5, 2, 3), (false, 6, 10)),
        (absolute, (6, 1, 3), (true, 6, 10)),
        (two_thirds, (4, 3, 0), (false, 5, 7)),
        (two_thirds, (5, 2, 0), (true, 5, 7)),
        (two_thirds, (4, 2, 1), (true, 4, 6)),
        (two_thirds.over(Valid), (4, 2, 1), (false, 5, 7)),
        (three_quarters, (3, 1, 0), (true, 3, 4)),
        (three_quarters, (5, 2, 0), (false, 6, 7)),
        (three_quarters, (74, 26, 0), (false, 75, 100)),
        (three_quarters, (75, 25, 50), (true, 75, 100)),
        (unanimity, (7, 0, 3), (true, 7, 7)),
        (unanimity, (7, 1, 0), (false, 8, 8)),
        (unanimity, (0, 0, 3), (false, 1, 0)),
        (three_quarters.over(Entitled), (7, 0, 1), (true, 6, 8)),
        (MajorityRule::consent_of_all(), (7, 0, 1), (false, 8, 8)),
        (MajorityRule::consent_of_all(), (8, 0, 0), (true, 8, 8)),
    ];
    for (rule, (yes, no, abstain), expected) in cases {
        let decision = decide(&rule, &votes(yes, no, abstain))?;
        assert_eq!(
            (decision.accepted, decision.needed, decision.base),
            expected,
            "{rule:?} on {yes}:{no}:{abstain}"
        );
    }
    Ok(())
}

#[test]
fn row_33_blank_and_invalid_ballots_count_only_among_the_present() -> Result<(), RuleError> {
    let figures = Figures {
        yes: 5,
        no: 4,
        abstain: 1,
        blank: 6,
        invalid: 4,
        present: 25,
        entitled: 30,
    };
    let bases = [
        (MajorityBase::YesNo, 9),
        (MajorityBase::Valid, 10),
        (MajorityBase::Present, 25),
        (MajorityBase::Entitled, 30),
    ];
    for (base, size) in bases {
        let decision = decide(&MajorityRule::simple().over(base), &figures)?;
        assert_eq!(decision.base, size, "{base:?}");
        assert_eq!(decision.accepted, base == MajorityBase::YesNo, "{base:?}");
    }
    Ok(())
}

#[test]
fn row_32_a_tie_is_named_only_where_more_than_half_is_asked() -> Result<(), RuleError> {
    let tie = Finding::Tie { each: 3 };
    let half = |numerator, denominator, strict| -> Result<_, RuleError> {
        let share = Share::new(numerator, denominator, strict)?;
        Ok(MajorityRule::new(share, MajorityBase::YesNo))
    };
    for rule in [MajorityRule::simple(), half(5, 10, true)?] {
        let decision = decide(&rule, &votes(3, 3, 1))?;
        assert!(!decision.accepted);
        assert!(decision.findings.contains(&tie));
    }
    let enough = decide(&half(1, 2, false)?, &votes(3, 3, 1))?;
    assert!(enough.accepted);
    assert!(!enough.findings.contains(&tie));
    let two_thirds = decide(&MajorityRule::two_thirds(), &votes(3, 3, 0))?;
    assert!(!two_thirds.findings.contains(&tie));
    Ok(())
}

#[test]
fn every_condition_of_a_rule_gives_its_finding_in_order() -> Result<(), RuleError> {
    let rule = MajorityRule::two_thirds()
        .with_min_yes(10)
        .with_min_of_entitled(Some(Share::new(1, 4, false)?))
        .with_quorum(Some(Quorum {
            measure: QuorumMeasure::Voted,
            size: QuorumSize::OfEntitled(Share::new(1, 2, true)?),
        }));
    let figures = Figures {
        yes: 8,
        no: 2,
        abstain: 1,
        blank: 1,
        invalid: 1,
        present: 20,
        entitled: 26,
    };
    let decision = decide(&rule, &figures)?;
    assert_eq!(
        decision.findings,
        [
            Finding::Majority {
                yes: 8,
                needed: 7,
                base: 10
            },
            Finding::MinYes { yes: 8, needed: 10 },
            Finding::ShareOfEntitled {
                yes: 8,
                needed: 7,
                entitled: 26
            },
            Finding::Quorum {
                measure: QuorumMeasure::Voted,
                counted: 13,
                needed: 14
            },
        ]
    );
    let met: Vec<bool> = decision.findings.iter().map(Finding::is_met).collect();
    assert_eq!(met, [true, false, true, false]);
    assert!(!decision.accepted);
    assert_eq!(decision.needed, 10);
    Ok(())
}

#[test]
fn a_quorum_of_the_present_counts_those_who_do_not_vote() -> Result<(), RuleError> {
    let figures = Figures {
        present: 10,
        entitled: 20,
        ..votes(3, 1, 0)
    };
    let quorum = |measure| {
        MajorityRule::simple().with_quorum(Some(Quorum {
            measure,
            size: QuorumSize::Number(10),
        }))
    };
    assert!(decide(&quorum(QuorumMeasure::Present), &figures)?.accepted);
    assert!(!decide(&quorum(QuorumMeasure::Voted), &figures)?.accepted);
    Ok(())
}

#[test]
fn nothing_cast_carries_nothing_under_any_rule() -> Result<(), RuleError> {
    for base in MajorityBase::ALL {
        for rule in [MajorityRule::simple(), MajorityRule::unanimity()] {
            let decision = decide(&rule.over(base), &Figures::default())?;
            assert!(!decision.accepted);
            assert!(decision.findings.contains(&Finding::NothingCast));
        }
    }
    let against = decide(&MajorityRule::simple(), &votes(0, 1, 0))?;
    assert!(!against.accepted);
    assert!(!against.findings.contains(&Finding::NothingCast));
    Ok(())
}

#[test]
fn implausible_figures_are_refused_with_their_numbers() {
    let figures = Figures {
        invalid: 1,
        ..votes(3, 2, 1)
    };
    assert_eq!(
        decide(&MajorityRule::simple(), &figures),
        Err(RuleError::MoreBallotsThanPresent {
            ballots: 7,
            present: 6
        })
    );
    let figures = Figures {
        present: 8,
        entitled: 7,
        ..votes(3, 2, 1)
    };
    assert_eq!(
        decide(&MajorityRule::simple(), &figures),
        Err(RuleError::MorePresentThanEntitled {
            present: 8,
            entitled: 7
        })
    );
    let figures = Figures {
        yes: u64::MAX,
        no: u64::MAX,
        present: u64::MAX,
        entitled: u64::MAX,
        ..Figures::default()
    };
    assert_eq!(
        decide(&MajorityRule::simple(), &figures),
        Err(RuleError::MoreBallotsThanPresent {
            ballots: 2 * u128::from(u64::MAX),
            present: u64::MAX
        })
    );
}

#[test]
fn a_share_of_nothing_or_of_more_than_the_whole_is_refused() {
    for (numerator, denominator) in [(0, 1), (0, 0), (1, 0), (3, 2)] {
        assert_eq!(
            Share::new(numerator, denominator, false),
            Err(RuleError::ShareOutOfRange {
                numerator,
                denominator
            })
        );
    }
    assert_eq!(Share::new(4, 4, true), Err(RuleError::MoreThanAll));
    assert!(Share::new(4, 4, false).is_ok());
}

#[test]
fn codes_are_read_back_and_others_refused() {
    for base in MajorityBase::ALL {
        assert_eq!(MajorityBase::from_code(base.code()), Some(base));
    }
    for measure in QuorumMeasure::ALL {
        assert_eq!(QuorumMeasure::from_code(measure.code()), Some(measure));
    }
    assert_eq!(MajorityBase::from_code("Valid"), None);
    assert_eq!(QuorumMeasure::from_code(""), None);
}

#[test]
fn the_threshold_before_voting_is_exact_only_where_the_base_is_known() -> Result<(), RuleError> {
    use Threshold::{AtMost, Exactly};
    let rule = MajorityRule::two_thirds();
    let cases = [
        (MajorityBase::Entitled, None, Exactly(234)),
        (MajorityBase::Entitled, Some(60), Exactly(234)),
        (MajorityBase::Present, Some(60), Exactly(40)),
        (MajorityBase::Present, None, AtMost(234)),
        (MajorityBase::YesNo, Some(60), AtMost(40)),
        (MajorityBase::Valid, None, AtMost(234)),
    ];
    for (base, present, expected) in cases {
        assert_eq!(
            needed_before_voting(&rule.over(base), present, 350)?,
            expected
        );
    }
    assert_eq!(
        needed_before_voting(&rule, Some(8), 7),
        Err(RuleError::MorePresentThanEntitled {
            present: 8,
            entitled: 7
        })
    );
    Ok(())
}

/// The rule in words, by adding up: `denominator` times the part against `numerator` times the whole.
fn reaches_by_adding_up(share: Share, part: u64, whole: u64) -> bool {
    let parts: u64 = (0..share.denominator()).map(|_| part).sum();
    let wholes: u64 = (0..share.numerator()).map(|_| whole).sum();
    if share.strict() {
        parts > wholes
    } else {
        parts >= wholes
    }
}

/// Every share with a denominator up to 5, every base, every division of up to 6 votes among up to
/// 7 present: more than 100,000 decisions, and `needed` found by trying each number of yes votes.
#[test]
fn row_32_small_numbers_agree_with_trying_everything() -> Result<(), RuleError> {
    let mut shares = Vec::new();
    for denominator in 1..=5 {
        for numerator in 1..=denominator {
            shares.push(Share::new(numerator, denominator, false)?);
            shares.extend(Share::new(numerator, denominator, true));
        }
    }
    let mut tried = 0_u32;
    for figures in small_figures() {
        for share in &shares {
            for base in MajorityBase::ALL {
                let quarter = Share::new(1, 4, false)?;
                let plain = MajorityRule::new(*share, base);
                for rule in [
                    plain,
                    plain.with_min_yes(2).with_min_of_entitled(Some(quarter)),
                ] {
                    let satisfied = |yes: u64| {
                        yes > 0
                            && reaches_by_adding_up(*share, yes, figures.base(base))
                            && yes >= rule.min_yes()
                            && (rule.min_of_entitled().is_none()
                                || reaches_by_adding_up(quarter, yes, figures.entitled))
                    };
                    let decision = decide(&rule, &figures)?;
                    assert_eq!(decision.accepted, satisfied(figures.yes));
                    assert_eq!(
                        Some(decision.needed),
                        (0..=100).find(|yes| satisfied(*yes)),
                        "{rule:?} {figures:?}"
                    );
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 100_000, "{tried}");
    Ok(())
}

fn small_figures() -> Vec<Figures> {
    let mut all = Vec::new();
    for yes in 0..=6 {
        for no in 0..=6 - yes {
            for abstain in 0..=6 - yes - no {
                for blank in 0..=6 - yes - no - abstain {
                    for present in yes + no + abstain + blank..=7 {
                        all.push(Figures {
                            yes,
                            no,
                            abstain,
                            blank,
                            invalid: 0,
                            present,
                            entitled: present + 1,
                        });
                    }
                }
            }
        }
    }
    all
}

#[test]
fn a_tie_means_what_the_rule_for_ties_says() -> Result<(), RuleError> {
    let tied = decide(&MajorityRule::simple(), &votes(3, 3, 2))?;
    let cases = [
        (TieRule::Rejected, None, Outcome::Rejected),
        (TieRule::Lot, None, Outcome::LotNeeded),
        (TieRule::Lot, Some(true), Outcome::Accepted),
        (TieRule::Lot, Some(false), Outcome::Rejected),
        (TieRule::Runoff, None, Outcome::RunoffNeeded),
    ];
    for (rule, drawn, outcome) in cases {
        assert_eq!(tied.outcome(rule, drawn), outcome);
        assert_eq!(TieRule::from_code(rule.code()), Some(rule));
    }
    // missed by more than the tie: a condition beside it, or abstentions in the base
    let few = decide(&MajorityRule::simple().with_min_yes(4), &votes(3, 3, 2))?;
    let absolute = decide(&MajorityRule::absolute_of_valid(), &votes(3, 3, 2))?;
    let carried = decide(&MajorityRule::simple(), &votes(4, 3, 0))?;
    for (decision, outcome) in [
        (few, Outcome::Rejected),
        (absolute, Outcome::Rejected),
        (carried, Outcome::Accepted),
    ] {
        assert_eq!(decision.outcome(TieRule::Lot, None), outcome);
    }
    Ok(())
}

#[test]
fn a_double_majority_needs_the_people_and_the_bodies() -> Result<(), RuleError> {
    let bodies = votes_of_bodies([(10, 2), (1, 0), (3, 4), (2, 2), (0, 0)]);
    assert_eq!(
        bodies,
        BodyVotes {
            yes: 2,
            no: 1,
            even: 2
        }
    );
    let half = Share::new(1, 2, true)?;
    let double = MajorityRule::simple().with_share_of_bodies(Some(half));
    for (people, of_bodies, accepted) in [
        ((5, 3), (2, 1), true),
        ((5, 3), (1, 2), false),
        ((3, 5), (2, 1), false),
        ((5, 3), (2, 2), false),
    ] {
        let people = votes(people.0, people.1, 0);
        let bodies = BodyVotes {
            yes: of_bodies.0,
            no: of_bodies.1,
            even: 1,
        };
        let settled = settle(&double, &people, Some(bodies), None)?;
        assert_eq!(settled.outcome == Outcome::Accepted, accepted);
        let of_bodies = settled.bodies.as_ref().map(|b| b.accepted);
        assert_eq!(
            Some(accepted && settled.people.accepted),
            of_bodies.map(|b| b && settled.people.accepted)
        );
        assert_eq!(
            settle(&double, &people, None, None),
            Err(RuleError::BodiesNotCounted)
        );
    }
    Ok(())
}
