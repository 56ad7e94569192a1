//! The guard before opening, and the label of trust, over the API.

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};

use crate::{
    App,
    polls::{
        actions::{self, PollView},
        model::{
            OpeningPresence,
            guard::{GuardChoice, GuardFinding},
            preflight::PreflightFinding,
            trust::TrustStatement,
        },
    },
    types::{PollId, RollId},
    web::{
        Refused,
        api::{Caller, Done, Made, expected_revision},
    },
};

/// What the board chooses where figures could tell: a vote by name, no figures, or all of them for a reason.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum GuardChoiceName {
    RollCall,
    OutcomeOnly,
    Accept,
}

impl From<GuardChoice> for GuardChoiceName {
    fn from(choice: GuardChoice) -> Self {
        match choice {
            GuardChoice::RollCall => Self::RollCall,
            GuardChoice::OutcomeOnly => Self::OutcomeOnly,
            GuardChoice::Accept => Self::Accept,
        }
    }
}

impl From<GuardChoiceName> for GuardChoice {
    fn from(name: GuardChoiceName) -> Self {
        match name {
            GuardChoiceName::RollCall => Self::RollCall,
            GuardChoiceName::OutcomeOnly => Self::OutcomeOnly,
            GuardChoiceName::Accept => Self::Accept,
        }
    }
}

/// What figures could tell.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum FindingName {
    TooFew,
    Few,
    MostVotes,
    UniqueWeights,
    SinglePersons,
    SameQuestion,
}

/// Something that figures could tell.
#[derive(Object)]
struct FindingDocument {
    finding: FindingName,
    /// Voters, votes of the one who has most, bodies, or people by whom the electorates differ.
    n: i64,
    /// All votes, where one has most of them.
    of: Option<i64>,
    /// The poll in which the same was asked.
    poll: Option<i64>,
    /// A secret poll cannot be opened at all.
    forbids: bool,
    /// Somebody has to choose before the poll is opened.
    forces_a_choice: bool,
}

impl From<&GuardFinding> for FindingDocument {
    fn from(found: &GuardFinding) -> Self {
        let (finding, n, of, poll) = match found {
            GuardFinding::TooFew { voters } => (FindingName::TooFew, *voters, None, None),
            GuardFinding::Few { voters } => (FindingName::Few, *voters, None, None),
            GuardFinding::MostVotes { votes, of } => {
                (FindingName::MostVotes, *votes, Some(*of), None)
            }
            GuardFinding::UniqueWeights { voters } => {
                (FindingName::UniqueWeights, *voters, None, None)
            }
            GuardFinding::SinglePersons { bodies } => {
                (FindingName::SinglePersons, *bodies, None, None)
            }
            GuardFinding::SameQuestion { poll, differ } => {
                (FindingName::SameQuestion, *differ, None, Some(poll.0))
            }
        };
        Self {
            finding,
            n,
            of,
            poll,
            forbids: found.forbids(),
            forces_a_choice: found.forces_a_choice(),
        }
    }
}

/// What the figures of a secret poll could tell, and what was chosen about it.
#[derive(Object)]
pub struct GuardDocument {
    /// The gravest first; as it is now, and from opening on as it was then.
    findings: Vec<FindingDocument>,
    /// A choice is missing: the poll cannot be opened yet.
    wants_a_choice: bool,
    choice: Option<GuardChoiceName>,
    /// Why the poll is secret nevertheless; voters and readers of the result see it.
    reason: Option<String>,
}

impl GuardDocument {
    pub fn of(view: &PollView) -> Self {
        let guard = view.guard.clone().unwrap_or_default();
        Self {
            findings: guard.findings.iter().map(FindingDocument::from).collect(),
            wants_a_choice: view.wants_a_choice(),
            choice: guard.choice.map(GuardChoiceName::from),
            reason: (!guard.reason.is_empty()).then_some(guard.reason),
        }
    }
}

/// A statement of the label.
#[derive(Object)]
pub struct TrustDocument {
    /// Of whom it speaks: `others`, `offices`, `board`, `operator_while_open`, `operator_after_close`; `proof`: what can be checked.
    party: String,
    /// Such as `others_nothing` or `proof_tracker`.
    statement: String,
}

/// A label of trust.
pub fn trust_document(label: &[TrustStatement]) -> Vec<TrustDocument> {
    label
        .iter()
        .map(|statement| TrustDocument {
            party: statement.party().as_str().to_owned(),
            statement: statement.as_str().to_owned(),
        })
        .collect()
}

/// Something that is found before opening.
#[derive(Object)]
pub struct PreflightDocument {
    /// Such as `quorum_impossible`, `quorum_missing`, `quorum_there`, `clock_behind`, `disk_full`, `disk_low`, `without_code`, `languages_missing`, `backup`.
    check: String,
    /// It stands in the way of opening. The others are noted with the names of those who ask and confirm.
    critical: bool,
}

impl From<&PreflightFinding> for PreflightDocument {
    fn from(found: &PreflightFinding) -> Self {
        Self {
            check: found.as_str().to_owned(),
            critical: found.is_critical(),
        }
    }
}

/// Who was there when a poll of an assembly was opened, against the quorum of the statutes of that day.
#[derive(Object)]
pub struct OpeningPresenceDocument {
    /// Places of the roll.
    places: i64,
    /// Places whose delegate was there.
    own: i64,
    /// Places whose deputy was there.
    deputies: i64,
    /// Places that somebody who was there represented by proxy.
    proxies: i64,
    /// So many had to be taken; not there where the statutes ask for none.
    needed: Option<i64>,
    /// Where the quorum is written.
    article: Option<String>,
}

impl From<&OpeningPresence> for OpeningPresenceDocument {
    fn from(there: &OpeningPresence) -> Self {
        Self {
            places: there.places,
            own: there.own,
            deputies: there.deputies,
            proxies: there.proxies,
            needed: there.needed,
            article: there.needed.map(|_| there.article.clone()),
        }
    }
}

/// A choice about what figures could tell.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct GuardChoiceRequest {
    choice: GuardChoiceName,
    /// 3 to 300 letters; needed to accept, and to keep figures back where the outcome alone tells something.
    #[oai(default, validator(max_length = 1000))]
    reason: String,
}

/// The roll whose voters decide together with those of the poll.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MergeRequest {
    roll_id: i64,
}

/// The operations on the guard.
pub struct GuardApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl GuardApi {
    /// Chooses about what the figures of a secret poll could tell, before it is opened.
    #[oai(
        path = "/federations/:slug/polls/:poll/guard",
        method = "put",
        operation_id = "choose_guard"
    )]
    async fn choose_guard(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<GuardChoiceRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        actions::choose_guard(
            &app,
            &caller.0,
            &slug,
            PollId(poll.0),
            revision,
            body.0.choice.into(),
            &body.0.reason,
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Writes the question of a poll that is not open yet as a draft on another frozen roll, on which all of its voters stand and others
    /// beside them, so that figures tell nothing of few.
    #[oai(
        path = "/federations/:slug/polls/:poll/merge",
        method = "post",
        operation_id = "merge_poll"
    )]
    async fn merge_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<MergeRequest>,
    ) -> Result<Made, Refused> {
        let (poll, roll) = (PollId(poll.0), RollId(body.0.roll_id));
        let draft = actions::merge_poll(&app, &caller.0, &slug, poll, roll).await?;
        Ok(Made::new(draft.0))
    }
}
