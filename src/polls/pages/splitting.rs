//! Giving several votes differently, without scripts: parts one below the other on one form, a review that shows all, the same
//! receipt. Nothing is stored before the ballots are cast.

use askama::Template;
use poem::{handler, http::StatusCode, web::Path};

use super::{
    ballot_form::{BLANK, BallotRow, Control, choice, chosen, hints, steps},
    places::made_here,
    receipt::{already_voted, cast_done},
    trust::TrustLabel,
    voter::VoterVisitor,
    voting::{QuestionPage, Session, address, votable},
    words::Line,
};
use crate::{
    polls::{
        actions::{self, PollError},
        model::Poll,
        splitting::{MOST_PARTS, PartInput, Votes, may_split},
    },
    registry::model::Federation,
    rolls::model::Voter,
    types::{PollId, Problem},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, html, html_with},
};

pub(super) fn routes(routes: Routes) -> Routes {
    let voter = Access::Voter;
    routes
        .get("/:lang/vote/polls/:poll/split", voter, split_page)
        .post("/:lang/vote/polls/:poll/split", voter, more_parts)
        .get("/:lang/vote/polls/:poll/split/review", voter, back_to_split)
        .post("/:lang/vote/polls/:poll/split/review", voter, review)
        .get("/:lang/vote/polls/:poll/split/cast", voter, back_to_split)
        .post("/:lang/vote/polls/:poll/split/cast", voter, cast)
}

/// A part of the form.
struct PartFields {
    number: usize,
    /// Where a refusal of the choice is told.
    choices: String,
    count: String,
    suffix: String,
}

#[derive(Template)]
#[template(path = "polls/split.html")]
struct SplitPage {
    shell: Shell,
    form: FormData,
    session: Session,
    title: Line,
    question: Line,
    control: Control,
    steps: Vec<i64>,
    hints: Vec<String>,
    rows: Vec<BallotRow>,
    until: String,
    trust: TrustLabel,
    votes: i64,
    parts: Vec<PartFields>,
    may_add: bool,
    /// The form for all votes alike.
    alike: String,
    here: String,
}

/// How many parts a form has: two at first.
fn parts_of(form: &FormData) -> usize {
    form.text("parts").parse().unwrap_or(2).clamp(2, MOST_PARTS)
}

impl SplitPage {
    fn new(
        visitor: &VoterVisitor,
        voter: &Voter,
        federation: &Federation,
        poll: &Poll,
        form: FormData,
        parts: usize,
    ) -> Self {
        let page = QuestionPage::new(visitor, voter, federation, poll, FormData::default());
        Self {
            shell: page.shell,
            session: page.session,
            title: page.title,
            question: page.question,
            control: page.control,
            steps: steps(poll),
            hints: hints(visitor, poll, 1),
            rows: page.rows,
            until: page.until,
            trust: page.trust,
            votes: voter.votes,
            parts: (1..=parts)
                .map(|number| PartFields {
                    number,
                    choices: format!("{}-{number}", Control::of(poll).problems()),
                    count: format!("count-{number}"),
                    suffix: format!("-{number}"),
                })
                .collect(),
            may_add: parts < MOST_PARTS,
            alike: visitor.href(&address(poll.id)),
            here: visitor.href(&format!("{}/split", address(poll.id))),
            form,
        }
    }
}

/// The parts of a form, each with its number there; what was left empty altogether is no part.
fn parts(form: &FormData, poll: &Poll) -> Vec<(usize, PartInput)> {
    (1..=parts_of(form))
        .filter_map(|number| {
            let choice = choice(form, poll, &format!("-{number}"));
            let count = form.text(&format!("count-{number}"));
            if choice.is_empty() && !choice.blank && count.trim().is_empty() {
                return None;
            }
            let part = PartInput {
                choice,
                count: count.trim().parse().unwrap_or(0),
            };
            Some((number, part))
        })
        .collect()
}

fn votes(parts: &[(usize, PartInput)]) -> Votes {
    Votes::Split(parts.iter().map(|(_, part)| part.clone()).collect())
}

/// What was refused, at the fields of the form.
fn in_fields(parts: &[(usize, PartInput)], problem: Problem) -> Problem {
    let fields = problem
        .fields
        .into_iter()
        .map(|mut field| {
            let mut words = field.field.split('.').skip(1);
            let place = words.next().and_then(|n| n.parse::<usize>().ok());
            let number = place
                .and_then(|place| parts.get(place.checked_sub(1)?))
                .map_or(1, |(number, _)| *number);
            let what = words.next().unwrap_or("count");
            field.field = format!("{what}-{number}");
            field
        })
        .collect();
    Problem { fields, ..problem }
}

#[handler]
async fn split_page(visitor: VoterVisitor, Path((_, poll)): Path<(String, i64)>) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    let of_voter = actions::poll_for_voter(&visitor.app, voter, PollId(poll))
        .await
        .map_err(Refused::from)?;
    let (votes_here, poll) = (of_voter.votes_here(), of_voter.poll);
    // The question itself knows where else to lead.
    if of_voter.voted
        || !votes_here
        || !actions::takes_ballots(&visitor.app, &poll, voter)
        || !may_split(&poll, voter.votes)
    {
        return Ok(visitor.see_other(&address(poll.id)));
    }
    let form = FormData::default();
    html(&SplitPage::new(&visitor, voter, federation, &poll, form, 2))
}

#[handler]
async fn back_to_split(visitor: VoterVisitor, Path((_, poll)): Path<(String, i64)>) -> PageResult {
    Ok(visitor.see_other(&format!("{}/split", address(PollId(poll)))))
}

/// The same form with what was filled in: one part more where asked for, or back from the review.
#[handler]
async fn more_parts(
    visitor: VoterVisitor,
    Path((_, poll)): Path<(String, i64)>,
    form: FormData,
) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    made_here(voter, &form).map_err(Refused::from)?;
    match votable(&visitor, voter, PollId(poll)).await? {
        Ok(poll) => {
            let more = usize::from(form.has("more", "yes"));
            let parts = (parts_of(&form) + more).min(MOST_PARTS);
            html(&SplitPage::new(
                &visitor, voter, federation, &poll, form, parts,
            ))
        }
        Err(page) => Ok(page),
    }
}

/// A part on the review.
struct PartShown {
    count: i64,
    is_blank: bool,
    /// With the votes or the rank that each gets.
    chosen: Vec<(String, Line)>,
}

#[derive(Template)]
#[template(path = "polls/split_review.html")]
struct ReviewPage {
    shell: Shell,
    form: FormData,
    session: Session,
    title: Line,
    question: Line,
    parts: Vec<PartShown>,
    /// What the forms carry along.
    hidden: Vec<(String, String)>,
    has_blank: bool,
    trust: TrustLabel,
    change: String,
    cast: String,
}

impl ReviewPage {
    fn new(
        visitor: &VoterVisitor,
        voter: &Voter,
        federation: &Federation,
        poll: &Poll,
        parts: &[(usize, PartInput)],
        form: FormData,
    ) -> Self {
        let page = QuestionPage::new(visitor, voter, federation, poll, FormData::default());
        let mut hidden = vec![("parts".to_owned(), parts.len().max(2).to_string())];
        let mut shown = Vec::with_capacity(parts.len());
        for (number, (_, part)) in (1..).zip(parts) {
            let suffix = format!("-{number}");
            hidden.push((format!("count{suffix}"), part.count.to_string()));
            if part.choice.blank {
                hidden.push((format!("choices{suffix}"), BLANK.to_owned()));
            }
            let rows = page.rows.iter().map(|row| BallotRow {
                value: row.value.clone(),
                words: row.words.clone(),
                is_blank: row.is_blank,
            });
            let (chosen, carried) = chosen(visitor, page.control, rows, &part.choice, &suffix);
            hidden.extend(carried);
            shown.push(PartShown {
                count: part.count,
                is_blank: part.choice.blank,
                chosen,
            });
        }
        Self {
            parts: shown,
            hidden,
            has_blank: parts.iter().any(|(_, part)| part.choice.blank),
            trust: page.trust,
            change: visitor.href(&format!("{}/split", address(poll.id))),
            cast: visitor.href(&format!("{}/split/cast", address(poll.id))),
            shell: page.shell,
            session: page.session,
            title: page.title,
            question: page.question,
            form,
        }
    }
}

#[handler]
async fn review(
    visitor: VoterVisitor,
    Path((_, poll)): Path<(String, i64)>,
    form: FormData,
) -> PageResult {
    let Some((voter, federation)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    made_here(voter, &form).map_err(Refused::from)?;
    let poll = match votable(&visitor, voter, PollId(poll)).await? {
        Ok(poll) => poll,
        Err(page) => return Ok(page),
    };
    let parts = parts(&form, &poll);
    match votes(&parts).parse(&poll, voter.votes) {
        Ok(_) => html(&ReviewPage::new(
            &visitor,
            voter,
            federation,
            &poll,
            &parts,
            FormData::default(),
        )),
        Err(fields) => refused(
            &visitor,
            voter,
            federation,
            &poll,
            form,
            in_fields(&parts, Problem::fields(fields)),
        ),
    }
}

/// The form again with what is wrong.
fn refused(
    visitor: &VoterVisitor,
    voter: &Voter,
    federation: &Federation,
    poll: &Poll,
    mut form: FormData,
    problem: Problem,
) -> PageResult {
    form.refuse(&visitor.texts, &problem);
    let parts = parts_of(&form);
    let page = SplitPage::new(visitor, voter, federation, poll, form, parts);
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
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
    let poll = match votable(&visitor, voter, PollId(poll)).await? {
        Ok(poll) => poll,
        Err(page) => return Ok(page),
    };
    let parts = parts(&form, &poll);
    if parts.iter().any(|(_, part)| part.choice.blank) && !form.has("blank_confirmed", "yes") {
        form.refuse(
            &visitor.texts,
            &Problem::field("blank_confirmed", crate::key!("field-blank-unconfirmed")),
        );
        let page = ReviewPage::new(&visitor, voter, federation, &poll, &parts, form);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    match actions::cast(&visitor.app, voter, poll.id, &votes(&parts)).await {
        Ok(trackers) => cast_done(&visitor, voter, poll.id, trackers).await,
        Err(PollError::AlreadyVoted) => already_voted(&visitor, voter).await,
        Err(PollError::Fields(fields)) => refused(
            &visitor,
            voter,
            federation,
            &poll,
            form,
            in_fields(&parts, Problem::fields(fields)),
        ),
        Err(error) => Err(Refused::from(error).into()),
    }
}
