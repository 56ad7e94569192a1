//! What of a bundle goes into the second count, and what the first one said in its words.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    polls::{
        count::{self, PollCount},
        model::Method,
        sealing::Opening,
        stored_rule::{StoredQuorum, StoredRule, StoredShare},
    },
    results::{
        model::NamedVote,
        recount::{
            BaseExport, BodyVotesExport, ElectionExport, ListsExport, MajorityExport,
            MeasureExport, Outcome, PollExport, QuorumExport, QuorumSizeExport, RankedExport,
            Recount, ShareExport, TieExport,
        },
    },
};

/// Keys of the options in the order of the ballot.
pub(super) fn option_names(opening: &Opening) -> Vec<String> {
    match &opening.rule {
        StoredRule::Motion { .. } if opening.options.is_empty() => {
            ["yes", "no", "abstain"].map(str::to_owned).to_vec()
        }
        StoredRule::Motion { .. }
        | StoredRule::Election { .. }
        | StoredRule::Lists { .. }
        | StoredRule::Ranked {} => (1..=opening.options.len()).map(|n| n.to_string()).collect(),
    }
}

/// The question as the second count reads it; none where that has no way to count it.
pub(super) fn poll_export(
    opening: &Opening,
    names: &[String],
    present: i64,
    by_name: Option<&[NamedVote]>,
) -> Option<PollExport> {
    let id = opening.poll.to_string();
    let word = |word: &str| Value::String(word.to_owned());
    match (&opening.rule, opening.method) {
        (
            StoredRule::Motion {
                numerator,
                denominator,
                strict,
                base,
                min_yes,
                min_of_entitled,
                quorum,
                of_bodies,
                tie,
            },
            Method::YesNo,
        ) => Some(PollExport::Motion {
            id,
            options: names.to_vec(),
            present: whole(present),
            entitled: whole(opening.roll_votes - opening.excluded_votes),
            rule: MajorityExport {
                numerator: *numerator,
                denominator: *denominator,
                strict: *strict,
                base: BaseExport::deserialize(word(base)).ok()?,
                min_yes: *min_yes,
                min_of_entitled: min_of_entitled.as_ref().map(share),
                quorum: match quorum {
                    None => None,
                    Some(quorum) => Some(quorum_export(quorum)?),
                },
                of_bodies: of_bodies.as_ref().map(share),
                tie: match tie {
                    None => TieExport::Rejected,
                    Some(tie) => TieExport::deserialize(word(tie)).ok()?,
                },
            },
            bodies: match of_bodies {
                None => Vec::new(),
                // Who came from which body stands in votes by name alone.
                Some(_) => by_name.map(votes_of_bodies)?,
            },
        }),
        (StoredRule::Election { rule }, Method::Choose | Method::Cumulate) => {
            Some(PollExport::Election {
                id,
                options: names.to_vec(),
                max_choices: whole(opening.max_choices),
                seats: whole(opening.seats),
                rule: ElectionExport::deserialize(word(rule)).ok()?,
                max_per_option: whole(opening.max_per_option),
                least_bodies: whole(opening.least_bodies),
                bodies: opening.options.iter().map(|o| o.body.clone()).collect(),
            })
        }
        (StoredRule::Lists { method }, Method::Lists) => Some(PollExport::Lists {
            id,
            options: names.to_vec(),
            places: opening.options.iter().map(|o| whole(o.places)).collect(),
            seats: whole(opening.seats),
            method: ListsExport::deserialize(word(method)).ok()?,
        }),
        (StoredRule::Ranked {}, Method::InstantRunoff | Method::ScottishStv | Method::Schulze) => {
            Some(PollExport::Ranked {
                id,
                options: names.to_vec(),
                seats: whole(opening.seats),
                method: RankedExport::deserialize(word(opening.method.as_str())).ok()?,
            })
        }
        (
            StoredRule::Motion { .. }
            | StoredRule::Election { .. }
            | StoredRule::Lists { .. }
            | StoredRule::Ranked {},
            Method::YesNo
            | Method::Choose
            | Method::Cumulate
            | Method::Lists
            | Method::InstantRunoff
            | Method::ScottishStv
            | Method::Schulze,
        ) => None,
    }
}

fn share(share: &StoredShare) -> ShareExport {
    ShareExport {
        numerator: share.numerator,
        denominator: share.denominator,
        strict: share.strict,
    }
}

fn quorum_export(quorum: &StoredQuorum) -> Option<QuorumExport> {
    Some(QuorumExport {
        measure: MeasureExport::deserialize(Value::String(quorum.measure.clone())).ok()?,
        size: match (quorum.number, &quorum.of_entitled) {
            (Some(number), None) => QuorumSizeExport::Number(number),
            (None, Some(part)) => QuorumSizeExport::OfEntitled(share(part)),
            (None, None) | (Some(_), Some(_)) => return None,
        },
    })
}

/// The yes and no votes of each body, by what was published by name.
fn votes_of_bodies(votes: &[NamedVote]) -> Vec<BodyVotesExport> {
    let mut bodies: Vec<BodyVotesExport> = Vec::new();
    for vote in votes {
        let (yes, no) = match vote.marked.as_deref() {
            Some([1]) => (whole(vote.votes), 0),
            Some([2]) => (0, whole(vote.votes)),
            Some(_) | None => (0, 0),
        };
        match bodies.iter_mut().find(|b| b.body == vote.body) {
            Some(body) => {
                body.yes = body.yes.saturating_add(yes);
                body.no = body.no.saturating_add(no);
            }
            None => bodies.push(BodyVotesExport {
                body: vote.body.clone(),
                yes,
                no,
            }),
        }
    }
    bodies
}

/// The count of the program in the words of the second one.
pub(super) fn first_count(count: &PollCount, names: &[String]) -> Recount {
    let named = |positions: &[i64]| {
        positions
            .iter()
            .filter_map(|p| names.get(usize::try_from(p.checked_sub(1)?).ok()?))
            .cloned()
            .collect()
    };
    Recount {
        ballots: whole(count.ballots),
        blank: whole(count.blank),
        invalid: whole(count.invalid),
        votes: names
            .iter()
            .cloned()
            .zip(count.votes.iter().map(|v| whole(*v)))
            .collect(),
        outcome: match &count.outcome {
            count::Outcome::Motion {
                accepted, awaits, ..
            } => Outcome::Motion {
                accepted: *accepted,
                awaits: awaits.map(TieExport::from),
            },
            count::Outcome::Election {
                elected,
                tied,
                open_seats,
                vacant,
                winners: _,
                seats,
                tie_over: _,
                steps: _,
            } => Outcome::Election {
                elected: named(elected),
                tied: named(tied),
                seats_open: whole(*open_seats),
                vacant: whole(*vacant),
                list_seats: names
                    .iter()
                    .cloned()
                    .zip(seats.iter().map(|n| whole(*n)))
                    .collect(),
            },
        },
    }
}

pub(super) fn whole(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
