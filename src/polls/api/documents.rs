//! What staff send and read about polls.

use std::collections::BTreeMap;

use poem_openapi::{Enum, Object};

use super::guarding::{GuardDocument, OpeningPresenceDocument, PreflightDocument, TrustDocument};

use crate::{
    polls::{
        count::Awaits,
        input::PollInput,
        model::{
            Disclosure, Follows, Method, Poll, PollKind, Rule, Secrecy, Standing,
            paper::BoxWaitsFor,
        },
        store::RollCallVote,
        stored_rule::{StoredQuorum, StoredRule, StoredShare},
    },
    statutes::model::rules::Purpose,
    tally::{
        majority::{MajorityBase, MajorityRule, QuorumMeasure, TieRule},
        poll::{Ballot, ElectionRule},
        seats::Method as SeatMethod,
    },
    types::Localized,
};

/// An enum of the API that mirrors one of the model, in both directions.
macro_rules! mirrored {
    ($($(#[$meta:meta])* $name:ident = $model:ident { $($variant:ident),+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Enum)]
        #[oai(rename_all = "snake_case")]
        pub enum $name { $($variant),+ }

        impl From<$model> for $name {
            fn from(value: $model) -> Self {
                match value { $($model::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $model {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),+ }
            }
        }
    )+};
}

mirrored! {
    /// What is asked: yes, no, abstain; or up to k of n candidates.
    PollKindName = PollKind { Motion, Election }
    /// How a ballot is filled in and counted.
    MethodName = Method { YesNo, Choose, Cumulate, Lists, InstantRunoff, ScottishStv, Schulze }
    /// How a poll comes from an earlier one.
    FollowsName = Follows { Repeat, Runoff }
    /// What a motion decides, in the words of the statutes.
    DecidedName = Purpose { Resolution, Amendment, Removal, Dissolution }
    /// Every figure, or only what was decided.
    DisclosureName = Disclosure { Full, OutcomeOnly }
    /// Secret, or by name.
    SecrecyName = Secrecy { Secret, RollCall }
    /// Where a poll is on its way.
    PollStateName = Standing { Draft, Ready, Open, Interrupted, Closed, Counted, Published, Void }
    /// What the share of a majority is measured against.
    MajorityBaseName = MajorityBase { YesNo, Valid, Present, Entitled }
    /// What a quorum counts.
    QuorumMeasureName = QuorumMeasure { Present, Voted }
    /// By what candidates are elected.
    ElectionRuleName = ElectionRule { RelativeMajority, AbsoluteMajorityOfValid }
    /// What a tie means: the motion is rejected, a lot decides, or it is voted on again.
    TieName = TieRule { Rejected, Lot, Runoff }
    /// What a tie still asks for.
    AwaitsName = Awaits { Lot, Runoff }
}

/// How seats go to lists.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub enum ListSeatsName {
    SainteLague,
    Dhondt,
    HareNiemeyer,
}

impl From<SeatMethod> for ListSeatsName {
    fn from(method: SeatMethod) -> Self {
        match method {
            SeatMethod::SainteLague => Self::SainteLague,
            SeatMethod::DHondt => Self::Dhondt,
            SeatMethod::HareNiemeyer => Self::HareNiemeyer,
        }
    }
}

impl From<ListSeatsName> for SeatMethod {
    fn from(name: ListSeatsName) -> Self {
        match name {
            ListSeatsName::SainteLague => Self::SainteLague,
            ListSeatsName::Dhondt => Self::DHondt,
            ListSeatsName::HareNiemeyer => Self::HareNiemeyer,
        }
    }
}

/// At least, or strictly more than, so many parts of so many.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ShareDocument {
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))]
    numerator: i64,
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))]
    denominator: i64,
    #[oai(default)]
    strict: bool,
}

/// How many must take part: a number, or a share of the entitled.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct QuorumDocument {
    measure: QuorumMeasureName,
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))]
    number: Option<i64>,
    of_entitled: Option<ShareDocument>,
}

/// The rule by which a motion is accepted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct MajorityDocument {
    share: ShareDocument,
    base: MajorityBaseName,
    /// Least number of yes votes; 0 for none.
    #[oai(default, validator(minimum(value = "0"), maximum(value = "1000000")))]
    min_yes: i64,
    /// Share of all entitled that must vote yes as well.
    min_of_entitled: Option<ShareDocument>,
    quorum: Option<QuorumDocument>,
    /// Share of the bodies that must be for it as well, each by the majority of its own votes; only in a vote by name.
    of_bodies: Option<ShareDocument>,
    /// What a tie means; without it the motion is rejected.
    tie: Option<TieName>,
}

/// A poll as written.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PollDraft {
    kind: PollKindName,
    secrecy: SecrecyName,
    /// Texts by language tag; the language of the federation is required.
    title: BTreeMap<String, String>,
    question: BTreeMap<String, String>,
    /// How a ballot is filled in and counted; without it yes, no and abstain for a motion, marking for an election.
    method: Option<MethodName>,
    /// Candidates, lists, or motions put against each other, in the order of the ballot.
    #[oai(default, validator(max_items = 200))]
    options: Vec<BTreeMap<String, String>>,
    /// From which body each candidate comes; none at all, or one for each.
    #[oai(default, validator(max_items = 200))]
    bodies: Vec<String>,
    /// How many people stand on each list; none at all where every list fills all seats.
    #[oai(default, validator(max_items = 200))]
    places: Vec<i64>,
    /// How many votes a ballot has: options to be marked, or votes to be cumulated.
    #[oai(
        default = "one",
        validator(minimum(value = "1"), maximum(value = "400"))
    )]
    max_choices: i64,
    /// How many of them one option may get.
    #[oai(default = "one", validator(minimum(value = "1"), maximum(value = "9")))]
    max_per_option: i64,
    /// From how many bodies those elected must come; 0 where that is free.
    #[oai(default, validator(minimum(value = "0"), maximum(value = "200")))]
    least_bodies: i64,
    #[oai(
        default = "one",
        validator(minimum(value = "1"), maximum(value = "200"))
    )]
    seats: i64,
    /// For a single motion.
    majority: Option<MajorityDocument>,
    /// For options that are marked or get votes.
    election_rule: Option<ElectionRuleName>,
    /// For lists.
    list_seats: Option<ListSeatsName>,
    /// What a motion decides: then majority and quorum are those of the statutes on the day of the assembly.
    purpose: Option<DecidedName>,
}

fn one() -> i64 {
    1
}

/// A poll.
#[derive(Object)]
pub struct PollDocument {
    id: i64,
    roll_id: i64,
    /// Its place among the polls of the roll.
    position: i64,
    kind: PollKindName,
    method: MethodName,
    secrecy: SecrecyName,
    title: BTreeMap<String, String>,
    question: BTreeMap<String, String>,
    options: Vec<BTreeMap<String, String>>,
    bodies: Vec<String>,
    places: Vec<i64>,
    max_choices: i64,
    max_per_option: i64,
    seats: i64,
    least_bodies: i64,
    majority: Option<MajorityDocument>,
    election_rule: Option<ElectionRuleName>,
    list_seats: Option<ListSeatsName>,
    /// The version of the statutes from which the rule was taken, and the article.
    statutes: Option<String>,
    article: Option<String>,
    /// The poll that it repeats, or whose runoff it is.
    follows: Option<i64>,
    follows_as: Option<FollowsName>,
    state: PollStateName,
    /// RFC 3339, UTC, as the times below.
    closes_at: Option<String>,
    /// So many minutes more for voters who signed in before `closes_at`.
    grace_minutes: i64,
    opened_at: Option<String>,
    /// Since when no ballots are taken for a while.
    interrupted_at: Option<String>,
    closed_at: Option<String>,
    counted_at: Option<String>,
    voided_at: Option<String>,
    /// Why it is void.
    void_reason: Option<String>,
    /// Ballots in the box, from opening on.
    ballots: Option<i64>,
    /// Votes of all entries of the roll; only where one poll is shown.
    pub entitled: Option<i64>,
    /// How much of the result may become public.
    disclosure: DisclosureName,
    /// What the figures could tell; only where one secret poll is shown, once its roll is frozen.
    pub guard: Option<GuardDocument>,
    /// Who could learn or change what, as statements; only where one poll is shown.
    pub trust: Option<Vec<TrustDocument>>,
    /// What stands in the way of opening, or has to be known before; only where one poll is shown that can be opened.
    pub preflight: Option<Vec<PreflightDocument>>,
    /// Who was there when it was opened; only where one poll of an assembly is shown.
    pub presence: Option<OpeningPresenceDocument>,
    /// The key to which ballots are sealed, in hexadecimal digits.
    sealed_to: Option<String>,
    /// What its closed box waits for; only where one poll is shown.
    pub waits_for: Option<WaitsForName>,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

/// What a closed box waits for before it can be counted.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub enum WaitsForName {
    /// Two people count the ballots on paper.
    Paper,
    /// Two keys of the board.
    Keys,
    /// One of two keys.
    Key,
}

impl From<&BoxWaitsFor> for WaitsForName {
    fn from(waits: &BoxWaitsFor) -> Self {
        match waits {
            BoxWaitsFor::Paper(_) => Self::Paper,
            BoxWaitsFor::Keys { one_given: false } => Self::Keys,
            BoxWaitsFor::Keys { one_given: true } => Self::Key,
        }
    }
}

/// A page of polls.
#[derive(Object)]
pub struct PollPage {
    pub items: Vec<PollDocument>,
    pub total: i64,
    pub page: i64,
    pub last_page: i64,
}

/// A vote by name.
#[derive(Object)]
pub struct RollCallDocument {
    /// Number on the roll.
    number: i64,
    name: String,
    /// The deputy who stood in and voted; not there where the delegate voted.
    #[oai(skip_serializing_if_is_none)]
    deputy: Option<String>,
    /// Who voted for the place by proxy; not there where its delegate or deputy voted.
    #[oai(skip_serializing_if_is_none)]
    proxy: Option<String>,
    body_name: String,
    votes: i64,
    /// What was marked: `yes`, `no`, `abstain`; or places on the ballot, from 1. Empty for a blank ballot.
    choices: Vec<String>,
}

/// A page of votes by name.
#[derive(Object)]
pub struct RollCallPage {
    pub items: Vec<RollCallDocument>,
    pub total: i64,
    pub page: i64,
    pub last_page: i64,
}

/// Negative numbers are refused by the validators.
fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl From<ShareDocument> for StoredShare {
    fn from(share: ShareDocument) -> Self {
        Self {
            numerator: unsigned(share.numerator),
            denominator: unsigned(share.denominator),
            strict: share.strict,
        }
    }
}

impl From<StoredShare> for ShareDocument {
    fn from(share: StoredShare) -> Self {
        Self {
            numerator: signed(share.numerator),
            denominator: signed(share.denominator),
            strict: share.strict,
        }
    }
}

impl PollDraft {
    /// As input; a rule that is missing or of the other kind is refused as such.
    pub fn input(self) -> PollInput {
        let election = StoredRule::Election {
            rule: self
                .election_rule
                .map(|r| ElectionRule::from(r).code().to_owned())
                .unwrap_or_default(),
        };
        let rule = match (self.majority, self.election_rule, self.list_seats) {
            (Some(majority), None, None) => majority.stored(),
            (None, Some(_), None) => election,
            (None, None, Some(seats)) => StoredRule::Lists {
                method: SeatMethod::from(seats).code().to_owned(),
            },
            (None, None, None) if self.purpose.is_some() => {
                StoredRule::from(&Rule::Motion(MajorityRule::simple()))
            }
            (None, None, None) => StoredRule::Ranked {},
            // Two rules are none.
            _ => StoredRule::Election {
                rule: String::new(),
            },
        };
        PollInput {
            kind: PollKind::from(self.kind).as_str().to_owned(),
            method: self
                .method
                .map(|m| Method::from(m).as_str().to_owned())
                .unwrap_or_default(),
            secrecy: Secrecy::from(self.secrecy).as_str().to_owned(),
            title: self.title,
            question: self.question,
            options: self.options,
            bodies: self.bodies,
            places: self.places,
            max_choices: self.max_choices,
            max_per_option: self.max_per_option,
            seats: self.seats,
            least_bodies: self.least_bodies,
            rule,
            purpose: self.purpose.map(|p| Purpose::from(p).as_str().to_owned()),
        }
    }
}

impl MajorityDocument {
    fn stored(self) -> StoredRule {
        StoredRule::Motion {
            numerator: unsigned(self.share.numerator),
            denominator: unsigned(self.share.denominator),
            strict: self.share.strict,
            base: MajorityBase::from(self.base).code().to_owned(),
            min_yes: unsigned(self.min_yes),
            min_of_entitled: self.min_of_entitled.map(StoredShare::from),
            quorum: self.quorum.map(|q| StoredQuorum {
                measure: QuorumMeasure::from(q.measure).code().to_owned(),
                number: q.number.map(unsigned),
                of_entitled: q.of_entitled.map(StoredShare::from),
            }),
            of_bodies: self.of_bodies.map(StoredShare::from),
            tie: self.tie.map(|tie| TieRule::from(tie).code().to_owned()),
        }
    }

    fn of(rule: &Rule) -> Option<Self> {
        let Rule::Motion(majority) = rule else {
            return None;
        };
        let StoredRule::Motion {
            numerator,
            denominator,
            strict,
            min_yes,
            min_of_entitled,
            quorum,
            of_bodies,
            ..
        } = StoredRule::from(rule)
        else {
            return None;
        };
        Some(Self {
            share: StoredShare {
                numerator,
                denominator,
                strict,
            }
            .into(),
            base: majority.base().into(),
            min_yes: signed(min_yes),
            min_of_entitled: min_of_entitled.map(ShareDocument::from),
            quorum: majority
                .quorum()
                .zip(quorum)
                .map(|(q, stored)| QuorumDocument {
                    measure: q.measure.into(),
                    number: stored.number.map(signed),
                    of_entitled: stored.of_entitled.map(ShareDocument::from),
                }),
            of_bodies: of_bodies.map(ShareDocument::from),
            tie: Some(majority.tie().into()),
        })
    }
}

/// A text by language tag.
pub fn by_tag(text: &Localized) -> BTreeMap<String, String> {
    text.iter()
        .map(|(locale, text)| (locale.tag().to_owned(), text.to_owned()))
        .collect()
}

impl PollDocument {
    pub fn new(poll: Poll, ballots: Option<i64>) -> Self {
        Self {
            id: poll.id.0,
            roll_id: poll.roll.0,
            position: poll.position,
            kind: poll.kind.into(),
            method: poll.method.into(),
            secrecy: poll.secrecy.into(),
            title: by_tag(&poll.title),
            question: by_tag(&poll.question),
            options: poll.options.iter().map(|o| by_tag(&o.label)).collect(),
            bodies: poll.options.iter().map(|o| o.body.clone()).collect(),
            places: poll.options.iter().map(|o| o.places).collect(),
            max_choices: poll.max_choices,
            max_per_option: poll.max_per_option,
            seats: poll.seats,
            least_bodies: poll.least_bodies,
            majority: MajorityDocument::of(&poll.rule),
            election_rule: match &poll.rule {
                Rule::Election(rule) => Some((*rule).into()),
                Rule::Motion(_) | Rule::Lists(_) | Rule::Ranked => None,
            },
            list_seats: match &poll.rule {
                Rule::Lists(method) => Some((*method).into()),
                Rule::Motion(_) | Rule::Election(_) | Rule::Ranked => None,
            },
            state: poll.standing().into(),
            statutes: poll.rule_source.as_ref().map(|s| s.title.clone()),
            article: poll.rule_source.map(|s| s.article),
            follows: poll.follows.map(|(poll, _)| poll.0),
            follows_as: poll.follows.map(|(_, how)| how.into()),
            closes_at: poll.closes_at.map(|t| t.to_string()),
            opened_at: poll.opened_at.map(|t| t.to_string()),
            closed_at: poll.closed_at.map(|t| t.to_string()),
            counted_at: poll.counted_at.map(|t| t.to_string()),
            grace_minutes: poll.grace_minutes,
            interrupted_at: poll.interrupted_at.map(|t| t.to_string()),
            voided_at: poll.voided.as_ref().map(|(at, _)| at.to_string()),
            void_reason: poll.voided.map(|(_, reason)| reason),
            ballots,
            entitled: None,
            disclosure: poll.disclosure.into(),
            guard: None,
            preflight: None,
            presence: None,
            sealed_to: Some(poll.sealed_to).filter(|key| !key.is_empty()),
            waits_for: None,
            trust: None,
            revision: poll.revision,
        }
    }
}

impl RollCallDocument {
    pub fn new(poll: &Poll, vote: RollCallVote) -> Self {
        let marked = poll
            .paper()
            .and_then(|paper| Ballot::parse(paper, &vote.ballot).ok())
            .map(|ballot| ballot.marked().collect::<Vec<_>>())
            .unwrap_or_default();
        let name = |position: usize| match poll.method {
            Method::YesNo => ["yes", "no", "abstain"]
                .get(position)
                .copied()
                .unwrap_or_default()
                .to_owned(),
            Method::Choose
            | Method::Cumulate
            | Method::Lists
            | Method::InstantRunoff
            | Method::ScottishStv
            | Method::Schulze => (position + 1).to_string(),
        };
        Self {
            number: vote.number,
            name: vote.name,
            deputy: vote.deputy,
            proxy: vote.proxy,
            body_name: vote.body_name,
            votes: vote.votes,
            choices: marked.into_iter().map(name).collect(),
        }
    }
}
