//! The record of results (Niederschrift) as a page to print and to sign.

use askama::Template;
use poem::{handler, web::Path};

use super::{ElectionPath, sheet::ResultSheet, signatures, standing_label};
use crate::{
    elections::{
        actions::certification as actions,
        pages::{election_shell, place},
    },
    types::ElectionId,
    web::{PageResult, Refused, Shell, Visitor, html},
};

#[derive(Template)]
#[template(path = "elections/record.html")]
struct RecordPage {
    shell: Shell,
    body: String,
    day: String,
    term: String,
    standing: String,
    reason: String,
    /// Version, time, and who decided it; `None` for a draft.
    signed: Option<Signed>,
    seats: String,
    sheet: ResultSheet,
    back: String,
}

struct Signed {
    version: String,
    at: String,
    by: String,
    digest: String,
}

#[handler]
pub(super) async fn record_page(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = ElectionId(election);
    let record = actions::record(&visitor.app, actor, &slug, id)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let back = format!("{}/certification", visitor.href(&place(&slug, id)));
    let document = &record.document;
    html(&RecordPage {
        shell: election_shell(&visitor, actor, &record.federation, &record.line)
            .crumb(Some(back.clone()), texts.t("certification-title"))
            .crumb(None, texts.t("certification-record")),
        body: document.election.body.clone(),
        day: texts.day(document.election.day),
        term: document.election.term.clone(),
        standing: match &record.signed {
            Some(_) => texts.t(standing_label(document.standing)),
            None => texts.t("certification-draft"),
        },
        reason: document.reason.clone(),
        signed: record.signed.map(|version| Signed {
            version: texts.number(version.version),
            at: texts.instant(version.published_at),
            by: signatures(texts, &version),
            digest: version.digest,
        }),
        seats: texts.ta(
            "certification-seats-of-body",
            &[
                ("elected", document.election.seats.into()),
                ("appointed", document.election.appointed_seats.into()),
                ("ex_officio", document.election.ex_officio_seats.into()),
            ],
        ),
        sheet: ResultSheet::new(texts, document),
        back,
    })
}
