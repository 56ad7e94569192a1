//! Messages by mail and letter, and what became of each: the ledger.
//!
//! A room to the right puts a message into the ledger in the transaction of the act that it is about ([`store::enqueue`]), and
//! nothing waits for it. The words are made when it is sent ([`composing`]): stored are the purpose and its values, never a
//! secret. One task of the program sends what is due ([`worker`]) over a transport of the settings ([`transport`]).
//!
//! A message is sent at most once by itself. Whether a server has taken it is not known when the connection breaks, or the
//! program ends, after the text was handed over and before the answer: such a message is marked as uncertain, and staff decide
//! whether to send it again. An office that gets the same invitation five times learns to ignore it; one that was forgotten is
//! seen on the list.

pub mod actions;
pub mod api;
pub mod composing;
pub mod model;
pub mod pages;
pub mod store;
pub mod transport;
pub mod worker;
