//! Municipalities from a table, by their key (AGS).

use std::collections::HashMap;

use super::{Judged, Outcome, Plan, changes, judge_rows, repeated, shown};
use crate::{
    registry::{
        model::municipality::{MunicipalityInput, MunicipalityValues, degrees},
        table::Table,
    },
    types::Ags,
};

/// The municipalities of a register with their revisions.
pub type Known = HashMap<Ags, (MunicipalityValues, i64)>;

/// A municipality to be written.
#[derive(Clone, Debug)]
pub struct Write {
    pub values: MunicipalityValues,
    /// The revision that it has afterwards: one more than it was read with, 1 for a new one.
    pub revision: i64,
}

/// What would happen with a table of municipalities.
pub fn plan(table: &Table<'_>, known: &Known) -> (Plan, Vec<Write>) {
    let mut seen: HashMap<Ags, usize> = HashMap::new();
    judge_rows(table, |cells| {
        let written = cells.text("ags", String::new);
        // A spreadsheet may have taken the key for a number.
        let ags = Ags::from_spreadsheet(&written);
        let key = ags.map_or(written, |ags| ags.to_string());
        let before = ags.ok().and_then(|ags| known.get(&ags));
        let old = before.map(|(values, _)| values);
        let input = MunicipalityInput {
            ags: key.clone(),
            name: cells.text("name", String::new),
            county: cells.text("county", || {
                old.map(|v| v.county.clone()).unwrap_or_default()
            }),
            inhabitants: cells.whole("inhabitants", || shown(old.and_then(|v| v.inhabitants))),
            latitude: cells.signed("latitude", || {
                shown(old.and_then(|v| v.latitude_e6).map(degrees))
            }),
            longitude: cells.signed("longitude", || {
                shown(old.and_then(|v| v.longitude_e6).map(degrees))
            }),
        };
        let values = match input.parse() {
            Ok(values) => values,
            Err(problems) => {
                problems.into_iter().for_each(|p| cells.fields.refuse(p));
                return (key, None);
            }
        };
        if let Some(first) = seen.insert(values.ags, cells.number()) {
            cells.fields.refuse(repeated("ags", first));
        }
        (key, Some(judged(values, before)))
    })
}

fn judged(values: MunicipalityValues, before: Option<&(MunicipalityValues, i64)>) -> Judged<Write> {
    let (outcome, changed, revision) = match before {
        None => (Outcome::New, Vec::new(), 1),
        Some((old, revision)) if *old == values => (Outcome::Unchanged, Vec::new(), *revision),
        Some((old, revision)) => (
            Outcome::Update,
            changes([
                ("name", old.name.clone(), values.name.clone()),
                ("county", old.county.clone(), values.county.clone()),
                (
                    "inhabitants",
                    shown(old.inhabitants),
                    shown(values.inhabitants),
                ),
                (
                    "latitude",
                    shown(old.latitude_e6.map(degrees)),
                    shown(values.latitude_e6.map(degrees)),
                ),
                (
                    "longitude",
                    shown(old.longitude_e6.map(degrees)),
                    shown(values.longitude_e6.map(degrees)),
                ),
            ]),
            revision + 1,
        ),
    };
    Judged {
        name: values.name.clone(),
        changes: changed,
        write: (outcome != Outcome::Unchanged).then_some(Write { values, revision }),
        outcome,
    }
}
