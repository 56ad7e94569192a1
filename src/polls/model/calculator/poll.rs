//! A poll as a document: kind, seats, options and ballots.

use super::{
    PollAnswer, Refusal,
    reading::{At, Names, Object, lot_refused, refused},
    strict,
};
use crate::{
    tally::{
        choices::{self, ChoiceError, Limits, Marks},
        lot::Lot,
        poll::ElectionRule,
        ranked::{self, MOST_BALLOTS, MOST_OPTIONS, RankedError, Ranking},
        seats::{MOST_CONTENDERS, MOST_SEATS, MOST_VOTES},
    },
    types::{FieldProblem, words::words},
};

/// The options that are set against each other in a motion.
const YES_AND_NO: usize = 2;

words! {
    /// How ballots are counted.
    Kind {
        YesNo = "yes_no", crate::key!("tally-kind-yes-no");
        Plurality = "plurality", crate::key!("tally-kind-plurality");
        Approval = "approval", crate::key!("tally-kind-approval");
        Cumulative = "cumulative", crate::key!("tally-kind-cumulative");
        Irv = "irv", crate::key!("tally-kind-irv");
        StvScottish = "stv_scottish", crate::key!("tally-kind-stv");
        Schulze = "schulze", crate::key!("tally-kind-schulze");
    }
}

impl Kind {
    const fn is_ranked(self) -> bool {
        matches!(self, Self::Irv | Self::StvScottish | Self::Schulze)
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollQuestion {
    pub kind: Kind,
    pub seats: usize,
    pub(super) options: Names,
    ballots: Ballots,
    board: Option<BoardRule>,
    rule: ElectionRule,
    lots: Vec<Lot>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Ballots {
    Ranked(Vec<Ranking>),
    Choices(Limits, Vec<Marks>),
}

/// Members from at least so many bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
struct BoardRule {
    /// The body of each option, as a number.
    bodies: Vec<usize>,
    least: usize,
}

impl PollQuestion {
    /// Reads a question from the text of a JSON document.
    ///
    /// # Errors
    /// [`Refusal`] with the field that cannot be what it should be.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        strict::parse(text, Self::read)
    }

    fn read(document: &At<'_>) -> Result<Self, Refusal> {
        let fields = document.object(&[
            "kind",
            "seats",
            "options",
            "ballots",
            "lots",
            "max_choices",
            "max_per_option",
            "votes_per_ballot",
            "rule",
            "bodies",
            "min_bodies",
        ])?;
        let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        let kind = fields.required("kind")?.word(&words, Kind::parse)?;
        refuse_foreign(kind, &fields)?;
        let seats = seats(kind, &fields)?;
        let list = fields.required("options")?;
        let options = if kind.is_ranked() {
            Names::read(&list, MOST_OPTIONS)?
        } else {
            Names::read(&list, MOST_CONTENDERS)?
        };
        if kind == Kind::YesNo && !(YES_AND_NO..=YES_AND_NO + 1).contains(&options.list.len()) {
            return Err(refused(
                "yes_no has the options yes, no and perhaps abstain, in this order",
                FieldProblem::new(&list.path, crate::key!("field-polls-yes-no-options")),
            ));
        }
        let rows = fields.required("ballots")?.rows()?;
        let ballots = if kind.is_ranked() {
            let ballots = rows.iter().map(|row| ranking(row, &options));
            Ballots::Ranked(ballots.collect::<Result<_, _>>()?)
        } else {
            let ballots = rows.iter().map(|row| marks(row, &options));
            Ballots::Choices(
                limits(kind, seats, &fields)?,
                ballots.collect::<Result<_, _>>()?,
            )
        };
        let lots = match fields.given("lots") {
            None => Vec::new(),
            Some(lots) => lots.lots(&options)?,
        };
        let rule = match fields.given("rule") {
            None => ElectionRule::RelativeMajority,
            Some(rule) => rule.word(
                &ElectionRule::ALL.map(ElectionRule::code),
                ElectionRule::from_code,
            )?,
        };
        Ok(Self {
            board: board_rule(rule, &options, &fields)?,
            kind,
            seats,
            options,
            ballots,
            rule,
            lots,
        })
    }

    /// Counts the ballots and says how.
    ///
    /// # Errors
    /// [`Refusal`] with the field that stands against it.
    pub fn answer(&self) -> Result<PollAnswer, Refusal> {
        let options = self.options.list.len();
        match &self.ballots {
            Ballots::Ranked(ballots) => {
                let count = match self.kind {
                    Kind::Irv => ranked::irv(options, ballots, &self.lots),
                    Kind::StvScottish => {
                        ranked::stv_scottish(options, self.seats, ballots, &self.lots)
                    }
                    Kind::Schulze
                    | Kind::YesNo
                    | Kind::Plurality
                    | Kind::Approval
                    | Kind::Cumulative => ranked::schulze(options, self.seats, ballots, &self.lots),
                };
                let count = count.map_err(|error| self.ranked_refused(error))?;
                Ok(PollAnswer::of_ranked(self, count))
            }
            Ballots::Choices(limits, ballots) => {
                let refused = |error| self.choice_refused(error);
                let sums = choices::sum_up(options, *limits, ballots).map_err(refused)?;
                if let Some(rule) = &self.board {
                    let board = choices::board(
                        &sums.votes,
                        &rule.bodies,
                        self.seats,
                        rule.least,
                        &self.lots,
                    )
                    .map_err(refused)?;
                    return Ok(PollAnswer::of_board(self, sums, board, rule.least));
                }
                // Of yes, no and abstain the first two are set against each other.
                let standing = match self.kind {
                    Kind::YesNo => sums.votes.get(..YES_AND_NO).unwrap_or_default(),
                    Kind::Plurality
                    | Kind::Approval
                    | Kind::Cumulative
                    | Kind::Irv
                    | Kind::StvScottish
                    | Kind::Schulze => &sums.votes,
                };
                let posts = choices::elect(standing, sums.valid, self.seats, self.rule, &self.lots)
                    .map_err(refused)?;
                Ok(PollAnswer::of_posts(self, sums, posts, self.rule))
            }
        }
    }

    fn ranked_refused(&self, error: RankedError) -> Refusal {
        let at = |ballot: usize| format!("ballots[{ballot}].ranking");
        match error {
            RankedError::NoOptions | RankedError::TooManyOptions { .. } => {
                no_options(error, MOST_OPTIONS)
            }
            RankedError::NoSeats => no_seats(error),
            RankedError::TooManyBallots { .. } => too_many_ballots(error),
            RankedError::NoSuchOption { ballot, option } => {
                self.no_such_option(error, &at(ballot), option)
            }
            RankedError::OptionTwice { ballot, option } => self.twice(&at(ballot), option),
            RankedError::EmptyRank { ballot } => refused(
                "a rank names no option",
                FieldProblem::new(&at(ballot), crate::key!("field-polls-empty-rank")),
            ),
            RankedError::Lot(lot) => lot_refused(lot, &self.options),
        }
    }

    fn choice_refused(&self, error: ChoiceError) -> Refusal {
        let at = |ballot: usize| format!("ballots[{ballot}].choices");
        match error {
            ChoiceError::NoOptions | ChoiceError::TooManyOptions { .. } => {
                no_options(error, MOST_CONTENDERS)
            }
            ChoiceError::NoSeats => no_seats(error),
            ChoiceError::TooManyBallots { .. } | ChoiceError::TooManyVotes { .. } => {
                too_many_ballots(error)
            }
            ChoiceError::NoSuchOption { ballot, option } => {
                self.no_such_option(error, &at(ballot), option)
            }
            ChoiceError::OptionTwice { ballot, option } => self.twice(&at(ballot), option),
            ChoiceError::Bodies { .. } => refused(
                error,
                FieldProblem::new("bodies", crate::key!("field-required")),
            ),
            ChoiceError::CannotSitTogether { lot, option } => {
                let name = self.options.get(option);
                refused(
                    format!("{name:?} cannot be on the board with the others who won"),
                    FieldProblem::new(
                        &format!("lots[{lot}].won"),
                        crate::key!("field-polls-sit-together"),
                    )
                    .with("name", name),
                )
            }
            ChoiceError::Lot(lot) => lot_refused(lot, &self.options),
        }
    }

    fn no_such_option(&self, error: impl std::fmt::Display, at: &str, option: usize) -> Refusal {
        let problem = FieldProblem::new(at, crate::key!("field-polls-no-such-option"));
        refused(error, problem.with("name", self.options.get(option)))
    }

    fn twice(&self, at: &str, option: usize) -> Refusal {
        let name = self.options.get(option);
        refused(
            format!("{name:?} stands on the ballot twice"),
            FieldProblem::new(at, crate::key!("field-polls-option-twice")).with("name", name),
        )
    }
}

fn no_options(error: impl std::fmt::Display, most: usize) -> Refusal {
    let problem = FieldProblem::new("options", crate::key!("field-too-many"));
    refused(
        error,
        problem.with("n", i64::try_from(most).unwrap_or(i64::MAX)),
    )
}

fn no_seats(error: impl std::fmt::Display) -> Refusal {
    refused(
        error,
        FieldProblem::new("seats", crate::key!("field-required")),
    )
}

fn too_many_ballots(error: impl std::fmt::Display) -> Refusal {
    let problem = FieldProblem::new("ballots", crate::key!("field-polls-too-many-ballots"));
    let most = i64::try_from(MOST_BALLOTS).unwrap_or(i64::MAX);
    refused(error, problem.with("most", most))
}

/// Refuses a field that means nothing for the kind.
fn refuse_foreign(kind: Kind, fields: &Object<'_>) -> Result<(), Refusal> {
    let allowed: &[&str] = match kind {
        Kind::Irv | Kind::StvScottish | Kind::Schulze | Kind::YesNo => &[],
        Kind::Plurality | Kind::Approval => &["max_choices", "rule", "bodies", "min_bodies"],
        Kind::Cumulative => &[
            "max_choices",
            "max_per_option",
            "votes_per_ballot",
            "rule",
            "bodies",
            "min_bodies",
        ],
    };
    for name in [
        "max_choices",
        "max_per_option",
        "votes_per_ballot",
        "rule",
        "bodies",
        "min_bodies",
    ] {
        if let Some(field) = fields.given(name).filter(|_| !allowed.contains(&name)) {
            return Err(not_for_kind(&field.path, kind));
        }
    }
    Ok(())
}

fn not_for_kind(path: &str, kind: Kind) -> Refusal {
    refused(
        format_args!("means nothing for {}", kind.as_str()),
        FieldProblem::new(path, crate::key!("field-polls-not-for-kind")),
    )
}

/// One where only one is possible and none is given.
fn seats(kind: Kind, fields: &Object<'_>) -> Result<usize, Refusal> {
    let one = matches!(kind, Kind::YesNo | Kind::Irv);
    match fields.given("seats") {
        None if one => Ok(1),
        None => fields.required("seats").map(|_| 0),
        Some(seats) if one => seats.size(1, 1),
        Some(seats) => seats.size(1, u64::from(MOST_SEATS)),
    }
}

/// Under plurality as many choices as seats, else no limit but those of the kind, unless the document says so.
fn limits(kind: Kind, seats: usize, fields: &Object<'_>) -> Result<Limits, Refusal> {
    let given = |name: &str| {
        let field = fields.given(name);
        field.map(|field| field.number(1, MOST_VOTES)).transpose()
    };
    let options = given("max_choices")?.map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    Ok(match kind {
        Kind::Plurality => Limits::up_to(options.unwrap_or(seats)),
        Kind::Approval => Limits::up_to(options.unwrap_or(usize::MAX)),
        Kind::Cumulative => Limits {
            options: options.unwrap_or(usize::MAX),
            ..Limits::cumulative(
                given("votes_per_ballot")?.unwrap_or(u64::MAX),
                given("max_per_option")?.unwrap_or(u64::MAX),
            )
        },
        Kind::YesNo | Kind::Irv | Kind::StvScottish | Kind::Schulze => Limits::ONE,
    })
}

fn board_rule(
    rule: ElectionRule,
    options: &Names,
    fields: &Object<'_>,
) -> Result<Option<BoardRule>, Refusal> {
    let (bodies, least) = match (fields.given("bodies"), fields.given("min_bodies")) {
        (None, None) => return Ok(None),
        _ => (fields.required("bodies")?, fields.required("min_bodies")?),
    };
    if rule == ElectionRule::AbsoluteMajorityOfValid {
        return Err(refused(
            "a board of several bodies is filled by most votes",
            FieldProblem::new(&bodies.path, crate::key!("field-polls-board-by-most-votes")),
        ));
    }
    let least = least.size(1, u64::from(MOST_SEATS))?;
    let by_option = bodies.any_object()?;
    let mut names: Vec<String> = Vec::new();
    let mut of: Vec<Option<usize>> = vec![None; options.list.len()];
    for (name, at) in by_option.all() {
        let body = at.name()?;
        let number = names.iter().position(|known| *known == body);
        let number = number.unwrap_or_else(|| {
            names.push(body);
            names.len() - 1
        });
        if let Some(own) = of.get_mut(options.find(&at.path, name)?) {
            *own = Some(number);
        }
    }
    let bodies = options
        .list
        .iter()
        .zip(of)
        .map(|(name, body)| match body {
            Some(body) => Ok(body),
            None => by_option.required(name).map(|_| 0),
        })
        .collect::<Result<_, _>>()?;
    Ok(Some(BoardRule { bodies, least }))
}

/// How many ballots are the same; one where it is not said.
fn count(fields: &Object<'_>) -> Result<u64, Refusal> {
    match fields.given("count") {
        None => Ok(1),
        Some(count) => count.number(0, MOST_BALLOTS),
    }
}

fn ranking(row: &At<'_>, options: &Names) -> Result<Ranking, Refusal> {
    let fields = row.object(&["count", "ranking"])?;
    let ranks = fields.required("ranking")?.rows()?;
    let ranks = ranks.iter().map(|rank| {
        let names = rank.rows()?;
        names
            .iter()
            .map(|name| options.find(&name.path, name.text()?))
            .collect()
    });
    Ok(Ranking {
        count: count(&fields)?,
        ranks: ranks.collect::<Result<_, _>>()?,
    })
}

fn marks(row: &At<'_>, options: &Names) -> Result<Marks, Refusal> {
    let fields = row.object(&["count", "choices"])?;
    let given = fields.required("choices")?.any_object()?;
    let given = given.all().map(|(name, votes)| {
        Ok((
            options.find(&votes.path, name)?,
            votes.number(0, MOST_VOTES)?,
        ))
    });
    Ok(Marks {
        count: count(&fields)?,
        given: given.collect::<Result<_, Refusal>>()?,
    })
}
