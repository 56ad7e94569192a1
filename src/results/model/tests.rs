use super::*;
use crate::{
    polls::model::Rule,
    tally::{
        majority::{self, Figures, MajorityRule},
        poll::ElectionRule,
    },
    types::Locale,
};

fn localized(text: &str) -> Localized {
    Localized::from_json(&serde_json::json!({ Locale::De.tag(): text }).to_string()).unwrap()
}

fn draft(
    rule: &Rule,
    secrecy: Secrecy,
    options: &[&str],
    figures: &FiguresInResult,
) -> ResultDocument {
    ResultDocument {
        format: ResultFormat::V1,
        version: 1,
        state: ResultState::Final,
        published_at: "2026-06-20T14:00:00Z".parse().unwrap(),
        published_by: PUBLISHING_OFFICE.to_owned(),
        reason: String::new(),
        note: String::new(),
        federation: FederationInResult {
            slug: "laka".to_owned(),
            name: "Verband".to_owned(),
        },
        assembly: None,
        poll: PollInResult {
            id: PollId(7),
            kind: if options.is_empty() {
                PollKind::Motion
            } else {
                PollKind::Election
            },
            method: None,
            secrecy,
            disclosure: None,
            guard: None,
            sealed_to: None,
            title: localized("Antrag „1“"),
            question: localized("Ja?"),
            options: options.iter().map(|o| localized(o)).collect(),
            bodies: Vec::new(),
            places: Vec::new(),
            max_choices: 2,
            max_per_option: None,
            seats: 1,
            least_bodies: None,
            rule: StoredRule::from(rule),
            rule_source: None,
            rule_wording: RuleWording::of(rule, Method::Choose),
            opened_at: None,
            closed_at: None,
            counted_at: None,
        },
        roll: RollInResult {
            title: "Liste".to_owned(),
            entries: 30,
            votes: 30,
            digest: "x".to_owned(),
            excluded: None,
        },
        voters: figures.ballots(),
        ballots: figures.ballots(),
        lots: Vec::new(),
        detail: Detail::Full,
        figures: None,
        outcome: PublishedOutcome::Motion {
            accepted: false,
            awaits: None,
            findings: Vec::new(),
        },
        roll_call: None,
    }
}

fn figures(votes: &[i64], blank: i64, invalid: i64) -> FiguresInResult {
    FiguresInResult {
        votes: votes.to_vec(),
        valid: votes.iter().sum(),
        blank,
        invalid,
        bodies: None,
        present: None,
    }
}

fn motion(
    rule: MajorityRule,
    figures: FiguresInResult,
    wish: Option<Detail>,
) -> Result<ResultDocument, NotPublishable> {
    draft(&Rule::Motion(rule), Secrecy::Secret, &[], &figures).with_figures(figures, wish)
}

fn election(votes: &[i64], valid: i64) -> ResultDocument {
    let figures = FiguresInResult {
        votes: votes.to_vec(),
        valid,
        blank: 1,
        invalid: 0,
        bodies: None,
        present: None,
    };
    draft(
        &Rule::Election(ElectionRule::RelativeMajority),
        Secrecy::Secret,
        &["A", "B", "C"],
        &figures,
    )
    .with_figures(figures, None)
    .unwrap()
}

#[test]
fn a_published_decision_is_the_one_of_the_tally() {
    for rule in [
        MajorityRule::simple(),
        MajorityRule::absolute_of_valid(),
        MajorityRule::two_thirds().with_min_yes(9),
        MajorityRule::consent_of_all(),
    ] {
        for (yes, no, abstain) in [(8, 4, 3), (6, 6, 2), (10, 5, 0), (4, 9, 1)] {
            let tally = majority::decide(
                &rule,
                &Figures {
                    yes,
                    no,
                    abstain,
                    blank: 1,
                    invalid: 1,
                    present: yes + no + abstain + 2,
                    entitled: 30,
                },
            )
            .unwrap();
            let votes = [yes, no, abstain].map(|n| i64::try_from(n).unwrap());
            let document = motion(rule, figures(&votes, 1, 1), None).unwrap();
            let PublishedOutcome::Motion {
                accepted,
                findings,
                awaits: _,
            } = document.outcome
            else {
                panic!("a motion")
            };
            assert_eq!(accepted, tally.accepted, "{rule:?} {votes:?}");
            assert_eq!(
                findings,
                tally
                    .findings
                    .iter()
                    .map(PublishedFinding::from)
                    .collect::<Vec<_>>()
            );
            assert!(!findings.is_empty(), "every decision has a reason");
        }
    }
    let tie = election(&[5, 5, 2], 9).outcome;
    assert_eq!(
        tie,
        PublishedOutcome::Election {
            elected: vec![],
            tied: vec![1, 2],
            open_seats: 1,
            vacant: 0,
            needed: Some(1),
            seats: vec![],
            tie_over: None,
            steps: vec![],
        }
    );
}

#[test]
fn figures_that_would_tell_votes_are_a_small_group() {
    type Case = (&'static [i64], i64, i64, i64, Option<SmallGroup>);
    let table: [Case; 9] = [
        (&[2, 1, 1], 0, 0, 4, Some(SmallGroup::FewBallots)),
        (&[3, 2, 0], 0, 0, 5, None),
        (&[5, 0, 0], 0, 0, 5, Some(SmallGroup::Unanimous)),
        (&[4, 1, 0], 0, 0, 5, Some(SmallGroup::AllButOne)),
        (&[4, 0, 0], 1, 0, 5, Some(SmallGroup::AllButOne)),
        (&[0, 0, 0], 6, 0, 6, Some(SmallGroup::Unanimous)),
        (&[0, 0, 1], 0, 5, 6, Some(SmallGroup::AllButOne)),
        (&[3, 2, 1], 0, 0, 6, None),
        // Six ballots of two people.
        (&[3, 3, 0], 0, 0, 2, Some(SmallGroup::FewBallots)),
    ];
    for (votes, blank, invalid, voters, expected) in table {
        let figures = figures(votes, blank, invalid);
        assert_eq!(
            small_group(Secrecy::Secret, voters, &figures),
            expected,
            "{figures:?}"
        );
        assert_eq!(
            small_group(Secrecy::RollCall, voters, &figures),
            None,
            "a vote by name hides nothing"
        );
    }
    let chosen_by_all = FiguresInResult {
        votes: vec![6, 3, 3],
        valid: 6,
        blank: 0,
        invalid: 0,
        bodies: None,
        present: None,
    };
    assert_eq!(
        small_group(Secrecy::Secret, 6, &chosen_by_all),
        Some(SmallGroup::Unanimous)
    );
}

#[test]
fn what_was_chosen_before_opening_holds_for_every_version() {
    let sums = figures(&[20, 5, 0], 0, 0);
    let mut chosen = draft(
        &Rule::Motion(MajorityRule::simple()),
        Secrecy::Secret,
        &[],
        &sums,
    );
    chosen.poll.disclosure = Some(Disclosure::OutcomeOnly);
    assert_eq!(
        chosen
            .clone()
            .with_figures(sums.clone(), Some(Detail::Full)),
        Err(NotPublishable::OutcomeOnlyWasChosen)
    );
    let first = chosen.with_figures(sums.clone(), None).unwrap();
    assert_eq!((first.detail, &first.figures), (Detail::OutcomeOnly, &None));
    let correction = |detail| Correction {
        reason: "Zahlendreher".to_owned(),
        note: String::new(),
        detail,
        figures: Some(CorrectedFigures {
            voters: 25,
            figures: sums.clone(),
        }),
    };
    let at = first.published_at;
    assert_eq!(
        first.corrected(&correction(Some(Detail::Full)), at),
        Err(NotPublishable::OutcomeOnlyWasChosen)
    );
    let second = first.corrected(&correction(None), at).unwrap();
    assert_eq!((second.detail, second.figures), (Detail::OutcomeOnly, None));
}

#[test]
fn an_outcome_alone_tells_no_figure_and_no_vote() {
    assert_eq!(
        motion(
            MajorityRule::simple(),
            figures(&[3, 1, 0], 0, 0),
            Some(Detail::Full)
        ),
        Err(NotPublishable::TooFewBallots(4))
    );
    let few = motion(MajorityRule::simple(), figures(&[3, 1, 0], 0, 0), None).unwrap();
    assert_eq!(
        (few.detail, few.figures, few.ballots),
        (Detail::OutcomeOnly, None, 4)
    );
    assert_eq!(
        few.outcome,
        PublishedOutcome::Motion {
            accepted: true,
            awaits: None,
            findings: Vec::new()
        }
    );
    let unanimous = motion(MajorityRule::simple(), figures(&[6, 0, 0], 0, 0), None).unwrap();
    assert_eq!(unanimous.detail, Detail::OutcomeOnly);

    let sums = figures(&[6, 2, 0], 0, 0);
    let mut named = draft(
        &Rule::Motion(MajorityRule::simple()),
        Secrecy::RollCall,
        &[],
        &sums,
    );
    named.roll_call = Some(vec![NamedVote {
        number: 1,
        name: Some("A".to_owned()),
        deputy: None,
        proxy: None,
        body: "B".to_owned(),
        votes: 1,
        marked: Some(vec![1]),
    }]);
    assert!(
        named
            .clone()
            .with_figures(sums.clone(), None)
            .unwrap()
            .roll_call
            .is_some()
    );
    assert_eq!(
        named
            .with_figures(sums, Some(Detail::OutcomeOnly))
            .unwrap()
            .roll_call,
        None
    );
}

#[test]
fn a_document_reads_back_from_its_canonical_form_and_keeps_its_digest() {
    let documents = [
        motion(MajorityRule::simple(), figures(&[8, 4, 1], 1, 0), None).unwrap(),
        election(&[5, 4, 2], 9),
    ];
    for document in documents {
        let canonical = document.canonical();
        let again: ResultDocument = serde_json::from_str(&canonical).unwrap();
        assert_eq!(again, document);
        assert_eq!(digest(&again.canonical()), digest(&canonical));
        assert!(canonical.starts_with(r#"{"format":"mandat.result/1","version":1,"state":"final","published_at":"2026-06-20T14:00:00.000Z""#), "{canonical}");
    }
    assert_eq!(
        digest("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA-256 of FIPS 180-4"
    );
}

fn input(votes: &[&str], valid: &str, blank: &str, voters: &str) -> CorrectionInput {
    CorrectionInput {
        reason: "Zahlendreher".to_owned(),
        figures: Some(FiguresInput {
            votes: votes.iter().map(|v| (*v).to_owned()).collect(),
            valid: valid.to_owned(),
            blank: blank.to_owned(),
            invalid: "0".to_owned(),
            voters: voters.to_owned(),
        }),
        ..CorrectionInput::default()
    }
}

fn refused(before: &ResultDocument, input: &CorrectionInput) -> Vec<String> {
    input
        .parse(before)
        .unwrap_err()
        .into_iter()
        .map(|problem| problem.field)
        .collect()
}

#[test]
fn a_correction_that_cannot_be_is_refused_with_its_fields() {
    let before = motion(MajorityRule::simple(), figures(&[8, 4, 1], 1, 0), None).unwrap();
    assert_eq!(
        refused(&before, &input(&["8", "4"], "", "1", "14")),
        ["votes"]
    );
    assert_eq!(
        refused(&before, &input(&["8", "", "-1"], "", "1,5", "14")),
        ["votes-2", "votes-3", "blank"]
    );
    assert_eq!(
        refused(&before, &input(&["20", "9", "1"], "", "1", "31")),
        ["invalid"],
        "more than the roll has votes"
    );
    assert_eq!(
        refused(&before, &input(&["8", "5", "1"], "", "1", "14")),
        ["voters"]
    );
    let candidates = election(&[5, 4, 2], 9);
    assert_eq!(
        refused(&candidates, &input(&["10", "0", "0"], "9", "1", "10")),
        ["votes-1"]
    );
    assert_eq!(
        refused(&candidates, &input(&["9", "9", "9"], "9", "1", "10")),
        ["valid"]
    );
    assert_eq!(
        refused(&candidates, &input(&["2", "1", "1"], "9", "1", "10")),
        ["valid"]
    );

    let note = |note: &str, reason: &str, detail: &str| CorrectionInput {
        reason: reason.to_owned(),
        note: note.to_owned(),
        figures: None,
        detail: detail.to_owned(),
    };
    assert_eq!(
        refused(&before, &note("", "Grund", "")),
        ["note"],
        "nothing would change"
    );
    assert_eq!(
        refused(&before, &note("Los", "", "some")),
        ["reason", "detail"]
    );
    let hidden = motion(MajorityRule::simple(), figures(&[6, 0, 0], 0, 0), None).unwrap();
    assert_eq!(
        refused(&hidden, &note("Los", "Grund", "full")),
        ["detail"],
        "the figures are not known"
    );
}

#[test]
fn a_correction_is_the_next_version_and_decides_anew() {
    let before = motion(MajorityRule::simple(), figures(&[8, 4, 1], 1, 0), None).unwrap();
    let at = "2026-06-21T08:00:00Z".parse().unwrap();
    let correction = input(&["4", "8", "1"], "", "1", "14")
        .parse(&before)
        .unwrap();
    let after = before.corrected(&correction, at).unwrap();
    assert_eq!(
        (
            after.version,
            after.state,
            after.reason.as_str(),
            after.published_at
        ),
        (2, ResultState::Corrected, "Zahlendreher", at)
    );
    assert!(matches!(
        after.outcome,
        PublishedOutcome::Motion {
            accepted: false,
            ..
        }
    ));
    let hide = CorrectionInput {
        reason: "Schutz".to_owned(),
        detail: "outcome_only".to_owned(),
        ..CorrectionInput::default()
    };
    let hidden = after.corrected(&hide.parse(&after).unwrap(), at).unwrap();
    assert_eq!(
        (hidden.version, hidden.detail, hidden.figures),
        (3, Detail::OutcomeOnly, None)
    );
}
