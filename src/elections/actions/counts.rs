//! Figures of districts: entered by two people who do not see each other's, settled where they differ.
//!
//! An entry is never changed. What is wrong after both looks agreed is corrected by a round of two new looks, with a reason.

use serde_json::{Value, json};

use super::{ElectionError, FoundElection, election_for, lock, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit,
    db::{Conn, DbError, Tx},
    elections::{
        model::{
            count::{
                CountEntry, CountState, DistrictState, Look, LookRefused, SeenEntry, look_of_entry,
                next_round, refuse_settling, seen_by,
            },
            document::ElectionDocument,
            election::{Election, ElectionState},
            figures::{Figure, Figures, FiguresInput, differences},
            nomination::{District, Nomination},
            plausibility::{Finding, Measure, Severity, check},
        },
        store::{counts as store, divisions::districts_of, nominations::nominations_of},
        tables::{
            CountTableError,
            plan::{CountPlan, record_of, turnout_before},
        },
    },
    registry::actions::{RegistryError, federation_for},
    types::{
        AccountId, DistrictId, ElectionId, Explain, FieldProblem, Fields, Problem, ProblemKind,
        reading::line,
    },
};

/// Why figures are not taken in.
#[derive(Debug, thiserror::Error)]
pub enum CountError {
    #[error(transparent)]
    Election(#[from] ElectionError),
    #[error("the election is not being counted: {0:?}")]
    NotCounting(ElectionState),
    #[error(transparent)]
    Look(#[from] LookRefused),
    /// Somebody else entered figures at the same moment.
    #[error("the look was taken at the same moment")]
    LookTaken,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error("the figures are unusual and nobody confirmed them")]
    Unconfirmed(Vec<Finding>),
    #[error(transparent)]
    Table(#[from] CountTableError),
    #[error("rows or columns were refused")]
    Rows(Box<CountPlan>),
    #[error("there is nothing to take in")]
    NothingNew,
    #[error("the figures of the table are unusual and nobody confirmed them")]
    RowsUnconfirmed,
    #[error("the upload is no longer kept")]
    UploadGone,
    #[error("something has changed since the preview")]
    PreviewStale,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<RegistryError> for CountError {
    fn from(error: RegistryError) -> Self {
        Self::Election(error.into())
    }
}

/// The most rows that a refusal names.
const MOST_NAMED: usize = 100;

impl Explain for CountError {
    fn problem(&self) -> Problem {
        match self {
            Self::Election(e) => e.problem(),
            Self::NotCounting(state) => Problem::conflict(match state {
                ElectionState::Preparing => crate::key!("problem-count-not-begun"),
                ElectionState::Certified => crate::key!("problem-count-certified"),
                ElectionState::Counting
                | ElectionState::NotHeld
                | ElectionState::AppointedInstead
                | ElectionState::Annulled
                | ElectionState::Repeated => crate::key!("problem-count-over"),
            }),
            Self::Look(LookRefused::SamePerson) => {
                Problem::conflict(crate::key!("problem-count-same-person"))
            }
            Self::Look(LookRefused::MustBeSettled) => {
                Problem::conflict(crate::key!("problem-count-must-be-settled"))
            }
            Self::Look(LookRefused::NothingToSettle) => {
                Problem::conflict(crate::key!("problem-count-nothing-to-settle"))
            }
            Self::Look(LookRefused::RoundOver { .. }) => {
                Problem::conflict(crate::key!("problem-count-round-over"))
            }
            Self::LookTaken => Problem::conflict(crate::key!("problem-count-look-taken")),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Unconfirmed(findings) => Problem {
                fields: findings.iter().map(Finding::problem).collect(),
                ..Problem::invalid(crate::key!("problem-count-unconfirmed"))
            },
            Self::Table(e) => e.problem(),
            Self::Rows(plan) => {
                let of_rows = plan.rows.iter().flat_map(|row| {
                    row.problems.iter().map(|p| {
                        let joint = if p.field.is_empty() { "" } else { "." };
                        FieldProblem {
                            field: format!("row-{}{joint}{}", row.row, p.field),
                            ..p.clone()
                        }
                    })
                });
                // Rows cannot be right where columns are wrong.
                let of_rows = of_rows.filter(|_| plan.problems.is_empty());
                let named = plan.problems.iter().cloned().chain(of_rows);
                Problem {
                    fields: named.take(MOST_NAMED).collect(),
                    ..Problem::invalid(crate::key!("problem-count-rows"))
                }
            }
            Self::NothingNew => Problem::conflict(crate::key!("problem-count-nothing-new")),
            Self::RowsUnconfirmed => {
                Problem::invalid(crate::key!("problem-count-rows-unconfirmed"))
            }
            Self::UploadGone => {
                Problem::new(ProblemKind::NotFound, crate::key!("problem-upload-gone"))
            }
            Self::PreviewStale => Problem::conflict(crate::key!("problem-count-preview-stale")),
            Self::Db(e) => e.problem(),
        }
    }
}

/// What is known of an election that is counted.
pub(super) struct Scene {
    pub districts: Vec<District>,
    pub nominations: Vec<Nomination>,
    pub entries: Vec<CountEntry>,
    /// The certified result of the election before.
    pub before: Option<ElectionDocument>,
}

impl Scene {
    /// Reads it on a connection, or in the transaction that is to write.
    pub async fn read(conn: &mut Conn, election: &Election) -> Result<Self, DbError> {
        let (federation, id) = (election.federation, election.id);
        Ok(Self {
            districts: districts_of(conn, federation, id).await?,
            nominations: nominations_of(conn, federation, id).await?,
            entries: store::entries_of_election(conn, federation, id).await?,
            before: store::result_before(conn, federation, election.body, election.day).await?,
        })
    }

    fn district(&self, id: DistrictId) -> Result<&District, ElectionError> {
        let found = self.districts.iter().find(|d| d.id == id);
        found.ok_or(ElectionError::NotFound)
    }

    fn entries_of(&self, district: DistrictId) -> Vec<CountEntry> {
        let of_district = self.entries.iter().filter(|e| e.district == district);
        of_district.cloned().collect()
    }

    fn findings(
        &self,
        election: &Election,
        district: &District,
        figures: &Figures,
    ) -> Vec<Finding> {
        let is_whole = self.districts.len() == 1;
        let measure = Measure {
            rules: election.rules.as_ref(),
            nominations: &self.nominations,
            is_whole,
            before: turnout_before(self.before.as_ref(), district, is_whole),
        };
        check(figures, &measure)
    }
}

/// A district with what a reader may see of its entries.
pub struct CountedDistrict {
    pub district: District,
    /// By round and time.
    pub entries: Vec<SeenEntry>,
    pub state: CountState,
    /// The round to which the next entry belongs.
    pub round: i64,
    /// Whether the reader could give a look, would they hold the right.
    pub awaits_reader: bool,
}

impl CountedDistrict {
    fn of(district: &District, entries: &[CountEntry], reader: AccountId) -> Self {
        let round = next_round(entries);
        let newest = entries.iter().map(|e| e.round).max().unwrap_or(1);
        Self {
            district: district.clone(),
            entries: entries
                .iter()
                .map(|e| seen_by(e, entries, reader))
                .collect(),
            state: DistrictState::of(entries).word(),
            round,
            awaits_reader: look_of_entry(entries, newest, reader).is_ok(),
        }
    }

    /// The entry of a look in the newest round.
    pub fn look(&self, look: Look) -> Option<&SeenEntry> {
        let newest = self.entries.iter().map(|e| e.round).max();
        self.entries
            .iter()
            .find(|e| Some(e.round) == newest && e.look == look)
    }
}

/// The districts of an election with the states of their figures.
pub struct Counts {
    pub found: FoundElection,
    pub nominations: Vec<Nomination>,
    pub districts: Vec<CountedDistrict>,
}

impl Counts {
    /// The election itself.
    pub fn election(&self) -> &Election {
        &self.found.line.election
    }

    /// The figures that a record of this election has.
    pub fn record(&self) -> Vec<Figure> {
        record_of(&self.nominations, self.election().rules.as_ref())
    }
}

/// The districts of an election; figures are hidden from whoever has yet to give a look at them.
pub async fn read_counts(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
) -> Result<Counts, CountError> {
    let found = election_for(app, actor, Right::ReadStaffPages, slug, id).await?;
    let mut conn = app.db.read().await?;
    let scene = Scene::read(&mut conn, &found.line.election).await?;
    let districts = scene
        .districts
        .iter()
        .map(|d| CountedDistrict::of(d, &scene.entries_of(d.id), actor.account))
        .collect();
    Ok(Counts {
        found,
        nominations: scene.nominations,
        districts,
    })
}

/// One district of an election, as [`read_counts`] gives it.
pub async fn read_district(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    district: DistrictId,
) -> Result<Counts, CountError> {
    let mut counts = read_counts(app, actor, slug, id).await?;
    counts.districts.retain(|d| d.district.id == district);
    if counts.districts.is_empty() {
        return Err(ElectionError::NotFound.into());
    }
    Ok(counts)
}

/// Figures of a district as typed.
#[derive(Clone, Debug, Default)]
pub struct EntryInput {
    /// The round that they are meant for: whoever begins a correction says so.
    pub round: i64,
    pub figures: FiguresInput,
    pub note: String,
    /// Codes of the unusual things that were seen and stand (see [`Finding::code`]).
    pub confirmed: Vec<String>,
}

/// The most signs of a note.
pub(in crate::elections) const LONGEST_NOTE: usize = 500;

/// A note that must be there, or may be left out.
pub(super) fn note_of(raw: &str, is_needed: bool) -> Result<String, CountError> {
    let mut fields = Fields::default();
    let note = line(
        &mut fields,
        "note",
        raw,
        usize::from(is_needed),
        LONGEST_NOTE,
    );
    fields.finish(note).map_err(CountError::Fields)
}

/// Figures are entered while the election is counted; afterwards only corrections, which change nothing that was published.
fn refuse_state(election: &Election, is_correction: bool) -> Result<(), CountError> {
    match election.state {
        ElectionState::Counting => Ok(()),
        ElectionState::Certified if is_correction => Ok(()),
        state @ (ElectionState::Preparing
        | ElectionState::Certified
        | ElectionState::NotHeld
        | ElectionState::AppointedInstead
        | ElectionState::Annulled
        | ElectionState::Repeated) => Err(CountError::NotCounting(state)),
    }
}

/// Refuses what cannot be true, and what is unusual unless it is confirmed; whether something was confirmed.
fn refuse_implausible(findings: Vec<Finding>, confirmed: &[String]) -> Result<bool, CountError> {
    let (blocked, warned): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .partition(|f| f.severity == Severity::Block);
    if !blocked.is_empty() {
        let fields = blocked.iter().map(Finding::problem).collect();
        return Err(CountError::Fields(fields));
    }
    if warned.iter().all(|f| confirmed.contains(&f.code())) {
        Ok(!warned.is_empty())
    } else {
        Err(CountError::Unconfirmed(warned))
    }
}

/// Enters the figures of a district as the first or the second look; which one it became.
pub async fn enter_figures(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, district): (ElectionId, DistrictId),
    input: &EntryInput,
) -> Result<Look, CountError> {
    let federation = federation_for(app, actor, Right::EnterCounts, slug).await?;
    let mut tx = app.db.begin().await?;
    // Whoever comes second waits here, and then finds the first look.
    let election = lock(&mut tx, federation.id, id).await?;
    let scene = Scene::read(&mut tx, &election).await?;
    let district = scene.district(district)?;
    refuse_state(&election, input.round > 1)?;
    let entries = scene.entries_of(district.id);
    let look = look_of_entry(&entries, input.round, actor.account)?;
    let record = record_of(&scene.nominations, election.rules.as_ref());
    let figures = input.figures.parse(&record).map_err(CountError::Fields)?;
    let findings = scene.findings(&election, district, &figures);
    let is_unusual = refuse_implausible(findings, &input.confirmed)?;
    let begins_correction = look == Look::First && input.round > 1;
    let entry = CountEntry {
        district: district.id,
        round: input.round,
        look,
        figures,
        note: note_of(&input.note, is_unusual || begins_correction)?,
        source: String::new(),
        entered_by: actor.account,
        entered_by_name: actor.name.clone(),
        entered_at: app.clock.now(),
    };
    add(&mut tx, app, actor, (&election, district), &entries, entry).await?;
    tx.commit().await?;
    Ok(look)
}

/// Writes an entry and its act.
///
/// The log says what was entered only once both looks are there: it must not tell the first to the second person, and a digest
/// of few small numbers would.
pub(super) async fn add(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (election, district): (&Election, &District),
    before: &[CountEntry],
    entry: CountEntry,
) -> Result<(), CountError> {
    if !store::insert_entry(tx, election.federation, &entry).await? {
        return Err(CountError::LookTaken);
    }
    let earlier: Vec<Value> = before
        .iter()
        .filter(|e| e.round == entry.round && entry.look != Look::First)
        .map(|e| json!({"look": e.look, "entered_by": e.entered_by, "figures": e.figures, "note": e.note}))
        .collect();
    let mut after = json!({
        "election": election.id,
        "district": district.number,
        "round": entry.round,
        "look": entry.look,
        "source": entry.source,
    });
    if let (Some(fields), true) = (after.as_object_mut(), entry.look != Look::First) {
        fields.insert("figures".to_owned(), audit::snapshot(&entry.figures));
        fields.insert("note".to_owned(), Value::from(entry.note.as_str()));
    }
    let act = match entry.look {
        Look::First => "enter_first_look",
        Look::Second => "enter_second_look",
        Look::Settled => "settle_count",
    };
    let change = (Value::from(earlier), after);
    let subject = ("election_districts", district.id.0);
    let chain = (actor, election.federation);
    Ok(record(tx, app, chain, act, subject, change).await?)
}

/// Settles a district whose two looks differ: the figures in which they differ, and others where both were wrong.
pub async fn settle(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, district): (ElectionId, DistrictId),
    input: &EntryInput,
) -> Result<(), CountError> {
    let federation = federation_for(app, actor, Right::EnterCounts, slug).await?;
    let mut tx = app.db.begin().await?;
    let election = lock(&mut tx, federation.id, id).await?;
    let scene = Scene::read(&mut tx, &election).await?;
    let district = scene.district(district)?;
    refuse_state(&election, input.round > 1)?;
    let entries = scene.entries_of(district.id);
    refuse_settling(&entries, input.round)?;
    let DistrictState::Differs { first, second } = DistrictState::of(&entries) else {
        return Err(LookRefused::NothingToSettle.into());
    };
    let record = record_of(&scene.nominations, election.rules.as_ref());
    let figures = settled(first, second, &input.figures, &record)?;
    let findings = scene.findings(&election, district, &figures);
    refuse_implausible(findings, &input.confirmed)?;
    let entry = CountEntry {
        district: district.id,
        round: input.round,
        look: Look::Settled,
        figures,
        note: note_of(&input.note, true)?,
        source: String::new(),
        entered_by: actor.account,
        entered_by_name: actor.name.clone(),
        entered_at: app.clock.now(),
    };
    add(&mut tx, app, actor, (&election, district), &entries, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// What both looks say, with the settled figures in it. Each difference must be settled, be it by a blank text: not given.
fn settled(
    first: &Figures,
    second: &Figures,
    input: &FiguresInput,
    record: &[Figure],
) -> Result<Figures, CountError> {
    let given = input.parse(record).map_err(CountError::Fields)?;
    let open: Vec<FieldProblem> = differences(first, second)
        .into_iter()
        .map(|d| d.figure.to_string())
        .filter(|name| !input.0.contains_key(name))
        .map(|name| FieldProblem::new(&name, crate::key!("field-required")))
        .collect();
    if !open.is_empty() {
        return Err(CountError::Fields(open));
    }
    let mut figures = first.clone();
    for figure in record {
        if input.0.contains_key(&figure.to_string()) {
            figures.set(*figure, given.get(*figure));
        }
    }
    Ok(figures)
}
