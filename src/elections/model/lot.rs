//! A lot that people drew because the votes left a seat undecided.

use serde::{Deserialize, Serialize};

use super::compute::{OpenTie, TiedSet};
use crate::types::{
    CandidateId, Day, FieldProblem, Fields, MultilineText, NominationId, SeatGroupId,
    reading::{day, line},
};

/// Between whom a lot was drawn, and how it fell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "between", rename_all = "snake_case", deny_unknown_fields)]
pub enum LotContent {
    /// Lists with equal claims to the last seats (of a group of seats).
    Nominations {
        group: Option<SeatGroupId>,
        tied: Vec<NominationId>,
        /// Those who got a seat, in the order drawn.
        won: Vec<NominationId>,
    },
    /// Candidates with equal votes.
    Candidates {
        tied: Vec<CandidateId>,
        /// All of them in the order drawn: the first is elected first and follows first.
        order: Vec<CandidateId>,
    },
    /// Candidates with equal votes who are next on a seat that was given; it decides about nothing else.
    Successors {
        tied: Vec<CandidateId>,
        /// All of them in the order drawn.
        order: Vec<CandidateId>,
    },
    /// A list as a whole and its candidates together, equal for the last seat of the list (NKWG § 36).
    ListAndCandidates {
        list: NominationId,
        /// Seats of the list that were divided.
        list_seats: i64,
        won: ListPart,
    },
}

/// By what a list that counts both fills a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListPart {
    /// The order of the list.
    Order,
    /// The votes of its candidates.
    Candidates,
}

impl ListPart {
    /// Both, in the order in which a tie names them.
    pub const BOTH: [Self; 2] = [Self::Order, Self::Candidates];

    /// The number by which a lot names it: 0 for the list as a whole, 1 for its candidates.
    pub const fn number(self) -> i64 {
        match self {
            Self::Order => 0,
            Self::Candidates => 1,
        }
    }
}

/// A recorded lot (KWG Hesse § 22(3): drawn by the returning officer).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lot {
    pub content: LotContent,
    pub drawn_on: Day,
    pub drawn_by: String,
    pub witnesses: String,
}

/// A lot as typed.
#[derive(Clone, Debug, Default)]
pub struct LotInput {
    /// `nominations`, `candidates`, `successors` or `list_and_candidates`.
    pub between: String,
    /// The list, where it is tied with its candidates.
    pub list: Option<i64>,
    /// Ids of those who were tied; of a list and its candidates the numbers of [`ListPart`].
    pub tied: Vec<i64>,
    /// Between candidates or successors: all of them in the order drawn. Between others: those who won a seat.
    pub drawn: Vec<i64>,
    pub drawn_on: String,
    pub drawn_by: String,
    pub witnesses: String,
}

impl TiedSet {
    /// The word of whom it is between.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Nominations { .. } => "nominations",
            Self::Candidates { .. } => "candidates",
            Self::Successors { .. } => "successors",
            Self::ListAndCandidates { .. } => "list_and_candidates",
        }
    }

    /// The list that is tied with its own candidates.
    pub fn list(&self) -> Option<NominationId> {
        match self {
            Self::Nominations { .. } | Self::Candidates { .. } | Self::Successors { .. } => None,
            Self::ListAndCandidates { list, .. } => Some(*list),
        }
    }

    /// The ids of those tied.
    pub fn ids(&self) -> Vec<i64> {
        match self {
            Self::Nominations { tied, .. } => tied.iter().map(|id| id.0).collect(),
            Self::Candidates { tied } | Self::Successors { tied } => {
                tied.iter().map(|id| id.0).collect()
            }
            Self::ListAndCandidates { .. } => ListPart::BOTH.map(ListPart::number).to_vec(),
        }
    }
}

fn sorted(ids: &[i64]) -> Vec<i64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}

impl LotInput {
    /// Whether it was drawn between exactly those who are tied.
    pub fn is_for(&self, tie: &OpenTie) -> bool {
        self.between.trim() == tie.between.word()
            && self.list == tie.between.list().map(|list| list.0)
            && sorted(&self.tied) == sorted(&tie.between.ids())
    }

    /// Reads a lot for a tie of an election of that day.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(
        &self,
        tie: &OpenTie,
        election_day: Day,
        today: Day,
    ) -> Result<Lot, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let drawn_on = day(&mut fields, "drawn_on", &self.drawn_on);
        if drawn_on.is_some_and(|day| day > today) {
            let key = crate::key!("field-lot-in-future");
            fields.refuse(FieldProblem::new("drawn_on", key));
        }
        if drawn_on.is_some_and(|day| day < election_day) {
            let key = crate::key!("field-lot-before-election");
            fields.refuse(FieldProblem::new("drawn_on", key));
        }
        let drawn_by = line(&mut fields, "drawn_by", &self.drawn_by, 1, 200);
        let witnesses = fields.take("witnesses", MultilineText::parse(&self.witnesses, 1, 500));
        let content = self.content(&mut fields, &tie.between, tie.seats);
        let lot = (|| {
            Some(Lot {
                content: content?,
                drawn_on: drawn_on?,
                drawn_by: drawn_by?,
                witnesses: witnesses?.as_str().to_owned(),
            })
        })();
        fields.finish(lot)
    }

    fn content(&self, fields: &mut Fields, tied: &TiedSet, seats: i64) -> Option<LotContent> {
        let ids = tied.ids();
        let mut drawn = sorted(&self.drawn);
        drawn.dedup();
        let known_once = drawn.len() == self.drawn.len() && drawn.iter().all(|id| ids.contains(id));
        let count = i64::try_from(drawn.len()).unwrap_or(i64::MAX);
        let (key, fits) = match tied {
            TiedSet::Nominations { .. } | TiedSet::ListAndCandidates { .. } => {
                (crate::key!("field-lot-winners"), count == seats)
            }
            TiedSet::Candidates { .. } | TiedSet::Successors { .. } => {
                (crate::key!("field-lot-order"), drawn.len() == ids.len())
            }
        };
        if !known_once || !fits {
            fields.refuse(FieldProblem::new("drawn", key).with("n", seats));
            return None;
        }
        let order = || self.drawn.iter().copied().map(CandidateId).collect();
        match tied {
            TiedSet::Nominations { group, tied } => Some(LotContent::Nominations {
                group: *group,
                tied: tied.clone(),
                won: self.drawn.iter().copied().map(NominationId).collect(),
            }),
            TiedSet::Candidates { tied } => Some(LotContent::Candidates {
                tied: tied.clone(),
                order: order(),
            }),
            TiedSet::Successors { tied } => Some(LotContent::Successors {
                tied: tied.clone(),
                order: order(),
            }),
            TiedSet::ListAndCandidates { list, list_seats } => {
                let won = ListPart::BOTH
                    .into_iter()
                    .find(|part| drawn.contains(&part.number()))?;
                Some(LotContent::ListAndCandidates {
                    list: *list,
                    list_seats: *list_seats,
                    won,
                })
            }
        }
    }
}
