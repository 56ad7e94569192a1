//! What goes beyond one majority: bodies that decide beside the people, and what becomes of a tie.

use super::{Decision, Figures, Finding, MajorityBase, MajorityRule, RuleError, decide};

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

/// A motion settled by everything its rule says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settled {
    /// What became of it.
    pub outcome: Outcome,
    /// The people's decision.
    pub people: Decision,
    /// The bodies', each with one vote, where the rule asks them.
    pub bodies: Option<Decision>,
}

/// Settles a motion: by the people, by the bodies where the rule asks them, and a tie of the people by its rule. `drawn` is how a lot
/// fell, yes or no.
///
/// Where the bodies are not for it, it is rejected, and no lot is drawn; equal numbers of bodies are not for it.
///
/// # Errors
/// [`RuleError::BodiesNotCounted`] where the rule asks bodies and none were counted; otherwise as [`decide`].
pub fn settle(
    rule: &MajorityRule,
    figures: &Figures,
    bodies: Option<BodyVotes>,
    drawn: Option<bool>,
) -> Result<Settled, RuleError> {
    let people = decide(rule, figures)?;
    let bodies = match rule.of_bodies() {
        None => None,
        Some(share) => {
            let votes = bodies.ok_or(RuleError::BodiesNotCounted)?;
            let all = votes
                .yes
                .saturating_add(votes.no)
                .saturating_add(votes.even);
            let figures = Figures {
                yes: votes.yes,
                no: votes.no,
                abstain: votes.even,
                present: all,
                entitled: all,
                ..Figures::default()
            };
            Some(decide(
                &MajorityRule::new(share, MajorityBase::YesNo),
                &figures,
            )?)
        }
    };
    let outcome = match &bodies {
        Some(bodies) if !bodies.accepted => Outcome::Rejected,
        Some(_) | None => people.outcome(rule.tie(), drawn),
    };
    Ok(Settled {
        outcome,
        people,
        bodies,
    })
}

/// What a tie means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TieRule {
    /// The motion is rejected, as the law has it.
    #[default]
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
