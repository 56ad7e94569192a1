use std::collections::HashSet;

use super::{
    ResultError,
    two_people::{WaitingResult, waiting_result},
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, DbError},
    polls::{
        self,
        count::PollCount,
        model::{Disclosure, Poll, PollLot, PollState, Secrecy, Transition},
    },
    registry::{self, model::Federation},
    results::{
        model::{
            self, CorrectionInput, Counted, DeputyInResult, Detail, FiguresInResult, NamedVote,
            NotPublishable, ProxyInResult, ResultDocument, SmallGroup, small_group,
        },
        store::{self, Version, VersionRow, WaitingPoll},
    },
    rolls,
    tally::poll::Ballot,
    types::{FederationId, PollId, Timestamp},
};

/// Results that are public, newest first.
pub struct Newest {
    pub federation: Federation,
    pub documents: Vec<ResultDocument>,
    pub total: i64,
}

/// The public results of a federation, for everybody.
pub async fn list(app: &App, slug: &str, limit: i64, offset: i64) -> Result<Newest, ResultError> {
    let federation = registry::actions::federation(app, slug).await?;
    let mut conn = app.db.read().await?;
    Ok(Newest {
        documents: store::newest(&mut conn, federation.id, limit, offset).await?,
        total: store::count_published(&mut conn, federation.id).await?,
        federation,
    })
}

/// The versions of a published result, newest first: what one query tells, before any document is read.
pub async fn versions(app: &App, slug: &str, poll: PollId) -> Result<Vec<VersionRow>, ResultError> {
    let versions = store::versions_by_slug(&mut app.db.read().await?, slug, poll).await?;
    if versions.is_empty() {
        return Err(ResultError::NotFound);
    }
    Ok(versions)
}

/// All versions of a published result with their documents, newest first.
pub struct PublishedVersions {
    pub all: Vec<Version>,
}

impl PublishedVersions {
    /// The newest one, or the one asked for.
    pub fn version(&self, wanted: Option<i64>) -> Option<&Version> {
        match wanted {
            None => self.all.first(),
            Some(number) => self.all.iter().find(|v| v.document.version == number),
        }
    }
}

/// The documents of a published result, for everybody.
pub async fn published(
    app: &App,
    federation: FederationId,
    poll: PollId,
) -> Result<PublishedVersions, ResultError> {
    let all = store::documents(&mut app.db.read().await?, federation, poll).await?;
    if all.is_empty() {
        return Err(ResultError::NotFound);
    }
    Ok(PublishedVersions { all })
}

/// What staff see of the results of a federation.
pub struct StaffResults {
    pub federation: Federation,
    pub waiting: Vec<WaitingPoll>,
    pub published: Vec<ResultDocument>,
    pub total: i64,
}

/// Counted polls that wait, and published results.
pub async fn staff_list(
    app: &App,
    actor: &Actor,
    slug: &str,
    limit: i64,
    offset: i64,
) -> Result<StaffResults, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    Ok(StaffResults {
        waiting: store::waiting(&mut conn, federation.id).await?,
        published: store::newest(&mut conn, federation.id, limit, offset).await?,
        total: store::count_published(&mut conn, federation.id).await?,
        federation,
    })
}

/// A result as staff see it: what would be published, or what is.
pub struct StaffResult {
    pub federation: Federation,
    pub poll: Poll,
    /// What the first version would say; `None` once published.
    pub preview: Option<Preview>,
    /// Newest first; empty until published.
    pub versions: Vec<Version>,
    /// What waits for a second person.
    pub waiting: Option<WaitingResult>,
}

/// A version before it is published.
pub struct Preview {
    pub document: ResultDocument,
    /// Why the figures of this secret poll would tell votes: for the publisher alone.
    pub small_group: Option<SmallGroup>,
    /// Whether all figures may be published.
    pub full_allowed: bool,
}

/// A counted or published poll, for staff; `wish` is the detail that a preview is to show.
pub async fn staff_result(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    wish: Option<Detail>,
) -> Result<StaffResult, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let poll = polls::store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(ResultError::NotFound)?;
    if poll.state < PollState::Counted || poll.voided.is_some() {
        poll.standing().after(Transition::Publish)?;
    }
    let versions = store::documents(&mut conn, federation.id, poll.id).await?;
    let preview = if versions.is_empty() {
        let material = Material::read(&mut conn, &federation, &poll, app.clock.now()).await?;
        let small_group = small_group(
            poll.secrecy,
            material.count.voters,
            &FiguresInResult::from(&material.count),
        );
        let sealed = poll.disclosure == Disclosure::OutcomeOnly;
        let full_allowed = !sealed && small_group != Some(SmallGroup::FewBallots);
        // A preview never refuses: what may not be shown in full is shown as it would be published.
        let wish = wish.filter(|_| full_allowed);
        Some(Preview {
            document: material.first(&federation, &poll, wish, app.clock.now())?,
            // Where figures are sealed, not even this is told.
            small_group: small_group.filter(|_| !sealed),
            full_allowed,
        })
    } else {
        None
    };
    Ok(StaffResult {
        waiting: waiting_result(&mut conn, &federation, &poll, app.clock.now()).await?,
        federation,
        poll,
        preview,
        versions,
    })
}

/// What the first version is made from, as read from the database.
pub(super) struct Material {
    /// With the lots.
    count: PollCount,
    lots: Vec<PollLot>,
    roll: rolls::model::Roll,
    excluded: (i64, i64),
    assembly: Option<model::AssemblyInResult>,
    roll_call: Option<Vec<NamedVote>>,
}

impl Material {
    pub(super) async fn read(
        conn: &mut Conn,
        federation: &Federation,
        poll: &Poll,
        now: Timestamp,
    ) -> Result<Self, ResultError> {
        let (count, lots) = polls::actions::count_with_lots(conn, poll)
            .await?
            .ok_or(ResultError::NotFound)?;
        let roll = rolls::store::find_roll(conn, federation.id, poll.roll)
            .await?
            .ok_or(ResultError::NotFound)?;
        let roll_call = match poll.secrecy {
            Secrecy::Secret => None,
            Secrecy::RollCall => {
                let today = now.day_in(&crate::types::TIME_ZONE);
                let rows = store::roll_call(conn, federation.id, poll.id, today).await?;
                Some(rows.into_iter().map(|row| named_vote(poll, row)).collect())
            }
        };
        Ok(Self {
            count,
            lots,
            excluded: polls::store::boxes::excluded_figures(conn, poll.id).await?,
            assembly: store::assembly_of_roll(conn, federation.id, roll.id).await?,
            roll,
            roll_call,
        })
    }

    pub(super) fn first(
        self,
        federation: &Federation,
        poll: &Poll,
        wish: Option<Detail>,
        at: Timestamp,
    ) -> Result<ResultDocument, NotPublishable> {
        let Self {
            count,
            roll,
            excluded,
            assembly,
            roll_call,
            lots,
        } = self;
        ResultDocument::first(
            Counted {
                federation,
                assembly,
                poll,
                roll: &roll,
                count: &count,
                lots: &lots,
                excluded,
                roll_call,
            },
            wish,
            at,
        )
    }
}

fn named_vote(poll: &Poll, row: store::RollCallRow) -> NamedVote {
    let marked = poll
        .paper()
        .and_then(|paper| Ballot::parse(paper, &row.ballot).ok())
        .map(|ballot| {
            ballot
                .marked()
                .map(|position| {
                    i64::try_from(position)
                        .unwrap_or(i64::MAX)
                        .saturating_add(1)
                })
                .collect()
        });
    NamedVote {
        number: row.number,
        name: (row.publishable != 0).then_some(row.name),
        deputy: row.deputy.map(|name| DeputyInResult {
            name: (row.deputy_publishable != 0).then_some(name),
        }),
        proxy: row.proxy.map(|name| ProxyInResult {
            name: (row.proxy_publishable != 0).then_some(name),
        }),
        body: row.body_name,
        votes: row.votes,
        marked,
    }
}

/// What the next version would say.
pub async fn preview_correction(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    input: &CorrectionInput,
) -> Result<ResultDocument, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::PublishResults, slug).await?;
    let mut conn = app.db.read().await?;
    let versions = store::documents(&mut conn, federation.id, poll).await?;
    let before = versions.first().ok_or(ResultError::NotPublished)?;
    let correction = input.parse(&before.document).map_err(ResultError::Fields)?;
    let now = app.clock.now();
    let mut document = before.document.corrected(&correction, now)?;
    hide_names(&mut conn, &federation, &mut document, now).await?;
    Ok(document)
}

/// A name whose consent was taken back is not published anew.
pub(super) async fn hide_names(
    conn: &mut Conn,
    federation: &Federation,
    document: &mut ResultDocument,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(votes) = &mut document.roll_call else {
        return Ok(());
    };
    let rows = store::roll_call(
        conn,
        federation.id,
        document.poll.id,
        now.day_in(&crate::types::TIME_ZONE),
    )
    .await?;
    let numbers = |may: fn(&&store::RollCallRow) -> bool| -> HashSet<i64> {
        rows.iter().filter(may).map(|row| row.number).collect()
    };
    let publishable = numbers(|row| row.publishable != 0);
    let deputy_publishable = numbers(|row| row.deputy_publishable != 0);
    let proxy_publishable = numbers(|row| row.proxy_publishable != 0);
    for vote in votes {
        if !publishable.contains(&vote.number) {
            vote.name = None;
        }
        if let Some(deputy) = &mut vote.deputy
            && !deputy_publishable.contains(&vote.number)
        {
            deputy.name = None;
        }
        if let Some(proxy) = &mut vote.proxy
            && !proxy_publishable.contains(&vote.number)
        {
            proxy.name = None;
        }
    }
    Ok(())
}
