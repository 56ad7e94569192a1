//! The board of a federation, and the form by which those elected come to it.

use askama::Template;
use poem::{handler, web::Path};

use crate::{
    registry::model::span::Span,
    results::{
        actions::{self, ResultError},
        model::{AcceptedInput, BoardInput, FUNCTIONS},
    },
    types::{Explain, PollId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

#[derive(Template)]
#[template(path = "results/board.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    function: String,
    from: String,
    until: String,
    /// In office today.
    now: bool,
    result: String,
}

#[handler]
pub(super) async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let board = actions::board(&visitor.app, actor, &slug)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let rows = board.members.iter().map(|member| Row {
        name: texts.person(&member.name),
        function: texts.t(member.function.label()),
        from: texts.day(member.starts_on),
        until: texts.day(member.ends_on),
        now: Span::closed(member.starts_on, member.ends_on).holds_on(board.today),
        result: visitor.href(&format!("/staff/{slug}/results/{}", member.poll)),
    });
    html(&ListPage {
        rows: rows.collect(),
        shell: visitor
            .shell()
            .staff_federation(actor, board.federation.id, &slug, &board.federation.name)
            .crumb(
                Some(visitor.href(&format!("/staff/{slug}/results"))),
                texts.t("results-title"),
            )
            .crumb(None, texts.t("board-title")),
    })
}

#[derive(Template)]
#[template(path = "results/board_form.html")]
struct FormPage {
    shell: Shell,
    form: FormData,
    title: String,
    /// Position on the ballot and name of those elected.
    choices: Vec<(String, String)>,
    places: Vec<PlaceFields>,
    functions: Vec<(String, String)>,
    here: String,
    back: String,
}

/// The fields of somebody elected.
struct PlaceFields {
    name: String,
    person: String,
    function: String,
    /// Who has this name in the register.
    found: String,
}

async fn page(
    visitor: &Visitor,
    slug: &str,
    poll: i64,
    typed: Option<FormData>,
) -> Result<FormPage, Refused> {
    let actor = visitor.actor()?;
    let (texts, locale) = (&visitor.texts, visitor.locale());
    let to_do = actions::elected_for_board(&visitor.app, actor, slug, PollId(poll), locale).await?;
    let mut suggested = FormData::default();
    let mut places = Vec::new();
    let mut choices = Vec::new();
    for elected in &to_do.elected {
        let place = elected.place;
        choices.push((place.to_string(), elected.name.clone()));
        suggested.set(
            &format!("function-{place}"),
            to_do.suggested.as_str().to_owned(),
        );
        if let [only] = elected.people.as_slice() {
            suggested.set(&format!("person-{place}"), only.id.to_string());
        }
        let numbers: Vec<String> = elected
            .people
            .iter()
            .map(|person| person.id.to_string())
            .collect();
        places.push(PlaceFields {
            name: elected.name.clone(),
            person: format!("person-{place}"),
            function: format!("function-{place}"),
            found: if numbers.is_empty() {
                texts.t("board-nobody-of-that-name")
            } else {
                texts.ta(
                    "board-people-of-that-name",
                    &[("numbers", numbers.join(", ").into())],
                )
            },
        });
    }
    let back = visitor.href(&format!("/staff/{slug}/results/{poll}"));
    let title = to_do
        .document
        .poll
        .title
        .in_language(locale, &[])
        .0
        .to_owned();
    Ok(FormPage {
        shell: visitor
            .shell()
            .staff_federation(actor, to_do.federation.id, slug, &to_do.federation.name)
            .crumb(
                Some(visitor.href(&format!("/staff/{slug}/results"))),
                texts.t("results-title"),
            )
            .crumb(Some(back.clone()), &title)
            .crumb(None, texts.t("board-make")),
        form: typed.unwrap_or(suggested),
        title,
        choices,
        places,
        functions: FUNCTIONS
            .iter()
            .map(|function| (function.as_str().to_owned(), texts.t(function.label())))
            .collect(),
        here: format!("{back}/board"),
        back,
    })
}

#[handler]
pub(super) async fn form_page(
    visitor: Visitor,
    Path((_, slug, poll)): Path<(String, String, i64)>,
) -> PageResult {
    html(&page(&visitor, &slug, poll, None).await?)
}

#[handler]
pub(super) async fn make(
    visitor: Visitor,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let accepted = form.all("accepted").into_iter().map(|place| AcceptedInput {
        person: form.text(&format!("person-{place}")),
        function: form.text(&format!("function-{place}")),
        place: place.parse().unwrap_or_default(),
    });
    let input = BoardInput {
        accepted: accepted.collect(),
        starts_on: form.text("starts_on"),
        ends_on: form.text("ends_on"),
    };
    match actions::make_board(&visitor.app, actor, &slug, PollId(poll), &input).await {
        Ok(_) => Ok(visitor.see_other_with(&format!("/staff/{slug}/board"), "notice-saved")),
        Err(error @ ResultError::Fields(_)) => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            html_with(
                status_of(problem.kind),
                &page(&visitor, &slug, poll, Some(form)).await?,
            )
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}
