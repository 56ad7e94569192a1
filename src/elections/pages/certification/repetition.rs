//! The form of an election that repeats an annulled one.

use askama::Template;
use poem::{handler, web::Path};

use super::{ElectionPath, refused};
use crate::{
    elections::{
        actions::certification::{self as actions, RepetitionInput},
        model::election::ElectionInput,
        pages::{election_shell, place},
    },
    types::ElectionId,
    web::{FormData, PageResult, Refused, Shell, Visitor, html, html_with},
};

#[derive(Template)]
#[template(path = "elections/repetition.html")]
struct RepetitionPage {
    shell: Shell,
    form: FormData,
    here: String,
    back: String,
}

impl RepetitionPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        election: i64,
        form: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let id = ElectionId(election);
        let found = actions::election_to_repeat(&visitor.app, actor, slug, id).await?;
        let old = &found.line.election;
        // Everything but the days is as it was.
        let form = form.unwrap_or_else(|| {
            FormData::filled([
                ("seats", old.seats.to_string()),
                ("appointed_seats", old.appointed_seats.to_string()),
                ("ex_officio_seats", old.ex_officio_seats.to_string()),
                ("acceptance_days", old.acceptance_days.to_string()),
                ("copy_nominations", "yes".to_owned()),
            ])
        });
        let base = visitor.href(&place(slug, id));
        let texts = &visitor.texts;
        Ok(Self {
            shell: election_shell(visitor, actor, &found.federation, &found.line)
                .crumb(
                    Some(format!("{base}/certification")),
                    texts.t("certification-title"),
                )
                .crumb(None, texts.t("certification-repeat")),
            form,
            here: format!("{base}/repetition"),
            back: format!("{base}/certification"),
        })
    }
}

#[handler]
pub(super) async fn repetition_page(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
) -> PageResult {
    html(&RepetitionPage::load(&visitor, &slug, election, None).await?)
}

#[handler]
pub(super) async fn repeat(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = RepetitionInput {
        details: ElectionInput {
            day: form.text("day"),
            seats: form.text("seats"),
            appointed_seats: form.text("appointed_seats"),
            ex_officio_seats: form.text("ex_officio_seats"),
            nomination_deadline: form.text("nomination_deadline"),
            acceptance_days: form.text("acceptance_days"),
            objection_deadline: form.text("objection_deadline"),
        },
        copy_nominations: form.has("copy_nominations", "yes"),
    };
    let id = ElectionId(election);
    match actions::repeat_election(&visitor.app, actor, &slug, id, &input).await {
        Ok(new) => Ok(visitor.see_other_with(&place(&slug, new), "notice-created")),
        Err(error) => {
            let status = refused(&visitor, &mut form, error)?;
            let page = RepetitionPage::load(&visitor, &slug, election, Some(form)).await?;
            html_with(status, &page)
        }
    }
}
