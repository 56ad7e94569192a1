//! Papers as PDF (PDF/UA-1): what a page tells, set on A4.
//!
//! A paper is words, lists and tables; nothing in them is markup. `set` breaks them into lines and pages, `draw` writes the file.

mod draw;
mod set;

use std::sync::LazyLock;

use rust_embed::RustEmbed;
use tokio::sync::Semaphore;

use set::{FAMILIES, FontFile};

use super::texts::Texts;
use crate::App;

/// What marks the papers of a rehearsal.
pub fn mark(app: &App, texts: &Texts) -> Option<String> {
    app.config
        .rehearsal
        .then(|| texts.t(crate::key!("layout-rehearsal")))
}

/// What is to be set.
pub struct Paper {
    /// Language of the words, as in HTML.
    pub lang: &'static str,
    /// Read from right to left.
    pub is_rtl: bool,
    /// Who publishes it.
    pub author: String,
    /// Stands small over the title.
    pub caption: String,
    pub title: String,
    /// Stands at the foot of each page, beside its number.
    pub footer: String,
    pub blocks: Vec<Block>,
}

/// A part of a paper.
pub enum Block {
    Heading {
        /// 1 or 2.
        level: u8,
        text: String,
    },
    Text {
        text: String,
    },
    /// Small print.
    Fine {
        text: String,
    },
    /// In what state the thing is.
    State {
        text: String,
        lines: Vec<String>,
    },
    List {
        numbered: bool,
        items: Vec<String>,
    },
    /// Names with their values.
    Facts {
        rows: Vec<(String, String)>,
    },
    Table {
        head: Vec<Column>,
        /// Each has as many cells as the head.
        rows: Vec<Row>,
    },
    /// A QR code, its sides in points.
    Code {
        squares: super::qr::Squares,
        alternative: String,
        side: u8,
    },
    /// What somebody types from the paper.
    ToType {
        text: String,
    },
    /// The same or other things in another language.
    Language {
        lang: &'static str,
        is_rtl: bool,
        blocks: Vec<Block>,
    },
}

/// The head of a column.
#[derive(Debug)]
pub struct Column {
    pub label: String,
    /// Numbers stand at the end, and their column is as narrow as they allow.
    pub numeric: bool,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    pub cells: Vec<String>,
    pub strong: bool,
}

/// The paper could not be set: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("the paper could not be set: {0}")]
pub struct PdfError(String);

/// One paper at a time: setting one takes a core.
static PRESS: Semaphore = Semaphore::const_new(1);

/// Sets a paper, away from the threads that answer requests; the same words give the same bytes. A mark stands at head and foot.
///
/// # Errors
/// Only where the program is wrong.
pub async fn print(paper: Paper, mark: Option<String>) -> Result<Vec<u8>, PdfError> {
    print_all(vec![paper], mark).await
}

/// Sets papers into one file, each from a new page on; the file bears the title and the language of the first.
///
/// # Errors
/// Only where the program is wrong.
pub async fn print_all(mut papers: Vec<Paper>, mark: Option<String>) -> Result<Vec<u8>, PdfError> {
    for (paper, mark) in papers.iter_mut().zip(mark.iter().cycle()) {
        paper.caption = format!("{mark} {}", paper.caption);
        paper.footer = format!("{mark} {}", paper.footer);
    }
    let _turn = PRESS.acquire().await.map_err(|e| PdfError(e.to_string()))?;
    tokio::task::spawn_blocking(move || draw::write(&papers, &set::set(&papers, &FONTS)))
        .await
        .map_err(|e| PdfError(e.to_string()))?
}

#[derive(RustEmbed)]
#[folder = "templates/static/fonts/"]
struct Files;

/// The fonts of the pages, unpacked once.
static FONTS: LazyLock<Vec<FontFile>> = LazyLock::new(|| {
    let weights = FAMILIES
        .into_iter()
        .flat_map(|family| [(family, false), (family, true)]);
    weights
        .filter_map(|(family, bold)| {
            let weight = if bold { 700 } else { 400 };
            let file = Files::get(&format!("noto-sans-{family}-{weight}.woff2"))?;
            let data = wuff::decompress_woff2(&file.data).ok()?;
            Some(FontFile { family, bold, data })
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_of_the_pages_can_be_unpacked() {
        assert_eq!(FONTS.len(), 2 * FAMILIES.len());
    }
}
