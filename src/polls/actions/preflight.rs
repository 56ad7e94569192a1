//! Looks at what has to be known before a poll is opened.

use super::PollError;
use crate::{
    App,
    audit::{self, Chain},
    db::{Conn, DbError},
    polls::{
        model::{
            OpeningPresence, Poll, Rule,
            preflight::{PreflightFacts, PreflightFinding, preflight},
        },
        store,
    },
    rolls, statutes,
    types::{Locale, Localized},
};

/// What is found now about opening a poll.
pub(super) async fn look(
    conn: &mut Conn,
    app: &App,
    poll: &Poll,
) -> Result<Vec<PreflightFinding>, DbError> {
    let (_, excluded) = store::boxes::excluded_figures(conn, poll.id).await?;
    let entitled = rolls::store::entitled_votes(conn, poll.roll).await? - excluded;
    let quorum = match &poll.rule {
        Rule::Motion(rule) => rule
            .quorum()
            .map(|quorum| quorum.needed(u64::try_from(entitled).unwrap_or(0))),
        Rule::Election(_) | Rule::Lists(_) | Rule::Ranked => None,
    };
    let last = audit::page(conn, Chain::Federation(poll.federation), None, 1).await?;
    let now = app.clock.now().unix_millis();
    let behind = last.first().map_or(0, |act| act.at.unix_millis() - now);
    Ok(preflight(&PreflightFacts {
        languages: Locale::offered()
            .filter(|locale| !is_written_in(poll, *locale))
            .collect(),
        without_code: store::preflight::entries_without_code(conn, poll).await?,
        entitled,
        quorum: quorum.map(|needed| i64::try_from(needed).unwrap_or(i64::MAX)),
        presence: presence(conn, poll).await?,
        seconds_behind: behind / 1_000,
        free_megabytes: free_megabytes(app),
        is_first: !store::preflight::was_one_opened(conn, poll).await?,
    }))
}

/// Who is there now against the quorum of the statutes that hold on the day; `None` where the poll belongs to no assembly.
///
/// A quorum of those who vote is known after the vote only: it does not stand in the way of opening.
pub(super) async fn presence(
    conn: &mut Conn,
    poll: &Poll,
) -> Result<Option<OpeningPresence>, DbError> {
    let Some(day) = store::presence::assembly_day(conn, poll).await? else {
        return Ok(None);
    };
    let (places, own, deputies, proxies) = store::presence::places(conn, poll).await?;
    let quorum = statutes::store::version_on(conn, poll.federation, day)
        .await?
        .and_then(|version| version.rules.quorum_of_those_present());
    let needed = quorum.as_ref().and_then(|rule| rule.quorum());
    let needed = needed.map(|quorum| quorum.needed(u64::try_from(places).unwrap_or(0)));
    Ok(Some(OpeningPresence {
        places,
        own,
        deputies,
        proxies,
        needed: needed.map(|needed| i64::try_from(needed).unwrap_or(i64::MAX)),
        article: quorum.map(|rule| rule.article).unwrap_or_default(),
    }))
}

/// What is found about opening, refused where something stands in the way.
pub(super) async fn check(
    conn: &mut Conn,
    app: &App,
    poll: &Poll,
) -> Result<Vec<PreflightFinding>, PollError> {
    let found = look(conn, app, poll).await?;
    match found.iter().find(|finding| finding.is_critical()) {
        Some(critical) => Err(PollError::Preflight(critical.clone())),
        None => Ok(found),
    }
}

fn is_written_in(poll: &Poll, locale: Locale) -> bool {
    let mut texts = [&poll.title, &poll.question]
        .into_iter()
        .chain(poll.options.iter().map(|option| &option.label));
    texts.all(|text: &Localized| text.has(locale))
}

/// Free room where an embedded database is; `None` elsewhere, and where the system does not say.
fn free_megabytes(app: &App) -> Option<i64> {
    if !app.db.is_embedded() {
        return None;
    }
    let file = app.config.database.trim_start_matches("sqlite:");
    let folder = std::path::Path::new(file).parent()?;
    let folder = if folder.as_os_str().is_empty() {
        std::path::Path::new(".")
    } else {
        folder
    };
    let room = rustix::fs::statvfs(folder).ok()?;
    let bytes = room.f_bavail.checked_mul(room.f_frsize)?;
    i64::try_from(bytes / 1_000_000).ok()
}
