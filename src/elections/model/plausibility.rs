//! Whether the figures of a district can be true: what cannot be is refused, what is unusual must be confirmed with a note.
//!
//! Every finding names the numbers that it compares. Nothing here is computed with anything but whole numbers.

use std::collections::BTreeMap;

use super::{
    figures::{Figure, Figures},
    nomination::{Candidate, Nomination, NominationKind},
    rules::{CandidateOrder, Rules, System},
};
use crate::types::{FieldProblem, ProblemValue, ProblemValues};

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot be true: the figures are refused.
    Block,
    /// It is unusual: the figures are taken once somebody confirms them and says why.
    Warn,
}

/// Something about the figures that is wrong or unusual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// Where it is shown.
    pub figure: Figure,
    pub key: &'static str,
    pub values: ProblemValues,
}

impl Finding {
    /// The finding beside the field of its figure.
    pub fn problem(&self) -> FieldProblem {
        FieldProblem {
            field: self.figure.to_string(),
            key: self.key,
            values: self.values.clone(),
        }
    }

    /// By this the finding is confirmed: its field and code, as a refusal names them.
    pub fn code(&self) -> String {
        let key = self.key.strip_prefix("field-").unwrap_or(self.key);
        format!("{}:{key}", self.figure)
    }
}

/// How many voted of how many, at another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnout {
    pub eligible: i64,
    pub voters: i64,
}

/// What the figures are checked against.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    pub rules: Option<&'a Rules>,
    pub nominations: &'a [Nomination],
    /// Whether the figures are those of the whole election: one of several districts may count postal votes of people who are
    /// eligible in another one.
    pub is_whole: bool,
    /// The same place in the election before.
    pub before: Option<Turnout>,
}

struct Findings(Vec<Finding>);

impl Findings {
    fn add<const N: usize>(
        &mut self,
        severity: Severity,
        figure: Figure,
        key: &'static str,
        values: [(&'static str, ProblemValue); N],
    ) {
        self.0.push(Finding {
            severity,
            figure,
            key,
            values: values.into(),
        });
    }

    fn block<const N: usize>(
        &mut self,
        figure: Figure,
        key: &'static str,
        values: [(&'static str, ProblemValue); N],
    ) {
        self.add(Severity::Block, figure, key, values);
    }

    fn warn<const N: usize>(
        &mut self,
        figure: Figure,
        key: &'static str,
        values: [(&'static str, ProblemValue); N],
    ) {
        self.add(Severity::Warn, figure, key, values);
    }
}

/// A number for a sentence; sums beyond 64 bits are shown as the largest number.
fn number(n: i128) -> ProblemValue {
    ProblemValue::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

fn text(label: &str) -> ProblemValue {
    ProblemValue::Text(label.to_owned())
}

/// All that is wrong or unusual about the figures, the refused first.
pub fn check(figures: &Figures, measure: &Measure<'_>) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    let read = Read::of(figures);
    eligible(&mut findings, &read);
    voters(&mut findings, &read, measure);
    ballots(&mut findings, &read, measure);
    nominations(&mut findings, figures, &read, measure);
    if measure.rules.is_some_and(|r| r.personal_votes) {
        for nomination in measure.nominations {
            candidates(&mut findings, figures, &read, measure, nomination);
        }
    }
    missing(&mut findings, figures);
    turnout(&mut findings, &read, measure);
    let Findings(mut findings) = findings;
    findings.sort_by_key(|f| f.severity);
    findings
}

/// The head of the record in numbers that can be multiplied.
struct Read {
    a1: Option<i128>,
    a2: Option<i128>,
    a3: Option<i128>,
    a: Option<i128>,
    b: Option<i128>,
    b1: Option<i128>,
    c: Option<i128>,
    d: Option<i128>,
}

impl Read {
    fn of(figures: &Figures) -> Self {
        let get = |figure| figures.get(figure).map(i128::from);
        Self {
            a1: get(Figure::A1),
            a2: get(Figure::A2),
            a3: get(Figure::A3),
            a: get(Figure::A),
            b: get(Figure::B),
            b1: get(Figure::B1),
            c: get(Figure::C),
            d: get(Figure::D),
        }
    }

    /// The ballots that count (B - C), or at most as many as voters, or at most as many as eligible.
    fn ballots(&self) -> Option<i128> {
        match (self.b, self.c) {
            (Some(b), Some(c)) => Some((b - c).max(0)),
            (Some(b), None) => Some(b),
            // A district of postal votes has no register of its own.
            (None, _) => self.a.filter(|a| *a > 0),
        }
    }
}

/// A = A1 + A2 + A3.
fn eligible(findings: &mut Findings, read: &Read) {
    let Some(a) = read.a else { return };
    let parts = [read.a1, read.a2, read.a3];
    let sum: i128 = parts.into_iter().flatten().sum();
    let all_given = parts.iter().all(Option::is_some);
    if sum > a || (all_given && sum != a) {
        let values = [("a", number(a)), ("sum", number(sum))];
        findings.block(Figure::A, crate::key!("field-count-eligible-parts"), values);
    }
}

/// B <= A and B1 <= B.
fn voters(findings: &mut Findings, read: &Read, measure: &Measure<'_>) {
    let Some(b) = read.b else { return };
    if let Some(a) = read.a
        && b > a
    {
        let values = [("b", number(b)), ("a", number(a))];
        if a == 0 && !measure.is_whole {
            // A district of postal votes has no register of its own.
            findings.warn(
                Figure::B,
                crate::key!("field-count-voters-without-eligible"),
                values,
            );
        } else {
            findings.block(
                Figure::B,
                crate::key!("field-count-more-voters-than-eligible"),
                values,
            );
        }
    }
    if let Some(b1) = read.b1
        && b1 > b
    {
        let values = [("b1", number(b1)), ("b", number(b))];
        findings.block(
            Figure::B1,
            crate::key!("field-count-more-authorised-than-voters"),
            values,
        );
    }
}

/// B = C + D where each voter has one vote, else D <= votes of a voter x (B - C).
fn ballots(findings: &mut Findings, read: &Read, measure: &Measure<'_>) {
    if let (Some(b), Some(c)) = (read.b, read.c)
        && c > b
    {
        let values = [("c", number(c)), ("b", number(b))];
        findings.block(
            Figure::C,
            crate::key!("field-count-more-invalid-than-voters"),
            values,
        );
        return;
    }
    let votes = votes_per_voter(measure);
    if votes == Some(1) {
        if let (Some(b), Some(c), Some(d)) = (read.b, read.c, read.d)
            && b != c + d
        {
            let values = [
                ("b", number(b)),
                ("c", number(c)),
                ("d", number(d)),
                ("sum", number(c + d)),
            ];
            findings.block(
                Figure::D,
                crate::key!("field-count-ballots-do-not-add-up"),
                values,
            );
        }
        if let (Some(a), Some(d), None) = (read.a, read.d, read.b)
            && d > a
            && (a > 0 || measure.is_whole)
        {
            let values = [("d", number(d)), ("a", number(a))];
            findings.block(
                Figure::D,
                crate::key!("field-count-more-valid-than-eligible"),
                values,
            );
        }
    } else if let (Some(votes), Some(d)) = (votes, read.d)
        && let Some(most) = most_votes(read, votes)
        && d > most
    {
        let values = [
            ("d", number(d)),
            ("votes", number(votes)),
            ("most", number(most)),
        ];
        findings.block(
            Figure::D,
            crate::key!("field-count-more-votes-than-ballots-give"),
            values,
        );
    }
}

fn votes_per_voter(measure: &Measure<'_>) -> Option<i128> {
    measure.rules.map(|r| i128::from(r.votes_per_voter))
}

/// The most votes that the ballots can hold.
fn most_votes(read: &Read, votes_per_voter: i128) -> Option<i128> {
    Some(read.ballots()? * votes_per_voter)
}

fn nominations(findings: &mut Findings, figures: &Figures, read: &Read, measure: &Measure<'_>) {
    let votes_per_voter = votes_per_voter(measure);
    let most = votes_per_voter.and_then(|v| most_votes(read, v));
    let mut sum = 0_i128;
    let mut complete = true;
    for nomination in measure.nominations {
        let figure = Figure::Nomination(nomination.id);
        let label = || ("label", text(&nomination.label));
        let Some(votes) = figures.get(figure).map(i128::from) else {
            if nomination.stands() {
                complete = false;
                findings.block(
                    figure,
                    crate::key!("field-count-nomination-missing"),
                    [label()],
                );
            }
            continue;
        };
        sum += votes;
        if !nomination.stands() && votes > 0 {
            let values = [label(), ("n", number(votes))];
            findings.block(figure, crate::key!("field-count-withdrawn"), values);
        }
        if let (Some(most), Some(per_voter)) = (most, votes_per_voter)
            && votes > most
        {
            let values = [
                label(),
                ("n", number(votes)),
                ("votes", number(per_voter)),
                ("most", number(most)),
            ];
            findings.block(
                figure,
                crate::key!("field-count-nomination-too-many"),
                values,
            );
        }
    }
    if let Some(d) = read.d
        && complete
        && d != sum
    {
        let values = [("d", number(d)), ("sum", number(sum))];
        if votes_per_voter == Some(1) {
            findings.block(
                Figure::D,
                crate::key!("field-count-nominations-do-not-add-up"),
                values,
            );
        } else {
            // With several votes some records give the valid ballots under this letter.
            findings.warn(
                Figure::D,
                crate::key!("field-count-nominations-differ"),
                values,
            );
        }
    }
    if complete && sum == 0 && read.d.unwrap_or(0) == 0 {
        findings.warn(Figure::D, crate::key!("field-count-no-votes"), []);
    }
}

/// Votes of the candidates of a nomination, where the rules use them.
fn candidates(
    findings: &mut Findings,
    figures: &Figures,
    read: &Read,
    measure: &Measure<'_>,
    nomination: &Nomination,
) {
    let Some(rules) = measure.rules else { return };
    let votes_of = |c: &Candidate| figures.get(Figure::Candidate(c.id)).map(i128::from);
    let ballots = read.ballots();
    let per_candidate = i128::from(rules.votes_per_candidate);
    let mut sum = 0_i128;
    let mut complete = true;
    for candidate in &nomination.candidates {
        let figure = Figure::Candidate(candidate.id);
        let name = || ("name", text(&candidate.full_name()));
        let Some(votes) = votes_of(candidate) else {
            if candidate.stands() && nomination.stands() {
                complete = false;
                findings.block(
                    figure,
                    crate::key!("field-count-candidate-missing"),
                    [name()],
                );
            }
            continue;
        };
        sum += votes;
        if votes > 0 && !(candidate.stands() && nomination.stands()) {
            let values = [name(), ("n", number(votes))];
            // Ballots were printed before; what the law makes of these votes is for people to say.
            findings.warn(
                figure,
                crate::key!("field-count-candidate-withdrawn"),
                values,
            );
        }
        if let Some(ballots) = ballots
            && votes > per_candidate * ballots
        {
            let values = [
                name(),
                ("n", number(votes)),
                ("votes", number(per_candidate)),
                ("most", number(per_candidate * ballots)),
            ];
            findings.block(
                figure,
                crate::key!("field-count-candidate-too-many"),
                values,
            );
        }
    }
    let figure = Figure::Nomination(nomination.id);
    let Some(all) = figures.get(figure).map(i128::from) else {
        return;
    };
    if nomination.candidates.is_empty() || !complete || sum == all {
        return;
    }
    let values = [
        ("label", text(&nomination.label)),
        ("n", number(all)),
        ("sum", number(sum)),
    ];
    if sum > all {
        findings.block(
            figure,
            crate::key!("field-count-candidates-exceed-list"),
            values,
        );
        return;
    }
    let is_alone = nomination.kind == NominationKind::Independent;
    match &rules.system {
        // Whoever votes for a person votes for nothing else.
        System::Majority => findings.block(
            figure,
            crate::key!("field-count-candidates-below-list"),
            values,
        ),
        System::Proportional { .. } if is_alone => findings.block(
            figure,
            crate::key!("field-count-candidates-below-list"),
            values,
        ),
        System::Proportional { order, .. } => match order {
            // A cross for a list gives its candidates at most so many votes each as one of them may get; the rest stays with
            // the list (KWG Hesse § 20a).
            CandidateOrder::PersonalVotes | CandidateOrder::PersonalVotesLot => findings.warn(
                figure,
                crate::key!("field-count-candidates-below-list"),
                values,
            ),
            CandidateOrder::Mixed | CandidateOrder::List => {}
        },
    }
}

/// Figures that a record has and this one does not.
fn missing(findings: &mut Findings, figures: &Figures) {
    for figure in [Figure::A, Figure::B, Figure::C, Figure::D] {
        if figures.get(figure).is_none() {
            findings.warn(figure, crate::key!("field-count-not-given"), []);
        }
    }
}

/// Percentage points by which a turnout may differ from the one before.
const POINTS: i128 = 15;

/// Turnout against the last time: more than half of it apart, or more than 15 points.
fn turnout(findings: &mut Findings, read: &Read, measure: &Measure<'_>) {
    let (Some(a), Some(b), Some(before)) = (read.a, read.b, measure.before) else {
        return;
    };
    let (a_before, b_before) = (i128::from(before.eligible), i128::from(before.voters));
    if a <= 0 || a_before <= 0 || b > a {
        return;
    }
    // b/a against b_before/a_before over the common denominator. Figures of real districts are far below the limit of the
    // products; beyond it nothing is compared.
    let far = |now: i128, then: i128, whole: i128| {
        let apart = (now - then).abs();
        Some(apart.checked_mul(100)? > whole.checked_mul(POINTS)? || apart > then - apart)
    };
    let is_far = b
        .checked_mul(a_before)
        .zip(b_before.checked_mul(a))
        .zip(a.checked_mul(a_before))
        .and_then(|((now, then), whole)| far(now, then, whole));
    if is_far == Some(true) {
        let values = [
            ("b", number(b)),
            ("a", number(a)),
            ("now", number(percent(b, a))),
            ("b_before", number(b_before)),
            ("a_before", number(a_before)),
            ("before", number(percent(b_before, a_before))),
        ];
        findings.warn(Figure::B, crate::key!("field-count-turnout"), values);
    }
}

/// A share in percent, rounded down, for a sentence that names the numbers too.
fn percent(part: i128, whole: i128) -> i128 {
    part.saturating_mul(100) / whole.max(1)
}

/// Findings by field of the form, for showing them beside it.
pub fn by_figure(findings: &[Finding]) -> BTreeMap<Figure, Vec<&Finding>> {
    let mut map: BTreeMap<Figure, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        map.entry(finding.figure).or_default().push(finding);
    }
    map
}

#[cfg(test)]
mod tests;
