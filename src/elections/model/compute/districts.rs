//! Sums over districts, and what a district may show of its votes.

use super::{ComputeError, CountedDistrict, votes_in};
use crate::{
    elections::model::{
        document::{DistrictResult, FigureParts, Reporting, TotalFigures},
        figures::Figures,
        nomination::Nomination,
    },
    types::NominationId,
};

/// The sum of what was reported; `None` where nothing was.
pub(super) fn sum(votes: impl IntoIterator<Item = i64>) -> Result<Option<i64>, ComputeError> {
    votes.into_iter().try_fold(None, |sum, votes| {
        let sum: Option<i64> = sum;
        sum.unwrap_or(0)
            .checked_add(votes)
            .map(Some)
            .ok_or(ComputeError::TooManyVotes)
    })
}

/// The sum of a figure over the districts that reported; `None` where one of them does not give it.
fn total_of(
    districts: &[CountedDistrict<'_>],
    figure: impl Fn(&Figures) -> Option<i64>,
) -> Result<Option<i64>, ComputeError> {
    let reported: Option<Vec<i64>> = districts
        .iter()
        .filter_map(|d| d.figures)
        .map(figure)
        .collect();
    reported.map_or(Ok(None), sum)
}

pub(super) fn total(districts: &[CountedDistrict<'_>]) -> Result<TotalFigures, ComputeError> {
    Ok(TotalFigures {
        eligible: total_of(districts, |f| f.eligible)?,
        voters: total_of(districts, |f| f.voters)?,
        invalid: total_of(districts, |f| f.invalid)?,
        valid: total_of(districts, |f| f.valid)?,
    })
}

pub(super) fn parts(districts: &[CountedDistrict<'_>]) -> Result<FigureParts, ComputeError> {
    Ok(FigureParts {
        eligible_unflagged: total_of(districts, |f| f.eligible_unflagged)?,
        eligible_flagged: total_of(districts, |f| f.eligible_flagged)?,
        eligible_unregistered: total_of(districts, |f| f.eligible_unregistered)?,
        voters_authorised: total_of(districts, |f| f.voters_authorised)?,
    })
}

pub(super) fn reporting(districts: &[CountedDistrict<'_>]) -> Reporting {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Reporting {
        reported: count(districts.iter().filter(|d| d.figures.is_some()).count()),
        districts: count(districts.len()),
    }
}

/// The districts one by one; none where there is only one, whose figures are those of the election.
pub(super) fn results(
    districts: &[CountedDistrict<'_>],
    nominations: &[Nomination],
    order: &[NominationId],
) -> Result<Vec<DistrictResult>, ComputeError> {
    if districts.len() < 2 {
        return Ok(Vec::new());
    }
    districts
        .iter()
        .map(|counted| {
            let suppressed = counted.suppressed;
            let votes = match counted.figures {
                Some(figures) if !suppressed => order
                    .iter()
                    .filter_map(|id| nominations.iter().find(|n| n.id == *id))
                    .map(|n| votes_in(n, figures).ok_or(ComputeError::TooManyVotes))
                    .collect::<Result<_, _>>()?,
                Some(_) | None => Vec::new(),
            };
            Ok(DistrictResult {
                number: counted.district.number,
                name: counted.district.name.clone(),
                reported: counted.figures.is_some(),
                suppressed,
                figures: total(std::slice::from_ref(counted))?,
                votes,
            })
        })
        .collect()
}

/// How many ballots a district has, by the best figure that it gives.
pub fn ballots(figures: &Figures, nominations: &[Nomination]) -> Result<i64, ComputeError> {
    if let Some(voters) = figures.voters {
        return Ok(voters);
    }
    let votes = nominations
        .iter()
        .map(|n| votes_in(n, figures).ok_or(ComputeError::TooManyVotes))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(sum(votes)?.unwrap_or(0))
}
