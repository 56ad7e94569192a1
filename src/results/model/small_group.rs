use serde::{Deserialize, Serialize};

use super::FiguresInResult;
use crate::polls::model::Secrecy;

/// With fewer ballots in a secret poll, only the outcome is public (secrecy rule R3).
pub const FEWEST_BALLOTS_FOR_FIGURES: i64 = 5;

/// Why the figures of a secret poll would tell how somebody voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmallGroup {
    /// Too few ballots.
    FewBallots,
    /// All voted alike.
    Unanimous,
    /// All but one voted alike: that one knows how everybody else voted.
    AllButOne,
}

impl SmallGroup {
    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FewBallots => "few_ballots",
            Self::Unanimous => "unanimous",
            Self::AllButOne => "all_but_one",
        }
    }
}

/// Whether the figures would tell how somebody voted; never in a vote by name.
///
/// In an election a candidate whom all, or all but one, marked counts as voting alike; blank and invalid ballots are a way of
/// voting too.
pub fn small_group(secrecy: Secrecy, figures: &FiguresInResult) -> Option<SmallGroup> {
    let ballots = figures.ballots();
    if secrecy == Secrecy::RollCall {
        return None;
    }
    if ballots < FEWEST_BALLOTS_FOR_FIGURES {
        return Some(SmallGroup::FewBallots);
    }
    let ways = figures
        .votes
        .iter()
        .copied()
        .chain([figures.blank, figures.invalid]);
    let most = ways.max().unwrap_or(0);
    if most >= ballots {
        Some(SmallGroup::Unanimous)
    } else if most == ballots - 1 {
        Some(SmallGroup::AllButOne)
    } else {
        None
    }
}
