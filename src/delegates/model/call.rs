//! The call to the bodies of a round to name their delegates, and the links by which they come without an account.

use super::Round;
use crate::types::{BodyId, ExplainField, FieldProblem, Fields, Localized, Timestamp};

/// A call that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// A text of staff for the invitation, by language.
    pub intro: Option<Localized>,
    pub opened_at: Timestamp,
    /// So many days before the deadline bodies that have not submitted are reminded once.
    pub remind_days: Option<i64>,
    pub reminded_at: Option<Timestamp>,
    pub revision: i64,
}

/// A body's link, without its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeLink {
    pub generation: i64,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl OfficeLink {
    /// Whether it opens anything now.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// A body of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledBody {
    pub body: BodyId,
    /// Empty where none is known.
    pub email: String,
    pub link: Option<OfficeLink>,
    pub submissions: i64,
}

/// Texts and reminder of a call, as typed.
#[derive(Clone, Debug, Default)]
pub struct CallInput {
    /// Texts by language tag; blank ones count as none.
    pub intro: Vec<(String, String)>,
    /// Days before the deadline, or nothing.
    pub remind_days: String,
}

/// Most days before the deadline at which the program reminds by itself.
pub const MOST_REMIND_DAYS: i64 = 60;

impl CallInput {
    /// Reads them.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<(Option<Localized>, Option<i64>), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let entries = self.intro.iter().map(|(tag, text)| (&**tag, &**text));
        let intro = if self.intro.iter().all(|(_, text)| text.trim().is_empty()) {
            Some(None)
        } else {
            match Localized::parse_lines(entries, 2_000) {
                Ok(intro) => Some(Some(intro)),
                Err(e) => {
                    fields.refuse(e.field_problem("intro"));
                    None
                }
            }
        };
        let remind_days = if self.remind_days.trim().is_empty() {
            Some(None)
        } else {
            crate::types::reading::number(
                &mut fields,
                "remind_days",
                &self.remind_days,
                1,
                MOST_REMIND_DAYS,
            )
            .map(Some)
        };
        fields.finish(intro.zip(remind_days))
    }
}

/// When the links of a round end: with the day of the assembly, since late changes come after the deadline.
pub fn links_end(round: &Round) -> Timestamp {
    super::deadline_after(round.day)
        .unwrap_or_else(|| round.deadline.unwrap_or(Timestamp::stored(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_reminder_are_read_or_refused_by_field() {
        let input = |intro: &str, days: &str| {
            CallInput {
                intro: vec![("de".into(), intro.into()), ("en".into(), String::new())],
                remind_days: days.into(),
            }
            .parse()
        };
        assert_eq!(input(" ", ""), Ok((None, None)));
        let (intro, days) = input("Bitte melden\nbis Mai", "7").expect("readable");
        assert_eq!((intro.is_some(), days), (true, Some(7)));
        for days in ["0", "61", "x", "-1"] {
            let refused = input("", days).expect_err(days);
            assert_eq!(refused[0].field, "remind_days");
        }
        assert_eq!(
            input(&"x".repeat(2_001), "").expect_err("long")[0].field,
            "intro.de"
        );
    }
}
