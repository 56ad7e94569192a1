//! Lots where the count of a poll leaves places open: drawn by people, recorded, and followed by the count.

use serde_json::{Value, json};

use super::{
    PollError,
    closing::{bodies_of, counted_ballots},
    record,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, DbError},
    polls::{
        count::{PollCount, count},
        model::{LotInput, OpenLot, Poll, PollLot, Standing, positions_of},
        store::{self, acts, lots::NewLot},
    },
    registry,
    types::{FieldProblem, PollId, TIME_ZONE, sha256_hex},
};

/// The count of a poll with all lots that were drawn, and these; `None` before it is counted.
pub async fn count_with_lots(
    conn: &mut Conn,
    poll: &Poll,
) -> Result<Option<(PollCount, Vec<PollLot>)>, DbError> {
    let Some((first, _)) = store::find_count(conn, poll.federation, poll.id).await? else {
        return Ok(None);
    };
    let recorded = store::lots::lots(conn, poll).await?;
    let text = recorded.last().map_or(&first, |last| &last.count);
    let count = PollCount::from_json(text)?;
    let lots = recorded.into_iter().map(|recorded| recorded.lot).collect();
    Ok(Some((count, lots)))
}

/// Records a lot for the tie that the count leaves open, and counts on with it; once the result is published nothing is drawn any more.
///
/// Who drew it and who was there stands with the lot, and in the published result; the log keeps how it fell.
pub async fn record_lot(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    input: &LotInput,
) -> Result<PollCount, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    acts::lock_poll(&mut tx, federation.id, poll).await?;
    let poll = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if poll.standing() != Standing::Counted {
        return Err(PollError::NoTie);
    }
    let (now, mut lots) = count_with_lots(&mut tx, &poll)
        .await?
        .ok_or(PollError::NoTie)?;
    let open = OpenLot::of(&now.outcome).ok_or(PollError::NoTie)?;
    let today = app.clock.today();
    let closed_on = poll.closed_at.map_or(today, |at| at.day_in(&TIME_ZONE));
    let lot = input
        .parse(&open, closed_on, today)
        .map_err(PollError::Fields)?;
    lots.push(lot.clone());
    let ballots = counted_ballots(&mut tx, &poll).await?;
    let positions = positions_of(&lots).unwrap_or_default();
    // The only lot that fits its tie and cannot be is one that puts too many of a body onto a board.
    let bodies = bodies_of(&mut tx, &poll).await?;
    let (voters, taking_part) = (now.voters, (now.entitled, now.present));
    let counted =
        count(&poll, &ballots, voters, taking_part, bodies, &positions).map_err(|_| {
            let key = crate::key!("field-lot-cannot-sit");
            PollError::Fields(vec![FieldProblem::new("won", key)])
        })?;
    let text = counted.to_json();
    let digest = sha256_hex(&text);
    let number = i64::try_from(lots.len()).unwrap_or(i64::MAX);
    let new = NewLot {
        poll: poll.id,
        number,
        lot: &lot,
        count: &text,
        digest: &digest,
        by: actor.account,
        at: app.clock.now(),
    };
    if !store::lots::insert_lot(&mut tx, &poll, new).await? {
        return Err(PollError::Stale);
    }
    let after = json!({
        "number": number,
        "between": lot.between,
        "won": lot.won,
        "drawn_on": lot.drawn_on,
        "counted_with_lots": digest,
    });
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "record_poll_lot",
        poll.id,
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(counted)
}
