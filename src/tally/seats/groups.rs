//! Seat groups: parts of one body, each allocated by itself.

use std::error::Error;
use std::fmt;

use super::super::lot::Lot;
use super::allocation::{Allocation, allocate};
use super::error::SeatError;
use super::rule::{Contender, SeatRule};

/// One group: its own seats, contenders and lots.
// Augsburg: 29 seats by groups of countries of origin; Lindau: one vote in each group
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatGroup<'a> {
    /// The seats of this group.
    pub seats: u32,
    /// Those who stand in this group; votes count here only.
    pub contenders: &'a [Contender],
    /// The lots drawn in this group.
    pub lots: &'a [Lot],
}

/// The allocations of all groups and their sums; filled, vacant and undecided add up to the seats, in each group and in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupedAllocation {
    /// One allocation for each group, in the order of input.
    pub groups: Vec<Allocation>,
    /// The seats of all groups.
    pub seats: u64,
    /// The seats taken for certain.
    pub filled: u64,
    /// The seats that stay empty.
    pub vacant: u64,
    /// The seats that wait for lots.
    pub undecided: u64,
}

/// A group that cannot be allocated; then none is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupError {
    /// The position of the group, counted from 0.
    pub group: usize,
    /// Why.
    pub error: SeatError,
}

impl fmt::Display for GroupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "group {}: {}", self.group.saturating_add(1), self.error)
    }
}

impl Error for GroupError {}

/// Allocates each group by itself under one rule; a seat without a candidate never passes to another group.
///
/// # Errors
/// [`GroupError`] for the first group that cannot be allocated.
pub fn allocate_groups(
    rule: &SeatRule,
    groups: &[SeatGroup<'_>],
) -> Result<GroupedAllocation, GroupError> {
    let groups = groups
        .iter()
        .enumerate()
        .map(|(position, group)| {
            allocate(rule, group.contenders, group.seats, group.lots).map_err(|error| GroupError {
                group: position,
                error,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let sum =
        |part: fn(&Allocation) -> u32| groups.iter().map(|group| u64::from(part(group))).sum();
    Ok(GroupedAllocation {
        seats: sum(|group| group.seats),
        filled: sum(|group| group.shares.iter().map(|share| share.filled).sum()),
        vacant: sum(|group| group.vacant),
        undecided: sum(|group| group.undecided.as_ref().map_or(0, |tie| tie.seats_open)),
        groups,
    })
}
