//! Pages of results, of the public, and of the log of acts.

mod acts;
mod audit;
mod board;
mod corrections;
mod csv;
mod decisions;
mod evidence;
mod public;
mod published;
mod staff;
pub(crate) mod view;

use crate::{
    accounts::model::Right,
    web::{Access, Routes},
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/", Access::Public, public::home_page)
        .get(
            "/:lang/federations/:slug",
            Access::Public,
            public::federation_page,
        )
        .get(
            "/:lang/federations/:slug/bodies",
            Access::Public,
            public::bodies_page,
        )
        .get(
            "/:lang/federations/:slug/bodies/:body",
            Access::Public,
            public::body_page,
        )
        .get(
            "/:lang/federations/:slug/results",
            Access::Public,
            published::list_page,
        )
        .get(
            "/:lang/federations/:slug/decisions",
            Access::Public,
            decisions::decisions_page,
        )
        .get(
            "/:lang/federations/:slug/results/:poll",
            Access::Public,
            published::result_page,
        )
        .get(
            "/:lang/federations/:slug/results/:poll/result.json",
            Access::Public,
            published::json_file,
        )
        .get(
            "/:lang/federations/:slug/results/:poll/result.csv",
            Access::Public,
            published::csv_download,
        )
        .get(
            "/:lang/federations/:slug/results/:poll/trackers",
            Access::Public,
            evidence::trackers_page,
        )
        .get(
            "/:lang/federations/:slug/results/:poll/evidence.json",
            Access::Public,
            evidence::evidence_file,
        )
        .get(
            "/:lang/staff/:slug/results",
            Access::Right(Right::ReadStaffPages),
            staff::list_page,
        )
        .get(
            "/:lang/staff/:slug/results/:poll",
            Access::Right(Right::ReadStaffPages),
            staff::show_page,
        )
        .post(
            "/:lang/staff/:slug/results/:poll/publish",
            Access::Right(Right::PublishResults),
            staff::publish,
        )
        .post(
            "/:lang/staff/:slug/results/:poll/approvals/:approval/confirm",
            Access::EitherRight(Right::PublishResults, Right::RunPolls),
            staff::confirm,
        )
        .post(
            "/:lang/staff/:slug/results/:poll/approvals/:approval/withdraw",
            Access::EitherRight(Right::PublishResults, Right::RunPolls),
            staff::withdraw,
        )
        .get(
            "/:lang/staff/:slug/results/:poll/correct",
            Access::Right(Right::PublishResults),
            staff::correction_page,
        )
        .post(
            "/:lang/staff/:slug/results/:poll/correct",
            Access::Right(Right::PublishResults),
            staff::correct,
        )
        .get(
            "/:lang/staff/:slug/results/:poll/board",
            Access::Right(Right::KeepRegister),
            board::form_page,
        )
        .post(
            "/:lang/staff/:slug/results/:poll/board",
            Access::Right(Right::KeepRegister),
            board::make,
        )
        .get(
            "/:lang/staff/:slug/board",
            Access::Right(Right::ReadStaffPages),
            board::list_page,
        )
        .get(
            "/:lang/staff/:slug/board/:board_mandate/end",
            Access::Right(Right::KeepRegister),
            board::end_page,
        )
        .post(
            "/:lang/staff/:slug/board/:board_mandate/end",
            Access::Right(Right::KeepRegister),
            board::end,
        )
        .get(
            "/:lang/staff/:slug/results/:poll/box.json",
            Access::Right(Right::Audit),
            staff::box_export,
        )
        .get(
            "/:lang/staff/:slug/audit",
            Access::Right(Right::Audit),
            audit::federation_log,
        )
        .get(
            "/:lang/staff/audit",
            Access::InstallationAdmin,
            audit::installation_log,
        )
}
