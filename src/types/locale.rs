//! The languages of the pages.
//!
//! A language is one row of the table here and one folder of texts under `templates/locales`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// Writing direction of a language, as the `dir` attribute says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// `ltr` or `rtl`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// No language of this installation has that tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no language has this tag")]
pub struct UnknownLocale;

macro_rules! locales {
    ($($variant:ident: $tag:literal, $own_name:literal, $direction:ident, texts of $texts:ident, offered: $offered:literal;)+) => {
        /// A language in which pages can be shown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Locale {
            $(#[doc = $own_name] $variant,)+
        }

        impl Locale {
            /// Every language, the offered ones in the order of the language switch.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The BCP 47 tag, as addresses, `lang` attributes and the database have it.
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag,)+ }
            }

            /// The language's name in itself, for the language switch.
            #[must_use]
            pub const fn own_name(self) -> &'static str {
                match self { $(Self::$variant => $own_name,)+ }
            }

            /// The direction in which its pages run.
            #[must_use]
            pub const fn direction(self) -> Direction {
                match self { $(Self::$variant => Direction::$direction,)+ }
            }

            /// The language whose texts and number forms it shows: itself, save for the pseudo locale.
            #[must_use]
            pub const fn shown_in(self) -> Self {
                match self { $(Self::$variant => Self::$texts,)+ }
            }

            /// Whether people are offered it; the pseudo locale exists for layout checks alone.
            #[must_use]
            pub const fn is_offered(self) -> bool {
                match self { $(Self::$variant => $offered,)+ }
            }
        }
    };
}

locales! {
    De: "de", "Deutsch", LeftToRight, texts of De, offered: true;
    En: "en", "English", LeftToRight, texts of En, offered: true;
    // The right-to-left pseudo locale of CLDR: English words on a mirrored page.
    ArXb: "ar-XB", "English, right to left", RightToLeft, texts of En, offered: false;
}

impl Locale {
    /// Shown where nothing says otherwise.
    pub const DEFAULT: Self = Self::De;

    /// Whether it is a language of its own, in which pages and content have texts.
    #[must_use]
    pub fn has_own_texts(self) -> bool {
        self.shown_in() == self
    }

    /// The languages of the switch, in its order.
    pub fn offered() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|locale| locale.is_offered())
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Takes a tag in its canonical spelling only, so that each page has one address per language.
    fn from_str(tag: &str) -> Result<Self, UnknownLocale> {
        Self::ALL
            .iter()
            .copied()
            .find(|locale| locale.tag() == tag)
            .ok_or(UnknownLocale)
    }
}

impl Serialize for Locale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_is_read_back_as_its_language() {
        for &locale in Locale::ALL {
            assert_eq!(locale.to_string().parse(), Ok(locale));
            let json = serde_json::to_string(&locale).unwrap();
            assert_eq!(json, format!("\"{}\"", locale.tag()));
            assert_eq!(serde_json::from_str::<Locale>(&json).unwrap(), locale);
        }
    }

    #[test]
    fn a_tag_in_another_spelling_is_no_language() {
        for tag in ["", "DE", "de-DE", " de", "xx", "ar-xb", "../de"] {
            assert_eq!(tag.parse::<Locale>(), Err(UnknownLocale), "{tag}");
        }
        assert!(serde_json::from_str::<Locale>("\"xx\"").is_err());
        assert!(serde_json::from_str::<Locale>("1").is_err());
    }

    #[test]
    fn the_pseudo_locale_runs_right_to_left_in_english_and_is_never_offered() {
        assert_eq!(Locale::ArXb.direction().as_str(), "rtl");
        assert_eq!(Locale::ArXb.shown_in(), Locale::En);
        assert!(!Locale::offered().any(|locale| locale == Locale::ArXb));
    }

    #[test]
    fn an_offered_language_shows_its_own_texts_and_the_default_is_offered() {
        for locale in Locale::offered() {
            assert!(locale.has_own_texts(), "{locale}");
        }
        assert!(Locale::DEFAULT.is_offered());
        assert_eq!(Locale::De.direction().as_str(), "ltr");
    }
}
