use serde_json::{Value, json};

use super::{
    RegistryError,
    bodies::{day_asked, must_be_saved, record, refuse},
    federation_for,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit,
    db::Tx,
    registry::{
        model::term::{
            NewTerm, SeatsInput, Term, TermInput, refuse_cutting, refuse_overlap,
            refuse_too_many_seats,
        },
        store::{
            self,
            bodies::lock_body,
            mandates::spans_of_term,
            terms::{self, EndingTerm, SeatOnDay, Vacancy},
        },
    },
    types::{BodyId, Day, FederationId, SeatId, TermId, reading::day_or_today},
};

/// A term with its seats on a day.
#[derive(Clone, Debug)]
pub struct TermDetail {
    /// The day asked for, or the nearest one of the term.
    pub on: Day,
    pub body_name: String,
    pub term: Term,
    pub seats: Vec<SeatOnDay>,
}

impl TermDetail {
    /// How many seats nobody holds on the day.
    pub fn vacant(&self) -> usize {
        self.seats.iter().filter(|s| s.holder.is_none()).count()
    }
}

/// The terms of a body with the numbers of their seats, the latest first.
pub async fn list_terms(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
) -> Result<Vec<(Term, i64)>, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    store::find_body_on(&mut conn, federation.id, body, app.clock.today())
        .await?
        .ok_or(RegistryError::NotFound)?;
    Ok(terms::terms_of_body(&mut conn, federation.id, body).await?)
}

/// A term with its seats and who holds them on a day.
pub async fn read_term(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    term: TermId,
    on: Option<&str>,
) -> Result<TermDetail, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let asked = day_asked(app, on)?;
    let mut conn = app.db.read().await?;
    let term = terms::find_term(&mut conn, federation.id, body, term)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let on = term.day_within(asked);
    let body = store::find_body_on(&mut conn, federation.id, body, on)
        .await?
        .ok_or(RegistryError::NotFound)?;
    Ok(TermDetail {
        on,
        body_name: body.name,
        seats: terms::seats_on(&mut conn, federation.id, term.id, on).await?,
        term,
    })
}

/// Refuses a term that shares a day with another one of the body; the body is locked, so that none comes in between.
async fn refuse_overlapping(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    new: &NewTerm,
    itself: Option<TermId>,
) -> Result<(), RegistryError> {
    let others: Vec<Term> = terms::terms_of_body(tx, federation, body)
        .await?
        .into_iter()
        .map(|(term, _)| term)
        .filter(|term| Some(term.id) != itself)
        .collect();
    refuse(refuse_overlap(new, &others))
}

/// Adds a term of office.
pub async fn create_term(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    input: &TermInput,
) -> Result<TermId, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let new = input.parse().map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    if !lock_body(&mut tx, federation.id, body).await? {
        return Err(RegistryError::NotFound);
    }
    refuse_overlapping(&mut tx, federation.id, body, &new, None).await?;
    let term = terms::insert_term(&mut tx, federation.id, body, &new).await?;
    let after = json!({"body": body, "term": new});
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "create_term",
        ("terms", term.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(term)
}

/// The term, with its body locked.
async fn locked_term(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    term: TermId,
) -> Result<Term, RegistryError> {
    if !lock_body(tx, federation, body).await? {
        return Err(RegistryError::NotFound);
    }
    terms::find_term(tx, federation, body, term)
        .await?
        .ok_or(RegistryError::NotFound)
}

/// Changes label or days of a term.
pub async fn update_term(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    (term, revision): (TermId, i64),
    input: &TermInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = locked_term(&mut tx, federation.id, body, term).await?;
    if before.revision != revision {
        return Err(RegistryError::Stale);
    }
    let new = input.parse().map_err(RegistryError::Fields)?;
    refuse_overlapping(&mut tx, federation.id, body, &new, Some(term)).await?;
    refuse(refuse_cutting(
        &new,
        &spans_of_term(&mut tx, federation.id, term).await?,
    ))?;
    must_be_saved(terms::update_term(&mut tx, federation.id, term, revision, &new).await?)?;
    let change = (audit::snapshot(&before), audit::snapshot(&new));
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "update_term",
        ("terms", term.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a term in which nobody ever held a mandate and for which no election was made, with its seats.
pub async fn remove_term(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    term: TermId,
    revision: i64,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = locked_term(&mut tx, federation.id, body, term).await?;
    if before.revision != revision {
        return Err(RegistryError::Stale);
    }
    if !spans_of_term(&mut tx, federation.id, term)
        .await?
        .is_empty()
    {
        return Err(RegistryError::TermInUse);
    }
    if terms::term_has_election(&mut tx, federation.id, term).await? {
        return Err(RegistryError::TermHasElection);
    }
    must_be_saved(terms::delete_term(&mut tx, federation.id, term, revision).await?)?;
    let change = (audit::snapshot(&before), Value::Null);
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "remove_term",
        ("terms", term.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Adds seats of one origin to a term, numbered on from those it has.
pub async fn add_seats(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    term: TermId,
    input: &SeatsInput,
) -> Result<Vec<SeatId>, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let (count, origin) = input.parse().map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    locked_term(&mut tx, federation.id, body, term).await?;
    let (present, highest) = terms::count_seats(&mut tx, federation.id, term).await?;
    refuse(refuse_too_many_seats(present, count))?;
    let mut seats = Vec::new();
    for number in highest + 1..=highest + count {
        seats.push(terms::insert_seat(&mut tx, federation.id, term, number, origin).await?);
    }
    let after = json!({"from": highest + 1, "to": highest + count, "origin": origin});
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "add_seats",
        ("terms", term.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(seats)
}

/// Removes a seat that nobody ever held.
pub async fn remove_seat(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    term: TermId,
    seat: SeatId,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    locked_term(&mut tx, federation.id, body, term).await?;
    let found = terms::find_seat(&mut tx, federation.id, body, seat)
        .await?
        .filter(|s| s.term.id == term);
    let found = found.ok_or(RegistryError::NotFound)?;
    if terms::seat_used(&mut tx, seat).await? {
        return Err(RegistryError::SeatInUse);
    }
    if !terms::delete_seat(&mut tx, federation.id, term, seat).await? {
        return Err(RegistryError::NotFound);
    }
    let before = json!({"seat": seat, "origin": found.origin});
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "remove_seat",
        ("terms", term.0),
        (before, Value::Null),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// One page of a list that is true on a day.
#[derive(Clone, Debug)]
pub struct ListOn<T> {
    pub on: Day,
    pub items: Vec<T>,
    pub total: i64,
}

/// The seats of running terms that nobody holds on a day.
pub async fn list_vacancies(
    app: &App,
    actor: &Actor,
    slug: &str,
    on: Option<&str>,
    offset: i64,
    limit: i64,
) -> Result<ListOn<Vacancy>, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let on = day_asked(app, on)?;
    let mut conn = app.db.read().await?;
    let (items, total) = terms::vacancies_on(&mut conn, federation.id, on, offset, limit).await?;
    Ok(ListOn { on, items, total })
}

/// How far ahead ending terms are looked for where nothing else is said: half a year.
const AHEAD_DAYS: i64 = 183;

/// The terms that end from a day on, until another day.
pub async fn list_ending_terms(
    app: &App,
    actor: &Actor,
    slug: &str,
    (on, until): (Option<&str>, Option<&str>),
    offset: i64,
    limit: i64,
) -> Result<ListOn<EndingTerm>, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let on = day_asked(app, on)?;
    let ahead = on.plus_days(AHEAD_DAYS).unwrap_or(on);
    let until = day_or_today("until", until, ahead).map_err(RegistryError::Fields)?;
    let mut conn = app.db.read().await?;
    let (items, total) =
        terms::terms_ending(&mut conn, federation.id, on, until, offset, limit).await?;
    Ok(ListOn { on, items, total })
}
