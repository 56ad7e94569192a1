//! The evidence of a poll: for everybody once its result is published, for auditors once it is counted.

use serde_json::{Value, json};

use super::ResultError;
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain, Entry, Who},
    db::{Conn, DbError},
    polls::{
        self,
        actions::voters_of,
        count::PollCount,
        model::{Disclosure, Poll, PollState, Secrecy, Transition},
        sealing::{Opening, digest_of_lines},
    },
    registry::{self, model::Federation},
    results::{
        evidence::{
            BlockInEvidence, BoxInEvidence, Evidence, EvidenceFormat, LeftOut, LogContent, LogRow,
            LogWho, ResultInEvidence, Scope, left_out,
        },
        model::{Detail, FiguresInResult, small_group},
        store::{self, Version},
    },
    types::{FederationId, PollId},
};

/// Acts whose rows everybody may read, but for who did it.
const PUBLIC_ACTS: [&str; 10] = [
    "open_poll",
    "interrupt_poll",
    "resume_poll",
    "extend_poll",
    "close_poll",
    "open_sealed_box",
    "complete_box",
    "count_poll",
    "publish_result",
    "correct_result",
];

/// The evidence of a published poll, for everybody.
pub async fn public_evidence(
    app: &App,
    federation: FederationId,
    poll: PollId,
) -> Result<Evidence, ResultError> {
    let mut conn = app.db.read().await?;
    let poll = polls::store::find_poll(&mut conn, federation, poll)
        .await?
        .filter(|poll| poll.state == PollState::Published)
        .ok_or(ResultError::NotFound)?;
    evidence(&mut conn, &poll, Scope::Public).await
}

/// The evidence of a counted poll, for those who may read the log; that it was exported is recorded.
pub async fn export_evidence(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<Evidence, ResultError> {
    let federation = registry::actions::federation_for(app, actor, Right::Audit, slug).await?;
    exported(app, &federation, &actor.who(), poll).await
}

/// The same by a command of the machine.
pub async fn export_evidence_by_command(
    app: &App,
    command: &str,
    poll: PollId,
) -> Result<Evidence, ResultError> {
    let mut conn = app.db.read().await?;
    let federation = store::federation_of_poll(&mut conn, poll)
        .await?
        .ok_or(ResultError::NotFound)?;
    let federation = registry::store::find_federation(&mut conn, federation)
        .await?
        .ok_or(ResultError::NotFound)?;
    drop(conn);
    exported(app, &federation, &Who::command(command), poll).await
}

async fn exported(
    app: &App,
    federation: &Federation,
    who: &Who,
    poll: PollId,
) -> Result<Evidence, ResultError> {
    let mut tx = app.db.begin().await?;
    let poll = polls::store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(ResultError::NotFound)?;
    if poll.state < PollState::Counted {
        poll.standing().after(Transition::Publish)?;
    }
    let evidence = evidence(&mut tx, &poll, Scope::Office).await?;
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who,
        act: "export_evidence",
        subject: ("polls", poll.id.0),
        before: Value::Null,
        after: json!({"checksum": evidence.checksum}),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(evidence)
}

/// All trackers of a published poll, sorted.
pub async fn public_trackers(
    app: &App,
    federation: FederationId,
    poll: PollId,
) -> Result<Vec<String>, ResultError> {
    let mut conn = app.db.read().await?;
    let poll = polls::store::find_poll(&mut conn, federation, poll)
        .await?
        .filter(|poll| poll.state == PollState::Published)
        .ok_or(ResultError::NotFound)?;
    Ok(polls::store::boxes::sealed_trackers(&mut conn, poll.id).await?)
}

async fn evidence(conn: &mut Conn, poll: &Poll, scope: Scope) -> Result<Evidence, ResultError> {
    let (count, _) = polls::store::find_count(conn, poll.federation, poll.id)
        .await?
        .ok_or(ResultError::NotFound)?;
    let counted = PollCount::from_json(&count)?;
    let mut versions = store::documents(conn, poll.federation, poll.id).await?;
    versions.reverse();
    let detail = detail_of(poll, &counted, &versions);
    let opening = Opening::of(poll, &voters_of(conn, poll).await?);
    let trackers = polls::store::boxes::sealed_trackers(conn, poll.id).await?;
    let ballot_box = ballot_box(conn, poll, left_out(poll, &counted, detail)).await?;
    let hidden = Hidden {
        figures: detail == Detail::OutcomeOnly,
        digest: ballot_box.digest.is_none(),
    };
    let log = log(conn, poll, scope, &hidden).await?;
    Ok(Evidence {
        format: EvidenceFormat::V1,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        scope,
        opening: opening.text(),
        opening_digest: opening.digest(),
        ballot_box,
        trackers_digest: digest_of_lines(&trackers),
        trackers,
        count: (!hidden.figures).then_some(count),
        log,
        results: versions
            .into_iter()
            .map(|version| ResultInEvidence {
                version: version.document.version,
                digest: version.digest,
                content: version.content,
            })
            .collect(),
        checksum: String::new(),
    }
    .sealed())
}

/// How much may be told: as much as the newest version does, and before that as much as a first version would.
fn detail_of(poll: &Poll, count: &PollCount, versions: &[Version]) -> Detail {
    if let Some(newest) = versions.last() {
        return newest.document.detail;
    }
    let small = small_group(poll.secrecy, count.voters, &FiguresInResult::from(count));
    match (poll.disclosure, small) {
        (Disclosure::Full, None) => Detail::Full,
        (Disclosure::OutcomeOnly, _) | (Disclosure::Full, Some(_)) => Detail::OutcomeOnly,
    }
}

async fn ballot_box(
    conn: &mut Conn,
    poll: &Poll,
    left_out: Option<LeftOut>,
) -> Result<BoxInEvidence, ResultError> {
    let (ballots, digest) = polls::store::find_box(conn, poll.id)
        .await?
        .ok_or(ResultError::NotFound)?;
    let blocks = polls::store::boxes::blocks(conn, poll.id).await?;
    let shown = left_out.is_none();
    if blocks.is_empty() {
        let sorted = super::box_export::ballots(conn, poll).await?;
        // Whoever knows the digest of few bare ballots finds them by trying all.
        let tells = !shown && poll.secrecy == Secrecy::Secret && ballots > 0;
        return Ok(BoxInEvidence {
            ballots,
            digest: digest.filter(|_| !tells),
            blocks: Vec::new(),
            sorted: shown.then_some(sorted),
            left_out,
        });
    }
    let sealed = polls::store::boxes::ballots_in_order(conn, poll.id).await?;
    let mut lines = sealed.iter().map(|sealed| {
        let key = data_encoding::HEXLOWER.encode(&sealed.key);
        format!("{key} {}", sealed.ballot)
    });
    Ok(BoxInEvidence {
        ballots,
        digest,
        blocks: blocks
            .into_iter()
            .map(|block| BlockInEvidence {
                number: block.number,
                ballots: block.ballots,
                hash: block.hash,
                sealed: shown.then(|| {
                    let size = usize::try_from(block.ballots).unwrap_or(0);
                    lines.by_ref().take(size).collect()
                }),
            })
            .collect(),
        sorted: None,
        left_out,
    })
}

/// What rows of the log must not tell to everybody.
struct Hidden {
    figures: bool,
    digest: bool,
}

async fn log(
    conn: &mut Conn,
    poll: &Poll,
    scope: Scope,
    hidden: &Hidden,
) -> Result<Vec<LogRow>, DbError> {
    let chain = Chain::Federation(poll.federation);
    let acts = audit::of_subject(conn, chain, ("polls", poll.id.0)).await?;
    // In public up to the newest version, so that the bundle of a version never changes.
    let last = acts
        .iter()
        .rposition(|act| ["publish_result", "correct_result"].contains(&act.act.as_str()));
    let shown = match (scope, last) {
        (Scope::Public, Some(last)) => last + 1,
        (Scope::Public, None) | (Scope::Office, _) => acts.len(),
    };
    let mut rows = Vec::with_capacity(shown);
    // From the first row that tells on, every hash has it in it.
    let mut told = false;
    for act in acts.into_iter().take(shown) {
        told |= scope == Scope::Public && hidden.is_told_by(&act);
        let previous = audit::hash_before(conn, chain, act.seq).await?;
        rows.push(LogRow {
            seq: act.seq,
            previous: (!told).then_some(previous),
            hash: (!told).then(|| act.hash.clone()),
            content: content(poll, act, scope, hidden),
        });
    }
    Ok(rows)
}

impl Hidden {
    fn is_told_by(&self, act: &Entry) -> bool {
        (self.figures && act.after.contains("count_digest"))
            || (self.digest && act.after.contains("box_digest"))
    }
}

fn content(poll: &Poll, act: Entry, scope: Scope, hidden: &Hidden) -> Option<LogContent> {
    let readable = match scope {
        Scope::Office => true,
        Scope::Public => PUBLIC_ACTS.contains(&act.act.as_str()) && !hidden.is_told_by(&act),
    };
    if !readable {
        return None;
    }
    let who = match scope {
        Scope::Office => Some(LogWho {
            account: act.account.map(|account| account.0),
            name: act.actor,
        }),
        Scope::Public => None,
    };
    Some(LogContent {
        chain: poll.federation.0,
        at: act.at.unix_millis(),
        who,
        act: act.act,
        subject: act.subject,
        subject_id: act.subject_id,
        before: act.before,
        after: act.after,
    })
}
