//! Pages of elections: one file for each part of the way.

mod calculator;
mod candidates;
mod certification;
mod count_tables;
mod counts;
mod divisions;
mod elections;
mod list;
mod nominations;
mod not_held;
mod public;
mod rules;
mod seat_calls;

use poem::http::StatusCode;

use super::{
    actions::{ElectionError, Fixed, elections::ElectionDetail},
    model::election::{ElectionLine, ElectionState},
};
use crate::{
    accounts::model::{Actor, Right},
    registry::model::Federation,
    types::{ElectionId, Explain, ProblemKind},
    web::{FormData, Refused, Routes, Shell, Visitor, guard::status_of, texts::Texts},
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let routes = list::routes(routes);
    let routes = elections::routes(routes);
    let routes = not_held::routes(routes);
    let routes = rules::routes(routes);
    let routes = divisions::routes(routes);
    let routes = nominations::routes(routes);
    let routes = candidates::routes(routes);
    let routes = counts::routes(routes);
    let routes = count_tables::routes(routes);
    let routes = certification::routes(routes);
    let routes = seat_calls::routes(routes);
    let routes = calculator::routes(routes);
    public::routes(routes)
}

/// A value of a form's field with its label.
type Choice = (String, String);

/// Choices from words with the keys of their names.
fn choices(
    texts: &Texts,
    words: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Vec<Choice> {
    words
        .into_iter()
        .map(|(word, label)| (word.to_owned(), texts.t(label)))
        .collect()
}

/// Takes over what is wrong and gives the status of the page that shows the form again; anything else is a page of its own.
fn refuse(
    visitor: &Visitor,
    form: &mut FormData,
    error: ElectionError,
) -> Result<StatusCode, Refused> {
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            Ok(status_of(problem.kind))
        }
        _ => Err(Refused::from(error)),
    }
}

/// The revision that a form was filled from; what is none is stale.
fn revision(form: &FormData) -> i64 {
    form.text("revision").parse().unwrap_or(-1)
}

/// The frame of the staff pages of elections, up to their list.
fn staff_shell(visitor: &Visitor, actor: &Actor, federation: &Federation) -> Shell {
    let list = visitor.href(&format!("/staff/{}/elections", federation.slug));
    visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
        .crumb(Some(list), visitor.texts.t("elections-title"))
}

/// The address of an election's staff page, without the language.
fn place(slug: &str, election: ElectionId) -> String {
    format!("/staff/{slug}/elections/{election}")
}

/// The frame of the staff pages of one election, up to that election.
fn election_shell(
    visitor: &Visitor,
    actor: &Actor,
    federation: &Federation,
    line: &ElectionLine,
) -> Shell {
    let href = visitor.href(&place(&federation.slug, line.election.id));
    staff_shell(visitor, actor, federation).crumb(Some(href), title(visitor, line))
}

/// Body and day: how an election is called on its own pages.
fn title(visitor: &Visitor, line: &ElectionLine) -> String {
    let day = visitor.texts.day_short(line.election.day);
    format!("{}, {day}", line.body_name)
}

/// In which tone a state is shown.
fn tone(state: ElectionState) -> &'static str {
    match state {
        ElectionState::Preparing => "info",
        ElectionState::Counting => "warning",
        ElectionState::Certified => "success",
        ElectionState::NotHeld
        | ElectionState::AppointedInstead
        | ElectionState::Annulled
        | ElectionState::Repeated => "neutral",
    }
}

/// A step of the way of an election, with its page and how far it is.
struct Task {
    /// The page of the step, for those who may open it.
    href: Option<String>,
    name: String,
    hint: String,
    tone: &'static str,
    state: String,
}

/// Refuses to offer a form of preparation that could not be saved any more.
fn must_be_preparing(detail: &ElectionDetail, what: Fixed) -> Result<(), ElectionError> {
    if detail.election().is_preparing() {
        Ok(())
    } else {
        Err(ElectionError::Fixed(what))
    }
}

/// Whether somebody may change elections of the federation.
fn may_keep(actor: &Actor, federation: &Federation) -> bool {
    actor.may(Right::KeepElections, federation.id)
}
