//! The document with everything about one person: `mandat.person/1`.

use poem_openapi::Object;

use crate::{
    delegates::model::Submitted,
    privacy::{
        actions::PersonRecord,
        store::{
            AccountRow, ActRow, AttendanceRow, BoardRow, CandidacyRow, DelegationRow, EntryRow,
            MarkRow, MessageRow, ProxyRow, SeatCallRow, SubmissionRow,
        },
    },
    registry::model::{mandate::EndReason, particulars::Gender, suspension::Suspension},
    types::{Day, Localized, Timestamp},
};

fn day(days: i64) -> String {
    Day::stored(days).to_string()
}

fn time(millis: i64) -> String {
    Timestamp::stored(millis).to_string()
}

/// A text of the federation in each of its languages.
fn text(json: String) -> String {
    let Ok(localized) = Localized::from_json(&json) else {
        return json;
    };
    let texts: Vec<_> = localized.iter().map(|(_, text)| text).collect();
    texts.join(" / ")
}

/// The consents of a person by purpose: the day of each.
#[derive(Object)]
struct RecordConsents {
    name: Option<String>,
    photo: Option<String>,
    contact: Option<String>,
}

/// A mandate of the person.
#[derive(Object)]
struct RecordMandate {
    body_id: i64,
    body: String,
    function: String,
    public_office: bool,
    starts_on: String,
    ends_on: Option<String>,
    end_reason: Option<String>,
    term: Option<String>,
    seat_number: Option<i64>,
    seat_origin: Option<String>,
}

/// Days in which the rights of the person rest in a body.
#[derive(Object)]
struct RecordSuspension {
    body_id: i64,
    body: String,
    starts_on: String,
    ends_on: Option<String>,
    reason: String,
}

impl From<Suspension> for RecordSuspension {
    fn from(suspension: Suspension) -> Self {
        Self {
            body_id: suspension.body.0,
            body: suspension.body_name,
            starts_on: suspension.span.starts_on.to_string(),
            ends_on: suspension.span.ends_on.map(String::from),
            reason: suspension.reason,
        }
    }
}

/// A registration of the person as delegate, deputy or substitute.
#[derive(Object)]
struct RecordDelegation {
    round_id: i64,
    round: String,
    day: String,
    body_id: i64,
    role: String,
    position: i64,
    votes: i64,
    state: String,
    reason: String,
    /// The office of the body entered the person itself.
    entered_by_office: bool,
}

impl From<DelegationRow> for RecordDelegation {
    fn from(row: DelegationRow) -> Self {
        Self {
            round_id: row.round_id,
            round: row.round,
            day: day(row.day),
            body_id: row.body_id,
            role: row.role,
            position: row.position,
            votes: row.votes,
            state: row.state,
            reason: row.reason,
            entered_by_office: row.is_new != 0,
        }
    }
}

/// A submission of a body in which the person stands.
#[derive(Object)]
struct RecordSubmission {
    round_id: i64,
    body_id: i64,
    number: i64,
    submitted_at: String,
    role: String,
}

impl RecordSubmission {
    /// `None` where others stand in it, and not the person.
    fn of(row: &SubmissionRow, person: i64) -> Option<Self> {
        let named: Vec<Submitted> = serde_json::from_str(&row.content).unwrap_or_default();
        let own = named.iter().find(|named| named.person.0 == person)?;
        Some(Self {
            round_id: row.round_id,
            body_id: row.body_id,
            number: row.number,
            submitted_at: time(row.submitted_at),
            role: own.role.as_str().to_owned(),
        })
    }
}

/// An entry of a frozen roll, or a deputy on it: without votes of their own.
#[derive(Object)]
struct RecordRollEntry {
    roll_id: i64,
    roll: String,
    deputy: bool,
    number: i64,
    name: String,
    body: String,
    votes: i64,
}

impl From<EntryRow> for RecordRollEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            roll_id: row.roll_id,
            roll: row.roll,
            deputy: row.deputy != 0,
            number: row.number,
            name: row.name,
            body: row.body_name,
            votes: row.votes,
        }
    }
}

/// When the person was at an assembly.
#[derive(Object)]
struct RecordAttendance {
    roll_id: i64,
    arrived_at: String,
    left_at: Option<String>,
}

impl From<AttendanceRow> for RecordAttendance {
    fn from(row: AttendanceRow) -> Self {
        Self {
            roll_id: row.roll_id,
            arrived_at: time(row.arrived_at),
            left_at: row.left_at.map(time),
        }
    }
}

/// A proxy that the person gave, or held for somebody else.
#[derive(Object)]
struct RecordProxy {
    roll_id: i64,
    /// Whether the person voted for somebody else by it.
    held: bool,
    /// The day of the document, `YYYY-MM-DD`.
    document_day: String,
    recorded_at: String,
    ended_at: Option<String>,
}

impl From<ProxyRow> for RecordProxy {
    fn from(row: ProxyRow) -> Self {
        Self {
            roll_id: row.roll_id,
            held: row.held != 0,
            document_day: Day::stored(row.document_day).to_string(),
            recorded_at: time(row.recorded_at),
            ended_at: row.ended_at.map(time),
        }
    }
}

/// Whether the person's entry voted in a poll that is over. How, is known of roll calls alone: a secret ballot leads to nobody.
#[derive(Object)]
struct RecordVote {
    poll_id: i64,
    poll: String,
    /// `secret` or `roll_call`.
    secrecy: String,
    voted: bool,
    /// The vote in a roll call, as counted.
    ballot: Option<String>,
}

impl From<MarkRow> for RecordVote {
    fn from(row: MarkRow) -> Self {
        Self {
            poll_id: row.poll_id,
            poll: text(row.title),
            secrecy: row.secrecy,
            voted: row.voted != 0,
            ballot: row.ballot,
        }
    }
}

/// A place of the person on the board of the federation, for a term; both days belong to it.
#[derive(Object)]
struct RecordBoard {
    /// The election.
    poll_id: i64,
    function: String,
    starts_on: String,
    ends_on: String,
    /// The last day in office, where it came before the end of the term.
    ended_on: Option<String>,
    end_reason: Option<String>,
}

impl From<BoardRow> for RecordBoard {
    fn from(row: BoardRow) -> Self {
        Self {
            poll_id: row.poll_id,
            function: row.function,
            starts_on: day(row.starts_on),
            ends_on: day(row.ends_on),
            ended_on: row.ended_on.map(day),
            end_reason: row.end_reason,
        }
    }
}

/// A place of the person on a list, or as an independent.
#[derive(Object)]
struct RecordCandidacy {
    election_id: i64,
    day: String,
    body_id: i64,
    state: String,
    label: String,
    position: i64,
    given_name: String,
    family_name: String,
    consented_on: Option<String>,
    withdrawn_on: Option<String>,
    withdrawn_reason: String,
}

impl From<CandidacyRow> for RecordCandidacy {
    fn from(row: CandidacyRow) -> Self {
        Self {
            election_id: row.election_id,
            day: day(row.day),
            body_id: row.body_id,
            state: row.state,
            label: row.label,
            position: row.position,
            given_name: row.given_name,
            family_name: row.family_name,
            consented_on: row.consented_on.map(day),
            withdrawn_on: row.withdrawn_on.map(day),
            withdrawn_reason: row.withdrawn_reason,
        }
    }
}

/// A call of the person to a seat.
#[derive(Object)]
struct RecordSeatCall {
    election_id: i64,
    called_on: String,
    answer_by: String,
    state: String,
    answered_on: Option<String>,
    reason: String,
}

impl From<SeatCallRow> for RecordSeatCall {
    fn from(row: SeatCallRow) -> Self {
        Self {
            election_id: row.election_id,
            called_on: day(row.called_on),
            answer_by: day(row.answer_by),
            state: row.state,
            answered_on: row.answered_on.map(day),
            reason: row.reason,
        }
    }
}

/// A message to the person's address.
#[derive(Object)]
struct RecordMessage {
    purpose: String,
    address: String,
    state: String,
    created_at: String,
    changed_at: String,
}

impl From<MessageRow> for RecordMessage {
    fn from(row: MessageRow) -> Self {
        Self {
            purpose: row.purpose,
            address: row.address,
            state: row.state,
            created_at: time(row.created_at),
            changed_at: time(row.changed_at),
        }
    }
}

/// A role in the federation of the account with the person's address.
#[derive(Object)]
struct RecordAccount {
    name: String,
    role: String,
    body_id: Option<i64>,
    granted_at: String,
}

impl From<AccountRow> for RecordAccount {
    fn from(row: AccountRow) -> Self {
        Self {
            name: row.name,
            role: row.role,
            body_id: row.body_id,
            granted_at: time(row.granted_at),
        }
    }
}

/// An act about the person; who did it stays in the log.
#[derive(Object)]
struct RecordAct {
    at: String,
    act: String,
    subject: String,
    subject_id: i64,
}

impl From<ActRow> for RecordAct {
    fn from(row: ActRow) -> Self {
        Self {
            at: time(row.at),
            act: row.act,
            subject: row.subject,
            subject_id: row.subject_id,
        }
    }
}

/// Everything that is kept about one person in a federation.
#[derive(Object)]
#[oai(rename = "PersonRecord")]
pub struct PersonRecordDocument {
    /// `mandat.person/1`.
    format: String,
    made_at: String,
    /// Name of the federation.
    federation: String,
    id: i64,
    external_key: Option<String>,
    given_name: String,
    family_name: String,
    email: String,
    phone: String,
    locale: String,
    born_on: Option<String>,
    gender: Option<String>,
    consents: RecordConsents,
    /// Since this day nothing is kept that names or describes the person.
    erased_on: Option<String>,
    mandates: Vec<RecordMandate>,
    suspensions: Vec<RecordSuspension>,
    delegations: Vec<RecordDelegation>,
    submissions: Vec<RecordSubmission>,
    roll_entries: Vec<RecordRollEntry>,
    attendance: Vec<RecordAttendance>,
    proxies: Vec<RecordProxy>,
    /// Of polls that are over.
    votes: Vec<RecordVote>,
    candidacies: Vec<RecordCandidacy>,
    /// Places on the board of the federation.
    board: Vec<RecordBoard>,
    seat_calls: Vec<RecordSeatCall>,
    messages: Vec<RecordMessage>,
    /// Accounts are not tied to people; these have the same address.
    accounts: Vec<RecordAccount>,
    /// From the log, the oldest first.
    acts: Vec<RecordAct>,
}

fn all<A, B: From<A>>(rows: Vec<A>) -> Vec<B> {
    rows.into_iter().map(B::from).collect()
}

impl From<PersonRecord> for PersonRecordDocument {
    fn from(record: PersonRecord) -> Self {
        let (person, elsewhere) = (record.person, record.elsewhere);
        let contact = person.contact.unwrap_or_default();
        let submissions = elsewhere.submissions.iter();
        let mandates = record.mandates.into_iter().map(|held| RecordMandate {
            body_id: held.body.0,
            body: held.body_name,
            function: held.function.as_str().to_owned(),
            public_office: held.public_office,
            starts_on: held.starts_on.to_string(),
            ends_on: held.ends_on.map(String::from),
            end_reason: held
                .end_reason
                .map(EndReason::as_str)
                .map(ToOwned::to_owned),
            seat_number: held.seat.as_ref().map(|s| s.number),
            seat_origin: held.seat.as_ref().map(|s| s.origin.as_str().to_owned()),
            term: held.seat.map(|s| s.term_label),
        });
        Self {
            format: "mandat.person/1".to_owned(),
            made_at: record.made_at.to_string(),
            federation: record.federation.name,
            id: person.id.0,
            external_key: person.external_key,
            given_name: person.given_name,
            family_name: person.family_name,
            email: contact.email,
            phone: contact.phone,
            locale: person.locale.tag().to_owned(),
            born_on: record.particulars.born_on.map(String::from),
            gender: record
                .particulars
                .gender
                .map(Gender::as_str)
                .map(ToOwned::to_owned),
            consents: RecordConsents {
                name: person.consents.name.map(String::from),
                photo: person.consents.photo.map(String::from),
                contact: person.consents.contact.map(String::from),
            },
            erased_on: person.erased_on.map(String::from),
            mandates: mandates.collect(),
            suspensions: all(record.suspensions),
            delegations: all(elsewhere.delegations),
            submissions: submissions
                .filter_map(|row| RecordSubmission::of(row, person.id.0))
                .collect(),
            roll_entries: all(elsewhere.entries),
            attendance: all(elsewhere.attendance),
            proxies: all(elsewhere.proxies),
            votes: all(elsewhere.marks),
            candidacies: all(elsewhere.candidacies),
            board: all(elsewhere.board),
            seat_calls: all(elsewhere.seat_calls),
            messages: all(elsewhere.messages),
            accounts: all(elsewhere.accounts),
            acts: all(elsewhere.acts),
        }
    }
}
