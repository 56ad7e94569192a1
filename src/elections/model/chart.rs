//! Where the seats of a chart stand: a hemicycle, or a row where there are few. Whole numbers only.

/// From so many seats on they stand in a hemicycle.
pub const FEWEST_IN_HEMICYCLE: usize = 5;
/// More seats than this are not drawn one by one.
pub const MOST_DRAWN: usize = 300;

/// Outer radius of the hemicycle, in units of the drawing; the middle of its outermost seats lies on it.
const RADIUS: i64 = 1_000;
/// The innermost row is not nearer to the centre than this.
const INNERMOST: i64 = 450;
/// Seats are not further apart than this, so that few seats do not become huge.
const WIDEST_GAP: i64 = 420;
/// Radius of a seat in hundredths of the gap: a little air stays between two.
const SEAT_PER_GAP: i64 = 42;

/// The middle of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub x: i64,
    pub y: i64,
}

/// A drawing of seats, in the order in which lists fill them: from the start of the line of reading to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub width: i64,
    pub height: i64,
    /// Radius of a seat.
    pub seat: i64,
    pub places: Vec<Place>,
}

impl Chart {
    /// The drawing for so many seats; `None` where there is none or too many to be drawn.
    pub fn of(seats: usize) -> Option<Self> {
        match seats {
            0 => None,
            n if n > MOST_DRAWN => None,
            n if n < FEWEST_IN_HEMICYCLE => Some(Self::row(n)),
            n => Some(Self::hemicycle(n)),
        }
    }

    fn row(seats: usize) -> Self {
        let seat = WIDEST_GAP * SEAT_PER_GAP / 100;
        let places: Vec<Place> = (0..whole(seats))
            .map(|i| Place {
                x: seat + i * WIDEST_GAP,
                y: seat,
            })
            .collect();
        Self {
            width: 2 * seat + (whole(seats) - 1) * WIDEST_GAP,
            height: 2 * seat,
            seat,
            places,
        }
    }

    fn hemicycle(seats: usize) -> Self {
        let (gap, rows) = widest_gap(whole(seats));
        let seat = gap * SEAT_PER_GAP / 100;
        let centre = Place {
            x: RADIUS + seat,
            y: RADIUS + seat,
        };
        // Numerator, denominator: how far along its row a seat stands, from 0 to 1.
        let mut turned: Vec<(i64, i64, i64)> = Vec::new();
        for (radius, count) in seats_of_rows(seats, gap, rows) {
            if count == 1 {
                turned.push((1, 2, radius));
            } else {
                turned.extend((0..count).map(|i| (i, count - 1, radius)));
            }
        }
        // Lists fill sectors: seats follow each other by angle, the inner one first where two stand on one line.
        turned.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)).then(a.2.cmp(&b.2)));
        Self {
            width: 2 * centre.x,
            height: centre.y + seat,
            seat,
            places: turned
                .into_iter()
                .map(|(part, of, radius)| Place {
                    x: centre.x - scaled(radius, cosine(part, of)),
                    y: centre.y - scaled(radius, sine(part, of)),
                })
                .collect(),
        }
    }

    /// The same drawing for a line of reading from right to left.
    #[must_use]
    pub fn mirrored(mut self) -> Self {
        for place in &mut self.places {
            place.x = self.width - place.x;
        }
        self
    }
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Radius of a row, counted from the outermost.
fn radius(row: i64, gap: i64) -> i64 {
    RADIUS - row * gap
}

/// Seats that a row has room for: half a circle over the gap, and one more since both ends are seats.
fn room(row: i64, gap: i64) -> i64 {
    // 355/113 is pi up to a ten-millionth.
    radius(row, gap) * 355 / (113 * gap) + 1
}

/// The widest gap at which the seats find room, and the fewest rows for it.
fn widest_gap(seats: i64) -> (i64, i64) {
    for gap in (1..=WIDEST_GAP).rev() {
        let most_rows = (RADIUS - INNERMOST) / gap + 1;
        let mut sum = 0;
        for row in 0..most_rows {
            sum += room(row, gap);
            if sum >= seats {
                return (gap, row + 1);
            }
        }
    }
    (1, 1)
}

/// Radius and number of seats of each row, in proportion to its length.
fn seats_of_rows(seats: usize, gap: i64, rows: i64) -> Vec<(i64, i64)> {
    let mut counts: Vec<(i64, i64)> = (0..rows).map(|row| (radius(row, gap), 0)).collect();
    for _ in 0..seats {
        // The row with most room for another seat: length over twice its seats and one, as Sainte-Laguë would give seats.
        let emptiest = counts.iter_mut().reduce(|a, b| {
            if b.0 * (2 * a.1 + 1) > a.0 * (2 * b.1 + 1) {
                b
            } else {
                a
            }
        });
        if let Some(row) = emptiest {
            row.1 += 1;
        }
    }
    counts
}

/// Sine of half a turn's part `part / of`, in ten-thousandths, by Bhaskara's formula: at most 17 off, less than a seat's outline.
fn sine(part: i64, of: i64) -> i64 {
    let product = part * (of - part);
    10_000 * 16 * product / (5 * of * of - 4 * product)
}

/// Cosine of half a turn's part `part / of`, in ten-thousandths.
fn cosine(part: i64, of: i64) -> i64 {
    // Over twice the denominator, a quarter of a turn is `of / 2`.
    if 2 * part <= of {
        sine(of - 2 * part, 2 * of)
    } else {
        -sine(2 * part - of, 2 * of)
    }
}

fn scaled(radius: i64, ten_thousandths: i64) -> i64 {
    radius * ten_thousandths / 10_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_seats_touch_and_all_lie_within_the_drawing() {
        for n in 1..=MOST_DRAWN {
            let chart = Chart::of(n).unwrap();
            assert_eq!(chart.places.len(), n);
            for (i, a) in chart.places.iter().enumerate() {
                for side in [a.x - chart.seat, a.y - chart.seat] {
                    assert!(side >= 0, "{n} seats: {a:?}");
                }
                assert!(a.x + chart.seat <= chart.width, "{n} seats: {a:?}");
                assert!(a.y + chart.seat <= chart.height, "{n} seats: {a:?}");
                for b in &chart.places[..i] {
                    let apart = (a.x - b.x).pow(2) + (a.y - b.y).pow(2);
                    let touching = (2 * chart.seat).pow(2);
                    assert!(apart >= touching, "{n} seats: {a:?} and {b:?}");
                }
            }
        }
    }

    #[test]
    fn few_seats_stand_in_a_row_and_none_or_too_many_are_not_drawn() {
        assert_eq!(Chart::of(0), None);
        assert_eq!(Chart::of(MOST_DRAWN + 1), None);
        let four = Chart::of(4).unwrap();
        assert!(
            four.places
                .windows(2)
                .all(|p| p[0].y == p[1].y && p[0].x < p[1].x)
        );
        let five = Chart::of(5).unwrap();
        assert!(five.places[2].y < five.places[0].y);
    }

    #[test]
    fn seats_of_a_hemicycle_go_from_one_side_to_the_other() {
        let chart = Chart::of(18).unwrap();
        let middle = chart.width / 2;
        assert!(chart.places[..6].iter().all(|p| p.x < middle));
        assert!(chart.places[12..].iter().all(|p| p.x > middle));
        let outermost = chart.places.iter().filter(|p| {
            let (x, y) = (p.x - middle, p.y - (RADIUS + chart.seat));
            (x * x + y * y - RADIUS * RADIUS).abs() < 2 * RADIUS * 10
        });
        assert_eq!(outermost.count(), 11, "two rows: 11 and 7");
    }

    #[test]
    fn mirrored_twice_is_the_same_and_mirrored_once_is_the_other_side() {
        for n in [3, 18, 61] {
            let chart = Chart::of(n).unwrap();
            let mirrored = chart.clone().mirrored();
            assert_eq!(mirrored.places[0].x, chart.width - chart.places[0].x);
            assert_eq!(mirrored.clone().mirrored(), chart);
        }
    }

    #[test]
    fn sine_and_cosine_are_near_the_true_ones() {
        for (part, of, true_sine) in [
            (0, 6, 0),
            (1, 6, 5_000),
            (1, 4, 7_071),
            (1, 3, 8_660),
            (1, 2, 10_000),
            (1, 1, 0),
        ] {
            assert!((sine(part, of) - true_sine).abs() <= 17, "{part}/{of}");
            let mirrored = (sine(of - part, of) - true_sine).abs();
            assert!(mirrored <= 17, "{part}/{of}");
        }
        for of in 1..=60 {
            for part in 0..=of {
                let squares = sine(part, of).pow(2) + cosine(part, of).pow(2);
                assert!(
                    (squares - 100_000_000).abs() <= 500_000,
                    "{part}/{of}: {squares}"
                );
                assert_eq!(cosine(part, of), -cosine(of - part, of));
            }
        }
    }
}
