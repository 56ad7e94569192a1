//! Links by mail: how far each is, who cannot be reached by them, and what one person alone may do about it.

use super::CodeOf;
use crate::{
    mail::model::MessageState,
    types::{BodyId, CodeId, Locale, MessageId, PersonId, words::words},
};

words! {
    /// How far the link of somebody is.
    LinkState {
        /// None was made.
        None = "none", crate::key!("rolls-link-none");
        /// Its mail waits, or is being sent at this moment.
        Waiting = "waiting", crate::key!("rolls-link-waiting");
        /// A server has taken it, or it was given to the recipient in another way.
        Sent = "sent", crate::key!("rolls-link-sent");
        /// The connection broke off before the server's answer.
        Unknown = "unknown", crate::key!("rolls-link-unknown");
        /// The register has no address.
        NoAddress = "no_address", crate::key!("rolls-link-no-address");
        /// A server has refused its mail, or it came back.
        Failed = "failed", crate::key!("rolls-link-failed");
        /// It opens nothing any more: a code on a sheet took its place.
        Void = "void", crate::key!("rolls-link-void");
    }
}

impl LinkState {
    /// Tone in which pages show it.
    pub fn tone(self) -> &'static str {
        match self {
            Self::None | Self::Void => "neutral",
            Self::Waiting => "info",
            Self::Sent => "success",
            Self::Unknown | Self::NoAddress => "warning",
            Self::Failed => "danger",
        }
    }
}

/// A link that was made, with the message that brings it. Its secret is stored nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeLink {
    pub code: CodeId,
    /// From 1, one more for each that somebody got.
    pub generation: i64,
    pub voided: bool,
    pub message: Option<MessageId>,
    /// Where the message is; empty once the person is erased.
    pub state: Option<MessageState>,
    /// Where the message goes.
    pub address: String,
}

impl MadeLink {
    /// Whether it is good and its message reached nobody, as far as is known.
    pub fn reached_nobody(&self) -> bool {
        matches!(self.reached(), LinkState::NoAddress | LinkState::Failed)
    }

    fn reached(&self) -> LinkState {
        match self.state {
            _ if self.voided => LinkState::Void,
            Some(MessageState::Queued | MessageState::Sending) => LinkState::Waiting,
            Some(MessageState::Sent | MessageState::Printed | MessageState::HandedOver) => {
                LinkState::Sent
            }
            Some(MessageState::Unknown) => LinkState::Unknown,
            Some(MessageState::NoAddress) => LinkState::NoAddress,
            Some(MessageState::Refused | MessageState::Bounced | MessageState::Dropped) | None => {
                LinkState::Failed
            }
        }
    }

    /// Whether it certainly reached nobody, as this program knows: what staff report does not count.
    fn never_left(&self) -> bool {
        match self.state {
            Some(MessageState::NoAddress | MessageState::Refused | MessageState::Dropped)
            | None => true,
            Some(
                MessageState::Queued
                | MessageState::Sending
                | MessageState::Sent
                | MessageState::Unknown
                | MessageState::Bounced
                | MessageState::Printed
                | MessageState::HandedOver,
            ) => false,
        }
    }
}

/// What somebody on a roll has to vote with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// A valid code on a sheet.
    pub has_code: bool,
    /// The newest link.
    pub link: Option<MadeLink>,
}

impl Holding {
    /// How far the link is.
    pub fn link_state(&self) -> LinkState {
        self.link
            .as_ref()
            .map_or(LinkState::None, MadeLink::reached)
    }

    /// Whether a link was made that reaches nobody, and there is no sheet instead.
    pub fn is_unreachable(&self) -> bool {
        !self.has_code && self.link.as_ref().is_some_and(MadeLink::reached_nobody)
    }

    /// Whether one person alone may still send a link once a poll of the roll was opened: to whoever has nothing to vote with, and
    /// again to the address that had it before. Anything else would be a second code in other hands, which takes two people.
    pub fn may_be_sent_once_opened(&self, address: &str) -> bool {
        match &self.link {
            Some(link) if !link.voided => !address.is_empty() && link.address == address,
            Some(_) | None => !self.has_code,
        }
    }

    /// Whether one person alone may still make a code on a sheet once a poll of the roll was opened: for whoever has nothing.
    pub fn may_get_sheet_once_opened(&self) -> bool {
        let nothing = |link: &MadeLink| link.voided || link.never_left();
        !self.has_code && self.link.as_ref().is_none_or(nothing)
    }
}

/// Where a link goes, as the register says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Empty where none is known.
    pub email: String,
    /// The language in which the person is written to.
    pub locale: Locale,
    pub is_erased: bool,
}

/// Somebody on a roll with what they vote with.
#[derive(Clone, Debug)]
pub struct LinkLine {
    pub owner: CodeOf,
    /// Number of the entry, or of the deputy.
    pub number: i64,
    pub person: PersonId,
    pub body: BodyId,
    /// Empty once the person is erased.
    pub name: String,
    pub body_name: String,
    /// Whether the register has an address.
    pub has_address: bool,
    pub holding: Holding,
}

impl LinkLine {
    /// Whether it is a deputy, who votes for the place that they take over.
    pub fn is_deputy(&self) -> bool {
        match self.owner {
            CodeOf::Entry(_) => false,
            CodeOf::StandIn(_) => true,
        }
    }

    /// Whether they can only be reached with a sheet: a link reached nobody, or there is no address for one.
    pub fn needs_sheet(&self) -> bool {
        let nowhere = self.holding.link.is_none() && !self.has_address && !self.holding.has_code;
        nowhere || self.holding.is_unreachable()
    }
}

/// How many links of a roll are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCounts {
    pub people: i64,
    /// Whom no link was made for.
    pub none: i64,
    pub waiting: i64,
    pub sent: i64,
    pub unknown: i64,
    pub no_address: i64,
    pub failed: i64,
    pub void: i64,
    /// Whom only a sheet reaches.
    pub need_sheet: i64,
}

impl LinkCounts {
    /// Counts.
    pub fn of(lines: &[LinkLine]) -> Self {
        let mut counts = Self::default();
        for line in lines {
            counts.people += 1;
            counts.need_sheet += i64::from(line.needs_sheet());
            *match line.holding.link_state() {
                LinkState::None => &mut counts.none,
                LinkState::Waiting => &mut counts.waiting,
                LinkState::Sent => &mut counts.sent,
                LinkState::Unknown => &mut counts.unknown,
                LinkState::NoAddress => &mut counts.no_address,
                LinkState::Failed => &mut counts.failed,
                LinkState::Void => &mut counts.void,
            } += 1;
        }
        counts
    }

    /// Whether a link was made for anybody.
    pub fn any(&self) -> bool {
        self.none < self.people
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::EntryId;

    fn holding(has_code: bool, voided: bool, state: MessageState) -> Holding {
        Holding {
            has_code,
            link: Some(MadeLink {
                code: CodeId(1),
                generation: 1,
                voided,
                message: Some(MessageId(1)),
                state: Some(state),
                address: "a@example.org".into(),
            }),
        }
    }

    fn with_code() -> Holding {
        Holding {
            has_code: true,
            link: None,
        }
    }

    #[test]
    fn only_a_link_without_address_refused_or_come_back_reaches_nobody_unless_there_is_a_sheet() {
        use MessageState as S;
        let unreachable: Vec<_> = S::ALL
            .iter()
            .copied()
            .filter(|state| holding(false, false, *state).is_unreachable())
            .collect();
        assert_eq!(
            unreachable,
            [S::NoAddress, S::Refused, S::Bounced, S::Dropped]
        );
        for state in S::ALL {
            assert!(!holding(true, false, *state).is_unreachable(), "{state:?}");
            let void = holding(false, true, *state);
            assert_eq!(void.link_state(), LinkState::Void);
            assert!(!void.is_unreachable(), "{state:?}");
        }
        assert_eq!(Holding::default().link_state(), LinkState::None);
    }

    #[test]
    fn once_a_poll_was_opened_nobody_gets_a_second_code_in_other_hands_by_one_person() {
        use MessageState as S;
        let (same, other) = ("a@example.org", "b@example.org");
        for (holding, address, may) in [
            (Holding::default(), other, true),
            (with_code(), other, false),
            (holding(false, false, S::Sent), same, true),
            (holding(false, false, S::Sent), other, false),
            (holding(false, false, S::Sent), "", false),
            (holding(true, false, S::Sent), same, true),
            (holding(true, true, S::Sent), same, false),
            (holding(false, true, S::Sent), other, true),
        ] {
            assert_eq!(
                holding.may_be_sent_once_opened(address),
                may,
                "{holding:?} {address}"
            );
        }
        let sheets: Vec<_> = S::ALL
            .iter()
            .copied()
            .filter(|state| holding(false, false, *state).may_get_sheet_once_opened())
            .collect();
        assert_eq!(
            sheets,
            [S::NoAddress, S::Refused, S::Dropped],
            "reports of staff do not count"
        );
        assert!(Holding::default().may_get_sheet_once_opened());
        assert!(holding(false, true, S::Sent).may_get_sheet_once_opened());
        assert!(!with_code().may_get_sheet_once_opened());
    }

    #[test]
    fn whoever_has_no_address_and_nothing_else_needs_a_sheet() {
        let line = |has_address, holding| LinkLine {
            owner: CodeOf::Entry(EntryId(1)),
            number: 1,
            person: PersonId(1),
            body: BodyId(1),
            name: "A".into(),
            body_name: "B".into(),
            has_address,
            holding,
        };
        let lines = [
            line(false, Holding::default()),
            line(true, Holding::default()),
            line(false, with_code()),
            line(true, holding(false, false, MessageState::Bounced)),
            line(true, holding(false, false, MessageState::Sent)),
        ];
        let needs: Vec<_> = lines.iter().map(LinkLine::needs_sheet).collect();
        assert_eq!(needs, [true, false, false, true, false]);
        let counts = LinkCounts::of(&lines);
        assert_eq!(
            (counts.people, counts.none, counts.failed, counts.sent),
            (5, 3, 1, 1)
        );
        assert_eq!(counts.need_sheet, 2);
        assert!(counts.any() && !LinkCounts::of(&lines[..3]).any());
    }
}
