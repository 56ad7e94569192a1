//! The preview of what is deleted when the time for objections is over, and holding it back.

use askama::Template;
use poem::{handler, web::Path};

use crate::{
    accounts::model::Right,
    polls::{
        actions::{self, PollError},
        model::{KeptRoll, Retention},
    },
    types::{Explain, FieldProblem, ProblemKind, RollId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with, texts::Texts,
    },
};

pub(super) fn routes(routes: Routes) -> Routes {
    let reads = Access::Right(Right::ReadStaffPages);
    let runs = Access::Right(Right::RunPolls);
    routes
        .get("/:lang/staff/:slug/retention", reads, retention_page)
        .post("/:lang/staff/:slug/retention", runs, set_weeks)
        .post("/:lang/staff/:slug/rolls/:roll/retention/hold", runs, hold)
        .post(
            "/:lang/staff/:slug/rolls/:roll/retention/release",
            runs,
            release,
        )
}

fn reason_of(roll: RollId) -> String {
    format!("reason-{roll}")
}

struct Line {
    roll: KeptRoll,
    href: String,
    /// The name of its field for a reason: there is one for each roll on the page.
    reason: String,
    tone: &'static str,
    state: String,
    /// Whether it can be held back: until it is deleted.
    can_hold: bool,
}

fn state(texts: &Texts, roll: &KeptRoll, retention: Retention) -> (&'static str, String) {
    match retention {
        Retention::WaitsForResults => ("neutral", texts.t("retention-waits")),
        Retention::KeptUntil(day) => (
            "info",
            texts.ta("retention-kept-until", &[("day", texts.day(day).into())]),
        ),
        Retention::Held => (
            "warning",
            texts.ta("retention-held", &[("reason", roll.hold.as_str().into())]),
        ),
        Retention::Over => ("warning", texts.t("retention-over")),
        Retention::Deleted(at) => (
            "success",
            texts.ta("retention-deleted", &[("at", texts.instant(at).into())]),
        ),
    }
}

#[derive(Template)]
#[template(path = "polls/retention.html")]
struct RetentionPage {
    shell: Shell,
    form: FormData,
    href: String,
    lines: Vec<Line>,
    may_hold: bool,
}

impl RetentionPage {
    async fn load(visitor: &Visitor, slug: &str, mut form: FormData) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (federation, weeks, rolls) = actions::kept_rolls(&visitor.app, actor, slug).await?;
        if form.value("weeks").is_none() {
            form.set("weeks", weeks.to_string());
        }
        let texts = &visitor.texts;
        let lines = rolls.into_iter().map(|(roll, retention)| {
            let (tone, state) = state(texts, &roll, retention);
            Line {
                href: visitor.href(&format!("/staff/{slug}/rolls/{}", roll.roll)),
                reason: reason_of(roll.roll),
                can_hold: roll.deleted_at.is_none(),
                tone,
                state,
                roll,
            }
        });
        Ok(Self {
            shell: visitor
                .shell()
                .staff_federation(actor, federation.id, slug, &federation.name)
                .crumb(None, texts.t("retention-title")),
            form,
            href: visitor.href(&format!("/staff/{slug}/retention")),
            lines: lines.collect(),
            may_hold: actor.may(Right::RunPolls, federation.id),
        })
    }
}

#[handler]
async fn retention_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    html(&RetentionPage::load(&visitor, &slug, FormData::default()).await?)
}

async fn answered(
    visitor: &Visitor,
    slug: &str,
    mut form: FormData,
    done: Result<(), PollError>,
) -> PageResult {
    let Err(error) = done else {
        return Ok(visitor.see_other_with(&format!("/staff/{slug}/retention"), "notice-saved"));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict => {
            form.refuse(&visitor.texts, &problem);
            let page = RetentionPage::load(visitor, slug, form).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn set_weeks(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let weeks = form.text("weeks");
    let done = actions::set_objection_weeks(&visitor.app, actor, &slug, &weeks).await;
    answered(&visitor, &slug, form, done).await
}

#[handler]
async fn hold(
    visitor: Visitor,
    Path((_, slug, roll)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (roll, field) = (RollId(roll), reason_of(RollId(roll)));
    let reason = form.text(&field);
    let done = actions::hold_retention(&visitor.app, actor, &slug, roll, Some(&reason))
        .await
        .map_err(|e| match e {
            PollError::Fields(fields) => {
                let told = |problem| FieldProblem {
                    field: field.clone(),
                    ..problem
                };
                PollError::Fields(fields.into_iter().map(told).collect())
            }
            e => e,
        });
    answered(&visitor, &slug, form, done).await
}

#[handler]
async fn release(
    visitor: Visitor,
    Path((_, slug, roll)): Path<(String, String, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let done = actions::hold_retention(&visitor.app, actor, &slug, RollId(roll), None).await;
    answered(&visitor, &slug, FormData::default(), done).await
}
