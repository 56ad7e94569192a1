//! Pages: polls for staff, and voting.

mod acts;
mod ballot_form;
mod check;
mod exclusions;
mod poll_form;
mod receipt;
mod splitting;
mod staff;
mod voter;
mod voting;
mod words;

use crate::web::Routes;

pub use words::{choice_names, rule_in_words};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let routes = acts::routes(exclusions::routes(staff::routes(routes)));
    splitting::routes(check::routes(voting::routes(routes)))
}
