//! Reference figures and fees: read and written for a whole table.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use super::{ROWS_AT_ONCE, counted, for_rows, is_all};
use crate::{
    db::{Conn, DbError, Tx},
    on,
    registry::{
        import::facts::{FeeWrite, FigureWrite},
        model::facts::{FigureKind, NewFee},
    },
    statements,
    types::{BodyId, Day, FederationId},
};

statements! {
    KNOWN_FIGURES = "SELECT body_id, kind, day, value, source FROM body_figures WHERE federation_id = $1";
    SAVE_FIGURES = "INSERT INTO body_figures (federation_id, body_id, kind, day, value, source) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (body_id, kind, day) DO UPDATE SET value = excluded.value, source = excluded.source";
    KNOWN_FEES = "SELECT body_id, year, due_on, paid_on, revision FROM body_fees WHERE federation_id = $1";
    SAVE_FEES = "INSERT INTO body_fees (federation_id, body_id, year, due_on, paid_on, revision) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (body_id, year) DO UPDATE SET due_on = excluded.due_on, paid_on = excluded.paid_on, revision = excluded.revision \
        WHERE body_fees.revision = excluded.revision - 1";
    EXPORT_FIGURES = "SELECT b.external_key, f.kind, f.day, f.value, f.source FROM body_figures f JOIN bodies b ON b.id = f.body_id \
        WHERE f.federation_id = $1 ORDER BY b.search_key, b.id, f.kind, f.day";
    EXPORT_FEES = "SELECT b.external_key, f.year, f.due_on, f.paid_on FROM body_fees f JOIN bodies b ON b.id = f.body_id \
        WHERE f.federation_id = $1 ORDER BY b.search_key, b.id, f.year";
}

/// Every figure of the federation: number and source by body, kind and day.
pub async fn known_figures(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<HashMap<(BodyId, FigureKind, Day), (i64, String)>, DbError> {
    let rows: Vec<(i64, String, i64, i64, String)> = on!(conn, |c| sqlx::query_as(KNOWN_FIGURES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(body, kind, day, value, source)| {
            let kind =
                FigureKind::parse(&kind).ok_or_else(|| DbError::row("body_figures", &kind))?;
            Ok(((BodyId(body), kind, Day::stored(day)), (value, source)))
        })
        .collect()
}

/// Writes figures, new ones and those of which something changed.
pub async fn save_figures(
    tx: &mut Tx,
    federation: FederationId,
    rows: &[FigureWrite],
) -> Result<bool, DbError> {
    let written = write_rows!(tx, SAVE_FIGURES, 6, rows, |query, row| query
        .bind(federation.0)
        .bind(row.body.0)
        .bind(row.figure.kind.as_str())
        .bind(row.figure.day.to_epoch_days())
        .bind(row.figure.value)
        .bind(&row.figure.source));
    Ok(is_all(counted(written), rows.len()))
}

/// Every fee of the federation by body and year, with its revision.
pub async fn known_fees(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<HashMap<(BodyId, i64), (NewFee, i64)>, DbError> {
    let rows: Vec<(i64, i64, i64, Option<i64>, i64)> = on!(conn, |c| sqlx::query_as(KNOWN_FEES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let fee = |(body, year, due_on, paid_on, revision): (_, _, _, Option<i64>, _)| {
        let fee = NewFee {
            year,
            due_on: Day::stored(due_on),
            paid_on: paid_on.map(Day::stored),
        };
        ((BodyId(body), year), (fee, revision))
    };
    Ok(rows.into_iter().map(fee).collect())
}

/// Whether every one was new or still as it was read; if not, the transaction must be given up.
pub async fn save_fees(
    tx: &mut Tx,
    federation: FederationId,
    rows: &[FeeWrite],
) -> Result<bool, DbError> {
    let written = write_rows!(tx, SAVE_FEES, 6, rows, |query, row| query
        .bind(federation.0)
        .bind(row.body.0)
        .bind(row.fee.year)
        .bind(row.fee.due_on.to_epoch_days())
        .bind(row.fee.paid_on.map(Day::to_epoch_days))
        .bind(row.revision));
    Ok(is_all(counted(written), rows.len()))
}

/// A figure on its way out: key of the body, kind, day, number, source.
pub type FigureRow = (Option<String>, String, i64, i64, String);

/// All figures, by the names of their bodies.
pub async fn figures(conn: &mut Conn, federation: FederationId) -> Result<Vec<FigureRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(EXPORT_FIGURES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?)
}

/// A fee on its way out: key of the body, year, when it is due and was paid.
pub type FeeRow = (Option<String>, i64, i64, Option<i64>);

/// All fees, by the names of their bodies.
pub async fn fees(conn: &mut Conn, federation: FederationId) -> Result<Vec<FeeRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(EXPORT_FEES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?)
}
