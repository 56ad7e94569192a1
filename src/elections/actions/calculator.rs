//! Seats computed for anybody, without an election.

use crate::{
    elections::model::calculator::{Answer, Question, Refusals},
    tally::seats::Allocation,
};

/// Allocates seats and says how. Everybody may ask; nothing is stored.
///
/// # Errors
/// [`Refusals`] with the field that stands against it.
pub async fn answer(question: Question) -> Result<Answer, Refusals> {
    aside(move || question.answer()).await
}

/// Allocates seats, for a page.
///
/// # Errors
/// As [`answer`].
pub async fn allocate(question: Question) -> Result<(Question, Allocation), Refusals> {
    aside(move || {
        let allocation = question.allocate()?;
        Ok((question, allocation))
    })
    .await
}

/// Runs what may take a while for absurd numbers of seats on a thread of its own, so that nobody else's request waits for it.
async fn aside<T: Send + 'static>(
    compute: impl FnOnce() -> Result<T, Refusals> + Send + 'static,
) -> Result<T, Refusals> {
    match tokio::task::spawn_blocking(compute).await {
        Ok(result) => result,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}
