//! A version of the result before it is published: its document, what two people confirm of it, and what stands in its way.

use super::{
    compute::{ComputeError, Computed, OpenTie},
    document::{
        ElectionDocument, ElectionFormat, ElectionNamed, FederationNamed, Previous,
        PreviousNomination, Standing,
    },
    election::Election,
    nomination::District,
    rules::Rules,
};
use crate::{
    registry::model::Federation,
    types::{FieldProblem, Fields, MultilineText, Timestamp, sha256_hex, words::words},
};

/// What a version is made from.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    pub federation: &'a Federation,
    pub election: &'a Election,
    pub rules: &'a Rules,
    /// Name of the body on election day.
    pub body_name: &'a str,
    pub term_label: &'a str,
    pub computed: &'a Computed,
    pub previous: Option<&'a ElectionDocument>,
    pub version: i64,
    pub standing: Standing,
    pub reason: &'a str,
    pub at: Timestamp,
}

impl ElectionDocument {
    /// The document of a version.
    pub fn new(draft: &Draft<'_>) -> Self {
        let Draft {
            federation,
            election,
            computed,
            ..
        } = draft;
        Self {
            format: ElectionFormat::V1,
            version: draft.version,
            standing: draft.standing,
            published_at: draft.at,
            published_by: federation.name.clone(),
            reason: draft.reason.to_owned(),
            federation: FederationNamed {
                slug: federation.slug.clone(),
                name: federation.name.clone(),
            },
            election: ElectionNamed {
                id: election.id,
                body: draft.body_name.to_owned(),
                body_id: election.body.0,
                day: election.day,
                term: draft.term_label.to_owned(),
                repeats: election.repeats,
                seats: election.seats,
                appointed_seats: election.appointed_seats,
                ex_officio_seats: election.ex_officio_seats,
                rules: draft.rules.clone(),
                objection_deadline: election.objection_deadline,
            },
            figures: computed.figures,
            parts: computed.parts,
            reporting: computed.reporting,
            allocations: computed.allocations.clone(),
            districts: computed.districts.clone(),
            lots: computed.lots.clone(),
            previous: draft.previous.map(Previous::of),
        }
    }

    /// The same result declared void.
    pub fn annulled(&self, reason: &str, version: i64, at: Timestamp) -> Self {
        Self {
            version,
            standing: Standing::Annulled,
            published_at: at,
            reason: reason.to_owned(),
            ..self.clone()
        }
    }

    /// The form that is stored, shown as JSON, and of which the checksum is taken.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Digest of all that two people confirm: everything but number and time of the version, which are known only once it is
    /// published.
    pub fn content_digest(&self) -> String {
        let timeless = Self {
            version: 0,
            published_at: Timestamp::stored(0),
            ..self.clone()
        };
        sha256_hex(&timeless.canonical())
    }

    /// Whether another version tells the same figures, seats and people; what they are called and why they were published aside.
    pub fn tells_the_same_as(&self, other: &Self) -> bool {
        let result = |document: &Self| Self {
            version: 0,
            published_at: Timestamp::stored(0),
            standing: Standing::Provisional,
            reason: String::new(),
            ..document.clone()
        };
        result(self) == result(other)
    }

    /// Seats filled, vacant and undecided over all groups.
    pub fn seat_sums(&self) -> SeatSums {
        let sum = |part: fn(&super::document::GroupResult) -> i64| {
            self.allocations
                .iter()
                .map(part)
                .fold(0, i64::saturating_add)
        };
        SeatSums {
            seats: sum(|group| group.seats),
            filled: sum(|group| group.filled),
            vacant: sum(|group| group.vacant),
            undecided: sum(|group| group.undecided),
        }
    }
}

/// Seats over all groups: filled, vacant and undecided ones add up to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatSums {
    pub seats: i64,
    pub filled: i64,
    pub vacant: i64,
    pub undecided: i64,
}

impl Previous {
    /// What an earlier result says for a comparison; its lists keep the labels they had.
    pub fn of(document: &ElectionDocument) -> Self {
        Self {
            id: document.election.id,
            day: document.election.day,
            seats: document.election.seats,
            figures: document.figures,
            nominations: document
                .allocations
                .iter()
                .flat_map(|group| &group.nominations)
                .map(|nomination| PreviousNomination {
                    label: nomination.label.clone(),
                    votes: nomination.votes,
                    entitled: nomination.entitled,
                })
                .collect(),
        }
    }
}

words! {
    /// What two people decide about a result.
    Decision {
        Certify = "certify", crate::key!("elections-decision-certify");
        /// A version that replaces a certified one.
        Correct = "correct", crate::key!("elections-decision-correct");
        Annul = "annul", crate::key!("elections-decision-annul");
    }
}

impl Decision {
    /// What the version is worth that it publishes.
    pub fn standing(self) -> Standing {
        match self {
            Self::Certify => Standing::Certified,
            Self::Correct => Standing::Corrected,
            Self::Annul => Standing::Annulled,
        }
    }
}

/// What keeps a result from being certified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody has entered the figures of a district.
    DistrictMissing(District),
    /// One person has entered them; another one must.
    DistrictOnce(District),
    /// Two people entered different figures.
    DistrictDiffers(District),
    /// The agreed figures cannot be true.
    Implausible {
        district: District,
        finding: FieldProblem,
    },
    /// The agreed figures of all districts together cannot be true.
    ImplausibleTotal(FieldProblem),
    /// A lot has to be drawn.
    Tie(OpenTie),
    /// Nothing can be computed.
    NotComputable(ComputeError),
}

/// Reads why a version replaces the one before, or why an election is void.
///
/// # Errors
/// Where it is missing or too long.
pub fn parse_publication_reason(raw: &str) -> Result<String, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let reason = fields.take("reason", MultilineText::parse(raw, 3, 1_000));
    fields.finish(reason.map(|text| text.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        elections::model::{
            document::{FigureParts, Reporting, TotalFigures},
            election::ElectionState,
            rules::System,
        },
        registry::model::FederationKind,
        types::{BodyId, ElectionId, FederationId, Locale, TermId},
    };

    fn document(version: i64, standing: Standing, reason: &str, voters: i64) -> ElectionDocument {
        let rules = Rules {
            system: System::Majority,
            votes_per_voter: 1,
            votes_per_candidate: 1,
            cross_voting: false,
            personal_votes: false,
            legal_source: "Wahlordnung".into(),
        };
        let election = Election {
            id: ElectionId(1),
            federation: FederationId(1),
            body: BodyId(1),
            term: TermId(1),
            day: "2026-04-26".parse().unwrap(),
            repeats: None,
            state: ElectionState::Counting,
            state_reason: String::new(),
            seats: 3,
            appointed_seats: 0,
            ex_officio_seats: 0,
            rules: Some(rules.clone()),
            nomination_deadline: None,
            acceptance_days: 14,
            objection_deadline: None,
            revision: 1,
        };
        let federation = Federation {
            id: FederationId(1),
            slug: "laka".into(),
            name: "LAKA".into(),
            kind: FederationKind::Councils,
            locale: Locale::De,
            contact: String::new(),
            demo: false,
            revision: 1,
        };
        let computed = Computed {
            figures: TotalFigures {
                voters: Some(voters),
                ..TotalFigures::default()
            },
            parts: FigureParts::default(),
            reporting: Reporting {
                reported: 1,
                districts: 1,
            },
            allocations: Vec::new(),
            districts: Vec::new(),
            lots: Vec::new(),
            ties: Vec::new(),
        };
        ElectionDocument::new(&Draft {
            federation: &federation,
            election: &election,
            rules: &rules,
            body_name: "Integrationsrat",
            term_label: "2026",
            computed: &computed,
            previous: None,
            version,
            standing,
            reason,
            at: Timestamp::stored(version * 1_000),
        })
    }

    #[test]
    fn two_people_confirm_all_but_number_and_time_of_the_version() {
        let first = document(1, Standing::Certified, "", 10);
        let digest = first.content_digest();
        assert_eq!(
            document(7, Standing::Certified, "", 10).content_digest(),
            digest
        );
        for other in [
            document(1, Standing::Corrected, "", 10),
            document(1, Standing::Certified, "why", 10),
            document(1, Standing::Certified, "", 11),
        ] {
            assert_ne!(other.content_digest(), digest);
        }
    }

    #[test]
    fn a_version_is_new_where_it_tells_other_figures() {
        let first = document(1, Standing::Provisional, "", 10);
        assert!(document(2, Standing::Certified, "why", 10).tells_the_same_as(&first));
        assert!(!document(1, Standing::Provisional, "", 11).tells_the_same_as(&first));
    }

    #[test]
    fn a_document_is_read_back_as_it_was_written() {
        let document = document(3, Standing::Corrected, "Zahlendreher", 10);
        let read: ElectionDocument = serde_json::from_str(&document.canonical()).unwrap();
        assert_eq!(read, document);
        let void = document.annulled("Wahlprüfung", 4, Timestamp::stored(9_000));
        assert_eq!((void.standing, void.version), (Standing::Annulled, 4));
        assert!(void.tells_the_same_as(&document));
    }
}
