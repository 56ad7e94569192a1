//! Places computed for anybody, without a federation.

use crate::statutes::model::calculator::{Answer, Question, Refusal};

/// Computes the places of all bodies and says how. Everybody may ask; nothing is stored.
///
/// # Errors
/// [`Refusal`] with the field that stands against it.
pub async fn answer(question: Question) -> Result<Answer, Refusal> {
    // A fixed total of many places takes a while; it has a thread of its own, so that nobody else's request waits for it.
    match tokio::task::spawn_blocking(move || question.answer()).await {
        Ok(result) => result,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}
