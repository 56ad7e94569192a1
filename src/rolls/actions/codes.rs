//! Making the codes of a roll in one job, and printing their sheets once.

use std::{collections::HashSet, time::Duration};

use serde_json::{Value, json};
use tokio::task::JoinSet;
use zeroize::Zeroizing;

use super::{
    PrintedSheets, RollError, RollInFederation, find, links::lines, record, store,
    unaltered_contents,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, DbError, Tx},
    hashing::{Hashing, HashingError},
    rolls::{
        code::{Code, Selector, verifier_digest},
        code_jobs::{JobReport, RunningJob, SHEETS_KEPT_MS},
        model::{CodeOf, LinkLine, Recipient, Roll, Sheet},
    },
    types::{CodeId, Explain, Random, RollId},
};

/// What is told about the codes of a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodesState {
    /// Entries with a valid code on a sheet.
    pub valid: i64,
    /// Whether all codes may be made, or made again: no poll of the roll was opened.
    pub replaceable: bool,
    /// Entries and deputies without a code on a sheet; once a poll was opened, only those whom no link may have reached either.
    pub missing: i64,
    /// The job since the program started, if any.
    pub job: Option<JobReport>,
}

/// What is known about the codes of a roll.
pub async fn codes_state(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<(RollInFederation, CodesState), RollError> {
    let found = super::roll(app, actor, slug, roll).await?;
    let state = state_of(app, &mut app.db.read().await?, &found.roll).await?;
    Ok((found, state))
}

pub(super) async fn state_of(
    app: &App,
    conn: &mut Conn,
    roll: &Roll,
) -> Result<CodesState, RollError> {
    app.code_jobs.expire(app.clock.now());
    let valid = store::codes::count_valid(conn, roll.federation, roll.id).await?;
    let missing = people_without_code(conn, roll, ForWhom::Missing).await?;
    let missing = i64::try_from(missing.len()).unwrap_or(i64::MAX);
    let replaceable =
        valid == 0 || store::codes::codes_still_replaceable(conn, roll.federation, roll.id).await?;
    Ok(CodesState {
        valid,
        replaceable,
        missing,
        job: app.code_jobs.report(roll.id),
    })
}

/// Whom codes are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForWhom {
    /// Everybody; earlier codes are voided when the new ones are stored.
    All,
    /// Entries and deputies without a code: those who came by a correction.
    Missing,
    /// Those of them whom a link by mail did not reach, or cannot.
    Unreachable,
}

impl ForWhom {
    /// Whether somebody who has this gets a code.
    fn wants(self, line: &LinkLine) -> bool {
        match self {
            Self::All | Self::Missing => !line.holding.has_code,
            Self::Unreachable => line.needs_sheet(),
        }
    }
}

/// Entries and deputies without a code on a sheet who may get one now. Once a poll was opened whoever has a link that may have
/// arrived gets a sheet by two people alone.
async fn people_without_code(
    conn: &mut Conn,
    roll: &Roll,
    whom: ForWhom,
) -> Result<Vec<Recipient>, DbError> {
    if !roll.is_frozen() {
        return Ok(Vec::new());
    }
    let opened = !store::codes::codes_still_replaceable(conn, roll.federation, roll.id).await?;
    let lines = lines(conn, roll).await?;
    let lines = lines.into_iter().filter(|(_, line)| {
        whom.wants(line) && (!opened || line.holding.may_get_sheet_once_opened())
    });
    Ok(lines.map(|(recipient, _)| recipient).collect())
}

/// Starts making codes for a frozen roll, of entries and of deputies.
pub async fn make_codes(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    whom: ForWhom,
) -> Result<(), RollError> {
    let RollInFederation { roll, .. } = find(app, actor, Right::HandleCodes, slug, roll).await?;
    if !roll.is_frozen() {
        return Err(RollError::NotFrozen);
    }
    if roll.codes_deleted {
        return Err(RollError::CodesDeleted);
    }
    let mut conn = app.db.read().await?;
    let contents = unaltered_contents(&mut conn, &roll).await?;
    let people = match whom {
        ForWhom::All if !state_of(app, &mut conn, &roll).await?.replaceable => {
            return Err(RollError::CodesInUse);
        }
        ForWhom::All
            if store::codes::codes_still_replaceable(&mut conn, roll.federation, roll.id)
                .await? =>
        {
            Recipient::all(contents)
        }
        ForWhom::All | ForWhom::Missing | ForWhom::Unreachable => {
            people_without_code(&mut conn, &roll, whom).await?
        }
    };
    if people.is_empty() {
        let lines = lines(&mut conn, &roll).await?;
        return Err(if lines.iter().any(|(_, line)| whom.wants(line)) {
            RollError::LinkNeedsTwo
        } else {
            RollError::NobodyWithoutCode
        });
    }
    drop(conn);
    let total = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let job = app
        .code_jobs
        .start(roll.id, actor.account, &actor.name, total)?;
    let (app, actor) = (app.clone(), actor.clone());
    tokio::spawn(async move {
        match make(&app, &actor, &roll, whom, people, &job).await {
            Ok(sheets) => {
                job.finish(sheets, app.clock.now().plus_millis(SHEETS_KEPT_MS));
                wipe_when_time_is_over(&app);
            }
            Err(error) => {
                tracing::error!(roll = roll.id.0, %error, "codes could not be made");
                job.fail(error.problem());
            }
        }
    });
    Ok(())
}

/// Clear codes that nobody prints do not stay in memory until somebody looks.
fn wipe_when_time_is_over(app: &App) {
    let (jobs, clock) = (app.code_jobs.clone(), app.clock.clone());
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(SHEETS_KEPT_MS.unsigned_abs() + 1_000)).await;
        jobs.expire(clock.now());
    });
}

async fn make(
    app: &App,
    actor: &Actor,
    roll: &Roll,
    whom: ForWhom,
    people: Vec<Recipient>,
    job: &RunningJob,
) -> Result<Vec<Sheet>, RollError> {
    let codes = draw(&app.random, people.len());
    let hashes = hash_all(app, roll.id, &codes, job).await?;
    let mut tx = app.db.begin().await?;
    if !store::lock_frozen_roll(&mut tx, roll.federation, roll.id).await? {
        return Err(RollError::NotFrozen);
    }
    let now = store::find_roll(&mut tx, roll.federation, roll.id).await?;
    if now.is_none_or(|roll| roll.codes_deleted) {
        return Err(RollError::CodesDeleted);
    }
    let voided = match whom {
        ForWhom::All => store::codes::void_codes_of_roll(&mut tx, roll.id).await?,
        ForWhom::Missing | ForWhom::Unreachable => 0,
    };
    if voided > 0
        && !store::codes::codes_still_replaceable(&mut tx, roll.federation, roll.id).await?
    {
        return Err(RollError::CodesInUse);
    }
    // Whoever was struck while the codes were hashed gets none, nor whom a link reached meanwhile instead.
    let wanting: HashSet<CodeOf> = people_without_code(&mut tx, roll, whom)
        .await?
        .iter()
        .map(Recipient::owner)
        .collect();
    let links = store::links::newest_links(&mut tx, roll.federation, roll.id).await?;
    let mut sheets = Vec::with_capacity(people.len());
    for ((person, mut code), hash) in people.into_iter().zip(codes).zip(&hashes) {
        let owner = person.owner();
        if wanting.contains(&owner) {
            // A link that did not arrive is not to arrive later beside the sheet.
            if let Some(link) = links.get(&owner).filter(|link| link.reached_nobody()) {
                store::links::void_link(&mut tx, roll.id, link.code).await?;
            }
            insert(&mut tx, &app.random, roll.id, owner, &mut code, hash).await?;
            sheets.push(sheet(&person, &code));
        }
    }
    store::voters::delete_sessions_of_voided(&mut tx, roll.id).await?;
    let after = json!({"codes": sheets.len(), "voided": voided});
    record(
        &mut tx,
        app,
        actor,
        roll,
        "make_codes",
        ("rolls", roll.id.0),
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(sheets)
}

pub(super) fn sheet(of: &Recipient, code: &Code) -> Sheet {
    Sheet {
        owner: of.owner(),
        number: of.number(),
        name: of.name().to_owned(),
        body_name: of.body_name().to_owned(),
        votes: of.votes(),
        code: code.expose(),
    }
}

/// Codes with different selectors.
fn draw(random: &Random, count: usize) -> Vec<Code> {
    let mut rng = random.rng();
    let mut taken = HashSet::with_capacity(count);
    let mut codes = Vec::with_capacity(count);
    while codes.len() < count {
        let code = Code::generate(&mut rng);
        if taken.insert(code.selector) {
            codes.push(code);
        }
    }
    codes
}

/// Hashes of all codes in their order, made side by side outside any transaction.
async fn hash_all(
    app: &App,
    roll: RollId,
    codes: &[Code],
    job: &RunningJob,
) -> Result<Vec<String>, HashingError> {
    let mut under_way = JoinSet::new();
    for (place, code) in codes.iter().enumerate() {
        let (secret, salt) = (secret(app, roll, code), app.random.bytes());
        let hashing: Hashing = app.hashing.clone();
        under_way.spawn(async move { (place, hashing.hash_in_bulk(secret, salt).await) });
    }
    let mut hashes = Vec::with_capacity(codes.len());
    while let Some(hashed) = under_way.join_next().await {
        let (place, hash) = hashed.map_err(|_| HashingError::Failed)?;
        hashes.push((place, hash?));
        job.advance();
    }
    hashes.sort_unstable_by_key(|(place, _)| *place);
    Ok(hashes.into_iter().map(|(_, hash)| hash).collect())
}

/// What of a code goes into the slow hash.
pub(super) fn secret(app: &App, roll: RollId, code: &Code) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(verifier_digest(&app.pepper, roll.0, &code.verifier).to_vec())
}

/// Stores a code; where its selector is taken, draws another one. The hash does not depend on the selector.
pub(super) async fn insert(
    tx: &mut Tx,
    random: &Random,
    roll: RollId,
    owner: CodeOf,
    code: &mut Code,
    hash: &str,
) -> Result<CodeId, RollError> {
    loop {
        if let Some(id) = store::codes::insert_code(tx, roll, owner, code.selector, hash).await? {
            return Ok(id);
        }
        code.selector = new_selector(random);
    }
}

fn new_selector(random: &Random) -> Selector {
    Code::generate(&mut random.rng()).selector
}

/// Hands out the sheets of codes just made: once, and only to who had them made.
pub async fn take_sheets(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<PrintedSheets, RollError> {
    let RollInFederation { federation, roll } =
        find(app, actor, Right::HandleCodes, slug, roll).await?;
    let taken = app
        .code_jobs
        .take(roll.id, actor.account, app.clock.now())?;
    match note_printing(app, actor, &roll, taken.sheets.len()).await {
        Ok(()) => Ok(PrintedSheets {
            federation,
            roll,
            sheets: taken.sheets,
        }),
        Err(error) => {
            app.code_jobs.put_back(roll.id, taken);
            Err(error)
        }
    }
}

async fn note_printing(
    app: &App,
    actor: &Actor,
    roll: &Roll,
    sheets: usize,
) -> Result<(), RollError> {
    let mut tx = app.db.begin().await?;
    record(
        &mut tx,
        app,
        actor,
        roll,
        "print_codes",
        ("rolls", roll.id.0),
        Value::Null,
        json!({"sheets": sheets}),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
