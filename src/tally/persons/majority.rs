//! Majority elections of persons.

use super::super::lot::{Lot, Lots};
use super::ranking::{LevelVotes, fill, rank, refuse_implausible};
use super::{By, Elected, PersonError, PersonTie, Seated, TieOf};

/// Elects those with the most votes, as many as there are seats.
///
/// Whether a voter has as many votes as there are seats or fewer changes what sums are plausible
/// ([`check_sums`](super::paper::check_sums)), not who is elected. Nobody is elected or follows without a vote.
// KomWG Sachsen § 23; KWG Hessen § 34 (1a); GLKrWG Bayern Art. 38 (2): most votes first, those who follow in the same order, equal votes
// by lot
///
/// # Errors
/// [`PersonError`] where there is nothing to elect, where figures cannot be, or where a lot does not fit.
pub fn elect_by_majority(votes: &[u64], seats: u32, lots: &[Lot]) -> Result<Elected, PersonError> {
    refuse_implausible(votes, seats)?;
    let with_votes = votes
        .iter()
        .enumerate()
        .filter(|(_, votes)| **votes > 0)
        .map(|(candidate, _)| candidate);
    let ranking = rank(votes, with_votes, LevelVotes::Lot);
    let mut lots = Lots::new(lots);
    let filled = fill(&ranking, seats, &mut lots)?;
    lots.finish()?;
    Ok(Elected {
        elected: filled
            .elected
            .into_iter()
            .map(|candidate| Seated {
                candidate,
                by: By::Votes,
            })
            .collect(),
        undecided: filled.tie.map(|tie| PersonTie {
            of: TieOf::Candidates,
            tie,
            waiting: 0,
        }),
        vacant: filled.left,
        by_order: filled.rest.clone(),
        by_votes: filled.rest,
    })
}
