//! The versions of a result side by side: when, why, and what each changed.

use super::view::ResultView;
use crate::{
    results::{actions::PublishedVersions, model::ResultDocument},
    types::Locale,
    web::texts::Texts,
};

/// A version in the list of versions.
pub struct VersionLine {
    pub title: String,
    pub href: String,
    pub shown: bool,
    pub reason: String,
    /// What it is about, what it was, what it is now.
    pub changes: Vec<(String, String, String)>,
    /// Name of the account that published it; shown to staff alone.
    pub account_name: String,
    pub digest: String,
}

/// All versions, newest first; `here` is the address of the page.
pub(super) fn version_lines(
    texts: &Texts,
    locale: Locale,
    published: &PublishedVersions,
    here: &str,
    shown: i64,
) -> Vec<VersionLine> {
    let befores = published
        .all
        .iter()
        .skip(1)
        .map(|v| Some(&v.document))
        .chain([None]);
    published
        .all
        .iter()
        .zip(befores)
        .map(|(version, before)| {
            let document = &version.document;
            VersionLine {
                title: texts.ta(
                    "results-version-at",
                    &[
                        ("version", document.version.into()),
                        ("at", texts.instant(document.published_at).into()),
                    ],
                ),
                href: format!("{here}?version={}", document.version),
                shown: document.version == shown,
                reason: document.reason.clone(),
                changes: before
                    .map_or_else(Vec::new, |before| changes(texts, locale, before, document)),
                account_name: version.account_name.clone(),
                digest: version.digest.clone(),
            }
        })
        .collect()
}

/// What differs between two versions, in the words of their pages.
pub(super) fn changes(
    texts: &Texts,
    locale: Locale,
    before: &ResultDocument,
    after: &ResultDocument,
) -> Vec<(String, String, String)> {
    let (old, new) = (facts(texts, locale, before), facts(texts, locale, after));
    let mut list = Vec::new();
    for (label, now) in &new {
        let was = old
            .iter()
            .find(|(l, _)| l == label)
            .map_or("–", |(_, value)| value.as_str());
        if was != now {
            list.push((label.clone(), was.to_owned(), now.clone()));
        }
    }
    for (label, was) in old {
        if new.iter().all(|(l, _)| *l != label) {
            list.push((label, was, "–".to_owned()));
        }
    }
    list
}

fn facts(texts: &Texts, locale: Locale, document: &ResultDocument) -> Vec<(String, String)> {
    let view = ResultView::new(texts, locale, document);
    let mut facts = vec![(texts.t("results-csv-result"), view.headline)];
    facts.extend(
        view.options
            .into_iter()
            .filter_map(|row| Some((row.name, row.votes?))),
    );
    facts.push((texts.t("results-voters"), texts.number(document.voters)));
    for (key, n) in document.figures.iter().flat_map(|f| {
        [
            (crate::key!("results-valid"), f.valid),
            (crate::key!("results-blank"), f.blank),
            (crate::key!("results-invalid"), f.invalid),
        ]
    }) {
        facts.push((texts.t(key), texts.number(n)));
    }
    if !document.note.is_empty() {
        facts.push((texts.t("results-note"), document.note.clone()));
    }
    facts
}
