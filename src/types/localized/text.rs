//! Cleaned and bounded texts in one language.

use std::fmt;

use serde::Serialize;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Vietnamese, Arabic or Burmese need up to five; more pile up over the lines above.
const MARKS_IN_A_ROW: usize = 8;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    #[error("the text is empty")]
    Empty,
    #[error("the text has fewer than {min} signs")]
    TooShort { min: usize },
    #[error("the text has more than {max} signs")]
    TooLong { max: usize },
    #[error("the text holds a NUL sign")]
    Nul,
    #[error("the text holds a control sign or a line break")]
    ControlSign,
    #[error("the text holds a sign that turns the reading direction")]
    BidiOverride,
    #[error("the text consists of invisible signs")]
    Invisible,
    #[error("the text holds more than {MARKS_IN_A_ROW} combining marks in a row")]
    TooManyMarks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Many,
}

/// Trims, composes (NFC) and checks; a cleaned text comes back unchanged.
pub(super) fn clean(raw: &str, lines: Lines, min: usize, max: usize) -> Result<String, TextError> {
    let mut kept = String::new();
    // A composed sign has at most four parts, so longer texts need not be composed to be too long.
    let mut room = max.saturating_mul(4);
    let mut signs = raw.trim().chars().peekable();
    while let Some(sign) = signs.next() {
        let sign = match sign {
            '\0' => return Err(TextError::Nul),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                return Err(TextError::BidiOverride);
            }
            '\r' if lines == Lines::Many && signs.peek() == Some(&'\n') => continue,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' if lines == Lines::Many => '\n',
            '\t' if lines == Lines::Many => ' ',
            '\u{2028}' | '\u{2029}' => return Err(TextError::ControlSign),
            _ if sign.is_control() => return Err(TextError::ControlSign),
            _ if is_pointless(sign) => continue,
            _ => sign,
        };
        room = room.checked_sub(1).ok_or(TextError::TooLong { max })?;
        kept.push(sign);
    }
    let text: String = kept.trim().nfc().collect();
    let length = text.chars().count();
    if length == 0 && min > 0 {
        return Err(TextError::Empty);
    }
    if length > max {
        return Err(TextError::TooLong { max });
    }
    let mut row = 0;
    for sign in text.chars() {
        row = if is_combining_mark(sign) { row + 1 } else { 0 };
        if row > MARKS_IN_A_ROW {
            return Err(TextError::TooManyMarks);
        }
    }
    if length > 0 && text.chars().all(is_invisible) {
        return Err(TextError::Invisible);
    }
    if length < min {
        return Err(TextError::TooShort { min });
    }
    Ok(text)
}

/// Signs that come along with pasted text and that nobody sees: they are left out.
const fn is_pointless(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// Signs that show nothing by themselves, though Persian, Arabic, Korean or emoji need some of them inside a word.
fn is_invisible(sign: char) -> bool {
    sign.is_whitespace()
        || is_combining_mark(sign)
        || matches!(
            sign,
            '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{200C}'..='\u{200F}' | '\u{2800}'
                | '\u{3164}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

macro_rules! text_type {
    ($(#[$doc:meta])+ $name:ident, $lines:expr) => {
        $(#[$doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Trims, composes (NFC) and checks a text of `min` to `max` signs (Unicode scalar values).
            ///
            /// # Errors
            /// The first rule that the text breaks.
            pub fn parse(raw: &str, min: usize, max: usize) -> Result<Self, TextError> {
                clean(raw, $lines, min, max).map(Self)
            }

            /// Takes a text back from the database, where only parsed ones are.
            #[must_use]
            pub const fn from_stored(text: String) -> Self {
                Self(text)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

text_type! {
    /// A name or another text of one line, without signs that deceive the reader or break a page.
    PlainText, Lines::One
}
text_type! {
    /// A text of several lines; every line break has become `\n`, every tabulator a blank.
    MultilineText, Lines::Many
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_world_are_kept() {
        for (raw, kept) in [
            ("Anna", "Anna"),
            ("  Anna\u{A0}", "Anna"),
            ("Jos\u{65}\u{301}", "José"),
            ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
            ("İpek Iğdır", "İpek Iğdır"),
            ("محمد\u{200C}رضا", "محمد\u{200C}رضا"),
            ("مُحَمَّدٌ", "مُحَمَّدٌ"),
            ("Олександр Зʼявець", "Олександр Зʼявець"),
            ("👩🏽\u{200D}🏫", "👩🏽\u{200D}🏫"),
            ("Zwei\u{AD}te\u{200B} Zeile\u{FEFF}", "Zweite Zeile"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"),
        ] {
            let text = PlainText::parse(raw, 1, 40).unwrap();
            assert_eq!(text.as_str(), kept);
            assert_eq!(
                PlainText::parse(kept, 1, 40),
                Ok(text),
                "cleaned once, cleaned for good"
            );
        }
    }

    #[test]
    fn a_text_that_deceives_or_shows_nothing_is_refused_with_its_reason() {
        use TextError::{
            BidiOverride, ControlSign, Empty, Invisible, Nul, TooLong, TooManyMarks, TooShort,
        };
        let zalgo = format!("Z{}", "\u{301}\u{335}\u{33F}".repeat(5));
        let megabyte = "a".repeat(1_000_000);
        let marks = "\u{301}".repeat(1_000_000);
        for (raw, error) in [
            ("", Empty),
            (" \t\r\n", Empty),
            ("\u{A0}\u{3000}", Empty),
            ("\u{200B}\u{FEFF} \u{2060}", Empty),
            ("\u{200D}", Invisible),
            ("\u{3164} \u{115F}", Invisible),
            ("\u{2800}\u{200F}", Invisible),
            ("\u{301}\u{301}", Invisible),
            ("Anna\0", Nul),
            ("An\tna", ControlSign),
            ("An\nna", ControlSign),
            ("x\r\nSet-Cookie: a=1", ControlSign),
            ("An\u{1B}[31mna", ControlSign),
            ("An\u{85}na", ControlSign),
            ("An\u{2028}na", ControlSign),
            ("An\u{202E}na", BidiOverride),
            ("\u{2067}Anna\u{2069}", BidiOverride),
            ("A", TooShort { min: 2 }),
            ("e\u{301}", TooShort { min: 2 }),
            (zalgo.as_str(), TooManyMarks),
            ("a".repeat(41).as_str(), TooLong { max: 40 }),
            (megabyte.as_str(), TooLong { max: 40 }),
            (marks.as_str(), TooLong { max: 40 }),
        ] {
            let shown: String = raw.chars().take(20).collect();
            assert_eq!(PlainText::parse(raw, 2, 40), Err(error), "{shown:?}");
        }
    }

    #[test]
    fn the_length_counts_composed_signs_and_nothing_may_be_wanted() {
        let decomposed = "u\u{308}".repeat(40);
        assert_eq!(
            PlainText::parse(&decomposed, 40, 40).unwrap().as_str(),
            "ü".repeat(40)
        );
        assert_eq!(PlainText::parse(" \u{A0} ", 0, 40).unwrap().as_str(), "");
        let eight = format!("a{}", "\u{335}".repeat(8));
        assert!(PlainText::parse(&eight, 1, 40).is_ok());
    }

    #[test]
    fn lines_end_alike_in_a_text_of_several_lines() {
        for (raw, kept) in [
            ("a\r\nb\rc\nd\u{2028}e", "a\nb\nc\nd\ne"),
            ("\n\na\tb\r\n\r\nc\r\n", "a b\n\nc"),
        ] {
            assert_eq!(MultilineText::parse(raw, 1, 40).unwrap().as_str(), kept);
        }
        for (raw, error) in [
            ("a\u{1B}b", TextError::ControlSign),
            ("a\n\u{202E}b", TextError::BidiOverride),
            ("a\0b", TextError::Nul),
        ] {
            assert_eq!(MultilineText::parse(raw, 1, 40), Err(error));
        }
    }

    #[test]
    fn a_cleaned_text_stays_as_it_is_with_any_sign() {
        for sign in '\0'..='\u{FFFF}' {
            let raw = format!("{sign}a {sign}{sign}b{sign}");
            if let Ok(text) = MultilineText::parse(&raw, 1, 40) {
                assert_eq!(MultilineText::parse(text.as_str(), 1, 40), Ok(text));
            }
        }
    }
}
