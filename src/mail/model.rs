//! Messages and their states.

use std::collections::BTreeMap;

use crate::types::{
    BodyId, Email, FederationId, FieldProblem, Fields, Locale, MessageId, MultilineText, Timestamp,
    words::words,
};

/// The values of a message's words, by name.
pub type Arguments = BTreeMap<String, String>;

words! {
    /// Where a message is on its way.
    MessageState {
        /// There is no address to send it to: a letter is needed.
        NoAddress = "no_address", crate::key!("mail-state-no-address");
        /// Waits to be sent.
        Queued = "queued", crate::key!("mail-state-queued");
        /// Handed to a server at this moment.
        Sending = "sending", crate::key!("mail-state-sending");
        /// A server has taken it.
        Sent = "sent", crate::key!("mail-state-sent");
        /// The connection or the program broke off before the server's answer.
        Unknown = "unknown", crate::key!("mail-state-unknown");
        /// A server has refused it, or it was tried too often.
        Refused = "refused", crate::key!("mail-state-refused");
        /// It came back, as staff report.
        Bounced = "bounced", crate::key!("mail-state-bounced");
        /// Printed as a letter.
        Printed = "printed", crate::key!("mail-state-printed");
        /// Given to the recipient by hand, or told by phone.
        HandedOver = "handed_over", crate::key!("mail-state-handed-over");
        /// What it is about had changed before it was sent.
        Dropped = "dropped", crate::key!("mail-state-dropped");
    }

    /// What staff report of a message.
    Report {
        /// It came back.
        Bounced = "bounced", crate::key!("mail-report-bounced");
        /// A letter was printed.
        Printed = "printed", crate::key!("mail-report-printed");
        /// It was given to the recipient.
        HandedOver = "handed_over", crate::key!("mail-report-handed-over");
    }
}

/// The message is not in a state that allows this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not possible while the message is {0:?}")]
pub struct WrongState(pub MessageState);

impl MessageState {
    /// The state after a report by staff.
    ///
    /// # Errors
    /// [`WrongState`]: nothing comes back that was not sent, and what is being sent is not touched.
    pub fn after(self, report: Report) -> Result<Self, WrongState> {
        match (self, report) {
            (Self::Sent | Self::Unknown, Report::Bounced) => Ok(Self::Bounced),
            (
                Self::NoAddress
                | Self::Queued
                | Self::Refused
                | Self::Bounced
                | Self::Printed
                | Self::HandedOver
                | Self::Dropped,
                Report::Bounced,
            )
            | (Self::Sending | Self::Dropped, Report::Printed | Report::HandedOver)
            | (Self::Sending, Report::Bounced) => Err(WrongState(self)),
            (
                Self::NoAddress
                | Self::Queued
                | Self::Sent
                | Self::Unknown
                | Self::Refused
                | Self::Bounced
                | Self::Printed
                | Self::HandedOver,
                Report::Printed,
            ) => Ok(Self::Printed),
            (
                Self::NoAddress
                | Self::Queued
                | Self::Sent
                | Self::Unknown
                | Self::Refused
                | Self::Bounced
                | Self::Printed
                | Self::HandedOver,
                Report::HandedOver,
            ) => Ok(Self::HandedOver),
        }
    }

    /// Whether staff may send it (again).
    ///
    /// # Errors
    /// [`WrongState`] while it waits or is being sent: a second copy would go out.
    pub fn can_be_sent_again(self) -> Result<(), WrongState> {
        match self {
            Self::Queued | Self::Sending => Err(WrongState(self)),
            Self::NoAddress
            | Self::Sent
            | Self::Unknown
            | Self::Refused
            | Self::Bounced
            | Self::Printed
            | Self::HandedOver
            | Self::Dropped => Ok(()),
        }
    }

    /// Key of the sentence that explains it.
    pub fn explained(self) -> &'static str {
        match self {
            Self::NoAddress => crate::key!("mail-explained-no-address"),
            Self::Queued => crate::key!("mail-explained-queued"),
            Self::Sending => crate::key!("mail-explained-sending"),
            Self::Sent => crate::key!("mail-explained-sent"),
            Self::Unknown => crate::key!("mail-explained-unknown"),
            Self::Refused => crate::key!("mail-explained-refused"),
            Self::Bounced => crate::key!("mail-explained-bounced"),
            Self::Printed => crate::key!("mail-explained-printed"),
            Self::HandedOver => crate::key!("mail-explained-handed-over"),
            Self::Dropped => crate::key!("mail-explained-dropped"),
        }
    }

    /// Tone in which pages show it.
    pub fn tone(self) -> &'static str {
        match self {
            Self::NoAddress | Self::Unknown => "warning",
            Self::Queued | Self::Sending => "info",
            Self::Sent | Self::Printed | Self::HandedOver => "success",
            Self::Refused | Self::Bounced => "danger",
            Self::Dropped => "neutral",
        }
    }
}

/// Which messages a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LedgerFilter {
    #[default]
    All,
    State(MessageState),
    /// Those that reached nobody by mail: no address, refused, bounced.
    Unreachable,
}

impl LedgerFilter {
    /// The word in addresses and the API; empty for all.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::State(state) => state.as_str(),
            Self::Unreachable => "unreachable",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::All),
            "unreachable" => Some(Self::Unreachable),
            _ => MessageState::parse(word).map(Self::State),
        }
    }
}

/// A message that a room puts into the ledger.
#[derive(Clone, Debug)]
pub struct NewMessage {
    pub federation: FederationId,
    /// Which composer makes its words.
    pub purpose: &'static str,
    /// A thing's table and id.
    pub about: (&'static str, i64),
    pub body: Option<BodyId>,
    /// Name of the recipient.
    pub recipient: String,
    /// Empty or unreadable: the message waits for a letter.
    pub address: String,
    pub locale: Locale,
    pub arguments: Arguments,
}

/// A message of the ledger.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: MessageId,
    pub federation: FederationId,
    pub purpose: String,
    pub about: (String, i64),
    pub body: Option<BodyId>,
    pub recipient: String,
    /// Empty where none is known.
    pub address: String,
    pub locale: Locale,
    pub arguments: Arguments,
    pub state: MessageState,
    /// Tries since it was queued last.
    pub attempts: i64,
    /// How often staff had it sent anew.
    pub resends: i64,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    /// What the server answered last, or what staff noted.
    pub answer: String,
    pub revision: i64,
}

impl Message {
    /// Whether staff may send it again now.
    pub fn can_be_sent_again(&self) -> bool {
        self.state.can_be_sent_again().is_ok()
    }

    /// What staff may report now.
    pub fn reports(&self) -> impl Iterator<Item = Report> {
        Report::ALL
            .iter()
            .copied()
            .filter(|report| self.state.after(*report).is_ok())
    }

    /// The value of a name; empty where there is none.
    pub fn argument(&self, name: &str) -> &str {
        self.arguments.get(name).map_or("", String::as_str)
    }
}

/// The words of a message, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub subject: String,
    pub text: String,
}

/// Tries before a message that no server takes is given up.
pub const MOST_ATTEMPTS: i64 = 8;

/// How long to wait after a failed try, in milliseconds: from a minute to half a day; `None` when it is given up.
pub fn wait_after(attempts: i64) -> Option<i64> {
    const MINUTE: i64 = 60_000;
    match attempts {
        ..=1 => Some(MINUTE),
        2 => Some(5 * MINUTE),
        3 => Some(15 * MINUTE),
        4 => Some(60 * MINUTE),
        5 => Some(180 * MINUTE),
        6 => Some(360 * MINUTE),
        7 => Some(720 * MINUTE),
        MOST_ATTEMPTS.. => None,
    }
}

/// Longest answer of a server that is kept, in signs.
const LONGEST_ANSWER: usize = 300;

/// An answer of a server as it is kept: one line, without control signs, of bounded length.
pub fn kept_answer(raw: &str) -> String {
    let line: String = raw
        .chars()
        .take(LONGEST_ANSWER)
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    line.trim().to_owned()
}

/// What staff report, as typed.
#[derive(Clone, Debug, Default)]
pub struct ReportInput {
    pub report: String,
    pub note: String,
}

impl ReportInput {
    /// Reads it.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<(Report, String), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let report =
            crate::types::reading::word(&mut fields, "report", &self.report, Report::parse);
        let note = fields.take("note", MultilineText::parse(&self.note, 0, 300));
        fields.finish(report.zip(note.map(|note| kept_answer(note.as_str()))))
    }
}

/// Reads the address to which a message is sent again.
///
/// # Errors
/// The field `address` with its problem.
pub fn parse_address(raw: &str) -> Result<String, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let email = fields.take("address", Email::parse(raw));
    fields.finish(email.map(|email| email.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_fits_some_states_and_what_is_being_sent_takes_none() {
        use MessageState as S;
        for report in Report::ALL {
            let fits: Vec<_> = S::ALL
                .iter()
                .copied()
                .filter(|s| s.after(*report).is_ok())
                .collect();
            let expected: &[S] = match report {
                Report::Bounced => &[S::Sent, S::Unknown],
                Report::Printed | Report::HandedOver => &[
                    S::NoAddress,
                    S::Queued,
                    S::Sent,
                    S::Unknown,
                    S::Refused,
                    S::Bounced,
                    S::Printed,
                    S::HandedOver,
                ],
            };
            assert_eq!(fits, expected, "{report:?}");
        }
        let waiting: Vec<_> = S::ALL
            .iter()
            .copied()
            .filter(|s| s.can_be_sent_again().is_err())
            .collect();
        assert_eq!(waiting, [S::Queued, S::Sending]);
    }

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<_> = (1..=MOST_ATTEMPTS).map(wait_after).collect();
        assert!(waits.windows(2).all(|w| w[0] < w[1] || w[1].is_none()));
        assert_eq!(waits.iter().filter(|w| w.is_none()).count(), 1);
        assert_eq!(wait_after(MOST_ATTEMPTS), None);
    }

    #[test]
    fn an_answer_is_kept_in_one_bounded_line() {
        assert_eq!(kept_answer("550 no\r\nsuch user\u{0}"), "550 no  such user");
        assert_eq!(kept_answer(&"x".repeat(5_000)).len(), 300);
    }
}
