//! Whole journeys in a real browser, each told as a story, on SQLite.

mod delegates;
mod desk;
mod elections;
mod layout;
mod scene;
mod voting;
mod window;

use std::{
    io::Write,
    sync::{Arc, Mutex, Once},
};

use fantoccini::Client;

use crate::support::{Engine, REQUIRE_ALL, TestApp, block_on};
use scene::Scene;
use window::{Device, Window};

/// The address of the browser's driver.
const WEBDRIVER: &str = "MANDAT_TEST_WEBDRIVER";

/// Opens windows, and closes all of them however a story ends.
#[derive(Clone)]
struct Browser {
    driver: String,
    site: String,
    opened: Arc<Mutex<Vec<Client>>>,
}

impl Browser {
    async fn window(&self, device: Device) -> Window {
        let (window, client) = Window::open(&self.driver, &self.site, device).await;
        self.opened.lock().unwrap().push(client);
        window
    }

    async fn close(&self) {
        let opened = std::mem::take(&mut *self.opened.lock().unwrap());
        for client in opened {
            let _ = client.close().await;
        }
    }
}

/// Where the driver is; says loudly when there is none, and fails where all is required.
fn driver() -> Option<String> {
    let driver = std::env::var(WEBDRIVER).ok();
    if driver.is_none() {
        assert!(
            std::env::var_os(REQUIRE_ALL).is_none(),
            "{WEBDRIVER} is not set, but a browser is required"
        );
        static TOLD: Once = Once::new();
        TOLD.call_once(|| {
            // Written directly: what a passing test prints is not shown.
            let _ = writeln!(
                std::io::stderr(),
                "\n*** NOT TESTED IN A BROWSER: {WEBDRIVER} is not set (tests/run sets it) ***\n"
            );
        });
    }
    driver
}

/// Tells a story in a browser, on the program behind a real listener.
fn tell<F>(story: impl FnOnce(Scene) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let Some(driver) = driver() else { return };
    block_on(async {
        let app = Arc::new(TestApp::start(Engine::Sqlite).await);
        let served = app.serve().await;
        let browser = Browser {
            driver,
            site: served.url(""),
            opened: Arc::default(),
        };
        let scene = Scene::set(Arc::clone(&app), browser.clone()).await;
        let told = tokio::spawn(story(scene)).await;
        browser.close().await;
        served.stop().await;
        if let Err(e) = told {
            std::panic::resume_unwind(e.into_panic());
        }
    });
}
