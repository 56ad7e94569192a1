//! What people can do with polls: prepare, open, vote, close, count.

mod acts;
mod board_keys;
mod closing;
mod counting;
mod excluding;
mod following;
mod guarding;
mod lots;
mod paper;
mod paper_voters;
mod preflight;
mod preparing;
mod refusal;
mod retention;
mod voting;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use super::{
    board_key::SealTo,
    count::PollCount,
    model::{
        ACTS_OF_TWO, Disclosure, OpeningPresence, Poll, PollKind, PollLot, PollState, Standing,
        WaitingAct,
        guard::GuardRecord,
        paper::BoxWaitsFor,
        preflight::PreflightFinding,
        trust::{TrustFacts, TrustStatement, label},
    },
    runoff::runoff_of,
    store::{self, Definition, board_keys::KeyHolder},
};
use crate::{
    App,
    accounts::{
        model::{Actor, Right},
        store::approvals,
    },
    audit::{self, Act, Chain},
    db::{DbError, Tx},
    registry::{self, model::Federation},
    rolls::{self, model::Roll},
    types::{PollId, RollId},
};

pub use acts::{confirm_act, interrupt_poll, request_act, withdraw_act};
pub use board_keys::{
    BoardKeys, GivenKey, board_keys, give_board_key, make_board_key, seal_poll, unseal_poll,
};
pub use closing::{finish_closing, voters_of};
pub use counting::{count_poll, roll_call};
pub use excluding::{Exclusions, exclude, include, list_exclusions};
pub use following::{make_runoff, merge_poll, repeat_poll, rolls_to_merge_with};
pub use guarding::{check_guard, choose_guard, guard_findings, trust_label};
pub use lots::{count_with_lots, record_lot};
pub use paper::{
    PaperInput, PaperView, add_to_sheet, discard_sheets, hand_in, paper, take_back,
    take_from_sheet, turn_sheet, write_sheet,
};
pub use paper_voters::{PaperVoters, add_paper_voter, list_paper_voters, remove_paper_voter};
pub use preparing::{
    create_poll, delete_poll, draft_poll, make_ready, roll_for_new_poll, update_poll,
};
pub use refusal::PollError;
pub use retention::{delete_what_is_over, hold_retention, kept_rolls, set_objection_weeks};
pub use voting::{
    CodeUse, PlaceOfVoter, PollOfVoter, cast, check_code, federation_of, my_places, my_votes,
    not_taken, poll_for_voter, same_place, takes_ballots,
};

/// The polls of a roll as staff see them.
pub struct PollList {
    pub federation: Federation,
    pub roll: Roll,
    /// Each with the number of ballots in its box, once opened.
    pub polls: Vec<(Poll, Option<i64>)>,
    /// About which of them something waits for a second person.
    pub waiting: HashSet<PollId>,
}

/// Lists the polls of a roll.
pub async fn list_polls(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<PollList, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let roll = rolls::store::find_roll(&mut conn, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let boxes = store::ballots_in_boxes(&mut conn, roll.id).await?;
    let polls = store::polls_of_roll(&mut conn, federation.id, roll.id).await?;
    let mut waiting = HashSet::new();
    for act in ACTS_OF_TWO {
        let requests = approvals::waiting(&mut conn, federation.id, act).await?;
        waiting.extend(requests.into_iter().map(|request| PollId(request.subject)));
    }
    Ok(PollList {
        waiting,
        federation,
        roll,
        polls: polls
            .into_iter()
            .map(|p| {
                let n = boxes.get(&p.id).copied();
                (p, n)
            })
            .collect(),
    })
}

/// A poll as staff see it.
pub struct PollView {
    pub federation: Federation,
    pub roll: Roll,
    pub poll: Poll,
    /// Ballots in the box, once opened; never which.
    pub ballots: Option<i64>,
    /// Votes that can be cast: those of all entries of the roll but the excluded ones.
    pub entitled: i64,
    /// Entries of the roll that may not vote in this poll.
    pub excluded: i64,
    /// Not shown of a void poll: it has no result.
    pub count: Option<PollCount>,
    /// The count is there, but only board and auditors see it, since only the outcome is told (secrecy rule R10).
    pub sealed: bool,
    /// What figures could tell: now, and from opening on as it was then. Not there in a vote by name and before the roll is frozen.
    pub guard: Option<GuardRecord>,
    pub trust: Vec<TrustStatement>,
    /// What stands in the way of opening, or has to be known before; nothing once it was opened.
    pub preflight: Vec<PreflightFinding>,
    /// Who was there when it was opened, in an assembly.
    pub presence: Option<OpeningPresence>,
    /// Lots that were drawn where the count left places open.
    pub lots: Vec<PollLot>,
    /// What waits for a second person of the board.
    pub waiting: Option<WaitingAct>,
    /// Who would stand in a runoff, where the count calls for one.
    pub runoff: Option<Definition>,
    /// Whose keys open its ballots, with whether each was given; nobody's where they are not sealed, or were opened.
    pub key_holders: Vec<(KeyHolder, bool)>,
    /// What its closed box waits for.
    pub waits_for: Option<BoxWaitsFor>,
}

impl PollView {
    /// Whether somebody has to choose about what figures could tell before the poll can be opened.
    pub fn wants_a_choice(&self) -> bool {
        self.poll.state < PollState::Open
            && self
                .guard
                .as_ref()
                .is_some_and(|guard| !guard.answers(&guard.findings))
    }
}

/// One poll.
pub async fn view_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PollView, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    view(app, actor, federation, poll).await
}

/// One poll, for those who may change it.
pub async fn view_poll_to_change(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PollView, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    view(app, actor, federation, poll).await
}

async fn view(
    app: &App,
    actor: &Actor,
    federation: Federation,
    poll: PollId,
) -> Result<PollView, PollError> {
    let mut conn = app.db.read().await?;
    let poll = store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let roll = rolls::store::find_roll(&mut conn, federation.id, poll.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let count = count_with_lots(&mut conn, &poll).await?;
    let (excluded, excluded_votes) = store::boxes::excluded_figures(&mut conn, poll.id).await?;
    let (count, lots) = count
        .filter(|_| poll.standing() != Standing::Void)
        .map_or((None, Vec::new()), |(count, lots)| (Some(count), lots));
    let entitled = rolls::store::entitled_votes(&mut conn, roll.id).await? - excluded_votes;
    let guard = guarding::guard_now(&mut conn, &poll, &roll).await?;
    let is_to_be_opened = poll.state < PollState::Open && roll.is_frozen();
    let preflight = if is_to_be_opened {
        preflight::look(&mut conn, app, &poll).await?
    } else {
        Vec::new()
    };
    let presence = store::presence::of_roll(&mut conn, federation.id, roll.id).await?;
    let presence = presence.into_iter().find(|(of, _)| *of == poll.id);
    let reads_sums =
        actor.may(Right::RunPolls, federation.id) || actor.may(Right::Audit, federation.id);
    let sealed = count.is_some() && poll.disclosure == Disclosure::OutcomeOnly && !reads_sums;
    Ok(PollView {
        lots,
        preflight,
        presence: presence.map(|(_, there)| there),
        waiting: acts::waiting_act(&mut conn, app, &federation, &poll).await?,
        runoff: count.as_ref().and_then(|count| runoff_of(&poll, count)),
        ballots: store::find_box(&mut conn, poll.id).await?.map(|(n, _)| n),
        trust: label(
            TrustFacts::of(
                poll.secrecy,
                poll.disclosure,
                guard.as_ref(),
                entitled > roll.entries - excluded,
                app.db.is_embedded(),
            )
            .sealed(SealTo::of(&poll).is_some()),
        ),
        key_holders: board_keys::holders(&mut conn, &poll).await?,
        waits_for: paper::waits_for(&mut conn, &poll).await?,
        guard,
        entitled,
        excluded,
        sealed,
        count: count.filter(|_| !sealed),
        federation,
        roll,
        poll,
    })
}

/// For the log of acts. The options of an election are people's names, and the log cannot forget: it keeps their number.
fn snapshot(definition: &Definition) -> Value {
    let options = match definition.kind {
        PollKind::Motion => json!(definition.options),
        PollKind::Election => json!(definition.options.len()),
    };
    json!({
        "kind": definition.kind,
        "method": definition.method,
        "secrecy": definition.secrecy,
        "title": definition.title,
        "question": definition.question,
        "options": options,
        "max_choices": definition.max_choices,
        "max_per_option": definition.max_per_option,
        "seats": definition.seats,
        "least_bodies": definition.least_bodies,
        "rule_source": definition.rule_source,
        "rule": super::stored_rule::StoredRule::from(&definition.rule),
    })
}

#[expect(clippy::too_many_arguments, reason = "one for each column of the log")]
async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    act: &'static str,
    poll: PollId,
    before: Value,
    after: Value,
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("polls", poll.0),
        before,
        after,
    };
    audit::record(tx, act).await
}

#[expect(clippy::too_many_arguments, reason = "one for each column of the log")]
async fn record_state(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    act: &'static str,
    poll: PollId,
    states: (Standing, Standing),
    detail: Value,
) -> Result<(), DbError> {
    let mut after: BTreeMap<String, Value> =
        BTreeMap::from([("state".to_owned(), json!(states.1))]);
    if let Value::Object(more) = detail {
        after.extend(more);
    }
    record(
        tx,
        app,
        actor,
        federation,
        act,
        poll,
        json!({"state": states.0}),
        audit::snapshot(&after),
    )
    .await
}
