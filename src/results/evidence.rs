//! The evidence of a poll: one document, `mandat.evidence/1`, with which people who do not trust us check a result.
//! deploy/EVIDENCE.md describes it for others; a change here is a change there.
//!
//! Everything that is hashed stands in it as the very text that is hashed.

mod checking;
mod figures;
mod second_count;

use serde::{Deserialize, Serialize};

use super::model::{Detail, FiguresInResult, SmallGroup, small_group};
use crate::{
    polls::{
        count::PollCount,
        model::{Method, Poll, Secrecy},
    },
    types::sha256_hex,
};

pub use checking::{EvidenceError, Findings, verify};

/// The formats of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EvidenceFormat {
    /// The first version.
    #[serde(rename = "mandat.evidence/1")]
    V1,
}

/// For whom a bundle was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// For everybody: rows of the log name no person.
    Public,
    /// For those who may read the log.
    Office,
}

/// Why the ballots of a box are not in its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Only the outcome is public.
    OutcomeOnly,
    /// Fewer than five ballots, or voters.
    FewBallots,
    /// All voted alike.
    Unanimous,
    /// All but one voted alike.
    AllButOne,
    /// A combination of marks or ranks can be a signature.
    Combinations,
    /// What stands on a ballot that cannot be read could be one too.
    Unreadable,
}

/// A bundle of evidence. Its canonical form is JSON with the fields in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub format: EvidenceFormat,
    /// Version of the program that wrote it.
    pub program: String,
    pub scope: Scope,
    /// The text of the opening (`mandat opening 1`).
    pub opening: String,
    pub opening_digest: String,
    #[serde(rename = "box")]
    pub ballot_box: BoxInEvidence,
    /// Sorted; one for each ballot of a box in blocks.
    pub trackers: Vec<String>,
    pub trackers_digest: String,
    /// The text of the count; not there where figures are not public.
    pub count: Option<String>,
    /// All acts on this poll, oldest first.
    pub log: Vec<LogRow>,
    /// Published versions, oldest first.
    pub results: Vec<ResultInEvidence>,
    /// SHA-256 of the canonical form without this field.
    pub checksum: String,
}

/// The sealed box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoxInEvidence {
    pub ballots: i64,
    /// Not there where it is taken over bare ballots that are left out: it would tell them to whoever tries all.
    pub digest: Option<String>,
    /// None in a vote by name, an empty box, and one that was closed before there were blocks.
    pub blocks: Vec<BlockInEvidence>,
    /// The ballots of a box without blocks, sorted.
    pub sorted: Option<Vec<String>>,
    pub left_out: Option<LeftOut>,
}

/// A block of the box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockInEvidence {
    pub number: i64,
    pub ballots: i64,
    pub hash: String,
    /// Its lines: key in hex, space, ballot.
    pub sealed: Option<Vec<String>>,
}

/// A row of the log of acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogRow {
    pub seq: i64,
    /// The hash of the row before, which need not be about this poll. Both hashes are left out in public where figures are not
    /// public: few figures can be found by trying all of them in the row that holds their digest.
    pub previous: Option<String>,
    pub hash: Option<String>,
    /// Not there where it could tell votes or concerns persons.
    pub content: Option<LogContent>,
}

/// What a row of the log says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogContent {
    pub chain: i64,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    /// Who did it; left out in public.
    pub who: Option<LogWho>,
    pub act: String,
    pub subject: String,
    pub subject_id: i64,
    pub before: String,
    pub after: String,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogWho {
    pub account: Option<i64>,
    pub name: String,
}

/// A published version of the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultInEvidence {
    pub version: i64,
    pub digest: String,
    /// The document (`mandat.result/1`), byte by byte.
    pub content: String,
}

impl Evidence {
    /// The bundle with its checksum.
    #[must_use]
    pub fn sealed(self) -> Self {
        Self {
            checksum: self.computed_checksum(),
            ..self
        }
    }

    fn computed_checksum(&self) -> String {
        let mut text = self.canonical();
        // The checksum is the last field; without it the text ends where the one before ends.
        let end = format!(",\"checksum\":\"{}\"}}", self.checksum);
        if let Some(rest) = text.strip_suffix(&end) {
            text = format!("{rest}}}");
        }
        sha256_hex(&text)
    }

    /// The canonical form.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Why the ballots of a counted poll are not to be shown, if so (rules R3 and R7 for small groups).
pub fn left_out(poll: &Poll, count: &PollCount, detail: Detail) -> Option<LeftOut> {
    match detail {
        Detail::OutcomeOnly => return Some(LeftOut::OutcomeOnly),
        Detail::Full => {}
    }
    if poll.secrecy == Secrecy::RollCall {
        return None;
    }
    match small_group(poll.secrecy, count.voters, &FiguresInResult::from(count)) {
        Some(SmallGroup::FewBallots) => return Some(LeftOut::FewBallots),
        Some(SmallGroup::Unanimous) => return Some(LeftOut::Unanimous),
        Some(SmallGroup::AllButOne) => return Some(LeftOut::AllButOne),
        None => {}
    }
    if count.invalid > 0 {
        return Some(LeftOut::Unreadable);
    }
    // With one mark a ballot says no more than the sums do.
    match poll.method {
        Method::YesNo | Method::Lists => None,
        Method::Choose => (poll.max_choices > 1).then_some(LeftOut::Combinations),
        Method::Cumulate | Method::InstantRunoff | Method::ScottishStv | Method::Schulze => {
            Some(LeftOut::Combinations)
        }
    }
}
