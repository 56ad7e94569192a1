//! A lot that people drew because the votes of a poll left places open.

use serde::{Deserialize, Serialize};

use crate::{
    polls::count::{Awaits, Outcome},
    tally::lot,
    types::{
        Day, FieldProblem, Fields, MultilineText,
        reading::{day, line},
    },
};

/// A lot as it is recorded and published. Places are those on the ballot, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollLot {
    pub between: Vec<i64>,
    /// Who won: the open places; or, where somebody was to be excluded, who stays; or whose surplus goes first.
    pub won: Vec<i64>,
    pub drawn_on: Day,
    pub drawn_by: String,
    pub witnesses: String,
}

/// The tie that a count left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLot {
    /// Places on the ballot, from 1.
    pub between: Vec<i64>,
    /// How many of them win.
    pub winners: i64,
}

impl OpenLot {
    /// The tie that an outcome leaves open, if there is one.
    pub fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            // Between yes and no.
            Outcome::Motion { awaits, .. } => match awaits {
                Some(Awaits::Lot) => Some(Self {
                    between: vec![1, 2],
                    winners: 1,
                }),
                Some(Awaits::Runoff) | None => None,
            },
            Outcome::Election {
                tied,
                open_seats,
                winners,
                ..
            } => (!tied.is_empty()).then(|| Self {
                between: tied.clone(),
                winners: winners.unwrap_or(*open_seats),
            }),
        }
    }
}

/// The lots as the arithmetic takes them; `None` where one is none.
pub fn positions_of(lots: &[PollLot]) -> Option<Vec<lot::Lot>> {
    lots.iter().map(PollLot::positions).collect()
}

/// A lot as typed.
#[derive(Clone, Debug, Default)]
pub struct LotInput {
    /// Places on the ballot of those who won, from 1.
    pub won: Vec<String>,
    /// YYYY-MM-DD.
    pub drawn_on: String,
    pub drawn_by: String,
    pub witnesses: String,
}

impl PollLot {
    /// As the arithmetic takes it; `None` where a place is none.
    pub fn positions(&self) -> Option<lot::Lot> {
        let positions = |places: &[i64]| -> Option<Vec<usize>> {
            places
                .iter()
                .map(|place| usize::try_from(place.checked_sub(1)?).ok())
                .collect()
        };
        Some(lot::Lot {
            between: Some(positions(&self.between)?),
            won: positions(&self.won)?,
        })
    }
}

impl LotInput {
    /// Reads a lot for the tie of a poll that was closed on a day.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(
        &self,
        open: &OpenLot,
        closed_on: Day,
        today: Day,
    ) -> Result<PollLot, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let drawn_on = day(&mut fields, "drawn_on", &self.drawn_on);
        if drawn_on.is_some_and(|day| day > today) {
            let key = crate::key!("field-lot-in-future");
            fields.refuse(FieldProblem::new("drawn_on", key));
        }
        if drawn_on.is_some_and(|day| day < closed_on) {
            let key = crate::key!("field-lot-before-closing");
            fields.refuse(FieldProblem::new("drawn_on", key));
        }
        let drawn_by = line(&mut fields, "drawn_by", &self.drawn_by, 1, 200);
        let witnesses = fields.take("witnesses", MultilineText::parse(&self.witnesses, 1, 500));
        let mut won: Vec<i64> = self
            .won
            .iter()
            .filter_map(|place| place.trim().parse().ok())
            .filter(|place| open.between.contains(place))
            .collect();
        won.sort_unstable();
        won.dedup();
        let fits = won.len() == self.won.len() && i64::try_from(won.len()) == Ok(open.winners);
        if !fits {
            let key = crate::key!("field-lot-winners");
            fields.refuse(FieldProblem::new("won", key).with("n", open.winners));
        }
        let lot = (|| {
            Some(PollLot {
                between: open.between.clone(),
                won,
                drawn_on: drawn_on?,
                drawn_by: drawn_by?,
                witnesses: witnesses?.as_str().to_owned(),
            })
        })();
        fields.finish(lot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(won: &[&str], drawn_on: &str) -> LotInput {
        LotInput {
            won: won.iter().map(|w| (*w).to_owned()).collect(),
            drawn_on: drawn_on.to_owned(),
            drawn_by: "Ayşe Öz".to_owned(),
            witnesses: "alle Anwesenden".to_owned(),
        }
    }

    fn read(input: &LotInput) -> Result<PollLot, Vec<String>> {
        let open = OpenLot {
            between: vec![2, 4, 5],
            winners: 2,
        };
        let day = |text: &str| text.parse().expect("a day");
        input
            .parse(&open, day("2026-05-09"), day("2026-05-11"))
            .map_err(|problems| problems.into_iter().map(|p| p.field).collect())
    }

    #[test]
    fn a_lot_names_as_many_winners_as_places_are_open_and_only_those_who_were_tied() {
        let lot = read(&typed(&["5", "2"], "2026-05-09")).expect("reads");
        assert_eq!(lot.won, [2, 5]);
        let positions = lot.positions().expect("positions");
        assert_eq!(
            (positions.between, positions.won),
            (Some(vec![1, 3, 4]), vec![1, 4])
        );
        for won in [
            &["2"][..],
            &["2", "4", "5"],
            &["2", "3"],
            &["2", "2"],
            &["2", "x"],
            &[],
        ] {
            let refused = read(&typed(won, "2026-05-09")).expect_err("refused");
            assert_eq!(refused, ["won"], "{won:?}");
        }
    }

    #[test]
    fn a_lot_is_drawn_after_closing_and_not_in_the_future_before_witnesses() {
        for day in ["2026-05-08", "2026-05-12", "09.05.2026", ""] {
            let refused = read(&typed(&["2", "4"], day)).expect_err("refused");
            assert_eq!(refused, ["drawn_on"], "{day}");
        }
        let nobody = LotInput {
            drawn_by: String::new(),
            witnesses: " ".to_owned(),
            ..typed(&["2", "4"], "2026-05-09")
        };
        assert_eq!(
            read(&nobody).expect_err("refused"),
            ["drawn_by", "witnesses"]
        );
    }
}
