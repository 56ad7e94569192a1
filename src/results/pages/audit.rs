use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    audit::Entry,
    results::actions::{self, AUDIT_PAGE, AuditPage},
    web::{PageResult, Refused, Shell, Visitor, html, texts::Texts},
};

#[derive(Template)]
#[template(path = "results/audit.html")]
struct LogPage {
    shell: Shell,
    rows: Vec<LogRow>,
    newest: Option<String>,
    older: Option<String>,
    position: String,
    /// Between what was and what is, in the direction of reading.
    arrow: &'static str,
}

struct LogRow {
    seq: i64,
    at: String,
    actor: String,
    act: String,
    subject: String,
    /// What, from, to.
    changes: Vec<(String, String, String)>,
    hash: String,
}

#[derive(Deserialize)]
pub(super) struct BeforeQuery {
    before: Option<i64>,
}

impl LogPage {
    fn new(texts: &Texts, shell: Shell, page: &AuditPage, here: &str, before: Option<i64>) -> Self {
        let seq = |entry: Option<&Entry>| entry.map_or(0, |e| e.seq);
        Self {
            rows: page.entries.iter().map(|entry| row(texts, entry)).collect(),
            arrow: if shell.dir == "rtl" { "←" } else { "→" },
            newest: before.map(|_| here.to_owned()),
            older: page.older.map(|seq| format!("{here}?before={seq}")),
            position: texts.ta(
                "audit-position",
                &[
                    ("from", seq(page.entries.first()).into()),
                    ("to", seq(page.entries.last()).into()),
                ],
            ),
            shell,
        }
    }
}

fn row(texts: &Texts, entry: &Entry) -> LogRow {
    LogRow {
        seq: entry.seq,
        at: texts.instant(entry.at),
        actor: entry.actor.clone(),
        act: act_in_words(texts, &entry.act),
        subject: format!("{} {}", entry.subject, entry.subject_id),
        changes: changes(&entry.before, &entry.after),
        hash: entry.hash.clone(),
    }
}

/// An act as a sentence; one that has none is shown by its name.
fn act_in_words(texts: &Texts, act: &str) -> String {
    match super::acts::key(act) {
        Some(key) => texts.t(key),
        None => act.replace('_', " "),
    }
}

/// The fields that differ, each with what it was and what it is.
fn changes(before: &str, after: &str) -> Vec<(String, String, String)> {
    let read = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    flatten("", &read(before), &mut old);
    flatten("", &read(after), &mut new);
    let value = |list: &[(String, String)], path: &str| {
        list.iter()
            .find(|(p, _)| p == path)
            .map(|(_, v)| v.clone())
            .unwrap_or_default()
    };
    let mut paths: Vec<&String> = old.iter().chain(&new).map(|(path, _)| path).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .map(|path| (path.clone(), value(&old, path), value(&new, path)))
        .filter(|(_, was, is)| was != is)
        .collect()
}

fn flatten(path: &str, value: &Value, into: &mut Vec<(String, String)>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Null => {}
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| flatten(&below(name), value, into)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, value)| flatten(&below(&(i + 1).to_string()), value, into)),
        Value::String(text) => into.push((path.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => into.push((path.to_owned(), value.to_string())),
    }
}

#[handler]
pub(super) async fn federation_log(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<BeforeQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (federation, page) =
        actions::federation_audit(&visitor.app, actor, &slug, query.before, AUDIT_PAGE)
            .await
            .map_err(Refused::from)?;
    let shell = visitor
        .shell()
        .staff_federation(actor, federation.id, &slug, &federation.name)
        .crumb(None, visitor.texts.t("audit-title"));
    let here = visitor.href(&format!("/staff/{slug}/audit"));
    html(&LogPage::new(
        &visitor.texts,
        shell,
        &page,
        &here,
        query.before,
    ))
}

#[handler]
pub(super) async fn installation_log(
    visitor: Visitor,
    Query(query): Query<BeforeQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let page = actions::installation_audit(&visitor.app, actor, query.before, AUDIT_PAGE)
        .await
        .map_err(Refused::from)?;
    let shell = visitor.shell().crumb(None, visitor.texts.t("audit-title"));
    html(&LogPage::new(
        &visitor.texts,
        shell,
        &page,
        &visitor.href("/staff/audit"),
        query.before,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_field_by_field() {
        let changed = changes(
            r#"{"state":"open","title":{"de":"A"},"n":1}"#,
            r#"{"state":"closed","title":{"de":"A","en":"B"},"n":1}"#,
        );
        let shown: Vec<(&str, &str, &str)> = changed
            .iter()
            .map(|(p, a, b)| (p.as_str(), a.as_str(), b.as_str()))
            .collect();
        assert_eq!(shown, [("state", "open", "closed"), ("title.en", "", "B")]);
        assert_eq!(
            changes("null", r#"{"a":[true]}"#),
            [("a.1".to_owned(), String::new(), "true".to_owned())]
        );
        assert!(changes("nonsense", "null").is_empty());
    }
}
