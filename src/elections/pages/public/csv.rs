//! A result as a table of cells, for spreadsheet programs.

use super::{history::standing_words, words::Words};
use crate::{
    elections::model::document::{ElectionDocument, NominationResult},
    web::{
        csv_out::{Cell, CsvOut, CsvOutError},
        texts::Texts,
    },
};

/// The file; one row for each figure, list, person and district.
pub(super) fn csv_file(texts: &Texts, document: &ElectionDocument) -> Result<Vec<u8>, CsvOutError> {
    let words = Words::new(texts, document);
    let t = |key: &'static str| texts.t_plain(key);
    let headers = [
        crate::key!("outcome-csv-part"),
        crate::key!("outcome-csv-number"),
        crate::key!("outcome-csv-name"),
        crate::key!("outcome-csv-list"),
        crate::key!("outcome-csv-votes"),
        crate::key!("outcome-csv-entitled"),
        crate::key!("outcome-csv-filled"),
        crate::key!("outcome-csv-note"),
    ]
    .map(t);
    let mut file = CsvOut::new(&headers.each_ref().map(String::as_str))?;
    about(&mut file, &words, &t)?;
    figures(&mut file, &words, &t)?;
    lists(&mut file, &words, &t)?;
    people(&mut file, &words, &t)?;
    districts(&mut file, document, &t)?;
    file.finish()
}

type Text<'t> = &'t dyn Fn(&'static str) -> String;

fn about(file: &mut CsvOut, words: &Words<'_>, t: Text<'_>) -> Result<(), CsvOutError> {
    let document = words.document;
    let election = &document.election;
    let part = t(crate::key!("outcome-csv-about"));
    let (_, standing) = standing_words(words.texts, document.standing);
    let published = document.published_at.to_string();
    let texts = [
        (crate::key!("outcome-csv-body"), election.body.as_str()),
        (
            crate::key!("outcome-csv-federation"),
            document.federation.name.as_str(),
        ),
        (crate::key!("outcome-csv-standing"), standing.as_str()),
        (crate::key!("outcome-csv-published"), published.as_str()),
        (crate::key!("outcome-csv-reason"), document.reason.as_str()),
        (
            crate::key!("outcome-csv-source"),
            election.rules.legal_source.as_str(),
        ),
    ];
    let mut row = |name: &'static str, value: Cell<'_>| {
        let name = t(name);
        let mut cells = [Cell::Empty; 8];
        let [first, _, third, _, _, _, _, last] = &mut cells;
        (*first, *third, *last) = (Cell::Text(&part), Cell::Text(&name), value);
        file.row(&cells)
    };
    row(
        crate::key!("outcome-csv-day"),
        Cell::Day(election.day.date()),
    )?;
    row(
        crate::key!("outcome-csv-version"),
        Cell::Number(document.version),
    )?;
    for (name, value) in texts {
        row(name, Cell::Text(value))?;
    }
    Ok(())
}

fn figures(file: &mut CsvOut, words: &Words<'_>, t: Text<'_>) -> Result<(), CsvOutError> {
    let document = words.document;
    let part = t(crate::key!("outcome-csv-figures"));
    let invalid = if words.one_vote_each() {
        crate::key!("outcome-invalid")
    } else {
        crate::key!("outcome-invalid-ballots")
    };
    for (key, n) in [
        (crate::key!("outcome-eligible"), document.figures.eligible),
        (crate::key!("outcome-voters"), document.figures.voters),
        (invalid, document.figures.invalid),
        (crate::key!("outcome-valid"), document.figures.valid),
        (
            crate::key!("outcome-csv-districts"),
            Some(document.reporting.districts),
        ),
        (
            crate::key!("outcome-csv-reported"),
            Some(document.reporting.reported),
        ),
        (crate::key!("outcome-seats"), Some(document.election.seats)),
    ] {
        file.row(&[
            Cell::Text(&part),
            Cell::Empty,
            Cell::Text(&t(key)),
            Cell::Empty,
            n.map_or(Cell::Empty, Cell::Number),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ])?;
    }
    Ok(())
}

/// The lists in the order of the ballot.
fn lists(file: &mut CsvOut, words: &Words<'_>, t: Text<'_>) -> Result<(), CsvOutError> {
    let (list, independent) = (
        t(crate::key!("outcome-csv-list")),
        t(crate::key!("outcome-independent")),
    );
    for (group, nomination, number) in in_order(words.document) {
        file.row(&[
            Cell::Text(if nomination.independent {
                &independent
            } else {
                &list
            }),
            Cell::Number(number),
            Cell::Text(&nomination.label),
            Cell::Empty,
            Cell::Number(nomination.votes),
            Cell::Number(nomination.entitled),
            Cell::Number(nomination.filled),
            Cell::Text(group),
        ])?;
    }
    Ok(())
}

fn people(file: &mut CsvOut, words: &Words<'_>, t: Text<'_>) -> Result<(), CsvOutError> {
    let part = t(crate::key!("outcome-csv-person"));
    let withheld = t(crate::key!("outcome-name-withheld"));
    for (_, nomination, _) in in_order(words.document) {
        for person in &nomination.people {
            file.row(&[
                Cell::Text(&part),
                Cell::Number(person.position),
                Cell::Text(person.name.as_deref().unwrap_or(&withheld)),
                Cell::Text(&nomination.label),
                person.votes.map_or(Cell::Empty, Cell::Number),
                Cell::Empty,
                Cell::Empty,
                Cell::Text(&words.came_to(Some(person.standing))),
            ])?;
        }
    }
    Ok(())
}

fn districts(
    file: &mut CsvOut,
    document: &ElectionDocument,
    t: Text<'_>,
) -> Result<(), CsvOutError> {
    let part = t(crate::key!("outcome-csv-district"));
    let missing = t(crate::key!("outcome-district-missing"));
    let suppressed = t(crate::key!("outcome-district-suppressed"));
    for district in &document.districts {
        let note = match (district.reported, district.suppressed) {
            (false, _) => missing.as_str(),
            (true, true) => suppressed.as_str(),
            (true, false) => "",
        };
        file.row(&[
            Cell::Text(&part),
            Cell::Number(district.number),
            Cell::Text(&district.name),
            Cell::Empty,
            district.figures.valid.map_or(Cell::Empty, Cell::Number),
            Cell::Empty,
            Cell::Empty,
            Cell::Text(note),
        ])?;
        let labels = in_order(document).map(|(_, nomination, number)| (nomination, number));
        for (votes, (nomination, number)) in district.votes.iter().zip(labels) {
            file.row(&[
                Cell::Text(&part),
                Cell::Number(number),
                Cell::Text(&district.name),
                Cell::Text(&nomination.label),
                Cell::Number(*votes),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ])?;
        }
    }
    Ok(())
}

/// Name of the group, nomination and number on the ballot.
fn in_order(document: &ElectionDocument) -> impl Iterator<Item = (&str, &NominationResult, i64)> {
    document
        .allocations
        .iter()
        .flat_map(|group| group.nominations.iter().map(|n| (group.name.as_str(), n)))
        .zip(1..)
        .map(|((group, nomination), number)| (group, nomination, number))
}
