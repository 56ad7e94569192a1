//! A motion as a document: its rule and the figures of its vote.

use serde_json::{Value, json};

use super::{
    Refusal, decision_says,
    reading::{At, Object, refused},
    strict,
};
use crate::{
    tally::majority::{
        Decision, Figures, MajorityBase, MajorityRule, Outcome, Quorum, QuorumMeasure, QuorumSize,
        RuleError, Share, TieRule, decide,
    },
    types::{FieldProblem, Said},
};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionQuestion {
    rule: MajorityRule,
    figures: Figures,
    bodies: Option<(MajorityRule, Figures)>,
    tie: TieRule,
    /// How the lot fell, where one was drawn.
    drawn: Option<bool>,
}

/// What became of the motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionAnswer {
    pub outcome: Outcome,
    pub people: Decision,
    pub bodies: Option<Decision>,
    /// The reasons in words.
    pub why: Vec<Said>,
}

impl DecisionQuestion {
    /// Reads a question from the text of a JSON document.
    ///
    /// # Errors
    /// [`Refusal`] with the field that cannot be what it should be.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        strict::parse(text, Self::read)
    }

    fn read(document: &At<'_>) -> Result<Self, Refusal> {
        let fields = document.object(&[
            "rule", "yes", "no", "abstain", "blank", "invalid", "present", "entitled", "bodies",
            "drawn",
        ])?;
        let asked = fields.required("rule")?.object(&[
            "num",
            "den",
            "strict",
            "base",
            "min_yes",
            "min_of_entitled",
            "quorum",
            "tie",
        ])?;
        let tie = match asked.given("tie") {
            None => TieRule::Rejected,
            Some(tie) => tie.word(&TieRule::ALL.map(TieRule::code), TieRule::from_code)?,
        };
        let drawn = match fields.given("drawn") {
            None => None,
            Some(drawn) => Some(drawn.word(&["yes", "no"], |word| match word {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            })?),
        };
        let question = Self {
            rule: rule("rule", &asked)?,
            figures: figures(&fields)?,
            bodies: fields.given("bodies").as_ref().map(bodies).transpose()?,
            tie,
            drawn,
        };
        question.refuse_needless_lot()?;
        Ok(question)
    }

    /// A lot is drawn only where the rule says so and only equal votes stand against the motion.
    fn refuse_needless_lot(&self) -> Result<(), Refusal> {
        if self.drawn.is_none() || matches!(self.without_lot()?.0, Outcome::LotNeeded) {
            return Ok(());
        }
        Err(refused(
            "there is no tie to draw for",
            FieldProblem::new("drawn", crate::key!("field-seats-no-tie")),
        ))
    }

    fn without_lot(&self) -> Result<(Outcome, Decision, Option<Decision>), Refusal> {
        let people = decide(&self.rule, &self.figures).map_err(|error| implausible(error, ""))?;
        let bodies = match &self.bodies {
            None => None,
            Some((rule, figures)) => {
                Some(decide(rule, figures).map_err(|error| implausible(error, "bodies."))?)
            }
        };
        // What the bodies reject, no lot among the people can carry.
        let outcome = if bodies.as_ref().is_some_and(|bodies| !bodies.accepted) {
            Outcome::Rejected
        } else {
            people.outcome(self.tie, None)
        };
        Ok((outcome, people, bodies))
    }

    /// Decides the motion and says why.
    ///
    /// # Errors
    /// [`Refusal`] where the figures cannot be those of one vote.
    pub fn answer(&self) -> Result<DecisionAnswer, Refusal> {
        let (open, people, bodies) = self.without_lot()?;
        let outcome = match (open, self.drawn) {
            (Outcome::LotNeeded, Some(_)) => people.outcome(self.tie, self.drawn),
            (Outcome::LotNeeded, None)
            | (Outcome::Accepted | Outcome::Rejected | Outcome::RunoffNeeded, _) => open,
        };
        let mut why = decision_says::reasons(&self.rule, &people);
        if let (Some((rule, _)), Some(bodies)) = (&self.bodies, &bodies) {
            why.extend(decision_says::bodies(rule, bodies));
        }
        why.extend(decision_says::end(outcome, self.drawn));
        Ok(DecisionAnswer {
            outcome,
            people,
            bodies,
            why,
        })
    }
}

impl DecisionAnswer {
    /// The document, its sentences said in a language.
    pub fn document(&self, say: impl Fn(&Said) -> String) -> Value {
        let mut document = json!({
            "accepted": self.outcome == Outcome::Accepted,
            "outcome": self.outcome.code(),
            "needed": self.people.needed,
            "base": self.people.base,
            "why": self.why.iter().map(say).collect::<Vec<_>>().join(" "),
        });
        if let (Some(bodies), Some(fields)) = (&self.bodies, document.as_object_mut()) {
            fields.insert(
                "bodies".to_owned(),
                json!({"accepted": bodies.accepted, "needed": bodies.needed, "base": bodies.base}),
            );
        }
        document
    }
}

fn implausible(error: RuleError, at: &str) -> Refusal {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let field = |name: &str, key| FieldProblem::new(&format!("{at}{name}"), key);
    let problem = match error {
        RuleError::ShareOutOfRange { .. } | RuleError::MoreThanAll => {
            field("rule", crate::key!("field-not-a-share"))
        }
        RuleError::MoreBallotsThanPresent { ballots, present } => {
            field("present", crate::key!("field-polls-more-than-present"))
                .with("ballots", i64::try_from(ballots).unwrap_or(i64::MAX))
                .with("present", number(present))
        }
        RuleError::MorePresentThanEntitled { present, entitled } => {
            field("entitled", crate::key!("field-polls-more-than-entitled"))
                .with("present", number(present))
                .with("entitled", number(entitled))
        }
        RuleError::BodiesNotCounted => field("bodies", crate::key!("field-required")),
    };
    refused(error, problem)
}

fn rule(path: &str, fields: &Object<'_>) -> Result<MajorityRule, Refusal> {
    let asked = share_of(path, fields)?;
    let base = fields.required("base")?.word(
        &MajorityBase::ALL.map(MajorityBase::code),
        MajorityBase::from_code,
    )?;
    let mut rule = MajorityRule::new(asked, base);
    let mut min_yes = match fields.given("min_yes") {
        None => 0,
        Some(least) => least.number(0, u64::MAX)?,
    };
    if let Some(least) = fields.given("min_of_entitled") {
        if least.value.is_number() {
            // A whole number is so many of the entitled, whatever their number.
            min_yes = min_yes.max(least.number(1, u64::MAX)?);
        } else {
            rule = rule.with_min_of_entitled(Some(share(&least)?));
        }
    }
    if let Some(quorum) = fields.given("quorum") {
        rule = rule.with_quorum(Some(read_quorum(&quorum)?));
    }
    Ok(rule.with_min_yes(min_yes))
}

fn read_quorum(quorum: &At<'_>) -> Result<Quorum, Refusal> {
    let fields = quorum.object(&["measure", "number", "of_entitled"])?;
    let measure = match fields.given("measure") {
        None => QuorumMeasure::Present,
        Some(measure) => measure.word(
            &QuorumMeasure::ALL.map(QuorumMeasure::code),
            QuorumMeasure::from_code,
        )?,
    };
    let size = match (fields.given("number"), fields.given("of_entitled")) {
        (None, Some(of)) => QuorumSize::OfEntitled(share(&of)?),
        (Some(_), Some(of)) => {
            return Err(refused(
                "a quorum is a number or a share, not both",
                FieldProblem::new(&of.path, crate::key!("field-polls-not-for-kind")),
            ));
        }
        (_, None) => QuorumSize::Number(fields.required("number")?.number(0, u64::MAX)?),
    };
    Ok(Quorum { measure, size })
}

/// A share as an object with `num`, `den` and perhaps `strict`, or as a pair of numbers.
fn share(at: &At<'_>) -> Result<Share, Refusal> {
    if at.value.is_array() {
        let rows = at.rows()?;
        let [num, den] = rows.as_slice() else {
            return Err(not_a_share(&at.path, "must be a pair of numbers"));
        };
        return checked(
            &at.path,
            num.number(0, u64::MAX)?,
            den.number(0, u64::MAX)?,
            false,
        );
    }
    share_of(&at.path, &at.object(&["num", "den", "strict"])?)
}

fn share_of(path: &str, fields: &Object<'_>) -> Result<Share, Refusal> {
    let num = fields.required("num")?.number(0, u64::MAX)?;
    let den = fields.required("den")?.number(0, u64::MAX)?;
    let strict = match fields.given("strict") {
        None => false,
        Some(strict) => strict.flag()?,
    };
    checked(path, num, den, strict)
}

fn checked(path: &str, num: u64, den: u64, strict: bool) -> Result<Share, Refusal> {
    Share::new(num, den, strict).map_err(|error| not_a_share(path, error))
}

fn not_a_share(path: &str, reason: impl std::fmt::Display) -> Refusal {
    refused(
        reason,
        FieldProblem::new(path, crate::key!("field-not-a-share")),
    )
}

/// The figures of the people. Who is present and entitled has to be said, since bases are measured against them.
fn figures(fields: &Object<'_>) -> Result<Figures, Refusal> {
    let number = |name: &str| fields.required(name)?.number(0, u64::MAX);
    Ok(Figures {
        yes: number("yes")?,
        no: number("no")?,
        abstain: number("abstain")?,
        blank: match fields.given("blank") {
            None => 0,
            Some(blank) => blank.number(0, u64::MAX)?,
        },
        invalid: number("invalid")?,
        present: number("present")?,
        entitled: number("entitled")?,
    })
}

/// Bodies with one vote each: their rule (more yes than no where none is given) and their votes.
fn bodies(at: &At<'_>) -> Result<(MajorityRule, Figures), Refusal> {
    let fields = at.object(&["rule", "yes", "no", "abstain", "entitled"])?;
    let rule = match fields.given("rule") {
        None => MajorityRule::simple(),
        Some(asked) => {
            let known = [
                "num",
                "den",
                "strict",
                "base",
                "min_yes",
                "min_of_entitled",
                "quorum",
            ];
            rule(&asked.path, &asked.object(&known)?)?
        }
    };
    let number = |name: &str| fields.required(name)?.number(0, u64::MAX);
    let (yes, no) = (number("yes")?, number("no")?);
    let abstain = match fields.given("abstain") {
        None => 0,
        Some(abstain) => abstain.number(0, u64::MAX)?,
    };
    let voted = u128::from(yes) + u128::from(no) + u128::from(abstain);
    let voted = u64::try_from(voted).unwrap_or(u64::MAX);
    let entitled = match fields.given("entitled") {
        None => voted,
        Some(entitled) => entitled.number(0, u64::MAX)?,
    };
    Ok((
        rule,
        Figures {
            yes,
            no,
            abstain,
            present: voted,
            entitled,
            ..Figures::default()
        },
    ))
}
