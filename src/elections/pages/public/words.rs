//! What all parts of a result's page are written with: the texts, the document, and the order in which lists are shown.

use std::collections::HashMap;

use crate::{
    elections::model::{
        comparison::Comparison,
        document::{ElectionDocument, NominationResult},
        rules::System,
    },
    types::CandidateId,
    web::texts::{Arg, Texts},
};

/// Colours that tell lists apart, beside their numbers.
const TONES: usize = 8;

/// A list or an independent, with where it stands.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    /// Index of the group and of the nomination in it.
    pub group: usize,
    pub at: usize,
    /// Number on the ballot over all groups, from 1.
    pub number: usize,
    pub result: &'a NominationResult,
    /// Which colour it has; 0 for those without a seat.
    pub tone: usize,
}

/// The number of a list in its colour.
pub(super) struct Badge {
    pub number: String,
    pub tone: usize,
}

/// A change in percentage points.
pub(super) fn signed_points(texts: &Texts, hundredths: i64) -> String {
    texts.ta(
        "outcome-points",
        &[("points", texts.signed(hundredths, 2).into())],
    )
}

/// See the module.
pub(super) struct Words<'a> {
    pub texts: &'a Texts,
    pub document: &'a ElectionDocument,
    pub comparison: Option<Comparison<'a>>,
    /// Most seats first, then most votes, then as on the ballot.
    pub listed: Vec<Listed<'a>>,
    /// What became of the candidates who were called to a seat.
    pub seating: HashMap<CandidateId, String>,
}

impl<'a> Words<'a> {
    pub fn new(texts: &'a Texts, document: &'a ElectionDocument) -> Self {
        let mut listed: Vec<Listed<'a>> = document
            .allocations
            .iter()
            .enumerate()
            .flat_map(|(group, result)| {
                let nominations = result.nominations.iter().enumerate();
                nominations.map(move |(at, result)| (group, at, result))
            })
            .zip(1..)
            .map(|((group, at, result), number)| Listed {
                group,
                at,
                number,
                result,
                tone: 0,
            })
            .collect();
        listed.sort_by_key(|l| {
            let NominationResult { filled, votes, .. } = l.result;
            (std::cmp::Reverse((*filled, *votes)), l.number)
        });
        let seated = listed.iter_mut().filter(|l| l.result.filled > 0);
        for (i, listed) in seated.enumerate() {
            listed.tone = i % TONES + 1;
        }
        Self {
            texts,
            document,
            comparison: Comparison::of(document),
            listed,
            seating: HashMap::new(),
        }
    }

    /// Those of a group, in the order shown.
    pub fn of_group(&self, group: usize) -> impl Iterator<Item = &Listed<'a>> {
        self.listed.iter().filter(move |l| l.group == group)
    }

    /// A nomination of a group by its index.
    pub fn find(&self, group: usize, at: usize) -> Option<&Listed<'a>> {
        self.listed.iter().find(|l| l.group == group && l.at == at)
    }

    pub fn badge(&self, listed: &Listed<'_>) -> Badge {
        Badge {
            number: listed.number.to_string(),
            tone: listed.tone,
        }
    }

    pub fn t(&self, key: &'static str) -> String {
        self.texts.t(key)
    }

    pub fn ta(&self, key: &'static str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.ta(key, args)
    }

    /// A text with a number `$n`.
    pub fn n(&self, key: &'static str, n: i64) -> String {
        self.texts.ta(key, &[("n", n.into())])
    }

    /// Names one after the other, with "and" before the last.
    pub fn names(&self, names: &[&str]) -> String {
        match names.split_last() {
            Some((last, first)) if !first.is_empty() => {
                let first: Vec<String> = first
                    .iter()
                    .map(|name| self.ta("outcome-name", &[("name", (*name).into())]))
                    .collect();
                self.ta(
                    "outcome-and",
                    &[("first", first.join(", ").into()), ("last", (*last).into())],
                )
            }
            Some((only, _)) => self.ta("outcome-name", &[("name", (*only).into())]),
            None => String::new(),
        }
    }

    /// Labels of nominations of a group by their indices.
    pub fn labels(&self, group: usize, indices: &[usize]) -> String {
        let labels: Vec<&str> = indices
            .iter()
            .filter_map(|at| self.find(group, *at))
            .map(|l| l.result.label.as_str())
            .collect();
        self.names(&labels)
    }

    /// Whether each voter had one vote, so that invalid ballots and votes are the same.
    pub fn one_vote_each(&self) -> bool {
        self.document.election.rules.votes_per_voter == 1
    }

    /// Whether seats were given to lists, rather than to persons by their votes.
    pub fn is_proportional(&self) -> bool {
        match self.document.election.rules.system {
            System::Proportional { .. } => true,
            System::Majority => false,
        }
    }

    /// A figure, or a dash where it is not known.
    pub fn number_or_dash(&self, n: Option<i64>) -> String {
        n.map_or_else(|| "–".to_owned(), |n| self.texts.number(n))
    }
}
