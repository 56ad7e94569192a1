//! The published result: one document that holds everything its page shows, and never changes.

mod board;
mod correction;
mod decision;
mod register;
mod small_group;

use serde::{Deserialize, Serialize};

use crate::{
    polls::{
        board_key::SealTo,
        count::{Awaits, Outcome, PollCount},
        model::{
            Disclosure, Method, Poll, PollKind, PollLot, Rule, RuleSource, Secrecy,
            guard::GuardRecord,
        },
        stored_rule::StoredRule,
    },
    registry::model::Federation,
    rolls::model::Roll,
    types::{Day, Localized, PollId, Timestamp},
};

pub use board::{
    AcceptedInput, BoardInput, EARLY_ENDS, EarlyEndInput, FUNCTIONS, NewBoard, NewBoardMember,
};
pub use correction::{CorrectedFigures, Correction, CorrectionInput, FiguresInput};
pub use decision::{PublishedFinding, PublishedOutcome, RuleWording, UndecidedFigures};
pub use small_group::{FEWEST_BALLOTS_FOR_FIGURES, SmallGroup, small_group};

/// The formats of a published result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResultFormat {
    /// The first version.
    #[serde(rename = "mandat.result/1")]
    V1,
}

/// Whether it is the first word or a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultState {
    Final,
    Corrected,
}

/// How much of a result is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Every figure.
    Full,
    /// What was decided and how many took part, so that no vote can be told from the figures (secrecy rule R3).
    OutcomeOnly,
}

impl Detail {
    /// The word used in forms and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::OutcomeOnly => "outcome_only",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Full, Self::OutcomeOnly]
            .into_iter()
            .find(|d| d.as_str() == word)
    }
}

/// A published result. Its canonical form is JSON with the fields in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultDocument {
    pub format: ResultFormat,
    /// From 1; each correction is the next one.
    pub version: i64,
    pub state: ResultState,
    pub published_at: Timestamp,
    /// The office that published it; never a person.
    pub published_by: String,
    /// Why a version replaces the one before; empty for the first.
    pub reason: String,
    /// What readers should know besides the figures, such as how a lot fell.
    pub note: String,
    pub federation: FederationInResult,
    pub assembly: Option<AssemblyInResult>,
    pub poll: PollInResult,
    pub roll: RollInResult,
    /// Entries of the roll that voted.
    pub voters: i64,
    /// Votes cast by them.
    pub ballots: i64,
    pub detail: Detail,
    pub figures: Option<FiguresInResult>,
    pub outcome: PublishedOutcome,
    /// Lots that were drawn where votes were equal, in the order in which the count asked for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<PollLot>,
    /// Who voted how, where the vote was by name.
    pub roll_call: Option<Vec<NamedVote>>,
}

/// Whose result it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FederationInResult {
    pub slug: String,
    pub name: String,
}

/// The assembly that voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssemblyInResult {
    pub title: String,
    pub day: Day,
}

/// What was asked, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollInResult {
    pub id: PollId,
    pub kind: PollKind,
    /// How the ballot was filled in; missing in documents of an earlier time, where the kind said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    pub secrecy: Secrecy,
    /// Where it was chosen before opening that no figure becomes public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// What figures could tell and what the board chose about it; not there where nothing was found and nothing chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard: Option<GuardRecord>,
    /// The key to which ballots were sealed until they were counted; not there where they were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_to: Option<String>,
    pub title: Localized,
    pub question: Localized,
    /// Options in the order of the ballot; none for a single motion.
    pub options: Vec<Localized>,
    /// From which body each candidate comes, where it plays a part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<String>,
    /// Places of each list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<i64>,
    pub max_choices: i64,
    /// How many votes one option may get, where that is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_per_option: Option<i64>,
    pub seats: i64,
    /// From how many bodies those elected must come, where the rule asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_bodies: Option<i64>,
    pub rule: StoredRule,
    /// The version of the statutes and the article that the rule was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_source: Option<RuleSource>,
    pub rule_wording: RuleWording,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub counted_at: Option<Timestamp>,
}

/// Who could vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollInResult {
    pub title: String,
    pub entries: i64,
    /// Votes that could be cast: those of all entries but the excluded ones.
    pub votes: i64,
    /// SHA-256 of the roll's canonical form.
    pub digest: String,
    /// Where nobody was excluded, the document says nothing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<ExcludedInResult>,
}

/// Entries of the roll that could not vote because of a conflict of interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExcludedInResult {
    pub entries: i64,
    pub votes: i64,
    /// By which rule.
    pub rule: String,
}

/// The rule by which entries are excluded from one poll.
pub const RULE_OF_EXCLUSION: &str = "BGB § 34";

/// How the votes fell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresInResult {
    /// Yes, no, abstain; or the candidates in the order of the ballot.
    pub votes: Vec<i64>,
    pub valid: i64,
    pub blank: i64,
    pub invalid: i64,
    /// How the bodies stand, where the rule asks them too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bodies: Option<BodiesInResult>,
    /// Votes of those who were there while the poll was open, where the rule asks for it and presence was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<i64>,
}

/// Bodies with more yes than no among their votes, with more no than yes, and with as many of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodiesInResult {
    pub yes: i64,
    pub no: i64,
    pub even: i64,
}

/// A vote by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedVote {
    /// Number on the roll.
    pub number: i64,
    /// Only with consent, or where a public office is held.
    pub name: Option<String>,
    /// Who stood in and voted; missing where the delegate voted, and in documents of an earlier time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<DeputyInResult>,
    /// Who voted for the place by proxy; missing where nobody did, and in documents of an earlier time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<ProxyInResult>,
    pub body: String,
    pub votes: i64,
    /// Positions marked, from 1: of yes, no, abstain, or of the candidates. `None`: not readable.
    pub marked: Option<Vec<i64>>,
}

/// A deputy who voted for the place of a delegate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeputyInResult {
    /// Only with consent, or where a public office is held.
    pub name: Option<String>,
}

/// A delegate who voted for the place of another one by proxy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxyInResult {
    /// Only with consent, or where a public office is held.
    pub name: Option<String>,
}

/// What the first version is made from.
pub struct Counted<'a> {
    pub federation: &'a Federation,
    pub assembly: Option<AssemblyInResult>,
    pub poll: &'a Poll,
    pub roll: &'a Roll,
    /// With the lots.
    pub count: &'a PollCount,
    pub lots: &'a [PollLot],
    /// Entries that could not vote, and their votes.
    pub excluded: (i64, i64),
    pub roll_call: Option<Vec<NamedVote>>,
}

/// Why a result cannot be published so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPublishable {
    #[error("{0} ballots are too few to publish figures of a secret poll")]
    TooFewBallots(i64),
    #[error("before opening it was chosen that no figure becomes public")]
    OutcomeOnlyWasChosen,
    #[error("a tie waits for its lot")]
    LotNotDrawn,
    #[error("the rule does not fit the figures")]
    Undecided(#[from] UndecidedFigures),
}

/// What published results name as their publisher.
pub const PUBLISHING_OFFICE: &str = "publisher";

impl ResultDocument {
    /// The first version of a counted poll; without a wish for the detail, small groups are protected.
    pub fn first(
        counted: Counted<'_>,
        wish: Option<Detail>,
        at: Timestamp,
    ) -> Result<Self, NotPublishable> {
        let Counted {
            federation,
            assembly,
            poll,
            roll,
            count,
            lots,
            excluded,
            roll_call,
        } = counted;
        if let Outcome::Motion {
            awaits: Some(Awaits::Lot),
            ..
        } = &count.outcome
        {
            return Err(NotPublishable::LotNotDrawn);
        }
        let draft = Self {
            format: ResultFormat::V1,
            version: 1,
            state: ResultState::Final,
            published_at: at,
            published_by: PUBLISHING_OFFICE.to_owned(),
            reason: String::new(),
            note: String::new(),
            federation: FederationInResult {
                slug: federation.slug.clone(),
                name: federation.name.clone(),
            },
            assembly,
            poll: PollInResult {
                id: poll.id,
                kind: poll.kind,
                method: Some(poll.method),
                secrecy: poll.secrecy,
                sealed_to: SealTo::of(poll).map(|key| key.to_text()),
                disclosure: match poll.disclosure {
                    Disclosure::Full => None,
                    Disclosure::OutcomeOnly => Some(Disclosure::OutcomeOnly),
                },
                guard: poll
                    .guard
                    .clone()
                    .filter(|guard| *guard != GuardRecord::default()),
                title: poll.title.clone(),
                question: poll.question.clone(),
                options: poll.options.iter().map(|o| o.label.clone()).collect(),
                bodies: if poll.least_bodies > 0 {
                    poll.options.iter().map(|o| o.body.clone()).collect()
                } else {
                    Vec::new()
                },
                places: if poll.method == Method::Lists {
                    poll.options.iter().map(|o| o.places).collect()
                } else {
                    Vec::new()
                },
                max_choices: poll.max_choices,
                max_per_option: (poll.max_per_option > 1).then_some(poll.max_per_option),
                seats: poll.seats,
                least_bodies: (poll.least_bodies > 0).then_some(poll.least_bodies),
                rule: StoredRule::from(&poll.rule),
                rule_source: poll.rule_source.clone(),
                rule_wording: RuleWording::of(&poll.rule, poll.method),
                opened_at: poll.opened_at,
                closed_at: poll.closed_at,
                counted_at: poll.counted_at,
            },
            roll: RollInResult {
                title: roll.title.clone(),
                entries: roll.entries,
                votes: count.entitled,
                digest: roll.digest.clone().unwrap_or_default(),
                excluded: match excluded {
                    (0, _) => None,
                    (entries, votes) => Some(ExcludedInResult {
                        entries,
                        votes,
                        rule: RULE_OF_EXCLUSION.to_owned(),
                    }),
                },
            },
            voters: count.voters,
            ballots: count.ballots,
            detail: Detail::Full,
            figures: None,
            outcome: match &count.outcome {
                // Ranks cannot be counted again from sums: the count says what came out.
                Outcome::Election { .. } if poll.rule == Rule::Ranked => {
                    PublishedOutcome::of_count(&count.outcome)
                }
                Outcome::Election { .. } | Outcome::Motion { .. } => PublishedOutcome::Motion {
                    accepted: false,
                    awaits: None,
                    findings: Vec::new(),
                },
            },
            lots: lots.to_vec(),
            roll_call,
        };
        draft.with_figures(FiguresInResult::from(count), wish)
    }

    /// The next version after this one.
    pub fn corrected(
        &self,
        correction: &Correction,
        at: Timestamp,
    ) -> Result<Self, NotPublishable> {
        let next = Self {
            version: self.version + 1,
            state: ResultState::Corrected,
            published_at: at,
            reason: correction.reason.clone(),
            note: correction.note.clone(),
            ..self.clone()
        };
        match (&correction.figures, &self.figures) {
            (None, Some(figures)) if correction.detail == Some(Detail::OutcomeOnly) => {
                next.with_figures(figures.clone(), correction.detail)
            }
            (None, _) => Ok(next),
            // How the bodies stand follows from the votes by name, and who was there from the desk: both stay.
            (Some(corrected), before) => Self {
                voters: corrected.voters,
                ballots: corrected.figures.ballots(),
                ..next
            }
            .with_figures(
                FiguresInResult {
                    bodies: before.as_ref().and_then(|figures| figures.bodies),
                    present: before.as_ref().and_then(|figures| figures.present),
                    ..corrected.figures.clone()
                },
                correction.detail,
            ),
        }
    }

    /// Decides by the rule and keeps as much as may be public.
    fn with_figures(
        self,
        figures: FiguresInResult,
        wish: Option<Detail>,
    ) -> Result<Self, NotPublishable> {
        let small = small_group(self.poll.secrecy, self.voters, &figures);
        let detail = match (small, wish) {
            (_, Some(Detail::Full)) if self.poll.disclosure == Some(Disclosure::OutcomeOnly) => {
                return Err(NotPublishable::OutcomeOnlyWasChosen);
            }
            _ if self.poll.disclosure == Some(Disclosure::OutcomeOnly) => Detail::OutcomeOnly,
            (Some(SmallGroup::FewBallots), Some(Detail::Full)) => {
                return Err(NotPublishable::TooFewBallots(figures.ballots()));
            }
            (Some(_), None) => Detail::OutcomeOnly,
            (None, None) => Detail::Full,
            (_, Some(wish)) => wish,
        };
        let decided =
            |lots: &[PollLot]| decision::decide(&self.poll, &figures, self.roll.votes, lots);
        // A lot that was drawn for other figures decides nothing about corrected ones.
        let (lots, outcome) = match decided(&self.lots) {
            Err(_) if !self.lots.is_empty() => (Vec::new(), decided(&[])?),
            outcome => (self.lots.clone(), outcome?),
        };
        let outcome = outcome.unwrap_or_else(|| self.outcome.clone());
        Ok(match detail {
            Detail::Full => Self {
                detail,
                figures: Some(figures),
                outcome,
                lots,
                ..self
            },
            // Not even why: "all but one voted alike" would say it all.
            Detail::OutcomeOnly => Self {
                detail,
                figures: None,
                outcome: outcome.without_figures(),
                lots,
                roll_call: None,
                ..self
            },
        })
    }

    /// The form that is stored, shown as JSON, and of which the checksum is taken.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// SHA-256 of everything that it says but when it is published: what a second person confirms.
    pub fn content_digest(&self) -> String {
        let content = Self {
            published_at: Timestamp::MIN,
            ..self.clone()
        };
        digest(&content.canonical())
    }

    /// How the ballot was filled in.
    pub fn method(&self) -> Method {
        self.poll.method.unwrap_or(match self.poll.kind {
            PollKind::Motion => Method::YesNo,
            PollKind::Election => Method::Choose,
        })
    }

    /// Whether the answers are yes, no and abstention.
    pub fn is_yes_no(&self) -> bool {
        self.method() == Method::YesNo
    }

    /// Entries of the roll that could vote.
    pub fn entitled(&self) -> i64 {
        self.roll.entries - self.roll.excluded.as_ref().map_or(0, |x| x.entries)
    }

    /// Whether every entry of the roll has one vote.
    pub fn one_vote_each(&self) -> bool {
        self.entitled() == self.roll.votes
    }
}

impl From<&PollCount> for FiguresInResult {
    fn from(count: &PollCount) -> Self {
        Self {
            votes: count.votes.clone(),
            valid: count.valid,
            blank: count.blank,
            invalid: count.invalid,
            present: count.present,
            bodies: match &count.outcome {
                Outcome::Motion { bodies, .. } => bodies.map(|b| BodiesInResult {
                    yes: b.yes,
                    no: b.no,
                    even: b.even,
                }),
                Outcome::Election { .. } => None,
            },
        }
    }
}

impl FiguresInResult {
    /// All ballots.
    pub fn ballots(&self) -> i64 {
        self.valid + self.blank + self.invalid
    }

    /// Votes of those who were there; who took part, where presence was not recorded.
    pub fn present(&self) -> i64 {
        let ballots = self.ballots();
        self.present.map_or(ballots, |present| present.max(ballots))
    }
}

/// SHA-256 of a canonical form, in hex.
pub use crate::types::sha256_hex as digest;

#[cfg(test)]
mod tests;
