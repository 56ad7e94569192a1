//! What members ask for in writing, that an assembly is called: recorded with who signed and how many it takes (BGB § 37).

use serde_json::{Value, json};

use super::{AssemblyError, record_as};
use crate::{
    App,
    accounts::model::{Actor, Right},
    assemblies::{
        model::{
            Assembly,
            calling::{
                BY_LAW, CallingInput, CallingRequest, CallingThreshold, NewCallingRequest, Signed,
            },
        },
        store::{
            self,
            calling::{self as rows, Reckoned},
        },
    },
    db::Tx,
    registry::{self, actions::federation_for, model::Federation},
    statutes,
    types::{BodyId, CallingRequestId, FieldProblem},
};

/// Assemblies that a request can be linked with: the latest.
const MOST_ASSEMBLIES: i64 = 50;

/// A page of the requests of a federation, the latest first.
pub async fn requests(
    app: &App,
    actor: &Actor,
    slug: &str,
    limits: (i64, i64),
) -> Result<(Federation, Vec<CallingRequest>, i64), AssemblyError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let (requests, total) = rows::requests(&mut conn, federation.id, limits).await?;
    Ok((federation, requests, total))
}

/// What the form of a request offers.
pub struct CallingForm {
    pub federation: Federation,
    /// The request, where it is one already.
    pub request: Option<CallingRequest>,
    /// Members of the day on which it was received, else of today.
    pub members: Vec<(BodyId, String)>,
    /// The latest first.
    pub assemblies: Vec<Assembly>,
}

/// A request to be read, or the form of a new one.
pub async fn request_form(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: Option<CallingRequestId>,
) -> Result<CallingForm, AssemblyError> {
    let right = match id {
        Some(_) => Right::ReadStaffPages,
        None => Right::PrepareAssemblies,
    };
    let federation = federation_for(app, actor, right, slug).await?;
    let mut conn = app.db.read().await?;
    let request = match id {
        None => None,
        Some(id) => {
            let found = rows::find_request(&mut conn, federation.id, id).await?;
            Some(found.ok_or(AssemblyError::NotFound)?)
        }
    };
    let day = request
        .as_ref()
        .map_or_else(|| app.clock.today(), |r| r.received_on);
    let bodies = registry::store::bodies::bodies_on(&mut conn, federation.id, day).await?;
    let (assemblies, _) = store::list(&mut conn, federation.id, MOST_ASSEMBLIES, 0).await?;
    Ok(CallingForm {
        members: bodies.into_iter().map(|b| (b.id, b.name)).collect(),
        request,
        assemblies,
        federation,
    })
}

fn refused(field: &str, key: &'static str) -> AssemblyError {
    AssemblyError::Fields(vec![FieldProblem::new(field, key)])
}

/// Who signed by name, and how many have to, both as of the day on which the request was received.
async fn reckon(
    tx: &mut Tx,
    federation: &Federation,
    new: &NewCallingRequest,
) -> Result<(Vec<Signed>, CallingThreshold), AssemblyError> {
    let day = new.received_on;
    let members = registry::store::bodies::bodies_on(tx, federation.id, day).await?;
    let mut signed = Vec::new();
    for body in &new.signed {
        let member = members.iter().find(|m| m.id == *body);
        let member =
            member.ok_or_else(|| refused("signed", crate::key!("field-unknown-choice")))?;
        signed.push(Signed {
            body: *body,
            name: member.name.clone(),
        });
    }
    if let Some(assembly) = new.assembly {
        let found = store::find(tx, federation.id, assembly).await?;
        if found.is_none_or(|assembly| assembly.day < day) {
            return Err(refused("assembly", crate::key!("field-unknown-choice")));
        }
    }
    let version = statutes::store::version_on(tx, federation.id, day).await?;
    let rule = version.and_then(|version| version.rules.calling);
    let part = rule.as_ref().and_then(|rule| rule.threshold());
    let (numerator, denominator) = part.unwrap_or(BY_LAW);
    let threshold = CallingThreshold {
        members: i64::try_from(members.len()).unwrap_or(i64::MAX),
        numerator,
        denominator,
        article: rule.map(|rule| rule.article).unwrap_or_default(),
    };
    Ok((signed, threshold))
}

fn told(new: &NewCallingRequest, threshold: &CallingThreshold) -> Value {
    json!({
        "received_on": new.received_on, "purpose": new.purpose, "signed": new.signed, "assembly": new.assembly,
        "members": threshold.members, "needed": threshold.needed(), "article": threshold.article,
    })
}

/// Records that members asked for an assembly.
pub async fn record_request(
    app: &App,
    actor: &Actor,
    slug: &str,
    input: &CallingInput,
) -> Result<CallingRequestId, AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let new = input
        .parse(app.clock.today())
        .map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (signed, threshold) = reckon(&mut tx, &federation, &new).await?;
    let reckoned = Reckoned {
        signed: &signed,
        threshold: &threshold,
    };
    let by = actor.account;
    let id = rows::insert_request(&mut tx, federation.id, &new, &reckoned, by).await?;
    let subject = ("calling_requests", id.0);
    let change = (Value::Null, told(&new, &threshold));
    let act = "record_calling_request";
    record_as(&mut tx, app, actor, federation.id, act, subject, change).await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes a request anew: who signed since, or which assembly was called.
pub async fn revise_request(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: CallingRequestId,
    input: &CallingInput,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let new = input
        .parse(app.clock.today())
        .map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let before = rows::find_request(&mut tx, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let (signed, threshold) = reckon(&mut tx, &federation, &new).await?;
    let reckoned = Reckoned {
        signed: &signed,
        threshold: &threshold,
    };
    let row = (id, revision);
    if !rows::update_request(&mut tx, federation.id, row, &new, &reckoned).await? {
        return Err(AssemblyError::Stale);
    }
    let was = NewCallingRequest {
        received_on: before.received_on,
        purpose: before.purpose.clone(),
        reasons: before.reasons.clone(),
        signed: before.signed.iter().map(|s| s.body).collect(),
        assembly: before.assembly.as_ref().map(|(id, _)| *id),
    };
    let subject = ("calling_requests", id.0);
    let change = (told(&was, &before.threshold), told(&new, &threshold));
    let act = "revise_calling_request";
    record_as(&mut tx, app, actor, federation.id, act, subject, change).await?;
    tx.commit().await?;
    Ok(())
}
