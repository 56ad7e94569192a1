//! A result in words and figures, all of it: for whoever certifies it, and for the printed record.

use crate::{
    elections::model::document::{
        ElectionDocument, GroupResult, LotNamed, NominationResult, PersonResult, PersonStanding,
        Working, WorkingStep,
    },
    web::texts::Texts,
};

/// Everything that a document says, ready to be shown.
pub(super) struct ResultSheet {
    /// Letter of the election record, name, figure.
    pub figures: Vec<(&'static str, String, String)>,
    pub reporting: String,
    pub method: String,
    pub legal_source: String,
    pub groups: Vec<GroupSheet>,
    pub district_columns: Vec<String>,
    pub districts: Vec<DistrictLine>,
    pub lots: Vec<LotLine>,
}

pub(super) struct GroupSheet {
    /// Empty where there are no groups.
    pub name: String,
    /// How many seats are filled, vacant, undecided.
    pub seats: String,
    pub lists: Vec<ListLine>,
    pub steps: Vec<String>,
    pub working: Vec<WorkingLine>,
    pub edge: Option<String>,
}

pub(super) struct ListLine {
    pub label: String,
    pub votes: String,
    pub share: String,
    pub entitled: String,
    pub filled: String,
    pub elected: Vec<String>,
    pub undecided: Vec<String>,
    pub successors: Vec<String>,
}

/// A line of the working: who, and the numbers that gave the seats.
pub(super) struct WorkingLine {
    pub label: String,
    /// The computation, and the number of the seat that it won.
    pub cells: Vec<(String, String)>,
}

pub(super) struct DistrictLine {
    pub name: String,
    pub voters: String,
    /// In place of the votes: not reported, or too few.
    pub note: String,
    pub votes: Vec<String>,
}

pub(super) struct LotLine {
    pub between: String,
    pub drawn: String,
    pub day: String,
    pub by: String,
    pub witnesses: String,
}

/// In place of a figure that was not reported.
const NOT_REPORTED: &str = "–";

fn number(texts: &Texts, figure: Option<i64>) -> String {
    figure.map_or_else(|| NOT_REPORTED.to_owned(), |n| texts.number(n))
}

impl ResultSheet {
    pub fn new(texts: &Texts, document: &ElectionDocument) -> Self {
        Self {
            figures: figures(texts, document),
            reporting: texts.ta(
                "certification-reporting",
                &[
                    ("reported", document.reporting.reported.into()),
                    ("districts", document.reporting.districts.into()),
                ],
            ),
            method: method(texts, document),
            legal_source: document.election.rules.legal_source.clone(),
            groups: document
                .allocations
                .iter()
                .map(|group| group_sheet(texts, group))
                .collect(),
            district_columns: document
                .allocations
                .iter()
                .flat_map(|group| &group.nominations)
                .map(|nomination| nomination.label.clone())
                .collect(),
            districts: districts(texts, document),
            lots: document
                .lots
                .iter()
                .map(|lot| lot_line(texts, lot))
                .collect(),
        }
    }
}

fn figures(texts: &Texts, document: &ElectionDocument) -> Vec<(&'static str, String, String)> {
    let (sums, parts) = (&document.figures, &document.parts);
    [
        (
            "A1",
            crate::key!("certification-figure-a1"),
            parts.eligible_unflagged,
        ),
        (
            "A2",
            crate::key!("certification-figure-a2"),
            parts.eligible_flagged,
        ),
        (
            "A3",
            crate::key!("certification-figure-a3"),
            parts.eligible_unregistered,
        ),
        ("A", crate::key!("certification-figure-a"), sums.eligible),
        ("B", crate::key!("certification-figure-b"), sums.voters),
        (
            "B1",
            crate::key!("certification-figure-b1"),
            parts.voters_authorised,
        ),
        ("C", crate::key!("certification-figure-c"), sums.invalid),
        ("D", crate::key!("certification-figure-d"), sums.valid),
    ]
    .into_iter()
    .map(|(letter, key, figure)| (letter, texts.t(key), number(texts, figure)))
    .collect()
}

fn method(texts: &Texts, document: &ElectionDocument) -> String {
    use crate::elections::model::rules::System;
    match &document.election.rules.system {
        System::Proportional { method, .. } => texts.t(method.label()),
        System::Majority => texts.t("certification-majority"),
    }
}

fn group_sheet(texts: &Texts, group: &GroupResult) -> GroupSheet {
    let all: i64 = group
        .nominations
        .iter()
        .map(|n| n.votes)
        .fold(0, i64::saturating_add);
    let label = |i: &usize| group.nominations.get(*i).map_or("", |n| n.label.as_str());
    let labels = |them: &[usize]| them.iter().map(label).collect::<Vec<_>>().join(", ");
    let (working, edge) = working(texts, group);
    GroupSheet {
        name: group.name.clone(),
        seats: texts.ta(
            "certification-seats",
            &[
                ("seats", group.seats.into()),
                ("filled", group.filled.into()),
                ("vacant", group.vacant.into()),
                ("undecided", group.undecided.into()),
            ],
        ),
        lists: group
            .nominations
            .iter()
            .map(|nomination| list_line(texts, nomination, all))
            .collect(),
        steps: group
            .steps
            .iter()
            .map(|step| match step {
                WorkingStep::Threshold {
                    least_votes,
                    left_out,
                } => texts.ta(
                    "certification-step-threshold",
                    &[
                        ("votes", texts.number(*least_votes).into()),
                        (
                            "n",
                            i64::try_from(left_out.len()).unwrap_or(i64::MAX).into(),
                        ),
                        ("names", labels(left_out).into()),
                    ],
                ),
                WorkingStep::MajorityClause {
                    nomination,
                    before,
                    after,
                } => texts.ta(
                    "certification-step-majority-clause",
                    &[
                        ("name", label(nomination).into()),
                        ("before", (*before).into()),
                        ("after", (*after).into()),
                    ],
                ),
                WorkingStep::Lot {
                    between,
                    seats,
                    won,
                } => texts.ta(
                    "certification-step-lot",
                    &[
                        ("seats", (*seats).into()),
                        ("between", labels(between).into()),
                        ("won", labels(won).into()),
                    ],
                ),
            })
            .collect(),
        working,
        edge,
    }
}

fn list_line(texts: &Texts, nomination: &NominationResult, all: i64) -> ListLine {
    let people = |standing: PersonStanding| {
        nomination
            .people
            .iter()
            .filter(|person| person.standing == standing)
            .map(|person| person_line(texts, person))
            .collect()
    };
    ListLine {
        label: nomination.label.clone(),
        votes: texts.number(nomination.votes),
        share: texts.percent(nomination.votes, all.max(1), 2),
        entitled: texts.number(nomination.entitled),
        filled: texts.number(nomination.filled),
        elected: people(PersonStanding::Elected),
        undecided: people(PersonStanding::Undecided),
        successors: people(PersonStanding::Successor),
    }
}

fn person_line(texts: &Texts, person: &PersonResult) -> String {
    let name = match &person.name {
        Some(name) => name.clone(),
        None => texts.t("certification-name-withheld"),
    };
    match person.votes {
        Some(votes) => texts.ta(
            "certification-person-with-votes",
            &[
                ("name", name.into()),
                ("position", person.position.into()),
                ("votes", votes.into()),
                ("shown", texts.number(votes).into()),
            ],
        ),
        None => texts.ta(
            "certification-person",
            &[("name", name.into()), ("position", person.position.into())],
        ),
    }
}

fn working(texts: &Texts, group: &GroupResult) -> (Vec<WorkingLine>, Option<String>) {
    let nomination = |i: usize| group.nominations.get(i);
    let label = |i: usize| nomination(i).map_or_else(String::new, |n| n.label.clone());
    match &group.working {
        Some(Working::Quotients { rows, edge, .. }) => {
            let lines = rows
                .iter()
                .map(|row| WorkingLine {
                    label: label(row.nomination),
                    cells: row
                        .quotients
                        .iter()
                        .map(|cell| {
                            let votes = nomination(row.nomination).map_or(0, |n| n.votes);
                            let (votes, by) = (texts.number(votes), texts.number(cell.divisor));
                            let seat = cell.seat.map(|seat| texts.number(seat));
                            (format!("{votes} : {by}"), seat.unwrap_or_default())
                        })
                        .collect(),
                })
                .collect();
            let edge = edge.map(|edge| {
                texts.ta(
                    "certification-edge",
                    &[
                        ("last", label(edge.last).into()),
                        ("missed", label(edge.missed).into()),
                        ("votes", edge.votes_short.into()),
                        ("shown", texts.number(edge.votes_short).into()),
                    ],
                )
            });
            (lines, edge)
        }
        Some(Working::Quotas { rows }) => {
            let lines = rows
                .iter()
                .map(|row| WorkingLine {
                    label: label(row.nomination),
                    cells: vec![(
                        texts.ta(
                            "certification-quota",
                            &[
                                ("whole", row.whole.into()),
                                ("remainder", texts.number(row.remainder).into()),
                            ],
                        ),
                        if row.further_seat {
                            "+1".to_owned()
                        } else {
                            String::new()
                        },
                    )],
                })
                .collect();
            (lines, None)
        }
        Some(Working::Persons) | None => (Vec::new(), None),
    }
}

fn districts(texts: &Texts, document: &ElectionDocument) -> Vec<DistrictLine> {
    document
        .districts
        .iter()
        .map(|district| DistrictLine {
            name: format!("{} {}", district.number, district.name),
            voters: number(texts, district.figures.voters),
            note: if !district.reported {
                texts.t("certification-district-open")
            } else if district.suppressed {
                texts.t("certification-district-suppressed")
            } else {
                String::new()
            },
            votes: district.votes.iter().map(|n| texts.number(*n)).collect(),
        })
        .collect()
}

fn lot_line(texts: &Texts, lot: &LotNamed) -> LotLine {
    LotLine {
        between: lot.between.join(", "),
        drawn: lot.drawn.join(", "),
        day: texts.day(lot.drawn_on),
        by: lot.drawn_by.clone(),
        witnesses: lot.witnesses.clone(),
    }
}
