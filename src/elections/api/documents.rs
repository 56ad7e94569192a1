//! What the operations of preparing an election show, and its rules.

use poem_openapi::Object;

use crate::elections::{
    actions::elections::ElectionDetail,
    model::{
        election::ElectionLine,
        nomination::{Candidate, Nomination, SeatGroup},
        rules::{Rules, RulesInput},
    },
};

/// A share of the valid votes.
#[derive(Object)]
#[oai(rename = "ElectionThreshold", deny_unknown_fields)]
pub(super) struct ThresholdJson {
    #[oai(validator(minimum(value = "1")))]
    num: i64,
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    den: i64,
}

/// The rules of one election. There is no default: what decides how votes become seats is given.
#[derive(Object)]
#[oai(rename = "ElectionRules", deny_unknown_fields)]
pub(super) struct RulesJson {
    /// `proportional` or `majority`.
    #[oai(validator(max_length = 20))]
    system: String,
    /// `sainte_lague`, `dhondt` or `hare_niemeyer`; needed and allowed for proportional elections only.
    #[oai(validator(max_length = 20))]
    method: Option<String>,
    /// What becomes of seats that a list has no candidate for: `vacant` or `reallocate`; for proportional elections only.
    #[oai(validator(max_length = 20))]
    short_lists: Option<String>,
    /// Who of a list gets its seats: `list`, `personal_votes` or `mixed`; for proportional elections only.
    #[oai(validator(max_length = 20))]
    order: Option<String>,
    /// More than half of the votes gives more than half of the seats (KWG Hesse § 22(4)).
    #[oai(default)]
    majority_clause: bool,
    /// A list below this share of the valid votes gets no seat.
    threshold: Option<ThresholdJson>,
    votes_per_voter: i64,
    /// How many votes one candidate may get (cumulating).
    votes_per_candidate: i64,
    /// Votes may go to candidates of several lists.
    #[oai(default)]
    cross_voting: bool,
    /// Votes are counted for each candidate.
    #[oai(default)]
    personal_votes: bool,
    /// Where these rules are written.
    #[oai(validator(min_length = 3, max_length = 500))]
    legal_source: String,
}

impl RulesJson {
    pub(super) fn input(self) -> RulesInput {
        let (num, den) = self
            .threshold
            .map_or_else(Default::default, |t| (t.num.to_string(), t.den.to_string()));
        RulesInput {
            system: self.system,
            method: self.method.unwrap_or_default(),
            short_lists: self.short_lists.unwrap_or_default(),
            majority_clause: self.majority_clause,
            threshold_num: num,
            threshold_den: den,
            order: self.order.unwrap_or_default(),
            votes_per_voter: self.votes_per_voter.to_string(),
            votes_per_candidate: self.votes_per_candidate.to_string(),
            cross_voting: self.cross_voting,
            personal_votes: self.personal_votes,
            legal_source: self.legal_source,
        }
    }

    pub(super) fn of(rules: &Rules) -> Self {
        let input = rules.as_input();
        let filled = |text: String| Some(text).filter(|t| !t.is_empty());
        let parts = (input.threshold_num.parse(), input.threshold_den.parse());
        let threshold = match parts {
            (Ok(num), Ok(den)) => Some(ThresholdJson { num, den }),
            _ => None,
        };
        Self {
            system: input.system,
            method: filled(input.method),
            short_lists: filled(input.short_lists),
            order: filled(input.order),
            majority_clause: input.majority_clause,
            threshold,
            votes_per_voter: rules.votes_per_voter,
            votes_per_candidate: rules.votes_per_candidate,
            cross_voting: rules.cross_voting,
            personal_votes: rules.personal_votes,
            legal_source: input.legal_source,
        }
    }
}

/// An election.
#[derive(Object)]
#[oai(rename = "Election")]
pub(super) struct ElectionJson {
    id: i64,
    body_id: i64,
    /// Name of the body on election day.
    body: String,
    term_id: i64,
    term: String,
    day: String,
    /// `preparing`, `counting`, `certified`, `not_held`, `appointed_instead`, `annulled` or `repeated`.
    state: String,
    /// Why it was not held or was annulled.
    state_reason: String,
    /// The annulled election that this one repeats.
    repeats_id: Option<i64>,
    seats: i64,
    appointed_seats: i64,
    ex_officio_seats: i64,
    nomination_deadline: Option<String>,
    acceptance_days: i64,
    objection_deadline: Option<String>,
    /// Missing while not set; then nothing is allocated.
    rules: Option<RulesJson>,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

impl ElectionJson {
    pub(super) fn of(line: ElectionLine) -> Self {
        let election = line.election;
        Self {
            id: election.id.0,
            body_id: election.body.0,
            body: line.body_name,
            term_id: election.term.0,
            term: line.term_label,
            day: election.day.to_string(),
            state: election.state.as_str().to_owned(),
            state_reason: election.state_reason,
            repeats_id: election.repeats.map(|id| id.0),
            seats: election.seats,
            appointed_seats: election.appointed_seats,
            ex_officio_seats: election.ex_officio_seats,
            nomination_deadline: election.nomination_deadline.map(|d| d.to_string()),
            acceptance_days: election.acceptance_days,
            objection_deadline: election.objection_deadline.map(|d| d.to_string()),
            rules: election.rules.as_ref().map(RulesJson::of),
            revision: election.revision,
        }
    }
}

/// A page of elections.
#[derive(Object)]
#[oai(rename = "ElectionPage")]
pub(super) struct ElectionPageJson {
    pub(super) items: Vec<ElectionJson>,
    pub(super) total: i64,
    pub(super) page: i64,
    pub(super) last_page: i64,
}

/// A district with its id.
#[derive(Object)]
#[oai(rename = "ElectionDistrict")]
struct DistrictJson {
    id: i64,
    number: i64,
    /// Empty where there is only one.
    name: String,
}

/// Seats set aside for a group, with their id.
#[derive(Object)]
#[oai(rename = "ElectionSeatGroup")]
struct GroupJson {
    id: i64,
    number: i64,
    name: String,
    seats: i64,
}

/// A candidate.
#[derive(Object)]
#[oai(rename = "ElectionCandidate")]
struct CandidateJson {
    id: i64,
    /// Place on the list, from 1.
    position: i64,
    given_name: String,
    family_name: String,
    person_id: Option<i64>,
    consented_on: Option<String>,
    withdrawn_on: Option<String>,
    withdrawn_reason: String,
    revision: i64,
}

impl CandidateJson {
    fn of(candidate: Candidate) -> Self {
        Self {
            id: candidate.id.0,
            position: candidate.position,
            given_name: candidate.given_name,
            family_name: candidate.family_name,
            person_id: candidate.person.map(|p| p.0),
            consented_on: candidate.consented_on.map(|d| d.to_string()),
            withdrawn_on: candidate.withdrawn_on.map(|d| d.to_string()),
            withdrawn_reason: candidate.withdrawn_reason,
            revision: candidate.revision,
        }
    }
}

/// A nomination with its candidates.
#[derive(Object)]
#[oai(rename = "ElectionNomination")]
pub(super) struct NominationJson {
    id: i64,
    /// Order on the ballot, from 1.
    position: i64,
    /// `list` or `independent`.
    kind: String,
    label: String,
    /// Number of the group of seats.
    group: Option<i64>,
    unnamed_candidates: Option<i64>,
    withdrawn_on: Option<String>,
    withdrawn_reason: String,
    candidates: Vec<CandidateJson>,
    revision: i64,
}

impl NominationJson {
    pub(super) fn of(nomination: Nomination, groups: &[SeatGroup]) -> Self {
        let group = groups.iter().find(|g| Some(g.id) == nomination.group);
        Self {
            id: nomination.id.0,
            position: nomination.position,
            kind: nomination.kind.as_str().to_owned(),
            label: nomination.label,
            group: group.map(|g| g.number),
            unnamed_candidates: nomination.unnamed_candidates,
            withdrawn_on: nomination.withdrawn_on.map(|d| d.to_string()),
            withdrawn_reason: nomination.withdrawn_reason,
            candidates: nomination
                .candidates
                .into_iter()
                .map(CandidateJson::of)
                .collect(),
            revision: nomination.revision,
        }
    }
}

/// A candidate of the same name as another one: perhaps one person entered twice.
#[derive(Object)]
#[oai(rename = "ElectionNamesake")]
struct NamesakeJson {
    candidate_id: i64,
    name: String,
    /// The nomination of the other one.
    other_nomination_id: i64,
    other_label: String,
}

/// An election with all that was prepared for it.
#[derive(Object)]
#[oai(rename = "ElectionDetail")]
pub(super) struct ElectionDetailJson {
    election: ElectionJson,
    districts: Vec<DistrictJson>,
    groups: Vec<GroupJson>,
    /// In the order of the ballot.
    nominations: Vec<NominationJson>,
    namesakes: Vec<NamesakeJson>,
    /// How many can be elected; missing where a list does not tell.
    candidates: Option<i64>,
    /// There are not more candidates than seats.
    too_few_candidates: bool,
    /// Whether counting can start.
    ready_to_count: bool,
}

impl ElectionDetailJson {
    pub(super) fn of(detail: ElectionDetail) -> Self {
        let (too_few, preparing) = (
            detail.has_too_few_candidates(),
            detail.election().is_preparing(),
        );
        let groups = &detail.groups;
        Self {
            too_few_candidates: too_few,
            ready_to_count: preparing && detail.missing.is_empty(),
            candidates: detail.candidates,
            nominations: detail
                .nominations
                .into_iter()
                .map(|n| NominationJson::of(n, groups))
                .collect(),
            districts: detail
                .districts
                .into_iter()
                .map(|d| DistrictJson {
                    id: d.id.0,
                    number: d.number,
                    name: d.name,
                })
                .collect(),
            groups: detail
                .groups
                .iter()
                .map(|g| GroupJson {
                    id: g.id.0,
                    number: g.number,
                    name: g.name.clone(),
                    seats: g.seats,
                })
                .collect(),
            namesakes: detail
                .namesakes
                .into_iter()
                .map(|n| NamesakeJson {
                    candidate_id: n.candidate.0,
                    name: n.name,
                    other_nomination_id: n.other.0,
                    other_label: n.other_label,
                })
                .collect(),
            election: ElectionJson::of(detail.line),
        }
    }
}
