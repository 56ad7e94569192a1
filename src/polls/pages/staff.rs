//! Staff: the polls of a roll, one poll and its next step, the form in which it is written.

use askama::Template;
use poem::{
    Response, handler,
    http::StatusCode,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    acts::{PROPOSED_GRACE, Waiting},
    guarding::GuardPart,
    lots::{self, LotPart},
    paper, poll_form,
    trust::TrustLabel,
    words::{self, Line},
};
use crate::{
    accounts::model::{Actor, Right},
    polls::{
        actions::{self, PollError, PollView},
        count::{Awaits, Outcome},
        model::{
            Method, Poll, PollKind, PollState, Secrecy, Standing, Transition, paper::BoxWaitsFor,
        },
        store::RollCallVote,
    },
    registry::model::Federation,
    rolls::model::Roll,
    statutes::model::rules::Purpose,
    tally::{majority::TieRule, seats},
    types::{Explain, Locale, PollId, Problem, RollId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with, texts::Texts,
    },
};

pub(super) fn routes(routes: Routes) -> Routes {
    let read = Access::Right(Right::ReadStaffPages);
    let run = Access::Right(Right::RunPolls);
    routes
        .get("/:lang/staff/:slug/rolls/:roll/polls", read, list_page)
        .post("/:lang/staff/:slug/rolls/:roll/polls", run, create)
        .get("/:lang/staff/:slug/rolls/:roll/polls/new", run, new_page)
        .get("/:lang/staff/:slug/polls/:poll", read, poll_page)
        .get("/:lang/staff/:slug/polls/:poll/edit", run, edit_page)
        .post("/:lang/staff/:slug/polls/:poll/edit", run, update)
        .get("/:lang/staff/:slug/polls/:poll/delete", run, delete_page)
        .post("/:lang/staff/:slug/polls/:poll/delete", run, delete)
        .post("/:lang/staff/:slug/polls/:poll/ready", run, make_ready)
        .post("/:lang/staff/:slug/polls/:poll/count", run, count_ballots)
        .post("/:lang/staff/:slug/polls/:poll/lots", run, lots::record_lot)
}

/// Language, slug, id.
pub(super) type Address = Path<(String, String, i64)>;

pub(super) fn frame(
    visitor: &Visitor,
    actor: &Actor,
    federation: &Federation,
    roll: &Roll,
) -> Shell {
    let base = format!("/staff/{}/rolls/{}", federation.slug, roll.id);
    visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
        .crumb(Some(visitor.href(&base)), roll.title.clone())
        .crumb(
            Some(visitor.href(&format!("{base}/polls"))),
            visitor.texts.t("polls-title"),
        )
}

fn poll_title(visitor: &Visitor, poll: &Poll, federation: &Federation) -> Line {
    words::read(&poll.title, visitor.locale(), federation.locale)
}

#[derive(Template)]
#[template(path = "polls/list.html")]
struct ListPage {
    shell: Shell,
    roll_title: String,
    rows: Vec<ListRow>,
    /// Addresses of the forms for a new motion and a new election, where the person may run polls.
    new: Option<(String, String)>,
}

struct ListRow {
    href: String,
    title: Line,
    kind: String,
    state: (&'static str, String),
    ballots: Option<i64>,
    next: String,
}

#[handler]
async fn list_page(visitor: Visitor, Path((_, slug, roll)): Address) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let list = actions::list_polls(&visitor.app, actor, &slug, RollId(roll))
        .await
        .map_err(Refused::from)?;
    let runs = actor.may(Right::RunPolls, list.federation.id);
    let rows = list
        .polls
        .iter()
        .map(|(poll, ballots)| ListRow {
            href: visitor.href(&format!("/staff/{slug}/polls/{}", poll.id)),
            title: poll_title(&visitor, poll, &list.federation),
            kind: words::kind(&visitor.texts, poll.kind),
            state: words::state_tag(&visitor.texts, poll.standing()),
            ballots: *ballots,
            next: if list.waiting.contains(&poll.id) {
                visitor.texts.t("polls-next-second-person")
            } else {
                next_step(&visitor.texts, poll.standing())
            },
        })
        .collect();
    let new = |kind| visitor.href(&format!("/staff/{slug}/rolls/{roll}/polls/new?kind={kind}"));
    html(&ListPage {
        shell: frame(&visitor, actor, &list.federation, &list.roll),
        roll_title: list.roll.title,
        rows,
        new: runs.then(|| (new("motion"), new("election"))),
    })
}

fn next_step(texts: &Texts, standing: Standing) -> String {
    match standing {
        Standing::Draft => texts.t("polls-next-ready"),
        Standing::Ready => texts.t("polls-next-open"),
        Standing::Open => texts.t("polls-next-close"),
        Standing::Interrupted => texts.t("polls-resume"),
        Standing::Closed => texts.t("polls-next-count"),
        Standing::Counted => texts.t("polls-next-publish"),
        Standing::Void => texts.t("polls-repeat"),
        Standing::Published => texts.t("polls-next-none"),
    }
}

#[derive(Template)]
#[template(path = "polls/form.html")]
struct FormPage {
    shell: Shell,
    form: FormData,
    heading: String,
    action: String,
    back: String,
    is_election: bool,
    required: Locale,
    languages: Vec<Locale>,
}

impl FormPage {
    fn new(
        shell: Shell,
        form: FormData,
        federation: &Federation,
        heading: String,
        action: String,
        back: String,
    ) -> Self {
        // The language that is required comes first.
        let mut languages: Vec<Locale> = Locale::offered().collect();
        languages.sort_by_key(|l| *l != federation.locale);
        Self {
            shell: shell.crumb(None, heading.clone()),
            is_election: form.text("kind") == PollKind::Election.as_str(),
            form,
            heading,
            action,
            back,
            required: federation.locale,
            languages,
        }
    }

    fn is_required(&self, language: &Locale) -> bool {
        *language == self.required
    }

    /// Whether the further conditions of a majority are to be seen at once.
    fn has_conditions(&self) -> bool {
        let fields = [
            "min_yes",
            "entitled_numerator",
            "entitled_denominator",
            "quorum_number",
            "quorum_numerator",
            "quorum_denominator",
            "bodies_numerator",
            "bodies_denominator",
        ];
        let is_rejected = |tie: String| tie == TieRule::Rejected.code();
        !self.form.filled_text("tie").is_none_or(is_rejected)
            || fields
                .iter()
                .any(|f| self.form.filled_text(f).is_some() || self.form.error(f).is_some())
    }

    /// Methods for this kind of poll.
    fn methods(&self) -> Vec<(&'static str, String)> {
        Method::ALL
            .iter()
            .filter(|m| match m {
                Method::YesNo => false,
                Method::Choose | Method::InstantRunoff | Method::Schulze => true,
                Method::Cumulate | Method::Lists | Method::ScottishStv => self.is_election,
            })
            .map(|m| (m.as_str(), self.shell.t(m.label())))
            .collect()
    }

    fn list_seats(&self) -> Vec<(&'static str, String)> {
        seats::Method::ALL
            .iter()
            .map(|m| {
                let label = match m {
                    seats::Method::SainteLague => crate::key!("polls-seats-sainte-lague"),
                    seats::Method::DHondt => crate::key!("polls-seats-dhondt"),
                    seats::Method::HareNiemeyer => crate::key!("polls-seats-hare-niemeyer"),
                };
                (m.code(), self.shell.t(label))
            })
            .collect()
    }

    fn purposes(&self) -> Vec<(&'static str, String)> {
        let none = ("", self.shell.t("polls-purpose-none"));
        let named = Purpose::ALL
            .iter()
            .map(|p| (p.as_str(), self.shell.t(p.label())));
        std::iter::once(none).chain(named).collect()
    }

    /// Whether what only some methods ask is to be seen at once.
    fn has_details(&self) -> bool {
        ["cumulate", "lists"]
            .iter()
            .any(|m| self.form.has("method", m))
            || ["least_bodies", "bodies", "places", "max_per_option"]
                .iter()
                .any(|f| self.form.error(f).is_some())
            || self.form.filled_text("least_bodies").is_some()
    }

    fn has_alternatives(&self) -> bool {
        self.languages
            .iter()
            .any(|l| self.form.filled_text(&format!("candidates.{l}")).is_some())
    }

    fn secrecies(&self) -> Vec<(&'static str, String)> {
        vec![
            (
                Secrecy::Secret.as_str(),
                self.shell.t("polls-secrecy-secret-explained"),
            ),
            (
                Secrecy::RollCall.as_str(),
                self.shell.t("polls-secrecy-roll-call-explained"),
            ),
        ]
    }

    fn majorities(&self) -> Vec<(&'static str, String)> {
        vec![
            ("simple", self.shell.t("polls-majority-simple")),
            ("absolute_of_valid", self.shell.t("polls-majority-absolute")),
            ("two_thirds", self.shell.t("polls-majority-two-thirds")),
            (
                "three_quarters",
                self.shell.t("polls-majority-three-quarters"),
            ),
            ("unanimity", self.shell.t("polls-majority-unanimity")),
            ("own", self.shell.t("polls-majority-own")),
        ]
    }

    fn bases(&self) -> Vec<(&'static str, String)> {
        vec![
            ("yes_no", self.shell.t("polls-base-choice-yes-no")),
            ("valid", self.shell.t("polls-base-choice-valid")),
            ("present", self.shell.t("polls-base-choice-present")),
            ("entitled", self.shell.t("polls-base-choice-entitled")),
        ]
    }

    fn quorums(&self) -> Vec<(&'static str, String)> {
        vec![
            ("none", self.shell.t("polls-quorum-none")),
            ("number", self.shell.t("polls-quorum-is-number")),
            ("share", self.shell.t("polls-quorum-is-share")),
        ]
    }

    fn ties(&self) -> Vec<(&'static str, String)> {
        vec![
            (
                TieRule::Rejected.code(),
                self.shell.t("polls-tie-is-rejected"),
            ),
            (TieRule::Lot.code(), self.shell.t("polls-tie-is-lot")),
            (TieRule::Runoff.code(), self.shell.t("polls-tie-is-runoff")),
        ]
    }

    fn election_rules(&self) -> Vec<(&'static str, String)> {
        vec![
            (
                "absolute_majority_of_valid",
                self.shell.t("polls-rule-absolute"),
            ),
            ("relative_majority", self.shell.t("polls-rule-relative")),
        ]
    }
}

#[derive(Deserialize)]
struct NewQuery {
    kind: Option<String>,
}

#[handler]
async fn new_page(
    visitor: Visitor,
    Path((_, slug, roll)): Address,
    Query(query): Query<NewQuery>,
) -> PageResult {
    let kind = query
        .kind
        .as_deref()
        .and_then(PollKind::parse)
        .unwrap_or(PollKind::Motion);
    html(&new_form(&visitor, &slug, RollId(roll), poll_form::empty(kind)).await?)
}

async fn new_form(
    visitor: &Visitor,
    slug: &str,
    roll: RollId,
    form: FormData,
) -> Result<FormPage, Refused> {
    let actor = visitor.actor()?;
    let (federation, roll) = actions::roll_for_new_poll(&visitor.app, actor, slug, roll).await?;
    let heading = if form.text("kind") == PollKind::Election.as_str() {
        visitor.texts.t("polls-new-election")
    } else {
        visitor.texts.t("polls-new-motion")
    };
    let list_href = visitor.href(&format!("/staff/{slug}/rolls/{}/polls", roll.id));
    let shell = frame(visitor, actor, &federation, &roll);
    Ok(FormPage::new(
        shell,
        form,
        &federation,
        heading,
        list_href.clone(),
        list_href,
    ))
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug, roll)): Address,
    mut form: FormData,
) -> PageResult {
    let page = new_form(&visitor, &slug, RollId(roll), form.clone()).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let problem = match poll_form::read(&form, page.required) {
        Err(problem) => problem,
        Ok(input) => {
            match actions::create_poll(&visitor.app, actor, &slug, RollId(roll), &input).await {
                Ok(poll) => {
                    return Ok(visitor
                        .see_other_with(&format!("/staff/{slug}/polls/{poll}"), "notice-created"));
                }
                Err(error) => form_problem(error, page.required)?,
            }
        }
    };
    form.refuse(&visitor.texts, &problem);
    html_with(status_of(problem.kind), &FormPage { form, ..page })
}

/// What the form can show beside its fields; everything else is a page of its own.
fn form_problem(error: PollError, required: Locale) -> Result<Problem, Refused> {
    match error {
        PollError::Fields(_) | PollError::Stale | PollError::Fixed => {
            Ok(poll_form::in_fields_of_the_form(error.problem(), required))
        }
        other => Err(other.into()),
    }
}

async fn edit_form(
    visitor: &Visitor,
    slug: &str,
    poll: PollId,
    form: Option<FormData>,
) -> Result<FormPage, Refused> {
    let actor = visitor.actor()?;
    let view = actions::view_poll_to_change(&visitor.app, actor, slug, poll).await?;
    if form.is_none() && view.poll.state >= PollState::Open {
        return Err(PollError::Fixed.into());
    }
    let mut form = form.unwrap_or_else(|| poll_form::filled(&view.poll));
    // The kind is the poll's own, whatever was sent.
    form.set("kind", view.poll.kind.as_str());
    let href = visitor.href(&format!("/staff/{slug}/polls/{poll}"));
    let title = poll_title(visitor, &view.poll, &view.federation);
    let shell =
        frame(visitor, actor, &view.federation, &view.roll).crumb(Some(href.clone()), title.text);
    let heading = visitor.texts.t("polls-edit");
    Ok(FormPage::new(
        shell,
        form,
        &view.federation,
        heading,
        format!("{href}/edit"),
        href,
    ))
}

#[handler]
async fn edit_page(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    html(&edit_form(&visitor, &slug, PollId(poll), None).await?)
}

#[handler]
async fn update(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let mut page = edit_form(&visitor, &slug, PollId(poll), Some(form)).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = page.form.text("revision").parse().unwrap_or(0);
    let problem = match poll_form::read(&page.form, page.required) {
        Err(problem) => problem,
        Ok(input) => {
            match actions::update_poll(&visitor.app, actor, &slug, PollId(poll), revision, &input)
                .await
            {
                Ok(()) => {
                    return Ok(visitor
                        .see_other_with(&format!("/staff/{slug}/polls/{poll}"), "notice-saved"));
                }
                Err(error) => form_problem(error, page.required)?,
            }
        }
    };
    page.form.refuse(&visitor.texts, &problem);
    html_with(status_of(problem.kind), &page)
}

#[derive(Template)]
#[template(path = "polls/delete.html")]
struct DeletePage {
    shell: Shell,
    title: Line,
    action: String,
    back: String,
    revision: i64,
}

#[handler]
async fn delete_page(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let view = actions::view_poll_to_change(&visitor.app, actor, &slug, PollId(poll))
        .await
        .map_err(Refused::from)?;
    if view.poll.state >= PollState::Open {
        return Err(Refused::from(PollError::Fixed).into());
    }
    let href = visitor.href(&format!("/staff/{slug}/polls/{poll}"));
    let title = poll_title(&visitor, &view.poll, &view.federation);
    html(&DeletePage {
        shell: frame(&visitor, actor, &view.federation, &view.roll)
            .crumb(Some(href.clone()), title.text.clone()),
        title,
        action: format!("{href}/delete"),
        back: href,
        revision: view.poll.revision,
    })
}

#[handler]
async fn delete(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let view = actions::view_poll_to_change(&visitor.app, actor, &slug, PollId(poll))
        .await
        .map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or(0);
    actions::delete_poll(&visitor.app, actor, &slug, PollId(poll), revision)
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other_with(
        &format!("/staff/{slug}/rolls/{}/polls", view.roll.id),
        "notice-removed",
    ))
}

#[derive(Template)]
#[template(path = "polls/poll.html")]
struct PollPage {
    shell: Shell,
    /// The time of closing as typed, and what was refused about the next step.
    form: FormData,
    href: String,
    view: PollView,
    title: Line,
    question: Line,
    kind: String,
    options: Vec<Line>,
    rule: Vec<String>,
    threshold: Option<String>,
    state: (&'static str, String),
    result: Option<Counted>,
    roll_call: Vec<(RollCallVote, String)>,
    may_run: bool,
    guard: Option<GuardPart>,
    trust: TrustLabel,
    /// The lot that the count asks for, and those that were drawn.
    lot: Option<LotPart>,
    lots: Vec<String>,
    /// What is told before opening: whether it stands in the way, and the sentence.
    preflight: Vec<(bool, String)>,
    /// Who was there when it was opened, in an assembly.
    at_opening: Option<String>,
    /// The time of closing has passed, but nobody has closed yet.
    closing_is_due: bool,
    /// Until when those who signed in before may still vote, while they may.
    grace: Option<String>,
    waiting: Option<Waiting>,
    /// Who would stand in a runoff, where the count calls for one.
    runoff: Vec<Line>,
    /// The poll that this one repeats, or whose runoff it is.
    follows: Option<(String, String)>,
    /// When and why it was declared void.
    voided: Option<(String, String)>,
    /// What its closed box waits for, in words; whether a key of the board is what is missing.
    waits: Option<(String, bool)>,
    /// Where the keys of the board are.
    keys_href: String,
    /// Rolls to which the question can be put instead, where a choice is wanted about what figures could tell.
    other_rolls: Vec<(String, String)>,
}

/// The figures of a count in words.
struct Counted {
    headline: String,
    reason: String,
    /// Option, votes, elected.
    rows: Vec<(String, i64, bool)>,
}

impl PollPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        poll: PollId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let view = actions::view_poll(&visitor.app, actor, slug, poll).await?;
        let texts = &visitor.texts;
        let read = |t| words::read(t, visitor.locale(), view.federation.locale);
        let title = read(&view.poll.title);
        let is_public = view.poll.secrecy == Secrecy::RollCall && view.count.is_some();
        let names = words::choice_names(texts, &view.poll, view.federation.locale);
        let roll_call = if is_public {
            actions::roll_call(&visitor.app, actor, slug, poll).await?
        } else {
            Vec::new()
        };
        let href = visitor.href(&format!("/staff/{slug}/polls/{poll}"));
        let now = visitor.app.clock.now();
        let time = view.poll.voting_time();
        let is_open = view.poll.standing() == Standing::Open;
        let (lot, lots) = lots::lots(texts, &view, &names);
        let preflight = view.preflight.iter();
        let preflight = preflight.map(|found| (found.is_critical(), texts.say(&found.said())));
        let may_run = actor.may(Right::RunPolls, view.federation.id);
        let tells_something = view.poll.state < PollState::Open
            && view
                .guard
                .as_ref()
                .is_some_and(|guard| !guard.findings.is_empty());
        let other_rolls = if may_run && tells_something {
            actions::rolls_to_merge_with(&visitor.app, actor, slug, poll).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            waits: view.waits_for.as_ref().map(|waits| {
                let is_key = matches!(waits, BoxWaitsFor::Keys { .. });
                (paper::waits_in_words(texts, waits), is_key)
            }),
            keys_href: visitor.href(&format!("/staff/{slug}/board-keys")),
            other_rolls: other_rolls
                .into_iter()
                .map(|(id, title)| (id.to_string(), title))
                .collect(),
            lot,
            lots,
            preflight: preflight.collect(),
            at_opening: view.presence.as_ref().map(|p| texts.say(&p.said())),
            shell: frame(visitor, actor, &view.federation, &view.roll)
                .crumb(None, title.text.clone()),
            form: with_proposed_grace(form),
            waiting: Waiting::of(texts, actor, &href, &view),
            grace: time
                .grace_until
                .filter(|_| is_open && time.is_grace(now))
                .map(|until| texts.instant(until)),
            runoff: view
                .runoff
                .iter()
                .flat_map(|runoff| runoff.options.iter().map(|o| read(&o.label)))
                .collect(),
            follows: view.poll.follows.map(|(earlier, how)| {
                let href = visitor.href(&format!("/staff/{slug}/polls/{earlier}"));
                (texts.t(how.label()), href)
            }),
            voided: view
                .poll
                .voided
                .as_ref()
                .map(|(at, reason)| (texts.instant(*at), reason.clone())),
            href,
            question: read(&view.poll.question),
            kind: words::kind(texts, view.poll.kind),
            options: view.poll.options.iter().map(|o| read(&o.label)).collect(),
            rule: words::rule_in_words(texts, &view.poll),
            guard: GuardPart::of(texts, &view),
            trust: TrustLabel::new(texts, &view.trust, view.guard.as_ref()),
            threshold: words::threshold(texts, &view.poll.rule, view.entitled),
            state: words::state_tag(texts, view.poll.standing()),
            result: counted(texts, &view, &names),
            roll_call: roll_call
                .into_iter()
                .map(|vote| {
                    let choice = words::choice_of_ballot(texts, &view.poll, &names, &vote.ballot);
                    (vote, choice)
                })
                .collect(),
            may_run,
            closing_is_due: is_open && time.is_over(now),
            title,
            view,
        })
    }

    fn is(&self, state: &str) -> bool {
        self.view.poll.standing().as_str() == state
    }

    /// Whether it can be declared void.
    fn can_be_void(&self) -> bool {
        self.view.poll.standing().after(Transition::Void).is_ok()
    }

    fn can_be_extended(&self) -> bool {
        self.view.poll.standing().is_under_way() && self.view.poll.closes_at.is_some()
    }

    /// The address of a step.
    fn step(&self, name: &str) -> String {
        format!("{}/{name}", self.href)
    }

    fn is_secret(&self) -> bool {
        self.view.poll.secrecy == Secrecy::Secret
    }

    fn is_election(&self) -> bool {
        self.view.poll.kind == PollKind::Election
    }

    fn turnout(&self, ballots: &i64) -> String {
        self.shell.texts.percent(*ballots, self.view.entitled, 1)
    }
}

/// The form of opening proposes minutes of grace; what was typed stays.
fn with_proposed_grace(mut form: FormData) -> FormData {
    if form.filled_text("grace_minutes").is_none() && form.error("grace_minutes").is_none() {
        form.set("grace_minutes", PROPOSED_GRACE.to_string());
    }
    form
}

fn counted(texts: &Texts, view: &PollView, names: &[String]) -> Option<Counted> {
    let count = view.count.as_ref()?;
    let named = |position: i64| {
        usize::try_from(position - 1)
            .ok()
            .and_then(|i| names.get(i))
            .cloned()
            .unwrap_or_default()
    };
    let listed = |positions: &[i64]| {
        positions
            .iter()
            .map(|p| named(*p))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (headline, reason, elected) = match &count.outcome {
        Outcome::Motion {
            accepted,
            needed,
            base,
            tie,
            quorum_missed,
            awaits,
            bodies,
        } => {
            let headline = match awaits {
                Some(Awaits::Lot) => texts.t("polls-undecided"),
                Some(Awaits::Runoff) | None if *accepted => texts.t("polls-accepted"),
                Some(Awaits::Runoff) | None => texts.t("polls-rejected"),
            };
            let yes = count.votes.first().copied().unwrap_or(0);
            let mut reason = texts.ta_plain(
                "polls-yes-of-needed",
                &[
                    ("yes", yes.into()),
                    ("needed", needed.into()),
                    ("base", base.into()),
                ],
            );
            let of_tie = match awaits {
                Some(Awaits::Lot) => Some(texts.t("polls-tie-lot")),
                Some(Awaits::Runoff) => Some(texts.t("polls-tie-runoff")),
                // Where a lot was drawn, it stands below.
                None if *tie && view.lots.is_empty() => Some(texts.t("polls-tie")),
                None => None,
            };
            if let Some(of_tie) = of_tie {
                reason = format!("{reason} {of_tie}");
            }
            if let Some(bodies) = bodies {
                let args = [
                    ("yes", bodies.yes.into()),
                    ("no", bodies.no.into()),
                    ("needed", bodies.needed.into()),
                ];
                reason = format!("{reason} {}", texts.ta_plain("polls-bodies-stand", &args));
            }
            if *quorum_missed {
                reason = format!("{reason} {}", texts.t("polls-quorum-missed"));
            }
            (headline, reason, &[][..])
        }
        Outcome::Election {
            elected,
            tied,
            open_seats,
            vacant,
            winners: _,
            seats,
            tie_over: _,
            steps: _,
        } => {
            let lists: Vec<String> = (1..)
                .zip(seats)
                .filter(|(_, seats)| **seats > 0)
                .map(|(position, seats)| format!("{}: {}", named(position), texts.number(*seats)))
                .collect();
            let headline = if !lists.is_empty() {
                texts.ta("polls-list-seats", &[("names", lists.join(", ").into())])
            } else if elected.is_empty() {
                texts.t("polls-nobody-elected")
            } else {
                texts.ta("polls-elected", &[("names", listed(elected).into())])
            };
            let mut reasons = Vec::new();
            if !tied.is_empty() {
                reasons.push(texts.ta(
                    "polls-lot",
                    &[("names", listed(tied).into()), ("n", open_seats.into())],
                ));
            }
            if *vacant > 0 {
                reasons.push(texts.ta_plain("polls-vacant", &[("n", vacant.into())]));
            }
            (headline, reasons.join(" "), elected.as_slice())
        }
    };
    let rows = (1..)
        .zip(&count.votes)
        .map(|(position, votes)| (named(position), *votes, elected.contains(&position)))
        .collect();
    Some(Counted {
        headline,
        reason,
        rows,
    })
}

#[handler]
async fn poll_page(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    html(&PollPage::load(&visitor, &slug, PollId(poll), FormData::default()).await?)
}

/// On to the poll with a message, or the poll again with what is wrong.
pub(super) async fn stepped(
    visitor: &Visitor,
    slug: &str,
    poll: PollId,
    mut form: FormData,
    result: Result<(), PollError>,
    notice: &'static str,
) -> poem::Result<Response> {
    let Err(error) = result else {
        return Ok(visitor.see_other_with(&format!("/staff/{slug}/polls/{poll}"), notice));
    };
    let problem = error.problem();
    match status_of(problem.kind) {
        status @ (StatusCode::CONFLICT
        | StatusCode::PRECONDITION_FAILED
        | StatusCode::UNPROCESSABLE_ENTITY) => {
            form.refuse(&visitor.texts, &problem);
            html_with(status, &PollPage::load(visitor, slug, poll, form).await?)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn make_ready(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = actions::make_ready(&visitor.app, actor, &slug, PollId(poll)).await;
    stepped(
        &visitor,
        &slug,
        PollId(poll),
        FormData::default(),
        result,
        "notice-poll-ready",
    )
    .await
}

#[handler]
async fn count_ballots(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = actions::count_poll(&visitor.app, actor, &slug, PollId(poll))
        .await
        .map(drop);
    stepped(
        &visitor,
        &slug,
        PollId(poll),
        FormData::default(),
        result,
        "notice-poll-counted",
    )
    .await
}
