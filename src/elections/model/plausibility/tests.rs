use proptest::prelude::*;

use super::*;
use crate::{
    elections::model::rules::{Method, ShortLists},
    types::{CandidateId, Day, NominationId},
};

fn rules(votes_per_voter: i64, votes_per_candidate: i64, order: CandidateOrder) -> Rules {
    Rules {
        system: System::Proportional {
            method: Method::SainteLague,
            short_lists: ShortLists::Vacant,
            majority_clause: false,
            threshold: None,
            order,
        },
        votes_per_voter,
        votes_per_candidate,
        cross_voting: votes_per_voter > 1,
        personal_votes: votes_per_voter > 1,
        legal_source: "Test".into(),
    }
}

fn one_vote() -> Rules {
    rules(1, 1, CandidateOrder::List)
}

/// A list whose candidates have the ids `10 * id + 1` and so on.
fn list(id: i64, candidates: i64) -> Nomination {
    let candidates = (1..=candidates).map(|position| Candidate {
        id: CandidateId(10 * id + position),
        position,
        person: None,
        given_name: "Mina".into(),
        family_name: format!("K{position}"),
        consented_on: None,
        withdrawn_on: None,
        withdrawn_reason: String::new(),
        revision: 1,
    });
    Nomination {
        id: NominationId(id),
        position: id,
        kind: NominationKind::List,
        label: format!("List {id}"),
        group: None,
        unnamed_candidates: None,
        withdrawn_on: None,
        withdrawn_reason: String::new(),
        candidates: candidates.collect(),
        revision: 1,
    }
}

fn withdrawn(nomination: Nomination) -> Nomination {
    Nomination {
        withdrawn_on: Day::from_epoch_days(20_000).ok(),
        ..nomination
    }
}

fn figures(given: &[(&str, i64)]) -> Figures {
    let mut figures = Figures::default();
    for (name, n) in given {
        figures.set(name.parse().expect("a name of a figure"), Some(*n));
    }
    figures
}

/// Severity and code of all that is found.
fn found(
    given: &[(&str, i64)],
    rules: &Rules,
    nominations: &[Nomination],
) -> Vec<(Severity, String)> {
    let measure = Measure {
        rules: Some(rules),
        nominations,
        is_whole: true,
        before: None,
    };
    codes(&check(&figures(given), &measure))
}

fn codes(findings: &[Finding]) -> Vec<(Severity, String)> {
    findings.iter().map(|f| (f.severity, f.code())).collect()
}

use Severity::{Block, Warn};

fn is(severity: Severity, code: &str) -> (Severity, String) {
    (severity, code.replace(':', ":count-"))
}

#[test]
fn a_record_that_adds_up_has_no_findings() {
    let lists = [list(1, 0), list(2, 0)];
    let record = [
        ("a1", 900),
        ("a2", 100),
        ("a3", 0),
        ("a", 1000),
        ("b", 100),
        ("b1", 20),
        ("c", 3),
        ("d", 97),
        ("n-1", 60),
        ("n-2", 37),
    ];
    assert_eq!(found(&record, &one_vote(), &lists), []);
}

#[test]
fn the_parts_of_the_eligible_add_up() {
    let rest = [("b", 5), ("c", 0), ("d", 5), ("n-1", 5)];
    let with = |head: &[(&str, i64)]| {
        let record: Vec<_> = head.iter().copied().chain(rest).collect();
        found(&record, &one_vote(), &[list(1, 0)])
    };
    let wrong = [is(Block, "a:eligible-parts")];
    assert_eq!(
        with(&[("a1", 6), ("a2", 3), ("a3", 0), ("a", 10)]),
        wrong,
        "one is missing"
    );
    assert_eq!(
        with(&[("a1", 8), ("a2", 3), ("a", 10)]),
        wrong,
        "two parts are more than the whole"
    );
    assert_eq!(with(&[("a1", 8), ("a", 10)]), [], "the rest is not given");
    let measure = Measure {
        rules: Some(&one_vote()),
        nominations: &[],
        is_whole: true,
        before: None,
    };
    let record = figures(&[("a1", 8), ("a2", 3), ("a", 10)]);
    let finding = &check(&record, &measure)[0];
    assert_eq!(
        finding.values,
        [("a", 10_i64.into()), ("sum", 11_i64.into())],
        "the numbers are named"
    );
}

#[test]
fn nobody_votes_who_is_not_eligible() {
    let record = [("a", 10), ("b", 11), ("c", 0), ("d", 11), ("n-1", 11)];
    let lists = [list(1, 0)];
    assert_eq!(
        found(&record, &one_vote(), &lists),
        [is(Block, "b:more-voters-than-eligible")]
    );
    let record = [
        ("a", 20),
        ("b", 11),
        ("b1", 12),
        ("c", 0),
        ("d", 11),
        ("n-1", 11),
    ];
    assert_eq!(
        found(&record, &one_vote(), &lists),
        [is(Block, "b1:more-authorised-than-voters")]
    );
    let record = [("a", 10), ("c", 0), ("d", 11), ("n-1", 11)];
    assert_eq!(
        found(&record, &one_vote(), &lists),
        [
            is(Block, "d:more-valid-than-eligible"),
            is(Block, "n-1:nomination-too-many"),
            is(Warn, "b:not-given")
        ]
    );
}

#[test]
fn a_district_of_postal_votes_is_confirmed_and_not_refused() {
    let record = figures(&[("a", 0), ("b", 11), ("c", 0), ("d", 11), ("n-1", 11)]);
    let rules = one_vote();
    let lists = [list(1, 0)];
    let measure = Measure {
        rules: Some(&rules),
        nominations: &lists,
        is_whole: false,
        before: None,
    };
    assert_eq!(
        codes(&check(&record, &measure)),
        [is(Warn, "b:voters-without-eligible")]
    );
    let whole = Measure {
        is_whole: true,
        ..measure
    };
    assert_eq!(
        codes(&check(&record, &whole)),
        [is(Block, "b:more-voters-than-eligible")]
    );
}

#[test]
fn with_one_vote_each_ballots_and_votes_are_the_same() {
    let lists = [list(1, 0), list(2, 0)];
    let with = |c, d, one, two| {
        let record = [
            ("a", 100),
            ("b", 50),
            ("c", c),
            ("d", d),
            ("n-1", one),
            ("n-2", two),
        ];
        found(&record, &one_vote(), &lists)
    };
    assert_eq!(with(2, 48, 40, 8), []);
    assert_eq!(with(3, 48, 40, 8), [is(Block, "d:ballots-do-not-add-up")]);
    assert_eq!(
        with(2, 48, 40, 9),
        [is(Block, "d:nominations-do-not-add-up")]
    );
    assert_eq!(
        with(51, 0, 0, 0),
        [
            is(Block, "c:more-invalid-than-voters"),
            is(Warn, "d:no-votes")
        ]
    );
    assert_eq!(
        with(0, 50, 51, 0),
        [
            is(Block, "n-1:nomination-too-many"),
            is(Block, "d:nominations-do-not-add-up")
        ]
    );
}

#[test]
fn with_several_votes_the_ballots_give_an_upper_limit() {
    let rules = Rules {
        personal_votes: false,
        ..rules(19, 3, CandidateOrder::PersonalVotes)
    };
    let lists = [list(1, 0), list(2, 0)];
    let with = |d, one, two| {
        let record = [
            ("a", 100),
            ("b", 11),
            ("c", 1),
            ("d", d),
            ("n-1", one),
            ("n-2", two),
        ];
        found(&record, &rules, &lists)
    };
    assert_eq!(with(190, 100, 90), []);
    assert_eq!(with(150, 100, 50), []);
    assert_eq!(
        with(191, 101, 90),
        [is(Block, "d:more-votes-than-ballots-give")]
    );
    assert_eq!(with(10, 100, 90), [is(Warn, "d:nominations-differ")]);
    assert_eq!(
        with(190, 191, 0),
        [
            is(Block, "n-1:nomination-too-many"),
            is(Warn, "d:nominations-differ")
        ]
    );
}

#[test]
fn every_nomination_that_stands_is_reported_and_a_withdrawn_one_has_no_votes() {
    let lists = [list(1, 0), list(2, 0), withdrawn(list(3, 0))];
    let head = [("a", 100), ("b", 50), ("c", 0), ("d", 50)];
    let with = |votes: &[(&str, i64)]| {
        let record: Vec<_> = head.iter().chain(votes).copied().collect();
        found(&record, &one_vote(), &lists)
    };
    assert_eq!(with(&[("n-1", 50), ("n-2", 0)]), []);
    assert_eq!(with(&[("n-1", 50), ("n-2", 0), ("n-3", 0)]), []);
    assert_eq!(with(&[("n-1", 50)]), [is(Block, "n-2:nomination-missing")]);
    assert_eq!(
        with(&[("n-1", 40), ("n-2", 0), ("n-3", 10)]),
        [is(Block, "n-3:withdrawn")]
    );
}

#[test]
fn votes_of_candidates_add_up_to_those_of_their_list_as_the_rules_say() {
    let with = |rules: &Rules, list_votes, first, second| {
        let record = [
            ("a", 100),
            ("b", 10),
            ("c", 0),
            ("d", list_votes),
            ("n-1", list_votes),
            ("k-11", first),
            ("k-12", second),
        ];
        found(&record, rules, &[list(1, 2)])
    };
    let personal = rules(3, 3, CandidateOrder::PersonalVotes);
    let mixed = rules(3, 3, CandidateOrder::Mixed);
    let majority = Rules {
        system: System::Majority,
        ..personal.clone()
    };
    for rules in [&personal, &mixed, &majority] {
        assert_eq!(with(rules, 25, 20, 5), []);
        assert_eq!(
            with(rules, 25, 20, 6),
            [is(Block, "n-1:candidates-exceed-list")]
        );
        assert_eq!(
            with(rules, 30, 31, 0),
            [
                is(Block, "k-11:candidate-too-many"),
                is(Block, "n-1:candidates-exceed-list")
            ]
        );
    }
    assert_eq!(
        with(&mixed, 25, 10, 5),
        [],
        "list votes beside those of candidates"
    );
    assert_eq!(
        with(&personal, 25, 10, 5),
        [is(Warn, "n-1:candidates-below-list")]
    );
    assert_eq!(
        with(&majority, 25, 10, 5),
        [is(Block, "n-1:candidates-below-list")]
    );
}

#[test]
fn every_candidate_is_reported_where_the_rules_use_their_votes() {
    let rules = rules(3, 1, CandidateOrder::PersonalVotes);
    let mut lists = [list(1, 2)];
    let record = [
        ("a", 100),
        ("b", 10),
        ("c", 0),
        ("d", 4),
        ("n-1", 4),
        ("k-11", 4),
    ];
    assert_eq!(
        found(&record, &rules, &lists),
        [is(Block, "k-12:candidate-missing")]
    );
    lists[0].candidates[1].withdrawn_on = Day::from_epoch_days(20_000).ok();
    assert_eq!(found(&record, &rules, &lists), []);
    let record = [
        ("a", 100),
        ("b", 10),
        ("c", 0),
        ("d", 6),
        ("n-1", 6),
        ("k-11", 4),
        ("k-12", 2),
    ];
    assert_eq!(
        found(&record, &rules, &lists),
        [is(Warn, "k-12:candidate-withdrawn")]
    );
    let without = Rules {
        personal_votes: false,
        ..rules
    };
    let record = [("a", 100), ("b", 10), ("c", 0), ("d", 4), ("n-1", 4)];
    assert_eq!(found(&record, &without, &[list(1, 2)]), []);
}

#[test]
fn missing_letters_and_a_record_of_zeros_are_confirmed() {
    let lists = [list(1, 0)];
    assert_eq!(
        found(&[("n-1", 7)], &one_vote(), &lists),
        [
            is(Warn, "a:not-given"),
            is(Warn, "b:not-given"),
            is(Warn, "c:not-given"),
            is(Warn, "d:not-given")
        ]
    );
    let zeros = [("a", 0), ("b", 0), ("c", 0), ("d", 0), ("n-1", 0)];
    assert_eq!(found(&zeros, &one_vote(), &lists), [is(Warn, "d:no-votes")]);
}

#[test]
fn a_turnout_far_from_the_last_one_is_confirmed() {
    let turnout = |now: (i64, i64), then: (i64, i64)| {
        let (b, a) = now;
        let record = figures(&[("a", a), ("b", b), ("c", 0), ("d", b), ("n-1", b)]);
        let rules = one_vote();
        let lists = [list(1, 0)];
        let (voters, eligible) = then;
        let measure = Measure {
            rules: Some(&rules),
            nominations: &lists,
            is_whole: true,
            before: Some(Turnout { eligible, voters }),
        };
        !check(&record, &measure).is_empty()
    };
    // From 10 %: half of it is 5 points.
    assert!(!turnout((150, 1000), (100, 1000)));
    assert!(turnout((151, 1000), (100, 1000)));
    assert!(!turnout((50, 1000), (100, 1000)));
    assert!(turnout((49, 1000), (100, 1000)));
    // From 60 %: 15 points come first.
    assert!(!turnout((750, 1000), (600, 1000)));
    assert!(turnout((751, 1000), (600, 1000)));
    assert!(!turnout((450, 1000), (600, 1000)));
    assert!(turnout((449, 1000), (600, 1000)));
    // Of other wholes: 20 % and 20 %.
    assert!(!turnout((7, 35), (20_000, 100_000)));
    // Nothing to compare with.
    assert!(!turnout((7, 35), (0, 0)));
    assert!(turnout((1, 35), (0, 100)));
}

#[test]
fn without_rules_only_what_every_record_keeps_to_is_checked() {
    let measure = Measure {
        rules: None,
        nominations: &[list(1, 0)],
        is_whole: true,
        before: None,
    };
    let record = figures(&[("a", 10), ("b", 11), ("c", 0), ("d", 99), ("n-1", 99)]);
    assert_eq!(
        codes(&check(&record, &measure)),
        [is(Block, "b:more-voters-than-eligible")]
    );
}

fn any_count() -> impl Strategy<Value = i64> {
    prop_oneof![0..50_i64, 0..=crate::elections::model::figures::MOST_VOTES]
}

proptest! {
    /// Honest figures of one district, from what each voter did.
    #[test]
    fn figures_counted_from_ballots_are_never_refused(
        // Per ballot: an invalid one, or the votes of a voter for two candidates of each of two lists.
        ballots in prop::collection::vec(prop::option::of([0..=3_i64, 0..=3, 0..=3, 0..=3]), 0..30),
        absent in 0..50_i64,
    ) {
        let rules = rules(12, 3, CandidateOrder::PersonalVotes);
        let lists = [list(1, 2), list(2, 2)];
        let valid: Vec<_> = ballots.iter().flatten().collect();
        let sum = |place: usize| valid.iter().map(|v| v[place]).sum::<i64>();
        let [k11, k12, k21, k22] = [0, 1, 2, 3].map(sum);
        let (voters, votes) = (i64::try_from(ballots.len()).unwrap(), k11 + k12 + k21 + k22);
        let record = figures(&[
            ("a", voters + absent), ("b", voters), ("c", voters - i64::try_from(valid.len()).unwrap()), ("d", votes),
            ("n-1", k11 + k12), ("n-2", k21 + k22), ("k-11", k11), ("k-12", k12), ("k-21", k21), ("k-22", k22),
        ]);
        let measure = Measure { rules: Some(&rules), nominations: &lists, is_whole: true, before: None };
        let blocked: Vec<_> = check(&record, &measure).into_iter().filter(|f| f.severity == Severity::Block).collect();
        prop_assert_eq!(blocked, []);
    }

    /// A slip in one figure of a record with one vote each is always found.
    #[test]
    fn one_wrong_figure_of_a_one_vote_record_is_refused(
        one in 0..1000_i64, two in 0..1000_i64, invalid in 0..100_i64, a1 in 0..1000_i64, a2 in 0..1000_i64,
        place in 0..9_usize, slip in prop_oneof![-500..0_i64, 1..500_i64],
    ) {
        let (valid, voters) = (one + two, one + two + invalid);
        let a3 = voters;
        let names = ["a1", "a2", "a3", "a", "b", "c", "d", "n-1", "n-2"];
        let mut values = [a1, a2, a3, a1 + a2 + a3, voters, invalid, valid, one, two];
        values[place] += slip;
        prop_assume!(values[place] >= 0);
        let record = figures(&names.into_iter().zip(values).collect::<Vec<_>>());
        let rules = one_vote();
        let lists = [list(1, 0), list(2, 0)];
        let measure = Measure { rules: Some(&rules), nominations: &lists, is_whole: true, before: None };
        prop_assert!(check(&record, &measure).iter().any(|f| f.severity == Severity::Block), "{values:?}");
    }

    #[test]
    fn absurd_figures_break_nothing(
        head in prop::collection::vec(prop::option::of(any_count()), 8),
        votes in prop::collection::vec(prop::option::of(any_count()), 6),
        per_voter in 1..=1_000_i64,
        whole in any::<bool>(),
        before in prop::option::of((any_count(), any_count())),
    ) {
        let names = ["n-1", "n-2", "k-11", "k-12", "k-21", "k-22"].map(|n| n.parse().expect("a name"));
        let mut record = Figures::default();
        for (figure, value) in Figure::HEAD.into_iter().chain(names).zip(head.into_iter().chain(votes)) {
            record.set(figure, value);
        }
        let rules = rules(per_voter, per_voter, CandidateOrder::Mixed);
        let lists = [list(1, 2), withdrawn(list(2, 2))];
        let before = before.map(|(eligible, voters)| Turnout { eligible, voters });
        let measure = Measure { rules: Some(&rules), nominations: &lists, is_whole: whole, before };
        let findings = check(&record, &measure);
        prop_assert!(findings.is_sorted_by_key(|f| f.severity));
    }
}
