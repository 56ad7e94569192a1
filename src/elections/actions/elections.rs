//! Elections themselves: made, changed, ready to be counted, not held, removed.

use serde_json::{Value, json};

use super::{
    ElectionError, Fixed, divisions, election_for, keeping, lock, lock_preparing, nominations,
    record,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit,
    db::Tx,
    elections::{
        model::{
            division::{DistrictInput, GroupInput, NotReady, missing_before_counting},
            election::{
                Election, ElectionInput, ElectionLine, ElectionState, Transition, parse_reason,
            },
            nomination::{
                CandidateInput, District, Namesake, Nomination, NominationInput, SeatGroup,
                namesakes, standing_candidates,
            },
            rules::RulesInput,
        },
        store::{
            divisions::{districts_of, groups_of},
            elections::{self as store, ElectionFilter},
            nominations::nominations_of,
        },
    },
    registry::{
        self,
        actions::federation_for,
        model::{BodyOnDay, Federation, person::search_patterns, term::Term},
        store::terms,
    },
    types::{
        BodyId, Day, ElectionId, FederationId, FieldProblem, Fields, TermId,
        reading::{day_or_none, word},
    },
};

/// Which elections are asked for; blank: all.
#[derive(Clone, Debug, Default)]
pub struct ElectionQuery {
    pub state: String,
    pub day: String,
    pub search: String,
    pub body: Option<BodyId>,
}

/// A page of elections, the latest day first, by body.
pub async fn list_elections(
    app: &App,
    actor: &Actor,
    slug: &str,
    query: &ElectionQuery,
    page: (i64, i64),
) -> Result<(Federation, Vec<ElectionLine>, i64), ElectionError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut fields = Fields::default();
    let state = match query.state.trim() {
        "" => Some(None),
        text => word(&mut fields, "state", text, ElectionState::parse).map(Some),
    };
    let day = day_or_none(&mut fields, "day", &query.day);
    let (state, day) = fields
        .finish(state.zip(day))
        .map_err(ElectionError::Fields)?;
    let filter = ElectionFilter {
        state,
        body: query.body,
        day,
        patterns: search_patterns(&query.search),
    };
    let mut conn = app.db.read().await?;
    let (lines, total) = store::page_of_elections(&mut conn, federation.id, &filter, page).await?;
    Ok((federation, lines, total))
}

/// An election with all that was prepared for it.
pub struct ElectionDetail {
    pub federation: Federation,
    pub line: ElectionLine,
    pub districts: Vec<District>,
    pub groups: Vec<SeatGroup>,
    pub nominations: Vec<Nomination>,
    /// Candidates of the same name as another one.
    pub namesakes: Vec<Namesake>,
    /// What is missing before counting can start.
    pub missing: Vec<NotReady>,
    /// How many can be elected; `None` where a list does not tell.
    pub candidates: Option<i64>,
}

impl ElectionDetail {
    /// The election itself.
    pub fn election(&self) -> &Election {
        &self.line.election
    }

    /// How many candidates there are, where they cannot fill the seats.
    pub fn candidates_short_of_seats(&self) -> Option<i64> {
        self.candidates
            .filter(|candidates| *candidates < self.election().seats)
    }

    /// Whether there are not more candidates than seats: in RLP there is then no election (GemO RLP § 56a).
    pub fn has_too_few_candidates(&self) -> bool {
        self.candidates
            .is_some_and(|candidates| candidates <= self.election().seats)
    }
}

/// An election with all that was prepared for it, for staff.
pub async fn read_election(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
) -> Result<ElectionDetail, ElectionError> {
    let found = election_for(app, actor, Right::ReadStaffPages, slug, id).await?;
    let federation = found.federation.id;
    let mut conn = app.db.read().await?;
    let districts = districts_of(&mut conn, federation, id).await?;
    let groups = groups_of(&mut conn, federation, id).await?;
    let nominations = nominations_of(&mut conn, federation, id).await?;
    let election = &found.line.election;
    Ok(ElectionDetail {
        missing: missing_before_counting(
            election.rules.is_some(),
            election.seats,
            &groups,
            &nominations,
        ),
        namesakes: namesakes(&nominations),
        candidates: standing_candidates(&nominations),
        federation: found.federation,
        line: found.line,
        districts,
        groups,
        nominations,
    })
}

/// The bodies that an election can be made for today, by name.
pub async fn bodies_to_elect(
    app: &App,
    actor: &Actor,
    slug: &str,
) -> Result<(Federation, Vec<BodyOnDay>), ElectionError> {
    let federation = federation_for(app, actor, Right::KeepElections, slug).await?;
    let mut conn = app.db.read().await?;
    let bodies = registry::store::bodies_on(&mut conn, federation.id, app.clock.today()).await?;
    Ok((federation, bodies))
}

/// A body with the terms that an election can be made for, the latest first.
pub async fn terms_to_elect(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
) -> Result<(Federation, BodyOnDay, Vec<Term>), ElectionError> {
    let federation = federation_for(app, actor, Right::KeepElections, slug).await?;
    let mut conn = app.db.read().await?;
    let found = registry::store::find_body_on(&mut conn, federation.id, body, app.clock.today())
        .await?
        .ok_or(ElectionError::NotFound)?;
    let terms = terms::terms_of_body(&mut conn, federation.id, body).await?;
    let terms = terms.into_iter().map(|(term, _)| term).collect();
    Ok((federation, found, terms))
}

/// A new election as typed, with as much of its preparation as is known.
#[derive(Clone, Debug, Default)]
pub struct NewElectionInput {
    pub details: ElectionInput,
    pub rules: Option<RulesInput>,
    /// None: counted in one place.
    pub districts: Vec<DistrictInput>,
    /// None: all seats are allocated together.
    pub groups: Vec<GroupInput>,
    /// In the order of the ballot.
    pub nominations: Vec<(NominationInput, Vec<CandidateInput>)>,
}

/// Makes an election of a body for one of its terms, with as much of its preparation as is given, or nothing of it.
pub async fn create_election(
    app: &App,
    actor: &Actor,
    slug: &str,
    (body, term): (BodyId, TermId),
    input: &NewElectionInput,
) -> Result<ElectionId, ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    if !registry::store::bodies::lock_body(&mut tx, federation, body).await? {
        return Err(unknown("body_id"));
    }
    let term = terms::find_term(&mut tx, federation, body, term)
        .await?
        .ok_or_else(|| unknown("term_id"))?;
    let details = input.details.parse(&term).map_err(ElectionError::Fields)?;
    refuse_same_day(&mut tx, (federation, body), details.day, None).await?;
    let id = store::insert_election(&mut tx, federation, (body, term.id), None, &details).await?;
    let chain = (actor, federation);
    let after = json!({"body": body, "term": term.id, "details": details});
    let change = (Value::Null, after);
    record(
        &mut tx,
        app,
        chain,
        "create_election",
        ("elections", id.0),
        change,
    )
    .await?;
    divisions::begin(&mut tx, id, &input.districts).await?;
    let election = lock(&mut tx, federation, id).await?;
    if let Some(rules) = &input.rules {
        let revision = election.revision;
        rules_in(&mut tx, app, actor, &election, revision, rules)
            .await
            .map_err(|e| within(e, "rules"))?;
    }
    if !input.groups.is_empty() {
        divisions::groups_in(&mut tx, app, actor, &election, &input.groups).await?;
    }
    for (number, (nomination, candidates)) in (1..).zip(&input.nominations) {
        nominations::add_in(&mut tx, app, actor, &election, nomination, candidates)
            .await
            .map_err(|e| within(e, &format!("nominations.{number}")))?;
    }
    tx.commit().await?;
    Ok(id)
}

fn unknown(field: &str) -> ElectionError {
    let key = crate::key!("field-word-unknown");
    ElectionError::Fields(vec![FieldProblem::new(field, key)])
}

/// Tells in which part of a larger input a field was refused.
fn within(error: ElectionError, part: &str) -> ElectionError {
    match error {
        ElectionError::Fields(mut fields) => {
            for field in &mut fields {
                field.field = format!("{part}.{}", field.field);
            }
            ElectionError::Fields(fields)
        }
        other => other,
    }
}

/// Refuses a second election of a body on one day; an annulled one does not count.
pub(super) async fn refuse_same_day(
    tx: &mut Tx,
    (federation, body): (FederationId, BodyId),
    day: Day,
    itself: Option<ElectionId>,
) -> Result<(), ElectionError> {
    let others = store::elections_of_body(tx, federation, body).await?;
    let annulled = [ElectionState::Annulled, ElectionState::Repeated];
    let twice = others
        .iter()
        .any(|e| e.day == day && Some(e.id) != itself && !annulled.contains(&e.state));
    if twice {
        let key = crate::key!("field-election-twice");
        return Err(ElectionError::Fields(vec![FieldProblem::new("day", key)]));
    }
    Ok(())
}

/// Changes an election; once counting has started, only what may be settled later: the time to answer and that for objections.
pub async fn edit_election(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    input: &ElectionInput,
) -> Result<(), ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let body = store::find_election(&mut tx, federation, id)
        .await?
        .ok_or(ElectionError::NotFound)?
        .body;
    // The body first, as when an election is made: no two of them come to the same day.
    if !registry::store::bodies::lock_body(&mut tx, federation, body).await? {
        return Err(ElectionError::NotFound);
    }
    let before = lock(&mut tx, federation, id).await?;
    if before.revision != revision {
        return Err(ElectionError::Stale);
    }
    let term = terms::find_term(&mut tx, federation, body, before.term)
        .await?
        .ok_or(ElectionError::NotFound)?;
    let details = input.parse(&term).map_err(ElectionError::Fields)?;
    let may_settle = match before.state {
        ElectionState::Preparing | ElectionState::Counting | ElectionState::Certified => true,
        ElectionState::NotHeld
        | ElectionState::AppointedInstead
        | ElectionState::Annulled
        | ElectionState::Repeated => false,
    };
    let settles = may_settle && details.differs_in_deadlines_only(&before.details());
    if !before.is_preparing() && !settles {
        return Err(ElectionError::Fixed(Fixed::Details));
    }
    refuse_same_day(&mut tx, (federation, body), details.day, Some(id)).await?;
    if !store::update_election(&mut tx, federation, (id, revision), &details).await? {
        return Err(ElectionError::Stale);
    }
    let change = (
        audit::snapshot(&before.details()),
        audit::snapshot(&details),
    );
    let subject = ("elections", id.0);
    record(
        &mut tx,
        app,
        (actor, federation),
        "edit_election",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Sets the rules of an election in preparation.
pub async fn set_rules(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    input: &RulesInput,
) -> Result<(), ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let election = lock_preparing(&mut tx, federation, id, Fixed::Rules).await?;
    rules_in(&mut tx, app, actor, &election, revision, input).await?;
    tx.commit().await?;
    Ok(())
}

async fn rules_in(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    before: &Election,
    revision: i64,
    input: &RulesInput,
) -> Result<(), ElectionError> {
    let rules = input.parse().map_err(ElectionError::Fields)?;
    let federation = before.federation;
    if !store::set_rules(tx, federation, (before.id, revision), &rules).await? {
        return Err(ElectionError::Stale);
    }
    let change = (audit::snapshot(&before.rules), audit::snapshot(&rules));
    let subject = ("elections", before.id.0);
    let chain = (actor, federation);
    Ok(record(tx, app, chain, "set_election_rules", subject, change).await?)
}

/// Fixes rules, districts, groups and nominations, so that figures can be entered.
///
/// Where all nominations together have fewer candidates than there are seats, it must be said that seats will stay vacant: an
/// election can be held so in NRW, but it may also be a list that was forgotten.
pub async fn start_counting(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    accepts_vacant_seats: bool,
) -> Result<(), ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = lock(&mut tx, federation, id).await?;
    let groups = groups_of(&mut tx, federation, id).await?;
    let nominations = nominations_of(&mut tx, federation, id).await?;
    before.state.after(Transition::StartCounting)?;
    let has_rules = before.rules.is_some();
    let missing = missing_before_counting(has_rules, before.seats, &groups, &nominations);
    if let Some(first) = missing.into_iter().next() {
        return Err(first.into());
    }
    // Whoever has not seen the nominations as they are now cannot say that seats will stay vacant.
    if before.revision != revision {
        return Err(ElectionError::Stale);
    }
    let short = standing_candidates(&nominations).filter(|n| *n < before.seats);
    if let Some(candidates) = short
        && !accepts_vacant_seats
    {
        let key = crate::key!("field-more-seats-than-candidates");
        let problem = FieldProblem::new("accept_vacant_seats", key)
            .with("seats", before.seats)
            .with("candidates", candidates);
        return Err(ElectionError::Fields(vec![problem]));
    }
    let transition = Transition::StartCounting;
    change_state(&mut tx, app, actor, (&before, revision), transition, "").await?;
    if let Some(candidates) = short {
        let accepted = json!({"seats": before.seats, "candidates": candidates});
        record(
            &mut tx,
            app,
            (actor, federation),
            "accept_vacant_seats",
            ("elections", id.0),
            (Value::Null, accepted),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Calls an election off for lack of candidates (GemO RLP § 56a), with the reason.
pub async fn call_off(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    reason: &str,
) -> Result<(), ElectionError> {
    let subject = (id, revision);
    end_without_votes(app, actor, slug, subject, Transition::CallOff, reason).await
}

/// Says that the body is appointed instead of elected, with the reason.
pub async fn appoint_instead(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    reason: &str,
) -> Result<(), ElectionError> {
    let subject = (id, revision);
    end_without_votes(
        app,
        actor,
        slug,
        subject,
        Transition::AppointInstead,
        reason,
    )
    .await
}

async fn end_without_votes(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    transition: Transition,
    reason: &str,
) -> Result<(), ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = lock(&mut tx, federation, id).await?;
    before.state.after(transition)?;
    let reason = parse_reason(reason).map_err(ElectionError::Fields)?;
    change_state(
        &mut tx,
        app,
        actor,
        (&before, revision),
        transition,
        &reason,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Brings a locked election that still has the revision into its next state, and logs it with the reason.
pub(in crate::elections) async fn change_state(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (before, revision): (&Election, i64),
    transition: Transition,
    reason: &str,
) -> Result<(), ElectionError> {
    let state = before.state.after(transition)?;
    if before.revision != revision || !store::set_state(tx, before, state, reason).await? {
        return Err(ElectionError::Stale);
    }
    let change = (
        json!({"state": before.state}),
        json!({"state": state, "reason": reason}),
    );
    let act = match transition {
        Transition::StartCounting => "start_counting_election",
        Transition::Certify => "certify_election",
        Transition::CallOff => "call_off_election",
        Transition::AppointInstead => "appoint_instead_of_election",
        Transition::Annul => "annul_election",
        Transition::Repeat => "repeat_election",
    };
    let subject = ("elections", before.id.0);
    let chain = (actor, before.federation);
    Ok(record(tx, app, chain, act, subject, change).await?)
}

/// Removes an election that was made by mistake: in preparation, with nobody nominated.
pub async fn remove_election(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
) -> Result<(), ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = lock_preparing(&mut tx, federation, id, Fixed::Details).await?;
    if before.revision != revision {
        return Err(ElectionError::Stale);
    }
    // An annulled election that this one repeats would seem not to be repeated.
    let nominations = nominations_of(&mut tx, federation, id).await?;
    if !nominations.is_empty() || before.repeats.is_some() {
        return Err(ElectionError::HasNominations);
    }
    divisions::end(&mut tx, &before).await?;
    if !store::delete_election(&mut tx, &before).await? {
        return Err(ElectionError::Stale);
    }
    let change = (audit::snapshot(&before), Value::Null);
    let subject = ("elections", id.0);
    record(
        &mut tx,
        app,
        (actor, federation),
        "remove_election",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
