//! What would happen with a table of figures, row by row.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::{CountTable, Mapping, VoteColumns};
use crate::{
    elections::model::{
        count::{CountEntry, Look, LookRefused, look_of_entry, next_round},
        document::{ElectionDocument, TotalFigures},
        figures::{Figure, Figures, figures_of_record, parse_figure},
        nomination::{District, Nomination, NominationKind},
        plausibility::{Finding, Measure, Severity, Turnout, check},
        rules::Rules,
    },
    registry::{
        import::{iso_day, repeated, row_problem},
        table::SheetRow,
    },
    types::{AccountId, Ags, Day, FieldProblem, fold_for_search, words::words},
};

words! {
    /// What would happen with a row.
    RowOutcome {
        /// Its figures are taken in as a look of the person.
        Taken = "taken", crate::key!("counts-row-taken");
        /// The district has not reported yet.
        NotReported = "not_reported", crate::key!("counts-row-not-reported");
        /// This person has given their look at the district.
        Given = "given", crate::key!("counts-row-given");
        /// Both looks are there.
        Closed = "closed", crate::key!("counts-row-closed");
        Refused = "refused", crate::key!("counts-row-refused");
    }
}

/// What is known of the election.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub day: Day,
    /// Key of the municipality of the body.
    pub ags: Option<Ags>,
    pub districts: &'a [District],
    pub nominations: &'a [Nomination],
    pub rules: Option<&'a Rules>,
    /// All entries of the election.
    pub entries: &'a [CountEntry],
    pub before: Option<&'a ElectionDocument>,
    /// Who takes the table in.
    pub reader: AccountId,
}

/// What would happen with a row, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// Number of the row as a spreadsheet shows it.
    pub row: usize,
    pub district: Option<District>,
    /// What the row says about its district.
    pub shown: String,
    pub outcome: RowOutcome,
    /// The round and look that the figures are, where they are taken in.
    pub look: Option<(i64, Look)>,
    pub figures: Figures,
    /// What must be confirmed.
    pub warnings: Vec<Finding>,
    /// What is wrong, by the header of the column.
    pub problems: Vec<FieldProblem>,
}

/// What would happen with a table.
#[derive(Clone, Debug, Default)]
pub struct CountPlan {
    /// What is wrong with the columns as a whole.
    pub problems: Vec<FieldProblem>,
    pub rows: Vec<PlannedRow>,
}

impl CountPlan {
    /// How many rows have the outcome.
    pub fn count(&self, outcome: RowOutcome) -> i64 {
        super::number(self.rows.iter().filter(|r| r.outcome == outcome).count())
    }

    /// Whether anything is refused; then nothing is taken in.
    pub fn is_refused(&self) -> bool {
        !self.problems.is_empty() || self.count(RowOutcome::Refused) > 0
    }

    /// Whether something must be confirmed.
    pub fn has_warnings(&self) -> bool {
        self.rows.iter().any(|row| !row.warnings.is_empty())
    }

    /// SHA-256 over what would happen, in hexadecimal: what somebody saw in a preview is what is done.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for row in &self.rows {
            let district = row.district.as_ref().map_or(0, |d| d.id.0);
            let (round, look) = row
                .look
                .map_or((0, ""), |(round, look)| (round, look.as_str()));
            let figures = serde_json::to_string(&row.figures).unwrap_or_default();
            let warnings = row.warnings.iter().map(Finding::code);
            let texts = [row.outcome.as_str().to_owned(), look.to_owned(), figures];
            for text in texts.into_iter().chain(warnings) {
                digest.update(text.len().to_be_bytes());
                digest.update(text);
            }
            digest.update(row.row.to_be_bytes());
            digest.update(district.to_be_bytes());
            digest.update(round.to_be_bytes());
        }
        data_encoding::HEXLOWER.encode(&digest.finalize())
    }
}

/// The turnout of the same place in the election before: of the whole, or of the district of the same number and name.
pub fn turnout_before(
    before: Option<&ElectionDocument>,
    district: &District,
    is_whole: bool,
) -> Option<Turnout> {
    let before = before?;
    let figures: TotalFigures = if is_whole {
        before.figures
    } else {
        let same = before
            .districts
            .iter()
            .find(|d| d.number == district.number && d.name == district.name)?;
        same.figures
    };
    Some(Turnout {
        eligible: figures.eligible?,
        voters: figures.voters?,
    })
}

/// What would happen with the rows of a table, its columns standing for the nominations of the mapping.
pub fn plan(table: &CountTable<'_>, mapping: &Mapping, known: &Known<'_>) -> CountPlan {
    let mut plan = CountPlan {
        problems: mapping_problems(table, mapping, known.nominations),
        rows: Vec::new(),
    };
    let planner = Planner::of(table, mapping, known);
    let mut rows_of: BTreeMap<i64, usize> = BTreeMap::new();
    for row in &table.rows {
        let mut planned = planner.row(row);
        if let Some(district) = &planned.district
            && let Some(first) = rows_of.insert(district.id.0, row.number)
        {
            let field = table.header(planner.district_place());
            planned.problems.push(repeated(field, first));
            planned.outcome = RowOutcome::Refused;
        }
        plan.rows.push(planned);
    }
    for error in &table.row_errors {
        plan.rows.push(PlannedRow {
            row: error.row,
            district: None,
            shown: String::new(),
            outcome: RowOutcome::Refused,
            look: None,
            figures: Figures::default(),
            warnings: Vec::new(),
            problems: vec![row_problem("", &error.problem)],
        });
    }
    plan.rows.sort_by_key(|row| row.row);
    plan
}

/// Every column of votes stands for one nomination, and every nomination that stands has its column.
fn mapping_problems(
    table: &CountTable<'_>,
    mapping: &Mapping,
    nominations: &[Nomination],
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut taken = BTreeSet::new();
    for (index, columns) in table.votes.iter().enumerate() {
        let field = column_field(index);
        let named = |key| FieldProblem::new(&field, key).with("column", columns.name.as_str());
        let found = mapping
            .get(&columns.name)
            .and_then(|id| nominations.iter().find(|n| n.id == *id));
        match found {
            None => problems.push(named(crate::key!("field-column-without-nomination"))),
            Some(nomination) if !taken.insert(nomination.id) => problems.push(
                named(crate::key!("field-nomination-twice"))
                    .with("label", nomination.label.as_str()),
            ),
            Some(_) => {}
        }
    }
    // Where a column is still to be mapped, it may be the missing one.
    if problems.is_empty() {
        let without = nominations
            .iter()
            .filter(|n| n.stands() && !taken.contains(&n.id));
        problems.extend(without.map(|n| {
            FieldProblem::new("columns", crate::key!("field-nomination-without-column"))
                .with("label", n.label.as_str())
        }));
    }
    problems
}

/// The field of the form that says for whom the columns of votes at this place stand.
pub fn column_field(index: usize) -> String {
    format!("column-{}", index + 1)
}

struct Planner<'a, 't> {
    table: &'a CountTable<'t>,
    known: &'a Known<'a>,
    /// Columns of votes with their nominations.
    votes: Vec<(&'a VoteColumns, &'a Nomination)>,
    /// Where each figure stands, for telling what is wrong with it.
    places: BTreeMap<Figure, usize>,
    personal_votes: bool,
}

impl<'a, 't> Planner<'a, 't> {
    fn of(table: &'a CountTable<'t>, mapping: &Mapping, known: &'a Known<'a>) -> Self {
        let personal_votes = known.rules.is_some_and(|r| r.personal_votes);
        let mut places = table.known.head.clone();
        let mut votes = Vec::new();
        for columns in &table.votes {
            let Some(nomination) = mapping
                .get(&columns.name)
                .and_then(|id| known.nominations.iter().find(|n| n.id == *id))
            else {
                continue;
            };
            if let Some(place) = columns.total.or(columns.list) {
                places.insert(Figure::Nomination(nomination.id), place);
            }
            for candidate in &nomination.candidates {
                if let Some(place) = columns.candidates.get(&candidate.position) {
                    places.insert(Figure::Candidate(candidate.id), *place);
                }
            }
            votes.push((columns, nomination));
        }
        Self {
            table,
            known,
            votes,
            places,
            personal_votes,
        }
    }

    fn district_place(&self) -> usize {
        let known = &self.table.known;
        known.number.or(known.name).unwrap_or_default()
    }

    /// The header under which a figure stands, or its name where it has no column.
    fn field_of(&self, figure: Figure) -> String {
        match self.places.get(&figure) {
            Some(place) => self.table.header(*place).to_owned(),
            None => figure.to_string(),
        }
    }

    fn row(&self, row: &SheetRow<'_>) -> PlannedRow {
        let mut problems = Vec::new();
        let district = self.district(row, &mut problems);
        self.day_and_place(row, &mut problems);
        let is_reported = self.is_reported(row, &mut problems);
        let mut planned = PlannedRow {
            row: row.number,
            shown: self.shown(row),
            outcome: RowOutcome::NotReported,
            look: None,
            figures: Figures::default(),
            warnings: Vec::new(),
            problems: Vec::new(),
            district: district.cloned(),
        };
        if is_reported {
            planned.figures = self.figures(row, &mut problems);
            if let Some(district) = district {
                self.checked(district, &mut planned, &mut problems);
            }
        }
        if !problems.is_empty() {
            planned.outcome = RowOutcome::Refused;
            planned.look = None;
        }
        planned.problems = problems;
        planned
    }

    /// Which look the figures are, and whether they can be true.
    fn checked(
        &self,
        district: &District,
        planned: &mut PlannedRow,
        problems: &mut Vec<FieldProblem>,
    ) {
        let entries: Vec<CountEntry> = self
            .known
            .entries
            .iter()
            .filter(|e| e.district == district.id)
            .cloned()
            .collect();
        let round = next_round(&entries);
        let newest = entries.iter().map(|e| e.round).max().unwrap_or(1);
        planned.outcome = match look_of_entry(&entries, newest, self.known.reader) {
            Ok(look) => {
                planned.look = Some((round, look));
                RowOutcome::Taken
            }
            Err(LookRefused::SamePerson) => RowOutcome::Given,
            // A correction is begun by hand, with its reason.
            Err(
                LookRefused::RoundOver { .. }
                | LookRefused::MustBeSettled
                | LookRefused::NothingToSettle,
            ) => RowOutcome::Closed,
        };
        if planned.outcome != RowOutcome::Taken || !problems.is_empty() {
            return;
        }
        let is_whole = self.known.districts.len() == 1;
        let measure = Measure {
            rules: self.known.rules,
            nominations: self.known.nominations,
            is_whole,
            before: turnout_before(self.known.before, district, is_whole),
        };
        for finding in check(&planned.figures, &measure) {
            match finding.severity {
                Severity::Block => problems.push(FieldProblem {
                    field: self.field_of(finding.figure),
                    ..finding.problem()
                }),
                Severity::Warn => planned.warnings.push(finding),
            }
        }
    }

    fn shown(&self, row: &SheetRow<'_>) -> String {
        let known = &self.table.known;
        let cells = [
            known.number,
            known.name.filter(|p| Some(*p) != known.number),
        ];
        let texts = cells.into_iter().flatten().map(|place| row.cell(place));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        super::shortened(&texts.join(" "))
    }

    /// The district that the row is about: by its number, else by its name.
    fn district(
        &self,
        row: &SheetRow<'_>,
        problems: &mut Vec<FieldProblem>,
    ) -> Option<&'a District> {
        let known = &self.table.known;
        let cell = |place: Option<usize>| place.map(|p| row.cell(p)).unwrap_or_default();
        let (number, name) = (cell(known.number), cell(known.name));
        let districts = self.known.districts;
        // Without districts the one row of the table is the whole, whatever it is called.
        if let [whole] = districts
            && whole.name.is_empty()
            && self.table.rows.len() == 1
        {
            return Some(whole);
        }
        let by_number = number
            .parse()
            .ok()
            .and_then(|n: i64| districts.iter().find(|d| d.number == n));
        let by_name = || {
            let key = fold_for_search(name);
            let mut called = districts
                .iter()
                .filter(|d| !key.is_empty() && fold_for_search(&d.name) == key);
            // Two of the same name are told apart by their number only.
            called.next().filter(|_| called.next().is_none())
        };
        let found = by_number.or_else(by_name);
        if found.is_none() {
            let place = known.number.or(known.name).unwrap_or_default();
            problems.push(
                FieldProblem::new(
                    self.table.header(place),
                    crate::key!("field-unknown-district"),
                )
                .with("district", self.shown(row)),
            );
        }
        found
    }

    /// Another day or another municipality is another election.
    fn day_and_place(&self, row: &SheetRow<'_>, problems: &mut Vec<FieldProblem>) {
        if let Some(place) = self.table.known.day {
            let text = row.cell(place);
            let day = iso_day(text.to_owned()).parse::<Day>().ok();
            if !text.is_empty() && day != Some(self.known.day) {
                problems.push(
                    FieldProblem::new(
                        self.table.header(place),
                        crate::key!("field-other-election-day"),
                    )
                    .with("found", super::shortened(text))
                    .with("expected", self.known.day),
                );
            }
        }
        if let (Some(place), Some(ours)) = (self.table.known.ags, self.known.ags) {
            let text = row.cell(place);
            // A county has the key of its municipalities with 000 at the end.
            let fits = Ags::from_spreadsheet(text).is_ok_and(|ags| {
                ags == ours || (text.ends_with("000") && ags.county_part() == ours.county_part())
            });
            if !text.is_empty() && !fits {
                problems.push(
                    FieldProblem::new(
                        self.table.header(place),
                        crate::key!("field-other-municipality"),
                    )
                    .with("found", super::shortened(text))
                    .with("expected", ours.to_string()),
                );
            }
        }
    }

    /// Whether all reports of the area are there; without such columns, whether there are any figures.
    fn is_reported(&self, row: &SheetRow<'_>, problems: &mut Vec<FieldProblem>) -> bool {
        if let Some((expected, there)) = self.table.known.reports {
            let mut read = |place| self.cell(row, place, problems);
            if let (Some(expected_reports), Some(reports)) = (read(expected), read(there)) {
                if reports > expected_reports {
                    problems.push(
                        FieldProblem::new(
                            self.table.header(there),
                            crate::key!("field-more-reports-than-expected"),
                        )
                        .with("n", reports)
                        .with("expected", expected_reports),
                    );
                }
                return expected_reports > 0 && reports >= expected_reports;
            }
        }
        let head = self.table.known.head.values().copied();
        let votes = self.table.votes.iter().flat_map(VoteColumns::places);
        head.chain(votes).any(|place| !row.cell(place).is_empty())
    }

    fn cell(
        &self,
        row: &SheetRow<'_>,
        place: usize,
        problems: &mut Vec<FieldProblem>,
    ) -> Option<i64> {
        match parse_figure(row.cell(place)) {
            Ok(value) => value,
            Err(e) => {
                problems.push(e.field_problem(self.table.header(place)));
                None
            }
        }
    }

    fn figures(&self, row: &SheetRow<'_>, problems: &mut Vec<FieldProblem>) -> Figures {
        let mut figures = Figures::default();
        for (figure, place) in &self.table.known.head {
            figures.set(*figure, self.cell(row, *place, problems));
        }
        if let Some(place) = self.table.known.valid_ballots
            && let (Some(valid), Some(b), Some(c)) = (
                self.cell(row, place, problems),
                figures.voters,
                figures.invalid,
            )
            && c.checked_add(valid) != Some(b)
        {
            problems.push(
                FieldProblem::new(
                    self.table.header(place),
                    crate::key!("field-count-ballots-do-not-add-up"),
                )
                .with("b", b)
                .with("c", c)
                .with("d", valid)
                .with("sum", c.saturating_add(valid)),
            );
        }
        for (columns, nomination) in &self.votes {
            self.votes_of(row, columns, nomination, &mut figures, problems);
        }
        figures
    }

    fn votes_of(
        &self,
        row: &SheetRow<'_>,
        columns: &VoteColumns,
        nomination: &Nomination,
        figures: &mut Figures,
        problems: &mut Vec<FieldProblem>,
    ) {
        let mut candidates = Vec::new();
        for (position, place) in &columns.candidates {
            let Some(votes) = self.cell(row, *place, problems) else {
                continue;
            };
            candidates.push(votes);
            let found = nomination
                .candidates
                .iter()
                .find(|c| c.position == *position);
            match found {
                Some(candidate) if self.personal_votes => {
                    figures.set(Figure::Candidate(candidate.id), Some(votes));
                }
                None if self.personal_votes && votes > 0 => problems.push(
                    FieldProblem::new(
                        self.table.header(*place),
                        crate::key!("field-unknown-candidate"),
                    )
                    .with("label", nomination.label.as_str())
                    .with("position", *position),
                ),
                Some(_) | None => {}
            }
        }
        let total = match columns.total {
            Some(place) => self.cell(row, place, problems),
            // Without a column for all of them they are those for the list and those of its candidates.
            None => {
                let list = columns.list.map(|place| self.cell(row, place, problems));
                let parts = list.flatten().into_iter().chain(candidates);
                parts.fold(None, |sum: Option<i64>, votes| {
                    Some(sum.unwrap_or(0).saturating_add(votes))
                })
            }
        };
        figures.set(Figure::Nomination(nomination.id), total);
        // Votes for an independent are votes for that person.
        if self.personal_votes
            && nomination.kind == NominationKind::Independent
            && let [person] = nomination.candidates.as_slice()
            && columns.candidates.is_empty()
        {
            figures.set(Figure::Candidate(person.id), total);
        }
    }
}

/// The figures that a record of this election has.
pub fn record_of(nominations: &[Nomination], rules: Option<&Rules>) -> Vec<Figure> {
    figures_of_record(nominations, rules.is_some_and(|r| r.personal_votes))
}
