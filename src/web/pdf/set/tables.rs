//! Tables: widths of columns, and rows from page to page.

use std::rc::Rc;

use super::{
    BOTTOM, Column, GAP, INNER, Length, MARGIN, Part, Row, Set, Setter, Style, WIDTH, tallest,
};

impl Setter {
    pub(super) fn table(&mut self, head: &[Column], rows: &[Row]) {
        let size = if head.len() > 7 { 7.5 } else { 9.0 };
        let widths = self.widths(head, rows, size);
        let at = self.columns(&widths);
        let numeric: Vec<bool> = head.iter().map(|column| column.numeric).collect();
        let style = |bold| Style { size, bold, ink: 0 };
        let labels: Vec<_> = head
            .iter()
            .zip(&widths)
            .map(|(column, width)| self.set(&column.label, style(true), Some(*width)))
            .collect();
        let head_leaves: Vec<usize> = head.iter().map(|_| self.leaf()).collect();
        self.make_room(tallest(&labels) + 30.0);
        self.head(&labels, &at, &numeric, &head_leaves);
        let mut tree = Vec::new();
        for row in rows {
            let cells: Vec<_> = row
                .cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| self.set(cell, style(row.strong), Some(*width)))
                .collect();
            let leaves: Vec<usize> = cells.iter().map(|_| self.leaf()).collect();
            if self.make_room(tallest(&cells)) {
                // Seen again on the next page, read aloud once.
                self.head(&labels, &at, &numeric, &head_leaves);
            }
            self.row(&cells, &at, &numeric, &leaves);
            self.y += 2.5;
            tree.push(leaves);
        }
        self.rule(0.4);
        self.y += 7.0;
        self.part(Part::Table {
            head: head_leaves,
            rows: tree,
        });
    }

    fn head(
        &mut self,
        labels: &[Rc<Set>],
        at: &[(Length, Length)],
        numeric: &[bool],
        leaves: &[usize],
    ) {
        self.row(labels, at, numeric, leaves);
        self.y += 1.5;
        self.rule(0.8);
        self.y += 3.0;
    }

    /// Numbers take what they need; words share the rest by what they would take.
    fn widths(&mut self, head: &[Column], rows: &[Row], size: Length) -> Vec<Length> {
        let gaps = GAP * (head.len().saturating_sub(1)) as Length;
        let natural: Vec<Length> = head
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let style = Style {
                    size,
                    bold: true,
                    ink: 0,
                };
                let longest_word = |text: &str| {
                    text.split(' ')
                        .max_by_key(|word| word.len())
                        .unwrap_or_default()
                        .to_owned()
                };
                let label = if column.numeric {
                    longest_word(&column.label)
                } else {
                    column.label.clone()
                };
                let mut widest = self.set(&label, style, None).layout.full_width();
                for row in rows {
                    if let Some(cell) = row.cells.get(at) {
                        widest = widest.max(self.set(cell, style, None).layout.full_width());
                    }
                }
                widest + 1.0
            })
            .collect();
        let all = INNER - gaps;
        let of = |numeric: bool| {
            head.iter()
                .zip(&natural)
                .filter(move |(c, _)| c.numeric == numeric)
                .map(|(_, w)| *w)
                .sum::<Length>()
        };
        let (numbers, words) = (of(true).min(all * 0.85), of(false));
        let rest = all - numbers;
        head.iter()
            .zip(&natural)
            .map(|(column, width)| {
                if column.numeric {
                    width * numbers / of(true).max(1.0)
                } else {
                    rest * width / words.max(1.0)
                }
            })
            .collect()
    }

    /// Left edge and width of each column, in the direction of reading.
    pub(super) fn columns(&self, widths: &[Length]) -> Vec<(Length, Length)> {
        let mut x = 0.0;
        widths
            .iter()
            .map(|width| {
                let left = if self.is_rtl {
                    WIDTH - MARGIN - x - width
                } else {
                    MARGIN + x
                };
                x += width + GAP;
                (left, *width)
            })
            .collect()
    }

    /// Cells beside each other from one height on; all on one page.
    pub(super) fn row(
        &mut self,
        cells: &[Rc<Set>],
        at: &[(Length, Length)],
        numeric: &[bool],
        leaves: &[usize],
    ) {
        self.make_room(tallest(cells).min(BOTTOM - MARGIN));
        let (top, mut lowest) = (self.y, self.y);
        for (((cell, (x, width)), numeric), leaf) in cells.iter().zip(at).zip(numeric).zip(leaves) {
            self.y = top;
            self.place(cell, (*x, *width), *numeric, Some(*leaf));
            lowest = lowest.max(self.y);
        }
        self.y = lowest;
    }
}
