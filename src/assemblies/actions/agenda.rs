//! What staff do with the agenda, and who reads it.

use serde_json::{Value, json};

use super::{AssemblyError, FoundAssembly, find_assembly, polls_of, record_as};
use crate::{
    App,
    accounts::model::{Actor, Right},
    assemblies::{
        model::{
            Assembly, PollLine,
            agenda::{
                AgendaItem, AgendaItemInput, ItemMove, LARGEST_AGENDA_DOCUMENT, MOST_DOCUMENTS,
                MOST_ITEMS, NewAgendaItem, OutlineLine, has_children, moved, numbers, place_of_new,
            },
            notice::{self, NoticeChanges},
        },
        store::{self, agenda as rows, notices},
    },
    db::{Conn, DbError, Tx},
    delegates::model::{DocumentError, check_pdf},
    polls::{self, model::Standing},
    registry::{self, actions::federation_for, model::Federation},
    types::{
        AgendaDocumentId, AgendaItemId, AssemblyId, FederationId, FieldProblem, Fields,
        MultilineText, PollId,
    },
};

/// As many assemblies are offered to be copied from.
const MOST_TO_COPY: i64 = 50;

/// An agenda with what is known about it.
pub struct Agenda {
    pub items: Vec<AgendaItem>,
    /// The number of each item.
    pub numbers: Vec<String>,
    pub revision: i64,
    pub polls: Vec<PollLine>,
    /// How many notices have named it.
    pub notices: i64,
    /// What the last notice does not say as it is now.
    pub changes: NoticeChanges,
}

impl Agenda {
    /// Items with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (&str, &AgendaItem)> {
        self.numbers.iter().map(String::as_str).zip(&self.items)
    }

    /// An item with its number.
    pub fn find(&self, id: AgendaItemId) -> Option<(&str, &AgendaItem)> {
        self.numbered().find(|(_, item)| item.id == id)
    }

    /// A poll of the assembly.
    pub fn poll(&self, id: PollId) -> Option<&PollLine> {
        self.polls.iter().find(|poll| poll.id == id)
    }
}

/// The agenda of an assembly, for staff.
pub async fn agenda(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<(FoundAssembly, Agenda), AssemblyError> {
    let found = find_assembly(app, actor, slug, id).await?;
    let agenda = agenda_of(&mut app.db.read().await?, &found.assembly).await?;
    Ok((found, agenda))
}

/// Assemblies whose agenda can be taken over, the latest first.
pub async fn other_assemblies(
    app: &App,
    found: &FoundAssembly,
) -> Result<Vec<Assembly>, AssemblyError> {
    let federation = found.federation.id;
    let mut conn = app.db.read().await?;
    let (mut others, _) = store::list(&mut conn, federation, MOST_TO_COPY, 0).await?;
    others.retain(|other| other.id != found.assembly.id);
    Ok(others)
}

pub(super) async fn agenda_of(conn: &mut Conn, assembly: &Assembly) -> Result<Agenda, DbError> {
    let (federation, id) = (assembly.federation, assembly.id);
    let items = rows::agenda(conn, federation, id).await?;
    let basis = notices::form_basis(conn, federation, id).await?;
    let sent = notices::notices(conn, federation, id).await?;
    let facts = notice::facts(assembly, basis.electronic);
    let changes = sent
        .last()
        .map(|last| notice::changes_since(&last.content, &facts, &notice::items(&items)));
    Ok(Agenda {
        numbers: numbers(items.iter().map(|item| item.depth)),
        revision: rows::agenda_revision(conn, federation, id).await?,
        polls: polls_of(conn, assembly).await?,
        notices: i64::try_from(sent.len()).unwrap_or(i64::MAX),
        changes: changes.unwrap_or_default(),
        items,
    })
}

/// The agenda in a transaction that changes it, held until that ends.
async fn taken(
    tx: &mut Tx,
    federation: FederationId,
    id: AssemblyId,
    revision: i64,
) -> Result<(Assembly, Vec<AgendaItem>), AssemblyError> {
    let assembly = store::find(tx, federation, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    if !rows::next_agenda(tx, federation, id, revision).await? {
        return Err(AssemblyError::Stale);
    }
    let items = rows::agenda(tx, federation, id).await?;
    Ok((assembly, items))
}

fn outline(items: &[AgendaItem]) -> Vec<OutlineLine> {
    items.iter().map(|item| (item.id, item.depth)).collect()
}

/// The item, which is not withdrawn.
fn present(items: &[AgendaItem], id: AgendaItemId) -> Result<&AgendaItem, AssemblyError> {
    let item = items
        .iter()
        .find(|item| item.id == id)
        .ok_or(AssemblyError::NotFound)?;
    if item.withdrawn.is_some() {
        Err(AssemblyError::ItemWithdrawn)
    } else {
        Ok(item)
    }
}

fn snapshot(item: &AgendaItem) -> Value {
    json!({ "title": item.title, "mover": item.mover, "starts_at": item.starts_at, "minutes": item.minutes })
}

async fn federation_to_prepare(
    app: &App,
    actor: &Actor,
    slug: &str,
) -> Result<Federation, AssemblyError> {
    Ok(federation_for(app, actor, Right::PrepareAssemblies, slug).await?)
}

/// Adds an item at the end, or under another one.
pub async fn add_item(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
    parent: Option<AgendaItemId>,
    input: &AgendaItemInput,
    revision: i64,
) -> Result<AgendaItemId, AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?;
    let new = input
        .parse(federation.locale)
        .map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (_, items) = taken(&mut tx, federation.id, id, revision).await?;
    if items.len() >= MOST_ITEMS {
        return Err(AssemblyError::AgendaFull);
    }
    if let Some(parent) = parent {
        present(&items, parent)?;
    }
    let mut lines = outline(&items);
    let (at, depth) = place_of_new(&lines, parent).ok_or(AssemblyError::NoPlace)?;
    let position = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
    let item = rows::insert_item(&mut tx, federation.id, id, (position, depth), &new).await?;
    lines.insert(at, (item, depth));
    rows::place_items(&mut tx, federation.id, id, &lines).await?;
    let after = json!({ "assembly": id, "title": new.title, "mover": new.mover });
    let subject = ("agenda_items", item.0);
    let change = (Value::Null, after);
    record_as(
        &mut tx,
        app,
        actor,
        federation.id,
        "add_agenda_item",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(item)
}

/// Takes over the agenda of another assembly behind what stands here, without withdrawn items, polls and documents; and how rights
/// are exercised electronically, where nothing is written about it here.
pub async fn copy_from(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
    other: AssemblyId,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?.id;
    let mut tx = app.db.begin().await?;
    let (_, items) = taken(&mut tx, federation, id, revision).await?;
    if other == id || store::find(&mut tx, federation, other).await?.is_none() {
        let key = crate::key!("field-unknown-choice");
        return Err(AssemblyError::Fields(vec![FieldProblem::new("from", key)]));
    }
    let mut others = rows::agenda(&mut tx, federation, other).await?;
    others.retain(|item| item.withdrawn.is_none());
    if items.len().saturating_add(others.len()) > MOST_ITEMS {
        return Err(AssemblyError::AgendaFull);
    }
    let mut lines = outline(&items);
    // What stood under a withdrawn item stands under the one before it.
    let mut deepest = 0;
    for item in others {
        let depth = item.depth.min(deepest);
        deepest = depth.saturating_add(1);
        let new = NewAgendaItem {
            title: item.title,
            mover: item.mover,
            starts_at: item.starts_at,
            minutes: item.minutes,
        };
        let position = i64::try_from(lines.len())
            .unwrap_or(i64::MAX)
            .saturating_add(1);
        let copy = rows::insert_item(&mut tx, federation, id, (position, depth), &new).await?;
        lines.push((copy, depth));
    }
    let mut basis = notices::form_basis(&mut tx, federation, id).await?;
    if basis.electronic.is_none() {
        basis.electronic = notices::form_basis(&mut tx, federation, other)
            .await?
            .electronic;
        if basis.electronic.is_some() {
            notices::set_form_basis(&mut tx, federation, id, &basis).await?;
        }
    }
    let (subject, change) = (
        ("assemblies", id.0),
        (Value::Null, json!({ "from": other })),
    );
    record_as(
        &mut tx,
        app,
        actor,
        federation,
        "copy_agenda",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Changes an item. After a notice the change is marked against it.
pub async fn edit_item(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, item): (AssemblyId, AgendaItemId),
    input: &AgendaItemInput,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?;
    let new = input
        .parse(federation.locale)
        .map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (_, items) = taken(&mut tx, federation.id, id, revision).await?;
    let before = snapshot(present(&items, item)?);
    rows::update_item(&mut tx, federation.id, id, item, &new).await?;
    let after = json!({ "title": new.title, "mover": new.mover, "starts_at": new.starts_at, "minutes": new.minutes });
    let subject = ("agenda_items", item.0);
    let change = (before, after);
    record_as(
        &mut tx,
        app,
        actor,
        federation.id,
        "edit_agenda_item",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Moves an item with all that stands under it.
pub async fn move_item(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, item): (AssemblyId, AgendaItemId),
    way: ItemMove,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?.id;
    let mut tx = app.db.begin().await?;
    let (_, items) = taken(&mut tx, federation, id, revision).await?;
    let lines = outline(&items);
    if !lines.iter().any(|(known, _)| *known == item) {
        return Err(AssemblyError::NotFound);
    }
    let after = moved(&lines, item, way).ok_or(AssemblyError::NoPlace)?;
    rows::place_items(&mut tx, federation, id, &after).await?;
    let subject = ("agenda_items", item.0);
    let change = (Value::Null, json!({ "moved": way }));
    record_as(
        &mut tx,
        app,
        actor,
        federation,
        "move_agenda_item",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the poll is open, interrupted or not.
fn is_under_way(standing: Standing) -> bool {
    matches!(standing, Standing::Open | Standing::Interrupted)
}

/// How far the polls of an item are: an item is not dropped while one of them is open.
fn furthest_poll(lines: &[PollLine], item: &AgendaItem) -> Result<Option<Standing>, AssemblyError> {
    let states = lines
        .iter()
        .filter(|poll| item.polls.contains(&poll.id))
        .map(|poll| poll.state);
    let states: Vec<_> = states.collect();
    if states.iter().any(|state| is_under_way(*state)) {
        return Err(AssemblyError::ItemPollOpen);
    }
    Ok(states.into_iter().max())
}

/// Removes an item that no notice has named and whose polls are not begun.
pub async fn delete_item(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, item): (AssemblyId, AgendaItemId),
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?.id;
    let mut tx = app.db.begin().await?;
    let (assembly, items) = taken(&mut tx, federation, id, revision).await?;
    let before = present(&items, item)?;
    let polls = polls_of(&mut tx, &assembly).await?;
    let furthest = furthest_poll(&polls, before)?;
    if furthest.is_some_and(|state| state > Standing::Open)
        || was_announced(&mut tx, &assembly, item).await?
    {
        return Err(AssemblyError::ItemAnnounced);
    }
    let mut lines = outline(&items);
    if has_children(&lines, item) {
        return Err(AssemblyError::ItemHasOthers);
    }
    let before = snapshot(before);
    rows::delete_item(&mut tx, federation, item).await?;
    lines.retain(|(known, _)| *known != item);
    rows::place_items(&mut tx, federation, id, &lines).await?;
    let subject = ("agenda_items", item.0);
    let change = (before, Value::Null);
    record_as(
        &mut tx,
        app,
        actor,
        federation,
        "delete_agenda_item",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn was_announced(
    tx: &mut Tx,
    assembly: &Assembly,
    item: AgendaItemId,
) -> Result<bool, DbError> {
    let sent = notices::notices(tx, assembly.federation, assembly.id).await?;
    Ok(sent
        .iter()
        .any(|notice| notice.content.items.iter().any(|named| named.id == item)))
}

/// Withdraws an item: it stays on the agenda with its number, crossed out.
pub async fn withdraw_item(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, item): (AssemblyId, AgendaItemId),
    reason: &str,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?.id;
    let mut fields = Fields::default();
    let reason = fields.take("reason", MultilineText::parse(reason, 1, 500));
    let reason = fields.finish(reason).map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (assembly, items) = taken(&mut tx, federation, id, revision).await?;
    let before = present(&items, item)?;
    let polls = polls_of(&mut tx, &assembly).await?;
    furthest_poll(&polls, before)?;
    let at = (app.clock.now(), reason.as_str());
    rows::withdraw_item(&mut tx, federation, id, item, at).await?;
    let subject = ("agenda_items", item.0);
    let change = (snapshot(before), json!({ "withdrawn": reason.as_str() }));
    record_as(
        &mut tx,
        app,
        actor,
        federation,
        "withdraw_agenda_item",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a poll of the assembly under an item, or takes it away from it.
pub async fn link_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, item): (AssemblyId, AgendaItemId),
    poll: PollId,
    is_linked: bool,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?.id;
    let mut tx = app.db.begin().await?;
    let (assembly, items) = taken(&mut tx, federation, id, revision).await?;
    let found = present(&items, item)?;
    let line = polls::store::find_poll(&mut tx, federation, poll).await?;
    let line = line
        .filter(|poll| poll.roll == assembly.roll)
        .ok_or(AssemblyError::NotFound)?;
    if is_linked {
        // Also away from another item.
        if is_under_way(line.standing()) && !found.polls.contains(&poll) {
            return Err(AssemblyError::ItemPollOpen);
        }
        rows::link_poll(&mut tx, federation, item, poll).await?;
    } else {
        if is_under_way(line.standing()) {
            return Err(AssemblyError::ItemPollOpen);
        }
        if !rows::unlink_poll(&mut tx, federation, item, poll).await? {
            return Err(AssemblyError::NotFound);
        }
    }
    let subject = ("agenda_items", item.0);
    let change = (Value::Null, json!({ "poll": poll, "linked": is_linked }));
    record_as(
        &mut tx,
        app,
        actor,
        federation,
        "link_agenda_poll",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a document to an item: a whole PDF of at most 10 MB, known by its bytes.
pub async fn add_document(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, item): (AssemblyId, AgendaItemId),
    (name, content): (&str, &[u8]),
    revision: i64,
) -> Result<AgendaDocumentId, AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?.id;
    let head = check_pdf(name, content, LARGEST_AGENDA_DOCUMENT).map_err(|e| {
        AssemblyError::Fields(vec![match e {
            DocumentError::TooLarge => {
                FieldProblem::new("document", crate::key!("field-agenda-document-large"))
            }
            DocumentError::Missing | DocumentError::NotPdf => e.field_problem(),
        }])
    })?;
    let mut tx = app.db.begin().await?;
    let (_, items) = taken(&mut tx, federation, id, revision).await?;
    let found = present(&items, item)?;
    if found.documents.len() >= MOST_DOCUMENTS {
        return Err(AssemblyError::AgendaFull);
    }
    let row = (head.name.as_str(), head.sha256.as_str(), head.size);
    let document = rows::insert_document(&mut tx, federation, item, row, content).await?;
    let subject = ("agenda_items", item.0);
    let change = (
        Value::Null,
        json!({ "document": head.name, "sha256": head.sha256 }),
    );
    record_as(
        &mut tx,
        app,
        actor,
        federation,
        "add_agenda_document",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(document)
}

/// Removes a document of an item.
pub async fn delete_document(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, item): (AssemblyId, AgendaItemId),
    document: AgendaDocumentId,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?.id;
    let mut tx = app.db.begin().await?;
    let (_, items) = taken(&mut tx, federation, id, revision).await?;
    let found = present(&items, item)?;
    let head = found.documents.iter().find(|d| d.id == document);
    let head = head.ok_or(AssemblyError::NotFound)?;
    rows::delete_document(&mut tx, federation, item, document).await?;
    let subject = ("agenda_items", item.0);
    let change = (
        json!({ "document": head.name, "sha256": head.sha256 }),
        Value::Null,
    );
    record_as(
        &mut tx,
        app,
        actor,
        federation,
        "delete_agenda_document",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Name and bytes of a document, for staff.
pub async fn document(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, document): (AssemblyId, AgendaDocumentId),
) -> Result<(String, Vec<u8>), AssemblyError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug)
        .await?
        .id;
    rows::document_content(&mut app.db.read().await?, federation, id, document)
        .await?
        .ok_or(AssemblyError::NotFound)
}

/// Name and bytes of a document, for everybody once the members were called.
pub async fn public_document(
    app: &App,
    slug: &str,
    (id, document): (AssemblyId, AgendaDocumentId),
) -> Result<(String, Vec<u8>), AssemblyError> {
    let federation = registry::actions::federation(app, slug).await?.id;
    let mut conn = app.db.read().await?;
    if notices::count_notices(&mut conn, federation, id).await? == 0 {
        return Err(AssemblyError::NotFound);
    }
    rows::document_content(&mut conn, federation, id, document)
        .await?
        .ok_or(AssemblyError::NotFound)
}
