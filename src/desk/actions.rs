//! What is due, for the staff of a federation and for the office of a body.

pub mod elected;
pub mod overviews;

use crate::{
    App,
    accounts::model::{Actor, ApprovalAct, Right},
    db::{Conn, DbError},
    delegates::{
        actions::papers::state_of,
        model::{DelegateRole, DelegationState, Round},
        store::{find_entitlement, registrations::delegates_of_body, rounds_of_body},
    },
    desk::{
        model::{DueKind, Item, Name, Subject, sort},
        store::{self, Asked},
    },
    registry::{
        self,
        actions::{RegistryError, federation, federation_for},
        model::Federation,
        store::overview::Counts,
    },
    types::{BodyId, Day, FederationId},
};

/// So many items of a kind stand on the start page; the others are behind a link.
pub const MOST_OF_A_KIND: i64 = 8;
/// The most items of one kind that are told at all.
pub const MOST: i64 = 500;
/// The most open rounds of a body that are looked at.
const MOST_ROUNDS: i64 = 10;

/// Kinds that staff are told of, each by one statement; polls and requests are beside.
const OF_STAFF: [DueKind; 11] = [
    DueKind::CallDeadline,
    DueKind::DelegationsReturned,
    DueKind::CredentialCheck,
    DueKind::SeatCall,
    DueKind::Successor,
    DueKind::SeatVacant,
    DueKind::ElectionUncertified,
    DueKind::TermEnding,
    DueKind::FeeUnpaid,
    DueKind::ConsentMissing,
    DueKind::MailUndelivered,
];

/// Kinds that the office of a body is told of; its delegations are beside.
const OF_OFFICE: [DueKind; 8] = [
    DueKind::SeatCall,
    DueKind::Successor,
    DueKind::SeatVacant,
    DueKind::ElectionUncertified,
    DueKind::ElectionAhead,
    DueKind::TermEnding,
    DueKind::FeeUnpaid,
    DueKind::ConsentMissing,
];

/// What is due in a federation.
pub struct Desk {
    pub federation: Federation,
    pub today: Day,
    pub counts: Counts,
    /// In the order of their days.
    pub items: Vec<Item>,
    /// How many more there are of a kind than stand here.
    pub more: Vec<(DueKind, i64)>,
}

/// Who may confirm an act: with any of these rights.
fn rights_to_confirm(act: ApprovalAct) -> &'static [Right] {
    match act {
        ApprovalAct::ReissueCode | ApprovalAct::ReissueDeputyCode | ApprovalAct::CorrectRoll => {
            &[Right::HandleCodes]
        }
        ApprovalAct::CertifyElection
        | ApprovalAct::CorrectElection
        | ApprovalAct::AnnulElection => &[Right::CertifyElections],
        ApprovalAct::OpenPoll
        | ApprovalAct::ClosePoll
        | ApprovalAct::ResumePoll
        | ApprovalAct::ExtendPoll
        | ApprovalAct::VoidPoll => &[Right::RunPolls],
        ApprovalAct::PublishResult | ApprovalAct::CorrectResult => {
            &[Right::PublishResults, Right::RunPolls]
        }
        ApprovalAct::SignMinutes => &[Right::CheckIn],
    }
}

/// What is due, for staff: some of each kind, or all of the kind that is asked for.
///
/// What anybody with access to the staff pages may see is told to all of them; requests only to those who could confirm them.
pub async fn due(
    app: &App,
    actor: &Actor,
    slug: &str,
    only: Option<DueKind>,
) -> Result<Desk, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let today = app.clock.today();
    let mut conn = app.db.read().await?;
    let most = only.map_or(MOST_OF_A_KIND, |_| MOST);
    let asked = Asked {
        federation: federation.id,
        today,
        body: None,
        most,
    };
    let mut desk = Desk {
        counts: registry::store::overview::counts(&mut conn, federation.id, today).await?,
        federation,
        today,
        items: Vec::new(),
        more: Vec::new(),
    };
    let wanted = |kind: DueKind| only.is_none_or(|only| only == kind);
    for kind in OF_STAFF.into_iter().filter(|kind| wanted(*kind)) {
        let (items, total) = store::of_kind(&mut conn, asked, kind).await?;
        desk.take(kind, items, total);
    }
    let (polls, _) = store::polls(&mut conn, asked.federation, MOST).await?;
    let (requests, account) = (asked.federation, actor.account);
    let approvals = store::approvals(&mut conn, requests, account, MOST).await?;
    let approvals = approvals
        .into_iter()
        .filter(|(act, _)| {
            let mut rights = rights_to_confirm(*act).iter();
            rights.any(|right| actor.may(*right, asked.federation))
        })
        .map(|(_, item)| item);
    let others: Vec<_> = polls.into_iter().chain(approvals).collect();
    for kind in [
        DueKind::PollReady,
        DueKind::PollOpen,
        DueKind::PollUncounted,
        DueKind::PollUnpublished,
        DueKind::Approval,
    ] {
        if wanted(kind) {
            let of_kind = others.iter().filter(|item| item.kind == kind);
            let total = i64::try_from(of_kind.clone().count()).unwrap_or(i64::MAX);
            let shown = usize::try_from(most).unwrap_or(usize::MAX);
            desk.take(kind, of_kind.take(shown).cloned().collect(), total);
        }
    }
    sort(&mut desk.items);
    Ok(desk)
}

impl Desk {
    fn take(&mut self, kind: DueKind, items: Vec<Item>, total: i64) {
        let shown = i64::try_from(items.len()).unwrap_or(i64::MAX);
        if total > shown {
            self.more.push((kind, total.saturating_sub(shown)));
        }
        self.items.extend(items);
    }
}

/// What is due at a body.
pub struct BodyDesk {
    pub federation: Federation,
    pub today: Day,
    pub body: BodyId,
    pub body_name: String,
    /// The person acts as staff of the federation.
    pub is_staff: bool,
    /// In the order of their days.
    pub items: Vec<Item>,
}

/// What is due at a body, for its office and for staff.
pub async fn due_of_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
) -> Result<BodyDesk, RegistryError> {
    let federation = federation(app, slug).await?;
    actor.require_office(federation.id, body, Right::ReadStaffPages)?;
    let today = app.clock.today();
    let mut conn = app.db.read().await?;
    let found = registry::store::find_body_on(&mut conn, federation.id, body, today)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let asked = Asked {
        federation: federation.id,
        today,
        body: Some(body),
        most: MOST,
    };
    let mut items = delegations(&mut conn, federation.id, body, today).await?;
    for kind in OF_OFFICE {
        items.extend(store::of_kind(&mut conn, asked, kind).await?.0);
    }
    sort(&mut items);
    Ok(BodyDesk {
        today,
        body,
        body_name: found.name,
        is_staff: actor.may(Right::ReadStaffPages, federation.id),
        federation,
        items,
    })
}

/// The delegations of a body for the rounds that are open and not over.
async fn delegations(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    today: Day,
) -> Result<Vec<Item>, DbError> {
    let (rounds, _) = rounds_of_body(conn, federation, body, MOST_ROUNDS, 0).await?;
    let mut items = Vec::new();
    for round in rounds.iter().filter(|r| r.is_open() && r.day >= today) {
        items.extend(delegation(conn, federation, body, round).await?);
    }
    Ok(items)
}

async fn delegation(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    round: &Round,
) -> Result<Option<Item>, DbError> {
    let Some(entitlement) = find_entitlement(conn, federation, round.id, body).await? else {
        return Ok(None);
    };
    let delegates = delegates_of_body(conn, federation, round.id, body).await?;
    if entitlement.places.places == 0 && delegates.is_empty() {
        return Ok(None);
    }
    let returned = delegates.iter().filter(|d| d.is_returned()).count();
    let named = delegates
        .iter()
        .filter(|d| d.role == DelegateRole::Delegate && !d.is_returned())
        .count();
    let (_, state, _) = state_of(conn, federation, (round.id, body), &delegates).await?;
    let (kind, count) = match state {
        _ if returned > 0 => (DueKind::DelegationReturned, returned),
        DelegationState::Draft => (DueKind::DelegationDraft, named),
        DelegationState::Changed => (DueKind::DelegationChanged, named),
        DelegationState::Submitted => (DueKind::DelegationSubmitted, named),
    };
    Ok(Some(Item {
        kind,
        day: Some(round.last_day().unwrap_or(round.day)),
        count: i64::try_from(count).unwrap_or(i64::MAX),
        of: entitlement.places.places,
        name: Name::Plain(round.title.clone()),
        subject: Subject::Delegation(round.id, body),
    }))
}
