//! The check of credentials: reasons to look twice at a registration.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Delegate, DelegateRole, DelegationState, Entitlement, Paper, submittable};
use crate::{
    registry::model::particulars::age_on,
    statutes::model::rules::{Rules, Sendable},
    types::{BodyId, Day, DelegateId},
};

/// Who may be a delegate, as the statutes say. What they do not say does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EligibilityRules {
    /// Whether a delegation needs the resolution of its body, with its day and document.
    pub resolution_needed: bool,
    /// Whom a body may send.
    pub who: Sendable,
    /// In completed years on the day of the round.
    pub minimum_age: Option<u32>,
    /// How many of a body's places are held by office.
    pub ex_officio_places: u32,
}

impl EligibilityRules {
    /// What holds where a federation has no rules of its own: a resolution is asked for, and members are sent.
    pub fn usual() -> Self {
        Self {
            resolution_needed: true,
            who: Sendable::DirectMembers,
            minimum_age: None,
            ex_officio_places: 0,
        }
    }

    /// What holds by statutes.
    pub fn of(rules: &Rules) -> Self {
        Self {
            who: rules.delegates.who,
            minimum_age: rules.delegates.minimum_age,
            ex_officio_places: rules.key.ex_officio.iter().map(|held| held.places).sum(),
            ..Self::usual()
        }
    }

    /// Why the person may not be a delegate on the day, if there is a reason. What is not known is none.
    pub fn against(&self, standing: Standing, day: Day) -> Vec<Doubt> {
        let mut found = Vec::new();
        match self.who {
            Sendable::DirectMembers if !standing.belongs => found.push(Doubt::NotMember),
            Sendable::Elected if !standing.belongs => found.push(Doubt::NotMember),
            Sendable::Elected if !standing.is_elected => found.push(Doubt::NotElected),
            Sendable::DirectMembers | Sendable::Elected | Sendable::Anybody => {}
        }
        let too_young = standing
            .born_on
            .zip(self.minimum_age)
            .is_some_and(|(born, least)| age_on(born, day) < i64::from(least));
        if too_young {
            found.push(Doubt::UnderAge);
        }
        if standing.is_suspended {
            found.push(Doubt::Suspended);
        }
        found
    }
}

/// What the register knows of a person in the body that sends them, on the day of the round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub belongs: bool,
    /// Holds a seat to which members are elected.
    pub is_elected: bool,
    /// Holds a seat by office.
    pub is_by_office: bool,
    pub is_suspended: bool,
    pub born_on: Option<Day>,
}

/// A reason to look twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Does not belong to the body on the day.
    NotMember,
    /// The statutes want elected members, and this person holds no elected seat.
    NotElected,
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
    /// Fewer hold a seat by office than there are places by office.
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
            Self::NotMember | Self::NotElected | Self::UnderAge | Self::Suspended => true,
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
            Self::NotElected => "not_elected",
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
            Self::NotElected => crate::key!("doubt-not-elected"),
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
            | Self::NotElected
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
#[derive(Clone, Debug)]
pub struct CheckFacts {
    /// The day of the round.
    pub day: Day,
    /// Of every registration.
    pub standings: BTreeMap<DelegateId, Standing>,
    /// Whether bodies were asked to submit: without a call nobody does.
    pub is_called: bool,
}

impl CheckFacts {
    fn standing(&self, delegate: DelegateId) -> Standing {
        self.standings.get(&delegate).copied().unwrap_or_default()
    }
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
        let mut found = rules.against(facts.standing(delegate.id), facts.day);
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
    if active.is_empty() {
        // Nobody to doubt: that nobody was named yet is told elsewhere.
        return doubts;
    }
    let by_office = active
        .iter()
        .filter(|d| d.role == DelegateRole::Delegate && facts.standing(d.id).is_by_office)
        .count();
    let places = i64::from(rules.ex_officio_places).min(delegation.entitlement.places.places);
    if i64::try_from(by_office).unwrap_or(i64::MAX) < places {
        doubts.whole.push(Doubt::ExOfficioMissing);
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
        types::{PersonId, RoundId, Timestamp},
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

    fn facts(standing: Standing) -> CheckFacts {
        CheckFacts {
            day: "2026-05-09".parse().unwrap(),
            standings: (1..=9).map(|id| (DelegateId(id), standing)).collect(),
            is_called: true,
        }
    }

    fn member() -> Standing {
        Standing {
            belongs: true,
            ..Standing::default()
        }
    }

    fn check(delegation: &CheckedDelegation, rules: &EligibilityRules) -> Doubts {
        let names = names_of_round(delegation.delegates.iter());
        doubts_of(delegation, rules, &facts(member()), &names)
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
    fn the_statutes_say_who_is_refused_and_what_is_unknown_is_no_reason() {
        let day = "2026-02-28".parse().unwrap();
        let rules = |who, minimum_age| EligibilityRules {
            who,
            minimum_age,
            ..EligibilityRules::usual()
        };
        let against = |rules: &EligibilityRules, standing| rules.against(standing, day);
        let outsider = Standing::default();
        let direct = rules(Sendable::DirectMembers, None);
        assert_eq!(against(&direct, outsider), [Doubt::NotMember]);
        assert_eq!(against(&direct, member()), []);
        let anybody = rules(Sendable::Anybody, None);
        assert_eq!(against(&anybody, outsider), []);
        let elected = rules(Sendable::Elected, None);
        assert_eq!(against(&elected, outsider), [Doubt::NotMember]);
        assert_eq!(against(&elected, member()), [Doubt::NotElected]);
        let holder = Standing {
            is_elected: true,
            ..member()
        };
        assert_eq!(against(&elected, holder), []);
        // Born on 29 February: of age on 1 March only.
        let young = Standing {
            born_on: "2008-02-29".parse().ok(),
            is_suspended: true,
            ..member()
        };
        let adults = rules(Sendable::DirectMembers, Some(18));
        assert_eq!(against(&adults, young), [Doubt::UnderAge, Doubt::Suspended]);
        assert_eq!(
            adults.against(young, "2026-03-01".parse().unwrap()),
            [Doubt::Suspended]
        );
        assert_eq!(against(&adults, member()), []);
        assert_eq!(against(&direct, young), [Doubt::Suspended]);
    }

    #[test]
    fn places_by_office_are_filled_by_those_who_sit_by_office() {
        let rules = EligibilityRules {
            ex_officio_places: 2,
            ..EligibilityRules::usual()
        };
        let names = NamesOfRound::new();
        let mut facts = facts(member());
        let by_office = Standing {
            is_by_office: true,
            ..member()
        };
        let whole = |delegation: &CheckedDelegation, facts: &CheckFacts| {
            doubts_of(delegation, &rules, facts, &names).whole
        };
        assert_eq!(whole(&delegation(), &facts), [Doubt::ExOfficioMissing]);
        facts.standings.insert(DelegateId(1), by_office);
        assert_eq!(whole(&delegation(), &facts), [Doubt::ExOfficioMissing]);
        facts.standings.insert(DelegateId(2), by_office);
        assert_eq!(whole(&delegation(), &facts), []);
        // A body with fewer places cannot fill more.
        facts.standings.insert(DelegateId(2), member());
        let mut small = delegation();
        small.entitlement.places.places = 1;
        assert_eq!(whole(&small, &facts), [Doubt::MoreThanEntitled]);
        let mut nobody = delegation();
        nobody.delegates.clear();
        assert_eq!(whole(&nobody, &facts), []);
    }

    #[test]
    fn outsiders_and_namesakes_of_other_bodies_are_found() {
        let ours = delegation();
        let mut other = delegate(8, 2, DelegateRole::Delegate);
        other.name = "MINA  1".into();
        let names = names_of_round(ours.delegates.iter().chain([&other]));
        let mut facts = facts(member());
        facts.standings.insert(DelegateId(2), Standing::default());
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
