//! The desk at the assembly over the API: who is there, who holds which place, deputies.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    rolls::{
        actions::{self, Desk, PlaceAtDesk},
        model::{DeputyAtDesk, Place, Presence, StandIn},
    },
    types::{EntryId, RollId, StandInId},
    web::{
        Refused,
        api::{Caller, Done},
        visitor::Network,
    },
};

/// The operations at the desk.
pub struct DeskApi;

/// How many are there.
#[derive(Object)]
struct PresenceDocument {
    /// Entries of the roll.
    entries: i64,
    /// Entries whose holder is there.
    present: i64,
    absent: i64,
    /// Votes of the entries whose holder is there, and of those that a proxy represents.
    votes: i64,
    /// Places held by deputies.
    deputies: i64,
    /// Entries that somebody who is there represents by proxy.
    proxies: i64,
}

impl From<Presence> for PresenceDocument {
    fn from(presence: Presence) -> Self {
        Self {
            entries: presence.entries,
            present: presence.present,
            absent: presence.absent(),
            votes: presence.votes,
            deputies: presence.deputies,
            proxies: presence.proxies,
        }
    }
}

/// A deputy on a roll.
#[derive(Object)]
struct StandInDocument {
    id: i64,
    number: i64,
    person_id: i64,
    body_id: i64,
    /// Empty once the person is erased.
    name: String,
    body_name: String,
    /// The entry for which alone they stand in; otherwise any of the body.
    entry_id: Option<i64>,
}

impl From<StandIn> for StandInDocument {
    fn from(stand_in: StandIn) -> Self {
        Self {
            id: stand_in.id.0,
            number: stand_in.number,
            person_id: stand_in.person.0,
            body_id: stand_in.body.0,
            name: stand_in.name,
            body_name: stand_in.body_name,
            entry_id: stand_in.only_for.map(|(entry, _)| entry.0),
        }
    }
}

/// The place of an entry.
#[derive(Object)]
struct PlaceDocument {
    entry_id: i64,
    number: i64,
    /// Name of the delegate; empty once the person is erased.
    name: String,
    body_name: String,
    votes: i64,
    /// The deputy who holds the place; otherwise the delegate does.
    held_by: Option<StandInDocument>,
    /// The entry of the delegate who votes for the place by proxy.
    proxy_holder_entry_id: Option<i64>,
    /// Since when its holder is there. RFC 3339, UTC.
    present_since: Option<String>,
}

impl From<Place> for PlaceDocument {
    fn from(place: Place) -> Self {
        Self {
            entry_id: place.entry.id.0,
            number: place.entry.number,
            name: place.entry.name,
            body_name: place.entry.body_name,
            votes: place.entry.votes,
            held_by: place.deputy.map(StandInDocument::from),
            proxy_holder_entry_id: place.proxy.map(|holder| holder.entry.0),
            present_since: place.present_since.map(|at| at.to_string()),
        }
    }
}

/// A deputy with the places that they may take over now.
#[derive(Object)]
struct DeputyDocument {
    stand_in: StandInDocument,
    /// The entry whose place they hold.
    holds_entry_id: Option<i64>,
    free: Vec<PlaceDocument>,
}

impl From<DeputyAtDesk> for DeputyDocument {
    fn from(deputy: DeputyAtDesk) -> Self {
        Self {
            stand_in: deputy.stand_in.into(),
            holds_entry_id: deputy.holds.map(|p| p.entry.id.0),
            free: deputy.free.into_iter().map(PlaceDocument::from).collect(),
        }
    }
}

/// What to search for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DeskSearch {
    /// Part of a name or of a body's name, a number, the first group of a code, or a whole code.
    #[oai(validator(max_length = 300))]
    search: String,
}

/// What was found at the desk.
#[derive(Object)]
struct DeskFound {
    presence: PresenceDocument,
    places: Vec<PlaceDocument>,
    deputies: Vec<DeputyDocument>,
}

/// From when until when somebody was there.
#[derive(Object)]
struct StayDocument {
    name: String,
    stand_in_id: Option<i64>,
    /// RFC 3339, UTC.
    arrived_at: String,
    /// RFC 3339, UTC; empty while they are there.
    left_at: Option<String>,
}

/// A place with its deputies and who was there for it.
#[derive(Object)]
struct PlaceAtDeskDocument {
    place: PlaceDocument,
    /// Deputies who may take it over and hold no other place.
    deputies: Vec<StandInDocument>,
    stays: Vec<StayDocument>,
    /// Whether the statutes of the day allow proxies.
    allows_proxies: bool,
    /// Delegates to whom the place can give its vote now.
    holders: Vec<PlaceDocument>,
    /// Places for which its delegate votes by proxy.
    represents: Vec<PlaceDocument>,
}

/// Which deputy takes over.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TakeOverRequest {
    stand_in_id: i64,
}

#[OpenApi(tag = "crate::api::Tag::Rolls")]
impl DeskApi {
    /// Counts who is there.
    #[oai(
        path = "/federations/:slug/rolls/:roll/presence",
        method = "get",
        operation_id = "get_presence"
    )]
    async fn get_presence(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<PresenceDocument>, Refused> {
        let hall = actions::places(&app, &caller.0, &slug, RollId(roll.0)).await?;
        Ok(Json(hall.presence().into()))
    }

    /// Lists all places of a roll by number, with who holds them and who is there.
    #[oai(
        path = "/federations/:slug/rolls/:roll/places",
        method = "get",
        operation_id = "list_places"
    )]
    async fn list_places(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<Vec<PlaceDocument>>, Refused> {
        let hall = actions::places(&app, &caller.0, &slug, RollId(roll.0)).await?;
        Ok(Json(
            hall.places.into_iter().map(PlaceDocument::from).collect(),
        ))
    }

    /// Lists the deputies of a roll by number.
    #[oai(
        path = "/federations/:slug/rolls/:roll/stand-ins",
        method = "get",
        operation_id = "list_stand_ins"
    )]
    async fn list_stand_ins(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<Vec<StandInDocument>>, Refused> {
        let hall = actions::places(&app, &caller.0, &slug, RollId(roll.0)).await?;
        let stand_ins = hall.stand_ins.into_iter().map(StandInDocument::from);
        Ok(Json(stand_ins.collect()))
    }

    /// Searches places and deputies. A whole code is verified and throttled as in signing in.
    #[oai(
        path = "/federations/:slug/rolls/:roll/desk",
        method = "post",
        operation_id = "find_at_desk"
    )]
    async fn find_at_desk(
        &self,
        app: Data<&App>,
        caller: Caller,
        network: Network,
        slug: Path<String>,
        roll: Path<i64>,
        body: Json<DeskSearch>,
    ) -> Result<Json<DeskFound>, Refused> {
        let (roll, search) = (RollId(roll.0), &body.0.search);
        let (Desk { presence, .. }, found) =
            actions::find_at_desk(&app, &caller.0, &slug, roll, search, network.0).await?;
        Ok(Json(DeskFound {
            presence: presence.into(),
            places: found.places.into_iter().map(PlaceDocument::from).collect(),
            deputies: found
                .deputies
                .into_iter()
                .map(DeputyDocument::from)
                .collect(),
        }))
    }

    /// Gets a place with the deputies who may take it over, and who was there for it.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/place",
        method = "get",
        operation_id = "get_place"
    )]
    async fn get_place(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Json<PlaceAtDeskDocument>, Refused> {
        let (roll, entry) = (RollId(roll.0), EntryId(entry.0));
        let PlaceAtDesk {
            place,
            deputies,
            stays,
            allows_proxies,
            holders,
            represents,
            ..
        } = actions::place_at_desk(&app, &caller.0, &slug, roll, entry).await?;
        Ok(Json(PlaceAtDeskDocument {
            place: place.into(),
            deputies: deputies.into_iter().map(StandInDocument::from).collect(),
            allows_proxies,
            holders: holders.into_iter().map(PlaceDocument::from).collect(),
            represents: represents.into_iter().map(PlaceDocument::from).collect(),
            stays: stays
                .into_iter()
                .map(|(name, stay)| StayDocument {
                    name,
                    stand_in_id: stay.stand_in.map(|id| id.0),
                    arrived_at: stay.arrived_at.to_string(),
                    left_at: stay.left_at.map(|at| at.to_string()),
                })
                .collect(),
        }))
    }

    /// Notes that the holder of a place is there: the delegate, or the deputy who holds it. A proxy that the delegate gave lapses.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/place/check-in",
        method = "post",
        operation_id = "check_in"
    )]
    async fn check_in(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::check_in(&app, &caller.0, &slug, RollId(roll.0), EntryId(entry.0)).await?;
        Ok(Done::NoContent)
    }

    /// Notes that the holder of a place has left; the place stays theirs. Proxies that they hold lapse.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/place/check-out",
        method = "post",
        operation_id = "check_out"
    )]
    async fn check_out(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::check_out(&app, &caller.0, &slug, RollId(roll.0), EntryId(entry.0)).await?;
        Ok(Done::NoContent)
    }

    /// Gives the place of an absent delegate to a deputy: from now on the deputy's code opens it. Refused while the place has
    /// voted in a poll that is open. A proxy that the delegate gave lapses.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/place/take-over",
        method = "post",
        operation_id = "take_over_place"
    )]
    async fn take_over(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
        body: Json<TakeOverRequest>,
    ) -> Result<Done, Refused> {
        let (roll, entry) = (RollId(roll.0), EntryId(entry.0));
        let stand_in = StandInId(body.0.stand_in_id);
        actions::take_over(&app, &caller.0, &slug, roll, entry, stand_in).await?;
        Ok(Done::NoContent)
    }

    /// Gives a place back to its delegate. Refused while the place has voted in a poll that is open.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/place/hand-back",
        method = "post",
        operation_id = "hand_back_place"
    )]
    async fn hand_back(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::hand_back(&app, &caller.0, &slug, RollId(roll.0), EntryId(entry.0)).await?;
        Ok(Done::NoContent)
    }
}
