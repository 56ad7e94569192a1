//! Small types that every room uses: ids, days and times, texts, problems, randomness. Imports none of ours.

mod ags;
pub mod day;
mod digest;
mod email;
mod ids;
pub mod locale;
pub mod localized;
mod problem;
mod random;
pub(crate) mod reading;
mod said;
pub mod search_key;
mod secret_token;
mod stored;
mod table_out;
pub mod timestamp;
pub(crate) mod words;

pub use ags::*;
pub use day::*;
pub use digest::*;
pub use email::*;
pub use ids::*;
pub use locale::*;
pub use localized::*;
pub use problem::*;
pub use random::*;
pub use said::*;
pub use search_key::*;
pub use secret_token::*;
pub use table_out::*;
pub use timestamp::*;
