//! The figures of one district, as one person read them from the record.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use super::nomination::Nomination;
use crate::types::{CandidateId, FieldProblem, Fields, NominationId};

/// More votes than this are no figure of an election; sums of them stay within 64 bits where they must.
pub const MOST_VOTES: i64 = 9_000_000_000_000_000_000;

/// Figures of one district. Its JSON is what the database holds; absent is not zero.
///
/// The letters are those of German election records: A = A1 + A2 + A3, B <= A, and B = C + D where each voter has one vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// A1: eligible, in the register without a flag.
    pub eligible_unflagged: Option<i64>,
    /// A2: eligible, in the register with the flag W (they asked for postal voting).
    pub eligible_flagged: Option<i64>,
    /// A3: eligible, not in the register.
    pub eligible_unregistered: Option<i64>,
    /// A: all eligible.
    pub eligible: Option<i64>,
    /// B: voters.
    pub voters: Option<i64>,
    /// B1: voters with a ballot authorisation.
    pub voters_authorised: Option<i64>,
    /// C: invalid ballots (or votes, where each voter has one).
    pub invalid: Option<i64>,
    /// D: valid votes.
    pub valid: Option<i64>,
    /// Votes of each nomination; one that is missing has not been reported.
    pub nominations: BTreeMap<NominationId, i64>,
    /// Votes of each candidate, where the rules use them.
    pub candidates: BTreeMap<CandidateId, i64>,
}

/// One of the figures; its name in forms and in the API is `a1`, `b`, `n-12` (a nomination) or `k-5` (a candidate).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    A1,
    A2,
    A3,
    A,
    B,
    B1,
    C,
    D,
    Nomination(NominationId),
    Candidate(CandidateId),
}

impl Figure {
    /// The figures of the head of a record, in its order.
    pub const HEAD: [Self; 8] = [
        Self::A1,
        Self::A2,
        Self::A3,
        Self::A,
        Self::B,
        Self::B1,
        Self::C,
        Self::D,
    ];

    /// The letter on the record; `None` for votes of nominations and candidates.
    pub const fn letter(self) -> Option<&'static str> {
        match self {
            Self::A1 => Some("A1"),
            Self::A2 => Some("A2"),
            Self::A3 => Some("A3"),
            Self::A => Some("A"),
            Self::B => Some("B"),
            Self::B1 => Some("B1"),
            Self::C => Some("C"),
            Self::D => Some("D"),
            Self::Nomination(_) | Self::Candidate(_) => None,
        }
    }

    /// Key of what a figure of the head says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::A1 => crate::key!("counts-figure-a1"),
            Self::A2 => crate::key!("counts-figure-a2"),
            Self::A3 => crate::key!("counts-figure-a3"),
            Self::A => crate::key!("counts-figure-a"),
            Self::B => crate::key!("counts-figure-b"),
            Self::B1 => crate::key!("counts-figure-b1"),
            Self::C => crate::key!("counts-figure-c"),
            Self::D => crate::key!("counts-figure-d"),
            Self::Nomination(_) => crate::key!("counts-figure-nomination"),
            Self::Candidate(_) => crate::key!("counts-figure-candidate"),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nomination(id) => write!(f, "n-{id}"),
            Self::Candidate(id) => write!(f, "k-{id}"),
            head => f.write_str(&head.letter().unwrap_or_default().to_ascii_lowercase()),
        }
    }
}

impl FromStr for Figure {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        if let Some(head) = Self::HEAD.into_iter().find(|h| h.to_string() == name) {
            return Ok(head);
        }
        let id = |digits: &str| digits.parse::<i64>().map_err(|_| ());
        match name.split_once('-') {
            Some(("n", digits)) => Ok(Self::Nomination(NominationId(id(digits)?))),
            Some(("k", digits)) => Ok(Self::Candidate(CandidateId(id(digits)?))),
            _ => Err(()),
        }
    }
}

impl Figures {
    /// One of the figures; `None` where it is not given.
    pub fn get(&self, figure: Figure) -> Option<i64> {
        match figure {
            Figure::A1 => self.eligible_unflagged,
            Figure::A2 => self.eligible_flagged,
            Figure::A3 => self.eligible_unregistered,
            Figure::A => self.eligible,
            Figure::B => self.voters,
            Figure::B1 => self.voters_authorised,
            Figure::C => self.invalid,
            Figure::D => self.valid,
            Figure::Nomination(id) => self.nominations.get(&id).copied(),
            Figure::Candidate(id) => self.candidates.get(&id).copied(),
        }
    }

    /// Gives one of the figures, or takes it away.
    pub fn set(&mut self, figure: Figure, value: Option<i64>) {
        match figure {
            Figure::A1 => self.eligible_unflagged = value,
            Figure::A2 => self.eligible_flagged = value,
            Figure::A3 => self.eligible_unregistered = value,
            Figure::A => self.eligible = value,
            Figure::B => self.voters = value,
            Figure::B1 => self.voters_authorised = value,
            Figure::C => self.invalid = value,
            Figure::D => self.valid = value,
            Figure::Nomination(id) => put(&mut self.nominations, id, value),
            Figure::Candidate(id) => put(&mut self.candidates, id, value),
        }
    }

    /// The figures that are given, in the order of the record; nominations and candidates by their id.
    pub fn given(&self) -> Vec<(Figure, i64)> {
        let head = Figure::HEAD.into_iter();
        let nominations = self.nominations.keys().copied().map(Figure::Nomination);
        let candidates = self.candidates.keys().copied().map(Figure::Candidate);
        head.chain(nominations)
            .chain(candidates)
            .filter_map(|figure| Some((figure, self.get(figure)?)))
            .collect()
    }

    /// Whether nothing is given at all.
    pub fn is_empty(&self) -> bool {
        self.given().is_empty()
    }
}

fn put<K: Ord>(map: &mut BTreeMap<K, i64>, key: K, value: Option<i64>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}

/// The figures that a record of an election has: head, nominations in the order of the ballot, and with `personal_votes` their
/// candidates behind each.
pub fn figures_of_record(nominations: &[Nomination], personal_votes: bool) -> Vec<Figure> {
    let mut figures = Figure::HEAD.to_vec();
    for nomination in nominations {
        figures.push(Figure::Nomination(nomination.id));
        if personal_votes {
            let candidates = nomination.candidates.iter();
            figures.extend(candidates.map(|c| Figure::Candidate(c.id)));
        }
    }
    figures
}

/// Why a text is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    #[error("is negative")]
    Negative,
    #[error("is not a whole number")]
    NotANumber,
    /// `1.234` is a thousand in German and one and a bit in English.
    #[error("has a point or comma")]
    Separator,
    #[error("is more than {MOST_VOTES}")]
    TooMany,
}

/// Signs between groups of three digits that can only be that: blank, no-break blank, thin blank, narrow no-break blank.
const GROUP_SIGNS: [char; 4] = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];

/// Reads a figure as typed; a blank text is a figure that is not given.
///
/// # Errors
/// [`FigureError`]; points and commas are refused, because what they mean depends on the reader's language.
pub fn parse_figure(text: &str) -> Result<Option<i64>, FigureError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(digits) = text.strip_prefix(['-', '\u{2212}']) {
        let is_number = digits.trim().starts_with(|c: char| c.is_ascii_digit());
        return Err(if is_number {
            FigureError::Negative
        } else {
            FigureError::NotANumber
        });
    }
    let is_separator = |c: char| ['.', ',', '\'', '\u{2019}'].contains(&c);
    if text.contains(is_separator) && text.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
        return Err(FigureError::Separator);
    }
    let mut groups = text.split(GROUP_SIGNS);
    let first = groups.next().unwrap_or_default();
    let groups: Vec<&str> = groups.collect();
    let fits = is_digits(first)
        && (groups.is_empty() || first.len() <= 3)
        && groups.iter().all(|g| g.len() == 3 && is_digits(g));
    if !fits {
        return Err(FigureError::NotANumber);
    }
    let digits: String = std::iter::once(first).chain(groups).collect();
    match digits.parse::<i64>() {
        Ok(n) if n <= MOST_VOTES => Ok(Some(n)),
        // All digits, so it can only be too long.
        Ok(_) | Err(_) => Err(FigureError::TooMany),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

impl FigureError {
    /// What is wrong, beside the field of that name.
    pub fn field_problem(self, field: &str) -> FieldProblem {
        match self {
            Self::Negative => FieldProblem::new(field, crate::key!("field-figure-negative")),
            Self::NotANumber => FieldProblem::new(field, crate::key!("field-figure-not-a-number")),
            Self::Separator => FieldProblem::new(field, crate::key!("field-figure-separator")),
            Self::TooMany => FieldProblem::new(field, crate::key!("field-figure-too-many"))
                .with("most", MOST_VOTES),
        }
    }
}

/// The figures of a district as typed, by name (see [`Figure`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiguresInput(pub BTreeMap<String, String>);

impl FiguresInput {
    /// Reads the texts; only figures of the record are taken.
    ///
    /// # Errors
    /// Every field that is no figure, or none of this election.
    pub fn parse(&self, record: &[Figure]) -> Result<Figures, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let mut figures = Figures::default();
        for (name, text) in &self.0 {
            let known = name.parse().ok().filter(|figure| record.contains(figure));
            let Some(figure) = known else {
                fields.refuse(FieldProblem::new(name, crate::key!("field-figure-unknown")));
                continue;
            };
            match parse_figure(text) {
                Ok(value) => figures.set(figure, value),
                Err(e) => fields.refuse(e.field_problem(name)),
            }
        }
        fields.finish(Some(figures))
    }
}

/// A figure in which two looks differ; `None` where a look does not give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub figure: Figure,
    pub first: Option<i64>,
    pub second: Option<i64>,
}

/// Where two looks differ, in the order of the record.
pub fn differences(first: &Figures, second: &Figures) -> Vec<Difference> {
    let figures: BTreeSet<Figure> = first
        .given()
        .into_iter()
        .chain(second.given())
        .map(|(figure, _)| figure)
        .collect();
    figures
        .into_iter()
        .map(|figure| Difference {
            figure,
            first: first.get(figure),
            second: second.get(figure),
        })
        .filter(|d| d.first != d.second)
        .collect()
}

/// A sum that does not fit into 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sum of {figure} is too large")]
pub struct SumTooLarge {
    pub figure: Figure,
}

/// The sums over districts. A figure that one of them does not give has no sum: absent is not zero.
///
/// # Errors
/// [`SumTooLarge`].
pub fn sum<'a>(districts: impl IntoIterator<Item = &'a Figures>) -> Result<Figures, SumTooLarge> {
    let mut districts = districts.into_iter();
    let mut sums = districts.next().cloned().unwrap_or_default();
    for district in districts {
        for (figure, sum) in sums.given() {
            let value = match district.get(figure) {
                Some(n) => Some(sum.checked_add(n).ok_or(SumTooLarge { figure })?),
                None => None,
            };
            sums.set(figure, value);
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_figure_is_read_from_digits_and_groups_of_three() {
        for (text, n) in [
            ("0", 0),
            ("007", 7),
            (" 1234 ", 1234),
            ("1 234", 1234),
            ("12\u{a0}345\u{202f}678", 12_345_678),
            ("1\u{2009}000", 1000),
            ("9000000000000000000", MOST_VOTES),
        ] {
            assert_eq!(parse_figure(text), Ok(Some(n)), "{text:?}");
        }
        for blank in ["", "  ", "\t", "\u{a0}"] {
            assert_eq!(parse_figure(blank), Ok(None), "{blank:?}");
        }
    }

    #[test]
    fn what_is_no_figure_is_refused_with_its_reason() {
        use FigureError::{Negative, NotANumber, Separator, TooMany};
        for (text, error) in [
            ("-5", Negative),
            ("\u{2212}5", Negative),
            ("- 5", Negative),
            ("1.234", Separator),
            ("1,234", Separator),
            ("12.5", Separator),
            ("1'234", Separator),
            ("1.234.567", Separator),
            ("1.234,50", Separator),
            ("12.", Separator),
            ("9000000000000000001", TooMany),
            ("99999999999999999999999999", TooMany),
            ("12 34", NotANumber),
            ("1234 567", NotANumber),
            ("1 2 3", NotANumber),
            ("+5", NotANumber),
            ("-", NotANumber),
            ("--5", NotANumber),
            ("1e3", NotANumber),
            ("0x10", NotANumber),
            ("zwölf", NotANumber),
            ("٣", NotANumber),
            ("NaN", NotANumber),
            ("=1+1", NotANumber),
        ] {
            assert_eq!(parse_figure(text), Err(error), "{text:?}");
        }
    }

    fn record() -> Vec<Figure> {
        let mut record = Figure::HEAD.to_vec();
        record.push(Figure::Nomination(NominationId(12)));
        record.push(Figure::Candidate(CandidateId(5)));
        record
    }

    fn input(pairs: &[(&str, &str)]) -> FiguresInput {
        let texts = pairs.iter();
        FiguresInput(
            texts
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_form_becomes_figures_and_a_blank_field_none() {
        let typed = input(&[
            ("a", "1 000"),
            ("b", "100"),
            ("b1", ""),
            ("n-12", "60"),
            ("k-5", "0"),
        ]);
        let figures = typed.parse(&record()).expect("figures");
        assert_eq!(
            figures.given(),
            [
                (Figure::A, 1000),
                (Figure::B, 100),
                (Figure::Nomination(NominationId(12)), 60),
                (Figure::Candidate(CandidateId(5)), 0),
            ]
        );
        assert_eq!(figures.get(Figure::B1), None);
    }

    #[test]
    fn every_refused_field_is_named() {
        let typed = input(&[
            ("a", "-1"),
            ("b", "x"),
            ("n-13", "1"),
            ("zzz", "1"),
            ("c", "1"),
        ]);
        let problems = typed.parse(&record()).expect_err("four fields are refused");
        let named: Vec<_> = problems.iter().map(|p| (p.field.as_str(), p.key)).collect();
        assert_eq!(
            named,
            [
                ("a", "field-figure-negative"),
                ("b", "field-figure-not-a-number"),
                ("n-13", "field-figure-unknown"),
                ("zzz", "field-figure-unknown"),
            ]
        );
    }

    #[test]
    fn every_figure_is_found_again_by_its_name() {
        for figure in record() {
            assert_eq!(figure.to_string().parse(), Ok(figure));
        }
        for name in [
            "",
            "A",
            "e",
            "n",
            "n-",
            "n-x",
            "m-1",
            "n-99999999999999999999",
        ] {
            assert_eq!(name.parse::<Figure>(), Err(()), "{name}");
        }
    }

    #[test]
    fn a_sum_over_a_district_without_the_figure_is_none() {
        let (id, other) = (NominationId(1), NominationId(2));
        let district = |a, votes: &[(NominationId, i64)]| Figures {
            eligible: a,
            nominations: votes.iter().copied().collect(),
            ..Figures::default()
        };
        let sums = sum(&[
            district(Some(10), &[(id, 1), (other, 2)]),
            district(None, &[(id, 3)]),
        ]);
        assert_eq!(sums, Ok(district(None, &[(id, 4)])));
        assert_eq!(sum(&[] as &[Figures]), Ok(Figures::default()));
        let figure = Figure::A;
        let too_many = [
            district(Some(MOST_VOTES), &[]),
            district(Some(MOST_VOTES), &[]),
        ];
        assert_eq!(sum(&too_many), Err(SumTooLarge { figure }));
    }

    fn some_figures() -> impl Strategy<Value = Figures> {
        let one = || prop::option::of(0..1000_i64);
        let votes = || prop::collection::btree_map(1..6_i64, 0..1000_i64, 0..5);
        (
            (one(), one(), one(), one()),
            (one(), one(), one(), one()),
            votes(),
            votes(),
        )
            .prop_map(|((a1, a2, a3, a), (b, b1, c, d), lists, people)| Figures {
                eligible_unflagged: a1,
                eligible_flagged: a2,
                eligible_unregistered: a3,
                eligible: a,
                voters: b,
                voters_authorised: b1,
                invalid: c,
                valid: d,
                nominations: lists
                    .into_iter()
                    .map(|(k, v)| (NominationId(k), v))
                    .collect(),
                candidates: people
                    .into_iter()
                    .map(|(k, v)| (CandidateId(k), v))
                    .collect(),
            })
    }

    proptest! {
        #[test]
        fn figures_come_back_from_their_json(figures in some_figures()) {
            let json = serde_json::to_string(&figures).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Figures>(&json).expect("figures"), figures);
        }

        #[test]
        fn figures_differ_exactly_where_they_have_differences(one in some_figures(), other in some_figures()) {
            let found = differences(&one, &other);
            prop_assert_eq!(found.is_empty(), one == other);
            prop_assert!(differences(&one, &one).is_empty());
            // Taking over each difference makes the other of the one.
            let mut changed = one;
            for d in found {
                prop_assert_eq!(changed.get(d.figure), d.first);
                changed.set(d.figure, d.second);
            }
            prop_assert_eq!(changed, other);
        }

        #[test]
        fn the_order_of_districts_changes_no_sum(districts in prop::collection::vec(some_figures(), 0..6)) {
            let forward = sum(&districts);
            let backward = sum(districts.iter().rev());
            prop_assert_eq!(forward, backward);
        }

        #[test]
        fn digits_in_groups_are_the_same_number(n in 0..=MOST_VOTES) {
            let digits = n.to_string();
            let head = digits.len() % 3;
            let mut grouped = digits[..head].to_owned();
            for (index, digit) in digits[head..].chars().enumerate() {
                if index % 3 == 0 && !grouped.is_empty() {
                    grouped.push('\u{202f}');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(parse_figure(&digits), Ok(Some(n)));
            prop_assert_eq!(parse_figure(&grouped), Ok(Some(n)));
            let with_point = format!("{n}.5");
            prop_assert!(parse_figure(&with_point).is_err());
        }

        #[test]
        fn no_text_breaks_the_reading_of_figures(text in "\\PC{0,30}") {
            if let Ok(Some(n)) = parse_figure(&text) {
                prop_assert!((0..=MOST_VOTES).contains(&n));
            }
        }
    }
}
