//! What the chair and the desk do with the list of speakers, and what the hall and the chair see.

use serde_json::{Value, json};

use super::{
    model::{
        AskInput, Asking, Floor, ListInput, ListState, MOST_WAITING, Speaker, SpeakerList,
        SpeechState,
    },
    store,
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    assemblies::{
        self,
        actions::{AssemblyError, FoundAssembly},
    },
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    polls::{
        self,
        model::{OpeningPresence, Poll},
    },
    rolls::{
        self,
        model::{Presence, Roll},
    },
    statutes::{self, model::rules::QuorumRule},
    types::{
        AssemblyId, Explain, FieldProblem, PollId, Problem, SpeakerListId, SpeechId, Timestamp,
    },
};

/// Why something on the floor is refused.
#[derive(Debug, thiserror::Error)]
pub enum FloorError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Assembly(#[from] AssemblyError),
    #[error("not found")]
    NotFound,
    #[error("another topic is being spoken about")]
    Running,
    #[error("the topic is over")]
    Ended,
    #[error("the list is closed")]
    Closed,
    #[error("waits already")]
    WaitsAlready,
    #[error("too many wait")]
    TooMany,
    #[error("does not wait any more")]
    NotWaiting,
    #[error("nobody speaks")]
    NobodySpeaks,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for FloorError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Assembly(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Running => Problem::conflict(crate::key!("problem-floor-running")),
            Self::Ended => Problem::conflict(crate::key!("problem-floor-ended")),
            Self::Closed => Problem::conflict(crate::key!("problem-floor-closed")),
            Self::WaitsAlready => Problem::conflict(crate::key!("problem-floor-waits")),
            Self::TooMany => {
                Problem::conflict(crate::key!("problem-floor-too-many")).with("n", MOST_WAITING)
            }
            Self::NotWaiting => Problem::conflict(crate::key!("problem-floor-not-waiting")),
            Self::NobodySpeaks => Problem::conflict(crate::key!("problem-floor-nobody-speaks")),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// The list of the present topic, if there is one, and the topics before.
pub struct Speakers {
    pub found: FoundAssembly,
    pub floor: Option<Floor>,
    /// Topics that are over, the latest first.
    pub before: Vec<SpeakerList>,
}

async fn floor_of(conn: &mut Conn, list: SpeakerList) -> Result<Floor, DbError> {
    let speeches = store::speeches(conn, list.federation, list.id).await?;
    Ok(Floor { list, speeches })
}

/// The list of speakers of an assembly, for everybody who reads the staff pages.
pub async fn speakers(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
) -> Result<Speakers, FloorError> {
    let found = assemblies::actions::find_assembly(app, actor, slug, assembly).await?;
    let mut conn = app.db.read().await?;
    let mut lists = store::lists(&mut conn, found.federation.id, assembly).await?;
    let running = lists
        .iter()
        .position(|list| list.state != ListState::Ended)
        .map(|at| lists.remove(at));
    lists.reverse();
    let floor = match running {
        Some(list) => Some(floor_of(&mut conn, list).await?),
        None => None,
    };
    Ok(Speakers {
        found,
        floor,
        before: lists,
    })
}

/// One list of an assembly, also of a topic that is over.
pub async fn floor(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
    list: SpeakerListId,
) -> Result<(FoundAssembly, Floor), FloorError> {
    let found = assemblies::actions::find_assembly(app, actor, slug, assembly).await?;
    let mut conn = app.db.read().await?;
    let list = store::find_list(&mut conn, found.federation.id, assembly, list)
        .await?
        .ok_or(FloorError::NotFound)?;
    let floor = floor_of(&mut conn, list).await?;
    Ok((found, floor))
}

async fn record(
    tx: &mut Tx,
    app: &App,
    (actor, found): (&Actor, &FoundAssembly),
    act: &'static str,
    list: SpeakerListId,
    after: Value,
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(found.federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("speaker_lists", list.0),
        before: Value::Null,
        after,
    };
    audit::record(tx, act).await
}

pub async fn assembly_to_run(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
) -> Result<FoundAssembly, FloorError> {
    let right = Right::CheckIn;
    Ok(assemblies::actions::find_assembly_for(app, actor, right, slug, assembly).await?)
}

/// Opens the list for a topic; one topic at a time.
pub async fn open_list(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
    input: &ListInput,
) -> Result<SpeakerListId, FloorError> {
    let found = assembly_to_run(app, actor, slug, assembly).await?;
    let rules = input.parse().map_err(FloorError::Fields)?;
    let mut tx = app.db.begin().await?;
    let id = store::insert_list(
        &mut tx,
        found.federation.id,
        assembly,
        &rules,
        app.clock.now(),
    )
    .await?
    .ok_or(FloorError::Running)?;
    let after = json!({"assembly": assembly, "rules": rules});
    record(
        &mut tx,
        app,
        (actor, &found),
        "open_speaker_list",
        id,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// A list under its lock, in a transaction.
struct Locked {
    tx: Tx,
    found: FoundAssembly,
    list: SpeakerList,
}

async fn lock(
    app: &App,
    actor: &Actor,
    slug: &str,
    (assembly, list): (AssemblyId, SpeakerListId),
) -> Result<Locked, FloorError> {
    let found = assembly_to_run(app, actor, slug, assembly).await?;
    let mut tx = app.db.begin().await?;
    let is_running = store::lock_list(&mut tx, found.federation.id, assembly, list).await?;
    let list = store::find_list(&mut tx, found.federation.id, assembly, list)
        .await?
        .ok_or(FloorError::NotFound)?;
    if !is_running {
        return Err(FloorError::Ended);
    }
    Ok(Locked { tx, found, list })
}

/// Closes a list, opens it again, or ends the topic: whoever speaks is done then, and nobody waits any more.
pub async fn set_state(
    app: &App,
    actor: &Actor,
    slug: &str,
    list: (AssemblyId, SpeakerListId),
    state: ListState,
) -> Result<(), FloorError> {
    let Locked {
        mut tx,
        found,
        list,
    } = lock(app, actor, slug, list).await?;
    if state == ListState::Ended {
        store::finish(&mut tx, &list, app.clock.now()).await?;
        store::withdraw_all(&mut tx, &list).await?;
    }
    if list.state != state {
        store::set_list_state(&mut tx, found.federation.id, list.id, state).await?;
        let after = json!({"state": state});
        record(
            &mut tx,
            app,
            (actor, &found),
            "set_speaker_list",
            list.id,
            after,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Puts somebody on the list: who has a number on the roll of the assembly, or a guest.
///
/// A point of order is taken even where the list is closed. Who speaks when is the list's own matter and no act of the log.
pub async fn ask(
    app: &App,
    actor: &Actor,
    slug: &str,
    list: (AssemblyId, SpeakerListId),
    input: &AskInput,
) -> Result<SpeechId, FloorError> {
    let Locked {
        mut tx,
        found,
        list,
    } = lock(app, actor, slug, list).await?;
    let request = input.parse(&list.rules).map_err(FloorError::Fields)?;
    if list.state == ListState::Closed && !request.point_of_order {
        return Err(FloorError::Closed);
    }
    let waiting = store::speeches(&mut tx, list.federation, list.id)
        .await?
        .into_iter()
        .filter(|speech| speech.state == SpeechState::Waiting);
    let mut count = 0;
    for speech in waiting {
        count += 1;
        // The index over waiting entries does not see guests.
        if matches!((&speech.speaker, &request.who), (Speaker::Guest(a), Asking::Guest(b)) if a == b)
            && speech.point_of_order == request.point_of_order
        {
            return Err(FloorError::WaitsAlready);
        }
    }
    if count >= MOST_WAITING {
        return Err(FloorError::TooMany);
    }
    let speaker = match request.who {
        Asking::Guest(name) => Speaker::Guest(name),
        Asking::Number(number) => {
            let roll = found.assembly.roll;
            store::entry_with_number(&mut tx, list.federation, roll, number)
                .await?
                .ok_or_else(|| {
                    FloorError::Fields(vec![FieldProblem::new(
                        "number",
                        crate::key!("field-not-on-the-roll"),
                    )])
                })?
        }
    };
    let now = app.clock.now();
    let (turn, order) = (request.turn, request.point_of_order);
    let id = store::insert_speech(&mut tx, &list, &speaker, turn, order, now)
        .await?
        .ok_or(FloorError::WaitsAlready)?;
    tx.commit().await?;
    Ok(id)
}

/// Gives somebody who waits the floor, first in the order or not: the chair decides. Whoever speaks is done.
pub async fn call(
    app: &App,
    actor: &Actor,
    slug: &str,
    list: (AssemblyId, SpeakerListId),
    speech: SpeechId,
) -> Result<(), FloorError> {
    let Locked { mut tx, list, .. } = lock(app, actor, slug, list).await?;
    let now = app.clock.now();
    store::finish(&mut tx, &list, now).await?;
    if !store::start(&mut tx, &list, speech, now).await? {
        return Err(FloorError::NotWaiting);
    }
    tx.commit().await?;
    Ok(())
}

/// Ends the speech that is being made.
pub async fn finish(
    app: &App,
    actor: &Actor,
    slug: &str,
    list: (AssemblyId, SpeakerListId),
) -> Result<(), FloorError> {
    let Locked { mut tx, list, .. } = lock(app, actor, slug, list).await?;
    if !store::finish(&mut tx, &list, app.clock.now()).await? {
        return Err(FloorError::NobodySpeaks);
    }
    tx.commit().await?;
    Ok(())
}

/// Takes somebody who waits off the list.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    slug: &str,
    list: (AssemblyId, SpeakerListId),
    speech: SpeechId,
) -> Result<(), FloorError> {
    let Locked { mut tx, list, .. } = lock(app, actor, slug, list).await?;
    if !store::withdraw(&mut tx, &list, speech).await? {
        return Err(FloorError::NotWaiting);
    }
    tx.commit().await?;
    Ok(())
}

/// What the hall and the chair see.
pub struct View {
    pub found: FoundAssembly,
    pub floor: Option<Floor>,
    pub roll: Roll,
    /// How many are there; nobody before the roll is frozen.
    pub presence: Presence,
    /// The quorum of the statutes that hold on the day.
    pub quorum: Option<QuorumRule>,
    /// By number of their drafting.
    pub polls: Vec<Poll>,
    /// Who was there when these were opened.
    pub at_opening: Vec<(PollId, OpeningPresence)>,
    pub now: Timestamp,
}

/// The state of the assembly at this moment.
pub async fn view(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
) -> Result<View, FloorError> {
    let found = assemblies::actions::find_assembly(app, actor, slug, assembly).await?;
    let (federation, day) = (found.federation.id, found.assembly.day);
    let mut conn = app.db.read().await?;
    let roll = rolls::store::find_roll(&mut conn, federation, found.assembly.roll)
        .await?
        .ok_or(FloorError::NotFound)?;
    let presence = if roll.is_frozen() {
        rolls::actions::hall(&mut conn, &roll)
            .await
            .map_err(AssemblyError::from)?
            .presence()
    } else {
        Presence::default()
    };
    let quorum = statutes::store::version_on(&mut conn, federation, day)
        .await?
        .and_then(|version| version.rules.quorum_of_those_present());
    let polls = polls::store::polls_of_roll(&mut conn, federation, roll.id).await?;
    let at_opening = polls::store::presence::of_roll(&mut conn, federation, roll.id).await?;
    let floor = match store::running(&mut conn, federation, assembly).await? {
        Some(list) => Some(floor_of(&mut conn, list).await?),
        None => None,
    };
    Ok(View {
        found,
        floor,
        roll,
        presence,
        quorum,
        polls,
        at_opening,
        now: app.clock.now(),
    })
}
