//! What everybody may read of federations and their bodies. Names of people leave this file only where consent or a public
//! office allows it.

use std::collections::{HashMap, HashSet};

use super::ResultError;
use crate::{
    App,
    db::Conn,
    delegates::{
        self,
        model::{DelegateRole, DelegateState},
    },
    elections::{self, store::versions::OverviewRow},
    registry::{
        self,
        model::{
            BodyKind, BodyOnDay, Federation,
            body::Profile,
            body::WorkField,
            country::Country,
            mandate::Function,
            person::search_patterns,
            term::{SeatOrigin, Term},
        },
        store::{bodies::BodyFilter, bodies::page_of_bodies},
    },
    results::{
        model::{AssemblyInResult, ResultDocument},
        store,
    },
    types::{AssemblyId, BodyId, Day, ElectionId, FederationId, PersonId},
};

/// All federations of the installation.
pub async fn federations(app: &App) -> Result<Vec<Federation>, ResultError> {
    Ok(registry::store::list_federations(&mut app.db.read().await?).await?)
}

/// A federation as everybody sees it.
pub struct PublicFederation {
    pub federation: Federation,
    /// Bodies that are members today.
    pub bodies: i64,
    pub results: i64,
    /// Federations that it belongs to today.
    pub parents: Vec<Federation>,
    /// Federations that belong to it today.
    pub members: Vec<Federation>,
    pub next_assembly: Option<(AssemblyId, AssemblyInResult)>,
    pub newest: Vec<ResultDocument>,
    /// The newest election day with the number of bodies elected.
    pub newest_election_day: Option<(Day, i64)>,
}

/// Results on the page of a federation.
const NEWEST: i64 = 4;

/// A federation for everybody.
pub async fn public_federation(app: &App, slug: &str) -> Result<PublicFederation, ResultError> {
    let federation = registry::actions::federation(app, slug).await?;
    let today = app.clock.today();
    let mut conn = app.db.read().await?;
    let memberships = registry::store::memberships_of(&mut conn, federation.id).await?;
    let today_only = |from: Day, to: Option<Day>| from <= today && to.is_none_or(|to| to >= today);
    let current: Vec<_> = memberships
        .into_iter()
        .filter(|m| today_only(m.from, m.to))
        .collect();
    let by_id: HashMap<FederationId, Federation> = if current.is_empty() {
        HashMap::new()
    } else {
        registry::store::list_federations(&mut conn)
            .await?
            .into_iter()
            .map(|f| (f.id, f))
            .collect()
    };
    let named =
        |ids: Vec<FederationId>| ids.iter().filter_map(|id| by_id.get(id).cloned()).collect();
    let parents = named(
        current
            .iter()
            .filter(|m| m.federation == federation.id)
            .map(|m| m.parent)
            .collect(),
    );
    let members = named(
        current
            .iter()
            .filter(|m| m.parent == federation.id)
            .map(|m| m.federation)
            .collect(),
    );
    Ok(PublicFederation {
        bodies: registry::store::overview::counts(&mut conn, federation.id, today)
            .await?
            .bodies,
        results: store::count_published(&mut conn, federation.id).await?,
        parents,
        members,
        next_assembly: store::next_assembly(&mut conn, federation.id, today).await?,
        newest: store::newest(&mut conn, federation.id, NEWEST, 0).await?,
        newest_election_day: elections::store::versions::days(&mut conn, federation.id, 1, 0)
            .await?
            .first()
            .map(|newest| (newest.day, newest.elections)),
        federation,
    })
}

/// A page of the bodies that are members on a day.
pub struct PublicBodies {
    pub federation: Federation,
    pub on: Day,
    pub bodies: Vec<BodyOnDay>,
    pub total: i64,
}

/// The bodies that are members of the federation on the day, by name.
pub async fn public_bodies(
    app: &App,
    slug: &str,
    on: Option<Day>,
    search: &str,
    kind: Option<BodyKind>,
    limit: i64,
    offset: i64,
) -> Result<PublicBodies, ResultError> {
    let federation = registry::actions::federation(app, slug).await?;
    let on = on.unwrap_or_else(|| app.clock.today());
    let filter = BodyFilter {
        on,
        all: false,
        kind,
        patterns: search_patterns(search),
    };
    let (bodies, total) = page_of_bodies(
        &mut app.db.read().await?,
        federation.id,
        &filter,
        offset,
        limit,
    )
    .await?;
    Ok(PublicBodies {
        federation,
        on,
        bodies,
        total,
    })
}

/// A seat on a day.
pub struct PublicSeat {
    pub number: i64,
    pub origin: SeatOrigin,
    pub holder: Option<PublicPerson>,
}

/// Somebody in a body; the name only where it may be public.
pub struct PublicPerson {
    pub name: Option<String>,
    pub function: Option<Function>,
    pub since: Option<Day>,
}

/// Delegates of a body to the latest assembly.
pub struct PublicDelegates {
    pub title: String,
    pub day: Day,
    /// Accepted ones; deputies after delegates.
    pub people: Vec<(DelegateRole, PublicPerson)>,
}

/// A body as everybody sees it on a day.
pub struct PublicBody {
    pub federation: Federation,
    pub on: Day,
    pub body: BodyOnDay,
    /// Names and kinds over time, newest first.
    pub profiles: Vec<Profile>,
    pub countries: Vec<Country>,
    pub fields: Vec<WorkField>,
    /// Terms with the numbers of their seats, the latest first.
    pub terms: Vec<(Term, i64)>,
    /// The term of the day with its seats.
    pub term: Option<(Term, Vec<PublicSeat>)>,
    /// Who belongs to the body without a seat.
    pub members: Vec<PublicPerson>,
    pub delegates: Option<PublicDelegates>,
    /// Latest first.
    pub elections: Vec<PublicElection>,
}

/// An election of a body.
pub struct PublicElection {
    pub id: ElectionId,
    pub day: Day,
    /// Key of what state it is in, or its published result.
    pub state: &'static str,
    /// Seats filled of all, where a result is published.
    pub filled: Option<(i64, i64)>,
    /// Seats to be elected.
    pub to_elect: i64,
}

impl From<OverviewRow> for PublicElection {
    fn from(row: OverviewRow) -> Self {
        Self {
            id: row.election,
            day: row.day,
            state: row
                .newest
                .map_or(row.state.label(), |newest| newest.standing.label()),
            filled: row.newest.map(|newest| (newest.filled, newest.seats)),
            to_elect: row.to_elect,
        }
    }
}

/// A body on a day, for everybody.
pub async fn public_body(
    app: &App,
    slug: &str,
    body: BodyId,
    on: Option<Day>,
) -> Result<PublicBody, ResultError> {
    let federation = registry::actions::federation(app, slug).await?;
    let today = app.clock.today();
    let on = on.unwrap_or(today);
    let mut conn = app.db.read().await?;
    let found = registry::store::find_body_on(&mut conn, federation.id, body, on)
        .await?
        .ok_or(ResultError::NotFound)?;
    let publishable = Publishable::read(&mut conn, federation.id, body, on).await?;
    let mut profiles = registry::store::bodies::profiles(&mut conn, body).await?;
    profiles.sort_by_key(|p| std::cmp::Reverse(p.from_day));
    let (countries, fields) = registry::store::bodies::lists_of_body(&mut conn, body).await?;
    let terms = registry::store::terms::terms_of_body(&mut conn, federation.id, body).await?;
    let term = match terms.iter().find(|(term, _)| term.span().holds_on(on)) {
        Some((term, seats)) if *seats > 0 => Some((
            term.clone(),
            publishable
                .seats(&mut conn, federation.id, term, on)
                .await?,
        )),
        _ => None,
    };
    let members = publishable
        .without_seat(&mut conn, federation.id, body, on)
        .await?;
    Ok(PublicBody {
        delegates: delegates_of(&mut conn, federation.id, body, today).await?,
        elections: elections::store::versions::of_body(&mut conn, federation.id, body)
            .await?
            .into_iter()
            .map(PublicElection::from)
            .collect(),
        federation,
        on,
        body: found,
        profiles,
        countries,
        fields,
        terms,
        term,
        members,
    })
}

/// Who may be named on a day.
struct Publishable(HashSet<PersonId>);

impl Publishable {
    async fn read(
        conn: &mut Conn,
        federation: FederationId,
        body: BodyId,
        day: Day,
    ) -> Result<Self, ResultError> {
        let people = registry::store::people_of_body_on(conn, federation, body, day).await?;
        Ok(Self(
            people
                .into_iter()
                .filter(|p| p.publishable)
                .map(|p| p.person)
                .collect(),
        ))
    }

    fn person(
        &self,
        person: PersonId,
        name: String,
        function: Option<Function>,
        since: Option<Day>,
    ) -> PublicPerson {
        PublicPerson {
            name: self.0.contains(&person).then_some(name),
            function,
            since,
        }
    }

    async fn seats(
        &self,
        conn: &mut Conn,
        federation: FederationId,
        term: &Term,
        day: Day,
    ) -> Result<Vec<PublicSeat>, ResultError> {
        let seats = registry::store::terms::seats_on(conn, federation, term.id, day).await?;
        Ok(seats
            .into_iter()
            .map(|on_day| PublicSeat {
                number: on_day.seat.number,
                origin: on_day.seat.origin,
                holder: on_day
                    .holder
                    .map(|h| self.person(h.person, h.name, Some(h.function), Some(h.since))),
            })
            .collect())
    }

    async fn without_seat(
        &self,
        conn: &mut Conn,
        federation: FederationId,
        body: BodyId,
        day: Day,
    ) -> Result<Vec<PublicPerson>, ResultError> {
        let members = registry::store::mandates::members_on(conn, federation, body, day).await?;
        Ok(members
            .into_iter()
            .filter(|m| m.seat.is_none())
            .map(|m| self.person(m.person, m.name, Some(m.function), Some(m.since)))
            .collect())
    }
}

async fn delegates_of(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    today: Day,
) -> Result<Option<PublicDelegates>, ResultError> {
    let (rounds, _) = delegates::store::rounds_of_body(conn, federation, body, 1, 0).await?;
    let Some(round) = rounds.into_iter().next() else {
        return Ok(None);
    };
    // Named as of today: a consent that was taken back hides the name.
    let publishable = Publishable::read(conn, federation, body, today).await?;
    let people =
        delegates::store::registrations::delegates_of_body(conn, federation, round.id, body)
            .await?;
    Ok(Some(PublicDelegates {
        title: round.title,
        day: round.day,
        people: people
            .into_iter()
            .filter(|d| d.state == DelegateState::Accepted)
            .map(|d| (d.role, publishable.person(d.person, d.name, None, None)))
            .collect(),
    }))
}
