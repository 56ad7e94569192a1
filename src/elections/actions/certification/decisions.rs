//! Publishing: provisional versions by one person; certification, correction and annulment by two.

use serde_json::{Value, json};

use super::{
    CertificationError, Decision, Material, act, unusual_totals, waiting_by_id, waiting_decision,
};
use crate::{
    App,
    accounts::{
        model::{Actor, ApprovalRequest, Right},
        store::approvals,
    },
    db::Tx,
    elections::{
        actions::{
            ElectionError, counts::LONGEST_NOTE, elections::change_state, lock, record,
            taken_seats::take_seats,
        },
        model::{
            document::{ElectionDocument, Standing},
            election::{ElectionState, Transition},
            plausibility::Finding,
            publication::{Obstacle, parse_publication_reason},
        },
        store::{elections::find_line, versions::insert_version},
    },
    registry::{actions::federation_for, model::Federation},
    types::{
        AccountId, ApprovalId, CandidateId, ElectionId, FieldProblem, Fields, reading::line,
        sha256_hex,
    },
};

/// A version that was just published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub version: i64,
    /// SHA-256 of the document, in hex.
    pub digest: String,
}

/// What was seen to be unusual about the figures of all districts together, and stands.
#[derive(Clone, Debug, Default)]
pub struct Acknowledged {
    /// Codes of the findings (see [`crate::elections::model::plausibility::Finding::code`]).
    pub confirmed: Vec<String>,
    /// Why they stand.
    pub note: String,
}

impl Acknowledged {
    /// What the log keeps of it; refused where something unusual is not confirmed or nobody says why.
    fn held_against(&self, material: &Material) -> Result<Value, CertificationError> {
        let unusual = unusual_totals(material);
        if unusual.is_empty() {
            return Ok(Value::Null);
        }
        let codes: Vec<String> = unusual.iter().map(Finding::code).collect();
        if !codes.iter().all(|code| self.confirmed.contains(code)) {
            return Err(CertificationError::Unconfirmed(unusual));
        }
        let mut fields = Fields::default();
        let note = line(&mut fields, "note", &self.note, 1, LONGEST_NOTE);
        let note = fields.finish(note).map_err(CertificationError::fields)?;
        Ok(json!({"confirmed": codes, "note": note}))
    }
}

/// The election and all that a version of its result is made from, kept from others until the transaction ends.
async fn locked(
    tx: &mut Tx,
    federation: &Federation,
    id: ElectionId,
) -> Result<Material, CertificationError> {
    lock(tx, federation.id, id).await?;
    let line = find_line(tx, federation.id, id)
        .await?
        .ok_or(ElectionError::NotFound)?;
    Ok(Material::read(tx, federation, line).await?)
}

/// Publishes what is known so far as a provisional version. As long as a district is missing, one that was counted is kept back, so
/// that nobody computes the votes of a small one from two versions.
pub async fn publish_provisional(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    acknowledged: &Acknowledged,
) -> Result<Published, CertificationError> {
    let federation = federation_for(app, actor, Right::CertifyElections, slug).await?;
    let mut tx = app.db.begin().await?;
    let material = locked(&mut tx, &federation, id).await?;
    if material.line.election.state != ElectionState::Counting {
        return Err(CertificationError::NotCounting);
    }
    let (computed, kept_back) = material.publishable()?;
    let impossible: Vec<Obstacle> = material.impossible_totals().collect();
    if !impossible.is_empty() {
        return Err(CertificationError::Obstacles(impossible));
    }
    let acknowledged = acknowledged.held_against(&material)?;
    let standing = Standing::Provisional;
    let document = material.document(&federation, Ok(&computed), standing, "", app.clock.now())?;
    let is_known = |newest: &ElectionDocument| newest.tells_the_same_as(&document);
    if material.newest.as_ref().is_some_and(is_known) {
        return Err(CertificationError::NothingNew);
    }
    let signed = (actor.account, None);
    let kept_back: Vec<i64> = kept_back.iter().map(|district| district.number).collect();
    let besides = json!({"kept_back": kept_back, "unusual": acknowledged});
    let chain = (actor, &federation);
    let published = publish(&mut tx, app, chain, &document, signed, besides).await?;
    tx.commit().await?;
    Ok(published)
}

/// Adds the version, and logs it.
async fn publish(
    tx: &mut Tx,
    app: &App,
    (actor, federation): (&Actor, &Federation),
    document: &ElectionDocument,
    signed: (AccountId, Option<AccountId>),
    besides: Value,
) -> Result<Published, CertificationError> {
    let digest = sha256_hex(&document.canonical());
    if !insert_version(tx, federation.id, document, &digest, signed).await? {
        return Err(ElectionError::Stale.into());
    }
    let after = json!({
        "version": document.version,
        "standing": document.standing,
        "reason": document.reason,
        "digest": digest,
        "requested_by": signed.0,
        "besides": besides,
    });
    let subject = ("elections", document.election.id.0);
    let change = (Value::Null, after);
    let chain = (actor, federation.id);
    record(tx, app, chain, "publish_election_result", subject, change).await?;
    Ok(Published {
        version: document.version,
        digest,
    })
}

/// What a decision does to the state of an election, and whether the state allows it.
fn transition(
    decision: Decision,
    state: ElectionState,
) -> Result<Option<Transition>, CertificationError> {
    let transition = match decision {
        Decision::Certify => Transition::Certify,
        Decision::Annul => Transition::Annul,
        Decision::Correct if state == ElectionState::Certified => return Ok(None),
        Decision::Correct => return Err(CertificationError::NotCertified),
    };
    state.after(transition).map_err(ElectionError::from)?;
    Ok(Some(transition))
}

/// The document that a decision publishes, where nothing stands in its way.
fn decided(
    material: &Material,
    federation: &Federation,
    decision: Decision,
    reason: &str,
    app: &App,
) -> Result<ElectionDocument, CertificationError> {
    let computed = material.computed();
    match decision {
        Decision::Certify | Decision::Correct => {
            let obstacles = material.obstacles(&computed);
            if !obstacles.is_empty() {
                return Err(CertificationError::Obstacles(obstacles));
            }
        }
        // An election may be void because its figures cannot be had any more.
        Decision::Annul => {}
    }
    let standing = decision.standing();
    let computed = computed.as_ref().map_err(Clone::clone);
    material.document(federation, computed, standing, reason, app.clock.now())
}

/// Asks a second person to confirm a certification, a correction or an annulment; what is confirmed is exactly this result.
pub async fn request_decision(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (decision, reason): (&str, &str),
    acknowledged: &Acknowledged,
) -> Result<ApprovalId, CertificationError> {
    let federation = federation_for(app, actor, Right::CertifyElections, slug).await?;
    let decision = Decision::parse(decision).ok_or_else(|| {
        let unknown = FieldProblem::new("decision", crate::key!("field-word-unknown"));
        CertificationError::fields(vec![unknown])
    })?;
    let mut tx = app.db.begin().await?;
    let material = locked(&mut tx, &federation, id).await?;
    let election = &material.line.election;
    transition(decision, election.state)?;
    // The first word needs no reason.
    let reason = match decision {
        Decision::Certify => String::new(),
        Decision::Correct | Decision::Annul => {
            parse_publication_reason(reason).map_err(CertificationError::fields)?
        }
    };
    if waiting_decision(&mut tx, election).await?.is_some() {
        return Err(CertificationError::Waiting);
    }
    let document = decided(&material, &federation, decision, &reason, app)?;
    let acknowledged = match decision {
        Decision::Certify | Decision::Correct => acknowledged.held_against(&material)?,
        Decision::Annul => Value::Null,
    };
    let content = document.content_digest();
    let is_same = |newest: &ElectionDocument| newest.content_digest() == content;
    if material.newest.as_ref().is_some_and(is_same) {
        return Err(CertificationError::NothingNew);
    }
    let request = ApprovalRequest {
        act: act(decision),
        subject: id.0,
        content: &content,
        reason: &reason,
    };
    let now = app.clock.now();
    let approval = approvals::insert_request(&mut tx, federation.id, request, actor.account, now)
        .await?
        .ok_or(CertificationError::Waiting)?;
    let name = match decision {
        Decision::Certify => "request_election_certification",
        Decision::Correct => "request_election_correction",
        Decision::Annul => "request_election_annulment",
    };
    let after = json!({"approval": approval, "content": content, "reason": reason, "unusual": acknowledged});
    let chain = (actor, federation.id);
    let subject = ("elections", id.0);
    record(&mut tx, app, chain, name, subject, (Value::Null, after)).await?;
    tx.commit().await?;
    Ok(approval)
}

/// Confirms what somebody else asked for, where the result is still exactly that one, and publishes it. Whoever loses a seat by a
/// correction or an annulment loses it by this act.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    approval: ApprovalId,
) -> Result<Published, CertificationError> {
    let federation = federation_for(app, actor, Right::CertifyElections, slug).await?;
    let mut tx = app.db.begin().await?;
    let material = locked(&mut tx, &federation, id).await?;
    let election = &material.line.election;
    let (decision, waiting) = waiting_by_id(&mut tx, election, approval).await?;
    if waiting.requested_by == actor.account {
        return Err(CertificationError::SamePerson);
    }
    let transition = transition(decision, election.state)?;
    let document = decided(&material, &federation, decision, &waiting.reason, app)?;
    if document.content_digest() != waiting.content {
        return Err(CertificationError::Changed);
    }
    let now = app.clock.now();
    if !approvals::confirm(&mut tx, federation.id, approval, actor.account, now).await? {
        return Err(CertificationError::Decided);
    }
    if let Some(transition) = transition {
        let before = (election, election.revision);
        change_state(&mut tx, app, actor, before, transition, &waiting.reason).await?;
    }
    let taken = match decision {
        Decision::Certify => Vec::new(),
        Decision::Correct | Decision::Annul => {
            take_seats(&mut tx, app, actor, election, &document).await?
        }
    };
    let taken: Vec<CandidateId> = taken.iter().map(|call| call.candidate).collect();
    let signed = (waiting.requested_by, Some(actor.account));
    let chain = (actor, &federation);
    let besides = json!({"seats_taken_from": taken});
    let published = publish(&mut tx, app, chain, &document, signed, besides).await?;
    tx.commit().await?;
    Ok(published)
}

/// Withdraws what waits for a second person, one's own request or another's.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    approval: ApprovalId,
) -> Result<(), CertificationError> {
    let federation = federation_for(app, actor, Right::CertifyElections, slug).await?;
    let mut tx = app.db.begin().await?;
    let election = lock(&mut tx, federation.id, id).await?;
    let (decision, waiting) = waiting_by_id(&mut tx, &election, approval).await?;
    let now = app.clock.now();
    if !approvals::withdraw(&mut tx, federation.id, approval, actor.account, now).await? {
        return Err(CertificationError::Decided);
    }
    let before = json!({"approval": approval, "decision": decision, "reason": waiting.reason});
    let chain = (actor, federation.id);
    let (name, subject) = ("withdraw_election_request", ("elections", id.0));
    record(&mut tx, app, chain, name, subject, (before, Value::Null)).await?;
    tx.commit().await?;
    Ok(())
}
