//! Staff: who may not vote in one poll because of a conflict of interest.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    staff::{Address, frame},
    words::{self, Line},
};
use crate::{
    accounts::model::Right,
    polls::{
        actions::{self, PollError},
        model::PollState,
        store::boxes::Exclusion,
    },
    types::{EntryId, Explain, PollId, Problem},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with,
    },
};

pub(super) fn routes(routes: Routes) -> Routes {
    let read = Access::Right(Right::ReadStaffPages);
    let run = Access::Right(Right::RunPolls);
    routes
        .get("/:lang/staff/:slug/polls/:poll/exclusions", read, list_page)
        .post("/:lang/staff/:slug/polls/:poll/exclusions", run, exclude)
        .post(
            "/:lang/staff/:slug/polls/:poll/exclusions/:entry/remove",
            run,
            include,
        )
}

#[derive(Template)]
#[template(path = "polls/exclusions.html")]
struct ExclusionsPage {
    shell: Shell,
    form: FormData,
    title: Line,
    here: String,
    back: String,
    excluded: Vec<Exclusion>,
    /// Entries that could be excluded: id and words.
    choices: Vec<(String, String)>,
    /// The poll is not open yet, and the person may run polls.
    may_change: bool,
    is_frozen: bool,
}

impl ExclusionsPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        poll: PollId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let list = actions::list_exclusions(&visitor.app, actor, slug, poll).await?;
        let title = words::read(&list.poll.title, visitor.locale(), list.federation.locale);
        let back = visitor.href(&format!("/staff/{slug}/polls/{poll}"));
        let is_excluded = |id: i64| list.excluded.iter().any(|x| x.entry_id == id);
        Ok(Self {
            shell: frame(visitor, actor, &list.federation, &list.roll)
                .crumb(Some(back.clone()), title.text.clone())
                .crumb(None, visitor.texts.t("polls-exclusions")),
            form,
            here: format!("{back}/exclusions"),
            back,
            choices: list
                .entries
                .iter()
                .filter(|entry| !is_excluded(entry.id.0))
                .map(|entry| {
                    let words = format!("{}. {} ({})", entry.number, entry.name, entry.body_name);
                    (entry.id.to_string(), words)
                })
                .collect(),
            may_change: list.poll.state < PollState::Open
                && actor.may(Right::RunPolls, list.federation.id),
            is_frozen: list.roll.is_frozen(),
            excluded: list.excluded,
            title,
        })
    }
}

#[handler]
async fn list_page(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    html(&ExclusionsPage::load(&visitor, &slug, PollId(poll), FormData::default()).await?)
}

#[handler]
async fn exclude(
    visitor: Visitor,
    Path((_, slug, poll)): Address,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = match form.text("entry").parse() {
        Ok(entry) => {
            let reason = form.text("reason");
            let (poll, entry) = (PollId(poll), EntryId(entry));
            actions::exclude(&visitor.app, actor, &slug, poll, entry, &reason).await
        }
        Err(_) => {
            actions::view_poll_to_change(&visitor.app, actor, &slug, PollId(poll))
                .await
                .map_err(Refused::from)?;
            let problem = Problem::field("entry", crate::key!("field-required"));
            Err(PollError::Fields(problem.fields))
        }
    };
    let error = match result {
        Ok(()) => {
            let here = format!("/staff/{slug}/polls/{poll}/exclusions");
            return Ok(visitor.see_other_with(&here, "notice-saved"));
        }
        Err(error) => error,
    };
    match error {
        PollError::Fields(_) | PollError::Fixed | PollError::ExcludedAlready => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            let page = ExclusionsPage::load(&visitor, &slug, PollId(poll), form).await?;
            html_with(status_of(problem.kind), &page)
        }
        other => Err(Refused::from(other).into()),
    }
}

#[handler]
async fn include(
    visitor: Visitor,
    Path((_, slug, poll, entry)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    actions::include(&visitor.app, actor, &slug, PollId(poll), EntryId(entry))
        .await
        .map_err(Refused::from)?;
    let here = format!("/staff/{slug}/polls/{poll}/exclusions");
    Ok(visitor.see_other_with(&here, "notice-removed"))
}
