//! Rounds in which bodies register their delegates, and the states of a registration.

use serde::{Deserialize, Serialize};

use crate::types::{
    BodyId, Day, DelegateId, FieldProblem, Fields, MultilineText, PersonId, RoundId, TIME_ZONE,
    Timestamp,
};

/// Whether delegates can still be registered and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    Open,
    /// The roll is built; nothing changes any more.
    Frozen,
}

impl RoundState {
    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Frozen => "frozen",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Frozen]
            .into_iter()
            .find(|s| s.as_str() == word)
    }
}

/// A round in which bodies register delegates for an assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    pub id: RoundId,
    pub title: String,
    /// The day on which delegates must belong to their body.
    pub day: Day,
    /// Offices register until then.
    pub deadline: Option<Timestamp>,
    pub state: RoundState,
    pub revision: i64,
}

impl Round {
    /// The last day on which offices register.
    pub fn last_day(&self) -> Option<Day> {
        self.deadline
            .map(|deadline| deadline.plus_millis(-1).day_in(&TIME_ZONE))
    }

    /// Whether the offices' time is over; staff may still register then.
    pub fn is_past_deadline(&self, now: Timestamp) -> bool {
        self.deadline.is_some_and(|deadline| now >= deadline)
    }

    /// Whether delegates can still be registered and checked.
    pub fn is_open(&self) -> bool {
        self.state == RoundState::Open
    }
}

/// The deadline that leaves offices the whole of a day: the midnight at its end where the federation is.
pub fn deadline_after(last_day: Day) -> Option<Timestamp> {
    let next_day = last_day.date().tomorrow().ok()?;
    let midnight = TIME_ZONE.to_timestamp(next_day.to_datetime(jiff::civil::Time::midnight()));
    Timestamp::from_unix_millis(midnight.ok()?.as_millisecond()).ok()
}

/// As what somebody is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelegateRole {
    /// Votes.
    Delegate,
    /// Stands in for a delegate of the same body at this assembly.
    Deputy,
    /// Follows for good when a delegate departs.
    Substitute,
}

impl DelegateRole {
    /// All roles, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Delegate, Self::Deputy, Self::Substitute];

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delegate => "delegate",
            Self::Deputy => "deputy",
            Self::Substitute => "substitute",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == word)
    }

    /// Key of the name in the person's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Delegate => crate::key!("delegates-role-delegate"),
            Self::Deputy => crate::key!("delegates-role-deputy"),
            Self::Substitute => crate::key!("delegates-role-substitute"),
        }
    }
}

/// Where a registration is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelegateState {
    /// Waits for the check by staff.
    Registered,
    /// Goes onto the roll.
    Accepted,
    /// Given back to the office with a reason.
    Returned,
    /// Taken back by the office; the end of this registration.
    Withdrawn,
}

/// Something that is done to a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// The office registers somebody again who was returned.
    Register,
    /// Staff accept; once more to correct the number of votes.
    Accept,
    /// Staff give back with a reason, also after accepting.
    Return,
    /// The office takes back.
    Withdraw,
    /// The day of the assembly has changed, so that the check has to be made anew.
    CheckAgain,
}

/// The registration is not in the state that this needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible while the registration is {state:?}")]
pub struct WrongState {
    pub state: DelegateState,
    pub transition: Transition,
}

impl DelegateState {
    /// All states.
    pub const ALL: [Self; 4] = [
        Self::Registered,
        Self::Accepted,
        Self::Returned,
        Self::Withdrawn,
    ];

    /// The state after a transition.
    ///
    /// # Errors
    /// [`WrongState`] where the state does not allow it.
    pub fn after(self, transition: Transition) -> Result<Self, WrongState> {
        use Transition as T;
        match (self, transition) {
            (Self::Returned, T::Register) | (Self::Accepted, T::CheckAgain) => Ok(Self::Registered),
            (Self::Registered | Self::Accepted, T::Accept) => Ok(Self::Accepted),
            (Self::Registered | Self::Accepted, T::Return) => Ok(Self::Returned),
            (Self::Registered | Self::Accepted | Self::Returned, T::Withdraw) => {
                Ok(Self::Withdrawn)
            }
            (Self::Registered, T::Register | T::CheckAgain)
            | (Self::Accepted, T::Register)
            | (Self::Returned, T::Accept | T::Return | T::CheckAgain)
            | (Self::Withdrawn, _) => Err(WrongState {
                state: self,
                transition,
            }),
        }
    }

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }

    /// Key of the name in the person's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Registered => crate::key!("delegates-state-registered"),
            Self::Accepted => crate::key!("delegates-state-accepted"),
            Self::Returned => crate::key!("delegates-state-returned"),
            Self::Withdrawn => crate::key!("delegates-state-withdrawn"),
        }
    }

    /// Tone in which pages show it.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Registered => "info",
            Self::Accepted => "success",
            Self::Returned => "warning",
            Self::Withdrawn => "neutral",
        }
    }
}

/// A registered delegate, deputy or substitute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delegate {
    pub id: DelegateId,
    pub round: RoundId,
    pub body: BodyId,
    #[serde(skip)]
    pub body_name: String,
    pub person: PersonId,
    /// Given and family name; kept out of the log of acts, which cannot forget.
    #[serde(skip)]
    pub name: String,
    pub role: DelegateRole,
    /// For whom a deputy stands in; for the whole delegation where nobody is named.
    pub principal: Option<DelegateId>,
    /// Rank within the body, from 1.
    pub position: i64,
    /// How many votes the delegate has on the roll, 1 to 99.
    pub votes: i64,
    pub state: DelegateState,
    /// The office entered the person itself.
    pub is_new: bool,
    /// Why it was returned, why doubts were overruled, or why somebody departed.
    pub reason: String,
    #[serde(skip)]
    pub revision: i64,
}

impl Delegate {
    /// Whether staff can accept it.
    pub fn can_be_accepted(&self) -> bool {
        self.state.after(Transition::Accept).is_ok()
    }

    /// Whether staff can give it back.
    pub fn can_be_returned(&self) -> bool {
        self.state.after(Transition::Return).is_ok()
    }

    /// Whether the office can take it back.
    pub fn can_be_withdrawn(&self) -> bool {
        self.state.after(Transition::Withdraw).is_ok()
    }

    /// Whether staff have not looked at it yet.
    pub fn is_undecided(&self) -> bool {
        self.state == DelegateState::Registered
    }

    /// Whether it was given back.
    pub fn is_returned(&self) -> bool {
        self.state == DelegateState::Returned
    }
}

/// The order after one delegate has changed places with the one before or after it; the same where there is none.
pub fn order_after_move(delegates: &[Delegate], delegate: DelegateId, up: bool) -> Vec<DelegateId> {
    let mut order: Vec<_> = delegates.iter().map(|d| d.id).collect();
    if let Some(place) = order.iter().position(|id| *id == delegate) {
        let other = if up {
            place.checked_sub(1)
        } else {
            place.checked_add(1)
        };
        if let Some(other) = other.filter(|o| *o < order.len()) {
            order.swap(place, other);
        }
    }
    order
}

/// The entitlement of a body in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    pub body: BodyId,
    /// Name of the body on the day of the round.
    pub body_name: String,
    pub places: Places,
    /// Registrations that wait for the check.
    pub undecided: i64,
    pub returned: i64,
    /// Changes with every change of the body's registrations.
    pub revision: i64,
}

/// Where a round is, over all bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundSummary {
    pub bodies: i64,
    /// Bodies that have registered fewer delegates than they may.
    pub incomplete_bodies: i64,
    pub places: i64,
    /// Delegates registered or accepted.
    pub delegates: i64,
    pub accepted_delegates: i64,
    /// Delegates and deputies that wait for the check.
    pub undecided: i64,
    pub returned: i64,
}

/// Which bodies a check list shows, with which registrations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckFilter {
    /// All bodies with all that is not withdrawn.
    #[default]
    All,
    /// Bodies with registrations in a state, and these.
    State(DelegateState),
    /// Bodies with free delegate places.
    Incomplete,
}

impl CheckFilter {
    /// The word in addresses and the API; empty for all.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::State(state) => state.as_str(),
            Self::Incomplete => "incomplete",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::All),
            "incomplete" => Some(Self::Incomplete),
            _ => DelegateState::parse(word).map(Self::State),
        }
    }
}

/// An accepted delegate, as the roll takes it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedDelegate {
    pub delegate: DelegateId,
    pub person: PersonId,
    pub body: BodyId,
    /// Given and family name.
    pub name: String,
    /// Name of the body on the day of the round.
    pub body_name: String,
    pub votes: i64,
}

/// An accepted deputy, as the roll takes it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedDeputy {
    pub person: PersonId,
    pub body: BodyId,
    /// Given and family name.
    pub name: String,
    /// Name of the body on the day of the round.
    pub body_name: String,
    /// For whom; for any delegate of the body where nobody is named.
    pub principal: Option<DelegateId>,
}

/// Whom an office registers, as typed.
#[derive(Clone, Debug, Default)]
pub struct RegistrationInput {
    pub person: String,
    pub role: String,
    /// The delegate for whom a deputy stands in; empty for the whole delegation.
    pub principal: String,
}

/// Whom an office registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registration {
    pub person: PersonId,
    pub role: DelegateRole,
    pub principal: Option<DelegateId>,
    /// The office entered the person itself.
    pub is_new: bool,
}

impl RegistrationInput {
    /// Reads what was typed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<Registration, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let person = self.person.trim().parse().ok();
        if person.is_none() {
            fields.refuse(FieldProblem::new(
                "person",
                crate::key!("field-person-needed"),
            ));
        }
        let role = parse_role(&mut fields, "role", &self.role);
        let principal = parse_principal(&mut fields, "principal", &self.principal, role);
        let registration = (|| {
            Some(Registration {
                person: person?,
                role: role?,
                principal: principal?,
                is_new: false,
            })
        })();
        fields.finish(registration)
    }
}

fn parse_role(fields: &mut Fields, field: &str, raw: &str) -> Option<DelegateRole> {
    let role = DelegateRole::parse(raw);
    if role.is_none() {
        fields.refuse(FieldProblem::new(field, crate::key!("field-role-needed")));
    }
    role
}

/// Only a deputy stands in for one delegate.
fn parse_principal(
    fields: &mut Fields,
    field: &str,
    raw: &str,
    role: Option<DelegateRole>,
) -> Option<Option<DelegateId>> {
    if raw.trim().is_empty() {
        return Some(None);
    }
    let principal: Option<DelegateId> = raw.trim().parse().ok();
    if principal.is_none() || role != Some(DelegateRole::Deputy) {
        fields.refuse(FieldProblem::new(field, crate::key!("field-principal")));
        return None;
    }
    Some(principal)
}

/// Who follows when a delegate departs: the substitute of the best rank who was not given back.
pub fn next_substitute(delegates: &[Delegate]) -> Option<&Delegate> {
    submittable(delegates)
        .filter(|d| d.role == DelegateRole::Substitute)
        .min_by_key(|d| (d.position, d.id))
}

/// The most votes one delegate has.
pub const MOST_VOTES: i64 = 99;
/// The most places one body has.
pub const MOST_PLACES: i64 = 999;

/// Reads the number of votes of a delegate, 1 to 99.
///
/// # Errors
/// The field `votes` with its problem.
pub fn parse_votes(raw: &str) -> Result<i64, Vec<FieldProblem>> {
    whole_number(raw, 1..=MOST_VOTES)
        .ok_or_else(|| vec![FieldProblem::new("votes", crate::key!("field-votes-range"))])
}

/// Reads the number of places of a body, 0 to 999.
///
/// # Errors
/// The field `places` with its problem.
pub fn parse_places(raw: &str) -> Result<i64, Vec<FieldProblem>> {
    whole_number(raw, 0..=MOST_PLACES).ok_or_else(|| {
        vec![FieldProblem::new(
            "places",
            crate::key!("field-places-range"),
        )]
    })
}

/// Reads the reason with which a registration is returned, up to 500 signs.
///
/// # Errors
/// The field `reason` with its problem.
pub fn parse_reason(raw: &str) -> Result<String, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let reason = fields.take("reason", MultilineText::parse(raw, 1, 500));
    fields.finish(reason.map(|r| r.as_str().to_owned()))
}

fn whole_number(raw: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let digits = raw.trim();
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
        .filter(|n| range.contains(n))
}

mod acting;
mod call;
mod delegation;
mod doubts;
mod places;

pub use acting::{Acting, LinkHolder};
pub use call::{Call, CallInput, CalledBody, OfficeLink, links_end};
pub use delegation::{
    DelegationState, DocumentError, DocumentHead, LARGEST_DOCUMENT, NewNominee, NewNomineeInput,
    Paper, Submission, Submitted, check_document, check_pdf, delegation_digest, parse_late_reason,
    parse_resolution_day, submittable,
};
pub use doubts::{
    CheckFacts, CheckedDelegation, Doubt, Doubts, EligibilityRules, Standing, doubts_of,
    names_of_round,
};

pub use places::{Places, PlacesTaken};

#[cfg(test)]
mod tests;
