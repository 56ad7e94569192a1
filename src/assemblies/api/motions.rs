//! Motions and amendments over the API.

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};

use super::before::{Texts, by_tag, typed};
use crate::{
    App,
    accounts::model::Right,
    assemblies::{
        actions::motions,
        model::motions::{
            Motion, MotionInput, MotionStanding, MotionState, MotionStep as Step, MotionVersion,
            spoken_number,
        },
    },
    types::{AssemblyId, MotionId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, expected_revision},
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_motions", READ),
    ("list_motion_versions", READ),
    ("write_motion", CHANGE),
    ("revise_motion", CHANGE),
    ("set_motion_state", CHANGE),
    ("order_amendments", CHANGE),
    ("put_motion_on_agenda", CHANGE),
    ("draft_motion_polls", Access::Right(Right::RunPolls)),
    ("list_public_motions", Access::Public),
];

/// A motion as staff write it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewMotionDocument {
    /// By language; the federation's is needed.
    title: Texts,
    /// What is to be decided, by language.
    text: Texts,
    /// By language.
    #[oai(default)]
    reasons: Texts,
    /// The bodies that bring it in.
    #[oai(validator(max_items = 200))]
    submitter_ids: Vec<i64>,
    /// The bodies that support it.
    #[oai(default, validator(max_items = 200))]
    supporter_ids: Vec<i64>,
    /// For a new amendment: the motion that it changes. Not read with a new version.
    amends_id: Option<i64>,
}

impl From<NewMotionDocument> for MotionInput {
    fn from(new: NewMotionDocument) -> Self {
        Self {
            title: typed(new.title),
            text: typed(new.text),
            reasons: typed(new.reasons),
            submitters: new.submitter_ids,
            supporters: new.supporter_ids,
        }
    }
}

/// Where a motion goes.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum MotionStep {
    Submitted,
    Admitted,
    /// With a reason.
    Refused,
    Withdrawn,
}

impl From<MotionStep> for MotionState {
    fn from(step: MotionStep) -> Self {
        match step {
            MotionStep::Submitted => Self::Submitted,
            MotionStep::Admitted => Self::Admitted,
            MotionStep::Refused => Self::Refused,
            MotionStep::Withdrawn => Self::Withdrawn,
        }
    }
}

/// A step of a motion.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewMotionState {
    state: MotionStep,
    #[oai(default, validator(max_length = 500))]
    reason: String,
    /// Why a motion is taken after its last day or without the supporters that the statutes ask for; everybody reads it.
    #[oai(default, validator(max_length = 500))]
    urgent: String,
}

/// The order in which the amendments of a motion are voted on.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AmendmentOrder {
    /// All of them, the most far-reaching first.
    #[oai(validator(max_items = 500))]
    order: Vec<i64>,
}

/// How polls on a motion are held.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewMotionPolls {
    /// As with a poll: secret, roll_call.
    #[oai(validator(max_length = 20))]
    secrecy: String,
    /// What is decided, in the word of the statutes, whose majority then holds; else a simple one.
    #[oai(validator(max_length = 40))]
    purpose: Option<String>,
}

/// What was drafted from a motion.
#[derive(Object)]
struct MotionPollsDocument {
    /// In the order of voting: amendments first.
    poll_ids: Vec<i64>,
}

/// Where a motion stands.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum MotionStandingName {
    Draft,
    Submitted,
    Admitted,
    Refused,
    Withdrawn,
    /// As the published result of its poll says.
    Accepted,
    /// As the published result of its poll says.
    Rejected,
}

impl From<MotionStanding> for MotionStandingName {
    fn from(standing: MotionStanding) -> Self {
        match standing {
            MotionStanding::Before(MotionState::Draft) => Self::Draft,
            MotionStanding::Before(MotionState::Submitted) => Self::Submitted,
            MotionStanding::Before(MotionState::Admitted) => Self::Admitted,
            MotionStanding::Before(MotionState::Refused) => Self::Refused,
            MotionStanding::Before(MotionState::Withdrawn) => Self::Withdrawn,
            MotionStanding::Decided { accepted: true } => Self::Accepted,
            MotionStanding::Decided { accepted: false } => Self::Rejected,
        }
    }
}

/// A body on a motion.
#[derive(Object)]
struct MotionBodyDocument {
    body_id: i64,
    /// As it was called when the motion was written.
    name: String,
}

/// A motion or an amendment.
#[derive(Object)]
struct MotionDocument {
    id: i64,
    /// 3, or 3/1 for the first amendment to it.
    number: String,
    amends_id: Option<i64>,
    /// In which order amendments are voted on.
    position: i64,
    standing: MotionStandingName,
    /// Why it was refused or withdrawn.
    reason: String,
    /// Why it was taken late or without its supporters; else empty.
    urgent: String,
    title: Texts,
    text: Texts,
    reasons: Texts,
    submitters: Vec<MotionBodyDocument>,
    supporters: Vec<MotionBodyDocument>,
    item_id: Option<i64>,
    poll_id: Option<i64>,
    /// Of the text, from 1.
    version: i64,
    /// SHA-256 over title, text and reasons of this version.
    digest: String,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

/// The motions of an assembly.
#[derive(Object)]
struct MotionsDocument {
    /// By number, each one followed by its amendments in the order of voting.
    motions: Vec<MotionDocument>,
}

/// What one version of a motion said.
#[derive(Object)]
struct MotionVersionDocument {
    /// From 1.
    version: i64,
    title: Texts,
    text: Texts,
    reasons: Texts,
    /// RFC 3339, UTC.
    written_at: String,
    /// Name of the account.
    written_by: String,
    /// SHA-256 over title, text and reasons.
    digest: String,
}

impl From<MotionVersion> for MotionVersionDocument {
    fn from(version: MotionVersion) -> Self {
        Self {
            version: version.number,
            title: by_tag(&version.title),
            text: by_tag(&version.text),
            reasons: version.reasons.as_ref().map(by_tag).unwrap_or_default(),
            written_at: version.written_at.to_string(),
            written_by: version.written_by,
            digest: version.digest,
        }
    }
}

fn bodies(motion: &Motion, are_submitters: bool) -> Vec<MotionBodyDocument> {
    let bodies = motion.bodies.iter();
    bodies
        .filter(|body| body.is_submitter == are_submitters)
        .map(|body| MotionBodyDocument {
            body_id: body.body.0,
            name: body.name.clone(),
        })
        .collect()
}

impl From<Vec<Motion>> for MotionsDocument {
    fn from(all: Vec<Motion>) -> Self {
        let motions = all.iter().map(|motion| MotionDocument {
            id: motion.id.0,
            number: spoken_number(motion, &all),
            amends_id: motion.parent.map(|p| p.0),
            position: motion.position,
            standing: motion.standing().into(),
            reason: motion.reason.clone(),
            urgent: motion.urgent.clone(),
            title: by_tag(&motion.title),
            text: by_tag(&motion.text),
            reasons: motion.reasons.as_ref().map(by_tag).unwrap_or_default(),
            submitters: bodies(motion, true),
            supporters: bodies(motion, false),
            item_id: motion.item.map(|i| i.0),
            poll_id: motion.poll.map(|p| p.0),
            version: motion.version,
            digest: motion.digest.clone(),
            revision: motion.revision,
        });
        Self {
            motions: motions.collect(),
        }
    }
}

/// Operations of motions.
pub struct MotionsApi;

#[OpenApi(tag = "crate::api::Tag::Assemblies")]
impl MotionsApi {
    /// Lists the motions of an assembly with their amendments, for staff.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions",
        method = "get",
        operation_id = "list_motions"
    )]
    async fn list_motions(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Json<MotionsDocument>, Refused> {
        let id = AssemblyId(assembly.0);
        let (_, motions) = motions::motions(&app, &caller.0, &slug, id).await?;
        Ok(Json(motions.into()))
    }

    /// Lists what a motion said, the newest version first.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions/:motion/versions",
        method = "get",
        operation_id = "list_motion_versions"
    )]
    async fn list_motion_versions(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        motion: Path<i64>,
    ) -> Result<Json<Vec<MotionVersionDocument>>, Refused> {
        let place = (AssemblyId(assembly.0), MotionId(motion.0));
        let details = motions::motion_details(&app, &caller.0, &slug, place).await?;
        Ok(Json(details.versions.into_iter().map(Into::into).collect()))
    }

    /// Writes a motion, or an amendment to one, as a draft.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions",
        method = "post",
        operation_id = "write_motion"
    )]
    async fn write_motion(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        new: Json<NewMotionDocument>,
    ) -> Result<Made, Refused> {
        let amends = new.0.amends_id.map(MotionId);
        let (id, input) = (AssemblyId(assembly.0), new.0.into());
        let motion = motions::write_motion(&app, &caller.0, &slug, id, amends, &input).await?;
        Ok(Made::new(motion.0))
    }

    /// Writes the next version of a motion that was not yet admitted; earlier versions stay.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions/:motion",
        method = "put",
        operation_id = "revise_motion"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn revise_motion(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        motion: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewMotionDocument>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), MotionId(motion.0));
        let input = new.0.into();
        motions::revise_motion(&app, &caller.0, &slug, place, &input, revision).await?;
        Ok(Done::NoContent)
    }

    /// Submits, admits, refuses or withdraws a motion. Whether it was accepted is not written: its published poll says it.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions/:motion/state",
        method = "put",
        operation_id = "set_motion_state"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn set_motion_state(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        motion: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewMotionState>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), MotionId(motion.0));
        let step = Step {
            state: new.0.state.into(),
            reason: &new.0.reason,
            urgent: &new.0.urgent,
        };
        motions::set_motion_state(&app, &caller.0, &slug, place, step, revision).await?;
        Ok(Done::NoContent)
    }

    /// Sets the order in which the amendments of a motion are voted on, the most far-reaching first.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions/:motion/amendments",
        method = "put",
        operation_id = "order_amendments"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn order_amendments(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        motion: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<AmendmentOrder>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), MotionId(motion.0));
        let order: Vec<_> = new.0.order.into_iter().map(MotionId).collect();
        motions::order_amendments(&app, &caller.0, &slug, place, &order, revision).await?;
        Ok(Done::NoContent)
    }

    /// Puts an admitted motion at the end of the agenda.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions/:motion/item",
        method = "post",
        operation_id = "put_motion_on_agenda"
    )]
    async fn put_motion_on_agenda(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        motion: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Made, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), MotionId(motion.0));
        let item = motions::put_on_agenda(&app, &caller.0, &slug, place, revision).await?;
        Ok(Made::new(item.0))
    }

    /// Drafts the polls on a motion that stands on the agenda, those on its amendments first.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/motions/:motion/polls",
        method = "post",
        operation_id = "draft_motion_polls"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn draft_motion_polls(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        motion: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewMotionPolls>,
    ) -> Result<Json<MotionPollsDocument>, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), MotionId(motion.0));
        let how = (new.0.secrecy.as_str(), new.0.purpose.as_deref());
        let polls =
            motions::draft_motion_polls(&app, &caller.0, &slug, place, how, revision).await?;
        Ok(Json(MotionPollsDocument {
            poll_ids: polls.into_iter().map(|p| p.0).collect(),
        }))
    }

    /// Lists the motions of an assembly for everybody: those admitted, and once the members were called all that were submitted.
    #[oai(
        path = "/federations/:slug/public/assemblies/:assembly/motions",
        method = "get",
        operation_id = "list_public_motions"
    )]
    async fn list_public_motions(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Json<MotionsDocument>, Refused> {
        let id = AssemblyId(assembly.0);
        let (_, _, motions) = motions::public_motions(&app, &slug, id).await?;
        Ok(Json(motions.into()))
    }
}
