//! Who reads motions: staff all of them with their versions, everybody what was handed in.

use super::handing_in::{self, HandingIn};
use crate::{
    App,
    accounts::model::Actor,
    assemblies::{
        actions::{AssemblyError, FoundAssembly, find_assembly},
        model::{
            Assembly,
            motions::{Motion, MotionState, MotionVersion},
        },
        store::{self, motions as rows, notices},
    },
    registry::{self, model::Federation},
    types::{AssemblyId, BodyId, MotionId},
};

/// The motions of an assembly with their amendments, for staff.
pub async fn motions(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<(FoundAssembly, Vec<Motion>), AssemblyError> {
    let found = find_assembly(app, actor, slug, id).await?;
    let motions = rows::motions(&mut app.db.read().await?, found.federation.id, id).await?;
    Ok((found, motions))
}

/// The motions of an assembly for everybody: those that were admitted, and once the members were called all that were submitted.
/// A draft, and what was withdrawn before everybody could read it, stays with staff.
pub async fn public_motions(
    app: &App,
    slug: &str,
    id: AssemblyId,
) -> Result<(Federation, Assembly, Vec<Motion>), AssemblyError> {
    let federation = registry::actions::federation(app, slug).await?;
    let mut conn = app.db.read().await?;
    let assembly = store::find(&mut conn, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let is_called = notices::count_notices(&mut conn, federation.id, id).await? > 0;
    let mut motions = rows::motions(&mut conn, federation.id, id).await?;
    motions.retain(|motion| match motion.state {
        MotionState::Draft => false,
        MotionState::Submitted | MotionState::Refused => is_called,
        MotionState::Admitted => true,
        MotionState::Withdrawn => motion.item.is_some() || motion.poll.is_some(),
    });
    Ok((federation, assembly, motions))
}

/// What motions to the assembly need to be taken.
pub async fn handing_in(app: &App, found: &FoundAssembly) -> Result<HandingIn, AssemblyError> {
    let mut conn = app.db.read().await?;
    Ok(handing_in::rule(&mut conn, &found.assembly).await?)
}

/// A motion on its page.
pub struct MotionDetails {
    pub found: FoundAssembly,
    pub motion: Motion,
    /// All of the assembly.
    pub all: Vec<Motion>,
    /// The newest first.
    pub versions: Vec<MotionVersion>,
    pub handing_in: HandingIn,
}

/// A motion with its versions and amendments, for staff.
pub async fn motion_details(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, motion): (AssemblyId, MotionId),
) -> Result<MotionDetails, AssemblyError> {
    let (found, all) = motions(app, actor, slug, id).await?;
    let mut conn = app.db.read().await?;
    let shown = all.iter().find(|m| m.id == motion).cloned();
    Ok(MotionDetails {
        motion: shown.ok_or(AssemblyError::NotFound)?,
        versions: rows::motion_versions(&mut conn, found.federation.id, motion).await?,
        handing_in: handing_in::rule(&mut conn, &found.assembly).await?,
        all,
        found,
    })
}

/// The members of today, by name: who can bring in or support a motion.
pub async fn members_to_name(
    app: &App,
    federation: &Federation,
) -> Result<Vec<(BodyId, String)>, AssemblyError> {
    let today = app.clock.today();
    let mut conn = app.db.read().await?;
    let bodies = registry::store::bodies::bodies_on(&mut conn, federation.id, today).await?;
    Ok(bodies.into_iter().map(|b| (b.id, b.name)).collect())
}
