//! Who may give the vote to whom, and when that lapses.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    rolls::{
        canonical::Contents,
        model::{Entry, NameCommitment, Present, StandIn},
    },
    types::{BodyId, PersonId, StandInId},
};

const PLACES: i64 = 6;

/// Three bodies with two places each; a deputy of each body.
fn hall(
    held_by: &BTreeMap<i64, i64>,
    proxies: &BTreeMap<i64, i64>,
    present: &BTreeSet<i64>,
) -> Hall {
    let entry = |number: i64| Entry {
        id: EntryId(number),
        number,
        person: PersonId(number),
        body: BodyId(number / 2),
        name: format!("Person {number}"),
        commitment: NameCommitment::new([1; 16], "x"),
        body_name: format!("Rat {}", number / 2),
        votes: 1,
        held_by: held_by.get(&number).copied().map(StandInId),
        proxy_holder: proxies.get(&number).copied().map(EntryId),
    };
    let stand_in = |body: i64| StandIn {
        id: StandInId(body),
        number: body + 1,
        person: PersonId(100 + body),
        body: BodyId(body),
        only_for: None,
        name: format!("Deputy {body}"),
        commitment: NameCommitment::new([1; 16], "x"),
        body_name: format!("Rat {body}"),
    };
    let contents = Contents {
        entries: (0..PLACES).map(entry).collect(),
        stand_ins: (0..PLACES / 2).map(stand_in).collect(),
    };
    let present: Vec<_> = present
        .iter()
        .map(|number| Present {
            entry: EntryId(*number),
            stand_in: held_by.get(number).copied().map(StandInId),
            since: Timestamp::stored(1),
        })
        .collect();
    Hall::new(contents, &present)
}

fn rule(most: u32, same_body: bool) -> ProxiesRule {
    ProxiesRule {
        article: "§ 9".to_owned(),
        most,
        same_body,
    }
}

fn may_give(
    hall: &Hall,
    principal: i64,
    holder: i64,
    rule: &ProxiesRule,
) -> Result<(), ProxyRefusal> {
    let place = |number| hall.place(EntryId(number)).unwrap();
    hall.may_give(place(principal), place(holder), Some(rule))
}

#[test]
fn each_reason_against_a_proxy_is_told() {
    use ProxyRefusal::{
        DeputyInPlace, Given, HolderAbsent, HolderGave, HolderReplaced, OneSelf, OtherBody,
        PrincipalHolds, PrincipalPresent, TooMany,
    };
    // 0 gave the vote to 1; a deputy is in 2; 1, 2 and 3 are there.
    let hall = hall(
        &BTreeMap::from([(2, 1)]),
        &BTreeMap::from([(0, 1)]),
        &BTreeSet::from([1, 2, 3]),
    );
    let two = rule(2, false);
    let place = |number| hall.place(EntryId(number)).unwrap();
    assert_eq!(
        hall.may_give(place(4), place(1), None),
        Err(ProxyRefusal::Forbidden)
    );
    for (principal, holder, refusal) in [
        (4, 4, OneSelf),
        (2, 1, DeputyInPlace),
        (0, 3, Given),
        (1, 3, PrincipalHolds),
        // The smallest circle.
        (1, 0, PrincipalHolds),
        (3, 1, PrincipalPresent),
        (4, 0, HolderGave),
        (4, 2, HolderReplaced),
        (4, 5, HolderAbsent),
    ] {
        let told = may_give(&hall, principal, holder, &two);
        assert_eq!(told, Err(refusal), "{principal} to {holder}");
    }
    assert_eq!(may_give(&hall, 4, 1, &two), Ok(()));
    assert_eq!(may_give(&hall, 4, 1, &rule(1, false)), Err(TooMany(1)));
    assert_eq!(may_give(&hall, 4, 3, &rule(2, true)), Err(OtherBody));
    let offered = |rule: &ProxiesRule| -> Vec<i64> {
        let offered = hall.holders_for(place(4), Some(rule));
        offered.iter().map(|holder| holder.entry.id.0).collect()
    };
    assert_eq!(offered(&two), [1, 3]);
    assert_eq!(offered(&rule(1, false)), [3]);
    assert_eq!(offered(&rule(1, true)), [0; 0]);
    assert!(hall.holders_for(place(4), None).is_empty());
}

#[test]
fn a_proxy_lapses_when_the_principal_comes_a_deputy_takes_the_place_or_the_holder_leaves() {
    let hall = hall(
        &BTreeMap::new(),
        &BTreeMap::from([(0, 1), (4, 1)]),
        &BTreeSet::from([1, 3]),
    );
    let lapsing = |number, act| hall.lapsing(EntryId(number), act);
    let of = |number: i64, because| (EntryId(number), because);
    assert_eq!(
        lapsing(0, DeskAct::CheckIn),
        [of(0, ProxyEnd::PrincipalCame)]
    );
    assert_eq!(
        lapsing(0, DeskAct::TakeOver),
        [of(0, ProxyEnd::DeputyTookPlace)]
    );
    for act in [DeskAct::CheckOut, DeskAct::TakeOver] {
        let both = [of(0, ProxyEnd::HolderLeft), of(4, ProxyEnd::HolderLeft)];
        assert_eq!(lapsing(1, act), both);
    }
    assert!(lapsing(1, DeskAct::CheckIn).is_empty());
    assert!(lapsing(3, DeskAct::CheckOut).is_empty());
    let presence = hall.presence();
    assert_eq!(
        (presence.present, presence.proxies, presence.votes),
        (2, 2, 4)
    );
    assert_eq!((presence.represented(), presence.absent()), (4, 4));
}

#[test]
fn what_is_typed_needs_a_holder_and_a_day_that_has_come() {
    let today = Day::stored(20_000);
    let read = |holder: &str, day: &str| {
        let input = ProxyInput {
            holder: holder.to_owned(),
            document_day: day.to_owned(),
        };
        input.parse(today)
    };
    let yesterday = today.plus_days(-1).unwrap();
    assert_eq!(
        read("7", &yesterday.to_string()),
        Ok((EntryId(7), yesterday))
    );
    let fields = |holder, day: &str| -> Vec<String> {
        let refused = read(holder, day).unwrap_err();
        refused.into_iter().map(|problem| problem.field).collect()
    };
    assert_eq!(fields("", ""), ["holder", "document_day"]);
    let tomorrow = today.plus_days(1).unwrap().to_string();
    assert_eq!(fields("7", &tomorrow), ["document_day"]);
}

/// Something that is done at the desk.
#[derive(Clone, Copy, Debug)]
enum Step {
    Record(i64, i64),
    Revoke(i64),
    CheckIn(i64),
    CheckOut(i64),
    TakeOver(i64, i64),
    HandBack(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let place = 0..PLACES;
    prop_oneof![
        4 => (place.clone(), place.clone()).prop_map(|(p, h)| Step::Record(p, h)),
        1 => place.clone().prop_map(Step::Revoke),
        4 => place.clone().prop_map(Step::CheckIn),
        2 => place.clone().prop_map(Step::CheckOut),
        2 => (place.clone(), 0..PLACES / 2).prop_map(|(p, d)| Step::TakeOver(p, d)),
        1 => place.prop_map(Step::HandBack),
    ]
}

/// The desk as the actions have it, without a database.
#[derive(Default)]
struct Desk {
    held_by: BTreeMap<i64, i64>,
    proxies: BTreeMap<i64, i64>,
    present: BTreeSet<i64>,
}

impl Desk {
    fn hall(&self) -> Hall {
        hall(&self.held_by, &self.proxies, &self.present)
    }

    fn lapse(&mut self, entry: i64, act: DeskAct) {
        for (principal, _) in self.hall().lapsing(EntryId(entry), act) {
            self.proxies.remove(&principal.0);
        }
    }

    fn take(&mut self, step: Step, rule: &ProxiesRule) {
        match step {
            Step::Record(principal, holder) => {
                if may_give(&self.hall(), principal, holder, rule).is_ok() {
                    self.proxies.insert(principal, holder);
                }
            }
            Step::Revoke(principal) => {
                self.proxies.remove(&principal);
            }
            Step::CheckIn(entry) => {
                self.lapse(entry, DeskAct::CheckIn);
                self.present.insert(entry);
            }
            Step::CheckOut(entry) => {
                self.lapse(entry, DeskAct::CheckOut);
                self.present.remove(&entry);
            }
            Step::TakeOver(entry, deputy) => {
                let hall = self.hall();
                let place = hall.place(EntryId(entry)).unwrap();
                let stand_in = &hall.stand_ins[usize::try_from(deputy).unwrap()];
                let free = hall.held_by(stand_in.id).is_none();
                if free && place.can_be_taken_over() && stand_in.may_take_over(&place.entry) {
                    self.lapse(entry, DeskAct::TakeOver);
                    self.held_by.insert(entry, deputy);
                    self.present.insert(entry);
                }
            }
            Step::HandBack(entry) => {
                if self.held_by.remove(&entry).is_some() {
                    self.present.remove(&entry);
                }
            }
        }
    }

    /// How many codes open the place, by the condition that the statements have.
    fn codes_that_open(&self, entry: i64) -> usize {
        let (deputy, holder) = (self.held_by.get(&entry), self.proxies.get(&entry));
        usize::from(deputy.is_none() && holder.is_none())
            + usize::from(deputy.is_some())
            + usize::from(holder.is_some())
    }
}

proptest! {
    /// Whatever is done at the desk in whatever order: one code opens each place, nobody holds more proxies than the statutes
    /// allow, and whoever holds one is there, in the own place, and has given none.
    #[test]
    fn no_way_leads_to_a_chain_a_circle_too_many_proxies_or_two_codes_for_one_place(
        steps in proptest::collection::vec(step(), 0..60), most in 1_u32..=3, same_body in any::<bool>()
    ) {
        let rule = rule(most, same_body);
        let mut desk = Desk::default();
        for step in steps {
            desk.take(step, &rule);
            for entry in 0..PLACES {
                prop_assert_eq!(desk.codes_that_open(entry), 1, "place {} after {:?}", entry, step);
            }
            for (principal, holder) in &desk.proxies {
                prop_assert!(principal != holder);
                prop_assert!(!desk.proxies.contains_key(holder), "a chain over {}", holder);
                prop_assert!(desk.present.contains(holder) && !desk.held_by.contains_key(holder));
                prop_assert!(!desk.present.contains(principal));
                prop_assert!(!same_body || principal / 2 == holder / 2);
                let held = desk.proxies.values().filter(|h| *h == holder).count();
                prop_assert!(held <= usize::try_from(most).unwrap());
            }
        }
    }
}
