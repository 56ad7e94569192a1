//! What is done with rolls: read, freeze, make and print codes, send links, reissue one, sign voters in.

mod codes;
mod corrections;
mod desk;
mod links;
mod online;
mod proxies;
mod reissue;
mod voters;

use std::collections::HashMap;

use super::{
    canonical::{Contents, canonical_form, digest, is_unaltered, names_form},
    code_jobs::{CannotStart, NoSheets},
    model::{
        Entry, NameCommitment, NewEntry, NewStandIn, ProxyRefusal, Roll, Sheet, WaitingReissue,
        in_roll_order, stand_ins_in_roll_order,
    },
    store,
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    audit::{self, Act, Chain, Who},
    db::{Conn, DbError, Tx},
    delegates,
    hashing::HashingError,
    registry::{
        actions::{RegistryError, federation_for},
        model::Federation,
    },
    types::{Explain, FieldProblem, Problem, ProblemKind, RollId, fold_for_search},
};

pub use codes::{CodesState, ForWhom, codes_state, make_codes, take_sheets};
pub use corrections::{
    Addable, CorrectionsOfRoll, MOST_ADDABLE, addable, confirm_correction, corrections,
    request_correction, withdraw_correction,
};
pub use desk::{
    Desk, PlaceAtDesk, check_in, check_out, desk, find_at_desk, hall, hand_back, place_at_desk,
    places, take_over,
};
pub use links::{LinksOfRoll, LinksTo, QueuedLinks, links, send_links};
pub use proxies::{list_proxies, record_proxy, revoke_proxy};
pub use reissue::{
    confirm_reissue, for_reissue, request_reissue, waiting_reissues, withdraw_reissue,
};
pub use voters::{
    VoterSignedIn, holder_of_code, places_of_voter, sign_in_voter, sign_out_voter, switch_place,
    voter_by_session,
};

/// Why something with a roll or its codes is refused.
#[derive(Debug, thiserror::Error)]
pub enum RollError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error("not found")]
    NotFound,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error("the roll is frozen")]
    AlreadyFrozen,
    #[error("the roll is not frozen yet")]
    NotFrozen,
    #[error("no delegate is accepted")]
    Empty,
    #[error("{0} delegates are not decided on")]
    Undecided(i64),
    #[error("the entries do not fit the digest of the roll")]
    Altered,
    #[error(transparent)]
    CannotStart(#[from] CannotStart),
    #[error("a poll of the roll was opened, so its codes stay")]
    CodesInUse,
    #[error("codes and marks of the roll were deleted")]
    CodesDeleted,
    #[error("the roll has no codes yet")]
    NoCodes,
    #[error(transparent)]
    NoSheets(#[from] NoSheets),
    #[error("a request for a new code waits already")]
    ReissueWaiting,
    #[error("the request was decided already")]
    ReissueDecided,
    #[error("the entry has voted in every poll that was opened")]
    VotedEverywhere,
    #[error("a second person has to confirm")]
    SamePerson,
    /// One answer for an unknown, a wrong and a voided code.
    #[error("the code is not valid")]
    CodeRefused,
    /// Told only to who has the whole code.
    #[error("the code holds no place now")]
    NoPlace,
    #[error("everybody has a code")]
    NobodyWithoutCode,
    #[error("everybody got a link")]
    NobodyWithoutLink,
    #[error("a poll of the roll was opened, so another link takes two people")]
    LinkNeedsTwo,
    #[error("somebody is there for the place already")]
    IsPresent,
    #[error("nobody is there for the place")]
    IsAbsent,
    #[error("the delegate is there")]
    DelegatePresent,
    #[error("a deputy holds the place")]
    PlaceHeld,
    #[error("no deputy holds the place")]
    PlaceNotHeld,
    #[error("the deputy stands in for others")]
    DeputyOfOthers,
    #[error("the deputy holds another place")]
    DeputyHoldsPlace,
    #[error("the place has voted in a poll that is open")]
    PlaceHasVoted,
    #[error(transparent)]
    Proxy(#[from] ProxyRefusal),
    #[error("the place has given no proxy")]
    NoProxy,
    #[error("the code of the voter does not open the place")]
    NotOpened,
    #[error("a poll of the roll was opened, so nothing is corrected any more")]
    CorrectionsOver,
    #[error("a correction waits already")]
    CorrectionWaiting,
    #[error("somebody else has to confirm the correction")]
    OwnCorrection,
    #[error("the correction was decided already")]
    CorrectionDecided,
    #[error("the roll or the register changed since the correction was asked for")]
    CorrectionStale,
    #[error("the correction changes nothing")]
    CorrectsNothing,
    #[error("somebody is checked in for the place, or a deputy holds it")]
    PlaceInUse,
    #[error("the roll would be empty")]
    LastEntry,
    #[error("the person is on the roll")]
    OnRollAlready,
    #[error("the person does not belong to the body on the day")]
    NotInBody,
    #[error("the code rests for {0} s")]
    CodeRests(i64),
    #[error("the code was tried too often")]
    CodeExhausted,
    #[error(transparent)]
    Hashing(#[from] HashingError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<RegistryError> for RollError {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Access(e) => Self::Access(e),
            RegistryError::Fields(fields) => Self::Fields(fields),
            RegistryError::Db(e) => Self::Db(e),
            _ => Self::NotFound,
        }
    }
}

impl Explain for RollError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::AlreadyFrozen => Problem::conflict(crate::key!("problem-roll-frozen")),
            Self::NotFrozen => Problem::conflict(crate::key!("problem-roll-not-frozen")),
            Self::Empty => Problem::conflict(crate::key!("problem-roll-empty")),
            Self::Undecided(n) => {
                Problem::conflict(crate::key!("problem-roll-undecided")).with("n", *n)
            }
            Self::Altered => Problem::conflict(crate::key!("problem-roll-altered")),
            Self::CannotStart(CannotStart::Running) | Self::NoSheets(NoSheets::Running) => {
                Problem::conflict(crate::key!("problem-codes-being-made"))
            }
            Self::CannotStart(CannotStart::TooMany) => Problem {
                retry_after: Some(60),
                ..Problem::new(ProblemKind::Unavailable, crate::key!("problem-busy"))
            },
            Self::CodesInUse => Problem::conflict(crate::key!("problem-codes-in-use")),
            Self::CodesDeleted => Problem::conflict(crate::key!("problem-marks-deleted")),
            Self::NoCodes => Problem::conflict(crate::key!("problem-no-codes")),
            Self::NoSheets(NoSheets::OfSomebodyElse) => Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-sheets-of-somebody-else"),
            ),
            Self::NoSheets(NoSheets::Printed) => {
                Problem::conflict(crate::key!("problem-sheets-printed"))
            }
            Self::NoSheets(NoSheets::Gone) => Problem::conflict(crate::key!("problem-no-sheets")),
            Self::ReissueWaiting => Problem::conflict(crate::key!("problem-reissue-waiting")),
            Self::ReissueDecided => Problem::conflict(crate::key!("problem-reissue-decided")),
            Self::VotedEverywhere => Problem::conflict(crate::key!("problem-voted-everywhere")),
            Self::SamePerson => Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-second-person-needed"),
            ),
            Self::CodeRefused => {
                Problem::new(ProblemKind::Forbidden, crate::key!("problem-code-refused"))
            }
            Self::NoPlace => Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-code-without-place"),
            ),
            Self::NobodyWithoutCode => {
                Problem::conflict(crate::key!("problem-nobody-without-code"))
            }
            Self::NobodyWithoutLink => {
                Problem::conflict(crate::key!("problem-nobody-without-link"))
            }
            Self::LinkNeedsTwo => Problem::conflict(crate::key!("problem-link-needs-two")),
            Self::IsPresent => Problem::conflict(crate::key!("problem-desk-present")),
            Self::IsAbsent => Problem::conflict(crate::key!("problem-desk-absent")),
            Self::DelegatePresent => {
                Problem::conflict(crate::key!("problem-desk-delegate-present"))
            }
            Self::PlaceHeld => Problem::conflict(crate::key!("problem-desk-place-held")),
            Self::PlaceNotHeld => Problem::conflict(crate::key!("problem-desk-place-not-held")),
            Self::DeputyOfOthers => Problem::conflict(crate::key!("problem-desk-deputy-of-others")),
            Self::DeputyHoldsPlace => {
                Problem::conflict(crate::key!("problem-desk-deputy-holds-place"))
            }
            Self::PlaceHasVoted => Problem::conflict(crate::key!("problem-desk-place-has-voted")),
            Self::Proxy(refusal) => {
                let problem = Problem::conflict(refusal.key());
                match refusal {
                    ProxyRefusal::TooMany(held) => problem.with("n", *held),
                    _ => problem,
                }
            }
            Self::NoProxy => Problem::conflict(crate::key!("problem-proxy-none")),
            Self::NotOpened => Problem::conflict(crate::key!("problem-voting-place-not-opened")),
            Self::CorrectionsOver => Problem::conflict(crate::key!("problem-corrections-over")),
            Self::CorrectionWaiting => Problem::conflict(crate::key!("problem-correction-waiting")),
            Self::OwnCorrection => Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-own-correction"),
            ),
            Self::CorrectionDecided => Problem::conflict(crate::key!("problem-correction-decided")),
            Self::CorrectionStale => Problem::conflict(crate::key!("problem-correction-stale")),
            Self::CorrectsNothing => Problem::conflict(crate::key!("problem-corrects-nothing")),
            Self::PlaceInUse => Problem::conflict(crate::key!("problem-place-in-use")),
            Self::LastEntry => Problem::conflict(crate::key!("problem-roll-last-entry")),
            Self::OnRollAlready => Problem::conflict(crate::key!("problem-on-roll-already")),
            Self::NotInBody => Problem::conflict(crate::key!("problem-not-in-body-on-day")),
            Self::CodeRests(seconds) => Problem {
                retry_after: u32::try_from(*seconds).ok(),
                ..Problem::new(ProblemKind::TooMany, crate::key!("problem-code-rests"))
                    .with("n", *seconds)
            },
            Self::CodeExhausted => {
                Problem::new(ProblemKind::TooMany, crate::key!("problem-code-exhausted"))
            }
            Self::Hashing(e) => e.problem(),
            Self::Db(e) => e.problem(),
        }
    }
}

/// A roll with its federation.
#[derive(Clone, Debug)]
pub struct RollInFederation {
    pub federation: Federation,
    pub roll: Roll,
}

/// What staff see of a roll.
#[derive(Clone, Debug)]
pub struct RollOverview {
    pub federation: Federation,
    pub roll: Roll,
    /// Sum of the votes of its entries.
    pub votes: i64,
    /// Who would come onto it, while it is being built.
    pub preview: Option<FreezePreview>,
    pub codes: CodesState,
    pub waiting: Vec<WaitingReissue>,
}

/// What freezing would find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreezePreview {
    /// Accepted delegates, who become entries.
    pub accepted: i64,
    /// Delegates who wait for a decision, and would be left out.
    pub undecided: i64,
}

/// Sheets to be printed, handed out this once.
#[derive(Debug)]
pub struct PrintedSheets {
    pub federation: Federation,
    pub roll: Roll,
    pub sheets: Vec<Sheet>,
}

async fn find(
    app: &App,
    actor: &Actor,
    right: Right,
    slug: &str,
    roll: RollId,
) -> Result<RollInFederation, RollError> {
    let federation = federation_for(app, actor, right, slug).await?;
    let roll = store::find_roll(&mut app.db.read().await?, federation.id, roll)
        .await?
        .ok_or(RollError::NotFound)?;
    Ok(RollInFederation { federation, roll })
}

/// A roll, for everybody who reads the staff pages.
pub async fn roll(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<RollInFederation, RollError> {
    find(app, actor, Right::ReadStaffPages, slug, roll).await
}

/// Everything about a roll but its entries.
pub async fn roll_overview(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: RollId,
) -> Result<RollOverview, RollError> {
    let RollInFederation { federation, roll } = roll(app, actor, slug, id).await?;
    let mut conn = app.db.read().await?;
    let preview = if roll.is_frozen() {
        None
    } else {
        let accepted =
            delegates::store::accepted_delegates(&mut conn, federation.id, roll.round).await?;
        Some(FreezePreview {
            accepted: i64::try_from(accepted.len()).unwrap_or(i64::MAX),
            undecided: delegates::store::count_undecided(&mut conn, federation.id, roll.round)
                .await?,
        })
    };
    Ok(RollOverview {
        votes: store::entitled_votes(&mut conn, roll.id).await?,
        codes: codes::state_of(app, &mut conn, &roll).await?,
        waiting: reissue::waiting(&mut conn, &roll).await?,
        preview,
        federation,
        roll,
    })
}

/// A page of the entries, or all that fit a search; with the number of all that would be listed.
pub async fn list_entries(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: RollId,
    search: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Entry>, i64), RollError> {
    let RollInFederation { federation, roll } = roll(app, actor, slug, id).await?;
    let mut conn = app.db.read().await?;
    let folded = fold_for_search(search.trim());
    if folded.is_empty() {
        let entries = store::entries_page(&mut conn, federation.id, roll.id, limit, offset).await?;
        return Ok((entries, roll.entries));
    }
    // A roll is one assembly: what is searched through fits in memory.
    let mut found = store::entries(&mut conn, federation.id, roll.id).await?;
    found.retain(|entry| entry.fits(&folded));
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let (skip, take) = (
        usize::try_from(offset).unwrap_or(0),
        usize::try_from(limit).unwrap_or(0),
    );
    Ok((found.into_iter().skip(skip).take(take).collect(), total))
}

/// The canonical form of a frozen roll, for everybody to hash again.
pub async fn canonical_roll(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: RollId,
) -> Result<String, RollError> {
    let (roll, contents) = frozen_contents(app, actor, slug, id).await?;
    Ok(canonical_form(&roll, &contents))
}

/// The names on a frozen roll with their salts, to be held against its canonical form.
pub async fn names_of_roll(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: RollId,
) -> Result<String, RollError> {
    let (roll, contents) = frozen_contents(app, actor, slug, id).await?;
    Ok(names_form(&roll, &contents))
}

async fn frozen_contents(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: RollId,
) -> Result<(Roll, Contents), RollError> {
    let RollInFederation { roll, .. } = roll(app, actor, slug, id).await?;
    if !roll.is_frozen() {
        return Err(RollError::NotFrozen);
    }
    let contents = store::contents(&mut app.db.read().await?, &roll).await?;
    Ok((roll, contents))
}

/// Freezes the roll from the accepted delegates of its round; nothing changes it afterwards.
///
/// Delegates who are not decided on stay outside; that has to be acknowledged.
pub async fn freeze_roll(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: RollId,
    acknowledge_undecided: bool,
) -> Result<(), RollError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let roll = store::find_roll(&mut tx, federation.id, id)
        .await?
        .ok_or(RollError::NotFound)?;
    // The round is locked first: whoever registers or decides meanwhile comes before, or finds it frozen.
    if roll.is_frozen()
        || !delegates::store::freeze_round(&mut tx, federation.id, roll.round).await?
    {
        return Err(RollError::AlreadyFrozen);
    }
    let undecided = delegates::store::count_undecided(&mut tx, federation.id, roll.round).await?;
    if undecided > 0 && !acknowledge_undecided {
        return Err(RollError::Undecided(undecided));
    }
    let count = write_contents(&mut tx, app, &roll).await?;
    if count == 0 {
        return Err(RollError::Empty);
    }
    let contents = store::contents(&mut tx, &roll).await?;
    let digest = digest(&canonical_form(&roll, &contents));
    if !store::freeze_roll(&mut tx, federation.id, roll.id, now, &digest, count).await? {
        return Err(RollError::AlreadyFrozen);
    }
    let after = serde_json::json!({"state": "frozen", "entries": count, "digest": digest, "undecided": undecided});
    record(
        &mut tx,
        app,
        actor,
        &roll,
        "freeze_roll",
        ("rolls", roll.id.0),
        audit::snapshot(&roll),
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Writes accepted delegates and deputies of the round onto the roll; how many entries there are.
async fn write_contents(tx: &mut Tx, app: &App, roll: &Roll) -> Result<i64, RollError> {
    let (federation, round) = (roll.federation, roll.round);
    let delegates = delegates::store::accepted_delegates(tx, federation, round).await?;
    let deputies = delegates::store::accepted_deputies(tx, federation, round).await?;
    let mut numbers = HashMap::new();
    for (number, delegate) in in_roll_order(delegates) {
        numbers.insert(delegate.delegate, number);
        let entry = NewEntry {
            number,
            person: delegate.person,
            body: delegate.body,
            commitment: NameCommitment::new(app.random.bytes(), &delegate.name),
            name: delegate.name,
            body_name: delegate.body_name,
            votes: delegate.votes,
        };
        store::insert_entry(tx, federation, roll.id, &entry).await?;
    }
    for (number, deputy, only_for) in stand_ins_in_roll_order(deputies, &numbers) {
        let stand_in = NewStandIn {
            number,
            commitment: NameCommitment::new(app.random.bytes(), &deputy.name),
            deputy,
            only_for,
        };
        store::insert_stand_in(tx, federation, roll.id, &stand_in).await?;
    }
    Ok(i64::try_from(numbers.len()).unwrap_or(i64::MAX))
}

#[expect(
    clippy::too_many_arguments,
    reason = "one line for each column of the log"
)]
async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    roll: &Roll,
    act: &'static str,
    subject: (&'static str, i64),
    before: serde_json::Value,
    after: serde_json::Value,
) -> Result<(), DbError> {
    record_by(tx, app, &actor.who(), roll, act, subject, (before, after)).await
}

/// An act of somebody who may have no account: of a voter, whom the log does not name.
async fn record_by(
    tx: &mut Tx,
    app: &App,
    who: &Who,
    roll: &Roll,
    act: &'static str,
    subject: (&'static str, i64),
    (before, after): (serde_json::Value, serde_json::Value),
) -> Result<(), DbError> {
    let (chain, at) = (Chain::Federation(roll.federation), app.clock.now());
    audit::record(
        tx,
        Act {
            chain,
            at,
            who,
            act,
            subject,
            before,
            after,
        },
    )
    .await
}

/// The votes of all entries of a frozen roll; `None` where what stands on it does not fit its digest any more.
pub async fn unaltered_votes(conn: &mut Conn, roll: &Roll) -> Result<Option<i64>, DbError> {
    let contents = store::contents(conn, roll).await?;
    let votes = contents
        .entries
        .iter()
        .try_fold(0_i64, |sum, entry| sum.checked_add(entry.votes));
    Ok(votes.filter(|_| is_unaltered(roll, &contents)))
}

/// What stands on a frozen roll, held against its digest.
async fn unaltered_contents(conn: &mut Conn, roll: &Roll) -> Result<Contents, RollError> {
    let contents = store::contents(conn, roll).await?;
    if !is_unaltered(roll, &contents) {
        return Err(RollError::Altered);
    }
    Ok(contents)
}
