//! What is kept of a person apart, for those who keep the register alone: in no list, search, feed or table, and never in the log.
//! Only the counts of a year's elected are made from them (`desk::model::elected`).
//!
//! There is no field for where somebody or their family comes from, and there will be none (GDPR Art. 9).

use crate::types::{
    Day, FieldProblem, Fields,
    reading::{day_or_none, word},
    words::words,
};

words! {
    /// As the person says, for figures of a wave of elections.
    Gender {
        Female = "female", crate::key!("people-gender-female");
        Male = "male", crate::key!("people-gender-male");
        Diverse = "diverse", crate::key!("people-gender-diverse");
    }
}

/// What is known; nothing needs to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The day, not the year: statutes that ask for an age mean a day, and a year would leave those open who come of age in it.
    pub born_on: Option<Day>,
    pub gender: Option<Gender>,
}

impl Particulars {
    /// Names of the fields in which another one differs.
    pub fn changed(self, other: Self) -> Vec<&'static str> {
        let differs = [
            ("born_on", self.born_on != other.born_on),
            ("gender", self.gender != other.gender),
        ];
        let changed = differs.into_iter().filter(|(_, differs)| *differs);
        changed.map(|(field, _)| field).collect()
    }
}

/// Particulars as typed.
#[derive(Clone, Debug, Default)]
pub struct ParticularsInput {
    pub born_on: String,
    pub gender: String,
}

/// Nobody in the register is older.
const OLDEST: i64 = 130;

impl ParticularsInput {
    /// Reads particulars; nobody is born tomorrow, or so long ago.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self, today: Day) -> Result<Particulars, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let born_on = day_or_none(&mut fields, "born_on", &self.born_on);
        if born_on
            .flatten()
            .is_some_and(|born| born > today || age_on(born, today) > OLDEST)
        {
            fields.refuse(FieldProblem::new(
                "born_on",
                crate::key!("field-born-impossible"),
            ));
        }
        let gender = if self.gender.trim().is_empty() {
            Some(None)
        } else {
            word(&mut fields, "gender", &self.gender, Gender::parse).map(Some)
        };
        let particulars = born_on
            .zip(gender)
            .map(|(born_on, gender)| Particulars { born_on, gender });
        fields.finish(particulars)
    }
}

/// Completed years on a day. The day of birth counts (BGB § 187 (2), § 188 (2)): who was born on 29 February is a year older on
/// 1 March of a common year.
pub fn age_on(born: Day, on: Day) -> i64 {
    let (born, on) = (born.date(), on.date());
    let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
    i64::from(on.year()) - i64::from(born.year()) - i64::from(before_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_is_complete_on_the_birthday_and_for_29_february_on_1_march() {
        for (born, on, age) in [
            ("2008-05-10", "2026-05-09", 17),
            ("2008-05-10", "2026-05-10", 18),
            ("2008-02-29", "2026-02-28", 17),
            ("2008-02-29", "2026-03-01", 18),
            ("2008-02-29", "2028-02-28", 19),
            ("2008-02-29", "2028-02-29", 20),
            ("2026-01-01", "2026-01-01", 0),
        ] {
            assert_eq!(age_on(day(born), day(on)), age, "{born} {on}");
        }
    }

    #[test]
    fn nothing_need_be_known_and_the_impossible_is_refused() {
        let read = |born_on: &str, gender: &str| {
            let input = ParticularsInput {
                born_on: born_on.into(),
                gender: gender.into(),
            };
            input.parse(day("2026-05-04")).map_err(|problems| {
                let told = problems.into_iter().map(|p| (p.field, p.key));
                told.collect::<Vec<_>>()
            })
        };
        assert_eq!(read("", " "), Ok(Particulars::default()));
        let known = read("1990-02-28", "diverse").unwrap();
        assert_eq!(known.gender, Some(Gender::Diverse));
        assert_eq!(known.changed(Particulars::default()), ["born_on", "gender"]);
        for (born_on, gender, refused) in [
            ("2026-05-05", "", ("born_on", "field-born-impossible")),
            ("1895-05-04", "", ("born_on", "field-born-impossible")),
            ("1990-02-29", "", ("born_on", "field-not-a-day")),
            ("", "m", ("gender", "field-word-unknown")),
        ] {
            let told = read(born_on, gender).unwrap_err();
            assert_eq!(told, [(refused.0.to_owned(), refused.1)], "{born_on}");
        }
    }
}
