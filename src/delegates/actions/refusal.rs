//! Why something with delegates is refused, and how it is told.

use crate::{
    accounts::model::AccessError,
    db::DbError,
    delegates::model::{DelegateRole, Doubt, PlacesTaken, WrongState},
    registry::actions::RegistryError,
    statutes::model::computation::ComputeError,
    types::{Explain, FieldProblem, Problem, ProblemKind, ProblemValue},
};

/// Why something with delegates is refused.
#[derive(Debug, thiserror::Error)]
pub enum DelegateError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error("the round is frozen")]
    RoundFrozen,
    #[error("the time for registering is over")]
    DeadlinePassed,
    #[error("the time for registering is not over")]
    NotLate,
    #[error("the round has no deadline")]
    DeadlineNeeded,
    #[error("the bodies were not called to name delegates")]
    NotCalled,
    #[error("there is no letter to print")]
    NoLetters,
    #[error("nobody is named")]
    NobodyNamed,
    #[error("the deputy's principal is no delegate of the body")]
    PrincipalUnknown,
    #[error("only a delegate departs")]
    NoDelegate,
    #[error("the link is unknown, ended or expired")]
    LinkInvalid,
    #[error(transparent)]
    PlacesTaken(#[from] PlacesTaken),
    #[error("the body has already registered this person")]
    AlreadyRegistered,
    /// The other body is named to staff only.
    #[error("another body has registered this person")]
    RegisteredElsewhere { body: Option<String> },
    #[error("the person does not belong to the body on the day of the assembly")]
    NotInBody { name: Option<String> },
    #[error("may not be a delegate: {}", doubt.as_str())]
    Ineligible { name: String, doubt: Doubt },
    #[error(transparent)]
    State(#[from] WrongState),
    #[error("{accepted} are accepted already")]
    FewerPlacesThanAccepted { accepted: i64 },
    #[error("the order does not name each registration of the body once")]
    OrderIncomplete,
    #[error("the statutes ({article}) know no {role:?}")]
    RoleNotProvided { role: DelegateRole, article: String },
    #[error("no statutes hold on the day of the round")]
    NoStatutes,
    #[error(transparent)]
    Compute(ComputeError),
    #[error("a lot has to be drawn for {places} places")]
    LotNeeded { places: u32 },
    #[error("{bodies} bodies have no reference figure, the first is {first}")]
    NoFigure { first: String, bodies: usize },
    #[error("{accepted} delegates of {name} are accepted already")]
    AcceptedInBody { name: String, accepted: i64 },
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for DelegateError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Registry(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::RoundFrozen => Problem::conflict(crate::key!("problem-round-frozen")),
            Self::DeadlinePassed => Problem::conflict(crate::key!("problem-deadline-passed")),
            Self::NotLate => Problem::conflict(crate::key!("problem-not-late")),
            Self::DeadlineNeeded => Problem::conflict(crate::key!("problem-deadline-needed")),
            Self::NotCalled => Problem::conflict(crate::key!("problem-not-called")),
            Self::NoLetters => Problem::conflict(crate::key!("problem-no-letters")),
            Self::NobodyNamed => Problem::conflict(crate::key!("problem-nobody-named")),
            Self::PrincipalUnknown => Problem::field("principal", crate::key!("field-principal")),
            Self::NoDelegate => Problem::conflict(crate::key!("problem-no-delegate")),
            Self::LinkInvalid => Problem::new(
                ProblemKind::NotFound,
                crate::key!("problem-office-link-invalid"),
            ),
            Self::PlacesTaken(PlacesTaken { role, places }) => {
                let (key, field) = match role {
                    DelegateRole::Delegate => (
                        crate::key!("problem-places-full"),
                        crate::key!("field-places-full"),
                    ),
                    DelegateRole::Deputy => (
                        crate::key!("problem-deputies-full"),
                        crate::key!("field-deputies-full"),
                    ),
                    DelegateRole::Substitute => (
                        crate::key!("problem-substitutes-full"),
                        crate::key!("field-substitutes-full"),
                    ),
                };
                about("role", key, field, Some(("n", (*places).into())))
            }
            Self::AlreadyRegistered => about(
                "person",
                crate::key!("problem-person-twice"),
                crate::key!("field-person-registered"),
                None,
            ),
            Self::RegisteredElsewhere { body: None } => about(
                "person",
                crate::key!("problem-person-elsewhere"),
                crate::key!("field-person-elsewhere"),
                None,
            ),
            Self::RegisteredElsewhere { body: Some(body) } => about(
                "person",
                crate::key!("problem-person-in-body"),
                crate::key!("field-person-in-body"),
                Some(("body", body.clone().into())),
            ),
            Self::NotInBody { name: None } => about(
                "person",
                crate::key!("problem-person-not-in-body"),
                crate::key!("field-person-not-in-body"),
                None,
            ),
            Self::NotInBody { name: Some(name) } => {
                Problem::conflict(crate::key!("problem-delegate-not-in-body"))
                    .with("name", name.clone())
            }
            Self::Ineligible { name, doubt } => Problem::conflict(match doubt {
                Doubt::UnderAge => crate::key!("problem-delegate-under-age"),
                Doubt::Suspended => crate::key!("problem-delegate-suspended"),
                Doubt::NotElected => crate::key!("problem-delegate-not-elected"),
                Doubt::NotMember
                | Doubt::New
                | Doubt::SameNameElsewhere(_)
                | Doubt::PrincipalGone
                | Doubt::MoreThanEntitled
                | Doubt::ResolutionMissing
                | Doubt::DocumentMissing
                | Doubt::ExOfficioMissing
                | Doubt::NotSubmitted
                | Doubt::ChangedSince
                | Doubt::Late(_) => crate::key!("problem-delegate-not-in-body"),
            })
            .with("name", name.clone()),
            Self::State(_) => Problem::conflict(crate::key!("problem-delegate-state")),
            Self::FewerPlacesThanAccepted { accepted } => about(
                "places",
                crate::key!("problem-places-below-accepted"),
                crate::key!("field-places-below-accepted"),
                Some(("n", (*accepted).into())),
            ),
            Self::OrderIncomplete => Problem::invalid(crate::key!("problem-order-incomplete")),
            Self::RoleNotProvided { role, article } => {
                let (key, field) = match role {
                    DelegateRole::Delegate | DelegateRole::Deputy => (
                        crate::key!("problem-deputies-not-provided"),
                        crate::key!("field-deputies-not-provided"),
                    ),
                    DelegateRole::Substitute => (
                        crate::key!("problem-substitutes-not-provided"),
                        crate::key!("field-substitutes-not-provided"),
                    ),
                };
                about(
                    "role",
                    key,
                    field,
                    Some(("article", article.clone().into())),
                )
            }
            Self::NoStatutes => Problem::conflict(crate::key!("problem-round-without-statutes")),
            Self::Compute(e) => e.problem(),
            Self::LotNeeded { places } => about(
                "lot",
                crate::key!("problem-places-lot-needed"),
                crate::key!("field-places-lot-needed"),
                Some(("n", i64::from(*places).into())),
            ),
            Self::NoFigure { first, bodies } => {
                Problem::conflict(crate::key!("problem-bodies-without-figure"))
                    .with("name", first.as_str())
                    .with("n", i64::try_from(*bodies).unwrap_or(i64::MAX))
            }
            Self::AcceptedInBody { name, accepted } => {
                Problem::conflict(crate::key!("problem-computed-below-accepted"))
                    .with("name", name.as_str())
                    .with("n", *accepted)
            }
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// A conflict with a code of its own that is told beside the field it is about.
fn about(
    field: &str,
    key: &'static str,
    field_key: &'static str,
    value: Option<(&'static str, ProblemValue)>,
) -> Problem {
    let mut problem = Problem::conflict(key);
    let mut told = FieldProblem::new(field, field_key);
    if let Some((name, value)) = value {
        problem = problem.with(name, value.clone());
        told = told.with(name, value);
    }
    problem.fields.push(told);
    problem
}
