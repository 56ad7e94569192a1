//! On what the form of an assembly rests, and the notice: what it needs, when it is in time, sending it, letters.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    CHANGE, READ,
    agenda::{languages, revision_of, texts_of},
    assembly_shell, is_told_in_form,
};
use crate::{
    accounts::model::Right,
    assemblies::{
        actions::{
            AssemblyError, FoundAssembly, find_assembly_for, form_basis,
            notice::{self, NoticeBoard, NoticeLetter},
        },
        model::{
            AssemblyForm,
            form_basis::{FormBasisInput, Resolution},
        },
    },
    types::{AssemblyId, Explain, Locale},
    web::{
        FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html, html_with,
        problems::field_sentence, texts::Texts,
    },
};

/// Routes of form and notice.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/form",
            CHANGE,
            form_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/form",
            CHANGE,
            set_form,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/notice",
            READ,
            notice_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/notice",
            CHANGE,
            send,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/notice/letters",
            CHANGE,
            print_letters,
        )
}

#[derive(Template)]
#[template(path = "assemblies/form_basis.html")]
struct FormBasisPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    is_virtual: bool,
    earlier: Vec<(String, String)>,
    languages: Vec<(Locale, String)>,
}

impl FormBasisPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: AssemblyId,
        typed: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let found = form_basis::form_basis(&visitor.app, actor, slug, id).await?;
        let federation = &found.found.federation;
        let form = typed.unwrap_or_else(|| {
            let mut form = FormData::default();
            form.set("revision", found.basis.revision.to_string());
            for (locale, text) in found.basis.electronic.iter().flat_map(|text| text.iter()) {
                form.set(&format!("electronic.{locale}"), text);
            }
            match &found.basis.resolution {
                None => {}
                Some(Resolution::Poll(poll)) => form.set("resolution_poll", poll.to_string()),
                Some(Resolution::Text { text, on }) => {
                    form.set("resolution_text", text.clone());
                    form.set("resolution_on", on.to_string());
                }
            }
            form
        });
        let back = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
        Ok(Self {
            shell: assembly_shell(visitor, actor, &found.found)
                .crumb(None, visitor.texts.t("form-basis-title")),
            form,
            action: format!("{back}/form"),
            back,
            is_virtual: found.found.assembly.form == AssemblyForm::Virtual,
            earlier: found
                .earlier
                .iter()
                .map(|e| {
                    let title = e
                        .title
                        .in_language(visitor.locale(), &[federation.locale])
                        .0;
                    let day = visitor.texts.day_short(e.day);
                    (
                        e.poll.to_string(),
                        format!("{title} ({}, {day})", e.assembly),
                    )
                })
                .collect(),
            languages: languages(federation.locale),
        })
    }
}

#[handler]
async fn form_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (right, id) = (Right::PrepareAssemblies, AssemblyId(id));
    find_assembly_for(&visitor.app, actor, right, &slug, id)
        .await
        .map_err(Refused::from)?;
    html(&FormBasisPage::load(&visitor, &slug, id, None).await?)
}

#[handler]
async fn set_form(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let input = FormBasisInput {
        electronic: texts_of(&form, "electronic"),
        resolution_poll: form.text("resolution_poll"),
        resolution_text: form.text("resolution_text"),
        resolution_on: form.text("resolution_on"),
    };
    let revision = revision_of(&form);
    match form_basis::set_form_basis(&visitor.app, actor, &slug, id, &input, revision).await {
        Ok(()) => {
            let rest = format!("/staff/{slug}/assemblies/{id}");
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = FormBasisPage::load(&visitor, &slug, id, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}

#[derive(Template)]
#[template(path = "assemblies/notice.html")]
struct NoticePage {
    shell: Shell,
    form: FormData,
    base: String,
    agenda_href: String,
    ledger_href: String,
    board: NoticeBoard,
    /// What keeps it from being sent, as sentences.
    missing: Vec<String>,
    /// The words of the last one in the reader's language, else in the federation's.
    said: Option<(String, String)>,
    may_send: bool,
}

impl NoticePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: AssemblyId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let board = notice::notice_board(&visitor.app, actor, slug, id).await?;
        let federation = &board.found.federation;
        let base = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
        let said = board.notices.last().and_then(|last| {
            let words = &last.content.words;
            let own = words.get(visitor.locale().shown_in().tag());
            own.or_else(|| words.get(federation.locale.tag()))
                .map(|words| (words.subject.clone(), words.text.clone()))
        });
        Ok(Self {
            shell: assembly_shell(visitor, actor, &board.found)
                .crumb(None, visitor.texts.t("notice-title")),
            form,
            agenda_href: format!("{base}/agenda"),
            ledger_href: visitor.href(&format!("/staff/{slug}/mail")),
            base: format!("{base}/notice"),
            missing: board
                .missing
                .iter()
                .map(|problem| field_sentence(&visitor.texts, problem))
                .collect(),
            said,
            may_send: !board.is_over() && actor.may(Right::PrepareAssemblies, federation.id),
            board,
        })
    }
}

#[handler]
async fn notice_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    html(&NoticePage::load(&visitor, &slug, AssemblyId(id), FormData::default()).await?)
}

async fn refused(
    visitor: &Visitor,
    slug: &str,
    id: AssemblyId,
    mut form: FormData,
    error: AssemblyError,
) -> PageResult {
    let problem = error.problem();
    if !is_told_in_form(problem.kind) {
        return Err(Refused::from(error).into());
    }
    form.refuse(&visitor.texts, &problem);
    let page = NoticePage::load(visitor, slug, id, form).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
async fn send(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let (reason, revision) = (form.text("late_reason"), revision_of(&form));
    match notice::send_notice(&visitor.app, actor, &slug, id, &reason, revision).await {
        Ok(_) => {
            let rest = format!("/staff/{slug}/assemblies/{id}/notice");
            Ok(visitor.see_other_with(&rest, "notice-notice-sent"))
        }
        Err(e) => refused(&visitor, &slug, id, form, e).await,
    }
}

/// A letter in its own language.
struct PrintedNotice {
    texts: Texts,
    letter: NoticeLetter,
}

#[derive(Template)]
#[template(path = "assemblies/notice_letters.html")]
struct NoticeLettersPage {
    shell: Shell,
    found: FoundAssembly,
    letters: Vec<PrintedNotice>,
    back: String,
}

#[handler]
async fn print_letters(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let (found, letters) = match notice::print_letters(&visitor.app, actor, &slug, id).await {
        Ok(printed) => printed,
        Err(e) => return refused(&visitor, &slug, id, form, e).await,
    };
    html(&NoticeLettersPage {
        shell: assembly_shell(&visitor, actor, &found)
            .crumb(None, visitor.texts.t("notice-letters")),
        letters: letters
            .into_iter()
            .map(|letter| PrintedNotice {
                texts: visitor.app.texts.for_locale(letter.locale),
                letter,
            })
            .collect(),
        back: visitor.href(&format!("/staff/{slug}/assemblies/{id}/notice")),
        found,
    })
}
