//! The sealed box: ballots in shuffled blocks of which each names the one before, and the texts whose SHA-256 is taken.
//! deploy/EVIDENCE.md describes them for others; a change here is a new version there.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    board_key::SealTo,
    model::{
        Disclosure, Method, Poll, PollKind, PollOption, RuleSource, Secrecy, guard::GuardRecord,
    },
    stored_rule::StoredRule,
};
use crate::types::{Localized, PollId, sha256_hex};

/// Ballots in a block.
pub const BLOCK: usize = 64;
/// A last block with fewer is joined to the one before: nobody should stand in a small one.
pub const FEWEST_IN_LAST_BLOCK: usize = 5;

/// A ballot of the closed box: the key is random and was drawn at closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedBallot {
    pub key: [u8; 16],
    pub ballot: String,
}

/// A block as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// From 1.
    pub number: i64,
    pub ballots: i64,
    pub hash: String,
}

/// How many ballots stand in each block.
pub fn block_sizes(ballots: usize) -> Vec<usize> {
    let mut sizes = vec![BLOCK; ballots / BLOCK];
    match (ballots % BLOCK, sizes.last_mut()) {
        (0, _) => {}
        (rest, Some(last)) if rest < FEWEST_IN_LAST_BLOCK => *last += rest,
        (rest, _) => sizes.push(rest),
    }
    sizes
}

/// The hash of a block. The random keys keep anybody from finding the ballots of a block by trying them all.
pub fn block_hash(poll: PollId, number: i64, before: &str, ballots: &[SealedBallot]) -> String {
    let mut digest = Sha256::new();
    digest.update(format!(
        "mandat block 1\n{poll}\n{number}\n{before}\n{}\n",
        ballots.len()
    ));
    for SealedBallot { key, ballot } in ballots {
        digest.update(format!("{} {ballot}\n", HEXLOWER.encode(key)));
    }
    HEXLOWER.encode(&digest.finalize())
}

/// The chain over a box: the first block follows the poll's opening digest, the last one's hash is the digest of the box.
pub fn chain(poll: PollId, opening: &str, ballots: &[SealedBallot]) -> Vec<Block> {
    let (mut before, mut rest) = (opening.to_owned(), ballots);
    let mut blocks = Vec::new();
    for (number, size) in (1_i64..).zip(block_sizes(ballots.len())) {
        let (block, after) = rest.split_at(size.min(rest.len()));
        let hash = block_hash(poll, number, &before, block);
        before.clone_from(&hash);
        blocks.push(Block {
            number,
            ballots: i64::try_from(size).unwrap_or(i64::MAX),
            hash,
        });
        rest = after;
    }
    blocks
}

/// The digest of a closed box that waits: over its ballots with their random keys, in the order of the keys. The keys go with the
/// waiting box, so that nobody finds its ballots, which are not all of the poll's, by trying them all.
pub fn waiting_digest(ballots: &[SealedBallot]) -> String {
    let mut lines: Vec<String> = ballots
        .iter()
        .map(|SealedBallot { key, ballot }| format!("{} {ballot}", HEXLOWER.encode(key)))
        .collect();
    lines.sort_unstable();
    digest_of_lines(&lines)
}

/// SHA-256 over lines, each ended by a line feed.
pub fn digest_of_lines(lines: &[String]) -> String {
    let mut digest = Sha256::new();
    for line in lines {
        digest.update(line.as_bytes());
        digest.update(b"\n");
    }
    HEXLOWER.encode(&digest.finalize())
}

/// The formats of an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpeningFormat {
    /// The first version.
    #[serde(rename = "mandat opening 1")]
    V1,
}

/// What was fixed when the poll was opened: the definition, its rule, and who may vote. Its text is JSON with the fields in
/// this order; the SHA-256 of the text is where the chain of the box begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub format: OpeningFormat,
    pub poll: PollId,
    pub kind: PollKind,
    pub method: Method,
    pub secrecy: Secrecy,
    pub title: Localized,
    pub question: Localized,
    pub options: Vec<PollOption>,
    pub max_choices: i64,
    pub max_per_option: i64,
    pub seats: i64,
    pub least_bodies: i64,
    pub rule: StoredRule,
    pub rule_source: Option<RuleSource>,
    pub disclosure: Disclosure,
    /// What figures could tell and what was chosen about it; not there in votes by name and in polls of before there was a guard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard: Option<GuardRecord>,
    /// The key to which ballots are sealed while they wait to be counted; not there where they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_to: Option<String>,
    pub roll_digest: String,
    /// Entries of the roll, and the votes of all of them.
    pub roll_entries: i64,
    pub roll_votes: i64,
    /// Those of them that may not vote in this poll.
    pub excluded_entries: i64,
    pub excluded_votes: i64,
}

/// Who may vote in a poll, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voters {
    pub roll_digest: String,
    pub roll_entries: i64,
    pub roll_votes: i64,
    pub excluded_entries: i64,
    pub excluded_votes: i64,
}

impl Voters {
    /// Votes that can be cast in this poll.
    pub fn entitled(&self) -> i64 {
        self.roll_votes - self.excluded_votes
    }
}

impl Opening {
    /// What was fixed for this poll.
    pub fn of(poll: &Poll, voters: &Voters) -> Self {
        Self {
            format: OpeningFormat::V1,
            poll: poll.id,
            kind: poll.kind,
            method: poll.method,
            secrecy: poll.secrecy,
            title: poll.title.clone(),
            question: poll.question.clone(),
            options: poll.options.clone(),
            max_choices: poll.max_choices,
            max_per_option: poll.max_per_option,
            seats: poll.seats,
            least_bodies: poll.least_bodies,
            rule: StoredRule::from(&poll.rule),
            rule_source: poll.rule_source.clone(),
            disclosure: poll.disclosure,
            guard: poll.guard.clone(),
            sealed_to: SealTo::of(poll).map(|key| key.to_text()),
            roll_digest: voters.roll_digest.clone(),
            roll_entries: voters.roll_entries,
            roll_votes: voters.roll_votes,
            excluded_entries: voters.excluded_entries,
            excluded_votes: voters.excluded_votes,
        }
    }

    /// The text whose SHA-256 is the opening digest.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Where the chain of the box begins.
    pub fn digest(&self) -> String {
        sha256_hex(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballots(n: usize) -> Vec<SealedBallot> {
        (0..n)
            .map(|i| SealedBallot {
                key: [u8::try_from(i % 251).unwrap(); 16],
                ballot: ["1.100", "1.010", "1.001"][i % 3].to_owned(),
            })
            .collect()
    }

    #[test]
    fn blocks_hold_64_and_the_last_never_fewer_than_five_of_several() {
        for (ballots, sizes) in [
            (0, vec![]),
            (1, vec![1]),
            (4, vec![4]),
            (64, vec![64]),
            (65, vec![65]),
            (68, vec![68]),
            (69, vec![64, 5]),
            (128, vec![64, 64]),
            (130, vec![64, 66]),
            (200, vec![64, 64, 64, 8]),
        ] {
            assert_eq!(block_sizes(ballots), sizes, "{ballots}");
        }
        for n in 0..1_000 {
            assert_eq!(block_sizes(n).iter().sum::<usize>(), n);
        }
    }

    #[test]
    fn the_hash_of_a_block_is_that_of_the_documented_text() {
        let text = "mandat block 1\n7\n1\nabc\n2\n00000000000000000000000000000000 1.100\n01010101010101010101010101010101 1.010\n";
        assert_eq!(
            block_hash(PollId(7), 1, "abc", &ballots(2)),
            sha256_hex(text)
        );
    }

    #[test]
    fn the_digest_of_a_waiting_box_follows_keys_and_ballots_and_no_order() {
        let mut box_ = ballots(5);
        let digest = waiting_digest(&box_);
        box_.reverse();
        assert_eq!(waiting_digest(&box_), digest);
        box_[0].key[3] ^= 1;
        assert_ne!(
            waiting_digest(&box_),
            digest,
            "the same ballots, other keys"
        );
        let mut changed = ballots(5);
        changed[0].ballot = "1.010".to_owned();
        assert_ne!(waiting_digest(&changed), digest);
        assert_ne!(waiting_digest(&ballots(4)), digest);
    }

    #[test]
    fn every_change_of_the_box_changes_the_end_of_its_chain() {
        let end = |poll, opening: &str, ballots: &[SealedBallot]| {
            chain(PollId(poll), opening, ballots).pop().unwrap().hash
        };
        let base = end(1, "o", &ballots(200));
        assert_ne!(end(2, "o", &ballots(200)), base);
        assert_ne!(end(1, "p", &ballots(200)), base);
        assert_ne!(end(1, "o", &ballots(199)), base);
        assert_ne!(end(1, "o", &ballots(201)), base);
        for place in [0, 63, 64, 199] {
            let mut changed = ballots(200);
            changed[place].ballot = "1.111".to_owned();
            assert_ne!(end(1, "o", &changed), base, "{place}");
            let mut changed = ballots(200);
            changed[place].key[15] ^= 1;
            assert_ne!(end(1, "o", &changed), base, "{place}");
            let mut changed = ballots(200);
            changed.swap(place, 100);
            assert_ne!(end(1, "o", &changed), base, "{place}");
        }
    }
}
