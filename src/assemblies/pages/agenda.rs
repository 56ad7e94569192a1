//! The agenda: for staff to write and order, without any script; its rows also stand on the public page.

use std::collections::BTreeMap;

use askama::Template;
use poem::{handler, web::Path};

use super::{CHANGE, PollRow, READ, assembly_shell, is_told_in_form, poll_state};
use crate::{
    accounts::model::Right,
    assemblies::{
        actions::{
            AssemblyError, FoundAssembly,
            agenda::{self, Agenda},
            find_assembly_for,
        },
        model::agenda::{AgendaItemInput, ItemMove},
    },
    types::{AgendaDocumentId, AgendaItemId, AssemblyId, Explain, Locale, PollId},
    web::{
        FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html, html_with,
        pdf_to_keep,
    },
};

/// Routes of the agenda.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/agenda",
            READ,
            agenda_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda",
            CHANGE,
            add,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/copy",
            CHANGE,
            copy,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item",
            READ,
            item_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item",
            CHANGE,
            edit,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item/place",
            CHANGE,
            move_on,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item/remove",
            CHANGE,
            remove,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item/withdraw",
            CHANGE,
            withdraw,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item/polls",
            CHANGE,
            link_poll,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item/documents",
            CHANGE,
            add_document,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/agenda/:item/documents/:document/remove",
            CHANGE,
            remove_document,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/documents/:document",
            READ,
            document_file,
        )
}

/// An item on a page.
pub(super) struct AgendaRow {
    pub id: AgendaItemId,
    pub number: String,
    pub depth: i64,
    pub title: String,
    /// Planned time, duration and mover, each as it is read.
    pub notes: Vec<String>,
    pub withdrawn: Option<String>,
    /// How it differs from the notice.
    pub change: Option<String>,
    /// Address and name.
    pub documents: Vec<(String, String)>,
    pub polls: Vec<PollRow>,
}

/// The items as a page shows them. `documents` is the address of the folder of documents; `poll_href` says where a poll leads.
pub(super) fn rows(
    visitor: &Visitor,
    fallback: Locale,
    agenda: &Agenda,
    documents: &str,
    poll_href: impl Fn(&crate::assemblies::model::PollLine) -> Option<String>,
) -> Vec<AgendaRow> {
    let texts = &visitor.texts;
    let in_words = |text: &crate::types::Localized| {
        text.in_language(visitor.locale(), &[fallback]).0.to_owned()
    };
    agenda
        .numbered()
        .map(|(number, item)| {
            let mut notes = Vec::new();
            notes.extend(
                item.clock()
                    .map(|at| texts.ta("agenda-at", &[("time", at.into())])),
            );
            notes.extend(
                item.minutes
                    .map(|n| texts.ta("agenda-minutes", &[("n", n.into())])),
            );
            if !item.mover.is_empty() {
                notes.push(texts.ta("agenda-by", &[("mover", (&item.mover).into())]));
            }
            let change = agenda.changes.items.get(&item.id);
            let polls = item.polls.iter().filter_map(|id| agenda.poll(*id));
            AgendaRow {
                id: item.id,
                number: number.to_owned(),
                depth: item.depth,
                title: in_words(&item.title),
                notes,
                withdrawn: item.withdrawn.as_ref().map(|(_, reason)| reason.clone()),
                change: change.map(|change| texts.t(change.label())),
                documents: item
                    .documents
                    .iter()
                    .map(|d| (format!("{documents}/{}", d.id), d.name.clone()))
                    .collect(),
                polls: polls
                    .map(|poll| {
                        let (tone, state) = poll_state(texts, poll.state);
                        PollRow {
                            href: poll_href(poll),
                            title: in_words(&poll.title),
                            tone,
                            state,
                        }
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Languages in which texts can be given, the federation's first.
pub(super) fn languages(first: Locale) -> Vec<(Locale, String)> {
    let mut languages: Vec<_> = Locale::offered().collect();
    languages.sort_by_key(|l| *l != first);
    languages
        .into_iter()
        .map(|l| (l, l.own_name().to_owned()))
        .collect()
}

/// The texts of a field in several languages: `title.de`.
pub(super) fn texts_of(form: &FormData, field: &str) -> BTreeMap<String, String> {
    form.fields()
        .filter_map(|(name, text)| {
            let tag = name.strip_prefix(field)?.strip_prefix('.')?;
            Some((tag.to_owned(), text.to_owned()))
        })
        .collect()
}

fn input_of(form: &FormData) -> AgendaItemInput {
    AgendaItemInput {
        title: texts_of(form, "title"),
        mover: form.text("mover"),
        starts_at: form.text("starts_at"),
        minutes: form.text("minutes"),
    }
}

pub(super) fn revision_of(form: &FormData) -> i64 {
    form.text("revision").parse().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "assemblies/agenda.html")]
struct AgendaPage {
    shell: Shell,
    form: FormData,
    base: String,
    notice_href: String,
    motions_href: String,
    rows: Vec<AgendaRow>,
    /// Each with its number and title, to stand under.
    parents: Vec<(String, String)>,
    /// Assemblies whose agenda can be taken over.
    others: Vec<(String, String)>,
    moves: Vec<(&'static str, String)>,
    languages: Vec<(Locale, String)>,
    revision: i64,
    has_notice: bool,
    is_changed: bool,
    may_change: bool,
}

impl AgendaPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: AssemblyId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (found, agenda) = agenda::agenda(&visitor.app, actor, slug, id).await?;
        let base = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
        let documents = format!("{base}/documents");
        let federation = &found.federation;
        let rows = rows(visitor, federation.locale, &agenda, &documents, |poll| {
            Some(visitor.href(&format!("/staff/{slug}/polls/{}", poll.id)))
        });
        Ok(Self {
            shell: assembly_shell(visitor, actor, &found)
                .crumb(None, visitor.texts.t("agenda-title")),
            form,
            parents: rows
                .iter()
                .filter(|row| row.withdrawn.is_none())
                .map(|row| (row.id.to_string(), format!("{} {}", row.number, row.title)))
                .collect(),
            others: if rows.is_empty() {
                let others = agenda::other_assemblies(&visitor.app, &found).await?;
                others
                    .into_iter()
                    .map(|a| (a.id.to_string(), a.title))
                    .collect()
            } else {
                Vec::new()
            },
            rows,
            notice_href: format!("{base}/notice"),
            motions_href: format!("{base}/motions"),
            base: format!("{base}/agenda"),
            moves: ItemMove::ALL
                .iter()
                .map(|way| (way.as_str(), visitor.texts.t(way.label())))
                .collect(),
            languages: languages(federation.locale),
            revision: agenda.revision,
            has_notice: agenda.notices > 0,
            is_changed: !agenda.changes.is_empty(),
            may_change: actor.may(Right::PrepareAssemblies, federation.id),
        })
    }
}

#[handler]
async fn agenda_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    html(&AgendaPage::load(&visitor, &slug, AssemblyId(id), FormData::default()).await?)
}

/// The agenda after something was done to it, or again with what was refused.
async fn on_agenda<T>(
    visitor: &Visitor,
    slug: &str,
    id: AssemblyId,
    mut form: FormData,
    result: Result<T, AssemblyError>,
) -> PageResult {
    let Err(error) = result else {
        let rest = format!("/staff/{slug}/assemblies/{id}/agenda");
        return Ok(visitor.see_other_with(&rest, "notice-saved"));
    };
    let problem = error.problem();
    if !is_told_in_form(problem.kind) {
        return Err(Refused::from(error).into());
    }
    form.refuse(&visitor.texts, &problem);
    let page = AgendaPage::load(visitor, slug, id, form).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
async fn add(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let parent = form.text("parent").parse().ok();
    let (input, revision) = (input_of(&form), revision_of(&form));
    let result = agenda::add_item(&visitor.app, actor, &slug, id, parent, &input, revision).await;
    on_agenda(&visitor, &slug, id, form, result).await
}

#[handler]
async fn copy(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let other = AssemblyId(form.text("from").parse().unwrap_or_default());
    let revision = revision_of(&form);
    let result = agenda::copy_from(&visitor.app, actor, &slug, id, other, revision).await;
    on_agenda(&visitor, &slug, id, form, result).await
}

#[handler]
async fn move_on(
    visitor: Visitor,
    Path((_, slug, id, item)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, item) = (AssemblyId(id), AgendaItemId(item));
    let result = match ItemMove::parse(&form.text("way")) {
        Some(way) => {
            let revision = revision_of(&form);
            agenda::move_item(&visitor.app, actor, &slug, (id, item), way, revision).await
        }
        None => {
            let right = Right::PrepareAssemblies;
            find_assembly_for(&visitor.app, actor, right, &slug, id)
                .await
                .and(Err(AssemblyError::NoPlace))
        }
    };
    // Nothing is typed here; the form below stays empty.
    on_agenda(&visitor, &slug, id, FormData::default(), result).await
}

#[derive(Template)]
#[template(path = "assemblies/agenda_item.html")]
struct ItemPage {
    shell: Shell,
    form: FormData,
    base: String,
    back: String,
    row: AgendaRow,
    /// Id and name of each document.
    documents: Vec<(AgendaDocumentId, String, String)>,
    /// Polls that stand under this item, and those that could.
    linked: Vec<(String, String)>,
    free: Vec<(String, String)>,
    languages: Vec<(Locale, String)>,
    revision: i64,
    may_change: bool,
}

impl ItemPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        (id, item): (AssemblyId, AgendaItemId),
        typed: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (found, agenda) = agenda::agenda(&visitor.app, actor, slug, id).await?;
        let FoundAssembly { federation, .. } = &found;
        let (_, stored) = agenda.find(item).ok_or(AssemblyError::NotFound)?;
        let base = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
        let documents = format!("{base}/documents");
        let row = rows(visitor, federation.locale, &agenda, &documents, |_| None)
            .into_iter()
            .find(|row| row.id == item)
            .ok_or(AssemblyError::NotFound)?;
        let form = typed.unwrap_or_else(|| {
            let mut form = FormData::default();
            for (locale, text) in stored.title.iter() {
                form.set(&format!("title.{locale}"), text);
            }
            form.set("mover", stored.mover.clone());
            form.set("starts_at", stored.clock().unwrap_or_default());
            form.set(
                "minutes",
                stored.minutes.map(|n| n.to_string()).unwrap_or_default(),
            );
            form
        });
        let choice = |poll: &crate::assemblies::model::PollLine| {
            let title = poll
                .title
                .in_language(visitor.locale(), &[federation.locale])
                .0;
            (poll.id.to_string(), title.to_owned())
        };
        let (linked, free): (Vec<_>, Vec<_>) = agenda
            .polls
            .iter()
            .partition(|poll| stored.polls.contains(&poll.id));
        let back = format!("{base}/agenda");
        Ok(Self {
            shell: assembly_shell(visitor, actor, &found)
                .crumb(Some(back.clone()), visitor.texts.t("agenda-title"))
                .crumb(None, &row.number),
            form,
            documents: stored
                .documents
                .iter()
                .map(|d| (d.id, d.name.clone(), format!("{documents}/{}", d.id)))
                .collect(),
            linked: linked.into_iter().map(choice).collect(),
            free: free.into_iter().map(choice).collect(),
            languages: languages(federation.locale),
            revision: agenda.revision,
            may_change: row.withdrawn.is_none()
                && actor.may(Right::PrepareAssemblies, federation.id),
            base: format!("{back}/{item}"),
            back,
            row,
        })
    }
}

#[handler]
async fn item_page(
    visitor: Visitor,
    Path((_, slug, id, item)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let place = (AssemblyId(id), AgendaItemId(item));
    html(&ItemPage::load(&visitor, &slug, place, None).await?)
}

/// The item after something was done to it, or again with what was refused. What was typed is shown again where it was the item.
async fn on_item<T>(
    visitor: &Visitor,
    slug: &str,
    place: (AssemblyId, AgendaItemId),
    typed: Option<FormData>,
    result: Result<T, AssemblyError>,
) -> PageResult {
    let (id, item) = place;
    let Err(error) = result else {
        let rest = format!("/staff/{slug}/assemblies/{id}/agenda/{item}");
        return Ok(visitor.see_other_with(&rest, "notice-saved"));
    };
    let problem = error.problem();
    if !is_told_in_form(problem.kind) {
        return Err(Refused::from(error).into());
    }
    let mut page = ItemPage::load(visitor, slug, place, typed).await?;
    page.form.refuse(&visitor.texts, &problem);
    html_with(status_of(problem.kind), &page)
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, id, item)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), AgendaItemId(item));
    let (input, revision) = (input_of(&form), revision_of(&form));
    let result = agenda::edit_item(&visitor.app, actor, &slug, place, &input, revision).await;
    on_item(&visitor, &slug, place, Some(form), result).await
}

#[handler]
async fn remove(
    visitor: Visitor,
    Path((_, slug, id, item)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), AgendaItemId(item));
    match agenda::delete_item(&visitor.app, actor, &slug, place, revision_of(&form)).await {
        Ok(()) => {
            let rest = format!("/staff/{slug}/assemblies/{id}/agenda");
            Ok(visitor.see_other_with(&rest, "notice-removed"))
        }
        Err(e) => on_item::<()>(&visitor, &slug, place, None, Err(e)).await,
    }
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, id, item)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), AgendaItemId(item));
    let (reason, revision) = (form.text("reason"), revision_of(&form));
    let result = agenda::withdraw_item(&visitor.app, actor, &slug, place, &reason, revision).await;
    on_item(&visitor, &slug, place, None, result).await
}

#[handler]
async fn link_poll(
    visitor: Visitor,
    Path((_, slug, id, item)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), AgendaItemId(item));
    let poll = PollId(form.text("poll").parse().unwrap_or_default());
    let (is_linked, revision) = (!form.has("do", "unlink"), revision_of(&form));
    let result =
        agenda::link_poll(&visitor.app, actor, &slug, place, poll, is_linked, revision).await;
    on_item(&visitor, &slug, place, None, result).await
}

#[handler]
async fn add_document(
    visitor: Visitor,
    Path((_, slug, id, item)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), AgendaItemId(item));
    let name = form.upload_name("document");
    let file = (name.as_str(), form.upload("document").unwrap_or_default());
    let revision = revision_of(&form);
    let result = agenda::add_document(&visitor.app, actor, &slug, place, file, revision).await;
    on_item(&visitor, &slug, place, None, result).await
}

#[handler]
async fn remove_document(
    visitor: Visitor,
    Path((_, slug, id, item, document)): Path<(String, String, i64, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), AgendaItemId(item));
    let (document, revision) = (AgendaDocumentId(document), revision_of(&form));
    let result =
        agenda::delete_document(&visitor.app, actor, &slug, place, document, revision).await;
    on_item(&visitor, &slug, place, None, result).await
}

#[handler]
async fn document_file(
    visitor: Visitor,
    Path((_, slug, id, document)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), AgendaDocumentId(document));
    let (name, content) = agenda::document(&visitor.app, actor, &slug, place)
        .await
        .map_err(Refused::from)?;
    Ok(pdf_to_keep(&name, content))
}
