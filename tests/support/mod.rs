//! The whole program for tests: the same application on a fresh database, people who use it, and things to use it on.
//!
//! [`on_both_engines!`] makes a test for each engine:
//!
//! ```ignore
//! on_both_engines! {
//!     async fn a_registrar_sees_the_overview(app: TestApp) {
//!         let laka = app.federation("laka").await;
//!         let registrar = app.officer(Role::Registrar, &laka).await;
//!         registrar.get("/de/staff/laka").await.expect(StatusCode::OK);
//!     }
//! }
//! ```

#![allow(
    dead_code,
    unused_imports,
    reason = "what people can do here is offered whole, also where no test does it yet"
)]

mod actor;
mod database;
pub mod elections;
pub mod electorate;
pub mod people;
pub mod post_office;
mod program;
pub mod published_elections;
mod rows;
pub mod seed;
mod served;

use std::{
    io::Write,
    net::IpAddr,
    sync::{Arc, Once},
};

use mandat::{
    App,
    config::{Config, MailRoute, MailSettings},
    db::Db,
    hashing::Pepper,
    types::{Clock, ClockHand, Random, Timestamp},
    web::{Limits, languages::Languages},
};
use poem::{
    EndpointExt, Response,
    endpoint::{DynEndpoint, ToDynEndpoint},
};

pub use actor::{Actor, Answer};
pub use database::{Database, Outside, sqlite_options};
pub use electorate::Electorate;
pub use people::{PASSWORD, grant, office_grant};
pub use program::Program;
pub use rows::{Body, Federation};
pub use served::Served;

/// The engines that every test of stored things runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The address of the PostgreSQL cluster in which tests make their databases.
pub const POSTGRES_URL: &str = "MANDAT_TEST_POSTGRES_URL";
/// Set where nothing may be left out in silence.
pub const REQUIRE_ALL: &str = "MANDAT_TEST_REQUIRE_ALL";

impl Engine {
    /// Whether tests can run on it here; says loudly when not, and fails where all are required.
    pub fn is_here(self) -> bool {
        if self == Self::Sqlite || std::env::var_os(POSTGRES_URL).is_some() {
            return true;
        }
        assert!(
            std::env::var_os(REQUIRE_ALL).is_none(),
            "{POSTGRES_URL} is not set, but all engines are required"
        );
        static TOLD: Once = Once::new();
        TOLD.call_once(|| {
            // Written directly: what a passing test prints is not shown.
            let _ = writeln!(std::io::stderr(), "\n*** NOT TESTED ON POSTGRESQL: {POSTGRES_URL} is not set (tests/run sets it) ***\n");
        });
        false
    }
}

/// Makes of each function a module with a test for either engine.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test names something from round it")]
            use super::*;

            $(#[$meta])*
            async fn story($app: $crate::support::TestApp) $body

            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Engine::Sqlite, story);
            }

            #[test]
            fn postgres() {
                $crate::support::run($crate::support::Engine::Postgres, story);
            }
        }
    )+};
}

/// Runs a test on an engine with the ordinary settings.
pub fn run<F: Future<Output = ()>>(engine: Engine, story: impl FnOnce(TestApp) -> F) {
    if engine.is_here() {
        block_on(async { story(TestApp::start(engine).await).await });
    }
}

/// Runs a test in a runtime like the program's.
pub fn block_on<T>(story: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(story)
}

/// What a test may want otherwise.
pub struct Settings {
    pub base_url: &'static str,
    pub trusted_proxy: Option<IpAddr>,
    pub demo: bool,
    pub random: Random,
    pub limits: Limits,
    /// How messages leave the house; into a folder unless said otherwise.
    pub mail: Option<MailSettings>,
    pub requires_second_factor: bool,
    /// What the clock shows at first.
    pub start: Timestamp,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8080",
            trusted_proxy: None,
            demo: false,
            random: Random::from_os(),
            limits: Limits::default(),
            mail: None,
            requires_second_factor: false,
            start: "2026-05-04T08:00:00Z".parse().unwrap(),
        }
    }
}

/// The application on a database of its own, which goes with it.
pub struct TestApp {
    pub app: App,
    pub engine: Engine,
    /// Moves the program's clock.
    pub clock: ClockHand,
    pub database: Database,
    door: Door,
    limits: Limits,
}

type Door = Arc<dyn DynEndpoint<Output = Response>>;

impl TestApp {
    /// Starts the application as `mandat serve` does, on a fresh database.
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, Settings::default()).await
    }

    /// Starts it with other settings.
    pub async fn start_with(engine: Engine, settings: Settings) -> Self {
        let database = Database::create(engine).await;
        let db = Db::open(&database.address).await.unwrap();
        db.migrate().await.unwrap();
        let (clock, hand) = Clock::settable(settings.start);
        let pepper_file = database.folder.path().join("pepper");
        let pepper = Pepper::create_new(&pepper_file, &mut settings.random.rng()).unwrap();
        let config = Config {
            database: database.address.clone(),
            listen: "127.0.0.1:0".to_owned(),
            base_url: settings.base_url.to_owned(),
            pepper_file,
            trusted_proxy: settings.trusted_proxy,
            mail: settings.mail.unwrap_or_else(|| MailSettings {
                route: MailRoute::Folder(database.folder.path().join("mail")),
                from: "post@mandat.example".to_owned(),
                login: None,
            }),
            log: "off".to_owned(),
            requires_second_factor: settings.requires_second_factor,
            rehearsal: false,
            languages: Languages::WithPseudo,
        };
        let app = App::build(config, db, clock, settings.random, pepper, settings.demo)
            .await
            .unwrap();
        let endpoint = mandat::endpoint_within(&app, settings.limits).map_to_response();
        Self {
            door: Arc::new(ToDynEndpoint(endpoint)),
            app,
            engine,
            clock: hand,
            database,
            limits: settings.limits,
        }
    }

    /// A connection of its own that knows nothing of the program: sees only what was committed.
    pub async fn outside(&self) -> Outside {
        self.database.connect().await
    }
}
