//! A wave of elections in numbers: what the bodies of a federation elected on a day, or in a range of days.

use crate::{
    elections::model::election::ElectionState,
    types::{BodyId, Day, ElectionId},
};

/// An election of the wave, with what its newest version says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaveElection {
    pub id: ElectionId,
    pub body: BodyId,
    pub body_name: String,
    pub day: Day,
    pub state: ElectionState,
    /// Seats to be elected.
    pub seats: i64,
    /// Lists that were not withdrawn, and independents.
    pub lists: i64,
    pub independents: i64,
    pub candidates: i64,
    /// Of the newest version; nothing while nothing is published.
    pub eligible: Option<i64>,
    pub voters: Option<i64>,
    pub filled: Option<i64>,
    pub vacant: Option<i64>,
}

impl WaveElection {
    /// Voters of a thousand who were eligible, rounded to the nearest; none where either is unknown.
    pub fn turnout_permille(&self) -> Option<i64> {
        permille(self.voters?, self.eligible?)
    }
}

/// A share in thousandths, halves rounded up; none of nothing.
fn permille(part: i64, whole: i64) -> Option<i64> {
    let double = part.checked_mul(2_000)?.checked_add(whole)?;
    double.checked_div(whole.checked_mul(2)?)
}

/// Sums over a wave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaveSums {
    pub bodies: i64,
    pub elections: i64,
    /// Counted or certified, also where it was declared void later.
    pub held: i64,
    /// Not held for lack of candidates, or appointed instead.
    pub not_held: i64,
    /// Still being prepared.
    pub ahead: i64,
    pub certified: i64,
    /// Of those certified.
    pub filled: i64,
    pub vacant: i64,
    /// Of elections of which both are known.
    pub eligible: i64,
    pub voters: i64,
    /// Elections of which both are known.
    pub with_turnout: i64,
    pub lists: i64,
    pub independents: i64,
    pub candidates: i64,
}

impl WaveSums {
    /// Sums over elections.
    pub fn of(elections: &[WaveElection]) -> Self {
        let mut sums = Self::default();
        let mut bodies: Vec<_> = elections.iter().map(|e| e.body).collect();
        bodies.sort_unstable();
        bodies.dedup();
        sums.bodies = i64::try_from(bodies.len()).unwrap_or(i64::MAX);
        for election in elections {
            sums.add(election);
        }
        sums
    }

    fn add(&mut self, election: &WaveElection) {
        self.elections += 1;
        match election.state {
            ElectionState::Preparing => self.ahead += 1,
            ElectionState::NotHeld | ElectionState::AppointedInstead => self.not_held += 1,
            ElectionState::Counting | ElectionState::Annulled | ElectionState::Repeated => {
                self.held += 1;
            }
            ElectionState::Certified => {
                self.held += 1;
                self.certified += 1;
                self.filled += election.filled.unwrap_or(0);
                self.vacant += election.vacant.unwrap_or(0);
            }
        }
        self.lists += election.lists;
        self.independents += election.independents;
        self.candidates += election.candidates;
        if let Some((eligible, voters)) = election.eligible.zip(election.voters) {
            self.with_turnout += 1;
            self.eligible += eligible;
            self.voters += voters;
        }
    }

    /// Voters of a thousand who were eligible.
    pub fn turnout_permille(&self) -> Option<i64> {
        permille(self.voters, self.eligible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn election(body: i64, state: ElectionState, figures: Option<(i64, i64)>) -> WaveElection {
        WaveElection {
            id: ElectionId(body),
            body: BodyId(body),
            body_name: String::new(),
            day: "2026-05-03".parse().expect("a day"),
            state,
            seats: 9,
            lists: 2,
            independents: 1,
            candidates: 20,
            eligible: figures.map(|(eligible, _)| eligible),
            voters: figures.map(|(_, voters)| voters),
            filled: figures.map(|_| 8),
            vacant: figures.map(|_| 1),
        }
    }

    #[test]
    fn a_wave_is_summed_by_what_became_of_its_elections() {
        let sums = WaveSums::of(&[
            election(1, ElectionState::Certified, Some((1_000, 125))),
            election(2, ElectionState::Counting, Some((3_000, 375))),
            election(3, ElectionState::NotHeld, None),
            election(4, ElectionState::Preparing, None),
            election(4, ElectionState::Annulled, None),
        ]);
        assert_eq!(
            (
                sums.bodies,
                sums.elections,
                sums.held,
                sums.not_held,
                sums.ahead,
                sums.certified
            ),
            (4, 5, 3, 1, 1, 1)
        );
        // Only what is certified fills seats.
        assert_eq!((sums.filled, sums.vacant), (8, 1));
        assert_eq!((sums.with_turnout, sums.turnout_permille()), (2, Some(125)));
        assert_eq!(
            (sums.lists, sums.independents, sums.candidates),
            (10, 5, 100)
        );
    }

    #[test]
    fn a_turnout_is_rounded_to_the_nearest_and_none_of_nobody() {
        assert_eq!(permille(1, 3), Some(333));
        assert_eq!(permille(2, 3), Some(667));
        assert_eq!(permille(1, 2_000), Some(1));
        assert_eq!(permille(0, 0), None);
    }
}
