//! The rule by which a motion is carried: a share of a base, and what it may add.

use super::{RuleError, TieRule};

/// A share of some whole: "at least" or "more than" so many parts of so many.
///
/// Kept as the statutes write it, not reduced: 2/4 and 1/2 ask for the same and are not equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    numerator: u64,
    denominator: u64,
    strict: bool,
}

impl Share {
    /// Makes the share "more than" (`strict`) or "at least" `numerator` of `denominator` parts.
    ///
    /// # Errors
    /// [`RuleError::ShareOutOfRange`] for nothing at all, for more than the whole and for a
    /// denominator of zero; [`RuleError::MoreThanAll`] when strictly more than the whole is asked.
    pub const fn new(numerator: u64, denominator: u64, strict: bool) -> Result<Self, RuleError> {
        if numerator == 0 || numerator > denominator {
            return Err(RuleError::ShareOutOfRange {
                numerator,
                denominator,
            });
        }
        if strict && numerator == denominator {
            return Err(RuleError::MoreThanAll);
        }
        Ok(Self {
            numerator,
            denominator,
            strict,
        })
    }

    /// The parts asked for.
    #[must_use]
    pub const fn numerator(self) -> u64 {
        self.numerator
    }

    /// The parts that make up the whole.
    #[must_use]
    pub const fn denominator(self) -> u64 {
        self.denominator
    }

    /// Whether exactly this share is still too little.
    #[must_use]
    pub const fn strict(self) -> bool {
        self.strict
    }

    /// Whether this is "more than one half", however written.
    pub(super) fn is_more_than_half(self) -> bool {
        self.strict && u128::from(self.numerator) * 2 == u128::from(self.denominator)
    }

    /// The least number of votes that reaches this share of `whole`; never more than `whole`,
    /// except that a strict share of nothing asks for one.
    #[must_use]
    pub fn least_of(self, whole: u64) -> u64 {
        // Two factors of 64 bits fit into 128.
        let parts = u128::from(self.numerator) * u128::from(whole);
        let denominator = u128::from(self.denominator);
        let least = if self.strict {
            parts / denominator + 1
        } else {
            parts.div_ceil(denominator)
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a share is at most the whole, a strict one less than it: `least` is at most max(whole, 1)"
        )]
        let least = least as u64;
        least
    }
}

/// What a share of votes is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MajorityBase {
    /// The votes cast: yes and no. Abstentions, blank and invalid ballots are not cast (BGHZ 83, 35).
    YesNo,
    /// The valid votes: yes, no and abstentions. A blank ballot expresses nothing, not even an
    /// abstention, and is left out like an invalid one.
    Valid,
    /// All present, so that whoever abstains or does not vote weighs like a no (BGB § 40 allows it).
    Present,
    /// All entitled, present or not.
    Entitled,
}

impl MajorityBase {
    /// Every base.
    pub const ALL: [Self; 4] = [Self::YesNo, Self::Valid, Self::Present, Self::Entitled];

    /// The word for this base in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::Valid => "valid",
            Self::Present => "present",
            Self::Entitled => "entitled",
        }
    }

    /// Reads the word written by [`code`](Self::code); any other gives `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|base| base.code() == code)
    }
}

/// What a quorum counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuorumMeasure {
    /// Those present, whether they vote or not.
    Present,
    /// Those who handed in a ballot of any kind, blank and invalid ones included.
    Voted,
}

impl QuorumMeasure {
    /// Every measure.
    pub const ALL: [Self; 2] = [Self::Present, Self::Voted];

    /// The word for this measure in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Voted => "voted",
        }
    }

    /// Reads the word written by [`code`](Self::code); any other gives `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// How large a quorum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuorumSize {
    /// So many votes.
    Number(u64),
    /// A share of the entitled.
    OfEntitled(Share),
}

/// How many must take part for a decision to stand. No law sets one for associations; statutes may
/// (BGB § 40).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quorum {
    /// What is counted.
    pub measure: QuorumMeasure,
    /// How much of it is needed.
    pub size: QuorumSize,
}

impl Quorum {
    /// The least number that makes the quorum when so many are entitled.
    #[must_use]
    pub fn needed(self, entitled: u64) -> u64 {
        match self.size {
            QuorumSize::Number(number) => number,
            QuorumSize::OfEntitled(share) => share.least_of(entitled),
        }
    }
}

/// The rule by which a motion is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MajorityRule {
    share: Share,
    base: MajorityBase,
    min_yes: u64,
    min_of_entitled: Option<Share>,
    quorum: Option<Quorum>,
    of_bodies: Option<Share>,
    tie: TieRule,
}

impl MajorityRule {
    /// Makes the rule "this share of this base", without further conditions.
    #[must_use]
    pub const fn new(share: Share, base: MajorityBase) -> Self {
        Self {
            share,
            base,
            min_yes: 0,
            min_of_entitled: None,
            quorum: None,
            of_bodies: None,
            tie: TieRule::Rejected,
        }
    }

    /// More yes than no; a tie rejects.
    #[must_use]
    pub const fn simple() -> Self {
        // BGB § 32(1): the majority of the votes cast
        Self::of_parts(1, 2, true, MajorityBase::YesNo)
    }

    /// Yes from more than half of the valid votes, so that an abstention weighs like a no.
    #[must_use]
    pub const fn absolute_of_valid() -> Self {
        // Needs a basis in the statutes (BGB § 40).
        Self::of_parts(1, 2, true, MajorityBase::Valid)
    }

    /// Yes from at least two thirds of the votes cast.
    #[must_use]
    pub const fn two_thirds() -> Self {
        // Needs a basis in the statutes (BGB § 40).
        Self::of_parts(2, 3, false, MajorityBase::YesNo)
    }

    /// Yes from at least three quarters of the votes cast.
    #[must_use]
    pub const fn three_quarters() -> Self {
        // BGB § 33(1) sentence 1: change of the statutes; § 41: dissolution
        Self::of_parts(3, 4, false, MajorityBase::YesNo)
    }

    /// Yes from all votes cast: nobody against.
    #[must_use]
    pub const fn unanimity() -> Self {
        Self::of_parts(1, 1, false, MajorityBase::YesNo)
    }

    /// Yes from everyone entitled, whether present or not.
    #[must_use]
    pub const fn consent_of_all() -> Self {
        // BGB § 33(1) sentence 2: change of purpose; § 32(3): resolution without a meeting
        Self::of_parts(1, 1, false, MajorityBase::Entitled)
    }

    const fn of_parts(numerator: u64, denominator: u64, strict: bool, base: MajorityBase) -> Self {
        Self::new(
            Share {
                numerator,
                denominator,
                strict,
            },
            base,
        )
    }

    /// The same rule measured against another base.
    #[must_use]
    pub const fn over(self, base: MajorityBase) -> Self {
        Self { base, ..self }
    }

    /// The same rule with a least number of yes votes; 0 asks for none.
    #[must_use]
    pub const fn with_min_yes(self, min_yes: u64) -> Self {
        Self { min_yes, ..self }
    }

    /// The same rule with a share of all entitled that the yes votes must reach as well.
    #[must_use]
    pub const fn with_min_of_entitled(self, min_of_entitled: Option<Share>) -> Self {
        Self {
            min_of_entitled,
            ..self
        }
    }

    /// The same rule with a quorum.
    #[must_use]
    pub const fn with_quorum(self, quorum: Option<Quorum>) -> Self {
        Self { quorum, ..self }
    }

    /// The same rule with a share of the bodies that must be for it as well: of those with more yes than no, or more no than yes.
    #[must_use]
    pub const fn with_share_of_bodies(self, of_bodies: Option<Share>) -> Self {
        Self { of_bodies, ..self }
    }

    /// The same rule with another rule for ties.
    #[must_use]
    pub const fn with_tie(self, tie: TieRule) -> Self {
        Self { tie, ..self }
    }

    /// The share of the base that the yes votes must reach.
    #[must_use]
    pub const fn share(&self) -> Share {
        self.share
    }

    /// What the share is measured against.
    #[must_use]
    pub const fn base(&self) -> MajorityBase {
        self.base
    }

    /// The least number of yes votes; 0 where the rule asks for none.
    #[must_use]
    pub const fn min_yes(&self) -> u64 {
        self.min_yes
    }

    /// The share of all entitled that the yes votes must reach as well.
    #[must_use]
    pub const fn min_of_entitled(&self) -> Option<Share> {
        self.min_of_entitled
    }

    /// The quorum.
    #[must_use]
    pub const fn quorum(&self) -> Option<Quorum> {
        self.quorum
    }

    /// The share of the bodies that must be for it as well.
    #[must_use]
    pub const fn of_bodies(&self) -> Option<Share> {
        self.of_bodies
    }

    /// What a tie means.
    #[must_use]
    pub const fn tie(&self) -> TieRule {
        self.tie
    }

    pub(super) fn thresholds(&self, base: u64, entitled: u64) -> Thresholds {
        Thresholds {
            // A strict share of nothing asks for one vote, a plain one for none: without a single
            // yes nothing is ever carried.
            majority: self.share.least_of(base).max(1),
            of_entitled: self.min_of_entitled.map(|share| share.least_of(entitled)),
            min_yes: self.min_yes,
        }
    }
}

/// The least numbers of yes votes by each condition of a rule.
pub(super) struct Thresholds {
    pub(super) majority: u64,
    pub(super) of_entitled: Option<u64>,
    min_yes: u64,
}

impl Thresholds {
    pub(super) fn highest(&self) -> u64 {
        self.majority
            .max(self.of_entitled.unwrap_or(0))
            .max(self.min_yes)
    }
}
