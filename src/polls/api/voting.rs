//! Voting over the API: a session for a code, my votes, the ballot paper, the ballot.

use std::collections::BTreeMap;

use poem::{Request, web::Data};
use poem_openapi::{
    Enum, Object, OpenApi, SecurityScheme, auth::Bearer, param::Path, payload::Json,
};

use super::{
    documents::{MethodName, PollKindName, SecrecyName, by_tag},
    guarding::{TrustDocument, trust_document},
};
use crate::{
    App,
    polls::{
        actions::{self, PollError, PollOfVoter},
        input::VoteInput,
        model::Standing,
        splitting::{PartInput, Votes, may_split},
    },
    rolls::{self, model::Voter},
    types::{EntryId, Explain, FieldProblem, PollId, Problem, ProblemKind, SecretToken},
    web::{Refused, api::Done, visitor::Network},
};

/// A voter who signed in with a code: `Authorization: Bearer TOKEN`, the token of `POST /voting/sessions`.
#[derive(SecurityScheme)]
#[oai(rename = "voterToken", ty = "bearer", checker = "check_voter")]
pub struct VoterCaller(SignedInVoter);

struct SignedInVoter {
    voter: Voter,
    token: SecretToken,
}

async fn check_voter(request: &Request, bearer: Bearer) -> poem::Result<SignedInVoter> {
    let refused = || {
        Refused(Problem::new(
            ProblemKind::Unauthenticated,
            crate::key!("problem-voter-not-signed-in"),
        ))
    };
    let app = request.data::<App>().ok_or_else(refused)?;
    let token = SecretToken::parse(&bearer.token).ok_or_else(refused)?;
    let voter = rolls::actions::voter_by_session(app, &token)
        .await
        .map_err(|e| Refused(e.problem()))?;
    Ok(SignedInVoter {
        voter: voter.ok_or_else(refused)?,
        token,
    })
}

/// A voting code, grouped or not.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CodeRequest {
    #[oai(validator(max_length = 200))]
    code: String,
}

/// Whether a code was used in a poll.
#[derive(Object)]
struct CodeUseDocument {
    poll_id: i64,
    /// Texts by language tag.
    title: BTreeMap<String, String>,
    voted: bool,
}

/// A voter's session.
#[derive(Object)]
struct VoterSession {
    token: String,
    /// Seconds until it ends if it is not used.
    seconds: u32,
}

/// Whether one can vote now.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum VotingState {
    NotYet,
    Open,
    /// Interrupted by the election board: it goes on later.
    Interrupted,
    Ended,
}

/// What is asked, for a voter.
#[derive(Object)]
struct BallotPaperDocument {
    poll_id: i64,
    /// Texts by language tag.
    title: BTreeMap<String, String>,
    question: BTreeMap<String, String>,
    kind: PollKindName,
    method: MethodName,
    secrecy: SecrecyName,
    /// Options in the order of the ballot; a single motion has yes, no and abstain.
    options: Vec<BTreeMap<String, String>>,
    /// How many votes a ballot has.
    max_choices: i64,
    /// How many of them one option may get.
    max_per_option: i64,
    state: VotingState,
    /// RFC 3339, UTC.
    closes_at: Option<String>,
    /// Whether the voter's ballot is in the box.
    voted: bool,
    /// Why the voter may not vote in this poll because of a conflict of interest; not there where the voter may.
    #[oai(skip_serializing_if_is_none)]
    excluded: Option<String>,
    /// That the voter votes on paper in this poll, and the code puts nothing into its box; not there where it does.
    #[oai(skip_serializing_if_is_none)]
    on_paper: Option<bool>,
    /// Whether a voter with several votes may give them differently.
    may_split: bool,
    /// Who could learn or change what, as statements.
    trust: Vec<TrustDocument>,
}

/// A place for which a voter can vote: the own one, or one of which they have the proxy.
#[derive(Object)]
struct VotingPlaceDocument {
    entry_id: i64,
    name: String,
    body_name: String,
    votes: i64,
    by_proxy: bool,
    /// Whether the session votes for it now.
    current: bool,
    /// How many polls take its ballot now.
    waiting: i64,
}

/// The place for which a session is to go on.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct VotingPlaceRequest {
    entry_id: i64,
}

/// All polls of a voter.
#[derive(Object)]
struct MyVotes {
    /// The place that the session votes for.
    entry_id: i64,
    /// Whether that is by proxy.
    by_proxy: bool,
    /// How many votes the voter has in each poll.
    votes: i64,
    polls: Vec<BallotPaperDocument>,
}

/// A choice. An empty one is refused; a blank ballot says so.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct BallotRequest {
    /// `yes`, `no` or `abstain`; or places of options on the ballot, from 1, as often as each gets a vote.
    #[oai(default, validator(max_items = 400))]
    choices: Vec<String>,
    /// Where options are ranked: their places on the ballot, the best rank first.
    #[oai(default, validator(max_items = 35))]
    ranking: Vec<Vec<String>>,
    /// The ballot is to be blank.
    #[oai(default)]
    blank: bool,
    /// The place that the ballot is for; where the session votes for another one, it is refused.
    entry_id: Option<i64>,
    /// In place of one choice for all votes: parts that add up to the voter's votes.
    #[oai(validator(max_items = 20))]
    ballots: Option<Vec<BallotPart>>,
}

/// Votes that go to the same choice.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct BallotPart {
    /// As for one choice for all votes.
    #[oai(default, validator(max_items = 400))]
    choices: Vec<String>,
    #[oai(default, validator(max_items = 35))]
    ranking: Vec<Vec<String>>,
    #[oai(default)]
    blank: bool,
    /// How many votes.
    count: i64,
}

impl BallotRequest {
    fn votes(self) -> Result<Votes, PollError> {
        let choice = VoteInput {
            choices: self.choices,
            ranking: self.ranking,
            blank: self.blank,
        };
        let Some(parts) = self.ballots else {
            return Ok(Votes::Alike(choice));
        };
        if choice.blank || !choice.is_empty() {
            return Err(PollError::Fields(vec![FieldProblem::new(
                "ballots",
                crate::key!("field-parts-and-choice"),
            )]));
        }
        Ok(Votes::Split(
            parts
                .into_iter()
                .map(|part| PartInput {
                    choice: VoteInput {
                        choices: part.choices,
                        ranking: part.ranking,
                        blank: part.blank,
                    },
                    count: part.count,
                })
                .collect(),
        ))
    }
}

/// The ballots are in the box.
#[derive(Object)]
struct BallotReceipt {
    /// A random word for each ballot of a secret poll, told only now: the list of the closed box has it. Which of the ballots it
    /// belongs to is nowhere.
    trackers: Vec<String>,
}

fn paper(app: &App, voter: &Voter, of_voter: PollOfVoter) -> BallotPaperDocument {
    let PollOfVoter {
        poll,
        voted,
        excluded,
        on_paper,
    } = of_voter;
    BallotPaperDocument {
        excluded,
        on_paper: on_paper.then_some(true),
        may_split: may_split(&poll, voter.votes),
        trust: trust_document(&actions::trust_label(app, &poll, voter.votes > 1)),
        poll_id: poll.id.0,
        title: by_tag(&poll.title),
        question: by_tag(&poll.question),
        kind: poll.kind.into(),
        method: poll.method.into(),
        secrecy: poll.secrecy.into(),
        options: poll.options.iter().map(|o| by_tag(&o.label)).collect(),
        max_choices: poll.max_choices,
        max_per_option: poll.max_per_option,
        state: match poll.standing() {
            Standing::Open if actions::takes_ballots(app, &poll, voter) => VotingState::Open,
            Standing::Draft | Standing::Ready => VotingState::NotYet,
            Standing::Interrupted => VotingState::Interrupted,
            Standing::Open
            | Standing::Closed
            | Standing::Counted
            | Standing::Published
            | Standing::Void => VotingState::Ended,
        },
        closes_at: poll.closes_at.map(|t| t.to_string()),
        voted,
    }
}

/// The operations of voters.
pub struct VotingApi;

#[OpenApi(prefix_path = "/voting", tag = "crate::api::Tag::Polls")]
impl VotingApi {
    /// Opens a session for a code.
    #[oai(path = "/sessions", method = "post", operation_id = "sign_in_voter")]
    async fn sign_in(
        &self,
        app: Data<&App>,
        network: Network,
        body: Json<CodeRequest>,
    ) -> Result<Json<VoterSession>, Refused> {
        let session = rolls::actions::sign_in_voter(&app, &body.0.code, network.0).await?;
        Ok(Json(VoterSession {
            token: session.token.expose().to_string(),
            seconds: session.seconds,
        }))
    }

    /// Tells for each opened poll whether the code was used in it, and nothing else; also after the result is public, until codes
    /// are deleted.
    #[oai(path = "/check", method = "post", operation_id = "check_code")]
    async fn check_code(
        &self,
        app: Data<&App>,
        network: Network,
        body: Json<CodeRequest>,
    ) -> Result<Json<Vec<CodeUseDocument>>, Refused> {
        let (_, uses) = actions::check_code(&app, &body.0.code, network.0).await?;
        Ok(Json(
            uses.into_iter()
                .map(|used| CodeUseDocument {
                    poll_id: used.poll.0,
                    title: by_tag(&used.title),
                    voted: used.voted,
                })
                .collect(),
        ))
    }

    /// Ends the session.
    #[oai(
        path = "/sessions/current",
        method = "delete",
        operation_id = "sign_out_voter"
    )]
    async fn sign_out(&self, app: Data<&App>, caller: VoterCaller) -> Result<Done, Refused> {
        rolls::actions::sign_out_voter(&app, &caller.0.token).await?;
        Ok(Done::NoContent)
    }

    /// Lists the places for which a voter with proxies can vote, the own one first; nothing for everybody else.
    #[oai(path = "/places", method = "get", operation_id = "list_voting_places")]
    async fn places(
        &self,
        app: Data<&App>,
        caller: VoterCaller,
    ) -> Result<Json<Vec<VotingPlaceDocument>>, Refused> {
        let voter = &caller.0.voter;
        let places = actions::my_places(&app, voter).await?;
        let documents = places.into_iter().map(|found| VotingPlaceDocument {
            current: found.place.entry == voter.entry,
            entry_id: found.place.entry.0,
            name: found.place.name,
            body_name: found.place.body_name,
            votes: found.place.votes,
            by_proxy: found.place.by_proxy,
            waiting: found.waiting,
        });
        Ok(Json(documents.collect()))
    }

    /// Has the session go on for another place that its code opens: the own one, or one of which the voter has the proxy.
    #[oai(path = "/place", method = "put", operation_id = "switch_voting_place")]
    async fn switch_place(
        &self,
        app: Data<&App>,
        caller: VoterCaller,
        body: Json<VotingPlaceRequest>,
    ) -> Result<Done, Refused> {
        let entry = EntryId(body.0.entry_id);
        rolls::actions::switch_place(&app, &caller.0.token, entry).await?;
        Ok(Done::NoContent)
    }

    /// Lists the polls of the voter's roll, and whether the voter has voted in them.
    #[oai(path = "/polls", method = "get", operation_id = "list_my_votes")]
    async fn my_votes(
        &self,
        app: Data<&App>,
        caller: VoterCaller,
    ) -> Result<Json<MyVotes>, Refused> {
        let polls = actions::my_votes(&app, &caller.0.voter).await?;
        Ok(Json(MyVotes {
            entry_id: caller.0.voter.entry.0,
            by_proxy: caller.0.voter.in_proxy.is_some(),
            votes: caller.0.voter.votes,
            polls: polls
                .into_iter()
                .map(|of_voter| paper(&app, &caller.0.voter, of_voter))
                .collect(),
        }))
    }

    /// Shows what is asked in a poll.
    #[oai(
        path = "/polls/:poll",
        method = "get",
        operation_id = "show_ballot_paper"
    )]
    async fn ballot_paper(
        &self,
        app: Data<&App>,
        caller: VoterCaller,
        poll: Path<i64>,
    ) -> Result<Json<BallotPaperDocument>, Refused> {
        let voter = &caller.0.voter;
        let of_voter = actions::poll_for_voter(&app, voter, PollId(poll.0)).await?;
        Ok(Json(paper(&app, voter, of_voter)))
    }

    /// Puts the voter's ballots into the box. They cannot be changed; the answer comes when they are there for good, and never
    /// says what they were.
    #[oai(
        path = "/polls/:poll/ballot",
        method = "post",
        operation_id = "cast_ballot"
    )]
    async fn cast(
        &self,
        app: Data<&App>,
        caller: VoterCaller,
        poll: Path<i64>,
        body: Json<BallotRequest>,
    ) -> Result<Json<BallotReceipt>, Refused> {
        actions::same_place(&caller.0.voter, body.0.entry_id.map(EntryId))?;
        let votes = body.0.votes()?;
        let trackers = actions::cast(&app, &caller.0.voter, PollId(poll.0), &votes).await?;
        Ok(Json(BallotReceipt { trackers }))
    }
}
