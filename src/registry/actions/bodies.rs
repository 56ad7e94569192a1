use serde_json::{Value, json};

use super::{Act, RegistryError, federation_for};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Chain},
    db::{Conn, DbError, Tx},
    registry::{
        model::{
            BodyKind, BodyOnDay,
            body::{
                BodyDetails, BodyDetailsInput, Profile, ProfileInput, Species, WorkField,
                parse_leaving, refuse_change, refuse_correction, search_key,
            },
            country::Country,
            person::search_patterns,
            term::Term,
        },
        store::{
            self, Saved,
            bodies::BodyFilter,
            mandates::{self, Member},
            terms::{self, SeatOnDay},
        },
    },
    types::{
        BodyId, Day, FederationId, FieldProblem, Fields, MunicipalityId, fold_for_search,
        reading::{day_or_today, line},
    },
};

/// The day that a request asks for, today where it asks for none.
pub fn day_asked(app: &App, on: Option<&str>) -> Result<Day, RegistryError> {
    day_or_today("on", on, app.clock.today()).map_err(RegistryError::Fields)
}

/// Writes an act on the register into the log of the federation.
pub(super) async fn record(
    tx: &mut Tx,
    app: &App,
    (actor, federation): (&Actor, FederationId),
    act: &'static str,
    subject: (&'static str, i64),
    (before, after): (Value, Value),
) -> Result<(), DbError> {
    let chain = Chain::Federation(federation);
    super::record(
        tx,
        app,
        Act {
            chain,
            actor,
            act,
            subject,
        },
        before,
        after,
    )
    .await
}

/// What a save came to, as an answer.
pub(crate) fn must_be_saved(saved: Saved) -> Result<(), RegistryError> {
    match saved {
        Saved::Yes => Ok(()),
        Saved::Stale => Err(RegistryError::Stale),
        Saved::KeyTaken => Err(key_taken()),
    }
}

pub(super) fn key_taken() -> RegistryError {
    RegistryError::Fields(vec![FieldProblem::new(
        "external_key",
        crate::key!("field-external-key-taken"),
    )])
}

/// Refuses where there is a problem.
pub(super) fn refuse(problem: Option<FieldProblem>) -> Result<(), RegistryError> {
    problem.map_or(Ok(()), |p| Err(RegistryError::Fields(vec![p])))
}

/// Which bodies are asked for.
#[derive(Clone, Debug, Default)]
pub struct BodyQuery {
    pub on: Option<String>,
    pub search: String,
    pub kind: String,
    /// Also those that are no members on the day.
    pub all: bool,
}

/// One page of bodies as they are on a day.
#[derive(Clone, Debug)]
pub struct BodyList {
    pub on: Day,
    pub bodies: Vec<BodyOnDay>,
    pub total: i64,
}

/// Lists bodies by name.
pub async fn list_bodies(
    app: &App,
    actor: &Actor,
    slug: &str,
    query: &BodyQuery,
    offset: i64,
    limit: i64,
) -> Result<BodyList, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let on = day_asked(app, query.on.as_deref())?;
    let kind = BodyKind::parse(query.kind.trim());
    if kind.is_none() && !query.kind.trim().is_empty() {
        refuse(Some(FieldProblem::new(
            "kind",
            crate::key!("field-word-unknown"),
        )))?;
    }
    let filter = BodyFilter {
        on,
        all: query.all,
        kind,
        patterns: search_patterns(&query.search),
    };
    let mut conn = app.db.read().await?;
    let (bodies, total) =
        store::bodies::page_of_bodies(&mut conn, federation.id, &filter, offset, limit).await?;
    Ok(BodyList { on, bodies, total })
}

/// All about a body on a day.
#[derive(Clone, Debug)]
pub struct BodyDetail {
    pub on: Day,
    pub body: BodyOnDay,
    /// Key of its municipality.
    pub ags: Option<String>,
    pub profiles: Vec<Profile>,
    pub countries: Vec<Country>,
    pub fields: Vec<WorkField>,
    /// Terms with the numbers of their seats, the latest first.
    pub terms: Vec<(Term, i64)>,
    /// The term that runs on the day, with its seats.
    pub running: Option<(Term, Vec<SeatOnDay>)>,
    pub members: Vec<Member>,
}

/// A body with its history, and its terms, seats and members on a day.
pub async fn read_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    on: Option<&str>,
) -> Result<BodyDetail, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let on = day_asked(app, on)?;
    let mut conn = app.db.read().await?;
    let found = store::find_body_on(&mut conn, federation.id, body, on)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let ags = match found.municipality {
        Some(municipality) => store::bodies::ags_of(&mut conn, federation.id, municipality).await?,
        None => None,
    };
    let (countries, fields) = store::bodies::lists_of_body(&mut conn, body).await?;
    let terms = terms::terms_of_body(&mut conn, federation.id, body).await?;
    let running = match terms.iter().find(|(term, _)| term.span().holds_on(on)) {
        Some((term, _)) => Some((
            term.clone(),
            terms::seats_on(&mut conn, federation.id, term.id, on).await?,
        )),
        None => None,
    };
    Ok(BodyDetail {
        on,
        ags,
        profiles: store::bodies::profiles(&mut conn, body).await?,
        countries,
        fields,
        terms,
        running,
        members: mandates::members_on(&mut conn, federation.id, body, on).await?,
        body: found,
    })
}

/// The municipality that is called so, by key (AGS) or name.
async fn find_municipality(
    conn: &mut Conn,
    federation: FederationId,
    text: Option<&str>,
) -> Result<Option<MunicipalityId>, RegistryError> {
    let Some(text) = text else { return Ok(None) };
    let refused = |key| {
        Err(RegistryError::Fields(vec![FieldProblem::new(
            "municipality",
            key,
        )]))
    };
    match store::bodies::municipalities_called(conn, federation, text, &fold_for_search(text))
        .await?
        .as_slice()
    {
        [] => refused(crate::key!("field-municipality-unknown")),
        [one] => Ok(Some(*one)),
        _ => refused(crate::key!("field-municipality-ambiguous")),
    }
}

/// Adds a body. Without a day of its own, its first name and kind hold from joining on, else from today on.
pub async fn create_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    mut first: ProfileInput,
    details: &BodyDetailsInput,
) -> Result<BodyId, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    if first.from_day.trim().is_empty() {
        // A day of joining that is none is told beside its own field alone.
        let joined: Option<Day> = details.joined_on.trim().parse().ok();
        first.from_day = joined.unwrap_or_else(|| app.clock.today()).to_string();
    }
    let mut fields = Fields::default();
    let profile = first.parse(None, &mut fields);
    let species = BodyKind::parse(first.kind.trim()).map(BodyKind::species);
    let details = details.parse(species, &mut fields);
    let (profile, details) = fields
        .finish(profile.zip(details))
        .map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    let municipality =
        find_municipality(&mut tx, federation.id, details.municipality.as_deref()).await?;
    let history = [profile];
    let [profile] = &history;
    let species = profile.kind.species();
    let body = store::bodies::insert_body(
        &mut tx,
        federation.id,
        species,
        &details,
        municipality,
        &search_key(&history),
    )
    .await?
    .ok_or_else(key_taken)?;
    store::bodies::insert_profile(&mut tx, body, profile).await?;
    store::bodies::replace_lists(&mut tx, body, &details.countries, &details.fields).await?;
    let after = json!({"profile": profile, "details": details});
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "create_body",
        ("bodies", body.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(body)
}

/// The body under the lock of the transaction, if it still has the revision.
async fn locked_body(
    app: &App,
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    revision: i64,
) -> Result<BodyOnDay, RegistryError> {
    if !store::bodies::lock_body(tx, federation, body).await? {
        return Err(RegistryError::NotFound);
    }
    let found = store::find_body_on(tx, federation, body, app.clock.today())
        .await?
        .ok_or(RegistryError::NotFound)?;
    if found.revision != revision {
        return Err(RegistryError::Stale);
    }
    Ok(found)
}

/// Changes what is kept about a body besides its name and kind.
pub async fn update_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    revision: i64,
    input: &BodyDetailsInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let present = locked_body(app, &mut tx, federation.id, body, revision).await?;
    let mut fields = Fields::default();
    let details = input.parse(Some(present.kind.species()), &mut fields);
    if let (Some(left), Some(Some(joined))) =
        (present.left_on, details.as_ref().map(|d| d.joined_on))
        && left < joined
    {
        fields.refuse(FieldProblem::new(
            "joined_on",
            crate::key!("field-left-before-joining"),
        ));
    }
    let details = fields.finish(details).map_err(RegistryError::Fields)?;
    let municipality =
        find_municipality(&mut tx, federation.id, details.municipality.as_deref()).await?;
    let (countries, work) = store::bodies::lists_of_body(&mut tx, body).await?;
    let before = BodyDetails {
        external_key: present.external_key,
        municipality: present.municipality_name,
        joined_on: present.joined_on,
        delegate_places: present.delegate_places,
        contact_email: present.contact_email,
        locale: present.locale,
        website: present.website,
        countries,
        fields: work,
    };
    must_be_saved(
        store::bodies::update_body(
            &mut tx,
            federation.id,
            body,
            revision,
            &details,
            municipality,
        )
        .await?,
    )?;
    store::bodies::replace_lists(&mut tx, body, &details.countries, &details.fields).await?;
    let change = (audit::snapshot(&before), audit::snapshot(&details));
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "update_body",
        ("bodies", body.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a body another name or kind from a day on; what was before stays in its history.
pub async fn change_profile(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    revision: i64,
    input: &ProfileInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let present = locked_body(app, &mut tx, federation.id, body, revision).await?;
    let profile = parse_profile(input, present.kind.species())?;
    let mut history = store::bodies::profiles(&mut tx, body).await?;
    refuse(refuse_change(&profile, &history))?;
    store::bodies::insert_profile(&mut tx, body, &profile).await?;
    let change = (audit::snapshot(&history.last()), audit::snapshot(&profile));
    history.push(profile);
    save_history(&mut tx, federation.id, body, revision, &history).await?;
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "change_body_profile",
        ("bodies", body.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn parse_profile(input: &ProfileInput, species: Species) -> Result<Profile, RegistryError> {
    let mut fields = Fields::default();
    let profile = input.parse(Some(species), &mut fields);
    fields.finish(profile).map_err(RegistryError::Fields)
}

async fn save_history(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    revision: i64,
    history: &[Profile],
) -> Result<(), RegistryError> {
    if !store::bodies::touch_body(tx, federation, body, revision).await? {
        return Err(RegistryError::Stale);
    }
    store::bodies::set_search_key(tx, federation, body, &search_key(history)).await?;
    Ok(())
}

/// A correction of what the history of a body says.
#[derive(Clone, Debug, Default)]
pub struct CorrectionInput {
    pub profile: ProfileInput,
    /// Why, for the log of acts.
    pub reason: String,
}

/// Corrects the name or kind of a body that was entered wrongly for a day of the past; logged with its reason.
pub async fn correct_profile(
    app: &App,
    actor: &Actor,
    slug: &str,
    (body, revision): (BodyId, i64),
    instead_of: Day,
    input: &CorrectionInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let present = locked_body(app, &mut tx, federation.id, body, revision).await?;
    let mut history = store::bodies::profiles(&mut tx, body).await?;
    let before = history
        .iter()
        .find(|p| p.from_day == instead_of)
        .cloned()
        .ok_or(RegistryError::NotFound)?;
    let mut fields = Fields::default();
    let profile = input
        .profile
        .parse(Some(present.kind.species()), &mut fields);
    let reason = line(&mut fields, "reason", &input.reason, 3, 300);
    let (profile, reason) = fields
        .finish(profile.zip(reason))
        .map_err(RegistryError::Fields)?;
    refuse(refuse_correction(&profile, instead_of, &history))?;
    store::bodies::correct_profile(&mut tx, body, instead_of, &profile).await?;
    let change = (
        audit::snapshot(&before),
        json!({"profile": profile, "reason": reason}),
    );
    for old in &mut history {
        if old.from_day == instead_of {
            old.clone_from(&profile);
        }
    }
    save_history(&mut tx, federation.id, body, revision, &history).await?;
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "correct_body_profile",
        ("bodies", body.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Sets the last day on which a body is a member; without a day, it has not left.
pub async fn leave_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    revision: i64,
    left_on: &str,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let present = locked_body(app, &mut tx, federation.id, body, revision).await?;
    let left_on = parse_leaving(left_on, present.joined_on).map_err(RegistryError::Fields)?;
    if !store::bodies::set_left_on(&mut tx, federation.id, body, revision, left_on).await? {
        return Err(RegistryError::Stale);
    }
    let change = (
        json!({"left_on": present.left_on}),
        json!({"left_on": left_on}),
    );
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "leave_body",
        ("bodies", body.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
