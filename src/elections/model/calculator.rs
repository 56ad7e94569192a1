//! The seat calculator: a question as a document, its answer as a document.
//!
//! The command `mandat tally seats`, the operation `POST /api/v1/tally/seats` and the page of the calculator read and answer the same
//! documents, so that they refuse the same things and count the same way. Nothing is stored.

mod answer;
mod reading;
mod refusal;

use crate::{
    tally::seats::{Allocation, Contender, Lot, SeatError, SeatRule, allocate},
    types::Day,
};

pub use answer::{
    Answer, AnsweredList, MissedQuotientLine, MissedRemainderLine, QuotientShare, QuotientsStep,
    RemainderShare, RemaindersStep, Step, Undecided, WonQuotient, WonRemainder,
};
pub use refusal::{Fault, Refusal, Refusals};

/// The longest name of a list.
pub const LONGEST_NAME: usize = 200;

/// What is asked: a rule, seats, lists with their votes, and lots that were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub rule: SeatRule,
    pub seats: u32,
    pub lists: Vec<AskedList>,
    pub lots: Vec<AskedLot>,
}

/// A list or an independent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedList {
    pub name: String,
    pub votes: u64,
    /// `None` where there are enough candidates.
    pub candidates: Option<u32>,
    pub independent: bool,
}

/// A lot that was drawn. Who drew it, when and before whom is kept for the record; the arithmetic needs the winners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedLot {
    /// Positions of the lists between which it was drawn.
    pub between: Option<Vec<usize>>,
    /// Positions of the lists that won a seat.
    pub won: Vec<usize>,
    pub drawn_by: Option<String>,
    pub drawn_on: Option<Day>,
    pub witnesses: Vec<String>,
}

impl Question {
    /// Allocates the seats.
    ///
    /// # Errors
    /// [`Refusals`] with the field that stands against it.
    pub fn allocate(&self) -> Result<Allocation, Refusals> {
        if let Some(candidates) = self.all_candidates()
            && candidates < u64::from(self.seats)
        {
            // However the votes fall, seats would be left over: rather a slip than an election.
            return Err(Refusals(vec![Refusal {
                field: "seats".to_owned(),
                fault: Fault::TooFewCandidates { candidates },
            }]));
        }
        let contenders: Vec<Contender> = self
            .lists
            .iter()
            .map(|list| Contender {
                votes: list.votes,
                candidates: list.candidates,
                independent: list.independent,
            })
            .collect();
        let lots: Vec<Lot> = self
            .lots
            .iter()
            .map(|lot| Lot {
                between: lot.between.clone(),
                won: lot.won.clone(),
            })
            .collect();
        allocate(&self.rule, &contenders, self.seats, &lots).map_err(|error| self.refused(error))
    }

    /// How many seats could be filled at all; `None` while a list does not say how many candidates it has.
    fn all_candidates(&self) -> Option<u64> {
        self.lists
            .iter()
            .map(|list| {
                if list.independent {
                    Some(1)
                } else {
                    list.candidates.map(u64::from)
                }
            })
            .sum()
    }

    /// Allocates the seats and says how.
    ///
    /// # Errors
    /// As [`allocate`](Self::allocate).
    pub fn answer(&self) -> Result<Answer, Refusals> {
        Ok(Answer::of(self, &self.allocate()?))
    }

    /// The name of a list by its position.
    pub fn name(&self, position: usize) -> &str {
        self.lists
            .get(position)
            .map_or("", |list| list.name.as_str())
    }

    fn refused(&self, error: SeatError) -> Refusals {
        let (field, fault) = match error {
            SeatError::NoSeats | SeatError::TooManySeats { .. } => {
                ("seats".to_owned(), Fault::Seats)
            }
            SeatError::NoContenders => ("lists".to_owned(), Fault::NoLists),
            SeatError::TooManyContenders { .. } => ("lists".to_owned(), Fault::TooManyLists),
            SeatError::TooManyVotes { contender, .. } => {
                (format!("lists[{contender}].votes"), Fault::Votes)
            }
            SeatError::NoVotes => ("lists".to_owned(), Fault::NoVotes),
            SeatError::NobodyReachesThreshold { least_votes } => {
                ("threshold".to_owned(), Fault::NobodyReaches { least_votes })
            }
            SeatError::Lot(refused) => {
                let (part, fault) = Fault::of_lot(refused.fault, |named| self.name(named));
                (format!("lots[{}]{part}", refused.lot), fault)
            }
        };
        Refusals(vec![Refusal { field, fault }])
    }
}

#[cfg(test)]
mod tests;
