//! Sets papers: breaks words into lines, and lines into pages.
//!
//! Lengths are points (1/72 inch), on a page from its upper left corner.

mod tables;

use std::{borrow::Cow, rc::Rc};

use parley::{
    FontContext, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext, LineHeight,
    StyleProperty,
    fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache},
};

use super::{super::qr::Squares, Block, Column, Paper, Row};

/// A length on paper. It decides nothing, so that it need not be exact.
pub(super) type Length = f32;

/// A4.
pub(super) const WIDTH: Length = 595.0;
pub(super) const HEIGHT: Length = 842.0;
const MARGIN: Length = 57.0;
/// Where the words of a page end; below stands its foot.
const BOTTOM: Length = HEIGHT - 70.0;
const INNER: Length = WIDTH - 2.0 * MARGIN;
/// Between the columns of a table.
const GAP: Length = 8.0;

/// How words look.
#[derive(Clone, Copy)]
struct Style {
    size: Length,
    bold: bool,
    ink: u8,
}

const PLAIN: Style = Style {
    size: 9.5,
    bold: false,
    ink: 0,
};
const STRONG: Style = Style {
    bold: true,
    ..PLAIN
};
const TO_TYPE: Style = Style {
    size: 19.0,
    ..STRONG
};
const FINE: Style = Style {
    size: 8.5,
    bold: false,
    ink: 80,
};

/// Words set to a width.
pub(super) struct Set {
    pub text: String,
    /// Lightness of the ink.
    pub ink: u8,
    pub layout: Layout<()>,
}

/// Something at its place on a page.
pub(super) enum Mark {
    Line {
        words: Rc<Set>,
        line: usize,
        x: Length,
        baseline: Length,
        /// The part of the paper's tree that it belongs to; `None` for the foot of a page.
        leaf: Option<usize>,
    },
    Rule {
        x: Length,
        y: Length,
        width: Length,
        height: Length,
    },
    /// Dark squares of a drawing.
    Squares {
        x: Length,
        y: Length,
        unit: Length,
        runs: Vec<(usize, usize, usize)>,
        leaf: usize,
    },
}

/// A part of the tree that is read aloud; numbers are leaves.
pub(super) enum Part {
    Heading(u16, String, usize),
    Words(usize),
    List(bool, Vec<usize>),
    Table {
        head: Vec<usize>,
        rows: Vec<Vec<usize>>,
    },
    Drawing(String, usize),
}

/// A paper with everything at its place.
pub(super) struct Pages {
    /// Page by page.
    pub marks: Vec<Vec<Mark>>,
    /// In the order in which they are read aloud, each with its language where it is not that of the paper.
    pub parts: Vec<(Option<&'static str>, Part)>,
    /// Number of leaves that marks and parts name.
    pub leaves: usize,
}

struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    is_rtl: bool,
    pages: Vec<Vec<Mark>>,
    /// The next line begins here.
    y: Length,
    /// The language of the words being set, where it is not that of the paper.
    lang: Option<&'static str>,
    parts: Vec<(Option<&'static str>, Part)>,
    leaves: usize,
}

/// A font of the pages, unpacked.
pub(super) struct FontFile {
    /// One of [`FAMILIES`].
    pub family: &'static str,
    pub bold: bool,
    pub data: Vec<u8>,
}

/// Sets papers; the first of the fonts that has a sign gives it.
pub(super) fn set(papers: &[Paper], fonts: &[FontFile]) -> Vec<Pages> {
    let mut setter = Setter::new(fonts);
    papers.iter().map(|paper| setter.paper(paper)).collect()
}

impl Setter {
    fn new(files: &[FontFile]) -> Self {
        let options = CollectionOptions {
            shared: false,
            system_fonts: false,
        };
        let mut collection = Collection::new(options);
        for FontFile { family, bold, data } in files {
            let named = FontInfoOverride {
                family_name: Some(family),
                width: None,
                style: None,
                weight: Some(if *bold {
                    FontWeight::BOLD
                } else {
                    FontWeight::NORMAL
                }),
                axes: None,
            };
            collection.register_fonts(Blob::from(data.clone()), Some(named));
        }
        Self {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
            is_rtl: false,
            pages: Vec::new(),
            y: MARGIN,
            lang: None,
            parts: Vec::new(),
            leaves: 0,
        }
    }

    fn paper(&mut self, paper: &Paper) -> Pages {
        (self.is_rtl, self.lang) = (paper.is_rtl, None);
        (self.pages, self.y) = (vec![Vec::new()], MARGIN);
        self.words(&paper.caption, FINE);
        self.heading(1, &paper.title, 17.0);
        for block in &paper.blocks {
            self.block(block);
        }
        self.is_rtl = paper.is_rtl;
        self.feet(&paper.footer);
        Pages {
            marks: std::mem::take(&mut self.pages),
            parts: std::mem::take(&mut self.parts),
            leaves: std::mem::take(&mut self.leaves),
        }
    }

    fn part(&mut self, part: Part) {
        self.parts.push((self.lang, part));
    }

    fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    /// Words in lines of at most a width; of any width where none is given.
    fn set(&mut self, text: &str, style: Style, width: Option<Length>) -> Rc<Set> {
        // Signs that only keep directions apart have no shape; the lines are set by their own direction.
        let text: String = text
            .chars()
            .filter(|c| !matches!(c, '\u{2066}'..='\u{2069}'))
            .collect();
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, &text, 1.0, false);
        let families: Vec<_> = FAMILIES
            .iter()
            .map(|name| FontFamilyName::Named(Cow::Borrowed(*name)))
            .collect();
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Owned(
            families,
        ))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::FontWeight(if style.bold {
            FontWeight::BOLD
        } else {
            FontWeight::NORMAL
        }));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(
            1.35,
        )));
        builder.push_default(StyleProperty::OverflowWrap(parley::OverflowWrap::Anywhere));
        let mut layout = builder.build(&text);
        layout.break_all_lines(width);
        Rc::new(Set {
            text,
            ink: style.ink,
            layout,
        })
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let (tag, size) = if *level <= 1 { (2, 13.0) } else { (3, 10.5) };
                self.heading(tag, text, size);
            }
            Block::Text { text } => self.words(text, PLAIN),
            Block::Language {
                lang,
                is_rtl,
                blocks,
            } => {
                let before = (self.lang, self.is_rtl);
                (self.lang, self.is_rtl) = (Some(*lang), *is_rtl);
                for block in blocks {
                    self.block(block);
                }
                (self.lang, self.is_rtl) = before;
            }
            Block::ToType { text } => self.words(text, TO_TYPE),
            Block::Fine { text } => self.words(text, FINE),
            Block::State { text, lines } => {
                self.words(text, STRONG);
                self.y -= 3.0;
                for line in lines {
                    self.words(line, FINE);
                }
            }
            Block::List { numbered, items } => self.list(*numbered, items),
            Block::Facts { rows } => self.facts(rows),
            Block::Table { head, rows } => self.table(head, rows),
            Block::Code {
                squares,
                alternative,
                side,
            } => self.code(squares, alternative, Length::from(*side)),
        }
    }

    fn heading(&mut self, level: u16, text: &str, size: Length) {
        self.y += if level == 1 { 2.0 } else { 9.0 };
        let words = self.set(
            text,
            Style {
                size,
                bold: true,
                ink: 0,
            },
            Some(INNER),
        );
        // With the lines that follow it.
        self.make_room(words.layout.height() + 34.0);
        let leaf = self.leaf();
        self.part(Part::Heading(level, text.to_owned(), leaf));
        self.lines(&words, MARGIN, INNER, leaf);
        self.y += 4.0;
    }

    fn words(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let words = self.set(text, style, Some(INNER));
        let leaf = self.leaf();
        self.part(Part::Words(leaf));
        self.lines(&words, MARGIN, INNER, leaf);
        self.y += 5.0;
    }

    fn list(&mut self, numbered: bool, items: &[String]) {
        let mut leaves = Vec::new();
        for (item, number) in items.iter().zip(1..) {
            let sign = if numbered {
                format!("{number}.")
            } else {
                "•".to_owned()
            };
            let indent = 16.0;
            let (sign, words) = (
                self.set(&sign, PLAIN, None),
                self.set(item, PLAIN, Some(INNER - indent)),
            );
            let leaf = self.leaf();
            leaves.push(leaf);
            self.make_room(first_height(&words));
            let y = self.y;
            let (sign_x, x) = if self.is_rtl {
                (WIDTH - MARGIN - indent, MARGIN)
            } else {
                (MARGIN, MARGIN + indent)
            };
            self.lines(&sign, sign_x, indent - 4.0, leaf);
            self.y = y;
            self.lines(&words, x, INNER - indent, leaf);
            self.y += 2.0;
        }
        self.part(Part::List(numbered, leaves));
        self.y += 3.0;
    }

    /// Names in a narrow column, values beside them.
    fn facts(&mut self, rows: &[(String, String)]) {
        let name_width = INNER * 0.32;
        let value_width = INNER - name_width - GAP;
        let mut tree = Vec::new();
        for (name, value) in rows {
            let (name, value) = (
                self.set(name, STRONG, Some(name_width)),
                self.set(value, PLAIN, Some(value_width)),
            );
            let leaves = [self.leaf(), self.leaf()];
            tree.push(leaves.to_vec());
            let at = self.columns(&[name_width, value_width]);
            self.row(&[name, value], &at, &[false, false], &leaves);
            self.y += 3.0;
        }
        self.part(Part::Table {
            head: Vec::new(),
            rows: tree,
        });
        self.y += 4.0;
    }

    fn code(&mut self, squares: &Squares, alternative: &str, side: Length) {
        self.make_room(side);
        let unit = side / squares.size.max(1) as Length;
        let x = if self.is_rtl {
            WIDTH - MARGIN - side
        } else {
            MARGIN
        };
        let (y, leaf) = (self.y, self.leaf());
        self.part(Part::Drawing(alternative.to_owned(), leaf));
        self.mark(Mark::Squares {
            x,
            y,
            unit,
            runs: squares.runs.clone(),
            leaf,
        });
        self.y += side + 4.0;
    }

    fn rule(&mut self, height: Length) {
        let y = self.y;
        self.mark(Mark::Rule {
            x: MARGIN,
            y,
            width: INNER,
            height,
        });
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Begins a page where less than this is left; whether it did.
    fn make_room(&mut self, height: Length) -> bool {
        let full = self.y + height > BOTTOM && self.y > MARGIN;
        if full {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
        full
    }

    fn lines(&mut self, words: &Rc<Set>, x: Length, width: Length, leaf: usize) {
        self.place(words, (x, width), false, Some(leaf));
    }

    /// Puts lines from the present height on, at the beginning of their column or, numbers, at its end.
    fn place(
        &mut self,
        words: &Rc<Set>,
        (x, width): (Length, Length),
        at_end: bool,
        leaf: Option<usize>,
    ) {
        let lines: Vec<(Length, Length, Length)> = words
            .layout
            .lines()
            .map(|line| {
                let metrics = line.metrics();
                (
                    metrics.advance,
                    metrics.line_height,
                    metrics.baseline - metrics.block_min_coord,
                )
            })
            .collect();
        for (at, (advance, height, ascent)) in lines.into_iter().enumerate() {
            // The foot stands where nothing else does.
            if leaf.is_some() {
                self.make_room(height);
            }
            let x = if at_end == self.is_rtl {
                x
            } else {
                x + width - advance
            };
            let baseline = self.y + ascent;
            self.mark(Mark::Line {
                words: Rc::clone(words),
                line: at,
                x,
                baseline,
                leaf,
            });
            self.y += height;
        }
    }

    /// What stands below each page, with its number.
    fn feet(&mut self, footer: &str) {
        let count = self.pages.len();
        let style = Style { size: 7.5, ..FINE };
        let footer = self.set(footer, style, Some(INNER - 50.0));
        let columns = self.columns(&[INNER - 50.0, 50.0 - GAP]);
        for (page, number) in std::mem::take(&mut self.pages).into_iter().zip(1..) {
            self.pages.push(page);
            let number = self.set(&format!("{number} / {count}"), style, None);
            for ((words, column), at_end) in [footer.clone(), number]
                .iter()
                .zip(&columns)
                .zip([false, true])
            {
                self.y = HEIGHT - 52.0;
                self.place(words, *column, at_end, None);
            }
        }
    }
}

/// Families of the fonts, in the order in which they are asked for a sign.
pub(super) const FAMILIES: [&str; 4] = ["latin", "latin-ext", "cyrillic", "arabic"];

fn tallest(cells: &[Rc<Set>]) -> Length {
    cells
        .iter()
        .map(|cell| cell.layout.height())
        .fold(0.0, Length::max)
}

fn first_height(words: &Set) -> Length {
    words
        .layout
        .lines()
        .next()
        .map_or(0.0, |line| line.metrics().line_height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::pdf::{FONTS, draw::lifted};

    /// How far the signs of a word stand above the line.
    fn lifts(word: &str) -> Vec<Length> {
        let words = Setter::new(&FONTS).set(word, PLAIN, None);
        let mut lifts = Vec::new();
        for line in words.layout.lines() {
            for run in line.runs() {
                for cluster in run.visual_clusters() {
                    lifts.extend(cluster.glyphs().map(|glyph| lifted(&glyph)));
                }
            }
        }
        lifts
    }

    #[test]
    fn signs_above_and_below_arabic_letters_stand_there() {
        // Alef with hamza above, and the dots of yeh at the end of "in": in these fonts they are signs of their own.
        let (above, below) = (lifts("\u{623}"), lifts("\u{641}\u{64A}"));
        assert!(above.iter().any(|lift| *lift > 0.0), "{above:?}");
        assert!(below.iter().any(|lift| *lift < 0.0), "{below:?}");
    }
}
