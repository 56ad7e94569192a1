//! What staff and offices see first.

use super::{RegistryError, federation_for};
use crate::{
    App,
    accounts::model::{Actor, Right},
    registry::{
        model::Federation,
        store::{
            self,
            overview::{self, Counts, EndingTerm, Office, Vacancy},
        },
    },
};

/// Terms that end within so many days are shown.
pub const ENDING_WITHIN_DAYS: i64 = 120;
/// The most terms that are shown.
const MOST_ENDING: i64 = 50;

/// The state of a federation's register today.
#[derive(Clone, Debug)]
pub struct Overview {
    pub federation: Federation,
    pub counts: Counts,
    /// The first of them by their last day.
    pub ending: Vec<EndingTerm>,
    pub ending_total: i64,
    pub vacancies: Vec<Vacancy>,
}

/// The state of a federation's register today, for its staff.
pub async fn overview(app: &App, actor: &Actor, slug: &str) -> Result<Overview, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let today = app.clock.today();
    let until = today.plus_days(ENDING_WITHIN_DAYS).unwrap_or(today);
    let mut conn = app.db.read().await?;
    let (ending, ending_total) =
        overview::terms_ending(&mut conn, federation.id, today, until, MOST_ENDING).await?;
    Ok(Overview {
        counts: overview::counts(&mut conn, federation.id, today).await?,
        vacancies: overview::vacancies(&mut conn, federation.id, today).await?,
        federation,
        ending,
        ending_total,
    })
}

/// A federation with the person's roles in it.
#[derive(Clone, Debug)]
pub struct OwnFederation {
    pub federation: Federation,
    /// Keys of the names of the roles.
    pub roles: Vec<&'static str>,
    /// The person sees its staff pages, or only appoints its staff.
    pub reads: bool,
}

/// The federations in which the person is staff; an administrator of the installation sees all.
pub async fn own_federations(
    app: &App,
    actor: &Actor,
) -> Result<Vec<OwnFederation>, RegistryError> {
    let all = store::list_federations(&mut app.db.read().await?).await?;
    Ok(all
        .into_iter()
        .map(|federation| OwnFederation {
            roles: actor
                .grants
                .iter()
                .filter(|g| g.federation == Some(federation.id) && g.body.is_none())
                .map(|g| g.role.label())
                .collect(),
            reads: actor.may(Right::ReadStaffPages, federation.id),
            federation,
        })
        .filter(|own| own.reads || actor.may(Right::AppointStaff, own.federation.id))
        .collect())
}

/// The bodies whose office the person is.
pub async fn own_offices(app: &App, actor: &Actor) -> Result<Vec<Office>, RegistryError> {
    Ok(overview::offices_of(&mut app.db.read().await?, actor.account, app.clock.today()).await?)
}
