//! What people do with minutes: read them as they stand, complete them, sign them together.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    model::{Facts, MinutesDocument, MinutesTexts, OpeningInMinutes},
    store::{self, SignedMinutes, Signing},
};
use crate::{
    App,
    accounts::{
        model::{AccessError, Actor, ApprovalAct, ApprovalRequest, Right, WaitingApproval},
        store::approvals,
    },
    assemblies::{
        self,
        actions::{AssemblyError, FoundAssembly},
    },
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    floor::{self, model::Floor},
    polls::{self, model::Standing},
    rolls::{self, model::Hall},
    statutes,
    types::{ApprovalId, AssemblyId, Explain, ExplainField, FieldProblem, PlainText, Problem},
};

/// Why something with minutes is refused.
#[derive(Debug, thiserror::Error)]
pub enum MinutesError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Assembly(#[from] AssemblyError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error("the roll of the assembly is not frozen")]
    RollNotFrozen,
    #[error("a poll is open")]
    PollOpen,
    #[error("nobody is named who chaired or took the minutes")]
    Incomplete,
    #[error("these minutes are signed already")]
    SignedAlready,
    #[error("a request waits already")]
    RequestWaiting,
    #[error("another person has to confirm")]
    OwnRequest,
    #[error("the minutes were changed since they were put up for signing")]
    Changed,
    #[error("the request was decided already")]
    Decided,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for MinutesError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Assembly(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::RollNotFrozen => Problem::conflict(crate::key!("problem-minutes-roll")),
            Self::PollOpen => Problem::conflict(crate::key!("problem-minutes-poll-open")),
            Self::Incomplete => Problem::conflict(crate::key!("problem-minutes-incomplete")),
            Self::SignedAlready => Problem::conflict(crate::key!("problem-minutes-signed")),
            Self::RequestWaiting => Problem::conflict(crate::key!("problem-minutes-waiting")),
            Self::OwnRequest => Problem::conflict(crate::key!("problem-minutes-own-request")),
            Self::Changed => Problem::conflict(crate::key!("problem-minutes-changed")),
            Self::Decided => Problem::conflict(crate::key!("problem-minutes-decided")),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// Minutes as staff see them.
pub struct Minutes {
    pub found: FoundAssembly,
    /// Names of the roll.
    pub hall: Hall,
    /// As they would be signed now.
    pub draft: MinutesDocument,
    /// Revision of what was typed; 0 where nothing was yet.
    pub revision: i64,
    /// Newest first.
    pub signed: Vec<SignedMinutes>,
    /// A request to sign that waits for a second person.
    pub waiting: Option<WaitingApproval>,
}

impl Minutes {
    /// Whether the draft says anything else than the newest signed version.
    pub fn has_news(&self) -> bool {
        self.signed.first().is_none_or(|signed| {
            let same = MinutesDocument {
                version: signed.document.version,
                ..self.draft.clone()
            };
            same != signed.document
        })
    }
}

/// The minutes of an assembly, for everybody who reads the staff pages.
pub async fn minutes(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
) -> Result<Minutes, MinutesError> {
    let found = assemblies::actions::find_assembly(app, actor, slug, assembly).await?;
    put_together(&mut app.db.read().await?, found).await
}

async fn put_together(conn: &mut Conn, found: FoundAssembly) -> Result<Minutes, MinutesError> {
    let FoundAssembly {
        federation,
        assembly,
    } = &found;
    let (id, day) = (federation.id, assembly.day);
    let roll = rolls::store::find_roll(conn, id, assembly.roll)
        .await?
        .ok_or(MinutesError::NotFound)?;
    if !roll.is_frozen() {
        return Err(MinutesError::RollNotFrozen);
    }
    let hall = rolls::actions::hall(conn, &roll)
        .await
        .map_err(AssemblyError::from)?;
    let stays = rolls::store::attendance::stays(conn, id, roll.id).await?;
    let proxies = rolls::store::proxies::proxies(conn, id, roll.id).await?;
    let mut topics = Vec::new();
    for list in floor::store::lists(conn, id, assembly.id).await? {
        let speeches = floor::store::speeches(conn, id, list.id).await?;
        topics.push(Floor { list, speeches });
    }
    let quorum = statutes::store::version_on(conn, id, day)
        .await?
        .and_then(|version| version.rules.quorum_of_those_present());
    let results = store::results_of_roll(conn, id, roll.id).await?;
    let polls = polls::store::polls_of_roll(conn, id, roll.id).await?;
    let kept = polls::store::presence::of_roll(conn, id, roll.id).await?;
    let at_openings = kept
        .into_iter()
        .filter_map(|(of, presence)| {
            let title = polls.iter().find(|poll| poll.id == of)?.title.clone();
            Some(OpeningInMinutes { title, presence })
        })
        .collect();
    let without_result = polls
        .into_iter()
        .filter(|poll| {
            !matches!(
                poll.standing(),
                Standing::Published | Standing::Draft | Standing::Void
            )
        })
        .map(|poll| poll.title)
        .collect();
    let (texts, revision) = store::texts(conn, id, assembly.id).await?;
    let signed = store::versions(conn, id, assembly.id).await?;
    let waiting = approvals::waiting(conn, id, ApprovalAct::SignMinutes)
        .await?
        .into_iter()
        .find(|request| request.subject == assembly.id.0);
    let version = signed.first().map_or(1, |last| last.document.version + 1);
    let facts = Facts {
        federation,
        assembly,
        roll: &roll,
        hall: &hall,
        quorum: quorum.as_ref(),
        stays: &stays,
        proxies: &proxies,
        at_openings,
        topics: &topics,
        results,
        without_result,
    };
    let draft = MinutesDocument::new(facts, texts, version);
    Ok(Minutes {
        found,
        hall,
        draft,
        revision,
        signed,
        waiting,
    })
}

async fn record(
    tx: &mut Tx,
    app: &App,
    (actor, found): (&Actor, &FoundAssembly),
    act: &'static str,
    after: Value,
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(found.federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("assemblies", found.assembly.id.0),
        before: Value::Null,
        after,
    };
    audit::record(tx, act).await
}

/// The assembly, for somebody who keeps its minutes: the office and the election board do.
pub async fn assembly_to_keep(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
) -> Result<FoundAssembly, MinutesError> {
    let right = Right::CheckIn;
    Ok(assemblies::actions::find_assembly_for(app, actor, right, slug, assembly).await?)
}

/// Saves what is typed. The log keeps that it was changed and by whom, no word of it.
pub async fn edit_minutes(
    app: &App,
    actor: &Actor,
    slug: &str,
    (assembly, revision): (AssemblyId, i64),
    texts: &MinutesTexts,
) -> Result<(), MinutesError> {
    let found = assembly_to_keep(app, actor, slug, assembly).await?;
    let texts = texts.parse().map_err(MinutesError::Fields)?;
    let mut tx = app.db.begin().await?;
    if !store::save_texts(&mut tx, found.federation.id, assembly, &texts, revision).await? {
        return Err(MinutesError::Stale);
    }
    record(&mut tx, app, (actor, &found), "edit_minutes", Value::Null).await?;
    tx.commit().await?;
    Ok(())
}

/// A document as JSON.
pub fn as_json(document: &MinutesDocument) -> Result<Value, MinutesError> {
    let json = serde_json::to_value(document);
    Ok(json.map_err(|e| DbError::row("minutes", e))?)
}

/// The canonical form of a document, and its SHA-256 in hexadecimal.
fn sealed(document: &MinutesDocument) -> Result<(String, String), DbError> {
    let content =
        serde_json::to_string(document).map_err(|e| DbError::row("minutes_versions", e))?;
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(content.as_bytes()));
    Ok((content, digest))
}

fn complete(minutes: &Minutes) -> Result<(), MinutesError> {
    let texts = &minutes.draft.texts;
    if texts.chaired_by.is_empty() || texts.taken_by.is_empty() {
        return Err(MinutesError::Incomplete);
    }
    Ok(())
}

async fn refuse_open_poll(tx: &mut Tx, found: &FoundAssembly) -> Result<(), MinutesError> {
    let (federation, roll) = (found.federation.id, found.assembly.roll);
    let polls = polls::store::polls_of_roll(tx, federation, roll).await?;
    if polls
        .iter()
        .any(|poll| matches!(poll.standing(), Standing::Open | Standing::Interrupted))
    {
        return Err(MinutesError::PollOpen);
    }
    Ok(())
}

/// Puts the minutes up for signing: whoever asks has signed, and a second person confirms exactly this text.
pub async fn request_signing(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
    reason: &str,
) -> Result<ApprovalId, MinutesError> {
    let found = assembly_to_keep(app, actor, slug, assembly).await?;
    let mut tx = app.db.begin().await?;
    refuse_open_poll(&mut tx, &found).await?;
    let minutes = put_together(&mut tx, found).await?;
    complete(&minutes)?;
    if !minutes.has_news() {
        return Err(MinutesError::SignedAlready);
    }
    // The first version needs none; whoever corrects says why.
    let least = usize::from(!minutes.signed.is_empty());
    let reason = PlainText::parse(reason, least, 300)
        .map_err(|e| MinutesError::Fields(vec![e.field_problem("reason")]))?;
    let (_, digest) = sealed(&minutes.draft)?;
    let request = ApprovalRequest {
        act: ApprovalAct::SignMinutes,
        subject: assembly.0,
        content: &digest,
        reason: reason.as_str(),
    };
    let now = app.clock.now();
    let federation = minutes.found.federation.id;
    let id = approvals::insert_request(&mut tx, federation, request, actor.account, now)
        .await?
        .ok_or(MinutesError::RequestWaiting)?;
    let after = json!({"approval": id, "digest": digest, "version": minutes.draft.version});
    let by = (actor, &minutes.found);
    record(&mut tx, app, by, "request_minutes_signing", after).await?;
    tx.commit().await?;
    Ok(id)
}

/// Signs as the second person: the version is fixed, with the digest that the first one signed.
pub async fn confirm_signing(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
    approval: ApprovalId,
) -> Result<(), MinutesError> {
    let found = assembly_to_keep(app, actor, slug, assembly).await?;
    let mut tx = app.db.begin().await?;
    let (federation, now) = (found.federation.id, app.clock.now());
    // The request first: two who confirm at once come one after the other.
    let requested = waiting(&mut tx, &found, approval).await?;
    if requested.requested_by == actor.account {
        return Err(MinutesError::OwnRequest);
    }
    if !approvals::confirm(&mut tx, federation, approval, actor.account, now).await? {
        return Err(MinutesError::Decided);
    }
    refuse_open_poll(&mut tx, &found).await?;
    let minutes = put_together(&mut tx, found).await?;
    let (content, digest) = sealed(&minutes.draft)?;
    if digest != requested.content {
        return Err(MinutesError::Changed);
    }
    let signing = Signing {
        content: &content,
        digest: &digest,
        requested_by: requested.requested_by,
        confirmed_by: actor.account,
        at: now,
    };
    if !store::insert_version(&mut tx, federation, &minutes.draft, signing).await? {
        return Err(MinutesError::Changed);
    }
    let after = json!({"approval": approval, "digest": digest, "version": minutes.draft.version});
    record(&mut tx, app, (actor, &minutes.found), "sign_minutes", after).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the minutes back from signing: either of those who could sign.
pub async fn withdraw_signing(
    app: &App,
    actor: &Actor,
    slug: &str,
    assembly: AssemblyId,
    approval: ApprovalId,
) -> Result<(), MinutesError> {
    let found = assembly_to_keep(app, actor, slug, assembly).await?;
    let mut tx = app.db.begin().await?;
    let (federation, now) = (found.federation.id, app.clock.now());
    waiting(&mut tx, &found, approval).await?;
    if !approvals::withdraw(&mut tx, federation, approval, actor.account, now).await? {
        return Err(MinutesError::Decided);
    }
    let after = json!({"approval": approval});
    record(
        &mut tx,
        app,
        (actor, &found),
        "withdraw_minutes_signing",
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn waiting(
    tx: &mut Tx,
    found: &FoundAssembly,
    approval: ApprovalId,
) -> Result<WaitingApproval, MinutesError> {
    approvals::waiting(tx, found.federation.id, ApprovalAct::SignMinutes)
        .await?
        .into_iter()
        .find(|request| request.id == approval && request.subject == found.assembly.id.0)
        .ok_or(MinutesError::NotFound)
}
