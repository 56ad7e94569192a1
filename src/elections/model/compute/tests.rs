use std::collections::BTreeMap;

use super::*;
use crate::{
    elections::model::{
        disclosure::{Before, hidden},
        document::{ElectedBy, PersonStanding, Working, WorkingStep},
        election::ElectionState,
        rules::{CandidateOrder, Fraction, Method, ShortLists},
    },
    types::{BodyId, Day, DistrictId, ElectionId, FederationId, TermId},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn rules(method: Method, order: CandidateOrder) -> Rules {
    Rules {
        system: System::Proportional {
            method,
            short_lists: ShortLists::Vacant,
            majority_clause: false,
            threshold: None,
            order,
        },
        votes_per_voter: 1,
        votes_per_candidate: 1,
        cross_voting: false,
        personal_votes: order != CandidateOrder::List,
        legal_source: "Wahlordnung".into(),
    }
}

fn majority() -> Rules {
    Rules {
        system: System::Majority,
        ..rules(Method::SainteLague, CandidateOrder::PersonalVotes)
    }
}

/// An election with the nominations and districts that a test gives it.
struct Case {
    election: Election,
    nominations: Vec<Nomination>,
    groups: Vec<SeatGroup>,
    districts: Vec<(District, Option<Figures>)>,
    lots: Vec<Lot>,
}

impl Case {
    fn new(rules: Rules, seats: i64) -> Self {
        Self {
            election: Election {
                id: ElectionId(1),
                federation: FederationId(1),
                body: BodyId(1),
                term: TermId(1),
                day: day("2020-09-13"),
                repeats: None,
                state: ElectionState::Counting,
                state_reason: String::new(),
                seats,
                appointed_seats: 0,
                ex_officio_seats: 0,
                rules: Some(rules),
                nomination_deadline: None,
                acceptance_days: 14,
                objection_deadline: None,
                revision: 1,
            },
            nominations: Vec::new(),
            groups: Vec::new(),
            districts: Vec::new(),
            lots: Vec::new(),
        }
    }

    fn nominate(
        &mut self,
        kind: NominationKind,
        label: &str,
        unnamed: Option<i64>,
    ) -> NominationId {
        let position = i64::try_from(self.nominations.len()).unwrap() + 1;
        let id = NominationId(100 + position);
        self.nominations.push(Nomination {
            id,
            position,
            kind,
            label: label.into(),
            group: None,
            unnamed_candidates: unnamed,
            withdrawn_on: None,
            withdrawn_reason: String::new(),
            candidates: Vec::new(),
            revision: 1,
        });
        id
    }

    /// A list with so many named candidates, numbered from 1 in a hundred of its own.
    fn list_with(&mut self, label: &str, candidates: i64) -> NominationId {
        let id = self.nominate(NominationKind::List, label, None);
        let list = self.nominations.last_mut().unwrap();
        list.candidates = (1..=candidates)
            .map(|position| Candidate {
                id: CandidateId(list.position * 100 + position),
                position,
                person: None,
                given_name: label.into(),
                family_name: format!("No. {position}"),
                consented_on: Some(day("2020-06-01")),
                withdrawn_on: None,
                withdrawn_reason: String::new(),
                revision: 1,
            })
            .collect();
        id
    }

    fn count(&mut self, votes: &[(NominationId, i64)]) {
        let figures = Figures {
            nominations: votes.iter().copied().collect(),
            ..Figures::default()
        };
        self.district(Some(figures));
    }

    fn district(&mut self, figures: Option<Figures>) {
        let number = i64::try_from(self.districts.len()).unwrap() + 1;
        let district = District {
            id: DistrictId(number),
            number,
            name: format!("District {number}"),
        };
        self.districts.push((district, figures));
    }

    fn draw(&mut self, content: LotContent) {
        self.lots.push(Lot {
            content,
            drawn_on: day("2020-09-16"),
            drawn_by: "Returning officer".into(),
            witnesses: "Two assessors".into(),
        });
    }

    fn computed(&self) -> Result<Computed, ComputeError> {
        let ballots: Vec<Option<i64>> = self
            .districts
            .iter()
            .map(|(_, figures)| {
                let figures = figures.as_ref()?;
                districts::ballots(figures, &self.nominations).ok()
            })
            .collect();
        let never = vec![Before::Never; ballots.len()];
        let districts: Vec<CountedDistrict<'_>> = self
            .districts
            .iter()
            .zip(hidden(&ballots, &never))
            .map(|((district, figures), suppressed)| CountedDistrict {
                district,
                figures: figures.as_ref(),
                suppressed,
            })
            .collect();
        compute(&Basis {
            election: &self.election,
            nominations: &self.nominations,
            groups: &self.groups,
            districts: &districts,
            lots: &self.lots,
        })
    }

    fn compute(&self) -> Computed {
        let computed = self.computed().unwrap();
        for group in &computed.allocations {
            assert_eq!(group.filled + group.vacant + group.undecided, group.seats);
        }
        computed
    }
}

fn seats(computed: &Computed) -> Vec<(i64, i64)> {
    computed
        .allocations
        .iter()
        .flat_map(|group| &group.nominations)
        .map(|n| (n.entitled, n.filled))
        .collect()
}

fn people(computed: &Computed, nomination: usize) -> Vec<(i64, PersonStanding)> {
    computed.allocations[0].nominations[nomination]
        .people
        .iter()
        .map(|p| (p.position, p.standing))
        .collect()
}

use PersonStanding::{Elected, NotElected, Successor, Undecided};

#[test]
fn krefeld_2020_short_lists_and_the_independent_leave_seven_seats_vacant() {
    // https://rp-online.de/nrw/staedte/krefeld/krefeld-im-integrationsausschuss-bleiben-sieben-sitze-frei_aid-53529539
    let mut case = Case::new(rules(Method::SainteLague, CandidateOrder::List), 18);
    let list = NominationKind::List;
    let votes = [
        (case.nominate(list, "DL", Some(3)), 1610),
        (case.nominate(list, "TIU", None), 1387),
        (case.nominate(list, "Athen", Some(1)), 1110),
        (case.nominate(list, "AfD", Some(2)), 884),
        (
            case.nominate(NominationKind::Independent, "Höhne-Pattberg", None),
            526,
        ),
    ];
    let figures = Figures {
        eligible: Some(49_122),
        voters: Some(6_220),
        invalid: Some(703),
        valid: Some(5_517),
        nominations: votes.into_iter().collect(),
        ..Figures::default()
    };
    case.district(Some(figures));
    let computed = case.compute();
    assert_eq!(seats(&computed), [(5, 3), (4, 4), (4, 1), (3, 2), (2, 1)]);
    let group = &computed.allocations[0];
    assert_eq!((group.filled, group.vacant, group.undecided), (11, 7, 0));
    assert_eq!(computed.figures.voters, Some(6_220));
    assert_eq!(computed.parts, FigureParts::default());
    assert_eq!(
        (computed.reporting.reported, computed.reporting.districts),
        (1, 1)
    );
    assert!(
        computed.districts.is_empty(),
        "one district is the whole election"
    );
}

#[test]
fn gelsenkirchen_2020_with_the_working_to_follow() {
    // https://www.waz.de/staedte/gelsenkirchen/win-bekommt-fuenf-sitze-im-integrationsrat-in-gelsenkirchen-id230433984.html
    let published = [
        ("WIN", 2580, 5),
        ("SPD", 1458, 3),
        ("DTIB", 1174, 3),
        ("GRÜNE", 1007, 2),
        ("AfD", 742, 2),
        ("Hegmanns", 661, 1),
        ("HHIT", 492, 1),
        ("Kalaitzidis", 336, 1),
        ("L'Masoudi", 193, 0),
        ("Erdem", 170, 0),
        ("Al Khalipha", 125, 0),
        ("Yurtseven", 44, 0),
        ("Habib", 42, 0),
    ];
    let mut case = Case::new(rules(Method::SainteLague, CandidateOrder::List), 18);
    let votes: Vec<_> = published
        .iter()
        .map(|(label, votes, _)| (case.nominate(NominationKind::List, label, None), *votes))
        .collect();
    case.count(&votes);
    let computed = case.compute();
    let expected: Vec<_> = published.iter().map(|(_, _, n)| (*n, *n)).collect();
    assert_eq!(seats(&computed), expected);

    let Some(Working::Quotients {
        rows,
        edge,
        divisors,
    }) = &computed.allocations[0].working
    else {
        panic!("no quotients");
    };
    let mut numbers: Vec<i64> = rows
        .iter()
        .flat_map(|row| &row.quotients)
        .filter_map(|cell| cell.seat)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=18).collect::<Vec<_>>());
    let first: Vec<(i64, Option<i64>)> = rows[0]
        .quotients
        .iter()
        .map(|cell| (cell.divisor, cell.seat))
        .collect();
    assert_eq!(first.first(), Some(&(1, Some(1))));
    assert_eq!(
        first.last(),
        Some(&(11, None)),
        "the first quotient that won nothing is shown"
    );
    // DTIB's third seat 1174/5 = 234.8, SPD's third 291.6, WIN's fifth 286.7, AfD's second 247.3; missed: WIN 2580/11 = 234.55.
    let edge = edge.unwrap();
    assert_eq!((edge.last, edge.missed), (2, 0));
    // 2580 + 3 = 2583 over 11 is 234.82, just above 234.8.
    assert_eq!(edge.votes_short, 3);
    let divisors = divisors.unwrap();
    assert!(divisors.least_num * divisors.most_den <= divisors.most_num * divisors.least_den);
}

#[test]
fn a_tie_for_the_last_seat_waits_for_a_lot_and_counts_only_the_lot_drawn_for_it() {
    let mut case = Case::new(rules(Method::SainteLague, CandidateOrder::List), 2);
    let a = case.list_with("A", 3);
    let b = case.list_with("B", 3);
    let c = case.list_with("C", 3);
    case.count(&[(a, 300), (b, 200), (c, 200)]);
    let computed = case.compute();
    assert_eq!(seats(&computed), [(1, 1), (0, 0), (0, 0)]);
    let group = &computed.allocations[0];
    assert_eq!(
        (group.undecided, group.undecided_between.as_slice()),
        (1, [1, 2].as_slice())
    );
    assert_eq!(computed.ties.len(), 1);
    assert_eq!(computed.ties[0].names, ["B", "C"]);
    assert_eq!(
        computed.ties[0].between,
        TiedSet::Nominations {
            group: None,
            tied: vec![b, c]
        }
    );
    assert!(matches!(
        group.working,
        Some(Working::Quotients { edge: None, .. })
    ));

    let lot = |tied: &[NominationId], won: &[NominationId]| LotContent::Nominations {
        group: None,
        tied: tied.to_vec(),
        won: won.to_vec(),
    };
    // Drawn for other ties: between others, or for another number of seats.
    case.draw(lot(&[a, b], &[b]));
    case.draw(lot(&[b, c], &[b, c]));
    assert_eq!(case.compute().ties.len(), 1);
    assert!(case.compute().lots.is_empty());

    case.draw(lot(&[b, c], &[b]));
    case.draw(lot(&[c, b], &[c]));
    let computed = case.compute();
    assert_eq!(
        seats(&computed),
        [(1, 1), (0, 0), (1, 1)],
        "the newest lot counts"
    );
    assert!(computed.ties.is_empty());
    assert_eq!(computed.lots.len(), 1);
    assert_eq!(computed.lots[0].drawn, ["C"]);
    assert_eq!(
        people(&computed, 2),
        [(1, Elected), (2, Successor), (3, Successor)]
    );
    assert_eq!(
        people(&computed, 1),
        [(1, NotElected), (2, NotElected), (3, NotElected)]
    );
    assert!(matches!(
        computed.allocations[0].steps.as_slice(),
        [WorkingStep::Lot { seats: 1, .. }]
    ));

    // After a correction of the votes there is no such tie, and the lot counts no longer.
    case.districts.clear();
    case.count(&[(a, 300), (b, 201), (c, 200)]);
    let computed = case.compute();
    assert_eq!(seats(&computed), [(1, 1), (1, 1), (0, 0)]);
    assert!(computed.lots.is_empty());
}

#[test]
fn groups_of_seats_are_allocated_by_themselves() {
    let mut case = Case::new(rules(Method::Dhondt, CandidateOrder::List), 3);
    let group = |n, seats| SeatGroup {
        id: SeatGroupId(n),
        number: n,
        name: format!("Group {n}"),
        seats,
    };
    case.groups = vec![group(1, 2), group(2, 1), group(3, 1)];
    let (a, b, c) = (
        case.list_with("A", 2),
        case.list_with("B", 2),
        case.list_with("C", 2),
    );
    for (nomination, of) in case.nominations.iter_mut().zip([1, 2, 1]) {
        nomination.group = Some(SeatGroupId(of));
    }
    case.count(&[(a, 10), (b, 1), (c, 30)]);
    let computed = case.compute();
    let names: Vec<_> = computed
        .allocations
        .iter()
        .map(|g| g.name.as_str())
        .collect();
    assert_eq!(names, ["Group 1", "Group 2", "Group 3"]);
    // In the order of the groups: A and C, then B; nobody stands in the third.
    assert_eq!(seats(&computed), [(0, 0), (2, 2), (1, 1)]);
    assert_eq!(computed.allocations[2].vacant, 1);

    case.nominations[0].group = None;
    assert_eq!(
        case.computed(),
        Err(ComputeError::NoGroup { label: "A".into() })
    );
}

fn with_personal(case: &mut Case, list: (NominationId, i64), personal: &[i64]) {
    let position = case
        .nominations
        .iter()
        .position(|n| n.id == list.0)
        .unwrap();
    let candidates: BTreeMap<CandidateId, i64> = case.nominations[position]
        .candidates
        .iter()
        .map(|c| c.id)
        .zip(personal.iter().copied())
        .collect();
    if case.districts.is_empty() {
        case.district(Some(Figures::default()));
    }
    let figures = case.districts[0].1.as_mut().unwrap();
    figures.nominations.insert(list.0, list.1);
    figures.candidates.extend(candidates);
}

#[test]
fn personal_votes_give_the_seats_of_a_list_and_equal_votes_follow_its_order() {
    let mut case = Case::new(
        rules(Method::HareNiemeyer, CandidateOrder::PersonalVotes),
        3,
    );
    let a = case.list_with("A", 4);
    with_personal(&mut case, (a, 100), &[10, 40, 25, 25]);
    let computed = case.compute();
    assert_eq!(
        people(&computed, 0),
        [(2, Elected), (3, Elected), (4, Elected), (1, Successor)]
    );
    case.election.seats = 2;
    let computed = case.compute();
    assert_eq!(
        people(&computed, 0),
        [(2, Elected), (3, Elected), (4, Successor), (1, Successor)]
    );
    let elected = &computed.allocations[0].nominations[0].people[0];
    assert_eq!(
        (elected.votes, elected.elected_by),
        (Some(40), Some(ElectedBy::Votes))
    );
    assert!(matches!(
        computed.allocations[0].working,
        Some(Working::Quotas { .. })
    ));
}

#[test]
fn equal_personal_votes_wait_for_a_lot_where_the_rules_say_so() {
    let mut case = Case::new(
        rules(Method::SainteLague, CandidateOrder::PersonalVotesLot),
        2,
    );
    let a = case.list_with("A", 4);
    with_personal(&mut case, (a, 100), &[10, 40, 25, 25]);
    let computed = case.compute();
    assert_eq!(
        people(&computed, 0),
        [(2, Elected), (3, Undecided), (4, Undecided), (1, Successor)]
    );
    let tied = vec![CandidateId(103), CandidateId(104)];
    assert_eq!(
        computed.ties[0].between,
        TiedSet::Candidates { tied: tied.clone() }
    );
    assert_eq!(
        (computed.ties[0].place.as_str(), computed.ties[0].seats),
        ("A", 1)
    );

    let order = vec![CandidateId(104), CandidateId(103)];
    case.draw(LotContent::Candidates { tied, order });
    let computed = case.compute();
    assert_eq!(
        people(&computed, 0),
        [(2, Elected), (4, Elected), (3, Successor), (1, Successor)]
    );
    assert_eq!(computed.lots[0].drawn, ["A No. 4", "A No. 3"]);
    assert!(computed.ties.is_empty());
}

#[test]
fn votes_for_the_list_and_for_people_each_give_their_share() {
    let mut case = Case::new(rules(Method::HareNiemeyer, CandidateOrder::Mixed), 2);
    let a = case.list_with("A", 4);
    // Half of the votes are for the list as a whole: one seat by votes, one in the order of the list.
    with_personal(&mut case, (a, 100), &[5, 0, 15, 30]);
    let computed = case.compute();
    let people = &computed.allocations[0].nominations[0].people;
    let seen: Vec<_> = people
        .iter()
        .map(|p| (p.position, p.standing, p.elected_by))
        .collect();
    assert_eq!(seen[0], (4, Elected, Some(ElectedBy::Votes)));
    assert_eq!(seen[1], (1, Elected, Some(ElectedBy::ListOrder)));
    assert_eq!(seen[2..], [(3, Successor, None), (2, Successor, None)]);

    case.districts.clear();
    with_personal(&mut case, (a, 49), &[5, 0, 15, 30]);
    assert_eq!(
        case.computed(),
        Err(ComputeError::MoreForCandidates { label: "A".into() })
    );
}

#[test]
fn a_list_tied_with_its_candidates_waits_for_the_lot_drawn_for_exactly_this() {
    let mut case = Case::new(rules(Method::Dhondt, CandidateOrder::Mixed), 1);
    let a = case.list_with("A", 3);
    // The list as a whole has 30 votes, its candidates together have 30: one seat.
    with_personal(&mut case, (a, 60), &[0, 10, 20]);
    let computed = case.compute();
    let between = TiedSet::ListAndCandidates {
        list: a,
        list_seats: 1,
    };
    let names = vec!["A".to_owned(), "A No. 1 + A No. 2 + A No. 3".to_owned()];
    assert_eq!(
        computed.ties,
        [OpenTie {
            between,
            seats: 1,
            place: "A".into(),
            names: names.clone(),
        }]
    );
    // The first of the list has the seat, or the one with most votes; the second can have it in no case.
    assert_eq!(
        people(&computed, 0),
        [(1, Undecided), (2, NotElected), (3, Undecided)]
    );
    let drawn = |list_seats, won| LotContent::ListAndCandidates {
        list: a,
        list_seats,
        won,
    };
    case.draw(drawn(2, ListPart::Order));
    assert_eq!(case.compute().ties.len(), 1, "a lot for another tie");

    case.draw(drawn(1, ListPart::Candidates));
    let computed = case.compute();
    assert!(computed.ties.is_empty());
    assert_eq!(
        people(&computed, 0),
        [(3, Elected), (2, Successor), (1, Successor)]
    );
    assert_eq!(computed.lots[0].between, names);
    assert_eq!(computed.lots[0].drawn, names[1..]);

    case.draw(drawn(1, ListPart::Order));
    let computed = case.compute();
    let first = &computed.allocations[0].nominations[0].people[0];
    assert_eq!(
        (first.position, first.elected_by),
        (1, Some(ElectedBy::ListOrder))
    );
    assert_eq!(computed.lots[0].drawn, names[..1]);

    // Two with equal votes behind a lot for the candidates: a second lot.
    case.districts.clear();
    with_personal(&mut case, (a, 60), &[0, 15, 15]);
    case.lots.truncate(2);
    let computed = case.compute();
    let tied = vec![CandidateId(102), CandidateId(103)];
    assert_eq!(computed.ties[0].between, TiedSet::Candidates { tied });
}

#[test]
fn who_withdrew_takes_no_part_and_who_did_not_agree_is_not_named() {
    let mut case = Case::new(rules(Method::SainteLague, CandidateOrder::List), 3);
    let a = case.list_with("A", 3);
    let b = case.list_with("B", 3);
    let gone = case.list_with("Gone", 3);
    case.nominations[0].candidates[0].withdrawn_on = Some(day("2020-08-01"));
    case.nominations[1].candidates[0].consented_on = None;
    case.nominations[2].withdrawn_on = Some(day("2020-08-01"));
    case.count(&[(a, 500), (b, 120), (gone, 400)]);
    let computed = case.compute();
    assert_eq!(seats(&computed), [(2, 2), (1, 1)]);
    assert_eq!(people(&computed, 0), [(2, Elected), (3, Elected)]);
    let nominations = &computed.allocations[0].nominations;
    assert_eq!(nominations[0].candidates, Some(2));
    assert_eq!(nominations[1].people[0].name, None);
    assert_eq!(nominations[1].people[1].name.as_deref(), Some("B No. 2"));
}

#[test]
fn a_majority_election_elects_people_whoever_put_them_up() {
    let mut case = Case::new(majority(), 2);
    let one = case.nominate(NominationKind::Independent, "Ada", None);
    let two = case.nominate(NominationKind::Independent, "Bo", None);
    let list = case.list_with("L", 2);
    with_personal(&mut case, (list, 70), &[50, 20]);
    for (id, votes) in [(one, 60), (two, 0)] {
        case.districts[0]
            .1
            .as_mut()
            .unwrap()
            .nominations
            .insert(id, votes);
    }
    let computed = case.compute();
    assert_eq!(seats(&computed), [(1, 1), (0, 0), (1, 1)]);
    assert_eq!(people(&computed, 2), [(1, Elected), (2, Successor)]);
    assert_eq!(computed.allocations[0].working, Some(Working::Persons));

    case.nominate(NominationKind::List, "Without names", Some(3));
    let refused = case.computed();
    assert_eq!(
        refused,
        Err(ComputeError::NoNames {
            label: "Without names".into()
        })
    );
}

#[test]
fn a_tie_of_independents_in_a_majority_election_is_settled_by_its_lot() {
    let mut case = Case::new(majority(), 2);
    let independent = NominationKind::Independent;
    let ids: Vec<_> = ["Ada", "Bo", "Cem"]
        .iter()
        .map(|label| case.nominate(independent, label, None))
        .collect();
    case.count(&[(ids[0], 9), (ids[1], 5), (ids[2], 5)]);
    let computed = case.compute();
    assert_eq!(seats(&computed), [(1, 1), (0, 0), (0, 0)]);
    assert_eq!(computed.allocations[0].undecided_between, [1, 2]);
    let tied = vec![ids[1], ids[2]];
    assert_eq!(
        computed.ties[0].between,
        TiedSet::Nominations {
            group: None,
            tied: tied.clone()
        }
    );
    case.draw(LotContent::Nominations {
        group: None,
        tied,
        won: vec![ids[2]],
    });
    assert_eq!(seats(&case.compute()), [(1, 1), (0, 0), (1, 1)]);
}

#[test]
fn nothing_is_allocated_without_rules_nominations_or_votes() {
    let mut case = Case::new(rules(Method::SainteLague, CandidateOrder::List), 3);
    case.district(None);
    assert_eq!(case.computed(), Err(ComputeError::NobodyStands));
    let a = case.list_with("A", 3);
    assert_eq!(case.computed(), Err(ComputeError::NoVotes));
    case.count(&[(a, 0)]);
    assert_eq!(case.computed(), Err(ComputeError::NoVotes));
    case.count(&[(a, 7)]);
    assert_eq!(seats(&case.compute()), [(3, 3)]);
    case.count(&[(a, i64::MAX)]);
    assert_eq!(case.computed(), Err(ComputeError::TooManyVotes));
    case.election.rules = None;
    assert_eq!(case.computed(), Err(ComputeError::NoRules));
}

#[test]
fn a_threshold_leaves_out_and_is_told_in_the_working() {
    let mut rules = rules(Method::SainteLague, CandidateOrder::List);
    if let System::Proportional { threshold, .. } = &mut rules.system {
        *threshold = Some(Fraction { num: 5, den: 100 });
    }
    let mut case = Case::new(rules, 20);
    let (a, b) = (case.list_with("A", 30), case.list_with("B", 30));
    case.count(&[(a, 96), (b, 4)]);
    let computed = case.compute();
    assert_eq!(seats(&computed), [(20, 20), (0, 0)]);
    assert_eq!(
        computed.allocations[0].steps,
        [WorkingStep::Threshold {
            least_votes: 5,
            left_out: vec![1]
        }]
    );
}

fn voters(votes: &[(NominationId, i64)], voters: i64) -> Figures {
    Figures {
        voters: Some(voters),
        eligible: Some(voters * 10),
        nominations: votes.iter().copied().collect(),
        ..Figures::default()
    }
}

#[test]
fn votes_are_summed_over_the_districts_that_reported() {
    let mut case = Case::new(rules(Method::SainteLague, CandidateOrder::List), 4);
    let (a, b) = (case.list_with("A", 4), case.list_with("B", 4));
    case.district(Some(voters(&[(a, 100), (b, 50)], 150)));
    case.district(None);
    case.district(Some(voters(&[(a, 50), (b, 0)], 50)));
    let computed = case.compute();
    assert_eq!(
        (computed.reporting.reported, computed.reporting.districts),
        (2, 3)
    );
    assert_eq!(computed.figures.voters, Some(200));
    assert_eq!(
        computed.figures.invalid, None,
        "a district did not report it"
    );
    assert_eq!(computed.allocations[0].nominations[0].votes, 150);
    let shown: Vec<_> = computed
        .districts
        .iter()
        .map(|d| (d.reported, d.votes.clone()))
        .collect();
    assert_eq!(
        shown,
        [(true, vec![100, 50]), (false, vec![]), (true, vec![50, 0])]
    );
}

#[test]
fn a_small_district_shows_no_votes_by_list_and_a_second_one_hides_it() {
    let mut case = Case::new(rules(Method::SainteLague, CandidateOrder::List), 4);
    let (a, b) = (case.list_with("A", 4), case.list_with("B", 4));
    let suppressed = |case: &Case| -> Vec<bool> {
        case.compute()
            .districts
            .iter()
            .map(|d| d.suppressed)
            .collect()
    };
    for n in [200, 90, 30, 29] {
        case.district(Some(voters(&[(a, n - 1), (b, 1)], n)));
    }
    assert_eq!(
        suppressed(&case),
        [false, false, true, true],
        "the smallest of the others hides with it"
    );
    let computed = case.compute();
    assert!(computed.districts[3].votes.is_empty());
    assert_eq!(
        computed.districts[3].figures.voters,
        Some(29),
        "how many voted is told"
    );
    assert_eq!(computed.figures.voters, Some(349));
    // Two small ones hide each other once they are thirty together.
    case.district(Some(voters(&[(a, 1), (b, 0)], 1)));
    assert_eq!(suppressed(&case), [false, false, false, true, true]);
    case.districts.truncate(3);
    assert_eq!(suppressed(&case), [false, false, false]);
}
