//! The register of decisions of a federation, for everybody.

use super::ResultError;
use crate::{
    App,
    registry::{
        self,
        model::{Federation, person::search_patterns},
    },
    results::{
        model::ResultDocument,
        store::decisions::{self, DecisionFilter},
    },
    types::Day,
};

/// A page of the register.
pub struct Decisions {
    pub federation: Federation,
    /// The newest first.
    pub documents: Vec<ResultDocument>,
    pub total: i64,
    /// Years of the newest and of the oldest decision and all between them.
    pub years: Vec<i16>,
}

/// The published decisions of a federation, by words and by year where asked; a year that no calendar has is none.
pub async fn decisions(
    app: &App,
    slug: &str,
    (search, year): (&str, Option<i16>),
    limits: (i64, i64),
) -> Result<Decisions, ResultError> {
    let federation = registry::actions::federation(app, slug).await?;
    let mut conn = app.db.read().await?;
    let span = decisions::days_of_decisions(&mut conn, federation.id).await?;
    let Some((first, last)) = span else {
        return Ok(Decisions {
            federation,
            documents: Vec::new(),
            total: 0,
            years: Vec::new(),
        });
    };
    let of_year = year.and_then(|y| Some((Day::new(y, 1, 1).ok()?, Day::new(y, 12, 31).ok()?)));
    let filter = DecisionFilter {
        days: of_year.unwrap_or((first, last)),
        patterns: search_patterns(search),
    };
    let (documents, total) =
        decisions::decisions(&mut conn, federation.id, &filter, limits).await?;
    Ok(Decisions {
        federation,
        documents,
        total,
        years: (first.date().year()..=last.date().year()).rev().collect(),
    })
}
