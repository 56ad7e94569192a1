//! On what the form of an assembly rests, and how rights are exercised electronically.

use super::{AssemblyError, FoundAssembly, find_assembly, record_as};
use crate::{
    App,
    accounts::model::{Actor, Right},
    assemblies::{
        model::form_basis::{EarlierResolution, FormBasis, FormBasisInput, Resolution},
        store::{self, notices},
    },
    audit,
    db::{Conn, DbError},
    polls::count::{Outcome, PollCount},
    registry::actions::federation_for,
    types::{AssemblyId, Day, FederationId, FieldProblem},
};

/// What is written about the form, and the earlier resolutions that it may name.
pub struct FormBasisFound {
    pub found: FoundAssembly,
    pub basis: FormBasis,
    pub earlier: Vec<EarlierResolution>,
}

impl FormBasisFound {
    /// The poll of an earlier assembly that is named.
    pub fn named(&self) -> Option<&EarlierResolution> {
        let Some(Resolution::Poll(poll)) = self.basis.resolution else {
            return None;
        };
        self.earlier.iter().find(|earlier| earlier.poll == poll)
    }
}

/// What members accepted in assemblies before a day.
pub(super) async fn accepted_before(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<EarlierResolution>, DbError> {
    let mut accepted = Vec::new();
    for (resolution, count) in notices::earlier_motions(conn, federation, day).await? {
        if matches!(
            PollCount::from_json(&count)?.outcome,
            Outcome::Motion { accepted: true, .. }
        ) {
            accepted.push(resolution);
        }
    }
    Ok(accepted)
}

/// What is written about the form, for staff.
pub async fn form_basis(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<FormBasisFound, AssemblyError> {
    let found = find_assembly(app, actor, slug, id).await?;
    let (federation, day) = (found.federation.id, found.assembly.day);
    let mut conn = app.db.read().await?;
    Ok(FormBasisFound {
        basis: notices::form_basis(&mut conn, federation, id).await?,
        earlier: accepted_before(&mut conn, federation, day).await?,
        found,
    })
}

/// Writes on what the form rests. A poll that is named has accepted something in an earlier assembly, and everybody can read it.
pub async fn set_form_basis(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
    input: &FormBasisInput,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let mut tx = app.db.begin().await?;
    let assembly = store::find(&mut tx, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let (electronic, resolution) = input
        .parse(assembly.day, federation.locale)
        .map_err(AssemblyError::Fields)?;
    if let Some(Resolution::Poll(poll)) = resolution {
        let earlier = accepted_before(&mut tx, federation.id, assembly.day).await?;
        if !earlier.iter().any(|e| e.poll == poll) {
            let key = crate::key!("field-resolution-not-accepted");
            return Err(AssemblyError::Fields(vec![FieldProblem::new(
                "resolution_poll",
                key,
            )]));
        }
    }
    let before = notices::form_basis(&mut tx, federation.id, id).await?;
    let basis = FormBasis {
        electronic,
        resolution,
        revision,
    };
    if !notices::set_form_basis(&mut tx, federation.id, id, &basis).await? {
        return Err(AssemblyError::Stale);
    }
    let change = (audit::snapshot(&before), audit::snapshot(&basis));
    let subject = ("assemblies", id.0);
    record_as(
        &mut tx,
        app,
        actor,
        federation.id,
        "set_form_basis",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
