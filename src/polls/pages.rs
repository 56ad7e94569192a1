//! Pages: polls for staff, and voting.

mod poll_form;
mod staff;
mod voter;
mod voting;
mod words;

use crate::web::Routes;

pub use words::{choice_names, rule_in_words};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    voting::routes(staff::routes(routes))
}
