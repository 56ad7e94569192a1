//! The work of the day as a short list, for each of the three who share it.

use askama::Template;
use poem::{handler, web::Path};

use super::{READ, staff_shell};
use crate::{
    accounts::model::Right,
    assemblies::actions,
    types::AssemblyId,
    web::{PageResult, Refused, Routes, Shell, Visitor, html},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/day/registrar",
            READ,
            registrar,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/day/board",
            READ,
            board,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/day/chair",
            READ,
            chair,
        )
}

/// Where something is done: behind the assembly, its roll, its round or the federation.
enum At {
    Assembly(&'static str),
    Roll(&'static str),
    Round(&'static str),
    Federation(&'static str),
}

/// What is to be done, and what has to be known about it.
struct Task {
    name: &'static str,
    hint: &'static str,
    at: At,
}

fn task(name: &'static str, hint: &'static str, at: At) -> Task {
    Task { name, hint, at }
}

#[derive(Template)]
#[template(path = "assemblies/day.html")]
struct DayPage {
    shell: Shell,
    title: String,
    heading: String,
    /// Address, name and hint, in the order of the day.
    tasks: Vec<(String, String, String)>,
    back: String,
}

async fn page(
    visitor: &Visitor,
    (slug, id): (&str, i64),
    heading: &'static str,
    tasks: Vec<Task>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = actions::find_assembly(&visitor.app, actor, slug, AssemblyId(id))
        .await
        .map_err(Refused::from)?;
    let at_desk = actor.may(Right::CheckIn, found.federation.id);
    let (assembly, texts) = (found.assembly, &visitor.texts);
    let back = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
    let href = |at: &At| match at {
        At::Assembly(rest) => format!("{back}{rest}"),
        At::Roll(rest) => visitor.href(&format!("/staff/{slug}/rolls/{}{rest}", assembly.roll)),
        At::Round(rest) => visitor.href(&format!("/staff/{slug}/rounds/{}{rest}", assembly.round)),
        At::Federation(rest) => visitor.href(&format!("/staff/{slug}{rest}")),
    };
    html(&DayPage {
        shell: staff_shell(visitor, actor, &found.federation)
            .crumb(Some(back.clone()), &assembly.title)
            .crumb(None, texts.t(heading)),
        heading: texts.t(heading),
        // Nobody is sent where only the desk may go.
        tasks: tasks
            .iter()
            .filter(|task| !matches!(task.at, At::Roll("/desk")) || at_desk)
            .map(|task| (href(&task.at), texts.t(task.name), texts.t(task.hint)))
            .collect(),
        title: assembly.title,
        back,
    })
}

type Address = Path<(String, String, i64)>;

#[handler]
async fn registrar(visitor: Visitor, Path((_, slug, id)): Address) -> PageResult {
    let tasks = vec![
        task(
            crate::key!("day-agenda"),
            crate::key!("day-agenda-hint"),
            At::Assembly("/agenda"),
        ),
        task(
            crate::key!("day-notice"),
            crate::key!("day-notice-hint"),
            At::Assembly("/notice"),
        ),
        task(
            crate::key!("day-call"),
            crate::key!("day-call-hint"),
            At::Round("/call"),
        ),
        task(
            crate::key!("day-delegates"),
            crate::key!("day-delegates-hint"),
            At::Assembly("/delegates"),
        ),
        task(
            crate::key!("day-freeze"),
            crate::key!("day-freeze-hint"),
            At::Assembly(""),
        ),
        task(
            crate::key!("day-desk"),
            crate::key!("day-desk-hint"),
            At::Roll("/desk"),
        ),
        task(
            crate::key!("day-proxies"),
            crate::key!("day-proxies-hint"),
            At::Roll("/desk"),
        ),
        task(
            crate::key!("day-minutes"),
            crate::key!("day-minutes-hint"),
            At::Assembly("/minutes"),
        ),
    ];
    page(
        &visitor,
        (&slug, id),
        crate::key!("day-of-registrar"),
        tasks,
    )
    .await
}

#[handler]
async fn board(visitor: Visitor, Path((_, slug, id)): Address) -> PageResult {
    let tasks = vec![
        task(
            crate::key!("day-codes"),
            crate::key!("day-codes-hint"),
            At::Roll("/codes"),
        ),
        task(
            crate::key!("day-links"),
            crate::key!("day-links-hint"),
            At::Roll("/links"),
        ),
        task(
            crate::key!("day-keys"),
            crate::key!("day-keys-hint"),
            At::Federation("/board-keys"),
        ),
        task(
            crate::key!("day-paper"),
            crate::key!("day-paper-hint"),
            At::Roll("/paper"),
        ),
        task(
            crate::key!("day-polls"),
            crate::key!("day-polls-hint"),
            At::Roll("/polls"),
        ),
        task(
            crate::key!("day-count"),
            crate::key!("day-count-hint"),
            At::Roll("/polls"),
        ),
        task(
            crate::key!("day-publish"),
            crate::key!("day-publish-hint"),
            At::Federation("/results"),
        ),
    ];
    page(&visitor, (&slug, id), crate::key!("day-of-board"), tasks).await
}

#[handler]
async fn chair(visitor: Visitor, Path((_, slug, id)): Address) -> PageResult {
    let tasks = vec![
        task(
            crate::key!("day-screen"),
            crate::key!("day-screen-hint"),
            At::Assembly("/screen"),
        ),
        task(
            crate::key!("day-quorum"),
            crate::key!("day-quorum-hint"),
            At::Assembly("/chair"),
        ),
        task(
            crate::key!("day-speakers"),
            crate::key!("day-speakers-hint"),
            At::Assembly("/speakers"),
        ),
        task(
            crate::key!("day-votes"),
            crate::key!("day-votes-hint"),
            At::Assembly("/chair"),
        ),
        task(
            crate::key!("day-sign"),
            crate::key!("day-sign-hint"),
            At::Assembly("/minutes"),
        ),
    ];
    page(&visitor, (&slug, id), crate::key!("day-of-chair"), tasks).await
}
