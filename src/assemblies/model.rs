//! Assemblies: when, in what form, on what legal basis; what comes before them is beside.

pub mod agenda;
pub mod calling;
pub mod form_basis;
pub mod motions;
pub mod notice;

use serde::{Deserialize, Serialize};

use crate::{
    delegates::model::deadline_after,
    polls::model::Standing,
    types::{
        AssemblyId, Day, ExplainField, FederationId, FieldProblem, Fields, Localized,
        MultilineText, PlainText, PollId, RollId, RoundId, TIME_ZONE, TextError, Timestamp,
    },
};

/// How people come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssemblyForm {
    /// In one place.
    OnSite,
    /// In one place, others by electronic means; the convener may provide for it (BGB § 32(2) sentence 1).
    Hybrid,
    /// By electronic means alone; needs a resolution of the members (BGB § 32(2) sentence 2) or the statutes.
    Virtual,
}

impl AssemblyForm {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::OnSite, Self::Hybrid, Self::Virtual];

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::Hybrid => "hybrid",
            Self::Virtual => "virtual",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str() == word)
    }

    /// Key of the name in the person's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::OnSite => crate::key!("assemblies-form-on-site"),
            Self::Hybrid => crate::key!("assemblies-form-hybrid"),
            Self::Virtual => crate::key!("assemblies-form-virtual"),
        }
    }

    /// Whether there is a place to go to.
    pub fn has_place(self) -> bool {
        self != Self::Virtual
    }

    /// Whether it needs a resolution or the statutes, to be named.
    pub fn needs_legal_basis(self) -> bool {
        // BGB § 32(2) sentence 2
        self == Self::Virtual
    }
}

/// An assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assembly {
    pub id: AssemblyId,
    #[serde(skip)]
    pub federation: FederationId,
    pub title: String,
    pub day: Day,
    pub form: AssemblyForm,
    /// Where it meets; may be empty for a virtual one.
    pub place: String,
    /// The resolution or the article of the statutes on which the form rests.
    pub legal_basis: String,
    /// Until when offices register delegates.
    pub deadline: Option<Timestamp>,
    pub round: RoundId,
    pub roll: RollId,
    /// The roll is frozen; the assembly is not edited any more.
    pub is_frozen: bool,
    #[serde(skip)]
    pub revision: i64,
}

impl Assembly {
    /// The last day on which offices register delegates.
    pub fn last_day(&self) -> Option<Day> {
        self.deadline
            .map(|deadline| deadline.plus_millis(-1).day_in(&TIME_ZONE))
    }
}

/// A poll as a list of an assembly shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollLine {
    pub id: PollId,
    pub title: Localized,
    pub state: Standing,
}

/// What is typed about an assembly.
#[derive(Clone, Debug, Default)]
pub struct AssemblyInput {
    pub title: String,
    pub day: String,
    pub form: String,
    pub place: String,
    pub legal_basis: String,
    /// Last day on which offices register delegates; may be empty.
    pub deadline: String,
}

/// What is known about an assembly before it has a round and a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssemblyDetails {
    pub title: String,
    pub day: Day,
    pub form: AssemblyForm,
    pub place: String,
    pub legal_basis: String,
    pub deadline: Option<Timestamp>,
}

impl AssemblyInput {
    /// Reads what was typed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<AssemblyDetails, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let title = fields.take("title", PlainText::parse(&self.title, 1, 200));
        let day = required_day(&mut fields, "day", &self.day);
        let form = AssemblyForm::parse(&self.form);
        if form.is_none() {
            fields.refuse(FieldProblem::new("form", crate::key!("field-form-needed")));
        }
        let needs_place = form.is_some_and(AssemblyForm::has_place);
        let least = usize::from(needs_place);
        let place = fields.take("place", PlainText::parse(&self.place, least, 200));
        let legal_basis = fields.take(
            "legal_basis",
            MultilineText::parse(&self.legal_basis, 0, 500),
        );
        let is_missing = legal_basis.as_ref().is_some_and(|l| l.as_str().is_empty());
        if is_missing && form.is_some_and(AssemblyForm::needs_legal_basis) {
            fields.refuse(FieldProblem::new(
                "legal_basis",
                crate::key!("field-legal-basis-needed"),
            ));
        }
        let last_day = if self.deadline.trim().is_empty() {
            None
        } else {
            required_day(&mut fields, "deadline", &self.deadline)
        };
        if last_day.zip(day).is_some_and(|(last, day)| last > day) {
            fields.refuse(FieldProblem::new(
                "deadline",
                crate::key!("field-deadline-after-day"),
            ));
        }
        let details = (|| {
            Some(AssemblyDetails {
                title: title?.as_str().to_owned(),
                day: day?,
                form: form?,
                place: place?.as_str().to_owned(),
                legal_basis: legal_basis?.as_str().to_owned(),
                deadline: last_day.and_then(deadline_after),
            })
        })();
        fields.finish(details)
    }
}

fn required_day(fields: &mut Fields, field: &str, raw: &str) -> Option<Day> {
    let raw = raw.trim();
    if raw.is_empty() {
        fields.refuse(TextError::Empty.field_problem(field));
        return None;
    }
    fields.take(field, raw.parse::<Day>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> AssemblyInput {
        AssemblyInput {
            title: " Vollversammlung 2026 ".into(),
            day: "2026-05-09".into(),
            form: "on_site".into(),
            place: "Rathaus Böblingen".into(),
            legal_basis: String::new(),
            deadline: "2026-04-30".into(),
        }
    }

    fn refused(input: &AssemblyInput) -> Vec<(String, &'static str)> {
        match input.parse() {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|p| (p.field, p.key)).collect(),
        }
    }

    #[test]
    fn an_assembly_is_read_with_its_deadline_at_the_end_of_the_last_day() {
        let details = input().parse().expect("reads");
        assert_eq!(details.title, "Vollversammlung 2026");
        assert_eq!(details.form, AssemblyForm::OnSite);
        let end: Timestamp = "2026-04-30T22:00:00Z".parse().expect("a time");
        assert_eq!(details.deadline, Some(end));
        let open = AssemblyInput {
            deadline: " ".into(),
            ..input()
        };
        assert_eq!(open.parse().expect("reads").deadline, None);
    }

    #[test]
    fn a_virtual_assembly_names_its_legal_basis_and_a_hybrid_one_need_not() {
        let virtual_ = AssemblyInput {
            form: "virtual".into(),
            place: String::new(),
            ..input()
        };
        assert_eq!(
            refused(&virtual_),
            [("legal_basis".to_owned(), "field-legal-basis-needed")]
        );
        let resolved = AssemblyInput {
            legal_basis: "Beschluss vom 10.05.2025".into(),
            ..virtual_
        };
        assert_eq!(refused(&resolved), []);
        let hybrid = AssemblyInput {
            form: "hybrid".into(),
            ..input()
        };
        assert_eq!(refused(&hybrid), []);
    }

    #[test]
    fn all_fields_are_refused_at_once_with_their_reasons() {
        assert_eq!(
            refused(&AssemblyInput::default()),
            [
                ("title".to_owned(), "field-required"),
                ("day".to_owned(), "field-required"),
                ("form".to_owned(), "field-form-needed"),
            ]
        );
        let wrong = AssemblyInput {
            day: "2026-02-29".into(),
            place: " ".into(),
            deadline: "30.04.2026".into(),
            ..input()
        };
        assert_eq!(
            refused(&wrong),
            [
                ("day".to_owned(), "field-not-a-day"),
                ("place".to_owned(), "field-required"),
                ("deadline".to_owned(), "field-not-a-day"),
            ]
        );
        let late = AssemblyInput {
            deadline: "2026-05-10".into(),
            ..input()
        };
        assert_eq!(
            refused(&late),
            [("deadline".to_owned(), "field-deadline-after-day")]
        );
    }

    #[test]
    fn words_of_the_forms_come_back() {
        for form in AssemblyForm::ALL {
            assert_eq!(AssemblyForm::parse(form.as_str()), Some(form));
        }
        assert_eq!(AssemblyForm::parse("online"), None);
    }
}
