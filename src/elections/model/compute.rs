//! What the figures come to: seats by the rules of the election, people in their order, and the ties that only a lot can settle.
//!
//! Votes are summed over the districts that have reported. A lot counts only for the tie it was drawn for: it is matched by those
//! between whom it was drawn and by the seats that it gave, so after a correction that leaves no such tie it counts no longer.

pub mod districts;
mod majority;
mod people;
mod seats;

use super::{
    document::{
        DistrictResult, FigureParts, GroupResult, LotNamed, NominationResult, Reporting,
        TotalFigures,
    },
    election::Election,
    figures::Figures,
    lot::{ListPart, Lot, LotContent},
    nomination::{Candidate, District, Nomination, NominationKind, SeatGroup},
    rules::{Rules, System},
};
use crate::{
    tally::{persons::PersonError, seats::SeatError},
    types::{CandidateId, NominationId, SeatGroupId},
};

/// What a result is computed from.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    pub election: &'a Election,
    /// All of them in the order of the ballot; those withdrawn take no part.
    pub nominations: &'a [Nomination],
    pub groups: &'a [SeatGroup],
    pub districts: &'a [CountedDistrict<'a>],
    /// In the order in which they were recorded.
    pub lots: &'a [Lot],
}

/// A district with the figures that two people agreed on, once they do.
#[derive(Clone, Copy, Debug)]
pub struct CountedDistrict<'a> {
    pub district: &'a District,
    pub figures: Option<&'a Figures>,
    /// Whether its votes by list are not shown.
    pub suppressed: bool,
}

/// What the figures come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    pub figures: TotalFigures,
    pub parts: FigureParts,
    pub reporting: Reporting,
    pub allocations: Vec<GroupResult>,
    /// Empty where there is one district only.
    pub districts: Vec<DistrictResult>,
    /// The lots that decided something.
    pub lots: Vec<LotNamed>,
    /// What waits for a lot.
    pub ties: Vec<OpenTie>,
}

impl Computed {
    /// Seats that wait for a lot.
    pub fn undecided(&self) -> i64 {
        self.allocations.iter().map(|group| group.undecided).sum()
    }
}

/// Equal claims to the last seats: a lot has to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTie {
    pub between: TiedSet,
    /// Seats among them.
    pub seats: i64,
    /// Of the list whose candidates are tied, or of the group of seats; empty where it needs no name.
    pub place: String,
    /// Labels or names in the order of `between`.
    pub names: Vec<String>,
}

/// Who is tied, in the order of the ballot or of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TiedSet {
    Nominations {
        group: Option<SeatGroupId>,
        tied: Vec<NominationId>,
    },
    Candidates {
        tied: Vec<CandidateId>,
    },
    /// Those who are next on a seat that was given.
    Successors {
        tied: Vec<CandidateId>,
    },
    /// A list as a whole and its candidates together.
    ListAndCandidates {
        list: NominationId,
        /// Seats of the list, the last of which is open.
        list_seats: i64,
    },
}

/// Why nothing can be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComputeError {
    #[error("no rules are set")]
    NoRules,
    #[error("nobody stands")]
    NobodyStands,
    #[error("{label:?} is in no group of seats")]
    NoGroup { label: String },
    #[error("no valid vote has been reported")]
    NoVotes,
    #[error("the votes add up to more than can be")]
    TooManyVotes,
    #[error("the votes for the candidates of {label:?} are more than those for the list")]
    MoreForCandidates { label: String },
    #[error("the candidates of {label:?} are not known, and the rules elect people")]
    NoNames { label: String },
    #[error("the threshold is no share of the whole")]
    Threshold,
    #[error("nobody reaches the threshold of {least_votes} votes")]
    NobodyReachesThreshold { least_votes: i64 },
    #[error("seats: {0}")]
    Seats(SeatError),
    #[error("people: {0}")]
    Persons(PersonError),
}

impl From<SeatError> for ComputeError {
    fn from(error: SeatError) -> Self {
        match error {
            SeatError::NoVotes => Self::NoVotes,
            SeatError::NobodyReachesThreshold { least_votes } => Self::NobodyReachesThreshold {
                least_votes: i64::try_from(least_votes).unwrap_or(i64::MAX),
            },
            SeatError::TooManyVotes { .. } => Self::TooManyVotes,
            SeatError::NoSeats
            | SeatError::TooManySeats { .. }
            | SeatError::NoContenders
            | SeatError::TooManyContenders { .. }
            | SeatError::Lot(_) => Self::Seats(error),
        }
    }
}

impl From<PersonError> for ComputeError {
    fn from(error: PersonError) -> Self {
        match error {
            PersonError::TooManyVotes { .. } | PersonError::TooManyListVotes { .. } => {
                Self::TooManyVotes
            }
            PersonError::NoCandidates
            | PersonError::TooManyCandidates { .. }
            | PersonError::Seats { .. }
            | PersonError::Lot(_)
            | PersonError::Division(_) => Self::Persons(error),
        }
    }
}

/// Somebody who takes part, with the votes of all districts that reported.
struct Standing<'a> {
    nomination: &'a Nomination,
    votes: i64,
    /// Those who can still be elected, in the order of the list, with their own votes where any were reported.
    candidates: Vec<(&'a Candidate, Option<i64>)>,
}

impl Standing<'_> {
    fn result(&self) -> NominationResult {
        NominationResult {
            id: self.nomination.id,
            label: self.nomination.label.clone(),
            independent: is_independent(self.nomination),
            votes: self.votes,
            entitled: 0,
            filled: 0,
            candidates: self.nomination.capacity(),
            people: Vec::new(),
        }
    }
}

/// A group of seats with those who stand in it; the whole election where there are no groups.
struct Group<'a> {
    id: Option<SeatGroupId>,
    name: &'a str,
    seats: i64,
    standing: Vec<Standing<'a>>,
}

/// What the groups share while they are computed.
struct Course<'a> {
    lots: &'a [Lot],
    /// Positions of the lots that decided something.
    used: Vec<usize>,
    ties: Vec<OpenTie>,
}

impl Course<'_> {
    /// The newest lot that was drawn between exactly these for so many seats, remembered as used.
    fn lot(&mut self, fits: impl Fn(&LotContent) -> bool) -> Option<&LotContent> {
        let position = self.lots.iter().rposition(|lot| fits(&lot.content))?;
        if !self.used.contains(&position) {
            self.used.push(position);
        }
        self.lots.get(position).map(|lot| &lot.content)
    }
}

/// Computes the result.
///
/// # Errors
/// [`ComputeError`] where the rules are not set, where nothing has been counted, or where the figures cannot be.
pub fn compute(basis: &Basis<'_>) -> Result<Computed, ComputeError> {
    let rules = basis.election.rules.as_ref().ok_or(ComputeError::NoRules)?;
    let groups = groups(basis)?;
    if groups.iter().all(|group| group.standing.is_empty()) {
        return Err(ComputeError::NobodyStands);
    }
    let all_votes = groups
        .iter()
        .flat_map(|group| &group.standing)
        .try_fold(0_i64, |sum, standing| sum.checked_add(standing.votes))
        .ok_or(ComputeError::TooManyVotes)?;
    if all_votes == 0 {
        return Err(ComputeError::NoVotes);
    }
    let mut course = Course {
        lots: basis.lots,
        used: Vec::new(),
        ties: Vec::new(),
    };
    let allocations = groups
        .iter()
        .map(|group| allocate(rules, group, &mut course))
        .collect::<Result<Vec<_>, _>>()?;
    let order: Vec<NominationId> = groups
        .iter()
        .flat_map(|group| &group.standing)
        .map(|standing| standing.nomination.id)
        .collect();
    course.used.sort_unstable();
    let lots = course
        .used
        .iter()
        .filter_map(|position| basis.lots.get(*position))
        .map(|lot| named(lot, basis.nominations))
        .collect();
    Ok(Computed {
        figures: districts::total(basis.districts)?,
        parts: districts::parts(basis.districts)?,
        reporting: districts::reporting(basis.districts),
        districts: districts::results(basis.districts, basis.nominations, &order)?,
        allocations,
        lots,
        ties: course.ties,
    })
}

fn allocate(
    rules: &Rules,
    group: &Group<'_>,
    course: &mut Course<'_>,
) -> Result<GroupResult, ComputeError> {
    // A group in which nobody has a vote elects nobody; the others do.
    if group.standing.iter().all(|standing| standing.votes == 0) {
        return Ok(GroupResult {
            name: group.name.to_owned(),
            seats: group.seats,
            nominations: group.standing.iter().map(Standing::result).collect(),
            filled: 0,
            vacant: group.seats,
            undecided: 0,
            undecided_between: Vec::new(),
            working: None,
            steps: Vec::new(),
        });
    }
    match &rules.system {
        System::Proportional {
            method,
            short_lists,
            majority_clause,
            threshold,
            order,
        } => {
            let rule = seats::rule(*method, *short_lists, *majority_clause, *threshold)?;
            let mut result = seats::allocate(&rule, group, course)?;
            for (standing, nomination) in group.standing.iter().zip(&mut result.nominations) {
                let listed =
                    people::of_list(*order, rule.method, standing, nomination.filled, course)?;
                nomination.people = listed;
            }
            Ok(result)
        }
        System::Majority => majority::elect(group, course),
    }
}

/// The groups of seats with those who stand in each.
fn groups<'a>(basis: &Basis<'a>) -> Result<Vec<Group<'a>>, ComputeError> {
    let mut groups: Vec<Group<'a>> = if basis.groups.is_empty() {
        vec![Group {
            id: None,
            name: "",
            seats: basis.election.seats,
            standing: Vec::new(),
        }]
    } else {
        basis
            .groups
            .iter()
            .map(|group| Group {
                id: Some(group.id),
                name: &group.name,
                seats: group.seats,
                standing: Vec::new(),
            })
            .collect()
    };
    for nomination in basis.nominations.iter().filter(|n| n.stands()) {
        // Without groups a nomination is in the whole election, whatever group it was in once.
        let wanted = nomination.group.filter(|_| !basis.groups.is_empty());
        let group = groups
            .iter_mut()
            .find(|group| group.id == wanted)
            .ok_or_else(|| ComputeError::NoGroup {
                label: nomination.label.clone(),
            })?;
        group.standing.push(standing(nomination, basis.districts)?);
    }
    Ok(groups)
}

fn standing<'a>(
    nomination: &'a Nomination,
    districts: &[CountedDistrict<'_>],
) -> Result<Standing<'a>, ComputeError> {
    let mut votes = 0_i64;
    for figures in districts.iter().filter_map(|d| d.figures) {
        let here = votes_in(nomination, figures).ok_or(ComputeError::TooManyVotes)?;
        votes = votes.checked_add(here).ok_or(ComputeError::TooManyVotes)?;
    }
    let candidates = nomination
        .candidates
        .iter()
        .filter(|candidate| candidate.stands())
        .map(|candidate| {
            let sum = districts::sum(
                districts
                    .iter()
                    .filter_map(|d| d.figures?.candidates.get(&candidate.id).copied()),
            )?;
            Ok((candidate, sum))
        })
        .collect::<Result<Vec<_>, ComputeError>>()?;
    Ok(Standing {
        nomination,
        votes,
        candidates,
    })
}

/// The votes of a nomination in a district; where only its candidates' are reported, their sum. `None`: more than can be.
fn votes_in(nomination: &Nomination, figures: &Figures) -> Option<i64> {
    match figures.nominations.get(&nomination.id) {
        Some(votes) => Some(*votes),
        None => nomination
            .candidates
            .iter()
            .filter_map(|candidate| figures.candidates.get(&candidate.id))
            .try_fold(0_i64, |sum, votes| sum.checked_add(*votes)),
    }
}

fn is_independent(nomination: &Nomination) -> bool {
    nomination.kind == NominationKind::Independent
}

/// How a candidate is called in public: by name with consent, else by the place on the list.
fn public_name(nomination: &Nomination, candidate: &Candidate) -> String {
    if candidate.consented_on.is_some() {
        candidate.full_name()
    } else {
        format!("{} ({})", nomination.label, candidate.position)
    }
}

/// A lot with the labels and names of those concerned.
fn named(lot: &Lot, nominations: &[Nomination]) -> LotNamed {
    let label = |id: &NominationId| {
        let found = nominations.iter().find(|n| n.id == *id);
        found.map(|n| n.label.clone()).unwrap_or_default()
    };
    let name = |id: &CandidateId| {
        let all = nominations
            .iter()
            .flat_map(|n| n.candidates.iter().map(move |c| (n, c)));
        let found = all.into_iter().find(|(_, c)| c.id == *id);
        found.map(|(n, c)| public_name(n, c)).unwrap_or_default()
    };
    let (between, drawn) = match &lot.content {
        LotContent::Nominations { tied, won, .. } => (
            tied.iter().map(label).collect(),
            won.iter().map(label).collect(),
        ),
        LotContent::Candidates { tied, order } | LotContent::Successors { tied, order } => (
            tied.iter().map(name).collect(),
            order.iter().map(name).collect(),
        ),
        LotContent::ListAndCandidates { list, won, .. } => {
            let found = nominations.iter().find(|n| n.id == *list);
            let parts = found.map(people::list_and_candidates).unwrap_or_default();
            let winner = parts
                .iter()
                .zip(ListPart::BOTH)
                .filter(|(_, part)| part == won)
                .map(|(name, _)| name.clone())
                .collect();
            (parts, winner)
        }
    };
    LotNamed {
        between,
        drawn,
        drawn_on: lot.drawn_on,
        drawn_by: lot.drawn_by.clone(),
        witnesses: lot.witnesses.clone(),
    }
}

/// Seats and votes as the tally counts them: what is stored is never negative.
fn unsigned(n: i64) -> Result<u64, ComputeError> {
    u64::try_from(n).map_err(|_| ComputeError::TooManyVotes)
}

/// A number of seats; the tally refuses far fewer than 32 bits hold.
fn seats_of(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A number of the tally for the document; what is larger than any election is shown as the largest number.
fn signed<T: TryInto<i64>>(n: T) -> i64 {
    n.try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
