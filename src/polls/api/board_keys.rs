//! Keys of the election board over the API, sealed polls, and the box that two keys open.

use poem::web::Data;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi, param::Path, payload::Json};
use zeroize::Zeroizing;

use crate::{
    App,
    polls::actions::{self, GivenKey},
    types::PollId,
    web::{
        Refused,
        api::{Caller, Done},
    },
};

/// Somebody of the election board who holds a key.
#[derive(Object)]
struct BoardKeyDocument {
    id: i64,
    account_id: i64,
    name: String,
    /// The public half: X25519, in hexadecimal digits.
    public_key: String,
    /// RFC 3339, UTC.
    made_at: String,
}

/// A key just made. It is told only now.
#[derive(Object)]
struct NewBoardKey {
    key: String,
}

/// A key was made.
#[derive(ApiResponse)]
enum MadeKey {
    /// Made.
    #[oai(status = 201)]
    Created(Json<NewBoardKey>),
}

/// The own key.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct GivenKeyRequest {
    /// Grouped or not.
    #[oai(validator(max_length = 200))]
    key: String,
}

/// What giving a key led to.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum BoxName {
    /// Another key is missing.
    WaitsForKey,
    /// The box is open and written in its blocks.
    Opened,
}

/// Where the box stands after a key was given.
#[derive(Object)]
struct GivenKeyDocument {
    #[oai(rename = "box")]
    ballot_box: BoxName,
}

/// The operations on keys of the board.
pub struct BoardKeysApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl BoardKeysApi {
    /// Lists who of the election board holds a key.
    #[oai(
        path = "/federations/:slug/board-keys",
        method = "get",
        operation_id = "list_board_keys"
    )]
    async fn list_board_keys(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Json<Vec<BoardKeyDocument>>, Refused> {
        let keys = actions::board_keys(&app, &caller.0, &slug).await?;
        Ok(Json(
            keys.holders
                .into_iter()
                .map(|holder| BoardKeyDocument {
                    id: holder.key.0,
                    account_id: holder.account.0,
                    public_key: holder.seal_to.to_text(),
                    made_at: holder.made_at.to_string(),
                    name: holder.name,
                })
                .collect(),
        ))
    }

    /// Makes a key for the caller; the one before opens only what was sealed to it.
    #[oai(
        path = "/federations/:slug/board-keys",
        method = "post",
        operation_id = "make_board_key"
    )]
    async fn make_board_key(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<MadeKey, Refused> {
        let key = actions::make_board_key(&app, &caller.0, &slug).await?;
        Ok(MadeKey::Created(Json(NewBoardKey {
            key: key.expose().to_string(),
        })))
    }

    /// Has the ballots of a secret poll that is not open yet sealed to the keys of the board, of which two open them.
    #[oai(
        path = "/federations/:slug/polls/:poll/seal",
        method = "put",
        operation_id = "seal_poll"
    )]
    async fn seal_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::seal_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Done::NoContent)
    }

    /// Has them not sealed.
    #[oai(
        path = "/federations/:slug/polls/:poll/seal",
        method = "delete",
        operation_id = "unseal_poll"
    )]
    async fn unseal_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::unseal_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Done::NoContent)
    }

    /// Gives the caller's key for the closed box of a sealed poll: the second one opens it.
    #[oai(
        path = "/federations/:slug/polls/:poll/key",
        method = "post",
        operation_id = "give_board_key"
    )]
    async fn give_board_key(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<GivenKeyRequest>,
    ) -> Result<Json<GivenKeyDocument>, Refused> {
        let typed = Zeroizing::new(body.0.key);
        let given = actions::give_board_key(&app, &caller.0, &slug, PollId(poll.0), &typed).await?;
        Ok(Json(GivenKeyDocument {
            ballot_box: match given {
                GivenKey::First => BoxName::WaitsForKey,
                GivenKey::Opened => BoxName::Opened,
            },
        }))
    }
}
