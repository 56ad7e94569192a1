//! Who is there when a poll of an assembly is opened.

use serde::{Deserialize, Serialize};

use crate::types::Said;

/// Places that are taken, against the quorum of the statutes. Kept with the poll when it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningPresence {
    /// Places of the roll.
    pub places: i64,
    /// Places whose delegate is there.
    pub own: i64,
    /// Places whose deputy is there.
    pub deputies: i64,
    /// So many places must be taken; `None` where the statutes have no quorum of those present.
    pub needed: Option<i64>,
    /// Where the quorum is written; empty where there is none.
    pub article: String,
}

impl OpeningPresence {
    /// Places that are taken.
    pub fn present(&self) -> i64 {
        self.own + self.deputies
    }

    /// Whether the quorum is missing.
    pub fn is_short(&self) -> bool {
        self.needed.is_some_and(|needed| self.present() < needed)
    }

    /// As it was at opening, in words.
    pub fn said(&self) -> Said {
        let said = match self.needed {
            Some(needed) => Said::new(crate::key!("polls-present-at-opening-of-needed"))
                .with("needed", needed)
                .with("article", self.article.clone()),
            None => Said::new(crate::key!("polls-present-at-opening")),
        };
        said.with("n", self.present())
            .with("places", self.places)
            .with("deputies", self.deputies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deputies_count_for_the_quorum_and_without_one_nobody_is_missing() {
        let there = |own, needed| OpeningPresence {
            places: 9,
            own,
            deputies: 2,
            needed,
            article: String::new(),
        };
        assert!(there(2, Some(5)).is_short());
        assert!(!there(3, Some(5)).is_short());
        assert!(!there(0, None).is_short());
    }
}
