use super::*;

mod majority_clause;
mod plain;
mod short_lists;
mod ties;
mod working;

const METHODS: [Method; 3] = Method::ALL;

fn lists(votes: &[u64]) -> Vec<Contender> {
    votes.iter().copied().map(Contender::list).collect()
}

/// Lists with their votes and their numbers of candidates.
fn short(votes_and_candidates: &[(u64, u32)]) -> Vec<Contender> {
    votes_and_candidates
        .iter()
        .map(|&(votes, candidates)| Contender {
            candidates: Some(candidates),
            ..Contender::list(votes)
        })
        .collect()
}

fn plain(method: Method, votes: &[u64], seats: u32) -> Allocation {
    allocate(&SeatRule::plain(method), &lists(votes), seats, &[]).unwrap()
}

fn entitled(allocation: &Allocation) -> Vec<u32> {
    allocation
        .shares
        .iter()
        .map(|share| share.entitled)
        .collect()
}

fn filled(allocation: &Allocation) -> Vec<u32> {
    allocation.shares.iter().map(|share| share.filled).collect()
}

fn tie(between: &[usize], seats_open: u32) -> Option<Tie> {
    Some(Tie {
        between: between.to_vec(),
        seats_open,
    })
}

fn drawn(won: &[usize]) -> Lot {
    Lot {
        between: None,
        won: won.to_vec(),
    }
}

fn reallocating(method: Method) -> SeatRule {
    SeatRule {
        short_lists: ShortLists::Reallocate,
        ..SeatRule::plain(method)
    }
}

fn with_clause(method: Method) -> SeatRule {
    SeatRule {
        majority_clause: true,
        ..SeatRule::plain(method)
    }
}

fn last_quotients(allocation: &Allocation) -> &Quotients {
    allocation
        .working
        .iter()
        .rev()
        .find_map(|step| match step {
            Step::Quotients(quotients) => Some(quotients),
            _ => None,
        })
        .unwrap()
}

fn last_remainders(allocation: &Allocation) -> &Remainders {
    allocation
        .working
        .iter()
        .rev()
        .find_map(|step| match step {
            Step::Remainders(remainders) => Some(remainders),
            _ => None,
        })
        .unwrap()
}
