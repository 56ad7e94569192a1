//! JSON in which no field stands twice.

use std::{collections::BTreeSet, fmt};

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{Refusal, reading::At};

/// Reads a question from the text of a JSON document.
///
/// # Errors
/// [`Refusal`] where it is none, or where a field stands twice.
pub(super) fn parse<T>(
    text: &str,
    read: impl FnOnce(&At<'_>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let unreadable = |error: serde_json::Error| Refusal::Unreadable {
        reason: error.to_string(),
    };
    let document: Value = serde_json::from_str(text).map_err(unreadable)?;
    let question = read(&At::whole(&document))?;
    // Of a field that stands twice a value keeps the last one, and nobody would know which was meant.
    let Once = serde_json::from_str(text).map_err(unreadable)?;
    Ok(question)
}

/// A document that could be read, so all its numbers are whole, and in which no field stands twice.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Once;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document of whole numbers")
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_str<E>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Once, A::Error> {
        while rows.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Once, A::Error> {
        let mut names = BTreeSet::new();
        while let Some((name, Once)) = fields.next_entry::<String, Once>()? {
            if let Some(twice) = names.replace(name) {
                return Err(de::Error::custom(format_args!(
                    "the field {twice:?} stands twice"
                )));
            }
        }
        Ok(Once)
    }
}
