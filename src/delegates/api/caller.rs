//! Who works on a delegation over the API: an account, or whoever holds the link of the body.

use poem::Request;
use poem_openapi::{SecurityScheme, auth::Bearer};

use crate::{
    App,
    accounts::model::Actor,
    delegates::{
        actions::{DelegateError, call},
        model::{Acting, LinkHolder},
    },
    types::{Explain, Locale, Problem, ProblemKind},
    web::{Refused, api::actor_of, visitor::network_of},
};

/// Who calls.
pub enum OfficeOrLink {
    Account(Actor),
    Link(LinkHolder),
}

/// An API token, or the token at the end of the link that a body got: `Authorization: Bearer TOKEN`. The link's opens the operations
/// of its body in its round, and nothing else.
#[derive(SecurityScheme)]
#[oai(rename = "officeToken", ty = "bearer", checker = "check_either")]
pub struct OfficeCaller(OfficeOrLink);

/// The token of a body's link: `Authorization: Bearer TOKEN`.
#[derive(SecurityScheme)]
#[oai(rename = "linkToken", ty = "bearer", checker = "check_link")]
pub struct LinkCaller(pub LinkHolder);

impl OfficeCaller {
    /// In which language the caller is answered: the account's, or the federation's.
    pub fn locale(&self) -> Locale {
        match &self.0 {
            OfficeOrLink::Account(actor) => actor.locale,
            OfficeOrLink::Link(holder) => holder.locale,
        }
    }
}

impl<'a> From<&'a OfficeCaller> for Acting<'a> {
    fn from(caller: &'a OfficeCaller) -> Self {
        match &caller.0 {
            OfficeOrLink::Account(actor) => actor.into(),
            OfficeOrLink::Link(holder) => holder.into(),
        }
    }
}

async fn check_either(request: &Request, bearer: Bearer) -> poem::Result<OfficeOrLink> {
    match actor_of(request, &bearer.token).await? {
        Some(actor) => Ok(OfficeOrLink::Account(actor)),
        None => Ok(OfficeOrLink::Link(check_link(request, bearer).await?)),
    }
}

async fn check_link(request: &Request, bearer: Bearer) -> poem::Result<LinkHolder> {
    let refused = || {
        Refused(Problem::new(
            ProblemKind::Unauthenticated,
            crate::key!("problem-not-signed-in"),
        ))
    };
    let app = request.data::<App>().ok_or_else(refused)?;
    let network = network_of(request, &app.config);
    match call::holder(app, &bearer.token, network).await {
        Ok(holder) => Ok(holder),
        // Here it is a sign-in that failed, not a page that is gone.
        Err(DelegateError::LinkInvalid) => Err(refused().into()),
        Err(error) => Err(Refused(error.problem()).into()),
    }
}
