//! QR codes as the outline of an SVG path: numbers and letters only, so that a template escapes it like any text.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use zeroize::Zeroizing;

/// Empty modules on every side that readers need (ISO/IEC 18004).
const QUIET: usize = 4;

/// A drawn QR code.
pub struct Qr {
    /// Modules of a side, with the quiet zone.
    pub size: usize,
    /// Value of the attribute `d`: one strip for each run of dark modules in a row.
    pub path: Zeroizing<String>,
}

/// Draws a text (error correction M); `None` where it is longer than a QR code holds.
pub fn qr(text: &str) -> Option<Qr> {
    let mut path = Zeroizing::new(String::new());
    let size = each_run(text, |x, y, length| {
        // Writing into a string cannot fail.
        let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
    })?;
    Some(Qr { size, path })
}

/// A drawn QR code for paper. It is not wiped from memory, like the file that it is drawn into: where it holds a code, what can be read
/// in the memory of the program can be read of the paper too.
#[derive(Clone)]
pub struct Squares {
    /// Modules of a side, with the quiet zone.
    pub size: usize,
    /// Column, row and length of each run of dark modules.
    pub runs: Vec<(usize, usize, usize)>,
}

impl std::fmt::Debug for Squares {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Squares")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

/// Draws a text for paper.
pub fn squares(text: &str) -> Option<Squares> {
    let mut runs = Vec::new();
    let size = each_run(text, |x, y, length| runs.push((x, y, length)))?;
    Some(Squares { size, runs })
}

/// Tells each run of dark modules by column, row and length; how many modules a side has, with the quiet zone.
fn each_run(text: &str, mut tell: impl FnMut(usize, usize, usize)) -> Option<usize> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = Zeroizing::new(
        code.to_colors()
            .into_iter()
            .map(|c| c == Color::Dark)
            .collect::<Vec<_>>(),
    );
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                tell(x + QUIET, y + QUIET, run.len());
            }
            x += run.len();
        }
    }
    Some(width + 2 * QUIET)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fills the strips of a path into a grid again.
    fn filled(qr: &Qr) -> Vec<Vec<bool>> {
        let mut grid = vec![vec![false; qr.size]; qr.size];
        for strip in qr.path.split('z').filter(|s| !s.is_empty()) {
            let numbers: Vec<usize> = strip
                .split(|c: char| !c.is_ascii_digit())
                .filter(|n| !n.is_empty())
                .map(|n| n.parse().expect("a number"))
                .collect();
            let [x, y, length, 1, back] = numbers[..] else {
                panic!("{strip}")
            };
            assert_eq!(length, back);
            grid[y][x..x + length].fill(true);
        }
        grid
    }

    #[test]
    fn the_path_draws_every_dark_module_and_leaves_the_quiet_zone_empty() {
        let text = "https://wahl.example.org/de/vote#K7Q2MD-4T9XR-0BWHN-6ZPC3";
        let drawn = qr(text).expect("short enough");
        let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("short enough");
        let grid = filled(&drawn);
        for (y, row) in grid.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                let inside = (QUIET..drawn.size - QUIET).contains(&x)
                    && (QUIET..drawn.size - QUIET).contains(&y);
                let expected = inside && code[(x - QUIET, y - QUIET)] == Color::Dark;
                assert_eq!(*dark, expected, "{x} {y}");
            }
        }
    }

    #[test]
    fn the_path_holds_no_sign_that_html_could_take_amiss_and_too_long_texts_are_refused() {
        let drawn = qr("<\"&'>").expect("short enough");
        assert!(
            drawn
                .path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-')
        );
        assert!(qr(&"x".repeat(4_000)).is_none());
    }
}
