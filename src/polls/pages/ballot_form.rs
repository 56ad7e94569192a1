//! The form of a ballot, whatever is given on it: its rows, what was filled in, and the same in words.
//!
//! Fields are named with a suffix, so that several ballots fit onto one form.

use std::collections::BTreeMap;

use super::{
    voter::VoterVisitor,
    words::{self, Line},
};
use crate::{
    polls::{
        input::VoteInput,
        model::{Method, Poll},
    },
    types::Locale,
    web::{FormData, texts::Texts},
};

/// The value that stands for a blank ballot among the choices.
pub(super) const BLANK: &str = "blank";
/// More votes for one option, and more ranks, than any ballot has.
const MOST_TYPED: usize = 400;

/// A row of the ballot.
pub(super) struct BallotRow {
    pub value: String,
    pub words: Line,
    pub is_blank: bool,
}

/// The rows of the ballot of a poll, with the one for a blank ballot.
pub(super) fn rows(texts: &Texts, poll: &Poll, federation: Locale) -> Vec<BallotRow> {
    let word = |text: String| Line {
        text,
        lang: texts.locale().shown_in().tag(),
    };
    let row = |value: String, words: Line| BallotRow {
        value,
        words,
        is_blank: false,
    };
    let mut rows: Vec<BallotRow> = if poll.method == Method::YesNo {
        ["yes", "no", "abstain"]
            .into_iter()
            .zip([
                texts.t("polls-yes"),
                texts.t("polls-no"),
                texts.t("polls-abstain"),
            ])
            .map(|(value, words)| row(value.to_owned(), word(words)))
            .collect()
    } else {
        (1_i64..)
            .zip(&poll.options)
            .map(|(n, option)| {
                let words = words::read(&option.label, texts.locale(), federation);
                row(n.to_string(), words)
            })
            .collect()
    };
    rows.push(BallotRow {
        value: BLANK.to_owned(),
        words: word(texts.t("voting-blank")),
        is_blank: true,
    });
    rows
}

/// What a row of the ballot takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    /// The one choice.
    Radio,
    /// One of several choices.
    Checkbox,
    /// So many votes.
    Votes,
    /// A rank.
    Rank,
}

impl Control {
    pub fn of(poll: &Poll) -> Self {
        match poll.method {
            Method::YesNo | Method::Lists => Self::Radio,
            Method::Choose if poll.max_choices == 1 => Self::Radio,
            Method::Choose => Self::Checkbox,
            Method::Cumulate => Self::Votes,
            Method::InstantRunoff | Method::ScottishStv | Method::Schulze => Self::Rank,
        }
    }

    /// Whether rows are marked, and how.
    pub fn marks(self) -> Option<&'static str> {
        match self {
            Self::Radio => Some("radio"),
            Self::Checkbox => Some("checkbox"),
            Self::Votes | Self::Rank => None,
        }
    }

    /// Whether a row gets votes.
    pub fn gives_votes(self) -> bool {
        self == Self::Votes
    }

    /// The field beside which a refusal is told.
    pub fn problems(self) -> &'static str {
        match self {
            Self::Radio | Self::Checkbox | Self::Votes => "choices",
            Self::Rank => "ranking",
        }
    }

    /// The same on a form with several ballots.
    pub fn problem_field(self, suffix: &str) -> String {
        format!("{}{suffix}", self.problems())
    }

    /// The field of all marks, and of a blank ballot.
    pub fn mark_field(self, suffix: &str) -> String {
        format!("choices{suffix}")
    }

    /// The field of the votes or the rank of a row.
    pub fn row_field(self, suffix: &str, row: &str) -> String {
        format!("{}{suffix}.{row}", self.field())
    }

    /// How the field of a row is named, where each row has its own.
    fn field(self) -> &'static str {
        match self {
            Self::Radio | Self::Checkbox => "choices",
            Self::Votes => "votes",
            Self::Rank => "rank",
        }
    }
}

/// What one row may get: votes, or ranks.
pub(super) fn steps(poll: &Poll) -> Vec<i64> {
    match Control::of(poll) {
        Control::Radio | Control::Checkbox => Vec::new(),
        Control::Votes => (0..=poll.max_per_option).collect(),
        Control::Rank => (1..).take(poll.options.len()).collect(),
    }
}

/// What is to be done on the ballot.
pub(super) fn hints(visitor: &VoterVisitor, poll: &Poll, votes: i64) -> Vec<String> {
    let texts = &visitor.texts;
    let mut hints = vec![match Control::of(poll) {
        Control::Radio if poll.method == Method::Lists => texts.t("voting-choose-list"),
        Control::Radio => texts.t("voting-choose-one"),
        Control::Checkbox => texts.ta("voting-choose-up-to", &[("n", poll.max_choices.into())]),
        Control::Votes => texts.ta(
            "voting-cumulate",
            &[
                ("n", poll.max_choices.into()),
                ("each", poll.max_per_option.into()),
            ],
        ),
        Control::Rank => texts.t("voting-rank"),
    }];
    if poll.method == Method::Schulze {
        hints.push(texts.t("voting-rank-equal"));
    }
    if votes > 1 {
        hints.push(texts.ta("voting-votes-alike", &[("n", votes.into())]));
    }
    hints
}

/// What a form gives: marks, votes or ranks, and the box for a blank ballot among them.
pub(super) fn choice(form: &FormData, poll: &Poll, suffix: &str) -> VoteInput {
    let marked = form.all(&format!("choices{suffix}"));
    let (blank, choices): (Vec<_>, Vec<_>) = marked.into_iter().partition(|c| c == BLANK);
    let mut input = VoteInput {
        choices,
        blank: !blank.is_empty(),
        ..VoteInput::default()
    };
    let control = Control::of(poll);
    let numbers = (1..=poll.options.len()).filter_map(|n| {
        let typed = form.text(&control.row_field(suffix, &n.to_string()));
        let typed = typed.trim();
        (!typed.is_empty()).then(|| (n.to_string(), typed.parse::<usize>().ok()))
    });
    match control {
        Control::Radio | Control::Checkbox => {}
        Control::Votes => {
            for (number, votes) in numbers {
                // What is no number, or more than any ballot holds, is told like a choice that is not there.
                match votes.filter(|votes| *votes <= MOST_TYPED) {
                    Some(votes) => input.choices.extend(std::iter::repeat_n(number, votes)),
                    None => input.choices.push(String::new()),
                }
            }
        }
        Control::Rank => {
            let mut ranks: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            for (number, rank) in numbers {
                let rank = rank.filter(|rank| *rank <= MOST_TYPED).unwrap_or(0);
                ranks.entry(rank).or_default().push(number);
            }
            let last = ranks.keys().copied().max().unwrap_or(0);
            // A rank that nobody has stays empty, and so does what is no rank: both are told.
            input.ranking = if ranks.contains_key(&0) {
                vec![Vec::new()]
            } else {
                (1..=last)
                    .map(|rank| ranks.remove(&rank).unwrap_or_default())
                    .collect()
            };
        }
    }
    input
}

/// What was chosen, with the votes or the rank that it gets.
pub(super) type Chosen = (String, Line);
/// Name and value of a field.
pub(super) type Field = (String, String);

/// What was chosen in words, and the fields that carry it on.
pub(super) fn chosen(
    visitor: &VoterVisitor,
    control: Control,
    rows: impl Iterator<Item = BallotRow>,
    input: &VoteInput,
    suffix: &str,
) -> (Vec<Chosen>, Vec<Field>) {
    let field = format!("{}{suffix}", control.field());
    let rows: Vec<BallotRow> = rows.filter(|row| !row.is_blank).collect();
    if control == Control::Rank {
        let rows: BTreeMap<String, Line> =
            rows.into_iter().map(|row| (row.value, row.words)).collect();
        let ranked = (1_i64..)
            .zip(&input.ranking)
            .flat_map(|(rank, options)| options.iter().map(move |option| (rank, option.clone())));
        return ranked
            .filter_map(|(rank, option)| {
                let words = rows.get(&option)?.clone();
                let told = format!("{}. ", visitor.texts.number(rank));
                Some((
                    (told, words),
                    (format!("{field}.{option}"), rank.to_string()),
                ))
            })
            .unzip();
    }
    rows.into_iter()
        .filter_map(|row| {
            let votes = input.choices.iter().filter(|c| **c == row.value).count();
            let votes = i64::try_from(votes).ok().filter(|n| *n > 0)?;
            Some(if control == Control::Votes {
                let told = visitor.texts.ta("voting-votes-for", &[("n", votes.into())]);
                let carried = (format!("{field}.{}", row.value), votes.to_string());
                ((format!("{told} "), row.words), carried)
            } else {
                ((String::new(), row.words), (field.clone(), row.value))
            })
        })
        .unzip()
}
