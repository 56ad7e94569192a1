//! Staff: who votes on paper, and in one poll the ballots that were handed in and their count by two people.

use askama::Template;
use poem::{Response, handler, http::StatusCode, web::Path};

use super::{
    ballot_form::{BallotRow, Control, choice, rows, steps},
    staff::{Address, frame},
    words::{self, Line},
};
use crate::{
    accounts::model::Right,
    polls::{
        actions::{self, PaperInput, PaperView, PollError},
        model::paper::{BoxWaitsFor, PaperCount, PaperVoter},
    },
    rolls::model::Entry,
    types::{EntryId, Explain, PollId, Problem, RollId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with, texts::Texts,
    },
};

pub(super) fn routes(routes: Routes) -> Routes {
    let read = Access::Right(Right::ReadStaffPages);
    let desk = Access::Right(Right::CheckIn);
    let run = Access::Right(Right::RunPolls);
    routes
        .get("/:lang/staff/:slug/rolls/:roll/paper", read, voters_page)
        .post("/:lang/staff/:slug/rolls/:roll/paper", desk, add_voter)
        .post(
            "/:lang/staff/:slug/rolls/:roll/paper/:entry/remove",
            desk,
            remove_voter,
        )
        .get("/:lang/staff/:slug/polls/:poll/paper", run, paper_page)
        .post("/:lang/staff/:slug/polls/:poll/paper", run, hand_in)
        .post(
            "/:lang/staff/:slug/polls/:poll/paper/:entry/back",
            run,
            take_back,
        )
        .post("/:lang/staff/:slug/polls/:poll/paper/sheet", run, add)
        .post("/:lang/staff/:slug/polls/:poll/paper/remove", run, remove)
        .post("/:lang/staff/:slug/polls/:poll/paper/done", run, turn)
        .post("/:lang/staff/:slug/polls/:poll/paper/discard", run, discard)
}

/// What a closed box waits for, in a sentence.
pub(super) fn waits_in_words(texts: &Texts, waits: &BoxWaitsFor) -> String {
    match waits {
        BoxWaitsFor::Paper(_) => texts.t("polls-box-waits-paper"),
        BoxWaitsFor::Keys { one_given: false } => texts.t("polls-box-waits-keys"),
        BoxWaitsFor::Keys { one_given: true } => texts.t("polls-box-waits-key"),
    }
}

#[derive(Template)]
#[template(path = "polls/paper_voters.html")]
struct VotersPage {
    shell: Shell,
    form: FormData,
    here: String,
    on_paper: Vec<Entry>,
    choices: Vec<(String, String)>,
    is_frozen: bool,
    may_change: bool,
}

impl VotersPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let list = actions::list_paper_voters(&visitor.app, actor, slug, roll).await?;
        let is_on_paper = |entry: &Entry| list.on_paper.iter().any(|e| e.id == entry.id);
        Ok(Self {
            shell: frame(visitor, actor, &list.federation, &list.roll)
                .crumb(None, visitor.texts.t("polls-paper-voters")),
            form,
            here: visitor.href(&format!("/staff/{slug}/rolls/{roll}/paper")),
            choices: list
                .entries
                .iter()
                .filter(|entry| !is_on_paper(entry))
                .map(|entry| {
                    let words = format!("{}. {} ({})", entry.number, entry.name, entry.body_name);
                    (entry.id.to_string(), words)
                })
                .collect(),
            is_frozen: list.roll.is_frozen(),
            may_change: actor.may(Right::CheckIn, list.federation.id),
            on_paper: list.on_paper,
        })
    }
}

#[handler]
async fn voters_page(visitor: Visitor, Path((_, slug, roll)): Address) -> PageResult {
    html(&VotersPage::load(&visitor, &slug, RollId(roll), FormData::default()).await?)
}

async fn voters_changed(
    visitor: &Visitor,
    slug: &str,
    roll: RollId,
    mut form: FormData,
    result: Result<(), PollError>,
) -> PageResult {
    let Err(error) = result else {
        let here = format!("/staff/{slug}/rolls/{roll}/paper");
        return Ok(visitor.see_other_with(&here, "notice-saved"));
    };
    let problem = error.problem();
    match status_of(problem.kind) {
        status @ (StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY) => {
            form.refuse(&visitor.texts, &problem);
            html_with(status, &VotersPage::load(visitor, slug, roll, form).await?)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn add_voter(visitor: Visitor, Path((_, slug, roll)): Address, form: FormData) -> PageResult {
    let (actor, roll) = (visitor.actor().map_err(Refused::from)?, RollId(roll));
    let entry = form.text("entry").parse();
    // Whoever may not do it learns that before anything about the field.
    let chosen = EntryId(entry.clone().unwrap_or(0));
    let result = actions::add_paper_voter(&visitor.app, actor, &slug, roll, chosen).await;
    let result = match result {
        Err(PollError::NotFound) if entry.is_err() => Err(PollError::Fields(
            Problem::field("entry", crate::key!("field-required")).fields,
        )),
        other => other,
    };
    voters_changed(&visitor, &slug, roll, form, result).await
}

#[handler]
async fn remove_voter(
    visitor: Visitor,
    Path((_, slug, roll, entry)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let (actor, roll) = (visitor.actor().map_err(Refused::from)?, RollId(roll));
    let entry = EntryId(entry);
    let result = actions::remove_paper_voter(&visitor.app, actor, &slug, roll, entry).await;
    voters_changed(&visitor, &slug, roll, FormData::default(), result).await
}

#[derive(Template)]
#[template(path = "polls/paper.html")]
struct PaperPage {
    shell: Shell,
    form: FormData,
    title: Line,
    here: String,
    back: String,
    voters_href: String,
    view: PaperView,
    /// Voters whose ballot can be noted now: id and words.
    to_hand_in: Vec<(String, String)>,
    handed_in: Vec<PaperVoter>,
    /// The rows of the own sheet: what is chosen, and how often.
    rows: Vec<(String, i64)>,
    sum: i64,
    /// What is chosen, the own number and the other's.
    differences: Vec<(String, i64, i64)>,
    state: (&'static str, String),
    control: Control,
    steps: Vec<i64>,
    ballot: Vec<BallotRow>,
    may_count: bool,
    is_done: bool,
}

impl PaperPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        poll: PollId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let view = actions::paper(&visitor.app, actor, slug, poll).await?;
        let texts = &visitor.texts;
        let title = words::read(&view.poll.title, visitor.locale(), view.federation.locale);
        let back = visitor.href(&format!("/staff/{slug}/polls/{poll}"));
        let names = words::choice_names(texts, &view.poll, view.federation.locale);
        let chosen = |ballot: &str| words::choice_of_ballot(texts, &view.poll, &names, ballot);
        let in_words =
            |voter: &PaperVoter| format!("{}. {} ({})", voter.number, voter.name, voter.body_name);
        Ok(Self {
            shell: frame(visitor, actor, &view.federation, &view.roll)
                .crumb(Some(back.clone()), title.text.clone())
                .crumb(None, texts.t("polls-paper")),
            form,
            here: format!("{back}/paper"),
            voters_href: visitor.href(&format!("/staff/{slug}/rolls/{}/paper", view.roll.id)),
            back,
            to_hand_in: view
                .voters
                .iter()
                .filter(|voter| !voter.handed_in && !voter.voted)
                .map(|voter| (voter.entry.to_string(), in_words(voter)))
                .collect(),
            handed_in: view
                .voters
                .iter()
                .filter(|voter| voter.handed_in)
                .cloned()
                .collect(),
            rows: view
                .own
                .iter()
                .flat_map(|sheet| sheet.ballots.iter().map(|(b, n)| (chosen(b), *n)))
                .collect(),
            sum: view.own.as_ref().map_or(0, |sheet| sheet.sum()),
            differences: view
                .differences
                .iter()
                .map(|(ballot, own, other)| (chosen(ballot), *own, *other))
                .collect(),
            state: state(texts, &view.count),
            control: Control::of(&view.poll),
            steps: steps(&view.poll),
            ballot: rows(texts, &view.poll, view.federation.locale),
            may_count: view.is_counted_now && (view.own.is_some() || view.others.len() < 2),
            is_done: view.own.as_ref().is_some_and(|sheet| sheet.done),
            title,
            view,
        })
    }
}

fn state(texts: &Texts, count: &PaperCount) -> (&'static str, String) {
    match count {
        PaperCount::None => ("neutral", texts.t("polls-paper-none")),
        PaperCount::Counting { done } => (
            "info",
            texts.ta(
                "polls-paper-counting",
                &[("n", i64::try_from(*done).unwrap_or(0).into())],
            ),
        ),
        PaperCount::Differ => ("danger", texts.t("polls-paper-differ")),
        PaperCount::NumbersDiffer { counted, handed_in } => (
            "danger",
            texts.ta(
                "polls-paper-numbers-differ",
                &[
                    ("counted", (*counted).into()),
                    ("handed", (*handed_in).into()),
                ],
            ),
        ),
        PaperCount::Agreed(_) => ("success", texts.t("polls-paper-agreed")),
    }
}

#[handler]
async fn paper_page(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    html(&PaperPage::load(&visitor, &slug, PollId(poll), FormData::default()).await?)
}

async fn changed(
    visitor: &Visitor,
    slug: &str,
    poll: PollId,
    mut form: FormData,
    result: Result<(), PollError>,
) -> poem::Result<Response> {
    let Err(error) = result else {
        let here = format!("/staff/{slug}/polls/{poll}/paper");
        return Ok(visitor.see_other_with(&here, "notice-saved"));
    };
    let problem = error.problem();
    match status_of(problem.kind) {
        status @ (StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY) => {
            form.refuse(&visitor.texts, &problem);
            html_with(status, &PaperPage::load(visitor, slug, poll, form).await?)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn hand_in(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let entries: Result<Vec<EntryId>, _> =
        form.all("entries").iter().map(|id| id.parse()).collect();
    let result = match entries {
        Ok(entries) => actions::hand_in(&visitor.app, actor, &slug, poll, &entries).await,
        Err(_) => Err(PollError::NotFound),
    };
    changed(&visitor, &slug, poll, form, result).await
}

#[handler]
async fn take_back(
    visitor: Visitor,
    Path((_, slug, poll, entry)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let result = actions::take_back(&visitor.app, actor, &slug, poll, EntryId(entry)).await;
    changed(&visitor, &slug, poll, FormData::default(), result).await
}

/// Adds ballots that are alike to the own sheet.
#[handler]
async fn add(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let view = actions::paper(&visitor.app, actor, &slug, poll)
        .await
        .map_err(Refused::from)?;
    let ballots = PaperInput {
        choice: choice(&form, &view.poll, ""),
        invalid: form.has("invalid", "yes"),
        count: form.text("count").trim().parse().unwrap_or(0),
    };
    let result = actions::add_to_sheet(&visitor.app, actor, &slug, poll, &ballots).await;
    changed(&visitor, &slug, poll, form, result).await
}

#[handler]
async fn remove(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let place = form.text("place").parse().unwrap_or(0);
    let result = actions::take_from_sheet(&visitor.app, actor, &slug, poll, place).await;
    changed(&visitor, &slug, poll, FormData::default(), result).await
}

#[handler]
async fn turn(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let done = form.has("done", "yes");
    let result = actions::turn_sheet(&visitor.app, actor, &slug, poll, done).await;
    changed(&visitor, &slug, poll, FormData::default(), result).await
}

#[handler]
async fn discard(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let result = actions::discard_sheets(&visitor.app, actor, &slug, poll).await;
    changed(&visitor, &slug, poll, FormData::default(), result).await
}
