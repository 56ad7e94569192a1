//! Candidates in the order of their votes, and who of them takes the seats.

use super::super::lot::{LotRefused, Lots, Tie};
use super::super::seats::{MOST_CONTENDERS, MOST_SEATS, MOST_VOTES};
use super::PersonError;

/// What decides among candidates of one list with equal votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LevelVotes {
    /// The order of the list.
    // KWG Hessen § 34 (1); KomWG Baden-Württemberg § 26 (1); KomWG Sachsen § 21 (2)
    ListOrder,
    /// A lot.
    // GLKrWG Bayern Art. 36
    Lot,
}

/// Candidates by their votes, most first; those in one group are level.
pub(super) fn rank(
    votes: &[u64],
    candidates: impl IntoIterator<Item = usize>,
    level: LevelVotes,
) -> Vec<Vec<usize>> {
    let votes_of = |candidate: usize| votes.get(candidate).copied().unwrap_or(0);
    let mut order: Vec<usize> = candidates.into_iter().collect();
    order.sort_by(|&a, &b| votes_of(b).cmp(&votes_of(a)).then(a.cmp(&b)));
    match level {
        LevelVotes::ListOrder => order.into_iter().map(|candidate| vec![candidate]).collect(),
        LevelVotes::Lot => order
            .chunk_by(|&a, &b| votes_of(a) == votes_of(b))
            .map(<[usize]>::to_vec)
            .collect(),
    }
}

/// The seats given down a ranking.
pub(super) struct Filled {
    pub(super) elected: Vec<usize>,
    pub(super) tie: Option<Tie>,
    /// Those who were not elected and are not tied; those who lost a lot first.
    pub(super) rest: Vec<Vec<usize>>,
    /// Seats that are left when all are elected.
    pub(super) left: u32,
}

/// Gives seats down a ranking; a group that is larger than what is left draws.
pub(super) fn fill(
    ranking: &[Vec<usize>],
    seats: u32,
    lots: &mut Lots<'_>,
) -> Result<Filled, LotRefused> {
    let mut filled = Filled {
        elected: Vec::new(),
        tie: None,
        rest: Vec::new(),
        left: seats,
    };
    for group in ranking {
        let size = u32::try_from(group.len()).unwrap_or(u32::MAX);
        if size <= filled.left {
            filled.elected.extend(group);
            filled.left -= size;
        } else if filled.left == 0 {
            filled.rest.push(group.clone());
        } else {
            let mut between = group.clone();
            between.sort_unstable();
            let tie = Tie {
                between,
                seats_open: filled.left,
            };
            filled.left = 0;
            if let Some(won) = lots.settle(&tie)? {
                let lost = |candidate: &usize| !won.contains(candidate);
                filled
                    .rest
                    .push(tie.between.iter().copied().filter(lost).collect());
                filled.elected.extend(won);
            } else {
                filled.tie = Some(tie);
            }
        }
    }
    Ok(filled)
}

/// Refuses figures that cannot be those of an election.
pub(super) fn refuse_implausible(votes: &[u64], seats: u32) -> Result<(), PersonError> {
    if votes.is_empty() {
        return Err(PersonError::NoCandidates);
    }
    if votes.len() > MOST_CONTENDERS {
        return Err(PersonError::TooManyCandidates {
            candidates: votes.len(),
        });
    }
    if seats == 0 || seats > MOST_SEATS {
        return Err(PersonError::Seats { seats });
    }
    match votes.iter().position(|&votes| votes > MOST_VOTES) {
        Some(candidate) => Err(PersonError::TooManyVotes {
            candidate,
            votes: votes.get(candidate).copied().unwrap_or(0),
        }),
        None => Ok(()),
    }
}
