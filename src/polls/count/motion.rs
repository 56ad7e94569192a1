//! What becomes of a motion by its whole rule: the people, the bodies where they are asked too, and a tie.

use super::{Awaits, BodiesCount, CountRefused, small};
use crate::tally::{
    lot::Lot,
    majority::{BodyVotes, Decision, Figures, MajorityRule, Outcome, settle, votes_of_bodies},
    poll::count_motion,
};

/// A motion settled as far as the votes and lots go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MotionSettled {
    pub accepted: bool,
    /// What a tie still asks for.
    pub awaits: Option<Awaits>,
    /// The people's decision.
    pub people: Decision,
    /// How the bodies stand, where the rule asks them.
    pub bodies: Option<BodiesCount>,
}

/// Settles a motion. A lot is the one between yes (position 0) and no (position 1) that a tie asks for.
///
/// # Errors
/// [`CountRefused::RuleDoesNotFit`] where the figures are not those of one vote, bodies are asked and were not counted, or a lot was
/// drawn that nothing asks for.
pub fn settle_motion(
    rule: &MajorityRule,
    figures: &Figures,
    bodies: Option<BodyVotes>,
    lots: &[Lot],
) -> Result<MotionSettled, CountRefused> {
    let settled =
        |drawn| settle(rule, figures, bodies, drawn).map_err(|_| CountRefused::RuleDoesNotFit);
    let undrawn = settled(None)?;
    let settled = match (undrawn.outcome, lots) {
        (_, []) => undrawn,
        (Outcome::LotNeeded, [lot]) => settled(Some(fell_for_yes(lot)?))?,
        (Outcome::Accepted | Outcome::Rejected | Outcome::LotNeeded | Outcome::RunoffNeeded, _) => {
            return Err(CountRefused::RuleDoesNotFit);
        }
    };
    Ok(MotionSettled {
        accepted: settled.outcome == Outcome::Accepted,
        awaits: match settled.outcome {
            Outcome::LotNeeded => Some(Awaits::Lot),
            Outcome::RunoffNeeded => Some(Awaits::Runoff),
            Outcome::Accepted | Outcome::Rejected => None,
        },
        bodies: settled
            .bodies
            .zip(bodies)
            .map(|(decision, votes)| BodiesCount {
                yes: small(votes.yes),
                no: small(votes.no),
                even: small(votes.even),
                needed: small(decision.needed),
                accepted: decision.accepted,
            }),
        people: settled.people,
    })
}

fn fell_for_yes(lot: &Lot) -> Result<bool, CountRefused> {
    match (lot.between.as_deref(), lot.won.as_slice()) {
        (Some([0, 1]), [won @ (0 | 1)]) => Ok(*won == 0),
        _ => Err(CountRefused::RuleDoesNotFit),
    }
}

/// How the bodies stand by votes cast by name: body, number of votes and ballot of each. Who came for no body is asked as a person
/// only.
pub fn bodies_by_name<'a>(votes: impl IntoIterator<Item = (&'a str, i64, &'a str)>) -> BodyVotes {
    let mut bodies = std::collections::BTreeMap::<&str, (u64, u64)>::new();
    for (body, votes, ballot) in votes {
        if body.is_empty() {
            continue;
        }
        let votes = u64::try_from(votes).unwrap_or(0);
        let cast = count_motion([ballot]);
        let (yes, no) = bodies.entry(body).or_default();
        *yes = yes.saturating_add(cast.yes.saturating_mul(votes));
        *no = no.saturating_add(cast.no.saturating_mul(votes));
    }
    votes_of_bodies(bodies.into_values())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::majority::{Share, TieRule};

    fn figures(yes: u64, no: u64) -> Figures {
        Figures {
            yes,
            no,
            present: yes + no,
            entitled: 40,
            ..Figures::default()
        }
    }

    fn lot(won: usize) -> Lot {
        Lot {
            between: Some(vec![0, 1]),
            won: vec![won],
        }
    }

    fn settled(tie: TieRule, lots: &[Lot]) -> Option<(bool, Option<Awaits>)> {
        let rule = MajorityRule::simple().with_tie(tie);
        let settled = settle_motion(&rule, &figures(7, 7), None, lots).ok()?;
        Some((settled.accepted, settled.awaits))
    }

    #[test]
    fn a_tie_rejects_waits_for_its_lot_or_for_another_vote_as_the_rule_says() {
        assert_eq!(settled(TieRule::Rejected, &[]), Some((false, None)));
        assert_eq!(settled(TieRule::Lot, &[]), Some((false, Some(Awaits::Lot))));
        assert_eq!(
            settled(TieRule::Runoff, &[]),
            Some((false, Some(Awaits::Runoff)))
        );
        assert_eq!(settled(TieRule::Lot, &[lot(0)]), Some((true, None)));
        assert_eq!(settled(TieRule::Lot, &[lot(1)]), Some((false, None)));
    }

    #[test]
    fn a_lot_that_nothing_asks_for_is_refused() {
        assert_eq!(settled(TieRule::Rejected, &[lot(0)]), None);
        assert_eq!(settled(TieRule::Runoff, &[lot(0)]), None);
        assert_eq!(settled(TieRule::Lot, &[lot(0), lot(0)]), None);
        assert_eq!(settled(TieRule::Lot, &[lot(2)]), None);
        let rule = MajorityRule::simple().with_tie(TieRule::Lot);
        assert_eq!(
            settle_motion(&rule, &figures(8, 7), None, &[lot(0)]),
            Err(CountRefused::RuleDoesNotFit)
        );
    }

    #[test]
    fn a_body_stands_as_most_of_its_votes_do_and_no_lot_is_drawn_where_the_bodies_are_not_for_it() {
        let bodies = bodies_by_name([
            ("Ulm", 2, "1.100"),
            ("Ulm", 1, "1.010"),
            ("Aalen", 1, "1.010"),
            ("Calw", 1, "1.001"),
            ("Calw", 1, "1.000"),
            ("", 9, "1.100"),
        ]);
        assert_eq!(
            bodies,
            BodyVotes {
                yes: 1,
                no: 1,
                even: 1
            }
        );
        let half = Share::new(1, 2, true).unwrap();
        let rule = MajorityRule::simple()
            .with_share_of_bodies(Some(half))
            .with_tie(TieRule::Lot);
        let settled = settle_motion(&rule, &figures(7, 7), Some(bodies), &[]).unwrap();
        assert_eq!((settled.accepted, settled.awaits), (false, None));
        let of_bodies = settled.bodies.unwrap();
        assert_eq!((of_bodies.needed, of_bodies.accepted), (2, false));
        assert_eq!(
            settle_motion(&rule, &figures(9, 7), None, &[]),
            Err(CountRefused::RuleDoesNotFit)
        );
    }
}
