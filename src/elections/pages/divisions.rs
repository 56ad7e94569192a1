//! The forms in which districts and groups of seats are typed line by line.

use askama::Template;
use poem::{handler, web::Path};

use super::{election_shell, must_be_preparing, place, refuse, revision, title};
use crate::{
    accounts::model::Right,
    elections::{
        actions::{Fixed, divisions, elections as actions},
        model::division::{DistrictInput, GroupInput, district_lines, group_lines},
    },
    types::ElectionId,
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

/// Routes of districts and groups.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepElections);
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/districts",
            keep,
            districts_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/districts",
            keep,
            set_districts,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/groups",
            keep,
            groups_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/groups",
            keep,
            set_groups,
        )
}

type ElectionPath = Path<(String, String, ElectionId)>;

#[derive(Template)]
#[template(path = "elections/lines.html")]
struct LinesPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    title: String,
    /// Groups of seats are typed, not districts.
    is_groups: bool,
    seats: i64,
}

async fn lines_page(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    what: Fixed,
    typed: Option<FormData>,
) -> Result<LinesPage, Refused> {
    let actor = visitor.actor()?;
    let detail = actions::read_election(&visitor.app, actor, slug, id).await?;
    actor.require(Right::KeepElections, detail.federation.id)?;
    let is_groups = what == Fixed::Groups;
    let form = match typed {
        Some(form) => form,
        None => {
            must_be_preparing(&detail, what)?;
            FormData::filled([
                ("districts", district_lines(&detail.districts)),
                ("groups", group_lines(&detail.groups)),
                ("revision", detail.election().revision.to_string()),
            ])
        }
    };
    let back = visitor.href(&place(slug, id));
    let (rest, label) = if is_groups {
        ("groups", visitor.texts.t("elections-groups"))
    } else {
        ("districts", visitor.texts.t("elections-districts"))
    };
    let shell = election_shell(visitor, actor, &detail.federation, &detail.line);
    Ok(LinesPage {
        shell: shell.crumb(None, label),
        form,
        action: format!("{back}/{rest}"),
        back,
        title: title(visitor, &detail.line),
        is_groups,
        seats: detail.election().seats,
    })
}

#[handler]
async fn districts_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&lines_page(&visitor, &slug, id, Fixed::Districts, None).await?)
}

#[handler]
async fn groups_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&lines_page(&visitor, &slug, id, Fixed::Groups, None).await?)
}

#[handler]
async fn set_districts(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let inputs = DistrictInput::from_lines(&form.text("districts"));
    let key = (id, revision(&form));
    match divisions::set_districts(&visitor.app, actor, &slug, key, &inputs).await {
        Ok(()) => Ok(visitor.see_other_with(&place(&slug, id), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let what = Fixed::Districts;
            html_with(
                status,
                &lines_page(&visitor, &slug, id, what, Some(form)).await?,
            )
        }
    }
}

#[handler]
async fn set_groups(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let inputs = GroupInput::from_lines(&form.text("groups"));
    let key = (id, revision(&form));
    match divisions::set_groups(&visitor.app, actor, &slug, key, &inputs).await {
        Ok(()) => Ok(visitor.see_other_with(&place(&slug, id), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let what = Fixed::Groups;
            html_with(
                status,
                &lines_page(&visitor, &slug, id, what, Some(form)).await?,
            )
        }
    }
}
