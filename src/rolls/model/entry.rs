//! Entries of a roll, the deputies frozen with it, and names as commitments.

use std::collections::HashMap;

use super::CodeOf;
use crate::{
    delegates::model::{AcceptedDelegate, AcceptedDeputy},
    rolls::canonical::Contents,
    types::{
        BodyId, DelegateId, EntryId, PersonId, RollId, StandInId, fold_for_search, sha256_hex,
    },
};

/// A name as a salted digest: whoever has name and salt can check it, and without them it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCommitment {
    /// 16 random bytes in lower-case hex; empty once the person is erased, and on rolls with names in clear.
    pub salt: String,
    /// SHA-256 of salt (as hex), colon and name, in lower-case hex; empty on rolls with names in clear.
    pub sha256: String,
}

impl NameCommitment {
    /// Commits to a name.
    pub fn new(salt: [u8; 16], name: &str) -> Self {
        let salt = data_encoding::HEXLOWER.encode(&salt);
        Self {
            sha256: Self::digest(&salt, name),
            salt,
        }
    }

    /// Whether a name is the committed one. An erased name fits: nothing is left to compare.
    pub fn fits(&self, name: &str) -> bool {
        (name.is_empty() && self.salt.is_empty()) || self.sha256 == Self::digest(&self.salt, name)
    }

    fn digest(salt: &str, name: &str) -> String {
        sha256_hex(&format!("{salt}:{name}"))
    }
}

/// An entry of a frozen roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    /// From 1, in the order of the canonical form; it never changes.
    pub number: i64,
    pub person: PersonId,
    pub body: BodyId,
    /// Empty once the person is erased.
    pub name: String,
    pub commitment: NameCommitment,
    pub body_name: String,
    /// How many votes the entry has; each becomes a ballot of its own.
    pub votes: i64,
    /// The deputy who holds the place now; otherwise the delegate does.
    pub held_by: Option<StandInId>,
    /// Who votes for the place by proxy now.
    pub proxy_holder: Option<EntryId>,
}

impl Entry {
    /// Whether name, body or number fit what somebody searches for (already folded).
    pub fn fits(&self, folded: &str) -> bool {
        fold_for_search(&self.name).contains(folded)
            || fold_for_search(&self.body_name).contains(folded)
            || self.number.to_string() == folded
    }
}

/// A deputy on a frozen roll: may take over a place of the body, and votes only while holding one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    pub id: StandInId,
    /// From 1, in the order of the canonical form; it never changes.
    pub number: i64,
    pub person: PersonId,
    pub body: BodyId,
    /// Id and number of the entry for which alone they stand in; otherwise for any of the body.
    pub only_for: Option<(EntryId, i64)>,
    /// Empty once the person is erased.
    pub name: String,
    pub commitment: NameCommitment,
    pub body_name: String,
}

impl StandIn {
    /// Whether the deputy was named for this place.
    pub fn may_take_over(&self, entry: &Entry) -> bool {
        self.body == entry.body && self.only_for.is_none_or(|(only, _)| only == entry.id)
    }
}

/// Somebody who gets a code: a delegate or a deputy.
#[derive(Clone, Debug)]
pub enum Recipient {
    Entry(Entry),
    Deputy(StandIn),
}

impl Recipient {
    /// Everybody on a roll: the entries, then the deputies.
    pub fn all(contents: Contents) -> Vec<Self> {
        let entries = contents.entries.into_iter().map(Self::Entry);
        let deputies = contents.stand_ins.into_iter().map(Self::Deputy);
        entries.chain(deputies).collect()
    }

    /// Whose code it is.
    pub fn owner(&self) -> CodeOf {
        match self {
            Self::Entry(entry) => CodeOf::Entry(entry.id),
            Self::Deputy(deputy) => CodeOf::StandIn(deputy.id),
        }
    }

    pub fn number(&self) -> i64 {
        match self {
            Self::Entry(entry) => entry.number,
            Self::Deputy(deputy) => deputy.number,
        }
    }

    pub fn person(&self) -> PersonId {
        match self {
            Self::Entry(entry) => entry.person,
            Self::Deputy(deputy) => deputy.person,
        }
    }

    pub fn body(&self) -> BodyId {
        match self {
            Self::Entry(entry) => entry.body,
            Self::Deputy(deputy) => deputy.body,
        }
    }

    /// Empty once the person is erased.
    pub fn name(&self) -> &str {
        match self {
            Self::Entry(entry) => &entry.name,
            Self::Deputy(deputy) => &deputy.name,
        }
    }

    pub fn body_name(&self) -> &str {
        match self {
            Self::Entry(entry) => &entry.body_name,
            Self::Deputy(deputy) => &deputy.body_name,
        }
    }

    /// Votes of the entry; none of a deputy, who votes for the place that they take over.
    pub fn votes(&self) -> i64 {
        match self {
            Self::Entry(entry) => entry.votes,
            Self::Deputy(_) => 0,
        }
    }

    /// Whether it is a deputy.
    pub fn is_deputy(&self) -> bool {
        match self {
            Self::Entry(_) => false,
            Self::Deputy(_) => true,
        }
    }
}

/// Where a person stands on a roll, as an entry or as a deputy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonOnRoll<Id> {
    pub roll: RollId,
    pub roll_title: String,
    pub id: Id,
    pub number: i64,
    /// Empty once the person is erased.
    pub name: String,
    pub body: BodyId,
    pub body_name: String,
    pub votes: i64,
    /// Taken off the roll by a correction.
    pub struck: bool,
    /// The digest of the roll is computed from the name in clear, so it cannot be erased.
    pub is_named_for_good: bool,
}

/// An entry that is not stored yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    pub number: i64,
    pub person: PersonId,
    pub body: BodyId,
    pub name: String,
    pub commitment: NameCommitment,
    pub body_name: String,
    pub votes: i64,
}

/// A deputy who is not stored yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStandIn {
    pub number: i64,
    pub deputy: AcceptedDeputy,
    /// Number of the entry for which alone they stand in.
    pub only_for: Option<i64>,
    pub commitment: NameCommitment,
}

/// The entries of a roll in their lasting order: bodies by folded name and id, within a body the order in which it sends its
/// delegates (the one they are given in); each with its number.
pub fn in_roll_order(mut accepted: Vec<AcceptedDelegate>) -> Vec<(i64, AcceptedDelegate)> {
    accepted.sort_by_cached_key(|d| (fold_for_search(&d.body_name), d.body));
    (1..).zip(accepted).collect()
}

/// The deputies of a roll in their lasting order, like the entries, each with its number and the number of the entry for which
/// alone they stand in. A deputy of somebody who is not on the roll stands in for any delegate of the body.
pub fn stand_ins_in_roll_order(
    mut accepted: Vec<AcceptedDeputy>,
    numbers: &HashMap<DelegateId, i64>,
) -> Vec<(i64, AcceptedDeputy, Option<i64>)> {
    accepted.sort_by_cached_key(|d| (fold_for_search(&d.body_name), d.body));
    (1..)
        .zip(accepted)
        .map(|(number, deputy)| {
            let only_for = deputy.principal.and_then(|p| numbers.get(&p).copied());
            (number, deputy, only_for)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delegate(person: i64, body: i64, body_name: &str) -> AcceptedDelegate {
        AcceptedDelegate {
            delegate: DelegateId(100 + person),
            person: PersonId(person),
            body: BodyId(body),
            name: format!("P {person}"),
            body_name: body_name.into(),
            votes: 1,
        }
    }

    #[test]
    fn entries_are_numbered_by_body_and_keep_the_order_of_the_body() {
        let entries = in_roll_order(vec![
            delegate(9, 2, "Ulm"),
            delegate(3, 7, "Öhringen"),
            delegate(8, 2, "Ulm"),
            delegate(1, 5, "ulm"),
            delegate(2, 1, "Aalen"),
        ]);
        let order: Vec<_> = entries.iter().map(|(n, d)| (*n, d.person.0)).collect();
        assert_eq!(order, [(1, 2), (2, 3), (3, 9), (4, 8), (5, 1)]);
    }

    #[test]
    fn a_deputy_of_nobody_on_the_roll_stands_in_for_the_whole_body() {
        let deputy = |person, body, body_name: &str, principal: Option<i64>| AcceptedDeputy {
            person: PersonId(person),
            body: BodyId(body),
            name: "D".into(),
            body_name: body_name.into(),
            principal: principal.map(DelegateId),
        };
        let numbers = HashMap::from([(DelegateId(101), 4)]);
        let order: Vec<_> = stand_ins_in_roll_order(
            vec![
                deputy(7, 2, "Ulm", Some(101)),
                deputy(8, 2, "Ulm", Some(102)),
                deputy(9, 1, "Aalen", None),
            ],
            &numbers,
        )
        .into_iter()
        .map(|(number, deputy, only_for)| (number, deputy.person.0, only_for))
        .collect();
        assert_eq!(order, [(1, 9, None), (2, 7, Some(4)), (3, 8, None)]);
    }

    #[test]
    fn a_commitment_is_the_documented_digest_and_fits_its_name_or_an_erased_one() {
        let mut commitment = NameCommitment::new([0xab; 16], "Nils Öz");
        let salt = "ab".repeat(16);
        assert_eq!(commitment.salt, salt);
        assert_eq!(commitment.sha256, sha256_hex(&format!("{salt}:Nils Öz")));
        assert!(commitment.fits("Nils Öz"));
        for other in ["Nils Oz", ""] {
            assert!(!commitment.fits(other), "{other}");
        }
        assert_ne!(
            NameCommitment::new([0xac; 16], "Nils Öz").sha256,
            commitment.sha256
        );
        commitment.salt.clear();
        assert!(commitment.fits(""));
        assert!(!commitment.fits("Nils Öz"));
    }

    #[test]
    fn an_entry_is_found_by_number_name_and_body_without_its_accents() {
        let entry = entry(12, "Şule Öztürk");
        for (search, fits) in [
            ("12", true),
            ("1", false),
            ("Oztürk", true),
            ("ulm", true),
            ("Aalen", false),
        ] {
            assert_eq!(entry.fits(&fold_for_search(search)), fits, "{search}");
        }
    }

    fn entry(number: i64, name: &str) -> Entry {
        Entry {
            id: EntryId(number),
            number,
            person: PersonId(1),
            body: BodyId(1),
            name: name.into(),
            commitment: NameCommitment::new([1; 16], name),
            body_name: "Integrationsrat Ulm".into(),
            votes: 1,
            held_by: None,
            proxy_holder: None,
        }
    }

    #[test]
    fn a_deputy_takes_over_places_of_the_own_body_alone_and_a_named_one_only() {
        let stand_in = |body, only_for: Option<i64>| StandIn {
            id: StandInId(1),
            number: 1,
            person: PersonId(9),
            body: BodyId(body),
            only_for: only_for.map(|n| (EntryId(n), n)),
            name: "D".into(),
            commitment: NameCommitment::new([1; 16], "D"),
            body_name: "Integrationsrat Ulm".into(),
        };
        for (body, only_for, may) in [
            (1, None, true),
            (1, Some(12), true),
            (1, Some(13), false),
            (2, None, false),
        ] {
            assert_eq!(
                stand_in(body, only_for).may_take_over(&entry(12, "A")),
                may,
                "{body} {only_for:?}"
            );
        }
    }
}
