//! Who was elected in a year, by age and gender, so that the figures tell nothing about few people.
//!
//! There are figures of whole calendar years of the whole federation and of nothing else: two windows that overlap, or a federation and
//! all but one of its bodies, could be subtracted from each other. For the same reason a year has none while an election of it, or the
//! answer of somebody elected, is still to come: what came in between two days could be subtracted too.

use crate::{
    desk::model::suppression::{CountTable, LEAST, Shown},
    registry::model::particulars::{Gender, age_on},
    types::{Day, PersonId, words::words},
};

words! {
    /// Completed years on the day of the election.
    AgeGroup {
        /// A line of its own only where these are not few; otherwise they are among [`Self::Under30`].
        Under18 = "under_18", crate::key!("desk-elected-under-18");
        From18 = "18_29", crate::key!("desk-elected-18-29");
        /// Instead of [`Self::From18`] where some few were under age.
        Under30 = "under_30", crate::key!("desk-elected-under-30");
        From30 = "30_44", crate::key!("desk-elected-30-44");
        From45 = "45_59", crate::key!("desk-elected-45-59");
        From60 = "60_and_over", crate::key!("desk-elected-60");
        NotStated = "not_stated", crate::key!("desk-elected-not-stated");
    }

    /// Why a year has no figures.
    Withheld {
        NoElection = "no_election", crate::key!("desk-elected-none");
        StillOpen = "still_open", crate::key!("desk-elected-open");
        TooFew = "too_few", crate::key!("desk-elected-few");
    }
}

/// Columns of the figures.
pub const GENDERS: [Option<Gender>; 4] = [
    Some(Gender::Female),
    Some(Gender::Male),
    Some(Gender::Diverse),
    None,
];

/// Somebody elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elected {
    pub person: PersonId,
    /// The day of the election.
    pub day: Day,
    pub born_on: Option<Day>,
    pub gender: Option<Gender>,
}

/// Elections of a year, as far as they decide whether it has figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElectionYear {
    pub year: i16,
    pub certified: i64,
    /// Being prepared or counted, or certified while somebody elected has not answered.
    pub open: i64,
}

/// The year to begin with: the latest that has figures, else the latest with a certified election.
pub fn latest(years: &[ElectionYear]) -> Option<i16> {
    let certified = || years.iter().filter(|y| y.certified > 0);
    let settled = certified().filter(|y| y.open == 0);
    let of = |year: &ElectionYear| year.year;
    settled.map(of).max().or_else(|| certified().map(of).max())
}

/// Counts of the elected of a year, each person once; the hidden ones are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectedFigures {
    /// With the total of each line at its end.
    pub lines: Vec<(AgeGroup, Vec<Shown>)>,
    /// Of all ages; the last is the number of those elected.
    pub totals: Vec<Shown>,
}

impl ElectedFigures {
    /// The figures of a year, or why there are none.
    ///
    /// # Errors
    /// The reason.
    pub fn of(year: Option<&ElectionYear>, elected: &[Elected]) -> Result<Self, Withheld> {
        let year = year.ok_or(Withheld::NoElection)?;
        if year.open > 0 {
            return Err(Withheld::StillOpen);
        }
        if year.certified == 0 {
            return Err(Withheld::NoElection);
        }
        // Who was elected twice counts once, with the age of the first time.
        let mut once = elected.to_vec();
        once.sort_by_key(|e| (e.person, e.day));
        once.dedup_by_key(|e| e.person);
        let age = |e: &Elected| e.born_on.map(|born| age_on(born, e.day));
        let is_under_age = |e: &&Elected| age(e).is_some_and(|years| years < 18);
        let under_age = count(once.iter().filter(is_under_age));
        let group = |e: &Elected| match age(e) {
            None => AgeGroup::NotStated,
            Some(..18) if under_age >= LEAST => AgeGroup::Under18,
            Some(..30) if under_age > 0 && under_age < LEAST => AgeGroup::Under30,
            Some(..30) => AgeGroup::From18,
            Some(30..45) => AgeGroup::From30,
            Some(45..60) => AgeGroup::From45,
            Some(60..) => AgeGroup::From60,
        };
        let has_line = |group: &AgeGroup| match group {
            AgeGroup::Under18 => under_age >= LEAST,
            AgeGroup::From18 => under_age == 0 || under_age >= LEAST,
            AgeGroup::Under30 => under_age > 0 && under_age < LEAST,
            AgeGroup::From30 | AgeGroup::From45 | AgeGroup::From60 | AgeGroup::NotStated => true,
        };
        let groups: Vec<AgeGroup> = AgeGroup::ALL.iter().copied().filter(has_line).collect();
        let cell = |line: AgeGroup, gender: Option<Gender>| {
            count(
                once.iter()
                    .filter(|e| group(e) == line && e.gender == gender),
            )
        };
        let rows = groups
            .iter()
            .map(|line| GENDERS.map(|gender| cell(*line, gender)).to_vec());
        let mut shown = CountTable::of(rows.collect())
            .and_then(|table| table.published())
            .ok_or(Withheld::TooFew)?;
        let totals = shown.pop().unwrap_or_default();
        Ok(Self {
            lines: groups.into_iter().zip(shown).collect(),
            totals,
        })
    }
}

fn count<'a>(of: impl Iterator<Item = &'a Elected>) -> i64 {
    i64::try_from(of.count()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: ElectionYear = ElectionYear {
        year: 2025,
        certified: 1,
        open: 0,
    };

    fn day(day: &str) -> Day {
        day.parse().expect("a day")
    }

    /// So many people of a year of birth and a gender, elected on 14 September 2025.
    fn people(groups: &[(usize, &str, Option<Gender>)]) -> Vec<Elected> {
        let all = groups
            .iter()
            .flat_map(|(n, born, gender)| std::iter::repeat_n((*born, *gender), *n));
        (1..)
            .zip(all)
            .map(|(id, (born, gender))| Elected {
                person: PersonId(id),
                day: day("2025-09-14"),
                born_on: (!born.is_empty()).then(|| day(born)),
                gender,
            })
            .collect()
    }

    fn lines(elected: &[Elected]) -> Vec<&'static str> {
        let figures = ElectedFigures::of(Some(&YEAR), elected).expect("figures");
        figures.lines.iter().map(|(g, _)| g.as_str()).collect()
    }

    #[test]
    fn the_age_is_that_of_the_day_of_the_election_and_whoever_told_nothing_is_counted_too() {
        let (female, male) = (Some(Gender::Female), Some(Gender::Male));
        let elected = people(&[
            // Thirty on the day; a day younger is 29.
            (6, "1995-09-14", female),
            (7, "1995-09-15", male),
            (8, "1960-01-01", female),
            (9, "1980-01-01", None),
            (5, "", male),
        ]);
        let figures = ElectedFigures::of(Some(&YEAR), &elected).expect("figures");
        assert_eq!(figures.totals.last(), Some(&Some(35)));
        let totals: Vec<_> = figures.lines.iter().map(|(g, l)| (*g, l[4])).collect();
        assert_eq!(
            totals,
            [
                (AgeGroup::From18, Some(7)),
                (AgeGroup::From30, Some(6)),
                (AgeGroup::From45, Some(9)),
                (AgeGroup::From60, Some(8)),
                (AgeGroup::NotStated, Some(5)),
            ]
        );
        // Diverse is nobody, and nobody computes that from the others.
        assert_eq!(figures.totals[2], None);
        assert!(figures.totals.iter().filter(|t| t.is_none()).count() >= 2);
    }

    #[test]
    fn few_who_were_under_age_have_no_line_of_their_own() {
        let adults = (20, "1980-01-01", Some(Gender::Male));
        assert_eq!(
            lines(&people(&[adults])),
            ["18_29", "30_44", "45_59", "60_and_over", "not_stated"]
        );
        let few = people(&[adults, (4, "2008-01-01", None)]);
        assert_eq!(lines(&few)[0], "under_30");
        let many = people(&[adults, (5, "2008-01-01", None)]);
        assert_eq!(lines(&many)[..2], ["under_18", "18_29"]);
    }

    #[test]
    fn who_was_elected_twice_in_a_year_counts_once() {
        let mut elected = people(&[(12, "1980-01-01", Some(Gender::Female))]);
        let again = elected.clone();
        elected.extend(again.into_iter().map(|e| Elected {
            day: day("2025-11-01"),
            ..e
        }));
        let figures = ElectedFigures::of(Some(&YEAR), &elected).expect("figures");
        assert_eq!(figures.totals.last(), Some(&Some(12)));
    }

    #[test]
    fn a_year_has_no_figures_while_something_is_open_or_where_few_were_elected() {
        let elected = people(&[(20, "1980-01-01", None)]);
        let open = ElectionYear { open: 1, ..YEAR };
        let none = ElectionYear {
            certified: 0,
            ..YEAR
        };
        for (year, elected, why) in [
            (Some(&open), &elected[..], Withheld::StillOpen),
            (Some(&none), &elected[..], Withheld::NoElection),
            (None, &elected[..], Withheld::NoElection),
            (Some(&YEAR), &elected[..4], Withheld::TooFew),
        ] {
            assert_eq!(ElectedFigures::of(year, elected), Err(why));
        }
    }

    #[test]
    fn the_latest_year_with_figures_is_shown_before_one_that_is_still_open() {
        let later = ElectionYear {
            year: 2026,
            certified: 3,
            open: 2,
        };
        let ahead = ElectionYear {
            year: 2027,
            certified: 0,
            open: 1,
        };
        assert_eq!(latest(&[YEAR, later, ahead]), Some(2025));
        assert_eq!(latest(&[later, ahead]), Some(2026));
        assert_eq!(latest(&[ahead]), None);
    }
}
