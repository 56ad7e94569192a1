//! Assemblies over the API.

pub mod before;
pub mod calling;
pub mod motions;

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use self::before::AgendaDocument;
use super::{
    actions::{self, Progress},
    model::{Assembly, AssemblyForm, AssemblyInput, PollLine},
};
use crate::{
    App,
    accounts::model::Right,
    polls::model::Standing,
    types::AssemblyId,
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_assemblies", Access::Right(Right::ReadStaffPages)),
    ("create_assembly", Access::Right(Right::PrepareAssemblies)),
    ("show_assembly", Access::Right(Right::ReadStaffPages)),
    ("edit_assembly", Access::Right(Right::PrepareAssemblies)),
    (
        "show_assembly_progress",
        Access::Right(Right::ReadStaffPages),
    ),
    ("list_public_assemblies", Access::Public),
    ("show_public_assembly", Access::Public),
];

/// The operations.
pub struct AssembliesApi;

/// How people come together.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum AssemblyFormName {
    /// In one place.
    OnSite,
    /// In one place, others by electronic means.
    Hybrid,
    /// By electronic means alone; needs a legal basis (BGB § 32(2)).
    Virtual,
}

/// Where a poll is on its way.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum AssemblyPollState {
    Draft,
    Ready,
    Open,
    Closed,
    Counted,
    Published,
    Interrupted,
    Void,
}

/// An assembly as staff write it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AssemblyRequest {
    #[oai(validator(min_length = 1, max_length = 200))]
    title: String,
    /// YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    day: String,
    form: AssemblyFormName,
    /// Needed unless it is virtual.
    #[oai(default, validator(max_length = 200))]
    place: String,
    /// The resolution or the article of the statutes on which the form rests; needed for a virtual one (BGB § 32(2)).
    #[oai(default, validator(max_length = 500))]
    legal_basis: String,
    /// Last day on which offices register delegates, YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    last_day: Option<String>,
}

/// An assembly.
#[derive(Object)]
struct AssemblyDocument {
    id: i64,
    title: String,
    /// YYYY-MM-DD.
    day: String,
    form: AssemblyFormName,
    place: String,
    legal_basis: String,
    /// Last day on which offices register delegates, YYYY-MM-DD.
    last_day: Option<String>,
    /// The round in which bodies register delegates.
    round_id: i64,
    /// The roll of those who may vote.
    roll_id: i64,
    /// The roll is frozen; the assembly is not edited any more.
    roll_frozen: bool,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

/// A page of assemblies.
#[derive(Object)]
struct AssemblyPage {
    items: Vec<AssemblyDocument>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// An assembly as everybody sees it.
#[derive(Object)]
struct PublicAssembly {
    id: i64,
    title: String,
    /// YYYY-MM-DD.
    day: String,
    form: AssemblyFormName,
    place: String,
    legal_basis: String,
}

/// A page of assemblies as everybody sees them.
#[derive(Object)]
struct PublicAssemblyPage {
    items: Vec<PublicAssembly>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// A poll of an assembly.
#[derive(Object)]
struct AssemblyPoll {
    id: i64,
    /// The title by language.
    title: std::collections::HashMap<String, String>,
    state: AssemblyPollState,
}

/// An assembly with its polls as everybody sees them.
#[derive(Object)]
struct PublicAssemblyWithPolls {
    assembly: PublicAssembly,
    /// Title of the version of the statutes that holds on its day.
    #[oai(skip_serializing_if_is_none)]
    statutes: Option<String>,
    /// How rights are exercised electronically, by language; once the members were called.
    #[oai(skip_serializing_if_is_none)]
    electronic: Option<std::collections::HashMap<String, String>>,
    /// Once the members were called.
    #[oai(skip_serializing_if_is_none)]
    agenda: Option<AgendaDocument>,
    /// Without those still written.
    polls: Vec<AssemblyPoll>,
}

/// How far the work on an assembly is.
#[derive(Object)]
struct AssemblyProgress {
    /// Bodies that may send delegates.
    bodies: i64,
    /// Bodies that have registered fewer delegates than they may.
    incomplete_bodies: i64,
    places: i64,
    /// Delegates registered or accepted.
    delegates: i64,
    accepted_delegates: i64,
    /// Delegates and deputies that wait for the check.
    undecided: i64,
    returned: i64,
    roll_frozen: bool,
    roll_entries: i64,
    /// Entries of the roll with a valid code.
    codes: i64,
    polls: Vec<AssemblyPoll>,
}

impl From<AssemblyFormName> for AssemblyForm {
    fn from(name: AssemblyFormName) -> Self {
        match name {
            AssemblyFormName::OnSite => Self::OnSite,
            AssemblyFormName::Hybrid => Self::Hybrid,
            AssemblyFormName::Virtual => Self::Virtual,
        }
    }
}

impl From<AssemblyForm> for AssemblyFormName {
    fn from(form: AssemblyForm) -> Self {
        match form {
            AssemblyForm::OnSite => Self::OnSite,
            AssemblyForm::Hybrid => Self::Hybrid,
            AssemblyForm::Virtual => Self::Virtual,
        }
    }
}

impl From<AssemblyRequest> for AssemblyInput {
    fn from(request: AssemblyRequest) -> Self {
        Self {
            title: request.title,
            day: request.day,
            form: AssemblyForm::from(request.form).as_str().to_owned(),
            place: request.place,
            legal_basis: request.legal_basis,
            deadline: request.last_day.unwrap_or_default(),
        }
    }
}

impl From<Assembly> for AssemblyDocument {
    fn from(assembly: Assembly) -> Self {
        Self {
            last_day: assembly.last_day().map(|d| d.to_string()),
            id: assembly.id.0,
            title: assembly.title,
            day: assembly.day.to_string(),
            form: assembly.form.into(),
            place: assembly.place,
            legal_basis: assembly.legal_basis,
            round_id: assembly.round.0,
            roll_id: assembly.roll.0,
            roll_frozen: assembly.is_frozen,
            revision: assembly.revision,
        }
    }
}

impl From<Assembly> for PublicAssembly {
    fn from(assembly: Assembly) -> Self {
        Self {
            id: assembly.id.0,
            title: assembly.title,
            day: assembly.day.to_string(),
            form: assembly.form.into(),
            place: assembly.place,
            legal_basis: assembly.legal_basis,
        }
    }
}

impl From<PollLine> for AssemblyPoll {
    fn from(poll: PollLine) -> Self {
        Self {
            id: poll.id.0,
            title: poll
                .title
                .iter()
                .map(|(locale, text)| (locale.tag().to_owned(), text.to_owned()))
                .collect(),
            state: match poll.state {
                Standing::Draft => AssemblyPollState::Draft,
                Standing::Ready => AssemblyPollState::Ready,
                Standing::Open => AssemblyPollState::Open,
                Standing::Closed => AssemblyPollState::Closed,
                Standing::Counted => AssemblyPollState::Counted,
                Standing::Published => AssemblyPollState::Published,
                Standing::Interrupted => AssemblyPollState::Interrupted,
                Standing::Void => AssemblyPollState::Void,
            },
        }
    }
}

impl From<Progress> for AssemblyProgress {
    fn from(progress: Progress) -> Self {
        let delegates = progress.delegates;
        Self {
            bodies: delegates.bodies,
            incomplete_bodies: delegates.incomplete_bodies,
            places: delegates.places,
            delegates: delegates.delegates,
            accepted_delegates: delegates.accepted_delegates,
            undecided: delegates.undecided,
            returned: delegates.returned,
            roll_frozen: progress.roll.digest.is_some(),
            roll_entries: progress.roll.entries,
            codes: progress.codes,
            polls: progress.polls.into_iter().map(AssemblyPoll::from).collect(),
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Assemblies")]
impl AssembliesApi {
    /// Lists the assemblies of a federation, the latest first, for staff.
    #[oai(
        path = "/federations/:slug/assemblies",
        method = "get",
        operation_id = "list_assemblies"
    )]
    async fn list_assemblies(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<AssemblyPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let limits = (paging.limit, paging.offset);
        let (_, assemblies, total) =
            actions::list_assemblies(&app, &caller.0, &slug, limits).await?;
        Ok(Json(AssemblyPage {
            items: assemblies.into_iter().map(AssemblyDocument::from).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Makes an assembly with its round of delegates and its roll.
    #[oai(
        path = "/federations/:slug/assemblies",
        method = "post",
        operation_id = "create_assembly"
    )]
    async fn create_assembly(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Json<AssemblyRequest>,
    ) -> Result<Made, Refused> {
        let input = assembly.0.into();
        let id = actions::create_assembly(&app, &caller.0, &slug, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Shows an assembly, for staff.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly",
        method = "get",
        operation_id = "show_assembly"
    )]
    async fn show_assembly(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Versioned<AssemblyDocument>, Refused> {
        let id = AssemblyId(assembly.0);
        let found = actions::find_assembly(&app, &caller.0, &slug, id).await?;
        Ok(Versioned {
            revision: found.assembly.revision,
            body: found.assembly.into(),
        })
    }

    /// Changes an assembly whose roll is not frozen. On another day, accepted delegates have to be checked again.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly",
        method = "put",
        operation_id = "edit_assembly"
    )]
    async fn edit_assembly(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<AssemblyRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, input) = (AssemblyId(assembly.0), request.0.into());
        actions::edit_assembly(&app, &caller.0, &slug, id, &input, revision).await?;
        Ok(Done::NoContent)
    }

    /// Shows how far the work on an assembly is.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/progress",
        method = "get",
        operation_id = "show_assembly_progress"
    )]
    async fn show_assembly_progress(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Json<AssemblyProgress>, Refused> {
        let id = AssemblyId(assembly.0);
        let (_, progress) = actions::progress(&app, &caller.0, &slug, id).await?;
        Ok(Json(progress.into()))
    }

    /// Lists the assemblies of a federation, the latest first, for everybody.
    #[oai(
        path = "/federations/:slug/public/assemblies",
        method = "get",
        operation_id = "list_public_assemblies"
    )]
    async fn list_public_assemblies(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<PublicAssemblyPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let limits = (paging.limit, paging.offset);
        let (_, assemblies, total) = actions::public_assemblies(&app, &slug, limits).await?;
        Ok(Json(PublicAssemblyPage {
            items: assemblies.into_iter().map(PublicAssembly::from).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Shows an assembly with its polls, for everybody.
    #[oai(
        path = "/federations/:slug/public/assemblies/:assembly",
        method = "get",
        operation_id = "show_public_assembly"
    )]
    async fn show_public_assembly(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Json<PublicAssemblyWithPolls>, Refused> {
        let found = actions::public_assembly(&app, &slug, AssemblyId(assembly.0)).await?;
        Ok(Json(PublicAssemblyWithPolls {
            assembly: found.assembly.into(),
            statutes: found.statutes,
            electronic: found
                .basis
                .electronic
                .filter(|_| found.agenda.is_some())
                .map(|text| before::by_tag(&text)),
            agenda: found.agenda.map(AgendaDocument::from),
            polls: found.polls.into_iter().map(AssemblyPoll::from).collect(),
        }))
    }
}
