//! Pages for signing in and out and for one's own account.

use askama::Template;
use poem::{
    Response, handler,
    http::{StatusCode, header},
    web::Query,
};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{
    actions::{self, AccountError, Enrolment, NewPersonInput, SignedIn},
    store::ApiTokenRow,
};
use crate::{
    types::{ApiTokenId, Explain, Timestamp},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with,
        qr::{Qr, qr},
        visitor::{SESSION_COOKIE, private_cookie},
    },
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/sign-in", Access::Public, sign_in_page)
        .post("/:lang/sign-in", Access::Public, sign_in)
        .post("/:lang/sign-out", Access::SignedIn, sign_out)
        .get("/:lang/account", Access::SignedIn, account_page)
        .post("/:lang/account/password", Access::SignedIn, change_password)
        .post(
            "/:lang/account/sign-out-everywhere",
            Access::SignedIn,
            sign_out_everywhere,
        )
        .post(
            "/:lang/account/api-tokens",
            Access::SignedIn,
            create_api_token,
        )
        .post(
            "/:lang/account/api-tokens/:token/revoke",
            Access::SignedIn,
            revoke_api_token,
        )
        .get(
            "/:lang/account/second-factor",
            Access::SignedIn,
            second_factor_page,
        )
        .post(
            "/:lang/account/second-factor",
            Access::SignedIn,
            begin_second_factor,
        )
        .post(
            "/:lang/account/second-factor/confirm",
            Access::SignedIn,
            confirm_second_factor,
        )
        .post(
            "/:lang/account/second-factor/end",
            Access::SignedIn,
            end_second_factor,
        )
        .get("/:lang/invitation", Access::Public, invitation_page)
        .post("/:lang/invitation", Access::Public, accept_invitation)
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    shell: Shell,
    form: FormData,
}

#[derive(Default, Deserialize)]
struct SignInQuery {
    next: Option<String>,
}

#[handler]
async fn sign_in_page(visitor: Visitor, Query(query): Query<SignInQuery>) -> PageResult {
    let mut form = FormData::default();
    form.set("next", query.next.unwrap_or_default());
    html(&SignInPage {
        shell: visitor.shell(),
        form,
    })
}

#[handler]
async fn sign_in(visitor: Visitor, mut form: FormData) -> PageResult {
    let password = Zeroizing::new(form.text("password"));
    match actions::sign_in(
        &visitor.app,
        &form.text("email"),
        &password,
        &form.text("code"),
        visitor.network,
    )
    .await
    {
        Ok(signed_in) => {
            let actor = actions::actor_by_session(&visitor.app, &signed_in.token)
                .await
                .map_err(Refused::from)?;
            let next = if actor.is_some_and(|actor| actor.lacks_second_factor) {
                visitor.href("/account/second-factor")
            } else {
                own_path(&form.text("next")).unwrap_or_else(|| visitor.href("/staff"))
            };
            Ok(with_session(
                &visitor,
                crate::web::see_other(&next),
                &signed_in,
            ))
        }
        Err(e) => {
            let problem = e.problem();
            form.refuse(&visitor.texts, &problem);
            form.set("password", "");
            form.set("code", "");
            let page = SignInPage {
                shell: visitor.shell(),
                form,
            };
            let mut response = html_with(crate::web::guard::status_of(problem.kind), &page)?;
            if let Some(seconds) = problem.retry_after {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, seconds.into());
            }
            Ok(response)
        }
    }
}

/// A path of ours to go on to; never a foreign address.
fn own_path(next: &str) -> Option<String> {
    (next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control))
    .then(|| next.to_owned())
}

fn with_session(visitor: &Visitor, mut response: Response, signed_in: &SignedIn) -> Response {
    let cookie = private_cookie(
        &visitor.app.config,
        SESSION_COOKIE,
        &signed_in.token.expose(),
        None,
    );
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

fn without_session(visitor: &Visitor, mut response: Response) -> Response {
    let cookie = private_cookie(&visitor.app.config, SESSION_COOKIE, "", Some(0));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

#[handler]
async fn sign_out(visitor: Visitor) -> PageResult {
    actions::sign_out(&visitor.app, visitor.actor().map_err(Refused::from)?)
        .await
        .map_err(Refused::from)?;
    Ok(without_session(
        &visitor,
        visitor.see_other_with("/sign-in", "notice-signed-out"),
    ))
}

#[handler]
async fn sign_out_everywhere(visitor: Visitor) -> PageResult {
    actions::sign_out_everywhere(&visitor.app, visitor.actor().map_err(Refused::from)?)
        .await
        .map_err(Refused::from)?;
    Ok(without_session(
        &visitor,
        visitor.see_other_with("/sign-in", "notice-signed-out-everywhere"),
    ))
}

#[derive(Template)]
#[template(path = "accounts/account.html")]
struct AccountPage {
    shell: Shell,
    form: FormData,
    email: String,
    roles: Vec<String>,
    second_factor: bool,
    lacking: bool,
    tokens: Vec<ApiTokenRow>,
    /// A token just made: shown this once.
    new_token: Option<Zeroizing<String>>,
}

impl AccountPage {
    async fn load(
        visitor: &Visitor,
        form: FormData,
        new_token: Option<Zeroizing<String>>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        Ok(Self {
            shell: visitor
                .shell()
                .crumb(None, visitor.texts.t("account-title")),
            form,
            email: actor.email.clone(),
            roles: actor
                .grants
                .iter()
                .map(|g| visitor.texts.t(g.role.label()))
                .collect(),
            second_factor: actions::has_second_factor(&visitor.app, actor).await?,
            lacking: actor.lacks_second_factor,
            tokens: actions::list_api_tokens(&visitor.app, actor).await?,
            new_token,
        })
    }
}

#[handler]
async fn account_page(visitor: Visitor) -> PageResult {
    html(&AccountPage::load(&visitor, FormData::default(), None).await?)
}

#[handler]
async fn change_password(visitor: Visitor, mut form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (old, new) = (
        Zeroizing::new(form.text("old_password")),
        Zeroizing::new(form.text("new_password")),
    );
    match actions::change_password(&visitor.app, actor, &old, &new, visitor.network).await {
        Ok(signed_in) => {
            let response = visitor.see_other_with("/account", "notice-password-changed");
            Ok(with_session(&visitor, response, &signed_in))
        }
        Err(e) => {
            form.refuse(&visitor.texts, &e.problem());
            form.set("old_password", "");
            form.set("new_password", "");
            html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &AccountPage::load(&visitor, form, None).await?,
            )
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
struct SecondFactorPage {
    shell: Shell,
    form: FormData,
    in_use: bool,
    lacking: bool,
    /// An app that waits for its first code.
    enrolment: Option<Enrolment>,
    qr: Option<Qr>,
}

impl SecondFactorPage {
    async fn load(
        visitor: &Visitor,
        form: FormData,
        enrolment: Option<Enrolment>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let account = visitor.texts.t("account-title");
        let title = visitor.texts.t("account-second-factor-title");
        Ok(Self {
            shell: visitor
                .shell()
                .crumb(Some(visitor.href("/account")), account)
                .crumb(None, title),
            form,
            in_use: actions::has_second_factor(&visitor.app, actor).await?,
            lacking: actor.lacks_second_factor,
            qr: enrolment.as_ref().and_then(|begun| qr(&begun.uri)),
            enrolment,
        })
    }

    /// The page again, with what was refused; secrets are not typed into it again.
    async fn again(
        visitor: &Visitor,
        mut form: FormData,
        error: AccountError,
        enrolment: Option<Enrolment>,
    ) -> PageResult {
        let problem = error.problem();
        form.refuse(&visitor.texts, &problem);
        form.set("password", "");
        form.set("code", "");
        html_with(
            crate::web::guard::status_of(problem.kind),
            &Self::load(visitor, form, enrolment).await?,
        )
    }
}

#[handler]
async fn second_factor_page(visitor: Visitor) -> PageResult {
    html(&SecondFactorPage::load(&visitor, FormData::default(), None).await?)
}

#[handler]
async fn begin_second_factor(visitor: Visitor, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let password = Zeroizing::new(form.text("password"));
    match actions::begin_second_factor(&visitor.app, actor, &password, visitor.network).await {
        Ok(begun) => {
            html(&SecondFactorPage::load(&visitor, FormData::default(), Some(begun)).await?)
        }
        Err(e) => SecondFactorPage::again(&visitor, form, e, None).await,
    }
}

#[handler]
async fn confirm_second_factor(visitor: Visitor, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::confirm_second_factor(&visitor.app, actor, &form.text("code")).await {
        Ok(signed_in) => {
            let response = visitor.see_other_with("/account/second-factor", "notice-saved");
            Ok(with_session(&visitor, response, &signed_in))
        }
        Err(e) => {
            let waiting = actions::waiting_second_factor(&visitor.app, actor)
                .await
                .map_err(Refused::from)?;
            SecondFactorPage::again(&visitor, form, e, waiting).await
        }
    }
}

#[handler]
async fn end_second_factor(visitor: Visitor, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let password = Zeroizing::new(form.text("password"));
    let code = form.text("code");
    match actions::end_second_factor(&visitor.app, actor, &password, &code, visitor.network).await {
        Ok(()) => Ok(visitor.see_other_with("/account/second-factor", "notice-saved")),
        Err(e) => SecondFactorPage::again(&visitor, form, e, None).await,
    }
}

#[handler]
async fn create_api_token(visitor: Visitor, mut form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::create_api_token(&visitor.app, actor, &form.text("name")).await {
        Ok((_, token)) => {
            html(&AccountPage::load(&visitor, FormData::default(), Some(token.expose())).await?)
        }
        Err(e) => {
            form.refuse(&visitor.texts, &e.problem());
            html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &AccountPage::load(&visitor, form, None).await?,
            )
        }
    }
}

#[handler]
async fn revoke_api_token(
    visitor: Visitor,
    poem::web::Path((_, token)): poem::web::Path<(String, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    actions::revoke_api_token(&visitor.app, actor, ApiTokenId(token))
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other_with("/account", "notice-removed"))
}

#[derive(Template)]
#[template(path = "accounts/invitation.html")]
struct InvitationPage {
    shell: Shell,
    form: FormData,
    /// The invited address; empty for the set-up link, which asks for one.
    email: String,
    role: String,
    /// The person signed in has the invited address and can accept with one press.
    signed_in_as_invited: bool,
}

#[derive(Default, Deserialize)]
struct InvitationQuery {
    token: Option<String>,
}

async fn invitation_form(visitor: &Visitor, form: FormData) -> Result<InvitationPage, Refused> {
    let invitation = actions::find_invitation(&visitor.app, &form.text("token")).await?;
    let role = super::model::Role::parse(&invitation.role).map(|r| visitor.texts.t(r.label()));
    Ok(InvitationPage {
        shell: visitor.shell(),
        signed_in_as_invited: visitor
            .actor
            .as_ref()
            .is_some_and(|a| a.email.to_lowercase() == invitation.email.to_lowercase()),
        form,
        email: invitation.email,
        role: role.unwrap_or_default(),
    })
}

#[handler]
async fn invitation_page(visitor: Visitor, Query(query): Query<InvitationQuery>) -> PageResult {
    let mut form = FormData::default();
    form.set("token", query.token.unwrap_or_default());
    html(&invitation_form(&visitor, form).await?)
}

#[handler]
async fn accept_invitation(visitor: Visitor, mut form: FormData) -> PageResult {
    let token = form.text("token");
    if let (Some(actor), "yes") = (&visitor.actor, form.text("as_signed_in").as_str()) {
        let signed_in = actions::accept_invitation_signed_in(&visitor.app, actor, &token)
            .await
            .map_err(Refused::from)?;
        let response = visitor.see_other_with("/staff", "notice-invitation-accepted");
        return Ok(with_session(&visitor, response, &signed_in));
    }
    let input = NewPersonInput {
        email: form.text("email"),
        name: form.text("name"),
        password: Zeroizing::new(form.text("password")),
        locale: visitor.locale(),
    };
    match actions::accept_invitation(&visitor.app, &token, input).await {
        Ok(signed_in) => {
            let response = visitor.see_other_with("/staff", "notice-invitation-accepted");
            Ok(with_session(&visitor, response, &signed_in))
        }
        Err(e) => {
            form.refuse(&visitor.texts, &e.problem());
            form.set("password", "");
            let page = invitation_form(&visitor, form).await?;
            html_with(crate::web::guard::status_of(e.problem().kind), &page)
        }
    }
}

/// For templates: a stored time.
impl ApiTokenRow {
    /// When the token ends.
    pub fn expires(&self) -> Timestamp {
        Timestamp::stored(self.expires_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_a_foreign_address() {
        assert_eq!(own_path("/de/staff/laka"), Some("/de/staff/laka".into()));
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "javascript:alert(1)",
            "/a\r\nb",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign}");
        }
    }
}
