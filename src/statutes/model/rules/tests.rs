//! Rules read, stored and refused.

use super::*;

pub(crate) fn rules() -> Rules {
    serde_json::from_str(
        r#"{"key_article": "§ 6", "key": {"base": 1}, "delegates": {"article": " § 6 ", "who": "elected", "deputies": false,
        "substitutes": true}, "notice": {"article": "§ 7", "days": 14}, "quorum": {"article": "§ 8", "measure": "present",
        "of_entitled": {"numerator": 1, "denominator": 2, "strict": true}}, "majorities": [{"purpose": "amendment",
        "article": "§ 12", "numerator": 2, "denominator": 3, "strict": false, "base": "yes_no"}]}"#,
    )
    .unwrap()
}

fn refused(change: impl FnOnce(&mut Rules)) -> Vec<String> {
    let mut rules = rules();
    change(&mut rules);
    match rules.checked(Naming::Document) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|p| p.field).collect(),
    }
}

#[test]
fn what_statutes_do_not_say_about_motions_calling_and_proxies_is_not_stored() {
    let stored = serde_json::to_string(&rules()).unwrap();
    assert!(!stored.contains("motions") && !stored.contains("calling"));
    assert!(!stored.contains("proxies"));
    let proxies = |most| {
        refused(|rules| {
            let article = "§ 11".to_owned();
            rules.proxies = Some(ProxiesRule {
                article,
                most,
                same_body: false,
            });
        })
    };
    assert_eq!(proxies(2), [""; 0]);
    assert_eq!(proxies(0), ["proxies.most"]);
    assert_eq!(proxies(MOST_PROXIES + 1), ["proxies.most"]);
    let motions = |days, supporters| {
        refused(|rules| {
            let article = "§ 9".to_owned();
            rules.motions = Some(MotionsRule {
                article,
                days,
                supporters,
            });
        })
    };
    assert_eq!(motions(Some(14), None), [""; 0]);
    assert_eq!(motions(None, Some(5)), [""; 0]);
    assert_eq!(motions(None, None), ["motions.days"]);
    assert_eq!(
        motions(Some(0), Some(0)),
        ["motions.days", "motions.supporters"]
    );
    let calling = |numerator, denominator| {
        refused(|rules| {
            let article = "§ 10".to_owned();
            rules.calling = Some(CallingRule {
                article,
                numerator,
                denominator,
            });
        })
    };
    assert_eq!(calling(1, 5), [""; 0]);
    assert_eq!(calling(2, 1), ["calling.numerator"]);
    assert_eq!(calling(0, 0), ["calling.numerator"]);
}

#[test]
fn rules_read_back_as_they_were_stored() {
    let rules = rules().checked(Naming::Document).unwrap();
    assert_eq!(rules.delegates.article, "§ 6");
    assert_eq!(rules.delegates.most_delegations, 1);
    let stored = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Rules>(&stored).unwrap(), rules);
}

#[test]
fn majorities_and_quorum_are_those_of_polls() {
    let rules = rules();
    assert_eq!(rules.majorities[0].rule(), Some(MajorityRule::two_thirds()));
    let half = ShareOf {
        numerator: 1,
        denominator: 2,
        strict: true,
    };
    let mut double = rules.majorities[0].clone();
    double.least_of_entitled = Some(half);
    double.of_bodies = Some(half);
    double.tie = Some(Tie::Lot);
    let expected = MajorityRule::two_thirds()
        .with_min_of_entitled(half.share())
        .with_share_of_bodies(half.share())
        .with_tie(TieRule::Lot);
    assert_eq!(double.rule(), Some(expected));
    double.of_bodies = Some(ShareOf {
        denominator: 0,
        ..half
    });
    assert_eq!(double.rule(), None);
    let there = rules.clone().quorum_of_those_present();
    assert_eq!(there, rules.quorum);
    let mut of_voters = rules.clone();
    if let Some(quorum) = &mut of_voters.quorum {
        quorum.measure = Measure::Voted;
    }
    assert_eq!(of_voters.quorum_of_those_present(), None);
    let half = Share::new(1, 2, true).unwrap();
    assert_eq!(
        rules.quorum.unwrap().quorum(),
        Some(Quorum {
            measure: EngineMeasure::Present,
            size: QuorumSize::OfEntitled(half)
        })
    );
    for (base, of_polls) in Base::ALL.iter().zip(EngineBase::ALL) {
        assert_eq!(base.as_str(), of_polls.code());
    }
    for (measure, of_polls) in Measure::ALL.iter().zip(EngineMeasure::ALL) {
        assert_eq!(measure.as_str(), of_polls.code());
    }
}

#[test]
fn what_contradicts_itself_is_refused_beside_its_field() {
    assert_eq!(refused(|_| ()), Vec::<String>::new());
    assert_eq!(refused(|r| r.key_article.clear()), ["key_article"]);
    assert_eq!(refused(|r| r.key.base = 0), ["key.base"]);
    assert_eq!(
        refused(|r| {
            r.key.figure = Some(crate::registry::model::facts::FigureKind::Members);
        }),
        ["key.figure"]
    );
    assert_eq!(
        refused(|r| r.delegates.minimum_age = Some(0)),
        ["delegates.minimum_age"]
    );
    assert_eq!(
        refused(|r| r.delegates.most_delegations = 2),
        ["delegates.most_delegations"]
    );
    assert_eq!(
        refused(|r| r.notice.as_mut().unwrap().days = 0),
        ["notice.days"]
    );
    assert_eq!(
        refused(|r| r.quorum.as_mut().unwrap().number = Some(5)),
        ["quorum.number"]
    );
    assert_eq!(
        refused(|r| r.majorities[0].numerator = 4),
        ["majorities[0].numerator"]
    );
    assert_eq!(
        refused(|r| r.majorities.push(r.majorities[0].clone())),
        ["majorities[1].purpose"]
    );
}
