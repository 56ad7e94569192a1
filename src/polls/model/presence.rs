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
    /// Places that somebody who is there represents by proxy; none in documents of an earlier time.
    #[serde(default, skip_serializing_if = "is_none")]
    pub proxies: i64,
    /// So many places must be taken; `None` where the statutes have no quorum of those present.
    pub needed: Option<i64>,
    /// Where the quorum is written; empty where there is none.
    pub article: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
fn is_none(number: &i64) -> bool {
    *number == 0
}

impl OpeningPresence {
    /// Places that are taken, by delegates, deputies and proxies.
    pub fn present(&self) -> i64 {
        self.own + self.deputies + self.proxies
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
            .with("proxies", self.proxies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deputies_and_proxies_count_for_the_quorum_and_without_one_nobody_is_missing() {
        let there = |own, needed| OpeningPresence {
            places: 9,
            own,
            deputies: 2,
            proxies: 1,
            needed,
            article: String::new(),
        };
        assert!(there(1, Some(5)).is_short());
        assert!(!there(2, Some(5)).is_short());
        assert!(!there(0, None).is_short());
        // What was kept before there were proxies reads as none, and is written as it was.
        let before = r#"{"places":9,"own":2,"deputies":2,"needed":null,"article":""}"#;
        let read: OpeningPresence = serde_json::from_str(before).unwrap();
        assert_eq!(
            (
                read.present(),
                serde_json::to_string(&read).unwrap().as_str()
            ),
            (4, before)
        );
    }
}
