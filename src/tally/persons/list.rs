//! The seats of one list and its candidates.

use super::super::lot::{Lot, Lots, Tie};
use super::super::seats::{Contender, MOST_VOTES, Method, SeatRule, allocate};
use super::ranking::{Filled, LevelVotes, fill, rank, refuse_implausible};
use super::{By, Elected, PersonError, PersonTie, Seated, TieOf};

/// How the seats of a list go to its candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListRule {
    /// In the order of the list, whatever votes candidates have.
    ListOrder,
    /// In the order of the candidates' votes; what decides among equal votes is part of the rule. Candidates without a vote come last.
    ///
    /// Where a mark for the list is a vote for each of its candidates, as in Hesse, Bavaria and Baden-Württemberg, it is already in
    /// those sums.
    PersonalVotes(LevelVotes),
    /// Votes for the list as a whole fill its order, votes for candidates elect by votes.
    ///
    /// First the seats of the list are divided, by the method of the election, between the votes for the list and all votes for its
    /// candidates. The candidates' part goes to those with the most votes, equal votes by lot; seats for which no candidate with a
    /// vote is left go to the list's part. That part goes to those not yet elected in the order of the list. A person whose seat
    /// falls empty is followed in the way in which the seat was won.
    // NKWG § 36 (4) to (6)
    ListAndPersonalVotes(Method),
}

/// The votes of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListVotes<'a> {
    /// Votes for the list as a whole that are not votes for a candidate; counted by [`ListRule::ListAndPersonalVotes`] alone.
    pub list: u64,
    /// Votes of each candidate, in the order of the list; one entry for each candidate, also without votes.
    pub candidates: &'a [u64],
}

/// Gives the seats of one list to its candidates. Seats for which there is no candidate are vacant.
///
/// # Errors
/// [`PersonError`] where there is nothing to elect, where figures cannot be, or where a lot does not fit.
pub fn elect_from_list(
    rule: ListRule,
    votes: ListVotes<'_>,
    seats: u32,
    lots: &[Lot],
) -> Result<Elected, PersonError> {
    refuse_implausible(votes.candidates, seats)?;
    let mut lots = Lots::new(lots);
    let elected = match rule {
        ListRule::ListOrder => by_order(votes.candidates.len(), seats, &mut lots),
        ListRule::PersonalVotes(level) => by_votes(votes.candidates, level, seats, &mut lots),
        ListRule::ListAndPersonalVotes(method) => divided(method, votes, seats, &mut lots),
    }?;
    lots.finish()?;
    Ok(elected)
}

fn by_order(candidates: usize, seats: u32, lots: &mut Lots<'_>) -> Result<Elected, PersonError> {
    let order: Vec<Vec<usize>> = (0..candidates).map(|candidate| vec![candidate]).collect();
    Ok(simple(fill(&order, seats, lots)?, By::ListOrder))
}

fn by_votes(
    votes: &[u64],
    level: LevelVotes,
    seats: u32,
    lots: &mut Lots<'_>,
) -> Result<Elected, PersonError> {
    let ranking = rank(votes, 0..votes.len(), level);
    Ok(simple(fill(&ranking, seats, lots)?, By::Votes))
}

/// An election with one order for all.
fn simple(filled: Filled, by: By) -> Elected {
    Elected {
        elected: filled
            .elected
            .into_iter()
            .map(|candidate| Seated { candidate, by })
            .collect(),
        undecided: filled.tie.map(|tie| PersonTie {
            of: TieOf::Candidates,
            tie,
            waiting: 0,
        }),
        vacant: filled.left,
        by_order: filled.rest.clone(),
        by_votes: filled.rest,
    }
}

fn divided(
    method: Method,
    votes: ListVotes<'_>,
    seats: u32,
    lots: &mut Lots<'_>,
) -> Result<Elected, PersonError> {
    let candidates = votes.candidates;
    let with_votes = |candidate: &usize| candidates.get(*candidate).is_some_and(|sum| *sum > 0);
    // Seats without a candidate are vacant from the start; they are the last ones in any order.
    let people = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
    let vacant = seats.saturating_sub(people);
    let waiting = |tie: Tie, of, waiting| Elected {
        elected: Vec::new(),
        undecided: Some(PersonTie { of, tie, waiting }),
        vacant,
        by_order: Vec::new(),
        by_votes: Vec::new(),
    };

    let for_candidates = match divide(method, votes, seats, lots)? {
        Division::Decided { candidates } => candidates,
        Division::Tied(tie) => {
            // Both parts may be smaller than the people on them; all seats that can be filled wait, one of them is drawn for.
            let others = seats.min(people) - 1;
            return Ok(waiting(tie, TieOf::ListAndCandidates, others));
        }
    };
    let ranking = rank(
        candidates,
        (0..candidates.len()).filter(with_votes),
        LevelVotes::Lot,
    );
    let filled = fill(&ranking, for_candidates, lots)?;
    let seated = |by| move |candidate| Seated { candidate, by };
    if let Some(tie) = filled.tie {
        // Who is elected by the order of the list depends on who wins: a loser may stand high on the list.
        let given = u32::try_from(filled.elected.len()).unwrap_or(u32::MAX);
        let others = seats.min(people) - given - tie.seats_open;
        return Ok(Elected {
            elected: filled.elected.into_iter().map(seated(By::Votes)).collect(),
            ..waiting(tie, TieOf::Candidates, others)
        });
    }
    let for_list = seats - for_candidates + filled.left;
    let order: Vec<Vec<usize>> = (0..candidates.len())
        .filter(|candidate| !filled.elected.contains(candidate))
        .map(|candidate| vec![candidate])
        .collect();
    let listed = fill(&order, for_list, lots)?;
    let is_left = |candidate: &usize| !listed.elected.contains(candidate);
    Ok(Elected {
        by_votes: filled
            .rest
            .iter()
            .map(|group| group.iter().copied().filter(is_left).collect::<Vec<_>>())
            .filter(|group| !group.is_empty())
            .collect(),
        by_order: listed.rest,
        elected: filled
            .elected
            .into_iter()
            .map(seated(By::Votes))
            .chain(listed.elected.into_iter().map(seated(By::ListOrder)))
            .collect(),
        undecided: None,
        vacant: listed.left,
    })
}

enum Division {
    Decided { candidates: u32 },
    Tied(Tie),
}

/// Divides the seats between the list as a whole and its candidates.
fn divide(
    method: Method,
    votes: ListVotes<'_>,
    seats: u32,
    lots: &mut Lots<'_>,
) -> Result<Division, PersonError> {
    let personal: u128 = votes.candidates.iter().map(|sum| u128::from(*sum)).sum();
    let too_many = || PersonError::TooManyListVotes {
        votes: personal + u128::from(votes.list),
    };
    let personal = u64::try_from(personal).map_err(|_| too_many())?;
    if personal > MOST_VOTES || votes.list > MOST_VOTES {
        return Err(too_many());
    }
    if personal == 0 {
        return Ok(Division::Decided { candidates: 0 });
    }
    let parts = [Contender::list(votes.list), Contender::list(personal)];
    let allocation =
        allocate(&SeatRule::plain(method), &parts, seats, &[]).map_err(PersonError::Division)?;
    let mut candidates = allocation.shares.last().map_or(0, |share| share.entitled);
    if let Some(tie) = allocation.undecided {
        match lots.settle(&tie)? {
            Some(won) => candidates += u32::from(won.contains(&1)),
            None => return Ok(Division::Tied(tie)),
        }
    }
    Ok(Division::Decided { candidates })
}
