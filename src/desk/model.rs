//! What is due, as data.

pub mod elected;
pub mod on_day;
pub mod suppression;
pub mod wave;

use crate::{
    accounts::model::ApprovalAct,
    types::{
        AssemblyId, BodyId, Day, ElectionId, EntryId, Localized, PollId, RollId, RoundId,
        StandInId, words::words,
    },
};

words! {
    /// What an item is about.
    DueKind {
        /// Bodies are called to name delegates until a day.
        CallDeadline = "call_deadline", crate::key!("desk-due-call-deadline");
        /// Bodies whose delegates were given back with a reason.
        DelegationsReturned = "delegations_returned", crate::key!("desk-due-delegations-returned");
        /// Delegates who wait for the check of credentials.
        CredentialCheck = "credential_check", crate::key!("desk-due-credential-check");
        /// A body's delegation that was not submitted.
        DelegationDraft = "delegation_draft", crate::key!("desk-due-delegation-draft");
        /// A body's delegation that was changed after it was submitted.
        DelegationChanged = "delegation_changed", crate::key!("desk-due-delegation-changed");
        /// A body's delegation of which people were given back.
        DelegationReturned = "delegation_returned", crate::key!("desk-due-delegation-returned");
        /// A body's delegation that was submitted: nothing to do.
        DelegationSubmitted = "delegation_submitted", crate::key!("desk-due-delegation-submitted");
        /// A request that the person could confirm.
        Approval = "approval", crate::key!("desk-due-approval");
        PollReady = "poll_ready", crate::key!("desk-due-poll-ready");
        PollOpen = "poll_open", crate::key!("desk-due-poll-open");
        PollUncounted = "poll_uncounted", crate::key!("desk-due-poll-uncounted");
        PollUnpublished = "poll_unpublished", crate::key!("desk-due-poll-unpublished");
        /// Somebody called to a seat has not answered.
        SeatCall = "seat_call", crate::key!("desk-due-seat-call");
        /// A seat is vacant, and somebody elected can still be called.
        Successor = "successor", crate::key!("desk-due-successor");
        /// Seats are vacant, and no certified election has anybody left for them.
        SeatVacant = "seat_vacant", crate::key!("desk-due-seat-vacant");
        /// Counting has begun and nothing is certified.
        ElectionUncertified = "election_uncertified", crate::key!("desk-due-election-uncertified");
        /// A body's election that is being prepared.
        ElectionAhead = "election_ahead", crate::key!("desk-due-election-ahead");
        /// A term ends, and neither an election nor another term follows.
        TermEnding = "term_ending", crate::key!("desk-due-term-ending");
        /// A membership fee is due and unpaid.
        FeeUnpaid = "fee_unpaid", crate::key!("desk-due-fee-unpaid");
        /// People hold a mandate that is no public office, and have not agreed to be named.
        ConsentMissing = "consent_missing", crate::key!("desk-due-consent-missing");
        /// Messages that did not arrive, or that have no address.
        MailUndelivered = "mail_undelivered", crate::key!("desk-due-mail-undelivered");
    }
}

impl DueKind {
    /// Key of the heading over many of them.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::CallDeadline => crate::key!("desk-kind-call-deadline"),
            Self::DelegationsReturned => crate::key!("desk-kind-delegations-returned"),
            Self::CredentialCheck => crate::key!("desk-kind-credential-check"),
            Self::DelegationDraft
            | Self::DelegationChanged
            | Self::DelegationReturned
            | Self::DelegationSubmitted => crate::key!("desk-kind-delegation"),
            Self::Approval => crate::key!("desk-kind-approval"),
            Self::PollReady | Self::PollOpen | Self::PollUncounted | Self::PollUnpublished => {
                crate::key!("desk-kind-polls")
            }
            Self::SeatCall => crate::key!("desk-kind-seat-call"),
            Self::Successor => crate::key!("desk-kind-successor"),
            Self::SeatVacant => crate::key!("desk-kind-seat-vacant"),
            Self::ElectionUncertified => crate::key!("desk-kind-election-uncertified"),
            Self::ElectionAhead => crate::key!("desk-kind-election-ahead"),
            Self::TermEnding => crate::key!("desk-kind-term-ending"),
            Self::FeeUnpaid => crate::key!("desk-kind-fee-unpaid"),
            Self::ConsentMissing => crate::key!("desk-kind-consent-missing"),
            Self::MailUndelivered => crate::key!("desk-kind-mail-undelivered"),
        }
    }

    /// Key of what its day says.
    pub const fn day_label(self) -> &'static str {
        match self {
            Self::SeatVacant | Self::Successor => crate::key!("desk-day-vacant-since"),
            Self::FeeUnpaid => crate::key!("desk-day-due-since"),
            Self::MailUndelivered
            | Self::Approval
            | Self::PollUncounted
            | Self::PollUnpublished => crate::key!("desk-day-since"),
            Self::ElectionUncertified | Self::ElectionAhead => {
                crate::key!("desk-day-election")
            }
            Self::CredentialCheck | Self::PollReady => crate::key!("desk-day-assembly"),
            Self::TermEnding
            | Self::CallDeadline
            | Self::DelegationsReturned
            | Self::DelegationDraft
            | Self::DelegationChanged
            | Self::DelegationReturned
            | Self::DelegationSubmitted
            | Self::SeatCall
            | Self::PollOpen
            | Self::ConsentMissing => crate::key!("desk-day-until"),
        }
    }
}

/// Where an item is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Round(RoundId),
    Delegation(RoundId, BodyId),
    Body(BodyId),
    /// An election of a body.
    Election(ElectionId, BodyId),
    Poll(PollId),
    /// The result of a poll.
    Result(PollId),
    Roll(RollId),
    /// An entry of a roll.
    Entry(RollId, EntryId),
    /// A deputy on a roll.
    StandIn(RollId, StandInId),
    /// The minutes of an assembly.
    Minutes(AssemblyId),
    Mail,
}

/// What something is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    Plain(String),
    /// A title by language.
    Localized(Localized),
    /// What is to be confirmed.
    Act(ApprovalAct),
}

/// One thing that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: DueKind,
    /// The day by which, or since which, it is due; none where it has none.
    pub day: Option<Day>,
    /// How many people, seats, bodies or messages.
    pub count: i64,
    /// Of how many, where that says something: bodies called, places.
    pub of: i64,
    pub name: Name,
    pub subject: Subject,
}

impl Item {
    /// Days that are left, negative for those over; none without a day.
    pub fn days_left(&self, today: Day) -> Option<i64> {
        self.day
            .map(|day| day.to_epoch_days().saturating_sub(today.to_epoch_days()))
    }

    /// The page on which staff do it, after `/staff/{slug}`.
    pub fn staff_page(&self) -> String {
        match self.subject {
            Subject::Round(round) => match self.kind {
                DueKind::CredentialCheck => format!("/rounds/{round}/doubts"),
                _ => format!("/rounds/{round}/call"),
            },
            Subject::Delegation(round, _) => format!("/rounds/{round}/call"),
            Subject::Body(body) => match self.kind {
                DueKind::FeeUnpaid => format!("/bodies/{body}/facts"),
                _ => format!("/bodies/{body}"),
            },
            Subject::Election(election, _) => match self.kind {
                DueKind::SeatCall | DueKind::Successor => format!("/elections/{election}/seats"),
                DueKind::Approval | DueKind::ElectionUncertified => {
                    format!("/elections/{election}/certification")
                }
                _ => format!("/elections/{election}"),
            },
            Subject::Poll(poll) => match self.kind {
                DueKind::PollUnpublished => format!("/results/{poll}"),
                _ => format!("/polls/{poll}"),
            },
            Subject::Result(poll) => format!("/results/{poll}"),
            Subject::Entry(roll, entry) => format!("/rolls/{roll}/entries/{entry}/reissue"),
            Subject::StandIn(roll, stand_in) => {
                format!("/rolls/{roll}/stand-ins/{stand_in}/reissue")
            }
            Subject::Roll(roll) => format!("/rolls/{roll}/corrections"),
            Subject::Minutes(assembly) => format!("/assemblies/{assembly}/minutes"),
            Subject::Mail => "/mail?state=unreachable".to_owned(),
        }
    }

    /// The page on which the office of a body does it or reads more.
    pub fn office_page(&self, slug: &str, body: BodyId) -> String {
        let office = format!("/office/{slug}/{body}");
        match self.subject {
            Subject::Round(round) | Subject::Delegation(round, _) => {
                format!("{office}/delegates/{round}")
            }
            Subject::Body(_) => match self.kind {
                DueKind::FeeUnpaid => format!("{office}/facts"),
                _ => format!("{office}/people"),
            },
            Subject::Election(..) => format!("/federations/{slug}/elections"),
            Subject::Poll(_)
            | Subject::Result(_)
            | Subject::Roll(_)
            | Subject::Entry(..)
            | Subject::StandIn(..)
            | Subject::Minutes(_)
            | Subject::Mail => office,
        }
    }
}

/// Puts items in the order of their days, those without one at the end; of one day in the order of the kinds.
pub fn sort(items: &mut [Item]) {
    items.sort_by_key(|item| (item.day.is_none(), item.day, item.kind));
}

/// So many days before its end a term is urgent, and so many days before it is told at all: a quarter and half a year.
pub const URGENT_DAYS: i64 = 92;
/// See [`URGENT_DAYS`].
pub const AHEAD_DAYS: i64 = 183;

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: DueKind, day: Option<&str>) -> Item {
        Item {
            kind,
            day: day.map(|d| d.parse().expect("a day")),
            count: 1,
            of: 0,
            name: Name::Plain(String::new()),
            subject: Subject::Body(BodyId(4)),
        }
    }

    #[test]
    fn items_stand_in_the_order_of_their_days_and_those_without_one_at_the_end() {
        let mut items = [
            item(DueKind::ConsentMissing, None),
            item(DueKind::TermEnding, Some("2026-06-01")),
            item(DueKind::FeeUnpaid, Some("2026-03-31")),
            item(DueKind::CallDeadline, Some("2026-06-01")),
        ];
        sort(&mut items);
        let kinds = items.map(|i| i.kind);
        assert_eq!(
            kinds,
            [
                DueKind::FeeUnpaid,
                DueKind::CallDeadline,
                DueKind::TermEnding,
                DueKind::ConsentMissing
            ]
        );
    }

    #[test]
    fn an_item_counts_its_days_and_leads_staff_and_office_to_different_pages() {
        let fee = item(DueKind::FeeUnpaid, Some("2026-03-31"));
        let today = "2026-04-02".parse().expect("a day");
        assert_eq!(fee.days_left(today), Some(-2));
        assert_eq!(fee.staff_page(), "/bodies/4/facts");
        assert_eq!(fee.office_page("lir", BodyId(4)), "/office/lir/4/facts");
        assert_eq!(item(DueKind::ConsentMissing, None).days_left(today), None);
    }
}
