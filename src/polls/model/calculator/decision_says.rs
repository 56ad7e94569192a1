//! Why a motion is carried or not, in sentences.

use crate::{
    tally::majority::{
        Decision, Finding, MajorityBase, MajorityRule, Outcome, QuorumMeasure, Share,
    },
    types::{Said, SaidValue},
};

const fn base(base: MajorityBase) -> SaidValue {
    SaidValue::Key(match base {
        MajorityBase::YesNo => crate::key!("polls-base-yes-no"),
        MajorityBase::Valid => crate::key!("polls-base-valid"),
        MajorityBase::Present => crate::key!("tally-base-present"),
        MajorityBase::Entitled => crate::key!("polls-base-entitled"),
    })
}

fn share(share: Share) -> SaidValue {
    match (share.numerator(), share.denominator()) {
        (1, 2) => SaidValue::Key(crate::key!("polls-share-half")),
        (1, 3) => SaidValue::Key(crate::key!("polls-share-third")),
        (1, 4) => SaidValue::Key(crate::key!("polls-share-quarter")),
        (2, 3) => SaidValue::Key(crate::key!("polls-share-two-thirds")),
        (3, 4) => SaidValue::Key(crate::key!("polls-share-three-quarters")),
        (numerator, denominator) => SaidValue::Text(format!("{numerator}/{denominator}")),
    }
}

/// The rule, then each of its conditions with its figures.
pub(super) fn reasons(rule: &MajorityRule, decision: &Decision) -> Vec<Said> {
    std::iter::once(of_rule(rule))
        .chain(decision.findings.iter().map(of_finding))
        .collect()
}

/// The same for bodies with one vote each.
pub(super) fn bodies(rule: &MajorityRule, decision: &Decision) -> Vec<Said> {
    let mut says = vec![Said::new(crate::key!("tally-why-bodies"))];
    says.extend(reasons(rule, decision));
    says
}

fn of_rule(rule: &MajorityRule) -> Said {
    let asked = rule.share();
    let said = if asked.numerator() == asked.denominator() {
        Said::new(crate::key!("polls-rule-all"))
    } else if asked.strict() {
        Said::new(crate::key!("polls-rule-more-than")).with("share", share(asked))
    } else {
        Said::new(crate::key!("polls-rule-at-least")).with("share", share(asked))
    };
    said.with("base", base(rule.base()))
}

fn of_finding(finding: &Finding) -> Said {
    match *finding {
        Finding::Majority { yes, needed, base } => {
            let key = if finding.is_met() {
                crate::key!("tally-why-majority")
            } else {
                crate::key!("tally-why-no-majority")
            };
            Said::new(key)
                .with("yes", yes)
                .with("needed", needed)
                .with("of", base)
        }
        Finding::Tie { each } => Said::new(crate::key!("tally-why-tie")).with("n", each),
        Finding::NothingCast => Said::new(crate::key!("tally-why-nothing")),
        Finding::MinYes { yes, needed } => {
            let key = if finding.is_met() {
                crate::key!("tally-why-min-yes")
            } else {
                crate::key!("tally-why-no-min-yes")
            };
            Said::new(key).with("yes", yes).with("needed", needed)
        }
        Finding::ShareOfEntitled {
            yes,
            needed,
            entitled,
        } => {
            let key = if finding.is_met() {
                crate::key!("tally-why-entitled")
            } else {
                crate::key!("tally-why-no-entitled")
            };
            Said::new(key)
                .with("yes", yes)
                .with("needed", needed)
                .with("entitled", entitled)
        }
        Finding::Quorum {
            measure,
            counted,
            needed,
        } => {
            let key = match (measure, finding.is_met()) {
                (QuorumMeasure::Present, true) => crate::key!("tally-why-quorum-present"),
                (QuorumMeasure::Present, false) => crate::key!("tally-why-no-quorum-present"),
                (QuorumMeasure::Voted, true) => crate::key!("tally-why-quorum-voted"),
                (QuorumMeasure::Voted, false) => crate::key!("tally-why-no-quorum-voted"),
            };
            Said::new(key)
                .with("counted", counted)
                .with("needed", needed)
        }
    }
}

/// What became of it.
pub(super) fn end(outcome: Outcome, drawn: Option<bool>) -> Vec<Said> {
    let lot = drawn.map(|yes| {
        Said::new(if yes {
            crate::key!("tally-why-drawn-yes")
        } else {
            crate::key!("tally-why-drawn-no")
        })
    });
    let end = Said::new(match outcome {
        Outcome::Accepted => crate::key!("tally-why-accepted"),
        Outcome::Rejected => crate::key!("tally-why-rejected"),
        Outcome::LotNeeded => crate::key!("tally-why-lot"),
        Outcome::RunoffNeeded => crate::key!("tally-why-runoff"),
    });
    lot.into_iter().chain([end]).collect()
}
