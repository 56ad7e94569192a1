use proptest::prelude::*;

use super::*;

fn any_share() -> impl Strategy<Value = Share> {
    prop_oneof![
        (1..=12_u64, 1..=12_u64, any::<bool>()),
        any::<(u64, u64, bool)>()
    ]
    .prop_filter_map("a share", |(a, b, strict)| {
        Share::new(a.min(b), a.max(b), strict).ok()
    })
}

fn any_base() -> impl Strategy<Value = MajorityBase> {
    proptest::sample::select(MajorityBase::ALL.to_vec())
}

fn any_quorum() -> impl Strategy<Value = Quorum> {
    (
        proptest::sample::select(QuorumMeasure::ALL.to_vec()),
        prop_oneof![
            (0..40_u64).prop_map(QuorumSize::Number),
            any_share().prop_map(QuorumSize::OfEntitled)
        ],
    )
        .prop_map(|(measure, size)| Quorum { measure, size })
}

fn any_rule() -> impl Strategy<Value = MajorityRule> {
    (
        any_share(),
        any_base(),
        0..20_u64,
        proptest::option::of(any_share()),
        proptest::option::of(any_quorum()),
    )
        .prop_map(|(share, base, min_yes, of_entitled, quorum)| {
            MajorityRule::new(share, base)
                .with_min_yes(min_yes)
                .with_min_of_entitled(of_entitled)
                .with_quorum(quorum)
        })
}

/// Plausible figures: six cuts divide the entitled, up to the largest number there is.
fn any_figures() -> impl Strategy<Value = Figures> {
    let entitled = prop_oneof![0..40_u64, any::<u64>()];
    (entitled, any::<[u64; 6]>()).prop_map(|(entitled, cuts)| {
        let mut left = entitled;
        let mut take = |cut: u64| {
            let taken = left.checked_add(1).map_or(cut, |choices| cut % choices);
            left -= taken;
            taken
        };
        let [yes, no, abstain, blank, invalid, absent] = cuts.map(&mut take);
        Figures {
            yes,
            no,
            abstain,
            blank,
            invalid,
            present: entitled - absent,
            entitled,
        }
    })
}

/// The same rule in odds: those for it against the rest of the base, as the parts asked for
/// against the parts left over.
fn reaches_by_odds(share: Share, part: u64, whole: u64) -> bool {
    let wide = u128::from;
    let Some(rest) = whole.checked_sub(part) else {
        return true;
    };
    let for_it = wide(part) * wide(share.denominator() - share.numerator());
    let against = wide(share.numerator()) * wide(rest);
    if share.strict() {
        for_it > against
    } else {
        for_it >= against
    }
}

fn accepted_by_odds(rule: &MajorityRule, figures: &Figures) -> bool {
    let ballots = figures.yes + figures.no + figures.abstain + figures.blank + figures.invalid;
    let whole = match rule.base() {
        MajorityBase::YesNo => figures.yes + figures.no,
        MajorityBase::Valid => ballots - figures.blank - figures.invalid,
        MajorityBase::Present => figures.present,
        MajorityBase::Entitled => figures.entitled,
    };
    let quorate = rule.quorum().is_none_or(|quorum| {
        let took_part = match quorum.measure {
            QuorumMeasure::Present => figures.present,
            QuorumMeasure::Voted => ballots,
        };
        match quorum.size {
            QuorumSize::Number(number) => took_part >= number,
            QuorumSize::OfEntitled(share) => reaches_by_odds(share, took_part, figures.entitled),
        }
    });
    quorate
        && figures.yes > 0
        && figures.yes >= rule.min_yes()
        && reaches_by_odds(rule.share(), figures.yes, whole)
        && rule
            .min_of_entitled()
            .is_none_or(|share| reaches_by_odds(share, figures.yes, figures.entitled))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn row_32_the_decision_agrees_with_the_rule_in_odds(rule in any_rule(), figures in any_figures()) {
        let decision = decide(&rule, &figures)?;
        prop_assert_eq!(decision.accepted, accepted_by_odds(&rule, &figures));
    }

    #[test]
    fn row_32_without_a_quorum_needed_alone_decides(rule in any_rule(), figures in any_figures()) {
        let decision = decide(&rule.with_quorum(None), &figures)?;
        prop_assert_eq!(decision.accepted, figures.yes >= decision.needed);
    }

    #[test]
    fn row_32_a_no_turned_into_a_yes_never_rejects(rule in any_rule(), figures in any_figures()) {
        let turned = figures.no.min(1);
        let turned = Figures { yes: figures.yes + turned, no: figures.no - turned, ..figures };
        prop_assert!(decide(&rule, &figures)?.accepted <= decide(&rule, &turned)?.accepted);
    }

    #[test]
    fn row_32_one_more_yes_among_the_present_never_rejects(rule in any_rule(), figures in any_figures()) {
        let fewer = Figures { yes: figures.yes.saturating_sub(1), ..figures };
        prop_assert!(decide(&rule, &fewer)?.accepted <= decide(&rule, &figures)?.accepted);
    }

    #[test]
    fn row_32_the_threshold_before_voting_keeps_its_word(rule in any_rule(), figures in any_figures()) {
        let needed = decide(&rule, &figures)?.needed;
        for present in [None, Some(figures.present)] {
            match needed_before_voting(&rule, present, figures.entitled)? {
                Threshold::Exactly(exact) => prop_assert_eq!(exact, needed),
                Threshold::AtMost(most) => prop_assert!(needed <= most),
            }
        }
    }

    #[test]
    fn row_32_more_ballots_than_present_are_always_refused(figures in any_figures()) {
        let ballots = figures.yes + figures.no + figures.abstain + figures.blank + figures.invalid;
        prop_assume!(ballots > 0);
        let present = ballots - 1;
        prop_assert_eq!(
            decide(&MajorityRule::simple(), &Figures { present, ..figures }),
            Err(RuleError::MoreBallotsThanPresent { ballots: u128::from(ballots), present })
        );
    }
}
