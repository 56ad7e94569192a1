//! A new code for one delegate or deputy over the API: one person asks, another one confirms.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{SheetDocument, documents, ids};
use crate::{
    App,
    rolls::{
        actions,
        model::{CodeOf, ReissueInput, WaitingReissue},
    },
    types::{ApprovalId, EntryId, RollId, StandInId},
    web::{
        Refused,
        api::{Caller, Done, Made},
    },
};

/// The operations on new codes for one person.
pub struct ReissuesApi;

/// Why a new code is needed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ReissueRequest {
    #[oai(validator(max_length = 300))]
    reason: String,
}

/// A request for a new code that waits for a second person.
#[derive(Object)]
struct ReissueDocument {
    id: i64,
    /// Of a delegate.
    entry_id: Option<i64>,
    /// Of a deputy.
    stand_in_id: Option<i64>,
    number: i64,
    name: String,
    body_name: String,
    reason: String,
    requested_by: String,
    /// RFC 3339, UTC.
    requested_at: String,
}

impl From<WaitingReissue> for ReissueDocument {
    fn from(waiting: WaitingReissue) -> Self {
        let (entry_id, stand_in_id) = ids(waiting.owner);
        Self {
            id: waiting.id.0,
            entry_id,
            stand_in_id,
            number: waiting.number,
            name: waiting.name,
            body_name: waiting.body_name,
            reason: waiting.reason,
            requested_by: waiting.requested_by_name,
            requested_at: waiting.requested_at.to_string(),
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Rolls")]
impl ReissuesApi {
    /// Lists the requests for a new code that wait for a second person.
    #[oai(
        path = "/federations/:slug/rolls/:roll/reissues",
        method = "get",
        operation_id = "list_reissues"
    )]
    async fn list_reissues(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<Vec<ReissueDocument>>, Refused> {
        let waiting = actions::waiting_reissues(&app, &caller.0, &slug, RollId(roll.0)).await?;
        Ok(Json(
            waiting.into_iter().map(ReissueDocument::from).collect(),
        ))
    }

    /// Asks for a new code for an entry; another person confirms.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/reissue",
        method = "post",
        operation_id = "request_reissue"
    )]
    async fn request_reissue(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
        body: Json<ReissueRequest>,
    ) -> Result<Made, Refused> {
        let owner = CodeOf::Entry(EntryId(entry.0));
        request(&app, &caller, &slug, RollId(roll.0), owner, body.0).await
    }

    /// Asks for a new code for a deputy; another person confirms.
    #[oai(
        path = "/federations/:slug/rolls/:roll/stand-ins/:stand_in/reissue",
        method = "post",
        operation_id = "request_deputy_reissue"
    )]
    async fn request_deputy_reissue(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        stand_in: Path<i64>,
        body: Json<ReissueRequest>,
    ) -> Result<Made, Refused> {
        let owner = CodeOf::StandIn(StandInId(stand_in.0));
        request(&app, &caller, &slug, RollId(roll.0), owner, body.0).await
    }

    /// Confirms somebody else's request: the old code and a link by mail are void, and the new sheet is answered this once.
    #[oai(
        path = "/federations/:slug/rolls/:roll/reissues/:reissue/confirm",
        method = "post",
        operation_id = "confirm_reissue"
    )]
    async fn confirm_reissue(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        reissue: Path<i64>,
    ) -> Result<Json<Vec<SheetDocument>>, Refused> {
        let printed = actions::confirm_reissue(
            &app,
            &caller.0,
            &slug,
            RollId(roll.0),
            ApprovalId(reissue.0),
        )
        .await?;
        Ok(Json(documents(&app, &printed)))
    }

    /// Withdraws a request for a new code.
    #[oai(
        path = "/federations/:slug/rolls/:roll/reissues/:reissue/withdraw",
        method = "post",
        operation_id = "withdraw_reissue"
    )]
    async fn withdraw_reissue(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        reissue: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::withdraw_reissue(
            &app,
            &caller.0,
            &slug,
            RollId(roll.0),
            ApprovalId(reissue.0),
        )
        .await?;
        Ok(Done::NoContent)
    }
}

async fn request(
    app: &App,
    caller: &Caller,
    slug: &str,
    roll: RollId,
    owner: CodeOf,
    body: ReissueRequest,
) -> Result<Made, Refused> {
    let input = ReissueInput {
        reason: body.reason,
    };
    let id = actions::request_reissue(app, &caller.0, slug, roll, owner, &input).await?;
    Ok(Made::new(id.0))
}
