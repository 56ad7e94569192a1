//! The single transferable vote by the rules of Scottish local elections.
//!
//! A paper is worth one vote until it goes on from somebody with a surplus. Values are whole numbers of a hundred-thousandth of a vote,
//! which is exactly how the rules cut them off.
// Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52

use std::collections::BTreeMap;

use super::super::lot::{Lot, LotRefused, Lots, Tie};
use super::ballots::{EqualRanks, Ranking, Sorted, extreme, sort_out};
use super::irv::without;
use super::{OpenTie, Parcel, RankedCount, RankedError, Step, TieOver};

/// One vote in units.
pub const UNITS: u128 = 100_000;

/// Fills several seats in proportion.
///
/// Whoever reaches the quota is elected; the largest surplus goes on first, all papers of the elected at a share of their value; without
/// a surplus whoever has the fewest votes is excluded. As many as there are seats left are elected without the quota. Those who are
/// level are told apart by the latest earlier stage at which they were not, and else by lot. Those without a single vote are excluded
/// together where none of them can be needed, which changes nothing in the votes of others.
///
/// # Errors
/// [`RankedError`] where there is nothing to count, where ballots cannot be, or where a lot does not fit.
pub fn stv_scottish(
    options: usize,
    seats: usize,
    ballots: &[Ranking],
    lots: &[Lot],
) -> Result<RankedCount, RankedError> {
    let sorted = sort_out(options, seats, ballots, EqualRanks::Refused)?;
    let mut lots = Lots::new(lots);
    let mut count = Count::begin(options, seats, &sorted);
    let undecided = if sorted.valid == 0 {
        None
    } else {
        count.run(&mut lots)?
    };
    lots.finish()?;
    let left = seats - count.elected.len();
    let undecided = undecided.map(|(over, tie)| OpenTie {
        over,
        tie,
        seats_waiting: left.min(count.continuing.len()),
    });
    let waiting = undecided.as_ref().map_or(0, |open| open.seats_waiting);
    Ok(RankedCount {
        valid: sorted.valid,
        blank: sorted.blank,
        invalid: sorted.invalid,
        vacant: left - waiting,
        elected: count.elected,
        undecided,
        working: count.working,
    })
}

/// Equal ballots that lie with the same option at the same value.
struct Papers<'a> {
    ranking: &'a Ranking,
    with: Option<usize>,
    value: u128,
}

struct Count<'a> {
    seats: usize,
    valid: u64,
    quota: u128,
    papers: Vec<Papers<'a>>,
    continuing: Vec<usize>,
    elected: Vec<usize>,
    /// Elected, and their surplus, if any, not yet transferred.
    to_transfer: Vec<usize>,
    /// What each option is credited with; `None` once it is excluded.
    votes: Vec<Option<u128>>,
    non_transferable: u128,
    cut_off: u128,
    /// The votes at the end of each stage.
    stages: Vec<Vec<Option<u128>>>,
    working: Vec<Step>,
}

/// What choosing one of several came to.
enum Chosen {
    One(usize),
    Tied(Tie),
}

impl<'a> Count<'a> {
    fn begin(options: usize, seats: usize, sorted: &Sorted<'a>) -> Self {
        // One more than all seats fits; a quota of one vote is the least there is.
        let parts = u64::try_from(seats).map_or(u64::MAX, |seats| seats.saturating_add(1));
        let quota = sorted.valid / parts + 1;
        let mut count = Self {
            seats,
            valid: sorted.valid,
            quota: u128::from(quota) * UNITS,
            papers: sorted
                .ballots
                .iter()
                .map(|ranking| Papers {
                    ranking,
                    with: ranking.first_of(|_| true),
                    value: UNITS,
                })
                .collect(),
            continuing: (0..options).collect(),
            elected: Vec::new(),
            to_transfer: Vec::new(),
            votes: vec![Some(0); options],
            non_transferable: 0,
            cut_off: 0,
            stages: Vec::new(),
            working: vec![Step::Quota {
                valid: sorted.valid,
                seats,
                quota,
            }],
        };
        for ballot in &sorted.ballots {
            if let Some(first) = ballot.first_of(|_| true) {
                count.credit(first, u128::from(ballot.count) * UNITS);
            }
        }
        count
    }

    fn credit(&mut self, option: usize, units: u128) {
        if let Some(Some(votes)) = self.votes.get_mut(option) {
            *votes += units;
        }
    }

    fn votes(&self, option: usize) -> u128 {
        self.votes.get(option).copied().flatten().unwrap_or(0)
    }

    fn vacancies(&self) -> usize {
        self.seats - self.elected.len()
    }

    /// Counts until all is decided, or to the first tie without a lot.
    fn run(&mut self, lots: &mut Lots<'_>) -> Result<Option<(TieOver, Tie)>, LotRefused> {
        loop {
            self.end_stage();
            self.elect_by_quota();
            if self.vacancies() == 0 || self.continuing.len() <= self.vacancies() {
                self.elect_remaining();
                return Ok(None);
            }
            let surpluses: Vec<usize> = self
                .to_transfer
                .iter()
                .copied()
                .filter(|option| self.votes(*option) > self.quota)
                .collect();
            if surpluses.is_empty() {
                let (last, votes) = extreme(&self.continuing, |option| self.votes(option), false);
                if votes == Some(0) && self.continuing.len() - last.len() >= self.vacancies() {
                    self.exclude(last);
                    continue;
                }
                match self.choose(TieOver::Exclusion, last, lots)? {
                    Chosen::One(option) => self.exclude(vec![option]),
                    Chosen::Tied(tie) => return Ok(Some((TieOver::Exclusion, tie))),
                }
            } else {
                let (largest, _) = extreme(&surpluses, |option| self.votes(option), true);
                match self.choose(TieOver::Surplus, largest, lots)? {
                    Chosen::One(option) => self.transfer_surplus(option),
                    Chosen::Tied(tie) => return Ok(Some((TieOver::Surplus, tie))),
                }
            }
        }
    }

    fn end_stage(&mut self) {
        self.stages.push(self.votes.clone());
        self.working.push(Step::Stage {
            number: self.stages.len(),
            votes: self.votes.clone(),
            non_transferable: self.non_transferable,
            cut_off: self.cut_off,
        });
        debug_assert_eq!(
            self.votes.iter().flatten().sum::<u128>() + self.non_transferable + self.cut_off,
            u128::from(self.valid) * UNITS
        );
    }

    /// Most votes first; which of equals is named first decides nothing.
    fn by_votes(&self, options: &[usize]) -> Vec<usize> {
        let mut options = options.to_vec();
        options.sort_by_key(|option| {
            let history: Vec<u128> = self
                .stages
                .iter()
                .rev()
                .map(|stage| stage.get(*option).copied().flatten().unwrap_or(0))
                .collect();
            (std::cmp::Reverse(history), *option)
        });
        options
    }

    fn elect_by_quota(&mut self) {
        let reached: Vec<usize> = self
            .continuing
            .iter()
            .copied()
            .filter(|option| self.votes(*option) >= self.quota)
            .collect();
        for option in self.by_votes(&reached) {
            self.working.push(Step::Reached {
                option,
                votes: self.votes(option),
            });
            self.elected.push(option);
            self.to_transfer.push(option);
        }
        self.continuing = without(&self.continuing, &reached);
    }

    fn elect_remaining(&mut self) {
        if self.vacancies() == 0 || self.continuing.is_empty() {
            return;
        }
        let options = self.by_votes(&self.continuing);
        self.continuing.clear();
        self.elected.extend(&options);
        self.working.push(Step::Remaining { options });
    }

    /// One of those who are level: by the latest earlier stage at which they were not, else by lot.
    fn choose(
        &mut self,
        over: TieOver,
        level: Vec<usize>,
        lots: &mut Lots<'_>,
    ) -> Result<Chosen, LotRefused> {
        let mut level = level;
        for (position, stage) in self.stages.iter().enumerate().rev() {
            if level.len() == 1 {
                break;
            }
            let at = |option: usize| stage.get(option).copied().flatten().unwrap_or(0);
            let (left, _) = extreme(&level, at, over == TieOver::Surplus);
            if left.len() < level.len() {
                self.working.push(Step::EarlierStage {
                    over,
                    between: std::mem::take(&mut level),
                    stage: position + 1,
                    left: left.clone(),
                });
                level = left;
            }
        }
        if let [one] = level.as_slice() {
            return Ok(Chosen::One(*one));
        }
        level.sort_unstable();
        let winners = if over == TieOver::Surplus {
            1
        } else {
            level.len() - 1
        };
        let tie = Tie {
            seats_open: u32::try_from(winners).unwrap_or(u32::MAX),
            between: level,
        };
        let Some(won) = lots.settle(&tie)? else {
            return Ok(Chosen::Tied(tie));
        };
        let chosen = if over == TieOver::Surplus {
            won.first().copied()
        } else {
            without(&tie.between, &won).first().copied()
        };
        let between = tie.between.clone();
        self.working.push(Step::Lot { over, between, won });
        Ok(chosen.map_or(Chosen::Tied(tie), Chosen::One))
    }

    /// Rules 48 and 49: every paper of the elected goes on at its value times surplus over votes.
    fn transfer_surplus(&mut self, option: usize) {
        let votes = self.votes(option);
        let surplus = votes - self.quota;
        self.to_transfer = without(&self.to_transfer, &[option]);
        if let Some(own) = self.votes.get_mut(option) {
            *own = Some(self.quota);
        }
        // The surplus is less than the votes, so no value grows; both are at most 9e23 and 1e5, so nothing overflows.
        let parcels = self.move_papers(option, |value| surplus * value / votes);
        let gone: u128 = parcels
            .iter()
            .map(|parcel| u128::from(parcel.papers) * parcel.value)
            .sum();
        self.cut_off += surplus - gone;
        self.working.push(Step::Surplus {
            option,
            surplus,
            votes,
            parcels,
        });
    }

    /// Rule 50: the papers go on at the value at which they were received.
    fn exclude(&mut self, options: Vec<usize>) {
        self.continuing = without(&self.continuing, &options);
        let mut parcels = Vec::new();
        let votes = options.first().map_or(0, |option| self.votes(*option));
        for option in &options {
            if let Some(own) = self.votes.get_mut(*option) {
                *own = None;
            }
            parcels.extend(self.move_papers(*option, |value| value));
        }
        self.working.push(Step::Excluded {
            options,
            votes,
            parcels,
        });
    }

    /// Hands the papers of one on to the best continuing option of each, and credits them.
    fn move_papers(&mut self, from: usize, new_value: impl Fn(u128) -> u128) -> Vec<Parcel> {
        let mut parcels: BTreeMap<(bool, Option<usize>, u128), Parcel> = BTreeMap::new();
        for papers in &mut self.papers {
            if papers.with != Some(from) {
                continue;
            }
            let to = papers
                .ranking
                .first_of(|option| self.continuing.contains(&option));
            let received = papers.value;
            papers.with = to;
            papers.value = new_value(received);
            let parcel = parcels
                .entry((to.is_none(), to, received))
                .or_insert(Parcel {
                    to,
                    papers: 0,
                    received,
                    value: papers.value,
                });
            parcel.papers += papers.ranking.count;
        }
        let parcels: Vec<Parcel> = parcels.into_values().collect();
        for parcel in &parcels {
            let units = u128::from(parcel.papers) * parcel.value;
            match parcel.to {
                Some(to) => self.credit(to, units),
                None => self.non_transferable += units,
            }
        }
        parcels
    }
}
