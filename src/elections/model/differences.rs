//! What changed from one published version of a result to the next.

use super::{
    comparison::total,
    document::{
        ElectionDocument, GroupResult, NominationResult, PersonResult, PersonStanding, Reporting,
        Standing,
    },
};
use crate::types::Day;

/// A figure that versions are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureName {
    Eligible,
    Voters,
    Invalid,
    Valid,
    Vacant,
    /// Seats that only a lot can give.
    Undecided,
}

/// Something that differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference<'a> {
    Standing {
        old: Standing,
        new: Standing,
    },
    Reporting {
        old: Reporting,
        new: Reporting,
    },
    Figure {
        name: FigureName,
        old: Option<i64>,
        new: Option<i64>,
    },
    /// Votes of a list; `None` where it is not in that version.
    Votes {
        label: &'a str,
        old: Option<i64>,
        new: Option<i64>,
    },
    /// Seats that a list fills.
    Seats {
        label: &'a str,
        old: Option<i64>,
        new: Option<i64>,
    },
    /// What somebody came to; the name as the newer version tells it.
    Person {
        label: &'a str,
        position: i64,
        name: Option<&'a str>,
        old: Option<PersonStanding>,
        new: Option<PersonStanding>,
    },
    Rules,
    ObjectionDeadline {
        old: Option<Day>,
        new: Option<Day>,
    },
}

/// What differs, in the order of the page.
pub fn differences<'a>(
    old: &'a ElectionDocument,
    new: &'a ElectionDocument,
) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    if old.standing != new.standing {
        found.push(Difference::Standing {
            old: old.standing,
            new: new.standing,
        });
    }
    if old.reporting != new.reporting {
        found.push(Difference::Reporting {
            old: old.reporting,
            new: new.reporting,
        });
    }
    let sum = |document: &ElectionDocument, of: fn(&GroupResult) -> i64| {
        Some(total(document.allocations.iter().map(of)))
    };
    let figures = [
        (
            FigureName::Eligible,
            old.figures.eligible,
            new.figures.eligible,
        ),
        (FigureName::Voters, old.figures.voters, new.figures.voters),
        (
            FigureName::Invalid,
            old.figures.invalid,
            new.figures.invalid,
        ),
        (FigureName::Valid, old.figures.valid, new.figures.valid),
        (
            FigureName::Vacant,
            sum(old, |g| g.vacant),
            sum(new, |g| g.vacant),
        ),
        (
            FigureName::Undecided,
            sum(old, |g| g.undecided),
            sum(new, |g| g.undecided),
        ),
    ];
    found.extend(
        figures
            .into_iter()
            .filter(|(_, old, new)| old != new)
            .map(|(name, old, new)| Difference::Figure { name, old, new }),
    );
    nominations(old, new, &mut found);
    if old.election.rules != new.election.rules {
        found.push(Difference::Rules);
    }
    if old.election.objection_deadline != new.election.objection_deadline {
        found.push(Difference::ObjectionDeadline {
            old: old.election.objection_deadline,
            new: new.election.objection_deadline,
        });
    }
    found
}

fn all(document: &ElectionDocument) -> impl Iterator<Item = &NominationResult> {
    document.allocations.iter().flat_map(|g| &g.nominations)
}

fn nominations<'a>(
    old: &'a ElectionDocument,
    new: &'a ElectionDocument,
    found: &mut Vec<Difference<'a>>,
) {
    let pairs = all(new)
        .map(|now| (all(old).find(|before| before.id == now.id), Some(now)))
        .chain(
            all(old)
                .filter(|before| all(new).all(|now| now.id != before.id))
                .map(|before| (Some(before), None)),
        );
    for (before, now) in pairs {
        let label = now.or(before).map_or("", |n| n.label.as_str());
        let (old, new) = (before.map(|n| n.votes), now.map(|n| n.votes));
        if old != new {
            found.push(Difference::Votes { label, old, new });
        }
        let (old, new) = (before.map(|n| n.filled), now.map(|n| n.filled));
        if old != new {
            found.push(Difference::Seats { label, old, new });
        }
        people(label, before, now, found);
    }
}

fn people<'a>(
    label: &'a str,
    before: Option<&'a NominationResult>,
    now: Option<&'a NominationResult>,
    found: &mut Vec<Difference<'a>>,
) {
    let of = |n: Option<&'a NominationResult>| n.map_or(&[][..], |n| n.people.as_slice());
    let (before, now) = (of(before), of(now));
    let mut compare = |old: Option<&'a PersonResult>, new: Option<&'a PersonResult>| {
        let (was, is) = (old.map(|p| p.standing), new.map(|p| p.standing));
        // Who was elected and who is: the order of those who follow is told by the page itself.
        let elected = |standing: Option<PersonStanding>| standing == Some(PersonStanding::Elected);
        if let Some(person) = new.or(old)
            && elected(was) != elected(is)
        {
            found.push(Difference::Person {
                label,
                position: person.position,
                name: person.name.as_deref(),
                old: was,
                new: is,
            });
        }
    };
    for person in now {
        compare(before.iter().find(|p| p.id == person.id), Some(person));
    }
    for person in before {
        if now.iter().all(|p| p.id != person.id) {
            compare(Some(person), None);
        }
    }
}
