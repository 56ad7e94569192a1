//! Who speaks for whom on a day, and waves of elections.

use crate::{
    App,
    accounts::model::{Actor, Right},
    desk::{
        model::{
            on_day::{Entry, RoundOnDay},
            wave::{WaveElection, WaveSums},
        },
        store::overviews as store,
    },
    registry::{
        self,
        actions::{RegistryError, federation, federation_for},
        model::Federation,
    },
    types::{
        BodyId, Day, FieldProblem, Fields, OutCell, TableOut, fold_for_search,
        reading::{day_or_none, day_or_today},
    },
};

/// Who speaks for the bodies of a federation on a day, or for one of them.
pub struct OnDay {
    pub federation: Federation,
    pub day: Day,
    /// Where only one body is looked at: its name on the day.
    pub body: Option<(BodyId, String)>,
    /// Whoever asks acts as staff of the federation.
    pub is_staff: bool,
    pub round: Option<RoundOnDay>,
    /// By body, then by function, then by name.
    pub entries: Vec<Entry>,
}

/// Who speaks for whom on a day, today unless one is given: of one body for its office and staff, of all bodies for staff.
pub async fn on_day(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: Option<BodyId>,
    day: Option<&str>,
) -> Result<OnDay, RegistryError> {
    let federation = match body {
        Some(body) => {
            let federation = federation(app, slug).await?;
            actor.require_office(federation.id, body, Right::ReadStaffPages)?;
            federation
        }
        None => federation_for(app, actor, Right::ReadStaffPages, slug).await?,
    };
    let day = day_or_today("day", day, app.clock.today()).map_err(RegistryError::Fields)?;
    let mut conn = app.db.read().await?;
    let body = match body {
        Some(body) => {
            let found = registry::store::find_body_on(&mut conn, federation.id, body, day)
                .await?
                .ok_or(RegistryError::NotFound)?;
            Some((body, found.name))
        }
        None => None,
    };
    let only = body.as_ref().map(|(id, _)| *id);
    let round = store::round_on(&mut conn, federation.id, day).await?;
    let mut entries = store::mandates_on(&mut conn, federation.id, day, only).await?;
    if let Some(round) = &round {
        let delegates = store::delegates_of_round(&mut conn, federation.id, round, only).await?;
        entries.extend(delegates);
    }
    entries.sort_by_cached_key(|entry| {
        (
            fold_for_search(&entry.body_name),
            entry.body,
            entry.what,
            fold_for_search(&entry.family_name),
            entry.person,
        )
    });
    Ok(OnDay {
        is_staff: actor.may(Right::ReadStaffPages, federation.id),
        federation,
        day,
        body,
        round,
        entries,
    })
}

impl OnDay {
    /// The same as a table.
    pub fn table(&self) -> TableOut {
        let headers = [
            "body",
            "given_name",
            "family_name",
            "function",
            "from",
            "until",
        ];
        let cells = |entry: &Entry| {
            vec![
                OutCell::text(entry.body_name.clone()),
                OutCell::text(entry.given_name.clone()),
                OutCell::text(entry.family_name.clone()),
                OutCell::text(entry.what.as_str()),
                OutCell::maybe(entry.from, OutCell::Day),
                OutCell::maybe(entry.until, OutCell::Day),
            ]
        };
        TableOut {
            name: format!("on {}", self.day),
            headers: headers.map(str::to_owned).to_vec(),
            rows: self.entries.iter().map(cells).collect(),
        }
    }
}

/// A wave of elections.
pub struct Wave {
    pub federation: Federation,
    pub from: Day,
    pub until: Day,
    pub sums: WaveSums,
    /// By day and body.
    pub elections: Vec<WaveElection>,
}

/// The elections of the days from one to another, for staff; unless days are given, of the latest year with a certified
/// election, or of the latest election day where nothing is certified.
pub async fn wave(
    app: &App,
    actor: &Actor,
    slug: &str,
    (from, until): (&str, &str),
) -> Result<Wave, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut fields = Fields::default();
    let given = (
        day_or_none(&mut fields, "from", from),
        day_or_none(&mut fields, "until", until),
    );
    if let (Some(Some(from)), Some(Some(until))) = given
        && until < from
    {
        fields.refuse(FieldProblem::new(
            "until",
            crate::key!("field-end-before-start"),
        ));
    }
    let (from, until) = fields
        .finish(given.0.zip(given.1))
        .map_err(RegistryError::Fields)?;
    let mut conn = app.db.read().await?;
    let today = app.clock.today();
    let (from, until) = match (from.or(until), until) {
        (Some(from), until) => (from, until.unwrap_or(from)),
        (None, _) => {
            let certified = store::latest_certified_day(&mut conn, federation.id, today).await?;
            match certified.and_then(|day| super::elected::days_of(day.date().year())) {
                Some(year) => year,
                None => {
                    let latest =
                        store::latest_election_day(&mut conn, federation.id, today).await?;
                    let day = latest.unwrap_or(today);
                    (day, day)
                }
            }
        }
    };
    let mut elections = store::wave(&mut conn, federation.id, (from, until)).await?;
    elections.sort_by_cached_key(|e| (e.day, fold_for_search(&e.body_name), e.id));
    Ok(Wave {
        sums: WaveSums::of(&elections),
        federation,
        from,
        until,
        elections,
    })
}

impl Wave {
    /// The elections as a table.
    pub fn table(&self) -> TableOut {
        let headers = [
            "body",
            "day",
            "state",
            "seats",
            "filled",
            "vacant",
            "eligible",
            "voters",
            "turnout_permille",
            "lists",
            "independents",
            "candidates",
        ];
        let cells = |e: &WaveElection| {
            vec![
                OutCell::text(e.body_name.clone()),
                OutCell::Day(e.day),
                OutCell::text(e.state.as_str()),
                OutCell::Number(e.seats),
                OutCell::maybe(e.filled, OutCell::Number),
                OutCell::maybe(e.vacant, OutCell::Number),
                OutCell::maybe(e.eligible, OutCell::Number),
                OutCell::maybe(e.voters, OutCell::Number),
                OutCell::maybe(e.turnout_permille(), OutCell::Number),
                OutCell::Number(e.lists),
                OutCell::Number(e.independents),
                OutCell::Number(e.candidates),
            ]
        };
        TableOut {
            name: "elections".to_owned(),
            headers: headers.map(str::to_owned).to_vec(),
            rows: self.elections.iter().map(cells).collect(),
        }
    }
}
