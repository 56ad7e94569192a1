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
mod tests {
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
    fn what_statutes_do_not_say_about_motions_and_calling_is_not_stored() {
        let stored = serde_json::to_string(&rules()).unwrap();
        assert!(!stored.contains("motions") && !stored.contains("calling"));
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
}
