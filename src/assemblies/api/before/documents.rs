//! What comes before an assembly as the API reads and writes it.

use std::collections::HashMap;

use poem_openapi::{Enum, Object};

use super::{Texts, by_tag, typed};
use crate::assemblies::{
    actions::{agenda::Agenda, notice::NoticeBoard},
    model::{
        agenda::{AgendaItemInput, ItemMove},
        form_basis::FormBasisInput,
    },
};

/// On what the form of an assembly rests, as staff write it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewFormBasis {
    /// How rights are exercised electronically, by language; needed in the notice of a hybrid and of a virtual assembly.
    #[oai(default)]
    pub(super) electronic: Texts,
    /// A published poll of an earlier assembly by which later ones may be virtual.
    pub(super) resolution_poll_id: Option<i64>,
    /// Where an earlier resolution stands that is no poll here.
    #[oai(validator(max_length = 500))]
    pub(super) resolution_text: Option<String>,
    /// The day of that resolution, YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    pub(super) resolution_on: Option<String>,
}

/// A poll of an earlier assembly that accepted something.
#[derive(Object)]
pub(super) struct EarlierResolutionDocument {
    pub(super) poll_id: i64,
    pub(super) title: Texts,
    pub(super) assembly: String,
    /// YYYY-MM-DD.
    pub(super) day: String,
}

/// On what the form of an assembly rests.
#[derive(Object)]
pub(super) struct FormBasisDocument {
    /// By language.
    pub(super) electronic: Texts,
    pub(super) resolution_poll_id: Option<i64>,
    pub(super) resolution_text: Option<String>,
    /// YYYY-MM-DD.
    pub(super) resolution_on: Option<String>,
    /// Those that may be named.
    pub(super) earlier_resolutions: Vec<EarlierResolutionDocument>,
    /// To be sent back as If-Match with a change.
    pub(super) revision: i64,
}

/// An item of the agenda as staff write it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewAgendaItem {
    /// By language; the federation's is needed.
    pub(super) title: Texts,
    /// Who brings it in.
    #[oai(default, validator(max_length = 200))]
    pub(super) mover: String,
    /// Planned beginning, HH:MM.
    #[oai(validator(max_length = 5))]
    pub(super) starts_at: Option<String>,
    /// How many minutes it is to take.
    pub(super) minutes: Option<i64>,
    /// For a new item: under which one it stands. Not read with a change.
    pub(super) parent_id: Option<i64>,
}

/// A document of an item.
#[derive(Object)]
pub(super) struct AgendaDocumentHead {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) sha256: String,
    /// Bytes.
    pub(super) size: i64,
}

/// An item of the agenda.
#[derive(Object)]
pub(super) struct AgendaItemDocument {
    pub(super) id: i64,
    /// 1, 1.1, 1.1.1.
    pub(super) number: String,
    /// 0 for 1, 1 for 1.1.
    pub(super) depth: i64,
    pub(super) title: Texts,
    pub(super) mover: String,
    /// HH:MM.
    pub(super) starts_at: Option<String>,
    pub(super) minutes: Option<i64>,
    /// Why it was withdrawn.
    pub(super) withdrawn: Option<String>,
    pub(super) documents: Vec<AgendaDocumentHead>,
    pub(super) poll_ids: Vec<i64>,
    /// Against the last notice: new, changed, withdrawn.
    pub(super) since_notice: Option<String>,
}

/// The agenda of an assembly.
#[derive(Object)]
pub(in crate::assemblies::api) struct AgendaDocument {
    pub(super) items: Vec<AgendaItemDocument>,
    /// Day, place, form or how to take part are not as in the last notice.
    pub(super) facts_changed_since_notice: bool,
    /// To be sent back as If-Match with every change of the agenda, and with the notice.
    pub(super) revision: i64,
}

/// Where an item goes.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum AgendaMove {
    Up,
    Down,
    /// Under the item before it.
    In,
    /// Beside the item under which it stands.
    Out,
}

/// How an item is moved.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewAgendaPlace {
    pub(super) way: AgendaMove,
}

/// The assembly whose agenda is taken over.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct AgendaSource {
    pub(super) assembly_id: i64,
}

/// Why an item is withdrawn.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct AgendaWithdrawal {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub(super) reason: String,
}

/// A notice to be sent.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewNotice {
    /// Why it is sent although the period of the statutes is over.
    #[oai(default, validator(max_length = 500))]
    pub(super) late_reason: String,
}

/// What keeps a notice from being sent.
#[derive(Object)]
pub(super) struct NoticeObstacle {
    /// agenda, electronic, resolution.
    pub(super) field: String,
    pub(super) code: String,
}

/// A notice that was sent.
#[derive(Object)]
pub(super) struct NoticeDocument {
    pub(super) number: i64,
    pub(super) sent_at: String,
    /// The last day in time by the statutes, YYYY-MM-DD.
    pub(super) last_day: Option<String>,
    /// Why it was sent although it was late; empty where it was in time.
    pub(super) late_reason: String,
    pub(super) recipients: i64,
    /// SHA-256 over all that is kept of it.
    pub(super) digest: String,
    /// The words as they were sent, by language.
    pub(super) words: HashMap<String, SentWords>,
}

/// Words of a notice.
#[derive(Object)]
pub(super) struct SentWords {
    pub(super) subject: String,
    pub(super) text: String,
}

/// How the notice of an assembly stands.
#[derive(Object)]
pub(super) struct NoticesDocument {
    /// The article that sets the period.
    pub(super) article: Option<String>,
    /// The period in days.
    pub(super) days: Option<i64>,
    /// The last day on which it is in time, YYYY-MM-DD.
    pub(super) last_day: Option<String>,
    /// Today only with a reason.
    pub(super) late: bool,
    pub(super) missing: Vec<NoticeObstacle>,
    /// How many it would go to.
    pub(super) recipients: i64,
    /// Recipients of the last one that mail did not reach.
    pub(super) letters_to_print: i64,
    pub(super) notices: Vec<NoticeDocument>,
}

/// A letter to be printed.
#[derive(Object)]
pub(super) struct NoticeLetterDocument {
    pub(super) recipient: String,
    /// Language tag.
    pub(super) locale: String,
    pub(super) subject: String,
    pub(super) text: String,
}

/// Letters to be printed.
#[derive(Object)]
pub(super) struct NoticeLettersDocument {
    pub(super) letters: Vec<NoticeLetterDocument>,
}

/// The number of a notice that was sent.
#[derive(Object)]
pub(super) struct NoticeNumber {
    pub(super) number: i64,
}

impl From<NewFormBasis> for FormBasisInput {
    fn from(new: NewFormBasis) -> Self {
        Self {
            electronic: typed(new.electronic),
            resolution_poll: new
                .resolution_poll_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            resolution_text: new.resolution_text.unwrap_or_default(),
            resolution_on: new.resolution_on.unwrap_or_default(),
        }
    }
}

impl From<NewAgendaItem> for AgendaItemInput {
    fn from(new: NewAgendaItem) -> Self {
        Self {
            title: typed(new.title),
            mover: new.mover,
            starts_at: new.starts_at.unwrap_or_default(),
            minutes: new.minutes.map(|n| n.to_string()).unwrap_or_default(),
        }
    }
}

impl From<AgendaMove> for ItemMove {
    fn from(way: AgendaMove) -> Self {
        match way {
            AgendaMove::Up => Self::Up,
            AgendaMove::Down => Self::Down,
            AgendaMove::In => Self::In,
            AgendaMove::Out => Self::Out,
        }
    }
}

impl From<Agenda> for AgendaDocument {
    fn from(agenda: Agenda) -> Self {
        let items = agenda.numbered().map(|(number, item)| AgendaItemDocument {
            id: item.id.0,
            number: number.to_owned(),
            depth: item.depth,
            title: by_tag(&item.title),
            mover: item.mover.clone(),
            starts_at: item.clock(),
            minutes: item.minutes,
            withdrawn: item.withdrawn.as_ref().map(|(_, reason)| reason.clone()),
            documents: item
                .documents
                .iter()
                .map(|d| AgendaDocumentHead {
                    id: d.id.0,
                    name: d.name.clone(),
                    sha256: d.sha256.clone(),
                    size: d.size,
                })
                .collect(),
            poll_ids: item.polls.iter().map(|poll| poll.0).collect(),
            since_notice: agenda
                .changes
                .items
                .get(&item.id)
                .map(|change| change.as_str().to_owned()),
        });
        Self {
            items: items.collect(),
            facts_changed_since_notice: agenda.changes.facts,
            revision: agenda.revision,
        }
    }
}

impl From<NoticeBoard> for NoticesDocument {
    fn from(board: NoticeBoard) -> Self {
        Self {
            late: board.is_late(),
            letters_to_print: i64::try_from(board.letters_to_print()).unwrap_or(i64::MAX),
            article: board.rule.as_ref().map(|rule| rule.article.clone()),
            days: board.rule.as_ref().map(|rule| i64::from(rule.days)),
            last_day: board.last_day.map(|day| day.to_string()),
            missing: board
                .missing
                .into_iter()
                .map(|problem| NoticeObstacle {
                    code: problem.key.to_owned(),
                    field: problem.field,
                })
                .collect(),
            recipients: board.recipients,
            notices: board
                .notices
                .into_iter()
                .map(|notice| NoticeDocument {
                    number: notice.number,
                    sent_at: notice.sent_at.to_string(),
                    last_day: notice.last_day.map(|day| day.to_string()),
                    late_reason: notice.late_reason,
                    recipients: notice.recipients,
                    digest: notice.digest,
                    words: notice
                        .content
                        .words
                        .into_iter()
                        .map(|(tag, words)| {
                            let words = SentWords {
                                subject: words.subject,
                                text: words.text,
                            };
                            (tag, words)
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}
