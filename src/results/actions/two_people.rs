//! Publishing takes two people: the publisher asks, and another publisher or somebody of the election board confirms exactly the
//! document that would become public.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    ResultError,
    publishing::{Material, hide_names},
};
use crate::{
    App,
    accounts::{
        model::{Actor, ApprovalAct, ApprovalRequest, Right, WaitingApproval},
        store::approvals,
    },
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    polls::{
        self,
        model::{ACTS_OF_TWO, Poll, PollState, Transition},
    },
    registry::{self, model::Federation},
    results::{
        model::{self, CorrectionInput, Detail, ResultDocument},
        store,
    },
    types::{ApprovalId, PollId, Timestamp},
};

/// What is to be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "publish", rename_all = "snake_case")]
enum Wanted {
    /// The first version, as detailed as wished; without a wish small groups are protected.
    First { detail: Option<Detail> },
    /// The version after this one.
    Correction { after: i64, input: CorrectionInput },
}

impl Wanted {
    fn act(&self) -> ApprovalAct {
        match self {
            Self::First { .. } => ApprovalAct::PublishResult,
            Self::Correction { .. } => ApprovalAct::CorrectResult,
        }
    }
}

/// The content of a request as it waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    #[serde(flatten)]
    wanted: Wanted,
    /// Digest of the document without the time of publication.
    digest: String,
}

/// A version that waits for a second person.
pub struct WaitingResult {
    pub approval: WaitingApproval,
    /// Digest of what is to be confirmed.
    pub digest: String,
    /// What would be published; `None` where it is not what was asked for any more, and can only be withdrawn.
    pub document: Option<ResultDocument>,
}

/// Asks another person to confirm the first version of a counted poll.
pub async fn request_publication(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    detail: Option<Detail>,
) -> Result<ApprovalId, ResultError> {
    request(app, actor, slug, poll, Wanted::First { detail }).await
}

/// Asks another person to confirm the next version of a result; `expected` is the version it corrects.
pub async fn request_correction(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    expected: i64,
    input: &CorrectionInput,
) -> Result<ApprovalId, ResultError> {
    let wanted = Wanted::Correction {
        after: expected,
        input: input.clone(),
    };
    request(app, actor, slug, poll, wanted).await
}

async fn request(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    wanted: Wanted,
) -> Result<ApprovalId, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::PublishResults, slug).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let poll = locked(&mut tx, &federation, poll).await?;
    let document = document(&mut tx, &federation, &poll, &wanted, now).await?;
    if waiting_request(&mut tx, &poll).await?.is_some() {
        return Err(ResultError::RequestWaits);
    }
    let asked = Asked {
        digest: document.content_digest(),
        wanted,
    };
    let content = serde_json::to_string(&asked).unwrap_or_default();
    let request = ApprovalRequest {
        act: asked.wanted.act(),
        subject: poll.id.0,
        content: &content,
        reason: &document.reason,
    };
    let id = approvals::insert_request(&mut tx, federation.id, request, actor.account, now)
        .await?
        .ok_or(ResultError::RequestWaits)?;
    let after = json!({
        "approval": id,
        "version": document.version,
        "detail": document.detail,
        "content_digest": asked.digest,
        "reason": document.reason,
    });
    let change = (Value::Null, after);
    record(&mut tx, app, actor, &poll, "request_publication", change).await?;
    tx.commit().await?;
    Ok(id)
}

/// Confirms a version that somebody else asked for, where it would still say exactly that, and publishes it.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    id: ApprovalId,
) -> Result<ResultDocument, ResultError> {
    let federation = federation_to_confirm(app, actor, slug).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let poll = locked(&mut tx, &federation, poll).await?;
    let (asked, approval) = waiting_by_id(&mut tx, &poll, id).await?;
    if approval.requested_by == actor.account {
        return Err(ResultError::SamePerson);
    }
    let document = document(&mut tx, &federation, &poll, &asked.wanted, now).await?;
    if document.content_digest() != asked.digest {
        return Err(ResultError::RequestChanged);
    }
    if !approvals::confirm(&mut tx, federation.id, id, actor.account, now).await? {
        return Err(ResultError::RequestDecided);
    }
    let name = match asked.wanted {
        Wanted::First { .. } => {
            if !polls::store::set_published(&mut tx, federation.id, poll.id).await? {
                return Err(ResultError::AlreadyPublished);
            }
            "publish_result"
        }
        Wanted::Correction { .. } => "correct_result",
    };
    let content = document.canonical();
    let digest = model::digest(&content);
    let by = approval.requested_by;
    if !store::insert_publication(&mut tx, federation.id, &document, &content, &digest, by).await? {
        return Err(ResultError::Stale);
    }
    store::decisions::keep_decision(&mut tx, federation.id, &document).await?;
    let after = json!({
        "version": document.version,
        "detail": document.detail,
        "digest": digest,
        "reason": document.reason,
        // Who asked for it stands in the row of the request, which is not public.
        "approval": id,
    });
    let change = (json!({"state": poll.standing()}), after);
    record(&mut tx, app, actor, &poll, name, change).await?;
    tx.commit().await?;
    Ok(document)
}

/// Withdraws a request, one's own or another's.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    id: ApprovalId,
) -> Result<(), ResultError> {
    let federation = federation_to_confirm(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let poll = locked(&mut tx, &federation, poll).await?;
    let (asked, approval) = waiting_by_id(&mut tx, &poll, id).await?;
    if !approvals::withdraw(&mut tx, federation.id, id, actor.account, app.clock.now()).await? {
        return Err(ResultError::RequestDecided);
    }
    let before = json!({
        "approval": id,
        "content_digest": asked.digest,
        "requested_by": approval.requested_by,
    });
    let change = (before, Value::Null);
    record(&mut tx, app, actor, &poll, "withdraw_publication", change).await?;
    tx.commit().await?;
    Ok(())
}

/// What waits for a second person about a result.
pub async fn waiting_results(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<Option<WaitingResult>, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let poll = polls::store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(ResultError::NotFound)?;
    waiting_result(&mut conn, &federation, &poll, app.clock.now()).await
}

/// The version of a poll's result that waits, computed anew and compared.
pub(super) async fn waiting_result(
    conn: &mut Conn,
    federation: &Federation,
    poll: &Poll,
    now: Timestamp,
) -> Result<Option<WaitingResult>, ResultError> {
    let Some(approval) = waiting_request(conn, poll).await? else {
        return Ok(None);
    };
    let Ok(asked) = serde_json::from_str::<Asked>(&approval.content) else {
        return Ok(None);
    };
    let document = match document(conn, federation, poll, &asked.wanted, now).await {
        Ok(document) => Some(document).filter(|d| d.content_digest() == asked.digest),
        Err(ResultError::Db(error)) => return Err(error.into()),
        Err(_) => None,
    };
    Ok(Some(WaitingResult {
        approval,
        digest: asked.digest,
        document,
    }))
}

/// A result is asked for by the publisher and confirmed by another one, or by the election board.
async fn federation_to_confirm(
    app: &App,
    actor: &Actor,
    slug: &str,
) -> Result<Federation, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    if !actor.may(Right::PublishResults, federation.id) {
        actor.require(Right::RunPolls, federation.id)?;
    }
    Ok(federation)
}

async fn locked(tx: &mut Tx, federation: &Federation, poll: PollId) -> Result<Poll, ResultError> {
    polls::store::acts::lock_poll(tx, federation.id, poll).await?;
    polls::store::find_poll(tx, federation.id, poll)
        .await?
        .ok_or(ResultError::NotFound)
}

async fn waiting_request(conn: &mut Conn, poll: &Poll) -> Result<Option<WaitingApproval>, DbError> {
    approvals::waiting_for(conn, poll.federation, &ACTS_OF_TWO, poll.id.0).await
}

async fn waiting_by_id(
    conn: &mut Conn,
    poll: &Poll,
    id: ApprovalId,
) -> Result<(Asked, WaitingApproval), ResultError> {
    let approval = waiting_request(conn, poll)
        .await?
        .filter(|approval| approval.id == id)
        .ok_or(ResultError::NotFound)?;
    let asked = serde_json::from_str(&approval.content).map_err(|_| ResultError::NotFound)?;
    Ok((asked, approval))
}

/// The document as it would be published now.
async fn document(
    conn: &mut Conn,
    federation: &Federation,
    poll: &Poll,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<ResultDocument, ResultError> {
    match wanted {
        Wanted::First { detail } => {
            if poll.state == PollState::Published {
                return Err(ResultError::AlreadyPublished);
            }
            poll.standing().after(Transition::Publish)?;
            let material = Material::read(conn, federation, poll, now).await?;
            Ok(material.first(federation, poll, *detail, now)?)
        }
        Wanted::Correction { after, input } => {
            let versions = store::documents(conn, federation.id, poll.id).await?;
            let before = versions.first().ok_or(ResultError::NotPublished)?;
            if before.document.version != *after {
                return Err(ResultError::Stale);
            }
            let correction = input.parse(&before.document).map_err(ResultError::Fields)?;
            let mut document = before.document.corrected(&correction, now)?;
            hide_names(conn, federation, &mut document, now).await?;
            Ok(document)
        }
    }
}

pub(super) async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    poll: &Poll,
    act: &'static str,
    (before, after): (Value, Value),
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(poll.federation),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("polls", poll.id.0),
        before,
        after,
    };
    audit::record(tx, act).await
}
