//! Who may vote.

mod correction;
mod entry;
mod link;
mod place;
mod proxy;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    accounts::model::WaitingApproval,
    types::{
        AccountId, ApprovalId, CodeId, EntryId, FederationId, FieldProblem, Fields, Locale,
        PlainText, RollId, RoundId, Timestamp,
    },
};

pub use correction::{
    Change, Correction, CorrectionInput, CorrectionKind, CorrectionRequest, DraftedCorrection,
    WaitingCorrection,
};
pub use entry::{
    Entry, NameCommitment, NewEntry, NewStandIn, PersonOnRoll, Recipient, StandIn, in_roll_order,
    stand_ins_in_roll_order,
};
pub use link::{Contact, Holding, LinkCounts, LinkLine, LinkState, MadeLink};

pub use place::{CodeOf, DeputyAtDesk, Found, Hall, Place, Presence, Present, Stay};
pub use proxy::{DeskAct, Proxy, ProxyEnd, ProxyHolder, ProxyInput, ProxyRefusal};

/// Name of the cookie of a voter's session (see `web::visitor::private_cookie`).
pub const VOTER_COOKIE: &str = "voter";

/// Whether the roll is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollState {
    Building,
    Frozen,
}

impl RollState {
    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Frozen => "frozen",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Building, Self::Frozen]
            .into_iter()
            .find(|s| s.as_str() == word)
    }
}

/// How names stand in the canonical form of a roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum RollFormat {
    /// In clear: rolls that were frozen before there were commitments.
    Names,
    /// As salted digests, so that a person can be erased and the digest of the roll still fits.
    Commitments,
}

impl RollFormat {
    /// The number stored, and told in the first line of the canonical form.
    pub fn number(self) -> i64 {
        match self {
            Self::Names => 1,
            Self::Commitments => 2,
        }
    }

    /// Reads the number.
    pub fn of_number(number: i64) -> Option<Self> {
        [Self::Names, Self::Commitments]
            .into_iter()
            .find(|f| f.number() == number)
    }
}

/// A roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Roll {
    pub id: RollId,
    pub federation: FederationId,
    pub round: RoundId,
    pub title: String,
    pub state: RollState,
    pub frozen_at: Option<Timestamp>,
    /// SHA-256 over the canonical form, in hex; from freezing on.
    pub digest: Option<String>,
    /// Number of entries; 0 until freezing.
    pub entries: i64,
    pub format: RollFormat,
    /// How often it was corrected after freezing.
    pub corrections: i64,
    /// Whether codes and marks were deleted because the time for objections is over: nobody votes by it any more.
    pub codes_deleted: bool,
    pub revision: i64,
}

impl Roll {
    /// Whether nothing changes any more.
    pub fn is_frozen(&self) -> bool {
        self.state == RollState::Frozen
    }
}

/// A voter who is signed in with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    pub federation: FederationId,
    pub roll: RollId,
    pub entry: EntryId,
    pub code: CodeId,
    /// Whoever holds the place; the principal where somebody votes by proxy.
    pub name: String,
    pub body_name: String,
    pub votes: i64,
    /// Name of who votes for the place by proxy; `None` where its holder does.
    pub in_proxy: Option<String>,
    /// The latest time of closing of the roll's polls that had passed when the voter signed in: a public time.
    pub late_for: Timestamp,
}

/// A place that the code of a voter opens: the own one, or one that gave its vote to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoterPlace {
    pub entry: EntryId,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
    pub by_proxy: bool,
}

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeHolder {
    pub federation: FederationId,
    pub roll: RollId,
    pub entry: EntryId,
}

/// A voter's sheet with the clear text of the code. It lives in memory alone, until it is printed once.
pub struct Sheet {
    pub owner: CodeOf,
    /// Number of the entry, or of the deputy.
    pub number: i64,
    pub name: String,
    pub body_name: String,
    /// Votes of the entry; none of a deputy, who votes for the place that they take over.
    pub votes: i64,
    /// The grouped clear text.
    pub code: Zeroizing<String>,
}

impl Sheet {
    /// Whether it is the sheet of a deputy, whose code opens nothing yet.
    pub fn is_of_deputy(&self) -> bool {
        match self.owner {
            CodeOf::Entry(_) => false,
            CodeOf::StandIn(_) => true,
        }
    }

    /// Leads to the voting pages with the code behind `#`: browsers send that part to no server.
    pub fn link(&self, vote_address: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{vote_address}#{}", *self.code))
    }
}

/// Where voters of a federation go, in its language.
pub fn vote_address(base_url: &str, locale: Locale) -> String {
    format!("{base_url}/{}/vote", locale.tag())
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet")
            .field("owner", &self.owner)
            .finish_non_exhaustive()
    }
}

/// A request for a new code that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingReissue {
    pub id: ApprovalId,
    pub owner: CodeOf,
    /// Number of the entry, or of the deputy.
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub reason: String,
    pub requested_by: AccountId,
    pub requested_by_name: String,
    pub requested_at: Timestamp,
}

impl WaitingReissue {
    /// A request with whom it is about.
    pub fn new(approval: WaitingApproval, of: Recipient) -> Self {
        Self {
            id: approval.id,
            owner: of.owner(),
            number: of.number(),
            name: of.name().to_owned(),
            body_name: of.body_name().to_owned(),
            reason: approval.reason,
            requested_by: approval.requested_by,
            requested_by_name: approval.requested_by_name,
            requested_at: approval.requested_at,
        }
    }
}

/// How far an entry has voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VotedIn {
    /// Polls of the roll that were opened, now open or not.
    pub opened: i64,
    /// Those of them in which the entry has voted.
    pub voted: i64,
}

impl VotedIn {
    /// Whether a new code would open nothing: every poll that was opened has the entry's vote.
    pub fn everywhere(self) -> bool {
        self.opened > 0 && self.voted >= self.opened
    }
}

/// Why a delegate needs a new code, as typed.
#[derive(Clone, Debug, Default)]
pub struct ReissueInput {
    pub reason: String,
}

impl ReissueInput {
    /// Checks the reason: 3 to 300 signs.
    ///
    /// # Errors
    /// What is wrong with the field `reason`.
    pub fn parse(&self) -> Result<PlainText, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let reason = fields.take("reason", PlainText::parse(&self.reason, 3, 300));
        fields.finish(reason)
    }
}

/// A voter's session ends after this time without a request.
pub const SESSION_IDLE_MS: i64 = 20 * 60 * 1000;
const SESSION_STEP_MS: i64 = 5 * 60 * 1000;

/// When a voter's session that is used now ends: in 20 minutes, rounded up to five, so that the stored time does not tell when
/// somebody voted.
pub fn session_end(now: Timestamp) -> Timestamp {
    round_up(now.plus_millis(SESSION_IDLE_MS), SESSION_STEP_MS)
}

/// Whether a session that is used now is to be extended: less than half of its time is left.
pub fn is_to_be_extended(now: Timestamp, ends: Timestamp) -> bool {
    ends.unix_millis() - now.unix_millis() < SESSION_IDLE_MS / 2
}

const HOUR_MS: i64 = 3_600_000;

/// When failures with a selector that is not on any roll are forgotten: after a day, rounded up to the hour.
pub fn failures_forgotten_at(now: Timestamp) -> Timestamp {
    round_up(now.plus_millis(24 * HOUR_MS), HOUR_MS)
}

fn round_up(at: Timestamp, step: i64) -> Timestamp {
    let rest = at.unix_millis().rem_euclid(step);
    if rest == 0 {
        at
    } else {
        at.plus_millis(step - rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_on_a_five_minute_mark_and_is_extended_in_its_second_half() {
        let now = Timestamp::stored(1_800_000_000_001);
        let ends = session_end(now);
        assert_eq!(ends.unix_millis() % SESSION_STEP_MS, 0);
        let left = ends.unix_millis() - now.unix_millis();
        assert!(
            (SESSION_IDLE_MS..SESSION_IDLE_MS + SESSION_STEP_MS).contains(&left),
            "{left}"
        );
        let exact = Timestamp::stored(1_800_000_000_000);
        assert_eq!(
            session_end(exact).unix_millis() - exact.unix_millis(),
            SESSION_IDLE_MS
        );
        assert!(!is_to_be_extended(now, ends));
        assert!(!is_to_be_extended(
            now,
            now.plus_millis(SESSION_IDLE_MS / 2)
        ));
        assert!(is_to_be_extended(
            now,
            now.plus_millis(SESSION_IDLE_MS / 2 - 1)
        ));
    }

    #[test]
    fn row_44_only_who_has_voted_in_every_opened_poll_gets_no_new_code() {
        for (opened, voted, everywhere) in [
            (0, 0, false),
            (1, 0, false),
            (1, 1, true),
            (3, 2, false),
            (3, 3, true),
        ] {
            assert_eq!(
                VotedIn { opened, voted }.everywhere(),
                everywhere,
                "{opened} {voted}"
            );
        }
    }

    #[test]
    fn a_reason_is_needed() {
        assert!(
            ReissueInput {
                reason: "Brief verloren".into()
            }
            .parse()
            .is_ok()
        );
        for reason in ["", "  ", "x", &"x".repeat(301)] {
            assert_eq!(
                ReissueInput {
                    reason: reason.into()
                }
                .parse()
                .map_err(|f| f[0].field.clone())
                .err(),
                Some("reason".into())
            );
        }
    }

    #[test]
    fn a_sheet_shows_no_code_in_debug() {
        let sheet = Sheet {
            owner: CodeOf::Entry(EntryId(4)),
            number: 1,
            name: "A".into(),
            body_name: "B".into(),
            votes: 1,
            code: Zeroizing::new("GEHEIM".into()),
        };
        assert!(!format!("{sheet:?}").contains("GEHEIM"));
    }
}
