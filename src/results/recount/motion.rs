//! Whether a motion is carried, by the second count.

use super::{
    BaseExport, BodyVotesExport, MajorityExport, MeasureExport, Outcome, QuorumSizeExport,
    RecountError, ShareExport, Sums, TieExport, lots::Drawn, number_of,
};

/// What becomes of a motion; a tie takes the next lot where a lot decides it. `taking_part`: ballots, present, entitled.
pub(super) fn outcome(
    rule: &MajorityExport,
    sums: &Sums,
    bodies: &[BodyVotesExport],
    taking_part: (u64, u64, u64),
    drawn: &mut Drawn<'_>,
) -> Result<Outcome, RecountError> {
    let decided = |accepted| Outcome::Motion {
        accepted,
        awaits: None,
    };
    let (ballots, present, entitled) = taking_part;
    let (yes, no) = (sums.votes_of("yes"), sums.votes_of("no"));
    let valid = ballots - sums.blank - sums.invalid;
    let base = match rule.base {
        BaseExport::YesNo => yes + no,
        BaseExport::Valid => valid,
        BaseExport::Present => present,
        BaseExport::Entitled => entitled,
    };
    let majority = ShareExport {
        numerator: rule.numerator,
        denominator: rule.denominator,
        strict: rule.strict,
    };
    let has_majority = majority.reached(yes, base)? && yes > 0;
    let conditions = conditions_met(rule, yes, taking_part)?;
    if !conditions || !bodies_are_for_it(rule, bodies, (yes, no))? {
        return Ok(decided(false));
    }
    if has_majority {
        return Ok(decided(true));
    }
    let asks_for_more_than_half =
        rule.strict && rule.numerator == rule.denominator - rule.numerator;
    // Abstentions in the base: then one more yes is not what is missing.
    let is_tie = yes > 0 && yes == no && base == yes + no && asks_for_more_than_half;
    if !is_tie {
        return Ok(decided(false));
    }
    let awaits = |tie| Outcome::Motion {
        accepted: false,
        awaits: Some(tie),
    };
    Ok(match rule.tie {
        TieExport::Rejected => decided(false),
        TieExport::Runoff => awaits(TieExport::Runoff),
        TieExport::Lot => match drawn.won(&[0, 1], 1) {
            None => awaits(TieExport::Lot),
            Some(won) => decided(won.contains(&0)),
        },
    })
}

fn conditions_met(
    rule: &MajorityExport,
    yes: u64,
    (ballots, present, entitled): (u64, u64, u64),
) -> Result<bool, RecountError> {
    let mut met = vec![yes >= rule.min_yes];
    if let Some(share) = rule.min_of_entitled {
        met.push(share.reached(yes, entitled)?);
    }
    if let Some(quorum) = rule.quorum {
        let part = match quorum.measure {
            MeasureExport::Present => present,
            MeasureExport::Voted => ballots,
        };
        met.push(match quorum.size {
            QuorumSizeExport::Number(number) => part >= number,
            QuorumSizeExport::OfEntitled(share) => share.reached(part, entitled)?,
        });
    }
    Ok(!met.contains(&false))
}

/// Bodies with more yes than no as a share of those that are for or against it; true where the rule asks no bodies.
fn bodies_are_for_it(
    rule: &MajorityExport,
    bodies: &[BodyVotesExport],
    (yes, no): (u64, u64),
) -> Result<bool, RecountError> {
    let Some(share) = rule.of_bodies else {
        return Ok(true);
    };
    let sum = |votes: fn(&BodyVotesExport) -> u64| {
        bodies.iter().map(votes).fold(0_u64, u64::saturating_add)
    };
    if (sum(|b| b.yes), sum(|b| b.no)) != (yes, no) {
        return Err(RecountError::BodiesDiffer);
    }
    let named = || bodies.iter().filter(|b| !b.body.is_empty());
    let in_favour = number_of(named().filter(|b| b.yes > b.no));
    let against = number_of(named().filter(|b| b.yes < b.no));
    Ok(in_favour > 0 && share.reached(in_favour, in_favour + against)?)
}
