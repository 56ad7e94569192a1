//! The check of evidence: hashes taken anew from their texts, and a second count that shares no counting code with the first.

use std::collections::BTreeSet;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    BlockInEvidence, Evidence, LeftOut, LogContent, LogRow, LogWho,
    figures::{check_figures, check_lots, there},
    second_count::{first_count, option_names, poll_export, whole},
};
use crate::{
    polls::{
        count::PollCount,
        model::{Disclosure, Secrecy},
        sealing::Opening,
    },
    results::{
        model::{Detail, NamedVote, ResultDocument, ResultState},
        recount::{BoxExport, BoxFormat, RecountError, recount_export},
    },
    types::sha256_hex,
};

/// What a check found, in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub checked: Vec<String>,
    /// What could not be checked, and why.
    pub unchecked: Vec<String>,
}

/// The first thing that does not fit.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error("the file is no evidence of a kind known here: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("the checksum of the file is not that of its content")]
    Checksum,
    #[error("{0}")]
    DoesNotFit(String),
    #[error("the second count refuses the ballots: {0}")]
    Recount(#[from] RecountError),
}

fn unfit<T>(sentence: impl Into<String>) -> Result<T, EvidenceError> {
    Err(EvidenceError::DoesNotFit(sentence.into()))
}

pub(super) fn demand(holds: bool, sentence: impl FnOnce() -> String) -> Result<(), EvidenceError> {
    if holds { Ok(()) } else { unfit(sentence()) }
}

/// Checks evidence as a text.
///
/// # Errors
/// The first thing that does not fit.
pub fn verify(text: &str) -> Result<Findings, EvidenceError> {
    let evidence: Evidence = serde_json::from_str(text)?;
    if evidence.computed_checksum() != evidence.checksum {
        return Err(EvidenceError::Checksum);
    }
    let mut found = Findings::default();
    found
        .checked
        .push("The file is whole: its checksum fits its content.".to_owned());
    demand(
        sha256_hex(&evidence.opening) == evidence.opening_digest,
        || "the opening is not the text of its digest".to_owned(),
    )?;
    let opening: Opening = serde_json::from_str(&evidence.opening)?;
    found.checked.push(format!(
        "The opening of poll {} fits its digest: question, options, rule and who may vote.",
        opening.poll
    ));
    let ballots = check_box(&evidence, &opening, &mut found)?;
    check_trackers(&evidence, &mut found)?;
    let count = check_count(&evidence, &opening, ballots.as_deref(), &mut found)?;
    check_results(
        &evidence,
        &opening,
        count.as_ref(),
        ballots.as_deref(),
        &mut found,
    )?;
    check_log(&evidence, &opening, &mut found)?;
    found.unchecked.push(format!(
        "Who stands on the roll: its {} entries have names and are not in the file. Whoever has the roll compares its digest {}.",
        opening.roll_entries, opening.roll_digest
    ));
    Ok(found)
}

/// Checks the chain; the ballots of the box, where they are there.
fn check_box(
    evidence: &Evidence,
    opening: &Opening,
    found: &mut Findings,
) -> Result<Option<Vec<String>>, EvidenceError> {
    let urn = &evidence.ballot_box;
    if urn.blocks.is_empty() {
        return check_sorted(evidence, found);
    }
    demand(urn.sorted.is_none(), || {
        "ballots stand beside the blocks".to_owned()
    })?;
    let mut before = evidence.opening_digest.as_str();
    let mut all = Some(Vec::new());
    let mut keys = BTreeSet::new();
    let mut sum = 0_i64;
    for (number, block) in (1_i64..).zip(&urn.blocks) {
        demand(block.number == number && block.ballots > 0, || {
            format!("block {number} is missing or empty")
        })?;
        sum = sum.saturating_add(block.ballots);
        match &block.sealed {
            None => all = None,
            Some(lines) => {
                check_block(opening, block, before, lines)?;
                for line in lines {
                    let Some((key, ballot)) = line.split_once(' ') else {
                        return unfit(format!("a line of block {number} has no key"));
                    };
                    demand(keys.insert(key), || {
                        format!("a key of block {number} stands twice")
                    })?;
                    if let Some(all) = &mut all {
                        all.push(ballot.to_owned());
                    }
                }
            }
        }
        before = &block.hash;
    }
    demand(sum == urn.ballots, || {
        format!("the blocks hold {sum} ballots, the box {}", urn.ballots)
    })?;
    demand(urn.digest.as_deref() == Some(before), || {
        "the digest of the box is not the hash of its last block".to_owned()
    })?;
    demand(all.is_some() == urn.left_out.is_none(), || {
        "ballots are missing without a reason, or there in spite of one".to_owned()
    })?;
    if all.is_some() {
        found.checked.push(format!(
            "The {sum} ballots in {} blocks make the chain of hashes from the opening to the digest of the box.",
            urn.blocks.len()
        ));
    } else {
        found.checked.push(format!(
            "The {} blocks of the box hold {sum} ballots and end in its digest.",
            urn.blocks.len()
        ));
        told_left_out(urn.left_out, found);
    }
    Ok(all)
}

fn check_block(
    opening: &Opening,
    block: &BlockInEvidence,
    before: &str,
    lines: &[String],
) -> Result<(), EvidenceError> {
    let number = block.number;
    demand(i64::try_from(lines.len()) == Ok(block.ballots), || {
        format!("block {number} says another number of ballots than it has")
    })?;
    let mut text = format!(
        "mandat block 1\n{}\n{number}\n{before}\n{}\n",
        opening.poll,
        lines.len()
    );
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    demand(sha256_hex(&text) == block.hash, || {
        format!("the ballots of block {number} are not those of its hash")
    })
}

fn check_sorted(
    evidence: &Evidence,
    found: &mut Findings,
) -> Result<Option<Vec<String>>, EvidenceError> {
    let urn = &evidence.ballot_box;
    demand(urn.sorted.is_some() == urn.left_out.is_none(), || {
        "ballots are missing without a reason, or there in spite of one".to_owned()
    })?;
    let Some(ballots) = &urn.sorted else {
        told_left_out(urn.left_out, found);
        return Ok(None);
    };
    demand(i64::try_from(ballots.len()) == Ok(urn.ballots), || {
        "the box says another number of ballots than it has".to_owned()
    })?;
    demand(urn.digest == Some(digest_of(ballots)), || {
        "the ballots are not those of the digest of the box".to_owned()
    })?;
    found.checked.push(format!(
        "The {} ballots of the box fit its digest.",
        ballots.len()
    ));
    Ok(Some(ballots.clone()))
}

fn digest_of(lines: &[String]) -> String {
    let mut digest = Sha256::new();
    for line in lines {
        digest.update(line);
        digest.update("\n");
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}

fn told_left_out(why: Option<LeftOut>, found: &mut Findings) {
    let why = match why {
        None => return,
        Some(LeftOut::OutcomeOnly) => "only the outcome of this poll is public",
        Some(LeftOut::FewBallots) => {
            "so few people voted that the ballots could tell who voted how"
        }
        Some(LeftOut::Unanimous) => "all voted alike",
        Some(LeftOut::AllButOne) => "all but one voted alike",
        Some(LeftOut::Combinations) => {
            "a combination on one ballot could be recognised by whoever arranged it"
        }
        Some(LeftOut::Unreadable) => "what stands on unreadable ballots could be recognised",
    };
    found.unchecked.push(format!(
        "The single ballots are not in the file, because {why}. So they are not counted again here; an auditor can do it with \
         the export of the box."
    ));
}

fn check_trackers(evidence: &Evidence, found: &mut Findings) -> Result<(), EvidenceError> {
    let trackers = &evidence.trackers;
    if let Some(pair) = trackers.windows(2).find(|pair| pair.first() >= pair.last()) {
        return unfit(format!(
            "the trackers {} are not sorted, or one stands twice",
            pair.join(" and ")
        ));
    }
    demand(digest_of(trackers) == evidence.trackers_digest, || {
        "the trackers are not those of their digest".to_owned()
    })?;
    let wanted = if evidence.ballot_box.blocks.is_empty() {
        0
    } else {
        evidence.ballot_box.ballots
    };
    demand(i64::try_from(trackers.len()) == Ok(wanted), || {
        format!("{} trackers for {wanted} ballots", trackers.len())
    })?;
    if wanted > 0 {
        found.checked.push(format!(
            "{wanted} trackers, each once, as many as ballots. A voter looks whether theirs is among them."
        ));
    } else {
        found.unchecked.push("There are no trackers: votes by name, an empty box, or one from before they were given out.".to_owned());
    }
    Ok(())
}

fn check_count(
    evidence: &Evidence,
    opening: &Opening,
    ballots: Option<&[String]>,
    found: &mut Findings,
) -> Result<Option<PollCount>, EvidenceError> {
    let Some(text) = &evidence.count else {
        demand(ballots.is_none(), || {
            "ballots are there without their count".to_owned()
        })?;
        found
            .unchecked
            .push("The figures are not public, only the outcome.".to_owned());
        return Ok(None);
    };
    let count: PollCount = serde_json::from_str(text)?;
    let entitled = opening.roll_votes - opening.excluded_votes;
    demand(count.entitled == entitled, || {
        format!(
            "the count says {} votes could be cast, the opening {entitled}",
            count.entitled
        )
    })?;
    demand(
        count.ballots == evidence.ballot_box.ballots
            && count.valid + count.blank + count.invalid == count.ballots,
        || "the figures of the count do not add up to the ballots of the box".to_owned(),
    )?;
    demand(
        count.voters <= opening.roll_entries - opening.excluded_entries
            && count.voters <= count.ballots
            && count.ballots <= there(&count)
            && there(&count) <= entitled,
        || "more have voted than could".to_owned(),
    )?;
    let names = option_names(opening);
    demand(count.votes.len() == names.len(), || {
        "the count has another number of options than the ballot".to_owned()
    })?;
    let Some(ballots) = ballots else {
        found
            .checked
            .push("The figures of the count add up to the ballots of the box.".to_owned());
        return Ok(Some(count));
    };
    let by_name = votes_by_name(evidence);
    let Some(poll) = poll_export(opening, &names, there(&count), by_name.as_deref()) else {
        found.unchecked.push(format!(
            "There is no second count for the method {}, or the votes by name are missing that its rule asks for.",
            opening.method.as_str()
        ));
        return Ok(Some(count));
    };
    let mut sorted = ballots.to_vec();
    sorted.sort_unstable();
    let again = recount_export(&BoxExport {
        format: BoxFormat::V1,
        poll,
        marks: whole(count.ballots),
        ballots: sorted,
        lots: Vec::new(),
        count: None,
    })?;
    demand(again == first_count(&count, &names), || {
        format!(
            "the ballots say something else than the count: {}",
            serde_json::to_string(&again).unwrap_or_default()
        )
    })?;
    found.checked.push(format!(
        "A second count of the {} ballots gives the same figures and the same outcome by the rule of the opening.",
        count.ballots
    ));
    Ok(Some(count))
}

/// The votes by name of the first version of the result.
fn votes_by_name(evidence: &Evidence) -> Option<Vec<NamedVote>> {
    let first = evidence.results.first()?;
    let document: ResultDocument = serde_json::from_str(&first.content).ok()?;
    document.roll_call
}

fn check_results(
    evidence: &Evidence,
    opening: &Opening,
    count: Option<&PollCount>,
    ballots: Option<&[String]>,
    found: &mut Findings,
) -> Result<(), EvidenceError> {
    for (number, result) in (1_i64..).zip(&evidence.results) {
        demand(
            sha256_hex(&result.content) == result.digest && result.version == number,
            || {
                format!(
                    "version {number} of the result is missing or not the document of its digest"
                )
            },
        )?;
        let document: ResultDocument = serde_json::from_str(&result.content)?;
        let (poll, roll) = (&document.poll, &document.roll);
        demand(
            document.version == number
                && poll.id == opening.poll
                && poll.rule == opening.rule
                && poll.kind == opening.kind
                && poll.secrecy == opening.secrecy
                && (opening.disclosure == Disclosure::Full
                    || document.detail == Detail::OutcomeOnly)
                && poll.sealed_to == opening.sealed_to
                && poll.guard.clone().unwrap_or_default()
                    == opening.guard.clone().unwrap_or_default()
                && poll.title == opening.title
                && poll.question == opening.question
                && poll
                    .options
                    .iter()
                    .eq(opening.options.iter().map(|o| &o.label))
                && poll.max_choices == opening.max_choices
                && poll.seats == opening.seats
                && roll.digest == opening.roll_digest
                && roll.entries == opening.roll_entries
                && roll.votes == opening.roll_votes - opening.excluded_votes,
            || format!("version {number} of the result is not about what was opened"),
        )?;
        match document.state {
            ResultState::Final => {
                let after_lots = match count {
                    Some(count) if !document.lots.is_empty() => {
                        check_lots(opening, &document, count, ballots, found)?
                    }
                    Some(_) | None => None,
                };
                check_figures(evidence, &document, after_lots.as_ref().or(count))?;
            }
            ResultState::Corrected => found.unchecked.push(format!(
                "Version {number} of the result was written by hand as a correction: \"{}\". It is held against its digest and the log alone.",
                document.reason
            )),
        }
    }
    match evidence.results.len() {
        0 => found.unchecked.push("No result is published yet.".to_owned()),
        n => found.checked.push(format!(
            "Published versions of the result: {n}. Each fits its digest and the opening; the first one has the figures of the count."
        )),
    }
    Ok(())
}

fn check_log(
    evidence: &Evidence,
    opening: &Opening,
    found: &mut Findings,
) -> Result<(), EvidenceError> {
    let mut before: Option<&LogRow> = None;
    let (mut whole, mut nameless, mut withheld) = (0_u64, 0_u64, 0_u64);
    let mut sealed = None;
    let mut published = Vec::new();
    let mut counted = None;
    for row in &evidence.log {
        if let Some(before) = before {
            demand(before.seq < row.seq, || {
                format!("the rows of the log are out of order at {}", row.seq)
            })?;
            let follows = match (&before.hash, &row.previous) {
                (Some(hash), Some(previous)) => before.seq + 1 != row.seq || hash == previous,
                (None, _) | (_, None) => true,
            };
            demand(follows, || {
                format!(
                    "row {} of the log does not follow row {}",
                    row.seq, before.seq
                )
            })?;
        }
        before = Some(row);
        let Some(content) = &row.content else {
            withheld += 1;
            continue;
        };
        demand(
            content.subject == "polls" && content.subject_id == opening.poll.0,
            || format!("row {} of the log is about something else", row.seq),
        )?;
        match &content.who {
            None => nameless += 1,
            Some(who) => {
                let Some((hash, previous)) = row.hash.as_ref().zip(row.previous.as_ref()) else {
                    return unfit(format!("row {} of the log has no hash", row.seq));
                };
                demand(row_hash(row.seq, previous, content, who) == *hash, || {
                    format!("row {} of the log is not the text of its hash", row.seq)
                })?;
                whole += 1;
            }
        }
        let after: Value = serde_json::from_str(&content.after)?;
        if after.get("box_digest").is_some() {
            demand(sealed.is_none(), || "the box was sealed twice".to_owned())?;
            sealed = Some(after);
        } else if let Some(digest) = after.get("count_digest") {
            counted = Some(digest.clone());
        } else if let (Some(version), Some(digest)) = (after.get("version"), after.get("digest")) {
            published.push((version.as_i64(), digest.as_str().map(str::to_owned)));
        }
    }
    if let Some(sealed) = &sealed {
        check_sealed(evidence, opening, sealed)?;
        found.checked.push(
            "The log has the digests of the opening, the box and the trackers as they were sealed."
                .to_owned(),
        );
    } else {
        found
            .unchecked
            .push("The row of the log that seals the box is left out.".to_owned());
    }
    if let (Some(counted), Some(count)) = (counted, &evidence.count) {
        demand(counted.as_str() == Some(sha256_hex(count).as_str()), || {
            "the log has another count".to_owned()
        })?;
    }
    let versions: Vec<_> = evidence
        .results
        .iter()
        .map(|r| (Some(r.version), Some(r.digest.clone())))
        .collect();
    demand(published == versions, || {
        "the log has other published versions of the result".to_owned()
    })?;
    found.checked.push(format!(
        "The log extract has {} rows in order; of {whole} the hash was taken anew, of {nameless} everything but who did it is here.",
        evidence.log.len()
    ));
    if nameless + withheld > 0 {
        found.unchecked.push(format!(
            "{nameless} rows of the log are here without the person, {withheld} without content: whoever may read the log \
             compares the hashes there."
        ));
    }
    Ok(())
}

fn check_sealed(
    evidence: &Evidence,
    opening: &Opening,
    sealed: &Value,
) -> Result<(), EvidenceError> {
    let text = |field: &str| sealed.get(field).and_then(Value::as_str);
    let fits = text("box_digest") == evidence.ballot_box.digest.as_deref();
    demand(fits, || "the log has another digest of the box".to_owned())?;
    // Boxes from before there were blocks have no more than that in the log.
    if sealed.get("opening_digest").is_none() {
        return demand(
            opening.secrecy == Secrecy::RollCall || evidence.ballot_box.blocks.is_empty(),
            || "the log does not know of blocks".to_owned(),
        );
    }
    demand(
        text("opening_digest") == Some(evidence.opening_digest.as_str()),
        || "the log has another digest of the opening".to_owned(),
    )?;
    demand(
        text("trackers_digest") == Some(evidence.trackers_digest.as_str()),
        || "the log has another digest of the trackers".to_owned(),
    )
}

/// The hash of a row as deploy/EVIDENCE.md has it.
fn row_hash(seq: i64, previous: &str, content: &LogContent, who: &LogWho) -> String {
    let mut digest = Sha256::new();
    for number in [
        content.chain,
        seq,
        content.at,
        who.account.unwrap_or(-1),
        content.subject_id,
    ] {
        digest.update(number.to_be_bytes());
    }
    for text in [
        previous,
        &who.name,
        &content.act,
        &content.subject,
        &content.before,
        &content.after,
    ] {
        digest.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(text.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}
