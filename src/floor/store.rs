//! Lists of speakers and who is on them.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    floor::model::{ListRules, ListState, Speaker, SpeakerList, Speech, SpeechState, Turn},
    on, statements,
    types::{
        AssemblyId, EntryId, FederationId, RollId, SpeakerListId, SpeechId, StandInId, Timestamp,
    },
};

macro_rules! lists {
    ($rest:literal) => {
        concat!(
            "SELECT id, federation_id, assembly_id, topic, seconds, first_group, second_group, newcomers_first, state, opened_at, \
            revision FROM speaker_lists WHERE federation_id = $1 AND assembly_id = $2 ",
            $rest
        )
    };
}

statements! {
    INSERT_LIST = "INSERT INTO speaker_lists (federation_id, assembly_id, topic, seconds, first_group, second_group, newcomers_first, \
        state, opened_at, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, 1) ON CONFLICT DO NOTHING RETURNING id";
    FIND_LIST = lists!("AND id = $3");
    RUNNING = lists!("AND state <> 'ended'");
    LISTS = lists!("ORDER BY id");
    // Every change takes this row first: so two desks that call somebody at once come one after the other.
    LOCK_LIST = "UPDATE speaker_lists SET revision = revision + 1 WHERE federation_id = $1 AND assembly_id = $2 AND id = $3 AND state <> 'ended'";
    SET_LIST_STATE = "UPDATE speaker_lists SET state = $3 WHERE federation_id = $1 AND id = $2 AND state <> 'ended'";
    ENTRY_WITH_NUMBER = "SELECT id, held_by FROM roll_entries WHERE federation_id = $1 AND roll_id = $2 AND number = $3 AND struck = 0";
    INSERT_SPEECH = "INSERT INTO speeches (federation_id, list_id, entry_id, stand_in_id, guest, turn, point_of_order, state, asked_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8) ON CONFLICT DO NOTHING RETURNING id";
    SPEECHES = "SELECT s.id, s.entry_id, s.stand_in_id, s.guest, COALESCE(d.name, e.name, s.guest) AS name, \
        COALESCE(d.body_name, e.body_name, '') AS body_name, s.turn, s.point_of_order, s.state, s.asked_at, s.started_at, s.ended_at \
        FROM speeches s LEFT JOIN roll_entries e ON e.id = s.entry_id LEFT JOIN stand_ins d ON d.id = s.stand_in_id \
        WHERE s.federation_id = $1 AND s.list_id = $2 ORDER BY s.id";
    START = "UPDATE speeches SET state = 'speaking', started_at = $4 WHERE federation_id = $1 AND list_id = $2 AND id = $3 AND state = 'waiting'";
    // A clock that was set back makes no speech that ends before it began.
    FINISH = "UPDATE speeches SET state = 'over', ended_at = CASE WHEN started_at > $3 THEN started_at ELSE $3 END \
        WHERE federation_id = $1 AND list_id = $2 AND state = 'speaking'";
    WITHDRAW = "UPDATE speeches SET state = 'withdrawn' WHERE federation_id = $1 AND list_id = $2 AND id = $3 AND state = 'waiting'";
    WITHDRAW_ALL = "UPDATE speeches SET state = 'withdrawn' WHERE federation_id = $1 AND list_id = $2 AND state = 'waiting'";
}

#[derive(sqlx::FromRow)]
struct ListRow {
    id: i64,
    federation_id: i64,
    assembly_id: i64,
    topic: String,
    seconds: i64,
    first_group: String,
    second_group: String,
    newcomers_first: i64,
    state: String,
    opened_at: i64,
    revision: i64,
}

impl ListRow {
    fn read(self) -> Result<SpeakerList, DbError> {
        Ok(SpeakerList {
            id: SpeakerListId(self.id),
            federation: FederationId(self.federation_id),
            assembly: AssemblyId(self.assembly_id),
            rules: ListRules {
                topic: self.topic,
                seconds: Some(self.seconds).filter(|seconds| *seconds > 0),
                groups: (!self.first_group.is_empty())
                    .then_some([self.first_group, self.second_group]),
                newcomers_first: self.newcomers_first == 1,
            },
            state: ListState::parse(&self.state)
                .ok_or_else(|| DbError::row("speaker_lists", &self.state))?,
            opened_at: Timestamp::stored(self.opened_at),
            revision: self.revision,
        })
    }
}

#[derive(sqlx::FromRow)]
struct SpeechRow {
    id: i64,
    entry_id: Option<i64>,
    stand_in_id: Option<i64>,
    guest: String,
    name: String,
    body_name: String,
    turn: i64,
    point_of_order: i64,
    state: String,
    asked_at: i64,
    started_at: Option<i64>,
    ended_at: Option<i64>,
}

impl SpeechRow {
    fn read(self) -> Result<Speech, DbError> {
        Ok(Speech {
            id: SpeechId(self.id),
            speaker: match self.entry_id {
                Some(entry) => Speaker::OnRoll {
                    entry: EntryId(entry),
                    deputy: self.stand_in_id.map(StandInId),
                },
                None => Speaker::Guest(self.guest),
            },
            name: self.name,
            body_name: self.body_name,
            turn: Turn::of_number(self.turn),
            point_of_order: self.point_of_order == 1,
            state: SpeechState::parse(&self.state)
                .ok_or_else(|| DbError::row("speeches", &self.state))?,
            asked_at: Timestamp::stored(self.asked_at),
            started_at: self.started_at.map(Timestamp::stored),
            ended_at: self.ended_at.map(Timestamp::stored),
        })
    }
}

/// Opens a list; `None` where another topic of the assembly is not ended.
pub async fn insert_list(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    rules: &ListRules,
    at: Timestamp,
) -> Result<Option<SpeakerListId>, DbError> {
    let [first, second] = rules.groups.clone().unwrap_or_default();
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_LIST)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(&rules.topic)
        .bind(rules.seconds.unwrap_or(0))
        .bind(first)
        .bind(second)
        .bind(i64::from(rules.newcomers_first))
        .bind(at.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(SpeakerListId))
}

pub async fn find_list(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
    list: SpeakerListId,
) -> Result<Option<SpeakerList>, DbError> {
    on!(conn, |c| sqlx::query_as::<_, ListRow>(FIND_LIST)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(list.0)
        .fetch_optional(c)
        .await)?
    .map(ListRow::read)
    .transpose()
}

/// The list of the topic that is being spoken about.
pub async fn running(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<Option<SpeakerList>, DbError> {
    on!(conn, |c| sqlx::query_as::<_, ListRow>(RUNNING)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_optional(c)
        .await)?
    .map(ListRow::read)
    .transpose()
}

/// All lists of an assembly, in the order in which they were opened.
pub async fn lists(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<Vec<SpeakerList>, DbError> {
    let rows: Vec<ListRow> = on!(conn, |c| sqlx::query_as(LISTS)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(ListRow::read).collect()
}

/// Locks a list that is not ended, for a change of who is on it; whether there is one.
pub async fn lock_list(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    list: SpeakerListId,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(LOCK_LIST)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(list.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

pub async fn set_list_state(
    tx: &mut Tx,
    federation: FederationId,
    list: SpeakerListId,
    state: ListState,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(SET_LIST_STATE)
        .bind(federation.0)
        .bind(list.0)
        .bind(state.as_str())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Who has a number on the roll: the entry, and the deputy who holds its place now.
pub async fn entry_with_number(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    number: i64,
) -> Result<Option<Speaker>, DbError> {
    let row: Option<(i64, Option<i64>)> = on!(conn, |c| sqlx::query_as(ENTRY_WITH_NUMBER)
        .bind(federation.0)
        .bind(roll.0)
        .bind(number)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(entry, deputy)| Speaker::OnRoll {
        entry: EntryId(entry),
        deputy: deputy.map(StandInId),
    }))
}

/// Puts somebody on a list; `None` where they wait for the same already.
pub async fn insert_speech(
    tx: &mut Tx,
    list: &SpeakerList,
    speaker: &Speaker,
    turn: Option<Turn>,
    point_of_order: bool,
    at: Timestamp,
) -> Result<Option<SpeechId>, DbError> {
    let (entry, deputy, guest) = match speaker {
        Speaker::OnRoll { entry, deputy } => (Some(entry.0), deputy.map(|d| d.0), ""),
        Speaker::Guest(name) => (None, None, name.as_str()),
    };
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_SPEECH)
        .bind(list.federation.0)
        .bind(list.id.0)
        .bind(entry)
        .bind(deputy)
        .bind(guest)
        .bind(turn.map_or(0, Turn::number))
        .bind(i64::from(point_of_order))
        .bind(at.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(SpeechId))
}

/// Everybody on a list, in the order in which they asked.
pub async fn speeches(
    conn: &mut Conn,
    federation: FederationId,
    list: SpeakerListId,
) -> Result<Vec<Speech>, DbError> {
    let rows: Vec<SpeechRow> = on!(conn, |c| sqlx::query_as(SPEECHES)
        .bind(federation.0)
        .bind(list.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(SpeechRow::read).collect()
}

/// Gives somebody who waits the floor.
pub async fn start(
    tx: &mut Tx,
    list: &SpeakerList,
    speech: SpeechId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(START)
        .bind(list.federation.0)
        .bind(list.id.0)
        .bind(speech.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Ends the speech that is being made; whether there was one.
pub async fn finish(tx: &mut Tx, list: &SpeakerList, at: Timestamp) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(FINISH)
        .bind(list.federation.0)
        .bind(list.id.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Takes somebody who waits off the list.
pub async fn withdraw(tx: &mut Tx, list: &SpeakerList, speech: SpeechId) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(WITHDRAW)
        .bind(list.federation.0)
        .bind(list.id.0)
        .bind(speech.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Takes everybody who waits off the list.
pub async fn withdraw_all(tx: &mut Tx, list: &SpeakerList) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(WITHDRAW_ALL)
        .bind(list.federation.0)
        .bind(list.id.0)
        .execute(c)
        .await
        .map(drop))?)
}
