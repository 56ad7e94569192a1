use poem::web::Data;
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    App,
    accounts::actions::{list_accounts, reset_second_factor, set_disabled},
    registry::actions::{
        members::{InviteInput, dismiss, invite, list_access, revoke_invitation},
        overview::own_offices,
    },
    types::{AccountId, GrantId, InvitationId, Locale, Timestamp},
    web::{
        Refused,
        api::{Caller, Done, Paging},
    },
};

/// The operations on access to federations.
pub struct MembersApi;

/// Somebody with a role in the federation.
#[derive(Object)]
struct MemberJson {
    /// Id of the role held, by which it is taken away.
    grant_id: i64,
    account_id: i64,
    name: String,
    email: String,
    role: String,
    body_id: Option<i64>,
    disabled: bool,
}

/// An invitation that waits for its answer.
#[derive(Object)]
struct InvitationJson {
    id: i64,
    email: String,
    role: String,
    body_id: Option<i64>,
    /// RFC 3339, UTC.
    expires_at: String,
}

/// Everybody with access to the federation.
#[derive(Object)]
struct AccessJson {
    members: Vec<MemberJson>,
    invitations: Vec<InvitationJson>,
}

/// Whom to invite to what.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewInvitation {
    #[oai(validator(max_length = 254))]
    email: String,
    /// `registrar`, `election_board`, `publisher`, `auditor` or `body_office`.
    #[oai(validator(max_length = 30))]
    role: String,
    /// Only for `body_office`.
    body_id: Option<i64>,
}

/// An invitation with its link, shown this once.
#[derive(Object)]
struct InvitationMade {
    id: i64,
    /// Whoever opens it accepts the invitation.
    link: String,
}

/// An invitation was made.
#[derive(ApiResponse)]
enum Invited {
    /// Made.
    #[oai(status = 201)]
    Created(Json<InvitationMade>),
}

/// An account of the installation.
#[derive(Object)]
struct AccountJson {
    id: i64,
    name: String,
    email: String,
    disabled: bool,
    roles: Vec<String>,
}

/// A page of accounts.
#[derive(Object)]
struct AccountList {
    items: Vec<AccountJson>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// A body whose office the caller is.
#[derive(Object)]
struct OfficeJson {
    federation: String,
    federation_name: String,
    body_id: i64,
    body_name: String,
}

#[OpenApi(tag = "crate::api::Tag::Accounts")]
impl MembersApi {
    /// Lists everybody with access to the federation, and the invitations that wait.
    #[oai(
        path = "/federations/:slug/members",
        method = "get",
        operation_id = "list_access"
    )]
    async fn list_access(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Json<AccessJson>, Refused> {
        let access = list_access(&app, &caller.0, &slug).await?;
        let members = access.members.into_iter().map(|m| MemberJson {
            grant_id: m.id,
            account_id: m.account_id,
            name: m.name,
            email: m.email,
            role: m.role,
            body_id: m.body_id,
            disabled: m.disabled_at.is_some(),
        });
        let invitations = access.invitations.into_iter().map(|i| InvitationJson {
            id: i.id,
            email: i.email,
            role: i.role,
            body_id: i.body_id,
            expires_at: Timestamp::stored(i.expires_at).to_string(),
        });
        Ok(Json(AccessJson {
            members: members.collect(),
            invitations: invitations.collect(),
        }))
    }

    /// Invites somebody to a role; the link is shown this once.
    #[oai(
        path = "/federations/:slug/invitations",
        method = "post",
        operation_id = "invite"
    )]
    async fn invite(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Json<NewInvitation>,
    ) -> Result<Invited, Refused> {
        let NewInvitation {
            email,
            role,
            body_id,
        } = body.0;
        let input = InviteInput {
            email,
            role,
            body: body_id.map(|b| b.to_string()).unwrap_or_default(),
        };
        let (id, token) = invite(&app, &caller.0, &slug, &input).await?;
        let language = if caller.0.locale.is_offered() {
            caller.0.locale
        } else {
            Locale::DEFAULT
        };
        let link = format!(
            "{}/{language}/invitation?token={}",
            app.config.base_url,
            *token.expose()
        );
        Ok(Invited::Created(Json(InvitationMade { id: id.0, link })))
    }

    /// Takes an invitation back.
    #[oai(
        path = "/federations/:slug/invitations/:invitation",
        method = "delete",
        operation_id = "revoke_invitation"
    )]
    async fn revoke_invitation(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        invitation: Path<i64>,
    ) -> Result<Done, Refused> {
        revoke_invitation(&app, &caller.0, &slug, InvitationId(invitation.0)).await?;
        Ok(Done::NoContent)
    }

    /// Takes a role away; the person's sessions and tokens end at once.
    #[oai(
        path = "/federations/:slug/members/:grant",
        method = "delete",
        operation_id = "dismiss"
    )]
    async fn dismiss(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        grant: Path<i64>,
    ) -> Result<Done, Refused> {
        dismiss(&app, &caller.0, &slug, GrantId(grant.0)).await?;
        Ok(Done::NoContent)
    }

    /// Lists the accounts of the installation.
    #[oai(path = "/accounts", method = "get", operation_id = "list_accounts")]
    async fn list_accounts(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// Part of the e-mail address.
        #[oai(validator(max_length = 254))]
        q: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<AccountList>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let search = q.0.unwrap_or_default();
        let (rows, total) =
            list_accounts(&app, &caller.0, &search, paging.offset, paging.limit).await?;
        let items = rows.into_iter().map(|(row, grants)| AccountJson {
            id: row.id,
            name: row.name,
            email: row.email,
            disabled: row.disabled_at.is_some(),
            roles: grants.iter().map(|g| g.role.as_str().to_owned()).collect(),
        });
        Ok(Json(AccountList {
            items: items.collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Disables an account; its sessions and tokens end at once.
    #[oai(
        path = "/accounts/:account/disable",
        method = "post",
        operation_id = "disable_account"
    )]
    async fn disable_account(
        &self,
        app: Data<&App>,
        caller: Caller,
        account: Path<i64>,
    ) -> Result<Done, Refused> {
        set_disabled(&app, &caller.0, AccountId(account.0), true).await?;
        Ok(Done::NoContent)
    }

    /// Enables an account again.
    #[oai(
        path = "/accounts/:account/enable",
        method = "post",
        operation_id = "enable_account"
    )]
    async fn enable_account(
        &self,
        app: Data<&App>,
        caller: Caller,
        account: Path<i64>,
    ) -> Result<Done, Refused> {
        set_disabled(&app, &caller.0, AccountId(account.0), false).await?;
        Ok(Done::NoContent)
    }

    /// Ends the second factor of somebody who lost the app; all sessions and tokens of the account end.
    #[oai(
        path = "/accounts/:account/second-factor",
        method = "delete",
        operation_id = "reset_second_factor"
    )]
    async fn reset_second_factor(
        &self,
        app: Data<&App>,
        caller: Caller,
        account: Path<i64>,
    ) -> Result<Done, Refused> {
        reset_second_factor(&app, &caller.0, AccountId(account.0)).await?;
        Ok(Done::NoContent)
    }

    /// Lists the bodies whose office the caller is.
    #[oai(path = "/me/offices", method = "get", operation_id = "list_offices")]
    async fn list_offices(
        &self,
        app: Data<&App>,
        caller: Caller,
    ) -> Result<Json<Vec<OfficeJson>>, Refused> {
        let offices = own_offices(&app, &caller.0)
            .await?
            .into_iter()
            .map(|o| OfficeJson {
                federation: o.slug,
                federation_name: o.federation,
                body_id: o.body.0,
                body_name: o.body_name,
            });
        Ok(Json(offices.collect()))
    }
}
