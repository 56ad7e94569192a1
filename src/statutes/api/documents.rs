//! The documents of statutes, described. Rules and keys have the same JSON as the model, which reads and writes it.

use poem_openapi::{
    Enum, Object,
    types::{ParseFromJSON, ToJSON},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    statutes::{
        actions::{Preview, StatutesInput, Versions},
        model::{
            Statutes,
            computation::ComputedBody,
            key::DelegateKey,
            rules::{Naming, Rules},
            working::sentences,
        },
    },
    types::{FieldProblem, Problem, ProblemKind},
    web::{Refused, texts::Texts},
};

/// A model from its described document.
fn read<T: DeserializeOwned>(document: &impl ToJSON) -> Result<T, FieldProblem> {
    serde_json::from_value(document.to_json().unwrap_or_default())
        .map_err(|_| FieldProblem::new("rules", crate::key!("field-word-unknown")))
}

/// The described document of a model; that it fits is tested.
fn shown<T: ParseFromJSON>(model: &impl Serialize) -> Result<T, Refused> {
    let json = serde_json::to_value(model).ok();
    T::parse_from_json(json).map_err(|_| {
        Refused(Problem::new(
            ProblemKind::Internal,
            crate::key!("problem-internal"),
        ))
    })
}

/// The key of a request.
pub(super) fn key_of(document: &DelegateKeyJson) -> Result<DelegateKey, Refused> {
    read(document).map_err(|problem| Refused(Problem::fields(vec![problem])))
}

/// What a reference figure counts.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum ReferenceFigure {
    ForeignResidents,
    Inhabitants,
    Members,
    CouncilSeats,
}

/// Where a figure exactly on an edge belongs.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum EdgeBelongsTo {
    /// To what lies below: "up to 5,000".
    Below,
    /// To what lies above: "under 5,000".
    Above,
}

/// Whether a part of so many counts.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum UnitRounding {
    Started,
    Full,
}

/// How shares of a fixed total become places.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum ShareMethodName {
    SainteLague,
    Dhondt,
    HareNiemeyer,
}

/// How many delegates a body sends: `base`, and what at most one of `steps`, `each` and `proportional` gives by the figure; then
/// minimum and maximum, then places held ex officio.
#[derive(Object)]
#[oai(rename = "DelegateKey", deny_unknown_fields)]
pub(super) struct DelegateKeyJson {
    /// What the rule goes by.
    figure: Option<ReferenceFigure>,
    /// The places of every body.
    #[oai(default, validator(maximum(value = "999")))]
    base: u32,
    steps: Option<DelegateKeySteps>,
    /// One place for each so many.
    each: Option<DelegateKeyUnit>,
    proportional: Option<DelegateKeyTotal>,
    /// What it adds to shares of a fixed total enlarges the total.
    #[oai(default, validator(maximum(value = "999")))]
    minimum: u32,
    /// What it takes from shares of a fixed total goes to nobody.
    #[oai(validator(minimum(value = "1"), maximum(value = "999")))]
    maximum: Option<u32>,
    #[oai(default, validator(max_items = 20))]
    ex_officio: Vec<ExOfficioPlaces>,
    /// A body has no place while its fee is unpaid; nobody else gains by it.
    #[oai(default)]
    none_while_unpaid: bool,
    /// The votes of each member that is a person.
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    personal_votes: Option<u32>,
}

/// Places by steps of the figure.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DelegateKeySteps {
    /// With ascending edges.
    #[oai(validator(min_items = 1, max_items = 50))]
    steps: Vec<DelegateKeyStep>,
    edge_belongs: EdgeBelongsTo,
    /// The places above the last edge; either these or `above_each`.
    #[oai(validator(maximum(value = "999")))]
    above_places: Option<u32>,
    /// Above the last edge one more for each so many, counted from the edge.
    above_each: Option<DelegateKeyUnit>,
}

/// Up to an edge, so many places.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DelegateKeyStep {
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000000")))]
    edge: u64,
    #[oai(validator(maximum(value = "999")))]
    places: u32,
}

/// One place for each so many.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DelegateKeyUnit {
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000000")))]
    size: u64,
    rounding: UnitRounding,
}

/// A total that all bodies share by their figures.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DelegateKeyTotal {
    #[oai(validator(minimum(value = "1"), maximum(value = "99900")))]
    total: u32,
    method: ShareMethodName,
}

/// A function that comes with places.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ExOfficioPlaces {
    #[oai(validator(min_length = 1, max_length = 120))]
    function: String,
    #[oai(validator(minimum(value = "1"), maximum(value = "999")))]
    places: u32,
}

/// Whom a body may send.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum SendableName {
    /// Its own members only.
    DirectMembers,
    /// Elected members only.
    Elected,
    /// Anybody who belongs to it.
    Anybody,
}

/// Who may be a delegate.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DelegateRuleJson {
    #[oai(validator(min_length = 1, max_length = 120))]
    article: String,
    who: SendableName,
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    minimum_age: Option<u32>,
    /// Whether somebody stands in for a delegate at one meeting.
    deputies: bool,
    /// Whether somebody follows a delegate who leaves.
    substitutes: bool,
    /// In how many delegations one person may be: 1.
    #[oai(default = "one", validator(minimum(value = "1"), maximum(value = "1")))]
    most_delegations: u32,
}

fn one() -> u32 {
    1
}

/// How long before the meeting its members are invited.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NoticeRuleJson {
    #[oai(validator(min_length = 1, max_length = 120))]
    article: String,
    #[oai(validator(minimum(value = "1"), maximum(value = "366")))]
    days: u32,
}

/// Whom a quorum counts.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum StatutesQuorumMeasure {
    Present,
    Voted,
}

/// A share of votes: at least, or strictly more than, so many parts of so many.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct StatutesShare {
    numerator: u64,
    denominator: u64,
    strict: bool,
}

/// What a motion needs to be taken; at least one of days and supporters.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MotionsRuleJson {
    #[oai(validator(min_length = 1, max_length = 120))]
    article: String,
    /// How many days before the assembly it is handed in at the latest.
    days: Option<u32>,
    /// How many members support it, besides those that bring it in.
    supporters: Option<u32>,
}

/// Which part of the members has an assembly called by asking for it in writing (BGB § 37).
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CallingRuleJson {
    #[oai(validator(min_length = 1, max_length = 120))]
    article: String,
    numerator: u64,
    denominator: u64,
}

/// Whether a delegate may give the vote in writing to another one.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ProxiesRuleJson {
    #[oai(validator(min_length = 1, max_length = 120))]
    article: String,
    /// How many one delegate may hold.
    most: u32,
    /// Only for places of the own body.
    #[oai(default)]
    same_body: bool,
}

/// How many must be there: either a number or a share of the entitled.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct QuorumRuleJson {
    #[oai(validator(min_length = 1, max_length = 120))]
    article: String,
    measure: StatutesQuorumMeasure,
    number: Option<u64>,
    of_entitled: Option<StatutesShare>,
}

/// What a majority decides.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum MajorityPurpose {
    Resolution,
    Amendment,
    Removal,
    Dissolution,
}

/// What a share of votes is measured against.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum StatutesMajorityBase {
    YesNo,
    Valid,
    Present,
    Entitled,
}

/// What equal numbers of yes and no mean.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum StatutesTie {
    Rejected,
    Lot,
    Runoff,
}

/// The majority that something needs.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MajorityRuleJson {
    purpose: MajorityPurpose,
    #[oai(validator(min_length = 1, max_length = 120))]
    article: String,
    numerator: u64,
    denominator: u64,
    strict: bool,
    base: StatutesMajorityBase,
    /// The share of all entitled that must be for it as well.
    least_of_entitled: Option<StatutesShare>,
    /// The share of the bodies that must be for it as well, each with one vote; only votes by name can be counted so.
    of_bodies: Option<StatutesShare>,
    /// What a tie means; without it the motion is rejected.
    tie: Option<StatutesTie>,
}

/// All rules of a version, each with its article.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct StatutesRules {
    /// The article of the delegate key.
    #[oai(validator(min_length = 1, max_length = 120))]
    key_article: String,
    key: DelegateKeyJson,
    delegates: DelegateRuleJson,
    notice: Option<NoticeRuleJson>,
    /// Left out: motions are taken until the assembly, without supporters.
    #[oai(skip_serializing_if_is_none)]
    motions: Option<MotionsRuleJson>,
    /// Left out: a tenth of the members.
    #[oai(skip_serializing_if_is_none)]
    calling: Option<CallingRuleJson>,
    /// Left out: nobody votes by proxy (BGB §§ 38, 40).
    #[oai(skip_serializing_if_is_none)]
    proxies: Option<ProxiesRuleJson>,
    quorum: Option<QuorumRuleJson>,
    /// At most one for each purpose; what is missing is as the law has it.
    #[oai(default, validator(max_items = 4))]
    majorities: Vec<MajorityRuleJson>,
}

/// A version to be written.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct StatutesRequest {
    #[oai(validator(min_length = 1, max_length = 200))]
    title: String,
    /// The first day on which it holds, `YYYY-MM-DD`.
    #[oai(validator(max_length = 10))]
    valid_from: String,
    rules: StatutesRules,
}

impl StatutesRequest {
    pub(super) fn input(self) -> StatutesInput {
        let rules = read::<Rules>(&self.rules)
            .map_err(|problem| vec![problem])
            .and_then(|rules| rules.checked(Naming::Document));
        StatutesInput {
            title: self.title,
            valid_from: self.valid_from,
            rules: rules.map_err(|problems| {
                problems
                    .into_iter()
                    .map(|mut problem| {
                        problem.field = format!("rules.{}", problem.field);
                        problem
                    })
                    .collect()
            }),
        }
    }
}

/// A version.
#[derive(Object)]
pub(super) struct StatutesDocument {
    id: i64,
    title: String,
    /// The first day on which it holds, until the next version does.
    valid_from: String,
    rules: StatutesRules,
    /// A computation was made by it: it never changes.
    in_use: bool,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

impl StatutesDocument {
    pub(super) fn of(statutes: Statutes) -> Result<Self, Refused> {
        Ok(Self {
            id: statutes.id.0,
            title: statutes.title,
            valid_from: statutes.valid_from.to_string(),
            rules: shown(&statutes.rules)?,
            in_use: statutes.in_use,
            revision: statutes.revision,
        })
    }
}

/// The versions of a federation.
#[derive(Object)]
pub(super) struct StatutesList {
    /// The latest first.
    items: Vec<StatutesDocument>,
    /// The one that holds today.
    today: Option<i64>,
}

impl StatutesList {
    pub(super) fn of(found: Versions) -> Result<Self, Refused> {
        let items = found.versions.into_iter().map(StatutesDocument::of);
        Ok(Self {
            items: items.collect::<Result<_, _>>()?,
            today: found.today.map(|id| id.0),
        })
    }
}

/// What a key would give one body.
#[derive(Object)]
struct PreviewedBody {
    body_id: i64,
    name: String,
    /// The figure that was used, its day and its source.
    figure: Option<i64>,
    figure_day: Option<String>,
    figure_source: Option<String>,
    places: u32,
    /// The places in the register today.
    places_now: i64,
    /// The working in the caller's language, sentence by sentence.
    words: Vec<String>,
}

/// A body without a figure.
#[derive(Object)]
struct BodyWithoutFigure {
    body_id: i64,
    name: String,
}

/// What a key would give all bodies.
#[derive(Object)]
pub(super) struct KeyPreview {
    /// Members and figures as of this day.
    day: String,
    bodies: Vec<PreviewedBody>,
    /// Bodies for which nothing can be computed.
    without_figure: Vec<BodyWithoutFigure>,
    total: u64,
    /// Places of a fixed total for which a lot would have to be drawn.
    undecided_places: u32,
}

impl KeyPreview {
    pub(super) fn of(found: Preview, texts: &Texts) -> Self {
        let now = found.now;
        let previewed = |computed: ComputedBody| PreviewedBody {
            body_id: computed.body.0,
            words: sentences(computed.figure.as_ref(), &computed.working)
                .iter()
                .map(|said| texts.say(said))
                .collect(),
            figure: computed.figure.as_ref().map(|figure| figure.value),
            figure_day: computed
                .figure
                .as_ref()
                .map(|figure| figure.day.to_string()),
            figure_source: computed.figure.map(|figure| figure.source),
            places: computed.places,
            places_now: now.get(&computed.body).copied().unwrap_or(0),
            name: computed.name,
        };
        Self {
            day: found.day.to_string(),
            total: found.computed.total,
            undecided_places: found.computed.undecided.map_or(0, |tie| tie.places),
            bodies: found.computed.bodies.into_iter().map(previewed).collect(),
            without_figure: found
                .computed
                .without_figure
                .into_iter()
                .map(|(body, name)| BodyWithoutFigure {
                    body_id: body.0,
                    name,
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_come_back_from_their_described_document() {
        let share = r#"{"numerator": 1, "denominator": 2, "strict": true}"#;
        let keys = [
            r#"{"base": 1}"#,
            r#"{"figure": "members", "each": {"size": 20, "rounding": "full"}, "maximum": 4, "personal_votes": 1}"#,
            r#"{"figure": "inhabitants", "proportional": {"total": 100, "method": "dhondt"}, "minimum": 1, "none_while_unpaid": true}"#,
            r#"{"figure": "council_seats", "steps": {"steps": [{"edge": 5, "places": 1}], "edge_belongs": "above",
                "above_each": {"size": 2, "rounding": "started"}}, "ex_officio": [{"function": "Mayor", "places": 1}]}"#,
            r#"{"figure": "foreign_residents", "steps": {"steps": [{"edge": 5, "places": 1}], "edge_belongs": "below", "above_places": 3}}"#,
        ];
        for key in keys {
            let rules: Rules = serde_json::from_str(&format!(
                r#"{{"key_article": "§ 6", "key": {key}, "delegates": {{"article": "§ 6", "who": "direct_members", "deputies": true,
                "substitutes": false, "minimum_age": 16}}, "notice": {{"article": "§ 7", "days": 14}},
                "motions": {{"article": "§ 9", "days": 14, "supporters": null}}, "calling": {{"article": "§ 10", "numerator": 1,
                "denominator": 5}}, "proxies": {{"article": "§ 11", "most": 2, "same_body": true}}, "quorum": {{"article": "§ 8",
                "measure": "voted", "of_entitled": {share}}}, "majorities": [{{"purpose": "removal", "article": "§ 9", "numerator": 2,
                "denominator": 3, "strict": false, "base": "entitled", "least_of_entitled": {share}, "of_bodies": {share}, "tie": "lot"}}]}}"#
            ))
            .unwrap();
            let document: StatutesRules = shown(&rules).ok().unwrap();
            assert_eq!(read::<Rules>(&document).ok(), Some(rules));
        }
    }
}
