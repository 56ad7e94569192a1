//! Seats and their working, in words and tables.

mod tables;

use self::tables::{QuotientTable, RemainderTable};
use crate::{
    elections::model::calculator::Question,
    tally::seats::{
        Allocation, DivisorRange, MajorityClause, Method, Quotients, Remainders, Step, Tie,
    },
    web::texts::Texts,
};

/// What came out.
pub(super) struct Seats {
    pub lists: Vec<SeatsOfList>,
    pub votes: String,
    pub entitled: String,
    pub filled: String,
    pub vacant: Option<String>,
    pub undecided: Option<Draw>,
    pub steps: Vec<StepView>,
}

/// One list.
pub(super) struct SeatsOfList {
    pub name: String,
    pub votes: String,
    pub share: String,
    pub entitled: String,
    pub filled: String,
    /// Fewer seats are filled than were earned.
    pub short: bool,
}

/// A lot that has to be drawn.
pub(super) struct Draw {
    pub sentence: String,
    pub names: Vec<String>,
}

/// A step of the computation.
pub(super) struct StepView {
    pub heading: String,
    pub sentences: Vec<String>,
    pub quotients: Option<QuotientTable>,
    pub remainders: Option<RemainderTable>,
    /// What follows from the table.
    pub remarks: Vec<String>,
}

impl StepView {
    fn of_sentence(heading: String, sentence: String) -> Self {
        Self {
            heading,
            sentences: vec![sentence],
            quotients: None,
            remainders: None,
            remarks: Vec::new(),
        }
    }
}

impl Seats {
    pub fn of(texts: &Texts, question: &Question, allocation: &Allocation) -> Self {
        let words = Words { texts, question };
        let sum = |part: fn(&crate::tally::seats::Share) -> u32| -> u128 {
            allocation
                .shares
                .iter()
                .map(|share| u128::from(part(share)))
                .sum()
        };
        Self {
            lists: question
                .lists
                .iter()
                .zip(&allocation.shares)
                .map(|(list, share)| SeatsOfList {
                    name: list.name.clone(),
                    votes: words.whole(share.votes),
                    share: words.percent(share.votes.into(), allocation.valid),
                    entitled: words.whole(share.entitled),
                    filled: words.whole(share.filled),
                    short: share.filled < share.entitled,
                })
                .collect(),
            votes: words.whole(allocation.valid),
            entitled: words.whole(sum(|share| share.entitled)),
            filled: words.whole(sum(|share| share.filled)),
            vacant: (allocation.vacant > 0).then(|| {
                texts.ta(
                    "calculator-vacant",
                    &[("n", i64::from(allocation.vacant).into())],
                )
            }),
            undecided: allocation.undecided.as_ref().map(|tie| words.draw(tie)),
            steps: allocation
                .working
                .iter()
                .map(|step| words.step(step))
                .collect(),
        }
    }
}

/// What is needed to put figures into words.
#[derive(Clone, Copy)]
struct Words<'a> {
    texts: &'a Texts,
    question: &'a Question,
}

impl Words<'_> {
    fn whole(self, number: impl Into<u128>) -> String {
        self.texts.fraction(number.into(), 1, 0)
    }

    fn percent(self, part: u128, whole: u128) -> String {
        let share = self.texts.fraction(part * 100, whole, 2);
        self.texts.ta_plain("percent", &[("share", share.into())])
    }

    fn names(self, positions: &[usize]) -> String {
        positions
            .iter()
            .map(|position| self.question.name(*position))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn draw(self, tie: &Tie) -> Draw {
        Draw {
            sentence: self.texts.ta(
                "calculator-undecided",
                &[
                    ("n", i64::from(tie.seats_open).into()),
                    ("names", self.names(&tie.between).into()),
                ],
            ),
            names: tie
                .between
                .iter()
                .map(|position| self.question.name(*position).to_owned())
                .collect(),
        }
    }

    fn step(self, step: &Step) -> StepView {
        let texts = self.texts;
        match step {
            Step::Threshold {
                least_votes,
                left_out,
            } => StepView::of_sentence(
                texts.t("calculator-threshold-step"),
                if left_out.is_empty() {
                    texts.ta(
                        "calculator-threshold-reached",
                        &[("votes", self.whole(*least_votes).into())],
                    )
                } else {
                    texts.ta(
                        "calculator-threshold-missed",
                        &[
                            ("votes", self.whole(*least_votes).into()),
                            ("names", self.names(left_out).into()),
                        ],
                    )
                },
            ),
            Step::Quotients(step) => self.quotients(step),
            Step::Remainders(step) => self.remainders(step),
            Step::MajorityClause(clause) => {
                StepView::of_sentence(texts.t("calculator-clause-step"), self.clause(clause))
            }
            Step::Lot {
                between,
                seats,
                won,
            } => StepView::of_sentence(
                texts.t("calculator-lot-step"),
                texts.ta(
                    "calculator-lot-drawn",
                    &[
                        ("n", i64::from(*seats).into()),
                        ("names", self.names(between).into()),
                        ("won", self.names(won).into()),
                    ],
                ),
            ),
        }
    }

    fn clause(self, clause: &MajorityClause) -> String {
        self.texts.ta(
            "calculator-clause",
            &[
                (
                    "name",
                    self.question.name(clause.contender).to_owned().into(),
                ),
                ("votes", self.whole(clause.votes).into()),
                ("counted", self.whole(clause.counted).into()),
                ("before", i64::from(clause.before).into()),
                ("after", i64::from(clause.after).into()),
            ],
        )
    }

    fn quotients(self, step: &Quotients) -> StepView {
        let texts = self.texts;
        let seats = i64::from(step.seats);
        let (heading, how) = match step.method {
            Method::SainteLague => (
                texts.t("elections-method-sainte-lague"),
                texts.ta("calculator-sainte-lague", &[("n", seats.into())]),
            ),
            Method::DHondt | Method::HareNiemeyer => (
                texts.t("elections-method-dhondt"),
                texts.ta("calculator-dhondt", &[("n", seats.into())]),
            ),
        };
        let mut sentences = vec![how];
        let raised = step.lines.iter().any(|line| line.by_clause > 0);
        sentences.extend(self.before_table(step.limited, raised));
        let table = QuotientTable::of(self, step);
        if table.is_none() {
            sentences.push(texts.t("calculator-table-too-large"));
        }
        let mut remarks = self.edge_of_quotients(step);
        // Rounding knows neither the clause nor who has candidates left.
        if !raised && !step.limited {
            remarks.extend(self.divisors(step.method, &step.divisors));
        }
        StepView {
            heading,
            sentences,
            quotients: table,
            remainders: None,
            remarks,
        }
    }

    fn before_table(self, limited: bool, clause: bool) -> Vec<String> {
        let mut sentences = Vec::new();
        if limited {
            sentences.push(self.texts.t("calculator-limited"));
        }
        if clause {
            sentences.push(self.texts.t("calculator-clause-seats-first"));
        }
        sentences
    }

    /// Who has the last seat, and who came next with how many votes short.
    fn edge_of_quotients(self, step: &Quotients) -> Vec<String> {
        let texts = self.texts;
        let quotient = |votes: u64, divisor: u64| texts.fraction(votes.into(), divisor.into(), 2);
        let mut sentences = Vec::new();
        let Some(last) = step.last_seat.first() else {
            return sentences;
        };
        let holders: Vec<usize> = step.last_seat.iter().map(|claim| claim.contender).collect();
        let value = quotient(last.votes, last.divisor);
        if last.tied {
            sentences.push(texts.ta(
                "calculator-tied-quotient",
                &[
                    ("names", self.names(&holders).into()),
                    ("quotient", value.into()),
                ],
            ));
            return sentences;
        }
        sentences.push(texts.ta(
            "calculator-last-seat",
            &[
                ("seat", i64::from(last.numbers.last).into()),
                ("names", self.names(&holders).into()),
                ("quotient", value.into()),
            ],
        ));
        for missed in &step.first_missed {
            let name = self.question.name(missed.contender).to_owned();
            let value = quotient(missed.votes, missed.divisor);
            sentences.push(self.missed(name, value, missed.votes_to_next_seat));
        }
        sentences
    }

    fn missed(self, name: String, value: String, short: Option<u128>) -> String {
        match short {
            Some(short) => self.texts.ta(
                "calculator-first-missed",
                &[
                    ("name", name.into()),
                    ("value", value.into()),
                    ("votes", self.whole(short).into()),
                ],
            ),
            None => self.texts.ta(
                "calculator-next-in-line",
                &[("name", name.into()), ("value", value.into())],
            ),
        }
    }

    /// A check that anybody can make with a pocket calculator.
    fn divisors(self, method: Method, range: &DivisorRange) -> Option<String> {
        let (smallest, largest) = (range.smallest?, range.largest?);
        let (divisor, decimals) = between(
            (smallest.numerator, smallest.denominator),
            (largest.numerator, largest.denominator),
        )?;
        let divisor = self
            .texts
            .fraction(divisor, 10_u128.pow(decimals.into()), decimals);
        Some(match method {
            Method::SainteLague => self
                .texts
                .ta("calculator-check-standard", &[("divisor", divisor.into())]),
            Method::DHondt | Method::HareNiemeyer => self
                .texts
                .ta("calculator-check-down", &[("divisor", divisor.into())]),
        })
    }

    fn remainders(self, step: &Remainders) -> StepView {
        let texts = self.texts;
        let whole: u32 = step.lines.iter().map(|line| line.whole).sum();
        let mut sentences = vec![texts.ta(
            "calculator-hare-niemeyer",
            &[
                ("n", i64::from(step.seats).into()),
                ("counted", self.whole(step.counted).into()),
                ("whole", i64::from(whole).into()),
                ("left", i64::from(step.seats.saturating_sub(whole)).into()),
            ],
        )];
        let raised = step.lines.iter().any(|line| line.by_clause > 0);
        sentences.extend(self.before_table(step.limited, raised));
        let table = RemainderTable::of(self, step);
        if table.is_none() {
            sentences.push(texts.t("calculator-table-too-large"));
        }
        StepView {
            heading: texts.t("elections-method-hare-niemeyer"),
            sentences,
            quotients: None,
            remainders: table,
            remarks: self.edge_of_remainders(step),
        }
    }

    fn edge_of_remainders(self, step: &Remainders) -> Vec<String> {
        let texts = self.texts;
        let decimal = |remainder: u128| texts.fraction(remainder, step.counted, 4);
        let mut sentences = Vec::new();
        let Some(last) = step.last_seat.first() else {
            return sentences;
        };
        let holders: Vec<usize> = step.last_seat.iter().map(|claim| claim.contender).collect();
        let value = decimal(last.remainder);
        if last.tied {
            sentences.push(texts.ta(
                "calculator-tied-remainder",
                &[
                    ("names", self.names(&holders).into()),
                    ("remainder", value.into()),
                ],
            ));
            return sentences;
        }
        sentences.push(texts.ta(
            "calculator-last-remainder",
            &[
                ("seat", i64::from(last.numbers.last).into()),
                ("names", self.names(&holders).into()),
                ("remainder", value.into()),
            ],
        ));
        for missed in &step.first_missed {
            let name = self.question.name(missed.contender).to_owned();
            sentences.push(self.missed(name, decimal(missed.remainder), missed.votes_to_next_seat));
        }
        sentences
    }
}

/// The shortest decimal strictly between two fractions, as a whole number and its decimals.
fn between(smallest: (u128, u128), largest: (u128, u128)) -> Option<(u128, u8)> {
    (0..=6_u8).find_map(|decimals| {
        let scale = 10_u128.pow(decimals.into());
        let candidate = smallest.0.checked_mul(scale)? / smallest.1 + 1;
        let below = candidate.checked_mul(largest.1)? < largest.0.checked_mul(scale)?;
        below.then_some((candidate, decimals))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_divisor_to_check_with_is_as_short_as_can_be() {
        // 82.33 to 86.33
        assert_eq!(between((247, 3), (259, 3)), Some((83, 0)));
        // 1.2 to 1.3
        assert_eq!(between((12, 10), (13, 10)), Some((121, 2)));
        assert_eq!(between((2, 1), (3, 1)), Some((21, 1)));
        assert_eq!(between((2, 1), (2, 1)), None);
    }
}
