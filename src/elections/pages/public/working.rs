//! How the seats were computed, for a reader with paper and pencil.

use super::words::{Badge, Listed, Words};
use crate::elections::model::{
    comparison::total,
    document::{
        DivisorRange, Edge, GroupResult, QuotaRow, QuotientCell, QuotientRow, Working, WorkingStep,
    },
    rules::{CandidateOrder, Fraction, Method, ShortLists, System},
};

/// A table of quotients with more columns than this is shown as a whole only on demand.
const COLUMNS_AT_ONCE: usize = 8;
/// A table with more cells than this is left to the file.
const MOST_CELLS: usize = 1_200;

/// The computation of one group of seats.
pub(super) struct GroupWorking {
    /// Empty where there is one group only.
    pub name: String,
    /// What was done, step by step.
    pub steps: Vec<String>,
    pub quotients: Option<QuotientTable>,
    pub quotas: Option<QuotaTable>,
    /// How close it was, and how to check it.
    pub after: Vec<String>,
}

/// Votes over divisors.
pub(super) struct QuotientTable {
    pub divisors: Vec<String>,
    pub rows: Vec<QuotientLine>,
    /// Whether the whole is shown at once.
    pub small: bool,
    /// Whether it is too large even for a closer look.
    pub left_to_file: bool,
}

/// The quotients of one list.
pub(super) struct QuotientLine {
    pub badge: Badge,
    pub label: String,
    pub seats: String,
    pub cells: Vec<Option<Quotient>>,
    /// The last quotient that won, and the first that did not.
    pub last_won: Option<Quotient>,
    pub first_missed: Option<Quotient>,
}

/// A quotient, rounded to be shown.
#[derive(Clone)]
pub(super) struct Quotient {
    pub value: String,
    /// The number of the seat that it won.
    pub seat: Option<String>,
}

/// Whole seats and rests.
pub(super) struct QuotaTable {
    pub rows: Vec<QuotaLine>,
}

/// The share of one list in all seats.
pub(super) struct QuotaLine {
    pub badge: Badge,
    pub label: String,
    pub ideal: String,
    pub whole: String,
    pub rest: String,
    pub further: bool,
    pub seats: String,
}

impl Words<'_> {
    /// What the rules say, in sentences.
    pub fn rules(&self) -> Vec<String> {
        let rules = &self.document.election.rules;
        let mut sentences = vec![if rules.votes_per_voter == 1 {
            self.t("outcome-rule-one-vote")
        } else {
            self.n(crate::key!("outcome-rule-votes"), rules.votes_per_voter)
        }];
        if rules.votes_per_candidate > 1 {
            sentences.push(self.n(
                crate::key!("outcome-rule-cumulating"),
                rules.votes_per_candidate,
            ));
        }
        if rules.cross_voting {
            sentences.push(self.t("outcome-rule-cross-voting"));
        }
        match &rules.system {
            System::Majority => sentences.push(self.t("outcome-rule-majority")),
            System::Proportional {
                method,
                short_lists,
                majority_clause,
                threshold,
                order,
            } => {
                sentences.push(self.t(match method {
                    Method::SainteLague => crate::key!("outcome-rule-sainte-lague"),
                    Method::Dhondt => crate::key!("outcome-rule-dhondt"),
                    Method::HareNiemeyer => crate::key!("outcome-rule-hare-niemeyer"),
                }));
                if let Some(threshold) = threshold {
                    sentences.push(self.threshold(*threshold));
                }
                if *majority_clause {
                    sentences.push(self.t("outcome-rule-majority-clause"));
                }
                sentences.push(self.t(match short_lists {
                    ShortLists::Vacant => crate::key!("outcome-rule-short-vacant"),
                    ShortLists::Reallocate => crate::key!("outcome-rule-short-reallocate"),
                }));
                sentences.push(self.t(match order {
                    CandidateOrder::List => crate::key!("outcome-rule-order-list"),
                    CandidateOrder::PersonalVotes => crate::key!("outcome-rule-order-votes"),
                    CandidateOrder::PersonalVotesLot => crate::key!("outcome-rule-order-votes-lot"),
                    CandidateOrder::Mixed => crate::key!("outcome-rule-order-mixed"),
                }));
            }
        }
        sentences
    }

    fn threshold(&self, Fraction { num, den }: Fraction) -> String {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let share = self.texts.percent(count(num), count(den), 1);
        self.ta("outcome-rule-threshold", &[("share", share.into())])
    }

    pub fn workings(&self) -> Vec<GroupWorking> {
        let groups = self.document.allocations.iter().enumerate();
        groups.map(|(at, group)| self.working(at, group)).collect()
    }

    fn working(&self, at: usize, group: &GroupResult) -> GroupWorking {
        let mut working = GroupWorking {
            name: group.name.clone(),
            steps: Vec::new(),
            quotients: None,
            quotas: None,
            after: Vec::new(),
        };
        match &group.working {
            None => working.steps.push(self.t("outcome-working-none")),
            Some(Working::Persons) => {
                working
                    .steps
                    .push(self.n(crate::key!("outcome-working-persons"), group.seats));
            }
            Some(Working::Quotients {
                rows,
                edge,
                divisors,
            }) => {
                let by_dhondt = self.method() == Some(Method::Dhondt);
                working.steps.push(self.t(if by_dhondt {
                    crate::key!("outcome-working-dhondt")
                } else {
                    crate::key!("outcome-working-sainte-lague")
                }));
                working
                    .steps
                    .push(self.n(crate::key!("outcome-working-highest"), group.seats));
                working.quotients = Some(self.quotient_table(at, rows));
                working
                    .after
                    .extend(edge.as_ref().and_then(|edge| self.edge(at, group, *edge)));
                working.after.extend(
                    divisors
                        .filter(|_| self.divisor_tells_all(group))
                        .and_then(|range| self.check(range, by_dhondt)),
                );
            }
            Some(Working::Quotas { rows }) => {
                let counted = self.counted(at, rows);
                working.steps.push(self.ta(
                    "outcome-working-quota",
                    &[("seats", group.seats.into()), ("votes", counted.into())],
                ));
                working.steps.push(self.t("outcome-working-rests"));
                working.quotas = Some(self.quota_table(at, rows, counted));
            }
        }
        let steps = group.steps.iter().map(|step| self.step(at, step));
        working.after.extend(steps);
        working
    }

    fn method(&self) -> Option<Method> {
        match self.document.election.rules.system {
            System::Proportional { method, .. } => Some(method),
            System::Majority => None,
        }
    }

    fn step(&self, at: usize, step: &WorkingStep) -> String {
        match step {
            WorkingStep::Threshold {
                least_votes,
                left_out,
            } => self.ta(
                "outcome-step-threshold",
                &[
                    ("least", (*least_votes).into()),
                    ("lists", left_out.len().into()),
                    ("names", self.labels(at, left_out).into()),
                ],
            ),
            WorkingStep::MajorityClause {
                nomination,
                before,
                after,
            } => self.ta(
                "outcome-step-majority-clause",
                &[
                    ("name", self.labels(at, &[*nomination]).into()),
                    ("before", (*before).into()),
                    ("after", (*after).into()),
                ],
            ),
            WorkingStep::Lot {
                between,
                seats,
                won,
            } => self.ta(
                "outcome-step-lot",
                &[
                    ("between", self.labels(at, between).into()),
                    ("n", (*seats).into()),
                    ("won", self.labels(at, won).into()),
                ],
            ),
        }
    }

    fn quotient_table(&self, group: usize, rows: &[QuotientRow]) -> QuotientTable {
        let mut divisors: Vec<i64> = rows
            .iter()
            .flat_map(|row| row.quotients.iter().map(|cell| cell.divisor))
            .collect();
        divisors.sort_unstable();
        divisors.dedup();
        let left_to_file = divisors.len().saturating_mul(rows.len()) > MOST_CELLS;
        let shown: &[i64] = if left_to_file { &[] } else { &divisors };
        let lines = self.of_group(group).filter_map(|listed| {
            let row = rows.iter().find(|row| row.nomination == listed.at)?;
            Some(self.quotient_line(listed, row, shown))
        });
        QuotientTable {
            rows: lines.collect(),
            small: divisors.len() <= COLUMNS_AT_ONCE,
            divisors: divisors.iter().map(|d| self.texts.number(*d)).collect(),
            left_to_file,
        }
    }

    fn quotient_line(
        &self,
        listed: &Listed<'_>,
        row: &QuotientRow,
        divisors: &[i64],
    ) -> QuotientLine {
        let quotient = |cell: &QuotientCell| Quotient {
            value: self.over(listed.result.votes, cell.divisor),
            seat: cell.seat.map(|n| self.texts.number(n)),
        };
        let find = |divisor: &i64| row.quotients.iter().find(|cell| cell.divisor == *divisor);
        let last_won = row.quotients.iter().filter(|cell| cell.seat.is_some());
        let first_missed = row.quotients.iter().filter(|cell| cell.seat.is_none());
        QuotientLine {
            badge: self.badge(listed),
            label: listed.result.label.clone(),
            seats: self.texts.number(listed.result.entitled),
            cells: divisors.iter().map(|d| find(d).map(quotient)).collect(),
            last_won: last_won.max_by_key(|cell| cell.divisor).map(quotient),
            first_missed: first_missed.min_by_key(|cell| cell.divisor).map(quotient),
        }
    }

    /// Votes over a divisor with two decimals.
    fn over(&self, votes: i64, divisor: i64) -> String {
        let (votes, divisor) = (i128::from(votes), i128::from(divisor));
        let hundredths = (votes * 200 + divisor).checked_div(divisor * 2);
        let hundredths = hundredths.and_then(|n| i64::try_from(n).ok());
        hundredths.map_or_else(|| "–".to_owned(), |n| self.texts.fixed(n, 2))
    }

    fn edge(&self, at: usize, group: &GroupResult, edge: Edge) -> Option<String> {
        let last = self.find(at, edge.last)?;
        let missed = self.find(at, edge.missed)?;
        Some(self.ta(
            "outcome-edge",
            &[
                ("seat", group.seats.into()),
                ("last", last.result.label.as_str().into()),
                ("missed", missed.result.label.as_str().into()),
                ("n", edge.votes_short.into()),
            ],
        ))
    }

    /// Whether rounding by a divisor gives all the seats: nothing else gave or took some.
    fn divisor_tells_all(&self, group: &GroupResult) -> bool {
        let earned = total(group.nominations.iter().map(|n| n.entitled));
        group.steps.is_empty() && group.undecided == 0 && earned == group.seats
    }

    /// How to check the seats with a calculator.
    fn check(&self, range: DivisorRange, rounds_down: bool) -> Option<String> {
        let (units, decimals) = roundest_within(range)?;
        let key = if rounds_down {
            crate::key!("outcome-check-down")
        } else {
            crate::key!("outcome-check-nearest")
        };
        let divisor = self.texts.fixed(units, decimals);
        Some(self.ta(key, &[("divisor", divisor.into())]))
    }

    /// All votes of those who take part.
    fn counted(&self, group: usize, rows: &[QuotaRow]) -> i64 {
        let taking_part = rows
            .iter()
            .filter_map(|row| self.find(group, row.nomination));
        total(taking_part.map(|l| l.result.votes))
    }

    fn quota_table(&self, group: usize, rows: &[QuotaRow], counted: i64) -> QuotaTable {
        let lines = self.of_group(group).filter_map(|listed| {
            let row = rows.iter().find(|row| row.nomination == listed.at)?;
            let rest = ten_thousandths(row.remainder, counted)?;
            let ideal = row.whole.checked_mul(10_000)?.checked_add(rest)?;
            Some(QuotaLine {
                badge: self.badge(listed),
                label: listed.result.label.clone(),
                ideal: self.texts.fixed(ideal, 4),
                whole: self.texts.number(row.whole),
                rest: self.texts.fixed(rest, 4),
                further: row.further_seat,
                seats: self.texts.number(listed.result.entitled),
            })
        });
        QuotaTable {
            rows: lines.collect(),
        }
    }
}

/// A fraction in ten-thousandths, cut off: so the larger rest is never shown as the smaller one.
fn ten_thousandths(part: i64, whole: i64) -> Option<i64> {
    let cut = (i128::from(part) * 10_000).checked_div(i128::from(whole))?;
    i64::try_from(cut).ok()
}

/// The number with the fewest decimals strictly between both ends, in units of its last decimal.
fn roundest_within(range: DivisorRange) -> Option<(i64, u8)> {
    let (least, least_den) = (i128::from(range.least_num), i128::from(range.least_den));
    let (most, most_den) = (i128::from(range.most_num), i128::from(range.most_den));
    let mut scale = 1_i128;
    for decimals in 0..=4 {
        let units = least
            .checked_mul(scale)?
            .checked_div(least_den)?
            .checked_add(1)?;
        if units.checked_mul(most_den)? < most.checked_mul(scale)? {
            return Some((i64::try_from(units).ok()?, decimals));
        }
        scale = scale.checked_mul(10)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(least: (i64, i64), most: (i64, i64)) -> Option<(i64, u8)> {
        roundest_within(DivisorRange {
            least_num: least.0,
            least_den: least.1,
            most_num: most.0,
            most_den: most.1,
        })
    }

    #[test]
    fn the_divisor_shown_lies_between_both_ends_and_has_the_fewest_decimals() {
        assert_eq!(within((469, 1), (494, 1)), Some((470, 0)));
        assert_eq!(within((9, 2), (5, 1)), Some((46, 1)));
        assert_eq!(within((9, 2), (11, 2)), Some((5, 0)));
        assert_eq!(within((1, 3), (34, 100)), Some((334, 3)));
        assert_eq!(within((5, 1), (5, 1)), None, "nothing lies between");
        assert_eq!(within((5, 1), (500_001, 100_000)), None);
        assert_eq!(within((1, 0), (5, 1)), None);
    }

    #[test]
    fn rests_are_cut_off_so_that_their_order_is_the_true_one() {
        assert_eq!(ten_thousandths(2, 3), Some(6_666));
        assert_eq!(ten_thousandths(0, 3), Some(0));
        assert_eq!(ten_thousandths(1, 0), None);
    }
}
