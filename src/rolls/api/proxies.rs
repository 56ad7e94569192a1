//! Proxies over the API: recorded, listed, revoked.

use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    rolls::{
        actions,
        model::{Hall, Proxy, ProxyEnd, ProxyInput},
    },
    types::{EntryId, RollId},
    web::{
        Refused,
        api::{Caller, Done},
    },
};

/// The operations on proxies.
pub struct ProxiesApi;

/// What ended a proxy.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum ProxyEndName {
    /// The delegate came and votes themself.
    PrincipalCame,
    /// A deputy took over the place of the delegate.
    DeputyTookPlace,
    /// The holder left, or a deputy took over the holder's place.
    HolderLeft,
    /// By hand.
    Revoked,
}

impl From<ProxyEnd> for ProxyEndName {
    fn from(end: ProxyEnd) -> Self {
        match end {
            ProxyEnd::PrincipalCame => Self::PrincipalCame,
            ProxyEnd::DeputyTookPlace => Self::DeputyTookPlace,
            ProxyEnd::HolderLeft => Self::HolderLeft,
            ProxyEnd::Revoked => Self::Revoked,
        }
    }
}

/// A proxy: a delegate who is away has another one vote for the place.
#[derive(Object)]
struct ProxyDocument {
    /// Whose place it is.
    entry_id: i64,
    /// Empty once the person is erased.
    name: String,
    /// The entry of who votes for it.
    holder_entry_id: i64,
    /// Empty once the person is erased.
    holder_name: String,
    /// The day of the document, `YYYY-MM-DD`.
    document_day: String,
    /// RFC 3339, UTC.
    recorded_at: String,
    /// RFC 3339, UTC; empty while it holds.
    ended_at: Option<String>,
    ended_because: Option<ProxyEndName>,
}

impl ProxyDocument {
    fn new(hall: &Hall, proxy: Proxy) -> Self {
        let name = |entry: EntryId| {
            hall.place(entry)
                .map(|place| place.entry.name.clone())
                .unwrap_or_default()
        };
        Self {
            entry_id: proxy.entry.0,
            name: name(proxy.entry),
            holder_entry_id: proxy.holder.0,
            holder_name: name(proxy.holder),
            document_day: proxy.document.to_string(),
            recorded_at: proxy.recorded_at.to_string(),
            ended_at: proxy.ended.map(|(at, _)| at.to_string()),
            ended_because: proxy.ended.map(|(_, because)| because.into()),
        }
    }
}

/// Who gets the proxy, and when it was written.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ProxyRequest {
    /// The entry of a delegate who is there.
    holder_entry_id: i64,
    /// The day of the document, `YYYY-MM-DD`; today or earlier.
    #[oai(validator(max_length = 10))]
    document_day: String,
}

#[OpenApi(tag = "crate::api::Tag::Rolls")]
impl ProxiesApi {
    /// Lists the proxies of a roll by principal, also those that ended.
    #[oai(
        path = "/federations/:slug/rolls/:roll/proxies",
        method = "get",
        operation_id = "list_proxies"
    )]
    async fn list_proxies(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<Vec<ProxyDocument>>, Refused> {
        let (hall, proxies) = actions::list_proxies(&app, &caller.0, &slug, RollId(roll.0)).await?;
        let documents = proxies
            .into_iter()
            .map(|proxy| ProxyDocument::new(&hall, proxy));
        Ok(Json(documents.collect()))
    }

    /// Gives the vote of an absent delegate to another one who is there, from a written document, as far as the statutes allow it.
    /// The holder's code opens the place too from now on. Refused while the place has voted in a poll that is open.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/place/proxy",
        method = "post",
        operation_id = "record_proxy"
    )]
    async fn record_proxy(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
        body: Json<ProxyRequest>,
    ) -> Result<Done, Refused> {
        let input = ProxyInput {
            holder: body.0.holder_entry_id.to_string(),
            document_day: body.0.document_day,
        };
        let (roll, entry) = (RollId(roll.0), EntryId(entry.0));
        actions::record_proxy(&app, &caller.0, &slug, roll, entry, &input).await?;
        Ok(Done::NoContent)
    }

    /// Ends the proxy of a place by hand.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/place/proxy/revoke",
        method = "post",
        operation_id = "revoke_proxy"
    )]
    async fn revoke_proxy(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::revoke_proxy(&app, &caller.0, &slug, RollId(roll.0), EntryId(entry.0)).await?;
        Ok(Done::NoContent)
    }
}
