//! Tables of counts that tell nothing about few people: small counts are hidden, and so many others that nobody can compute them.
//!
//! A table with its totals is a flow: from a source to each row (its total), from rows to columns (the counts), from columns to a
//! sink (their totals), and back (the sum of all). What is published is a fixed flow. A hidden count can be computed from the others
//! exactly when no other flow fits, that is, when it lies on no cycle along which a person more or less could be moved. So it is
//! seen at once, and exactly, what a reader could derive who knows every published number and that no count is below zero.

/// The least count that is published.
pub const LEAST: i64 = 5;

/// Counts in rows and columns, each at least zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountTable {
    rows: Vec<Vec<i64>>,
    columns: usize,
}

/// A count or total; `None` where it is hidden.
pub type Shown = Option<i64>;

/// A place of the table with its totals, as a flow between two nodes.
#[derive(Clone, Copy)]
struct Place {
    from: usize,
    to: usize,
    count: i64,
    is_total: bool,
    hidden: bool,
}

const SOURCE: usize = 0;
const SINK: usize = 1;

impl CountTable {
    /// A table; `None` where rows differ in length, where there is none, or where a count is below zero.
    pub fn of(rows: Vec<Vec<i64>>) -> Option<Self> {
        let columns = rows.first()?.len();
        let is_whole = |row: &Vec<i64>| row.len() == columns && row.iter().all(|count| *count >= 0);
        (columns > 0 && rows.iter().all(is_whole)).then_some(Self { rows, columns })
    }

    /// The table as it may be published: each row with its total at the end, and a last row of totals.
    ///
    /// Every number below [`LEAST`] is hidden, also zero and also totals, and none of these can be computed from the others. Of the
    /// others, those are hidden that hide them, inner ones and small ones first.
    pub fn published(&self) -> Vec<Vec<Shown>> {
        let mut places = self.places();
        while let Some(told) = (0..places.len()).find(|at| is_told(&places, *at)) {
            for at in cover(&places, told) {
                if let Some(place) = places.get_mut(at) {
                    place.hidden = true;
                }
            }
        }
        let shown: Vec<_> = places
            .iter()
            .map(|place| (!place.hidden).then_some(place.count))
            .collect();
        shown
            .chunks(self.columns + 1)
            .map(<[Shown]>::to_vec)
            .collect()
    }

    /// The places row by row, each with its total at the end; at last the totals of the columns and of all.
    fn places(&self) -> Vec<Place> {
        let row_node = |row: usize| SINK + 1 + row;
        let column_node = |column: usize| SINK + 1 + self.rows.len() + column;
        let place = |(from, to): (usize, usize), count: i64, is_total: bool| Place {
            from,
            to,
            count,
            is_total,
            hidden: count < LEAST,
        };
        let mut places = Vec::new();
        let mut totals = vec![0_i64; self.columns];
        for (at, row) in self.rows.iter().enumerate() {
            for ((column, count), total) in row.iter().enumerate().zip(&mut totals) {
                *total += count;
                places.push(place((row_node(at), column_node(column)), *count, false));
            }
            places.push(place((SOURCE, row_node(at)), row.iter().sum(), true));
        }
        let all = totals.iter().sum();
        for (column, total) in totals.into_iter().enumerate() {
            places.push(place((column_node(column), SINK), total, true));
        }
        places.push(place((SINK, SOURCE), all, true));
        places
    }
}

/// Whether a small count is hidden in vain.
fn is_told(places: &[Place], at: usize) -> bool {
    places
        .get(at)
        .is_some_and(|place| place.count < LEAST && !is_free(places, at))
}

/// Whether a hidden count could as well be one more or one less.
fn is_free(places: &[Place], at: usize) -> bool {
    places.get(at).is_some_and(|place| {
        place.hidden
            && (leads(places, (place.to, place.from), at)
                || (place.count > 0 && leads(places, (place.from, place.to), at)))
    })
}

/// Whether somebody could be moved from one node to another along hidden counts, without the one place.
fn leads(places: &[Place], (from, to): (usize, usize), without: usize) -> bool {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(node) = reached.get(next).copied() {
        if node == to {
            return true;
        }
        next += 1;
        for (at, place) in places.iter().enumerate() {
            if at == without || !place.hidden {
                continue;
            }
            let step = if place.from == node {
                place.to
            } else if place.to == node && place.count > 0 {
                place.from
            } else {
                continue;
            };
            if !reached.contains(&step) {
                reached.push(step);
            }
        }
    }
    false
}

/// What hiding a place costs: the people that readers do not see; totals are hidden last.
fn cost(place: &Place) -> i64 {
    const TOTAL: i64 = 1_000_000_000;
    let total = if place.is_total { TOTAL } else { 0 };
    if place.hidden {
        0
    } else {
        place.count + 1 + total
    }
}

/// The cheapest places that let a count be one more or one less, once all of them are hidden.
fn cover(places: &[Place], told: usize) -> Vec<usize> {
    let Some(place) = places.get(told) else {
        return Vec::new();
    };
    let more = cheapest(places, (place.to, place.from), told);
    let less = (place.count > 0)
        .then(|| cheapest(places, (place.from, place.to), told))
        .flatten();
    let found = more.into_iter().chain(less).min_by_key(|(cost, _)| *cost);
    found.map(|(_, way)| way).unwrap_or_default()
}

/// The cheapest way from one node to another without the one place, with what it costs.
fn cheapest(
    places: &[Place],
    (from, to): (usize, usize),
    without: usize,
) -> Option<(i64, Vec<usize>)> {
    let mut ways: std::collections::BTreeMap<usize, (i64, Vec<usize>)> =
        [(from, (0, Vec::new()))].into();
    // As often as there are nodes, at most, something becomes cheaper.
    loop {
        let mut changed = false;
        for (at, place) in places.iter().enumerate().filter(|(at, _)| *at != without) {
            let steps = [
                Some((place.from, place.to)),
                (place.count > 0).then_some((place.to, place.from)),
            ];
            for (start, end) in steps.into_iter().flatten() {
                let Some((so_far, way)) = ways.get(&start) else {
                    continue;
                };
                let sum = so_far + cost(place);
                if ways.get(&end).is_none_or(|(known, _)| sum < *known) {
                    let mut way = way.clone();
                    way.push(at);
                    ways.insert(end, (sum, way));
                    changed = true;
                }
            }
        }
        if !changed {
            return ways.remove(&to);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn published(rows: &[&[i64]]) -> Vec<Vec<Shown>> {
        let rows = rows.iter().map(|row| row.to_vec()).collect();
        CountTable::of(rows).expect("a table").published()
    }

    #[test]
    fn a_table_without_small_counts_is_published_whole() {
        let shown = published(&[&[5, 8], &[9, 7]]);
        let all = [[5, 8, 13], [9, 7, 16], [14, 15, 29]];
        assert_eq!(shown, all.map(|row| row.map(Some).to_vec()));
    }

    #[test]
    fn a_small_count_takes_three_others_with_it_since_rows_and_columns_have_totals() {
        let shown = published(&[&[3, 8, 9], &[9, 7, 6], &[20, 30, 40]]);
        let hidden: usize = shown.iter().flatten().filter(|c| c.is_none()).count();
        assert_eq!(hidden, 4, "{shown:?}");
        assert_eq!(shown[2][3], Some(90));
        assert_eq!(shown[3], [Some(32), Some(45), Some(55), Some(132)]);
    }

    #[test]
    fn two_zeros_in_a_row_do_not_hide_each_other() {
        let shown = published(&[&[0, 0, 9], &[9, 7, 6]]);
        // With 0 + 0 hidden alone, the row's total of 9 would tell both.
        assert!(shown[0][2].is_none() || shown[0][3].is_none(), "{shown:?}");
    }

    #[test]
    fn what_is_no_table_is_none() {
        for rows in [
            vec![],
            vec![vec![]],
            vec![vec![1], vec![1, 2]],
            vec![vec![-1]],
        ] {
            assert_eq!(CountTable::of(rows), None);
        }
    }

    /// Whether some other table fits what is published, in which the place has another number: tried one by one.
    fn other_fits(rows: &[Vec<i64>], shown: &[Vec<Shown>], (row, column): (usize, usize)) -> bool {
        let with_totals = |rows: &[Vec<i64>]| -> Vec<Vec<i64>> {
            let mut all: Vec<Vec<i64>> = rows
                .iter()
                .map(|row| {
                    let mut row = row.clone();
                    row.push(row.iter().sum());
                    row
                })
                .collect();
            let last = (0..all[0].len()).map(|c| all.iter().map(|row| row[c]).sum());
            let last = last.collect();
            all.push(last);
            all
        };
        let truth = with_totals(rows);
        let (height, width) = (rows.len(), rows[0].len());
        // Two flows that fit differ along cycles, so that some that fits differs by at most one anywhere.
        (0..3_u32.pow(u32::try_from(height * width).unwrap())).any(|mut code| {
            let mut tried = rows.to_vec();
            for cell in tried.iter_mut().flatten() {
                *cell += i64::from(code % 3) - 1;
                code /= 3;
            }
            let all = with_totals(&tried);
            tried.iter().flatten().all(|count| *count >= 0)
                && all[row][column] != truth[row][column]
                && shown
                    .iter()
                    .flatten()
                    .zip(all.iter().flatten())
                    .all(|(shown, count)| shown.is_none_or(|shown| shown == *count))
        })
    }

    fn tables() -> impl Strategy<Value = Vec<Vec<i64>>> {
        (1_usize..=3, 1_usize..=3).prop_flat_map(|(height, width)| {
            proptest::collection::vec(proptest::collection::vec(0_i64..=9, width), height)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn nobody_computes_a_count_below_five_from_all_that_is_published(rows in tables()) {
            let shown = CountTable::of(rows.clone()).expect("a table").published();
            for (r, line) in shown.iter().enumerate() {
                for (c, shown_here) in line.iter().enumerate() {
                    let truth: i64 = rows
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| r == rows.len() || *at == r)
                        .map(|(_, row)| if c == row.len() { row.iter().sum() } else { row[c] })
                        .sum();
                    if truth < LEAST {
                        prop_assert_eq!(*shown_here, None);
                        prop_assert!(other_fits(&rows, &shown, (r, c)), "{:?} {:?} at {} {}", rows, shown, r, c);
                    } else if let Some(shown) = shown_here {
                        prop_assert_eq!(*shown, truth);
                    }
                }
            }
        }
    }
}
