//! What comes in: a poll as written by the board, and a voter's choice. Read once, then only the checked form is held.

use std::collections::BTreeMap;

use super::{
    model::{Method, Poll, PollKind, PollOption, Rule, Secrecy},
    store::Definition,
    stored_rule::StoredRule,
};
use crate::{
    tally::poll::{Ballot, BallotError, BallotPaper, Choice, Election},
    types::{ExplainField, FieldProblem, Fields, Locale, Localized, TIME_ZONE, Timestamp},
};

/// Candidates on one ballot at most.
pub const MOST_CANDIDATES: usize = 200;
/// Seats of one election at most.
pub const MOST_SEATS: i64 = 200;
const TITLE_SIGNS: usize = 200;
const QUESTION_SIGNS: usize = 4_000;
const NAME_SIGNS: usize = 200;

/// A text by language tag, as typed.
pub type PollTexts = BTreeMap<String, String>;

/// A poll as typed.
#[derive(Clone, Debug)]
pub struct PollInput {
    pub kind: String,
    pub secrecy: String,
    pub title: PollTexts,
    pub question: PollTexts,
    /// Candidates; empty for a motion.
    pub options: Vec<PollTexts>,
    pub max_choices: i64,
    pub seats: i64,
    pub rule: StoredRule,
}

fn pairs(texts: &PollTexts) -> impl Iterator<Item = (&str, &str)> {
    texts
        .iter()
        .map(|(tag, text)| (tag.as_str(), text.as_str()))
}

impl PollInput {
    /// Checks everything, and names every field that is wrong.
    pub fn parse(&self, required: Locale) -> Result<Definition, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let kind = PollKind::parse(&self.kind);
        let secrecy = Secrecy::parse(&self.secrecy);
        for (field, known) in [("kind", kind.is_some()), ("secrecy", secrecy.is_some())] {
            if !known {
                fields.refuse(FieldProblem::new(
                    field,
                    crate::key!("field-unknown-choice"),
                ));
            }
        }
        let title = fields.take(
            "title",
            Localized::parse_line(pairs(&self.title), TITLE_SIGNS),
        );
        let question = fields.take(
            "question",
            Localized::parse_lines(pairs(&self.question), QUESTION_SIGNS),
        );
        for (field, text) in [("title", &title), ("question", &question)] {
            if text.as_ref().is_some_and(|t| !t.has(required)) {
                fields.refuse(
                    FieldProblem::new(field, crate::key!("field-language-missing"))
                        .with("language", required.own_name()),
                );
            }
        }
        let mut options: Vec<PollOption> = Vec::with_capacity(self.options.len());
        for (number, option) in (1_usize..).zip(self.options.iter().take(MOST_CANDIDATES)) {
            let field = format!("options.{number}");
            let Some(option) =
                fields.take(&field, Localized::parse_line(pairs(option), NAME_SIGNS))
            else {
                continue;
            };
            if !option.has(required) {
                fields.refuse(
                    FieldProblem::new(&field, crate::key!("field-language-missing"))
                        .with("language", required.own_name()),
                );
            } else if options.iter().any(|o| o.label == option) {
                let name = option.in_language(required, &[]).0.to_owned();
                fields.refuse(
                    FieldProblem::new(&field, crate::key!("field-candidate-twice"))
                        .with("name", name),
                );
            }
            options.push(PollOption::plain(option));
        }
        let rule = Rule::try_from(&self.rule).ok();
        match (kind, &rule) {
            (Some(PollKind::Motion), Some(Rule::Motion(_))) => {
                if !self.options.is_empty() {
                    fields.refuse(FieldProblem::new(
                        "options",
                        crate::key!("field-no-candidates-in-motion"),
                    ));
                }
            }
            (Some(PollKind::Election), Some(Rule::Election(election))) => {
                self.check_numbers(&mut fields);
                let number = |n: i64| usize::try_from(n).unwrap_or(0);
                if fields.is_empty()
                    && Election::new(
                        options.len(),
                        number(self.max_choices),
                        number(self.seats),
                        *election,
                    )
                    .is_err()
                {
                    fields.refuse(FieldProblem::new(
                        "rule",
                        crate::key!("field-rule-unusable"),
                    ));
                }
            }
            _ => fields.refuse(FieldProblem::new(
                "rule",
                crate::key!("field-rule-unusable"),
            )),
        }
        let is_motion = kind == Some(PollKind::Motion);
        let definition = (|| {
            Some(Definition {
                kind: kind?,
                method: if is_motion {
                    Method::YesNo
                } else {
                    Method::Choose
                },
                secrecy: secrecy?,
                title: title?,
                question: question?,
                options,
                max_choices: if is_motion { 1 } else { self.max_choices },
                max_per_option: 1,
                seats: if is_motion { 1 } else { self.seats },
                least_bodies: 0,
                rule: rule?,
                rule_source: None,
            })
        })();
        fields.finish(definition)
    }

    fn check_numbers(&self, fields: &mut Fields) {
        if self.options.is_empty() {
            fields.refuse(FieldProblem::new("options", crate::key!("field-required")));
        }
        if self.options.len() > MOST_CANDIDATES {
            fields.refuse(
                FieldProblem::new("options", crate::key!("field-too-many"))
                    .with("n", i64::try_from(MOST_CANDIDATES).unwrap_or(i64::MAX)),
            );
        }
        let candidates = i64::try_from(self.options.len()).unwrap_or(i64::MAX);
        // More seats than candidates may be: those left over stay vacant.
        for (field, value, most) in [
            ("max_choices", self.max_choices, candidates.max(1)),
            ("seats", self.seats, MOST_SEATS),
        ] {
            if value < 1 || value > most {
                fields.refuse(
                    FieldProblem::new(field, crate::key!("field-number-out-of-range"))
                        .with("n", most),
                );
            }
        }
    }
}

/// Reads a time of closing as a form sends it (`2026-03-14T18:00`), by the clocks of [`TIME_ZONE`]; none where it is blank.
///
/// # Errors
/// What is no time, and the hours in which clocks are changed: they are not there, or there twice.
pub fn closing_time(typed: &str) -> Result<Option<Timestamp>, FieldProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let refused = || FieldProblem::new("closes_at", crate::key!("field-not-a-time"));
    let local: jiff::civil::DateTime = typed.parse().map_err(|_| refused())?;
    let moment = TIME_ZONE
        .to_ambiguous_timestamp(local)
        .unambiguous()
        .map_err(|_| FieldProblem::new("closes_at", crate::key!("field-no-such-time")))?;
    Timestamp::from_unix_millis(moment.as_millisecond())
        .map(Some)
        .map_err(|_| refused())
}

/// A voter's choice as sent. It has no `Debug`, so that it stands in no log.
#[derive(Clone, Default)]
pub struct VoteInput {
    /// `yes`, `no`, `abstain`; or numbers of candidates on the ballot, from 1.
    pub choices: Vec<String>,
    /// The voter says that the ballot is to be blank.
    pub blank: bool,
}

impl VoteInput {
    /// The ballot of this poll that the choice stands for.
    ///
    /// An empty choice is no blank ballot: programs that open links send empty forms.
    pub fn parse(&self, poll: &Poll) -> Result<Ballot, Vec<FieldProblem>> {
        let refuse = |problem: FieldProblem| Err(vec![problem]);
        let field = |key| FieldProblem::new("choices", key);
        if self.choices.is_empty() != self.blank {
            return refuse(field(if self.blank {
                crate::key!("field-blank-and-choice")
            } else {
                crate::key!("field-nothing-chosen")
            }));
        }
        match poll.kind {
            PollKind::Motion => match self.choices.as_slice() {
                [] => Ok(Choice::Blank.ballot()),
                [one] => match one.as_str() {
                    "yes" => Ok(Choice::Yes.ballot()),
                    "no" => Ok(Choice::No.ballot()),
                    "abstain" => Ok(Choice::Abstain.ballot()),
                    _ => refuse(field(crate::key!("field-unknown-choice"))),
                },
                _ => refuse(field(crate::key!("field-too-many-choices")).with("n", 1)),
            },
            PollKind::Election => {
                let positions: Option<Vec<usize>> = self
                    .choices
                    .iter()
                    .map(|c| {
                        c.parse::<usize>()
                            .ok()
                            .filter(|n| n.to_string() == *c)?
                            .checked_sub(1)
                    })
                    .collect();
                let Some((positions, paper)) = positions.zip(poll.paper()) else {
                    return refuse(field(crate::key!("field-unknown-choice")));
                };
                Ballot::marking(paper, &positions).map_err(|e| vec![e.field_problem("choices")])
            }
        }
    }
}

impl ExplainField for BallotError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        match self {
            Self::TooManyMarks { allowed } => {
                FieldProblem::new(field, crate::key!("field-too-many-choices"))
                    .with("n", i64::try_from(*allowed).unwrap_or(i64::MAX))
            }
            Self::OptionTwice => FieldProblem::new(field, crate::key!("field-choice-twice")),
            Self::TooManyForOne { allowed } => {
                FieldProblem::new(field, crate::key!("field-too-many-for-one"))
                    .with("n", i64::from(*allowed))
            }
            Self::Ranks => FieldProblem::new(field, crate::key!("field-ranks-unclear")),
            Self::NoSuchOption | Self::Version | Self::Length { .. } | Self::Sign => {
                FieldProblem::new(field, crate::key!("field-unknown-choice"))
            }
        }
    }
}

impl Poll {
    /// What can be marked on a ballot of this poll.
    pub fn paper(&self) -> Option<BallotPaper> {
        match self.kind {
            PollKind::Motion => Some(BallotPaper::MOTION),
            PollKind::Election => self.election().map(|e| e.paper()),
        }
    }

    /// The election that this poll is.
    pub fn election(&self) -> Option<Election> {
        match &self.rule {
            Rule::Motion(_) => None,
            Rule::Election(rule) => Election::new(
                self.options.len(),
                usize::try_from(self.max_choices).ok()?,
                usize::try_from(self.seats).ok()?,
                *rule,
            )
            .ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_times_are_those_of_the_clocks_in_germany() {
        let time = |typed| closing_time(typed).map(|t| t.map(|t| t.to_string()));
        assert_eq!(
            time("2026-03-14T18:00").unwrap().as_deref(),
            Some("2026-03-14T17:00:00.000Z")
        );
        assert_eq!(
            time("2026-07-14T18:00").unwrap().as_deref(),
            Some("2026-07-14T16:00:00.000Z")
        );
        assert_eq!(time(" ").unwrap(), None);
        for (typed, key) in [
            ("2026-03-29T02:30", "field-no-such-time"),
            ("2026-10-25T02:30", "field-no-such-time"),
            ("tomorrow", "field-not-a-time"),
            ("2026-13-01T00:00", "field-not-a-time"),
            ("9999-01-01T00:00", "field-not-a-time"),
        ] {
            assert_eq!(time(typed).unwrap_err().key, key, "{typed}");
        }
    }
}
