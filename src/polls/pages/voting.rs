//! Voting, without JavaScript: code, my votes, question, review, receipt.
//!
//! Nothing is stored before the ballot is cast: the review page carries the choice. No page shows a choice after casting.

use askama::Template;
use poem::{
    Response, handler,
    http::{StatusCode, header},
    web::Path,
};

use super::{
    ballot_form::{BallotRow, Control, choice, chosen, hints, rows, steps},
    kiosk,
    places::{self, PlaceChoice, made_here},
    receipt::{self, already_voted, cast_done},
    trust::TrustLabel,
    voter::VoterVisitor,
    words::{self, Line},
};
use crate::{
    polls::{
        actions::{self, PollError, PollOfVoter},
        input::VoteInput,
        model::{Poll, Standing},
        splitting::{Votes, may_split},
    },
    registry::model::Federation,
    rolls::{
        self,
        model::{SESSION_IDLE_MS, Voter},
    },
    types::{EntryId, Explain, PollId, Problem, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, guard::status_of, html, html_with,
    },
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/vote", Access::Public, start_page)
        .post("/:lang/vote", Access::Public, sign_in)
        .post("/:lang/vote/sign-out", Access::Public, sign_out)
        .get("/:lang/vote/polls", Access::Voter, my_votes_page)
        .get("/:lang/vote/polls/:poll", Access::Voter, question_page)
        .post("/:lang/vote/polls/:poll", Access::Voter, change_choice)
        .get(
            "/:lang/vote/polls/:poll/review",
            Access::Voter,
            back_to_question,
        )
        .post("/:lang/vote/polls/:poll/review", Access::Voter, review)
        .get(
            "/:lang/vote/polls/:poll/cast",
            Access::Voter,
            back_to_question,
        )
        .post("/:lang/vote/polls/:poll/cast", Access::Voter, cast)
        .get(
            "/:lang/vote/polls/:poll/done",
            Access::Voter,
            receipt::done_page,
        )
}

/// Where one votes in a poll, without the language.
pub(super) fn address(poll: PollId) -> String {
    format!("/vote/polls/{poll}")
}

#[derive(Template)]
#[template(path = "polls/vote_start.html")]
struct StartPage {
    shell: Shell,
    form: FormData,
    /// Who is signed in already.
    voter: Option<String>,
    trust: TrustLabel,
}

fn start(visitor: &VoterVisitor, form: FormData) -> StartPage {
    StartPage {
        shell: visitor.shell(),
        form,
        trust: TrustLabel::of_secret_polls(&visitor.app, &visitor.texts),
        voter: visitor
            .signed_in()
            .filter(|_| !visitor.kiosk)
            .map(|(voter, _)| voter.in_proxy.as_ref().unwrap_or(&voter.name).clone()),
    }
}

#[handler]
async fn start_page(visitor: VoterVisitor) -> PageResult {
    let mut page = start(&visitor, FormData::default());
    page.shell.leaves = None;
    Ok(kiosk::forget(&visitor, html(&page)?))
}

#[handler]
async fn sign_in(visitor: VoterVisitor, mut form: FormData) -> PageResult {
    match rolls::actions::sign_in_voter(&visitor.app, &form.text("code"), visitor.network).await {
        Ok(session) => Ok(visitor.with_session(visitor.see_other("/vote/polls"), &session)),
        Err(error) => {
            let problem = error.problem();
            if problem.kind == ProblemKind::Internal {
                return Err(Refused::from(error).into());
            }
            form.refuse(&visitor.texts, &problem);
            with_retry(
                html_with(status_of(problem.kind), &start(&visitor, form))?,
                &problem,
            )
        }
    }
}

pub(super) fn with_retry(mut response: Response, problem: &Problem) -> PageResult {
    if let Some(seconds) = problem.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

#[handler]
async fn sign_out(visitor: VoterVisitor) -> PageResult {
    Ok(visitor.sign_out(visitor.see_other("/vote")).await?)
}

/// What every page of a signed-in voter says at its end.
pub(super) struct Session {
    /// The place that is voted for.
    pub place: EntryId,
    pub name: String,
    /// Who votes for it by proxy.
    pub in_proxy: Option<String>,
    pub body_name: String,
    pub minutes: i64,
}

impl Session {
    pub fn of(voter: &Voter) -> Self {
        Self {
            place: voter.entry,
            name: voter.name.clone(),
            in_proxy: voter.in_proxy.clone(),
            body_name: voter.body_name.clone(),
            minutes: SESSION_IDLE_MS / 60_000,
        }
    }
}

#[derive(Template)]
#[template(path = "polls/my_votes.html")]
struct MyVotesPage {
    shell: Shell,
    session: Session,
    votes: i64,
    /// Where there are more than the own.
    places: Vec<PlaceChoice>,
    polls: Vec<MyVote>,
}

struct MyVote {
    /// Where one votes, or reads that one has voted.
    href: Option<String>,
    title: Line,
    hint: String,
    tag: (&'static str, String),
}

#[handler]
async fn my_votes_page(visitor: VoterVisitor) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    let polls = actions::my_votes(&visitor.app, voter)
        .await
        .map_err(Refused::from)?;
    let polls = polls
        .iter()
        .map(|of_voter| {
            let (poll, voted) = (&of_voter.poll, of_voter.voted);
            let takes = actions::takes_ballots(&visitor.app, poll, voter) && of_voter.votes_here();
            let rest = address(poll.id);
            MyVote {
                href: match (voted, takes) {
                    (true, _) => Some(visitor.href(&format!("{rest}/done"))),
                    (false, true) => Some(visitor.href(&rest)),
                    (false, false) => None,
                },
                title: words::read(&poll.title, visitor.locale(), federation.locale),
                hint: match &of_voter.excluded {
                    Some(reason) => visitor
                        .texts
                        .ta("voting-hint-excluded", &[("reason", reason.clone().into())]),
                    None if of_voter.on_paper && !voted => visitor.texts.t("voting-hint-on-paper"),
                    None => hint(&visitor, poll, voted, takes),
                },
                tag: match &of_voter.excluded {
                    Some(_) => ("neutral", visitor.texts.t("voting-tag-excluded")),
                    None if of_voter.on_paper && !voted => {
                        ("neutral", visitor.texts.t("voting-tag-on-paper"))
                    }
                    None => tag(&visitor, poll, voted, takes),
                },
            }
        })
        .collect();
    html(&MyVotesPage {
        shell: visitor.shell(),
        session: Session::of(voter),
        votes: voter.votes,
        places: places::choices(&visitor, voter).await?,
        polls,
    })
}

fn tag(visitor: &VoterVisitor, poll: &Poll, voted: bool, takes: bool) -> (&'static str, String) {
    let texts = &visitor.texts;
    match (voted, takes, poll.standing()) {
        (_, _, Standing::Void) => ("warning", texts.t("polls-state-void")),
        (true, _, _) => ("success", texts.t("voting-tag-voted")),
        (false, true, _) => ("info", texts.t("voting-tag-open")),
        (false, false, Standing::Draft | Standing::Ready) => {
            ("neutral", texts.t("voting-tag-not-yet"))
        }
        (false, false, Standing::Interrupted) => ("warning", texts.t("polls-state-interrupted")),
        (
            false,
            false,
            Standing::Open | Standing::Closed | Standing::Counted | Standing::Published,
        ) => ("neutral", texts.t("voting-tag-closed")),
    }
}

fn hint(visitor: &VoterVisitor, poll: &Poll, voted: bool, takes: bool) -> String {
    let texts = &visitor.texts;
    match (voted, takes, poll.standing()) {
        (_, _, Standing::Void) => texts.t("voting-hint-void"),
        (true, _, _) => texts.t("voting-hint-voted"),
        (false, true, _) => until(visitor, poll),
        (false, false, Standing::Draft | Standing::Ready) => texts.t("voting-hint-not-yet"),
        (false, false, Standing::Interrupted) => texts.t("voting-hint-interrupted"),
        (false, false, Standing::Open) => texts.t("voting-hint-over"),
        (false, false, Standing::Closed | Standing::Counted | Standing::Published) => {
            texts.t("voting-hint-missed")
        }
    }
}

fn until(visitor: &VoterVisitor, poll: &Poll) -> String {
    let time = poll.voting_time();
    if let Some(at) = time
        .grace_until
        .filter(|_| time.is_grace(visitor.app.clock.now()))
    {
        let at = visitor.texts.instant(at);
        return visitor
            .texts
            .ta("voting-grace-until", &[("time", at.into())]);
    }
    match time.closes_at {
        Some(at) => visitor.texts.ta(
            "voting-open-until",
            &[("time", visitor.texts.instant(at).into())],
        ),
        None => visitor.texts.t("voting-open-until-closed"),
    }
}

#[derive(Template)]
#[template(path = "polls/question.html")]
pub(super) struct QuestionPage {
    pub shell: Shell,
    form: FormData,
    pub session: Session,
    pub title: Line,
    pub question: Line,
    pub control: Control,
    /// What one option may get: votes, or ranks.
    pub steps: Vec<i64>,
    /// What is to be done, in one or two sentences.
    pub hints: Vec<String>,
    pub rows: Vec<BallotRow>,
    pub until: String,
    pub trust: TrustLabel,
    action: String,
    /// Where votes are given differently, where that is possible.
    split: Option<String>,
}

impl QuestionPage {
    pub fn new(
        visitor: &VoterVisitor,
        voter: &Voter,
        federation: &Federation,
        poll: &Poll,
        form: FormData,
    ) -> Self {
        let read = |t| words::read(t, visitor.locale(), federation.locale);
        let rows = rows(&visitor.texts, poll, federation.locale);
        Self {
            shell: visitor.shell(),
            form,
            session: Session::of(voter),
            title: read(&poll.title),
            question: read(&poll.question),
            control: Control::of(poll),
            steps: steps(poll),
            hints: hints(visitor, poll, voter.votes),
            rows,
            until: until(visitor, poll),
            trust: TrustLabel::of(&visitor.app, &visitor.texts, poll, voter.votes > 1),
            action: visitor.href(&format!("/vote/polls/{}/review", poll.id)),
            split: may_split(poll, voter.votes)
                .then(|| visitor.href(&format!("{}/split", address(poll.id)))),
        }
    }
}

/// A poll in which the voter can vote at this moment; else the page that is shown in its place.
pub(super) async fn votable(
    visitor: &VoterVisitor,
    voter: &Voter,
    poll: PollId,
) -> Result<Result<Poll, Response>, poem::Error> {
    let PollOfVoter {
        poll,
        voted,
        excluded,
        on_paper,
    } = actions::poll_for_voter(&visitor.app, voter, poll)
        .await
        .map_err(Refused::from)?;
    if voted {
        return Ok(Err(already_voted(visitor, voter).await?));
    }
    if excluded.is_some() {
        return Err(Refused::from(PollError::Excluded).into());
    }
    if on_paper {
        return Err(Refused::from(PollError::OnPaper).into());
    }
    if !actions::takes_ballots(&visitor.app, &poll, voter) {
        return Err(Refused::from(actions::not_taken(&visitor.app, &poll)).into());
    }
    Ok(Ok(poll))
}

#[handler]
async fn question_page(visitor: VoterVisitor, Path((_, poll)): Path<(String, i64)>) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    let of_voter = actions::poll_for_voter(&visitor.app, voter, PollId(poll))
        .await
        .map_err(Refused::from)?;
    let (votes_here, poll) = (of_voter.votes_here(), of_voter.poll);
    if of_voter.voted {
        return Ok(visitor.see_other(&format!("/vote/polls/{}/done", poll.id)));
    }
    if !votes_here || !actions::takes_ballots(&visitor.app, &poll, voter) {
        return Ok(visitor.see_other("/vote/polls"));
    }
    html(&QuestionPage::new(
        &visitor,
        voter,
        federation,
        &poll,
        FormData::default(),
    ))
}

/// The address of a form, asked for as a page: somebody changed the language there, or came back to it. Asking casts nothing.
#[handler]
async fn back_to_question(
    visitor: VoterVisitor,
    Path((_, poll)): Path<(String, i64)>,
) -> PageResult {
    Ok(visitor.see_other(&format!("/vote/polls/{poll}")))
}

/// The question again, with the choice that the review page carried.
#[handler]
async fn change_choice(
    visitor: VoterVisitor,
    Path((_, poll)): Path<(String, i64)>,
    form: FormData,
) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    made_here(voter, &form).map_err(Refused::from)?;
    match votable(&visitor, voter, PollId(poll)).await? {
        Ok(poll) => html(&QuestionPage::new(&visitor, voter, federation, &poll, form)),
        Err(page) => Ok(page),
    }
}

#[derive(Template)]
#[template(path = "polls/review.html")]
struct ReviewPage {
    shell: Shell,
    form: FormData,
    session: Session,
    title: Line,
    question: Line,
    /// What was chosen, with the votes or the rank that it gets.
    chosen: Vec<(String, Line)>,
    /// The fields of the form, to be sent again.
    carried: Vec<(String, String)>,
    is_blank: bool,
    max_choices: i64,
    /// Votes that could still be given.
    unused: i64,
    votes: i64,
    trust: TrustLabel,
    /// Back to the question.
    change: String,
    cast: String,
}

impl ReviewPage {
    fn new(
        visitor: &VoterVisitor,
        voter: &Voter,
        federation: &Federation,
        poll: &Poll,
        input: &VoteInput,
        form: FormData,
    ) -> Self {
        let question = QuestionPage::new(visitor, voter, federation, poll, FormData::default());
        let rows = question.rows.into_iter().filter(|row| !row.is_blank);
        let (chosen, carried) = chosen(visitor, question.control, rows, input, "");
        let used = i64::try_from(input.choices.len()).unwrap_or(i64::MAX);
        let at_most = match question.control {
            Control::Radio | Control::Checkbox => poll
                .max_choices
                .min(i64::try_from(poll.options.len()).unwrap_or(i64::MAX))
                .max(1),
            Control::Votes => poll.max_choices,
            // Nobody has to rank everybody.
            Control::Rank => used,
        };
        Self {
            shell: question.shell,
            form,
            session: question.session,
            title: question.title,
            question: question.question,
            is_blank: input.blank,
            carried,
            max_choices: poll.max_choices,
            unused: if input.blank { 0 } else { at_most - used },
            votes: voter.votes,
            trust: question.trust,
            change: visitor.href(&format!("/vote/polls/{}", poll.id)),
            cast: visitor.href(&format!("/vote/polls/{}/cast", poll.id)),
            chosen,
        }
    }
}

#[handler]
async fn review(
    visitor: VoterVisitor,
    Path((_, poll)): Path<(String, i64)>,
    mut form: FormData,
) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    made_here(voter, &form).map_err(Refused::from)?;
    let poll = match votable(&visitor, voter, PollId(poll)).await? {
        Ok(poll) => poll,
        Err(page) => return Ok(page),
    };
    let input = choice(&form, &poll, "");
    match input.parse(&poll) {
        Ok(_) => html(&ReviewPage::new(
            &visitor,
            voter,
            federation,
            &poll,
            &input,
            FormData::default(),
        )),
        Err(fields) => {
            form.refuse(&visitor.texts, &Problem::fields(fields));
            html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &QuestionPage::new(&visitor, voter, federation, &poll, form),
            )
        }
    }
}

#[handler]
async fn cast(
    visitor: VoterVisitor,
    Path((_, poll)): Path<(String, i64)>,
    mut form: FormData,
) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    made_here(voter, &form).map_err(Refused::from)?;
    let found = actions::poll_for_voter(&visitor.app, voter, PollId(poll))
        .await
        .map_err(Refused::from)?;
    let input = choice(&form, &found.poll, "");
    if input.blank && input.is_empty() && !form.has("blank_confirmed", "yes") {
        let poll = match votable(&visitor, voter, PollId(poll)).await? {
            Ok(poll) => poll,
            Err(page) => return Ok(page),
        };
        form.refuse(
            &visitor.texts,
            &Problem::field("blank_confirmed", crate::key!("field-blank-unconfirmed")),
        );
        let page = ReviewPage::new(&visitor, voter, federation, &poll, &input, form);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let votes = Votes::Alike(input);
    match actions::cast(&visitor.app, voter, PollId(poll), &votes).await {
        Ok(trackers) => cast_done(&visitor, voter, PollId(poll), trackers).await,
        Err(PollError::AlreadyVoted) => already_voted(&visitor, voter).await,
        Err(PollError::Fields(fields)) => match votable(&visitor, voter, PollId(poll)).await? {
            Ok(poll) => {
                form.refuse(&visitor.texts, &Problem::fields(fields));
                html_with(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &QuestionPage::new(&visitor, voter, federation, &poll, form),
                )
            }
            Err(page) => Ok(page),
        },
        Err(error) => Err(Refused::from(error).into()),
    }
}
