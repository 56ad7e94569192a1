//! The agenda, its documents and which poll belongs to which item.

use std::collections::HashMap;

use crate::{
    assemblies::model::agenda::{AgendaDocument, AgendaItem, NewAgendaItem, OutlineLine},
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{
        AgendaDocumentId, AgendaItemId, AssemblyId, FederationId, Localized, PollId, Timestamp,
    },
};

statements! {
    MAKE_PREPARATION = "INSERT INTO assembly_preparations (assembly_id, federation_id, electronic, resolution_text, revision, agenda_revision) \
        VALUES ($2, $1, '', '', 1, 1) ON CONFLICT (assembly_id) DO NOTHING";
    // Who changes the agenda holds this row until the transaction ends.
    NEXT_AGENDA = "UPDATE assembly_preparations SET agenda_revision = agenda_revision + 1 \
        WHERE federation_id = $1 AND assembly_id = $2 AND agenda_revision = $3";
    AGENDA_REVISION = "SELECT agenda_revision FROM assembly_preparations WHERE federation_id = $1 AND assembly_id = $2";
    AGENDA = "SELECT id, depth, title, mover, starts_at, minutes, withdrawn_at, withdrawn_reason FROM agenda_items \
        WHERE federation_id = $1 AND assembly_id = $2 ORDER BY position, id";
    AGENDA_DOCUMENTS = "SELECT d.id, d.item_id, d.name, d.sha256, d.size FROM agenda_items i JOIN agenda_documents d ON d.item_id = i.id \
        WHERE i.federation_id = $1 AND i.assembly_id = $2 ORDER BY d.id";
    // A poll in preparation may be gone.
    AGENDA_POLLS = "SELECT a.item_id, a.poll_id FROM agenda_items i JOIN agenda_polls a ON a.item_id = i.id JOIN polls p ON p.id = a.poll_id \
        WHERE i.federation_id = $1 AND i.assembly_id = $2 ORDER BY p.position, p.id";
    INSERT_ITEM = "INSERT INTO agenda_items (federation_id, assembly_id, position, depth, title, mover, starts_at, minutes, withdrawn_reason) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '') RETURNING id";
    UPDATE_ITEM = "UPDATE agenda_items SET title = $4, mover = $5, starts_at = $6, minutes = $7 \
        WHERE federation_id = $1 AND assembly_id = $2 AND id = $3";
    PLACE_ITEM = "UPDATE agenda_items SET position = $4, depth = $5 WHERE federation_id = $1 AND assembly_id = $2 AND id = $3 \
        AND (position <> $4 OR depth <> $5)";
    WITHDRAW_ITEM = "UPDATE agenda_items SET withdrawn_at = $4, withdrawn_reason = $5 \
        WHERE federation_id = $1 AND assembly_id = $2 AND id = $3 AND withdrawn_at IS NULL";
    DELETE_ITEM_POLLS = "DELETE FROM agenda_polls WHERE federation_id = $1 AND item_id = $2";
    DELETE_ITEM_DOCUMENTS = "DELETE FROM agenda_documents WHERE federation_id = $1 AND item_id = $2";
    DELETE_ITEM = "DELETE FROM agenda_items WHERE federation_id = $1 AND id = $2";
    INSERT_DOCUMENT = "INSERT INTO agenda_documents (federation_id, item_id, name, sha256, size, content) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    DELETE_DOCUMENT = "DELETE FROM agenda_documents WHERE federation_id = $1 AND item_id = $2 AND id = $3";
    DOCUMENT_CONTENT = "SELECT d.name, d.content FROM agenda_documents d JOIN agenda_items i ON i.id = d.item_id \
        WHERE i.federation_id = $1 AND i.assembly_id = $2 AND d.id = $3";
    LINK_POLL = "INSERT INTO agenda_polls (poll_id, item_id, federation_id) VALUES ($3, $2, $1) \
        ON CONFLICT (poll_id) DO UPDATE SET item_id = $2";
    UNLINK_POLL = "DELETE FROM agenda_polls WHERE federation_id = $1 AND item_id = $2 AND poll_id = $3";
}

/// Makes the row that stands for all preparation of an assembly, where it is not there.
pub async fn make_preparation(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(MAKE_PREPARATION)
        .bind(federation.0)
        .bind(assembly.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Takes the agenda for a change; false where it was changed since the revision was read.
pub async fn next_agenda(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    revision: i64,
) -> Result<bool, DbError> {
    make_preparation(tx, federation, assembly).await?;
    Ok(changed_one(on!(tx, |c| sqlx::query(NEXT_AGENDA)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// The revision of the agenda; 1 before anything was written.
pub async fn agenda_revision(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<i64, DbError> {
    let revision: Option<i64> = on!(conn, |c| sqlx::query_scalar(AGENDA_REVISION)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_optional(c)
        .await)?;
    Ok(revision.unwrap_or(1))
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    id: i64,
    depth: i64,
    title: String,
    mover: String,
    starts_at: Option<i64>,
    minutes: Option<i64>,
    withdrawn_at: Option<i64>,
    withdrawn_reason: String,
}

type DocumentRow = (i64, i64, String, String, i64);

/// The agenda in its order, with documents and polls.
pub async fn agenda(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<Vec<AgendaItem>, DbError> {
    let rows: Vec<ItemRow> = on!(conn, |c| sqlx::query_as(AGENDA)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    let documents: Vec<DocumentRow> = on!(conn, |c| sqlx::query_as(AGENDA_DOCUMENTS)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    let polls: Vec<(i64, i64)> = on!(conn, |c| sqlx::query_as(AGENDA_POLLS)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    let mut documents_of: HashMap<i64, Vec<AgendaDocument>> = HashMap::new();
    for (id, item, name, sha256, size) in documents {
        documents_of.entry(item).or_default().push(AgendaDocument {
            id: AgendaDocumentId(id),
            item: AgendaItemId(item),
            name,
            sha256,
            size,
        });
    }
    let mut polls_of: HashMap<i64, Vec<PollId>> = HashMap::new();
    for (item, poll) in polls {
        polls_of.entry(item).or_default().push(PollId(poll));
    }
    rows.into_iter()
        .map(|row| {
            Ok(AgendaItem {
                id: AgendaItemId(row.id),
                depth: row.depth,
                title: Localized::from_json(&row.title)
                    .map_err(|e| DbError::row("agenda_items", e))?,
                mover: row.mover,
                starts_at: row.starts_at,
                minutes: row.minutes,
                withdrawn: row
                    .withdrawn_at
                    .map(|at| (Timestamp::stored(at), row.withdrawn_reason)),
                documents: documents_of.remove(&row.id).unwrap_or_default(),
                polls: polls_of.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect()
}

/// Adds an item; where it stands is set by [`place_items`].
pub async fn insert_item(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    (position, depth): (i64, i64),
    item: &NewAgendaItem,
) -> Result<AgendaItemId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_ITEM)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(position)
        .bind(depth)
        .bind(item.title.to_json())
        .bind(&item.mover)
        .bind(item.starts_at)
        .bind(item.minutes)
        .fetch_one(c)
        .await)?;
    Ok(AgendaItemId(id))
}

pub async fn update_item(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    id: AgendaItemId,
    item: &NewAgendaItem,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_ITEM)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(id.0)
        .bind(item.title.to_json())
        .bind(&item.mover)
        .bind(item.starts_at)
        .bind(item.minutes)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Puts the items into this order, from position 1.
pub async fn place_items(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    lines: &[OutlineLine],
) -> Result<(), DbError> {
    for (position, (id, depth)) in (1_i64..).zip(lines) {
        on!(tx, |c| sqlx::query(PLACE_ITEM)
            .bind(federation.0)
            .bind(assembly.0)
            .bind(id.0)
            .bind(position)
            .bind(depth)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Marks an item as withdrawn; false where it is.
pub async fn withdraw_item(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    id: AgendaItemId,
    (at, reason): (Timestamp, &str),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(WITHDRAW_ITEM)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(id.0)
        .bind(at.unix_millis())
        .bind(reason)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Removes an item with its documents; its polls stay.
pub async fn delete_item(
    tx: &mut Tx,
    federation: FederationId,
    id: AgendaItemId,
) -> Result<(), DbError> {
    for statement in [DELETE_ITEM_POLLS, DELETE_ITEM_DOCUMENTS, DELETE_ITEM] {
        on!(tx, |c| sqlx::query(statement)
            .bind(federation.0)
            .bind(id.0)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

pub async fn insert_document(
    tx: &mut Tx,
    federation: FederationId,
    item: AgendaItemId,
    (name, sha256, size): (&str, &str, i64),
    content: &[u8],
) -> Result<AgendaDocumentId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_DOCUMENT)
        .bind(federation.0)
        .bind(item.0)
        .bind(name)
        .bind(sha256)
        .bind(size)
        .bind(content)
        .fetch_one(c)
        .await)?;
    Ok(AgendaDocumentId(id))
}

/// Removes a document; whether it was there.
pub async fn delete_document(
    tx: &mut Tx,
    federation: FederationId,
    item: AgendaItemId,
    id: AgendaDocumentId,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_DOCUMENT)
        .bind(federation.0)
        .bind(item.0)
        .bind(id.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Name and bytes of a document.
pub async fn document_content(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
    id: AgendaDocumentId,
) -> Result<Option<(String, Vec<u8>)>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(DOCUMENT_CONTENT)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(id.0)
        .fetch_optional(c)
        .await)?)
}

/// Puts a poll under an item, away from where it stood.
pub async fn link_poll(
    tx: &mut Tx,
    federation: FederationId,
    item: AgendaItemId,
    poll: PollId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(LINK_POLL)
        .bind(federation.0)
        .bind(item.0)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Takes a poll away from an item; whether it stood there.
pub async fn unlink_poll(
    tx: &mut Tx,
    federation: FederationId,
    item: AgendaItemId,
    poll: PollId,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UNLINK_POLL)
        .bind(federation.0)
        .bind(item.0)
        .bind(poll.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}
