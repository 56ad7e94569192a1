//! Tables of counted figures on their way into an election.
//!
//! Pure: takes a table and what is known of the election, and says row by row what would happen. Two kinds of tables are read:
//! the open data of votemanager ([`votemanager`]) and a plain one for any program ([`plain`]). Which column holds the votes of
//! which nomination is said by a person, never guessed: neither table carries names that could be relied on.

pub mod plain;
pub mod plan;
pub mod votemanager;

use std::collections::{BTreeMap, BTreeSet};

use super::model::{figures::Figure, nomination::Nomination};
use crate::{
    registry::table::{Limits, RowError, Sheet, SheetRow, TableError, read_sheet},
    types::{Explain, FieldProblem, NominationId, Problem, fold_for_search},
};

/// What such tables may hold: a city of a few thousand districts, and the candidates of 40 lists with 100 places each.
pub const LIMITS: Limits = Limits {
    bytes: 16 * 1024 * 1024,
    rows: 10_000,
    columns: 6_000,
    cell_bytes: 1024,
};

/// Who wrote the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Open data of votemanager, the program of most municipalities.
    Votemanager,
    /// The plain table described beside the form.
    Plain,
}

impl TableKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Votemanager, Self::Plain];

    /// The word used in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Votemanager => "votemanager",
            Self::Plain => "plain",
        }
    }

    /// Key of its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Votemanager => crate::key!("counts-table-votemanager"),
            Self::Plain => crate::key!("counts-table-plain"),
        }
    }

    /// The columns that such a table is recognised by and must have, with what a refusal lists as expected.
    const fn expected(self) -> &'static str {
        match self {
            Self::Votemanager => votemanager::EXPECTED,
            Self::Plain => plain::EXPECTED,
        }
    }
}

/// The columns with the votes of one nomination, under the name that the table gives it (`D3`, or a label).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteColumns {
    pub name: String,
    /// Place of the column with all its votes.
    pub total: Option<usize>,
    /// Place of the column with votes for the list as such.
    pub list: Option<usize>,
    /// Places of the columns with votes of candidates, by their place on the list.
    pub candidates: BTreeMap<i64, usize>,
}

impl VoteColumns {
    /// Columns under a name, none of them found yet.
    pub fn named(name: String) -> Self {
        Self {
            name,
            total: None,
            list: None,
            candidates: BTreeMap::new(),
        }
    }

    fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.total
            .into_iter()
            .chain(self.list)
            .chain(self.candidates.values().copied())
    }
}

/// Columns beside those of votes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownColumns {
    /// Number of the district.
    pub number: Option<usize>,
    /// Name of the district.
    pub name: Option<usize>,
    /// How many reports there will be, and how many there are.
    pub reports: Option<(usize, usize)>,
    pub day: Option<usize>,
    pub ags: Option<usize>,
    /// Valid ballots where each voter has several votes.
    pub valid_ballots: Option<usize>,
    pub head: BTreeMap<Figure, usize>,
}

/// What the headers say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    pub known: KnownColumns,
    pub votes: Vec<VoteColumns>,
    /// Places of columns that are left out.
    pub unknown: Vec<usize>,
}

/// A table of figures as read.
#[derive(Clone, Debug)]
pub struct CountTable<'a> {
    pub kind: TableKind,
    pub known: KnownColumns,
    /// Columns of votes with anything in them.
    pub votes: Vec<VoteColumns>,
    /// Headers of columns that were left out.
    pub unknown_headers: Vec<String>,
    headers: Vec<String>,
    rows: Vec<SheetRow<'a>>,
    row_errors: Vec<RowError>,
}

/// Why a whole table is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountTableError {
    #[error(transparent)]
    Table(#[from] TableError),
    /// It is neither kind of table.
    #[error("the columns are none of ours: {}", .found.join(", "))]
    OtherColumns { found: Vec<String> },
    #[error("a table of {} misses columns: {missing}", .kind.as_str())]
    MissingColumns { kind: TableKind, missing: String },
    #[error("columns {first} and {second} are both called {name}")]
    TwiceTheSame {
        name: String,
        first: usize,
        second: usize,
    },
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

impl Explain for CountTableError {
    fn problem(&self) -> Problem {
        let file = |key| FieldProblem::new("file", key);
        let field = match self {
            Self::Table(e) => return e.problem(),
            Self::OtherColumns { found } => file(crate::key!("field-file-other-columns"))
                .with("found", found.join(", "))
                .with("votemanager", TableKind::Votemanager.expected())
                .with("plain", TableKind::Plain.expected()),
            Self::MissingColumns { kind, missing } => {
                file(crate::key!("field-file-missing-columns"))
                    .with("missing", missing.as_str())
                    .with("expected", kind.expected())
            }
            Self::TwiceTheSame {
                name,
                first,
                second,
            } => file(crate::key!("field-file-duplicate-header"))
                .with("first", number(*first))
                .with("second", number(*second))
                .with("name", name.as_str()),
        };
        Problem::fields(vec![field])
    }
}

/// Reads a table of figures and tells from its headers which kind it is.
///
/// # Errors
/// [`CountTableError`].
pub fn read(bytes: &[u8]) -> Result<CountTable<'_>, CountTableError> {
    let Sheet {
        headers,
        rows,
        row_errors,
    } = read_sheet(bytes, &LIMITS)?;
    refuse_twice_the_same(&headers)?;
    let (kind, columns) = if votemanager::is_it(&headers) {
        (TableKind::Votemanager, votemanager::columns(&headers)?)
    } else if plain::is_it(&headers) {
        (TableKind::Plain, plain::columns(&headers)?)
    } else {
        let shown = headers.iter().take(20);
        return Err(CountTableError::OtherColumns {
            found: shown.map(|h| shortened(h)).collect(),
        });
    };
    // A program that always writes twenty columns leaves those empty that nobody stands for.
    let is_filled = |place: usize| rows.iter().any(|row| !row.cell(place).is_empty());
    let votes = columns
        .votes
        .into_iter()
        .filter(|v| rows.is_empty() || v.places().any(is_filled))
        .collect();
    let unknown_headers = columns
        .unknown
        .iter()
        .filter_map(|place| headers.get(*place))
        .filter(|header| !header.is_empty())
        .map(|header| shortened(header))
        .collect();
    Ok(CountTable {
        kind,
        known: columns.known,
        votes,
        unknown_headers,
        headers,
        rows,
        row_errors,
    })
}

fn refuse_twice_the_same(headers: &[String]) -> Result<(), CountTableError> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (place, header) in headers.iter().enumerate() {
        let folded = header.to_lowercase();
        if folded.is_empty() {
            continue;
        }
        if let Some(first) = seen.insert(folded, place) {
            return Err(CountTableError::TwiceTheSame {
                name: shortened(header),
                first: first + 1,
                second: place + 1,
            });
        }
    }
    Ok(())
}

impl CountTable<'_> {
    /// The header of a column as the file has it.
    fn header(&self, place: usize) -> &str {
        self.headers.get(place).map_or("", String::as_str)
    }
}

/// Which columns stand for which nomination, by the name of [`VoteColumns`].
pub type Mapping = BTreeMap<String, NominationId>;

/// Columns that are known to stand for a nomination: by what was said for the last table of this body, or because the column is
/// headed by the label itself.
pub fn known_mapping(
    table: &CountTable<'_>,
    kept: &BTreeMap<String, String>,
    nominations: &[Nomination],
) -> Mapping {
    let by_label: BTreeMap<String, NominationId> = nominations
        .iter()
        .map(|n| (fold_for_search(&n.label), n.id))
        .collect();
    let mut taken = BTreeSet::new();
    let mut mapping = Mapping::new();
    for columns in &table.votes {
        let key = match table.kind {
            TableKind::Plain => fold_for_search(&columns.name),
            TableKind::Votemanager => match kept.get(&columns.name) {
                Some(key) => key.clone(),
                None => continue,
            },
        };
        if let Some(id) = by_label.get(&key)
            && taken.insert(*id)
        {
            mapping.insert(columns.name.clone(), *id);
        }
    }
    mapping
}

/// A first suggestion for whoever says which column is which: what is known, and for the others the order of the ballot.
pub fn suggested_mapping(
    table: &CountTable<'_>,
    kept: &BTreeMap<String, String>,
    nominations: &[Nomination],
) -> Mapping {
    let mut mapping = known_mapping(table, kept, nominations);
    let mut rest = nominations
        .iter()
        .filter(|n| n.stands() && !mapping.values().any(|id| *id == n.id))
        .map(|n| n.id)
        .collect::<Vec<_>>()
        .into_iter();
    for columns in &table.votes {
        if !mapping.contains_key(&columns.name)
            && let Some(id) = rest.next()
        {
            mapping.insert(columns.name.clone(), id);
        }
    }
    mapping
}

#[cfg(test)]
mod tests;
