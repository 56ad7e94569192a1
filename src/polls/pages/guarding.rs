//! Staff: what the figures of a secret poll could tell, and what the board chooses about it.

use poem::{handler, web::Path};

use super::staff::{Address, stepped};
use crate::{
    accounts::model::Right,
    polls::{
        actions::{self, PollError, PollView},
        model::{
            PollState,
            guard::{GuardChoice, GuardFinding},
        },
    },
    types::{PollId, Problem, RollId},
    web::{Access, FormData, PageResult, Refused, Routes, Visitor, texts::Texts},
};

pub(super) fn routes(routes: Routes) -> Routes {
    let run = Access::Right(Right::RunPolls);
    routes
        .post("/:lang/staff/:slug/polls/:poll/guard", run, choose)
        .post("/:lang/staff/:slug/polls/:poll/merge", run, merge)
}

/// What the page of a poll shows of its guard.
pub(super) struct GuardPart {
    pub findings: Vec<String>,
    /// Warning, notice or nothing found.
    pub tone: &'static str,
    pub wants_a_choice: bool,
    /// What was chosen, in words.
    pub choice: Option<String>,
    pub reason: String,
    /// Words and texts of what can be chosen; none once the poll is open.
    pub choices: Vec<(&'static str, String)>,
}

impl GuardPart {
    pub fn of(texts: &Texts, view: &PollView) -> Option<Self> {
        let guard = view.guard.as_ref()?;
        let wants_a_choice = view.wants_a_choice();
        let forbidden = guard.findings.iter().any(GuardFinding::forbids);
        let choices = GuardChoice::ALL
            .iter()
            .filter(|choice| match choice {
                GuardChoice::RollCall => true,
                GuardChoice::OutcomeOnly | GuardChoice::Accept => !forbidden,
            })
            .map(|choice| (choice.as_str(), texts.t(choice.label())))
            .collect();
        Some(Self {
            findings: guard
                .findings
                .iter()
                .map(|f| texts.say(&f.said()))
                .collect(),
            tone: if forbidden {
                "danger"
            } else if wants_a_choice {
                "warning"
            } else {
                "info"
            },
            wants_a_choice,
            choice: guard.choice.map(|choice| texts.t(choice.label())),
            reason: guard.reason.clone(),
            choices: if view.poll.state < PollState::Open {
                choices
            } else {
                Vec::new()
            },
        })
    }
}

impl GuardPart {
    /// What can be chosen, for the form.
    pub fn offered(&self) -> Vec<(&'static str, String)> {
        self.choices.clone()
    }
}

#[handler]
async fn choose(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let poll = PollId(poll);
    actions::view_poll_to_change(&visitor.app, actor, &slug, poll)
        .await
        .map_err(Refused::from)?;
    let result = match GuardChoice::parse(&form.text("guard")) {
        Some(choice) => {
            let revision = form.text("revision").parse().unwrap_or(0);
            let reason = form.text("reason");
            actions::choose_guard(&visitor.app, actor, &slug, poll, revision, choice, &reason).await
        }
        None => {
            let problem = Problem::field("guard", crate::key!("field-required"));
            Err(PollError::Fields(problem.fields))
        }
    };
    stepped(&visitor, &slug, poll, form, result, "notice-saved").await
}

#[handler]
async fn merge(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let poll = PollId(poll);
    actions::view_poll_to_change(&visitor.app, actor, &slug, poll)
        .await
        .map_err(Refused::from)?;
    let draft = match form.text("roll").parse() {
        Ok(roll) => actions::merge_poll(&visitor.app, actor, &slug, poll, RollId(roll)).await,
        Err(_) => {
            let problem = Problem::field("roll", crate::key!("field-required"));
            Err(PollError::Fields(problem.fields))
        }
    };
    match draft {
        Ok(draft) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/polls/{draft}"), "notice-created"))
        }
        Err(error) => stepped(&visitor, &slug, poll, form, Err(error), "").await,
    }
}
