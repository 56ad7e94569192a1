//! The versions of a result, and what changed from one to the next.

use super::words::Words;
use crate::{
    elections::{
        model::{
            differences::{Difference, FigureName, differences},
            document::{PersonStanding, Reporting, Standing},
        },
        store::versions::{Version, VersionRow},
    },
    types::Day,
    web::texts::Texts,
};

/// A version in the list of all.
pub(super) struct VersionLine {
    pub href: String,
    pub title: String,
    pub tone: &'static str,
    pub standing: String,
    pub at: String,
    pub reason: String,
    /// It is the one shown.
    pub shown: bool,
    /// What changed, with the old and the new value; empty where that is not told.
    pub changes: Vec<ChangeRow>,
}

/// A change: what, before, after.
pub(super) struct ChangeRow {
    pub what: String,
    pub old: String,
    pub new: String,
}

/// Colour and words of a standing.
pub(super) fn standing_words(texts: &Texts, standing: Standing) -> (&'static str, String) {
    let tone = match standing {
        Standing::Provisional => "info",
        Standing::Certified => "success",
        Standing::Corrected => "warning",
        Standing::Annulled => "danger",
    };
    (tone, texts.t(standing.label()))
}

/// The versions, newest first; `told` are those whose changes are known, newest first.
pub(super) fn version_lines(
    texts: &Texts,
    rows: &[VersionRow],
    told: &[Version],
    here: &str,
    shown: Option<i64>,
) -> Vec<VersionLine> {
    rows.iter()
        .map(|row| {
            let (tone, standing) = standing_words(texts, row.standing);
            VersionLine {
                href: format!("{here}/versions/{}", row.version),
                title: texts.ta("outcome-version", &[("n", row.version.into())]),
                tone,
                standing,
                at: texts.instant(row.published_at),
                reason: row.reason.clone(),
                shown: shown == Some(row.version),
                changes: changes(texts, told, row.version),
            }
        })
        .collect()
}

fn changes(texts: &Texts, told: &[Version], number: i64) -> Vec<ChangeRow> {
    let newer = told.iter().position(|v| v.document.version == number);
    let pair = newer.and_then(|at| told.get(at..)?.first().zip(told.get(at.checked_add(1)?)));
    let Some((new, old)) = pair else {
        return Vec::new();
    };
    let words = Words::new(texts, &new.document);
    differences(&old.document, &new.document)
        .iter()
        .map(|difference| words.change_row(difference))
        .collect()
}

impl Words<'_> {
    fn change_row(&self, difference: &Difference<'_>) -> ChangeRow {
        let numbers = |what: String, old: Option<i64>, new: Option<i64>| ChangeRow {
            what,
            old: self.number_or_dash(old),
            new: self.number_or_dash(new),
        };
        let of_list = |key: &'static str, label: &str| self.ta(key, &[("label", label.into())]);
        match difference {
            Difference::Standing { old, new } => ChangeRow {
                what: self.t("outcome-change-standing"),
                old: standing_words(self.texts, *old).1,
                new: standing_words(self.texts, *new).1,
            },
            Difference::Reporting { old, new } => {
                let words = |r: &Reporting| {
                    let (x, y) = (("x", r.reported.into()), ("y", r.districts.into()));
                    self.ta("outcome-x-of-y", &[x, y])
                };
                ChangeRow {
                    what: self.t("outcome-change-reported"),
                    old: words(old),
                    new: words(new),
                }
            }
            Difference::Figure { name, old, new } => {
                let invalid = if self.one_vote_each() {
                    crate::key!("outcome-invalid")
                } else {
                    crate::key!("outcome-invalid-ballots")
                };
                let key = match name {
                    FigureName::Eligible => crate::key!("outcome-eligible"),
                    FigureName::Voters => crate::key!("outcome-voters"),
                    FigureName::Invalid => invalid,
                    FigureName::Valid => crate::key!("outcome-valid"),
                    FigureName::Vacant => crate::key!("outcome-change-vacant"),
                    FigureName::Undecided => crate::key!("outcome-change-undecided"),
                };
                numbers(self.t(key), *old, *new)
            }
            Difference::Votes { label, old, new } => numbers(
                of_list(crate::key!("outcome-change-votes"), label),
                *old,
                *new,
            ),
            Difference::Seats { label, old, new } => numbers(
                of_list(crate::key!("outcome-change-seats"), label),
                *old,
                *new,
            ),
            Difference::Person {
                label,
                position,
                name,
                old,
                new,
            } => ChangeRow {
                what: match name {
                    Some(name) => self.ta(
                        "outcome-change-person",
                        &[("name", (*name).into()), ("label", (*label).into())],
                    ),
                    None => self.ta(
                        "outcome-change-unnamed",
                        &[("n", (*position).into()), ("label", (*label).into())],
                    ),
                },
                old: self.came_to(*old),
                new: self.came_to(*new),
            },
            Difference::Rules => ChangeRow {
                what: self.t("outcome-change-rules"),
                old: self.t("outcome-change-see-version"),
                new: self.t("outcome-change-see-page"),
            },
            Difference::ObjectionDeadline { old, new } => {
                let day = |day: &Option<Day>| {
                    day.map_or_else(|| "–".to_owned(), |day| self.texts.day(day))
                };
                ChangeRow {
                    what: self.t("outcome-change-deadline"),
                    old: day(old),
                    new: day(new),
                }
            }
        }
    }

    /// What somebody came to, in a word.
    pub fn came_to(&self, standing: Option<PersonStanding>) -> String {
        match standing {
            Some(PersonStanding::Elected) => self.t("outcome-elected"),
            Some(PersonStanding::Successor) => self.t("outcome-successor"),
            Some(PersonStanding::NotElected) => self.t("outcome-not-elected"),
            Some(PersonStanding::Undecided) => self.t("outcome-undecided"),
            None => "–".to_owned(),
        }
    }
}
