//! Voting, without JavaScript: code, my votes, question, review, receipt.
//!
//! Nothing is stored before the ballot is cast: the review page carries the choice. No page shows a choice after casting.

use std::collections::BTreeMap;

use askama::Template;
use poem::{
    Response, handler,
    http::{StatusCode, header},
    web::Path,
};

use super::{
    voter::VoterVisitor,
    words::{self, Line},
};
use crate::{
    polls::{
        actions::{self, PollError},
        input::VoteInput,
        model::{Method, Poll, PollState, Secrecy},
    },
    registry::model::Federation,
    rolls::{
        self,
        model::{SESSION_IDLE_MS, Voter},
    },
    types::{Explain, PollId, Problem, ProblemKind, Timestamp},
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
        .get("/:lang/vote/polls/:poll/done", Access::Voter, done_page)
}

/// The value that stands for a blank ballot among the choices.
const BLANK: &str = "blank";
/// More votes for one option, and more ranks, than any ballot has.
const MOST_TYPED: usize = 400;

#[derive(Template)]
#[template(path = "polls/vote_start.html")]
struct StartPage {
    shell: Shell,
    form: FormData,
    /// Who is signed in already.
    voter: Option<String>,
}

fn start(visitor: &VoterVisitor, form: FormData) -> StartPage {
    StartPage {
        shell: visitor.shell(),
        form,
        voter: visitor.signed_in().map(|(voter, _)| voter.name.clone()),
    }
}

#[handler]
async fn start_page(visitor: VoterVisitor) -> PageResult {
    html(&start(&visitor, FormData::default()))
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

fn with_retry(mut response: Response, problem: &Problem) -> PageResult {
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
struct Session {
    name: String,
    body_name: String,
    minutes: i64,
}

impl Session {
    fn of(voter: &Voter) -> Self {
        Self {
            name: voter.name.clone(),
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
        .map(|(poll, voted)| {
            let takes = actions::takes_ballots(&visitor.app, poll);
            let rest = format!("/vote/polls/{}", poll.id);
            MyVote {
                href: match (voted, takes) {
                    (true, _) => Some(visitor.href(&format!("{rest}/done"))),
                    (false, true) => Some(visitor.href(&rest)),
                    (false, false) => None,
                },
                title: words::read(&poll.title, visitor.locale(), federation.locale),
                hint: hint(&visitor, poll, *voted, takes),
                tag: tag(&visitor, poll, *voted, takes),
            }
        })
        .collect();
    html(&MyVotesPage {
        shell: visitor.shell(),
        session: Session::of(voter),
        votes: voter.votes,
        polls,
    })
}

fn tag(visitor: &VoterVisitor, poll: &Poll, voted: bool, takes: bool) -> (&'static str, String) {
    let texts = &visitor.texts;
    match (voted, takes, poll.state) {
        (true, _, _) => ("success", texts.t("voting-tag-voted")),
        (false, true, _) => ("info", texts.t("voting-tag-open")),
        (false, false, PollState::Draft | PollState::Ready) => {
            ("neutral", texts.t("voting-tag-not-yet"))
        }
        (
            false,
            false,
            PollState::Open | PollState::Closed | PollState::Counted | PollState::Published,
        ) => ("neutral", texts.t("voting-tag-closed")),
    }
}

fn hint(visitor: &VoterVisitor, poll: &Poll, voted: bool, takes: bool) -> String {
    let texts = &visitor.texts;
    match (voted, takes) {
        (true, _) => texts.t("voting-hint-voted"),
        (false, true) => until(visitor, poll.closes_at),
        (false, false) if poll.state < PollState::Open => texts.t("voting-hint-not-yet"),
        (false, false) => texts.t("voting-hint-missed"),
    }
}

fn until(visitor: &VoterVisitor, closes_at: Option<Timestamp>) -> String {
    match closes_at {
        Some(at) => visitor.texts.ta(
            "voting-open-until",
            &[("time", visitor.texts.instant(at).into())],
        ),
        None => visitor.texts.t("voting-open-until-closed"),
    }
}

/// A row of the ballot.
struct BallotRow {
    value: String,
    words: Line,
    is_blank: bool,
}

/// What a row of the ballot takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Control {
    /// The one choice.
    Radio,
    /// One of several choices.
    Checkbox,
    /// So many votes.
    Votes,
    /// A rank.
    Rank,
}

impl Control {
    fn of(poll: &Poll) -> Self {
        match poll.method {
            Method::YesNo | Method::Lists => Self::Radio,
            Method::Choose if poll.max_choices == 1 => Self::Radio,
            Method::Choose => Self::Checkbox,
            Method::Cumulate => Self::Votes,
            Method::InstantRunoff | Method::ScottishStv | Method::Schulze => Self::Rank,
        }
    }

    /// The field beside which a refusal is told.
    fn problems(self) -> &'static str {
        match self {
            Self::Radio | Self::Checkbox | Self::Votes => "choices",
            Self::Rank => "ranking",
        }
    }

    /// How the field of a row is named, where each row has its own.
    fn field(self) -> &'static str {
        match self {
            Self::Radio | Self::Checkbox => "choices",
            Self::Votes => "votes",
            Self::Rank => "rank",
        }
    }
}

#[derive(Template)]
#[template(path = "polls/question.html")]
struct QuestionPage {
    shell: Shell,
    form: FormData,
    session: Session,
    title: Line,
    question: Line,
    control: Control,
    /// What one option may get: votes, or ranks.
    steps: Vec<i64>,
    /// What is to be done, in one or two sentences.
    hints: Vec<String>,
    rows: Vec<BallotRow>,
    until: String,
    is_secret: bool,
    action: String,
}

impl QuestionPage {
    fn new(
        visitor: &VoterVisitor,
        voter: &Voter,
        federation: &Federation,
        poll: &Poll,
        form: FormData,
    ) -> Self {
        let read = |t| words::read(t, visitor.locale(), federation.locale);
        let word = |text: String| Line {
            text,
            lang: visitor.texts.locale().shown_in().tag(),
        };
        let mut rows: Vec<BallotRow> = if poll.method == Method::YesNo {
            [
                ("yes", visitor.texts.t("polls-yes")),
                ("no", visitor.texts.t("polls-no")),
                ("abstain", visitor.texts.t("polls-abstain")),
            ]
            .into_iter()
            .map(|(value, words)| BallotRow {
                value: value.to_owned(),
                words: word(words),
                is_blank: false,
            })
            .collect()
        } else {
            (1..)
                .zip(&poll.options)
                .map(|(n, option): (i64, _)| BallotRow {
                    value: n.to_string(),
                    words: read(&option.label),
                    is_blank: false,
                })
                .collect()
        };
        rows.push(BallotRow {
            value: BLANK.to_owned(),
            words: word(visitor.texts.t("voting-blank")),
            is_blank: true,
        });
        Self {
            shell: visitor.shell(),
            form,
            session: Session::of(voter),
            title: read(&poll.title),
            question: read(&poll.question),
            control: Control::of(poll),
            steps: match Control::of(poll) {
                Control::Radio | Control::Checkbox => Vec::new(),
                Control::Votes => (0..=poll.max_per_option).collect(),
                Control::Rank => (1..).take(poll.options.len()).collect(),
            },
            hints: hints(visitor, poll, voter.votes),
            rows,
            until: until(visitor, poll.closes_at),
            is_secret: poll.secrecy == Secrecy::Secret,
            action: visitor.href(&format!("/vote/polls/{}/review", poll.id)),
        }
    }
}

impl QuestionPage {
    /// Whether a field holds a number.
    fn is_set(&self, field: &str, number: &i64) -> bool {
        self.form.has(field, &number.to_string())
    }
}

/// What is to be done on the ballot.
fn hints(visitor: &VoterVisitor, poll: &Poll, votes: i64) -> Vec<String> {
    let texts = &visitor.texts;
    let mut hints = vec![match Control::of(poll) {
        Control::Radio if poll.method == Method::Lists => texts.t("voting-choose-list"),
        Control::Radio => texts.t("voting-choose-one"),
        Control::Checkbox => texts.ta("voting-choose-up-to", &[("n", poll.max_choices.into())]),
        Control::Votes => texts.ta(
            "voting-cumulate",
            &[
                ("n", poll.max_choices.into()),
                ("each", poll.max_per_option.into()),
            ],
        ),
        Control::Rank => texts.t("voting-rank"),
    }];
    if poll.method == Method::Schulze {
        hints.push(texts.t("voting-rank-equal"));
    }
    if votes > 1 {
        hints.push(texts.ta("voting-votes-alike", &[("n", votes.into())]));
    }
    hints
}

/// A poll in which the voter can vote at this moment; else the page that is shown in its place.
async fn votable(
    visitor: &VoterVisitor,
    voter: &Voter,
    poll: PollId,
) -> Result<Result<Poll, Response>, poem::Error> {
    let (poll, voted) = actions::poll_for_voter(&visitor.app, voter, poll)
        .await
        .map_err(Refused::from)?;
    if voted {
        return Ok(Err(already_voted(visitor, voter)?));
    }
    if !actions::takes_ballots(&visitor.app, &poll) {
        return Err(Refused::from(PollError::NotOpen).into());
    }
    Ok(Ok(poll))
}

#[handler]
async fn question_page(visitor: VoterVisitor, Path((_, poll)): Path<(String, i64)>) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    let (poll, voted) = actions::poll_for_voter(&visitor.app, voter, PollId(poll))
        .await
        .map_err(Refused::from)?;
    if voted {
        return Ok(visitor.see_other(&format!("/vote/polls/{}/done", poll.id)));
    }
    if !actions::takes_ballots(&visitor.app, &poll) {
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
    match votable(&visitor, voter, PollId(poll)).await? {
        Ok(poll) => html(&QuestionPage::new(&visitor, voter, federation, &poll, form)),
        Err(page) => Ok(page),
    }
}

/// The choice in a form: marks, votes or ranks, and the box for a blank ballot among them.
fn choice(form: &FormData, poll: &Poll) -> VoteInput {
    let (blank, choices): (Vec<_>, Vec<_>) =
        form.all("choices").into_iter().partition(|c| c == BLANK);
    let mut input = VoteInput {
        choices,
        blank: !blank.is_empty(),
        ..VoteInput::default()
    };
    let control = Control::of(poll);
    let numbers = (1..=poll.options.len()).filter_map(|n| {
        let typed = form.text(&format!("{}.{n}", control.field()));
        let typed = typed.trim();
        (!typed.is_empty()).then(|| (n.to_string(), typed.parse::<usize>().ok()))
    });
    match control {
        Control::Radio | Control::Checkbox => {}
        Control::Votes => {
            for (number, votes) in numbers {
                // What is no number, or more than any ballot holds, is told like a choice that is not there.
                match votes.filter(|votes| *votes <= MOST_TYPED) {
                    Some(votes) => input.choices.extend(std::iter::repeat_n(number, votes)),
                    None => input.choices.push(String::new()),
                }
            }
        }
        Control::Rank => {
            let mut ranks: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            for (number, rank) in numbers {
                ranks.entry(rank.unwrap_or(0)).or_default().push(number);
            }
            // A rank that nobody has stays empty, so that it is told.
            let last = ranks.keys().copied().max().unwrap_or(0).min(MOST_TYPED);
            let first = usize::from(!ranks.contains_key(&0));
            input.ranking = if ranks.is_empty() {
                Vec::new()
            } else {
                (first..=last)
                    .map(|rank| ranks.remove(&rank).unwrap_or_default())
                    .collect()
            };
        }
    }
    input
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
    is_secret: bool,
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
        let (chosen, carried) = chosen(visitor, question.control, rows, input);
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
            is_secret: question.is_secret,
            change: visitor.href(&format!("/vote/polls/{}", poll.id)),
            cast: visitor.href(&format!("/vote/polls/{}/cast", poll.id)),
            chosen,
        }
    }
}

/// What was chosen in words, and the fields that carry it on.
fn chosen(
    visitor: &VoterVisitor,
    control: Control,
    rows: impl Iterator<Item = BallotRow>,
    input: &VoteInput,
) -> (Vec<(String, Line)>, Vec<(String, String)>) {
    let field = control.field();
    if control == Control::Rank {
        let rows: BTreeMap<String, Line> = rows.map(|row| (row.value, row.words)).collect();
        let ranked = (1_i64..)
            .zip(&input.ranking)
            .flat_map(|(rank, options)| options.iter().map(move |option| (rank, option.clone())));
        return ranked
            .filter_map(|(rank, option)| {
                let words = rows.get(&option)?.clone();
                let carried = (format!("{field}.{option}"), rank.to_string());
                Some((
                    (format!("{}. ", visitor.texts.number(rank)), words),
                    carried,
                ))
            })
            .unzip();
    }
    rows.filter_map(|row| {
        let votes = input.choices.iter().filter(|c| **c == row.value).count();
        let votes = i64::try_from(votes).ok().filter(|n| *n > 0)?;
        Some(if control == Control::Votes {
            let told = visitor.texts.ta("voting-votes-for", &[("n", votes.into())]);
            let carried = (format!("{field}.{}", row.value), votes.to_string());
            ((format!("{told} "), row.words), carried)
        } else {
            ((String::new(), row.words), (field.to_owned(), row.value))
        })
    })
    .unzip()
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
    let poll = match votable(&visitor, voter, PollId(poll)).await? {
        Ok(poll) => poll,
        Err(page) => return Ok(page),
    };
    let input = choice(&form, &poll);
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
    let (found, _) = actions::poll_for_voter(&visitor.app, voter, PollId(poll))
        .await
        .map_err(Refused::from)?;
    let input = choice(&form, &found);
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
    match actions::cast(&visitor.app, voter, PollId(poll), &input).await {
        Ok(()) => Ok(visitor.see_other(&format!("/vote/polls/{poll}/done"))),
        Err(PollError::AlreadyVoted) => already_voted(&visitor, voter),
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

#[derive(Template)]
#[template(path = "polls/done.html")]
struct DonePage {
    shell: Shell,
    session: Session,
    /// A second ballot was sent and changed nothing.
    again: bool,
}

/// The neutral page for whoever sends a second ballot: it says that one is in the box, never which.
fn already_voted(visitor: &VoterVisitor, voter: &Voter) -> PageResult {
    let page = DonePage {
        shell: visitor.shell(),
        session: Session::of(voter),
        again: true,
    };
    html_with(StatusCode::CONFLICT, &page)
}

#[handler]
async fn done_page(visitor: VoterVisitor, Path((_, poll)): Path<(String, i64)>) -> PageResult {
    let Some((voter, _)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    let (poll, voted) = actions::poll_for_voter(&visitor.app, voter, PollId(poll))
        .await
        .map_err(Refused::from)?;
    if !voted {
        return Ok(visitor.see_other(&format!("/vote/polls/{}", poll.id)));
    }
    html(&DonePage {
        shell: visitor.shell(),
        session: Session::of(voter),
        again: false,
    })
}
