//! Texts that people enter: cleaned and bounded, in one language or in several.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::locale::Locale;

mod text;

use text::{Lines, clean};
pub use text::{MultilineText, PlainText, TextError};

/// Why texts in several languages are refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LocalizedError {
    #[error("no language has a text")]
    Missing,
    #[error("there is no language {tag:?}")]
    UnknownLanguage { tag: String },
    #[error("the language {locale} is there twice")]
    Repeated { locale: Locale },
    #[error("{locale}: {error}")]
    Text { locale: Locale, error: TextError },
    #[error("this is no JSON object of texts by language")]
    NotJson,
}

/// One text of content (a question, a body's name) in one or more languages.
///
/// In JSON and in the database it is an object of texts by language tag.
/// Reading that form checks everything but the length and the number of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized(BTreeMap<Locale, String>);

impl Localized {
    /// Parses texts of one line and at most `max` signs by language tag; blank ones are left out.
    ///
    /// # Errors
    /// The first language that is unknown, repeated or has a refused text; `Missing` if all are blank.
    pub fn parse_line<'a>(
        entries: impl IntoIterator<Item = (&'a str, &'a str)>,
        max: usize,
    ) -> Result<Self, LocalizedError> {
        Self::parse(entries, Lines::One, max)
    }

    /// As [`Localized::parse_line`], for texts of several lines.
    ///
    /// # Errors
    /// As there.
    pub fn parse_lines<'a>(
        entries: impl IntoIterator<Item = (&'a str, &'a str)>,
        max: usize,
    ) -> Result<Self, LocalizedError> {
        Self::parse(entries, Lines::Many, max)
    }

    fn parse<'a>(
        entries: impl IntoIterator<Item = (&'a str, &'a str)>,
        lines: Lines,
        max: usize,
    ) -> Result<Self, LocalizedError> {
        let mut texts = BTreeMap::new();
        for (tag, raw) in entries {
            let known = tag
                .parse()
                .ok()
                .filter(|locale: &Locale| locale.has_own_texts());
            let Some(locale) = known else {
                // Enough to recognise it by; whoever sends a megabyte need not get it back.
                let tag = tag.chars().take(35).collect();
                return Err(LocalizedError::UnknownLanguage { tag });
            };
            let text = clean(raw, lines, 0, max)
                .map_err(|error| LocalizedError::Text { locale, error })?;
            match texts.entry(locale) {
                Entry::Occupied(_) => return Err(LocalizedError::Repeated { locale }),
                Entry::Vacant(place) => place.insert(text),
            };
        }
        texts.retain(|_, text: &mut String| !text.is_empty());
        if texts.is_empty() {
            return Err(LocalizedError::Missing);
        }
        Ok(Self(texts))
    }

    /// The text for a reader of `locale` and the language it is in: else the first one of `fallback`
    /// that has a text, else any.
    #[must_use]
    pub fn in_language(&self, locale: Locale, fallback: &[Locale]) -> (&str, Locale) {
        let found = std::iter::once(&locale.shown_in())
            .chain(fallback)
            .find_map(|wanted| self.0.get_key_value(wanted))
            .or_else(|| self.0.first_key_value());
        #[expect(clippy::expect_used, reason = "parse lets no empty map through")]
        let (&language, text) = found.expect("at least one text");
        (text, language)
    }

    /// Whether there is a text in exactly this language.
    #[must_use]
    pub fn has(&self, locale: Locale) -> bool {
        self.0.contains_key(&locale)
    }

    /// The texts in the order of the language switch.
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        self.0.iter().map(|(&locale, text)| (locale, text.as_str()))
    }

    /// The form in the database, languages in the order of their table.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[expect(clippy::expect_used, reason = "texts by tag always have a JSON form")]
        serde_json::to_string(self).expect("a JSON object")
    }

    /// Reads the form in the database.
    ///
    /// # Errors
    /// `NotJson` if it is damaged.
    pub fn from_json(json: &str) -> Result<Self, LocalizedError> {
        serde_json::from_str(json).map_err(|_| LocalizedError::NotJson)
    }
}

impl Serialize for Localized {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;

        impl<'de> Visitor<'de> for Texts {
            type Value = Localized;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("texts by language tag")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Localized, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<String, String>()? {
                    entries.push(entry);
                }
                let entries = entries
                    .iter()
                    .map(|(tag, text)| (tag.as_str(), text.as_str()));
                Localized::parse_lines(entries, usize::MAX).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_map(Texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Localized {
        Localized::parse_line([("en", " Question "), ("de", "Frage")], 20).unwrap()
    }

    #[test]
    fn a_reader_gets_her_language_else_the_first_fallback_else_any() {
        let english = Localized::parse_line([("en", "Question"), ("de", " ")], 20).unwrap();
        for (texts, locale, fallback, found) in [
            (&two(), Locale::En, vec![], ("Question", Locale::En)),
            (&two(), Locale::De, vec![Locale::En], ("Frage", Locale::De)),
            (
                &two(),
                Locale::ArXb,
                vec![Locale::De],
                ("Question", Locale::En),
            ),
            (
                &english,
                Locale::De,
                vec![Locale::En],
                ("Question", Locale::En),
            ),
            (
                &english,
                Locale::De,
                vec![Locale::De],
                ("Question", Locale::En),
            ),
            (&english, Locale::De, vec![], ("Question", Locale::En)),
        ] {
            assert_eq!(texts.in_language(locale, &fallback), found);
        }
        assert!(english.has(Locale::En) && !english.has(Locale::De));
    }

    #[test]
    fn texts_by_language_are_refused_with_the_language() {
        use LocalizedError::{Missing, Repeated, Text, UnknownLanguage};
        let (locale, tag) = (Locale::De, "xx".to_owned());
        let error = TextError::TooLong { max: 20 };
        for (entries, refusal) in [
            (vec![], Missing),
            (vec![("de", " "), ("en", "\u{200B}")], Missing),
            (vec![("de", "a"), ("xx", "b")], UnknownLanguage { tag }),
            (
                vec![("ar-XB", "a")],
                UnknownLanguage {
                    tag: "ar-XB".into(),
                },
            ),
            (vec![("de", "a"), ("de", "b")], Repeated { locale }),
            (
                vec![("en", "a"), ("de", "123456789 123456789 1")],
                Text { locale, error },
            ),
            (
                vec![("de", "a\nb")],
                Text {
                    locale,
                    error: TextError::ControlSign,
                },
            ),
        ] {
            assert_eq!(Localized::parse_line(entries, 20), Err(refusal));
        }
        assert!(Localized::parse_lines([("de", "a\nb")], 20).is_ok());
    }

    #[test]
    fn the_stored_form_is_one_json_object_and_comes_back_equal() {
        let stored = two().to_json();
        assert_eq!(stored, r#"{"de":"Frage","en":"Question"}"#);
        assert_eq!(serde_json::to_string(&two()).unwrap(), stored);
        assert_eq!(Localized::from_json(&stored), Ok(two()));
        let lines = Localized::parse_lines([("de", "a \"b\"\r\n\\c")], 20).unwrap();
        assert_eq!(Localized::from_json(&lines.to_json()), Ok(lines));
    }

    #[test]
    fn damaged_json_is_refused() {
        for json in [
            "",
            "[]",
            "\"de\"",
            "{}",
            r#"{"de":" "}"#,
            r#"{"de":1}"#,
            r#"{"de":null}"#,
            r#"{"de":"a","de":"b"}"#,
            r#"{"xx":"a"}"#,
            r#"{"de":"a\u0000b"}"#,
            r#"{"de":"a\u202Eb"}"#,
            r#"{"de":"\ud800"}"#,
        ] {
            assert_eq!(
                Localized::from_json(json),
                Err(LocalizedError::NotJson),
                "{json}"
            );
        }
    }
}
