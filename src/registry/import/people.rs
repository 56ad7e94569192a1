//! People and where they belong from a table, by the key that they have in another list.
//!
//! A row names a person and, where it names a body, a mandate that is known by person, body and first day. A person who
//! belongs to two bodies has two rows.

use std::collections::HashMap;

use super::{
    Cells, Judged, Outcome, Plan, changes,
    columns::{END_REASONS, FUNCTIONS, LANGUAGES, YES_NO},
    judge_rows, repeated, shown,
};
use crate::{
    registry::{
        model::{
            BodyKind,
            body::Species,
            mandate::{
                EndReason, Function, Mandate, MandateFacts, MandateInput, Place, SeatInTerm,
                refuse_mandate,
            },
            person::{NewPerson, PersonInput},
            span::Span,
        },
        table::Table,
    },
    types::{BodyId, Day, FieldProblem, Locale, MandateId, PersonId, SeatId, TermId},
};

/// A person of the register.
#[derive(Clone, Debug)]
pub struct KnownPerson {
    pub id: PersonId,
    pub revision: i64,
    pub values: NewPerson,
}

/// What the register knows, and when the table is read.
#[derive(Clone, Debug)]
pub struct Known {
    pub today: Day,
    /// Language of people of whom none is given.
    pub locale: Locale,
    pub people: HashMap<String, KnownPerson>,
    pub bodies: HashMap<String, (BodyId, BodyKind)>,
    /// Seats of every body by number, with their terms.
    pub seats: HashMap<BodyId, Vec<(i64, SeatInTerm)>>,
    pub mandates: HashMap<BodyId, Vec<Mandate>>,
}

/// What is to be written for a row.
#[derive(Clone, Debug)]
pub struct Write {
    pub key: String,
    /// The person with the revision that they have afterwards; nothing where they stay as they are.
    pub person: Option<(NewPerson, i64)>,
    pub mandate: Option<MandateWrite>,
}

/// A mandate to be written.
#[derive(Clone, Debug)]
pub struct MandateWrite {
    pub body: BodyId,
    pub seat: Option<(TermId, SeatId)>,
    pub facts: MandateFacts,
    /// The mandate that is changed, with the revision that it was read with.
    pub changes: Option<(MandateId, i64)>,
}

/// People who come with the table itself get ids of their own below zero until they are written.
struct Reading<'a> {
    known: &'a Known,
    /// Of the table: key, with the row that named the person first, and the values there.
    people: HashMap<String, (usize, PersonId, NewPerson)>,
    mandates: HashMap<BodyId, Vec<Mandate>>,
    rows: HashMap<(String, String, String), usize>,
}

/// What would happen with a table of people.
pub fn plan(table: &Table<'_>, known: &Known) -> (Plan, Vec<Write>) {
    let mut reading = Reading {
        known,
        people: HashMap::new(),
        mandates: known.mandates.clone(),
        rows: HashMap::new(),
    };
    judge_rows(table, |cells| {
        let key = cells.text("external_key", String::new);
        if key.is_empty() {
            cells.fields.refuse(FieldProblem::new(
                "external_key",
                crate::key!("field-required"),
            ));
            return (key, None);
        }
        let judged = reading.read(cells, &key);
        (key, judged)
    })
}

impl Reading<'_> {
    fn read(&mut self, cells: &mut Cells<'_, '_>, key: &str) -> Option<Judged<Write>> {
        let before = self.known.people.get(key);
        let values = self.read_person(cells, key, before.map(|p| &p.values));
        let body_key = cells.text("body_external_key", String::new);
        let from = cells.day("from", String::new);
        let row = (key.to_owned(), body_key.clone(), from.clone());
        if let Some(first) = self.rows.insert(row, cells.number()) {
            cells.fields.refuse(repeated("external_key", first));
        }
        let values = values?;
        let number = i64::try_from(cells.number()).unwrap_or(i64::MAX);
        let id = before.map_or(PersonId(-number), |p| p.id);
        let (id, named_before) = match self.people.get(key) {
            Some((first, _, named)) if *named != values => {
                let problem =
                    FieldProblem::new("external_key", crate::key!("field-contradicts-row"));
                cells
                    .fields
                    .refuse(problem.with("row", i64::try_from(*first).unwrap_or(i64::MAX)));
                return None;
            }
            Some((_, id, _)) => (*id, true),
            None => {
                self.people
                    .insert(key.to_owned(), (cells.number(), id, values.clone()));
                (id, false)
            }
        };
        let mandate = if body_key.is_empty() {
            for (field, text) in [("from", from), ("to", cells.day("to", String::new))] {
                if !text.is_empty() {
                    cells.fields.refuse(FieldProblem::new(
                        field,
                        crate::key!("field-day-without-body"),
                    ));
                }
            }
            None
        } else {
            Some(self.read_mandate(cells, id, &body_key, from)?)
        };
        let mut changed = before
            .map(|p| person_changes(&p.values, &values))
            .unwrap_or_default();
        let person_outcome = match before {
            _ if named_before => Outcome::Unchanged,
            None => Outcome::New,
            Some(_) if changed.is_empty() => Outcome::Unchanged,
            Some(_) => Outcome::Update,
        };
        if named_before {
            changed.clear();
        }
        let (mandate_outcome, mandate) = match mandate {
            None => (Outcome::Unchanged, None),
            Some((outcome, mandate_changes, write)) => {
                // A new person has no values that change.
                if before.is_some() {
                    changed.extend(mandate_changes);
                }
                (outcome, (outcome != Outcome::Unchanged).then_some(write))
            }
        };
        let outcome = match (person_outcome, mandate_outcome) {
            (Outcome::Unchanged, Outcome::Unchanged) => Outcome::Unchanged,
            (Outcome::New, _) => Outcome::New,
            (_, Outcome::New) if named_before && before.is_none() => Outcome::New,
            _ => Outcome::Update,
        };
        let name = format!("{} {}", values.given_name, values.family_name)
            .trim()
            .to_owned();
        let person = (person_outcome != Outcome::Unchanged)
            .then(|| (values, before.map_or(1, |p| p.revision + 1)));
        let write = Write {
            key: key.to_owned(),
            person,
            mandate,
        };
        Some(Judged {
            name,
            outcome,
            changes: changed,
            write: (outcome != Outcome::Unchanged).then_some(write),
        })
    }

    fn read_person(
        &self,
        cells: &mut Cells<'_, '_>,
        key: &str,
        old: Option<&NewPerson>,
    ) -> Option<NewPerson> {
        let text_of = |value: fn(&NewPerson) -> String| move || old.map(value).unwrap_or_default();
        // A table without a day does not take a consent back: that is an act of its own.
        let consent = |cells: &mut Cells<'_, '_>, field, known: fn(&NewPerson) -> String| {
            let typed = cells.day(field, text_of(known));
            if typed.is_empty() {
                text_of(known)()
            } else {
                typed
            }
        };
        let locale = cells.word("locale", LANGUAGES, text_of(|p| p.locale.tag().to_owned()));
        let input = PersonInput {
            external_key: key.to_owned(),
            given_name: cells.text("given_name", text_of(|p| p.given_name.clone())),
            family_name: cells.text("family_name", String::new),
            email: cells.text("email", text_of(|p| p.email.clone())),
            phone: cells.signed("phone", text_of(|p| p.phone.clone())),
            locale: if locale.is_empty() {
                self.known.locale.tag().to_owned()
            } else {
                locale
            },
            consent_name_on: consent(cells, "consent_name_on", |p| shown(p.consents.name)),
            consent_photo_on: consent(cells, "consent_photo_on", |p| shown(p.consents.photo)),
            consent_contact_on: consent(cells, "consent_contact_on", |p| shown(p.consents.contact)),
            same_name_is_another: true,
        };
        input.parse(self.known.today, &mut cells.fields)
    }

    fn read_mandate(
        &mut self,
        cells: &mut Cells<'_, '_>,
        person: PersonId,
        body_key: &str,
        from: String,
    ) -> Option<(Outcome, Vec<super::Change>, MandateWrite)> {
        let Some(&(body, kind)) = self.known.bodies.get(body_key) else {
            cells.fields.refuse(FieldProblem::new(
                "body_external_key",
                crate::key!("field-body-unknown"),
            ));
            return None;
        };
        let mandates = self.mandates.entry(body).or_default();
        let starts_on = from.parse::<Day>().ok();
        let old = mandates
            .iter()
            .find(|m| m.person == person && Some(m.starts_on) == starts_on)
            .cloned();
        let facts = read_facts(cells, from, old.as_ref())?;
        let number = cells.text("seat", String::new);
        let seats = self
            .known
            .seats
            .get(&body)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let seat = match &old {
            Some(old) if number.is_empty() => seats
                .iter()
                .find(|(_, s)| Some(s.seat) == old.seat)
                .map(|(_, s)| s.clone()),
            _ => find_seat(cells, &number, kind, seats, mandates, facts.span()).ok()?,
        };
        let in_council_without_terms = seat.is_none() && kind.species() == Species::Council;
        let place = Place {
            kind,
            seat: seat.clone(),
            person,
            itself: old.as_ref().map(|m| m.id),
        };
        let problems = refuse_mandate(&facts, &place, mandates);
        // A council whose terms are not entered yet has members all the same.
        let problems: Vec<_> = problems
            .into_iter()
            .filter(|p| !(in_council_without_terms && p.field == "seat"))
            .collect();
        if !problems.is_empty() {
            problems
                .into_iter()
                .for_each(|p| cells.fields.refuse(in_table(p)));
            return None;
        }
        let seat = seat.map(|s| (s.term.id, s.seat));
        let (outcome, changed) = match &old {
            None => (
                Outcome::New,
                changes([("body_external_key", String::new(), body_key.to_owned())]),
            ),
            Some(old) => {
                let changed = changes([
                    ("to", shown(old.ends_on), shown(facts.ends_on)),
                    ("seat", shown(old.seat), shown(seat.map(|(_, seat)| seat))),
                    (
                        "function",
                        old.function.as_str().to_owned(),
                        facts.function.as_str().to_owned(),
                    ),
                    (
                        "public_office",
                        old.public_office.to_string(),
                        facts.public_office.to_string(),
                    ),
                    (
                        "end_reason",
                        shown(old.end_reason.map(EndReason::as_str)),
                        shown(facts.end_reason.map(EndReason::as_str)),
                    ),
                ]);
                (
                    if changed.is_empty() {
                        Outcome::Unchanged
                    } else {
                        Outcome::Update
                    },
                    changed,
                )
            }
        };
        let id = old.as_ref().map_or(
            MandateId(-i64::try_from(cells.number()).unwrap_or(i64::MAX)),
            |m| m.id,
        );
        mandates.retain(|m| m.id != id);
        mandates.push(Mandate {
            id,
            body,
            person,
            term: seat.map(|(term, _)| term),
            seat: seat.map(|(_, seat)| seat),
            function: facts.function,
            public_office: facts.public_office,
            starts_on: facts.starts_on,
            ends_on: facts.ends_on,
            end_reason: facts.end_reason,
            revision: 0,
        });
        Some((
            outcome,
            changed,
            MandateWrite {
                body,
                seat,
                facts,
                changes: old.map(|m| (m.id, m.revision)),
            },
        ))
    }
}

fn read_facts(
    cells: &mut Cells<'_, '_>,
    from: String,
    old: Option<&Mandate>,
) -> Option<MandateFacts> {
    let filled = |text: String, otherwise: &str| {
        if text.is_empty() {
            otherwise.to_owned()
        } else {
            text
        }
    };
    let ends_on = cells.day("to", || shown(old.and_then(|m| m.ends_on)));
    let reason = cells.word("end_reason", END_REASONS, || {
        shown(old.and_then(|m| m.end_reason).map(EndReason::as_str))
    });
    let function = cells.word("function", FUNCTIONS, || {
        shown(old.map(|m| m.function.as_str()))
    });
    let office = cells.word("public_office", YES_NO, || {
        if old.is_some_and(|m| m.public_office) {
            "yes"
        } else {
            "no"
        }
        .to_owned()
    });
    if !matches!(office.as_str(), "yes" | "no") {
        cells.fields.refuse(FieldProblem::new(
            "public_office",
            crate::key!("field-word-unknown"),
        ));
    }
    let input = MandateInput {
        function: filled(function, Function::Member.as_str()),
        public_office: office == "yes",
        starts_on: from,
        end_reason: if ends_on.is_empty() {
            String::new()
        } else {
            filled(reason, EndReason::Other.as_str())
        },
        ends_on,
    };
    match input.parse() {
        Ok(facts) => Some(facts),
        Err(problems) => {
            problems
                .into_iter()
                .for_each(|p| cells.fields.refuse(in_table(p)));
            None
        }
    }
}

/// The seat of the number in the term that runs on the first day; in a council without a number, its first free one.
fn find_seat(
    cells: &mut Cells<'_, '_>,
    number: &str,
    kind: BodyKind,
    seats: &[(i64, SeatInTerm)],
    mandates: &[Mandate],
    span: Span,
) -> Result<Option<SeatInTerm>, ()> {
    let mut of_term = seats
        .iter()
        .filter(|(_, s)| s.term.span().holds_on(span.starts_on));
    let mut refuse = |key| {
        cells.fields.refuse(FieldProblem::new("seat", key));
        Err(())
    };
    if !number.is_empty() {
        let found = of_term
            .find(|(n, _)| n.to_string() == number)
            .map(|(_, s)| s.clone());
        return if found.is_some() {
            Ok(found)
        } else {
            refuse(crate::key!("field-seat-unknown"))
        };
    }
    if kind.species() != Species::Council || of_term.clone().next().is_none() {
        return Ok(None);
    }
    let free = |s: &SeatInTerm| {
        !mandates
            .iter()
            .any(|m| m.seat == Some(s.seat) && m.span().overlaps(span))
    };
    let found = of_term.find(|(_, s)| free(s)).map(|(_, s)| s.clone());
    if found.is_some() {
        Ok(found)
    } else {
        refuse(crate::key!("field-no-free-seat"))
    }
}

/// The names that fields of a mandate have in a table.
fn in_table(mut problem: FieldProblem) -> FieldProblem {
    problem.field = match problem.field.as_str() {
        "starts_on" => "from".to_owned(),
        "ends_on" => "to".to_owned(),
        "person" => "external_key".to_owned(),
        _ => problem.field,
    };
    problem
}

fn person_changes(old: &NewPerson, new: &NewPerson) -> Vec<super::Change> {
    changes([
        ("given_name", old.given_name.clone(), new.given_name.clone()),
        (
            "family_name",
            old.family_name.clone(),
            new.family_name.clone(),
        ),
        ("email", old.email.clone(), new.email.clone()),
        ("phone", old.phone.clone(), new.phone.clone()),
        (
            "locale",
            old.locale.tag().to_owned(),
            new.locale.tag().to_owned(),
        ),
        (
            "consent_name_on",
            shown(old.consents.name),
            shown(new.consents.name),
        ),
        (
            "consent_photo_on",
            shown(old.consents.photo),
            shown(new.consents.photo),
        ),
        (
            "consent_contact_on",
            shown(old.consents.contact),
            shown(new.consents.contact),
        ),
    ])
}
