//! Tables of counts that tell nothing about few people: small counts are hidden, and so many others that nobody can compute them.
//!
//! A table with its totals is a flow: from a source to each row (its total), from rows to columns (the counts), from columns to a
//! sink (their totals), and back (the sum of all). What is published is a fixed flow; so is the sum, which readers know from
//! elsewhere and which therefore is never hidden. A hidden count can be computed from the others
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
    /// The sum of all.
    is_sum: bool,
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
    /// others, those are hidden that hide them, inner ones and small ones first. `None` where the sum of all is below [`LEAST`]:
    /// whoever knows it would know too much.
    pub fn published(&self) -> Option<Vec<Vec<Shown>>> {
        let mut places = self.places();
        if places.last().is_none_or(|sum| sum.count < LEAST) {
            return None;
        }
        while let Some(told) = (0..places.len()).find(|at| is_told(&places, *at)) {
            let cover = cover(&places, told);
            // There always is one, as somebody stands elsewhere; if there were none, nothing would be published.
            if cover.is_empty() {
                return None;
            }
            for at in cover {
                if let Some(place) = places.get_mut(at) {
                    place.hidden = true;
                }
            }
        }
        let shown: Vec<_> = places
            .iter()
            .map(|place| (!place.hidden).then_some(place.count))
            .collect();
        let lines = shown.chunks(self.columns + 1).map(<[Shown]>::to_vec);
        Some(lines.collect())
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
            is_sum: false,
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
        places.push(Place {
            is_sum: true,
            hidden: false,
            ..place((SINK, SOURCE), all, true)
        });
        places
    }
}

/// Whether a small count is hidden in vain.
fn is_told(places: &[Place], at: usize) -> bool {
    places
        .get(at)
        .is_some_and(|place| !place.is_sum && place.count < LEAST && !is_free(places, at))
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
        let usable = |(at, place): &(usize, &Place)| *at != without && !place.is_sum;
        for (at, place) in places.iter().enumerate().filter(usable) {
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
        let table = CountTable::of(rows).expect("a table");
        table.published().expect("enough people")
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
    fn nothing_is_published_of_fewer_than_five_people_and_the_number_of_more_always_is() {
        let table = |rows: &[&[i64]]| {
            let rows = rows.iter().map(|row| row.to_vec()).collect();
            CountTable::of(rows).expect("a table").published()
        };
        assert_eq!(table(&[&[0, 0], &[0, 0]]), None);
        assert_eq!(table(&[&[1, 0], &[3, 0]]), None);
        let shown = table(&[&[1, 0], &[4, 0]]).expect("five people");
        let all: Vec<_> = shown.into_iter().flatten().collect();
        assert_eq!(all.iter().flatten().collect::<Vec<_>>(), [&5]);
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

    fn with_totals(rows: &[Vec<i64>]) -> Vec<Vec<i64>> {
        let with_total = |row: &Vec<i64>| {
            let mut row = row.clone();
            row.push(row.iter().sum());
            row
        };
        let mut all: Vec<Vec<i64>> = rows.iter().map(with_total).collect();
        let last = (0..all[0].len()).map(|c| all.iter().map(|row| row[c]).sum());
        let last = last.collect();
        all.push(last);
        all
    }

    /// An attacker's table: people moved round along hidden numbers, beginning with one more or one less at the place. Whether it
    /// fits what is published is looked at by adding up, not here.
    fn moved(
        truth: &[Vec<i64>],
        shown: &[Vec<Shown>],
        place: (usize, usize),
    ) -> Option<Vec<Vec<i64>>> {
        let (height, width) = (truth.len() - 1, truth[0].len() - 1);
        // Lines, then columns; the places past their ends stand for all lines and for all columns.
        let node_of_line = |r: usize| r;
        let node_of_column = |c: usize| height + 1 + c;
        let mut steps = Vec::new();
        for (r, line) in truth.iter().enumerate() {
            for (c, count) in line.iter().enumerate() {
                if (r, c) == (height, width) || shown[r][c].is_some() {
                    continue;
                }
                let (from, to) = if c == width {
                    (node_of_line(height), node_of_line(r))
                } else if r == height {
                    (node_of_column(c), node_of_column(width))
                } else {
                    (node_of_line(r), node_of_column(c))
                };
                steps.push((from, to, (r, c), 1));
                if *count > 0 {
                    steps.push((to, from, (r, c), -1));
                }
            }
        }
        let first_steps = steps.iter().filter(|step| step.2 == place);
        first_steps.copied().find_map(|(start, end, _, by)| {
            let mut ways = vec![(end, vec![(place, by)])];
            let mut at = 0;
            while let Some((node, way)) = ways.get(at).cloned() {
                at += 1;
                if node == start {
                    let mut rows: Vec<Vec<i64>> = truth[..height]
                        .iter()
                        .map(|row| row[..width].to_vec())
                        .collect();
                    for ((r, c), by) in way {
                        if r < height && c < width {
                            rows[r][c] += by;
                        }
                    }
                    return Some(rows);
                }
                for (from, to, here, by) in &steps {
                    let is_new = *here != place && ways.iter().all(|(known, _)| known != to);
                    if *from == node && is_new {
                        let mut way = way.clone();
                        way.push((*here, *by));
                        ways.push((*to, way));
                    }
                }
            }
            None
        })
    }

    /// Mostly small counts in up to six lines and columns.
    fn large_tables() -> impl Strategy<Value = Vec<Vec<i64>>> {
        let count = prop_oneof![3 => 0_i64..=4, 1 => 5_i64..=12];
        (1_usize..=6, 1_usize..=6).prop_flat_map(move |(height, width)| {
            proptest::collection::vec(proptest::collection::vec(count.clone(), width), height)
        })
    }

    /// Whether some other table fits what is published, in which the place has another number: tried one by one.
    fn other_fits(rows: &[Vec<i64>], shown: &[Vec<Shown>], (row, column): (usize, usize)) -> bool {
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
            let sum: i64 = rows.iter().flatten().sum();
            let shown = CountTable::of(rows.clone()).expect("a table").published();
            prop_assert_eq!(shown.is_none(), sum < LEAST);
            let shown = shown.unwrap_or_default();
            if let Some(totals) = shown.last() {
                prop_assert_eq!(totals.last(), Some(&Some(sum)));
            }
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

        #[test]
        fn whoever_knows_the_totals_finds_two_tables_for_each_small_count(rows in large_tables()) {
            let Some(shown) = CountTable::of(rows.clone()).expect("a table").published() else {
                return Ok(());
            };
            let truth = with_totals(&rows);
            for (r, line) in truth.iter().enumerate() {
                for (c, count) in line.iter().enumerate() {
                    if *count >= LEAST {
                        continue;
                    }
                    prop_assert_eq!(shown[r][c], None);
                    let other = with_totals(&moved(&truth, &shown, (r, c)).expect("another table"));
                    prop_assert!(other[r][c] != *count && other.iter().flatten().all(|n| *n >= 0));
                    for (shown, tried) in shown.iter().flatten().zip(other.iter().flatten()) {
                        prop_assert!(shown.is_none_or(|shown| shown == *tried), "{:?} {:?}", rows, other);
                    }
                }
            }
        }
    }
}
