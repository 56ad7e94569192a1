use serde::{Deserialize, Serialize};

use super::{Detail, FiguresInResult, ResultDocument};
use crate::types::{FieldProblem, Fields, MultilineText};

const REASON_SIGNS: usize = 1_000;
const NOTE_SIGNS: usize = 4_000;

/// A correction as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionInput {
    pub reason: String,
    pub note: String,
    /// Without them only the note changes.
    pub figures: Option<FiguresInput>,
    /// `full`, `outcome_only`, or empty for what the rules for small groups say.
    pub detail: String,
}

/// Corrected figures as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresInput {
    /// One for each option.
    pub votes: Vec<String>,
    /// Valid ballots; for a motion they follow from the votes and this is not read.
    pub valid: String,
    pub blank: String,
    pub invalid: String,
    /// Entries of the roll that voted.
    pub voters: String,
}

/// A checked correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub reason: String,
    pub note: String,
    pub figures: Option<CorrectedFigures>,
    pub detail: Option<Detail>,
}

/// Figures that can be those of one poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectedFigures {
    pub figures: FiguresInResult,
    pub voters: i64,
}

impl CorrectionInput {
    /// Checks the correction against the version it follows, and names every field that is wrong.
    pub fn parse(&self, before: &ResultDocument) -> Result<Correction, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let reason = fields.take(
            "reason",
            MultilineText::parse(&self.reason, 1, REASON_SIGNS),
        );
        let note = fields.take("note", MultilineText::parse(&self.note, 0, NOTE_SIGNS));
        let detail = Detail::parse(&self.detail);
        if detail.is_none() && !self.detail.is_empty() {
            fields.refuse(FieldProblem::new(
                "detail",
                crate::key!("field-unknown-choice"),
            ));
        }
        let figures = self.figures.as_ref().map(|f| f.parse(before, &mut fields));
        if self.figures.is_none()
            && detail == Some(Detail::Full)
            && before.detail == Detail::OutcomeOnly
        {
            // What was held back is not in the version before: it has to be typed.
            fields.refuse(FieldProblem::new(
                "detail",
                crate::key!("field-unknown-choice"),
            ));
        }
        let same_detail = detail.is_none_or(|d| d == before.detail);
        if fields.is_empty()
            && self.figures.is_none()
            && same_detail
            && note.as_ref().is_some_and(|n| n.as_str() == before.note)
        {
            fields.refuse(FieldProblem::new(
                "note",
                crate::key!("field-nothing-corrected"),
            ));
        }
        let correction = (|| {
            Some(Correction {
                reason: reason?.as_str().to_owned(),
                note: note?.as_str().to_owned(),
                figures: match figures {
                    None => None,
                    Some(figures) => Some(figures?),
                },
                detail,
            })
        })();
        fields.finish(correction)
    }
}

impl FiguresInput {
    fn parse(&self, before: &ResultDocument, fields: &mut Fields) -> Option<CorrectedFigures> {
        let is_motion = before.is_yes_no();
        if before.method().is_ranked() {
            fields.refuse(FieldProblem::new(
                "votes",
                crate::key!("field-ranks-not-corrected"),
            ));
            return None;
        }
        let options = if is_motion {
            3
        } else {
            before.poll.options.len()
        };
        if self.votes.len() != options {
            fields.refuse(
                FieldProblem::new("votes", crate::key!("field-votes-per-option"))
                    .with("n", number(options)),
            );
            return None;
        }
        let votes: Vec<Option<i64>> = self
            .votes
            .iter()
            .enumerate()
            .map(|(i, text)| count(&format!("votes-{}", i + 1), text, fields))
            .collect();
        let blank = count("blank", &self.blank, fields);
        let invalid = count("invalid", &self.invalid, fields);
        let voters = count("voters", &self.voters, fields);
        let votes: Vec<i64> = votes.into_iter().collect::<Option<_>>()?;
        let sum: i64 = votes.iter().sum();
        let valid = if is_motion {
            Some(sum)
        } else {
            count("valid", &self.valid, fields)
        };
        let figures = FiguresInResult {
            votes,
            valid: valid?,
            blank: blank?,
            invalid: invalid?,
            bodies: None,
            present: None,
        };
        let corrected = CorrectedFigures {
            figures,
            voters: voters?,
        };
        corrected.refuse_implausible(before, sum, fields);
        Some(corrected)
    }
}

impl CorrectedFigures {
    fn refuse_implausible(&self, before: &ResultDocument, sum: i64, fields: &mut Fields) {
        let figures = &self.figures;
        let ballots = figures.ballots();
        if !before.is_yes_no() {
            let each = before.poll.max_per_option.unwrap_or(1);
            for (i, votes) in figures.votes.iter().enumerate() {
                if *votes > figures.valid.saturating_mul(each) {
                    fields.refuse(
                        FieldProblem::new(
                            &format!("votes-{}", i + 1),
                            crate::key!("field-more-votes-than-valid"),
                        )
                        .with("n", figures.valid),
                    );
                }
            }
            let most = figures.valid.saturating_mul(before.poll.max_choices);
            if sum > most || sum < figures.valid {
                fields.refuse(
                    FieldProblem::new("valid", crate::key!("field-valid-does-not-fit"))
                        .with("sum", sum)
                        .with("least", figures.valid)
                        .with("most", most),
                );
            }
        }
        // The sum is no field of its own; it is told where people look for the last number typed.
        if ballots > before.roll.votes {
            fields.refuse(
                FieldProblem::new("invalid", crate::key!("field-more-than-entitled"))
                    .with("sum", ballots)
                    .with("entitled", before.roll.votes),
            );
        }
        let voters_fit = if before.one_vote_each() {
            self.voters == ballots
        } else {
            self.voters <= ballots
                && self.voters <= before.roll.entries
                && (self.voters > 0) == (ballots > 0)
        };
        if !voters_fit {
            fields.refuse(
                FieldProblem::new("voters", crate::key!("field-voters-do-not-fit"))
                    .with("sum", ballots),
            );
        }
    }
}

/// More than any roll holds, and few enough that sums of them stay exact.
const MOST: i64 = 1_000_000;

fn count(field: &str, text: &str, fields: &mut Fields) -> Option<i64> {
    let text = text.trim();
    let read = Some(text)
        .filter(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|t| t.parse::<i64>().ok())
        .filter(|n| *n <= MOST);
    if read.is_none() {
        fields.refuse(FieldProblem::new(
            field,
            if text.is_empty() {
                crate::key!("field-required")
            } else {
                crate::key!("field-not-a-count")
            },
        ));
    }
    read
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
