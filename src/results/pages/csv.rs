//! A result as a table of cells, for spreadsheet programs.

use poem::http::StatusCode;

use super::view::ResultView;
use crate::{
    results::model::{PublishedOutcome, ResultDocument},
    types::Locale,
    web::{
        csv_out::{Cell, CsvOut, CsvOutError},
        texts::Texts,
    },
};

/// The file; one row a figure, an answer or candidate, and a vote by name.
pub(super) fn csv_file(
    texts: &Texts,
    locale: Locale,
    document: &ResultDocument,
) -> poem::Result<Vec<u8>> {
    write(texts, locale, document).map_err(|e| {
        tracing::error!(error = %e, "a result could not be written as CSV");
        poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR)
    })
}

fn write(texts: &Texts, locale: Locale, document: &ResultDocument) -> Result<Vec<u8>, CsvOutError> {
    let view = ResultView::new(texts, locale, document);
    let t = |key| texts.ta_plain(key, &[]);
    let headers = [
        crate::key!("results-csv-part"),
        crate::key!("results-csv-number"),
        crate::key!("results-csv-name"),
        crate::key!("results-csv-body"),
        crate::key!("results-csv-votes"),
        crate::key!("results-csv-outcome"),
    ]
    .map(t);
    let mut file = CsvOut::new(&headers.each_ref().map(String::as_str))?;
    let about = t(crate::key!("results-csv-about"));
    for (name, value) in [
        (
            t(crate::key!("results-csv-title")),
            view.title.text.as_str(),
        ),
        (
            t(crate::key!("results-csv-federation")),
            document.federation.name.as_str(),
        ),
        (t(crate::key!("results-csv-state")), view.state.as_str()),
        (t(crate::key!("results-csv-result")), view.headline.as_str()),
    ] {
        file.row(&[
            Cell::Text(&about),
            Cell::Empty,
            Cell::Text(&name),
            Cell::Empty,
            Cell::Empty,
            Cell::Text(value),
        ])?;
    }
    let figures = t(crate::key!("results-csv-figures"));
    let mut figure = |key: &'static str, n: i64| {
        file.row(&[
            Cell::Text(&figures),
            Cell::Empty,
            Cell::Text(&t(key)),
            Cell::Empty,
            Cell::Number(n),
            Cell::Empty,
        ])
    };
    figure(crate::key!("results-entitled"), document.entitled())?;
    if let Some(excluded) = &document.roll.excluded {
        figure(crate::key!("results-csv-excluded"), excluded.entries)?;
    }
    figure(crate::key!("results-voters"), document.voters)?;
    figure(crate::key!("results-ballots"), document.ballots)?;
    if let Some(sums) = &document.figures {
        figure(crate::key!("results-valid"), sums.valid)?;
        figure(crate::key!("results-blank"), sums.blank)?;
        figure(crate::key!("results-invalid"), sums.invalid)?;
    }
    let options = t(if view.is_election {
        crate::key!("results-csv-candidate")
    } else {
        crate::key!("results-csv-answer")
    });
    for (number, name, votes, became) in options_of(texts, locale, document) {
        file.row(&[
            Cell::Text(&options),
            Cell::Number(number),
            Cell::Text(&name),
            Cell::Empty,
            votes.map_or(Cell::Empty, Cell::Number),
            Cell::Text(&became),
        ])?;
    }
    let by_name = t(crate::key!("results-csv-by-name"));
    let hidden = t(crate::key!("results-name-not-published"));
    for (vote, of) in view
        .roll_call
        .iter()
        .zip(document.roll_call.iter().flatten())
    {
        let name = vote.name.as_deref().unwrap_or(&hidden);
        let standing_in = match (&of.deputy, &of.proxy) {
            (Some(deputy), _) => {
                let deputy = deputy.name.as_deref().unwrap_or(&hidden);
                Some(texts.ta_plain(
                    "results-standing-in",
                    &[("deputy", deputy.into()), ("name", name.into())],
                ))
            }
            (None, Some(proxy)) => {
                let holder = proxy.name.as_deref().unwrap_or(&hidden);
                Some(texts.ta_plain(
                    "results-by-proxy",
                    &[("holder", holder.into()), ("name", name.into())],
                ))
            }
            (None, None) => None,
        };
        file.row(&[
            Cell::Text(&by_name),
            Cell::Number(vote.number),
            Cell::Text(standing_in.as_deref().unwrap_or(name)),
            Cell::Text(&vote.body),
            Cell::Number(vote.votes),
            Cell::Text(&vote.vote),
        ])?;
    }
    file.finish()
}

/// Number, name, votes and what became of each option, in the order of the ballot.
fn options_of(
    texts: &Texts,
    locale: Locale,
    document: &ResultDocument,
) -> Vec<(i64, String, Option<i64>, String)> {
    let votes = |i: usize| {
        document
            .figures
            .as_ref()
            .and_then(|f| f.votes.get(i).copied())
    };
    match &document.outcome {
        PublishedOutcome::Motion { .. } if document.figures.is_none() => Vec::new(),
        PublishedOutcome::Motion { .. } => {
            let words = [
                crate::key!("results-yes"),
                crate::key!("results-no"),
                crate::key!("results-abstain"),
            ];
            (1..)
                .zip(words)
                .enumerate()
                .map(|(i, (n, key))| (n, texts.t_plain(key), votes(i), String::new()))
                .collect()
        }
        PublishedOutcome::Election {
            elected,
            tied,
            seats,
            ..
        } => (1..)
            .zip(&document.poll.options)
            .enumerate()
            .map(|(i, (n, label))| {
                let became = if let Some(won) = seats.get(i) {
                    texts.ta_plain("results-list-seats", &[("n", (*won).into())])
                } else if elected.contains(&n) {
                    texts.t_plain("results-elected")
                } else if tied.contains(&n) {
                    texts.t_plain("results-tied")
                } else {
                    String::new()
                };
                (
                    n,
                    label.in_language(locale, &[]).0.to_owned(),
                    votes(i),
                    became,
                )
            })
            .collect(),
    }
}
