//! Rolls over the API: entries, digest, freezing, codes and their sheets, a new code for one person; links by mail, corrections, the
//! desk and proxies.

mod corrections;
mod desk;
mod links;
mod proxies;
mod reissue;

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::{Json, PlainText},
};

use super::{
    actions::{self, ForWhom, PrintedSheets, RollInFederation},
    code_jobs::JobStage,
    model::{CodeOf, Entry, Sheet, vote_address},
};
use crate::{
    App,
    accounts::model::Right,
    types::RollId,
    web::{
        Access, Refused,
        api::{Caller, Done, Paging, Versioned},
    },
};

pub use corrections::CorrectionsApi;
pub use desk::DeskApi;
pub use links::LinksApi;
pub use proxies::ProxiesApi;
pub use reissue::ReissuesApi;

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("get_roll", Access::Right(Right::ReadStaffPages)),
    ("list_roll_entries", Access::Right(Right::ReadStaffPages)),
    ("get_canonical_roll", Access::Right(Right::ReadStaffPages)),
    ("get_roll_names", Access::Right(Right::ReadStaffPages)),
    ("freeze_roll", Access::Right(Right::PrepareAssemblies)),
    ("get_codes", Access::Right(Right::ReadStaffPages)),
    ("make_codes", Access::Right(Right::HandleCodes)),
    ("make_missing_codes", Access::Right(Right::HandleCodes)),
    (
        "make_codes_of_unreachable",
        Access::Right(Right::HandleCodes),
    ),
    ("take_sheets", Access::Right(Right::HandleCodes)),
    ("list_code_links", Access::Right(Right::ReadStaffPages)),
    ("send_code_links", Access::Right(Right::HandleCodes)),
    ("send_code_link", Access::Right(Right::HandleCodes)),
    ("send_deputy_code_link", Access::Right(Right::HandleCodes)),
    ("list_reissues", Access::Right(Right::ReadStaffPages)),
    ("request_reissue", Access::Right(Right::HandleCodes)),
    ("request_deputy_reissue", Access::Right(Right::HandleCodes)),
    ("confirm_reissue", Access::Right(Right::HandleCodes)),
    ("withdraw_reissue", Access::Right(Right::HandleCodes)),
    ("get_presence", Access::Right(Right::ReadStaffPages)),
    ("list_places", Access::Right(Right::ReadStaffPages)),
    ("list_stand_ins", Access::Right(Right::ReadStaffPages)),
    ("find_at_desk", Access::Right(Right::CheckIn)),
    ("get_place", Access::Right(Right::CheckIn)),
    ("check_in", Access::Right(Right::CheckIn)),
    ("check_out", Access::Right(Right::CheckIn)),
    ("take_over_place", Access::Right(Right::CheckIn)),
    ("hand_back_place", Access::Right(Right::CheckIn)),
    ("list_proxies", Access::Right(Right::ReadStaffPages)),
    ("record_proxy", Access::Right(Right::CheckIn)),
    ("revoke_proxy", Access::Right(Right::CheckIn)),
    (
        "list_roll_corrections",
        Access::Right(Right::ReadStaffPages),
    ),
    (
        "request_roll_correction",
        Access::Right(Right::PrepareAssemblies),
    ),
    ("confirm_roll_correction", Access::Right(Right::HandleCodes)),
    (
        "withdraw_roll_correction",
        Access::EitherRight(Right::PrepareAssemblies, Right::HandleCodes),
    ),
];

/// The operations.
pub struct RollsApi;

/// A roll.
#[derive(Object)]
struct RollDocument {
    id: i64,
    round_id: i64,
    title: String,
    /// `building` or `frozen`.
    state: String,
    /// RFC 3339, UTC.
    frozen_at: Option<String>,
    /// SHA-256 of the canonical form, in hex; from freezing on.
    digest: Option<String>,
    /// Number of entries; 0 until freezing.
    entries: i64,
    /// Form of its canonical text: 2, or 1 for rolls frozen before names were commitments.
    format: i64,
    /// How often it was corrected after freezing.
    corrections: i64,
    /// Sum of the votes of the entries.
    votes: i64,
    /// While it is being built: accepted delegates, who become entries.
    accepted_delegates: Option<i64>,
    /// While it is being built: delegates who are not decided on.
    undecided_delegates: Option<i64>,
}

/// An entry of a roll.
#[derive(Object)]
struct EntryDocument {
    id: i64,
    number: i64,
    person_id: i64,
    body_id: i64,
    name: String,
    body_name: String,
    votes: i64,
}

impl From<Entry> for EntryDocument {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id.0,
            number: entry.number,
            person_id: entry.person.0,
            body_id: entry.body.0,
            name: entry.name,
            body_name: entry.body_name,
            votes: entry.votes,
        }
    }
}

/// A page of entries.
#[derive(Object)]
struct EntryList {
    items: Vec<EntryDocument>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// How to freeze.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct FreezeRequest {
    /// Delegates who are not decided on stay outside.
    #[oai(default)]
    acknowledge_undecided: bool,
}

/// The codes of a roll.
#[derive(Object)]
struct CodesDocument {
    /// Entries with a valid code on a sheet.
    valid: i64,
    /// Entries and deputies without a code on a sheet; once a poll was opened, only those whom no link may have reached either.
    missing: i64,
    /// Whether all codes may be made, or made again: no poll of the roll was opened.
    replaceable: bool,
    /// The job since the service started: `none`, `running`, `waiting_for_printing`, `printed`, `expired` or `failed`.
    job: String,
    /// Who started the job.
    started_by: Option<String>,
    /// Codes made so far, while running.
    done: Option<i64>,
    /// Codes to be made, while running; sheets that wait.
    total: Option<i64>,
    /// Until when the sheets can be printed. RFC 3339, UTC.
    until: Option<String>,
    /// Stable code of the problem of a failed job.
    problem: Option<String>,
}

/// A sheet with the clear code, answered this once.
#[derive(Object)]
struct SheetDocument {
    /// Of a delegate's sheet.
    entry_id: Option<i64>,
    /// Of a deputy's sheet, whose code opens nothing until they have taken over a place.
    stand_in_id: Option<i64>,
    number: i64,
    name: String,
    body_name: String,
    votes: i64,
    code: String,
    /// Address of the voting pages with the code behind `#`.
    link: String,
}

/// Entry or deputy.
fn ids(owner: CodeOf) -> (Option<i64>, Option<i64>) {
    match owner {
        CodeOf::Entry(id) => (Some(id.0), None),
        CodeOf::StandIn(id) => (None, Some(id.0)),
    }
}

fn documents(app: &App, printed: &PrintedSheets) -> Vec<SheetDocument> {
    let address = vote_address(&app.config.base_url, printed.federation.locale);
    let document = |sheet: &Sheet| {
        let (entry_id, stand_in_id) = ids(sheet.owner);
        SheetDocument {
            entry_id,
            stand_in_id,
            number: sheet.number,
            name: sheet.name.clone(),
            body_name: sheet.body_name.clone(),
            votes: sheet.votes,
            code: sheet.code.to_string(),
            link: sheet.link(&address).to_string(),
        }
    };
    printed.sheets.iter().map(document).collect()
}

#[OpenApi(tag = "crate::api::Tag::Rolls")]
impl RollsApi {
    /// Gets a roll.
    #[oai(
        path = "/federations/:slug/rolls/:roll",
        method = "get",
        operation_id = "get_roll"
    )]
    async fn get_roll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Versioned<RollDocument>, Refused> {
        let overview = actions::roll_overview(&app, &caller.0, &slug, RollId(roll.0)).await?;
        let roll = overview.roll;
        Ok(Versioned {
            revision: roll.revision,
            body: RollDocument {
                id: roll.id.0,
                round_id: roll.round.0,
                title: roll.title,
                state: roll.state.as_str().to_owned(),
                frozen_at: roll.frozen_at.map(|at| at.to_string()),
                digest: roll.digest,
                entries: roll.entries,
                format: roll.format.number(),
                corrections: roll.corrections,
                votes: overview.votes,
                accepted_delegates: overview.preview.map(|p| p.accepted),
                undecided_delegates: overview.preview.map(|p| p.undecided),
            },
        })
    }

    /// Lists the entries of a roll by number.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries",
        method = "get",
        operation_id = "list_roll_entries"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "one for each parameter of the operation"
    )]
    async fn list_roll_entries(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        /// Part of a name or of a body's name, or a number.
        search: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<EntryList>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let search = search.0.unwrap_or_default();
        let (entries, total) = actions::list_entries(
            &app,
            &caller.0,
            &slug,
            RollId(roll.0),
            &search,
            paging.limit,
            paging.offset,
        )
        .await?;
        Ok(Json(EntryList {
            items: entries.into_iter().map(EntryDocument::from).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Gets the canonical form of a frozen roll: the bytes whose SHA-256 is its digest.
    #[oai(
        path = "/federations/:slug/rolls/:roll/canonical",
        method = "get",
        operation_id = "get_canonical_roll"
    )]
    async fn get_canonical_roll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<PlainText<String>, Refused> {
        Ok(PlainText(
            actions::canonical_roll(&app, &caller.0, &slug, RollId(roll.0)).await?,
        ))
    }

    /// Gets the names on a frozen roll with the salts of their commitments, as lines of JSON: `name_sha256` of the canonical form
    /// is the SHA-256 of salt, colon and name. Who was erased is left out.
    #[oai(
        path = "/federations/:slug/rolls/:roll/names",
        method = "get",
        operation_id = "get_roll_names"
    )]
    async fn get_roll_names(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<PlainText<String>, Refused> {
        Ok(PlainText(
            actions::names_of_roll(&app, &caller.0, &slug, RollId(roll.0)).await?,
        ))
    }

    /// Freezes a roll from the accepted delegates and deputies of its round; see `request_roll_correction` for what may change later.
    #[oai(
        path = "/federations/:slug/rolls/:roll/freeze",
        method = "post",
        operation_id = "freeze_roll"
    )]
    async fn freeze_roll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        body: Json<FreezeRequest>,
    ) -> Result<Done, Refused> {
        actions::freeze_roll(
            &app,
            &caller.0,
            &slug,
            RollId(roll.0),
            body.0.acknowledge_undecided,
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Tells how far the codes of a roll are.
    #[oai(
        path = "/federations/:slug/rolls/:roll/codes",
        method = "get",
        operation_id = "get_codes"
    )]
    async fn get_codes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<CodesDocument>, Refused> {
        let (RollInFederation { .. }, state) =
            actions::codes_state(&app, &caller.0, &slug, RollId(roll.0)).await?;
        let mut document = CodesDocument {
            valid: state.valid,
            missing: state.missing,
            replaceable: state.replaceable,
            job: "none".to_owned(),
            started_by: state.job.as_ref().map(|job| job.by_name.clone()),
            done: None,
            total: None,
            until: None,
            problem: None,
        };
        let Some(job) = state.job else {
            return Ok(Json(document));
        };
        let word = match job.stage {
            JobStage::Running { done, total } => {
                (document.done, document.total) = (Some(done), Some(total));
                "running"
            }
            JobStage::Waiting { sheets, until } => {
                (document.total, document.until) = (Some(sheets), Some(until.to_string()));
                "waiting_for_printing"
            }
            JobStage::Printed { .. } => "printed",
            JobStage::Expired => "expired",
            JobStage::Failed(problem) => {
                document.problem = Some(problem.code().to_owned());
                "failed"
            }
        };
        document.job = word.to_owned();
        Ok(Json(document))
    }

    /// Starts making a code for every entry and deputy; earlier codes are void once the new ones are stored. See `get_codes`.
    #[oai(
        path = "/federations/:slug/rolls/:roll/codes",
        method = "post",
        operation_id = "make_codes"
    )]
    async fn make_codes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::make_codes(&app, &caller.0, &slug, RollId(roll.0), ForWhom::All).await?;
        Ok(Done::NoContent)
    }

    /// Starts making codes for entries and deputies without one; all others stay. See `get_codes`.
    #[oai(
        path = "/federations/:slug/rolls/:roll/codes/missing",
        method = "post",
        operation_id = "make_missing_codes"
    )]
    async fn make_missing_codes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Done, Refused> {
        let roll = RollId(roll.0);
        actions::make_codes(&app, &caller.0, &slug, roll, ForWhom::Missing).await?;
        Ok(Done::NoContent)
    }

    /// Takes the sheets with the clear codes: once, by whoever had them made, within two hours.
    #[oai(
        path = "/federations/:slug/rolls/:roll/codes/sheets",
        method = "post",
        operation_id = "take_sheets"
    )]
    async fn take_sheets(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<Vec<SheetDocument>>, Refused> {
        let printed = actions::take_sheets(&app, &caller.0, &slug, RollId(roll.0)).await?;
        Ok(Json(documents(&app, &printed)))
    }
}
