//! Who has access to a federation: invite, take back, dismiss.

use askama::Template;
use poem::{handler, web::Path};
use zeroize::Zeroizing;

use super::{again, refuse};
use crate::{
    accounts::model::{Right, Role},
    registry::actions::members::{
        InviteInput, dismiss, invite, list_access, revoke_invitation, roles_to_invite,
    },
    types::{GrantId, InvitationId, Timestamp},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html},
};

const INVITES: Access = Access::EitherRight(Right::InviteOffices, Right::AppointStaff);

pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/members", INVITES, members_page)
        .post("/:lang/staff/:slug/members", INVITES, invite_member)
        .post(
            "/:lang/staff/:slug/members/:grant/dismiss",
            INVITES,
            dismiss_member,
        )
        .post(
            "/:lang/staff/:slug/invitations/:invitation/revoke",
            INVITES,
            revoke,
        )
}

/// Somebody with a role.
struct Member {
    grant: i64,
    name: String,
    email: String,
    role: String,
    body: Option<String>,
    disabled: bool,
    /// The person may take the role away.
    can_dismiss: bool,
}

/// An invitation that waits.
struct Waiting {
    id: i64,
    email: String,
    role: String,
    body: Option<String>,
    expires: Timestamp,
}

#[derive(Template)]
#[template(path = "registry/members.html")]
struct MembersPage {
    shell: Shell,
    base: String,
    form: FormData,
    members: Vec<Member>,
    waiting: Vec<Waiting>,
    roles: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    /// A link just made: shown this once.
    link: Option<Zeroizing<String>>,
}

async fn load(
    visitor: &Visitor,
    slug: &str,
    form: FormData,
    link: Option<Zeroizing<String>>,
) -> Result<MembersPage, Refused> {
    let actor = visitor.actor()?;
    let access = list_access(&visitor.app, actor, slug).await?;
    let role_name = |word: &str| {
        Role::parse(word)
            .map(|r| visitor.texts.t(r.label()))
            .unwrap_or_default()
    };
    let roles = roles_to_invite(actor, &access.federation);
    let members = access.members.iter().map(|m| Member {
        grant: m.id,
        name: m.name.clone(),
        email: m.email.clone(),
        role: role_name(&m.role),
        body: access.body_name(&m.body_id),
        disabled: m.disabled_at.is_some(),
        can_dismiss: roles.iter().any(|r| r.as_str() == m.role),
    });
    let waiting = access.invitations.iter().map(|i| Waiting {
        id: i.id,
        email: i.email.clone(),
        role: role_name(&i.role),
        body: access.body_name(&i.body_id),
        expires: Timestamp::stored(i.expires_at),
    });
    Ok(MembersPage {
        shell: visitor
            .shell()
            .staff_federation(actor, access.federation.id, slug, &access.federation.name)
            .crumb(
                Some(visitor.href("/staff")),
                visitor.texts.t("registry-staff-title"),
            )
            .crumb(None, visitor.texts.t("registry-members-title")),
        base: visitor.href(&format!("/staff/{slug}")),
        form,
        members: members.collect(),
        waiting: waiting.collect(),
        roles: roles
            .iter()
            .map(|r| (r.as_str().to_owned(), visitor.texts.t(r.label())))
            .collect(),
        // Only an office belongs to a body.
        bodies: access
            .bodies
            .iter()
            .filter(|_| roles.contains(&Role::BodyOffice))
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
        link,
    })
}

#[handler]
async fn members_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    html(&load(&visitor, &slug, FormData::default(), None).await?)
}

#[handler]
async fn invite_member(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = InviteInput {
        email: form.text("email"),
        role: form.text("role"),
        body: form.text("body"),
    };
    match invite(&visitor.app, actor, &slug, &input).await {
        Ok((_, token)) => {
            let base = &visitor.app.config.base_url;
            let link = Zeroizing::new(format!(
                "{base}{}?token={}",
                visitor.href("/invitation"),
                *token.expose()
            ));
            html(&load(&visitor, &slug, FormData::default(), Some(link)).await?)
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(status, &load(&visitor, &slug, form, None).await?)
        }
    }
}

#[handler]
async fn dismiss_member(
    visitor: Visitor,
    Path((_, slug, grant)): Path<(String, String, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    dismiss(&visitor.app, actor, &slug, GrantId(grant))
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other_with(&format!("/staff/{slug}/members"), "notice-removed"))
}

#[handler]
async fn revoke(visitor: Visitor, Path((_, slug, id)): Path<(String, String, i64)>) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    revoke_invitation(&visitor.app, actor, &slug, InvitationId(id))
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other_with(&format!("/staff/{slug}/members"), "notice-removed"))
}
