//! Questions put to a roll: rules, casting, the box, closing, counting.

pub mod actions;
pub mod api;
pub mod board_key;
pub mod casting;
pub mod count;
pub mod input;
pub mod model;
pub mod pages;
pub mod runoff;
pub mod sealing;
pub mod splitting;
pub mod store;
pub mod stored_rule;
pub mod tracker;
