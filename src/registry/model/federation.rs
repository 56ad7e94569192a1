//! Federations, and which federation is a member of which.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Federation, FederationKind};
use crate::types::{
    Day, ExplainField, FederationId, FieldProblem, Fields, Locale, MultilineText, PlainText,
    TextError,
};

impl FederationKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Councils, Self::Associations];

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Councils => "councils",
            Self::Associations => "associations",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == word)
    }

    /// Key of the name in the person's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Councils => crate::key!("registry-federation-kind-councils"),
            Self::Associations => crate::key!("registry-federation-kind-associations"),
        }
    }
}

/// The word of a federation in addresses: 2 to 40 small letters, digits and single hyphens, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug(String);

/// Why a text is no word for addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    #[error("empty")]
    Empty,
    #[error("not 2 to 40 small letters, digits and single hyphens, beginning with a letter")]
    Form,
}

impl ExplainField for SlugError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        match self {
            Self::Empty => FieldProblem::new(field, crate::key!("field-required")),
            Self::Form => FieldProblem::new(field, crate::key!("field-not-a-slug")),
        }
    }
}

impl Slug {
    /// Reads the word.
    ///
    /// # Errors
    /// [`SlugError`].
    pub fn parse(raw: &str) -> Result<Self, SlugError> {
        let text = raw.trim();
        let good = (2..=40).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.ends_with('-')
            && !text.contains("--");
        match good {
            true => Ok(Self(text.to_owned())),
            false if text.is_empty() => Err(SlugError::Empty),
            false => Err(SlugError::Form),
        }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What somebody enters about a federation.
#[derive(Clone, Debug, Default)]
pub struct FederationInput {
    /// Read when the federation is made; its addresses never change afterwards.
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub locale: String,
    pub contact: String,
}

/// Checked values of a federation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FederationValues {
    pub name: String,
    pub kind: FederationKind,
    pub locale: Locale,
    pub contact: String,
}

impl FederationInput {
    /// The values of a new federation with its word in addresses.
    ///
    /// # Errors
    /// Every refused field.
    pub fn parse_new(&self) -> Result<(Slug, FederationValues), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let slug = fields.take("slug", Slug::parse(&self.slug));
        let values = self.values(&mut fields);
        fields.finish(slug.zip(values))
    }

    /// The new values of a federation.
    ///
    /// # Errors
    /// Every refused field.
    pub fn parse(&self) -> Result<FederationValues, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let values = self.values(&mut fields);
        fields.finish(values)
    }

    fn values(&self, fields: &mut Fields) -> Option<FederationValues> {
        let name = fields.take("name", PlainText::parse(&self.name, 2, 160));
        let contact = fields.take("contact", MultilineText::parse(&self.contact, 0, 600));
        let kind = FederationKind::parse(&self.kind);
        if kind.is_none() {
            fields.refuse(FieldProblem::new("kind", crate::key!("field-word-unknown")));
        }
        let locale = self.locale.parse().ok().filter(|l: &Locale| l.is_offered());
        if locale.is_none() {
            fields.refuse(FieldProblem::new(
                "locale",
                crate::key!("field-unknown-language"),
            ));
        }
        Some(FederationValues {
            name: name?.as_str().to_owned(),
            kind: kind?,
            locale: locale?,
            contact: contact?.as_str().to_owned(),
        })
    }
}

impl Federation {
    /// The values that can be edited.
    pub fn values(&self) -> FederationValues {
        FederationValues {
            name: self.name.clone(),
            kind: self.kind,
            locale: self.locale,
            contact: self.contact.clone(),
        }
    }
}

/// That a federation is a member of another one for some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Membership {
    pub id: i64,
    pub federation: FederationId,
    pub parent: FederationId,
    pub from: Day,
    /// The last day; `None` while it lasts.
    pub to: Option<Day>,
}

/// What somebody enters about a membership.
#[derive(Clone, Debug, Default)]
pub struct MembershipInput {
    /// The other federation's word in addresses.
    pub parent: String,
    pub from: String,
    pub to: String,
}

/// Why a membership cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MembershipError {
    #[error("the federation would be its own member, by way of others, on some day")]
    Cycle,
    #[error("it is a member of the same federation on some of these days already")]
    Overlap,
}

impl ExplainField for MembershipError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        match self {
            Self::Cycle => FieldProblem::new(field, crate::key!("field-membership-cycle")),
            Self::Overlap => FieldProblem::new(field, crate::key!("field-membership-overlap")),
        }
    }
}

/// First and last day of a membership, as typed.
///
/// # Errors
/// Every refused field.
pub fn parse_period(from: &str, to: &str) -> Result<(Day, Option<Day>), Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let from = match from.trim() {
        "" => fields.take("from", Err(TextError::Empty)),
        text => fields.take("from", text.parse::<Day>()),
    };
    let to = match to.trim() {
        "" => Some(None),
        text => fields.take("to", text.parse::<Day>()).map(Some),
    };
    if let (Some(from), Some(Some(to))) = (from, to)
        && to < from
    {
        fields.refuse(FieldProblem::new(
            "to",
            crate::key!("field-end-before-start"),
        ));
    }
    fields.finish(from.zip(to))
}

impl Membership {
    /// The days that this period has in common with another.
    fn common(&self, (from, to): (Day, Option<Day>)) -> Option<(Day, Option<Day>)> {
        let first = self.from.max(from);
        let last = match (self.to, to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        last.is_none_or(|last| first <= last)
            .then_some((first, last))
    }

    /// Whether this membership can stand beside the others.
    ///
    /// # Errors
    /// [`MembershipError`].
    pub fn fits(&self, others: &[Self]) -> Result<(), MembershipError> {
        let period = (self.from, self.to);
        let same = |m: &&Self| m.federation == self.federation && m.parent == self.parent;
        if others
            .iter()
            .filter(same)
            .any(|m| m.common(period).is_some())
        {
            return Err(MembershipError::Overlap);
        }
        // From the parent upwards, each step only over days that the whole way has in common.
        let mut open = vec![(self.parent, period)];
        let mut seen = BTreeSet::new();
        while let Some((at, period)) = open.pop() {
            if at == self.federation {
                return Err(MembershipError::Cycle);
            }
            for step in others.iter().filter(|m| m.federation == at) {
                if let Some(common) = step
                    .common(period)
                    .filter(|c| seen.insert((step.parent, *c)))
                {
                    open.push((step.parent, common));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn membership(federation: i64, parent: i64, from: &str, to: &str) -> Membership {
        Membership {
            id: 0,
            federation: FederationId(federation),
            parent: FederationId(parent),
            from: day(from),
            to: (!to.is_empty()).then(|| day(to)),
        }
    }

    #[test]
    fn a_slug_is_a_plain_word_for_addresses() {
        for good in ["laka", "laka-bw", "en2", "bzi"] {
            assert_eq!(Slug::parse(good).map(|s| s.0), Ok(good.to_owned()));
        }
        for bad in [
            "a",
            "LAKA",
            "-a",
            "a-",
            "a--b",
            "2a",
            "lä",
            "a b",
            "a/b",
            "../x",
            "a\u{202e}b",
            &"a".repeat(41),
        ] {
            assert_eq!(Slug::parse(bad), Err(SlugError::Form), "{bad}");
        }
        assert_eq!(Slug::parse(" "), Err(SlugError::Empty));
    }

    #[test]
    fn every_refused_field_of_a_federation_is_named_at_once() {
        let input = FederationInput {
            locale: "ar-XB".into(),
            name: "\u{202e}x".into(),
            ..Default::default()
        };
        let refused = input.parse_new().expect_err("refused");
        let names: Vec<_> = refused.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["slug", "name", "kind", "locale"]);
    }

    #[test]
    fn a_federation_is_never_its_own_member_by_way_of_others() {
        let others = [
            membership(1, 2, "2020-01-01", ""),
            membership(2, 3, "2020-01-01", "2022-12-31"),
        ];
        assert_eq!(
            membership(3, 1, "2022-12-31", "").fits(&others),
            Err(MembershipError::Cycle)
        );
        assert_eq!(membership(3, 1, "2023-01-01", "").fits(&others), Ok(()));
        assert_eq!(
            membership(3, 1, "2010-01-01", "2019-12-31").fits(&others),
            Ok(())
        );
        assert_eq!(membership(1, 3, "2021-01-01", "").fits(&others), Ok(()));
    }

    #[test]
    fn steps_of_a_cycle_must_have_a_day_in_common() {
        let others = [
            membership(1, 2, "2020-01-01", "2020-12-31"),
            membership(2, 3, "2021-01-01", ""),
        ];
        assert_eq!(membership(3, 1, "2019-01-01", "").fits(&others), Ok(()));
    }

    #[test]
    fn a_federation_is_not_twice_a_member_of_the_same_one_on_a_day() {
        let others = [membership(1, 2, "2020-01-01", "2021-06-30")];
        assert_eq!(
            membership(1, 2, "2021-06-30", "").fits(&others),
            Err(MembershipError::Overlap)
        );
        assert_eq!(membership(1, 2, "2021-07-01", "").fits(&others), Ok(()));
    }

    #[test]
    fn a_period_needs_a_first_day_and_does_not_end_before_it() {
        assert_eq!(
            parse_period("2026-03-01", ""),
            Ok((day("2026-03-01"), None))
        );
        for (from, to, field) in [
            ("", "", "from"),
            ("x", "", "from"),
            ("2026-03-01", "2026-02-28", "to"),
            ("2026-03-01", "x", "to"),
        ] {
            let refused = parse_period(from, to).expect_err("refused");
            assert_eq!(refused.first().map(|f| f.field.as_str()), Some(field));
        }
    }
}
