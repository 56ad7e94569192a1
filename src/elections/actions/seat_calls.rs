//! Calling the elected and those who follow; their answers become mandates.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{ElectionError, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::Tx,
    elections::{
        model::{
            document::ElectionDocument,
            election::{Election, ElectionLine, ElectionState},
            lot::Lot,
            seat_call::{Answer, AnswerInput, SeatCall},
            succession::{self, Follower, SeatLine, SeatState},
        },
        store::{
            elections::{find_line, lock_election},
            lots::lots_of,
            nominations::{nominations_of, set_candidate_person},
            seat_calls::{self, NewCall},
            versions,
        },
    },
    registry::{
        self,
        actions::{federation_for, mandates::refuse_clashes},
        model::{
            Federation,
            mandate::{Function, MandateFacts},
            person::{Consents, NewPerson},
            term::{SeatOrigin, Term},
        },
    },
    types::{
        CandidateId, Day, ElectionId, FieldProblem, Fields, MandateId, PersonId, SeatCallId,
        SeatId, reading::day,
    },
};

/// The seats of a certified election with everybody who was called to them.
pub struct SeatsOfElection {
    pub federation: Federation,
    pub line: ElectionLine,
    pub term: Term,
    /// Whether the result is certified; nobody is called before.
    pub is_certified: bool,
    /// Elected candidates who were not called yet.
    pub to_call: usize,
    pub lines: Vec<SeatLine>,
    /// Names of all candidates.
    pub names: HashMap<CandidateId, String>,
}

/// Reads the seats of an election, for staff.
pub async fn seats_of_election(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
) -> Result<SeatsOfElection, ElectionError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let line = find_line(&mut conn, federation.id, id)
        .await?
        .ok_or(ElectionError::NotFound)?;
    let election = &line.election;
    let term =
        registry::store::terms::find_term(&mut conn, federation.id, election.body, election.term)
            .await?
            .ok_or(ElectionError::NotFound)?;
    let calls = seat_calls::calls(&mut conn, federation.id, id).await?;
    let is_certified = election.state == ElectionState::Certified;
    let document = if is_certified || !calls.is_empty() {
        versions::version(&mut conn, federation.id, id, None)
            .await?
            .map(|version| version.document)
    } else {
        None
    };
    let lots = lots_of(&mut conn, federation.id, id).await?;
    let nominations = nominations_of(&mut conn, federation.id, id).await?;
    let names = nominations
        .iter()
        .flat_map(|nomination| &nomination.candidates)
        .map(|candidate| (candidate.id, candidate.full_name()))
        .collect();
    let (to_call, lines) = match &document {
        Some(document) => (
            still_to_call(document, &calls).len(),
            succession::seat_lines(document, &calls, &lots, term.ends_on),
        ),
        None => (0, Vec::new()),
    };
    Ok(SeatsOfElection {
        federation,
        line,
        term,
        is_certified,
        to_call: if is_certified { to_call } else { 0 },
        lines,
        names,
    })
}

/// The elected who were not called yet, in the order of the ballot.
fn still_to_call(document: &ElectionDocument, calls: &[SeatCall]) -> Vec<CandidateId> {
    succession::elected(document)
        .into_iter()
        .filter(|candidate| {
            let is_called = |call: &SeatCall| call.stands() && call.candidate == *candidate;
            !calls.iter().any(is_called)
        })
        .collect()
}

/// A certified election under lock, with what its calls rest on.
struct Certified {
    federation: Federation,
    election: Election,
    term: Term,
    document: ElectionDocument,
    calls: Vec<SeatCall>,
    lots: Vec<Lot>,
}

impl Certified {
    async fn lock(
        tx: &mut Tx,
        federation: Federation,
        id: ElectionId,
    ) -> Result<Self, ElectionError> {
        let election = lock_election(tx, federation.id, id)
            .await?
            .ok_or(ElectionError::NotFound)?;
        if election.state != ElectionState::Certified {
            return Err(ElectionError::NotCertified);
        }
        // Nobody else gives a seat of the body away meanwhile.
        registry::store::bodies::lock_body(tx, federation.id, election.body).await?;
        let term =
            registry::store::terms::find_term(tx, federation.id, election.body, election.term)
                .await?
                .ok_or(ElectionError::NotFound)?;
        let document = versions::version(tx, federation.id, id, None)
            .await?
            .ok_or(ElectionError::NotCertified)?
            .document;
        let calls = seat_calls::calls(tx, federation.id, id).await?;
        let lots = lots_of(tx, federation.id, id).await?;
        Ok(Self {
            federation,
            election,
            term,
            document,
            calls,
            lots,
        })
    }

    fn answer_by(&self, called_on: Day) -> Day {
        called_on
            .plus_days(self.election.acceptance_days)
            .unwrap_or(called_on)
    }

    fn lines(&self) -> Vec<SeatLine> {
        succession::seat_lines(&self.document, &self.calls, &self.lots, self.term.ends_on)
    }

    /// The seat to which a call was made.
    fn line_of(&self, call: SeatCallId) -> Option<SeatLine> {
        self.lines()
            .into_iter()
            .find(|line| line.calls.iter().any(|c| c.id == call))
    }
}

/// The day of a call as typed: not before election day, and not tomorrow.
fn day_of_call(raw: &str, election_day: Day, today: Day) -> Result<Day, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let on = day(&mut fields, "called_on", raw);
    if on.is_some_and(|on| on > today) {
        fields.refuse(FieldProblem::new(
            "called_on",
            crate::key!("field-day-in-future"),
        ));
    }
    if on.is_some_and(|on| on < election_day) {
        let problem = FieldProblem::new("called_on", crate::key!("field-call-before-election"));
        fields.refuse(problem.with("day", election_day));
    }
    fields.finish(on)
}

/// Calls every elected candidate who was not called yet; seats that the term lacks are made.
///
/// Answers how many were called.
pub async fn call_elected(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    called_on: &str,
) -> Result<usize, ElectionError> {
    let federation = federation_for(app, actor, Right::KeepElections, slug).await?;
    let mut tx = app.db.begin().await?;
    let certified = Certified::lock(&mut tx, federation, id).await?;
    let (federation, election, term) =
        (&certified.federation, &certified.election, &certified.term);
    let called_on =
        day_of_call(called_on, election.day, app.clock.today()).map_err(ElectionError::Fields)?;
    let candidates = still_to_call(&certified.document, &certified.calls);
    if candidates.is_empty() {
        return Err(ElectionError::NobodyToCall);
    }
    // A seat that was taken from somebody today is free for whoever accepts, from tomorrow.
    let after = term.day_within(called_on.max(app.clock.today()));
    let mut seats = seat_calls::free_seats(&mut tx, federation.id, term.id, after).await?;
    let given: HashSet<SeatId> = certified
        .lines()
        .into_iter()
        .filter(|line| line.state != SeatState::Taken)
        .map(|line| line.seat)
        .collect();
    seats.retain(|seat| !given.contains(seat));
    let (_, highest) = registry::store::terms::count_seats(&mut tx, federation.id, term.id).await?;
    let mut number = highest;
    while seats.len() < candidates.len() {
        number += 1;
        let seat = registry::store::terms::insert_seat(
            &mut tx,
            federation.id,
            term.id,
            number,
            SeatOrigin::Elected,
        )
        .await?;
        seats.push(seat);
    }
    for (candidate, seat) in candidates.iter().zip(&seats) {
        let new = NewCall {
            election: id,
            seat: *seat,
            candidate: *candidate,
            follows: None,
            called_on,
            answer_by: certified.answer_by(called_on),
        };
        seat_calls::insert_call(&mut tx, new)
            .await?
            .ok_or(ElectionError::Stale)?;
    }
    let after = json!({
        "candidates": candidates,
        "called_on": called_on,
        "seats_made": number - highest,
    });
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "call_elected",
        ("elections", id.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(candidates.len())
}

/// What an answer led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The candidate sits.
    Seated(MandateId),
    /// The next one on the list was called.
    NextCalled(SeatCallId),
    /// Those who are next have equal votes; a lot decides who is called.
    LotNeeded,
    /// Nobody is left on the list; the seat is vacant.
    Vacant,
}

/// Records the answer to a call. Acceptance gives the mandate; whoever declines is followed by the next in line at once.
pub async fn answer_call(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (call, revision): (SeatCallId, i64),
    input: &AnswerInput,
) -> Result<Answered, ElectionError> {
    let federation = federation_for(app, actor, Right::KeepElections, slug).await?;
    let mut tx = app.db.begin().await?;
    let mut certified = Certified::lock(&mut tx, federation, id).await?;
    let waiting = certified
        .calls
        .iter()
        .find(|c| c.id == call)
        .cloned()
        .ok_or(ElectionError::NotFound)?;
    let answer = input
        .parse(waiting.called_on, app.clock.today())
        .map_err(ElectionError::Fields)?;
    let mandate = if answer.accepts {
        Some(seat_candidate(&mut tx, &certified, &waiting, &answer).await?)
    } else {
        None
    };
    if !seat_calls::answer(
        &mut tx,
        certified.federation.id,
        (call, revision),
        &answer,
        mandate,
    )
    .await?
    {
        return Err(ElectionError::Stale);
    }
    let answered = match mandate {
        Some(mandate) => Answered::Seated(mandate),
        None => {
            certified.calls = seat_calls::calls(&mut tx, certified.federation.id, id).await?;
            follow_up(&mut tx, &certified, call, answer.on).await?
        }
    };
    let after = json!({
        "candidate": waiting.candidate,
        "accepts": answer.accepts,
        "answered_on": answer.on,
        "reason": answer.reason,
        "mandate": mandate,
    });
    record(
        &mut tx,
        app,
        (actor, certified.federation.id),
        "answer_seat_call",
        ("seat_calls", call.0),
        (audit_of(&waiting), after),
    )
    .await?;
    tx.commit().await?;
    Ok(answered)
}

fn audit_of(call: &SeatCall) -> Value {
    json!({"state": call.state, "answer_by": call.answer_by})
}

/// Whom to call to a free seat, as typed.
#[derive(Clone, Debug, Default)]
pub struct NextInput {
    pub called_on: String,
    /// On whom the lot fell, where those who are next have equal votes.
    pub drawn: String,
}

/// Calls whoever follows a member who left the seat.
pub async fn call_next(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    after: SeatCallId,
    input: &NextInput,
) -> Result<SeatCallId, ElectionError> {
    let federation = federation_for(app, actor, Right::KeepElections, slug).await?;
    let mut tx = app.db.begin().await?;
    let certified = Certified::lock(&mut tx, federation, id).await?;
    let line = certified.line_of(after).ok_or(ElectionError::NotFound)?;
    let called_on = day_of_call(&input.called_on, certified.election.day, app.clock.today())
        .map_err(ElectionError::Fields)?;
    let (candidate, by_lot) = match &line.state {
        // Somebody else called the next one meanwhile.
        _ if line.last().is_some_and(|last| last.id != after) => {
            return Err(ElectionError::SeatNotFree);
        }
        SeatState::Waiting | SeatState::Held | SeatState::Taken => {
            return Err(ElectionError::SeatNotFree);
        }
        SeatState::Exhausted { .. } => return Err(ElectionError::ListExhausted),
        SeatState::Free { next, .. } => match next {
            Follower::One(one) => (*one, Value::Null),
            // Who drew it stands in the lot itself: the log names nobody.
            Follower::ByLot {
                candidate,
                drawn_on,
                drawn_by: _,
            } => (*candidate, json!({"drawn_on": drawn_on})),
            Follower::Lot(level) => {
                let drawn = input
                    .drawn
                    .trim()
                    .parse()
                    .ok()
                    .filter(|drawn| level.contains(drawn))
                    .ok_or_else(|| {
                        ElectionError::Fields(vec![FieldProblem::new(
                            "drawn",
                            crate::key!("field-lot-needed"),
                        )])
                    })?;
                (drawn, Value::Null)
            }
        },
    };
    let next = call_to(&mut tx, &certified, &line, candidate, called_on).await?;
    let after = json!({"after": after, "candidate": candidate, "called_on": called_on, "drawn": input.drawn.trim(),
        "by_lot": by_lot});
    record(
        &mut tx,
        app,
        (actor, certified.federation.id),
        "call_successor",
        ("seat_calls", next.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(next)
}

/// What follows on a seat that somebody declined.
async fn follow_up(
    tx: &mut Tx,
    certified: &Certified,
    declined: SeatCallId,
    called_on: Day,
) -> Result<Answered, ElectionError> {
    let line = certified.line_of(declined).ok_or(ElectionError::NotFound)?;
    Ok(match &line.state {
        SeatState::Free {
            next: Follower::One(one) | Follower::ByLot { candidate: one, .. },
            ..
        } => Answered::NextCalled(call_to(tx, certified, &line, *one, called_on).await?),
        SeatState::Free {
            next: Follower::Lot(_),
            ..
        } => Answered::LotNeeded,
        SeatState::Exhausted { .. } | SeatState::Waiting | SeatState::Held | SeatState::Taken => {
            Answered::Vacant
        }
    })
}

async fn call_to(
    tx: &mut Tx,
    certified: &Certified,
    line: &SeatLine,
    candidate: CandidateId,
    called_on: Day,
) -> Result<SeatCallId, ElectionError> {
    let new = NewCall {
        election: certified.election.id,
        seat: line.seat,
        candidate,
        follows: line.last().map(|last| last.id),
        called_on,
        answer_by: certified.answer_by(called_on),
    };
    seat_calls::insert_call(tx, new)
        .await?
        .ok_or(ElectionError::Stale)
}

/// Gives the candidate the mandate on the seat, and a place in the register of people.
async fn seat_candidate(
    tx: &mut Tx,
    certified: &Certified,
    call: &SeatCall,
    answer: &Answer,
) -> Result<MandateId, ElectionError> {
    let (federation, election, term) =
        (&certified.federation, &certified.election, &certified.term);
    let person = person_of(tx, federation, call.candidate).await?;
    // The seat is free from the day after whoever sat there before; nobody sits before the term.
    let last_day =
        seat_calls::last_day_of_seat(tx, federation.id, call.seat, term.day_within(answer.on))
            .await?;
    let free_from = last_day.and_then(|last| last.plus_days(1).ok());
    let starts_on = term.day_within(free_from.map_or(answer.on, |from| from.max(answer.on)));
    let facts = MandateFacts {
        function: Function::Member,
        public_office: true,
        starts_on,
        ends_on: None,
        end_reason: None,
    };
    let seat = registry::store::terms::find_seat(tx, federation.id, election.body, call.seat)
        .await?
        .ok_or(ElectionError::NotFound)?;
    refuse_clashes(
        tx,
        federation.id,
        (election.body, person, None),
        Some(seat),
        &facts,
    )
    .await?;
    let new = registry::store::mandates::NewMandate {
        body: election.body,
        person,
        term: Some(term.id),
        seat: Some(call.seat),
    };
    Ok(registry::store::mandates::insert_mandate(tx, federation.id, new, &facts).await?)
}

async fn person_of(
    tx: &mut Tx,
    federation: &Federation,
    candidate: CandidateId,
) -> Result<PersonId, ElectionError> {
    let found = seat_calls::candidate_to_sit(tx, federation.id, candidate)
        .await?
        .ok_or(ElectionError::NotFound)?;
    if let Some(person) = found.person {
        return Ok(person);
    }
    let new = NewPerson {
        external_key: None,
        given_name: found.given_name,
        family_name: found.family_name,
        email: String::new(),
        phone: String::new(),
        locale: federation.locale,
        consents: Consents {
            name: found.consented_on,
            ..Consents::default()
        },
    };
    let person = registry::store::people::insert_person(tx, federation.id, &new)
        .await?
        .ok_or(ElectionError::Stale)?;
    set_candidate_person(tx, federation.id, candidate, person).await?;
    Ok(person)
}
