//! The canonical form of a frozen roll: what its digest is computed from, and what anybody can hash again.
//!
//! Lines of JSON (UTF-8, no spaces between its parts, every line ended by one line feed, keys in this order):
//!
//! ```text
//! {"format":"mandat roll 1","roll":7,"title":"Vollversammlung 2026","entries":2}
//! {"number":1,"body":3,"body_name":"Integrationsrat Aalen","person":9,"name":"Amira Haddad","votes":1}
//! {"number":2,"body":5,"body_name":"Integrationsrat Ulm","person":4,"name":"Nils Öz","votes":2}
//! ```
//!
//! The digest is the SHA-256 of these bytes: `sha256sum roll-7.jsonl` gives it.

use serde::Serialize;

use super::model::{Entry, NewEntry};
use crate::types::RollId;

#[derive(Serialize)]
struct HeadLine<'a> {
    format: &'static str,
    roll: RollId,
    title: &'a str,
    entries: usize,
}

/// A line of the canonical form.
#[derive(Serialize)]
pub struct EntryLine<'a> {
    number: i64,
    body: i64,
    body_name: &'a str,
    person: i64,
    name: &'a str,
    votes: i64,
}

impl<'a> From<&'a Entry> for EntryLine<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            number: entry.number,
            body: entry.body.0,
            body_name: &entry.body_name,
            person: entry.person.0,
            name: &entry.name,
            votes: entry.votes,
        }
    }
}

impl<'a> From<&'a NewEntry> for EntryLine<'a> {
    fn from(entry: &'a NewEntry) -> Self {
        Self {
            number: entry.number,
            body: entry.delegate.body.0,
            body_name: &entry.delegate.body_name,
            person: entry.delegate.person.0,
            name: &entry.delegate.name,
            votes: entry.delegate.votes,
        }
    }
}

/// The canonical form of a roll with these entries, by number.
pub fn canonical_form<'a, E>(roll: RollId, title: &str, entries: &'a [E]) -> String
where
    EntryLine<'a>: From<&'a E>,
{
    let head = HeadLine {
        format: "mandat roll 1",
        roll,
        title,
        entries: entries.len(),
    };
    let mut text = line(&head);
    for entry in entries {
        text.push_str(&line(&EntryLine::from(entry)));
    }
    text
}

fn line(value: &impl Serialize) -> String {
    #[expect(
        clippy::expect_used,
        reason = "numbers and texts by fixed names always have a JSON form"
    )]
    let mut text = serde_json::to_string(value).expect("JSON");
    text.push('\n');
    text
}

/// SHA-256 of a canonical form, in lower-case hex.
pub fn digest(canonical: &str) -> String {
    crate::types::sha256_hex(canonical)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{BodyId, EntryId, PersonId};

    fn entries() -> Vec<Entry> {
        let entry = |number, person, name: &str| Entry {
            id: EntryId(70 + number),
            number,
            person: PersonId(person),
            body: BodyId(3),
            name: name.into(),
            body_name: "Integrationsrat \"Ulm\"".into(),
            votes: 1,
        };
        vec![entry(1, 9, "Amira\nHaddad"), entry(2, 4, "Nils Öz")]
    }

    #[test]
    fn the_form_is_the_documented_one_and_its_digest_that_of_sha256sum() {
        let text = canonical_form(RollId(7), "Vollversammlung", &entries());
        assert_eq!(
            text,
            "{\"format\":\"mandat roll 1\",\"roll\":7,\"title\":\"Vollversammlung\",\"entries\":2}\n\
             {\"number\":1,\"body\":3,\"body_name\":\"Integrationsrat \\\"Ulm\\\"\",\"person\":9,\"name\":\"Amira\\nHaddad\",\"votes\":1}\n\
             {\"number\":2,\"body\":3,\"body_name\":\"Integrationsrat \\\"Ulm\\\"\",\"person\":4,\"name\":\"Nils Öz\",\"votes\":1}\n"
        );
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn every_change_of_an_entry_changes_the_digest() {
        let of =
            |title: &str, entries: &[Entry]| digest(&canonical_form(RollId(7), title, entries));
        let base = of("V", &entries());
        let changes: [fn(&mut Vec<Entry>); 8] = [
            |e| e[0].name.push('x'),
            |e| e[0].body_name.push('x'),
            |e| e[1].votes = 2,
            |e| e[1].person = PersonId(5),
            |e| e[1].body = BodyId(4),
            |e| e[1].number = 3,
            |e| e.swap(0, 1),
            |e| drop(e.pop()),
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut changed = entries();
            change(&mut changed);
            assert_ne!(of("V", &changed), base, "change {at}");
        }
        assert_ne!(of("W", &entries()), base);
        assert_ne!(digest(&canonical_form(RollId(8), "V", &entries())), base);
    }
}
