//! Reads a question from JSON, and collects all that is wrong with it.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Map, Value};

use super::{AskedList, AskedLot, Fault, LONGEST_NAME, Question, Refusal, Refusals};
use crate::{
    tally::seats::{
        MOST_CONTENDERS, MOST_SEATS, MOST_VOTES, Method, SeatRule, ShortLists, Threshold,
    },
    types::{Day, PlainText},
};

/// So many refusals are told at once.
const MOST_REFUSALS: usize = 20;
/// More lots than ties can come up.
const MOST_LOTS: usize = 100;

impl Question {
    /// Reads a question from the text of a JSON document.
    ///
    /// # Errors
    /// [`Refusals`] with each field that cannot be what it should be.
    pub fn parse(text: &str) -> Result<Self, Refusals> {
        let unreadable = |error: serde_json::Error| {
            Refusals(vec![Refusal {
                field: String::new(),
                fault: Fault::Unreadable {
                    reason: error.to_string(),
                },
            }])
        };
        let document: Value = serde_json::from_str(text).map_err(unreadable)?;
        let question = Self::from_json(&document)?;
        // Of a field that stands twice a map keeps the last one, and nobody would know which was meant.
        serde_json::from_str::<Shape>(text).map_err(unreadable)?;
        Ok(question)
    }

    /// Reads a question from JSON.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn from_json(document: &Value) -> Result<Self, Refusals> {
        let mut reader = Reader::default();
        let question = reader.question(document);
        match question {
            Some(question) if reader.refusals.is_empty() => Ok(question),
            _ => {
                reader.refusals.truncate(MOST_REFUSALS);
                Err(Refusals(reader.refusals))
            }
        }
    }
}

/// The names of the fields, to find those that stand twice.
#[derive(Deserialize)]
#[expect(dead_code, reason = "only that each stands once is of interest")]
struct Shape {
    method: Option<IgnoredAny>,
    seats: Option<IgnoredAny>,
    short_lists: Option<IgnoredAny>,
    majority_clause: Option<IgnoredAny>,
    threshold: Option<ThresholdShape>,
    #[serde(default)]
    lists: Vec<ListShape>,
    lots: Option<Vec<LotShape>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only that each stands once is of interest")]
struct ThresholdShape {
    num: Option<IgnoredAny>,
    den: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only that each stands once is of interest")]
struct ListShape {
    name: Option<IgnoredAny>,
    votes: Option<IgnoredAny>,
    candidates: Option<IgnoredAny>,
    independent: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only that each stands once is of interest")]
struct LotShape {
    between: Option<IgnoredAny>,
    won: Option<IgnoredAny>,
    drawn_by: Option<IgnoredAny>,
    drawn_on: Option<IgnoredAny>,
    witnesses: Option<IgnoredAny>,
}

#[derive(Default)]
struct Reader {
    refusals: Vec<Refusal>,
}

impl Reader {
    fn refuse<T>(&mut self, field: &str, fault: Fault) -> Option<T> {
        // The rest of an absurd document is not worth the memory.
        if self.refusals.len() <= MOST_REFUSALS {
            self.refusals.push(Refusal {
                field: field.to_owned(),
                fault,
            });
        }
        None
    }

    fn question(&mut self, document: &Value) -> Option<Question> {
        let fields = self.object(
            "",
            document,
            &[
                "method",
                "seats",
                "short_lists",
                "majority_clause",
                "threshold",
                "lists",
                "lots",
            ],
        )?;
        let method = self.required(fields, "method", "method", |reader, field, value| {
            reader.word(
                field,
                value,
                &Method::ALL.map(Method::code),
                Method::from_code,
            )
        });
        let seats = self.required(fields, "seats", "seats", |reader, field, value| {
            let seats = value.as_u64().and_then(|seats| u32::try_from(seats).ok());
            match seats.filter(|seats| (1..=MOST_SEATS).contains(seats)) {
                Some(seats) => Some(seats),
                None => reader.refuse(field, Fault::Seats),
            }
        });
        let short_lists = match given(fields, "short_lists") {
            // As most of these bodies have it: NRW, Hesse, Bavaria.
            None => Some(ShortLists::Vacant),
            Some(value) => self.word(
                "short_lists",
                value,
                &ShortLists::ALL.map(ShortLists::code),
                ShortLists::from_code,
            ),
        };
        let majority_clause = self.yes_or_no(fields, "majority_clause", "majority_clause");
        let threshold = match given(fields, "threshold") {
            None => Some(None),
            Some(value) => self.threshold(value).map(Some),
        };
        let lists = self.required(fields, "lists", "lists", Self::lists);
        let lots = match (given(fields, "lots"), &lists) {
            (None, _) => Some(Vec::new()),
            (Some(value), Some(lists)) => self.lots(value, lists),
            // Names in lots mean nothing while the lists cannot be read.
            (Some(_), None) => None,
        };
        Some(Question {
            rule: SeatRule {
                method: method?,
                short_lists: short_lists?,
                majority_clause: majority_clause?,
                threshold: threshold?,
            },
            seats: seats?,
            lists: lists?,
            lots: lots?,
        })
    }

    fn threshold(&mut self, value: &Value) -> Option<Threshold> {
        let fields = self.object("threshold", value, &["num", "den"])?;
        let num = self.required(fields, "num", "threshold.num", Self::number);
        let den = self.required(fields, "den", "threshold.den", Self::number);
        match Threshold::new(num?, den?) {
            Some(threshold) => Some(threshold),
            None => self.refuse("threshold", Fault::NotAShare),
        }
    }

    fn lists(&mut self, field: &str, value: &Value) -> Option<Vec<AskedList>> {
        let rows = self.rows(field, value)?;
        if rows.is_empty() {
            return self.refuse(field, Fault::NoLists);
        }
        if rows.len() > MOST_CONTENDERS {
            return self.refuse(field, Fault::TooManyLists);
        }
        let mut seen = BTreeMap::new();
        let mut lists = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let Some(list) = self.list(&format!("{field}[{index}]"), row) else {
                continue;
            };
            match seen.get(&list.name) {
                Some(row) => self.refuse::<()>(
                    &format!("{field}[{index}].name"),
                    Fault::Twice { row: *row },
                ),
                None => {
                    seen.insert(list.name.clone(), index.saturating_add(1));
                    None
                }
            };
            lists.push(list);
        }
        (lists.len() == rows.len()).then_some(lists)
    }

    fn list(&mut self, at: &str, value: &Value) -> Option<AskedList> {
        let fields = self.object(at, value, &["name", "votes", "candidates", "independent"])?;
        let name = self.required(fields, "name", &format!("{at}.name"), Self::name);
        let votes = self.required(
            fields,
            "votes",
            &format!("{at}.votes"),
            |reader, field, value| match value.as_u64().filter(|votes| *votes <= MOST_VOTES) {
                Some(votes) => Some(votes),
                None => reader.refuse(field, Fault::Votes),
            },
        );
        let candidates = match given(fields, "candidates") {
            None => Some(None),
            Some(value) => self.number(&format!("{at}.candidates"), value).map(Some),
        };
        let independent = self.yes_or_no(fields, "independent", &format!("{at}.independent"));
        Some(AskedList {
            name: name?,
            votes: votes?,
            candidates: candidates?,
            independent: independent?,
        })
    }

    fn lots(&mut self, value: &Value, lists: &[AskedList]) -> Option<Vec<AskedLot>> {
        let rows = self.rows("lots", value)?;
        if rows.len() > MOST_LOTS {
            return self.refuse("lots", Fault::NoTie);
        }
        let positions: BTreeMap<&str, usize> = lists
            .iter()
            .enumerate()
            .map(|(position, list)| (list.name.as_str(), position))
            .collect();
        let mut lots = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            lots.extend(self.lot(&format!("lots[{index}]"), row, &positions));
        }
        (lots.len() == rows.len()).then_some(lots)
    }

    fn lot(
        &mut self,
        at: &str,
        value: &Value,
        positions: &BTreeMap<&str, usize>,
    ) -> Option<AskedLot> {
        let fields = self.object(
            at,
            value,
            &["between", "won", "drawn_by", "drawn_on", "witnesses"],
        )?;
        let between = match given(fields, "between") {
            None => Some(None),
            Some(value) => self
                .named(&format!("{at}.between"), value, positions)
                .map(Some),
        };
        let won = self.required(
            fields,
            "won",
            &format!("{at}.won"),
            |reader, field, value| reader.named(field, value, positions),
        );
        let drawn_by = match given(fields, "drawn_by") {
            None => Some(None),
            Some(value) => self.name(&format!("{at}.drawn_by"), value).map(Some),
        };
        let drawn_on = match given(fields, "drawn_on") {
            None => Some(None),
            Some(value) => self.day(&format!("{at}.drawn_on"), value).map(Some),
        };
        let witnesses = match given(fields, "witnesses") {
            None => Some(Vec::new()),
            Some(value) => self.names(&format!("{at}.witnesses"), value),
        };
        Some(AskedLot {
            between: between?,
            won: won?,
            drawn_by: drawn_by?,
            drawn_on: drawn_on?,
            witnesses: witnesses?,
        })
    }

    /// Names of lists as their positions.
    fn named(
        &mut self,
        field: &str,
        value: &Value,
        positions: &BTreeMap<&str, usize>,
    ) -> Option<Vec<usize>> {
        let names = self.names(field, value)?;
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            match positions.get(name.as_str()) {
                Some(position) => found.push(*position),
                None => return self.refuse(field, Fault::NoSuchList { name }),
            }
        }
        Some(found)
    }

    fn names(&mut self, field: &str, value: &Value) -> Option<Vec<String>> {
        let rows = self.rows(field, value)?;
        if rows.len() > MOST_CONTENDERS {
            return self.refuse(field, Fault::TooManyLists);
        }
        rows.iter().map(|row| self.name(field, row)).collect()
    }

    fn name(&mut self, field: &str, value: &Value) -> Option<String> {
        let Some(text) = value.as_str() else {
            return self.refuse(field, Fault::NotText);
        };
        match PlainText::parse(text, 1, LONGEST_NAME) {
            Ok(name) => Some(name.as_str().to_owned()),
            Err(error) => self.refuse(field, Fault::Text(error)),
        }
    }

    fn day(&mut self, field: &str, value: &Value) -> Option<Day> {
        match value.as_str().and_then(|day| day.parse().ok()) {
            Some(day) => Some(day),
            None => self.refuse(field, Fault::NotADay),
        }
    }

    fn number(&mut self, field: &str, value: &Value) -> Option<u32> {
        match value.as_u64().and_then(|number| u32::try_from(number).ok()) {
            Some(number) => Some(number),
            None => self.refuse(field, Fault::Number { most: u32::MAX }),
        }
    }

    fn word<T>(
        &mut self,
        field: &str,
        value: &Value,
        allowed: &[&'static str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        match value.as_str().and_then(read) {
            Some(word) => Some(word),
            None => self.refuse(
                field,
                Fault::Word {
                    allowed: allowed.to_vec(),
                },
            ),
        }
    }

    /// True or false; false where it is not given.
    fn yes_or_no(&mut self, fields: &Map<String, Value>, name: &str, field: &str) -> Option<bool> {
        match given(fields, name) {
            None => Some(false),
            Some(Value::Bool(yes)) => Some(*yes),
            Some(_) => self.refuse(field, Fault::NotYesOrNo),
        }
    }

    fn required<T>(
        &mut self,
        fields: &Map<String, Value>,
        name: &str,
        field: &str,
        read: impl FnOnce(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<T> {
        match given(fields, name) {
            Some(value) => read(self, field, value),
            None => self.refuse(field, Fault::Missing),
        }
    }

    fn rows<'a>(&mut self, field: &str, value: &'a Value) -> Option<&'a [Value]> {
        match value.as_array() {
            Some(rows) => Some(rows),
            None => self.refuse(field, Fault::NotAList),
        }
    }

    fn object<'a>(
        &mut self,
        at: &str,
        value: &'a Value,
        known: &[&str],
    ) -> Option<&'a Map<String, Value>> {
        let Some(fields) = value.as_object() else {
            return self.refuse(at, Fault::NotAnObject);
        };
        for unknown in fields.keys().filter(|name| !known.contains(&name.as_str())) {
            let field = if at.is_empty() {
                unknown.clone()
            } else {
                format!("{at}.{unknown}")
            };
            self.refuse::<()>(&field, Fault::Unknown);
        }
        Some(fields)
    }
}

/// A field that is there and not null.
fn given<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|value| !value.is_null())
}
