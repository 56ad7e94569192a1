//! Where an office works on a delegation: signed in at its own address, or with a link and without an account.

use poem::{
    FromRequest, Request, RequestBody, Response,
    http::{HeaderValue, header},
    web::cookie::{Cookie, SameSite},
};

use super::office_shell;
use crate::{
    accounts::model::AccessError,
    delegates::{
        actions::{DelegateError, Delegation, call},
        model::{Acting, LinkHolder},
    },
    types::{BodyId, RoundId},
    web::{
        Refused, Shell, Visitor,
        visitor::{cookie_name, cookie_value},
    },
};

/// See the module.
pub(super) struct Desk {
    pub visitor: Visitor,
    holder: Option<LinkHolder>,
    pub slug: String,
    pub body: BodyId,
    pub round: RoundId,
}

impl Desk {
    /// The desk of somebody who is signed in.
    pub fn of_office(visitor: Visitor, (slug, body, round): (String, i64, i64)) -> Self {
        Self {
            visitor,
            holder: None,
            slug,
            body: BodyId(body),
            round: RoundId(round),
        }
    }

    /// Who acts here.
    pub fn by(&self) -> Result<Acting<'_>, AccessError> {
        match &self.holder {
            Some(holder) => Ok(holder.into()),
            None => Ok(self.visitor.actor()?.into()),
        }
    }

    /// Whether somebody is here with a link.
    pub fn has_link(&self) -> bool {
        self.holder.is_some()
    }

    /// The address of the delegation, without the language.
    pub fn rest(&self) -> String {
        if self.has_link() {
            return "/nomination".to_owned();
        }
        let Self {
            slug, body, round, ..
        } = self;
        format!("/office/{slug}/{body}/delegates/{round}")
    }

    /// The frame of its pages: with a link nothing of it leads away but the languages.
    pub fn shell(&self, found: &Delegation) -> Result<Shell, AccessError> {
        if self.has_link() {
            let mut shell = self.visitor.shell();
            shell.home = self.visitor.href("/nomination");
            shell.federation = Some(found.federation.name.clone());
            shell.sign_in = None;
            return Ok(shell);
        }
        let name = &found.entitlement.body_name;
        Ok(office_shell(
            &self.visitor,
            self.visitor.actor()?,
            &found.federation,
            self.body,
            name,
            found.is_staff,
        ))
    }
}

/// The cookie with which a link's holder comes again: the link's own token, gone with the browser's session.
const LINK_COOKIE: &str = "office-link";

/// The desk of whoever holds a link, told by the cookie.
pub(super) struct LinkDesk(pub Desk);

impl<'a> FromRequest<'a> for LinkDesk {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let visitor = Visitor::from_request(request, body).await?;
        let name = cookie_name(&visitor.app.config, LINK_COOKIE);
        let token = cookie_value(request, &name).unwrap_or_default();
        if token.is_empty() {
            return Err(Refused::from(DelegateError::LinkInvalid).into());
        }
        let holder = call::holder(&visitor.app, &token, visitor.network)
            .await
            .map_err(Refused::from)?;
        Ok(Self(Desk {
            visitor,
            slug: holder.slug.clone(),
            body: holder.body,
            round: holder.round,
            holder: Some(holder),
        }))
    }
}

/// Puts the token of a link into a cookie, or takes it back.
///
/// Not `Strict`: who comes from a mail program in the browser would arrive without it. Nothing is changed by a GET, and what
/// foreign pages send is refused for all addresses alike.
pub(super) fn with_link(
    visitor: &Visitor,
    mut response: Response,
    token: Option<&str>,
) -> Response {
    let config = &visitor.app.config;
    let name = cookie_name(config, LINK_COOKIE);
    let mut cookie = Cookie::new_with_str(name, token.unwrap_or_default());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(config.is_https());
    if token.is_none() {
        cookie.set_max_age(std::time::Duration::ZERO);
    }
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
