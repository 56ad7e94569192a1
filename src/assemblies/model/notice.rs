//! The notice of an assembly: when it is in time, and what it said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Assembly, AssemblyForm,
    agenda::{AgendaItem, numbers},
};
use crate::types::{AgendaItemId, Day, FieldProblem, Fields, Localized, MultilineText, Timestamp};

/// The last day on which a notice of so many days is in time.
///
/// The day of the meeting does not count, and the whole period lies between the two days (BGB §§ 187(1), 188(1), counted
/// backwards): for fourteen days before the 20th it is the 5th.
pub fn last_day_in_time(meeting: Day, days: u32) -> Day {
    let back = i64::from(days).saturating_add(1);
    meeting
        .plus_days(-back)
        .unwrap_or(Day::stored(Day::FIRST_STORED))
}

/// An item as a notice named it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeItem {
    pub id: AgendaItemId,
    pub number: String,
    pub title: Localized,
    pub mover: String,
    pub starts_at: Option<i64>,
    pub minutes: Option<i64>,
    pub withdrawn: bool,
    /// Name and SHA-256 of each document.
    pub documents: Vec<(String, String)>,
}

/// What an assembly was when a notice was sent, to be compared with what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFacts {
    pub title: String,
    pub day: Day,
    pub form: AssemblyForm,
    pub place: String,
    pub legal_basis: String,
    pub electronic: Option<Localized>,
}

/// The words of a notice in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeWords {
    pub subject: String,
    pub text: String,
}

/// All of a notice, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeContent {
    pub facts: NoticeFacts,
    pub items: Vec<NoticeItem>,
    /// By language tag.
    pub words: BTreeMap<String, NoticeWords>,
}

/// A notice that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: i64,
    pub number: i64,
    pub sent_at: Timestamp,
    /// The last day in time by the statutes.
    pub last_day: Option<Day>,
    /// Why it was sent although it was late.
    pub late_reason: String,
    pub recipients: i64,
    pub content: NoticeContent,
    pub digest: String,
}

/// What a notice does not say as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeChanges {
    /// Day, place, form or how to take part.
    pub facts: bool,
    /// Items that were not on the agenda, or stood there otherwise.
    pub items: BTreeMap<AgendaItemId, ItemChange>,
}

/// How an item differs from the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemChange {
    New,
    Changed,
    Withdrawn,
}

impl ItemChange {
    /// Key of its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => crate::key!("agenda-new-since-notice"),
            Self::Changed => crate::key!("agenda-changed-since-notice"),
            Self::Withdrawn => crate::key!("agenda-withdrawn-since-notice"),
        }
    }

    /// The word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl NoticeChanges {
    /// Whether the notice still says how things are.
    pub fn is_empty(&self) -> bool {
        !self.facts && self.items.is_empty()
    }
}

/// The facts of an assembly as a notice names them.
pub fn facts(assembly: &Assembly, electronic: Option<Localized>) -> NoticeFacts {
    NoticeFacts {
        title: assembly.title.clone(),
        day: assembly.day,
        form: assembly.form,
        place: assembly.place.clone(),
        legal_basis: assembly.legal_basis.clone(),
        electronic,
    }
}

/// The agenda as a notice names it.
pub fn items(agenda: &[AgendaItem]) -> Vec<NoticeItem> {
    let numbers = numbers(agenda.iter().map(|item| item.depth));
    agenda
        .iter()
        .zip(numbers)
        .map(|(item, number)| NoticeItem {
            id: item.id,
            number,
            title: item.title.clone(),
            mover: item.mover.clone(),
            starts_at: item.starts_at,
            minutes: item.minutes,
            withdrawn: item.withdrawn.is_some(),
            documents: item
                .documents
                .iter()
                .map(|d| (d.name.clone(), d.sha256.clone()))
                .collect(),
        })
        .collect()
}

/// What a notice does not say as it is now. A number that moved because another item came or went is no change of the item.
pub fn changes_since(
    notice: &NoticeContent,
    facts: &NoticeFacts,
    items: &[NoticeItem],
) -> NoticeChanges {
    let changed = items.iter().filter_map(|now| {
        let Some(then) = notice.items.iter().find(|then| then.id == now.id) else {
            return Some((now.id, ItemChange::New));
        };
        if now.withdrawn && !then.withdrawn {
            return Some((now.id, ItemChange::Withdrawn));
        }
        let same_number = NoticeItem {
            number: now.number.clone(),
            ..then.clone()
        };
        (same_number != *now).then_some((now.id, ItemChange::Changed))
    });
    NoticeChanges {
        facts: notice.facts != *facts,
        items: changed.collect(),
    }
}

/// Reads why a notice is sent although it is late; nothing where nothing was typed.
///
/// # Errors
/// What is wrong with the text.
pub fn parse_late_reason(raw: &str) -> Result<String, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let reason = fields.take("late_reason", MultilineText::parse(raw, 0, 500));
    fields.finish(reason.map(|reason| reason.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn the_whole_period_lies_between_notice_and_meeting() {
        assert_eq!(last_day_in_time(day("2026-06-20"), 14), day("2026-06-05"));
        assert_eq!(last_day_in_time(day("2026-03-10"), 28), day("2026-02-09"));
        assert_eq!(last_day_in_time(day("2026-06-20"), 0), day("2026-06-19"));
    }

    fn item(id: i64, number: &str, title: &str) -> NoticeItem {
        NoticeItem {
            id: AgendaItemId(id),
            number: number.into(),
            title: Localized::parse_line([("de", title)], 100).expect("a title"),
            mover: String::new(),
            starts_at: None,
            minutes: None,
            withdrawn: false,
            documents: Vec::new(),
        }
    }

    #[test]
    fn what_changed_since_the_notice_is_named_item_by_item() {
        let facts = NoticeFacts {
            title: "Vollversammlung".into(),
            day: day("2026-06-20"),
            form: AssemblyForm::OnSite,
            place: "Ulm".into(),
            legal_basis: String::new(),
            electronic: None,
        };
        let notice = NoticeContent {
            facts: facts.clone(),
            items: vec![item(1, "1", "A"), item(2, "2", "B"), item(3, "3", "C")],
            words: BTreeMap::new(),
        };
        assert!(changes_since(&notice, &facts, &notice.items).is_empty());
        let gone = NoticeItem {
            withdrawn: true,
            ..item(3, "4", "C")
        };
        let now = [
            item(4, "1", "D"),
            item(1, "2", "A"),
            item(2, "3", "B2"),
            gone,
        ];
        let elsewhere = NoticeFacts {
            place: "Aalen".into(),
            ..facts
        };
        let changes = changes_since(&notice, &elsewhere, &now);
        assert!(changes.facts);
        let found: Vec<_> = changes.items.into_iter().map(|(id, c)| (id.0, c)).collect();
        assert_eq!(
            found,
            [
                (2, ItemChange::Changed),
                (3, ItemChange::Withdrawn),
                (4, ItemChange::New)
            ]
        );
    }
}
