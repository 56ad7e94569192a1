//! The few words of letters and sheets, in more languages than the pages have.
//!
//! Whoever gets a sheet of paper cannot switch its language. One file for each language in `templates/letters`; a test holds all of
//! them against the German one.

use std::{collections::BTreeMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use crate::types::{Direction, Locale};

#[derive(RustEmbed)]
#[folder = "templates/letters"]
struct Files;

/// Tag, own name and direction of each language, in the order in which they are offered.
const LANGUAGES: [(&str, &str, Direction); 12] = [
    ("de", "Deutsch", Direction::LeftToRight),
    ("en", "English", Direction::LeftToRight),
    ("ar", "العربية", Direction::RightToLeft),
    ("es", "Español", Direction::LeftToRight),
    ("fa", "فارسی", Direction::RightToLeft),
    ("fr", "Français", Direction::LeftToRight),
    ("it", "Italiano", Direction::LeftToRight),
    ("pl", "Polski", Direction::LeftToRight),
    ("ro", "Română", Direction::LeftToRight),
    ("ru", "Русский", Direction::LeftToRight),
    ("tr", "Türkçe", Direction::LeftToRight),
    ("uk", "Українська", Direction::LeftToRight),
];

static BUNDLES: LazyLock<BTreeMap<&'static str, FluentBundle<FluentResource>>> =
    LazyLock::new(|| {
        LANGUAGES
            .iter()
            .filter_map(|(tag, _, _)| Some((*tag, bundle(tag)?)))
            .collect()
    });

fn bundle(tag: &str) -> Option<FluentBundle<FluentResource>> {
    let file = Files::get(&format!("{tag}.ftl"))?;
    let source = String::from_utf8(file.data.into_owned()).ok()?;
    let resource = FluentResource::try_new(source).ok()?;
    // Plural forms by the language, digits as everywhere in the service.
    let language: LanguageIdentifier = tag.parse().ok()?;
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).ok()?;
    Some(bundle)
}

/// A language in which letters and sheets are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterLanguage {
    tag: &'static str,
    own_name: &'static str,
    direction: Direction,
}

impl LetterLanguage {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        LANGUAGES
            .into_iter()
            .map(|(tag, own_name, direction)| Self {
                tag,
                own_name,
                direction,
            })
    }

    /// Reads a tag in its canonical spelling.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::all().find(|language| language.tag == tag)
    }

    /// The language of pages, as letters have it.
    pub fn of(locale: Locale) -> Option<Self> {
        Self::parse(locale.shown_in().tag())
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.tag
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        self.own_name
    }

    /// In which direction it is read.
    pub fn direction(self) -> Direction {
        self.direction
    }

    /// Words of a letter.
    pub fn word(self, key: &str) -> String {
        self.said(key, None)
    }

    /// Words of a letter with a number `n`.
    pub fn n(self, key: &str, n: &i64) -> String {
        let mut args = FluentArgs::new();
        args.set("n", *n);
        self.said(key, Some(&args))
    }

    fn said(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let said = BUNDLES.get(self.tag).and_then(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            let said = bundle.format_pattern(pattern, args, &mut errors);
            errors.is_empty().then(|| said.into_owned())
        });
        // A test holds that no language lacks a text.
        said.unwrap_or_else(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_syntax::{ast::Entry, parser};

    use super::*;

    fn keys(tag: &str) -> BTreeSet<String> {
        let file = Files::get(&format!("{tag}.ftl")).expect("a file");
        let source = String::from_utf8(file.data.into_owned()).expect("UTF-8");
        let resource = parser::parse(source).expect("parses");
        let id = |entry| match entry {
            Entry::Message(message) => message.id.name,
            other => panic!("{tag}: {other:?}"),
        };
        resource.body.into_iter().map(id).collect()
    }

    #[test]
    fn every_language_says_everything_that_the_german_letters_say() {
        let german = keys("de");
        assert_eq!(Files::iter().count(), LANGUAGES.len());
        for language in LetterLanguage::all() {
            assert_eq!(keys(language.tag()), german, "{}", language.tag());
            for key in &german {
                for n in [1, 2, 3, 11, 23] {
                    let said = language.n(key, &n);
                    assert_ne!(&said, key, "{}", language.tag());
                    assert!(said.chars().count() < 200, "{}: {said}", language.tag());
                }
            }
        }
    }

    #[test]
    fn numbers_follow_the_plural_forms_of_the_language() {
        let said = |tag, n| LetterLanguage::parse(tag).expect("there").n("votes", &n);
        assert_eq!(said("de", 1), "Sie haben eine Stimme.");
        assert_eq!(said("uk", 3), "Ви маєте 3 голоси.");
        assert_eq!(said("uk", 5), "Ви маєте 5 голосів.");
        assert_eq!(said("ar", 2), "لديك صوتان.");
        assert_eq!(said("ro", 20), "Aveți 20 de voturi.");
        assert_eq!(LetterLanguage::parse("xx"), None);
    }

    #[test]
    fn the_languages_of_the_pages_are_languages_of_letters() {
        for locale in Locale::ALL {
            assert!(LetterLanguage::of(*locale).is_some(), "{locale}");
        }
    }
}
