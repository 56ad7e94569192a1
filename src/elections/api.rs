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
    certification::CertificationApi,
    seat_calls::SeatCallsApi,
    public::PublicElectionsApi,
    calculator::CalculatorApi,
);

/// The operations of the room, to be put beside those of the others.
pub fn operations() -> Operations {
    (
        elections::ElectionsApi,
        nominations::NominationsApi,
        counts::CountsApi,
        certification::CertificationApi,
        seat_calls::SeatCallsApi,
        public::PublicElectionsApi,
        calculator::CalculatorApi,
    )
}

/// Who may use which operation.
pub const ACCESS: &[&[(&str, Access)]] = &[
    elections::ACCESS,
    nominations::ACCESS,
    counts::ACCESS,
    certification::ACCESS,
    seat_calls::ACCESS,
    public::ACCESS,
    calculator::ACCESS,
];
