//! The count of a poll as a document.

use serde_json::{Map, Value, json};

use super::{PollQuestion, poll::Kind, poll_says, reading::Names};
use crate::{
    tally::{
        choices::{Board, Posts, Sums},
        lot::Tie,
        poll::ElectionRule,
        ranked::{RankedCount, Step, TieOver, UNITS},
    },
    types::Said,
};

/// The count of a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollAnswer {
    pub kind: Kind,
    options: Names,
    seats: usize,
    /// Those elected for certain, first elected first.
    pub elected: Vec<usize>,
    pub tie: Option<WaitingTie>,
    pub vacant: usize,
    /// Sums of votes, or first preferences; none under Schulze.
    pub votes: Option<Vec<u64>>,
    pub valid: u64,
    pub blank: u64,
    pub invalid: u64,
    /// Those who go into a runoff.
    pub runoff: Vec<usize>,
    working: Vec<Step>,
    /// The count in words.
    pub steps: Vec<Said>,
}

/// A tie that no lot has settled yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingTie {
    pub over: TieOver,
    pub tie: Tie,
    /// The seats that wait for it.
    pub seats: usize,
}

/// The word for what a tie is about.
const fn over_word(over: TieOver) -> &'static str {
    match over {
        TieOver::Seat => "seat",
        TieOver::Exclusion => "exclusion",
        TieOver::Surplus => "surplus",
    }
}

impl PollAnswer {
    pub(super) fn of_ranked(question: &PollQuestion, count: RankedCount) -> Self {
        let first = count.working.iter().find_map(first_preferences);
        let tie = count.undecided.map(|open| WaitingTie {
            over: open.over,
            tie: open.tie,
            seats: open.seats_waiting,
        });
        let ballots = (count.valid, count.blank, count.invalid);
        let mut answer = Self::new(question, ballots, count.elected, tie, count.vacant);
        answer.votes = if question.kind == Kind::Schulze {
            None
        } else {
            Some(first.unwrap_or_else(|| vec![0; question.options.list.len()]))
        };
        answer
            .steps
            .extend(poll_says::steps(&question.options, &count.working));
        answer.working = count.working;
        answer.close()
    }

    pub(super) fn of_posts(
        question: &PollQuestion,
        sums: Sums,
        posts: Posts,
        rule: ElectionRule,
    ) -> Self {
        let tie = posts.tie.clone().map(|tie| WaitingTie {
            over: TieOver::Seat,
            seats: usize::try_from(tie.seats_open).unwrap_or(usize::MAX),
            tie,
        });
        let ballots = (sums.valid, sums.blank, sums.invalid);
        let mut answer = Self::new(question, ballots, posts.elected.clone(), tie, posts.vacant);
        answer
            .steps
            .extend(poll_says::sums(&question.options, &sums));
        if rule == ElectionRule::AbsoluteMajorityOfValid {
            answer.steps.push(poll_says::absolute(sums.valid));
        }
        if let Some((tie, won)) = &posts.drawn {
            answer.steps.push(poll_says::lot(
                &question.options,
                TieOver::Seat,
                &tie.between,
                won,
            ));
        }
        answer.votes = Some(sums.votes);
        answer.runoff = posts.runoff;
        answer.close()
    }

    pub(super) fn of_board(
        question: &PollQuestion,
        sums: Sums,
        board: Board,
        least_bodies: usize,
    ) -> Self {
        let tie = board.tie.clone().map(|tie| WaitingTie {
            over: TieOver::Seat,
            seats: board.seats_waiting,
            tie,
        });
        let ballots = (sums.valid, sums.blank, sums.invalid);
        let mut answer = Self::new(question, ballots, board.elected.clone(), tie, board.vacant);
        answer
            .steps
            .extend(poll_says::sums(&question.options, &sums));
        answer
            .steps
            .push(poll_says::bodies(question.seats, least_bodies));
        answer.steps.extend(poll_says::passed_over(
            &question.options,
            &board.passed_over,
        ));
        answer.votes = Some(sums.votes);
        answer.close()
    }

    fn new(
        question: &PollQuestion,
        (valid, blank, invalid): (u64, u64, u64),
        elected: Vec<usize>,
        tie: Option<WaitingTie>,
        vacant: usize,
    ) -> Self {
        Self {
            kind: question.kind,
            options: question.options.clone(),
            seats: question.seats,
            elected,
            tie,
            vacant,
            votes: None,
            valid,
            blank,
            invalid,
            runoff: Vec::new(),
            working: Vec::new(),
            steps: poll_says::ballots(question.kind, valid, blank, invalid),
        }
    }

    /// Adds how it ends.
    fn close(mut self) -> Self {
        let end = poll_says::end(&self.options, &self);
        self.steps.extend(end);
        self
    }

    /// The document, its sentences said in a language.
    pub fn document(&self, say: impl Fn(&Said) -> String) -> Value {
        let winner = match (self.seats, self.elected.as_slice()) {
            (1, [one]) => Value::from(self.options.get(*one)),
            _ => Value::Null,
        };
        json!({
            "kind": self.kind,
            "elected": self.options.all(&self.elected),
            "winner": winner,
            "tie": self.tie.as_ref().map(|waiting| json!({
                "over": over_word(waiting.over),
                "between": self.options.all(&waiting.tie.between),
                "winners": waiting.tie.seats_open,
                "seats": waiting.seats,
            })),
            "vacant": self.vacant,
            "votes": self.votes.as_ref().map(|votes| self.by_name(votes)),
            "valid": self.valid,
            "blank": self.blank,
            "invalid": self.invalid,
            "runoff": self.options.all(&self.runoff),
            "rounds": self.working.iter().map(|step| self.round(step)).collect::<Vec<_>>(),
            "steps": self.steps.iter().map(say).collect::<Vec<_>>(),
        })
    }

    fn by_name<T: Copy + Into<Value>>(&self, figures: &[T]) -> Value {
        let named = self.options.list.iter().zip(figures);
        Value::Object(
            named
                .map(|(name, figure)| (name.clone(), (*figure).into()))
                .collect(),
        )
    }

    /// One step with its figures. Votes with five places are texts, so that no reader rounds them.
    fn round(&self, step: &Step) -> Value {
        let names = |positions: &[usize]| self.options.all(positions);
        let name = |position: &usize| self.options.get(*position);
        let standing = |votes: &[Option<u128>]| -> Value {
            let named = self.options.list.iter().zip(votes);
            let standing =
                named.filter_map(|(name, votes)| Some((name.clone(), decimal((*votes)?).into())));
            Value::Object(standing.collect::<Map<_, _>>())
        };
        let parcels = |parcels: &[crate::tally::ranked::Parcel]| -> Vec<Value> {
            let said = parcels.iter().map(|parcel| {
                json!({
                    "to": parcel.to.as_ref().map(name),
                    "papers": parcel.papers,
                    "received_at": decimal(parcel.received),
                    "value": decimal(parcel.value),
                    "votes": decimal(u128::from(parcel.papers) * parcel.value),
                })
            });
            said.collect()
        };
        match step {
            Step::Round {
                number,
                votes,
                exhausted,
                counted,
            } => json!({
                "step": "round", "number": number, "counted": counted, "exhausted": exhausted,
                "votes": self.options.list.iter().zip(votes)
                    .filter_map(|(name, votes)| Some((name.clone(), Value::from((*votes)?))))
                    .collect::<Map<_, _>>(),
            }),
            Step::MoreThanHalf {
                option,
                votes,
                counted,
            } => json!({
                "step": "more_than_half", "option": name(option), "votes": votes, "counted": counted,
            }),
            Step::Eliminated { options, votes } => json!({
                "step": "excluded", "options": names(options), "votes": votes,
            }),
            Step::Quota {
                valid,
                seats,
                quota,
            } => json!({
                "step": "quota", "valid": valid, "seats": seats, "quota": quota,
            }),
            Step::Stage {
                number,
                votes,
                non_transferable,
                cut_off,
            } => json!({
                "step": "stage", "number": number, "votes": standing(votes),
                "non_transferable": decimal(*non_transferable), "cut_off": decimal(*cut_off),
            }),
            Step::Reached { option, votes } => json!({
                "step": "reached", "option": name(option), "votes": decimal(*votes),
            }),
            Step::Remaining { options } => json!({"step": "remaining", "options": names(options)}),
            Step::Surplus {
                option,
                surplus,
                votes,
                parcels: gone,
            } => json!({
                "step": "surplus", "option": name(option), "surplus": decimal(*surplus),
                "votes": decimal(*votes), "parcels": parcels(gone),
            }),
            Step::Excluded {
                options,
                votes,
                parcels: gone,
            } => json!({
                "step": "excluded", "options": names(options), "votes": decimal(*votes), "parcels": parcels(gone),
            }),
            Step::EarlierStage {
                over,
                between,
                stage,
                left,
            } => json!({
                "step": "earlier_stage", "over": over_word(*over), "between": names(between),
                "stage": stage, "left": names(left),
            }),
            Step::Pairs { above } => json!({
                "step": "pairs", "above": self.matrix(above),
            }),
            Step::Paths { strength } => json!({
                "step": "paths", "strength": self.matrix(strength),
            }),
            Step::Placed { options, seats } => json!({
                "step": "placed", "options": names(options), "seats": seats,
            }),
            Step::Lot { over, between, won } => json!({
                "step": "lot", "over": over_word(*over), "between": names(between), "won": names(won),
            }),
        }
    }

    fn matrix(&self, rows: &[Vec<u64>]) -> Value {
        let named = self.options.list.iter().zip(rows);
        Value::Object(
            named
                .map(|(name, row)| (name.clone(), self.by_name(row)))
                .collect(),
        )
    }
}

/// Units as votes with five places.
fn decimal(units: u128) -> String {
    format!("{}.{:05}", units / UNITS, units % UNITS)
}

fn first_preferences(step: &Step) -> Option<Vec<u64>> {
    if let Step::Round { votes, .. } = step {
        return Some(votes.iter().map(|votes| votes.unwrap_or(0)).collect());
    }
    let Step::Stage { votes, .. } = step else {
        return None;
    };
    let whole = |votes: &Option<u128>| u64::try_from(votes.unwrap_or(0) / UNITS).ok();
    votes.iter().map(whole).collect()
}
