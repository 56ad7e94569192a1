//! Voting without scripts, from the code to the receipt, and what people and programs do to its pages.

mod after_casting;
mod kiosk;
mod links;
mod proxies;
mod way;

use std::collections::BTreeSet;

use mandat::types::Locale;
use poem::http::StatusCode;

use crate::{
    architecture::code::{attributes, tags},
    support::{
        Actor, Answer, TestApp,
        electorate::{by_name, election, motion},
    },
};

fn text(app: &TestApp, key: &'static str) -> String {
    app.app.texts.for_locale(Locale::De).t(key)
}

fn path(poll: i64) -> String {
    format!("/de/vote/polls/{poll}")
}

/// Sends a choice to a step of the voting pages.
async fn send(voter: &Actor, poll: i64, step: &str, choices: &[&str]) -> Answer {
    let fields: Vec<_> = choices.iter().map(|choice| ("choices", *choice)).collect();
    voter
        .post_form(&format!("{}{step}", path(poll)), &fields)
        .await
}

async fn cast(voter: &Actor, poll: i64, choices: &[&str]) {
    let mut fields: Vec<_> = choices.iter().map(|choice| ("choices", *choice)).collect();
    if choices == ["blank"] {
        fields.push(("blank_confirmed", "yes"));
    }
    let answer = voter
        .post_form(&format!("{}/cast", path(poll)), &fields)
        .await
        .expect(StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), Some(&*format!("{}/done", path(poll))));
}

/// Ballots in all open boxes, and marks.
async fn ballots_and_marks(app: &TestApp) -> (i64, i64) {
    let mut outside = app.outside().await;
    (
        outside.number("SELECT COUNT(*) FROM ballots").await,
        outside.number("SELECT COUNT(*) FROM marks").await,
    )
}

/// Tags of the inputs by which one chooses.
fn choices(answer: &Answer) -> Vec<String> {
    tags(&answer.text())
        .into_iter()
        .filter(|tag| tag.starts_with("input") && tag.contains("name=\"choices\""))
        .collect()
}

fn attribute(tag: &str, wanted: &str) -> Option<String> {
    attributes(tag)
        .into_iter()
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value)
}

/// What is chosen on a page: ticked, or carried along.
fn chosen(answer: &Answer) -> BTreeSet<String> {
    choices(answer)
        .iter()
        .filter(|tag| tag.contains(" checked") || tag.contains("type=\"hidden\""))
        .filter_map(|tag| attribute(tag, "value"))
        .collect()
}

/// Method, address and fields of a form.
pub type Form = (String, String, Vec<(String, String)>);

/// A form as a browser, or a program that opens links, would send it untouched: method, address, fields.
pub fn forms(page: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    for part in page.split("<form").skip(1) {
        let inside = format!("<form{}", part.split("</form>").next().unwrap_or_default());
        let tags = tags(&inside);
        let method = attribute(&tags[0], "method").unwrap_or_else(|| "get".to_owned());
        let action = attribute(&tags[0], "action").unwrap_or_default();
        let fields = tags[1..]
            .iter()
            .filter(|tag| {
                tag.starts_with("input") || tag.starts_with("textarea") || tag.starts_with("select")
            })
            .filter(|tag| {
                let kind = attribute(tag, "type").unwrap_or_default();
                !["radio", "checkbox"].contains(&kind.as_str()) || tag.contains(" checked")
            })
            .filter_map(|tag| {
                Some((
                    attribute(tag, "name")?,
                    attribute(tag, "value").unwrap_or_default(),
                ))
            })
            .collect();
        forms.push((method, action, fields));
    }
    forms
}
