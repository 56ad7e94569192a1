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
    /// `nominations` or `candidates`.
    pub between: String,
    /// Ids of those who were tied.
    pub tied: Vec<i64>,
    /// Between nominations: those who won a seat. Between candidates: all of them in the order drawn.
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
        }
    }

    /// The ids of those tied.
    pub fn ids(&self) -> Vec<i64> {
        match self {
            Self::Nominations { tied, .. } => tied.iter().map(|id| id.0).collect(),
            Self::Candidates { tied } => tied.iter().map(|id| id.0).collect(),
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
        match tied {
            TiedSet::Nominations { group, tied } => {
                if !known_once || count != seats {
                    let key = crate::key!("field-lot-winners");
                    fields.refuse(FieldProblem::new("drawn", key).with("n", seats));
                    return None;
                }
                Some(LotContent::Nominations {
                    group: *group,
                    tied: tied.clone(),
                    won: self.drawn.iter().copied().map(NominationId).collect(),
                })
            }
            TiedSet::Candidates { tied } => {
                if !known_once || drawn.len() != ids.len() {
                    let key = crate::key!("field-lot-order");
                    fields.refuse(FieldProblem::new("drawn", key));
                    return None;
                }
                Some(LotContent::Candidates {
                    tied: tied.clone(),
                    order: self.drawn.iter().copied().map(CandidateId).collect(),
                })
            }
        }
    }
}
