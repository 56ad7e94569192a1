//! The elected of a calendar year by age and gender.

use crate::{
    App,
    accounts::model::{Actor, Right},
    desk::{
        model::elected::{ElectedFigures, ElectionYear, GENDERS, Withheld, latest},
        store::elected as store,
    },
    registry::{
        actions::{RegistryError, federation_for},
        model::Federation,
    },
    types::{Day, Fields, OutCell, TableOut, reading::number},
};

/// What is told of a year.
pub struct ElectedInYear {
    pub federation: Federation,
    pub year: i16,
    /// Years with a certified election, the latest first.
    pub years: Vec<i16>,
    pub figures: Result<ElectedFigures, Withheld>,
}

/// First and last day of a year.
pub(super) fn days_of(year: i16) -> Option<(Day, Day)> {
    Day::new(year, 1, 1).ok().zip(Day::new(year, 12, 31).ok())
}

/// The figures of a year for staff; of the latest that has some unless one is given.
pub async fn elected(
    app: &App,
    actor: &Actor,
    slug: &str,
    year: &str,
) -> Result<ElectedInYear, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut fields = Fields::default();
    let given = if year.trim().is_empty() {
        Some(None)
    } else {
        number(&mut fields, "year", year, 1900, 2999).map(Some)
    };
    let given = fields.finish(given).map_err(RegistryError::Fields)?;
    let mut conn = app.db.read().await?;
    let years = store::election_years(&mut conn, federation.id).await?;
    let year = given
        .and_then(|year| i16::try_from(year).ok())
        .or_else(|| latest(&years))
        .unwrap_or_else(|| app.clock.today().date().year());
    let elected = match days_of(year) {
        Some(days) => store::elected(&mut conn, federation.id, days).await?,
        None => Vec::new(),
    };
    let of_year = years.iter().find(|y| y.year == year);
    let with_certified = |y: &&ElectionYear| y.certified > 0;
    Ok(ElectedInYear {
        figures: ElectedFigures::of(of_year, &elected),
        years: years
            .iter()
            .filter(with_certified)
            .map(|y| y.year)
            .collect(),
        federation,
        year,
    })
}

impl ElectedInYear {
    /// The same as a table; a hidden count says so.
    pub fn table(&self) -> TableOut {
        let genders = GENDERS.map(|gender| gender.map_or("not_stated", |g| g.as_str()));
        let headers = ["age"].into_iter().chain(genders).chain(["total"]);
        let cell =
            |shown: &Option<i64>| shown.map_or_else(|| OutCell::text("hidden"), OutCell::Number);
        let row = |name: &str, shown: &[Option<i64>]| {
            let cells = shown.iter().map(cell);
            std::iter::once(OutCell::text(name)).chain(cells).collect()
        };
        let mut rows: Vec<Vec<OutCell>> = Vec::new();
        if let Ok(figures) = &self.figures {
            let lines = figures.lines.iter();
            rows.extend(lines.map(|(age, shown)| row(age.as_str(), shown)));
            rows.push(row("total", &figures.totals));
        }
        TableOut {
            name: format!("elected {}", self.year),
            headers: headers.map(str::to_owned).collect(),
            rows,
        }
    }
}
