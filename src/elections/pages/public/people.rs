//! Who is elected, who follows, and which seats stay vacant, list by list.

use super::words::{Badge, Listed, Words};
use crate::elections::model::{
    document::{ElectedBy, GroupResult, PersonResult, PersonStanding},
    rules::{CandidateOrder, ShortLists, System},
};

/// Somebody elected, or who follows.
pub(super) struct PersonRow {
    /// `None` where the name is withheld.
    pub name: Option<String>,
    /// Place on the list.
    pub position: String,
    /// Empty where the rules know no votes for persons.
    pub votes: String,
    /// By what the seat was won, where the rules know two ways.
    pub by: String,
    /// Whether and when the seat was taken; empty for those never called.
    pub seating: String,
}

/// The people of one list.
pub(super) struct ListPeople {
    pub badge: Badge,
    pub label: String,
    pub seats: String,
    pub with_votes: bool,
    pub with_ways: bool,
    /// Whether anybody of the election was called to a seat yet.
    pub with_seating: bool,
    /// Whether somebody on the list moved up.
    pub moved_up: bool,
    pub elected: Vec<PersonRow>,
    pub tied: Vec<PersonRow>,
    pub successors: Vec<PersonRow>,
    pub others: Vec<PersonRow>,
    /// What there is to say where names or successors are missing.
    pub notes: Vec<String>,
}

impl Words<'_> {
    /// The lists with a seat, or with a claim to one that a lot decides.
    pub fn people(&self) -> Vec<ListPeople> {
        self.listed
            .iter()
            .filter(|l| {
                let tied = |p: &PersonResult| p.standing == PersonStanding::Undecided;
                l.result.filled > 0
                    || l.result.people.iter().any(tied)
                    || (!self.is_proportional() && !l.result.people.is_empty())
            })
            .map(|l| self.list_people(l))
            .collect()
    }

    fn list_people(&self, listed: &Listed<'_>) -> ListPeople {
        let result = listed.result;
        let of = |standing| {
            let people = result.people.iter().filter(move |p| p.standing == standing);
            people.map(|p| self.person(p)).collect::<Vec<_>>()
        };
        let successors = of(PersonStanding::Successor);
        let mut notes = Vec::new();
        if result.people.is_empty() && !result.independent {
            notes.push(self.t("outcome-names-not-taken-in"));
        } else if successors.is_empty() && result.filled > 0 {
            notes.push(if result.independent {
                self.t("outcome-nobody-follows-independent")
            } else {
                self.t("outcome-nobody-follows")
            });
        }
        let elected = of(PersonStanding::Elected);
        ListPeople {
            badge: self.badge(listed),
            label: result.label.clone(),
            seats: self.n(crate::key!("outcome-n-seats"), result.filled),
            with_votes: result.people.iter().any(|p| p.votes.is_some()),
            with_ways: match self.document.election.rules.system {
                System::Proportional {
                    order: CandidateOrder::Mixed,
                    ..
                } => true,
                System::Proportional { .. } | System::Majority => false,
            },
            moved_up: successors.iter().any(|person| !person.seating.is_empty()),
            with_seating: !self.seating.is_empty(),
            elected,
            tied: of(PersonStanding::Undecided),
            successors,
            others: of(PersonStanding::NotElected),
            notes,
        }
    }

    fn person(&self, person: &PersonResult) -> PersonRow {
        PersonRow {
            name: person.name.clone(),
            position: self.texts.number(person.position),
            votes: person
                .votes
                .map(|n| self.texts.number(n))
                .unwrap_or_default(),
            by: match person.elected_by {
                Some(ElectedBy::ListOrder) => self.t("outcome-by-list-order"),
                Some(ElectedBy::Votes) => self.t("outcome-by-votes"),
                None => String::new(),
            },
            seating: self.seating.get(&person.id).cloned().unwrap_or_default(),
        }
    }

    /// Why seats stay vacant: a sentence for each list that cannot fill its seats.
    pub fn vacancies(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for (at, group) in self.document.allocations.iter().enumerate() {
            if group.vacant > 0 {
                self.vacancies_of(at, group, &mut sentences);
            }
        }
        sentences
    }

    fn vacancies_of(&self, at: usize, group: &GroupResult, sentences: &mut Vec<String>) {
        let mut explained = 0_i64;
        let passed_on = match self.document.election.rules.system {
            System::Proportional {
                short_lists: ShortLists::Reallocate,
                ..
            } => true,
            System::Proportional {
                short_lists: ShortLists::Vacant,
                ..
            }
            | System::Majority => false,
        };
        for listed in self.of_group(at).filter(|_| !passed_on) {
            let result = listed.result;
            let short = result.entitled.saturating_sub(result.filled);
            if short <= 0 {
                continue;
            }
            explained = explained.saturating_add(short);
            let label = ("label", result.label.as_str().into());
            let (n, entitled) = (("n", short.into()), ("entitled", result.entitled.into()));
            sentences.push(if result.independent {
                self.ta("outcome-vacant-independent", &[label, n, entitled])
            } else {
                let candidates = result.candidates.unwrap_or(result.filled);
                let candidates = ("candidates", candidates.into());
                self.ta("outcome-vacant-list", &[label, n, entitled, candidates])
            });
        }
        let rest = group.vacant.saturating_sub(explained);
        if rest > 0 {
            sentences.push(self.n(crate::key!("outcome-vacant-nobody"), rest));
        }
        if explained > 0 {
            sentences.push(self.t("outcome-vacant-rule"));
        }
    }
}
