//! Lists with their votes, shares and seats, and the chart of seats.

use super::words::{Badge, Listed, Words};
use crate::{
    elections::model::{
        chart::{Chart, Place},
        comparison::{Change, share, total},
    },
    types::Direction,
};

/// A seat as it is drawn.
pub(super) struct Seat {
    pub place: Place,
    /// Class of its colour.
    pub class: String,
    /// What stands in it: the number of the list, or a sign.
    pub sign: String,
}

/// The chart of seats.
pub(super) struct SeatChart {
    pub width: i64,
    pub height: i64,
    pub radius: i64,
    pub font_size: i64,
    pub seats: Vec<Seat>,
    /// The chart in words.
    pub alternative: String,
    pub legend: Vec<LegendRow>,
    pub vacant: Option<String>,
    pub undecided: Option<String>,
}

/// A list in the legend of the chart.
pub(super) struct LegendRow {
    pub badge: Badge,
    pub label: String,
    pub seats: String,
}

/// A list in the table.
pub(super) struct ListRow {
    pub badge: Badge,
    pub label: String,
    pub independent: bool,
    pub votes: String,
    pub votes_change: String,
    pub share: String,
    pub share_change: String,
    /// Length of the bar, beside that of the strongest list.
    pub permille: i64,
    pub seats: String,
    /// Seats that the votes earn, where it cannot fill them all.
    pub entitled: String,
    pub seats_change: String,
    pub seated: bool,
}

/// The lists of a group of seats.
pub(super) struct ListTable {
    /// Empty where there is one group only.
    pub name: String,
    pub rows: Vec<ListRow>,
    pub sum_votes: String,
    pub sum_share: String,
    pub sum_seats: String,
}

/// Somebody who had stood before and did not again.
pub(super) struct GoneRow {
    pub label: String,
    pub votes: String,
    pub seats: String,
}

impl Words<'_> {
    /// The seats as a drawing; `None` where there are none or too many to draw one by one.
    pub fn chart(&self) -> Option<SeatChart> {
        let groups = &self.document.allocations;
        let vacant = total(groups.iter().map(|g| g.vacant));
        let undecided = total(groups.iter().map(|g| g.undecided));
        let seated: Vec<&Listed<'_>> = self.listed.iter().filter(|l| l.result.filled > 0).collect();
        let filled = total(seated.iter().map(|l| l.result.filled));
        let all = filled.checked_add(vacant)?.checked_add(undecided)?;
        let chart = Chart::of(usize::try_from(all).ok()?)?;
        let chart = match self.texts.locale().direction() {
            Direction::LeftToRight => chart,
            Direction::RightToLeft => chart.mirrored(),
        };
        let times = |n: i64| usize::try_from(n).unwrap_or_default();
        let signs = seated
            .iter()
            .flat_map(|l| {
                let sign = (format!("tone-list-{}", l.tone), l.number.to_string());
                std::iter::repeat_n(sign, times(l.result.filled))
            })
            .chain(std::iter::repeat_n(
                ("seat--undecided".to_owned(), "?".to_owned()),
                times(undecided),
            ))
            .chain(std::iter::repeat_n(
                ("seat--vacant".to_owned(), "–".to_owned()),
                times(vacant),
            ));
        let seats = chart
            .places
            .iter()
            .zip(signs)
            .map(|(place, (class, sign))| Seat {
                place: *place,
                class,
                sign,
            })
            .collect();
        // An attribute takes no isolates, and the parts are told in the order of the drawing.
        let plain = |key: &'static str, n: i64| self.texts.ta_plain(key, &[("n", n.into())]);
        let count = |key, n: i64| (n > 0).then(|| plain(key, n));
        let (vacant, undecided) = (
            count(crate::key!("outcome-vacant-seats"), vacant),
            count(crate::key!("outcome-undecided-seats"), undecided),
        );
        let told: Vec<String> = seated
            .iter()
            .map(|l| {
                let label = ("label", l.result.label.as_str().into());
                let n = ("n", l.result.filled.into());
                self.texts.ta_plain("outcome-chart-part", &[label, n])
            })
            .chain(undecided.clone())
            .chain(vacant.clone())
            .collect();
        Some(SeatChart {
            width: chart.width,
            height: chart.height,
            radius: chart.seat,
            font_size: chart.seat,
            seats,
            alternative: self.texts.ta_plain(
                "outcome-chart-alternative",
                &[("n", all.into()), ("parts", told.join(", ").into())],
            ),
            legend: seated
                .iter()
                .map(|l| LegendRow {
                    badge: self.badge(l),
                    label: l.result.label.clone(),
                    seats: self.n(crate::key!("outcome-n-seats"), l.result.filled),
                })
                .collect(),
            vacant,
            undecided,
        })
    }

    pub fn list_tables(&self) -> Vec<ListTable> {
        let groups = self.document.allocations.iter().enumerate();
        groups
            .map(|(at, group)| {
                let sum = total(group.nominations.iter().map(|n| n.votes));
                let most = group.nominations.iter().map(|n| n.votes).max();
                ListTable {
                    name: group.name.clone(),
                    rows: self
                        .of_group(at)
                        .map(|l| self.list_row(l, sum, most.unwrap_or_default()))
                        .collect(),
                    sum_votes: self.texts.number(sum),
                    sum_share: self.texts.percent(sum, sum, 2),
                    sum_seats: if group.vacant + group.undecided == 0 {
                        self.texts.number(group.filled)
                    } else {
                        self.ta(
                            "outcome-x-of-y",
                            &[("x", group.filled.into()), ("y", group.seats.into())],
                        )
                    },
                }
            })
            .collect()
    }

    fn list_row(&self, listed: &Listed<'_>, sum: i64, most: i64) -> ListRow {
        let result = listed.result;
        let change = self
            .comparison
            .as_ref()
            .and_then(|c| c.change(listed.group, listed.at));
        let (votes_change, share_change, seats_change) = match change {
            None => (String::new(), String::new(), String::new()),
            Some(Change::New) => (self.t("outcome-new"), String::new(), String::new()),
            Some(Change::Since {
                votes,
                points,
                seats,
            }) => (
                self.texts.signed(votes, 0),
                points.map(|p| self.points(p)).unwrap_or_default(),
                self.texts.signed(seats, 0),
            ),
        };
        ListRow {
            badge: self.badge(listed),
            label: result.label.clone(),
            independent: result.independent,
            votes: self.texts.number(result.votes),
            votes_change,
            share: share(result.votes, sum)
                .map_or_else(|| "–".to_owned(), |s| self.texts.percent(s, 10_000, 2)),
            share_change,
            permille: thousandths(result.votes, most),
            seats: self.texts.number(result.filled),
            entitled: if result.entitled > result.filled {
                self.n(crate::key!("outcome-entitled-to"), result.entitled)
            } else {
                String::new()
            },
            seats_change,
            seated: result.filled > 0,
        }
    }

    pub fn gone(&self) -> Vec<GoneRow> {
        let Some(comparison) = &self.comparison else {
            return Vec::new();
        };
        comparison
            .gone
            .iter()
            .map(|before| GoneRow {
                label: before.label.clone(),
                votes: self.texts.number(before.votes),
                seats: self.texts.number(before.entitled),
            })
            .collect()
    }

    /// The day of the election that this one is compared with.
    pub fn compared_with(&self) -> Option<String> {
        let comparison = self.comparison.as_ref()?;
        Some(self.ta(
            "outcome-compared-with",
            &[("day", self.texts.day(comparison.day).into())],
        ))
    }
}

/// So many thousandths of the most.
fn thousandths(part: i64, most: i64) -> i64 {
    let part = i128::from(part) * 1_000;
    part.checked_div(i128::from(most))
        .and_then(|n| i64::try_from(n).ok())
        .unwrap_or_default()
        .clamp(0, 1_000)
}
