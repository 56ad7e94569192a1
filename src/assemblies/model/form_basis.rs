//! On what the form of an assembly rests (BGB § 32(2)): the members' earlier resolution, and how rights are exercised electronically.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{AssemblyForm, agenda::require};
use crate::types::{Day, FieldProblem, Fields, Locale, Localized, MultilineText, PollId, reading};

const ELECTRONIC_SIGNS: usize = 4_000;
const RESOLUTION_SIGNS: usize = 500;

/// An earlier resolution of the members that lets later assemblies be virtual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// A poll of an earlier assembly that accepted it.
    Poll(PollId),
    /// Where it stands, and its day.
    Text { text: String, on: Day },
}

/// What is written about the form of an assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormBasis {
    /// How rights are exercised electronically.
    pub electronic: Option<Localized>,
    pub resolution: Option<Resolution>,
    #[serde(skip)]
    pub revision: i64,
}

impl Default for FormBasis {
    fn default() -> Self {
        Self {
            electronic: None,
            resolution: None,
            revision: 1,
        }
    }
}

/// A poll of an earlier assembly that accepted something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierResolution {
    pub poll: PollId,
    pub title: Localized,
    pub assembly: String,
    pub day: Day,
}

/// What is typed about the form.
#[derive(Clone, Debug, Default)]
pub struct FormBasisInput {
    /// By language tag.
    pub electronic: BTreeMap<String, String>,
    /// Id of the poll, or nothing.
    pub resolution_poll: String,
    pub resolution_text: String,
    pub resolution_on: String,
}

impl FormBasisInput {
    /// Reads what was typed; whether a poll is a resolution of an earlier assembly is looked up by whoever calls.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(
        &self,
        day: Day,
        required: Locale,
    ) -> Result<(Option<Localized>, Option<Resolution>), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let electronic = if self.electronic.values().all(|text| text.trim().is_empty()) {
            None
        } else {
            let pairs = self.electronic.iter().map(|(tag, text)| (&**tag, &**text));
            let read = fields.take(
                "electronic",
                Localized::parse_lines(pairs, ELECTRONIC_SIGNS),
            );
            require(&mut fields, "electronic", read, required)
        };
        let text = fields.take(
            "resolution_text",
            MultilineText::parse(&self.resolution_text, 0, RESOLUTION_SIGNS),
        );
        let text = text.map_or(String::new(), |text| text.as_str().to_owned());
        let on = reading::day_or_none(&mut fields, "resolution_on", &self.resolution_on).flatten();
        let poll = match self.resolution_poll.trim() {
            "" => None,
            raw => {
                let poll = raw.parse().ok();
                if poll.is_none() {
                    let key = crate::key!("field-unknown-choice");
                    fields.refuse(FieldProblem::new("resolution_poll", key));
                }
                poll
            }
        };
        let resolution = match (poll, text.is_empty(), on) {
            (Some(poll), true, None) => Some(Resolution::Poll(poll)),
            (None, true, None) => None,
            (None, false, Some(on)) => {
                // It lets future assemblies be virtual, not one that is over.
                if on >= day {
                    let key = crate::key!("field-resolution-not-earlier");
                    fields.refuse(FieldProblem::new("resolution_on", key));
                }
                Some(Resolution::Text { text, on })
            }
            (None, false, None) => {
                let key = crate::key!("field-required");
                fields.refuse(FieldProblem::new("resolution_on", key));
                None
            }
            (None, true, Some(_)) => {
                let key = crate::key!("field-required");
                fields.refuse(FieldProblem::new("resolution_text", key));
                None
            }
            (Some(_), _, _) => {
                let key = crate::key!("field-resolution-twice");
                fields.refuse(FieldProblem::new("resolution_poll", key));
                None
            }
        };
        fields.finish(Some((electronic, resolution)))
    }
}

/// What keeps a notice from being sent.
///
/// BGB § 32(1): the notice names what is decided; § 32(2): a virtual assembly needs the resolution, and electronic rights are told.
pub fn missing_for_notice(
    form: AssemblyForm,
    basis: &FormBasis,
    has_agenda: bool,
    required: Locale,
) -> Vec<FieldProblem> {
    let mut missing = Vec::new();
    if !has_agenda {
        missing.push(FieldProblem::new(
            "agenda",
            crate::key!("field-notice-no-agenda"),
        ));
    }
    let is_electronic = match form {
        AssemblyForm::OnSite => false,
        AssemblyForm::Hybrid | AssemblyForm::Virtual => true,
    };
    if is_electronic && !basis.electronic.as_ref().is_some_and(|t| t.has(required)) {
        missing.push(FieldProblem::new(
            "electronic",
            crate::key!("field-notice-no-electronic"),
        ));
    }
    if form.needs_legal_basis() && basis.resolution.is_none() {
        missing.push(FieldProblem::new(
            "resolution",
            crate::key!("field-notice-no-resolution"),
        ));
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn read(input: &FormBasisInput) -> Result<Option<Resolution>, Vec<String>> {
        input
            .parse(day("2026-06-20"), Locale::DEFAULT)
            .map(|(_, resolution)| resolution)
            .map_err(|problems| problems.into_iter().map(|p| p.field).collect())
    }

    #[test]
    fn a_resolution_is_a_poll_or_a_text_with_an_earlier_day() {
        let text = |text: &str, on: &str| FormBasisInput {
            resolution_text: text.into(),
            resolution_on: on.into(),
            ..FormBasisInput::default()
        };
        let poll = |poll: &str| FormBasisInput {
            resolution_poll: poll.into(),
            ..FormBasisInput::default()
        };
        assert_eq!(read(&FormBasisInput::default()), Ok(None));
        assert_eq!(read(&poll("7")), Ok(Some(Resolution::Poll(PollId(7)))));
        let on = day("2025-03-01");
        let found = Resolution::Text {
            text: "TOP 7".into(),
            on,
        };
        assert_eq!(read(&text("TOP 7", "2025-03-01")), Ok(Some(found)));
        for (input, field) in [
            (text("TOP 7", ""), "resolution_on"),
            (text("", "2025-03-01"), "resolution_text"),
            (text("TOP 7", "2026-06-20"), "resolution_on"),
            (poll("x"), "resolution_poll"),
        ] {
            assert_eq!(read(&input), Err(vec![field.to_owned()]));
        }
        let both = FormBasisInput {
            resolution_poll: "7".into(),
            ..text("TOP 7", "2025-03-01")
        };
        assert_eq!(read(&both), Err(vec!["resolution_poll".to_owned()]));
    }

    #[test]
    fn a_notice_says_what_the_law_asks_of_each_form() {
        let fields = |form, basis: &FormBasis, has_agenda| -> Vec<String> {
            let missing = missing_for_notice(form, basis, has_agenda, Locale::DEFAULT);
            missing.into_iter().map(|p| p.field).collect()
        };
        let nothing = FormBasis::default();
        assert!(fields(AssemblyForm::OnSite, &nothing, true).is_empty());
        assert_eq!(fields(AssemblyForm::OnSite, &nothing, false), ["agenda"]);
        assert_eq!(fields(AssemblyForm::Hybrid, &nothing, true), ["electronic"]);
        assert_eq!(
            fields(AssemblyForm::Virtual, &nothing, true),
            ["electronic", "resolution"]
        );
        let english = FormBasis {
            electronic: Localized::parse_line([("en", "By video")], 100).ok(),
            ..FormBasis::default()
        };
        assert_eq!(fields(AssemblyForm::Hybrid, &english, true), ["electronic"]);
        let whole = FormBasis {
            electronic: Localized::parse_line([("de", "Per Video")], 100).ok(),
            resolution: Some(Resolution::Poll(PollId(7))),
            revision: 1,
        };
        assert!(fields(AssemblyForm::Virtual, &whole, true).is_empty());
    }
}
