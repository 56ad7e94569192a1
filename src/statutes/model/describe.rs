//! What rules say, in sentences.

use super::{
    key::{DelegateKey, EdgeBelongs, Rounding},
    rules::{Base, DelegateRule, MajorityOf, QuorumRule, Rules, ShareOf, Tie},
};
use crate::types::{Said, SaidValue};

/// A rule: its name, its article, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    pub name: &'static str,
    pub article: String,
    pub says: Vec<Said>,
}

impl Rules {
    /// All rules in the order in which they are shown.
    pub fn described(&self) -> Vec<Described> {
        let described = |name, article: &str, says| Described {
            name,
            article: article.to_owned(),
            says,
        };
        let mut all = vec![
            described(
                crate::key!("statutes-key"),
                &self.key_article,
                of_key(&self.key),
            ),
            described(
                crate::key!("statutes-delegates"),
                &self.delegates.article,
                of_delegates(&self.delegates),
            ),
        ];
        if let Some(notice) = &self.notice {
            let says = Said::new(crate::key!("statutes-says-notice")).with("n", notice.days);
            all.push(described(
                crate::key!("statutes-notice"),
                &notice.article,
                vec![says],
            ));
        }
        if let Some(motions) = &self.motions {
            let days = motions
                .days
                .map(|n| Said::new(crate::key!("statutes-says-motions-days")).with("n", n));
            let supporters = motions
                .supporters
                .map(|n| Said::new(crate::key!("statutes-says-motions-supporters")).with("n", n));
            all.push(described(
                crate::key!("statutes-motions"),
                &motions.article,
                days.into_iter().chain(supporters).collect(),
            ));
        }
        if let Some(calling) = &self.calling {
            let says = Said::new(crate::key!("statutes-says-calling"))
                .with("n", i64::try_from(calling.numerator).unwrap_or(i64::MAX))
                .with("of", i64::try_from(calling.denominator).unwrap_or(i64::MAX));
            all.push(described(
                crate::key!("statutes-calling"),
                &calling.article,
                vec![says],
            ));
        }
        if let Some(proxies) = &self.proxies {
            let mut says =
                vec![Said::new(crate::key!("statutes-says-proxies")).with("n", proxies.most)];
            if proxies.same_body {
                says.push(Said::new(crate::key!("statutes-says-proxies-same-body")));
            }
            all.push(described(
                crate::key!("statutes-proxies"),
                &proxies.article,
                says,
            ));
        }
        if let Some(quorum) = &self.quorum {
            all.push(described(
                crate::key!("statutes-quorum"),
                &quorum.article,
                of_quorum(quorum),
            ));
        }
        for majority in &self.majorities {
            all.push(described(
                majority.purpose.label(),
                &majority.article,
                of_majority(majority),
            ));
        }
        all
    }
}

/// What a delegate key says.
pub fn of_key(key: &DelegateKey) -> Vec<Said> {
    let mut says = Vec::new();
    if key.base > 0 {
        says.push(Said::new(crate::key!("statutes-says-base")).with("n", key.base));
    }
    let kind = || SaidValue::Key(key.figure.map_or("", |figure| figure.label()));
    let each = |rounding| match rounding {
        Rounding::Started => crate::key!("statutes-says-each-started"),
        Rounding::Full => crate::key!("statutes-says-each-full"),
    };
    if let Some(steps) = &key.steps {
        let step_key = match steps.edge_belongs {
            EdgeBelongs::Below => crate::key!("statutes-says-up-to"),
            EdgeBelongs::Above => crate::key!("statutes-says-under"),
        };
        for step in &steps.steps {
            says.push(
                Said::new(step_key)
                    .with("edge", step.edge)
                    .with("kind", kind())
                    .with("n", step.places),
            );
        }
        if let Some(places) = steps.above_places {
            says.push(Said::new(crate::key!("statutes-says-above")).with("n", places));
        }
        if let Some(unit) = steps.above_each {
            let above = match unit.rounding {
                Rounding::Started => crate::key!("statutes-says-above-started"),
                Rounding::Full => crate::key!("statutes-says-above-full"),
            };
            says.push(Said::new(above).with("size", unit.size));
        }
    }
    if let Some(unit) = key.each {
        says.push(
            Said::new(each(unit.rounding))
                .with("size", unit.size)
                .with("kind", kind()),
        );
    }
    if let Some(shared) = key.proportional {
        says.push(
            Said::new(crate::key!("statutes-says-shared"))
                .with("n", shared.total)
                .with("kind", kind())
                .with("method", SaidValue::Key(shared.method.label())),
        );
    }
    if key.minimum > 0 {
        says.push(Said::new(crate::key!("statutes-says-minimum")).with("n", key.minimum));
    }
    if let Some(maximum) = key.maximum {
        says.push(Said::new(crate::key!("statutes-says-maximum")).with("n", maximum));
    }
    for holder in &key.ex_officio {
        says.push(
            Said::new(crate::key!("statutes-says-ex-officio"))
                .with("n", holder.places)
                .with("function", holder.function.clone()),
        );
    }
    if key.none_while_unpaid {
        says.push(Said::new(crate::key!("statutes-says-unpaid")));
    }
    if let Some(votes) = key.personal_votes {
        says.push(Said::new(crate::key!("statutes-says-personal")).with("n", votes));
    }
    says
}

fn of_delegates(rule: &DelegateRule) -> Vec<Said> {
    let mut says = vec![Said::new(rule.who.label())];
    if let Some(age) = rule.minimum_age {
        says.push(Said::new(crate::key!("statutes-says-age")).with("n", age));
    }
    says.push(Said::new(if rule.deputies {
        crate::key!("statutes-says-deputies")
    } else {
        crate::key!("statutes-says-no-deputies")
    }));
    says.push(Said::new(if rule.substitutes {
        crate::key!("statutes-says-substitutes")
    } else {
        crate::key!("statutes-says-no-substitutes")
    }));
    says
}

/// "At least 2/3", "more than 1/2", as a sentence's key for each; the fraction is written as in the statutes.
fn share(share: ShareOf, at_least: &'static str, more_than: &'static str) -> Said {
    let key = if share.strict { more_than } else { at_least };
    Said::new(key).with(
        "share",
        format!("{}/{}", share.numerator, share.denominator),
    )
}

fn of_quorum(quorum: &QuorumRule) -> Vec<Said> {
    let measure = SaidValue::Key(quorum.measure.label());
    let number = quorum.number.map(|number| {
        Said::new(crate::key!("statutes-says-quorum-number"))
            .with("n", number)
            .with("measure", measure.clone())
    });
    let of_entitled = quorum.of_entitled.map(|of| {
        share(
            of,
            crate::key!("statutes-says-quorum-at-least"),
            crate::key!("statutes-says-quorum-more-than"),
        )
        .with("measure", measure.clone())
    });
    number.into_iter().chain(of_entitled).collect()
}

fn of_majority(majority: &MajorityOf) -> Vec<Said> {
    let at_least = crate::key!("statutes-says-majority-at-least");
    let more_than = crate::key!("statutes-says-majority-more-than");
    let of = |of: ShareOf, base| share(of, at_least, more_than).with("base", SaidValue::Key(base));
    let entitled = majority.least_of_entitled;
    let bodies = majority.of_bodies;
    let tie = majority.tie.filter(|tie| *tie != Tie::Rejected);
    [Some(of(majority.share(), majority.base.label()))]
        .into_iter()
        .chain([
            entitled.map(|least| of(least, Base::Entitled.label())),
            bodies.map(|least| of(least, crate::key!("statutes-base-bodies"))),
            tie.map(|tie| {
                let means = SaidValue::Key(tie.label());
                Said::new(crate::key!("statutes-says-tie")).with("means", means)
            }),
        ])
        .flatten()
        .collect()
}
