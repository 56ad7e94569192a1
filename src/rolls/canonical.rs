//! The canonical form of a frozen roll: what its digest is computed from, and what anybody can hash again.
//!
//! Lines of JSON (UTF-8, no spaces between its parts, every line ended by one line feed, keys in this order): the head, the
//! entries by number, the deputies by number (`entry`: for which entry alone they stand in, `null`: for any of their body).
//!
//! ```text
//! {"format":"mandat roll 2","roll":7,"title":"Vollversammlung 2026","corrections":0,"entries":2,"stand_ins":1}
//! {"number":1,"body":3,"body_name":"Integrationsrat Aalen","person":9,"name_sha256":"5b7f…","votes":1}
//! {"number":2,"body":5,"body_name":"Integrationsrat Ulm","person":4,"name_sha256":"90ce…","votes":2}
//! {"stand_in":1,"body":5,"body_name":"Integrationsrat Ulm","person":8,"name_sha256":"11d0…","entry":2}
//! ```
//!
//! The digest is the SHA-256 of these bytes: `sha256sum roll-7.jsonl` gives it. Names stand in it as commitments, so that a
//! person can be erased while digest and counts can still be checked: `name_sha256` is the SHA-256 of salt, colon and name. The
//! names file ([`names_form`]) tells name and salt of everybody who is not erased; `printf '%s:%s' SALT NAME | sha256sum` checks
//! one.
//!
//! Rolls frozen before that keep form 1: no `corrections` and `stand_ins` in the head, `name` in clear, no deputies.

use serde::Serialize;

use super::model::{Entry, Roll, RollFormat, StandIn};
use crate::types::RollId;

#[derive(Serialize)]
struct HeadWithNames<'a> {
    format: &'static str,
    roll: RollId,
    title: &'a str,
    entries: usize,
}

#[derive(Serialize)]
struct EntryWithName<'a> {
    number: i64,
    body: i64,
    body_name: &'a str,
    person: i64,
    name: &'a str,
    votes: i64,
}

#[derive(Serialize)]
struct Head<'a> {
    format: &'static str,
    roll: RollId,
    title: &'a str,
    corrections: i64,
    entries: usize,
    stand_ins: usize,
}

#[derive(Serialize)]
struct EntryLine<'a> {
    number: i64,
    body: i64,
    body_name: &'a str,
    person: i64,
    name_sha256: &'a str,
    votes: i64,
}

#[derive(Serialize)]
struct StandInLine<'a> {
    stand_in: i64,
    body: i64,
    body_name: &'a str,
    person: i64,
    name_sha256: &'a str,
    entry: Option<i64>,
}

/// What stands on a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// By number, without those struck.
    pub entries: Vec<Entry>,
    /// By number.
    pub stand_ins: Vec<StandIn>,
}

/// The canonical form of a roll.
pub fn canonical_form(roll: &Roll, contents: &Contents) -> String {
    match roll.format {
        RollFormat::Names => with_names(roll, contents),
        RollFormat::Commitments => with_commitments(roll, contents),
    }
}

fn with_names(roll: &Roll, contents: &Contents) -> String {
    let mut text = line(&HeadWithNames {
        format: "mandat roll 1",
        roll: roll.id,
        title: &roll.title,
        entries: contents.entries.len(),
    });
    for entry in &contents.entries {
        text.push_str(&line(&EntryWithName {
            number: entry.number,
            body: entry.body.0,
            body_name: &entry.body_name,
            person: entry.person.0,
            name: &entry.name,
            votes: entry.votes,
        }));
    }
    text
}

fn with_commitments(roll: &Roll, contents: &Contents) -> String {
    let mut text = line(&Head {
        format: "mandat roll 2",
        roll: roll.id,
        title: &roll.title,
        corrections: roll.corrections,
        entries: contents.entries.len(),
        stand_ins: contents.stand_ins.len(),
    });
    for entry in &contents.entries {
        text.push_str(&line(&EntryLine {
            number: entry.number,
            body: entry.body.0,
            body_name: &entry.body_name,
            person: entry.person.0,
            name_sha256: &entry.commitment.sha256,
            votes: entry.votes,
        }));
    }
    for stand_in in &contents.stand_ins {
        text.push_str(&line(&StandInLine {
            stand_in: stand_in.number,
            body: stand_in.body.0,
            body_name: &stand_in.body_name,
            person: stand_in.person.0,
            name_sha256: &stand_in.commitment.sha256,
            entry: stand_in.only_for.map(|(_, number)| number),
        }));
    }
    text
}

#[derive(Serialize)]
struct NamesHead {
    format: &'static str,
    roll: RollId,
}

#[derive(Serialize)]
struct EntryName<'a> {
    number: i64,
    name: &'a str,
    salt: &'a str,
}

#[derive(Serialize)]
struct StandInName<'a> {
    stand_in: i64,
    name: &'a str,
    salt: &'a str,
}

/// The names with their salts, to be held against the commitments: lines of JSON like the canonical form, without who is erased.
pub fn names_form(roll: &Roll, contents: &Contents) -> String {
    let mut text = line(&NamesHead {
        format: "mandat roll names 1",
        roll: roll.id,
    });
    for entry in contents.entries.iter().filter(|e| !e.name.is_empty()) {
        text.push_str(&line(&EntryName {
            number: entry.number,
            name: &entry.name,
            salt: &entry.commitment.salt,
        }));
    }
    for stand_in in contents.stand_ins.iter().filter(|s| !s.name.is_empty()) {
        text.push_str(&line(&StandInName {
            stand_in: stand_in.number,
            name: &stand_in.name,
            salt: &stand_in.commitment.salt,
        }));
    }
    text
}

/// Whether what is stored is what was frozen: the digest fits, and every name fits its commitment.
pub fn is_unaltered(roll: &Roll, contents: &Contents) -> bool {
    let names_fit = match roll.format {
        RollFormat::Names => true,
        RollFormat::Commitments => {
            let of_entries = contents.entries.iter().map(|e| (&e.commitment, &e.name));
            let of_stand_ins = contents.stand_ins.iter().map(|s| (&s.commitment, &s.name));
            of_entries
                .chain(of_stand_ins)
                .all(|(commitment, name)| commitment.fits(name))
        }
    };
    names_fit && roll.digest.as_ref() == Some(&digest(&canonical_form(roll, contents)))
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
    use crate::{
        rolls::model::{NameCommitment, RollState},
        types::{BodyId, EntryId, FederationId, PersonId, RoundId, StandInId},
    };

    fn roll(format: RollFormat) -> Roll {
        Roll {
            id: RollId(7),
            federation: FederationId(1),
            round: RoundId(1),
            title: "Vollversammlung".into(),
            state: RollState::Frozen,
            frozen_at: None,
            digest: None,
            entries: 2,
            format,
            corrections: 0,
            codes_deleted: false,
            revision: 1,
        }
    }

    fn contents() -> Contents {
        let entry = |number, person, name: &str| Entry {
            id: EntryId(70 + number),
            number,
            person: PersonId(person),
            body: BodyId(3),
            name: name.into(),
            commitment: NameCommitment {
                salt: "00".into(),
                sha256: format!("c{number}"),
            },
            body_name: "Integrationsrat \"Ulm\"".into(),
            votes: 1,
            held_by: None,
            proxy_holder: None,
        };
        let stand_in = |number, person, only_for| StandIn {
            id: StandInId(80 + number),
            number,
            person: PersonId(person),
            body: BodyId(3),
            only_for,
            name: "D".into(),
            commitment: NameCommitment {
                salt: "01".into(),
                sha256: format!("d{number}"),
            },
            body_name: "Ulm".into(),
        };
        Contents {
            entries: vec![entry(1, 9, "Amira\nHaddad"), entry(2, 4, "Nils Öz")],
            stand_ins: vec![stand_in(1, 8, Some((EntryId(72), 2))), stand_in(2, 6, None)],
        }
    }

    #[test]
    fn the_form_is_the_documented_one_and_its_digest_that_of_sha256sum() {
        let text = canonical_form(&roll(RollFormat::Commitments), &contents());
        assert_eq!(
            text,
            "{\"format\":\"mandat roll 2\",\"roll\":7,\"title\":\"Vollversammlung\",\"corrections\":0,\"entries\":2,\"stand_ins\":2}\n\
             {\"number\":1,\"body\":3,\"body_name\":\"Integrationsrat \\\"Ulm\\\"\",\"person\":9,\"name_sha256\":\"c1\",\"votes\":1}\n\
             {\"number\":2,\"body\":3,\"body_name\":\"Integrationsrat \\\"Ulm\\\"\",\"person\":4,\"name_sha256\":\"c2\",\"votes\":1}\n\
             {\"stand_in\":1,\"body\":3,\"body_name\":\"Ulm\",\"person\":8,\"name_sha256\":\"d1\",\"entry\":2}\n\
             {\"stand_in\":2,\"body\":3,\"body_name\":\"Ulm\",\"person\":6,\"name_sha256\":\"d2\",\"entry\":null}\n"
        );
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn rolls_of_form_1_keep_it_to_the_byte() {
        let text = canonical_form(&roll(RollFormat::Names), &contents());
        assert_eq!(
            text,
            "{\"format\":\"mandat roll 1\",\"roll\":7,\"title\":\"Vollversammlung\",\"entries\":2}\n\
             {\"number\":1,\"body\":3,\"body_name\":\"Integrationsrat \\\"Ulm\\\"\",\"person\":9,\"name\":\"Amira\\nHaddad\",\"votes\":1}\n\
             {\"number\":2,\"body\":3,\"body_name\":\"Integrationsrat \\\"Ulm\\\"\",\"person\":4,\"name\":\"Nils Öz\",\"votes\":1}\n"
        );
    }

    #[test]
    fn the_names_file_leaves_out_who_is_erased() {
        let mut contents = contents();
        contents.entries[0].name.clear();
        contents.stand_ins[1].name.clear();
        assert_eq!(
            names_form(&roll(RollFormat::Commitments), &contents),
            "{\"format\":\"mandat roll names 1\",\"roll\":7}\n\
             {\"number\":2,\"name\":\"Nils Öz\",\"salt\":\"00\"}\n\
             {\"stand_in\":1,\"name\":\"D\",\"salt\":\"01\"}\n"
        );
    }

    #[test]
    fn every_change_of_entry_deputy_and_head_changes_the_digest() {
        let of = |roll: &Roll, contents: &Contents| digest(&canonical_form(roll, contents));
        let head = roll(RollFormat::Commitments);
        let base = of(&head, &contents());
        let changes: [fn(&mut Contents); 11] = [
            |c| c.entries[0].commitment.sha256.push('x'),
            |c| c.entries[0].body_name.push('x'),
            |c| c.entries[1].votes = 2,
            |c| c.entries[1].person = PersonId(5),
            |c| c.entries[1].body = BodyId(4),
            |c| c.entries[1].number = 3,
            |c| c.entries.swap(0, 1),
            |c| drop(c.entries.pop()),
            |c| c.stand_ins[0].only_for = None,
            |c| c.stand_ins[0].commitment.sha256.push('x'),
            |c| drop(c.stand_ins.pop()),
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut changed = contents();
            change(&mut changed);
            assert_ne!(of(&head, &changed), base, "change {at}");
        }
        let heads: [fn(&mut Roll); 3] = [
            |r| r.title.push('x'),
            |r| r.id = RollId(8),
            |r| r.corrections = 1,
        ];
        for (at, change) in heads.iter().enumerate() {
            let mut changed = head.clone();
            change(&mut changed);
            assert_ne!(of(&changed, &contents()), base, "head {at}");
        }
    }

    #[test]
    fn a_name_exchanged_in_the_database_is_an_alteration_and_an_erased_one_is_not() {
        let mut roll = roll(RollFormat::Commitments);
        let mut contents = contents();
        for entry in &mut contents.entries {
            entry.commitment = NameCommitment::new([7; 16], &entry.name);
        }
        for stand_in in &mut contents.stand_ins {
            stand_in.commitment = NameCommitment::new([8; 16], &stand_in.name);
        }
        roll.digest = Some(digest(&canonical_form(&roll, &contents)));
        assert!(is_unaltered(&roll, &contents));
        for entry in [0, 1] {
            let mut changed = contents.clone();
            changed.entries[entry].name.push('x');
            assert!(!is_unaltered(&roll, &changed), "{entry}");
        }
        contents.stand_ins[0].name = "E".into();
        assert!(!is_unaltered(&roll, &contents));
        contents.stand_ins[0].name.clear();
        contents.stand_ins[0].commitment.salt.clear();
        contents.entries[0].name.clear();
        contents.entries[0].commitment.salt.clear();
        assert!(is_unaltered(&roll, &contents));
    }
}
