//! Corrections of a frozen roll, before its first poll is opened.

use serde::{Deserialize, Serialize};

use super::NameCommitment;
use crate::{
    accounts::model::WaitingApproval,
    delegates::model::parse_votes,
    types::{
        BodyId, EntryId, FieldProblem, Fields, PersonId, PlainText, Timestamp, reading, sha256_hex,
        words::words,
    },
};

words! {
    /// What a correction does.
    CorrectionKind {
        /// Takes an entry off the roll.
        Strike = "strike", crate::key!("rolls-correction-strike");
        /// Puts somebody of a body onto the roll.
        Add = "add", crate::key!("rolls-correction-add");
        /// Changes the votes of an entry.
        Votes = "votes", crate::key!("rolls-correction-votes");
        /// Prints the name as it stands in the register now.
        Name = "name", crate::key!("rolls-correction-name");
    }
}

/// A correction as typed.
#[derive(Clone, Debug, Default)]
pub struct CorrectionInput {
    pub kind: String,
    /// Id of the entry; not for somebody added.
    pub entry: String,
    /// Id of who is added.
    pub person: String,
    /// Id of the body that sends them.
    pub body: String,
    /// Votes of who is added, or the new ones of the entry.
    pub votes: String,
    pub reason: String,
}

/// What somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionRequest {
    Strike {
        entry: EntryId,
    },
    Add {
        person: PersonId,
        body: BodyId,
        votes: i64,
    },
    Votes {
        entry: EntryId,
        votes: i64,
    },
    Name {
        entry: EntryId,
    },
}

impl CorrectionInput {
    /// Reads what was typed; the reason has 3 to 300 signs.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<(CorrectionRequest, PlainText), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let reason = fields.take("reason", PlainText::parse(&self.reason, 3, 300));
        let kind = reading::word(&mut fields, "kind", &self.kind, CorrectionKind::parse);
        let request = kind.and_then(|kind| self.request(kind, &mut fields));
        fields.finish(request.zip(reason))
    }

    fn request(&self, kind: CorrectionKind, fields: &mut Fields) -> Option<CorrectionRequest> {
        Some(match kind {
            CorrectionKind::Strike => CorrectionRequest::Strike {
                entry: id(fields, "entry", &self.entry).map(EntryId)?,
            },
            CorrectionKind::Name => CorrectionRequest::Name {
                entry: id(fields, "entry", &self.entry).map(EntryId)?,
            },
            CorrectionKind::Votes => {
                let entry = id(fields, "entry", &self.entry).map(EntryId);
                let votes = votes(fields, &self.votes);
                CorrectionRequest::Votes {
                    entry: entry?,
                    votes: votes?,
                }
            }
            CorrectionKind::Add => {
                let person = id(fields, "person", &self.person).map(PersonId);
                let body = id(fields, "body", &self.body).map(BodyId);
                let votes = votes(fields, &self.votes);
                CorrectionRequest::Add {
                    person: person?,
                    body: body?,
                    votes: votes?,
                }
            }
        })
    }
}

fn id(fields: &mut Fields, field: &str, raw: &str) -> Option<i64> {
    let id = raw.trim().parse().ok();
    if id.is_none() {
        fields.refuse(FieldProblem::new(field, crate::key!("field-required")));
    }
    id
}

fn votes(fields: &mut Fields, raw: &str) -> Option<i64> {
    match parse_votes(raw) {
        Ok(votes) => Some(votes),
        Err(problems) => {
            for problem in problems {
                fields.refuse(problem);
            }
            None
        }
    }
}

/// What is changed: ids, numbers and a commitment, no name. Kept for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Number of the entry; of somebody added only once it is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// Id of the entry, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    pub person: PersonId,
    pub body: BodyId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes_before: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_sha256: Option<String>,
}

impl Change {
    /// Its JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A correction that waits, with the name that it puts onto the roll, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftedCorrection {
    pub kind: CorrectionKind,
    pub change: Change,
    /// The name as it stood in the register when the correction was asked for, with its commitment.
    pub name: Option<(String, NameCommitment)>,
}

impl DraftedCorrection {
    /// What the second person confirms: this change of a roll with this digest.
    pub fn digest(&self, digest_of_roll: &str) -> String {
        sha256_hex(&format!(
            "{}\n{}\n{digest_of_roll}",
            self.kind.as_str(),
            self.change.to_json()
        ))
    }
}

/// A correction that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingCorrection {
    pub approval: WaitingApproval,
    pub draft: DraftedCorrection,
    /// Name of whom it is about, as printed on the roll or in the register.
    pub name: String,
}

/// A correction that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// From 1.
    pub number: i64,
    pub kind: CorrectionKind,
    pub change: Change,
    pub reason: String,
    pub requested_by: String,
    pub confirmed_by: String,
    pub confirmed_at: Timestamp,
    pub digest_before: String,
    pub digest: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(kind: &str) -> CorrectionInput {
        CorrectionInput {
            kind: kind.into(),
            entry: "7".into(),
            person: "8".into(),
            body: " 9 ".into(),
            votes: "2".into(),
            reason: "Mandat beendet".into(),
        }
    }

    #[test]
    fn each_kind_reads_the_fields_that_it_needs() {
        let entry = EntryId(7);
        for (kind, request) in [
            ("strike", CorrectionRequest::Strike { entry }),
            ("name", CorrectionRequest::Name { entry }),
            ("votes", CorrectionRequest::Votes { entry, votes: 2 }),
            (
                "add",
                CorrectionRequest::Add {
                    person: PersonId(8),
                    body: BodyId(9),
                    votes: 2,
                },
            ),
        ] {
            assert_eq!(input(kind).parse().map(|(r, _)| r), Ok(request), "{kind}");
        }
    }

    #[test]
    fn what_is_missing_is_named_all_at_once() {
        let empty = |kind: &str| CorrectionInput {
            kind: kind.into(),
            ..CorrectionInput::default()
        };
        for (kind, named) in [
            ("", vec!["reason", "kind"]),
            ("rename", vec!["reason", "kind"]),
            ("strike", vec!["reason", "entry"]),
            ("name", vec!["reason", "entry"]),
            ("votes", vec!["reason", "entry", "votes"]),
            ("add", vec!["reason", "person", "body", "votes"]),
        ] {
            let refused = empty(kind).parse().expect_err(kind);
            let fields: Vec<_> = refused.iter().map(|f| f.field.as_str()).collect();
            assert_eq!(fields, named, "{kind}");
        }
        for (votes, reason) in [
            ("0", "Mandat beendet"),
            ("100", "Mandat beendet"),
            ("2", "xx"),
        ] {
            let wrong = CorrectionInput {
                votes: votes.into(),
                reason: reason.into(),
                ..input("votes")
            };
            assert_eq!(wrong.parse().expect_err(votes).len(), 1);
        }
    }

    #[test]
    fn the_digest_that_is_confirmed_tells_every_change_and_every_roll_apart() {
        let draft = |kind, votes| DraftedCorrection {
            kind,
            change: Change {
                number: Some(3),
                entry: Some(EntryId(7)),
                person: PersonId(8),
                body: BodyId(9),
                votes_before: Some(1),
                votes,
                name_sha256: None,
            },
            name: None,
        };
        let digests = [
            draft(CorrectionKind::Votes, Some(2)).digest("ab"),
            draft(CorrectionKind::Votes, Some(3)).digest("ab"),
            draft(CorrectionKind::Strike, None).digest("ab"),
            draft(CorrectionKind::Strike, None).digest("ac"),
        ];
        let different: std::collections::HashSet<_> = digests.iter().collect();
        assert_eq!(different.len(), digests.len());
        let change = draft(CorrectionKind::Votes, Some(2)).change;
        assert_eq!(
            change.to_json(),
            r#"{"number":3,"entry":7,"person":8,"body":9,"votes_before":1,"votes":2}"#
        );
        assert_eq!(
            serde_json::from_str::<Change>(&change.to_json()).ok(),
            Some(change)
        );
    }
}
