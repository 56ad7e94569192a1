//! Rules as they are typed into a form: read, and filled in again.

use super::{
    key::{
        DelegateKey, EdgeBelongs, ExOfficio, KeyStep, KeySteps, KeyTotal, KeyUnit,
        LONGEST_FUNCTION, MOST_FUNCTIONS, Rounding, ShareMethod,
    },
    rules::{
        Base, CallingRule, DelegateRule, HIGHEST_AGE, LARGEST_DENOMINATOR, LARGEST_QUORUM,
        MOST_DAYS, MOST_PROXIES, MOST_SUPPORTERS, MajorityOf, Measure, MotionsRule, Naming,
        NoticeRule, ProxiesRule, Purpose, QuorumRule, Rules, Sendable, ShareOf, Tie,
    },
};
use crate::{
    registry::model::facts::FigureKind,
    tally::delegates::{MOST_FIGURE, MOST_PLACES, MOST_STEPS},
    types::{
        FieldProblem, Fields,
        reading::{line, number, word},
        words::words,
    },
};

words! {
    /// Which rule by a figure a key has.
    RuleKind {
        Fixed = "fixed", crate::key!("statutes-rule-fixed");
        Steps = "steps", crate::key!("statutes-rule-steps");
        Each = "each", crate::key!("statutes-rule-each");
        Proportional = "proportional", crate::key!("statutes-rule-proportional");
    }
}

words! {
    /// What comes above the last edge.
    AboveKind {
        Each = "each", crate::key!("statutes-above-each");
        Places = "places", crate::key!("statutes-above-places");
    }
}

/// The fields of a form by their names; what is missing is blank.
pub struct Typed<'a>(pub &'a dyn Fn(&str) -> String);

impl Typed<'_> {
    fn text(&self, name: &str) -> String {
        (self.0)(name)
    }

    fn is_blank(&self, name: &str) -> bool {
        self.text(name).trim().is_empty()
    }

    fn is_ticked(&self, name: &str) -> bool {
        self.text(name) == "yes"
    }

    fn number(&self, fields: &mut Fields, name: &str, least: u64, most: u64) -> Option<u64> {
        let bound = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        number(fields, name, &self.text(name), bound(least), bound(most))
            .and_then(|n| u64::try_from(n).ok())
    }

    fn small(&self, fields: &mut Fields, name: &str, least: u32, most: u32) -> Option<u32> {
        self.number(fields, name, least.into(), most.into())
            .and_then(|n| u32::try_from(n).ok())
    }

    /// A number, or nothing: the outer `None` says that it was refused.
    fn small_or_none(
        &self,
        fields: &mut Fields,
        name: &str,
        least: u32,
        most: u32,
    ) -> Option<Option<u32>> {
        if self.is_blank(name) {
            Some(None)
        } else {
            self.small(fields, name, least, most).map(Some)
        }
    }

    fn word<T>(
        &self,
        fields: &mut Fields,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        word(fields, name, &self.text(name), parse)
    }

    /// Reads the key alone, to try it out.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn delegate_key(&self) -> Result<DelegateKey, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let key = self.key(&mut fields);
        let key = fields.finish(key)?;
        match key.engine() {
            Ok(_) => Ok(key),
            Err(fault) => Err(vec![fault.field_problem(&fault.part(&key).in_form())]),
        }
    }

    /// Reads all rules.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn rules(&self) -> Result<Rules, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let key = self.key(&mut fields);
        let delegates = self.delegates(&mut fields);
        let notice = self.notice(&mut fields);
        let motions = self.motions(&mut fields);
        let calling = self.calling(&mut fields);
        let proxies = self.proxies(&mut fields);
        let quorum = self.quorum(&mut fields);
        let majorities = self.majorities(&mut fields);
        let rules = (|| {
            Some(Rules {
                key_article: self.text("key_article"),
                key: key?,
                delegates: delegates?,
                notice: notice?,
                motions: motions?,
                calling: calling?,
                proxies: proxies?,
                quorum: quorum?,
                majorities: majorities?,
            })
        })();
        fields.finish(rules)?.checked(Naming::Form)
    }

    fn key(&self, fields: &mut Fields) -> Option<DelegateKey> {
        let rule = self.word(fields, "rule", RuleKind::parse);
        let figure = match rule {
            Some(RuleKind::Steps | RuleKind::Each | RuleKind::Proportional) => {
                self.word(fields, "figure", FigureKind::parse).map(Some)
            }
            Some(RuleKind::Fixed) | None => Some(None),
        };
        // A rule by a figure mostly stands alone.
        let base = if self.is_blank("base") && rule != Some(RuleKind::Fixed) {
            Some(0)
        } else {
            self.small(fields, "base", 0, MOST_PLACES)
        };
        let (mut steps, mut each, mut proportional) = (Some(None), Some(None), Some(None));
        match rule {
            Some(RuleKind::Steps) => steps = self.steps(fields).map(Some),
            Some(RuleKind::Each) => each = self.unit(fields, "size", "rounding").map(Some),
            Some(RuleKind::Proportional) => {
                let total = self.small(fields, "total", 1, MOST_PLACES.saturating_mul(100));
                let method = self.word(fields, "method", ShareMethod::parse);
                proportional = total
                    .zip(method)
                    .map(|(total, method)| Some(KeyTotal { total, method }));
            }
            Some(RuleKind::Fixed) | None => {}
        }
        let minimum = self.small_or_none(fields, "minimum", 0, MOST_PLACES);
        let maximum = self.small_or_none(fields, "maximum", 1, MOST_PLACES);
        let ex_officio = self.ex_officio(fields);
        let personal_votes = self.small_or_none(fields, "personal_votes", 1, 99);
        rule?;
        Some(DelegateKey {
            figure: figure?,
            base: base?,
            steps: steps?,
            each: each?,
            proportional: proportional?,
            minimum: minimum?.unwrap_or(0),
            maximum: maximum?,
            ex_officio: ex_officio?,
            none_while_unpaid: self.is_ticked("none_while_unpaid"),
            personal_votes: personal_votes?,
        })
    }

    fn unit(&self, fields: &mut Fields, size: &str, rounding: &str) -> Option<KeyUnit> {
        let size = self.number(fields, size, 1, MOST_FIGURE);
        let rounding = self.word(fields, rounding, Rounding::parse);
        Some(KeyUnit {
            size: size?,
            rounding: rounding?,
        })
    }

    /// Rows up to the last one that is not blank. A row with one of its two numbers, and a blank one between others, is a gap.
    fn steps(&self, fields: &mut Fields) -> Option<KeySteps> {
        let is_row_blank = |row: usize| {
            self.is_blank(&format!("edge_{row}")) && self.is_blank(&format!("places_{row}"))
        };
        let last = (1..=MOST_STEPS).rev().find(|row| !is_row_blank(*row));
        let mut steps = Vec::new();
        for row in 1..=last.unwrap_or(1) {
            let edge = self.number(fields, &format!("edge_{row}"), 1, MOST_FIGURE);
            let places = self.small(fields, &format!("places_{row}"), 0, MOST_PLACES);
            steps.push(
                edge.zip(places)
                    .map(|(edge, places)| KeyStep { edge, places }),
            );
        }
        let edge_belongs = self.word(fields, "edge_belongs", EdgeBelongs::parse);
        let (above_places, above_each) = match self.word(fields, "above", AboveKind::parse)? {
            AboveKind::Places => (
                Some(self.small(fields, "above_places", 0, MOST_PLACES)?),
                None,
            ),
            AboveKind::Each => (
                None,
                Some(self.unit(fields, "above_size", "above_rounding")?),
            ),
        };
        Some(KeySteps {
            steps: steps.into_iter().collect::<Option<_>>()?,
            edge_belongs: edge_belongs?,
            above_places,
            above_each,
        })
    }

    fn ex_officio(&self, fields: &mut Fields) -> Option<Vec<ExOfficio>> {
        let mut holders = Vec::new();
        for row in 1..=MOST_FUNCTIONS {
            let (function, places) = (format!("function_{row}"), format!("function_places_{row}"));
            if self.is_blank(&function) && self.is_blank(&places) {
                continue;
            }
            let count = self.small(fields, &places, 1, MOST_PLACES);
            let text = self.text(&function);
            let named = line(fields, &function, &text, 1, LONGEST_FUNCTION);
            holders.push(
                named
                    .zip(count)
                    .map(|(function, places)| ExOfficio { function, places }),
            );
        }
        holders.into_iter().collect()
    }

    fn delegates(&self, fields: &mut Fields) -> Option<DelegateRule> {
        let who = self.word(fields, "who", Sendable::parse);
        let minimum_age = self.small_or_none(fields, "minimum_age", 1, HIGHEST_AGE);
        Some(DelegateRule {
            article: self.text("delegates_article"),
            who: who?,
            minimum_age: minimum_age?,
            deputies: self.is_ticked("deputies"),
            substitutes: self.is_ticked("substitutes"),
            most_delegations: 1,
        })
    }

    fn notice(&self, fields: &mut Fields) -> Option<Option<NoticeRule>> {
        if self.is_blank("notice_days") && self.is_blank("notice_article") {
            return Some(None);
        }
        let days = self.small(fields, "notice_days", 1, MOST_DAYS)?;
        Some(Some(NoticeRule {
            article: self.text("notice_article"),
            days,
        }))
    }

    fn motions(&self, fields: &mut Fields) -> Option<Option<MotionsRule>> {
        let names = ["motions_article", "motions_days", "motions_supporters"];
        if names.iter().all(|name| self.is_blank(name)) {
            return Some(None);
        }
        let days = self.small_or_none(fields, "motions_days", 1, MOST_DAYS);
        let supporters = self.small_or_none(fields, "motions_supporters", 1, MOST_SUPPORTERS);
        Some(Some(MotionsRule {
            article: self.text("motions_article"),
            days: days?,
            supporters: supporters?,
        }))
    }

    fn calling(&self, fields: &mut Fields) -> Option<Option<CallingRule>> {
        let names = ["calling_numerator", "calling_denominator"];
        if names.iter().all(|name| self.is_blank(name)) && self.is_blank("calling_article") {
            return Some(None);
        }
        let share = self.share(fields, "calling")?;
        Some(Some(CallingRule {
            article: self.text("calling_article"),
            numerator: share.numerator,
            denominator: share.denominator,
        }))
    }

    fn proxies(&self, fields: &mut Fields) -> Option<Option<ProxiesRule>> {
        if self.is_blank("proxies_most") && self.is_blank("proxies_article") {
            return Some(None);
        }
        let most = self.small(fields, "proxies_most", 1, MOST_PROXIES)?;
        Some(Some(ProxiesRule {
            article: self.text("proxies_article"),
            most,
            same_body: self.is_ticked("proxies_same_body"),
        }))
    }

    fn quorum(&self, fields: &mut Fields) -> Option<Option<QuorumRule>> {
        let names = ["quorum_number", "quorum_numerator", "quorum_denominator"];
        if names.iter().all(|name| self.is_blank(name)) && self.is_blank("quorum_article") {
            return Some(None);
        }
        let measure = self.word(fields, "quorum_measure", Measure::parse);
        let number = if self.is_blank("quorum_number") {
            Some(None)
        } else {
            self.number(fields, "quorum_number", 1, LARGEST_QUORUM)
                .map(Some)
        };
        let of_entitled = self.share_or_none(fields, "quorum");
        Some(Some(QuorumRule {
            article: self.text("quorum_article"),
            measure: measure?,
            number: number?,
            of_entitled: of_entitled?,
        }))
    }

    fn share(&self, fields: &mut Fields, of: &str) -> Option<ShareOf> {
        let denominator = self.number(fields, &format!("{of}_denominator"), 1, LARGEST_DENOMINATOR);
        let most = denominator.unwrap_or(LARGEST_DENOMINATOR);
        let numerator = self.number(fields, &format!("{of}_numerator"), 1, most);
        Some(ShareOf {
            numerator: numerator?,
            denominator: denominator?,
            strict: self.is_ticked(&format!("{of}_strict")),
        })
    }

    /// A share, or nothing: the outer `None` says that it was refused.
    fn share_or_none(&self, fields: &mut Fields, of: &str) -> Option<Option<ShareOf>> {
        let parts = [format!("{of}_numerator"), format!("{of}_denominator")];
        if parts.iter().all(|name| self.is_blank(name)) {
            Some(None)
        } else {
            self.share(fields, of).map(Some)
        }
    }

    fn majorities(&self, fields: &mut Fields) -> Option<Vec<MajorityOf>> {
        let mut majorities = Vec::new();
        for purpose in Purpose::ALL {
            let word = purpose.as_str();
            let name = |field: &str| format!("{word}_{field}");
            let parts = ["numerator", "denominator", "article"];
            if parts.iter().all(|field| self.is_blank(&name(field))) {
                continue;
            }
            let share = self.share(fields, word);
            let base = self.word(fields, &name("base"), Base::parse);
            let least_of_entitled = self.share_or_none(fields, &name("least"));
            let of_bodies = self.share_or_none(fields, &name("bodies"));
            let tie = if self.is_blank(&name("tie")) {
                Some(None)
            } else {
                self.word(fields, &name("tie"), Tie::parse).map(Some)
            };
            majorities.push((|| {
                let share = share?;
                Some(MajorityOf {
                    purpose: *purpose,
                    article: self.text(&name("article")),
                    numerator: share.numerator,
                    denominator: share.denominator,
                    strict: share.strict,
                    base: base?,
                    least_of_entitled: least_of_entitled?,
                    of_bodies: of_bodies?,
                    tie: tie?,
                })
            })());
        }
        majorities.into_iter().collect()
    }
}

impl Rules {
    /// Names and values of the fields of a form that shows these rules again.
    pub fn typed(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        let mut set = |name: &str, value: String| fields.push((name.to_owned(), value));
        let yes = |ticked: bool| {
            if ticked {
                "yes".to_owned()
            } else {
                String::new()
            }
        };
        let key = &self.key;
        set("key_article", self.key_article.clone());
        set("base", key.base.to_string());
        if let Some(figure) = key.figure {
            set("figure", figure.as_str().to_owned());
        }
        let mut rule = RuleKind::Fixed;
        if let Some(steps) = &key.steps {
            rule = RuleKind::Steps;
            for (row, step) in (1..).zip(&steps.steps) {
                set(&format!("edge_{row}"), step.edge.to_string());
                set(&format!("places_{row}"), step.places.to_string());
            }
            set("edge_belongs", steps.edge_belongs.as_str().to_owned());
            if let Some(places) = steps.above_places {
                set("above", AboveKind::Places.as_str().to_owned());
                set("above_places", places.to_string());
            }
            if let Some(each) = steps.above_each {
                set("above", AboveKind::Each.as_str().to_owned());
                set("above_size", each.size.to_string());
                set("above_rounding", each.rounding.as_str().to_owned());
            }
        }
        if let Some(each) = key.each {
            rule = RuleKind::Each;
            set("size", each.size.to_string());
            set("rounding", each.rounding.as_str().to_owned());
        }
        if let Some(shared) = key.proportional {
            rule = RuleKind::Proportional;
            set("total", shared.total.to_string());
            set("method", shared.method.as_str().to_owned());
        }
        set("rule", rule.as_str().to_owned());
        if key.minimum > 0 {
            set("minimum", key.minimum.to_string());
        }
        if let Some(maximum) = key.maximum {
            set("maximum", maximum.to_string());
        }
        for (row, holder) in (1..).zip(&key.ex_officio) {
            set(&format!("function_{row}"), holder.function.clone());
            set(&format!("function_places_{row}"), holder.places.to_string());
        }
        set("none_while_unpaid", yes(key.none_while_unpaid));
        if let Some(votes) = key.personal_votes {
            set("personal_votes", votes.to_string());
        }
        let delegates = &self.delegates;
        set("delegates_article", delegates.article.clone());
        set("who", delegates.who.as_str().to_owned());
        if let Some(age) = delegates.minimum_age {
            set("minimum_age", age.to_string());
        }
        set("deputies", yes(delegates.deputies));
        set("substitutes", yes(delegates.substitutes));
        if let Some(notice) = &self.notice {
            set("notice_article", notice.article.clone());
            set("notice_days", notice.days.to_string());
        }
        if let Some(motions) = &self.motions {
            let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
            set("motions_article", motions.article.clone());
            set("motions_days", number(motions.days));
            set("motions_supporters", number(motions.supporters));
        }
        if let Some(calling) = &self.calling {
            set("calling_article", calling.article.clone());
            set("calling_numerator", calling.numerator.to_string());
            set("calling_denominator", calling.denominator.to_string());
        }
        if let Some(proxies) = &self.proxies {
            set("proxies_article", proxies.article.clone());
            set("proxies_most", proxies.most.to_string());
            set("proxies_same_body", yes(proxies.same_body));
        }
        if let Some(quorum) = &self.quorum {
            set("quorum_article", quorum.article.clone());
            set("quorum_measure", quorum.measure.as_str().to_owned());
            if let Some(number) = quorum.number {
                set("quorum_number", number.to_string());
            }
            if let Some(share) = quorum.of_entitled {
                set("quorum_numerator", share.numerator.to_string());
                set("quorum_denominator", share.denominator.to_string());
                set("quorum_strict", yes(share.strict));
            }
        }
        for majority in &self.majorities {
            let word = majority.purpose.as_str();
            set(&format!("{word}_article"), majority.article.clone());
            set(&format!("{word}_numerator"), majority.numerator.to_string());
            set(
                &format!("{word}_denominator"),
                majority.denominator.to_string(),
            );
            set(&format!("{word}_strict"), yes(majority.strict));
            set(&format!("{word}_base"), majority.base.as_str().to_owned());
            let also = [
                ("least", majority.least_of_entitled),
                ("bodies", majority.of_bodies),
            ];
            for (of, share) in also {
                if let Some(share) = share {
                    let name = |field: &str| format!("{word}_{of}_{field}");
                    set(&name("numerator"), share.numerator.to_string());
                    set(&name("denominator"), share.denominator.to_string());
                    set(&name("strict"), yes(share.strict));
                }
            }
            if let Some(tie) = majority.tie {
                set(&format!("{word}_tie"), tie.as_str().to_owned());
            }
        }
        fields
    }
}

#[cfg(test)]
mod tests;
