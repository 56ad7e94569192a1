//! Pages of calls to seats.

use askama::Template;
use poem::{handler, web::Path};

use crate::{
    accounts::model::{Actor, Right},
    elections::{
        actions::{
            ElectionError,
            seat_calls::{self as actions, Answered, NextInput, SeatsOfElection},
        },
        model::{
            seat_call::{AnswerInput, CallState, SeatCall},
            succession::{Follower, SeatLine, SeatState},
        },
    },
    types::{ElectionId, SeatCallId},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

use super::{election_shell, place, refuse, revision};

const READ: Access = Access::Right(Right::ReadStaffPages);
const CHANGE: Access = Access::Right(Right::KeepElections);

/// Routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/seats",
            READ,
            seats_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/seats",
            CHANGE,
            call_elected,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/seats/calls/:call",
            READ,
            call_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/seats/calls/:call/answer",
            CHANGE,
            answer,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/seats/calls/:call/next",
            CHANGE,
            call_next,
        )
}

/// The tone and key of a state of a seat.
fn words_of(state: &SeatState) -> (&'static str, &'static str) {
    match state {
        SeatState::Waiting => ("info", crate::key!("seat-calls-seat-waiting")),
        SeatState::Held => ("success", crate::key!("seat-calls-seat-held")),
        SeatState::Free { .. } => ("warning", crate::key!("seat-calls-seat-free")),
        SeatState::Exhausted { .. } => ("danger", crate::key!("seat-calls-seat-exhausted")),
        SeatState::Taken => ("neutral", crate::key!("seat-calls-seat-taken")),
    }
}

/// A seat as the list shows it.
struct SeatRow {
    tone: &'static str,
    state: String,
    line: SeatLine,
}

#[derive(Template)]
#[template(path = "elections/seats.html")]
struct SeatsPage {
    shell: Shell,
    form: FormData,
    action: String,
    keeps: bool,
    found: SeatsOfElection,
    rows: Vec<SeatRow>,
}

fn seats_path(slug: &str, election: ElectionId) -> String {
    format!("{}/seats", place(slug, election))
}

async fn seats(
    visitor: &Visitor,
    (slug, id): (&str, ElectionId),
    form: FormData,
) -> Result<SeatsPage, Refused> {
    let actor = visitor.actor()?;
    let found = actions::seats_of_election(&visitor.app, actor, slug, id).await?;
    let action = visitor.href(&seats_path(slug, id));
    let rows = found
        .lines
        .iter()
        .map(|line| {
            let (tone, key) = words_of(&line.state);
            SeatRow {
                tone,
                state: visitor.texts.t(key),
                line: line.clone(),
            }
        })
        .collect();
    Ok(SeatsPage {
        shell: seats_shell(visitor, actor, &found),
        keeps: actor.may(Right::KeepElections, found.federation.id),
        action,
        form,
        found,
        rows,
    })
}

fn seats_shell(visitor: &Visitor, actor: &Actor, found: &SeatsOfElection) -> Shell {
    election_shell(visitor, actor, &found.federation, &found.line)
}

#[handler]
async fn seats_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, ElectionId)>,
) -> PageResult {
    let today = visitor.app.clock.today().to_string();
    let form = FormData::filled([("called_on", today)]);
    html(&seats(&visitor, (&slug, id), form).await?)
}

#[handler]
async fn call_elected(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, ElectionId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let called_on = form.text("called_on");
    match actions::call_elected(&visitor.app, actor, &slug, id, &called_on).await {
        Ok(_) => Ok(visitor.see_other_with(&seats_path(&slug, id), "notice-elected-called")),
        Err(error) => {
            let status = refuse(&visitor, &mut form, error)?;
            html_with(status, &seats(&visitor, (&slug, id), form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "elections/seat_call.html")]
struct CallPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    keeps: bool,
    number: i64,
    call: SeatCall,
    /// Whether the seat is free and somebody follows this call.
    is_followed_next: bool,
    /// Who follows by a lot that was drawn before.
    by_lot: String,
    /// Where the order of those between whom a lot decides can be recorded, for those who may.
    lots_href: Option<String>,
    /// Between whom a lot decides, where those who are next have equal votes.
    drawn_between: Vec<(String, String)>,
    answers: Vec<(String, String)>,
}

async fn call_form(
    visitor: &Visitor,
    (slug, id, call): (&str, ElectionId, SeatCallId),
    typed: Option<FormData>,
) -> Result<CallPage, Refused> {
    let actor = visitor.actor()?;
    let found = actions::seats_of_election(&visitor.app, actor, slug, id).await?;
    let line = found
        .lines
        .iter()
        .find(|line| line.calls.iter().any(|c| c.id == call));
    let Some((line, call)) =
        line.and_then(|l| Some((l, l.calls.iter().find(|c| c.id == call)?.clone())))
    else {
        return Err(ElectionError::NotFound.into());
    };
    let back = visitor.href(&seats_path(slug, id));
    let today = visitor.app.clock.today().to_string();
    let form = typed.unwrap_or_else(|| {
        FormData::filled([
            ("revision", call.revision.to_string()),
            ("answered_on", today.clone()),
            ("called_on", today),
        ])
    });
    Ok(CallPage {
        shell: seats_shell(visitor, actor, &found)
            .crumb(Some(back.clone()), visitor.texts.t("seat-calls-title"))
            .crumb(None, &call.name),
        action: format!("{back}/calls/{}", call.id),
        back,
        keeps: actor.may(Right::KeepElections, found.federation.id),
        number: line.number,
        is_followed_next: matches!(line.state, SeatState::Free { .. })
            && line.last().is_some_and(|last| last.id == call.id),
        by_lot: by_lot(visitor, &found, line),
        lots_href: actor
            .may(Right::CertifyElections, found.federation.id)
            .then(|| visitor.href(&format!("{}/lots", place(slug, id)))),
        drawn_between: drawn_between(&found, line),
        answers: [CallState::Accepted, CallState::Declined]
            .map(|state| (state.as_str().to_owned(), visitor.texts.t(state.label())))
            .to_vec(),
        form,
        call,
    })
}

/// The sentence on the lot that puts whoever follows first.
fn by_lot(visitor: &Visitor, found: &SeatsOfElection, line: &SeatLine) -> String {
    let SeatState::Free {
        next:
            Follower::ByLot {
                candidate,
                drawn_on,
                drawn_by,
            },
        ..
    } = &line.state
    else {
        return String::new();
    };
    let name = found.names.get(candidate).cloned().unwrap_or_default();
    visitor.texts.ta(
        "seat-calls-by-lot",
        &[
            ("name", name.into()),
            ("day", visitor.texts.day(*drawn_on).into()),
            ("by", drawn_by.as_str().into()),
        ],
    )
}

/// Those with equal votes by name, as a form offers them.
fn drawn_between(found: &SeatsOfElection, line: &SeatLine) -> Vec<(String, String)> {
    let SeatState::Free {
        next: Follower::Lot(level),
        ..
    } = &line.state
    else {
        return Vec::new();
    };
    level
        .iter()
        .map(|candidate| {
            let name = found.names.get(candidate).cloned().unwrap_or_default();
            (candidate.to_string(), name)
        })
        .collect()
}

#[handler]
async fn call_page(
    visitor: Visitor,
    Path((_, slug, id, call)): Path<(String, String, ElectionId, SeatCallId)>,
) -> PageResult {
    html(&call_form(&visitor, (&slug, id, call), None).await?)
}

#[handler]
async fn answer(
    visitor: Visitor,
    Path((_, slug, id, call)): Path<(String, String, ElectionId, SeatCallId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = revision(&form);
    let input = AnswerInput {
        answer: form.text("answer"),
        answered_on: form.text("answered_on"),
        reason: form.text("reason"),
    };
    let answered =
        actions::answer_call(&visitor.app, actor, &slug, id, (call, revision), &input).await;
    match answered {
        Ok(answered) => {
            let notice = match answered {
                Answered::Seated(_) => "notice-seat-taken",
                Answered::NextCalled(_) => "notice-next-called",
                Answered::LotNeeded => "notice-lot-needed",
                Answered::Vacant => "notice-seat-vacant",
            };
            Ok(visitor.see_other_with(&seats_path(&slug, id), notice))
        }
        Err(error) => {
            let status = refuse(&visitor, &mut form, error)?;
            let page = call_form(&visitor, (&slug, id, call), Some(form)).await?;
            html_with(status, &page)
        }
    }
}

#[handler]
async fn call_next(
    visitor: Visitor,
    Path((_, slug, id, call)): Path<(String, String, ElectionId, SeatCallId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = NextInput {
        called_on: form.text("called_on"),
        drawn: form.text("drawn"),
    };
    match actions::call_next(&visitor.app, actor, &slug, id, call, &input).await {
        Ok(_) => Ok(visitor.see_other_with(&seats_path(&slug, id), "notice-next-called")),
        Err(error) => {
            let status = refuse(&visitor, &mut form, error)?;
            let page = call_form(&visitor, (&slug, id, call), Some(form)).await?;
            html_with(status, &page)
        }
    }
}
