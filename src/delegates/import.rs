//! The delegations of a round from a table: who is sent by which body, in which role and order, and when that was resolved.
//!
//! Pure: takes a table and what is known of the round, and says row by row what would happen. A registration is recognised by body
//! and person; one that the table does not name stays as it is.

use std::collections::{BTreeMap, HashMap};

use crate::{
    delegates::model::{Delegate, DelegateRole, DelegateState, Places},
    registry::{
        import::{
            Cells, Judged, Outcome, Plan, changes,
            columns::{Described, Words},
            judge_rows, repeated, shown,
        },
        table::{Column, Table},
    },
    types::{
        BodyId, Day, FieldProblem, PersonId, fold_for_search,
        reading::{day_or_none, number, word},
    },
};

/// The columns of the table.
pub const COLUMNS: &[Described] = &[
    Described {
        column: Column::required(
            "body_external_key",
            &[
                "Gremium",
                "Verein",
                "Mitglied",
                "Mitgliedsnummer",
                "Schlüssel des Mitglieds",
                "body",
            ],
        ),
        field: "body_external_key",
        about: crate::key!("registry-column-facts-body"),
        example: "G-001",
        required: true,
    },
    Described {
        column: Column::optional(
            "person_external_key",
            &["Person", "Personennummer", "Schlüssel der Person", "person"],
        ),
        field: "person_external_key",
        about: crate::key!("delegates-column-person"),
        example: "P-0001",
        required: false,
    },
    Described {
        column: Column::optional("given_name", &["Vorname", "first name"]),
        field: "given_name",
        about: crate::key!("delegates-column-name"),
        example: "Ayşegül",
        required: false,
    },
    Described {
        column: Column::optional(
            "family_name",
            &["Nachname", "Familienname", "Name", "surname", "last name"],
        ),
        field: "family_name",
        about: crate::key!("delegates-column-name"),
        example: "Karataş",
        required: false,
    },
    Described {
        column: Column::optional("role", &["Rolle", "Aufgabe", "als"]),
        field: "role",
        about: crate::key!("delegates-column-role"),
        example: "delegate",
        required: false,
    },
    Described {
        column: Column::optional("position", &["Platz", "Rang", "Reihenfolge", "Nr.", "rank"]),
        field: "position",
        about: crate::key!("delegates-column-position"),
        example: "1",
        required: false,
    },
    Described {
        column: Column::optional(
            "resolution_on",
            &[
                "Beschluss",
                "Beschluss am",
                "Tag des Beschlusses",
                "resolution",
            ],
        ),
        field: "resolution_on",
        about: crate::key!("delegates-column-resolution"),
        example: "2026-05-01",
        required: false,
    },
];

/// As what somebody is sent.
const ROLES: Words = &[
    (
        "delegate",
        &[
            "delegierte",
            "delegierter",
            "delegierte/r",
            "delegierte*r",
            "delegierte:r",
        ],
    ),
    (
        "deputy",
        &[
            "stellvertretung",
            "stellvertreter",
            "stellvertreterin",
            "vertretung",
        ],
    ),
    (
        "substitute",
        &[
            "ersatz",
            "ersatzdelegierte",
            "ersatzdelegierter",
            "nachrücker",
            "nachrückerin",
        ],
    ),
];

/// A body of the round.
#[derive(Clone, Debug)]
pub struct KnownBody {
    pub id: BodyId,
    pub name: String,
    pub places: Places,
    pub resolution_on: Option<Day>,
    /// Who belongs to it on the day of the round, with the folded name.
    pub members: Vec<(PersonId, String)>,
}

/// What is known of a round.
#[derive(Clone, Debug)]
pub struct Known {
    pub today: Day,
    /// By key, those of the round only.
    pub bodies: HashMap<String, KnownBody>,
    /// People of the register by key.
    pub people: HashMap<String, PersonId>,
    pub names: HashMap<PersonId, String>,
    /// Those that are not withdrawn.
    pub delegates: Vec<Delegate>,
    /// Roles that the statutes know.
    pub roles: Vec<DelegateRole>,
}

/// A registration to be written.
#[derive(Clone, Debug)]
pub struct Write {
    pub body: BodyId,
    pub person: PersonId,
    pub role: DelegateRole,
    pub position: Option<i64>,
    /// The registration as it was read.
    pub before: Option<Delegate>,
    /// The day of the body's resolution, where the table has one.
    pub resolution_on: Option<Day>,
}

struct Reading<'a> {
    known: &'a Known,
    places: BTreeMap<BodyId, Places>,
    /// Rows by person.
    people: HashMap<PersonId, usize>,
    resolutions: HashMap<BodyId, (usize, Option<Day>)>,
}

/// What would happen with a table of delegations.
pub fn plan(table: &Table<'_>, known: &Known) -> (Plan, Vec<Write>) {
    let mut reading = Reading {
        known,
        places: known.bodies.values().map(|b| (b.id, b.places)).collect(),
        people: HashMap::new(),
        resolutions: HashMap::new(),
    };
    judge_rows(table, |cells| {
        let key = cells.text("body_external_key", String::new);
        let judged = reading.read(cells, &key);
        (key, judged)
    })
}

impl Reading<'_> {
    fn read(&mut self, cells: &mut Cells<'_, '_>, key: &str) -> Option<Judged<Write>> {
        let Some(body) = self.known.bodies.get(key) else {
            let problem = if key.is_empty() {
                crate::key!("field-required")
            } else {
                crate::key!("field-body-not-in-round")
            };
            cells
                .fields
                .refuse(FieldProblem::new("body_external_key", problem));
            return None;
        };
        let person = self.person(cells, body);
        let before = person.and_then(|person| {
            let delegates = self.known.delegates.iter();
            delegates.clone().find(|d| d.person == person)
        });
        let ours = before.filter(|d| d.body == body.id);
        let role_text = cells.word("role", ROLES, String::new);
        let role = match (role_text.is_empty(), ours) {
            (true, Some(ours)) => Some(ours.role),
            (true, None) => Some(DelegateRole::Delegate),
            (false, _) => word(&mut cells.fields, "role", &role_text, DelegateRole::parse),
        };
        let position = match cells.text("position", String::new) {
            text if text.is_empty() => Some(ours.map(|d| d.position)),
            text => number(&mut cells.fields, "position", &text, 1, 999).map(Some),
        };
        let resolution_on = self.resolution(cells, body);
        let (person, role, position) = (person?, role?, position?);
        let field = if cells.text("person_external_key", String::new).is_empty() {
            "family_name"
        } else {
            "person_external_key"
        };
        if let Some(first) = self.people.insert(person, cells.number()) {
            cells.fields.refuse(repeated(field, first));
            return None;
        }
        if before.is_some() && ours.is_none() {
            cells.fields.refuse(FieldProblem::new(
                field,
                crate::key!("field-person-elsewhere"),
            ));
        }
        if ours.is_none() && !body.members.iter().any(|(id, _)| *id == person) {
            let problem = FieldProblem::new(field, crate::key!("field-person-not-in-body"));
            cells.fields.refuse(problem);
        }
        if !self.known.roles.contains(&role) {
            let problem = FieldProblem::new("role", crate::key!("field-role-not-provided"));
            cells.fields.refuse(problem);
        }
        self.take_place(cells, body.id, ours, role);
        let name = self.known.names.get(&person).cloned().unwrap_or_default();
        let changed = ours.map(|old| {
            changes([
                (
                    "role",
                    old.role.as_str().to_owned(),
                    role.as_str().to_owned(),
                ),
                ("position", old.position.to_string(), shown(position)),
                ("state", state_shown(old.is_returned()), state_shown(false)),
                (
                    "resolution_on",
                    shown(body.resolution_on),
                    shown(resolution_on.or(body.resolution_on)),
                ),
            ])
        });
        let outcome = match &changed {
            None => Outcome::New,
            Some(changes) if changes.is_empty() => Outcome::Unchanged,
            Some(_) => Outcome::Update,
        };
        Some(Judged {
            name,
            outcome,
            changes: changed.unwrap_or_default(),
            write: (outcome != Outcome::Unchanged).then(|| Write {
                body: body.id,
                person,
                role,
                position,
                before: ours.cloned(),
                resolution_on,
            }),
        })
    }

    /// Who is meant: by key, else by name among those who belong to the body.
    fn person(&self, cells: &mut Cells<'_, '_>, body: &KnownBody) -> Option<PersonId> {
        let key = cells.text("person_external_key", String::new);
        let (given, family) = (
            cells.text("given_name", String::new),
            cells.text("family_name", String::new),
        );
        if !key.is_empty() {
            let found = self.known.people.get(&key).copied();
            if found.is_none() {
                let unknown = crate::key!("field-person-unknown");
                cells
                    .fields
                    .refuse(FieldProblem::new("person_external_key", unknown));
            }
            return found;
        }
        let name = fold_for_search(&format!("{given} {family}"));
        let mut found = body.members.iter().filter(|(_, known)| *known == name);
        let problem = match (family.is_empty(), found.next(), found.next()) {
            (true, ..) => crate::key!("field-required"),
            (false, Some((person, _)), None) => return Some(*person),
            (false, None, _) => crate::key!("field-person-not-in-body"),
            (false, Some(_), Some(_)) => crate::key!("field-person-ambiguous"),
        };
        cells
            .fields
            .refuse(FieldProblem::new("family_name", problem));
        None
    }

    /// The day of the resolution; all rows of a body say the same.
    fn resolution(&mut self, cells: &mut Cells<'_, '_>, body: &KnownBody) -> Option<Day> {
        let text = cells.day("resolution_on", String::new);
        let day = day_or_none(&mut cells.fields, "resolution_on", &text)?;
        if day.is_some_and(|day| day > self.known.today) {
            let problem =
                FieldProblem::new("resolution_on", crate::key!("field-resolution-in-future"));
            cells.fields.refuse(problem);
        }
        let (row, first) = *self
            .resolutions
            .entry(body.id)
            .or_insert((cells.number(), day));
        if first != day {
            let problem = FieldProblem::new("resolution_on", crate::key!("field-contradicts-row"));
            let row = i64::try_from(row).unwrap_or(i64::MAX);
            cells.fields.refuse(problem.with("row", row));
        }
        day
    }

    /// Takes a place of the role, where the row needs a new one.
    fn take_place(
        &mut self,
        cells: &mut Cells<'_, '_>,
        body: BodyId,
        ours: Option<&Delegate>,
        role: DelegateRole,
    ) {
        let held = ours.filter(|d| !d.is_returned()).map(|d| d.role);
        if held == Some(role) {
            return;
        }
        let Some(places) = self.places.get_mut(&body) else {
            return;
        };
        if let Some(held) = held {
            *places.registered(held) -= 1;
        }
        if places.room_to_register(role).is_err() {
            let key = match role {
                DelegateRole::Delegate => crate::key!("field-places-full"),
                DelegateRole::Deputy => crate::key!("field-deputies-full"),
                DelegateRole::Substitute => crate::key!("field-substitutes-full"),
            };
            let problem = FieldProblem::new("role", key);
            cells.fields.refuse(problem.with("n", places.places));
            return;
        }
        *places.registered(role) += 1;
    }
}

/// Whether a registration was given back, in a word of a report.
fn state_shown(is_returned: bool) -> String {
    let state = if is_returned {
        DelegateState::Returned
    } else {
        DelegateState::Registered
    };
    state.as_str().to_owned()
}

#[cfg(test)]
mod tests;
