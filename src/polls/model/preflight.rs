//! What is looked at before a poll is opened: what stands in the way, and what the board has to know.

use serde::Serialize;

use crate::{
    polls::model::OpeningPresence,
    types::{Locale, Said},
};

/// Less room than this, in megabytes, stands in the way of opening: a full disk takes no vote.
const LEAST_MEGABYTES: i64 = 100;
/// Less room than this is told.
const FEW_MEGABYTES: i64 = 1_024;
/// So many seconds behind the last act in the log the clock was set back, and times of closing mean nothing.
const MOST_SECONDS_BEHIND: i64 = 10;

/// What is known before a poll is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreflightFacts {
    /// Offered languages in which a text of the poll is missing.
    pub languages: Vec<Locale>,
    /// Entries of the roll that may vote and have no valid code, on a sheet or as a link that was sent.
    pub without_code: i64,
    /// Votes that can be cast.
    pub entitled: i64,
    /// How many must take part by the rule.
    pub quorum: Option<i64>,
    /// Who is there, where the poll is one of an assembly.
    pub presence: Option<OpeningPresence>,
    /// How far the clock is behind the last act in the log.
    pub seconds_behind: i64,
    /// Free room where the database is, where it is beside the program.
    pub free_megabytes: Option<i64>,
    /// Whether it is the first poll of its roll.
    pub is_first: bool,
}

/// Something that was found. Its words are in the log, with who asked and who confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "check", rename_all = "snake_case")]
pub enum PreflightFinding {
    /// More have to take part than there are votes.
    QuorumImpossible { needed: i64, entitled: i64 },
    /// Fewer places are taken than the statutes ask for.
    QuorumMissing {
        needed: i64,
        present: i64,
        article: String,
    },
    /// As many places are taken as the statutes ask for.
    QuorumThere {
        needed: i64,
        present: i64,
        article: String,
    },
    /// The clock was set back.
    ClockBehind { seconds: i64 },
    /// No room for votes.
    DiskFull { megabytes: i64 },
    /// Little room.
    DiskLow { megabytes: i64 },
    /// Voters who have no code.
    WithoutCode { entries: i64 },
    /// Texts are missing in a language that is offered.
    LanguagesMissing { languages: Vec<Locale> },
    /// Nobody but people can say whether a copy was made and the pepper is safe.
    Backup,
}

impl PreflightFinding {
    /// Whether it stands in the way of opening.
    pub fn is_critical(&self) -> bool {
        match self {
            Self::QuorumImpossible { .. }
            | Self::QuorumMissing { .. }
            | Self::ClockBehind { .. }
            | Self::DiskFull { .. } => true,
            Self::QuorumThere { .. }
            | Self::DiskLow { .. }
            | Self::WithoutCode { .. }
            | Self::LanguagesMissing { .. }
            | Self::Backup => false,
        }
    }

    /// The word of the check.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::QuorumImpossible { .. } => "quorum_impossible",
            Self::QuorumMissing { .. } => "quorum_missing",
            Self::QuorumThere { .. } => "quorum_there",
            Self::ClockBehind { .. } => "clock_behind",
            Self::DiskFull { .. } => "disk_full",
            Self::DiskLow { .. } => "disk_low",
            Self::WithoutCode { .. } => "without_code",
            Self::LanguagesMissing { .. } => "languages_missing",
            Self::Backup => "backup",
        }
    }

    /// In words.
    pub fn said(&self) -> Said {
        match self {
            Self::QuorumImpossible { needed, entitled } => {
                Said::new(crate::key!("field-preflight-quorum-impossible"))
                    .with("needed", *needed)
                    .with("entitled", *entitled)
            }
            Self::QuorumMissing {
                needed,
                present,
                article,
            } => Said::new(crate::key!("field-preflight-quorum-missing"))
                .with("needed", *needed)
                .with("present", *present)
                .with("article", article.clone()),
            Self::QuorumThere {
                needed,
                present,
                article,
            } => Said::new(crate::key!("preflight-quorum-there"))
                .with("needed", *needed)
                .with("present", *present)
                .with("article", article.clone()),
            Self::ClockBehind { seconds } => {
                Said::new(crate::key!("field-preflight-clock-behind")).with("n", *seconds)
            }
            Self::DiskFull { megabytes } => {
                Said::new(crate::key!("field-preflight-disk-full")).with("n", *megabytes)
            }
            Self::DiskLow { megabytes } => {
                Said::new(crate::key!("preflight-disk-low")).with("n", *megabytes)
            }
            Self::WithoutCode { entries } => {
                Said::new(crate::key!("preflight-without-code")).with("n", *entries)
            }
            Self::LanguagesMissing { languages } => {
                let names: Vec<_> = languages.iter().map(|l| l.own_name()).collect();
                Said::new(crate::key!("preflight-languages-missing"))
                    .with("languages", names.join(", "))
            }
            Self::Backup => Said::new(crate::key!("preflight-backup")),
        }
    }
}

/// What is found, the critical first.
pub fn preflight(facts: &PreflightFacts) -> Vec<PreflightFinding> {
    let mut found = Vec::new();
    if let Some(needed) = facts.quorum.filter(|needed| *needed > facts.entitled) {
        found.push(PreflightFinding::QuorumImpossible {
            needed,
            entitled: facts.entitled,
        });
    }
    let statutes = facts.presence.as_ref();
    let statutes = statutes.and_then(|there| Some((there, there.needed?)));
    if let Some((there, needed)) = statutes.filter(|(there, _)| there.is_short()) {
        found.push(PreflightFinding::QuorumMissing {
            needed,
            present: there.present(),
            article: there.article.clone(),
        });
    }
    if facts.seconds_behind > MOST_SECONDS_BEHIND {
        found.push(PreflightFinding::ClockBehind {
            seconds: facts.seconds_behind,
        });
    }
    match facts.free_megabytes {
        Some(megabytes) if megabytes < LEAST_MEGABYTES => {
            found.push(PreflightFinding::DiskFull { megabytes });
        }
        Some(megabytes) if megabytes < FEW_MEGABYTES => {
            found.push(PreflightFinding::DiskLow { megabytes });
        }
        Some(_) | None => {}
    }
    if let Some((there, needed)) = statutes.filter(|(there, _)| !there.is_short()) {
        found.push(PreflightFinding::QuorumThere {
            needed,
            present: there.present(),
            article: there.article.clone(),
        });
    }
    if facts.without_code > 0 {
        found.push(PreflightFinding::WithoutCode {
            entries: facts.without_code,
        });
    }
    if !facts.languages.is_empty() {
        found.push(PreflightFinding::LanguagesMissing {
            languages: facts.languages.clone(),
        });
    }
    if facts.is_first {
        found.push(PreflightFinding::Backup);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(facts: &PreflightFacts) -> Vec<(&'static str, bool)> {
        preflight(facts)
            .iter()
            .map(|finding| (finding.as_str(), finding.is_critical()))
            .collect()
    }

    /// So many of twelve, where five are needed.
    fn there(own: i64) -> OpeningPresence {
        OpeningPresence {
            places: 12,
            own,
            deputies: 0,
            proxies: 0,
            needed: Some(5),
            article: "§ 8".to_owned(),
        }
    }

    #[test]
    fn the_quorum_of_the_statutes_is_told_where_it_is_there_and_nothing_where_there_is_none() {
        let with = |presence| PreflightFacts {
            entitled: 12,
            presence: Some(presence),
            ..PreflightFacts::default()
        };
        assert_eq!(words(&with(there(5))), [("quorum_there", false)]);
        let none = OpeningPresence {
            needed: None,
            ..there(0)
        };
        assert_eq!(words(&with(none)), []);
    }

    #[test]
    fn nothing_is_found_where_all_is_ready() {
        let facts = PreflightFacts {
            entitled: 12,
            quorum: Some(12),
            seconds_behind: MOST_SECONDS_BEHIND,
            free_megabytes: Some(FEW_MEGABYTES),
            ..PreflightFacts::default()
        };
        assert_eq!(words(&facts), []);
    }

    #[test]
    fn what_makes_a_vote_impossible_stands_in_the_way_and_the_rest_is_told() {
        let facts = PreflightFacts {
            languages: vec![Locale::En],
            without_code: 3,
            entitled: 12,
            quorum: Some(13),
            presence: Some(there(4)),
            seconds_behind: MOST_SECONDS_BEHIND + 1,
            free_megabytes: Some(LEAST_MEGABYTES - 1),
            is_first: true,
        };
        assert_eq!(
            words(&facts),
            [
                ("quorum_impossible", true),
                ("quorum_missing", true),
                ("clock_behind", true),
                ("disk_full", true),
                ("without_code", false),
                ("languages_missing", false),
                ("backup", false),
            ]
        );
        let low = PreflightFacts {
            free_megabytes: Some(FEW_MEGABYTES - 1),
            ..PreflightFacts::default()
        };
        assert_eq!(words(&low), [("disk_low", false)]);
    }
}
