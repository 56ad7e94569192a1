//! Codes and marks go when the time for objections is over: by a clock, with a preview, and with a reason to hold them back.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::PollError;
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain, Who},
    db::DbError,
    polls::{
        model::{KeptRoll, Retention},
        store,
    },
    registry::{self, model::Federation},
    types::{FieldProblem, Fields, PlainText, RollId},
};

/// For how many weeks objections may be possible: as long as a proof by codes and marks is of use, not longer (GDPR Art. 5(1)(e)).
pub const OBJECTION_WEEKS: RangeInclusive<i64> = 4..=26;
/// Letters of a reason.
const REASON: (usize, usize) = (3, 300);

/// For how many weeks objections are possible in a federation, and its rolls with what becomes of their codes and marks.
pub async fn kept_rolls(
    app: &App,
    actor: &Actor,
    slug: &str,
) -> Result<(Federation, i64, Vec<(KeptRoll, Retention)>), PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let today = app.clock.today();
    let mut conn = app.db.read().await?;
    let weeks = store::retention::objection_weeks(&mut conn, federation.id).await?;
    let rolls = store::retention::kept(&mut conn, federation.id).await?;
    let rolls = rolls.into_iter().map(|roll| {
        let retention = roll.retention(today);
        (roll, retention)
    });
    Ok((federation, weeks, rolls.collect()))
}

/// Holds the codes and marks of a roll back, as where a result is contested; without a reason, no longer.
pub async fn hold_retention(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    reason: Option<&str>,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut fields = Fields::default();
    let reason = match reason {
        None => Some(String::new()),
        Some(reason) => fields
            .take("reason", PlainText::parse(reason, REASON.0, REASON.1))
            .map(|reason| reason.as_str().to_owned()),
    };
    let reason = fields.finish(reason).map_err(PollError::Fields)?;
    let mut tx = app.db.begin().await?;
    let before = store::retention::find_kept(&mut tx, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    if !store::retention::set_hold(&mut tx, federation.id, roll, &reason).await? {
        return Err(PollError::MarksDeleted);
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act: "hold_retention",
        subject: ("rolls", roll.0),
        before: json!({"hold": before.hold}),
        after: json!({"hold": reason}),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets for how many weeks after a result objections are possible in a federation; its statutes say it.
pub async fn set_objection_weeks(
    app: &App,
    actor: &Actor,
    slug: &str,
    weeks: &str,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let weeks: i64 = weeks
        .trim()
        .parse()
        .ok()
        .filter(|weeks| OBJECTION_WEEKS.contains(weeks))
        .ok_or_else(|| {
            let key = crate::key!("field-objection-weeks");
            PollError::Fields(vec![
                FieldProblem::new("weeks", key)
                    .with("least", *OBJECTION_WEEKS.start())
                    .with("most", *OBJECTION_WEEKS.end()),
            ])
        })?;
    let mut tx = app.db.begin().await?;
    let before = store::retention::objection_weeks(&mut tx, federation.id).await?;
    store::retention::set_objection_weeks(&mut tx, federation.id, weeks).await?;
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act: "set_objection_weeks",
        subject: ("federations", federation.id.0),
        before: json!({"weeks": before}),
        after: json!({"weeks": weeks}),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes what is over in all federations. Of several programs on one database one deletes; what fails is tried again.
///
/// The proof stays: digests of roll, opening and box, trackers, ballots, counts and published results.
pub async fn delete_what_is_over(app: &App) {
    match delete_all(app).await {
        Ok(0) => {}
        Ok(rolls) => tracing::info!(
            rolls,
            "codes and marks were deleted, the time for objections is over"
        ),
        Err(error) => tracing::error!(%error, "codes and marks could not be deleted"),
    }
}

async fn delete_all(app: &App) -> Result<u32, DbError> {
    let (today, now) = (app.clock.today(), app.clock.now());
    let rolls = store::retention::with_codes(&mut app.db.read().await?, today).await?;
    let mut deleted = 0;
    for roll in rolls {
        if roll.retention(today) != Retention::Over {
            continue;
        }
        let mut tx = app.db.begin().await?;
        let numbers = store::retention::delete(&mut tx, roll.federation, roll.roll, now).await?;
        let Some((codes, marks)) = numbers else {
            continue;
        };
        // Looked at again under the lock of the roll: a poll may have been opened, or a correction published, meanwhile.
        let found = store::retention::find_kept(&mut tx, roll.federation, roll.roll).await?;
        let is_over = found.is_some_and(|found| {
            let found = KeptRoll {
                deleted_at: None,
                ..found
            };
            found.retention(today) == Retention::Over
        });
        if !is_over {
            tx.rollback().await?;
            continue;
        }
        let act = Act {
            chain: Chain::Federation(roll.federation),
            at: now,
            who: &Who::command("serve"),
            act: "delete_codes_and_marks",
            subject: ("rolls", roll.roll.0),
            before: Value::Null,
            after: json!({"codes": codes, "marks": marks}),
        };
        audit::record(&mut tx, act).await?;
        tx.commit().await?;
        deleted += 1;
    }
    if deleted > 0 {
        // What the engine keeps of the deleted rows in its own files.
        app.db.remove_traces_of_casting().await?;
    }
    Ok(deleted)
}
