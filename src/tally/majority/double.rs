//! What goes beyond one majority: bodies that decide beside the people, and what becomes of a tie.

use super::{Decision, Figures, Finding, MajorityRule, RuleError, decide};

/// How a body stands when its own votes are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BodyVotes {
    /// Bodies with more yes than no.
    pub yes: u64,
    /// Bodies with more no than yes.
    pub no: u64,
    /// Bodies with as many of each; their vote is neither.
    pub even: u64,
}

/// Counts the bodies by the yes and no votes from each: more than half of them are its vote.
#[must_use]
pub fn votes_of_bodies(bodies: impl IntoIterator<Item = (u64, u64)>) -> BodyVotes {
    let mut count = BodyVotes::default();
    for (yes, no) in bodies {
        match yes.cmp(&no) {
            std::cmp::Ordering::Greater => count.yes += 1,
            std::cmp::Ordering::Less => count.no += 1,
            std::cmp::Ordering::Equal => count.even += 1,
        }
    }
    count
}

/// A decision of the people and of the bodies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DoubleDecision {
    /// Whether both carry the motion.
    pub accepted: bool,
    /// The people's.
    pub people: Decision,
    /// The bodies', each with one vote.
    pub bodies: Decision,
}

/// Decides a motion that needs the people and the bodies, each by their own rule.
///
/// # Errors
/// [`RuleError`] when figures of either cannot be those of one vote.
pub fn decide_double(
    (rule, figures): (&MajorityRule, &Figures),
    (rule_of_bodies, bodies): (&MajorityRule, &Figures),
) -> Result<DoubleDecision, RuleError> {
    let people = decide(rule, figures)?;
    let bodies = decide(rule_of_bodies, bodies)?;
    Ok(DoubleDecision {
        accepted: people.accepted && bodies.accepted,
        people,
        bodies,
    })
}

/// What a tie means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TieRule {
    /// The motion is rejected, as the law has it.
    Rejected,
    /// A lot decides.
    Lot,
    /// It is voted on again.
    Runoff,
}

impl TieRule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Rejected, Self::Lot, Self::Runoff];

    /// The word for this rule in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Lot => "lot",
            Self::Runoff => "runoff",
        }
    }

    /// Reads the word written by [`code`](Self::code); any other gives `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// What became of a motion when its tie, if any, is taken by its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is carried.
    Accepted,
    /// It is not carried.
    Rejected,
    /// A lot has to be drawn.
    LotNeeded,
    /// It has to be voted on again.
    RunoffNeeded,
}

impl Outcome {
    /// The word for this in documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::LotNeeded => "lot",
            Self::RunoffNeeded => "runoff",
        }
    }
}

impl Decision {
    /// Whether only equal votes stand against the motion: as many yes as no, and every further condition is met.
    #[must_use]
    pub fn hangs_on_a_tie(&self) -> bool {
        let tie = |finding: &Finding| matches!(finding, Finding::Tie { .. });
        let majority = |finding: &Finding| matches!(finding, Finding::Majority { .. });
        let Some(Finding::Tie { each }) = self.findings.iter().copied().find(tie) else {
            return false;
        };
        // With abstentions in the base yes and no may be level and yet far from the majority: then one more yes is not what is missing.
        self.base == each.saturating_mul(2)
            && self
                .findings
                .iter()
                .all(|finding| finding.is_met() || tie(finding) || majority(finding))
    }

    /// What becomes of the motion by the rule for ties; `drawn` is how a lot fell, yes or no.
    #[must_use]
    pub fn outcome(&self, rule: TieRule, drawn: Option<bool>) -> Outcome {
        if self.accepted {
            return Outcome::Accepted;
        }
        if !self.hangs_on_a_tie() {
            return Outcome::Rejected;
        }
        match (rule, drawn) {
            (TieRule::Rejected, _) | (TieRule::Lot, Some(false)) => Outcome::Rejected,
            (TieRule::Lot, Some(true)) => Outcome::Accepted,
            (TieRule::Lot, None) => Outcome::LotNeeded,
            (TieRule::Runoff, _) => Outcome::RunoffNeeded,
        }
    }
}
