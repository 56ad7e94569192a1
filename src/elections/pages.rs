//! Pages of elections: one file for each part of the way.

mod calculator;
mod certification;
mod counts;
mod elections;
mod nominations;
mod public;
mod seat_calls;

use crate::web::Routes;

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    public::routes(routes)
}
