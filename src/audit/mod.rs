//! The log of acts: append-only and hash-chained, written in the transaction of the change it records.
//!
//! Who did what, when, from what to what. It never holds a vote, a code or a casting time: casting writes nothing here.
//! There is one chain for the installation and one for each federation. The database refuses to change or delete rows, and
//! [`verify`] names the first row that was altered all the same.

mod store;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    db::{Conn, Db, DbError, Tx},
    types::{AccountId, FederationId, Timestamp},
};

pub use store::STATEMENTS;

/// Which chain a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    Installation,
    Federation(FederationId),
}

impl Chain {
    fn number(self) -> i64 {
        match self {
            Self::Installation => 0,
            Self::Federation(id) => id.0,
        }
    }
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub account: Option<AccountId>,
    /// Name at the time of the act, or the command that did it.
    pub name: String,
}

impl Who {
    /// The program itself, by the name of a command.
    pub fn command(name: &str) -> Self {
        Self {
            account: None,
            name: name.to_owned(),
        }
    }
}

/// One act to be recorded.
pub struct Act<'a> {
    pub chain: Chain,
    pub at: Timestamp,
    pub who: &'a Who,
    /// A verb and a thing, such as `close_poll`.
    pub act: &'static str,
    /// The thing's table and id.
    pub subject: (&'static str, i64),
    /// What it was before, as JSON; `null` for something new.
    pub before: serde_json::Value,
    /// What it is now, as JSON; `null` for something removed.
    pub after: serde_json::Value,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub seq: i64,
    pub at: Timestamp,
    pub account: Option<AccountId>,
    pub actor: String,
    pub act: String,
    pub subject: String,
    pub subject_id: i64,
    pub before: String,
    pub after: String,
    pub hash: String,
}

/// What [`verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was written; with the number of rows.
    Intact(i64),
    /// The first row that is not, by chain and number, with the reason.
    Altered {
        chain: i64,
        seq: i64,
        reason: AlteredBecause,
    },
}

/// How a row betrays that it was altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlteredBecause {
    /// Its content does not fit its hash, or the row before it was changed.
    HashDiffers,
    /// A row is missing before it.
    RowMissing,
    /// The chain's end is not where its head says.
    EndMissing,
}

/// The value as it is kept in the log.
pub fn snapshot(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or(serde_json::Value::Null)
}

/// Appends an act to its chain, in the transaction of the change.
pub async fn record(tx: &mut Tx, act: Act<'_>) -> Result<(), DbError> {
    let chain = act.chain.number();
    let (seq, previous) = store::take_next(tx, chain).await?;
    let entry = Entry {
        seq,
        at: act.at,
        account: act.who.account,
        actor: act.who.name.clone(),
        act: act.act.to_owned(),
        subject: act.subject.0.to_owned(),
        subject_id: act.subject.1,
        before: act.before.to_string(),
        after: act.after.to_string(),
        hash: String::new(),
    };
    let hash = hash(chain, &previous, &entry);
    store::insert(tx, chain, &Entry { hash, ..entry }).await
}

/// The newest rows of a chain, before a sequence number where given.
pub async fn page(
    conn: &mut Conn,
    chain: Chain,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Entry>, DbError> {
    store::page(conn, chain.number(), before.unwrap_or(i64::MAX), limit).await
}

/// All rows of a chain about one thing, oldest first.
pub async fn of_subject(
    conn: &mut Conn,
    chain: Chain,
    subject: (&str, i64),
) -> Result<Vec<Entry>, DbError> {
    store::of_subject(conn, chain.number(), subject.0, subject.1).await
}

/// The hash of the row before a row; empty before the first.
pub async fn hash_before(conn: &mut Conn, chain: Chain, seq: i64) -> Result<String, DbError> {
    let before = store::page(conn, chain.number(), seq, 1).await?;
    Ok(before
        .into_iter()
        .next()
        .map(|row| row.hash)
        .unwrap_or_default())
}

/// Recomputes every chain and names the first row that was altered.
pub async fn verify(db: &Db) -> Result<Verdict, DbError> {
    let mut conn = db.read().await?;
    let mut rows = 0;
    for (chain, head_seq, head_hash) in store::heads(&mut conn).await? {
        let (mut seq, mut hash_so_far) = (0, String::new());
        loop {
            let entries = store::rows_after(&mut conn, chain, seq, 1000).await?;
            if entries.is_empty() {
                break;
            }
            for entry in entries {
                let reason = if entry.seq != seq + 1 {
                    Some(AlteredBecause::RowMissing)
                } else if hash(chain, &hash_so_far, &entry) != entry.hash {
                    Some(AlteredBecause::HashDiffers)
                } else {
                    None
                };
                if let Some(reason) = reason {
                    return Ok(Verdict::Altered {
                        chain,
                        seq: seq + 1,
                        reason,
                    });
                }
                seq = entry.seq;
                hash_so_far = entry.hash;
                rows += 1;
            }
        }
        if seq != head_seq || hash_so_far != head_hash {
            return Ok(Verdict::Altered {
                chain,
                seq,
                reason: AlteredBecause::EndMissing,
            });
        }
    }
    Ok(Verdict::Intact(rows))
}

/// SHA-256 over the row before and every field, each with its length in front so that no two rows can share a text.
fn hash(chain: i64, previous: &str, entry: &Entry) -> String {
    let mut digest = Sha256::new();
    let numbers = [
        chain,
        entry.seq,
        entry.at.unix_millis(),
        entry.account.map_or(-1, |a| a.0),
        entry.subject_id,
    ];
    for number in numbers {
        digest.update(number.to_be_bytes());
    }
    for text in [
        previous,
        &entry.actor,
        &entry.act,
        &entry.subject,
        &entry.before,
        &entry.after,
    ] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            seq: 1,
            at: Timestamp::stored(5),
            account: Some(AccountId(3)),
            actor: "A".into(),
            act: "close_poll".into(),
            subject: "polls".into(),
            subject_id: 9,
            before: "null".into(),
            after: "{}".into(),
            hash: String::new(),
        }
    }

    #[test]
    fn every_field_of_a_row_changes_its_hash() {
        let base = hash(1, "", &entry());
        let altered = [
            Entry { seq: 2, ..entry() },
            Entry {
                at: Timestamp::stored(6),
                ..entry()
            },
            Entry {
                account: None,
                ..entry()
            },
            Entry {
                actor: "B".into(),
                ..entry()
            },
            Entry {
                act: "open_poll".into(),
                ..entry()
            },
            Entry {
                subject: "roll".into(),
                ..entry()
            },
            Entry {
                subject_id: 8,
                ..entry()
            },
            Entry {
                before: "1".into(),
                ..entry()
            },
            Entry {
                after: "1".into(),
                ..entry()
            },
            // Moving a letter from one field to the next must not give the same text.
            Entry {
                actor: "Ac".into(),
                act: "lose_poll".into(),
                ..entry()
            },
        ];
        for row in altered {
            assert_ne!(hash(1, "", &row), base, "{row:?}");
        }
        assert_ne!(hash(2, "", &entry()), base);
        assert_ne!(hash(1, "x", &entry()), base);
    }
}
