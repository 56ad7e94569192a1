//! Corrections of a frozen roll over the API.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    rolls::{
        actions,
        model::{Change, Correction, CorrectionInput, WaitingCorrection},
    },
    types::{ApprovalId, RollId},
    web::{
        Refused,
        api::{Caller, Done, Made},
    },
};

/// The operations on corrections.
pub struct CorrectionsApi;

/// What a correction changes; no names.
#[derive(Object)]
struct ChangeOfRoll {
    /// Number of the entry; of somebody added only once it is confirmed.
    number: Option<i64>,
    entry_id: Option<i64>,
    person_id: i64,
    body_id: i64,
    votes_before: Option<i64>,
    votes: Option<i64>,
    /// Commitment of a name that comes onto the roll.
    name_sha256: Option<String>,
}

impl From<Change> for ChangeOfRoll {
    fn from(change: Change) -> Self {
        Self {
            number: change.number,
            entry_id: change.entry.map(|id| id.0),
            person_id: change.person.0,
            body_id: change.body.0,
            votes_before: change.votes_before,
            votes: change.votes,
            name_sha256: change.name_sha256,
        }
    }
}

/// A correction that was made.
#[derive(Object)]
struct RollCorrectionDocument {
    /// From 1.
    number: i64,
    /// `strike`, `add`, `votes` or `name`.
    kind: String,
    change: ChangeOfRoll,
    reason: String,
    requested_by: String,
    confirmed_by: String,
    /// RFC 3339, UTC.
    confirmed_at: String,
    /// Digest of the roll before.
    digest_before: String,
    /// Digest of the roll after it.
    digest: String,
}

impl From<Correction> for RollCorrectionDocument {
    fn from(correction: Correction) -> Self {
        Self {
            number: correction.number,
            kind: correction.kind.as_str().to_owned(),
            change: correction.change.into(),
            reason: correction.reason,
            requested_by: correction.requested_by,
            confirmed_by: correction.confirmed_by,
            confirmed_at: correction.confirmed_at.to_string(),
            digest_before: correction.digest_before,
            digest: correction.digest,
        }
    }
}

/// A correction that waits for a second person.
#[derive(Object)]
struct WaitingRollCorrection {
    id: i64,
    /// `strike`, `add`, `votes` or `name`.
    kind: String,
    change: ChangeOfRoll,
    /// Of whom it is about; the new one of a name.
    name: String,
    reason: String,
    requested_by: String,
    /// RFC 3339, UTC.
    requested_at: String,
}

impl From<WaitingCorrection> for WaitingRollCorrection {
    fn from(waiting: WaitingCorrection) -> Self {
        Self {
            id: waiting.approval.id.0,
            kind: waiting.draft.kind.as_str().to_owned(),
            change: waiting.draft.change.into(),
            name: waiting.name,
            reason: waiting.approval.reason,
            requested_by: waiting.approval.requested_by_name,
            requested_at: waiting.approval.requested_at.to_string(),
        }
    }
}

/// The corrections of a roll.
#[derive(Object)]
struct RollCorrections {
    /// Whether corrections are still possible: the roll is frozen, and no poll of it was opened.
    possible: bool,
    waiting: Option<WaitingRollCorrection>,
    made: Vec<RollCorrectionDocument>,
}

/// Which correction is asked for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct RollCorrectionRequest {
    /// `strike`, `add`, `votes` or `name`.
    kind: String,
    /// For `strike`, `votes` and `name`.
    entry_id: Option<i64>,
    /// For `add`: somebody who belongs to the body on the day of the round.
    person_id: Option<i64>,
    /// For `add`.
    body_id: Option<i64>,
    /// For `add` and `votes`.
    votes: Option<i64>,
    /// 3 to 300 signs; no names, since the list of corrections is kept for good.
    #[oai(validator(max_length = 300))]
    reason: String,
}

fn typed(number: Option<i64>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

#[OpenApi(tag = "crate::api::Tag::Rolls")]
impl CorrectionsApi {
    /// Lists the corrections of a roll by number, and the one that waits.
    #[oai(
        path = "/federations/:slug/rolls/:roll/corrections",
        method = "get",
        operation_id = "list_roll_corrections"
    )]
    async fn list_corrections(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<RollCorrections>, Refused> {
        let of_roll = actions::corrections(&app, &caller.0, &slug, RollId(roll.0)).await?;
        let made = of_roll.made.into_iter().map(RollCorrectionDocument::from);
        Ok(Json(RollCorrections {
            possible: of_roll.possible,
            waiting: of_roll.waiting.map(WaitingRollCorrection::from),
            made: made.collect(),
        }))
    }

    /// Asks for a correction of a frozen roll before its first poll is opened; somebody of the election board confirms.
    #[oai(
        path = "/federations/:slug/rolls/:roll/corrections",
        method = "post",
        operation_id = "request_roll_correction"
    )]
    async fn request_correction(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        body: Json<RollCorrectionRequest>,
    ) -> Result<Made, Refused> {
        let input = CorrectionInput {
            kind: body.0.kind,
            entry: typed(body.0.entry_id),
            person: typed(body.0.person_id),
            body: typed(body.0.body_id),
            votes: typed(body.0.votes),
            reason: body.0.reason,
        };
        let roll = RollId(roll.0);
        let id = actions::request_correction(&app, &caller.0, &slug, roll, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Confirms somebody else's correction: the roll, its digest and the list change at once.
    #[oai(
        path = "/federations/:slug/rolls/:roll/corrections/:approval/confirm",
        method = "post",
        operation_id = "confirm_roll_correction"
    )]
    async fn confirm_correction(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Done, Refused> {
        let (roll, id) = (RollId(roll.0), ApprovalId(approval.0));
        actions::confirm_correction(&app, &caller.0, &slug, roll, id).await?;
        Ok(Done::NoContent)
    }

    /// Withdraws a correction that waits.
    #[oai(
        path = "/federations/:slug/rolls/:roll/corrections/:approval/withdraw",
        method = "post",
        operation_id = "withdraw_roll_correction"
    )]
    async fn withdraw_correction(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Done, Refused> {
        let (roll, id) = (RollId(roll.0), ApprovalId(approval.0));
        actions::withdraw_correction(&app, &caller.0, &slug, roll, id).await?;
        Ok(Done::NoContent)
    }
}
