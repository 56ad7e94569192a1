//! The API as a whole: the operations of all rooms under `/api/v1`, and its description.

mod description;
pub mod documentation;
pub mod imports;

pub use description::description;

use poem::{Endpoint, IntoResponse, Request, Response};
use poem_openapi::{LicenseObject, OpenApiService, Tags};

use crate::{
    accounts, assemblies, delegates, desk, elections, floor, mail, minutes, polls, privacy,
    registry, results, rolls, statutes, web::Access,
};

/// What operations are about.
#[derive(Tags)]
pub enum Tag {
    /// Tokens and the caller.
    Accounts,
    /// Federations, municipalities, bodies, terms, people, mandates.
    Registry,
    /// Statutes of federations, and the delegate key.
    Statutes,
    /// Messages and what became of them.
    Mail,
    /// Elections of bodies: rules, nominations, counts, seats.
    Elections,
    /// Delegates of bodies and their check.
    Delegates,
    /// Rolls of those who may vote, and codes.
    Rolls,
    /// Polls and voting.
    Polls,
    /// Assemblies.
    Assemblies,
    /// Published results.
    Results,
    /// Information about a person, and erasure.
    Privacy,
    /// What is due, and overviews.
    Desk,
}

type Operations = (
    accounts::api::AccountsApi,
    registry::api::FederationsApi,
    registry::api::MembersApi,
    registry::api::MunicipalitiesApi,
    registry::api::ImportsApi,
    registry::api::BodiesApi,
    registry::api::TermsApi,
    (
        registry::api::PeopleApi,
        registry::api::ApartApi,
        registry::api::FactsApi,
    ),
    (statutes::api::Operations, mail::api::MailApi),
    elections::api::Operations,
    (
        delegates::api::DelegatesApi,
        delegates::api::computation::ComputationApi,
        delegates::api::calls::CallsApi,
        delegates::api::tables::DelegationTablesApi,
    ),
    (
        rolls::api::RollsApi,
        rolls::api::LinksApi,
        rolls::api::ReissuesApi,
        rolls::api::DeskApi,
        rolls::api::ProxiesApi,
        rolls::api::CorrectionsApi,
    ),
    (
        polls::api::PollsApi,
        polls::api::PollActsApi,
        polls::api::ExclusionsApi,
        polls::api::LotsApi,
        polls::api::BoardKeysApi,
        polls::api::PaperApi,
        polls::api::RetentionApi,
        polls::api::GuardApi,
        polls::api::VotingApi,
    ),
    (
        assemblies::api::AssembliesApi,
        assemblies::api::before::AgendaApi,
        assemblies::api::before::NoticesApi,
        assemblies::api::motions::MotionsApi,
        assemblies::api::calling::CallingApi,
        floor::api::FloorApi,
        minutes::api::MinutesApi,
    ),
    (
        results::api::ResultsApi,
        results::api::DecisionsApi,
        results::api::ResultActsApi,
        results::api::BoardApi,
        results::api::EvidenceApi,
        privacy::api::PrivacyApi,
        desk::api::DeskApi,
        desk::api::overviews::OverviewsApi,
        desk::api::elected::ElectedApi,
    ),
);

/// The service of all operations.
pub fn service() -> OpenApiService<Operations, ()> {
    let operations = (
        accounts::api::AccountsApi,
        registry::api::FederationsApi,
        registry::api::MembersApi,
        registry::api::MunicipalitiesApi,
        registry::api::ImportsApi,
        registry::api::BodiesApi,
        registry::api::TermsApi,
        (
            registry::api::PeopleApi,
            registry::api::ApartApi,
            registry::api::FactsApi,
        ),
        (statutes::api::operations(), mail::api::MailApi),
        elections::api::operations(),
        (
            delegates::api::DelegatesApi,
            delegates::api::computation::ComputationApi,
            delegates::api::calls::CallsApi,
            delegates::api::tables::DelegationTablesApi,
        ),
        (
            rolls::api::RollsApi,
            rolls::api::LinksApi,
            rolls::api::ReissuesApi,
            rolls::api::DeskApi,
            rolls::api::ProxiesApi,
            rolls::api::CorrectionsApi,
        ),
        (
            polls::api::PollsApi,
            polls::api::PollActsApi,
            polls::api::ExclusionsApi,
            polls::api::LotsApi,
            polls::api::BoardKeysApi,
            polls::api::PaperApi,
            polls::api::RetentionApi,
            polls::api::GuardApi,
            polls::api::VotingApi,
        ),
        (
            assemblies::api::AssembliesApi,
            assemblies::api::before::AgendaApi,
            assemblies::api::before::NoticesApi,
            assemblies::api::motions::MotionsApi,
            assemblies::api::calling::CallingApi,
            floor::api::FloorApi,
            minutes::api::MinutesApi,
        ),
        (
            results::api::ResultsApi,
            results::api::DecisionsApi,
            results::api::ResultActsApi,
            results::api::BoardApi,
            results::api::EvidenceApi,
            privacy::api::PrivacyApi,
            desk::api::DeskApi,
            desk::api::overviews::OverviewsApi,
            desk::api::elected::ElectedApi,
        ),
    );
    OpenApiService::new(operations, "mandat", "1")
        .summary("Everything the pages can do.")
        .license(LicenseObject::new("EUPL-1.2").identifier("EUPL-1.2"))
        .url_prefix("/api/v1")
}

/// Who may use which operation, by room.
pub fn access() -> Vec<(&'static str, Access)> {
    let elections = elections::api::ACCESS.concat();
    [
        accounts::api::ACCESS,
        registry::api::ACCESS,
        statutes::api::ACCESS,
        mail::api::ACCESS,
        &elections,
        delegates::api::ACCESS,
        delegates::api::computation::ACCESS,
        delegates::api::calls::ACCESS,
        delegates::api::tables::ACCESS,
        rolls::api::ACCESS,
        polls::api::ACCESS,
        assemblies::api::ACCESS,
        assemblies::api::before::ACCESS,
        assemblies::api::motions::ACCESS,
        assemblies::api::calling::ACCESS,
        results::api::ACCESS,
        floor::api::ACCESS,
        minutes::api::ACCESS,
        privacy::api::ACCESS,
        desk::api::ACCESS,
        desk::api::overviews::ACCESS,
        desk::api::elected::ACCESS,
    ]
    .concat()
}

/// Serves the description, made once.
pub struct SpecDocument(pub String);

impl Endpoint for SpecDocument {
    type Output = Response;

    async fn call(&self, _: Request) -> poem::Result<Response> {
        Ok(self
            .0
            .clone()
            .with_content_type("application/json")
            .into_response())
    }
}
