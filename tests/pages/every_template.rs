//! Every page that can be reached, as everybody and in every language: whole, in its language and direction, with nothing foreign.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use mandat::{
    accounts::model::Role,
    cli::demo,
    types::{BodyId, FederationId, locale::Locale},
};
use poem::http::{Method, StatusCode};

use super::requests::assert_dressed;
use crate::{
    architecture::code::{attributes, tags},
    support::{Actor, Answer, Body, Federation},
};

/// Pages of one kind that are looked at: the first council, not all forty.
const OF_ONE_KIND: usize = 2;
/// Far above the number of kinds of pages; a walk that gets here goes in circles.
const MOST_PAGES: usize = 2_000;

/// The addresses that links and forms of a page name, as they stand there.
fn named(answer: &Answer) -> (Vec<String>, Vec<String>) {
    let (mut links, mut foreign) = (Vec::new(), Vec::new());
    for tag in tags(&answer.text()) {
        for (name, value) in attributes(&tag) {
            if !["href", "src", "action", "formaction", "srcset", "poster"].contains(&name.as_str())
            {
                continue;
            }
            let value = value.replace("&amp;", "&").replace("&#38;", "&");
            let ours = (value.starts_with('/') && !value.starts_with("//"))
                || value.starts_with('#')
                || value.starts_with('?');
            // A body's own website is a link that a person may follow; nothing is loaded from it.
            let followed_by_hand = tag.starts_with("a ")
                && (value.starts_with("https://")
                    || value.starts_with("http://")
                    || value.starts_with("mailto:"));
            let drawn_here = tag.starts_with("img ") && value.starts_with("data:image/");
            if ours && name == "href" && tag.starts_with("a ") {
                links.push(value.split('#').next().unwrap_or_default().to_owned());
            } else if !(ours || followed_by_hand || drawn_here) {
                foreign.push(format!("{name}={value}"));
            }
        }
    }
    (links, foreign)
}

/// What is wrong with a page by itself.
fn faults(answer: &Answer, locale: Locale) -> Vec<String> {
    let mut faults = Vec::new();
    let text = answer.text();
    if answer.status.is_server_error() {
        faults.push(format!("{}", answer.status));
    }
    if text.contains('⟦') {
        let missing = text
            .split('⟦')
            .nth(1)
            .and_then(|rest| rest.split('⟧').next())
            .unwrap_or_default();
        faults.push(format!("a text is missing: {missing}"));
    }
    if answer
        .header("content-type")
        .is_some_and(|t| t.starts_with("text/html"))
    {
        let html = format!(
            "<html lang=\"{}\" dir=\"{}\">",
            locale.tag(),
            locale.direction().as_str()
        );
        if !text.contains(&html) {
            faults.push(format!("not {html}"));
        }
        if text.matches("<h1").count() != 1 {
            faults.push(format!("{} main headings", text.matches("<h1").count()));
        }
        let (_, foreign) = named(answer);
        faults.extend(
            foreign
                .into_iter()
                .map(|address| format!("foreign address {address}")),
        );
        for tag in tags(&text) {
            let inline = attributes(&tag)
                .iter()
                .any(|(name, _)| name == "style" || name.starts_with("on"));
            if inline
                || (tag.starts_with("script") && !tag.contains("src="))
                || tag.starts_with("style")
            {
                faults.push(format!("inline <{tag}>"));
            }
        }
        let mut ids: Vec<_> = tags(&text)
            .iter()
            .flat_map(|tag| attributes(tag))
            .filter(|(name, _)| name == "id")
            .map(|(_, id)| id)
            .collect();
        ids.sort();
        if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            faults.push(format!("the id {} stands twice", pair[0]));
        }
    }
    faults
}

/// An address without what tells apart pages of one kind: ids, days and words of federations, values of parameters.
fn kind_of(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let segments = path.split('/').map(|segment| {
        if segment.contains(|c: char| c.is_ascii_digit()) {
            "0"
        } else {
            segment
        }
    });
    let names = query
        .split('&')
        .map(|pair| pair.split('=').next().unwrap_or_default());
    format!(
        "{}?{}",
        segments.collect::<Vec<_>>().join("/"),
        names.collect::<Vec<_>>().join("&")
    )
}

/// Follows links from the declared addresses that need nothing filled in but a federation and a body.
async fn walk(
    visitor: &Actor,
    locale: Locale,
    federation: &Federation,
    body: &Body,
) -> Vec<String> {
    let prefix = format!("/{}/", locale.tag());
    let mut queue: VecDeque<(String, Option<String>)> = mandat::page_routes()
        .declared()
        .iter()
        .filter(|route| route.method == Method::GET)
        .map(|route| {
            let path = route
                .path
                .replace(":lang", locale.tag())
                .replace(":slug", &federation.slug)
                .replace(":body", &body.id.0.to_string());
            (
                path.split('/')
                    .map(|s| {
                        if s.starts_with([':', '*']) {
                            "999999"
                        } else {
                            s
                        }
                    })
                    .collect::<Vec<_>>()
                    .join("/"),
                None,
            )
        })
        .collect();
    let mut seen: BTreeSet<String> = queue.iter().map(|(path, _)| path.clone()).collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    while let Some((path, from)) = queue.pop_front() {
        let answer = visitor.get(&path).await;
        assert_dressed(&answer);
        let mut found = faults(&answer, locale);
        // A page never offers what it then refuses.
        let refused = answer.status.is_client_error()
            || answer
                .location()
                .is_some_and(|to| to.contains("/sign-in?next="));
        if from.is_some() && refused {
            found.push(format!("a dead link: {}", answer.status));
        }
        let from = from
            .map(|from| format!(" (linked from {from})"))
            .unwrap_or_default();
        wrong.extend(
            found
                .into_iter()
                .map(|fault| format!("{}{from}: {fault}", answer.what)),
        );
        let onward = answer
            .location()
            .map(str::to_owned)
            .filter(|_| answer.status == StatusCode::SEE_OTHER && !refused);
        for link in named(&answer).0.into_iter().chain(onward) {
            let link = if link.starts_with('?') {
                format!("{}{link}", path.split('?').next().unwrap_or_default())
            } else {
                link
            };
            if !link.starts_with(&prefix) || !seen.insert(link.clone()) {
                continue;
            }
            let of_kind = kinds.entry(kind_of(&link)).or_default();
            *of_kind += 1;
            if *of_kind <= OF_ONE_KIND {
                queue.push_back((link, Some(path.clone())));
            }
        }
        assert!(
            seen.len() < MOST_PAGES,
            "the links never end: {:?}",
            seen.iter().rev().take(5).collect::<Vec<_>>()
        );
    }
    wrong
}

on_both_engines! {
    async fn every_page_is_whole_for_everybody_in_every_language_and_direction(app: TestApp) {
        let demo = demo::fill(&app.app, &app.clock).await.unwrap();
        let mut outside = app.outside().await;
        let id = outside.number("SELECT MIN(id) FROM federations").await;
        let slug = outside.texts("SELECT slug FROM federations ORDER BY id").await.remove(0);
        let federation = Federation { id: FederationId(id), slug };
        let body = outside.number(&format!("SELECT MIN(body_id) FROM delegates WHERE federation_id = {id}")).await;
        let council = Body { id: BodyId(body), federation: federation.id, name: "council".to_owned() };
        let registrar = app.officer(Role::Registrar, &federation).await;
        app.election_of_first_term(&registrar, &federation.slug, &council).await;
        let mut people = vec![app.stranger(), app.installation_admin().await, app.council_office(&council).await];
        for role in [Role::Registrar, Role::ElectionBoard, Role::Publisher, Role::Auditor] {
            people.push(app.officer(role, &federation).await);
        }
        let mut voter = app.stranger();
        voter.name = "voter".to_owned();
        voter.post_form("/de/vote", &[("code", &demo.codes[0].code)]).await.expect(StatusCode::SEE_OTHER);
        people.push(voter);
        let people_count = people.len();
        let mut wrong = Vec::new();
        for person in &people {
            for locale in Locale::ALL {
                wrong.extend(walk(person, *locale, &federation, &council).await);
            }
        }
        // The same fault is told once for everybody who meets it.
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for fault in wrong {
            let (_, fault) = fault.split_once(": GET ").unwrap();
            *told.entry(fault.to_owned()).or_default() += 1;
        }
        let lines: Vec<_> = told.iter().map(|(fault, people)| format!("{fault} ({people} of {people_count})")).collect();
        assert!(told.is_empty(), "{} faults:\n{}", lines.len(), lines.join("\n"));
    }
}

#[test]
fn the_walk_sees_foreign_addresses_and_missing_texts() {
    let page = |body: &str| Answer {
        what: String::new(),
        status: StatusCode::OK,
        headers: [(
            "content-type".parse().unwrap(),
            "text/html".parse().unwrap(),
        )]
        .into_iter()
        .collect(),
        body: format!("<html lang=\"de\" dir=\"ltr\"><h1>x</h1>{body}").into_bytes(),
    };
    assert!(
        faults(
            &page("<a href=\"/de/\">x</a><a href=\"https://verein.example\">y</a>"),
            Locale::De
        )
        .is_empty()
    );
    for body in [
        "<img src=\"https://evil.example/x.png\">",
        "<script src=\"//evil.example/x.js\"></script>",
        "<form action=\"https://evil.example\">",
        "<p style=\"color: red\">",
        "<p onclick=\"x()\">",
        "<script>x()</script>",
        "⟦missing⟧",
        "<h1>second</h1>",
        "<p id=\"a\"><p id=\"a\">",
    ] {
        assert_eq!(faults(&page(body), Locale::De).len(), 1, "{body}");
    }
    assert_eq!(faults(&page(""), Locale::ArXb).len(), 1);
}
