//! What people do with assemblies: prepare, edit, follow the day's work, read in public; what comes before one is beside.

pub mod agenda;
pub mod calling;
pub mod form_basis;
pub mod motions;
pub mod notice;

use serde_json::Value;

use super::{
    model::{
        Assembly, AssemblyInput, PollLine,
        form_basis::{EarlierResolution, FormBasis, Resolution},
    },
    store::{
        self,
        calendar::{AssemblyDay, BodyDay},
        notices,
    },
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    delegates::{self, model::RoundSummary},
    polls::{self, actions::PollError, model::Standing},
    registry::{
        self,
        actions::{RegistryError, federation_for},
        model::Federation,
    },
    rolls::{self, actions::RollError, model::Roll},
    statutes::{self, model::Statutes},
    types::{AssemblyId, BodyId, Day, Explain, FederationId, FieldProblem, Problem},
};

/// Why something with an assembly is refused.
#[derive(Debug, thiserror::Error)]
pub enum AssemblyError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error(transparent)]
    Roll(#[from] RollError),
    #[error(transparent)]
    Poll(#[from] PollError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error("the roll of the assembly is frozen")]
    RollFrozen,
    #[error("the agenda has as many items, or the item as many documents, as it may have")]
    AgendaFull,
    #[error("the item cannot stand there")]
    NoPlace,
    #[error("the item is withdrawn")]
    ItemWithdrawn,
    #[error("a poll of the item is open")]
    ItemPollOpen,
    #[error("the item was announced or decided on: it is withdrawn, not deleted")]
    ItemAnnounced,
    #[error("other items stand under this one")]
    ItemHasOthers,
    #[error("a motion is not there for that where it stands")]
    MotionState,
    #[error("the motion has its polls, or they are under way")]
    MotionVoted,
    #[error("the motion had to be handed in by {0}")]
    MotionLate(Day),
    #[error("{found} of {needed} members support the motion")]
    MotionSupport { needed: i64, found: i64 },
    #[error("the notice had to be sent by {0}")]
    NoticeLate(Day),
    #[error("the assembly is over")]
    Over,
    #[error("there is nobody to call")]
    NobodyToCall,
    #[error("no letter waits")]
    NoLetters,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for AssemblyError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Registry(e) => e.problem(),
            Self::Roll(e) => e.problem(),
            Self::Poll(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::RollFrozen => Problem::conflict(crate::key!("problem-assembly-frozen")),
            Self::AgendaFull => Problem::conflict(crate::key!("problem-agenda-full")),
            Self::NoPlace => Problem::conflict(crate::key!("problem-agenda-no-place")),
            Self::ItemWithdrawn => Problem::conflict(crate::key!("problem-agenda-item-withdrawn")),
            Self::ItemPollOpen => Problem::conflict(crate::key!("problem-agenda-poll-open")),
            Self::ItemAnnounced => Problem::conflict(crate::key!("problem-agenda-item-announced")),
            Self::ItemHasOthers => Problem::conflict(crate::key!("problem-agenda-item-has-others")),
            Self::MotionState => Problem::conflict(crate::key!("problem-motion-state")),
            Self::MotionVoted => Problem::conflict(crate::key!("problem-motion-voted")),
            Self::MotionLate(day) => {
                Problem::conflict(crate::key!("problem-motion-late")).with("day", *day)
            }
            Self::MotionSupport { needed, found } => {
                Problem::conflict(crate::key!("problem-motion-support"))
                    .with("needed", *needed)
                    .with("found", *found)
            }
            Self::NoticeLate(day) => {
                Problem::conflict(crate::key!("problem-notice-late")).with("day", *day)
            }
            Self::Over => Problem::conflict(crate::key!("problem-assembly-over")),
            Self::NobodyToCall => Problem::conflict(crate::key!("problem-notice-nobody")),
            Self::NoLetters => Problem::conflict(crate::key!("problem-notice-no-letters")),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// An assembly with its federation.
pub struct FoundAssembly {
    pub federation: Federation,
    pub assembly: Assembly,
}

/// An assembly as everybody sees it.
pub struct PublicAssembly {
    pub federation: Federation,
    pub assembly: Assembly,
    /// Without those still written.
    pub polls: Vec<PollLine>,
    /// Title of the version of the statutes that holds on its day.
    pub statutes: Option<String>,
    pub basis: FormBasis,
    /// The earlier resolution by which it is virtual, where that is a poll.
    pub resolution: Option<EarlierResolution>,
    /// Once the members were called.
    pub agenda: Option<agenda::Agenda>,
}

/// The work on an assembly.
pub struct Progress {
    pub delegates: RoundSummary,
    pub roll: Roll,
    /// Entries of the roll with a valid code.
    pub codes: i64,
    pub polls: Vec<PollLine>,
    /// The version of the statutes that holds on its day.
    pub statutes: Option<Statutes>,
    pub agenda: agenda::Agenda,
    /// The last day on which the notice is in time.
    pub notice_due: Option<Day>,
}

/// What the calendar of a federation or of a body holds.
pub struct CalendarDays {
    pub federation: Federation,
    /// Of the one body asked for.
    pub body_name: Option<String>,
    pub assemblies: Vec<AssemblyDay>,
    /// Ends of terms.
    pub terms: Vec<BodyDay>,
    /// Last days of objections to results.
    pub objections: Vec<BodyDay>,
}

/// Days that are over stay in the calendar for so long.
const CALENDAR_DAYS_BACK: i64 = 365;
/// The most events of each kind: a term for each of a thousand bodies, with room.
const MOST_EVENTS: i64 = 2_000;

/// The days of a federation, or those that concern one of its bodies; for everybody.
pub async fn calendar(
    app: &App,
    slug: &str,
    body: Option<BodyId>,
) -> Result<CalendarDays, AssemblyError> {
    let federation = registry::actions::federation(app, slug).await?;
    let today = app.clock.today();
    let from = today.plus_days(-CALENDAR_DAYS_BACK).unwrap_or(today);
    let mut conn = app.db.read().await?;
    let body_name = match body {
        None => None,
        Some(body) => {
            let found =
                registry::store::bodies::find_body_on(&mut conn, federation.id, body, today)
                    .await?;
            Some(found.ok_or(AssemblyError::NotFound)?.name)
        }
    };
    let id = federation.id;
    Ok(CalendarDays {
        assemblies: store::calendar::assemblies(&mut conn, id, from, MOST_EVENTS).await?,
        terms: store::calendar::terms(&mut conn, id, from, body, MOST_EVENTS).await?,
        objections: store::calendar::objections(&mut conn, id, from, body, MOST_EVENTS).await?,
        federation,
        body_name,
    })
}

/// Makes an assembly with its round of delegates and its roll.
pub async fn create_assembly(
    app: &App,
    actor: &Actor,
    slug: &str,
    input: &AssemblyInput,
) -> Result<AssemblyId, AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let details = input.parse().map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (title, day) = (&details.title, details.day);
    let round =
        delegates::store::insert_round(&mut tx, federation, title, day, details.deadline).await?;
    let roll = rolls::store::insert_roll(&mut tx, federation, round, title).await?;
    let id = store::insert(&mut tx, federation, &details, round, roll).await?;
    record(
        &mut tx,
        app,
        actor,
        federation,
        "create_assembly",
        id,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes an assembly whose roll is not frozen, with its round and the title of its roll.
///
/// On another day other bodies may be members: accepted delegates then have to be checked again.
pub async fn edit_assembly(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
    input: &AssemblyInput,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let details = input.parse().map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let round = store::find(&mut tx, federation, id)
        .await?
        .ok_or(AssemblyError::NotFound)?
        .round;
    // The round first, as freezing and registering do: they never lock the assembly.
    let round = delegates::store::lock_round(&mut tx, federation, round)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let before = store::find(&mut tx, federation, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    if !store::update(&mut tx, federation, id, revision, &details).await? {
        return Err(AssemblyError::Stale);
    }
    let (title, day, deadline) = (&details.title, details.day, details.deadline);
    if !delegates::store::change_round(&mut tx, federation, &round, title, day, deadline).await? {
        return Err(AssemblyError::RollFrozen);
    }
    store::rename_roll(&mut tx, federation, before.roll, title).await?;
    let was = audit::snapshot(&before);
    record(&mut tx, app, actor, federation, "edit_assembly", id, was).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: FederationId,
    act: &'static str,
    id: AssemblyId,
    before: Value,
) -> Result<(), AssemblyError> {
    let after = store::find(tx, federation, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let change = (before, audit::snapshot(&after));
    Ok(record_as(
        tx,
        app,
        actor,
        federation,
        act,
        ("assemblies", id.0),
        change,
    )
    .await?)
}

/// Records an act about a thing, with what it was and what it is.
async fn record_as(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: FederationId,
    act: &'static str,
    subject: (&'static str, i64),
    (before, after): (Value, Value),
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject,
        before,
        after,
    };
    audit::record(tx, act).await
}

/// A page of the assemblies of a federation, the latest first, for staff.
pub async fn list_assemblies(
    app: &App,
    actor: &Actor,
    slug: &str,
    (limit, offset): (i64, i64),
) -> Result<(Federation, Vec<Assembly>, i64), AssemblyError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let (assemblies, total) =
        store::list(&mut app.db.read().await?, federation.id, limit, offset).await?;
    Ok((federation, assemblies, total))
}

/// An assembly, for staff.
pub async fn find_assembly(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<FoundAssembly, AssemblyError> {
    find_assembly_for(app, actor, Right::ReadStaffPages, slug, id).await
}

/// An assembly, for somebody who holds the right.
pub async fn find_assembly_for(
    app: &App,
    actor: &Actor,
    right: Right,
    slug: &str,
    id: AssemblyId,
) -> Result<FoundAssembly, AssemblyError> {
    let federation = federation_for(app, actor, right, slug).await?;
    let assembly = store::find(&mut app.db.read().await?, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    Ok(FoundAssembly {
        federation,
        assembly,
    })
}

/// How far the work on an assembly is, for staff.
pub async fn progress(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<(FoundAssembly, Progress), AssemblyError> {
    let found = find_assembly(app, actor, slug, id).await?;
    let (federation, assembly) = (found.federation.id, &found.assembly);
    let mut conn = app.db.read().await?;
    let progress = Progress {
        delegates: delegates::store::summary(&mut conn, federation, assembly.round).await?,
        roll: rolls::store::find_roll(&mut conn, federation, assembly.roll)
            .await?
            .ok_or(AssemblyError::NotFound)?,
        codes: store::count_codes(&mut conn, federation, assembly.roll).await?,
        polls: polls_of(&mut conn, assembly).await?,
        statutes: statutes::store::version_on(&mut conn, federation, assembly.day).await?,
        agenda: agenda::agenda_of(&mut conn, assembly).await?,
        notice_due: notice::period(&mut conn, assembly).await?.1,
    };
    Ok((found, progress))
}

async fn polls_of(conn: &mut Conn, assembly: &Assembly) -> Result<Vec<PollLine>, DbError> {
    let polls = polls::store::polls_of_roll(conn, assembly.federation, assembly.roll).await?;
    Ok(polls
        .into_iter()
        .map(|p| PollLine {
            id: p.id,
            state: p.standing(),
            title: p.title,
        })
        .collect())
}

/// Freezes the roll of an assembly.
pub async fn freeze_roll(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
    acknowledge_undecided: bool,
) -> Result<(), AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let roll = store::find(&mut app.db.read().await?, federation, id)
        .await?
        .ok_or(AssemblyError::NotFound)?
        .roll;
    Ok(rolls::actions::freeze_roll(app, actor, slug, roll, acknowledge_undecided).await?)
}

/// A page of the assemblies of a federation, the latest first, for everybody.
pub async fn public_assemblies(
    app: &App,
    slug: &str,
    (limit, offset): (i64, i64),
) -> Result<(Federation, Vec<Assembly>, i64), AssemblyError> {
    let federation = registry::actions::federation(app, slug).await?;
    let (assemblies, total) =
        store::list(&mut app.db.read().await?, federation.id, limit, offset).await?;
    Ok((federation, assemblies, total))
}

/// An assembly with its polls, without those still written, for everybody.
pub async fn public_assembly(
    app: &App,
    slug: &str,
    id: AssemblyId,
) -> Result<PublicAssembly, AssemblyError> {
    let federation = registry::actions::federation(app, slug).await?;
    let mut conn = app.db.read().await?;
    let assembly = store::find(&mut conn, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let mut polls = polls_of(&mut conn, &assembly).await?;
    polls.retain(|p| p.state != Standing::Draft);
    let statutes = statutes::store::version_on(&mut conn, federation.id, assembly.day).await?;
    let basis = notices::form_basis(&mut conn, federation.id, id).await?;
    let resolution = match basis.resolution {
        Some(Resolution::Poll(poll)) => {
            let earlier =
                form_basis::accepted_before(&mut conn, federation.id, assembly.day).await?;
            earlier.into_iter().find(|e| e.poll == poll)
        }
        Some(Resolution::Text { .. }) | None => None,
    };
    let mut agenda = agenda::agenda_of(&mut conn, &assembly).await?;
    agenda.polls.retain(|poll| poll.state != Standing::Draft);
    Ok(PublicAssembly {
        federation,
        assembly,
        polls,
        statutes: statutes.map(|version| version.title),
        basis,
        resolution,
        agenda: Some(agenda).filter(|agenda| agenda.notices > 0),
    })
}
