use super::ResultError;
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Chain, Entry},
    registry::{self, model::Federation},
};

/// Rows of the log on a page.
pub const AUDIT_PAGE: i64 = 50;

/// Some rows of the log of acts, newest first.
pub struct AuditPage {
    pub entries: Vec<Entry>,
    /// The number before which older rows follow; `None` at the beginning of the log.
    pub older: Option<i64>,
}

impl AuditPage {
    async fn read(
        app: &App,
        chain: Chain,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Self, ResultError> {
        let entries = audit::page(&mut app.db.read().await?, chain, before, limit).await?;
        // Rows are numbered from 1 without a gap.
        let older = entries.last().map(|e| e.seq).filter(|seq| *seq > 1);
        Ok(Self { entries, older })
    }
}

/// The log of a federation, before a number where given.
pub async fn federation_audit(
    app: &App,
    actor: &Actor,
    slug: &str,
    before: Option<i64>,
    limit: i64,
) -> Result<(Federation, AuditPage), ResultError> {
    let federation = registry::actions::federation_for(app, actor, Right::Audit, slug).await?;
    let page = AuditPage::read(app, Chain::Federation(federation.id), before, limit).await?;
    Ok((federation, page))
}

/// The log of the installation, before a number where given.
pub async fn installation_audit(
    app: &App,
    actor: &Actor,
    before: Option<i64>,
    limit: i64,
) -> Result<AuditPage, ResultError> {
    actor.require_installation_admin()?;
    AuditPage::read(app, Chain::Installation, before, limit).await
}
