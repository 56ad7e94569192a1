//! Who asks, and where: the extractor that every page handler takes.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use poem::{
    FromRequest, IntoResponse, Request, RequestBody, Response,
    http::{HeaderValue, StatusCode, header},
    web::cookie::{Cookie, SameSite},
};

use super::{languages, problems::Refused, shell::Shell, texts::Texts};
use crate::{
    App,
    accounts::{
        self,
        model::{AccessError, Actor},
    },
    config::Config,
    types::{Explain, Locale, Problem, SecretToken},
};

/// What the address and the headers say, before anybody is known.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: String,
    pub locale: Locale,
    /// The language stands in the address.
    pub locale_in_path: bool,
}

impl Place {
    /// Reads path, language and cookies.
    pub fn of(request: &Request, config: &Config) -> Self {
        let path = request.uri().path().to_owned();
        let header_text = |name| request.headers().get(name).and_then(|v| v.to_str().ok());
        let cookie = cookie_value(request, languages::COOKIE);
        let languages = config.languages;
        Self {
            locale: languages.negotiate(
                &path,
                cookie.as_deref(),
                header_text(header::ACCEPT_LANGUAGE),
            ),
            locale_in_path: languages.split_path(&path).0.is_some(),
            path,
        }
    }

    /// Whether this is the API.
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// The same address in another language.
    pub fn in_language(&self, tag: &str) -> String {
        if self.locale_in_path {
            let rest = self
                .path
                .get(1 + self.locale.tag().len()..)
                .unwrap_or_default();
            format!("/{tag}{rest}")
        } else {
            format!("/{tag}/")
        }
    }
}

/// The value of a cookie of the request.
pub fn cookie_value(request: &Request, name: &str) -> Option<String> {
    request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, v)| v.to_owned())
}

/// A cookie that only our server reads; `__Host-` and `Secure` where the address is https.
pub fn private_cookie(
    config: &Config,
    name: &str,
    value: &str,
    seconds: Option<u32>,
) -> HeaderValue {
    set_cookie(config, cookie_name(config, name), "/", value, seconds)
}

/// A cookie that only our server reads, sent to one path alone; so it is a `__Secure-` one where the address is https.
pub fn path_cookie(
    config: &Config,
    name: &str,
    path: &str,
    value: &str,
    seconds: u32,
) -> HeaderValue {
    let name = path_cookie_name(config, name);
    set_cookie(config, name, path, value, Some(seconds))
}

fn set_cookie(
    config: &Config,
    name: String,
    path: &str,
    value: &str,
    seconds: Option<u32>,
) -> HeaderValue {
    let mut cookie = Cookie::new_with_str(name, value);
    cookie.set_path(path);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Strict);
    cookie.set_secure(config.is_https());
    if let Some(seconds) = seconds {
        cookie.set_max_age(std::time::Duration::from_secs(seconds.into()));
    }
    HeaderValue::from_str(&cookie.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Cookies do not know ports: a rehearsal beside the service signs nobody out there, and opens nothing.
fn own_name(config: &Config) -> &'static str {
    if config.rehearsal {
        "mandat-rehearsal"
    } else {
        "mandat"
    }
}

/// The full name of a cookie for one path.
pub fn path_cookie_name(config: &Config, name: &str) -> String {
    let prefix = if config.is_https() { "__Secure-" } else { "" };
    format!("{prefix}{}-{name}", own_name(config))
}

/// The full name of one of our cookies.
pub fn cookie_name(config: &Config, name: &str) -> String {
    let prefix = if config.is_https() { "__Host-" } else { "" };
    format!("{prefix}{}-{name}", own_name(config))
}

/// The network a request comes from, for throttling: the address of the peer, or what the trusted proxy says.
pub fn network_of(request: &Request, config: &Config) -> IpAddr {
    let peer = request.remote_addr().as_socket_addr().map(SocketAddr::ip);
    let forwarded = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|v| v.to_str().ok());
    network(peer, peer.is_some_and(|p| config.trusts(p)), forwarded)
}

fn network(peer: Option<IpAddr>, peer_is_trusted: bool, forwarded: Option<&str>) -> IpAddr {
    // The last hop is the one that the proxy itself saw.
    let told = forwarded
        .filter(|_| peer_is_trusted)
        .and_then(|f| f.rsplit(',').next()?.trim().parse().ok());
    told.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// The network a request comes from, as an extractor.
pub struct Network(pub IpAddr);

impl<'a> FromRequest<'a> for Network {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let app = request
            .data::<App>()
            .ok_or_else(|| poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))?;
        Ok(Self(network_of(request, &app.config)))
    }
}

/// Who asks for a page, in which language.
pub struct Visitor {
    pub app: App,
    pub place: Place,
    pub texts: Texts,
    /// Who is signed in.
    pub actor: Option<Actor>,
    pub network: IpAddr,
    /// Key of a message from the step before, handed over in the address.
    pub notice: Option<String>,
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let app = request
            .data::<App>()
            .cloned()
            .ok_or_else(|| poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))?;
        let place = Place::of(request, &app.config);
        if !place.locale_in_path {
            return Err(Refused(Problem::not_found()).into());
        }
        let token = cookie_value(request, &cookie_name(&app.config, SESSION_COOKIE))
            .and_then(|t| SecretToken::parse(&t));
        let actor = match token {
            Some(token) => accounts::actions::actor_by_session(&app, &token)
                .await
                .map_err(|e| Refused(e.problem()))?,
            None => None,
        };
        Ok(Self {
            texts: app.texts.for_locale(place.locale),
            network: network_of(request, &app.config),
            notice: super::shell::notice_of(request.uri().query()),
            actor,
            place,
            app,
        })
    }
}

/// Cookie of the session of staff and offices.
pub const SESSION_COOKIE: &str = "session";

impl Visitor {
    /// The person signed in.
    ///
    /// # Errors
    /// [`AccessError::NotSignedIn`]: pages then lead to signing in.
    pub fn actor(&self) -> Result<&Actor, AccessError> {
        self.actor.as_ref().ok_or(AccessError::NotSignedIn)
    }

    /// The language of the page.
    pub fn locale(&self) -> Locale {
        self.place.locale
    }

    /// An address of ours in the visitor's language: `visitor.href("/sign-in")`.
    pub fn href(&self, rest: &str) -> String {
        format!("/{}{rest}", self.place.locale.tag())
    }

    /// The frame of a page.
    pub fn shell(&self) -> Shell {
        Shell::new(self)
    }

    /// Goes on to another page after something was done (303).
    pub fn see_other(&self, rest: &str) -> Response {
        see_other(&self.href(rest))
    }

    /// Goes on to another page with a message there; `notice` is a text key `notice-...`.
    pub fn see_other_with(&self, rest: &str, notice: &'static str) -> Response {
        let joint = if rest.contains('?') { '&' } else { '?' };
        see_other(&format!(
            "{}{joint}notice={}",
            self.href(rest),
            notice.strip_prefix("notice-").unwrap_or(notice)
        ))
    }
}

/// A 303 to an address of ours.
pub fn see_other(address: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, address)
        .finish()
}

/// `/`: on to the start page in the visitor's language.
#[poem::handler]
pub fn to_own_language(request: &Request, app: poem::web::Data<&App>) -> Response {
    let place = Place::of(request, &app.config);
    let mut response = see_other(&format!("/{}/", place.locale.tag()));
    response.headers_mut().insert(
        header::VARY,
        HeaderValue::from_static("Accept-Language, Cookie"),
    );
    response
}

/// A PDF to keep, never a page: what somebody sent in gets no chance to run here.
pub fn pdf_to_keep(name: &str, content: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    Response::builder()
        .content_type("application/pdf")
        .header(header::CONTENT_DISPOSITION, disposition)
        .header(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        )
        .body(content)
}

/// Renders a page.
pub fn html(page: &impl askama::Template) -> poem::Result<Response> {
    html_with(StatusCode::OK, page)
}

/// Renders a page with a status.
pub fn html_with(status: StatusCode, page: &impl askama::Template) -> poem::Result<Response> {
    let body = page.render().map_err(|e| {
        tracing::error!(error = %e, "a page could not be rendered");
        poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    Ok(Response::builder()
        .status(status)
        .content_type("text/html; charset=utf-8")
        .body(body)
        .into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_trusted_proxy_is_believed_and_only_its_last_hop() {
        let peer = "9.9.9.9".parse().ok();
        let forged = Some("127.0.0.1, 1.2.3.4");
        assert_eq!(network(peer, false, forged), IpAddr::from([9, 9, 9, 9]));
        assert_eq!(network(peer, true, forged), IpAddr::from([1, 2, 3, 4]));
        assert_eq!(
            network(peer, true, Some("nonsense")),
            IpAddr::from([9, 9, 9, 9])
        );
        assert_eq!(network(peer, true, None), IpAddr::from([9, 9, 9, 9]));
    }
}
