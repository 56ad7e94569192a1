//! What is deleted when the time for objections is over, over the API.

use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    polls::{
        actions,
        model::{KeptRoll, Retention},
    },
    types::RollId,
    web::{
        Refused,
        api::{Caller, Done},
    },
};

/// What becomes of the codes and marks of a roll.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum RetentionName {
    /// Kept until all polls of the roll are published or void.
    WaitsForResults,
    /// Kept to the end of `last_day`.
    Kept,
    /// Held back by somebody.
    Held,
    /// The clock deletes them.
    Over,
    Deleted,
}

/// A roll with what becomes of its codes and marks.
#[derive(Object)]
struct RetentionDocument {
    roll_id: i64,
    title: String,
    codes: i64,
    /// Polls that were opened.
    polls: i64,
    state: RetentionName,
    /// The last day for objections, YYYY-MM-DD, as far as it is known now.
    #[oai(skip_serializing_if_is_none)]
    last_day: Option<String>,
    #[oai(skip_serializing_if_is_none)]
    deleted_at: Option<String>,
    /// Why they are kept longer; empty where nobody holds them.
    hold: String,
}

impl From<(KeptRoll, Retention)> for RetentionDocument {
    fn from((roll, retention): (KeptRoll, Retention)) -> Self {
        Self {
            roll_id: roll.roll.0,
            last_day: roll.last_day().map(|day| day.to_string()),
            title: roll.title,
            codes: roll.codes,
            polls: roll.polls,
            state: match retention {
                Retention::WaitsForResults => RetentionName::WaitsForResults,
                Retention::KeptUntil(_) => RetentionName::Kept,
                Retention::Held => RetentionName::Held,
                Retention::Over => RetentionName::Over,
                Retention::Deleted(_) => RetentionName::Deleted,
            },
            deleted_at: roll.deleted_at.map(|at| at.to_string()),
            hold: roll.hold,
        }
    }
}

/// For how many weeks objections are possible.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ObjectionTime {
    #[oai(validator(minimum(value = "4"), maximum(value = "26")))]
    weeks: i64,
}

/// Why codes and marks are kept longer.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct HoldRequest {
    #[oai(validator(max_length = 300))]
    reason: String,
}

/// The operations on retention.
pub struct RetentionApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl RetentionApi {
    /// Lists the frozen rolls with what becomes of their codes and marks, the latest first.
    #[oai(
        path = "/federations/:slug/retention",
        method = "get",
        operation_id = "list_retention"
    )]
    async fn list_retention(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Json<Vec<RetentionDocument>>, Refused> {
        let (_, _, rolls) = actions::kept_rolls(&app, &caller.0, &slug).await?;
        Ok(Json(rolls.into_iter().map(Into::into).collect()))
    }

    /// Sets for how many weeks after a result objections are possible: so long codes and marks are kept.
    #[oai(
        path = "/federations/:slug/objection-time",
        method = "put",
        operation_id = "set_objection_time"
    )]
    async fn set_objection_time(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Json<ObjectionTime>,
    ) -> Result<Done, Refused> {
        let weeks = body.0.weeks.to_string();
        actions::set_objection_weeks(&app, &caller.0, &slug, &weeks).await?;
        Ok(Done::NoContent)
    }

    /// Holds the codes and marks of a roll back, as where a result is contested.
    #[oai(
        path = "/federations/:slug/rolls/:roll/retention-hold",
        method = "put",
        operation_id = "hold_retention"
    )]
    async fn hold_retention(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        body: Json<HoldRequest>,
    ) -> Result<Done, Refused> {
        let reason = Some(body.0.reason.as_str());
        actions::hold_retention(&app, &caller.0, &slug, RollId(roll.0), reason).await?;
        Ok(Done::NoContent)
    }

    /// Holds them back no longer.
    #[oai(
        path = "/federations/:slug/rolls/:roll/retention-hold",
        method = "delete",
        operation_id = "release_retention"
    )]
    async fn release_retention(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::hold_retention(&app, &caller.0, &slug, RollId(roll.0), None).await?;
        Ok(Done::NoContent)
    }
}
