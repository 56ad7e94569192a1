//! Sheets with the clear codes, as a page to print or as PDF, in the languages of whoever gets them; and the list for handing them out.

use askama::Template;
use poem::{
    Response, handler,
    http::{HeaderValue, StatusCode, header},
    web::Path,
};

use super::{RollPath, roll_href, shell};
use crate::{
    rolls::{
        actions::{self, PrintedSheets},
        model::{Hall, Sheet, vote_address},
    },
    types::{Direction, FieldProblem, RollId},
    web::{
        FormData, PageResult, Refused, Shell, Visitor, html,
        letters::LetterLanguage,
        pdf::{self, Block, Column, Paper, Row},
        qr::{Qr, qr, squares},
    },
};

/// So many languages fit on a sheet.
const MOST_LANGUAGES: usize = 4;
/// Sides of the QR code on paper, in points: 42 mm.
const QR_SIDE: u8 = 119;

/// How sheets are printed.
pub(super) struct Print {
    /// Beside the language of the federation.
    languages: Vec<LetterLanguage>,
    as_pdf: bool,
}

impl Print {
    /// As whoever prints chose it.
    ///
    /// # Errors
    /// A language that there is not, or more than fit.
    pub(super) fn of(form: &FormData) -> Result<Self, FieldProblem> {
        let languages: Option<Vec<_>> = form
            .all("language")
            .iter()
            .map(|tag| LetterLanguage::parse(tag))
            .collect();
        let languages = languages.ok_or_else(|| {
            FieldProblem::new("language", crate::key!("field-sheet-language-unknown"))
        })?;
        if languages.len() > MOST_LANGUAGES {
            return Err(FieldProblem::new(
                "language",
                crate::key!("field-sheet-languages-too-many"),
            ));
        }
        Ok(Self {
            languages,
            as_pdf: form.has("as", "pdf"),
        })
    }

    /// A page with German and English.
    pub(super) fn plain() -> Self {
        Self {
            languages: ["de", "en"]
                .into_iter()
                .filter_map(LetterLanguage::parse)
                .collect(),
            as_pdf: false,
        }
    }
}

/// Answers with the sheets, this once.
pub(super) async fn sheets(visitor: &Visitor, printed: PrintedSheets, print: Print) -> PageResult {
    let mut languages: Vec<LetterLanguage> = LetterLanguage::of(printed.federation.locale)
        .into_iter()
        .collect();
    for language in print.languages {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    let address = vote_address(&visitor.app.config.base_url, printed.federation.locale);
    if print.as_pdf {
        let papers = printed
            .sheets
            .iter()
            .map(|sheet| paper(&printed, sheet, &languages, &address))
            .collect();
        match pdf::print_all(papers, pdf::mark(&visitor.app, &visitor.texts)).await {
            Ok(file) => {
                let name = format!("codes-{}.pdf", printed.roll.id);
                return Ok(pdf_file(&name, file));
            }
            // They are handed out once: rather as a page than not at all.
            Err(error) => tracing::error!(%error, "sheets could not be set as PDF"),
        }
    }
    page(visitor, printed, languages, address)
}

fn pdf_file(name: &str, file: Vec<u8>) -> Response {
    Response::builder()
        .content_type("application/pdf")
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        )
        .header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))
        .body(file)
}

fn paper(
    printed: &PrintedSheets,
    sheet: &Sheet,
    languages: &[LetterLanguage],
    address: &str,
) -> Paper {
    let first = languages.first();
    let mut blocks = vec![Block::Text {
        text: sheet.body_name.clone(),
    }];
    let each = |blocks: &mut Vec<Block>, words: &dyn Fn(LetterLanguage) -> Vec<Block>| {
        blocks.extend(languages.iter().map(|language| Block::Language {
            lang: language.tag(),
            is_rtl: language.direction() == Direction::RightToLeft,
            blocks: words(*language),
        }));
    };
    if sheet.is_of_deputy() {
        each(&mut blocks, &|language| {
            vec![Block::State {
                text: language.word("deputy"),
                lines: vec![language.word("deputy-explained")],
            }]
        });
    }
    each(&mut blocks, &|language| {
        vec![Block::Fine {
            text: language.word("your-code"),
        }]
    });
    blocks.push(Block::ToType {
        text: sheet.code.to_string(),
    });
    blocks.push(Block::Text {
        text: address.to_owned(),
    });
    blocks.extend(squares(&sheet.link(address)).map(|squares| Block::Code {
        squares,
        alternative: address.to_owned(),
        side: QR_SIDE,
    }));
    each(&mut blocks, &|language| {
        let last = if sheet.is_of_deputy() {
            language.word("keep")
        } else {
            format!(
                "{} {}",
                language.n("votes", &sheet.votes),
                language.word("keep")
            )
        };
        vec![
            Block::Heading {
                level: 1,
                text: language.word("how"),
            },
            Block::List {
                numbered: true,
                items: ["step-open", "step-code", "step-vote"]
                    .map(|key| language.word(key))
                    .into(),
            },
            Block::Text { text: last },
        ]
    });
    Paper {
        lang: first.map_or("de", |l| l.tag()),
        is_rtl: first.is_some_and(|l| l.direction() == Direction::RightToLeft),
        author: printed.federation.name.clone(),
        caption: format!("{} · {}", printed.federation.name, printed.roll.title),
        title: sheet.name.clone(),
        footer: format!("{} · {}", sheet.number, printed.federation.contact),
        blocks,
    }
}

/// What a sheet shows.
struct SheetView {
    sheet: Sheet,
    qr: Option<Qr>,
}

impl std::ops::Deref for SheetView {
    type Target = Sheet;
    fn deref(&self) -> &Sheet {
        &self.sheet
    }
}

impl SheetView {
    fn groups(&self) -> impl Iterator<Item = &str> {
        self.sheet.code.split('-')
    }
}

#[derive(Template)]
#[template(path = "rolls/sheets.html")]
struct SheetsPage {
    shell: Shell,
    printed: PrintedSheets,
    sheets: Vec<SheetView>,
    /// That of the federation and those chosen, whatever the person printing them reads.
    languages: Vec<LetterLanguage>,
    /// Where voters go.
    address: String,
    back: String,
}

fn page(
    visitor: &Visitor,
    mut printed: PrintedSheets,
    languages: Vec<LetterLanguage>,
    address: String,
) -> PageResult {
    let sheets = std::mem::take(&mut printed.sheets)
        .into_iter()
        .map(|sheet| SheetView {
            qr: qr(&sheet.link(&address)),
            sheet,
        })
        .collect();
    let page = SheetsPage {
        shell: shell(
            visitor,
            &printed.federation,
            &printed.roll,
            Some(visitor.texts.t("rolls-sheets")),
        )?,
        back: roll_href(visitor, &printed.federation, printed.roll.id),
        languages,
        sheets,
        address,
        printed,
    };
    let mut response = html(&page)?;
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A line of the list for handing sheets out.
struct Line {
    number: i64,
    name: String,
    body: String,
    is_deputy: bool,
}

#[derive(Template)]
#[template(path = "rolls/handout.html")]
struct HandOutPage {
    shell: Shell,
    title: String,
    lines: Vec<Line>,
    back: String,
    pdf: String,
}

/// Everybody who gets a sheet, by name as the page's language sorts.
fn lines(visitor: &Visitor, hall: Hall) -> Vec<Line> {
    let entries = hall.places.into_iter().map(|place| Line {
        number: place.entry.number,
        name: visitor.texts.person(&place.entry.name),
        body: place.entry.body_name,
        is_deputy: false,
    });
    let deputies = hall.stand_ins.into_iter().map(|deputy| Line {
        number: deputy.number,
        name: visitor.texts.person(&deputy.name),
        body: deputy.body_name,
        is_deputy: true,
    });
    let mut lines: Vec<Line> = entries.chain(deputies).collect();
    visitor.texts.collate(&mut lines, |line| &line.name);
    lines
}

#[handler]
pub(super) async fn hand_out_page(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let roll = RollId(roll);
    let found = actions::roll(&visitor.app, actor, &slug, roll)
        .await
        .map_err(Refused::from)?;
    let hall = actions::places(&visitor.app, actor, &slug, roll)
        .await
        .map_err(Refused::from)?;
    let back = roll_href(&visitor, &found.federation, roll);
    html(&HandOutPage {
        shell: shell(
            &visitor,
            &found.federation,
            &found.roll,
            Some(visitor.texts.t("rolls-handout")),
        )?,
        title: found.roll.title,
        lines: lines(&visitor, hall),
        pdf: format!("{back}/handout.pdf"),
        back,
    })
}

#[handler]
pub(super) async fn hand_out_pdf(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let roll = RollId(roll);
    let found = actions::roll(&visitor.app, actor, &slug, roll)
        .await
        .map_err(Refused::from)?;
    let hall = actions::places(&visitor.app, actor, &slug, roll)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let columns = [
        ("rolls-number", true),
        ("rolls-name", false),
        ("rolls-body", false),
        ("rolls-handout-signature", false),
    ];
    let rows = lines(&visitor, hall).into_iter().map(|line| {
        let name = if line.is_deputy {
            format!("{} ({})", line.name, texts.t("rolls-handout-deputy"))
        } else {
            line.name
        };
        // Room to sign in, also where the name is short.
        let cells = [
            texts.number(line.number),
            name,
            line.body,
            format!("\n{}", "_".repeat(24)),
        ];
        Row {
            cells: cells.into(),
            strong: false,
        }
    });
    let tag = texts.locale().tag();
    let paper = Paper {
        lang: tag.split_once('-').map_or(tag, |(language, _)| language),
        is_rtl: texts.locale().direction() == Direction::RightToLeft,
        author: found.federation.name.clone(),
        caption: found.roll.title.clone(),
        title: texts.t("rolls-handout"),
        footer: format!("{} · {}", found.federation.name, found.roll.title),
        blocks: vec![
            Block::Text {
                text: texts.t("rolls-handout-explained"),
            },
            Block::Table {
                head: columns
                    .map(|(key, numeric)| Column {
                        label: texts.t(key),
                        numeric,
                    })
                    .into(),
                rows: rows.collect(),
            },
        ],
    };
    match pdf::print(paper, pdf::mark(&visitor.app, &visitor.texts)).await {
        Ok(file) => Ok(pdf_file(&format!("handout-{roll}.pdf"), file)),
        Err(error) => {
            tracing::error!(%error, "a list could not be set as PDF");
            Err(poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(languages: &[&str]) -> FormData {
        let mut form = FormData::default();
        for language in languages {
            form.add("language", *language);
        }
        form
    }

    #[test]
    fn languages_of_sheets_are_known_and_few() {
        let Ok(print) = Print::of(&form(&["tr", "ar"])) else {
            panic!("two languages are read");
        };
        assert!(!print.as_pdf);
        assert_eq!(print.languages.len(), 2);
        for (languages, key) in [
            (vec!["xx"], "field-sheet-language-unknown"),
            (
                vec!["de", "en", "tr", "ar", "uk"],
                "field-sheet-languages-too-many",
            ),
        ] {
            let problem = Print::of(&form(&languages)).err().expect("refused");
            assert_eq!((problem.field.as_str(), problem.key), ("language", key));
        }
    }
}
