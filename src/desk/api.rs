//! What is due, over the API.

pub mod elected;
pub mod overviews;

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    actions,
    model::{DueKind, Item, Name, Subject},
};
use crate::{
    App,
    accounts::model::Right,
    types::BodyId,
    web::{Access, Refused, api::Caller},
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_due", Access::Right(Right::ReadStaffPages)),
    ("list_due_of_body", Access::OfficeOr(Right::ReadStaffPages)),
];

/// The operations.
pub struct DeskApi;

/// What an item is about.
#[derive(Clone, Copy, Enum)]
#[oai(remote = "DueKind", rename_all = "snake_case")]
enum DueKindName {
    /// Bodies are called to name delegates: `count` of `of` have submitted.
    CallDeadline,
    /// Bodies whose delegates were given back.
    DelegationsReturned,
    /// Delegates who wait for the check of credentials.
    CredentialCheck,
    /// The body's delegation is not submitted: `count` of `of` places are named.
    DelegationDraft,
    /// The body's delegation was changed after it was submitted.
    DelegationChanged,
    /// People of the body's delegation were given back.
    DelegationReturned,
    /// The body's delegation is submitted.
    DelegationSubmitted,
    /// A request that the caller could confirm.
    Approval,
    PollReady,
    PollOpen,
    PollUncounted,
    PollUnpublished,
    /// People called to a seat have not answered.
    SeatCall,
    /// Seats are vacant, and somebody elected can still be called.
    Successor,
    /// Seats are vacant.
    SeatVacant,
    /// Counting has begun and nothing is certified.
    ElectionUncertified,
    /// An election is being prepared.
    ElectionAhead,
    /// A term ends within half a year, and nothing follows it.
    TermEnding,
    /// Membership fees are due and unpaid.
    FeeUnpaid,
    /// People in a mandate that is no public office have not agreed to be named.
    ConsentMissing,
    /// Messages that did not arrive, or that have no address.
    MailUndelivered,
}

/// One thing that is due.
#[derive(Object)]
struct DueItem {
    kind: DueKindName,
    /// By which, or since which, it is due: YYYY-MM-DD.
    #[oai(skip_serializing_if_is_none)]
    day: Option<String>,
    /// How many people, seats, bodies, fees or messages.
    count: i64,
    /// Of how many, where that says something.
    #[oai(skip_serializing_if_is_none)]
    of: Option<i64>,
    /// The body, round or request; empty for messages.
    name: String,
    /// The titles of a poll by language.
    #[oai(skip_serializing_if_is_none)]
    titles: Option<std::collections::HashMap<String, String>>,
    #[oai(skip_serializing_if_is_none)]
    body_id: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    round_id: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    election_id: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    poll_id: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    roll_id: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    entry_id: Option<i64>,
    /// A deputy on the roll.
    stand_in_id: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    assembly_id: Option<i64>,
    /// The page where it is done, after the language.
    page: String,
}

impl DueItem {
    fn of(item: &Item, page: String) -> Self {
        let mut document = Self {
            kind: item.kind.into(),
            day: item.day.map(|day| day.to_string()),
            count: item.count,
            of: Some(item.of).filter(|of| *of > 0),
            name: String::new(),
            titles: None,
            body_id: None,
            round_id: None,
            election_id: None,
            poll_id: None,
            roll_id: None,
            entry_id: None,
            stand_in_id: None,
            assembly_id: None,
            page,
        };
        match &item.name {
            Name::Plain(name) => document.name.clone_from(name),
            Name::Act(act) => document.name = act.as_str().to_owned(),
            Name::Localized(title) => {
                let titles = title.iter().map(|(l, t)| (l.to_string(), t.to_owned()));
                document.titles = Some(titles.collect());
            }
        }
        match item.subject {
            Subject::Round(round) => document.round_id = Some(round.0),
            Subject::Delegation(round, body) => {
                document.round_id = Some(round.0);
                document.body_id = Some(body.0);
            }
            Subject::Body(body) => document.body_id = Some(body.0),
            Subject::Election(election, body) => {
                document.election_id = Some(election.0);
                document.body_id = Some(body.0);
            }
            Subject::Poll(poll) | Subject::Result(poll) => document.poll_id = Some(poll.0),
            Subject::Entry(roll, entry) => {
                document.roll_id = Some(roll.0);
                document.entry_id = Some(entry.0);
            }
            Subject::StandIn(roll, stand_in) => {
                document.roll_id = Some(roll.0);
                document.stand_in_id = Some(stand_in.0);
            }
            Subject::Roll(roll) => document.roll_id = Some(roll.0),
            Subject::Minutes(assembly) => document.assembly_id = Some(assembly.0),
            Subject::Mail => {}
        }
        document
    }
}

/// How many more there are of a kind.
#[derive(Object)]
struct DueMore {
    kind: DueKindName,
    count: i64,
}

/// What is due, in the order of its days.
#[derive(Object)]
struct DueList {
    /// The day on which this holds, YYYY-MM-DD.
    today: String,
    items: Vec<DueItem>,
    /// What is left out here; ask for the kind alone.
    more: Vec<DueMore>,
}

#[OpenApi(tag = "crate::api::Tag::Desk")]
impl DeskApi {
    /// Says what is due in a federation: the first eight of each kind, or up to 500 of one kind.
    #[oai(
        path = "/federations/:slug/due",
        method = "get",
        operation_id = "list_due"
    )]
    async fn list_due(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        kind: Query<Option<DueKindName>>,
    ) -> Result<Json<DueList>, Refused> {
        let desk = actions::due(&app, &caller.0, &slug, kind.0.map(Into::into)).await?;
        let items = desk.items.iter().map(|item| {
            let page = format!("/staff/{}{}", slug.0, item.staff_page());
            DueItem::of(item, page)
        });
        let more = desk.more.iter().map(|(kind, count)| DueMore {
            kind: (*kind).into(),
            count: *count,
        });
        Ok(Json(DueList {
            today: desk.today.to_string(),
            items: items.collect(),
            more: more.collect(),
        }))
    }

    /// Says what is due at a body: its delegations, seats, terms, fees, consents and elections.
    #[oai(
        path = "/federations/:slug/bodies/:body/due",
        method = "get",
        operation_id = "list_due_of_body"
    )]
    async fn list_due_of_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
    ) -> Result<Json<DueList>, Refused> {
        let body = BodyId(body.0);
        let desk = actions::due_of_body(&app, &caller.0, &slug, body).await?;
        let items = desk
            .items
            .iter()
            .map(|item| DueItem::of(item, item.office_page(&slug, body)));
        Ok(Json(DueList {
            today: desk.today.to_string(),
            items: items.collect(),
            more: Vec::new(),
        }))
    }
}
