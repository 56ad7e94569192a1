//! Who may vote.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    accounts::model::WaitingApproval,
    delegates::model::AcceptedDelegate,
    types::{
        AccountId, ApprovalId, BodyId, CodeId, EntryId, FederationId, FieldProblem, Fields, Locale,
        PersonId, PlainText, RollId, RoundId, Timestamp, fold_for_search,
    },
};

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
    pub revision: i64,
}

impl Roll {
    /// Whether nothing changes any more.
    pub fn is_frozen(&self) -> bool {
        self.state == RollState::Frozen
    }
}

/// An entry of a frozen roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub id: EntryId,
    /// From 1, in the order of the canonical form.
    pub number: i64,
    pub person: PersonId,
    pub body: BodyId,
    pub name: String,
    pub body_name: String,
    /// How many votes the entry has; each becomes a ballot of its own.
    pub votes: i64,
}

impl Entry {
    /// Whether name, body or number fit what somebody searches for (already folded).
    pub fn fits(&self, folded: &str) -> bool {
        fold_for_search(&self.name).contains(folded)
            || fold_for_search(&self.body_name).contains(folded)
            || self.number.to_string() == folded
    }
}

/// An entry that is not stored yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    pub number: i64,
    pub delegate: AcceptedDelegate,
}

/// The entries of a roll in their lasting order: bodies by folded name and id, within a body the order in which it sends its
/// delegates (the one they are given in).
pub fn in_roll_order(mut accepted: Vec<AcceptedDelegate>) -> Vec<NewEntry> {
    accepted.sort_by_cached_key(|d| (fold_for_search(&d.body_name), d.body));
    (1..)
        .zip(accepted)
        .map(|(number, delegate)| NewEntry { number, delegate })
        .collect()
}

/// A voter who is signed in with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    pub federation: FederationId,
    pub roll: RollId,
    pub entry: EntryId,
    pub code: CodeId,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
}

/// A voter's sheet with the clear text of the code. It lives in memory alone, until it is printed once.
pub struct Sheet {
    pub entry: EntryId,
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
    /// The grouped clear text.
    pub code: Zeroizing<String>,
}

impl Sheet {
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
            .field("entry", &self.entry)
            .finish_non_exhaustive()
    }
}

/// A request for a new code that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingReissue {
    pub id: ApprovalId,
    pub entry: EntryId,
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub reason: String,
    pub requested_by: AccountId,
    pub requested_by_name: String,
    pub requested_at: Timestamp,
}

impl WaitingReissue {
    /// A request with the entry that it is about.
    pub fn new(approval: WaitingApproval, entry: Entry) -> Self {
        Self {
            id: approval.id,
            entry: entry.id,
            number: entry.number,
            name: entry.name,
            body_name: entry.body_name,
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

    fn delegate(person: i64, body: i64, body_name: &str) -> AcceptedDelegate {
        AcceptedDelegate {
            person: PersonId(person),
            body: BodyId(body),
            name: format!("P {person}"),
            body_name: body_name.into(),
            votes: 1,
        }
    }

    #[test]
    fn entries_are_numbered_by_body_and_keep_the_order_of_the_body() {
        let entries = in_roll_order(vec![
            delegate(9, 2, "Ulm"),
            delegate(3, 7, "Öhringen"),
            delegate(8, 2, "Ulm"),
            delegate(1, 5, "ulm"),
            delegate(2, 1, "Aalen"),
        ]);
        let order: Vec<_> = entries
            .iter()
            .map(|e| (e.number, e.delegate.person.0))
            .collect();
        assert_eq!(order, [(1, 2), (2, 3), (3, 9), (4, 8), (5, 1)]);
    }

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
    fn an_entry_is_found_by_number_name_and_body_without_its_accents() {
        let entry = Entry {
            id: EntryId(1),
            number: 12,
            person: PersonId(1),
            body: BodyId(1),
            name: "Şule Öztürk".into(),
            body_name: "Integrationsrat Ulm".into(),
            votes: 1,
        };
        for (search, fits) in [
            ("12", true),
            ("1", false),
            ("Oztürk", true),
            ("ulm", true),
            ("Aalen", false),
        ] {
            assert_eq!(entry.fits(&fold_for_search(search)), fits, "{search}");
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
            entry: EntryId(4),
            number: 1,
            name: "A".into(),
            body_name: "B".into(),
            votes: 1,
            code: Zeroizing::new("GEHEIM".into()),
        };
        assert!(!format!("{sheet:?}").contains("GEHEIM"));
    }
}
