//! Writes papers that were set, with the tags by which they are read aloud.

use std::{collections::HashMap, num::NonZeroU16};

use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Accessibility, ConfigurationBuilder},
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag,
        TableHeaderScope, Tag, TagGroup, TagTree,
    },
    text::{Font, GlyphId, KrillaGlyph},
};
use parley::{Glyph, Line};

use super::{
    Paper, PdfError,
    set::{HEIGHT, Length, Mark, Pages, Part, Set, WIDTH},
};

/// How far a sign stands above the line: it is set in lengths down the page, and drawn in lengths up from the line.
pub(super) fn lifted(glyph: &Glyph) -> Length {
    -glyph.y
}

/// The file of papers that were set. What a reader of PDF/UA would miss is refused here.
pub(super) fn write(papers: &[Paper], all_pages: &[Pages]) -> Result<Vec<u8>, PdfError> {
    let told = |e: &dyn std::fmt::Debug| PdfError(format!("{e:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| told(&e))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let first = papers
        .first()
        .ok_or_else(|| PdfError("no paper".to_owned()))?;
    let mut tree = TagTree::new().with_lang(Some(first.lang.to_owned()));
    let mut drawn = Drawn::default();
    for (paper, pages) in papers.iter().zip(all_pages) {
        drawn.leaves = vec![Vec::new(); pages.leaves];
        for marks in &pages.marks {
            let settings = PageSettings::from_wh(WIDTH, HEIGHT)
                .ok_or_else(|| PdfError("no page".to_owned()))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for mark in marks {
                drawn.draw(&mut surface, mark)?;
            }
            surface.finish();
            page.finish();
        }
        for (lang, part) in &pages.parts {
            let part = drawn.group(part);
            match lang.unwrap_or(paper.lang) {
                lang if lang == first.lang => tree.push(part),
                lang => tree.push(TagGroup::with_children(
                    Tag::Div.with_lang(Some(lang.to_owned())),
                    vec![part.into()],
                )),
            }
        }
    }
    document.set_tag_tree(tree);
    document.set_metadata(
        Metadata::new()
            .title(first.title.clone())
            .authors(vec![first.author.clone()])
            .language(first.lang.to_owned())
            .creator("mandat".to_owned()),
    );
    document.set_outline(krilla::outline::Outline::new());
    document.finish().map_err(|e| told(&e))
}

/// What was drawn so far: fonts in use, and the pieces of each leaf of a paper.
#[derive(Default)]
struct Drawn {
    fonts: HashMap<u64, Font>,
    leaves: Vec<Vec<Identifier>>,
}

impl Drawn {
    fn draw(&mut self, surface: &mut Surface<'_>, mark: &Mark) -> Result<(), PdfError> {
        match mark {
            Mark::Line {
                words,
                line,
                x,
                baseline,
                leaf,
            } => {
                let tag = match leaf {
                    Some(_) => ContentTag::Span(SpanTag::empty()),
                    None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
                };
                let piece = surface.start_tagged(tag);
                if let Some(line) = words.layout.lines().nth(*line) {
                    self.line(
                        surface,
                        words,
                        &line,
                        Point {
                            x: *x,
                            y: *baseline,
                        },
                    )?;
                }
                surface.end_tagged();
                self.keep(*leaf, piece);
            }
            Mark::Rule {
                x,
                y,
                width,
                height,
            } => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
                    ArtifactType::Other,
                )));
                ink(surface, 0);
                square(surface, *x, *y, *width, *height);
                surface.end_tagged();
            }
            Mark::Squares {
                x,
                y,
                unit,
                runs,
                leaf,
            } => {
                let piece = surface.start_tagged(ContentTag::Other);
                ink(surface, 0);
                for (column, row, length) in runs {
                    square(
                        surface,
                        x + unit * *column as Length,
                        y + unit * *row as Length,
                        unit * *length as Length,
                        *unit,
                    );
                }
                surface.end_tagged();
                self.keep(Some(*leaf), piece);
            }
        }
        Ok(())
    }

    fn keep(&mut self, leaf: Option<usize>, piece: Identifier) {
        if let Some(pieces) = leaf.and_then(|leaf| self.leaves.get_mut(leaf)) {
            pieces.push(piece);
        }
    }

    fn line(
        &mut self,
        surface: &mut Surface<'_>,
        words: &Set,
        line: &Line<'_, ()>,
        start: Point,
    ) -> Result<(), PdfError> {
        let mut x = start.x;
        ink(surface, words.ink);
        for run in line.runs() {
            let data = run.font().clone();
            let font = match self.fonts.get(&data.data.id()) {
                Some(font) => font.clone(),
                None => {
                    let (bytes, id) = data.data.into_raw_parts();
                    let font = Font::new(bytes.into(), data.index)
                        .ok_or_else(|| PdfError("a font cannot be read".to_owned()))?;
                    self.fonts.insert(id, font.clone());
                    font
                }
            };
            let size = run.font_size();
            let mut glyphs: Vec<KrillaGlyph> = Vec::new();
            let begin = x;
            for cluster in run.visual_clusters() {
                if cluster.is_ligature_continuation() {
                    if let Some(last) = glyphs.last_mut() {
                        last.text_range.end = last.text_range.end.max(cluster.text_range().end);
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    glyphs.push(KrillaGlyph::new(
                        GlyphId::new(glyph.id),
                        glyph.advance / size,
                        glyph.x / size,
                        lifted(&glyph) / size,
                        0.0,
                        cluster.text_range(),
                        None,
                    ));
                    x += glyph.advance;
                }
            }
            if !glyphs.is_empty() {
                surface.draw_glyphs(
                    Point {
                        x: begin,
                        y: start.y,
                    },
                    &glyphs,
                    font,
                    &words.text,
                    size,
                    false,
                );
            }
        }
        Ok(())
    }

    fn nodes(&self, leaf: usize) -> Vec<Node> {
        self.leaves
            .get(leaf)
            .into_iter()
            .flatten()
            .map(|piece| Node::Leaf(*piece))
            .collect()
    }

    fn group(&self, part: &Part) -> TagGroup {
        match part {
            Part::Heading(level, title, leaf) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                TagGroup::with_children(Tag::Hn(level, Some(title.clone())), self.nodes(*leaf))
            }
            Part::Words(leaf) => TagGroup::with_children(Tag::P, self.nodes(*leaf)),
            Part::List(numbered, leaves) => {
                let numbering = if *numbered {
                    ListNumbering::Decimal
                } else {
                    ListNumbering::Disc
                };
                let items = leaves.iter().map(|leaf| {
                    let body = TagGroup::with_children(Tag::LBody, self.nodes(*leaf));
                    TagGroup::with_children(Tag::LI, vec![body.into()]).into()
                });
                TagGroup::with_children(Tag::L(numbering), items.collect())
            }
            Part::Table { head, rows } => {
                let mut table = TagGroup::new(Tag::Table);
                let row = |cells: Vec<Node>| TagGroup::with_children(Tag::TR, cells);
                let header = |leaf: &usize, scope| {
                    TagGroup::with_children(Tag::TH(scope), self.nodes(*leaf)).into()
                };
                if !head.is_empty() {
                    table.push(row(head
                        .iter()
                        .map(|leaf| header(leaf, TableHeaderScope::Column))
                        .collect()));
                }
                for leaves in rows {
                    let cells = leaves.iter().enumerate().map(|(at, leaf)| {
                        if at == 0 {
                            header(leaf, TableHeaderScope::Row)
                        } else {
                            TagGroup::with_children(Tag::TD, self.nodes(*leaf)).into()
                        }
                    });
                    table.push(row(cells.collect()));
                }
                table
            }
            Part::Drawing(alternative, leaf) => {
                TagGroup::with_children(Tag::Figure(Some(alternative.clone())), self.nodes(*leaf))
            }
        }
    }
}

fn ink(surface: &mut Surface<'_>, lightness: u8) {
    surface.set_fill(Some(Fill {
        paint: luma::Color::new(lightness).into(),
        ..Fill::default()
    }));
}

fn square(surface: &mut Surface<'_>, x: Length, y: Length, width: Length, height: Length) {
    let mut path = PathBuilder::new();
    if let Some(square) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(square);
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
}
