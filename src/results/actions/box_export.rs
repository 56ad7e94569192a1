use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ResultError;
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    db::{Conn, DbError},
    polls::{
        self,
        count::{self, PollCount},
        model::{Method, Poll, PollState, Rule, Secrecy, Transition},
    },
    registry,
    results::recount::{
        BaseExport, BodyVotesExport, BoxExport, BoxFormat, ElectionExport, ListsExport,
        MajorityExport, MeasureExport, Outcome, PollExport, QuorumExport, QuorumSizeExport,
        RankedExport, Recount, ShareExport, TieExport,
    },
    tally::{
        majority::{MajorityBase, MajorityRule, QuorumMeasure, QuorumSize, Share, TieRule},
        poll::{ElectionRule, count_motion},
        seats,
    },
    types::{Locale, PollId},
};

/// A counted box with all it takes to count it again; that it was exported is recorded.
pub async fn export_box(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<BoxExport, ResultError> {
    let federation = registry::actions::federation_for(app, actor, Right::Audit, slug).await?;
    let mut tx = app.db.begin().await?;
    let poll = polls::store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(ResultError::NotFound)?;
    if poll.state < PollState::Counted {
        poll.standing().after(Transition::Publish)?;
    }
    let (stored, _) = polls::store::find_count(&mut tx, federation.id, poll.id)
        .await?
        .ok_or(ResultError::NotFound)?;
    let count = PollCount::from_json(&stored)?;
    let marks = match poll.marks_deleted_at {
        // As many as were recorded when it was counted.
        Some(_) => count.ballots,
        None => polls::store::marked_votes(&mut tx, poll.id).await?.1,
    };
    let ballots = ballots(&mut tx, &poll).await?;
    let bodies = votes_of_bodies(&mut tx, &poll).await?;
    let export = export(&poll, &count, marks, ballots, bodies, federation.locale);
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act: "export_box",
        subject: ("polls", poll.id.0),
        before: Value::Null,
        after: json!({"ballots": export.ballots.len()}),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(export)
}

/// The ballots sorted by their text; a vote by name counts as often as its entry has votes.
pub(super) async fn ballots(conn: &mut Conn, poll: &Poll) -> Result<Vec<String>, DbError> {
    match poll.secrecy {
        Secrecy::Secret => polls::store::sealed_ballots(conn, poll.id).await,
        Secrecy::RollCall => {
            let mut ballots = Vec::new();
            for vote in polls::store::roll_call_list(conn, poll.id).await? {
                ballots.extend((0..vote.votes).map(|_| vote.ballot.clone()));
            }
            Ok(ballots)
        }
    }
    .map(|mut ballots| {
        // By bytes, whatever order the engine sorts texts in.
        ballots.sort_unstable();
        ballots
    })
}

/// The yes and no votes of each body, where the rule asks the bodies too.
async fn votes_of_bodies(conn: &mut Conn, poll: &Poll) -> Result<Vec<BodyVotesExport>, DbError> {
    let asks_bodies = matches!(&poll.rule, Rule::Motion(rule) if rule.of_bodies().is_some());
    if !asks_bodies {
        return Ok(Vec::new());
    }
    let mut bodies = BTreeMap::<String, (u64, u64)>::new();
    for vote in polls::store::roll_call_list(conn, poll.id).await? {
        let cast = count_motion([&vote.ballot]);
        let (yes, no) = bodies.entry(vote.body_name).or_default();
        *yes += cast.yes * whole(vote.votes);
        *no += cast.no * whole(vote.votes);
    }
    let bodies = bodies.into_iter();
    Ok(bodies
        .map(|(body, (yes, no))| BodyVotesExport { body, yes, no })
        .collect())
}

fn export(
    poll: &Poll,
    counted: &PollCount,
    marks: i64,
    ballots: Vec<String>,
    bodies: Vec<BodyVotesExport>,
    locale: Locale,
) -> BoxExport {
    let id = poll.id.to_string();
    let (options, paper) = match &poll.rule {
        Rule::Motion(rule) => {
            let options: Vec<String> = ["yes", "no", "abstain"].map(str::to_owned).to_vec();
            let paper = PollExport::Motion {
                id,
                options: options.clone(),
                present: whole(counted.present.unwrap_or(counted.ballots)),
                entitled: whole(counted.entitled),
                rule: majority(rule),
                bodies,
            };
            (options, paper)
        }
        Rule::Lists(method) => {
            let options = keys(poll, locale);
            let paper = PollExport::Lists {
                id,
                options: options.clone(),
                places: poll.options.iter().map(|o| whole(o.places)).collect(),
                seats: whole(poll.seats),
                method: match method {
                    seats::Method::SainteLague => ListsExport::SainteLague,
                    seats::Method::DHondt => ListsExport::Dhondt,
                    seats::Method::HareNiemeyer => ListsExport::HareNiemeyer,
                },
            };
            (options, paper)
        }
        Rule::Ranked => {
            let options = keys(poll, locale);
            let paper = PollExport::Ranked {
                id,
                options: options.clone(),
                seats: whole(poll.seats),
                method: match poll.method {
                    Method::InstantRunoff => RankedExport::InstantRunoff,
                    Method::ScottishStv => RankedExport::ScottishStv,
                    Method::Schulze
                    | Method::YesNo
                    | Method::Choose
                    | Method::Cumulate
                    | Method::Lists => RankedExport::Schulze,
                },
            };
            (options, paper)
        }
        Rule::Election(rule) => {
            let options = keys(poll, locale);
            let paper = PollExport::Election {
                id,
                options: options.clone(),
                max_choices: whole(poll.max_choices),
                seats: whole(poll.seats),
                rule: match rule {
                    ElectionRule::RelativeMajority => ElectionExport::RelativeMajority,
                    ElectionRule::AbsoluteMajorityOfValid => {
                        ElectionExport::AbsoluteMajorityOfValid
                    }
                },
                max_per_option: whole(poll.max_per_option),
                least_bodies: whole(poll.least_bodies),
                bodies: if poll.least_bodies > 0 {
                    poll.options.iter().map(|o| o.body.clone()).collect()
                } else {
                    Vec::new()
                },
            };
            (options, paper)
        }
    };
    BoxExport {
        format: BoxFormat::V1,
        poll: paper,
        marks: whole(marks),
        ballots,
        lots: Vec::new(),
        count: Some(first_count(counted, &options)),
    }
}

/// The number makes each key unlike the others; the name is for those who read it.
fn keys(poll: &Poll, locale: Locale) -> Vec<String> {
    (1..)
        .zip(&poll.options)
        .map(|(position, option): (i64, _)| {
            format!("{position}. {}", option.label.in_language(locale, &[]).0)
        })
        .collect()
}

fn first_count(counted: &PollCount, options: &[String]) -> Recount {
    let named = |positions: &[i64]| {
        positions
            .iter()
            .filter_map(|p| options.get(usize::try_from(p.checked_sub(1)?).ok()?))
            .cloned()
            .collect()
    };
    Recount {
        ballots: whole(counted.ballots),
        blank: whole(counted.blank),
        invalid: whole(counted.invalid),
        votes: options
            .iter()
            .cloned()
            .zip(counted.votes.iter().map(|v| whole(*v)))
            .collect(),
        outcome: match &counted.outcome {
            count::Outcome::Motion {
                accepted, awaits, ..
            } => Outcome::Motion {
                accepted: *accepted,
                awaits: awaits.map(TieExport::from),
            },
            count::Outcome::Election {
                elected,
                tied,
                open_seats,
                vacant,
                winners: _,
                seats,
                tie_over: _,
                steps: _,
            } => Outcome::Election {
                elected: named(elected),
                tied: named(tied),
                seats_open: whole(*open_seats),
                vacant: whole(*vacant),
                list_seats: options
                    .iter()
                    .cloned()
                    .zip(seats.iter().map(|n| whole(*n)))
                    .collect(),
            },
        },
    }
}

fn majority(rule: &MajorityRule) -> MajorityExport {
    let ShareExport {
        numerator,
        denominator,
        strict,
    } = share(rule.share());
    MajorityExport {
        numerator,
        denominator,
        strict,
        base: match rule.base() {
            MajorityBase::YesNo => BaseExport::YesNo,
            MajorityBase::Valid => BaseExport::Valid,
            MajorityBase::Present => BaseExport::Present,
            MajorityBase::Entitled => BaseExport::Entitled,
        },
        min_yes: rule.min_yes(),
        min_of_entitled: rule.min_of_entitled().map(share),
        quorum: rule.quorum().map(|quorum| QuorumExport {
            measure: match quorum.measure {
                QuorumMeasure::Present => MeasureExport::Present,
                QuorumMeasure::Voted => MeasureExport::Voted,
            },
            size: match quorum.size {
                QuorumSize::Number(number) => QuorumSizeExport::Number(number),
                QuorumSize::OfEntitled(part) => QuorumSizeExport::OfEntitled(share(part)),
            },
        }),
        of_bodies: rule.of_bodies().map(share),
        tie: match rule.tie() {
            TieRule::Rejected => TieExport::Rejected,
            TieRule::Lot => TieExport::Lot,
            TieRule::Runoff => TieExport::Runoff,
        },
    }
}

fn share(share: Share) -> ShareExport {
    ShareExport {
        numerator: share.numerator(),
        denominator: share.denominator(),
        strict: share.strict(),
    }
}

/// Numbers of rows are never negative.
fn whole(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
