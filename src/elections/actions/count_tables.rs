//! Tables of figures: kept between their preview and the word of the person, and taken in as one look of theirs.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    ElectionError, FoundElection,
    counts::{CountError, Scene, add, note_of},
    election_for, lock,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, DbError, Tx},
    elections::{
        model::{
            count::{CountEntry, Look},
            election::{Election, ElectionState},
            nomination::Nomination,
        },
        store::counts as store,
        tables::{
            CountTable, CountTableError, LIMITS, Mapping, TableKind, known_mapping,
            plan::{CountPlan, Known, RowOutcome, plan},
            read, suggested_mapping,
        },
    },
    registry::{
        actions::{
            federation_for,
            uploads::{Upload, UploadKind, as_csv},
        },
        store::{bodies::ags_of, find_body_on},
    },
    types::{Ags, ElectionId, NominationId, fold_for_search},
};

/// Columns of votes as a person is asked about them.
pub struct VoteColumn {
    pub name: String,
    pub nomination: Option<NominationId>,
}

/// What would happen with a table, with what its columns stand for.
pub struct CountPreview {
    pub found: FoundElection,
    pub nominations: Vec<Nomination>,
    pub kind: TableKind,
    pub columns: Vec<VoteColumn>,
    pub unknown_headers: Vec<String>,
    pub plan: CountPlan,
}

/// Who says which columns stand for which nominations.
pub enum Columns<'a> {
    /// A person said it of these, by the name of the column; the others are those known from last time or by their label.
    Said(&'a BTreeMap<String, NominationId>),
    /// Nobody has yet: what is known, and for the others the order of the ballot, to be looked at.
    Suggested,
}

/// What a table says and what would come of it.
async fn planned<'a>(
    conn: &mut Conn,
    actor: &Actor,
    election: &Election,
    scene: &Scene,
    bytes: &'a [u8],
    columns: &Columns<'_>,
) -> Result<(CountTable<'a>, Mapping, CountPlan), CountError> {
    let table = read(bytes)?;
    let kept = store::columns_of_body(conn, election.federation, election.body).await?;
    let mapping = match columns {
        Columns::Suggested => suggested_mapping(&table, &kept, &scene.nominations),
        Columns::Said(said) => {
            let mut mapping = known_mapping(&table, &kept, &scene.nominations);
            // What is said now replaces what was known of the column and of the nomination.
            mapping.retain(|_, id| !said.values().any(|s| s == id));
            mapping.extend(said.iter().map(|(name, id)| (name.clone(), *id)));
            mapping
        }
    };
    let known = Known {
        day: election.day,
        ags: ags(conn, election).await?,
        districts: &scene.districts,
        nominations: &scene.nominations,
        rules: election.rules.as_ref(),
        entries: &scene.entries,
        before: scene.before.as_ref(),
        reader: actor.account,
    };
    let plan = plan(&table, &mapping, &known);
    Ok((table, mapping, plan))
}

/// Key of the municipality of the body.
async fn ags(conn: &mut Conn, election: &Election) -> Result<Option<Ags>, DbError> {
    let federation = election.federation;
    let body = find_body_on(conn, federation, election.body, election.day).await?;
    let Some(municipality) = body.and_then(|b| b.municipality) else {
        return Ok(None);
    };
    let text = ags_of(conn, federation, municipality).await?;
    text.map(|t| t.parse().map_err(|e| DbError::row("municipalities", e)))
        .transpose()
}

/// What would happen with a table.
pub async fn preview_counts(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    bytes: &[u8],
    columns: &Columns<'_>,
) -> Result<CountPreview, CountError> {
    let found = election_for(app, actor, Right::EnterCounts, slug, id).await?;
    let mut conn = app.db.read().await?;
    let election = &found.line.election;
    refuse_state(election)?;
    let scene = Scene::read(&mut conn, election).await?;
    let (table, mapping, plan) =
        planned(&mut conn, actor, election, &scene, bytes, columns).await?;
    let columns = table.votes.iter().map(|v| VoteColumn {
        name: v.name.clone(),
        nomination: mapping.get(&v.name).copied(),
    });
    Ok(CountPreview {
        columns: columns.collect(),
        kind: table.kind,
        unknown_headers: table.unknown_headers,
        plan,
        nominations: scene.nominations,
        found,
    })
}

/// A correction after the certification is begun by hand, with its reason.
fn refuse_state(election: &Election) -> Result<(), CountError> {
    match election.state {
        ElectionState::Counting => Ok(()),
        state @ (ElectionState::Preparing
        | ElectionState::Certified
        | ElectionState::NotHeld
        | ElectionState::AppointedInstead
        | ElectionState::Annulled
        | ElectionState::Repeated) => Err(CountError::NotCounting(state)),
    }
}

/// What a person says about a table that is taken in.
#[derive(Clone, Debug, Default)]
pub struct TableWord {
    /// The digest of a preview; then it is taken in only if the same would still happen.
    pub digest: Option<String>,
    /// Whether what is unusual was seen and stands.
    pub confirmed: bool,
    pub note: String,
    /// Name of the file.
    pub source: String,
}

/// Takes a table in as one look of the person, all its districts or none.
pub async fn import_counts(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (bytes, columns): (&[u8], &Columns<'_>),
    word: &TableWord,
) -> Result<CountPlan, CountError> {
    let federation = federation_for(app, actor, Right::EnterCounts, slug).await?;
    let mut tx = app.db.begin().await?;
    let election = lock(&mut tx, federation.id, id).await?;
    refuse_state(&election)?;
    let scene = Scene::read(&mut tx, &election).await?;
    let (table, mapping, plan) = planned(&mut tx, actor, &election, &scene, bytes, columns).await?;
    if plan.is_refused() {
        return Err(CountError::Rows(Box::new(plan)));
    }
    if word
        .digest
        .as_ref()
        .is_some_and(|digest| *digest != plan.digest())
    {
        return Err(CountError::PreviewStale);
    }
    if plan.count(RowOutcome::Taken) == 0 {
        return Err(CountError::NothingNew);
    }
    if plan.has_warnings() && !word.confirmed {
        return Err(CountError::RowsUnconfirmed);
    }
    let note = note_of(&word.note, plan.has_warnings())?;
    let source: String = word
        .source
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect();
    for row in &plan.rows {
        let (Some((round, look)), Some(district)) = (row.look, &row.district) else {
            continue;
        };
        let entry = CountEntry {
            district: district.id,
            round,
            look,
            figures: row.figures.clone(),
            note: if row.warnings.is_empty() {
                String::new()
            } else {
                note.clone()
            },
            source: if source.is_empty() {
                table.kind.as_str().to_owned()
            } else {
                source.clone()
            },
            entered_by: actor.account,
            entered_by_name: actor.name.clone(),
            entered_at: app.clock.now(),
        };
        let earlier: Vec<CountEntry> = scene
            .entries
            .iter()
            .filter(|e| e.district == district.id && look != Look::First)
            .cloned()
            .collect();
        add(&mut tx, app, actor, (&election, district), &earlier, entry).await?;
    }
    remember(&mut tx, &election, &scene, &table, &mapping).await?;
    tx.commit().await?;
    Ok(plan)
}

/// Keeps what the columns stood for, by the folded labels: the next election has other nominations.
async fn remember(
    tx: &mut Tx,
    election: &Election,
    scene: &Scene,
    table: &CountTable<'_>,
    mapping: &Mapping,
) -> Result<(), DbError> {
    if table.kind == TableKind::Plain {
        return Ok(());
    }
    let columns = mapping
        .iter()
        .filter_map(|(name, id)| {
            let nomination = scene.nominations.iter().find(|n| n.id == *id)?;
            Some((name.clone(), fold_for_search(&nomination.label)))
        })
        .collect();
    store::keep_columns(tx, election.federation, election.body, &columns).await
}

/// An uploaded table as CSV.
pub async fn csv_of(bytes: &[u8]) -> Result<Cow<'_, [u8]>, CountError> {
    Ok(as_csv(bytes, LIMITS).await.map_err(CountTableError::from)?)
}

/// Keeps a table until the person says what its columns stand for and whether it is taken in; gives the id under which it is found.
pub async fn keep_counts(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (name, bytes): (&str, &[u8]),
) -> Result<String, CountError> {
    let found = election_for(app, actor, Right::EnterCounts, slug, id).await?;
    refuse_state(&found.line.election)?;
    let bytes = &*csv_of(bytes).await?;
    // What cannot be read at all need not be kept.
    read(bytes)?;
    let upload = data_encoding::HEXLOWER.encode(&app.random.bytes::<16>());
    app.uploads.keep(Upload {
        id: upload.clone(),
        account: actor.account,
        federation: found.federation.id,
        kind: UploadKind::Counts(id),
        name: name.to_owned(),
        bytes: Arc::from(bytes),
        at: app.clock.now(),
    });
    Ok(upload)
}

/// A table that the person keeps for this election.
pub async fn kept_counts(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    upload: &str,
) -> Result<Upload, CountError> {
    let federation = federation_for(app, actor, Right::EnterCounts, slug).await?;
    let now = app.clock.now();
    app.uploads
        .find(upload, actor.account, federation.id, now)
        .filter(|found| found.kind == UploadKind::Counts(id))
        .ok_or(CountError::UploadGone)
}

/// Forgets a table that is kept.
pub async fn discard_counts(
    app: &App,
    actor: &Actor,
    slug: &str,
    upload: &str,
) -> Result<(), CountError> {
    federation_for(app, actor, Right::EnterCounts, slug)
        .await
        .map_err(ElectionError::from)?;
    app.uploads.forget(upload, actor.account);
    Ok(())
}
