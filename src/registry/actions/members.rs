//! Who has access to a federation: its staff and the offices of its bodies.

use super::{RegistryError, federation};
use crate::{
    App,
    accounts::{
        actions::{self as accounts, InvitationInput},
        model::{Actor, Right, Role},
        store::{MemberRow, OpenInvitationRow},
    },
    registry::{model::Federation, store::overview},
    types::{BodyId, FieldProblem, GrantId, InvitationId, SecretToken},
};

/// Somebody with a role, or invited to one.
#[derive(Clone, Debug)]
pub struct Access {
    pub federation: Federation,
    pub members: Vec<MemberRow>,
    pub invitations: Vec<OpenInvitationRow>,
    /// Bodies that have not left, by name.
    pub bodies: Vec<(BodyId, String)>,
}

impl Access {
    /// The name of a body.
    pub fn body_name(&self, body: &Option<i64>) -> Option<String> {
        let found = self.bodies.iter().find(|(id, _)| Some(id.0) == *body);
        found.map(|(_, name)| name.clone())
    }
}

/// The federation, for somebody who appoints its staff or invites offices.
async fn federation_of(app: &App, actor: &Actor, slug: &str) -> Result<Federation, RegistryError> {
    let federation = federation(app, slug).await?;
    if !actor.may(Right::AppointStaff, federation.id) {
        actor.require(Right::InviteOffices, federation.id)?;
    }
    Ok(federation)
}

/// Everybody with access to the federation, and the invitations that wait.
pub async fn list_access(app: &App, actor: &Actor, slug: &str) -> Result<Access, RegistryError> {
    let federation = federation_of(app, actor, slug).await?;
    let (members, invitations) = accounts::list_members(app, actor, federation.id).await?;
    let bodies =
        overview::body_names(&mut app.db.read().await?, federation.id, app.clock.today()).await?;
    Ok(Access {
        federation,
        members,
        invitations,
        bodies,
    })
}

/// The roles that the person may invite to.
pub fn roles_to_invite(actor: &Actor, federation: &Federation) -> Vec<Role> {
    let staff = [
        Role::Registrar,
        Role::ElectionBoard,
        Role::Publisher,
        Role::Auditor,
    ];
    let appoints = actor.may(Right::AppointStaff, federation.id);
    let invites = actor.may(Right::InviteOffices, federation.id);
    staff
        .into_iter()
        .filter(|_| appoints)
        .chain(invites.then_some(Role::BodyOffice))
        .collect()
}

/// What somebody enters to invite another.
#[derive(Clone, Debug, Default)]
pub struct InviteInput {
    pub email: String,
    pub role: String,
    /// Id of the body for its office; empty for staff.
    pub body: String,
}

/// Invites somebody; the token goes into a link that is shown once.
pub async fn invite(
    app: &App,
    actor: &Actor,
    slug: &str,
    input: &InviteInput,
) -> Result<(InvitationId, SecretToken), RegistryError> {
    let federation = federation_of(app, actor, slug).await?;
    let refused = |field: &str, key| RegistryError::Fields(vec![FieldProblem::new(field, key)]);
    let role = Role::parse(input.role.trim())
        .filter(|role| *role != Role::InstallationAdmin)
        .ok_or_else(|| refused("role", crate::key!("field-word-unknown")))?;
    let body = match (role, input.body.trim()) {
        (Role::BodyOffice, "") => return Err(refused("body", crate::key!("field-required"))),
        (Role::BodyOffice, text) => {
            let unknown = || refused("body", crate::key!("field-word-unknown"));
            let body: BodyId = text.parse().map_err(|_| unknown())?;
            if !overview::body_exists(&mut app.db.read().await?, federation.id, body).await? {
                return Err(unknown());
            }
            Some(body)
        }
        _ => None,
    };
    Ok(accounts::invite(
        app,
        actor,
        federation.id,
        InvitationInput {
            email: input.email.clone(),
            role,
            body,
        },
    )
    .await?)
}

/// Takes an invitation back.
pub async fn revoke_invitation(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: InvitationId,
) -> Result<(), RegistryError> {
    let federation = federation_of(app, actor, slug).await?;
    Ok(accounts::revoke_invitation(app, actor, federation.id, id).await?)
}

/// Takes a role away.
pub async fn dismiss(
    app: &App,
    actor: &Actor,
    slug: &str,
    grant: GrantId,
) -> Result<(), RegistryError> {
    let federation = federation_of(app, actor, slug).await?;
    Ok(accounts::dismiss(app, actor, federation.id, grant).await?)
}
