//! A window of a real browser, and what somebody does in it. Every step that does not succeed tells what the page shows.

use std::time::{Duration, Instant};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    key::Key,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How long a page may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// In what somebody looks at pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// 1280 px wide, operated with a mouse.
    Desk,
    /// 320 px wide, scripts switched off, operated with keys: without scripts the driver cannot click.
    Phone,
}

/// One window with cookies of its own.
pub struct Window {
    client: Client,
    site: String,
    device: Device,
}

impl Window {
    /// Opens a window; the driver gives each one a fresh profile, which goes with it.
    pub async fn open(driver: &str, site: &str, device: Device) -> (Self, Client) {
        let mut options = json!({ "args": ARGUMENTS });
        match device {
            Device::Desk => options["args"]
                .as_array_mut()
                .unwrap()
                .push(json!("--window-size=1280,900")),
            Device::Phone => {
                options["mobileEmulation"] = json!({ "deviceMetrics": { "width": 320, "height": 640, "pixelRatio": 1, "touch": true } });
                options["prefs"] =
                    json!({ "profile.managed_default_content_settings.javascript": 2 });
            }
        }
        let Value::Object(capabilities) =
            json!({ "browserName": "chrome", "goog:chromeOptions": options })
        else {
            unreachable!()
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(driver)
            .await
            .unwrap_or_else(|e| panic!("no browser at {driver}: {e}"));
        (
            Self {
                client: client.clone(),
                site: site.to_owned(),
                device,
            },
            client,
        )
    }

    /// Goes to an address of the site.
    pub async fn visit(&self, path: &str) {
        let address = format!("{}{path}", self.site);
        if let Err(e) = self.client.goto(&address).await {
            panic!("{path} does not open: {e}");
        }
    }

    /// The address in the window, without the site.
    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.path().to_owned()
    }

    /// Waits until the window is at an address that ends so.
    pub async fn arrive(&self, end: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.path().await.ends_with(end) {
            if Instant::now() > until {
                self.fail(&format!("the address does not end with {end}"))
                    .await;
            }
            pause().await;
        }
    }

    /// The visible words of the page, without the signs that keep the direction of names apart.
    pub async fn words(&self) -> String {
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body
                .text()
                .await
                .unwrap_or_default()
                .replace(['\u{2068}', '\u{2069}'], ""),
            Err(_) => String::new(),
        }
    }

    /// The page says this.
    pub async fn expect(&self, words: &str) {
        if !self.words().await.contains(words) {
            self.fail(&format!("the page does not say “{words}”")).await;
        }
    }

    /// The page does not say this.
    pub async fn expect_not(&self, words: &str) {
        if self.words().await.contains(words) {
            self.fail(&format!("the page says “{words}”")).await;
        }
    }

    /// Whether the page has such an element.
    pub async fn has(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// Waits for an element; also on pages that load themselves again.
    pub async fn wait_for(&self, css: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.has(css).await {
            if Instant::now() > until {
                self.fail(&format!("there is no {css}")).await;
            }
            pause().await;
        }
    }

    /// The words of the first such element.
    pub async fn text_of(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap_or_default()
    }

    /// Writes into a field that is empty.
    pub async fn fill(&self, name: &str, value: &str) {
        let field = self
            .find(&format!("[name='{name}']:not([type=hidden])"))
            .await;
        if let Err(e) = field.send_keys(value).await {
            self.fail(&format!("nothing can be written into {name}: {e}"))
                .await;
        }
    }

    /// Ticks a box or a radio.
    pub async fn choose(&self, name: &str, value: &str) {
        let css = format!("input[name='{name}'][value='{value}']:not([type=hidden])");
        let control = self.find(&css).await;
        let done = match self.device {
            Device::Desk => control.click().await,
            Device::Phone => control.send_keys(" ").await,
        };
        if let Err(e) = done {
            self.fail(&format!("{css} cannot be chosen: {e}")).await;
        }
        if !control.is_selected().await.unwrap_or_default() {
            self.fail(&format!("{css} is not chosen")).await;
        }
    }

    /// Selects an entry of a list by its words.
    pub async fn select(&self, name: &str, words: &str) {
        let list = self.find(&format!("select[name='{name}']")).await;
        if let Err(e) = list.select_by_label(words).await {
            self.fail(&format!("{words} cannot be selected in {name}: {e}"))
                .await;
        }
    }

    /// Presses a button or follows a link, and waits for the page that it leads to.
    pub async fn press(&self, css: &str) {
        let element = self.find(css).await;
        let before = self.find("html").await;
        let done = match self.device {
            Device::Desk => element.click().await,
            Device::Phone => element.send_keys(&key(Key::Enter)).await,
        };
        if let Err(e) = done {
            self.fail(&format!("{css} cannot be pressed: {e}")).await;
        }
        self.leave(&before, css).await;
    }

    /// Sends the form whose action ends so.
    pub async fn send(&self, action: &str) {
        self.press(&format!("form[action$='{action}'] button[type=submit]"))
            .await;
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// Goes one page back.
    pub async fn back(&self) {
        self.client.back().await.unwrap();
    }

    /// Goes on with Tab until the element has the focus.
    pub async fn tab_to(&self, css: &str) {
        let wanted = self.find(css).await.element_id();
        for _ in 0..60 {
            self.strike(Key::Tab).await;
            if self
                .client
                .active_element()
                .await
                .is_ok_and(|e| e.element_id() == wanted)
            {
                return;
            }
        }
        self.fail(&format!("Tab does not reach {css}")).await;
    }

    /// Strikes a key.
    pub async fn strike(&self, struck: Key) {
        let value = key(struck).chars().next().unwrap();
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Strikes Enter on what has the focus, and waits for the page that it leads to.
    pub async fn enter(&self) {
        let before = self.find("html").await;
        self.strike(Key::Enter).await;
        self.leave(&before, "Enter").await;
    }

    /// Types into what has the focus.
    pub async fn write(&self, text: &str) {
        let focused = self.client.active_element().await.unwrap();
        focused.send_keys(text).await.unwrap();
    }

    /// Asks the page something in script; works also where its own scripts do not run.
    pub async fn ask(&self, script: &str) -> Value {
        self.client
            .execute(script, Vec::new())
            .await
            .unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Everything on the page lies within its width, and nothing came from another host.
    pub async fn expect_sound(&self) {
        let overflow = self
            .ask(
                "const width = document.documentElement.clientWidth;
                 if (document.documentElement.scrollWidth <= width) return '';
                 return 'wider than ' + width + ' px: ' + [...document.querySelectorAll('body *')]
                     .filter(e => { const b = e.getBoundingClientRect(); return b.right > width + 1 || b.left < -1; })
                     .slice(0, 5).map(e => e.outerHTML.slice(0, 160)).join('\\n');",
            )
            .await;
        if overflow != "" {
            self.fail(overflow.as_str().unwrap_or("wider than the window"))
                .await;
        }
        let foreign = self
            .ask(
                "return performance.getEntriesByType('resource').map(e => e.name)
                     .filter(name => !name.startsWith(location.origin + '/') && !name.startsWith('data:')).join(' ');",
            )
            .await;
        if foreign != "" {
            self.fail(&format!("the page asks other hosts: {foreign}"))
                .await;
        }
    }

    async fn find(&self, css: &str) -> Element {
        match self.client.find(Locator::Css(css)).await {
            Ok(element) => element,
            Err(_) => self.fail(&format!("there is no {css}")).await,
        }
    }

    /// Waits until the page of this element is gone.
    async fn leave(&self, before: &Element, by: &str) {
        let until = Instant::now() + PATIENCE;
        while before.tag_name().await.is_ok() {
            if Instant::now() > until {
                self.fail(&format!("{by} leads nowhere")).await;
            }
            pause().await;
        }
    }

    async fn fail(&self, what: &str) -> ! {
        let (path, words) = (self.path().await, self.words().await);
        panic!("{what}\n--- {path} shows:\n{words}\n---");
    }
}

/// Between two looks at a page.
async fn pause() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

fn key(key: Key) -> String {
    key.to_string()
}
