//! How an election is divided: districts where votes are counted, and seats set aside for groups. Both are typed line by line.

use serde::Serialize;

use super::nomination::{District, Nomination, SeatGroup};
use crate::types::{FieldProblem, Fields, PlainText, fold_for_search};

/// More districts than any city has.
pub const MOST_DISTRICTS: usize = 5_000;
/// More groups of seats than anybody sets aside.
pub const MOST_GROUPS: usize = 20;
/// More than any number that an office gives its districts.
const LARGEST_NUMBER: i64 = 999_999_999;

/// A district as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistrictInput {
    /// Blank: the one after the line before.
    pub number: String,
    pub name: String,
}

/// A checked district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewDistrict {
    pub number: i64,
    pub name: String,
}

impl NewDistrict {
    /// What an election without districts has.
    pub fn whole() -> Self {
        Self {
            number: 1,
            name: String::new(),
        }
    }
}

impl DistrictInput {
    /// Districts typed line by line: `number; name`, or the name alone; blank lines are skipped.
    pub fn from_lines(text: &str) -> Vec<Self> {
        lines(text)
            .map(|line| {
                let (number, name) = line.split_once([';', '\t']).unwrap_or(("", line));
                Self {
                    number: number.trim().to_owned(),
                    name: name.trim().to_owned(),
                }
            })
            .collect()
    }
}

/// The lines in which districts are typed.
pub fn district_lines(districts: &[District]) -> String {
    districts
        .iter()
        .filter(|d| !d.name.is_empty())
        .map(|d| format!("{}; {}", d.number, d.name))
        .collect::<Vec<_>>()
        .join("\n")
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// A problem with one line of a field.
fn in_line(field: &str, key: &'static str, number: i64) -> FieldProblem {
    FieldProblem::new(field, key).with("line", number)
}

/// Reads districts; none typed is one without a name.
///
/// # Errors
/// All lines that are wrong, by their number.
pub fn parse_districts(inputs: &[DistrictInput]) -> Result<Vec<NewDistrict>, Vec<FieldProblem>> {
    const FIELD: &str = "districts";
    if inputs.is_empty() {
        return Ok(vec![NewDistrict::whole()]);
    }
    let mut fields = Fields::default();
    refuse_too_many(&mut fields, FIELD, inputs.len(), MOST_DISTRICTS);
    let mut districts: Vec<NewDistrict> = Vec::new();
    let mut numbers = std::collections::BTreeSet::new();
    let mut names = std::collections::BTreeSet::new();
    let mut next = 1_i64;
    for (line, input) in (1_i64..).zip(inputs) {
        let typed = input.number.trim();
        let number = if typed.is_empty() {
            Some(next)
        } else {
            typed.parse().ok()
        };
        let Some(number) = number.filter(|n| (1..=LARGEST_NUMBER).contains(n)) else {
            fields.refuse(in_line(FIELD, crate::key!("field-line-number"), line));
            continue;
        };
        let Ok(name) = PlainText::parse(&input.name, 1, 120) else {
            fields.refuse(in_line(FIELD, crate::key!("field-line-name"), line));
            continue;
        };
        if !numbers.insert(number) {
            fields.refuse(in_line(FIELD, crate::key!("field-line-number-twice"), line));
        }
        if !names.insert(fold_for_search(name.as_str())) {
            fields.refuse(in_line(FIELD, crate::key!("field-line-name-twice"), line));
        }
        next = number.saturating_add(1);
        districts.push(NewDistrict {
            number,
            name: name.as_str().to_owned(),
        });
    }
    fields.finish(Some(districts))
}

fn refuse_too_many(fields: &mut Fields, field: &str, count: usize, most: usize) {
    if count > most {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let problem = FieldProblem::new(field, crate::key!("field-too-many-lines"));
        fields.refuse(problem.with("n", most));
    }
}

/// A group of seats as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupInput {
    pub name: String,
    pub seats: String,
}

/// A checked group of seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewGroup {
    /// From 1, in the order typed.
    pub number: i64,
    pub name: String,
    pub seats: i64,
}

impl GroupInput {
    /// Groups typed line by line: `name; seats`; blank lines are skipped.
    pub fn from_lines(text: &str) -> Vec<Self> {
        lines(text)
            .map(|line| {
                let (name, seats) = line.rsplit_once([';', '\t']).unwrap_or((line, ""));
                Self {
                    name: name.trim().to_owned(),
                    seats: seats.trim().to_owned(),
                }
            })
            .collect()
    }
}

/// The lines in which groups of seats are typed.
pub fn group_lines(groups: &[SeatGroup]) -> String {
    groups
        .iter()
        .map(|g| format!("{}; {}", g.name, g.seats))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads groups whose seats are together those to be elected; none typed is no groups.
///
/// # Errors
/// All lines that are wrong, by their number, or a sum that is another one.
pub fn parse_groups(
    inputs: &[GroupInput],
    seats_to_elect: i64,
) -> Result<Vec<NewGroup>, Vec<FieldProblem>> {
    const FIELD: &str = "groups";
    let mut fields = Fields::default();
    refuse_too_many(&mut fields, FIELD, inputs.len(), MOST_GROUPS);
    let mut groups: Vec<NewGroup> = Vec::new();
    let mut names = std::collections::BTreeSet::new();
    for (line, input) in (1_i64..).zip(inputs) {
        let Ok(name) = PlainText::parse(&input.name, 1, 120) else {
            fields.refuse(in_line(FIELD, crate::key!("field-line-name"), line));
            continue;
        };
        let seats = input.seats.trim().parse().ok();
        let Some(seats) = seats.filter(|n| (1..=seats_to_elect).contains(n)) else {
            fields.refuse(in_line(FIELD, crate::key!("field-line-seats"), line));
            continue;
        };
        if !names.insert(fold_for_search(name.as_str())) {
            fields.refuse(in_line(FIELD, crate::key!("field-line-name-twice"), line));
        }
        groups.push(NewGroup {
            number: line,
            name: name.as_str().to_owned(),
            seats,
        });
    }
    let sum: i64 = groups.iter().map(|g| g.seats).sum();
    if fields.is_empty() && !groups.is_empty() && sum != seats_to_elect {
        let problem = FieldProblem::new(FIELD, crate::key!("field-groups-sum"));
        fields.refuse(problem.with("sum", sum).with("seats", seats_to_elect));
    }
    fields.finish(Some(groups))
}

/// Why counting cannot start yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    #[error("no rules are set")]
    NoRules,
    #[error("nobody stands")]
    NobodyStands,
    #[error("the groups have {sum} seats, {seats} are to be elected")]
    GroupsDiffer { sum: i64, seats: i64 },
    #[error("{label} is in no group")]
    NoGroup { label: String },
}

/// All that is missing before counting can start; the state is looked at elsewhere.
pub fn missing_before_counting(
    has_rules: bool,
    seats: i64,
    groups: &[SeatGroup],
    nominations: &[Nomination],
) -> Vec<NotReady> {
    let mut missing = Vec::new();
    if !has_rules {
        missing.push(NotReady::NoRules);
    }
    if !nominations.iter().any(Nomination::stands) {
        missing.push(NotReady::NobodyStands);
    }
    if !groups.is_empty() {
        let sum = groups.iter().map(|g| g.seats).sum();
        if sum != seats {
            missing.push(NotReady::GroupsDiffer { sum, seats });
        }
        let outside = nominations
            .iter()
            .filter(|n| n.stands() && n.group.is_none());
        missing.extend(outside.map(|n| NotReady::NoGroup {
            label: n.label.clone(),
        }));
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{DistrictId, SeatGroupId};

    fn problems<T: std::fmt::Debug>(
        result: Result<T, Vec<FieldProblem>>,
    ) -> Vec<(&'static str, Option<i64>)> {
        let told = result.unwrap_err();
        told.iter()
            .map(|p| {
                let line = p.values.iter().find_map(|(name, value)| match value {
                    crate::types::ProblemValue::Number(n) if *name == "line" => Some(*n),
                    _ => None,
                });
                (p.key, line)
            })
            .collect()
    }

    #[test]
    fn districts_are_typed_line_by_line_with_or_without_their_numbers() {
        let typed = "Rathaus\n\n  Bürgerhaus Nord \n101; Schule; Turnhalle\nBriefwahl\n";
        let districts = parse_districts(&DistrictInput::from_lines(typed)).unwrap();
        let read: Vec<_> = districts
            .iter()
            .map(|d| (d.number, d.name.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                (1, "Rathaus"),
                (2, "Bürgerhaus Nord"),
                (101, "Schule; Turnhalle"),
                (102, "Briefwahl")
            ]
        );
        let stored: Vec<District> = (1..)
            .zip(&districts)
            .map(|(id, d)| District {
                id: DistrictId(id),
                number: d.number,
                name: d.name.clone(),
            })
            .collect();
        let again = DistrictInput::from_lines(&district_lines(&stored));
        assert_eq!(parse_districts(&again).unwrap(), districts);
    }

    #[test]
    fn an_election_without_districts_has_one_without_a_name() {
        assert_eq!(parse_districts(&[]).unwrap(), [NewDistrict::whole()]);
        let whole = District {
            id: DistrictId(1),
            number: 1,
            name: String::new(),
        };
        assert_eq!(district_lines(&[whole]), "");
    }

    #[test]
    fn wrong_lines_are_named_by_their_number() {
        let typed = "1; Nord\nx; Süd\n2;\n1; West\nNORD\n0; Ost";
        assert_eq!(
            problems(parse_districts(&DistrictInput::from_lines(typed))),
            [
                ("field-line-number", Some(2)),
                ("field-line-name", Some(3)),
                ("field-line-number-twice", Some(4)),
                ("field-line-name-twice", Some(5)),
                ("field-line-number", Some(6)),
            ]
        );
        let many = vec![DistrictInput::default(); MOST_DISTRICTS + 1];
        let told = parse_districts(&many).unwrap_err();
        assert_eq!(told[0].key, "field-too-many-lines");
    }

    #[test]
    fn groups_have_together_the_seats_to_elect() {
        let read = |typed: &str| parse_groups(&GroupInput::from_lines(typed), 7);
        let groups = read("Ausländer; 5\nSpätaussiedler; 2").unwrap();
        assert_eq!((groups[1].number, groups[1].seats), (2, 2));
        assert_eq!(read("").unwrap(), []);
        assert_eq!(problems(read("A; 5\nB; 1")), [("field-groups-sum", None)]);
        assert_eq!(
            problems(read("A; 8\nB\n; 2\nC; 1\nc; 1")),
            [
                ("field-line-seats", Some(1)),
                ("field-line-seats", Some(2)),
                ("field-line-name", Some(3)),
                ("field-line-name-twice", Some(5)),
            ]
        );
        let stored: Vec<SeatGroup> = groups
            .iter()
            .map(|g| SeatGroup {
                id: SeatGroupId(g.number),
                number: g.number,
                name: g.name.clone(),
                seats: g.seats,
            })
            .collect();
        assert_eq!(read(&group_lines(&stored)).unwrap(), groups);
    }
}
