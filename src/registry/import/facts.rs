//! Reference figures and fees of bodies from a table.
//!
//! A figure is recognised by body, kind and day, a fee by body and year, and so they are named in the report and the log: what a
//! table says of them later corrects them.

use std::collections::HashMap;

use super::{
    Cells, Judged, Outcome, Plan, changes, columns::FIGURE_KINDS, judge_rows, repeated, shown,
};
use crate::{
    registry::{
        model::facts::{FeeInput, FigureInput, FigureKind, NewFee, NewFigure},
        table::Table,
    },
    types::{BodyId, Day, FieldProblem},
};

/// The bodies of the register by their keys, with their names.
pub type Bodies = HashMap<String, (BodyId, String)>;

/// What the register knows of figures.
#[derive(Clone, Debug)]
pub struct KnownFigures {
    pub today: Day,
    pub bodies: Bodies,
    /// Number and source.
    pub figures: HashMap<(BodyId, FigureKind, Day), (i64, String)>,
}

/// What the register knows of fees.
#[derive(Clone, Debug)]
pub struct KnownFees {
    pub today: Day,
    pub bodies: Bodies,
    /// With the revision that each was read with.
    pub fees: HashMap<(BodyId, i64), (NewFee, i64)>,
}

/// A figure to be written.
#[derive(Clone, Debug)]
pub struct FigureWrite {
    pub body: BodyId,
    pub figure: NewFigure,
    pub is_new: bool,
}

/// A fee to be written.
#[derive(Clone, Debug)]
pub struct FeeWrite {
    pub body: BodyId,
    pub fee: NewFee,
    /// The revision that it has afterwards: one more than it was read with, 1 for a new one.
    pub revision: i64,
}

/// The body of a row, by its key.
fn body<'a>(
    cells: &mut Cells<'_, '_>,
    bodies: &'a Bodies,
) -> (String, Option<&'a (BodyId, String)>) {
    let key = cells.text("body_external_key", String::new);
    let found = bodies.get(&key);
    if found.is_none() {
        let problem = if key.is_empty() {
            crate::key!("field-required")
        } else {
            crate::key!("field-body-unknown")
        };
        cells
            .fields
            .refuse(FieldProblem::new("body_external_key", problem));
    }
    (key, found)
}

/// What a form would say, or nothing with its problems on the row.
fn taken<T>(cells: &mut Cells<'_, '_>, read: Result<T, Vec<FieldProblem>>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(problems) => {
            problems.into_iter().for_each(|p| cells.fields.refuse(p));
            None
        }
    }
}

/// What would happen with a table of reference figures.
pub fn plan_figures(table: &Table<'_>, known: &KnownFigures) -> (Plan, Vec<FigureWrite>) {
    let mut seen = HashMap::new();
    judge_rows(table, |cells| {
        let (key, found) = body(cells, &known.bodies);
        let kind = cells.word("kind", FIGURE_KINDS, String::new);
        let day = cells.day("day", String::new);
        let of = [&*key, &*kind, &*day].join(" ").trim_end().to_owned();
        let before = (|| {
            let known_as = (found?.0, FigureKind::parse(&kind)?, day.parse().ok()?);
            known.figures.get(&known_as)
        })();
        let input = FigureInput {
            value: cells.whole("value", String::new),
            source: cells.text("source", || shown(before.map(|(_, source)| source))),
            kind,
            day,
        };
        let read = input.parse(known.today);
        let judged = taken(cells, read).zip(found).map(|(figure, (body, name))| {
            if let Some(first) = seen.insert((*body, figure.kind, figure.day), cells.number()) {
                cells.fields.refuse(repeated("day", first));
            }
            let changed = before.map(|(value, source)| {
                changes([
                    ("value", value.to_string(), figure.value.to_string()),
                    ("source", source.clone(), figure.source.clone()),
                ])
            });
            judged(name, changed, |outcome| FigureWrite {
                body: *body,
                is_new: outcome == Outcome::New,
                figure,
            })
        });
        (of, judged)
    })
}

/// What would happen with a table of fees.
pub fn plan_fees(table: &Table<'_>, known: &KnownFees) -> (Plan, Vec<FeeWrite>) {
    let mut seen = HashMap::new();
    judge_rows(table, |cells| {
        let (key, found) = body(cells, &known.bodies);
        let year = cells.text("year", String::new);
        let of = [&*key, &*year].join(" ").trim_end().to_owned();
        let before = (|| known.fees.get(&(found?.0, year.parse().ok()?)))();
        let old = before.map(|(fee, _)| fee);
        let input = FeeInput {
            due_on: cells.day("due_on", || shown(old.map(|fee| fee.due_on))),
            paid_on: cells.day("paid_on", || shown(old.and_then(|fee| fee.paid_on))),
            year,
        };
        let read = input.parse(known.today);
        let judged = taken(cells, read).zip(found).map(|(fee, (body, name))| {
            if let Some(first) = seen.insert((*body, fee.year), cells.number()) {
                cells.fields.refuse(repeated("year", first));
            }
            let changed = old.map(|old| {
                changes([
                    ("due_on", old.due_on.to_string(), fee.due_on.to_string()),
                    ("paid_on", shown(old.paid_on), shown(fee.paid_on)),
                ])
            });
            judged(name, changed, |_| FeeWrite {
                body: *body,
                fee,
                revision: before.map_or(1, |(_, revision)| revision + 1),
            })
        });
        (of, judged)
    })
}

fn judged<W>(
    name: &str,
    changed: Option<Vec<super::Change>>,
    write: impl FnOnce(Outcome) -> W,
) -> Judged<W> {
    let outcome = match &changed {
        None => Outcome::New,
        Some(changes) if changes.is_empty() => Outcome::Unchanged,
        Some(_) => Outcome::Update,
    };
    Judged {
        name: name.to_owned(),
        outcome,
        changes: changed.unwrap_or_default(),
        write: (outcome != Outcome::Unchanged).then(|| write(outcome)),
    }
}
