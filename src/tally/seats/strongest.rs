//! Seats one after the other to the strongest claim, whatever a claim is made of.

use std::collections::{BinaryHeap, VecDeque};

use super::working::{LONGEST_LISTING, SeatNumbers};

/// A claim that won a seat or is tied for one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Won<C> {
    /// The place of the runner in the field.
    pub(super) place: usize,
    pub(super) claim: C,
    pub(super) numbers: SeatNumbers,
    pub(super) tied: bool,
}

/// What came of giving seats to the strongest claims.
#[derive(Debug)]
pub(super) struct Given<C> {
    /// The certain seats of each place.
    pub(super) seats: Vec<u32>,
    /// The places that are tied for the seats left, in ascending order.
    pub(super) tied: Vec<usize>,
    /// Seats that are tied for, or that nobody claims.
    pub(super) left: u32,
    /// The claims in the order of their strength; only the last [`LONGEST_LISTING`] of them.
    pub(super) claims: Vec<Won<C>>,
}

/// Gives seats to the strongest claims until `total` are given, starting from those each place has.
///
/// `next` is the claim of a place to the seat after so many, `None` where it makes none. Claims of one place must become weaker from
/// seat to seat, so that it never has two of equal strength.
pub(super) fn give<C: Ord + Copy>(
    mut seats: Vec<u32>,
    total: u32,
    next: impl Fn(usize, u32) -> Option<C>,
) -> Given<C> {
    let mut given: u32 = seats.iter().sum();
    let mut heap: BinaryHeap<(C, usize)> = seats
        .iter()
        .enumerate()
        .filter_map(|(place, &own)| Some((next(place, own)?, place)))
        .collect();
    let mut claims = VecDeque::new();
    let mut tied = Vec::new();
    while given < total && tied.is_empty() {
        let group = pop_equal(&mut heap);
        if group.is_empty() {
            break;
        }
        let size = u32::try_from(group.len()).unwrap_or(u32::MAX);
        let wins = size <= total - given;
        let numbers = SeatNumbers {
            first: given + 1,
            last: total.min(given + size),
        };
        for &(claim, place) in &group {
            claims.push_back(Won {
                place,
                claim,
                numbers,
                tied: !wins,
            });
            if claims.len() > LONGEST_LISTING {
                claims.pop_front();
            }
            if let Some(own) = seats.get_mut(place).filter(|_| wins) {
                *own += 1;
                heap.extend(next(place, *own).map(|claim| (claim, place)));
            }
        }
        if wins {
            given += size;
        } else {
            tied = group.into_iter().map(|(_, place)| place).collect();
        }
    }
    Given {
        seats,
        tied,
        left: total.saturating_sub(given),
        claims: claims.into(),
    }
}

/// Takes the strongest claim and all equal to it off the heap, in the order of places. Which of equals comes first never matters.
fn pop_equal<C: Ord + Copy>(heap: &mut BinaryHeap<(C, usize)>) -> Vec<(C, usize)> {
    let mut group: Vec<(C, usize)> = heap.pop().into_iter().collect();
    let strongest = group.first().map(|(claim, _)| *claim);
    while heap.peek().map(|(claim, _)| *claim) == strongest && strongest.is_some() {
        group.extend(heap.pop());
    }
    group.sort_unstable_by_key(|(_, place)| *place);
    group
}
