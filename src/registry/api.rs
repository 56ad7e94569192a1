//! Federations, access to them, municipalities and tables over the API.

mod federations;
mod imports;
mod members;
mod municipalities;

pub use federations::FederationsApi;
pub use imports::ImportsApi;
pub use members::MembersApi;
pub use municipalities::MunicipalitiesApi;

use crate::{
    accounts::model::Right,
    types::{Day, ExplainField, Problem},
    web::{Access, Refused},
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_federations", Access::Public),
    ("create_federation", Access::InstallationAdmin),
    ("read_federation", Access::Public),
    ("update_federation", Access::Right(Right::AppointStaff)),
    ("list_memberships", Access::Public),
    ("join_federation", Access::Right(Right::AppointStaff)),
    ("update_membership", Access::Right(Right::AppointStaff)),
    ("remove_membership", Access::Right(Right::AppointStaff)),
    ("read_overview", Access::Right(Right::ReadStaffPages)),
    ("list_access", Access::EitherRight(Right::InviteOffices, Right::AppointStaff)),
    ("invite", Access::EitherRight(Right::InviteOffices, Right::AppointStaff)),
    ("revoke_invitation", Access::EitherRight(Right::InviteOffices, Right::AppointStaff)),
    ("dismiss", Access::EitherRight(Right::InviteOffices, Right::AppointStaff)),
    ("list_accounts", Access::InstallationAdmin),
    ("disable_account", Access::InstallationAdmin),
    ("enable_account", Access::InstallationAdmin),
    ("list_offices", Access::SignedIn),
    ("list_municipalities", Access::Right(Right::ReadStaffPages)),
    ("create_municipality", Access::Right(Right::KeepRegister)),
    ("read_municipality", Access::Right(Right::ReadStaffPages)),
    ("update_municipality", Access::Right(Right::KeepRegister)),
    ("delete_municipality", Access::Right(Right::KeepRegister)),
    ("import_municipalities", Access::Right(Right::KeepRegister)),
    ("import_bodies", Access::Right(Right::KeepRegister)),
    ("import_people", Access::Right(Right::KeepRegister)),
    ("list_import_columns", Access::Right(Right::KeepRegister)),
];

/// A day of a request.
fn day(field: &str, text: Option<&str>) -> Result<Option<Day>, Refused> {
    let read = |text: &str| text.parse().map_err(|e: crate::types::DayError| Refused(Problem::fields(vec![e.field_problem(field)])));
    text.map(read).transpose()
}
