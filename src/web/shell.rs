//! The frame of every page: language, navigation, who is signed in, messages.

use super::{
    assets,
    texts::{Arg, Texts},
    visitor::{Place, Visitor},
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    types::{BodyId, Day, FederationId, Locale, Timestamp},
};

/// A link with its text.
pub type Link = (String, String);

/// The same page in another language.
#[derive(Clone, Debug)]
pub struct LanguageLink {
    pub tag: String,
    pub name: String,
    pub href: String,
    pub current: bool,
}

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// A step of the way to this page.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub href: Option<String>,
    pub label: String,
}

/// Who is signed in, at the top of the page.
#[derive(Clone, Debug)]
pub struct AccountBar {
    pub name: String,
    pub account_href: String,
    pub sign_out_action: String,
}

/// A message about what was just done.
#[derive(Clone, Debug)]
pub struct Notice {
    pub tone: String,
    pub text: String,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Shell {
    pub lang: String,
    pub dir: String,
    pub demo: bool,
    pub rehearsal: bool,
    /// The page leads to this address by itself after so many seconds: only where others come to the same device.
    pub leaves: Option<(u32, String)>,
    pub languages: Vec<LanguageLink>,
    pub nav: Vec<NavLink>,
    pub crumbs: Vec<Crumb>,
    pub federation: Option<String>,
    pub home: String,
    pub account: Option<AccountBar>,
    pub sign_in: Option<String>,
    pub notice: Option<Notice>,
    pub texts: Texts,
    locale: Locale,
    path: String,
}

impl Shell {
    /// The frame for a visitor.
    pub fn new(visitor: &Visitor) -> Self {
        let mut shell = Self::bare(&visitor.app, &visitor.place);
        match &visitor.actor {
            Some(actor) => {
                shell.account = Some(AccountBar {
                    name: actor.name.clone(),
                    account_href: visitor.href("/account"),
                    sign_out_action: visitor.href("/sign-out"),
                });
                shell.sign_in = None;
            }
            None => shell.sign_in = Some(visitor.href("/sign-in")),
        }
        shell.notice = visitor
            .notice
            .as_deref()
            .and_then(notice_key)
            .map(|key| Notice {
                tone: "success".to_owned(),
                text: visitor.texts.t(key),
            });
        shell
    }

    /// The frame without a visitor: for error pages and voting pages.
    pub fn bare(app: &App, place: &Place) -> Self {
        let texts = app.texts.for_locale(place.locale);
        Self {
            lang: place.locale.tag().to_owned(),
            dir: place.locale.direction().as_str().to_owned(),
            demo: app.is_demo(),
            rehearsal: app.config.rehearsal,
            leaves: None,
            languages: Locale::offered()
                .map(|l| LanguageLink {
                    tag: l.tag().to_owned(),
                    name: l.own_name().to_owned(),
                    href: place.in_language(l.tag()),
                    current: l == place.locale,
                })
                .collect(),
            nav: Vec::new(),
            crumbs: Vec::new(),
            federation: None,
            home: format!("/{}/", place.locale.tag()),
            account: None,
            sign_in: None,
            notice: None,
            texts,
            locale: place.locale,
            path: place.path.clone(),
        }
    }

    /// Adds an entry of the navigation.
    #[must_use]
    pub fn nav(mut self, href: String, label: String) -> Self {
        let current =
            self.path == href || (href.len() > 4 && self.path.starts_with(&format!("{href}/")));
        self.nav.push(NavLink {
            href,
            label,
            current,
        });
        self
    }

    /// Adds a step of the way to this page; without an address it is the page itself.
    #[must_use]
    pub fn crumb(mut self, href: Option<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            href,
            label: label.into(),
        });
        self
    }

    /// The public pages of a federation.
    #[must_use]
    pub fn public_federation(mut self, slug: &str, name: &str) -> Self {
        let base = self.href(&format!("/federations/{slug}"));
        self.federation = Some(name.to_owned());
        self.home.clone_from(&base);
        let labels = [
            (base.clone(), self.t("nav-federation")),
            (format!("{base}/bodies"), self.t("nav-bodies")),
            (format!("{base}/elections"), self.t("nav-elections")),
            (format!("{base}/assemblies"), self.t("nav-assemblies")),
            (format!("{base}/results"), self.t("nav-results")),
        ];
        for (href, label) in labels {
            let current = self.path == href;
            self.nav.push(NavLink {
                href,
                label,
                current,
            });
        }
        self
    }

    /// The staff pages of a federation, with the navigation that this person's rights allow.
    #[must_use]
    pub fn staff_federation(
        mut self,
        actor: &Actor,
        id: FederationId,
        slug: &str,
        name: &str,
    ) -> Self {
        let base = self.href(&format!("/staff/{slug}"));
        self.federation = Some(name.to_owned());
        let reads = actor.may(Right::ReadStaffPages, id);
        // Who appoints staff only has no overview of the federation.
        self.home = if reads {
            base.clone()
        } else {
            self.href("/staff")
        };
        let entries = [
            (String::new(), self.t("nav-overview"), reads),
            ("/bodies".into(), self.t("nav-bodies"), reads),
            ("/people".into(), self.t("nav-people"), reads),
            (
                "/municipalities".into(),
                self.t("nav-municipalities"),
                reads,
            ),
            ("/statutes".into(), self.t("nav-statutes"), reads),
            ("/elections".into(), self.t("nav-elections"), reads),
            ("/assemblies".into(), self.t("nav-assemblies"), reads),
            ("/results".into(), self.t("nav-results"), reads),
            ("/mail".into(), self.t("nav-mail"), reads),
            (
                "/members".into(),
                self.t("nav-access"),
                actor.may(Right::InviteOffices, id) || actor.may(Right::AppointStaff, id),
            ),
            (
                "/settings".into(),
                self.t("nav-settings"),
                actor.may(Right::AppointStaff, id),
            ),
            (
                "/audit".into(),
                self.t("nav-audit"),
                actor.may(Right::Audit, id),
            ),
        ];
        for (rest, label, allowed) in entries {
            if allowed {
                let href = format!("{base}{rest}");
                let current = self.path == href
                    || (!rest.is_empty() && self.path.starts_with(&format!("{href}/")));
                self.nav.push(NavLink {
                    href,
                    label,
                    current,
                });
            }
        }
        self
    }

    /// The pages of the office of a body, up to its start page.
    #[must_use]
    pub fn office(mut self, slug: &str, federation: &str, body: BodyId, body_name: &str) -> Self {
        let base = self.href(&format!("/office/{slug}/{body}"));
        self.federation = Some(federation.to_owned());
        self.home.clone_from(&base);
        let is_start = self.path == base;
        self.nav.push(NavLink {
            href: base.clone(),
            label: self.t("nav-overview"),
            current: is_start,
        });
        for (rest, label) in [
            ("/delegates", crate::key!("bodies-office-delegates")),
            ("/people", crate::key!("bodies-members")),
            ("/facts", crate::key!("facts-title")),
            ("/statutes", crate::key!("statutes-title")),
        ] {
            let label = self.t(label);
            self = self.nav(format!("{base}{rest}"), label);
        }
        let (public, label) = (
            self.href(&format!("/federations/{slug}")),
            self.t("nav-federation"),
        );
        self.nav(public, label).crumb(Some(base), body_name)
    }

    /// An address of ours in the page's language.
    pub fn href(&self, rest: &str) -> String {
        format!("/{}{rest}", self.lang)
    }

    /// A text of the interface.
    pub fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// The name of a person, or that the person was erased.
    pub fn person(&self, name: impl AsRef<str>) -> String {
        self.texts.person(name.as_ref())
    }

    /// A text with one value.
    pub fn t1(&self, key: &str, name: &'static str, value: impl Into<Arg<'static>>) -> String {
        self.texts.ta(key, &[(name, value.into())])
    }

    /// A text with two values.
    pub fn t2(
        &self,
        key: &str,
        name: &'static str,
        value: impl Into<Arg<'static>>,
        name_2: &'static str,
        value_2: impl Into<Arg<'static>>,
    ) -> String {
        self.texts
            .ta(key, &[(name, value.into()), (name_2, value_2.into())])
    }

    /// A text with three values.
    #[expect(
        clippy::too_many_arguments,
        reason = "three names with their values, for templates"
    )]
    pub fn t3(
        &self,
        key: &str,
        name: &'static str,
        value: impl Into<Arg<'static>>,
        name_2: &'static str,
        value_2: impl Into<Arg<'static>>,
        name_3: &'static str,
        value_3: impl Into<Arg<'static>>,
    ) -> String {
        self.texts.ta(
            key,
            &[
                (name, value.into()),
                (name_2, value_2.into()),
                (name_3, value_3.into()),
            ],
        )
    }

    /// A number with the grouping of the language.
    pub fn number(&self, n: &i64) -> String {
        self.texts.number(*n)
    }

    /// A day in words.
    pub fn day(&self, day: &Day) -> String {
        self.texts.day(*day)
    }

    /// A day in digits.
    pub fn day_short(&self, day: &Day) -> String {
        self.texts.day_short(*day)
    }

    /// A day and time.
    pub fn instant(&self, at: &Timestamp) -> String {
        self.texts.instant(*at)
    }

    /// The address of a static file, changing with its content.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The language of the page.
    pub fn locale(&self) -> Locale {
        self.locale
    }
}

/// The message that the step before asked for in the address.
pub fn notice_of(query: Option<&str>) -> Option<String> {
    form_urlencoded::parse(query?.as_bytes())
        .find(|(name, _)| name == "notice")
        .map(|(_, value)| value.into_owned())
}

/// Only known messages are shown: the address is anybody's to write.
fn notice_key(word: &str) -> Option<&'static str> {
    [
        crate::key!("notice-saved"),
        crate::key!("notice-created"),
        crate::key!("notice-removed"),
        crate::key!("notice-checked-in"),
        crate::key!("notice-checked-out"),
        crate::key!("notice-place-taken-over"),
        crate::key!("notice-place-handed-back"),
        crate::key!("notice-proxy-recorded"),
        crate::key!("notice-proxy-ended"),
        crate::key!("notice-correction-requested"),
        crate::key!("notice-roll-corrected"),
        crate::key!("notice-signed-out"),
        crate::key!("notice-signed-out-everywhere"),
        crate::key!("notice-password-changed"),
        crate::key!("notice-invitation-accepted"),
        crate::key!("notice-imported"),
        crate::key!("notice-registered"),
        crate::key!("notice-withdrawn"),
        crate::key!("notice-submitted"),
        crate::key!("notice-accepted"),
        crate::key!("notice-returned"),
        crate::key!("notice-frozen"),
        crate::key!("notice-poll-ready"),
        crate::key!("notice-poll-opened"),
        crate::key!("notice-poll-closed"),
        crate::key!("notice-poll-counted"),
        crate::key!("notice-key-given"),
        crate::key!("notice-box-opened"),
        crate::key!("notice-published"),
        crate::key!("notice-confirmation-requested"),
        crate::key!("notice-act-requested"),
        crate::key!("notice-poll-interrupted"),
        crate::key!("notice-poll-resumed"),
        crate::key!("notice-poll-extended"),
        crate::key!("notice-poll-void"),
        crate::key!("notice-reissue-requested"),
        crate::key!("notice-links-queued"),
        crate::key!("notice-elected-called"),
        crate::key!("notice-seat-taken"),
        crate::key!("notice-next-called"),
        crate::key!("notice-seat-vacant"),
        crate::key!("notice-lot-needed"),
        crate::key!("notice-counting-started"),
        crate::key!("notice-notice-sent"),
    ]
    .into_iter()
    .find(|key| key.strip_prefix("notice-") == Some(word))
}
