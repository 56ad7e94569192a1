//! Accounts over the API: tokens for programs, and who one is.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use zeroize::Zeroizing;

use super::actions;
use crate::{
    App,
    types::{ApiTokenId, Locale, Problem},
    web::{
        Access, Refused,
        api::{Caller, Done},
        visitor::Network,
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("create_token", Access::Public),
    ("list_tokens", Access::SignedIn),
    ("revoke_token", Access::SignedIn),
    ("who_am_i", Access::SignedIn),
    ("sign_out_everywhere", Access::SignedIn),
    ("change_password", Access::SignedIn),
    ("begin_second_factor", Access::SignedIn),
    ("confirm_second_factor", Access::SignedIn),
    ("end_second_factor", Access::SignedIn),
    ("accept_invitation", Access::Public),
    ("join_by_invitation", Access::SignedIn),
];

/// The operations.
pub struct AccountsApi;

/// E-mail address and password, and what the token is for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TokenRequest {
    #[oai(validator(max_length = 254))]
    email: String,
    #[oai(validator(max_length = 256))]
    password: String,
    /// The code of the person's app, where they have set one up.
    #[oai(default, validator(max_length = 20))]
    code: String,
    /// A name by which the token is recognised later.
    #[oai(validator(max_length = 80))]
    name: String,
}

/// A token, shown this once.
#[derive(Object)]
struct NewToken {
    id: i64,
    token: String,
}

/// The person's own password.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct OwnPassword {
    #[oai(validator(max_length = 256))]
    password: String,
}

/// The secret of an app, shown until its first code was typed.
#[derive(Object)]
struct NewSecondFactor {
    /// As it is typed into an app (base 32).
    secret: String,
    /// The address that apps read from a QR code.
    uri: String,
}

/// A code of the person's app.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AppCode {
    #[oai(validator(max_length = 20))]
    code: String,
}

/// Password and code.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PasswordAndCode {
    #[oai(validator(max_length = 256))]
    password: String,
    #[oai(validator(max_length = 20))]
    code: String,
}

/// The password so far and the next one.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PasswordRequest {
    #[oai(validator(max_length = 256))]
    old_password: String,
    #[oai(validator(max_length = 256))]
    new_password: String,
}

/// An invitation, and who takes it up by making an account.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewAccountRequest {
    /// What stands after `token=` in the link.
    #[oai(validator(max_length = 100))]
    token: String,
    #[oai(validator(max_length = 100))]
    name: String,
    #[oai(validator(max_length = 256))]
    password: String,
    /// Only for the set-up link; an invitation names the address.
    #[oai(default, validator(max_length = 254))]
    email: String,
    /// Language of the person, such as `de`.
    #[oai(validator(max_length = 8))]
    locale: String,
}

/// An invitation that the caller takes up.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct InvitationToken {
    /// What stands after `token=` in the link.
    #[oai(validator(max_length = 100))]
    token: String,
}

/// A token, without its text.
#[derive(Object)]
struct Token {
    id: i64,
    name: String,
    /// RFC 3339, UTC.
    expires_at: String,
}

/// The caller and what they may do where.
#[derive(Object)]
struct Me {
    id: i64,
    name: String,
    email: String,
    grants: Vec<HeldRole>,
    /// Whether roles are missing because the installation asks for a second factor and the caller has none.
    lacks_second_factor: bool,
}

/// A role held somewhere.
#[derive(Object)]
struct HeldRole {
    role: String,
    federation_id: Option<i64>,
    body_id: Option<i64>,
}

#[OpenApi(tag = "crate::api::Tag::Accounts")]
impl AccountsApi {
    /// Makes a token for the API from e-mail address and password.
    #[oai(path = "/tokens", method = "post", operation_id = "create_token")]
    async fn create_token(
        &self,
        app: Data<&App>,
        network: Network,
        body: Json<TokenRequest>,
    ) -> Result<Json<NewToken>, Refused> {
        let TokenRequest {
            email,
            password,
            code,
            name,
        } = body.0;
        let password = Zeroizing::new(password);
        let known = (password.as_str(), code.as_str());
        let (id, token) =
            actions::create_api_token_by_password(&app, &email, known, &name, network.0).await?;
        Ok(Json(NewToken {
            id: id.0,
            token: token.expose().to_string(),
        }))
    }

    /// Lists the caller's tokens.
    #[oai(path = "/tokens", method = "get", operation_id = "list_tokens")]
    async fn list_tokens(
        &self,
        app: Data<&App>,
        caller: Caller,
    ) -> Result<Json<Vec<Token>>, Refused> {
        let tokens = actions::list_api_tokens(&app, &caller.0).await?;
        Ok(Json(
            tokens
                .into_iter()
                .map(|t| Token {
                    id: t.id,
                    expires_at: t.expires().to_string(),
                    name: t.name,
                })
                .collect(),
        ))
    }

    /// Ends a token.
    #[oai(
        path = "/tokens/:token",
        method = "delete",
        operation_id = "revoke_token"
    )]
    async fn revoke_token(
        &self,
        app: Data<&App>,
        caller: Caller,
        token: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::revoke_api_token(&app, &caller.0, ApiTokenId(token.0)).await?;
        Ok(Done::NoContent)
    }

    /// Says who the caller is.
    #[oai(path = "/me", method = "get", operation_id = "who_am_i")]
    async fn who_am_i(&self, caller: Caller) -> Result<Json<Me>, Refused> {
        let actor = caller.0;
        Ok(Json(Me {
            id: actor.account.0,
            name: actor.name,
            email: actor.email,
            lacks_second_factor: actor.lacks_second_factor,
            grants: actor
                .grants
                .into_iter()
                .map(|g| HeldRole {
                    role: g.role.as_str().to_owned(),
                    federation_id: g.federation.map(|f| f.0),
                    body_id: g.body.map(|b| b.0),
                })
                .collect(),
        }))
    }

    /// Sets a new password. All sessions and tokens of the caller end; the answer holds a new token.
    #[oai(
        path = "/me/password",
        method = "post",
        operation_id = "change_password"
    )]
    async fn change_password(
        &self,
        app: Data<&App>,
        caller: Caller,
        network: Network,
        body: Json<PasswordRequest>,
    ) -> Result<Json<NewToken>, Refused> {
        let (old, new) = (
            Zeroizing::new(body.0.old_password),
            Zeroizing::new(body.0.new_password),
        );
        let signed_in = actions::change_password(&app, &caller.0, &old, &new, network.0).await?;
        let (id, token) = actions::token_instead(&app, &signed_in, "change_password").await?;
        Ok(Json(NewToken {
            id: id.0,
            token: token.expose().to_string(),
        }))
    }

    /// Begins to set up an authenticator app.
    #[oai(
        path = "/me/second-factor",
        method = "post",
        operation_id = "begin_second_factor"
    )]
    async fn begin_second_factor(
        &self,
        app: Data<&App>,
        caller: Caller,
        network: Network,
        body: Json<OwnPassword>,
    ) -> Result<Json<NewSecondFactor>, Refused> {
        let password = Zeroizing::new(body.0.password);
        let begun = actions::begin_second_factor(&app, &caller.0, &password, network.0).await?;
        Ok(Json(NewSecondFactor {
            secret: begun.secret.to_string(),
            uri: begun.uri.to_string(),
        }))
    }

    /// Takes the first code of the app. All sessions and tokens of the caller end; the answer holds a new token.
    #[oai(
        path = "/me/second-factor/confirm",
        method = "post",
        operation_id = "confirm_second_factor"
    )]
    async fn confirm_second_factor(
        &self,
        app: Data<&App>,
        caller: Caller,
        body: Json<AppCode>,
    ) -> Result<Json<NewToken>, Refused> {
        let signed_in = actions::confirm_second_factor(&app, &caller.0, &body.0.code).await?;
        let (id, token) = actions::token_instead(&app, &signed_in, "confirm_second_factor").await?;
        Ok(Json(NewToken {
            id: id.0,
            token: token.expose().to_string(),
        }))
    }

    /// Ends the caller's second factor.
    #[oai(
        path = "/me/second-factor/end",
        method = "post",
        operation_id = "end_second_factor"
    )]
    async fn end_second_factor(
        &self,
        app: Data<&App>,
        caller: Caller,
        network: Network,
        body: Json<PasswordAndCode>,
    ) -> Result<Done, Refused> {
        let password = Zeroizing::new(body.0.password);
        let code = body.0.code;
        actions::end_second_factor(&app, &caller.0, &password, &code, network.0).await?;
        Ok(Done::NoContent)
    }

    /// Takes up an invitation by making an account; the answer holds its first token.
    #[oai(
        path = "/invitations/accept",
        method = "post",
        operation_id = "accept_invitation"
    )]
    async fn accept_invitation(
        &self,
        app: Data<&App>,
        body: Json<NewAccountRequest>,
    ) -> Result<Json<NewToken>, Refused> {
        let NewAccountRequest {
            token,
            name,
            password,
            email,
            locale,
        } = body.0;
        let password = Zeroizing::new(password);
        let locale = locale
            .parse()
            .ok()
            .filter(|locale: &Locale| locale.is_offered())
            .ok_or_else(|| Problem::field("locale", crate::key!("field-unknown-language")))
            .map_err(Refused)?;
        let input = actions::NewPersonInput {
            email,
            name,
            password,
            locale,
        };
        let signed_in = actions::accept_invitation(&app, &token, input).await?;
        let (id, token) = actions::token_instead(&app, &signed_in, "accept_invitation").await?;
        Ok(Json(NewToken {
            id: id.0,
            token: token.expose().to_string(),
        }))
    }

    /// Takes up an invitation with the caller's account.
    #[oai(
        path = "/me/invitations",
        method = "post",
        operation_id = "join_by_invitation"
    )]
    async fn join_by_invitation(
        &self,
        app: Data<&App>,
        caller: Caller,
        body: Json<InvitationToken>,
    ) -> Result<Done, Refused> {
        actions::accept_invitation_signed_in(&app, &caller.0, &body.0.token).await?;
        Ok(Done::NoContent)
    }

    /// Ends all sessions and all tokens of the caller.
    #[oai(
        path = "/me/sign-out-everywhere",
        method = "post",
        operation_id = "sign_out_everywhere"
    )]
    async fn sign_out_everywhere(&self, app: Data<&App>, caller: Caller) -> Result<Done, Refused> {
        actions::sign_out_everywhere(&app, &caller.0).await?;
        Ok(Done::NoContent)
    }
}
