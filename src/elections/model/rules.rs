//! The rules of one election, stored with it together with the place where they are written.
//!
//! They are data of each election: two Land laws on the method were declared void in 2025 and 2026, and neighbouring towns differ.

use serde::{Deserialize, Serialize};

use crate::types::{
    FieldProblem, Fields, MultilineText,
    reading::{number, word},
    words::words,
};

/// How votes become seats in one election. Its JSON is what the database and the API hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub system: System,
    /// How many votes a voter has: 1 for one list or person, else e.g. as many as seats.
    pub votes_per_voter: i64,
    /// How many of them one candidate may get (cumulating); 1 where votes are not cumulated.
    pub votes_per_candidate: i64,
    /// Whether votes may go to candidates of several lists (cross-voting).
    pub cross_voting: bool,
    /// Whether the sum for a nomination comes with votes for each candidate.
    pub personal_votes: bool,
    /// Where these rules are written: law, municipal charter, local election rules.
    pub legal_source: String,
}

/// Lists with seats by their votes, or persons by theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "system", rename_all = "snake_case", deny_unknown_fields)]
pub enum System {
    /// Seats go to lists in proportion to their votes.
    Proportional {
        method: Method,
        short_lists: ShortLists,
        /// More than half of the votes gives more than half of the seats (KWG Hesse § 22(4)).
        majority_clause: bool,
        /// A list below this share of the valid votes gets no seat.
        threshold: Option<Fraction>,
        order: CandidateOrder,
    },
    /// The candidates with most votes are elected, one list or none (KWG Hesse: with one list only).
    Majority,
}

/// A share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    pub num: u64,
    pub den: u64,
}

words! {
    /// By what method votes become seats.
    Method {
        /// Sainte-Laguë/Schepers: divisor method with standard rounding.
        SainteLague = "sainte_lague", crate::key!("elections-method-sainte-lague");
        /// D'Hondt: divisor method with rounding down.
        Dhondt = "dhondt", crate::key!("elections-method-dhondt");
        /// Hare/Niemeyer: quota, rest by largest fractions.
        HareNiemeyer = "hare_niemeyer", crate::key!("elections-method-hare-niemeyer");
    }
}

words! {
    /// What becomes of seats that a list has no candidate for.
    ShortLists {
        /// They stay vacant (NRW, Hesse).
        Vacant = "vacant", crate::key!("elections-short-lists-vacant");
        /// They pass on to the next in turn (Saxony).
        Reallocate = "reallocate", crate::key!("elections-short-lists-reallocate");
    }
}

words! {
    /// Who of a list gets its seats.
    CandidateOrder {
        /// The order of the list (NRW).
        List = "list", crate::key!("elections-order-list");
        /// Most personal votes first, equal votes in the order of the list (KWG Hesse § 34(1), KomWG Baden-Württemberg § 26(1)).
        PersonalVotes = "personal_votes", crate::key!("elections-order-personal-votes");
        /// Most personal votes first, equal votes by lot (GLKrWG Bavaria Art. 36).
        PersonalVotesLot = "personal_votes_lot", crate::key!("elections-order-personal-votes-lot");
        /// A share of the seats by the list's own votes in the order of the list, the others by personal votes.
        Mixed = "mixed", crate::key!("elections-order-mixed");
    }
}

words! {
    /// Whether lists or persons are voted for.
    SystemKind {
        Proportional = "proportional", crate::key!("elections-system-proportional");
        Majority = "majority", crate::key!("elections-system-majority");
    }
}

impl Rules {
    /// Whether lists or persons are voted for.
    pub fn kind(&self) -> SystemKind {
        match self.system {
            System::Proportional { .. } => SystemKind::Proportional,
            System::Majority => SystemKind::Majority,
        }
    }

    /// The rules as they are typed, to be shown in a form again.
    pub fn as_input(&self) -> RulesInput {
        let mut input = RulesInput {
            system: self.kind().as_str().to_owned(),
            votes_per_voter: self.votes_per_voter.to_string(),
            votes_per_candidate: self.votes_per_candidate.to_string(),
            cross_voting: self.cross_voting,
            personal_votes: self.personal_votes,
            legal_source: self.legal_source.clone(),
            ..RulesInput::default()
        };
        if let System::Proportional {
            method,
            short_lists,
            majority_clause,
            threshold,
            order,
        } = &self.system
        {
            method.as_str().clone_into(&mut input.method);
            short_lists.as_str().clone_into(&mut input.short_lists);
            order.as_str().clone_into(&mut input.order);
            input.majority_clause = *majority_clause;
            if let Some(Fraction { num, den }) = threshold {
                input.threshold_num = num.to_string();
                input.threshold_den = den.to_string();
            }
        }
        input
    }
}

/// Rules as typed. There is no default for how votes become seats: what is blank is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesInput {
    pub system: String,
    pub method: String,
    pub short_lists: String,
    pub majority_clause: bool,
    /// Both parts blank: no threshold.
    pub threshold_num: String,
    pub threshold_den: String,
    pub order: String,
    pub votes_per_voter: String,
    pub votes_per_candidate: String,
    pub cross_voting: bool,
    pub personal_votes: bool,
    pub legal_source: String,
}

/// More votes than any voter of a German municipality has.
const MOST_VOTES_PER_VOTER: i64 = 200;
/// No threshold has a larger denominator: it is a share in words or in per cent.
const LARGEST_DENOMINATOR: i64 = 10_000;

impl RulesInput {
    /// Reads rules.
    ///
    /// # Errors
    /// All that is missing or contradicts itself.
    pub fn parse(&self) -> Result<Rules, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let kind = word(&mut fields, "system", &self.system, SystemKind::parse);
        let system = match kind {
            Some(SystemKind::Proportional) => self.proportional(&mut fields),
            Some(SystemKind::Majority) => self.majority(&mut fields),
            None => None,
        };
        let most = MOST_VOTES_PER_VOTER;
        let votes = number(
            &mut fields,
            "votes_per_voter",
            &self.votes_per_voter,
            1,
            most,
        );
        let most = votes.unwrap_or(most);
        let each = &self.votes_per_candidate;
        let each = number(&mut fields, "votes_per_candidate", each, 1, most);
        let mut refuse = |field: &str, key| fields.refuse(FieldProblem::new(field, key));
        if !self.personal_votes {
            if kind == Some(SystemKind::Majority) {
                refuse(
                    "personal_votes",
                    crate::key!("field-personal-votes-majority"),
                );
            } else if each.is_some_and(|each| each > 1) {
                refuse(
                    "personal_votes",
                    crate::key!("field-personal-votes-cumulating"),
                );
            } else if self.cross_voting {
                refuse(
                    "personal_votes",
                    crate::key!("field-personal-votes-cross-voting"),
                );
            }
        }
        if self.cross_voting && votes == Some(1) {
            refuse("cross_voting", crate::key!("field-cross-voting-one-vote"));
        }
        let source = MultilineText::parse(&self.legal_source, 3, 500);
        let legal_source = fields.take("legal_source", source);
        let rules = (|| {
            Some(Rules {
                system: system?,
                votes_per_voter: votes?,
                votes_per_candidate: each?,
                cross_voting: self.cross_voting,
                personal_votes: self.personal_votes,
                legal_source: legal_source?.as_str().to_owned(),
            })
        })();
        fields.finish(rules)
    }

    fn proportional(&self, fields: &mut Fields) -> Option<System> {
        let method = word(fields, "method", &self.method, Method::parse);
        let short_lists = word(fields, "short_lists", &self.short_lists, ShortLists::parse);
        let order = word(fields, "order", &self.order, CandidateOrder::parse);
        let by_person = matches!(
            order,
            Some(
                CandidateOrder::PersonalVotes
                    | CandidateOrder::PersonalVotesLot
                    | CandidateOrder::Mixed
            )
        );
        if by_person && !self.personal_votes {
            let key = crate::key!("field-order-needs-personal-votes");
            fields.refuse(FieldProblem::new("order", key));
        }
        let threshold = self.threshold(fields);
        Some(System::Proportional {
            method: method?,
            short_lists: short_lists?,
            majority_clause: self.majority_clause,
            threshold: threshold?,
            order: order?,
        })
    }

    /// The outer `None` says that it was refused.
    fn threshold(&self, fields: &mut Fields) -> Option<Option<Fraction>> {
        if self.threshold_num.trim().is_empty() && self.threshold_den.trim().is_empty() {
            return Some(None);
        }
        let most = LARGEST_DENOMINATOR;
        let den = number(fields, "threshold_den", &self.threshold_den, 1, most);
        let most = den.unwrap_or(most);
        let num = number(fields, "threshold_num", &self.threshold_num, 1, most)?;
        Some(Some(Fraction {
            num: u64::try_from(num).ok()?,
            den: u64::try_from(den?).ok()?,
        }))
    }

    /// What is about lists has no meaning where persons are elected; it is refused rather than forgotten.
    fn majority(&self, fields: &mut Fields) -> Option<System> {
        let blank = |text: &str| text.trim().is_empty();
        for (field, is_blank) in [
            ("method", blank(&self.method)),
            ("short_lists", blank(&self.short_lists)),
            ("order", blank(&self.order)),
            ("majority_clause", !self.majority_clause),
            ("threshold_num", blank(&self.threshold_num)),
            ("threshold_den", blank(&self.threshold_den)),
        ] {
            if !is_blank {
                let key = crate::key!("field-proportional-only");
                fields.refuse(FieldProblem::new(field, key));
            }
        }
        Some(System::Majority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// KWG Hesse: cumulating up to three votes, cross-voting, personal votes decide inside a list.
    fn hesse() -> RulesInput {
        RulesInput {
            system: "proportional".into(),
            method: "hare_niemeyer".into(),
            short_lists: "vacant".into(),
            majority_clause: true,
            order: "personal_votes".into(),
            votes_per_voter: "37".into(),
            votes_per_candidate: "3".into(),
            cross_voting: true,
            personal_votes: true,
            legal_source: " KWG Hessen § 22, HGO § 86 ".into(),
            ..RulesInput::default()
        }
    }

    fn persons() -> RulesInput {
        RulesInput {
            system: "majority".into(),
            votes_per_voter: "7".into(),
            votes_per_candidate: "1".into(),
            personal_votes: true,
            legal_source: "GemO RLP § 56".into(),
            ..RulesInput::default()
        }
    }

    fn refused(input: &RulesInput) -> Vec<(String, &'static str)> {
        match input.parse() {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|p| (p.field, p.key)).collect(),
        }
    }

    #[test]
    fn rules_come_back_from_a_form_and_from_the_database() {
        let with_threshold = RulesInput {
            threshold_num: "5".into(),
            threshold_den: "100".into(),
            ..hesse()
        };
        for input in [hesse(), with_threshold, persons()] {
            let rules = input.parse().unwrap();
            assert_eq!(rules.as_input().parse().unwrap(), rules);
            let stored = serde_json::to_string(&rules).unwrap();
            assert_eq!(serde_json::from_str::<Rules>(&stored).unwrap(), rules);
        }
        let rules = hesse().parse().unwrap();
        assert_eq!(rules.legal_source, "KWG Hessen § 22, HGO § 86");
        assert_eq!(rules.kind(), SystemKind::Proportional);
    }

    #[test]
    fn nothing_about_how_votes_become_seats_has_a_default() {
        let field = |name: &str| (name.to_owned(), "field-required");
        let number = |name: &str| (name.to_owned(), "field-number-range");
        assert_eq!(
            refused(&RulesInput::default()),
            [
                field("system"),
                number("votes_per_voter"),
                number("votes_per_candidate"),
                field("legal_source")
            ]
        );
        let blank = RulesInput {
            method: String::new(),
            short_lists: " ".into(),
            order: String::new(),
            ..hesse()
        };
        assert_eq!(
            refused(&blank),
            [field("method"), field("short_lists"), field("order")]
        );
    }

    #[test]
    fn a_threshold_is_a_share_of_the_whole() {
        let threshold = |num: &str, den: &str| {
            refused(&RulesInput {
                threshold_num: num.into(),
                threshold_den: den.into(),
                ..hesse()
            })
        };
        assert_eq!(threshold("5", "100"), []);
        assert_eq!(threshold("1", "1"), []);
        for (num, den, field) in [
            ("101", "100", "threshold_num"),
            ("0", "100", "threshold_num"),
            ("", "100", "threshold_num"),
            ("5", "0", "threshold_den"),
            ("5", "", "threshold_den"),
            ("1", "10001", "threshold_den"),
        ] {
            let told = threshold(num, den);
            assert_eq!(
                told,
                [(field.to_owned(), "field-number-range")],
                "{num}/{den}"
            );
        }
    }

    #[test]
    fn contradictions_are_refused_beside_the_field_that_resolves_them() {
        let list_order = RulesInput {
            order: "list".into(),
            personal_votes: false,
            ..hesse()
        };
        for (input, field, key) in [
            (
                RulesInput {
                    votes_per_candidate: "38".into(),
                    ..hesse()
                },
                "votes_per_candidate",
                "field-number-range",
            ),
            (
                RulesInput {
                    votes_per_voter: "201".into(),
                    ..hesse()
                },
                "votes_per_voter",
                "field-number-range",
            ),
            (
                list_order.clone(),
                "personal_votes",
                "field-personal-votes-cumulating",
            ),
            (
                RulesInput {
                    votes_per_candidate: "1".into(),
                    ..list_order
                },
                "personal_votes",
                "field-personal-votes-cross-voting",
            ),
            (
                RulesInput {
                    order: "mixed".into(),
                    personal_votes: false,
                    cross_voting: false,
                    votes_per_candidate: "1".into(),
                    ..hesse()
                },
                "order",
                "field-order-needs-personal-votes",
            ),
            (
                RulesInput {
                    votes_per_voter: "1".into(),
                    votes_per_candidate: "1".into(),
                    ..hesse()
                },
                "cross_voting",
                "field-cross-voting-one-vote",
            ),
            (
                RulesInput {
                    personal_votes: false,
                    ..persons()
                },
                "personal_votes",
                "field-personal-votes-majority",
            ),
            (
                RulesInput {
                    method: "dhondt".into(),
                    ..persons()
                },
                "method",
                "field-proportional-only",
            ),
            (
                RulesInput {
                    majority_clause: true,
                    ..persons()
                },
                "majority_clause",
                "field-proportional-only",
            ),
            (
                RulesInput {
                    method: "imperiali".into(),
                    ..hesse()
                },
                "method",
                "field-word-unknown",
            ),
            (
                RulesInput {
                    legal_source: "§".into(),
                    ..hesse()
                },
                "legal_source",
                "field-too-short",
            ),
        ] {
            assert_eq!(refused(&input), [(field.to_owned(), key)]);
        }
    }
}
