//! The rules of one version of statutes, each with the article in which it is written.

use serde::{Deserialize, Serialize};

use super::key::{DelegateKey, KeyPart};
use crate::{
    tally::majority::{
        MajorityBase as EngineBase, MajorityRule, Quorum, QuorumMeasure as EngineMeasure,
        QuorumSize, Share, TieRule,
    },
    types::{FieldProblem, Fields, PlainText, words::words},
};

/// The longest name of an article.
pub const LONGEST_ARTICLE: usize = 120;
/// Nobody has to be older than that to be sent.
pub const HIGHEST_AGE: u32 = 99;
/// The longest notice: a year.
pub const MOST_DAYS: u32 = 366;
/// A quorum of more people than a federation has delegates.
pub const LARGEST_QUORUM: u64 = 1_000_000;
/// More supporters than a motion can name.
pub const MOST_SUPPORTERS: u32 = 100;
/// Nobody holds more proxies than that.
pub const MOST_PROXIES: u32 = 50;
/// No share is written with a larger denominator.
pub const LARGEST_DENOMINATOR: u64 = 10_000;

words! {
    /// Whom a body may send.
    Sendable {
        DirectMembers = "direct_members", crate::key!("statutes-who-direct-members");
        Elected = "elected", crate::key!("statutes-who-elected");
        Anybody = "anybody", crate::key!("statutes-who-anybody");
    }
}

words! {
    /// What a majority decides.
    Purpose {
        Resolution = "resolution", crate::key!("statutes-purpose-resolution");
        Amendment = "amendment", crate::key!("statutes-purpose-amendment");
        Removal = "removal", crate::key!("statutes-purpose-removal");
        Dissolution = "dissolution", crate::key!("statutes-purpose-dissolution");
    }
}

words! {
    /// What a share of votes is measured against, in the words of polls.
    Base {
        YesNo = "yes_no", crate::key!("statutes-base-yes-no");
        Valid = "valid", crate::key!("statutes-base-valid");
        Present = "present", crate::key!("statutes-base-present");
        Entitled = "entitled", crate::key!("statutes-base-entitled");
    }
}

words! {
    /// Whom a quorum counts, in the words of polls.
    Measure {
        Present = "present", crate::key!("statutes-measure-present");
        Voted = "voted", crate::key!("statutes-measure-voted");
    }
}

words! {
    /// What equal numbers of yes and no mean, in the words of polls.
    Tie {
        Rejected = "rejected", crate::key!("polls-tie-is-rejected");
        Lot = "lot", crate::key!("polls-tie-is-lot");
        Runoff = "runoff", crate::key!("polls-tie-is-runoff");
    }
}

/// All rules of a version. Its JSON is what the database and the API hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub key_article: String,
    pub key: DelegateKey,
    pub delegates: DelegateRule,
    #[serde(default)]
    pub notice: Option<NoticeRule>,
    /// Missing where the statutes say nothing: motions are then taken until the assembly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motions: Option<MotionsRule>,
    /// How many members have an assembly called; missing: a tenth (BGB § 37(1)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calling: Option<CallingRule>,
    /// Missing: nobody votes for somebody else by proxy (BGB §§ 38, 40).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxies: Option<ProxiesRule>,
    #[serde(default)]
    pub quorum: Option<QuorumRule>,
    /// At most one for each purpose; what is missing is as the law has it (BGB §§ 32, 33, 41).
    #[serde(default)]
    pub majorities: Vec<MajorityOf>,
}

/// Who may be a delegate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegateRule {
    pub article: String,
    pub who: Sendable,
    #[serde(default)]
    pub minimum_age: Option<u32>,
    /// Whether somebody stands in for a delegate at one meeting.
    pub deputies: bool,
    /// Whether somebody follows a delegate who leaves.
    pub substitutes: bool,
    /// In how many delegations one person may be. Only 1 can be kept today.
    #[serde(default = "one")]
    pub most_delegations: u32,
}

const fn one() -> u32 {
    1
}

/// How long before the meeting its members are invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeRule {
    pub article: String,
    pub days: u32,
}

/// What a motion needs to be taken; at least one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotionsRule {
    pub article: String,
    /// How many days before the assembly it is handed in at the latest.
    #[serde(default)]
    pub days: Option<u32>,
    /// How many members support it, besides those that bring it in.
    #[serde(default)]
    pub supporters: Option<u32>,
}

/// Which part of the members has an assembly called by asking for it in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallingRule {
    pub article: String,
    pub numerator: u64,
    pub denominator: u64,
}

/// Whether a delegate may give the vote in writing to another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxiesRule {
    pub article: String,
    /// How many one delegate may hold.
    pub most: u32,
    /// Only for places of the own body.
    #[serde(default)]
    pub same_body: bool,
}

/// How many must be there: a number, or a share of the entitled. Exactly one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumRule {
    pub article: String,
    pub measure: Measure,
    #[serde(default)]
    pub number: Option<u64>,
    #[serde(default)]
    pub of_entitled: Option<ShareOf>,
}

/// At least, or strictly more than, so many parts of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareOf {
    pub numerator: u64,
    pub denominator: u64,
    pub strict: bool,
}

/// The majority that something needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MajorityOf {
    pub purpose: Purpose,
    pub article: String,
    pub numerator: u64,
    pub denominator: u64,
    pub strict: bool,
    pub base: Base,
    /// The share of all entitled that must be for it as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_of_entitled: Option<ShareOf>,
    /// The share of the bodies that must be for it as well, each with one vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_bodies: Option<ShareOf>,
    /// What a tie means, where it does not reject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie: Option<Tie>,
}

impl ShareOf {
    fn share(self) -> Option<Share> {
        (self.denominator <= LARGEST_DENOMINATOR)
            .then(|| Share::new(self.numerator, self.denominator, self.strict).ok())
            .flatten()
    }
}

impl MajorityOf {
    /// The share that is asked for.
    pub fn share(&self) -> ShareOf {
        ShareOf {
            numerator: self.numerator,
            denominator: self.denominator,
            strict: self.strict,
        }
    }

    /// The rule as polls decide by it; `None` where one of the shares is none.
    pub fn rule(&self) -> Option<MajorityRule> {
        let base = match self.base {
            Base::YesNo => EngineBase::YesNo,
            Base::Valid => EngineBase::Valid,
            Base::Present => EngineBase::Present,
            Base::Entitled => EngineBase::Entitled,
        };
        let tie = match self.tie {
            None | Some(Tie::Rejected) => TieRule::Rejected,
            Some(Tie::Lot) => TieRule::Lot,
            Some(Tie::Runoff) => TieRule::Runoff,
        };
        // The outer `None` is a share that is none.
        let asked = |of: Option<ShareOf>| of.map_or(Some(None), |of| of.share().map(Some));
        let rule = MajorityRule::new(self.share().share()?, base);
        Some(
            rule.with_min_of_entitled(asked(self.least_of_entitled)?)
                .with_share_of_bodies(asked(self.of_bodies)?)
                .with_tie(tie),
        )
    }
}

impl CallingRule {
    /// So many of so many members; `None` where it is no part of the members.
    pub fn threshold(&self) -> Option<(i64, i64)> {
        let (n, of) = (self.numerator, self.denominator);
        if n == 0 || n > of || of > LARGEST_DENOMINATOR {
            return None;
        }
        Some((i64::try_from(n).ok()?, i64::try_from(of).ok()?))
    }
}

impl Rules {
    /// The quorum that can be told from who is there; one of those who vote is known after the vote only.
    pub fn quorum_of_those_present(self) -> Option<QuorumRule> {
        self.quorum.filter(|rule| rule.measure == Measure::Present)
    }
}

impl QuorumRule {
    /// The quorum as polls count it; `None` where it is not one of a number and a share.
    pub fn quorum(&self) -> Option<Quorum> {
        let measure = match self.measure {
            Measure::Present => EngineMeasure::Present,
            Measure::Voted => EngineMeasure::Voted,
        };
        let size = match (self.number, self.of_entitled) {
            (Some(number), None) if (1..=LARGEST_QUORUM).contains(&number) => {
                QuorumSize::Number(number)
            }
            (None, Some(share)) => QuorumSize::OfEntitled(share.share()?),
            (Some(_) | None, _) => return None,
        };
        Some(Quorum { measure, size })
    }
}

/// Whether fields are named as in a form or as in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Form,
    Document,
}

impl Naming {
    /// The name of a part of the key.
    fn key_part(self, part: KeyPart) -> String {
        match self {
            Self::Form => part.in_form(),
            Self::Document => format!("key.{}", part.in_document()),
        }
    }

    /// A field of a rule: `notice_days` or `notice.days`.
    fn of(self, rule: &str, field: &str) -> String {
        match self {
            Self::Form => format!("{rule}_{field}"),
            Self::Document => format!("{rule}.{field}"),
        }
    }

    fn majority(self, row: usize, purpose: Purpose, field: &str) -> String {
        match self {
            Self::Form => format!("{}_{field}", purpose.as_str()),
            Self::Document => format!("majorities[{row}].{field}"),
        }
    }

    fn plain(self, form: &str, document: &str) -> String {
        match self {
            Self::Form => form.to_owned(),
            Self::Document => document.to_owned(),
        }
    }
}

impl Rules {
    /// The rules with their texts trimmed, or all that is wrong with them.
    ///
    /// # Errors
    /// The refused fields, named as asked.
    pub fn checked(mut self, naming: Naming) -> Result<Self, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let mut trim = |text: &mut String, field: String| {
            let parsed = PlainText::parse(text, 1, LONGEST_ARTICLE);
            if let Some(parsed) = fields.take(&field, parsed) {
                parsed.as_str().clone_into(text);
            }
        };
        trim(&mut self.key_article, "key_article".to_owned());
        trim(
            &mut self.delegates.article,
            naming.of("delegates", "article"),
        );
        if let Some(notice) = &mut self.notice {
            trim(&mut notice.article, naming.of("notice", "article"));
        }
        if let Some(motions) = &mut self.motions {
            trim(&mut motions.article, naming.of("motions", "article"));
        }
        if let Some(calling) = &mut self.calling {
            trim(&mut calling.article, naming.of("calling", "article"));
        }
        if let Some(proxies) = &mut self.proxies {
            trim(&mut proxies.article, naming.of("proxies", "article"));
        }
        if let Some(quorum) = &mut self.quorum {
            trim(&mut quorum.article, naming.of("quorum", "article"));
        }
        for (row, majority) in self.majorities.iter_mut().enumerate() {
            let field = naming.majority(row, majority.purpose, "article");
            trim(&mut majority.article, field);
        }
        self.check_key(naming, &mut fields);
        self.check_others(naming, &mut fields);
        fields.finish(Some(self))
    }

    fn check_key(&self, naming: Naming, fields: &mut Fields) {
        if let Err(fault) = self.key.engine() {
            let field = naming.key_part(fault.part(&self.key));
            fields.refuse(fault.field_problem(&field));
        }
        let (needs, has) = (self.key.needs_figure(), self.key.figure.is_some());
        if needs != has {
            let key = if needs {
                crate::key!("field-required")
            } else {
                crate::key!("field-key-figure-unused")
            };
            let field = naming.plain("figure", "key.figure");
            fields.refuse(FieldProblem::new(&field, key));
        }
    }

    fn check_others(&self, naming: Naming, fields: &mut Fields) {
        let range = |field: &str, least: u64, most: u64| {
            FieldProblem::new(field, crate::key!("field-number-range"))
                .with("least", i64::try_from(least).unwrap_or(i64::MAX))
                .with("most", i64::try_from(most).unwrap_or(i64::MAX))
        };
        if self
            .delegates
            .minimum_age
            .is_some_and(|age| age == 0 || age > HIGHEST_AGE)
        {
            let field = naming.plain("minimum_age", "delegates.minimum_age");
            fields.refuse(range(&field, 1, HIGHEST_AGE.into()));
        }
        if self.delegates.most_delegations != 1 {
            fields.refuse(range("delegates.most_delegations", 1, 1));
        }
        if let Some(notice) = &self.notice
            && (notice.days == 0 || notice.days > MOST_DAYS)
        {
            fields.refuse(range(&naming.of("notice", "days"), 1, MOST_DAYS.into()));
        }
        if let Some(motions) = &self.motions {
            let given = [
                ("days", motions.days, MOST_DAYS),
                ("supporters", motions.supporters, MOST_SUPPORTERS),
            ];
            for (field, number, most) in given {
                if number.is_some_and(|n| n == 0 || n > most) {
                    fields.refuse(range(&naming.of("motions", field), 1, most.into()));
                }
            }
            if motions.days.is_none() && motions.supporters.is_none() {
                let field = naming.of("motions", "days");
                fields.refuse(FieldProblem::new(&field, crate::key!("field-required")));
            }
        }
        if let Some(calling) = &self.calling
            && calling.threshold().is_none()
        {
            let field = naming.of("calling", "numerator");
            fields.refuse(FieldProblem::new(
                &field,
                crate::key!("field-share-unusable"),
            ));
        }
        if let Some(proxies) = &self.proxies
            && (proxies.most == 0 || proxies.most > MOST_PROXIES)
        {
            fields.refuse(range(&naming.of("proxies", "most"), 1, MOST_PROXIES.into()));
        }
        if let Some(quorum) = &self.quorum
            && quorum.quorum().is_none()
        {
            let field = naming.of("quorum", "number");
            fields.refuse(FieldProblem::new(
                &field,
                crate::key!("field-quorum-unclear"),
            ));
        }
        for (row, majority) in self.majorities.iter().enumerate() {
            if majority.rule().is_none() {
                let field = naming.majority(row, majority.purpose, "numerator");
                fields.refuse(FieldProblem::new(
                    &field,
                    crate::key!("field-share-unusable"),
                ));
            }
            let earlier = self.majorities.iter().take(row);
            if earlier.map(|m| m.purpose).any(|p| p == majority.purpose) {
                let field = naming.majority(row, majority.purpose, "purpose");
                fields.refuse(FieldProblem::new(
                    &field,
                    crate::key!("field-purpose-twice"),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests;
