//! `mandat`: one service with which a federation runs its democracy.
//!
//! [`App::build`] makes the whole application from its settings, database, clock and randomness, so that tests build the same
//! one. [`endpoint`] puts the rooms behind one door.

pub mod accounts;
pub mod api;
pub mod assemblies;
pub mod audit;
pub mod cli;
pub mod config;
pub mod db;
pub mod delegates;
pub mod desk;
pub mod elections;
pub mod floor;
pub mod hashing;
pub mod mail;
pub mod minutes;
pub mod polls;
pub mod privacy;
pub mod registry;
pub mod results;
pub mod rolls;
pub mod statutes;
pub mod tally;
pub mod types;
pub mod web;

use std::{num::NonZeroUsize, sync::Arc};

use poem::{Endpoint, EndpointExt, Response, Route, get, handler, http::StatusCode, web::Data};

use crate::{
    accounts::throttle::Throttle,
    config::Config,
    db::{Db, DbError},
    hashing::{Hashing, HashingSettings, Pepper},
    mail::{
        composing::{Composer, TrialComposer},
        transport::{Transport, TransportError},
    },
    polls::casting::Caster,
    rolls::code_jobs::CodeJobs,
    types::{Clock, Random},
    web::{Limits, Routes, methods::Methods, public_page::PageCache, shapes::Shapes, texts::Texts},
};

/// Addresses and networks whose failures are remembered, of each kind.
const THROTTLE_CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(49_999);

/// Everything a request needs; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// See [`App`].
pub struct Parts {
    pub config: Config,
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub hashing: Hashing,
    pub pepper: Pepper,
    pub texts: Texts,
    /// Slows down tries to sign in and to guess codes.
    pub throttle: Throttle,
    /// The one writer of ballots.
    pub caster: Caster,
    /// Codes being made, and sheets that wait to be printed once.
    pub code_jobs: CodeJobs,
    /// Public pages that never change.
    pub pages: PageCache,
    /// Tables that wait for the word of the person who uploaded them.
    pub uploads: registry::actions::Uploads,
    /// Long imports on their way.
    pub import_jobs: registry::import_jobs::ImportJobs,
    /// How messages leave the house.
    pub mail: Transport,
    /// Rung when there is a message to send.
    pub mail_bell: tokio::sync::Notify,
    /// The rooms that send messages.
    pub composers: Vec<&'static dyn Composer>,
    demo: bool,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Pepper(#[from] hashing::PepperError),
    #[error(
        "the pepper file {0} does not belong to this database: no code would be accepted. Restore the file that was used before."
    )]
    WrongPepper(String),
    #[error(
        "the pepper file {} is missing, but the database has been used with one: no code would be accepted. Restore it.",
        .0.display()
    )]
    PepperMissing(std::path::PathBuf),
    #[error("this is the database of a rehearsal, which nothing but `mandat rehearse` opens")]
    Rehearsal,
    #[error("the threads for hashing cannot be started: {0}")]
    Threads(#[from] std::io::Error),
    #[error(transparent)]
    Mail(#[from] TransportError),
    #[error(transparent)]
    Texts(#[from] web::texts::TextsError),
}

impl App {
    /// Builds the application on a migrated database.
    ///
    /// # Errors
    /// When the pepper is missing or is not the one that the database was used with, or when a text file is broken.
    pub async fn build(
        config: Config,
        db: Db,
        clock: Clock,
        random: Random,
        pepper: Pepper,
        demo: bool,
    ) -> Result<Self, StartError> {
        let fingerprint = pepper.fingerprint();
        let mut tx = db.begin().await?;
        let demo = match accounts::store::installation::find_installation(&mut tx).await? {
            Some(found) if found.pepper_fingerprint != fingerprint => {
                return Err(StartError::WrongPepper(
                    config.pepper_file.display().to_string(),
                ));
            }
            // What is marked is no real vote, and what is real is never marked.
            Some(found) if (found.rehearsal != 0) != config.rehearsal => {
                return Err(StartError::Rehearsal);
            }
            Some(found) => found.demo != 0,
            None => {
                accounts::store::installation::insert_installation(
                    &mut tx,
                    clock.now().unix_millis(),
                    &fingerprint,
                    demo,
                )
                .await?;
                demo
            }
        };
        tx.commit().await?;
        Ok(Self(Arc::new(Parts {
            hashing: Hashing::start(HashingSettings::default())?,
            texts: Texts::load()?,
            throttle: Throttle::new(THROTTLE_CAPACITY),
            caster: Caster::start(db.clone(), clock.clone(), random.clone()),
            code_jobs: CodeJobs::default(),
            pages: PageCache::default(),
            uploads: registry::actions::Uploads::default(),
            import_jobs: registry::import_jobs::ImportJobs::default(),
            mail: Transport::open(&config.mail, &config.base_url)?,
            mail_bell: tokio::sync::Notify::new(),
            composers: vec![
                &TrialComposer as &'static dyn Composer,
                &delegates::messages::DelegateComposer,
                &rolls::messages::LinkComposer,
                &assemblies::messages::NoticeComposer,
            ],
            config,
            db,
            clock,
            random,
            pepper,
            demo,
        })))
    }

    /// Whether this installation holds invented data.
    pub fn is_demo(&self) -> bool {
        self.demo
    }
}

/// The page routes of all rooms.
pub fn page_routes() -> Routes {
    let rooms = [
        accounts::pages::routes,
        registry::pages::routes,
        statutes::pages::routes,
        mail::pages::routes,
        elections::pages::routes,
        delegates::pages::routes,
        rolls::pages::routes,
        polls::pages::routes,
        assemblies::pages::routes,
        results::pages::routes,
        floor::pages::routes,
        minutes::pages::routes,
        privacy::pages::routes,
        desk::pages::routes,
        api::documentation::routes,
    ];
    rooms
        .into_iter()
        .fold(Routes::default(), |routes, room| room(routes))
}

/// The whole application as one endpoint.
pub fn endpoint(app: &App) -> impl Endpoint<Output = Response> + use<> {
    endpoint_within(app, Limits::default())
}

/// [`endpoint`] with other limits.
pub fn endpoint_within(app: &App, limits: Limits) -> impl Endpoint<Output = Response> + use<> {
    let api = api::service();
    let spec = api::description();
    let pages = page_routes();
    let only_read = [
        "/",
        "/healthz",
        "/static/:hash/*name",
        "/api/v1/openapi.json",
    ];
    let methods = Arc::new(Methods::new(pages.declared(), &spec, &only_read));
    let shapes = Arc::new(Shapes::new(&spec));
    let route = pages
        .onto(Route::new())
        .nest("/api/v1", api)
        .at("/api/v1/openapi.json", get(api::SpecDocument(spec)))
        .at("/healthz", get(healthz))
        .at("/static/:hash/*name", get(web::assets::serve))
        .at("/", get(web::visitor::to_own_language));
    route.with(web::guard::Guard {
        app: app.clone(),
        limits,
        methods,
        shapes,
    })
}

/// 200 only with the database reachable.
#[handler]
async fn healthz(app: Data<&App>) -> (StatusCode, &'static str) {
    if app.db.is_reachable().await {
        (StatusCode::OK, "ok\n")
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        )
    }
}

/// Every SQL statement of the program by room, for the test that prepares them on both engines.
pub fn statements() -> Vec<(&'static str, &'static [(&'static str, &'static str)])> {
    vec![
        ("audit", audit::STATEMENTS),
        ("accounts", accounts::store::STATEMENTS),
        (
            "accounts: approvals",
            accounts::store::approvals::STATEMENTS,
        ),
        (
            "accounts: installation",
            accounts::store::installation::STATEMENTS,
        ),
        (
            "accounts: second factors",
            accounts::store::second_factors::STATEMENTS,
        ),
        ("registry", registry::store::STATEMENTS),
        ("registry::export", registry::store::export::STATEMENTS),
        ("registry::import", registry::store::import::STATEMENTS),
        (
            "registry::import: facts",
            registry::store::import::facts::STATEMENTS,
        ),
        (
            "registry::municipalities",
            registry::store::municipalities::STATEMENTS,
        ),
        ("registry::overview", registry::store::overview::STATEMENTS),
        ("registry bodies", registry::store::bodies::STATEMENTS),
        ("registry: facts", registry::store::facts::STATEMENTS),
        ("registry terms", registry::store::terms::STATEMENTS),
        ("registry people", registry::store::people::STATEMENTS),
        ("registry mandates", registry::store::mandates::STATEMENTS),
        (
            "registry particulars",
            registry::store::particulars::STATEMENTS,
        ),
        (
            "registry suspensions",
            registry::store::suspensions::STATEMENTS,
        ),
        ("statutes", statutes::store::STATEMENTS),
        ("mail", mail::store::STATEMENTS),
        ("elections", elections::store::elections::STATEMENTS),
        ("elections: counts", elections::store::counts::STATEMENTS),
        (
            "elections: districts and groups",
            elections::store::divisions::STATEMENTS,
        ),
        (
            "elections: nominations",
            elections::store::nominations::STATEMENTS,
        ),
        (
            "elections: seat calls",
            elections::store::seat_calls::STATEMENTS,
        ),
        ("delegates", delegates::store::STATEMENTS),
        (
            "delegates: registrations",
            delegates::store::registrations::STATEMENTS,
        ),
        (
            "delegates: computations",
            delegates::store::computations::STATEMENTS,
        ),
        ("delegates: calls", delegates::store::calls::STATEMENTS),
        ("delegates: import", delegates::store::import::STATEMENTS),
        ("delegates: papers", delegates::store::papers::STATEMENTS),
        ("rolls", rolls::store::STATEMENTS),
        ("rolls: entries", rolls::store::entries::STATEMENTS),
        ("rolls: attendance", rolls::store::attendance::STATEMENTS),
        ("rolls: proxies", rolls::store::proxies::STATEMENTS),
        ("rolls: corrections", rolls::store::corrections::STATEMENTS),
        ("rolls: codes", rolls::store::codes::STATEMENTS),
        ("rolls: links", rolls::store::links::STATEMENTS),
        ("rolls: voters", rolls::store::voters::STATEMENTS),
        ("polls", polls::store::STATEMENTS),
        ("polls: boxes", polls::store::boxes::STATEMENTS),
        ("polls: guarding", polls::store::guarding::STATEMENTS),
        ("polls: lots", polls::store::lots::STATEMENTS),
        ("polls: preflight", polls::store::preflight::STATEMENTS),
        ("polls: presence", polls::store::presence::STATEMENTS),
        ("polls: retention", polls::store::retention::STATEMENTS),
        ("polls: acts", polls::store::acts::STATEMENTS),
        (
            "elections: versions",
            elections::store::versions::STATEMENTS,
        ),
        ("elections: lots", elections::store::lots::STATEMENTS),
        ("assemblies", assemblies::store::STATEMENTS),
        (
            "assemblies calendar",
            assemblies::store::calendar::STATEMENTS,
        ),
        ("assemblies: agenda", assemblies::store::agenda::STATEMENTS),
        (
            "assemblies: notices",
            assemblies::store::notices::STATEMENTS,
        ),
        (
            "assemblies: motions",
            assemblies::store::motions::STATEMENTS,
        ),
        (
            "assemblies: calling",
            assemblies::store::calling::STATEMENTS,
        ),
        ("results", results::store::STATEMENTS),
        ("results: decisions", results::store::decisions::STATEMENTS),
        ("results: board", results::store::board::STATEMENTS),
        ("floor", floor::store::STATEMENTS),
        ("minutes", minutes::store::STATEMENTS),
        ("privacy", privacy::store::STATEMENTS),
        ("desk", desk::store::STATEMENTS),
        ("desk: elected", desk::store::elected::STATEMENTS),
        ("desk: overviews", desk::store::overviews::STATEMENTS),
    ]
}
