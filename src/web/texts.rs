//! The texts of the pages and mails, and how a language writes numbers, shares, days and lists.
//!
//! Texts are Fluent messages in `templates/locales/<language>/*.ftl`, embedded in the binary. A number
//! goes in as a number: it selects the plural form, and `{$n}` prints it grouped as the language groups.
//! A number that is not to be grouped (a year, an AGS, a file number) goes in as a text.
//!
//! In a template: `texts.ta("seats-won", [("n", (&seats).into())])`; askama adds the `&` before the list.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_decimal::DecimalFormatter;
use icu_provider::DataError;
use intl_memoizer::Memoizable;
use rust_embed::RustEmbed;
use thiserror::Error;
use unic_langid::LanguageIdentifier;

use crate::types::locale::Locale;
use crate::types::localized::PlainText;
use crate::types::{Said, SaidValue};

mod formats;

use formats::{NumberFormat, print_number};

/// Marks a text key that is chosen at run time, so that the test of used and unused texts finds it.
#[macro_export]
macro_rules! key {
    ($key:literal) => {
        $key
    };
}
pub use crate::key;

/// Largest integer up to which Fluent's numbers are exact.
const EXACT_IN_FLUENT: u128 = 1 << 53;

#[derive(RustEmbed)]
#[folder = "templates/locales"]
struct LocaleFiles;

/// Why the embedded texts cannot be used; the service does not start.
#[derive(Debug, Error)]
pub enum TextsError {
    #[error("{file}: no language of the table has this folder")]
    UnknownFolder { file: String },
    #[error("{file}: not UTF-8")]
    NotUtf8 { file: String },
    #[error("{file}: {problems}")]
    Syntax { file: String, problems: String },
    #[error("{file}: {id} is there twice")]
    Duplicate { file: String, id: String },
    #[error("{locale} has no texts")]
    NoTexts { locale: Locale },
    #[error("{locale} is not well-formed")]
    BadTag { locale: Locale },
    #[error("{locale} has no number or sorting rules: {source}")]
    LocaleData { locale: Locale, source: DataError },
}

/// A value for a placeable of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Printed as it is.
    Text(Cow<'a, str>),
    /// Selects the plural form and is printed with the language's grouping.
    Number(i128),
}

macro_rules! number_args {
    ($($number:ty)+) => {$(
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self::Number(number as i128)
            }
        }

        impl From<&$number> for Arg<'_> {
            fn from(number: &$number) -> Self {
                Self::Number(*number as i128)
            }
        }
    )+};
}
number_args!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&'a PlainText> for Arg<'a> {
    fn from(text: &'a PlainText) -> Self {
        text.as_str().into()
    }
}

type Bundle = FluentBundle<Arc<FluentResource>>;

struct Language {
    /// With direction isolates round placeables: for HTML text.
    isolating: Bundle,
    plain: Bundle,
    numbers: DecimalFormatter,
    collator: CollatorBorrowed<'static>,
}

/// All texts, seen in one language; cheap to clone.
#[derive(Clone)]
pub struct Texts {
    languages: Arc<BTreeMap<Locale, Arc<Language>>>,
    locale: Locale,
    language: Arc<Language>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Texts").field(&self.locale).finish()
    }
}

impl Texts {
    /// Reads the embedded texts, seen in the default language.
    ///
    /// # Errors
    /// A file that is broken, a message that is there twice, a folder or language without the other.
    pub fn load() -> Result<Self, TextsError> {
        Self::from_files(
            LocaleFiles::iter()
                .filter(|name| name.ends_with(".ftl"))
                .filter_map(|name| Some((LocaleFiles::get(&name)?.data, name))),
        )
    }

    fn from_files<'a>(
        files: impl Iterator<Item = (Cow<'a, [u8]>, Cow<'a, str>)>,
    ) -> Result<Self, TextsError> {
        let mut resources: BTreeMap<Locale, Vec<_>> = BTreeMap::new();
        for (bytes, name) in files {
            let file = name.into_owned();
            let folder = file.split('/').next().and_then(|tag| tag.parse().ok());
            let Some(locale) = folder.filter(|locale: &Locale| locale.has_own_texts()) else {
                return Err(TextsError::UnknownFolder { file });
            };
            let Ok(source) = String::from_utf8(bytes.into_owned()) else {
                return Err(TextsError::NotUtf8 { file });
            };
            let resource = match FluentResource::try_new(source) {
                Ok(resource) => Arc::new(resource),
                Err((_, errors)) => {
                    let problems: Vec<_> = errors.iter().map(ToString::to_string).collect();
                    let problems = problems.join("; ");
                    return Err(TextsError::Syntax { file, problems });
                }
            };
            resources.entry(locale).or_default().push((file, resource));
        }
        let mut languages = BTreeMap::new();
        for &locale in Locale::ALL {
            let resources = resources
                .get(&locale.shown_in())
                .ok_or(TextsError::NoTexts { locale })?;
            languages.insert(locale, Arc::new(Language::new(locale, resources)?));
        }
        let locale = Locale::DEFAULT;
        let language = languages
            .get(&locale)
            .ok_or(TextsError::NoTexts { locale })?;
        Ok(Self {
            language: Arc::clone(language),
            languages: Arc::new(languages),
            locale,
        })
    }

    /// The same texts in that language.
    #[must_use]
    pub fn for_locale(&self, locale: Locale) -> Self {
        // Loading fails unless every language of the table is there.
        let language = self.languages.get(&locale).unwrap_or(&self.language);
        Self {
            languages: Arc::clone(&self.languages),
            locale,
            language: Arc::clone(language),
        }
    }

    /// The language, for `lang`, `dir` and links.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The text of a key, for HTML text.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.text(&self.language.isolating, key, &[])
    }

    /// The name of a person, or that the person was erased: of them there is no name any more.
    #[must_use]
    pub fn person(&self, name: &str) -> String {
        if name.trim().is_empty() {
            self.t(crate::key!("person-erased"))
        } else {
            name.to_owned()
        }
    }

    /// The text of a key with its placeables, each in direction isolates, for HTML text.
    #[must_use]
    pub fn ta(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.text(&self.language.isolating, key, args)
    }

    /// The text of a key for attributes, CSV and mail subjects.
    #[must_use]
    pub fn t_plain(&self, key: &str) -> String {
        self.text(&self.language.plain, key, &[])
    }

    /// The text of a key with its placeables without isolates, for attributes, CSV and mail subjects.
    #[must_use]
    pub fn ta_plain(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.text(&self.language.plain, key, args)
    }

    /// A sentence that a model put together.
    #[must_use]
    pub fn say(&self, said: &Said) -> String {
        self.say_in(&self.language.isolating, said)
    }

    /// The same without isolates, for documents.
    #[must_use]
    pub fn say_plain(&self, said: &Said) -> String {
        self.say_in(&self.language.plain, said)
    }

    fn say_in(&self, bundle: &Bundle, said: &Said) -> String {
        let args: Vec<(&str, Arg<'_>)> = said
            .values
            .iter()
            .map(|(name, value)| {
                let arg = match value {
                    SaidValue::Number(number) => Arg::from(*number),
                    SaidValue::Text(text) => Arg::from(text),
                    SaidValue::Day(day) => Arg::from(self.day_short(*day)),
                    SaidValue::Key(key) => Arg::from(self.t(key)),
                };
                (*name, arg)
            })
            .collect();
        self.text(bundle, said.key, &args)
    }

    fn text(&self, bundle: &Bundle, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let locale = self.locale;
        let message = bundle.get_message(key);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            tracing::warn!(%locale, key, "a text is missing");
            return format!("⟦{key}⟧");
        };
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, arg)| (*name, self.fluent_value(arg)))
            .collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        if !errors.is_empty() {
            tracing::warn!(%locale, key, ?errors, "a text could not be put together");
        }
        text.into_owned()
    }

    fn fluent_value<'a>(&self, arg: &'a Arg<'_>) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => text.as_ref().into(),
            // Fluent counts in f64; a number beyond its exact range is printed exactly, as a text.
            Arg::Number(number) if number.unsigned_abs() <= EXACT_IN_FLUENT => (*number).into(),
            Arg::Number(number) => self.decimal(&(*number).into()).into(),
        }
    }
}

impl Language {
    fn new(
        locale: Locale,
        resources: &[(String, Arc<FluentResource>)],
    ) -> Result<Self, TextsError> {
        let bad_tag = TextsError::BadTag { locale };
        let Ok(language) = locale.shown_in().tag().parse::<LanguageIdentifier>() else {
            return Err(bad_tag);
        };
        let Ok(rules) = icu_locale_core::Locale::try_from_str(locale.shown_in().tag()) else {
            return Err(bad_tag);
        };
        let locale_data = |source| TextsError::LocaleData { locale, source };
        let NumberFormat(numbers) =
            NumberFormat::construct(language.clone(), ()).map_err(locale_data)?;
        let collator = CollatorBorrowed::try_new((&rules).into(), CollatorOptions::default())
            .map_err(locale_data)?;
        let bundle = |isolating| -> Result<Bundle, TextsError> {
            let mut bundle = Bundle::new_concurrent(vec![language.clone()]);
            bundle.set_use_isolating(isolating);
            bundle.set_formatter(Some(print_number));
            for (file, resource) in resources {
                bundle
                    .add_resource(Arc::clone(resource))
                    .map_err(|errors| {
                        let id = errors.into_iter().find_map(|error| match error {
                            FluentError::Overriding { id, .. } => Some(id),
                            _ => None,
                        });
                        TextsError::Duplicate {
                            file: file.clone(),
                            id: id.unwrap_or_default(),
                        }
                    })?;
            }
            Ok(bundle)
        };
        Ok(Self {
            isolating: bundle(true)?,
            plain: bundle(false)?,
            numbers,
            collator,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = "
greeting = Hallo
named = Hallo { $name }!
seats = { $n ->
    [0] kein Sitz
    [one] ein Sitz
   *[other] { $n } Sitze
 }
places = { $n } Plätze in { -city }
-city = Köln
loose = { $there }
fixed = { 1234.5 }
";

    fn loaded(files: &[(&'static str, &'static [u8])]) -> Result<Texts, TextsError> {
        let files = files
            .iter()
            .map(|&(name, bytes)| (bytes.into(), name.into()));
        Texts::from_files(files)
    }

    fn german() -> Texts {
        let messages = MESSAGES.as_bytes();
        loaded(&[("de/a.ftl", messages), ("en/a.ftl", messages)]).unwrap()
    }

    #[test]
    fn texts_are_shared_between_threads_and_shown_by_their_language() {
        fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
        let texts = german();
        shared(&texts);
        assert_eq!(format!("{texts:?}"), "Texts(De)");
    }

    #[test]
    fn placeables_are_isolated_in_html_and_bare_in_attributes() {
        let texts = german();
        assert_eq!(texts.t("greeting"), "Hallo");
        assert_eq!(texts.t_plain("greeting"), "Hallo");
        let args = [("name", "Zoë".into())];
        assert_eq!(texts.ta("named", &args), "Hallo \u{2068}Zoë\u{2069}!");
        assert_eq!(texts.ta_plain("named", &args), "Hallo Zoë!");
    }

    #[test]
    fn a_number_selects_the_plural_form_and_prints_grouped() {
        let texts = german();
        for (n, german, english) in [
            (0, "kein Sitz", "kein Sitz"),
            (1, "ein Sitz", "ein Sitz"),
            (2, "2 Sitze", "2 Sitze"),
            (15_993, "15.993 Sitze", "15,993 Sitze"),
            (-1_234_567, "-1.234.567 Sitze", "-1,234,567 Sitze"),
            (
                i64::MAX,
                "9.223.372.036.854.775.807 Sitze",
                "9,223,372,036,854,775,807 Sitze",
            ),
        ] {
            let args = [("n", n.into())];
            assert_eq!(texts.ta_plain("seats", &args), german);
            for locale in [Locale::En, Locale::ArXb] {
                assert_eq!(texts.for_locale(locale).ta_plain("seats", &args), english);
            }
        }
        let args = [("n", 15_993_usize.into())];
        assert_eq!(texts.ta_plain("places", &args), "15.993 Plätze in Köln");
        assert_eq!(texts.t_plain("fixed"), "1.234,5");
    }

    #[test]
    fn a_text_argument_is_printed_as_it_is() {
        let args = [("n", "08111000".into())];
        assert_eq!(
            german().ta_plain("places", &args),
            "08111000 Plätze in Köln"
        );
    }

    #[test]
    fn a_missing_text_shows_its_key_and_a_missing_argument_its_name() {
        let texts = german();
        assert_eq!(texts.t("nowhere"), "⟦nowhere⟧");
        assert_eq!(texts.t("-city"), "⟦-city⟧");
        assert_eq!(texts.t("loose"), "{$there}");
    }

    #[test]
    fn broken_texts_do_not_load() {
        let good: (&str, &[u8]) = ("de/a.ftl", b"a = A\n");
        let english: (&str, &[u8]) = ("en/a.ftl", b"a = A\n");
        for (files, problem) in [
            (vec![good], "en has no texts"),
            (
                vec![good, english, ("xx/a.ftl", b"b = B\n")],
                "xx/a.ftl: no language",
            ),
            (
                vec![good, english, ("ar-XB/a.ftl", b"b = B\n")],
                "ar-XB/a.ftl: no language",
            ),
            (
                vec![good, english, ("a.ftl", b"b = B\n")],
                "a.ftl: no language",
            ),
            (
                vec![good, english, ("de/b.ftl", b"a = B\n")],
                "de/b.ftl: a is there twice",
            ),
            (
                vec![good, ("en/a.ftl", b"a = A\na = B\n")],
                "en/a.ftl: a is there twice",
            ),
            (
                vec![good, english, ("de/b.ftl", b"b = { $x\n")],
                "de/b.ftl: ",
            ),
            (
                vec![good, english, ("de/b.ftl", b"no message\n")],
                "de/b.ftl: ",
            ),
            (
                vec![good, english, ("de/b.ftl", b"b = \xFF\n")],
                "de/b.ftl: not UTF-8",
            ),
        ] {
            let error = loaded(&files).err().unwrap().to_string();
            assert!(error.starts_with(problem), "{error}");
        }
    }

    #[test]
    fn a_key_chosen_at_run_time_is_the_literal_itself() {
        assert_eq!(key!("skip-to-content"), "skip-to-content");
    }
}
