//! Those whom a published election put onto the board of their federation get a mandate for a term.

use serde_json::{Value, json};

use super::{ResultError, two_people::record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    db::Conn,
    polls::{self, model::Poll},
    registry::{
        self,
        model::{
            Federation,
            mandate::{EndReason, Function},
        },
        store::people::{self, ListedPerson},
    },
    results::{
        model::{BoardInput, EarlyEndInput, ResultDocument},
        store::{
            self,
            board::{BoardMember, FromElection},
        },
    },
    types::{Day, FieldProblem, Locale, PollId, fold_for_search},
};

/// Somebody elected, with the people of that name in the register.
pub struct Elected {
    /// Position on the ballot, from 1.
    pub place: i64,
    pub name: String,
    pub people: Vec<ListedPerson>,
}

/// What is to be decided about those elected.
pub struct ToTheBoard {
    pub federation: Federation,
    pub document: ResultDocument,
    pub elected: Vec<Elected>,
    pub suggested: Function,
}

/// The poll with its newest published result, if those elected by it can come to the board.
///
/// A void poll never has a published result, and neither has one that is still to be repeated.
async fn election(
    conn: &mut Conn,
    federation: &Federation,
    poll: PollId,
) -> Result<(Poll, ResultDocument), ResultError> {
    let poll = polls::store::find_poll(conn, federation.id, poll)
        .await?
        .ok_or(ResultError::NotFound)?;
    let newest = store::documents(conn, federation.id, poll.id)
        .await?
        .into_iter()
        .next()
        .filter(|_| poll.voided.is_none())
        .ok_or(ResultError::NotPublished)?;
    if newest.document.assembly.is_none() {
        return Err(ResultError::NoAssembly);
    }
    if newest.document.elected().is_empty() {
        return Err(ResultError::NobodyElected);
    }
    if store::board::is_made(conn, federation.id, poll.id).await? {
        return Err(ResultError::BoardMade);
    }
    Ok((poll, newest.document))
}

/// As the register sorts names; the last word of a name on the ballot is taken for the family name.
fn search_key(name: &str) -> String {
    let name = name.trim();
    fold_for_search(&match name.rsplit_once(' ') {
        Some((given, family)) => format!("{family} {}", given.trim()),
        None => name.to_owned(),
    })
}

/// Those elected by a published poll, for whom a place on the board is to be entered.
pub async fn elected_for_board(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    locale: Locale,
) -> Result<ToTheBoard, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut conn = app.db.read().await?;
    let (_, document) = election(&mut conn, &federation, poll).await?;
    let mut elected = Vec::new();
    for place in document.elected() {
        let option = usize::try_from(place - 1)
            .ok()
            .and_then(|position| document.poll.options.get(position));
        let name = option.map_or("", |option| option.in_language(locale, &[]).0);
        elected.push(Elected {
            place: *place,
            name: name.to_owned(),
            people: people::people_of_same_name(&mut conn, federation.id, &search_key(name), None)
                .await?,
        });
    }
    Ok(ToTheBoard {
        suggested: document.suggested_function(),
        federation,
        document,
        elected,
    })
}

/// Gives those elected who accepted their mandates on the board, all in one act and once for each poll; their ids.
///
/// The log keeps people by id only.
pub async fn make_board(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    input: &BoardInput,
) -> Result<Vec<i64>, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    polls::store::acts::lock_poll(&mut tx, federation.id, poll).await?;
    let (poll, document) = election(&mut tx, &federation, poll).await?;
    let board = input
        .parse(document.elected())
        .map_err(ResultError::Fields)?;
    // Rows of people are locked in one order, so that two acts do not wait for each other.
    let mut members = board.members.clone();
    members.sort_by_key(|member| member.person);
    let mut unknown = Vec::new();
    for member in &members {
        if !people::lock_person(&mut tx, federation.id, member.person).await? {
            let field = format!("person-{}", member.place);
            unknown.push(FieldProblem::new(
                &field,
                crate::key!("field-person-unknown"),
            ));
        }
    }
    if !unknown.is_empty() {
        return Err(ResultError::Fields(unknown));
    }
    let from = FromElection {
        federation: federation.id,
        poll: poll.id,
        version: document.version,
        by: actor.account,
        at: app.clock.now(),
    };
    let (mut ids, mut logged) = (Vec::new(), Vec::new());
    for member in &board.members {
        let id = store::board::insert_member(&mut tx, &from, &board, *member)
            .await?
            .ok_or(ResultError::BoardMade)?;
        ids.push(id);
        logged.push(json!({
            "mandate": id,
            "place": member.place,
            "person": member.person,
            "function": member.function,
        }));
    }
    let after = json!({
        "result_version": document.version,
        "starts_on": board.starts_on,
        "ends_on": board.ends_on,
        "mandates": logged,
    });
    record(
        &mut tx,
        app,
        actor,
        &poll,
        "make_board",
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(ids)
}

/// The board of a federation: of a day, or today's with former and future ones.
pub struct Board {
    pub federation: Federation,
    pub members: Vec<BoardMember>,
    pub today: Day,
    pub may_end: bool,
}

/// Who sits on the board, who will, and who did; with a day, who is in office then.
pub async fn board(
    app: &App,
    actor: &Actor,
    slug: &str,
    on: Option<Day>,
) -> Result<Board, ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    Ok(Board {
        members: match on {
            Some(day) => store::board::board_on(&mut conn, federation.id, day).await?,
            None => store::board::board(&mut conn, federation.id).await?,
        },
        may_end: actor.may(Right::KeepRegister, federation.id),
        federation,
        today: app.clock.today(),
    })
}

/// A mandate on the board, to be ended.
pub async fn board_member(
    app: &App,
    actor: &Actor,
    slug: &str,
    mandate: i64,
) -> Result<(Federation, BoardMember), ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::KeepRegister, slug).await?;
    let member = store::board::find_member(&mut app.db.read().await?, federation.id, mandate)
        .await?
        .ok_or(ResultError::NotFound)?;
    Ok((federation, member))
}

/// Ends a mandate on the board before its term, on a day and for a reason; done again, it corrects that. Its row stays with the planned
/// end, so that who was in office on a day is answered for every day.
pub async fn end_board_mandate(
    app: &App,
    actor: &Actor,
    slug: &str,
    mandate: i64,
    revision: i64,
    input: &EarlyEndInput,
) -> Result<(), ResultError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::board::find_member(&mut tx, federation.id, mandate)
        .await?
        .ok_or(ResultError::NotFound)?;
    let term = (before.starts_on, before.ends_on);
    let end = input.parse(term).map_err(ResultError::Fields)?;
    let seen = (mandate, revision);
    if !store::board::end_member(&mut tx, federation.id, seen, end).await? {
        return Err(ResultError::Stale);
    }
    let said = |end: Option<(Day, EndReason)>| {
        let (day, reason) = end.unzip();
        json!({ "ended_on": day, "end_reason": reason })
    };
    audit::record(
        &mut tx,
        Act {
            chain: Chain::Federation(federation.id),
            at: app.clock.now(),
            who: &actor.who(),
            act: "end_board_mandate",
            subject: ("board_mandates", mandate),
            before: said(before.ended),
            after: said(Some(end)),
        },
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::search_key;

    #[test]
    fn a_name_on_the_ballot_is_looked_for_as_the_register_sorts_it() {
        assert_eq!(
            search_key(" Ayşe Nur Yılmaz "),
            crate::types::fold_for_search("Yılmaz Ayşe Nur")
        );
        assert_eq!(search_key("Omar"), crate::types::fold_for_search("Omar"));
    }
}
