//! What everybody reads about the assemblies of a federation.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};

use super::{
    PageQuery, PollRow,
    agenda::{AgendaRow, rows},
    poll_state,
};
use crate::{
    assemblies::{
        actions::{self, PublicAssembly},
        model::{Assembly, form_basis::Resolution},
    },
    polls::model::Standing,
    types::{AgendaDocumentId, AssemblyId, Localized},
    web::{Access, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html, pdf_to_keep},
};

/// Public routes of this room.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/federations/:slug/assemblies",
            Access::Public,
            list_page,
        )
        .get(
            "/:lang/federations/:slug/assemblies/:assembly",
            Access::Public,
            assembly_page,
        )
        .get(
            "/:lang/federations/:slug/assemblies/:assembly/documents/:document",
            Access::Public,
            document_file,
        )
}

#[derive(Template)]
#[template(path = "assemblies/public_assemblies.html")]
struct PublicAssembliesPage {
    shell: Shell,
    base: String,
    calendar: String,
    /// Each with the name of its form.
    assemblies: Vec<(Assembly, String)>,
    page: i64,
    last_page: i64,
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let paging = Paging::of(query.page, None);
    let limits = (paging.limit, paging.offset);
    let (federation, assemblies, total) = actions::public_assemblies(&visitor.app, &slug, limits)
        .await
        .map_err(Refused::from)?;
    html(&PublicAssembliesPage {
        shell: visitor
            .shell()
            .public_federation(&federation.slug, &federation.name),
        base: visitor.href(&format!("/federations/{slug}/assemblies")),
        calendar: visitor.href(&format!("/federations/{slug}/calendar.ics")),
        assemblies: assemblies
            .into_iter()
            .map(|a| {
                let form = visitor.texts.t(a.form.label());
                (a, form)
            })
            .collect(),
        page: paging.page(),
        last_page: paging.last_page(total),
    })
}

#[derive(Template)]
#[template(path = "assemblies/public_assembly.html")]
struct PublicAssemblyPage {
    shell: Shell,
    assembly: Assembly,
    form_name: String,
    /// Title of the statutes that hold on its day.
    statutes: Option<String>,
    /// By which resolution it is virtual.
    resolution: Option<String>,
    /// How to take part electronically.
    electronic: Option<String>,
    /// Where motions are read, once there are any.
    motions: Option<String>,
    /// The agenda, once the members were called.
    rows: Vec<AgendaRow>,
    polls: Vec<PollRow>,
}

#[handler]
async fn assembly_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    let PublicAssembly {
        federation,
        assembly,
        polls,
        statutes,
        basis,
        resolution,
        agenda,
    } = actions::public_assembly(&visitor.app, &slug, AssemblyId(id))
        .await
        .map_err(Refused::from)?;
    let (_, _, motions) = actions::motions::public_motions(&visitor.app, &slug, assembly.id)
        .await
        .map_err(Refused::from)?;
    let list = visitor.href(&format!("/federations/{slug}/assemblies"));
    let in_words = |text: &Localized| {
        let (text, _) = text.in_language(visitor.locale(), &[federation.locale]);
        text.to_owned()
    };
    let documents = format!("{list}/{id}/documents");
    let rows = agenda.as_ref().map_or(Vec::new(), |agenda| {
        rows(&visitor, federation.locale, agenda, &documents, |poll| {
            (poll.state == Standing::Published)
                .then(|| visitor.href(&format!("/federations/{slug}/results/{}", poll.id)))
        })
    });
    html(&PublicAssemblyPage {
        shell: visitor
            .shell()
            .public_federation(&federation.slug, &federation.name)
            .crumb(Some(list.clone()), visitor.texts.t("assemblies-title"))
            .crumb(None, &assembly.title),
        form_name: visitor.texts.t(assembly.form.label()),
        motions: (!motions.is_empty()).then(|| format!("{list}/{id}/motions")),
        statutes,
        resolution: match (&basis.resolution, resolution) {
            (Some(Resolution::Text { text, on }), _) => {
                Some(format!("{text} ({})", visitor.texts.day(*on)))
            }
            (Some(Resolution::Poll(_)) | None, earlier) => earlier.map(|earlier| {
                let day = visitor.texts.day(earlier.day);
                format!("{} ({}, {day})", in_words(&earlier.title), earlier.assembly)
            }),
        },
        electronic: basis
            .electronic
            .as_ref()
            .filter(|_| agenda.is_some())
            .map(in_words),
        rows,
        polls: polls
            .into_iter()
            .map(|poll| {
                let (tone, state) = poll_state(&visitor.texts, poll.state);
                let title = poll
                    .title
                    .in_language(visitor.locale(), &[federation.locale])
                    .0;
                PollRow {
                    href: (poll.state == Standing::Published)
                        .then(|| visitor.href(&format!("/federations/{slug}/results/{}", poll.id))),
                    title: title.to_owned(),
                    tone,
                    state,
                }
            })
            .collect(),
        assembly,
    })
}

#[handler]
async fn document_file(
    visitor: Visitor,
    Path((_, slug, id, document)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let place = (AssemblyId(id), AgendaDocumentId(document));
    let (name, content) = actions::agenda::public_document(&visitor.app, &slug, place)
        .await
        .map_err(Refused::from)?;
    Ok(pdf_to_keep(&name, content))
}
