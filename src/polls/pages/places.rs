//! The places for which a voter can vote: the own one, and those whose proxies they have. A session votes for one at a time.

use poem::handler;

use super::voter::VoterVisitor;
use crate::{
    polls::actions::{self, PollError},
    rolls::model::Voter,
    types::EntryId,
    web::{Access, FormData, PageResult, Refused, Routes},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/:lang/vote/place", Access::Voter, switch)
}

/// A place that can be voted for.
pub(super) struct PlaceChoice {
    pub entry: EntryId,
    pub name: String,
    pub body_name: String,
    pub by_proxy: bool,
    /// Whether the session votes for it now.
    pub is_here: bool,
    /// How many polls take its ballot now.
    pub waiting: i64,
}

/// All places of a voter with proxies; nothing for everybody else.
pub(super) async fn choices(
    visitor: &VoterVisitor,
    voter: &Voter,
) -> Result<Vec<PlaceChoice>, Refused> {
    let places = actions::my_places(&visitor.app, voter).await?;
    let choices = places.into_iter().map(|found| PlaceChoice {
        is_here: found.place.entry == voter.entry,
        entry: found.place.entry,
        name: found.place.name,
        body_name: found.place.body_name,
        by_proxy: found.place.by_proxy,
        waiting: found.waiting,
    });
    Ok(choices.collect())
}

/// The other places for which a poll waits: where to go on after a ballot.
pub(super) async fn next(
    visitor: &VoterVisitor,
    voter: &Voter,
) -> Result<Vec<PlaceChoice>, Refused> {
    let mut choices = choices(visitor, voter).await?;
    choices.retain(|place| !place.is_here && place.waiting > 0);
    Ok(choices)
}

/// Refuses a form that was made for another place than the session votes for now.
pub(super) fn made_here(voter: &Voter, form: &FormData) -> Result<(), PollError> {
    actions::same_place(voter, form.text("place").parse().ok())
}

/// Goes on for another place. Where the proxy has lapsed meanwhile, it is told, and the session goes on as it was.
#[handler]
async fn switch(visitor: VoterVisitor, form: FormData) -> PageResult {
    if visitor.signed_in().is_none() {
        return visitor.ask_for_code();
    }
    // Nobody has the id 0: what is no number is opened by no code.
    let entry = form.text("place").parse().unwrap_or(EntryId(0));
    match visitor.switch_place(entry).await {
        Ok(()) => Ok(visitor.see_other("/vote/polls")),
        Err(error) => Err(Refused::from(error).into()),
    }
}
