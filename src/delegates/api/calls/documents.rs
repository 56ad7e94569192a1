//! What the operations of calls and credentials take and answer.

use poem_openapi::Object;

use crate::delegates::{
    actions::call::CallLine,
    api::documents::{DelegateDocument, DelegateRoleName, DelegationStateName, RoundDocument},
    model::Doubt,
};

/// A text in several languages.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct IntroText {
    /// Language tag.
    #[oai(validator(max_length = 35))]
    pub(super) locale: String,
    #[oai(validator(max_length = 2000))]
    pub(super) text: String,
}

/// What the token of a link opens.
#[derive(Object)]
pub(super) struct OfficeLinkDocument {
    /// Short name of the federation, as in addresses.
    pub(super) federation: String,
    pub(super) round: RoundDocument,
    pub(super) body_id: i64,
    pub(super) body_name: String,
}

/// Texts and reminder of a call.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewCall {
    /// A text of staff for the invitation, by language.
    #[oai(default, validator(max_items = 50))]
    pub(super) intro: Vec<IntroText>,
    /// So many days before the deadline bodies that have not submitted are reminded once.
    #[oai(validator(minimum(value = "1"), maximum(value = "60")))]
    pub(super) remind_days: Option<i64>,
}

/// A body of a call.
#[derive(Object)]
pub(super) struct CallLineDocument {
    pub(super) body_id: i64,
    pub(super) body_name: String,
    pub(super) places: i64,
    /// Whether the body's link opens anything now.
    pub(super) link_is_valid: bool,
    /// How often the body got a link.
    pub(super) link_generation: i64,
    /// State of the newest message with the link.
    pub(super) message_state: Option<String>,
    pub(super) message_id: Option<i64>,
    pub(super) state: DelegationStateName,
}

impl From<CallLine> for CallLineDocument {
    fn from(line: CallLine) -> Self {
        Self {
            body_id: line.entitlement.body.0,
            body_name: line.entitlement.body_name,
            places: line.entitlement.places.places,
            link_is_valid: line.link_is_valid,
            link_generation: line.link.map_or(0, |l| l.generation),
            message_state: line.message.as_ref().map(|m| m.state.as_str().to_owned()),
            message_id: line.message.map(|m| m.id.0),
            state: line.state.into(),
        }
    }
}

/// The call of a round.
#[derive(Object)]
pub(super) struct CallDocument {
    /// RFC 3339; missing before it is opened.
    pub(super) opened_at: Option<String>,
    pub(super) remind_days: Option<i64>,
    /// RFC 3339.
    pub(super) reminded_at: Option<String>,
    /// Every body with places.
    pub(super) bodies: Vec<CallLineDocument>,
}

/// How many bodies a message was queued for.
#[derive(Object)]
pub(super) struct QueuedMessages {
    pub(super) queued: i64,
}

/// A letter to a body; its link lets in whoever has it.
#[derive(Object)]
pub(super) struct LetterDocument {
    pub(super) body_id: i64,
    pub(super) body_name: String,
    pub(super) link: String,
}

/// Letters of a call.
#[derive(Object)]
pub(super) struct LettersDocument {
    pub(super) letters: Vec<LetterDocument>,
}

/// For whom letters are made.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct LetterChoice {
    /// One body; without it all that cannot be reached by mail.
    pub(super) body_id: Option<i64>,
}

/// Somebody whom the register does not know yet.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewPersonToRegister {
    #[oai(default, validator(max_length = 100))]
    pub(super) given_name: String,
    #[oai(validator(min_length = 1, max_length = 100))]
    pub(super) family_name: String,
    #[oai(default, validator(max_length = 254))]
    pub(super) email: String,
    pub(super) role: DelegateRoleName,
    /// The delegate for whom a deputy stands in; missing for the whole delegation.
    pub(super) principal_id: Option<i64>,
}

/// The resolution by which a body named its delegates.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewResolution {
    /// YYYY-MM-DD; missing where there is none.
    #[oai(validator(max_length = 10))]
    pub(super) resolution_on: Option<String>,
}

/// Why something is changed after the deadline.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct LateReason {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub(super) reason: String,
}

/// A person of a submission.
#[derive(Object)]
pub(super) struct SubmittedPerson {
    pub(super) delegate_id: i64,
    pub(super) person_id: i64,
    /// As it is today.
    pub(super) name: String,
    pub(super) role: DelegateRoleName,
    pub(super) principal_id: Option<i64>,
}

/// What a body submitted, with its receipt.
#[derive(Object)]
pub(super) struct SubmissionDocument {
    /// The number on the receipt.
    pub(super) receipt: String,
    pub(super) number: i64,
    /// RFC 3339.
    pub(super) submitted_at: String,
    /// SHA-256 of the canonical text.
    pub(super) digest: String,
    pub(super) people: Vec<SubmittedPerson>,
}

/// A reason to look twice.
#[derive(Object)]
pub(super) struct DoubtDocument {
    pub(super) doubt: String,
    /// A body's name, or a reason; empty for most.
    pub(super) detail: String,
    /// Whether accepting needs a reason of its own.
    pub(super) blocks: bool,
}

impl From<&Doubt> for DoubtDocument {
    fn from(doubt: &Doubt) -> Self {
        Self {
            doubt: doubt.as_str().to_owned(),
            detail: doubt.detail().to_owned(),
            blocks: doubt.blocks(),
        }
    }
}

/// A registration with its doubts.
#[derive(Object)]
pub(super) struct DoubtfulDelegate {
    pub(super) delegate: DelegateDocument,
    pub(super) doubts: Vec<DoubtDocument>,
}

/// A delegation with its doubts.
#[derive(Object)]
pub(super) struct DoubtfulDelegation {
    pub(super) body_id: i64,
    pub(super) body_name: String,
    pub(super) state: DelegationStateName,
    pub(super) doubts: Vec<DoubtDocument>,
    pub(super) delegates: Vec<DoubtfulDelegate>,
}

/// The work list of a round.
#[derive(Object)]
pub(super) struct DoubtList {
    pub(super) items: Vec<DoubtfulDelegation>,
}

/// Accepting in spite of doubts.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct Overruling {
    #[oai(
        default = "one",
        validator(minimum(value = "1"), maximum(value = "99"))
    )]
    pub(super) votes: i64,
    #[oai(validator(min_length = 1, max_length = 500))]
    pub(super) reason: String,
}

fn one() -> i64 {
    1
}

/// Why a delegate departed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct DepartureReason {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub(super) reason: String,
}

/// Who follows somebody who departed.
#[derive(Object)]
pub(super) struct FollowingDelegate {
    /// Missing where there is no substitute, so that the place is free.
    pub(super) delegate_id: Option<i64>,
}
