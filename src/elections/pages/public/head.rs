//! The beginning of a result's page: in what state it is, what it comes to in one sentence, the key figures.

use super::words::{Words, signed_points};
use crate::{
    elections::model::{
        comparison::{share, total},
        document::{GroupResult, Standing},
    },
    types::Day,
};

/// In what state the result is.
pub(super) struct Banner {
    pub tone: &'static str,
    pub text: String,
    pub meta: Vec<String>,
}

/// A key figure with what there is to say of it.
pub(super) struct KeyFigure {
    pub label: String,
    pub value: String,
    pub note: String,
    /// Against the election before.
    pub change: String,
}

impl Words<'_> {
    pub fn banner(&self, today: Day) -> Banner {
        let document = self.document;
        let (reported, districts) = (document.reporting.reported, document.reporting.districts);
        let at = self.texts.instant(document.published_at);
        let by = document.published_by.as_str();
        let signed = |key| self.ta(key, &[("at", at.as_str().into()), ("by", by.into())]);
        let (tone, text, first) = match document.standing {
            Standing::Provisional if reported < districts => (
                "info",
                self.ta(
                    "outcome-state-counting",
                    &[
                        ("reported", reported.into()),
                        ("districts", districts.into()),
                    ],
                ),
                signed(crate::key!("outcome-as-of")),
            ),
            Standing::Provisional => (
                "info",
                self.t("outcome-state-provisional"),
                signed(crate::key!("outcome-as-of")),
            ),
            Standing::Certified => (
                "success",
                self.t("outcome-state-certified"),
                signed(crate::key!("outcome-certified-at")),
            ),
            Standing::Corrected => (
                "warning",
                self.ta(
                    "outcome-state-corrected",
                    &[("version", document.version.into())],
                ),
                signed(crate::key!("outcome-corrected-at")),
            ),
            Standing::Annulled => (
                "danger",
                self.t("outcome-state-annulled"),
                signed(crate::key!("outcome-annulled-at")),
            ),
        };
        let mut meta = vec![first];
        match document.standing {
            Standing::Provisional => meta.push(self.t("outcome-may-change")),
            Standing::Corrected | Standing::Annulled => {
                meta.push(self.ta(
                    "outcome-reason",
                    &[("reason", document.reason.as_str().into())],
                ));
            }
            Standing::Certified => {}
        }
        meta.extend(self.objection(today));
        Banner { tone, text, meta }
    }

    /// Until when an objection can be raised, or that the time is over; not before the result is certified.
    pub fn objection(&self, today: Day) -> Option<String> {
        if self.document.standing == Standing::Provisional {
            return None;
        }
        let day = self.document.election.objection_deadline?;
        let args = [("day", self.texts.day(day).into())];
        Some(if today <= day {
            self.ta("outcome-objection-until", &args)
        } else {
            self.ta("outcome-objection-over", &args)
        })
    }

    fn seats(&self, of: fn(&GroupResult) -> i64) -> i64 {
        total(self.document.allocations.iter().map(of))
    }

    pub fn headline(&self) -> String {
        let document = self.document;
        if document.standing == Standing::Annulled {
            return self.t("outcome-headline-annulled");
        }
        let (seats, filled) = (self.seats(|g| g.seats), self.seats(|g| g.filled));
        let (vacant, undecided) = (self.seats(|g| g.vacant), self.seats(|g| g.undecided));
        let mut sentences = Vec::new();
        let reporting = document.reporting;
        if reporting.reported < reporting.districts {
            sentences.push(self.ta(
                "outcome-headline-so-far",
                &[
                    ("reported", reporting.reported.into()),
                    ("districts", reporting.districts.into()),
                ],
            ));
        }
        sentences.push(if filled == 0 {
            self.t("outcome-headline-none")
        } else if filled == seats {
            self.n(crate::key!("outcome-headline-all"), seats)
        } else {
            self.ta(
                "outcome-headline-filled",
                &[("filled", filled.into()), ("seats", seats.into())],
            )
        });
        if vacant > 0 {
            sentences.push(self.n(crate::key!("outcome-headline-vacant"), vacant));
        }
        if undecided > 0 {
            sentences.push(self.n(crate::key!("outcome-headline-undecided"), undecided));
        }
        if self.is_proportional() {
            sentences.extend(self.strongest());
        }
        sentences.join(" ")
    }

    /// Who has most seats, where more than one list stood.
    fn strongest(&self) -> Option<String> {
        let most = self
            .listed
            .first()
            .filter(|l| l.result.filled > 0)?
            .result
            .filled;
        let seated = self.listed.iter().filter(|l| l.result.filled > 0).count();
        let first: Vec<&str> = self
            .listed
            .iter()
            .filter(|l| l.result.filled == most)
            .map(|l| l.result.label.as_str())
            .collect();
        // Everybody has as many: nobody is first.
        if first.len() == seated && seated > 1 {
            return None;
        }
        let names = ("names", self.names(&first).into());
        let how_many = ("lists", first.len().into());
        Some(self.ta(
            "outcome-headline-strongest",
            &[names, how_many, ("n", most.into())],
        ))
    }

    pub fn key_figures(&self) -> Vec<KeyFigure> {
        let figures = &self.document.figures;
        let comparison = self.comparison.as_ref();
        let change = |n: Option<i64>| n.map(|n| self.texts.signed(n, 0)).unwrap_or_default();
        let figure = |key, n: Option<i64>, before: Option<i64>| KeyFigure {
            label: self.t(key),
            value: self.number_or_dash(n),
            note: if n.is_none() {
                self.t("outcome-not-reported")
            } else {
                String::new()
            },
            change: change(before),
        };
        let of = |part: Option<i64>, whole: Option<i64>| share(part?, whole?);
        let mut list = vec![
            figure(
                crate::key!("outcome-eligible"),
                figures.eligible,
                comparison.and_then(|c| c.eligible),
            ),
            figure(
                crate::key!("outcome-voters"),
                figures.voters,
                comparison.and_then(|c| c.voters),
            ),
        ];
        if let Some(turnout) = of(figures.voters, figures.eligible) {
            list.push(KeyFigure {
                label: self.t("outcome-turnout"),
                value: self.texts.percent(turnout, 10_000, 2),
                note: String::new(),
                change: comparison
                    .and_then(|c| c.turnout)
                    .map(|points| self.points(points))
                    .unwrap_or_default(),
            });
        }
        list.push(figure(
            crate::key!("outcome-valid"),
            figures.valid,
            comparison.and_then(|c| c.valid),
        ));
        let invalid = if self.one_vote_each() {
            crate::key!("outcome-invalid")
        } else {
            crate::key!("outcome-invalid-ballots")
        };
        let mut invalid = figure(invalid, figures.invalid, comparison.and_then(|c| c.invalid));
        if let Some(part) = of(figures.invalid, figures.voters) {
            invalid.note = self.ta(
                "outcome-of-voters",
                &[("share", self.texts.percent(part, 10_000, 2).into())],
            );
        }
        list.push(invalid);
        list.push(KeyFigure {
            label: self.t("outcome-seats"),
            value: self.texts.number(self.document.election.seats),
            note: match self.seats(|g| g.vacant) {
                0 => String::new(),
                vacant => self.n(crate::key!("outcome-of-them-vacant"), vacant),
            },
            change: comparison
                .filter(|c| c.seats != 0)
                .map(|c| self.texts.signed(c.seats, 0))
                .unwrap_or_default(),
        });
        list
    }

    /// A change in percentage points.
    pub fn points(&self, hundredths: i64) -> String {
        signed_points(self.texts, hundredths)
    }

    /// Seats that nobody votes on.
    pub fn other_seats(&self) -> Vec<String> {
        let election = &self.document.election;
        [
            (
                crate::key!("outcome-appointed-seats"),
                election.appointed_seats,
            ),
            (
                crate::key!("outcome-ex-officio-seats"),
                election.ex_officio_seats,
            ),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| self.n(key, n))
        .collect()
    }

    /// Seats that a lot has yet to give, by group.
    pub fn waiting_for_lot(&self) -> Vec<String> {
        let groups = self.document.allocations.iter().enumerate();
        groups
            .filter(|(_, group)| group.undecided > 0)
            .map(|(at, group)| {
                let between = self.labels(at, &group.undecided_between);
                if between.is_empty() {
                    self.n(crate::key!("outcome-lot-needed-people"), group.undecided)
                } else {
                    self.ta(
                        "outcome-lot-needed",
                        &[("n", group.undecided.into()), ("names", between.into())],
                    )
                }
            })
            .collect()
    }
}
