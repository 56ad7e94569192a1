//! The board of a federation, the form by which those elected come to it, and the one by which somebody leaves it early.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use crate::{
    results::{
        actions::{self, ResultError},
        model::{AcceptedInput, BoardInput, EARLY_ENDS, EarlyEndInput, FUNCTIONS},
    },
    types::{Day, Explain, PollId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

#[derive(Template)]
#[template(path = "results/board.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    /// The day whose board is shown; empty: everybody, former ones too.
    on: String,
    may_end: bool,
    here: String,
}

struct Row {
    name: String,
    function: String,
    from: String,
    until: String,
    /// Why it ended before the term, and when that would have ended.
    ended: Option<(String, String)>,
    /// In office today.
    now: bool,
    result: String,
    end: String,
}

#[derive(Default, Deserialize)]
pub(super) struct BoardQuery {
    #[serde(default)]
    on: String,
}

#[handler]
pub(super) async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<BoardQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    // What is no day shows everybody.
    let on: Option<Day> = query.on.trim().parse().ok();
    let board = actions::board(&visitor.app, actor, &slug, on)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let here = visitor.href(&format!("/staff/{slug}/board"));
    let rows = board.members.iter().map(|member| Row {
        name: texts.person(&member.name),
        function: texts.t(member.function.label()),
        from: texts.day(member.starts_on),
        until: texts.day(member.last_day()),
        ended: member
            .ended
            .map(|(_, reason)| (texts.t(reason.label()), texts.day(member.ends_on))),
        now: member.span().holds_on(board.today),
        result: visitor.href(&format!("/staff/{slug}/results/{}", member.poll)),
        end: format!("{here}/{}/end", member.id),
    });
    html(&ListPage {
        rows: rows.collect(),
        on: on.map(String::from).unwrap_or_default(),
        may_end: board.may_end,
        here,
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
#[template(path = "results/board_end.html")]
struct EndPage {
    shell: Shell,
    form: FormData,
    name: String,
    function: String,
    from: String,
    until: String,
    reasons: Vec<(String, String)>,
    action: String,
    back: String,
}

type MandatePath = Path<(String, String, i64)>;

impl EndPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        mandate: i64,
        typed: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (federation, member) =
            actions::board_member(&visitor.app, actor, slug, mandate).await?;
        let texts = &visitor.texts;
        let today = visitor.app.clock.today();
        let day = member.ended.map_or(today, |(day, _)| day);
        let day = day.max(member.starts_on).min(member.ends_on);
        let form = typed.unwrap_or_else(|| {
            FormData::filled([
                ("revision", member.revision.to_string()),
                ("ends_on", day.to_string()),
                (
                    "end_reason",
                    member
                        .ended
                        .map_or("", |(_, reason)| reason.as_str())
                        .to_owned(),
                ),
            ])
        });
        let back = visitor.href(&format!("/staff/{slug}/board"));
        Ok(Self {
            shell: visitor
                .shell()
                .staff_federation(actor, federation.id, slug, &federation.name)
                .crumb(
                    Some(visitor.href(&format!("/staff/{slug}/results"))),
                    texts.t("results-title"),
                )
                .crumb(Some(back.clone()), texts.t("board-title"))
                .crumb(None, texts.t("board-end")),
            form,
            name: texts.person(&member.name),
            function: texts.t(member.function.label()),
            from: texts.day(member.starts_on),
            until: texts.day(member.ends_on),
            reasons: EARLY_ENDS
                .iter()
                .map(|reason| (reason.as_str().to_owned(), texts.t(reason.label())))
                .collect(),
            action: format!("{back}/{mandate}/end"),
            back,
        })
    }
}

#[handler]
pub(super) async fn end_page(
    visitor: Visitor,
    Path((_, slug, mandate)): MandatePath,
) -> PageResult {
    html(&EndPage::load(&visitor, &slug, mandate, None).await?)
}

#[handler]
pub(super) async fn end(
    visitor: Visitor,
    Path((_, slug, mandate)): MandatePath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or_default();
    let input = EarlyEndInput {
        ends_on: form.text("ends_on"),
        end_reason: form.text("end_reason"),
    };
    match actions::end_board_mandate(&visitor.app, actor, &slug, mandate, revision, &input).await {
        Ok(()) => Ok(visitor.see_other_with(&format!("/staff/{slug}/board"), "notice-saved")),
        Err(error @ (ResultError::Fields(_) | ResultError::Stale)) => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            html_with(
                status_of(problem.kind),
                &EndPage::load(&visitor, &slug, mandate, Some(form)).await?,
            )
        }
        Err(error) => Err(Refused::from(error).into()),
    }
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
