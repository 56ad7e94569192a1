//! Facts of a body from which its delegates are computed: reference figures by day, and the fee of each year.

use serde::Serialize;

use crate::{
    tally::delegates::MOST_FIGURE,
    types::{
        Day, FeeId, FieldProblem, Fields, FigureId,
        reading::{day, day_or_none, line, number, word},
        words::words,
    },
};

words! {
    /// What a reference figure counts.
    FigureKind {
        ForeignResidents = "foreign_residents", crate::key!("facts-kind-foreign-residents");
        Inhabitants = "inhabitants", crate::key!("facts-kind-inhabitants");
        Members = "members", crate::key!("facts-kind-members");
        CouncilSeats = "council_seats", crate::key!("facts-kind-council-seats");
    }
}

/// A reference figure of a body. One that was entered wrongly is removed and entered anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    pub id: FigureId,
    #[serde(flatten)]
    pub content: NewFigure,
}

/// A checked figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewFigure {
    pub kind: FigureKind,
    /// The day that it is about.
    pub day: Day,
    pub value: i64,
    /// Who counted it, and where it is written.
    pub source: String,
}

/// A figure as typed.
#[derive(Clone, Debug, Default)]
pub struct FigureInput {
    pub kind: String,
    pub day: String,
    pub value: String,
    pub source: String,
}

impl FigureInput {
    /// Reads a figure; it is about no day after `today`.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self, today: Day) -> Result<NewFigure, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let kind = word(&mut fields, "kind", &self.kind, FigureKind::parse);
        let of = day(&mut fields, "day", &self.day);
        if of.is_some_and(|of| of > today) {
            fields.refuse(FieldProblem::new(
                "day",
                crate::key!("field-figure-in-future"),
            ));
        }
        let most = i64::try_from(MOST_FIGURE).unwrap_or(i64::MAX);
        let value = number(&mut fields, "value", &self.value, 0, most);
        let source = line(&mut fields, "source", &self.source, 2, 200);
        let figure = (|| {
            Some(NewFigure {
                kind: kind?,
                day: of?,
                value: value?,
                source: source?,
            })
        })();
        fields.finish(figure)
    }
}

/// The membership fee of a body for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fee {
    pub id: FeeId,
    #[serde(flatten)]
    pub content: NewFee,
    #[serde(skip)]
    pub revision: i64,
}

impl Fee {
    /// Whether it is due and not paid.
    pub fn is_unpaid_on(&self, day: Day) -> bool {
        self.content.due_on <= day && self.content.paid_on.is_none_or(|paid| paid > day)
    }
}

/// A checked fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NewFee {
    pub year: i64,
    pub due_on: Day,
    pub paid_on: Option<Day>,
}

/// A fee as typed.
#[derive(Clone, Debug, Default)]
pub struct FeeInput {
    pub year: String,
    pub due_on: String,
    /// Blank while it is unpaid.
    pub paid_on: String,
}

impl FeeInput {
    /// Reads a fee; it was paid on no day after `today`.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self, today: Day) -> Result<NewFee, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let year = number(&mut fields, "year", &self.year, 1900, 2200);
        let due_on = day(&mut fields, "due_on", &self.due_on);
        let paid_on = day_or_none(&mut fields, "paid_on", &self.paid_on);
        if paid_on.flatten().is_some_and(|paid| paid > today) {
            fields.refuse(FieldProblem::new(
                "paid_on",
                crate::key!("field-paid-in-future"),
            ));
        }
        let fee = (|| {
            Some(NewFee {
                year: year?,
                due_on: due_on?,
                paid_on: paid_on?,
            })
        })();
        fields.finish(fee)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_figure_has_a_kind_a_past_day_a_number_and_a_source() {
        let good = FigureInput {
            kind: "foreign_residents".into(),
            day: "2025-12-31".into(),
            value: " 15993 ".into(),
            source: "IT.NRW".into(),
        };
        let today = day("2026-02-01");
        assert_eq!(good.parse(today).unwrap().value, 15_993);
        let refused = |input: FigureInput| -> Vec<String> {
            let problems = input.parse(today).unwrap_err();
            problems.into_iter().map(|p| p.field).collect()
        };
        assert_eq!(
            refused(FigureInput::default()),
            ["kind", "day", "value", "source"]
        );
        for (field, value) in [("day", "2026-02-02"), ("value", "-1"), ("value", "1,5")] {
            let mut bad = good.clone();
            match field {
                "day" => bad.day = value.into(),
                _ => bad.value = value.into(),
            }
            assert_eq!(refused(bad), [field], "{value}");
        }
    }

    #[test]
    fn a_fee_is_unpaid_from_the_day_it_is_due_until_it_is_paid() {
        let fee = |paid_on: Option<&str>| Fee {
            id: FeeId(1),
            content: NewFee {
                year: 2026,
                due_on: day("2026-03-31"),
                paid_on: paid_on.map(day),
            },
            revision: 1,
        };
        assert!(!fee(None).is_unpaid_on(day("2026-03-30")));
        assert!(fee(None).is_unpaid_on(day("2026-03-31")));
        assert!(fee(Some("2026-05-01")).is_unpaid_on(day("2026-04-30")));
        assert!(!fee(Some("2026-05-01")).is_unpaid_on(day("2026-05-01")));
    }

    #[test]
    fn a_fee_needs_a_year_and_a_day_and_is_not_paid_in_the_future() {
        let input = |year: &str, due: &str, paid: &str| FeeInput {
            year: year.into(),
            due_on: due.into(),
            paid_on: paid.into(),
        };
        let today = day("2026-02-01");
        assert!(input("2026", "2026-03-31", "").parse(today).is_ok());
        for (bad, field) in [
            (input("26", "2026-03-31", ""), "year"),
            (input("2026", "", ""), "due_on"),
            (input("2026", "2026-03-31", "2026-02-02"), "paid_on"),
        ] {
            let problems = bad.parse(today).unwrap_err();
            assert_eq!(problems[0].field, field);
        }
    }
}
