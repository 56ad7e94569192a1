//! The official municipality key (Amtlicher Gemeindeschlüssel).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Key of one German municipality: Land (2 digits), Regierungsbezirk (1), county (2), municipality (3).
///
/// Written as eight digits with its leading zero, `08111000`; the order is that of the written form.
/// The shape and the Land are checked, not whether such a municipality exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ags {
    state: FederalState,
    /// The six digits after the Land.
    within_state: u32,
}

/// Why a text is not a municipality key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AgsError {
    /// Something other than the digits 0 to 9 stands in it.
    #[error("a municipality key consists of digits only")]
    NotDigits,
    /// It has not eight digits; from a spreadsheet, not seven either.
    #[error("a municipality key has eight digits, not {found}")]
    WrongLength {
        /// Digits counted.
        found: usize,
    },
    /// Its first two digits are not 01 to 16.
    #[error("a municipality key begins with the number of a Land, 01 to 16, not {code:02}")]
    UnknownState {
        /// The first two digits as a number.
        code: u32,
    },
}

impl Ags {
    /// Reads a key from a spreadsheet, where a program may have taken `08111000` for a number and
    /// dropped the zero.
    ///
    /// Seven digits are completed with a leading zero, so the result lies in Land 01 to 09; seven
    /// digits that begin with a zero would give Land 00 and are refused. A key of Land 10 to 16 that
    /// lost a digit elsewhere cannot be told apart from this, which is why a preview shows the
    /// completed key and why every other source must give eight digits ([`FromStr`]).
    ///
    /// # Errors
    /// As for [`FromStr`].
    pub fn from_spreadsheet(text: &str) -> Result<Self, AgsError> {
        let text = text.trim();
        if text.len() == 7 {
            format!("0{text}").parse()
        } else {
            text.parse()
        }
    }

    /// The Land in which the municipality lies.
    #[must_use]
    pub fn state(self) -> FederalState {
        self.state
    }

    /// The first five digits, which name the county or the independent city: `08115`.
    #[must_use]
    pub fn county_part(self) -> String {
        format!("{:02}{:03}", self.state.code(), self.within_state / 1000)
    }
}

impl FromStr for Ags {
    type Err = AgsError;

    fn from_str(text: &str) -> Result<Self, AgsError> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(AgsError::NotDigits);
        }
        if text.len() != 8 {
            return Err(AgsError::WrongLength { found: text.len() });
        }
        let number: u32 = text.parse().map_err(|_| AgsError::NotDigits)?;
        let code = number / 1_000_000;
        let state = FederalState::from_code(code).ok_or(AgsError::UnknownState { code })?;
        Ok(Self {
            state,
            within_state: number % 1_000_000,
        })
    }
}

impl fmt::Display for Ags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}{:06}", self.state.code(), self.within_state)
    }
}

impl TryFrom<String> for Ags {
    type Error = AgsError;

    fn try_from(text: String) -> Result<Self, AgsError> {
        text.parse()
    }
}

impl From<Ags> for String {
    fn from(ags: Ags) -> Self {
        ags.to_string()
    }
}

/// One of the sixteen Länder, in the order of their official numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "each variant is the name of its Land")]
pub enum FederalState {
    SchleswigHolstein = 1,
    Hamburg = 2,
    LowerSaxony = 3,
    Bremen = 4,
    NorthRhineWestphalia = 5,
    Hesse = 6,
    RhinelandPalatinate = 7,
    BadenWuerttemberg = 8,
    Bavaria = 9,
    Saarland = 10,
    Berlin = 11,
    Brandenburg = 12,
    MecklenburgWesternPomerania = 13,
    Saxony = 14,
    SaxonyAnhalt = 15,
    Thuringia = 16,
}

impl FederalState {
    /// All Länder, ordered by number.
    pub const ALL: [Self; 16] = [
        Self::SchleswigHolstein,
        Self::Hamburg,
        Self::LowerSaxony,
        Self::Bremen,
        Self::NorthRhineWestphalia,
        Self::Hesse,
        Self::RhinelandPalatinate,
        Self::BadenWuerttemberg,
        Self::Bavaria,
        Self::Saarland,
        Self::Berlin,
        Self::Brandenburg,
        Self::MecklenburgWesternPomerania,
        Self::Saxony,
        Self::SaxonyAnhalt,
        Self::Thuringia,
    ];

    /// The official number, 1 to 16.
    #[must_use]
    pub fn code(self) -> u32 {
        u32::from(self as u8)
    }

    /// The Land with this official number.
    #[must_use]
    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The Land's own German name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SchleswigHolstein => "Schleswig-Holstein",
            Self::Hamburg => "Hamburg",
            Self::LowerSaxony => "Niedersachsen",
            Self::Bremen => "Bremen",
            Self::NorthRhineWestphalia => "Nordrhein-Westfalen",
            Self::Hesse => "Hessen",
            Self::RhinelandPalatinate => "Rheinland-Pfalz",
            Self::BadenWuerttemberg => "Baden-Württemberg",
            Self::Bavaria => "Bayern",
            Self::Saarland => "Saarland",
            Self::Berlin => "Berlin",
            Self::Brandenburg => "Brandenburg",
            Self::MecklenburgWesternPomerania => "Mecklenburg-Vorpommern",
            Self::Saxony => "Sachsen",
            Self::SaxonyAnhalt => "Sachsen-Anhalt",
            Self::Thuringia => "Thüringen",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ags(text: &str) -> Ags {
        text.parse().expect("a valid key")
    }

    #[test]
    fn a_key_keeps_its_leading_zero_everywhere() {
        let stuttgart = ags("08111000");
        assert_eq!(stuttgart.to_string(), "08111000");
        assert_eq!(String::from(stuttgart), "08111000");
        let json = serde_json::to_string(&stuttgart).expect("JSON");
        assert_eq!(json, "\"08111000\"");
        assert_eq!(
            serde_json::from_str::<Ags>(&json).expect("a key"),
            stuttgart
        );
        assert_eq!(ags("02000000").to_string(), "02000000");
        assert_eq!(ags("01001000").county_part(), "01001");
    }

    #[test]
    fn a_key_tells_its_land_and_county() {
        for (text, name, county_part) in [
            ("08115003", "Baden-Württemberg", "08115"),
            ("05315000", "Nordrhein-Westfalen", "05315"),
            ("11000000", "Berlin", "11000"),
            ("16077055", "Thüringen", "16077"),
        ] {
            assert_eq!(ags(text).state().name(), name);
            assert_eq!(ags(text).county_part(), county_part);
        }
    }

    #[test]
    fn every_land_and_no_other_number_begins_a_key() {
        for code in 0..100_u32 {
            let read = format!("{code:02}001002").parse::<Ags>();
            match read {
                Ok(ags) => assert_eq!(ags.state().code(), code),
                Err(error) => {
                    assert!(!(1..=16).contains(&code), "{code} is a Land");
                    assert_eq!(error, AgsError::UnknownState { code });
                }
            }
        }
    }

    #[test]
    fn keys_are_ordered_as_they_are_written() {
        let mut keys = ["16001000", "08115003", "08111000", "09111000", "08115028"].map(ags);
        keys.sort();
        let written = keys.map(|key| key.to_string());
        assert!(written.is_sorted(), "{written:?}");
    }

    #[test]
    fn what_is_not_eight_digits_is_refused() {
        for (text, error) in [
            ("", AgsError::WrongLength { found: 0 }),
            ("8111000", AgsError::WrongLength { found: 7 }),
            ("081110000", AgsError::WrongLength { found: 9 }),
            (" 08111000", AgsError::NotDigits),
            ("0811100x", AgsError::NotDigits),
            ("-8111000", AgsError::NotDigits),
            ("+8111000", AgsError::NotDigits),
            ("08111.00", AgsError::NotDigits),
            ("٠٨١١١٠٠٠", AgsError::NotDigits),
            ("０８１１１０００", AgsError::NotDigits),
            ("0811100\0", AgsError::NotDigits),
            ("' OR 1=1--", AgsError::NotDigits),
        ] {
            assert_eq!(text.parse::<Ags>(), Err(error), "{text:?}");
        }
        let endless = "9".repeat(1_000_000);
        assert_eq!(
            endless.parse::<Ags>(),
            Err(AgsError::WrongLength { found: 1_000_000 })
        );
    }

    #[test]
    fn a_spreadsheet_may_have_eaten_the_leading_zero() {
        for text in ["8111000", " 8111000 ", "08111000"] {
            assert_eq!(Ags::from_spreadsheet(text), Ok(ags("08111000")), "{text:?}");
        }
        for (text, error) in [
            // Completed, it would lie in Land 00.
            ("0811100", AgsError::UnknownState { code: 0 }),
            ("811100", AgsError::WrongLength { found: 6 }),
            ("8111000.0", AgsError::NotDigits),
            ("811100x", AgsError::NotDigits),
            ("", AgsError::WrongLength { found: 0 }),
        ] {
            assert_eq!(Ags::from_spreadsheet(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn json_must_give_all_eight_digits_as_text() {
        for json in [
            "\"8111000\"",
            "8111000",
            "8111000.0",
            "null",
            "[\"08111000\"]",
        ] {
            assert!(serde_json::from_str::<Ags>(json).is_err(), "{json}");
        }
    }
}
