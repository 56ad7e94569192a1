//! How a poll was counted, as it is stored and published. Options are named by their positions on the ballot, from 0.

use serde::{Deserialize, Serialize};

use crate::{
    polls::model::calculator,
    tally::ranked::{self, Parcel, Step},
    types::Said,
};

/// What a tie is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieOver {
    /// Who is elected.
    Seat,
    /// Who is excluded from the further count.
    Exclusion,
    /// Whose surplus is transferred first.
    Surplus,
}

/// Papers that went on together. Values are in hundred-thousandths of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountParcel {
    /// To whom; to nobody where the papers name nobody who is still in.
    pub to: Option<usize>,
    pub papers: u64,
    pub received: u64,
    pub value: u64,
}

/// One step of a count; what each one means is said where it is counted ([`Step`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum CountStep {
    Round {
        number: usize,
        votes: Vec<Option<u64>>,
        exhausted: u64,
        counted: u64,
    },
    MoreThanHalf {
        option: usize,
        votes: u64,
        counted: u64,
    },
    Eliminated {
        options: Vec<usize>,
        votes: u64,
    },
    Quota {
        valid: u64,
        seats: usize,
        quota: u64,
    },
    Stage {
        number: usize,
        votes: Vec<Option<u64>>,
        non_transferable: u64,
        cut_off: u64,
    },
    Reached {
        option: usize,
        votes: u64,
    },
    Remaining {
        options: Vec<usize>,
    },
    Surplus {
        option: usize,
        surplus: u64,
        votes: u64,
        parcels: Vec<CountParcel>,
    },
    Excluded {
        options: Vec<usize>,
        votes: u64,
        parcels: Vec<CountParcel>,
    },
    EarlierStage {
        over: TieOver,
        between: Vec<usize>,
        stage: usize,
        left: Vec<usize>,
    },
    Pairs {
        above: Vec<Vec<u64>>,
    },
    Paths {
        strength: Vec<Vec<u64>>,
    },
    Placed {
        options: Vec<usize>,
        seats: usize,
    },
    Lot {
        over: TieOver,
        between: Vec<usize>,
        won: Vec<usize>,
    },
    /// Candidates with more votes than somebody elected, for the sake of the bodies that the elected must come from.
    PassedOver {
        options: Vec<usize>,
    },
}

impl TieOver {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seat => "seat",
            Self::Exclusion => "exclusion",
            Self::Surplus => "surplus",
        }
    }
}

impl From<ranked::TieOver> for TieOver {
    fn from(over: ranked::TieOver) -> Self {
        match over {
            ranked::TieOver::Seat => Self::Seat,
            ranked::TieOver::Exclusion => Self::Exclusion,
            ranked::TieOver::Surplus => Self::Surplus,
        }
    }
}

impl From<TieOver> for ranked::TieOver {
    fn from(over: TieOver) -> Self {
        match over {
            TieOver::Seat => Self::Seat,
            TieOver::Exclusion => Self::Exclusion,
            TieOver::Surplus => Self::Surplus,
        }
    }
}

/// Units of all votes of a poll fit into 64 bits: ballots are rows of a table.
fn small(units: u128) -> u64 {
    u64::try_from(units).unwrap_or(u64::MAX)
}

impl From<&Parcel> for CountParcel {
    fn from(parcel: &Parcel) -> Self {
        Self {
            to: parcel.to,
            papers: parcel.papers,
            received: small(parcel.received),
            value: small(parcel.value),
        }
    }
}

impl From<&CountParcel> for Parcel {
    fn from(parcel: &CountParcel) -> Self {
        Self {
            to: parcel.to,
            papers: parcel.papers,
            received: parcel.received.into(),
            value: parcel.value.into(),
        }
    }
}

impl From<&Step> for CountStep {
    fn from(step: &Step) -> Self {
        let parcels = |parcels: &[Parcel]| parcels.iter().map(CountParcel::from).collect();
        match step.clone() {
            Step::Round {
                number,
                votes,
                exhausted,
                counted,
            } => Self::Round {
                number,
                votes,
                exhausted,
                counted,
            },
            Step::MoreThanHalf {
                option,
                votes,
                counted,
            } => Self::MoreThanHalf {
                option,
                votes,
                counted,
            },
            Step::Eliminated { options, votes } => Self::Eliminated { options, votes },
            Step::Quota {
                valid,
                seats,
                quota,
            } => Self::Quota {
                valid,
                seats,
                quota,
            },
            Step::Stage {
                number,
                votes,
                non_transferable,
                cut_off,
            } => Self::Stage {
                number,
                votes: votes.into_iter().map(|v| v.map(small)).collect(),
                non_transferable: small(non_transferable),
                cut_off: small(cut_off),
            },
            Step::Reached { option, votes } => Self::Reached {
                option,
                votes: small(votes),
            },
            Step::Remaining { options } => Self::Remaining { options },
            Step::Surplus {
                option,
                surplus,
                votes,
                parcels: gone,
            } => Self::Surplus {
                option,
                surplus: small(surplus),
                votes: small(votes),
                parcels: parcels(&gone),
            },
            Step::Excluded {
                options,
                votes,
                parcels: gone,
            } => Self::Excluded {
                options,
                votes: small(votes),
                parcels: parcels(&gone),
            },
            Step::EarlierStage {
                over,
                between,
                stage,
                left,
            } => Self::EarlierStage {
                over: over.into(),
                between,
                stage,
                left,
            },
            Step::Pairs { above } => Self::Pairs { above },
            Step::Paths { strength } => Self::Paths { strength },
            Step::Placed { options, seats } => Self::Placed { options, seats },
            Step::Lot { over, between, won } => Self::Lot {
                over: over.into(),
                between,
                won,
            },
        }
    }
}

impl CountStep {
    /// The step of a count by ranks that this is; `None` for what belongs to sums of votes.
    pub fn ranked(&self) -> Option<Step> {
        let parcels = |parcels: &[CountParcel]| parcels.iter().map(Parcel::from).collect();
        Some(match self.clone() {
            Self::Round {
                number,
                votes,
                exhausted,
                counted,
            } => Step::Round {
                number,
                votes,
                exhausted,
                counted,
            },
            Self::MoreThanHalf {
                option,
                votes,
                counted,
            } => Step::MoreThanHalf {
                option,
                votes,
                counted,
            },
            Self::Eliminated { options, votes } => Step::Eliminated { options, votes },
            Self::Quota {
                valid,
                seats,
                quota,
            } => Step::Quota {
                valid,
                seats,
                quota,
            },
            Self::Stage {
                number,
                votes,
                non_transferable,
                cut_off,
            } => Step::Stage {
                number,
                votes: votes.into_iter().map(|v| v.map(u128::from)).collect(),
                non_transferable: non_transferable.into(),
                cut_off: cut_off.into(),
            },
            Self::Reached { option, votes } => Step::Reached {
                option,
                votes: votes.into(),
            },
            Self::Remaining { options } => Step::Remaining { options },
            Self::Surplus {
                option,
                surplus,
                votes,
                parcels: gone,
            } => Step::Surplus {
                option,
                surplus: surplus.into(),
                votes: votes.into(),
                parcels: parcels(&gone),
            },
            Self::Excluded {
                options,
                votes,
                parcels: gone,
            } => Step::Excluded {
                options,
                votes: votes.into(),
                parcels: parcels(&gone),
            },
            Self::EarlierStage {
                over,
                between,
                stage,
                left,
            } => Step::EarlierStage {
                over: over.into(),
                between,
                stage,
                left,
            },
            Self::Pairs { above } => Step::Pairs { above },
            Self::Paths { strength } => Step::Paths { strength },
            Self::Placed { options, seats } => Step::Placed { options, seats },
            Self::Lot { over, between, won } => Step::Lot {
                over: over.into(),
                between,
                won,
            },
            Self::PassedOver { .. } => return None,
        })
    }
}

/// The steps in sentences; `names` are the options in the order of the ballot.
pub fn said(names: Vec<String>, steps: &[CountStep]) -> Vec<Said> {
    let ranked: Vec<Step> = steps.iter().filter_map(CountStep::ranked).collect();
    let passed_over: Vec<usize> = steps
        .iter()
        .flat_map(|step| match step {
            CountStep::PassedOver { options } => options.clone(),
            _ => Vec::new(),
        })
        .collect();
    calculator::steps_in_words(names, &ranked, &passed_over)
}
