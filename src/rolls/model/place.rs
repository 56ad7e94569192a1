//! One place at the assembly: who holds it, and who is there.

use std::collections::HashMap;

use super::{Entry, ProxyHolder, StandIn};
use crate::{
    rolls::canonical::Contents,
    types::{EntryId, StandInId, Timestamp, fold_for_search},
};

/// Whose code it is. A delegate's code opens the place of the entry while no deputy holds it and nobody has its proxy, and the places
/// whose proxies the delegate holds; a deputy's opens the place that the deputy holds, and nothing otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeOf {
    Entry(EntryId),
    StandIn(StandInId),
}

impl CodeOf {
    /// What the log says an act about this code is about.
    pub fn subject(self) -> (&'static str, i64) {
        match self {
            Self::Entry(id) => ("roll_entries", id.0),
            Self::StandIn(id) => ("stand_ins", id.0),
        }
    }
}

/// That somebody is there now, for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    pub entry: EntryId,
    /// The deputy who is there in the place of the delegate.
    pub stand_in: Option<StandInId>,
    pub since: Timestamp,
}

/// From when until when somebody was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    pub entry: EntryId,
    pub stand_in: Option<StandInId>,
    pub arrived_at: Timestamp,
    /// Empty while they are there.
    pub left_at: Option<Timestamp>,
}

/// The place of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub entry: Entry,
    /// The deputy who holds it; otherwise the delegate does.
    pub deputy: Option<StandIn>,
    /// Who votes for it by proxy; the delegate is away then.
    pub proxy: Option<ProxyHolder>,
    /// Since when its holder is there.
    pub present_since: Option<Timestamp>,
}

impl Place {
    /// Who holds the place, by name; empty once erased.
    pub fn holder(&self) -> &str {
        self.deputy.as_ref().map_or(&self.entry.name, |d| &d.name)
    }

    /// Whether its holder is there.
    pub fn is_present(&self) -> bool {
        self.present_since.is_some()
    }

    /// Whether a deputy can take it over now: the delegate holds it and is not there.
    pub fn can_be_taken_over(&self) -> bool {
        self.deputy.is_none() && !self.is_present()
    }
}

/// A deputy at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeputyAtDesk {
    pub stand_in: StandIn,
    /// The place that they hold.
    pub holds: Option<Place>,
    /// Places that they may take over now; none while they hold one.
    pub free: Vec<Place>,
}

/// How many are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// Entries of the roll.
    pub entries: i64,
    /// Entries whose holder is there.
    pub present: i64,
    /// Votes of these, and of the entries that a proxy represents.
    pub votes: i64,
    /// Places held by deputies.
    pub deputies: i64,
    /// Those of them whose deputy is there.
    pub deputies_there: i64,
    /// Entries that somebody who is there represents by proxy.
    pub proxies: i64,
}

impl Presence {
    /// Entries whose holder is not there.
    pub fn absent(self) -> i64 {
        self.entries - self.present
    }

    /// Entries whose holder is there or that a proxy represents: what counts for a quorum.
    pub fn represented(self) -> i64 {
        self.present + self.proxies
    }
}

/// All places of a roll with its deputies.
#[derive(Clone, Debug)]
pub struct Hall {
    /// By number.
    pub places: Vec<Place>,
    pub stand_ins: Vec<StandIn>,
}

impl Hall {
    /// Puts together what stands on the roll and who is there.
    pub fn new(contents: Contents, present: &[Present]) -> Self {
        let since: HashMap<EntryId, Timestamp> =
            present.iter().map(|p| (p.entry, p.since)).collect();
        let deputies: HashMap<StandInId, &StandIn> =
            contents.stand_ins.iter().map(|s| (s.id, s)).collect();
        let names: HashMap<EntryId, (i64, String)> = contents
            .entries
            .iter()
            .map(|entry| (entry.id, (entry.number, entry.name.clone())))
            .collect();
        let places = contents
            .entries
            .into_iter()
            .map(|entry| Place {
                deputy: entry
                    .held_by
                    .and_then(|id| deputies.get(&id).copied().cloned()),
                proxy: entry.proxy_holder.and_then(|holder| {
                    let (number, name) = names.get(&holder)?.clone();
                    Some(ProxyHolder {
                        entry: holder,
                        number,
                        name,
                    })
                }),
                present_since: since.get(&entry.id).copied(),
                entry,
            })
            .collect();
        Self {
            places,
            stand_ins: contents.stand_ins,
        }
    }

    /// How many are there.
    pub fn presence(&self) -> Presence {
        let mut presence = Presence::default();
        for place in &self.places {
            presence.entries += 1;
            presence.deputies += i64::from(place.deputy.is_some());
            presence.deputies_there += i64::from(place.deputy.is_some() && place.is_present());
            presence.proxies += i64::from(place.proxy.is_some());
            presence.present += i64::from(place.is_present());
            if place.is_present() || place.proxy.is_some() {
                presence.votes += place.entry.votes;
            }
        }
        presence
    }

    /// The place of an entry.
    pub fn place(&self, entry: EntryId) -> Option<&Place> {
        self.places.iter().find(|p| p.entry.id == entry)
    }

    /// Deputies who may take over the place and hold none.
    pub fn deputies_for(&self, place: &Place) -> Vec<&StandIn> {
        self.stand_ins
            .iter()
            .filter(|s| s.may_take_over(&place.entry) && self.held_by(s.id).is_none())
            .collect()
    }

    /// A deputy with what they hold or may take over.
    pub fn deputy(&self, stand_in: &StandIn) -> DeputyAtDesk {
        let holds = self.held_by(stand_in.id).cloned();
        let free = match holds {
            Some(_) => Vec::new(),
            None => self
                .places
                .iter()
                .filter(|p| p.can_be_taken_over() && stand_in.may_take_over(&p.entry))
                .cloned()
                .collect(),
        };
        DeputyAtDesk {
            stand_in: stand_in.clone(),
            holds,
            free,
        }
    }

    /// The place that a deputy holds.
    pub fn held_by(&self, stand_in: StandInId) -> Option<&Place> {
        self.places
            .iter()
            .find(|p| p.entry.held_by == Some(stand_in))
    }

    /// Places by name (of delegate or deputy in it), body or number, and deputies by name or body; what is searched for is folded.
    pub fn search(&self, folded: &str) -> Found {
        let held_by_fitting = |p: &Place| {
            p.deputy
                .as_ref()
                .is_some_and(|d| fold_for_search(&d.name).contains(folded))
        };
        Found {
            places: self
                .places
                .iter()
                .filter(|p| p.entry.fits(folded) || held_by_fitting(p))
                .cloned()
                .collect(),
            deputies: self
                .stand_ins
                .iter()
                .filter(|s| {
                    fold_for_search(&s.name).contains(folded)
                        || fold_for_search(&s.body_name).contains(folded)
                })
                .map(|s| self.deputy(s))
                .collect(),
        }
    }

    /// Whom a code belongs to.
    pub fn owner(&self, owner: CodeOf) -> Found {
        let (mut places, mut deputies) = (Vec::new(), Vec::new());
        match owner {
            CodeOf::Entry(id) => places.extend(self.place(id).cloned()),
            CodeOf::StandIn(id) => deputies.extend(
                self.stand_ins
                    .iter()
                    .filter(|s| s.id == id)
                    .map(|s| self.deputy(s)),
            ),
        }
        Found { places, deputies }
    }
}

/// What was found at the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub places: Vec<Place>,
    pub deputies: Vec<DeputyAtDesk>,
}

impl Found {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.deputies.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rolls::model::NameCommitment,
        types::{BodyId, PersonId},
    };

    fn entry(number: i64, body: i64, held_by: Option<i64>) -> Entry {
        Entry {
            id: EntryId(number),
            number,
            person: PersonId(number),
            body: BodyId(body),
            name: format!("Person Öz {number}"),
            commitment: NameCommitment::new([1; 16], "x"),
            body_name: format!("Rat {body}"),
            votes: number,
            held_by: held_by.map(StandInId),
            proxy_holder: None,
        }
    }

    fn stand_in(id: i64, body: i64, only_for: Option<i64>) -> StandIn {
        StandIn {
            id: StandInId(id),
            number: id,
            person: PersonId(100 + id),
            body: BodyId(body),
            only_for: only_for.map(|n| (EntryId(n), n)),
            name: format!("Deputy {id}"),
            commitment: NameCommitment::new([1; 16], "x"),
            body_name: format!("Rat {body}"),
        }
    }

    fn hall() -> Hall {
        let present = |entry, stand_in: Option<i64>| Present {
            entry: EntryId(entry),
            stand_in: stand_in.map(StandInId),
            since: Timestamp::stored(1),
        };
        Hall::new(
            Contents {
                entries: vec![
                    entry(1, 7, Some(5)),
                    entry(2, 7, None),
                    entry(3, 7, None),
                    entry(4, 8, None),
                ],
                stand_ins: vec![
                    stand_in(5, 7, None),
                    stand_in(6, 7, Some(2)),
                    stand_in(7, 7, None),
                ],
            },
            &[present(1, Some(5)), present(3, None)],
        )
    }

    #[test]
    fn presence_counts_places_votes_and_deputies() {
        let presence = hall().presence();
        assert_eq!(
            presence,
            Presence {
                entries: 4,
                present: 2,
                votes: 4,
                deputies: 1,
                deputies_there: 1,
                proxies: 0
            }
        );
        assert_eq!(presence.absent(), 2);
    }

    #[test]
    fn a_deputy_is_offered_the_free_places_of_the_own_body_and_none_while_holding_one() {
        let hall = hall();
        for (id, holds, free) in [(0, Some(1), vec![]), (1, None, vec![2]), (2, None, vec![2])] {
            let deputy = hall.deputy(&hall.stand_ins[id]);
            let numbers: Vec<_> = deputy.free.iter().map(|p| p.entry.number).collect();
            assert_eq!(deputy.holds.map(|p| p.entry.number), holds, "{id}");
            assert_eq!(numbers, free, "{id}");
        }
        let offered = |entry| -> Vec<i64> {
            let place = hall.place(EntryId(entry)).unwrap();
            hall.deputies_for(place).iter().map(|s| s.id.0).collect()
        };
        assert_eq!(offered(2), [6, 7]);
        assert_eq!(offered(4), [0; 0]);
    }

    #[test]
    fn the_desk_finds_by_name_body_number_and_code() {
        let hall = hall();
        let found = |text: &str| {
            let found = hall.search(&fold_for_search(text));
            (found.places.len(), found.deputies.len())
        };
        assert_eq!(found("oz 3"), (1, 0));
        assert_eq!(found("rat 8"), (1, 0));
        assert_eq!(found("4"), (1, 0));
        // The place that a deputy holds is found by either name.
        assert_eq!(found("deputy 5"), (1, 1));
        assert_eq!(found("deputy"), (1, 3));
        assert_eq!(found("nobody"), (0, 0));
        let owner = hall.owner(CodeOf::Entry(EntryId(2)));
        assert_eq!((owner.places.len(), owner.deputies.len()), (1, 0));
        let owner = hall.owner(CodeOf::StandIn(StandInId(6)));
        assert_eq!((owner.places.len(), owner.deputies.len()), (0, 1));
        assert_eq!(hall.places[0].holder(), "Deputy 5");
        assert_eq!(hall.places[1].holder(), "Person Öz 2");
    }
}
