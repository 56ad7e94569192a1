use std::collections::{BTreeMap, BTreeSet};

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    registry::model::facts::{Fee, Figure, FigureKind, NewFee, NewFigure},
    statements,
    types::{BodyId, Day, FederationId, FeeId, FigureId},
};

statements! {
    FIGURES_OF_BODY = "SELECT id, kind, day, value, source FROM body_figures WHERE federation_id = $1 AND body_id = $2 \
        ORDER BY day DESC, kind";
    INSERT_FIGURE = "INSERT INTO body_figures (federation_id, body_id, kind, day, value, source) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT DO NOTHING RETURNING id";
    FIND_FIGURE = "SELECT id, kind, day, value, source FROM body_figures WHERE federation_id = $1 AND body_id = $2 AND id = $3";
    DELETE_FIGURE = "DELETE FROM body_figures WHERE federation_id = $1 AND body_id = $2 AND id = $3";
    LATEST_FIGURES = "SELECT f.body_id, f.id, f.kind, f.day, f.value, f.source FROM body_figures f \
        JOIN (SELECT body_id, MAX(day) AS day FROM body_figures WHERE federation_id = $1 AND kind = $2 AND day <= $3 GROUP BY body_id) n \
        ON n.body_id = f.body_id AND n.day = f.day WHERE f.federation_id = $1 AND f.kind = $2";
    FEES_OF_BODY = "SELECT id, year, due_on, paid_on, revision FROM body_fees WHERE federation_id = $1 AND body_id = $2 ORDER BY year DESC";
    FIND_FEE = "SELECT id, year, due_on, paid_on, revision FROM body_fees WHERE federation_id = $1 AND body_id = $2 AND id = $3";
    INSERT_FEE = "INSERT INTO body_fees (federation_id, body_id, year, due_on, paid_on, revision) VALUES ($1, $2, $3, $4, $5, 1) \
        ON CONFLICT DO NOTHING RETURNING id";
    // The year stays: the fee of another year is another fee.
    UPDATE_FEE = "UPDATE body_fees SET due_on = $4, paid_on = $5, revision = revision + 1 WHERE federation_id = $1 AND id = $2 AND revision = $3";
    DELETE_FEE = "DELETE FROM body_fees WHERE federation_id = $1 AND id = $2 AND revision = $3";
    UNPAID_BODIES = "SELECT DISTINCT body_id FROM body_fees WHERE federation_id = $1 AND due_on <= $2 AND (paid_on IS NULL OR paid_on > $2)";
}

type FigureRow = (i64, String, i64, i64, String);

fn figure((id, kind, day, value, source): FigureRow) -> Result<Figure, DbError> {
    Ok(Figure {
        id: FigureId(id),
        content: NewFigure {
            kind: FigureKind::parse(&kind).ok_or_else(|| DbError::row("body_figures", &kind))?,
            day: Day::stored(day),
            value,
            source,
        },
    })
}

type FeeRow = (i64, i64, i64, Option<i64>, i64);

fn fee((id, year, due_on, paid_on, revision): FeeRow) -> Fee {
    Fee {
        id: FeeId(id),
        content: NewFee {
            year,
            due_on: Day::stored(due_on),
            paid_on: paid_on.map(Day::stored),
        },
        revision,
    }
}

/// The figures of a body, the latest first.
pub async fn figures_of_body(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
) -> Result<Vec<Figure>, DbError> {
    let rows: Vec<FigureRow> = on!(conn, |c| sqlx::query_as(FIGURES_OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(figure).collect()
}

/// Enters a figure; `None` where the body has one of that kind on that day.
pub async fn insert_figure(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    new: &NewFigure,
) -> Result<Option<FigureId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_FIGURE)
        .bind(federation.0)
        .bind(body.0)
        .bind(new.kind.as_str())
        .bind(new.day.to_epoch_days())
        .bind(new.value)
        .bind(&new.source)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(FigureId))
}

pub async fn find_figure(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    id: FigureId,
) -> Result<Option<Figure>, DbError> {
    let row: Option<FigureRow> = on!(conn, |c| sqlx::query_as(FIND_FIGURE)
        .bind(federation.0)
        .bind(body.0)
        .bind(id.0)
        .fetch_optional(c)
        .await)?;
    row.map(figure).transpose()
}

/// Removes a figure; whether it was there.
pub async fn delete_figure(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    id: FigureId,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_FIGURE)
        .bind(federation.0)
        .bind(body.0)
        .bind(id.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// The latest figure of a kind of each body of a federation that is about no later day.
pub async fn latest_figures(
    conn: &mut Conn,
    federation: FederationId,
    kind: FigureKind,
    day: Day,
) -> Result<BTreeMap<BodyId, Figure>, DbError> {
    let rows: Vec<(i64, i64, String, i64, i64, String)> =
        on!(conn, |c| sqlx::query_as(LATEST_FIGURES)
            .bind(federation.0)
            .bind(kind.as_str())
            .bind(day.to_epoch_days())
            .fetch_all(c)
            .await)?;
    rows.into_iter()
        .map(|(body, id, kind, day, value, source)| {
            Ok((BodyId(body), figure((id, kind, day, value, source))?))
        })
        .collect()
}

/// The fees of a body, the latest year first.
pub async fn fees_of_body(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
) -> Result<Vec<Fee>, DbError> {
    let rows: Vec<FeeRow> = on!(conn, |c| sqlx::query_as(FEES_OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(fee).collect())
}

pub async fn find_fee(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    id: FeeId,
) -> Result<Option<Fee>, DbError> {
    let row: Option<FeeRow> = on!(conn, |c| sqlx::query_as(FIND_FEE)
        .bind(federation.0)
        .bind(body.0)
        .bind(id.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(fee))
}

/// Enters a fee; `None` where the body has one for the year.
pub async fn insert_fee(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    new: &NewFee,
) -> Result<Option<FeeId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_FEE)
        .bind(federation.0)
        .bind(body.0)
        .bind(new.year)
        .bind(new.due_on.to_epoch_days())
        .bind(new.paid_on.map(Day::to_epoch_days))
        .fetch_optional(c)
        .await)?;
    Ok(id.map(FeeId))
}

/// Changes when a fee is due and was paid, at its revision; whether it had it.
pub async fn update_fee(
    tx: &mut Tx,
    federation: FederationId,
    (id, revision): (FeeId, i64),
    new: &NewFee,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_FEE)
        .bind(federation.0)
        .bind(id.0)
        .bind(revision)
        .bind(new.due_on.to_epoch_days())
        .bind(new.paid_on.map(Day::to_epoch_days))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Removes a fee at its revision; whether it had it.
pub async fn delete_fee(
    tx: &mut Tx,
    federation: FederationId,
    (id, revision): (FeeId, i64),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_FEE)
        .bind(federation.0)
        .bind(id.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// The bodies of a federation with a fee that is due on the day and was not paid by then.
pub async fn unpaid_bodies(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<BTreeSet<BodyId>, DbError> {
    let rows: Vec<i64> = on!(conn, |c| sqlx::query_scalar(UNPAID_BODIES)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(BodyId).collect())
}
