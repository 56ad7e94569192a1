//! Figures over the API: looks, settling, tables.

use std::collections::BTreeMap;

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
    types::Any,
};
use serde_json::Value;

use crate::{
    App,
    accounts::model::{Actor, Right},
    elections::{
        actions::{
            count_tables::{self, Columns, TableWord},
            counts::{self as actions, CountedDistrict, EntryInput},
            election_for,
        },
        model::{
            count::SeenEntry,
            figures::{Figures, FiguresInput},
            plausibility::Finding,
        },
        tables::plan::{CountPlan, PlannedRow, RowOutcome},
    },
    types::{DistrictId, ElectionId, NominationId, Problem},
    web::{
        Access, Refused,
        api::{Caller, Done, TableFile},
        problems::{FieldDocument, document},
        texts::Texts,
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const ENTER: Access = Access::Right(Right::EnterCounts);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_counts", READ),
    ("show_election_count", READ),
    ("enter_count", ENTER),
    ("settle_count", ENTER),
    ("import_counts", ENTER),
];

/// The operations.
pub struct CountsApi;

/// Figures as one person entered them.
#[derive(Object)]
#[oai(rename = "CountEntry")]
struct EntryJson {
    round: i64,
    /// `first`, `second` or `settled`.
    look: String,
    /// By name: `a1`, `a2`, `a3`, `a`, `b`, `b1`, `c`, `d`, `n-ID` for a nomination, `k-ID` for a candidate. Missing while they are
    /// hidden: nobody sees the first look before both are there, except whoever entered it.
    figures: Option<BTreeMap<String, i64>>,
    note: String,
    source: String,
    entered_by: String,
    entered_at: String,
}

fn by_name(figures: &Figures) -> BTreeMap<String, i64> {
    let given = figures.given().into_iter();
    given.map(|(figure, n)| (figure.to_string(), n)).collect()
}

impl EntryJson {
    fn of(entry: SeenEntry) -> Self {
        Self {
            round: entry.round,
            look: entry.look.as_str().to_owned(),
            figures: entry.figures.as_ref().map(by_name),
            note: entry.note,
            source: entry.source,
            entered_by: entry.entered_by_name,
            entered_at: entry.entered_at.to_string(),
        }
    }
}

/// A district with its entries.
#[derive(Object)]
#[oai(rename = "DistrictCount")]
struct DistrictJson {
    id: i64,
    number: i64,
    /// Empty where the election has no districts.
    name: String,
    /// `missing`, `once`, `differs`, `agreed` or `settled`.
    state: String,
    /// The round to which the next entry belongs; after an agreement it is a correction.
    round: i64,
    entries: Vec<EntryJson>,
}

impl DistrictJson {
    fn of(counted: CountedDistrict) -> Self {
        Self {
            id: counted.district.id.0,
            number: counted.district.number,
            name: counted.district.name,
            state: counted.state.as_str().to_owned(),
            round: counted.round,
            entries: counted.entries.into_iter().map(EntryJson::of).collect(),
        }
    }
}

/// The districts of an election with their entries.
#[derive(Object)]
#[oai(rename = "ElectionCounts")]
struct CountsJson {
    items: Vec<DistrictJson>,
}

/// Figures of a district.
#[derive(Object)]
#[oai(rename = "CountEntryRequest", deny_unknown_fields)]
struct EntryRequest {
    /// As the district says; 1 at first.
    round: i64,
    /// Whole numbers by name (see `CountEntry`), or `null` for one that is not given.
    figures: BTreeMap<String, Any<Value>>,
    /// Why unusual figures stand, why a correction begins, or how a difference was settled.
    #[oai(default, validator(max_length = 2000))]
    note: String,
    /// Unusual figures that were checked, as `FIELD:CODE` of the refusal that named them.
    #[oai(default, validator(max_items = 10000))]
    confirmed: Vec<String>,
}

impl EntryRequest {
    fn input(self) -> EntryInput {
        let as_text = |value: Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text,
            other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                other.to_string()
            }
        };
        let figures = self.figures.into_iter();
        EntryInput {
            round: self.round,
            figures: FiguresInput(figures.map(|(n, v)| (n, as_text(v.0))).collect()),
            note: self.note,
            confirmed: self.confirmed,
        }
    }
}

/// Which look an entry became.
#[derive(Object)]
#[oai(rename = "CountEntered")]
struct EnteredJson {
    /// `first` or `second`.
    look: String,
}

/// A row of a table of figures.
#[derive(Object)]
#[oai(rename = "CountImportRow")]
struct RowJson {
    /// Number of the row as a spreadsheet shows it.
    row: i64,
    /// Number of the district.
    district: Option<i64>,
    /// `taken`, `not_reported`, `given` (the caller has looked), `closed` (both looks are there) or `refused`.
    outcome: String,
    /// `first` or `second`, where the row is taken in.
    look: Option<String>,
    figures: BTreeMap<String, i64>,
    /// What is unusual and must be confirmed.
    warnings: Vec<FieldDocument>,
    /// What is wrong, by the header of the column.
    problems: Vec<FieldDocument>,
}

/// A column of votes with the nomination that it stands for.
#[derive(Object)]
#[oai(rename = "CountImportColumn")]
struct ColumnJson {
    column: String,
    nomination: Option<i64>,
}

/// What happened with a table of figures, or would happen.
#[derive(Object)]
#[oai(rename = "CountImportReport")]
struct ReportJson {
    /// Nothing was written.
    preview: bool,
    taken: i64,
    refused: i64,
    /// Columns of votes; empty in the answer to an import.
    columns: Vec<ColumnJson>,
    /// Headers that no figure knows; their columns were left out.
    unknown_headers: Vec<String>,
    /// What is wrong with the columns as a whole.
    problems: Vec<FieldDocument>,
    /// Names what would happen; sent with the import, it is done only if the same would still happen.
    digest: String,
    rows: Vec<RowJson>,
}

fn told(texts: &Texts, problem: Problem) -> Vec<FieldDocument> {
    document(texts, &problem, None).fields
}

impl RowJson {
    fn of(texts: &Texts, row: PlannedRow) -> Self {
        let warnings = row.warnings.iter().map(Finding::problem).collect();
        Self {
            row: i64::try_from(row.row).unwrap_or(i64::MAX),
            district: row.district.map(|d| d.number),
            outcome: row.outcome.as_str().to_owned(),
            look: row.look.map(|(_, look)| look.as_str().to_owned()),
            figures: by_name(&row.figures),
            warnings: told(texts, Problem::fields(warnings)),
            problems: told(texts, Problem::fields(row.problems)),
        }
    }
}

fn report(texts: &Texts, preview: bool, plan: CountPlan) -> ReportJson {
    ReportJson {
        preview,
        taken: plan.count(RowOutcome::Taken),
        refused: plan.count(RowOutcome::Refused),
        columns: Vec::new(),
        unknown_headers: Vec::new(),
        digest: plan.digest(),
        problems: told(texts, Problem::fields(plan.problems)),
        rows: plan
            .rows
            .into_iter()
            .map(|r| RowJson::of(texts, r))
            .collect(),
    }
}

/// `D1=12,D2=13` as columns with their nominations.
fn columns_said(raw: Option<&str>) -> Result<BTreeMap<String, NominationId>, Refused> {
    let wrong = || {
        Refused(Problem::field(
            "columns",
            crate::key!("field-columns-unreadable"),
        ))
    };
    let pairs = raw.unwrap_or_default().split(',');
    pairs
        .filter(|pair| !pair.trim().is_empty())
        .map(|pair| {
            let (name, id) = pair.rsplit_once('=').ok_or_else(wrong)?;
            let id = id.trim().parse().map_err(|_| wrong())?;
            Ok((name.trim().to_owned(), id))
        })
        .collect()
}

async fn one_district(
    app: &App,
    actor: &Actor,
    slug: &str,
    (election, district): (i64, i64),
) -> Result<Json<DistrictJson>, Refused> {
    let (election, district) = (ElectionId(election), DistrictId(district));
    let counts = actions::read_district(app, actor, slug, election, district).await?;
    let counted = counts.districts.into_iter().next();
    let counted = counted.ok_or_else(|| Refused(Problem::not_found()))?;
    Ok(Json(DistrictJson::of(counted)))
}

#[OpenApi(tag = "crate::api::Tag::Elections")]
impl CountsApi {
    /// Lists the districts of an election with the figures that were entered.
    #[oai(
        path = "/federations/:slug/elections/:election/counts",
        method = "get",
        operation_id = "list_counts"
    )]
    async fn list_counts(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
    ) -> Result<Json<CountsJson>, Refused> {
        let id = ElectionId(election.0);
        let counts = actions::read_counts(&app, &caller.0, &slug, id).await?;
        let items = counts.districts.into_iter().map(DistrictJson::of);
        Ok(Json(CountsJson {
            items: items.collect(),
        }))
    }

    /// Shows a district with the figures that were entered.
    #[oai(
        path = "/federations/:slug/elections/:election/counts/:district",
        method = "get",
        operation_id = "show_election_count"
    )]
    async fn show_count(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        district: Path<i64>,
    ) -> Result<Json<DistrictJson>, Refused> {
        one_district(&app, &caller.0, &slug, (election.0, district.0)).await
    }

    /// Enters the figures of a district, as the first look or as the second one of another person.
    #[oai(
        path = "/federations/:slug/elections/:election/counts/:district",
        method = "post",
        operation_id = "enter_count"
    )]
    async fn enter_count(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        district: Path<i64>,
        body: Json<EntryRequest>,
    ) -> Result<Json<EnteredJson>, Refused> {
        let place = (ElectionId(election.0), DistrictId(district.0));
        let input = body.0.input();
        let look = actions::enter_figures(&app, &caller.0, &slug, place, &input).await?;
        Ok(Json(EnteredJson {
            look: look.as_str().to_owned(),
        }))
    }

    /// Settles a district in which the two looks differ: each figure in which they do, and others where both were wrong.
    #[oai(
        path = "/federations/:slug/elections/:election/counts/:district/settle",
        method = "post",
        operation_id = "settle_count"
    )]
    async fn settle_count(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        district: Path<i64>,
        body: Json<EntryRequest>,
    ) -> Result<Done, Refused> {
        let place = (ElectionId(election.0), DistrictId(district.0));
        let input = body.0.input();
        actions::settle(&app, &caller.0, &slug, place, &input).await?;
        Ok(Done::NoContent)
    }

    /// Takes a table of votemanager or a plain one in as the caller's look at its districts, all of them or none.
    #[oai(
        path = "/federations/:slug/elections/:election/counts/import",
        method = "post",
        operation_id = "import_counts"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "one for each parameter of the operation"
    )]
    async fn import_counts(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        /// Only says what would happen, unless it is `false`.
        preview: Query<Option<bool>>,
        /// The digest of a preview.
        #[oai(validator(max_length = 64))]
        digest: Query<Option<String>>,
        /// Which column of votes stands for which nomination, by id: `D1=12,D2=13`. Known ones of the last table of the body, and
        /// columns headed by a label, need not be named.
        #[oai(validator(max_length = 20000))]
        columns: Query<Option<String>>,
        /// Whether what is unusual was checked and stands.
        confirmed: Query<Option<bool>>,
        /// Why unusual figures stand.
        #[oai(validator(max_length = 2000))]
        note: Query<Option<String>>,
        body: TableFile,
    ) -> Result<Json<ReportJson>, Refused> {
        let (app, actor, id) = (&*app, &caller.0, ElectionId(election.0));
        // The right comes before any word about the request.
        election_for(app, actor, Right::EnterCounts, &slug, id).await?;
        let bytes = &*count_tables::csv_of(body.bytes()?).await?;
        let said = columns_said(columns.as_deref())?;
        let columns = Columns::Said(&said);
        let texts = app.texts.for_locale(actor.locale);
        if preview.0.unwrap_or(true) {
            let seen = count_tables::preview_counts(app, actor, &slug, id, bytes, &columns).await?;
            let columns = seen.columns.into_iter().map(|c| ColumnJson {
                column: c.name,
                nomination: c.nomination.map(|id| id.0),
            });
            return Ok(Json(ReportJson {
                columns: columns.collect(),
                unknown_headers: seen.unknown_headers,
                ..report(&texts, true, seen.plan)
            }));
        }
        let word = TableWord {
            digest: digest.0,
            confirmed: confirmed.0.unwrap_or(false),
            note: note.0.unwrap_or_default(),
            source: String::new(),
        };
        let plan =
            count_tables::import_counts(app, actor, &slug, id, (bytes, &columns), &word).await?;
        Ok(Json(report(&texts, false, plan)))
    }
}
