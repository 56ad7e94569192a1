//! Pages on which staff call bodies to name delegates: texts, links, reminders, letters.

use askama::Template;
use poem::{handler, web::Path};

use super::round_shell;
use crate::{
    accounts::model::Right,
    delegates::{
        actions::{
            DelegateError,
            call::{self, CallOverview, Letters},
        },
        model::CallInput,
    },
    mail::actions::MailWay,
    types::{BodyId, Explain, Locale, ProblemKind, RoundId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor,
        guard::status_of,
        html, html_with,
        qr::{Qr, qr},
        texts::Texts,
    },
};

const STAFF_READ: Access = Access::Right(Right::ReadStaffPages);
const STAFF_CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Routes of calls.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/rounds/:round/call",
            STAFF_READ,
            call_page,
        )
        .post("/:lang/staff/:slug/rounds/:round/call", STAFF_CHANGE, open)
        .post(
            "/:lang/staff/:slug/rounds/:round/call/remind",
            STAFF_CHANGE,
            remind,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/call/letters",
            STAFF_CHANGE,
            print_letters,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/call/:body/renew",
            STAFF_CHANGE,
            renew,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/call/:body/revoke",
            STAFF_CHANGE,
            revoke,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/call/:body/letter",
            STAFF_CHANGE,
            print_letter,
        )
}

#[derive(Template)]
#[template(path = "delegates/call.html")]
struct CallPage {
    shell: Shell,
    form: FormData,
    base: String,
    staff: String,
    office: String,
    overview: CallOverview,
    /// Tag and name of each language in which a text can be given.
    languages: Vec<(String, String)>,
    may_change: bool,
}

impl CallPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        round: RoundId,
        form: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let overview = call::overview(&visitor.app, actor, slug, round).await?;
        let form = form.unwrap_or_else(|| {
            let mut form = FormData::default();
            if let Some(call) = &overview.call {
                for (locale, text) in call.intro.iter().flat_map(|intro| intro.iter()) {
                    form.set(&format!("intro.{}", locale.tag()), text);
                }
                if let Some(days) = call.remind_days {
                    form.set("remind_days", days.to_string());
                }
            }
            form
        });
        Ok(Self {
            shell: round_shell(visitor, actor, &overview.federation, &overview.round)
                .crumb(None, visitor.texts.t("call-title")),
            form,
            base: visitor.href(&format!("/staff/{slug}/rounds/{round}/call")),
            staff: visitor.href(&format!("/staff/{slug}")),
            office: visitor.href(&format!("/office/{slug}")),
            languages: Locale::offered()
                .map(|l| (l.tag().to_owned(), l.own_name().to_owned()))
                .collect(),
            may_change: overview.round.is_open()
                && actor.may(Right::PrepareAssemblies, overview.federation.id),
            overview,
        })
    }

    fn revision(&self) -> i64 {
        self.overview.call.as_ref().map_or(0, |c| c.revision)
    }
}

#[handler]
async fn call_page(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
) -> PageResult {
    html(&CallPage::load(&visitor, &slug, RoundId(round), None).await?)
}

async fn after_change(
    visitor: &Visitor,
    slug: &str,
    round: RoundId,
    form: Option<FormData>,
    result: Result<(), DelegateError>,
) -> PageResult {
    let Err(error) = result else {
        let rest = format!("/staff/{slug}/rounds/{round}/call");
        return Ok(visitor.see_other_with(&rest, "notice-saved"));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            let mut page = CallPage::load(visitor, slug, round, form).await?;
            page.form.refuse(&visitor.texts, &problem);
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn open(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    let input = CallInput {
        intro: form
            .fields()
            .filter_map(|(name, text)| {
                let tag = name.strip_prefix("intro.")?;
                Some((tag.to_owned(), text.to_owned()))
            })
            .collect(),
        remind_days: form.text("remind_days"),
    };
    let revision = form.text("revision").parse().unwrap_or_default();
    let result = call::open(&visitor.app, actor, &slug, round, &input, revision).await;
    after_change(&visitor, &slug, round, Some(form), result.map(drop)).await
}

#[handler]
async fn remind(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
    _: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    let result = call::remind(&visitor.app, actor, &slug, round).await;
    after_change(&visitor, &slug, round, None, result.map(drop)).await
}

#[handler]
async fn renew(
    visitor: Visitor,
    Path((_, slug, round, body)): Path<(String, String, i64, i64)>,
    _: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    let result = call::renew_link(&visitor.app, actor, &slug, round, BodyId(body)).await;
    after_change(&visitor, &slug, round, None, result).await
}

#[handler]
async fn revoke(
    visitor: Visitor,
    Path((_, slug, round, body)): Path<(String, String, i64, i64)>,
    _: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    let result = call::revoke_link(&visitor.app, actor, &slug, round, BodyId(body)).await;
    after_change(&visitor, &slug, round, None, result).await
}

/// A letter with its QR code, in the language of its body.
struct PrintedLetter {
    texts: Texts,
    intro: String,
    day: String,
    last_day: String,
    body_name: String,
    places: i64,
    link: String,
    qr: Option<Qr>,
}

#[derive(Template)]
#[template(path = "delegates/letters.html")]
struct LettersPage {
    shell: Shell,
    found: Letters,
    letters: Vec<PrintedLetter>,
    back: String,
}

async fn letters_page(
    visitor: &Visitor,
    slug: &str,
    round: RoundId,
    only: Option<BodyId>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let mut found = match call::print_letters(&visitor.app, actor, slug, round, only).await {
        Ok(found) => found,
        Err(e) => return after_change(visitor, slug, round, None, Err(e)).await,
    };
    let letters = std::mem::take(&mut found.letters);
    html(&LettersPage {
        shell: round_shell(visitor, actor, &found.federation, &found.round)
            .crumb(None, visitor.texts.t("call-letters")),
        letters: letters
            .into_iter()
            .map(|letter| {
                let texts = visitor.app.texts.for_locale(letter.locale);
                PrintedLetter {
                    intro: found.call.intro.as_ref().map_or(String::new(), |intro| {
                        let (text, _) = intro.in_language(letter.locale, &[Locale::DEFAULT]);
                        text.to_owned()
                    }),
                    day: texts.day(found.round.day),
                    last_day: found
                        .round
                        .last_day()
                        .map(|d| texts.day(d))
                        .unwrap_or_default(),
                    texts,
                    qr: qr(&letter.link),
                    body_name: letter.body_name,
                    places: letter.places,
                    link: letter.link,
                }
            })
            .collect(),
        back: visitor.href(&format!("/staff/{slug}/rounds/{round}/call")),
        found,
    })
}

#[handler]
async fn print_letters(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
    _: FormData,
) -> PageResult {
    letters_page(&visitor, &slug, RoundId(round), None).await
}

#[handler]
async fn print_letter(
    visitor: Visitor,
    Path((_, slug, round, body)): Path<(String, String, i64, i64)>,
    _: FormData,
) -> PageResult {
    letters_page(&visitor, &slug, RoundId(round), Some(BodyId(body))).await
}
