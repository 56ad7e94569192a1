//! What an office does with its delegation as a whole: resolution and document, people it enters itself, submitting, receipts.

use serde_json::{Value, json};

use super::{DelegateError, lock_delegation, office, record, refuse_role, refused_principal};
use crate::{
    App,
    accounts::model::Right,
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    delegates::{
        messages,
        model::{
            Acting, Delegate, DelegationState, NewNomineeInput, Paper, Registration, Submission,
            Submitted, check_document, delegation_digest, parse_late_reason, parse_resolution_day,
            submittable,
        },
        store::{self, papers, registrations},
    },
    mail,
    registry::{
        self,
        model::person::{Consents, NewPerson},
    },
    types::{BodyId, DelegateId, FederationId, PersonId, RoundId},
};

/// A receipt with the names as they are today.
pub struct Receipt {
    pub submission: Submission,
    pub round_title: String,
    pub body_name: String,
    pub people: Vec<(Submitted, String)>,
}

/// Where a delegation is as a whole.
pub async fn state_of(
    conn: &mut Conn,
    federation: FederationId,
    (round, body): (RoundId, BodyId),
    delegates: &[Delegate],
) -> Result<(Paper, DelegationState, Option<Submission>), DbError> {
    let paper = papers::find_paper(conn, federation, round, body).await?;
    let last = papers::last_submission(conn, federation, round, body).await?;
    let digest = delegation_digest(round, body, delegates, &paper);
    let state = DelegationState::of(last.as_ref(), &digest);
    Ok((paper, state, last))
}

/// Enters somebody whom the register does not know yet, and registers them. Staff see that the office did.
pub async fn register_new(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    input: &NewNomineeInput,
) -> Result<DelegateId, DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies).await?;
    let nominee = input.parse().map_err(DelegateError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (round, entitlement) =
        lock_delegation(&mut tx, app, by, federation.id, round, body).await?;
    entitlement.places.room_to_register(nominee.role)?;
    refuse_role(&mut tx, federation.id, round.day, nominee.role).await?;
    refused_principal(&mut tx, federation.id, round.id, body, nominee.principal).await?;
    let person = NewPerson {
        external_key: None,
        given_name: nominee.given_name,
        family_name: nominee.family_name,
        email: nominee.email,
        phone: String::new(),
        locale: registry::store::bodies::letter_locale(&mut tx, &federation, body).await?,
        consents: Consents::default(),
    };
    let id = registry::store::people::insert_person(&mut tx, federation.id, &person)
        .await?
        .ok_or(DelegateError::Stale)?;
    audit::record(
        &mut tx,
        Act {
            chain: Chain::Federation(federation.id),
            at: app.clock.now(),
            who: &by.who(),
            act: "create_person",
            subject: ("people", id.0),
            before: Value::Null,
            after: Value::Null,
        },
    )
    .await?;
    let registration = Registration {
        person: id,
        role: nominee.role,
        principal: nominee.principal,
        is_new: true,
    };
    let delegate =
        registrations::insert_delegate(&mut tx, federation.id, round.id, body, registration)
            .await?
            .ok_or(DelegateError::Stale)?;
    let after = registrations::find_delegate(&mut tx, federation.id, round.id, delegate)
        .await?
        .ok_or(DelegateError::NotFound)?;
    record(
        &mut tx,
        app,
        by,
        federation.id,
        "register_delegate",
        delegate,
        Value::Null,
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(delegate)
}

/// Notes the day of the resolution by which the body named its delegates.
pub async fn set_resolution(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    day: &str,
) -> Result<(), DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies)
        .await?
        .id;
    let day = parse_resolution_day(day, app.clock.today()).map_err(DelegateError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (round, _) = lock_delegation(&mut tx, app, by, federation, round, body).await?;
    let before = papers::find_paper(&mut tx, federation, round.id, body).await?;
    papers::set_resolution(&mut tx, federation, round.id, body, day).await?;
    let change = (
        json!({ "resolution_on": before.resolution_on }),
        json!({ "resolution_on": day }),
    );
    record_paper(
        &mut tx,
        app,
        by,
        federation,
        "set_resolution",
        (round.id, body),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the document of the resolution in the place of the one before.
pub async fn set_document(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    (name, content): (&str, &[u8]),
) -> Result<(), DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies)
        .await?
        .id;
    let head = check_document(name, content)
        .map_err(|e| DelegateError::Fields(vec![e.field_problem()]))?;
    let mut tx = app.db.begin().await?;
    let (round, _) = lock_delegation(&mut tx, app, by, federation, round, body).await?;
    let before = papers::find_paper(&mut tx, federation, round.id, body).await?;
    papers::set_document(&mut tx, federation, round.id, body, Some((&head, content))).await?;
    let sha256 = before.document.map(|d| d.sha256);
    let change = (
        json!({ "sha256": sha256 }),
        json!({ "sha256": head.sha256 }),
    );
    record_paper(
        &mut tx,
        app,
        by,
        federation,
        "set_document",
        (round.id, body),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Name and bytes of the document, for its body and for staff.
pub async fn document(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
) -> Result<(String, Vec<u8>), DelegateError> {
    let federation = office(app, by.into(), slug, body, round, Right::ReadStaffPages)
        .await?
        .id;
    let mut conn = app.db.read().await?;
    let head = papers::find_paper(&mut conn, federation, round, body)
        .await?
        .document
        .ok_or(DelegateError::NotFound)?;
    let content = papers::document_content(&mut conn, federation, round, body)
        .await?
        .ok_or(DelegateError::NotFound)?;
    Ok((head.name, content))
}

/// Opens the delegation once more after the deadline, with a reason that staff see.
pub async fn open_late(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    reason: &str,
) -> Result<(), DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies)
        .await?
        .id;
    let reason = parse_late_reason(reason).map_err(DelegateError::Fields)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let round = store::lock_round(&mut tx, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    store::lock_entitlement(&mut tx, federation, round.id, body)
        .await?
        .ok_or(DelegateError::NotFound)?;
    if !round.is_open() {
        return Err(DelegateError::RoundFrozen);
    }
    if !round.is_past_deadline(now) {
        return Err(DelegateError::NotLate);
    }
    papers::set_late(&mut tx, federation, round.id, body, (&reason, now)).await?;
    let change = (Value::Null, json!({ "reason": reason }));
    record_paper(
        &mut tx,
        app,
        by,
        federation,
        "open_late",
        (round.id, body),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Submits the delegation as it stands, as it was seen at `revision` of the entitlement; the number of the submission.
///
/// The receipt goes by mail to the body where an address is known.
pub async fn submit(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    revision: i64,
) -> Result<i64, DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let (round, entitlement) =
        lock_delegation(&mut tx, app, by, federation.id, round, body).await?;
    if entitlement.revision != revision.saturating_add(1) {
        return Err(DelegateError::Stale);
    }
    let delegates =
        registrations::delegates_of_body(&mut tx, federation.id, round.id, body).await?;
    let people: Vec<_> = submittable(&delegates)
        .map(|d| Submitted {
            delegate: d.id,
            person: d.person,
            role: d.role,
            principal: d.principal,
        })
        .collect();
    if people.is_empty() {
        return Err(DelegateError::NobodyNamed);
    }
    let paper = papers::find_paper(&mut tx, federation.id, round.id, body).await?;
    let digest = delegation_digest(round.id, body, &delegates, &paper);
    let content =
        serde_json::to_string(&people).map_err(|e| DbError::row("delegation_submissions", e))?;
    let place = (round.id, body);
    let number =
        papers::insert_submission(&mut tx, federation.id, place, (&digest, &content), now).await?;
    let change = (Value::Null, json!({ "number": number, "digest": digest }));
    record_paper(
        &mut tx,
        app,
        by,
        federation.id,
        "submit_delegation",
        place,
        change,
    )
    .await?;
    messages::queue_receipt(
        &mut tx,
        &federation,
        &round,
        (body, &entitlement.body_name),
        (number, &digest),
        now,
    )
    .await?;
    tx.commit().await?;
    mail::worker::wake(app);
    Ok(number)
}

/// The receipt of a submission.
pub async fn receipt(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    number: i64,
) -> Result<Receipt, DelegateError> {
    let federation = office(app, by.into(), slug, body, round, Right::ReadStaffPages)
        .await?
        .id;
    let mut conn = app.db.read().await?;
    let found = store::find_round(&mut conn, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let submission = papers::find_submission(&mut conn, federation, (round, body), number)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let entitlement = store::find_entitlement(&mut conn, federation, round, body)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let mut people = Vec::new();
    for submitted in &submission.people {
        people.push((
            *submitted,
            name_of(&mut conn, federation, submitted.person).await?,
        ));
    }
    Ok(Receipt {
        round_title: found.title,
        body_name: entitlement.body_name,
        people,
        submission,
    })
}

async fn name_of(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<String, DbError> {
    Ok(
        registry::store::people::find_person(conn, federation, person)
            .await?
            .map(|p| p.full_name())
            .unwrap_or_default(),
    )
}

async fn record_paper(
    tx: &mut Tx,
    app: &App,
    by: Acting<'_>,
    federation: FederationId,
    act: &'static str,
    (round, body): (RoundId, BodyId),
    (before, after): (Value, Value),
) -> Result<(), DbError> {
    audit::record(
        tx,
        Act {
            chain: Chain::Federation(federation),
            at: app.clock.now(),
            who: &by.who(),
            act,
            subject: ("delegation_rounds", round.0),
            before,
            after: json!({ "body": body, "now": after }),
        },
    )
    .await
}
