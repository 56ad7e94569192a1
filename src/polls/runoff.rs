//! Who stands in the runoff of an election, and the motion that is voted on again.

use super::{
    count::{Awaits, Outcome, PollCount},
    model::{Method, Poll, PollOption, Rule},
    store::Definition,
};
use crate::tally::{majority::TieRule, poll::ElectionRule};

/// Whether a poll can have a runoff at all: names or motions are marked, one mark each, or a tie over a motion is voted on again by
/// its rule. Votes that were cumulated, lists and ranks leave no two to choose between, and who completes a board by origin is no
/// question of two people.
pub fn can_have_runoff(poll: &Poll) -> bool {
    match &poll.rule {
        Rule::Motion(rule) => rule.tie() == TieRule::Runoff,
        Rule::Election(_) | Rule::Lists(_) | Rule::Ranked => {
            poll.method == Method::Choose && poll.least_bodies == 0
        }
    }
}

/// The runoff that a count calls for: between those who are tied; after an absolute majority that too few reached, between the two
/// with most votes for each open post, and all who have as many as the last of them. The same texts; most votes win. A motion that
/// waits for another vote is the same motion by the same rule.
///
/// `None` where every post is filled or nobody is left to stand, and where there can be none.
pub fn runoff_of(poll: &Poll, count: &PollCount) -> Option<Definition> {
    if let Outcome::Motion {
        awaits: Some(Awaits::Runoff),
        ..
    } = &count.outcome
    {
        return Some(Definition::of(poll.clone()));
    }
    let Rule::Election(rule) = &poll.rule else {
        return None;
    };
    if !can_have_runoff(poll) {
        return None;
    }
    let Outcome::Election {
        elected,
        tied,
        open_seats,
        vacant,
        ..
    } = &count.outcome
    else {
        return None;
    };
    let numbered: Vec<(i64, &PollOption, i64)> = (1..)
        .zip(&poll.options)
        .zip(&count.votes)
        .map(|((n, option), votes)| (n, option, *votes))
        .collect();
    let (stands, seats): (Vec<&PollOption>, i64) = match rule {
        _ if !tied.is_empty() => (
            numbered
                .iter()
                .filter(|(n, ..)| tied.contains(n))
                .map(|(_, option, _)| *option)
                .collect(),
            *open_seats,
        ),
        ElectionRule::AbsoluteMajorityOfValid if *vacant > 0 => {
            let left = || numbered.iter().filter(|(n, ..)| !elected.contains(n));
            let mut votes: Vec<i64> = left().map(|(.., votes)| *votes).collect();
            votes.sort_unstable_by(|a, b| b.cmp(a));
            let places = usize::try_from(vacant.saturating_mul(2)).unwrap_or(usize::MAX);
            let least = votes.iter().take(places).next_back().copied().unwrap_or(0);
            (
                left()
                    .filter(|(.., votes)| *votes >= least)
                    .map(|(_, option, _)| *option)
                    .collect(),
                *vacant,
            )
        }
        ElectionRule::AbsoluteMajorityOfValid | ElectionRule::RelativeMajority => return None,
    };
    if stands.is_empty() {
        return None;
    }
    let seats = seats
        .min(i64::try_from(stands.len()).unwrap_or(i64::MAX))
        .max(1);
    Some(Definition {
        kind: poll.kind,
        method: Method::Choose,
        secrecy: poll.secrecy,
        title: poll.title.clone(),
        question: poll.question.clone(),
        options: stands.into_iter().cloned().collect(),
        max_choices: seats,
        max_per_option: 1,
        seats,
        least_bodies: 0,
        rule: Rule::Election(ElectionRule::RelativeMajority),
        // The article says by what the first round is decided, not the runoff.
        rule_source: None,
    })
}
