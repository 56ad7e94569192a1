//! Municipalities in the register of a federation.

use serde::Serialize;

use crate::types::{
    Ags, AgsError, ExplainField, FieldProblem, Fields, MunicipalityId, PlainText, TextError,
    fold_for_search,
};

/// A municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Municipality {
    pub id: MunicipalityId,
    #[serde(flatten)]
    pub values: MunicipalityValues,
    pub revision: i64,
}

/// What is kept about a municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MunicipalityValues {
    pub ags: Ags,
    pub name: String,
    /// Name of the county; empty where it is not known.
    pub county: String,
    pub inhabitants: Option<i64>,
    /// Millionths of a degree.
    pub latitude_e6: Option<i64>,
    /// Millionths of a degree.
    pub longitude_e6: Option<i64>,
}

/// Most inhabitants that are believed.
pub const MOST_INHABITANTS: i64 = 100_000_000;
/// Largest latitude in millionths of a degree.
pub const LATITUDE_E6: i64 = 90_000_000;
/// Largest longitude in millionths of a degree.
pub const LONGITUDE_E6: i64 = 180_000_000;
/// Most signs of the name of a municipality or county.
pub const LONGEST_NAME: usize = 160;

impl MunicipalityValues {
    /// The folded form in which searches look and lists sort.
    pub fn search_key(&self) -> String {
        fold_for_search(&self.name)
    }
}

/// What somebody enters about a municipality.
#[derive(Clone, Debug, Default)]
pub struct MunicipalityInput {
    pub ags: String,
    pub name: String,
    pub county: String,
    pub inhabitants: String,
    /// Degrees with a point or comma.
    pub latitude: String,
    /// Degrees with a point or comma.
    pub longitude: String,
}

/// Why a text is no number of the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("not a number")]
    NotANumber,
    #[error("not between {least} and {most}")]
    OutOfRange { least: i64, most: i64 },
}

impl ExplainField for NumberError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        match self {
            Self::NotANumber => FieldProblem::new(field, crate::key!("field-not-a-number")),
            Self::OutOfRange { least, most } => {
                FieldProblem::new(field, crate::key!("field-number-range"))
                    .with("least", *least)
                    .with("most", *most)
            }
        }
    }
}

impl ExplainField for AgsError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        match self {
            Self::WrongLength { found: 0 } => {
                FieldProblem::new(field, crate::key!("field-required"))
            }
            Self::NotDigits | Self::WrongLength { .. } | Self::UnknownState { .. } => {
                FieldProblem::new(field, crate::key!("field-not-an-ags"))
            }
        }
    }
}

/// Reads a whole number of the range, in digits alone.
///
/// # Errors
/// [`NumberError`].
pub fn parse_number(text: &str, least: i64, most: i64) -> Result<i64, NumberError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    let out_of_range = NumberError::OutOfRange { least, most };
    let number = text.parse().map_err(|_| out_of_range)?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(out_of_range)
    }
}

/// Reads degrees such as `48.775817`, `-3,5` or `9` as millionths; further digits are rounded, halves away from zero.
///
/// # Errors
/// [`NumberError`] unless it lies between `-most_e6` and `most_e6`.
pub fn parse_degrees(text: &str, most_e6: i64) -> Result<i64, NumberError> {
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) {
        return Err(NumberError::NotANumber);
    }
    let most = most_e6 / 1_000_000;
    let out_of_range = NumberError::OutOfRange { least: -most, most };
    let whole: i64 = whole.parse().map_err(|_| out_of_range)?;
    let seven: String = part.chars().chain("0000000".chars()).take(7).collect();
    let seven: i64 = seven.parse().map_err(|_| NumberError::NotANumber)?;
    let e6 = whole
        .saturating_mul(1_000_000)
        .saturating_add((seven + 5) / 10);
    if e6 > most_e6 {
        return Err(out_of_range);
    }
    Ok(if negative { -e6 } else { e6 })
}

/// Degrees as text with a point.
pub fn degrees(e6: i64) -> String {
    let sign = if e6 < 0 { "-" } else { "" };
    let size = e6.unsigned_abs();
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

impl MunicipalityInput {
    /// The checked values.
    ///
    /// # Errors
    /// Every refused field.
    pub fn parse(&self) -> Result<MunicipalityValues, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let ags = fields.take("ags", self.ags.trim().parse::<Ags>());
        let name = fields.take("name", PlainText::parse(&self.name, 1, LONGEST_NAME));
        let county = fields.take("county", PlainText::parse(&self.county, 0, LONGEST_NAME));
        let optional = |fields: &mut Fields,
                        field: &str,
                        text: &str,
                        parse: &dyn Fn(&str) -> Result<i64, NumberError>| {
            match text.trim() {
                "" => Some(None),
                text => fields.take(field, parse(text)).map(Some),
            }
        };
        let inhabitants = optional(&mut fields, "inhabitants", &self.inhabitants, &|t| {
            parse_number(t, 0, MOST_INHABITANTS)
        });
        let latitude = optional(&mut fields, "latitude", &self.latitude, &|t| {
            parse_degrees(t, LATITUDE_E6)
        });
        let longitude = optional(&mut fields, "longitude", &self.longitude, &|t| {
            parse_degrees(t, LONGITUDE_E6)
        });
        if let (Some(latitude), Some(longitude)) = (latitude, longitude)
            && latitude.is_some() != longitude.is_some()
        {
            let missing = if latitude.is_none() {
                "latitude"
            } else {
                "longitude"
            };
            fields.refuse(TextError::Empty.field_problem(missing));
        }
        let values = || {
            Some(MunicipalityValues {
                ags: ags?,
                name: name?.as_str().to_owned(),
                county: county?.as_str().to_owned(),
                inhabitants: inhabitants?,
                latitude_e6: latitude?,
                longitude_e6: longitude?,
            })
        };
        let values = values();
        fields.finish(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_exactly_and_rounded_at_the_seventh_digit() {
        for (text, e6) in [
            ("48.775817", 48_775_817),
            ("48,7758174", 48_775_817),
            ("48.7758175", 48_775_818),
            ("9", 9_000_000),
            ("-3.5", -3_500_000),
            ("\u{2212}0.0000005", -1),
            ("90.000000", 90_000_000),
            ("0.99999999999999999999", 1_000_000),
        ] {
            assert_eq!(parse_degrees(text, LATITUDE_E6), Ok(e6), "{text}");
        }
        for text in ["", ".", "1.", ".5", "1.2.3", "+1", "1e5", "٤", "--1", "NaN"] {
            assert_eq!(
                parse_degrees(text, LATITUDE_E6),
                Err(NumberError::NotANumber),
                "{text}"
            );
        }
        for text in ["90.000001", "91", "99999999999999999999", "-90.1"] {
            assert!(
                matches!(
                    parse_degrees(text, LATITUDE_E6),
                    Err(NumberError::OutOfRange { .. })
                ),
                "{text}"
            );
        }
        for e6 in [0, -1, 48_775_817, -180_000_000] {
            assert_eq!(parse_degrees(&degrees(e6), LONGITUDE_E6), Ok(e6));
        }
    }

    #[test]
    fn a_number_consists_of_digits_within_its_range() {
        assert_eq!(parse_number("0", 0, 9), Ok(0));
        for text in ["", "-1", "+1", "1.000", "1 000", "²"] {
            assert_eq!(
                parse_number(text, 0, 9),
                Err(NumberError::NotANumber),
                "{text}"
            );
        }
        for text in ["10", "99999999999999999999"] {
            assert_eq!(
                parse_number(text, 0, 9),
                Err(NumberError::OutOfRange { least: 0, most: 9 })
            );
        }
    }

    #[test]
    fn every_refused_field_of_a_municipality_is_named_at_once() {
        let input = MunicipalityInput {
            ags: "8111000".into(),
            inhabitants: "viele".into(),
            latitude: "91".into(),
            ..Default::default()
        };
        let refused = input.parse().expect_err("refused");
        let names: Vec<_> = refused.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["ags", "name", "inhabitants", "latitude"]);
    }

    #[test]
    fn a_place_on_the_map_needs_both_its_numbers() {
        let input = MunicipalityInput {
            ags: "08111000".into(),
            name: "Stuttgart".into(),
            latitude: "48.7".into(),
            ..Default::default()
        };
        assert_eq!(
            input
                .parse()
                .expect_err("refused")
                .first()
                .map(|f| f.field.clone()),
            Some("longitude".into())
        );
    }
}
