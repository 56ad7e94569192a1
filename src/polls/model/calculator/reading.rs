//! Reads fields out of a JSON document; each refusal names the path of its field.

use std::{collections::BTreeMap, fmt};

use serde_json::{Map, Value};

use super::Refusal;
use crate::{
    tally::lot::{Lot, LotFault, LotRefused},
    types::{ExplainField, FieldProblem, PlainText},
};

/// The longest name of an option or a body.
pub(super) const LONGEST_NAME: usize = 200;
/// More lots than ties can come up.
const MOST_LOTS: usize = 1_000;
/// The longest part of a path that is repeated.
const LONGEST_SHOWN: usize = 100;

/// A refusal of a field.
pub(super) fn refused(reason: impl fmt::Display, problem: FieldProblem) -> Refusal {
    Refusal::Field {
        reason: reason.to_string(),
        problem,
    }
}

/// The options of a poll by position and by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) list: Vec<String>,
    positions: BTreeMap<String, usize>,
}

impl Names {
    pub(super) fn get(&self, position: usize) -> String {
        self.list.get(position).cloned().unwrap_or_default()
    }

    pub(super) fn all(&self, positions: &[usize]) -> Vec<String> {
        positions.iter().map(|one| self.get(*one)).collect()
    }

    /// Names from a list, each once.
    pub(super) fn read(list: &At<'_>, most: usize) -> Result<Self, Refusal> {
        let rows = list.rows()?;
        if rows.is_empty() {
            return Err(list.refuse(
                "there is nothing to choose from",
                crate::key!("field-polls-no-options"),
            ));
        }
        if rows.len() > most {
            let problem = FieldProblem::new(&list.path, crate::key!("field-too-many"))
                .with("n", i64::try_from(most).unwrap_or(i64::MAX));
            return Err(refused(
                format_args!("at most {most} are possible"),
                problem,
            ));
        }
        let mut names = Self {
            list: Vec::with_capacity(rows.len()),
            positions: BTreeMap::new(),
        };
        for row in rows {
            let name = row.name()?;
            let position = names.list.len();
            if let Some(earlier) = names.positions.insert(name.clone(), position) {
                let earlier = i64::try_from(earlier).unwrap_or(i64::MAX).saturating_add(1);
                let problem = FieldProblem::new(&row.path, crate::key!("field-repeats-row"));
                let reason = format!("the same name as in row {earlier}");
                return Err(refused(reason, problem.with("row", earlier)));
            }
            names.list.push(name);
        }
        Ok(names)
    }

    /// The position of a name as it stands at a path.
    pub(super) fn find(&self, path: &str, text: &str) -> Result<usize, Refusal> {
        let found = self.positions.get(text).copied().or_else(|| {
            let name = PlainText::parse(text, 1, LONGEST_NAME).ok()?;
            self.positions.get(name.as_str()).copied()
        });
        found.ok_or_else(|| {
            let shown: String = text.chars().take(LONGEST_SHOWN).collect();
            refused(
                format!("there is no option {shown:?}"),
                FieldProblem::new(path, crate::key!("field-polls-no-such-option"))
                    .with("name", shown),
            )
        })
    }
}

/// A value and where it stands.
#[derive(Clone)]
pub(super) struct At<'a> {
    pub(super) path: String,
    pub(super) value: &'a Value,
}

/// An object with known fields.
pub(super) struct Object<'a> {
    path: String,
    fields: &'a Map<String, Value>,
}

impl<'a> At<'a> {
    pub(super) fn whole(value: &'a Value) -> Self {
        Self {
            path: String::new(),
            value,
        }
    }

    fn refuse(&self, reason: impl fmt::Display, key: &'static str) -> Refusal {
        refused(reason, FieldProblem::new(&self.path, key))
    }

    /// An object that has no other fields than these.
    pub(super) fn object(&self, known: &[&str]) -> Result<Object<'a>, Refusal> {
        let object = self.any_object()?;
        match object
            .fields
            .keys()
            .find(|name| !known.contains(&name.as_str()))
        {
            Some(unknown) => Err(refused(
                "no such field",
                FieldProblem::new(
                    &object.inner(unknown),
                    crate::key!("field-seats-unknown-field"),
                ),
            )),
            None => Ok(object),
        }
    }

    /// An object whose fields are names.
    pub(super) fn any_object(&self) -> Result<Object<'a>, Refusal> {
        match self.value.as_object() {
            Some(fields) => Ok(Object {
                path: self.path.clone(),
                fields,
            }),
            None => Err(self.refuse(
                "must be an object",
                crate::key!("field-seats-not-an-object"),
            )),
        }
    }

    pub(super) fn rows(&self) -> Result<Vec<Self>, Refusal> {
        match self.value.as_array() {
            Some(rows) => Ok(rows
                .iter()
                .enumerate()
                .map(|(position, value)| Self {
                    path: format!("{}[{position}]", self.path),
                    value,
                })
                .collect()),
            None => Err(self.refuse("must be a list", crate::key!("field-seats-not-a-list"))),
        }
    }

    /// A whole number of a range.
    pub(super) fn number(&self, least: u64, most: u64) -> Result<u64, Refusal> {
        match self.value.as_u64() {
            Some(number) if (least..=most).contains(&number) => Ok(number),
            Some(_) | None => {
                let shown = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
                let problem = FieldProblem::new(&self.path, crate::key!("field-number-range"))
                    .with("least", shown(least))
                    .with("most", shown(most));
                let reason = format!("must be a whole number from {least} to {most}");
                Err(refused(reason, problem))
            }
        }
    }

    pub(super) fn size(&self, least: u64, most: u64) -> Result<usize, Refusal> {
        self.number(least, most)
            .map(|number| usize::try_from(number).unwrap_or(usize::MAX))
    }

    pub(super) fn flag(&self) -> Result<bool, Refusal> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            _ => Err(self.refuse(
                "must be true or false",
                crate::key!("field-seats-not-yes-or-no"),
            )),
        }
    }

    pub(super) fn text(&self) -> Result<&'a str, Refusal> {
        match self.value.as_str() {
            Some(text) => Ok(text),
            None => Err(self.refuse("must be a text", crate::key!("field-seats-not-text"))),
        }
    }

    /// A name as it will be shown: trimmed and without signs that cannot be seen.
    pub(super) fn name(&self) -> Result<String, Refusal> {
        match PlainText::parse(self.text()?, 1, LONGEST_NAME) {
            Ok(name) => Ok(name.as_str().to_owned()),
            Err(error) => {
                let problem = error.field_problem(&self.path);
                Err(refused(error, problem))
            }
        }
    }

    /// One of some words.
    pub(super) fn word<T>(
        &self,
        allowed: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Refusal> {
        match read(self.text()?) {
            Some(word) => Ok(word),
            None => Err(self.refuse(
                format_args!("must be one of: {}", allowed.join(", ")),
                crate::key!("field-word-unknown"),
            )),
        }
    }

    /// Lots by the names of options.
    pub(super) fn lots(&self, options: &Names) -> Result<Vec<Lot>, Refusal> {
        let rows = self.rows()?;
        if rows.len() > MOST_LOTS {
            return Err(self.refuse(
                format_args!("at most {MOST_LOTS} lots"),
                crate::key!("field-seats-no-tie"),
            ));
        }
        let named = |list: &At<'_>| -> Result<Vec<usize>, Refusal> {
            list.rows()?
                .iter()
                .map(|row| options.find(&row.path, row.text()?))
                .collect()
        };
        rows.iter()
            .map(|row| {
                let fields = row.object(&["between", "won"])?;
                Ok(Lot {
                    between: fields.given("between").as_ref().map(named).transpose()?,
                    won: named(&fields.required("won")?)?,
                })
            })
            .collect()
    }
}

impl<'a> Object<'a> {
    /// The path of a field, cut short where its name is absurd and with nothing that harms a terminal.
    fn inner(&self, name: &str) -> String {
        let shown: String = name.chars().take(LONGEST_SHOWN).collect();
        let shown = shown.escape_debug();
        if self.path.is_empty() {
            shown.to_string()
        } else {
            format!("{}.{shown}", self.path)
        }
    }

    /// A field that is there and not null.
    pub(super) fn given(&self, name: &str) -> Option<At<'a>> {
        let value = self.fields.get(name).filter(|value| !value.is_null())?;
        Some(At {
            path: self.inner(name),
            value,
        })
    }

    pub(super) fn required(&self, name: &str) -> Result<At<'a>, Refusal> {
        self.given(name).ok_or_else(|| {
            refused(
                "is missing",
                FieldProblem::new(&self.inner(name), crate::key!("field-required")),
            )
        })
    }

    /// Every field with its name.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'a str, At<'a>)> {
        self.fields.iter().map(|(name, value)| {
            let path = self.inner(name);
            (name.as_str(), At { path, value })
        })
    }
}

/// A lot that does not fit, beside the part of it that is wrong.
pub(super) fn lot_refused(error: LotRefused, options: &Names) -> Refusal {
    let name = |position: usize| options.get(position);
    let at = |part: &str| format!("lots[{}]{part}", error.lot);
    match error.fault {
        LotFault::NoTie => refused(
            "there is no tie to draw for",
            FieldProblem::new(&at(""), crate::key!("field-seats-no-tie")),
        ),
        LotFault::OtherTie => refused(
            "others are tied than those named",
            FieldProblem::new(&at(".between"), crate::key!("field-seats-other-tie")),
        ),
        LotFault::NotTied { named } => refused(
            format_args!("{:?} is not tied", name(named)),
            FieldProblem::new(&at(".won"), crate::key!("field-seats-not-tied"))
                .with("name", name(named)),
        ),
        LotFault::NamedTwice { named } => refused(
            format_args!("{:?} is named twice", name(named)),
            FieldProblem::new(&at(""), crate::key!("field-seats-won-twice"))
                .with("name", name(named)),
        ),
        LotFault::Winners { named, open } => refused(
            format_args!("{named} are named as winners, {open} win this lot"),
            FieldProblem::new(&at(".won"), crate::key!("field-polls-lot-winners"))
                .with("named", i64::try_from(named).unwrap_or(i64::MAX))
                .with("open", i64::from(open)),
        ),
    }
}
