//! The voter who asks: told by a session of its own, never by an account.

use std::net::IpAddr;

use poem::{
    FromRequest, Request, RequestBody, Response,
    http::{HeaderValue, StatusCode, header},
};

use super::{
    kiosk::{self, KIOSK_COOKIE},
    receipt::RECEIPT_COOKIE,
};
use crate::{
    App,
    polls::actions,
    registry::model::Federation,
    rolls::{
        self,
        actions::{RollError, VoterSignedIn},
        model::{VOTER_COOKIE, Voter},
    },
    types::{EntryId, Explain, Locale, Problem, ProblemKind, SecretToken},
    web::{
        Refused, Shell,
        guard::is_safe,
        see_other,
        texts::Texts,
        visitor::{Place, cookie_name, cookie_value, network_of, path_cookie_name, private_cookie},
    },
};

/// Who asks for a voting page.
pub(super) struct VoterVisitor {
    pub app: App,
    pub texts: Texts,
    pub network: IpAddr,
    place: Place,
    /// The device is a voting booth that others use too.
    pub kiosk: bool,
    /// What the answer to casting left for the receipt.
    pub receipt: Option<String>,
    token: Option<SecretToken>,
    signed_in: Option<(Voter, Federation)>,
    only_reads: bool,
}

impl<'a> FromRequest<'a> for VoterVisitor {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let app = request
            .data::<App>()
            .cloned()
            .ok_or_else(|| poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))?;
        let place = Place::of(request, &app.config);
        if !place.locale_in_path {
            return Err(Refused(Problem::not_found()).into());
        }
        let token = cookie_value(request, &cookie_name(&app.config, VOTER_COOKIE))
            .and_then(|t| SecretToken::parse(&t));
        let voter = match &token {
            Some(token) => rolls::actions::voter_by_session(&app, token)
                .await
                .map_err(|e| Refused(e.problem()))?,
            None => None,
        };
        let signed_in = match voter {
            Some(voter) => {
                let federation = actions::federation_of(&app, &voter)
                    .await
                    .map_err(|e| Refused(e.problem()))?;
                Some((voter, federation))
            }
            None => None,
        };
        Ok(Self {
            texts: app.texts.for_locale(place.locale),
            network: network_of(request, &app.config),
            kiosk: cookie_value(request, &cookie_name(&app.config, KIOSK_COOKIE)).is_some(),
            receipt: cookie_value(request, &path_cookie_name(&app.config, RECEIPT_COOKIE)),
            only_reads: is_safe(request.method()),
            app,
            place,
            token,
            signed_in,
        })
    }
}

impl VoterVisitor {
    /// The voter and the federation of the roll, where somebody is signed in.
    pub fn signed_in(&self) -> Option<(&Voter, &Federation)> {
        self.signed_in
            .as_ref()
            .map(|(voter, federation)| (voter, federation))
    }

    pub fn locale(&self) -> Locale {
        self.place.locale
    }

    /// An address of ours in the voter's language.
    pub fn href(&self, rest: &str) -> String {
        format!("/{}{rest}", self.place.locale.tag())
    }

    /// The frame of a voting page: nothing of it leads away but the languages.
    pub fn shell(&self) -> Shell {
        let mut shell = Shell::bare(&self.app, &self.place);
        shell.home = self.href("/vote");
        shell.federation = self
            .signed_in()
            .map(|(_, federation)| federation.name.clone());
        kiosk::leave(self, &mut shell, false);
        shell
    }

    pub fn see_other(&self, rest: &str) -> Response {
        see_other(&self.href(rest))
    }

    /// Nobody is signed in (any more): a page asks for the code, a form that was sent is refused.
    pub fn ask_for_code(&self) -> poem::Result<Response> {
        if self.only_reads {
            return Ok(self.see_other("/vote"));
        }
        Err(Refused(Problem::new(
            ProblemKind::Unauthenticated,
            crate::key!("problem-voter-not-signed-in"),
        ))
        .into())
    }

    /// Hands out the cookie of a session.
    pub fn with_session(&self, response: Response, session: &VoterSignedIn) -> Response {
        self.with_cookie(response, &session.token.expose(), None)
    }

    /// Ends the session and takes the cookie back.
    pub async fn sign_out(&self, response: Response) -> Result<Response, Refused> {
        if let Some(token) = &self.token {
            rolls::actions::sign_out_voter(&self.app, token).await?;
        }
        Ok(self.without_session(response))
    }

    /// Has the session vote for another place that its code opens.
    pub async fn switch_place(&self, entry: EntryId) -> Result<(), RollError> {
        match &self.token {
            Some(token) => rolls::actions::switch_place(&self.app, token, entry).await,
            None => Err(RollError::NotOpened),
        }
    }

    /// Takes the cookie of the session back; the session itself ends by its time.
    pub fn without_session(&self, response: Response) -> Response {
        self.with_cookie(response, "", Some(0))
    }

    fn with_cookie(&self, mut response: Response, value: &str, seconds: Option<u32>) -> Response {
        let cookie: HeaderValue = private_cookie(&self.app.config, VOTER_COOKIE, value, seconds);
        response.headers_mut().append(header::SET_COOKIE, cookie);
        response
    }
}
