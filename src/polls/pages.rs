//! Pages: polls for staff, and voting.

mod acts;
mod ballot_form;
mod board_keys;
mod check;
mod exclusions;
mod guarding;
mod kiosk;
mod lots;
mod paper;
mod places;
mod poll_form;
mod receipt;
mod retention;
mod splitting;
mod staff;
mod trust;
mod voter;
mod voting;
mod words;

use crate::web::Routes;

pub use trust::TrustLabel;
pub use words::{bodies_and_tie, choice_names, rule_in_words};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let routes = paper::routes(board_keys::routes(retention::routes(routes)));
    let routes = guarding::routes(acts::routes(exclusions::routes(staff::routes(routes))));
    kiosk::routes(places::routes(splitting::routes(check::routes(
        voting::routes(routes),
    ))))
}
