//! The places of all bodies of a round, computed by the statutes that hold on its day.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{DelegateError, office};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    delegates::{
        model::{Acting, CheckFilter, Places, Round},
        store::{
            self,
            computations::{self, KeptComputation},
        },
    },
    registry::{actions::federation_for, model::Federation},
    statutes::{
        self,
        model::{
            Statutes,
            computation::{Computation, ComputedBody, DrawnLot, LeftBody, OpenTie, compute},
        },
    },
    types::{
        BodyId, ComputationId, Day, FederationId, FieldProblem, Fields, RoundId,
        reading::{day, day_or_none, line},
        sha256_hex,
    },
};

/// More bodies than a federation has.
const ALL_BODIES: i64 = 10_000;

/// What is asked for with a computation.
#[derive(Clone, Debug, Default)]
pub struct ComputationInput {
    /// Blank: the day of the round, or today where that is earlier.
    pub reference_day: String,
    /// Bodies without a figure keep the places that they have.
    pub leave_missing: bool,
    /// The bodies that a lot gave the last places of a fixed total.
    pub lot: Vec<BodyId>,
    pub lot_drawn_by: String,
    pub lot_drawn_on: String,
    /// The digest of what was seen before saving.
    pub digest: String,
}

struct Asked {
    reference_day: Day,
    lot: Option<DrawnLot>,
}

impl ComputationInput {
    fn parse(&self, default: Day) -> Result<Asked, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let reference_day = day_or_none(&mut fields, "reference_day", &self.reference_day);
        let lot = if self.lot.is_empty() {
            Some(None)
        } else {
            let drawn_by = line(&mut fields, "lot_drawn_by", &self.lot_drawn_by, 1, 200);
            let drawn_on = day(&mut fields, "lot_drawn_on", &self.lot_drawn_on);
            drawn_by.zip(drawn_on).map(|(drawn_by, drawn_on)| {
                let mut won = self.lot.clone();
                won.sort_unstable();
                Some(DrawnLot {
                    won,
                    drawn_by,
                    drawn_on,
                })
            })
        };
        let asked = reference_day.zip(lot).map(|(reference_day, lot)| Asked {
            reference_day: reference_day.unwrap_or(default),
            lot,
        });
        fields.finish(asked)
    }
}

/// What would be saved.
pub struct Proposal {
    pub federation: Federation,
    pub round: Round,
    pub statutes: Statutes,
    pub computation: Computation,
    /// The places of each body now.
    pub now: BTreeMap<BodyId, Places>,
    pub undecided: Option<OpenTie>,
    /// Digest of the computation, to be sent back when it is saved.
    pub digest: String,
}

/// The computation that would be saved now, without saving it.
pub async fn proposal(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    input: &ComputationInput,
) -> Result<Proposal, DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let mut conn = app.db.read().await?;
    let round = store::find_round(&mut conn, federation.id, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    propose(&mut conn, app, federation, round, input).await
}

async fn propose(
    conn: &mut Conn,
    app: &App,
    federation: Federation,
    round: Round,
    input: &ComputationInput,
) -> Result<Proposal, DelegateError> {
    let asked = input
        .parse(round.day.min(app.clock.today()))
        .map_err(DelegateError::Fields)?;
    let statutes = statutes::store::version_on(conn, federation.id, round.day)
        .await?
        .ok_or(DelegateError::NoStatutes)?;
    let key = &statutes.rules.key;
    let facts = statutes::actions::facts_of_bodies(
        conn,
        federation.id,
        key,
        round.day,
        asked.reference_day,
    )
    .await?
    .into_iter()
    .map(|(known, _)| known)
    .collect();
    let won = asked.lot.as_ref().map_or(&[][..], |lot| &lot.won);
    let computed = compute(key, facts, won).map_err(DelegateError::Compute)?;
    let (entitlements, _) = store::check_list(
        conn,
        federation.id,
        round.id,
        CheckFilter::All,
        ALL_BODIES,
        0,
    )
    .await?;
    let computation = Computation {
        statutes: statutes.id,
        statutes_title: statutes.title.clone(),
        valid_from: statutes.valid_from,
        article: statutes.rules.key_article.clone(),
        key: key.clone(),
        day: round.day,
        reference_day: asked.reference_day,
        bodies: computed.bodies,
        left_as_they_are: computed
            .without_figure
            .into_iter()
            .map(|(body, name)| LeftBody { body, name })
            .collect(),
        lot: asked.lot,
        total: computed.total,
    };
    Ok(Proposal {
        digest: sha256_hex(&text(&computation)?),
        now: entitlements
            .into_iter()
            .map(|entitlement| (entitlement.body, entitlement.places))
            .collect(),
        undecided: computed.undecided,
        federation,
        round,
        statutes,
        computation,
    })
}

fn text(computation: &Computation) -> Result<String, DelegateError> {
    Ok(serde_json::to_string(computation)
        .map_err(|e| DbError::row("entitlement_computations", e))?)
}

/// Computes the places of all bodies of an open round and saves them, with all that they were made of.
pub async fn compute_entitlements(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    input: &ComputationInput,
) -> Result<ComputationId, DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let id = federation.id;
    let mut tx = app.db.begin().await?;
    let round = store::lock_round(&mut tx, id, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    if !round.is_open() {
        return Err(DelegateError::RoundFrozen);
    }
    // Bodies that have become members on the day since the round was made are in it from now on.
    store::insert_entitlements(&mut tx, id, round.id).await?;
    let found = propose(&mut tx, app, federation, round, input).await?;
    // From here on the version does not change any more.
    let locked = statutes::store::lock(&mut tx, id, found.statutes.id).await?;
    if locked.is_none_or(|locked| locked.revision != found.statutes.revision) {
        return Err(DelegateError::Stale);
    }
    refuse_unready(&found, input)?;
    let (round, computation) = (found.round.id, &found.computation);
    let before = computations::latest_computation(&mut tx, id, round).await?;
    let document = text(computation)?;
    let kept = computations::insert_computation(
        &mut tx,
        id,
        round,
        computation,
        (&document, &found.digest),
        (actor.account, app.clock.now()),
    )
    .await?;
    computations::set_computed_places(&mut tx, id, round, computation).await?;
    let act = Act {
        chain: Chain::Federation(id),
        at: app.clock.now(),
        who: &actor.who(),
        act: "compute_entitlements",
        subject: ("delegation_rounds", round.0),
        before: before.map_or(Value::Null, |before| summary(before.id, &before)),
        after: json!({
            "computation": kept, "digest": found.digest, "statutes": computation.statutes,
            "reference_day": computation.reference_day, "total": computation.total,
            "left_as_they_are": computation.left_as_they_are.len(),
        }),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(kept)
}

fn summary(id: ComputationId, kept: &KeptComputation) -> Value {
    json!({
        "computation": id, "digest": kept.digest, "statutes": kept.computation.statutes,
        "reference_day": kept.computation.reference_day, "total": kept.computation.total,
        "left_as_they_are": kept.computation.left_as_they_are.len(),
    })
}

/// What stands against saving.
fn refuse_unready(found: &Proposal, input: &ComputationInput) -> Result<(), DelegateError> {
    if let Some(tie) = &found.undecided {
        return Err(DelegateError::LotNeeded { places: tie.places });
    }
    let left = &found.computation.left_as_they_are;
    if !input.leave_missing
        && let Some(first) = left.first()
    {
        return Err(DelegateError::NoFigure {
            first: first.name.clone(),
            bodies: left.len(),
        });
    }
    for computed in &found.computation.bodies {
        let least = found.now.get(&computed.body).map_or(0, Places::least);
        if i64::from(computed.places) < least {
            return Err(DelegateError::AcceptedInBody {
                name: computed.name.clone(),
                accepted: least,
            });
        }
    }
    // What was seen has changed meanwhile: a figure, a member, the statutes.
    if input.digest != found.digest {
        return Err(DelegateError::Stale);
    }
    Ok(())
}

/// The computation that holds for a round, for staff.
pub struct Kept {
    pub federation: Federation,
    pub round: Round,
    pub kept: Option<KeptComputation>,
    /// The reasons with which staff gave bodies other places.
    pub overrules: BTreeMap<BodyId, String>,
    /// The places of each body now.
    pub now: BTreeMap<BodyId, i64>,
    /// Whether this person may compute anew.
    pub may_compute: bool,
}

/// The computation that holds for a round, where there is one.
pub async fn kept_computation(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
) -> Result<Kept, DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let round = store::find_round(&mut conn, federation.id, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let kept = computations::latest_computation(&mut conn, federation.id, round.id).await?;
    let overrules = match &kept {
        Some(kept) => computations::overrules(&mut conn, federation.id, kept.id).await?,
        None => BTreeMap::new(),
    };
    let (entitlements, _) = store::check_list(
        &mut conn,
        federation.id,
        round.id,
        CheckFilter::All,
        ALL_BODIES,
        0,
    )
    .await?;
    Ok(Kept {
        may_compute: round.is_open() && actor.may(Right::PrepareAssemblies, federation.id),
        now: entitlements
            .into_iter()
            .map(|entitlement| (entitlement.body, entitlement.places.places))
            .collect(),
        federation,
        round,
        kept,
        overrules,
    })
}

/// How the places of one body came about.
pub struct WorkingOfBody {
    pub computed: ComputedBody,
    pub statutes_title: String,
    pub article: String,
    /// The places that the body has now.
    pub places: i64,
    /// Why staff gave it other places than those computed.
    pub overruled: Option<String>,
}

/// How the places of a body came about, for its office and staff; `None` where nothing was computed for it.
pub async fn working_of_body(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
) -> Result<Option<WorkingOfBody>, DelegateError> {
    let federation = office(app, by.into(), slug, body, round, Right::ReadStaffPages)
        .await?
        .id;
    let mut conn = app.db.read().await?;
    let entitlement = store::find_entitlement(&mut conn, federation, round, body)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let Some(kept) = computations::latest_computation(&mut conn, federation, round).await? else {
        return Ok(None);
    };
    let mut overrules = computations::overrules(&mut conn, federation, kept.id).await?;
    let computed = kept.computation.of(body).cloned();
    Ok(computed.map(|computed| WorkingOfBody {
        computed,
        statutes_title: kept.computation.statutes_title,
        article: kept.computation.article,
        places: entitlement.places.places,
        overruled: overrules.remove(&body),
    }))
}

/// The reason that is needed where a body gets other places than those computed; kept with the computation.
pub(super) async fn keep_overrule(
    tx: &mut Tx,
    (federation, round, body): (FederationId, RoundId, BodyId),
    places: i64,
    reason: &str,
) -> Result<Option<String>, DelegateError> {
    let Some(kept) = computations::latest_computation(tx, federation, round).await? else {
        return Ok(None);
    };
    let Some(computed) = kept.computation.of(body) else {
        return Ok(None);
    };
    let reason = if i64::from(computed.places) == places {
        None
    } else {
        Some(crate::delegates::model::parse_reason(reason).map_err(DelegateError::Fields)?)
    };
    computations::set_overrule(tx, federation, kept.id, body, reason.as_deref()).await?;
    Ok(reason)
}
