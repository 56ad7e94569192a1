//! The check of credentials: reasons to look twice at a registration.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Delegate, DelegateRole, DelegationState, Entitlement, Paper, submittable};
use crate::types::{BodyId, DelegateId, PersonId};

/// Who may be a delegate, as the statutes say. What they do not say does not count.
#[derive(Clone, Debug, Default)]
pub struct EligibilityRules {
    /// Whether a delegation needs the resolution of its body, with its day and document.
    pub resolution_needed: bool,
    /// People who may not be delegates, each with the reason.
    pub excluded: BTreeMap<PersonId, Exclusion>,
    /// People who are delegates of a body by their office.
    pub ex_officio: Vec<(BodyId, PersonId)>,
}

impl EligibilityRules {
    /// What holds where a federation has no rules of its own: a resolution is asked for, nobody is excluded.
    pub fn usual() -> Self {
        Self {
            resolution_needed: true,
            ..Self::default()
        }
    }
}

/// Why somebody may not be a delegate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusion {
    UnderAge,
    Suspended,
}

/// A reason to look twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Does not belong to the body on the day.
    NotMember,
    UnderAge,
    Suspended,
    /// Entered by the office itself: the register may know the person under another entry.
    New,
    /// Somebody of the same name is registered by another body.
    SameNameElsewhere(String),
    /// Stands in for somebody who is no delegate (any more).
    PrincipalGone,
    /// More delegates than places.
    MoreThanEntitled,
    ResolutionMissing,
    DocumentMissing,
    /// Somebody who is a delegate by office is not named.
    ExOfficioMissing,
    /// The body has not submitted.
    NotSubmitted,
    /// Changed since it was submitted.
    ChangedSince,
    /// Changed after the deadline, with this reason.
    Late(String),
}

impl Doubt {
    /// Whether accepting needs a reason of its own (overruling).
    pub fn blocks(&self) -> bool {
        match self {
            Self::NotMember | Self::UnderAge | Self::Suspended => true,
            Self::New
            | Self::SameNameElsewhere(_)
            | Self::PrincipalGone
            | Self::MoreThanEntitled
            | Self::ResolutionMissing
            | Self::DocumentMissing
            | Self::ExOfficioMissing
            | Self::NotSubmitted
            | Self::ChangedSince
            | Self::Late(_) => false,
        }
    }

    /// The word used in the API.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotMember => "not_member",
            Self::UnderAge => "under_age",
            Self::Suspended => "suspended",
            Self::New => "new",
            Self::SameNameElsewhere(_) => "same_name_elsewhere",
            Self::PrincipalGone => "principal_gone",
            Self::MoreThanEntitled => "more_than_entitled",
            Self::ResolutionMissing => "resolution_missing",
            Self::DocumentMissing => "document_missing",
            Self::ExOfficioMissing => "ex_officio_missing",
            Self::NotSubmitted => "not_submitted",
            Self::ChangedSince => "changed_since",
            Self::Late(_) => "late",
        }
    }

    /// Key of the words for it.
    pub fn label(&self) -> &'static str {
        match self {
            Self::NotMember => crate::key!("doubt-not-member"),
            Self::UnderAge => crate::key!("doubt-under-age"),
            Self::Suspended => crate::key!("doubt-suspended"),
            Self::New => crate::key!("doubt-new"),
            Self::SameNameElsewhere(_) => crate::key!("doubt-same-name"),
            Self::PrincipalGone => crate::key!("doubt-principal-gone"),
            Self::MoreThanEntitled => crate::key!("doubt-more-than-entitled"),
            Self::ResolutionMissing => crate::key!("doubt-resolution-missing"),
            Self::DocumentMissing => crate::key!("doubt-document-missing"),
            Self::ExOfficioMissing => crate::key!("doubt-ex-officio-missing"),
            Self::NotSubmitted => crate::key!("doubt-not-submitted"),
            Self::ChangedSince => crate::key!("doubt-changed-since"),
            Self::Late(_) => crate::key!("doubt-late"),
        }
    }

    /// What the words leave open: a body's name, or a reason.
    pub fn detail(&self) -> &str {
        match self {
            Self::SameNameElsewhere(text) | Self::Late(text) => text,
            Self::NotMember
            | Self::UnderAge
            | Self::Suspended
            | Self::New
            | Self::PrincipalGone
            | Self::MoreThanEntitled
            | Self::ResolutionMissing
            | Self::DocumentMissing
            | Self::ExOfficioMissing
            | Self::NotSubmitted
            | Self::ChangedSince => "",
        }
    }
}

/// A body's delegation as the check sees it.
#[derive(Clone, Debug)]
pub struct CheckedDelegation {
    pub entitlement: Entitlement,
    pub paper: Paper,
    pub state: DelegationState,
    /// Not those withdrawn.
    pub delegates: Vec<Delegate>,
}

/// What the check knows beside the delegations.
#[derive(Clone, Debug, Default)]
pub struct CheckFacts {
    /// Registrations whose person does not belong to the body on the day.
    pub outsiders: BTreeSet<DelegateId>,
    /// Whether bodies were asked to submit: without a call nobody does.
    pub is_called: bool,
}

/// Doubts about a delegation as a whole, and about each of its people who has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    pub whole: Vec<Doubt>,
    pub people: BTreeMap<DelegateId, Vec<Doubt>>,
}

impl Doubts {
    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.people.is_empty()
    }

    /// About one person.
    pub fn about(&self, delegate: DelegateId) -> &[Doubt] {
        self.people.get(&delegate).map_or(&[], Vec::as_slice)
    }
}

/// Names by folded spelling, with the bodies that registered somebody of that name.
pub type NamesOfRound = BTreeMap<String, BTreeSet<(BodyId, String)>>;

/// The names of all delegations of a round.
pub fn names_of_round<'a>(delegates: impl Iterator<Item = &'a Delegate>) -> NamesOfRound {
    let mut names = NamesOfRound::new();
    for delegate in delegates {
        names
            .entry(crate::types::fold_for_search(&delegate.name))
            .or_default()
            .insert((delegate.body, delegate.body_name.clone()));
    }
    names
}

/// Every reason for doubt about one delegation.
pub fn doubts_of(
    delegation: &CheckedDelegation,
    rules: &EligibilityRules,
    facts: &CheckFacts,
    names: &NamesOfRound,
) -> Doubts {
    let body = delegation.entitlement.body;
    let active: Vec<_> = submittable(&delegation.delegates).collect();
    let mut doubts = Doubts::default();
    for delegate in &active {
        let mut found = Vec::new();
        if facts.outsiders.contains(&delegate.id) {
            found.push(Doubt::NotMember);
        }
        match rules.excluded.get(&delegate.person) {
            Some(Exclusion::UnderAge) => found.push(Doubt::UnderAge),
            Some(Exclusion::Suspended) => found.push(Doubt::Suspended),
            None => {}
        }
        if delegate.is_new {
            found.push(Doubt::New);
        }
        let elsewhere = names
            .get(&crate::types::fold_for_search(&delegate.name))
            .and_then(|bodies| bodies.iter().find(|(other, _)| *other != body));
        if let Some((_, name)) = elsewhere {
            found.push(Doubt::SameNameElsewhere(name.clone()));
        }
        let principal_gone = delegate.principal.is_some_and(|id| {
            !active
                .iter()
                .any(|d| d.id == id && d.role == DelegateRole::Delegate)
        });
        if principal_gone {
            found.push(Doubt::PrincipalGone);
        }
        if !found.is_empty() {
            doubts.people.insert(delegate.id, found);
        }
    }
    let delegates = active
        .iter()
        .filter(|d| d.role == DelegateRole::Delegate)
        .count();
    if i64::try_from(delegates).unwrap_or(i64::MAX) > delegation.entitlement.places.places {
        doubts.whole.push(Doubt::MoreThanEntitled);
    }
    let missing = rules.ex_officio.iter().any(|(of, person)| {
        *of == body
            && !active
                .iter()
                .any(|d| d.person == *person && d.role == DelegateRole::Delegate)
    });
    if missing {
        doubts.whole.push(Doubt::ExOfficioMissing);
    }
    if active.is_empty() {
        // Nobody to doubt: that nobody was named yet is told elsewhere.
        return doubts;
    }
    if rules.resolution_needed && facts.is_called {
        if delegation.paper.resolution_on.is_none() {
            doubts.whole.push(Doubt::ResolutionMissing);
        }
        if delegation.paper.document.is_none() {
            doubts.whole.push(Doubt::DocumentMissing);
        }
    }
    if facts.is_called {
        match delegation.state {
            DelegationState::Draft => doubts.whole.push(Doubt::NotSubmitted),
            DelegationState::Changed => doubts.whole.push(Doubt::ChangedSince),
            DelegationState::Submitted => {}
        }
    }
    if let Some((reason, _)) = &delegation.paper.late {
        doubts.whole.push(Doubt::Late(reason.clone()));
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        delegates::model::{DelegateState, DocumentHead, Places},
        types::{RoundId, Timestamp},
    };

    fn delegate(id: i64, body: i64, role: DelegateRole) -> Delegate {
        Delegate {
            id: DelegateId(id),
            round: RoundId(1),
            body: BodyId(body),
            body_name: format!("B{body}"),
            person: PersonId(id),
            name: format!("Mina {id}"),
            role,
            principal: None,
            position: id,
            votes: 1,
            state: DelegateState::Registered,
            is_new: false,
            reason: String::new(),
            revision: 1,
        }
    }

    fn delegation() -> CheckedDelegation {
        CheckedDelegation {
            entitlement: Entitlement {
                body: BodyId(1),
                body_name: "B1".into(),
                places: Places {
                    places: 2,
                    delegates: 2,
                    deputies: 0,
                    substitutes: 0,
                    accepted_delegates: 0,
                    accepted_deputies: 0,
                    accepted_substitutes: 0,
                },
                undecided: 2,
                returned: 0,
                revision: 1,
            },
            paper: Paper {
                resolution_on: "2026-05-01".parse().ok(),
                document: Some(DocumentHead {
                    name: "a.pdf".into(),
                    sha256: "x".into(),
                    size: 1,
                }),
                late: None,
            },
            state: DelegationState::Submitted,
            delegates: vec![
                delegate(1, 1, DelegateRole::Delegate),
                delegate(2, 1, DelegateRole::Delegate),
            ],
        }
    }

    fn check(delegation: &CheckedDelegation, rules: &EligibilityRules) -> Doubts {
        let facts = CheckFacts {
            outsiders: BTreeSet::new(),
            is_called: true,
        };
        let names = names_of_round(delegation.delegates.iter());
        doubts_of(delegation, rules, &facts, &names)
    }

    #[test]
    fn a_whole_and_submitted_delegation_raises_no_doubt() {
        assert!(check(&delegation(), &EligibilityRules::usual()).is_empty());
    }

    #[test]
    fn each_reason_is_found_alone() {
        let usual = EligibilityRules::usual();
        let whole = |change: &dyn Fn(&mut CheckedDelegation)| {
            let mut changed = delegation();
            change(&mut changed);
            let doubts = check(&changed, &usual);
            assert!(doubts.people.is_empty(), "{doubts:?}");
            doubts.whole
        };
        assert_eq!(
            whole(&|d| d.entitlement.places.places = 1),
            [Doubt::MoreThanEntitled]
        );
        assert_eq!(
            whole(&|d| d.paper.resolution_on = None),
            [Doubt::ResolutionMissing]
        );
        assert_eq!(
            whole(&|d| d.paper.document = None),
            [Doubt::DocumentMissing]
        );
        assert_eq!(
            whole(&|d| d.state = DelegationState::Draft),
            [Doubt::NotSubmitted]
        );
        assert_eq!(
            whole(&|d| d.state = DelegationState::Changed),
            [Doubt::ChangedSince]
        );
        let late = |d: &mut CheckedDelegation| {
            d.paper.late = Some(("illness".into(), Timestamp::stored(0)));
        };
        assert_eq!(whole(&late), [Doubt::Late("illness".into())]);

        let mut rules = EligibilityRules::usual();
        rules.ex_officio.push((BodyId(1), PersonId(9)));
        assert_eq!(
            check(&delegation(), &rules).whole,
            [Doubt::ExOfficioMissing]
        );
        rules.ex_officio = vec![(BodyId(1), PersonId(2)), (BodyId(7), PersonId(8))];
        assert!(check(&delegation(), &rules).is_empty());

        for (exclusion, doubt) in [
            (Exclusion::UnderAge, Doubt::UnderAge),
            (Exclusion::Suspended, Doubt::Suspended),
        ] {
            let mut rules = EligibilityRules::usual();
            rules.excluded.insert(PersonId(2), exclusion);
            let doubts = check(&delegation(), &rules);
            assert_eq!(doubts.about(DelegateId(2)), [doubt]);
            assert!(doubts.about(DelegateId(1)).is_empty());
        }

        let mut new = delegation();
        new.delegates[0].is_new = true;
        assert_eq!(check(&new, &usual).about(DelegateId(1)), [Doubt::New]);

        let mut orphan = delegation();
        orphan.delegates[1].role = DelegateRole::Deputy;
        orphan.delegates[1].principal = Some(DelegateId(77));
        assert_eq!(
            check(&orphan, &usual).about(DelegateId(2)),
            [Doubt::PrincipalGone]
        );
    }

    #[test]
    fn outsiders_and_namesakes_of_other_bodies_are_found() {
        let ours = delegation();
        let mut other = delegate(8, 2, DelegateRole::Delegate);
        other.name = "MINA  1".into();
        let names = names_of_round(ours.delegates.iter().chain([&other]));
        let facts = CheckFacts {
            outsiders: [DelegateId(2)].into(),
            is_called: true,
        };
        let doubts = doubts_of(&ours, &EligibilityRules::usual(), &facts, &names);
        assert_eq!(
            doubts.about(DelegateId(1)),
            [Doubt::SameNameElsewhere("B2".into())]
        );
        assert_eq!(doubts.about(DelegateId(2)), [Doubt::NotMember]);
        assert!(Doubt::NotMember.blocks() && !Doubt::New.blocks());
    }

    #[test]
    fn who_was_given_back_raises_no_doubt_any_more() {
        let mut given_back = delegation();
        given_back.delegates[0].state = DelegateState::Returned;
        given_back.delegates[0].is_new = true;
        assert!(check(&given_back, &EligibilityRules::usual()).is_empty());
    }
}
