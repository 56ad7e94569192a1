//! Polls in words: states, rules, thresholds, the options of a ballot.

use crate::{
    polls::model::{Method, Poll, PollKind, Rule, Standing},
    tally::{
        majority::{
            self, MajorityBase, MajorityRule, QuorumMeasure, QuorumSize, Share, Threshold, TieRule,
        },
        poll::{Ballot, ElectionRule},
        seats,
    },
    types::{Locale, Localized},
    web::texts::Texts,
};

/// Tone and words of a state.
pub(super) fn state_tag(texts: &Texts, standing: Standing) -> (&'static str, String) {
    match standing {
        Standing::Draft => ("neutral", texts.t("polls-state-draft")),
        Standing::Ready => ("info", texts.t("polls-state-ready")),
        Standing::Open => ("warning", texts.t("polls-state-open")),
        Standing::Closed => ("info", texts.t("polls-state-closed")),
        Standing::Counted => ("info", texts.t("polls-state-counted")),
        Standing::Published => ("success", texts.t("polls-state-published")),
        Standing::Interrupted => ("danger", texts.t("polls-state-interrupted")),
        Standing::Void => ("danger", texts.t("polls-state-void")),
    }
}

pub(super) fn kind(texts: &Texts, kind: PollKind) -> String {
    match kind {
        PollKind::Motion => texts.t("polls-kind-motion"),
        PollKind::Election => texts.t("polls-kind-election"),
    }
}

/// A text of the ballot for a reader, with the tag of the language it is in.
pub(super) fn read(text: &Localized, locale: Locale, federation: Locale) -> Line {
    let (text, language) = text.in_language(locale, &[federation]);
    Line {
        text: text.to_owned(),
        lang: language.tag(),
    }
}

/// Words with the tag of their language.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub text: String,
    pub lang: &'static str,
}

/// The names of what can be marked, in the order of the ballot.
pub fn choice_names(texts: &Texts, poll: &Poll, federation: Locale) -> Vec<String> {
    if poll.method == Method::YesNo {
        vec![
            texts.t("polls-yes"),
            texts.t("polls-no"),
            texts.t("polls-abstain"),
        ]
    } else {
        poll.options
            .iter()
            .map(|o| {
                o.label
                    .in_language(texts.locale(), &[federation])
                    .0
                    .to_owned()
            })
            .collect()
    }
}

/// The sentences of a poll's rule.
pub fn rule_in_words(texts: &Texts, poll: &Poll) -> Vec<String> {
    match &poll.rule {
        Rule::Election(ElectionRule::RelativeMajority) => vec![texts.t("polls-rule-relative")],
        Rule::Election(ElectionRule::AbsoluteMajorityOfValid) => {
            vec![texts.t("polls-rule-absolute")]
        }
        Rule::Motion(rule) => motion_rule(texts, rule),
        Rule::Lists(seats::Method::SainteLague) => vec![texts.t("polls-rule-sainte-lague")],
        Rule::Lists(seats::Method::DHondt) => vec![texts.t("polls-rule-dhondt")],
        Rule::Lists(seats::Method::HareNiemeyer) => vec![texts.t("polls-rule-hare-niemeyer")],
        Rule::Ranked => vec![texts.t(match poll.method {
            Method::InstantRunoff => crate::key!("polls-rule-instant-runoff"),
            Method::ScottishStv => crate::key!("polls-rule-scottish-stv"),
            Method::Schulze | Method::YesNo | Method::Choose | Method::Cumulate | Method::Lists => {
                crate::key!("polls-rule-schulze")
            }
        })],
    }
}

fn motion_rule(texts: &Texts, rule: &MajorityRule) -> Vec<String> {
    let base = match rule.base() {
        MajorityBase::YesNo => texts.t_plain("polls-base-yes-no"),
        MajorityBase::Valid => texts.t_plain("polls-base-valid"),
        MajorityBase::Present => texts.t_plain("polls-base-present"),
        MajorityBase::Entitled => texts.t_plain("polls-base-entitled"),
    };
    let mut sentences = vec![if rule.share().numerator() == rule.share().denominator() {
        texts.ta_plain("polls-rule-all", &[("base", base.into())])
    } else if rule.share().strict() {
        texts.ta_plain(
            "polls-rule-more-than",
            &[
                ("share", share(texts, rule.share()).into()),
                ("base", base.into()),
            ],
        )
    } else {
        texts.ta_plain(
            "polls-rule-at-least",
            &[
                ("share", share(texts, rule.share()).into()),
                ("base", base.into()),
            ],
        )
    }];
    if rule.min_yes() > 0 {
        sentences.push(texts.ta_plain("polls-rule-min-yes", &[("n", rule.min_yes().into())]));
    }
    if let Some(least) = rule.min_of_entitled() {
        sentences.push(if least.strict() {
            texts.ta_plain(
                "polls-rule-entitled-more-than",
                &[("share", share(texts, least).into())],
            )
        } else {
            texts.ta_plain(
                "polls-rule-entitled-at-least",
                &[("share", share(texts, least).into())],
            )
        });
    }
    match rule.quorum().map(|q| q.size) {
        None => {}
        Some(QuorumSize::Number(n)) => {
            let key = match rule.quorum().map(|q| q.measure) {
                Some(QuorumMeasure::Present) => crate::key!("polls-rule-quorum-number-present"),
                Some(QuorumMeasure::Voted) | None => crate::key!("polls-rule-quorum-number"),
            };
            sentences.push(texts.ta_plain(key, &[("n", n.into())]));
        }
        Some(QuorumSize::OfEntitled(least)) if least.strict() => {
            sentences.push(texts.ta_plain(
                "polls-rule-quorum-more-than",
                &[("share", share(texts, least).into())],
            ));
        }
        Some(QuorumSize::OfEntitled(least)) => {
            sentences.push(texts.ta_plain(
                "polls-rule-quorum-at-least",
                &[("share", share(texts, least).into())],
            ));
        }
    }
    sentences.extend(bodies_and_tie(texts, rule));
    sentences
}

/// What a rule says beyond the majority of the people: the bodies, and a tie that does not reject.
pub fn bodies_and_tie(texts: &Texts, rule: &MajorityRule) -> Vec<String> {
    let bodies = rule.of_bodies().map(|of_bodies| {
        let key = if of_bodies.strict() {
            crate::key!("polls-rule-bodies-more-than")
        } else {
            crate::key!("polls-rule-bodies-at-least")
        };
        texts.ta_plain(key, &[("share", share(texts, of_bodies).into())])
    });
    let tie = match rule.tie() {
        TieRule::Rejected => None,
        TieRule::Lot => Some(texts.t_plain("polls-rule-tie-lot")),
        TieRule::Runoff => Some(texts.t_plain("polls-rule-tie-runoff")),
    };
    bodies.into_iter().chain(tie).collect()
}

fn share(texts: &Texts, share: Share) -> String {
    match (share.numerator(), share.denominator()) {
        (1, 2) => texts.t_plain("polls-share-half"),
        (1, 3) => texts.t_plain("polls-share-third"),
        (1, 4) => texts.t_plain("polls-share-quarter"),
        (2, 3) => texts.t_plain("polls-share-two-thirds"),
        (3, 4) => texts.t_plain("polls-share-three-quarters"),
        (numerator, denominator) => format!("{numerator}/{denominator}"),
    }
}

/// How many yes votes a motion needs, as far as it can be said before anybody has voted.
pub(super) fn threshold(texts: &Texts, rule: &Rule, entitled: i64) -> Option<String> {
    let Rule::Motion(rule) = rule else {
        return None;
    };
    let entitled = u64::try_from(entitled).ok().filter(|n| *n > 0)?;
    match majority::needed_before_voting(rule, None, entitled).ok()? {
        Threshold::Exactly(n) => Some(texts.ta_plain(
            "polls-needed-exactly",
            &[("n", n.into()), ("entitled", entitled.into())],
        )),
        Threshold::AtMost(n) => Some(texts.ta_plain(
            "polls-needed-at-most",
            &[("n", n.into()), ("entitled", entitled.into())],
        )),
    }
}

/// What a vote by name chose, in words.
pub(super) fn choice_of_ballot(
    texts: &Texts,
    poll: &Poll,
    names: &[String],
    ballot: &str,
) -> String {
    let ballot = poll
        .paper()
        .and_then(|paper| Ballot::parse(paper, ballot).ok());
    let name = |position: usize| names.get(position).cloned();
    let marked: Option<Vec<String>> = ballot.map(|ballot| {
        if poll.method.is_ranked() {
            (1..)
                .zip(ballot.ranks())
                .map(|(rank, options): (i64, _)| {
                    let here: Vec<_> = options.into_iter().filter_map(name).collect();
                    format!("{}. {}", texts.number(rank), here.join(" / "))
                })
                .collect()
        } else {
            ballot.marked().filter_map(name).collect()
        }
    });
    match marked {
        None => texts.t("polls-invalid"),
        Some(marked) if marked.is_empty() => texts.t("polls-blank"),
        Some(marked) => marked.join(", "),
    }
}
