//! Long imports on their way: in memory alone, found by the person who started them.
//!
//! A restart forgets them; what was not committed by then was not written.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::import::{ImportKind, Outcome, Plan};
use crate::types::{AccountId, FederationId, Problem, ProblemKind, Timestamp};

/// From so many rows on an import runs by itself while the person watches.
pub const LONG_ROWS: usize = 2_000;
/// What became of an import is told for so long.
const KEPT_MS: i64 = 2 * 3_600_000;
/// The most imports that are remembered; the oldest that ended go first.
const MOST: usize = 100;

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportStage {
    /// Every row is held against the register.
    Checking,
    /// So many rows of those to be written are written; none holds before all are.
    Writing { done: i64, total: i64 },
    Done {
        new: i64,
        updated: i64,
        unchanged: i64,
    },
    /// Nothing was written.
    Failed(Problem),
}

impl ImportStage {
    /// Whether something still happens.
    pub fn is_running(&self) -> bool {
        match self {
            Self::Checking | Self::Writing { .. } => true,
            Self::Done { .. } | Self::Failed(_) => false,
        }
    }
}

/// What is told of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportJob {
    pub id: String,
    pub kind: ImportKind,
    /// Rows of the table.
    pub rows: i64,
    pub stage: ImportStage,
    account: AccountId,
    federation: FederationId,
    at: Timestamp,
}

/// The imports since the program started; cheap to clone.
#[derive(Clone, Default)]
pub struct ImportJobs(Arc<Mutex<Vec<ImportJob>>>);

impl ImportJobs {
    /// Begins an import; `None` where it runs already, or where very many do.
    pub fn start(
        &self,
        id: &str,
        of: (AccountId, FederationId),
        (kind, rows): (ImportKind, usize),
        now: Timestamp,
    ) -> Option<RunningImport> {
        let mut jobs = self.lock();
        if jobs.iter().any(|j| j.id == id && j.stage.is_running()) {
            return None;
        }
        let is_fresh = |job: &ImportJob| now.unix_millis() - job.at.unix_millis() < KEPT_MS;
        jobs.retain(|job| job.id != id && (job.stage.is_running() || is_fresh(job)));
        if jobs.len() >= MOST {
            let ended = jobs.iter().position(|job| !job.stage.is_running())?;
            jobs.remove(ended);
        }
        jobs.push(ImportJob {
            id: id.to_owned(),
            kind,
            rows: i64::try_from(rows).unwrap_or(i64::MAX),
            stage: ImportStage::Checking,
            account: of.0,
            federation: of.1,
            at: now,
        });
        Some(RunningImport {
            jobs: self.clone(),
            id: id.to_owned(),
            ended: false,
        })
    }

    /// The person's own import in this federation.
    pub fn find(
        &self,
        id: &str,
        account: AccountId,
        federation: FederationId,
    ) -> Option<ImportJob> {
        let jobs = self.lock();
        jobs.iter()
            .find(|job| job.id == id && job.account == account && job.federation == federation)
            .cloned()
    }

    fn set(&self, id: &str, stage: ImportStage) {
        if let Some(job) = self.lock().iter_mut().find(|job| job.id == id) {
            job.stage = stage;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ImportJob>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An import that runs. Dropped without an end, it has failed.
pub struct RunningImport {
    jobs: ImportJobs,
    id: String,
    ended: bool,
}

impl RunningImport {
    /// So many of the rows are written.
    pub fn writes(&self, done: usize, total: usize) {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (done, total) = (number(done), number(total));
        self.jobs
            .set(&self.id, ImportStage::Writing { done, total });
    }

    /// Everything is written.
    pub fn finish(mut self, plan: &Plan) {
        self.ended = true;
        let stage = ImportStage::Done {
            new: plan.count(Outcome::New),
            updated: plan.count(Outcome::Update),
            unchanged: plan.count(Outcome::Unchanged),
        };
        self.jobs.set(&self.id, stage);
    }

    /// Nothing is written.
    pub fn fail(mut self, problem: Problem) {
        self.ended = true;
        self.jobs.set(&self.id, ImportStage::Failed(problem));
    }
}

impl Drop for RunningImport {
    fn drop(&mut self) {
        if !self.ended {
            let problem = Problem::new(ProblemKind::Internal, crate::key!("problem-internal"));
            self.jobs.set(&self.id, ImportStage::Failed(problem));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: (AccountId, FederationId) = (AccountId(1), FederationId(1));

    fn start(jobs: &ImportJobs, id: &str, at: i64) -> Option<RunningImport> {
        jobs.start(id, ANNA, (ImportKind::People, 5_000), Timestamp::stored(at))
    }

    fn stage(jobs: &ImportJobs, id: &str) -> Option<ImportStage> {
        jobs.find(id, ANNA.0, ANNA.1).map(|job| job.stage)
    }

    #[test]
    fn an_import_tells_how_far_it_is_to_the_person_who_started_it() {
        let jobs = ImportJobs::default();
        let running = start(&jobs, "a", 0).expect("it starts");
        assert!(start(&jobs, "a", 0).is_none(), "the same runs already");
        assert_eq!(stage(&jobs, "a"), Some(ImportStage::Checking));
        running.writes(2_000, 5_000);
        let (done, total) = (2_000, 5_000);
        assert_eq!(
            stage(&jobs, "a"),
            Some(ImportStage::Writing { done, total })
        );
        assert_eq!(jobs.find("a", AccountId(2), ANNA.1), None);
        assert_eq!(jobs.find("a", ANNA.0, FederationId(2)), None);
        running.finish(&Plan::default());
        assert!(!stage(&jobs, "a").expect("it is told").is_running());
        assert!(start(&jobs, "a", 0).is_some(), "again, since it has ended");
    }

    #[test]
    fn an_import_that_breaks_off_has_failed() {
        let jobs = ImportJobs::default();
        drop(start(&jobs, "a", 0));
        assert!(matches!(stage(&jobs, "a"), Some(ImportStage::Failed(_))));
    }

    #[test]
    fn what_ended_is_forgotten_after_two_hours_or_when_there_are_many() {
        let jobs = ImportJobs::default();
        drop(start(&jobs, "old", 0));
        let other = start(&jobs, "other", KEPT_MS);
        assert_eq!(stage(&jobs, "old"), None);
        drop(other);
        let running: Vec<_> = (0..MOST)
            .filter_map(|n| start(&jobs, &n.to_string(), KEPT_MS))
            .collect();
        assert_eq!((running.len(), stage(&jobs, "other")), (MOST, None));
        assert!(start(&jobs, "one more", KEPT_MS).is_none());
    }
}
