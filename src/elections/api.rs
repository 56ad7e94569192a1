//! Elections over the API: one file for each part of the way.

pub mod calculator;
pub mod certification;
pub mod counts;
mod documents;
pub mod elections;
pub mod nominations;
pub mod public;
mod requests;
pub mod seat_calls;

use crate::web::Access;

/// The operations of the room.
pub type Operations = (
    elections::ElectionsApi,
    nominations::NominationsApi,
    counts::CountsApi,
);

/// The operations of the room, to be put beside those of the others.
pub fn operations() -> Operations {
    (
        elections::ElectionsApi,
        nominations::NominationsApi,
        counts::CountsApi,
    )
}

/// Who may use which operation.
pub const ACCESS: &[&[(&str, Access)]] = &[elections::ACCESS, nominations::ACCESS, counts::ACCESS];
