//! What comes in: a poll as written by the board, and a voter's choice. Read once, then only the checked form is held.

use std::collections::BTreeMap;

use super::{
    model::{Method, Poll, PollKind, PollOption, Rule, Secrecy},
    store::Definition,
    stored_rule::StoredRule,
};
use crate::{
    tally::poll::{
        Ballot, BallotError, BallotPaper, Choice, Election, ElectionRule, MOST_PER_OPTION,
        MOST_RANKED,
    },
    types::{
        ExplainField, FieldProblem, Fields, Locale, Localized, PlainText, TIME_ZONE, Timestamp,
    },
};

/// Candidates on one ballot at most.
pub const MOST_CANDIDATES: usize = 200;
/// Seats of one election at most.
pub const MOST_SEATS: i64 = 200;
const TITLE_SIGNS: usize = 200;
const QUESTION_SIGNS: usize = 4_000;
const NAME_SIGNS: usize = 200;
/// Votes of one ballot at most.
const MOST_VOTES: i64 = 400;

/// A text by language tag, as typed.
pub type PollTexts = BTreeMap<String, String>;

/// A poll as typed.
#[derive(Clone, Debug)]
pub struct PollInput {
    pub kind: String,
    /// Empty for the usual one: yes, no and abstain for a motion, marking for an election.
    pub method: String,
    pub secrecy: String,
    pub title: PollTexts,
    pub question: PollTexts,
    /// Candidates, lists, or motions put against each other; empty for a single motion.
    pub options: Vec<PollTexts>,
    /// From which body each candidate comes; none at all, or one for each.
    pub bodies: Vec<String>,
    /// How many people stand on each list; none at all where every list fills all seats.
    pub places: Vec<i64>,
    pub max_choices: i64,
    pub max_per_option: i64,
    pub seats: i64,
    pub least_bodies: i64,
    pub rule: StoredRule,
    /// What is decided, in the word of the statutes: then their majority and quorum hold, and `rule` says nothing.
    pub purpose: Option<String>,
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
        let method = self.read_method(kind, &mut fields);
        if let Some((kind, method)) = kind.zip(method) {
            self.check_numbers(method, &mut fields);
            if !fits(kind, method, rule.as_ref()) {
                fields.refuse(FieldProblem::new(
                    "rule",
                    crate::key!("field-rule-unusable"),
                ));
            }
        }
        if let Some(Rule::Motion(rule)) = &rule {
            // A box must not know from which body a ballot came.
            if rule.of_bodies().is_some() && secrecy == Some(Secrecy::Secret) {
                fields.refuse(FieldProblem::new(
                    "of_bodies",
                    crate::key!("field-bodies-need-names"),
                ));
            }
        }
        self.read_details(method, &mut options, &mut fields);
        let definition = (|| {
            let (kind, method) = (kind?, method?);
            // Several motions are put against each other: one of them is chosen.
            let is_motion = kind == PollKind::Motion;
            Some(Definition {
                kind,
                method,
                secrecy: secrecy?,
                title: title?,
                question: question?,
                max_choices: match method {
                    Method::YesNo | Method::Lists => 1,
                    Method::Choose | Method::Cumulate if is_motion => 1,
                    Method::Choose | Method::Cumulate => self.max_choices,
                    Method::InstantRunoff | Method::ScottishStv | Method::Schulze => {
                        i64::try_from(options.len()).unwrap_or(1).max(1)
                    }
                },
                max_per_option: if method == Method::Cumulate {
                    self.max_per_option
                } else {
                    1
                },
                options,
                seats: if is_motion || method == Method::InstantRunoff {
                    1
                } else {
                    self.seats
                },
                least_bodies: self.least_bodies,
                rule: rule?,
                rule_source: None,
            })
        })();
        fields.finish(definition)
    }

    fn read_method(&self, kind: Option<PollKind>, fields: &mut Fields) -> Option<Method> {
        let method = match (self.method.as_str(), kind?) {
            ("", PollKind::Motion) => Some(Method::YesNo),
            ("", PollKind::Election) => Some(Method::Choose),
            (word, _) => Method::parse(word),
        };
        // Nobody is elected by yes and no here, and motions have neither lists nor votes to be cumulated.
        let method = method.filter(|m| match kind {
            Some(PollKind::Motion) => {
                !matches!(m, Method::Cumulate | Method::Lists | Method::ScottishStv)
            }
            Some(PollKind::Election) => *m != Method::YesNo,
            None => false,
        });
        if method.is_none() {
            fields.refuse(FieldProblem::new(
                "method",
                crate::key!("field-unknown-choice"),
            ));
        }
        method
    }

    fn check_numbers(&self, method: Method, fields: &mut Fields) {
        if method == Method::YesNo {
            if !self.options.is_empty() {
                fields.refuse(FieldProblem::new(
                    "options",
                    crate::key!("field-no-candidates-in-motion"),
                ));
            }
            return;
        }
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        if self.options.is_empty() {
            fields.refuse(FieldProblem::new("options", crate::key!("field-required")));
        }
        let most = if method.is_ranked() {
            MOST_RANKED
        } else {
            MOST_CANDIDATES
        };
        if self.options.len() > most {
            fields.refuse(
                FieldProblem::new("options", crate::key!("field-too-many")).with("n", number(most)),
            );
        }
        let candidates = number(self.options.len()).max(1);
        let per_option = i64::from(MOST_PER_OPTION);
        let (max_choices, max_per_option) = match method {
            Method::Choose => (candidates, 1),
            Method::Cumulate => (
                candidates.saturating_mul(per_option).min(MOST_VOTES),
                per_option,
            ),
            // Not asked.
            Method::YesNo
            | Method::Lists
            | Method::InstantRunoff
            | Method::ScottishStv
            | Method::Schulze => (i64::MAX, i64::MAX),
        };
        // More seats than candidates may be: those left over stay vacant.
        for (field, value, most) in [
            ("max_choices", self.max_choices, max_choices),
            ("max_per_option", self.max_per_option, max_per_option),
            ("seats", self.seats, MOST_SEATS),
        ] {
            if value < 1 || value > most {
                fields.refuse(
                    FieldProblem::new(field, crate::key!("field-number-out-of-range"))
                        .with("n", most),
                );
            }
        }
        if self.least_bodies < 0 || self.least_bodies > self.seats {
            fields.refuse(
                FieldProblem::new("least_bodies", crate::key!("field-number-out-of-range"))
                    .with("n", self.seats),
            );
        }
        if self.least_bodies > 0 && !matches!(method, Method::Choose | Method::Cumulate) {
            fields.refuse(FieldProblem::new(
                "least_bodies",
                crate::key!("field-bodies-not-with-method"),
            ));
        }
    }

    /// Bodies of candidates and places of lists.
    fn read_details(
        &self,
        method: Option<Method>,
        options: &mut [PollOption],
        fields: &mut Fields,
    ) {
        let uneven =
            |field: &str| FieldProblem::new(field, crate::key!("field-one-for-each-candidate"));
        if !self.bodies.is_empty() && self.bodies.len() != self.options.len() {
            fields.refuse(uneven("bodies"));
        } else if self.least_bodies > 0 && self.bodies.iter().all(|b| b.trim().is_empty()) {
            fields.refuse(FieldProblem::new("bodies", crate::key!("field-required")));
        }
        for (number, (option, body)) in (1_usize..).zip(options.iter_mut().zip(&self.bodies)) {
            let field = format!("bodies.{number}");
            let least = usize::from(self.least_bodies > 0);
            if let Some(body) = fields.take(&field, PlainText::parse(body, least, NAME_SIGNS)) {
                option.body = body.as_str().to_owned();
            }
        }
        if method != Some(Method::Lists) {
            return;
        }
        if !self.places.is_empty() && self.places.len() != self.options.len() {
            fields.refuse(uneven("places"));
        }
        let places = self
            .places
            .iter()
            .copied()
            .chain(std::iter::repeat(self.seats));
        for (number, (option, places)) in (1_usize..).zip(options.iter_mut().zip(places)) {
            if (1..=MOST_SEATS).contains(&places) {
                option.places = places;
            } else {
                fields.refuse(
                    FieldProblem::new(
                        &format!("places.{number}"),
                        crate::key!("field-number-out-of-range"),
                    )
                    .with("n", MOST_SEATS),
                );
            }
        }
    }
}

/// Whether the rule is one by which a poll of this kind and method is decided.
fn fits(kind: PollKind, method: Method, rule: Option<&Rule>) -> bool {
    match method {
        Method::YesNo => kind == PollKind::Motion && matches!(rule, Some(Rule::Motion(_))),
        Method::Choose => matches!(rule, Some(Rule::Election(_))),
        // With several votes a ballot, half of the ballots says nothing of a candidate.
        Method::Cumulate => matches!(rule, Some(Rule::Election(ElectionRule::RelativeMajority))),
        Method::Lists => matches!(rule, Some(Rule::Lists(_))),
        Method::InstantRunoff | Method::ScottishStv | Method::Schulze => {
            matches!(rule, Some(Rule::Ranked))
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
    /// `yes`, `no`, `abstain`; or numbers of options on the ballot, from 1, as often as each gets a vote.
    pub choices: Vec<String>,
    /// Where options are ranked: their numbers, the best rank first.
    pub ranking: Vec<Vec<String>>,
    /// The voter says that the ballot is to be blank.
    pub blank: bool,
}

impl VoteInput {
    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty() && self.ranking.is_empty()
    }

    /// The ballot of this poll that the choice stands for.
    ///
    /// An empty choice is no blank ballot: programs that open links send empty forms.
    pub fn parse(&self, poll: &Poll) -> Result<Ballot, Vec<FieldProblem>> {
        let ranked = poll.method.is_ranked();
        let name = if ranked { "ranking" } else { "choices" };
        let field = |key| vec![FieldProblem::new(name, key)];
        if self.is_empty() != self.blank {
            return Err(field(if self.blank {
                crate::key!("field-blank-and-choice")
            } else {
                crate::key!("field-nothing-chosen")
            }));
        }
        let unknown = || field(crate::key!("field-unknown-choice"));
        if (ranked && !self.choices.is_empty()) || (!ranked && !self.ranking.is_empty()) {
            return Err(unknown());
        }
        if poll.method == Method::YesNo {
            return match self.choices.as_slice() {
                [] => Ok(Choice::Blank.ballot()),
                [one] => match one.as_str() {
                    "yes" => Ok(Choice::Yes.ballot()),
                    "no" => Ok(Choice::No.ballot()),
                    "abstain" => Ok(Choice::Abstain.ballot()),
                    _ => Err(unknown()),
                },
                _ => Err(vec![
                    FieldProblem::new(name, crate::key!("field-too-many-choices")).with("n", 1),
                ]),
            };
        }
        let paper = poll.paper().ok_or_else(unknown)?;
        let ballot = if ranked {
            let ranks: Option<Vec<Vec<usize>>> = self
                .ranking
                .iter()
                .map(|rank| rank.iter().map(|n| position(n)).collect())
                .collect();
            Ballot::ranking(paper, &ranks.ok_or_else(unknown)?)
        } else {
            let positions: Option<Vec<usize>> = self.choices.iter().map(|n| position(n)).collect();
            Ballot::marking(paper, &positions.ok_or_else(unknown)?)
        };
        ballot.map_err(|e| vec![e.field_problem(name)])
    }
}

/// The position of an option, from 0, that a voter named by its number.
fn position(number: &str) -> Option<usize> {
    number
        .parse::<usize>()
        .ok()
        .filter(|n| n.to_string() == number)?
        .checked_sub(1)
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
    /// What can be put on a ballot of this poll.
    pub fn paper(&self) -> Option<BallotPaper> {
        let options = self.options.len();
        Some(match self.method {
            Method::YesNo => BallotPaper::MOTION,
            Method::Choose | Method::Cumulate => self.election()?.paper(),
            Method::Lists => BallotPaper::marking(options, 1),
            Method::InstantRunoff | Method::ScottishStv => BallotPaper::ranking(options, false),
            Method::Schulze => BallotPaper::ranking(options, true),
        })
    }

    /// The election by sums of votes that this poll is.
    pub fn election(&self) -> Option<Election> {
        let Rule::Election(rule) = &self.rule else {
            return None;
        };
        let election = Election::new(
            self.options.len(),
            usize::try_from(self.max_choices).ok()?,
            usize::try_from(self.seats).ok()?,
            *rule,
        )
        .ok()?;
        Some(match self.method {
            Method::Cumulate => election.cumulating(u8::try_from(self.max_per_option).ok()?),
            Method::YesNo
            | Method::Choose
            | Method::Lists
            | Method::InstantRunoff
            | Method::ScottishStv
            | Method::Schulze => election,
        })
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
