//! The districts of an election, where there is more than one.

use super::words::{Badge, Words};
use crate::elections::model::{comparison::share, document::DistrictResult};

/// A district with its figures.
pub(super) struct DistrictRow {
    pub number: String,
    pub name: String,
    pub eligible: String,
    pub voters: String,
    pub turnout: String,
    pub valid: String,
    /// What there is to say where it has not reported or its votes are not shown.
    pub note: String,
    /// Votes in the order of the ballot; empty where they are not shown.
    pub votes: Vec<String>,
}

/// All districts.
pub(super) struct Districts {
    pub rows: Vec<DistrictRow>,
    /// The lists in the order of the ballot.
    pub lists: Vec<(Badge, String)>,
    /// Whether the votes of any district are shown by list.
    pub with_votes: bool,
    pub any_suppressed: bool,
}

impl Words<'_> {
    pub fn districts(&self) -> Option<Districts> {
        let districts = &self.document.districts;
        if districts.is_empty() {
            return None;
        }
        let mut lists: Vec<_> = self.listed.iter().collect();
        lists.sort_by_key(|l| l.number);
        Some(Districts {
            rows: districts.iter().map(|d| self.district(d)).collect(),
            lists: lists
                .iter()
                .map(|l| (self.badge(l), l.result.label.clone()))
                .collect(),
            with_votes: districts.iter().any(|d| !d.votes.is_empty()),
            any_suppressed: districts.iter().any(|d| d.suppressed),
        })
    }

    fn district(&self, district: &DistrictResult) -> DistrictRow {
        let figures = &district.figures;
        let turnout = figures
            .voters
            .zip(figures.eligible)
            .and_then(|(voters, eligible)| share(voters, eligible));
        DistrictRow {
            number: self.texts.number(district.number),
            name: district.name.clone(),
            eligible: self.number_or_dash(figures.eligible),
            voters: self.number_or_dash(figures.voters),
            turnout: turnout.map_or_else(
                || "–".to_owned(),
                |hundredths| self.texts.percent(hundredths, 10_000, 2),
            ),
            valid: self.number_or_dash(figures.valid),
            note: match (district.reported, district.suppressed) {
                (false, _) => self.t("outcome-district-missing"),
                (true, true) => self.t("outcome-district-suppressed"),
                (true, false) => String::new(),
            },
            votes: district
                .votes
                .iter()
                .map(|n| self.texts.number(*n))
                .collect(),
        }
    }
}
