//! The receipt: that the ballot is in the box, and once the trackers, which say nothing of it.
//!
//! They come with the answer to casting in a cookie for the address of the receipt alone, and are gone once they were shown.

use askama::Template;
use poem::{
    Response, handler,
    http::{StatusCode, header},
    web::Path,
};

use super::{
    kiosk,
    places::{self, PlaceChoice},
    voter::VoterVisitor,
    voting::{Session, address},
};
use crate::{
    polls::{actions, model::Secrecy, tracker},
    rolls::model::Voter,
    types::PollId,
    web::{PageResult, Refused, Shell, html, html_with, visitor::path_cookie},
};

/// Name of the cookie.
pub(super) const RECEIPT_COOKIE: &str = "receipt";
/// Seconds until a receipt that nobody looked at is gone.
const KEPT_SECONDS: u32 = 300;
/// Browsers keep 4096 bytes of a cookie with its name and path; longer lists are shown in the answer itself.
const LONGEST: usize = 3_500;

#[derive(Template)]
#[template(path = "polls/done.html")]
struct DonePage {
    shell: Shell,
    session: Session,
    /// A second ballot was sent and changed nothing.
    again: bool,
    /// Whether the ballots of the poll have trackers.
    tracked: bool,
    trackers: Vec<String>,
    /// Others vote on the same device: the session ends here.
    kiosk: bool,
    /// Other places for which a poll waits.
    next: Vec<PlaceChoice>,
}

/// The frame of a receipt.
fn frame(visitor: &VoterVisitor) -> Shell {
    let mut shell = visitor.shell();
    kiosk::leave(visitor, &mut shell, true);
    shell
}

/// The neutral page for whoever sends a second ballot: it says that one is in the box, never which.
pub(super) async fn already_voted(visitor: &VoterVisitor, voter: &Voter) -> PageResult {
    let page = DonePage {
        shell: frame(visitor),
        session: Session::of(voter),
        again: true,
        tracked: false,
        trackers: Vec::new(),
        kiosk: visitor.kiosk,
        next: places::next(visitor, voter).await?,
    };
    html_with(StatusCode::CONFLICT, &page)
}

/// On to the receipt after casting.
pub(super) async fn cast_done(
    visitor: &VoterVisitor,
    voter: &Voter,
    poll: PollId,
    trackers: Vec<String>,
) -> PageResult {
    let done = format!("{}/done", address(poll));
    let value = trackers.join(".");
    if value.len() > LONGEST {
        return html(&DonePage {
            shell: frame(visitor),
            session: Session::of(voter),
            again: false,
            tracked: true,
            trackers,
            kiosk: visitor.kiosk,
            next: places::next(visitor, voter).await?,
        });
    }
    let response = visitor.see_other(&done);
    Ok(if trackers.is_empty() {
        response
    } else {
        with_receipt(visitor, response, &done, &value, KEPT_SECONDS)
    })
}

fn with_receipt(
    visitor: &VoterVisitor,
    mut response: Response,
    done: &str,
    value: &str,
    seconds: u32,
) -> Response {
    let path = visitor.href(done);
    let cookie = path_cookie(&visitor.app.config, RECEIPT_COOKIE, &path, value, seconds);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

#[handler]
pub(super) async fn done_page(
    visitor: VoterVisitor,
    Path((_, poll)): Path<(String, i64)>,
) -> PageResult {
    let Some((voter, _)) = visitor.signed_in() else {
        return visitor.ask_for_code();
    };
    let of_voter = actions::poll_for_voter(&visitor.app, voter, PollId(poll))
        .await
        .map_err(Refused::from)?;
    let poll = of_voter.poll;
    if !of_voter.voted {
        return Ok(visitor.see_other(&address(poll.id)));
    }
    // What a browser sends is read like anything else that comes in.
    let trackers: Vec<String> = visitor
        .receipt
        .iter()
        .flat_map(|value| value.split('.'))
        .filter_map(tracker::parse)
        .collect();
    let shown = !trackers.is_empty();
    let page = html(&DonePage {
        shell: frame(&visitor),
        session: Session::of(voter),
        again: false,
        tracked: poll.secrecy == Secrecy::Secret,
        trackers,
        kiosk: visitor.kiosk,
        next: places::next(&visitor, voter).await?,
    })?;
    Ok(if shown {
        let done = format!("{}/done", address(poll.id));
        with_receipt(&visitor, page, &done, "", 0)
    } else {
        page
    })
}
