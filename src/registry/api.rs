//! Federations, access to them, municipalities and tables over the API.

mod apart;
mod bodies;
mod facts;
mod federations;
mod imports;
mod members;
mod municipalities;
mod people;
mod terms;

pub use apart::ApartApi;
pub use bodies::BodiesApi;
pub use facts::FactsApi;
pub use federations::FederationsApi;
pub use imports::ImportsApi;
pub use members::MembersApi;
pub use municipalities::MunicipalitiesApi;
pub use people::PeopleApi;
pub use terms::TermsApi;

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
    (
        "list_access",
        Access::EitherRight(Right::InviteOffices, Right::AppointStaff),
    ),
    (
        "invite",
        Access::EitherRight(Right::InviteOffices, Right::AppointStaff),
    ),
    (
        "revoke_invitation",
        Access::EitherRight(Right::InviteOffices, Right::AppointStaff),
    ),
    (
        "dismiss",
        Access::EitherRight(Right::InviteOffices, Right::AppointStaff),
    ),
    ("list_accounts", Access::InstallationAdmin),
    ("reset_second_factor", Access::InstallationAdmin),
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
    ("import_figures", Access::Right(Right::KeepRegister)),
    ("import_fees", Access::Right(Right::KeepRegister)),
    ("show_import", Access::Right(Right::KeepRegister)),
    ("export_table", Access::Right(Right::KeepRegister)),
    ("list_import_columns", Access::Right(Right::KeepRegister)),
    ("list_bodies", Access::Right(Right::ReadStaffPages)),
    ("create_body", Access::Right(Right::KeepRegister)),
    ("read_body", Access::Right(Right::ReadStaffPages)),
    ("update_body", Access::Right(Right::KeepRegister)),
    ("change_body_profile", Access::Right(Right::KeepRegister)),
    ("correct_body_profile", Access::Right(Right::KeepRegister)),
    ("leave_body", Access::Right(Right::KeepRegister)),
    (
        "show_facts_of_body",
        Access::OfficeOr(Right::ReadStaffPages),
    ),
    ("add_figure", Access::Right(Right::KeepRegister)),
    ("remove_figure", Access::Right(Right::KeepRegister)),
    ("add_fee", Access::Right(Right::KeepRegister)),
    ("change_fee", Access::Right(Right::KeepRegister)),
    ("remove_fee", Access::Right(Right::KeepRegister)),
    ("list_terms", Access::Right(Right::ReadStaffPages)),
    ("create_term", Access::Right(Right::KeepRegister)),
    ("read_term", Access::Right(Right::ReadStaffPages)),
    ("update_term", Access::Right(Right::KeepRegister)),
    ("remove_term", Access::Right(Right::KeepRegister)),
    ("add_seats", Access::Right(Right::KeepRegister)),
    ("remove_seat", Access::Right(Right::KeepRegister)),
    ("list_vacancies", Access::Right(Right::ReadStaffPages)),
    ("list_ending_terms", Access::Right(Right::ReadStaffPages)),
    ("list_people", Access::Right(Right::ReadStaffPages)),
    ("create_person", Access::Right(Right::KeepRegister)),
    ("read_person", Access::Right(Right::ReadStaffPages)),
    ("update_person", Access::Right(Right::KeepRegister)),
    ("read_particulars", Access::Right(Right::KeepRegister)),
    ("save_particulars", Access::Right(Right::KeepRegister)),
    ("list_suspensions", Access::Right(Right::KeepRegister)),
    ("suspend_person", Access::Right(Right::KeepRegister)),
    ("change_suspension", Access::Right(Right::KeepRegister)),
    ("remove_suspension", Access::Right(Right::KeepRegister)),
    (
        "list_members_of_body",
        Access::OfficeOr(Right::ReadStaffPages),
    ),
    ("add_person_to_body", Access::OfficeOr(Right::KeepRegister)),
    ("create_mandate", Access::Right(Right::KeepRegister)),
    ("read_mandate", Access::Right(Right::ReadStaffPages)),
    ("update_mandate", Access::Right(Right::KeepRegister)),
    ("end_mandate", Access::Right(Right::KeepRegister)),
    ("remove_mandate", Access::Right(Right::KeepRegister)),
];

/// A day of a request.
fn day(field: &str, text: Option<&str>) -> Result<Option<Day>, Refused> {
    let read = |text: &str| {
        text.parse().map_err(|e: crate::types::DayError| {
            Refused(Problem::fields(vec![e.field_problem(field)]))
        })
    };
    text.map(read).transpose()
}
