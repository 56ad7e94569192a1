//! Codes in the making, and sheets that wait to be printed once: in memory alone.
//!
//! One job at a time for a roll. The clear codes of a finished job belong to the account that started it, are handed out once,
//! and are wiped after two hours. A restart forgets them: codes are then made anew, or reissued one by one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::model::{CodeOf, Sheet};
use crate::types::{AccountId, Problem, RollId, Timestamp};

/// Sheets can be printed for so long.
pub const SHEETS_KEPT_MS: i64 = 2 * 3_600_000;
/// Rolls whose jobs are remembered at once.
const MOST_ROLLS: usize = 100;

/// The jobs of all rolls; cheap to clone.
#[derive(Clone, Default)]
pub struct CodeJobs(Arc<Mutex<HashMap<RollId, Job>>>);

struct Job {
    by: AccountId,
    by_name: String,
    state: State,
}

enum State {
    Running {
        done: i64,
        total: i64,
    },
    Waiting {
        sheets: Vec<Sheet>,
        until: Timestamp,
    },
    Printed {
        at: Timestamp,
    },
    Expired,
    Failed(Problem),
}

/// What is told about a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobReport {
    /// Who started it.
    pub by: AccountId,
    pub by_name: String,
    pub stage: JobStage,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobStage {
    Running {
        done: i64,
        total: i64,
    },
    /// The sheets can be printed, once.
    Waiting {
        sheets: i64,
        until: Timestamp,
    },
    Printed {
        at: Timestamp,
    },
    /// Nobody printed the sheets in time.
    Expired,
    /// Nothing was stored.
    Failed(Problem),
}

/// Why a job cannot start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotStart {
    #[error("codes of this roll are being made")]
    Running,
    #[error("too many rolls have codes in the making")]
    TooMany,
}

/// Why there are no sheets to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSheets {
    #[error("the codes are still being made")]
    Running,
    #[error("the sheets belong to the person who had them made")]
    OfSomebodyElse,
    #[error("the sheets were printed already")]
    Printed,
    #[error("no sheets wait to be printed")]
    Gone,
}

/// Sheets taken out to be printed.
#[derive(Debug)]
pub struct TakenSheets {
    pub sheets: Vec<Sheet>,
    until: Timestamp,
}

impl CodeJobs {
    /// Starts a job; what waited of an earlier one is wiped.
    ///
    /// # Errors
    /// While another one runs for this roll, or for very many rolls.
    pub fn start(
        &self,
        roll: RollId,
        by: AccountId,
        by_name: &str,
        total: i64,
    ) -> Result<RunningJob, CannotStart> {
        let mut jobs = self.lock();
        if jobs
            .get(&roll)
            .is_some_and(|job| matches!(job.state, State::Running { .. }))
        {
            return Err(CannotStart::Running);
        }
        if jobs.len() >= MOST_ROLLS {
            jobs.retain(|_, job| {
                matches!(job.state, State::Running { .. } | State::Waiting { .. })
            });
        }
        if jobs.len() >= MOST_ROLLS && !jobs.contains_key(&roll) {
            return Err(CannotStart::TooMany);
        }
        let state = State::Running { done: 0, total };
        jobs.insert(
            roll,
            Job {
                by,
                by_name: by_name.to_owned(),
                state,
            },
        );
        Ok(RunningJob {
            jobs: self.clone(),
            roll,
            ended: false,
        })
    }

    /// What is known about the codes of a roll since the program started.
    pub fn report(&self, roll: RollId) -> Option<JobReport> {
        let jobs = self.lock();
        let job = jobs.get(&roll)?;
        let stage = match &job.state {
            State::Running { done, total } => JobStage::Running {
                done: *done,
                total: *total,
            },
            State::Waiting { sheets, until } => JobStage::Waiting {
                sheets: i64::try_from(sheets.len()).unwrap_or(i64::MAX),
                until: *until,
            },
            State::Printed { at } => JobStage::Printed { at: *at },
            State::Expired => JobStage::Expired,
            State::Failed(problem) => JobStage::Failed(problem.clone()),
        };
        Some(JobReport {
            by: job.by,
            by_name: job.by_name.clone(),
            stage,
        })
    }

    /// Whether codes of the roll are being made at this moment.
    pub fn is_running(&self, roll: RollId) -> bool {
        self.report(roll)
            .is_some_and(|r| matches!(r.stage, JobStage::Running { .. }))
    }

    /// Takes the sheets out, once, for the account that had them made.
    ///
    /// # Errors
    /// [`NoSheets`] in every other case.
    pub fn take(
        &self,
        roll: RollId,
        by: AccountId,
        now: Timestamp,
    ) -> Result<TakenSheets, NoSheets> {
        self.expire(now);
        let mut jobs = self.lock();
        let job = jobs.get_mut(&roll).ok_or(NoSheets::Gone)?;
        match &job.state {
            State::Running { .. } => Err(NoSheets::Running),
            State::Printed { .. } => Err(NoSheets::Printed),
            State::Expired | State::Failed(_) => Err(NoSheets::Gone),
            State::Waiting { .. } if job.by != by => Err(NoSheets::OfSomebodyElse),
            State::Waiting { .. } => {
                match std::mem::replace(&mut job.state, State::Printed { at: now }) {
                    State::Waiting { sheets, until } => Ok(TakenSheets { sheets, until }),
                    State::Running { .. }
                    | State::Printed { .. }
                    | State::Expired
                    | State::Failed(_) => Err(NoSheets::Gone),
                }
            }
        }
    }

    /// Puts sheets back that could not be handed out, unless a new job was started meanwhile.
    pub fn put_back(&self, roll: RollId, taken: TakenSheets) {
        if let Some(job) = self.lock().get_mut(&roll)
            && matches!(job.state, State::Printed { .. })
        {
            job.state = State::Waiting {
                sheets: taken.sheets,
                until: taken.until,
            };
        }
    }

    /// Wipes the sheet of a code that was replaced or voided.
    pub fn forget_sheet(&self, roll: RollId, owner: CodeOf) {
        if let Some(Job {
            state: State::Waiting { sheets, .. },
            ..
        }) = self.lock().get_mut(&roll)
        {
            sheets.retain(|sheet| sheet.owner != owner);
        }
    }

    /// Wipes the sheets whose time is over.
    pub fn expire(&self, now: Timestamp) {
        for job in self.lock().values_mut() {
            if matches!(job.state, State::Waiting { until, .. } if until <= now) {
                job.state = State::Expired;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RollId, Job>> {
        // Nothing panics while holding the lock, and every state is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, roll: RollId, state: State) {
        if let Some(job) = self.lock().get_mut(&roll) {
            job.state = state;
        }
    }
}

/// A job under way. Dropped before its end, it counts as failed.
pub struct RunningJob {
    jobs: CodeJobs,
    roll: RollId,
    ended: bool,
}

impl RunningJob {
    /// One more code is hashed.
    pub fn advance(&self) {
        if let Some(Job {
            state: State::Running { done, .. },
            ..
        }) = self.jobs.lock().get_mut(&self.roll)
        {
            *done += 1;
        }
    }

    /// The codes are stored; their sheets wait until the given time.
    pub fn finish(mut self, sheets: Vec<Sheet>, until: Timestamp) {
        self.ended = true;
        self.jobs.set(self.roll, State::Waiting { sheets, until });
    }

    /// Nothing was stored.
    pub fn fail(mut self, problem: Problem) {
        self.ended = true;
        self.jobs.set(self.roll, State::Failed(problem));
    }
}

impl Drop for RunningJob {
    fn drop(&mut self) {
        if !self.ended {
            let problem = Problem::new(
                crate::types::ProblemKind::Internal,
                crate::key!("problem-internal"),
            );
            self.jobs.set(self.roll, State::Failed(problem));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::EntryId;
    use zeroize::Zeroizing;

    const ROLL: RollId = RollId(1);
    const ANNA: AccountId = AccountId(1);
    const BEN: AccountId = AccountId(2);

    fn sheets(n: i64) -> Vec<Sheet> {
        (1..=n)
            .map(|number| Sheet {
                owner: CodeOf::Entry(EntryId(number)),
                number,
                name: String::new(),
                body_name: String::new(),
                votes: 1,
                code: Zeroizing::new(format!("code {number}")),
            })
            .collect()
    }

    fn now() -> Timestamp {
        Timestamp::stored(1_800_000_000_000)
    }

    fn finished() -> CodeJobs {
        let jobs = CodeJobs::default();
        let job = jobs.start(ROLL, ANNA, "Anna", 3).expect("starts");
        job.finish(sheets(3), now().plus_millis(SHEETS_KEPT_MS));
        jobs
    }

    fn stage(jobs: &CodeJobs) -> JobStage {
        jobs.report(ROLL).expect("a job").stage
    }

    #[test]
    fn sheets_are_handed_out_once_and_only_to_who_had_them_made() {
        let jobs = finished();
        assert_eq!(
            jobs.take(ROLL, BEN, now()).map(drop),
            Err(NoSheets::OfSomebodyElse)
        );
        assert_eq!(jobs.take(ROLL, ANNA, now()).map(|t| t.sheets.len()), Ok(3));
        assert_eq!(
            jobs.take(ROLL, ANNA, now()).map(drop),
            Err(NoSheets::Printed)
        );
        assert_eq!(
            jobs.take(RollId(2), ANNA, now()).map(drop),
            Err(NoSheets::Gone)
        );
        assert_eq!(stage(&jobs), JobStage::Printed { at: now() });
    }

    #[test]
    fn sheets_that_could_not_be_handed_out_can_be_taken_again() {
        let jobs = finished();
        let taken = jobs.take(ROLL, ANNA, now()).expect("waits");
        jobs.put_back(ROLL, taken);
        assert_eq!(jobs.take(ROLL, ANNA, now()).map(|t| t.sheets.len()), Ok(3));
    }

    #[test]
    fn sheets_are_wiped_after_two_hours() {
        let jobs = finished();
        jobs.expire(now().plus_millis(SHEETS_KEPT_MS - 1));
        assert!(matches!(stage(&jobs), JobStage::Waiting { sheets: 3, .. }));
        assert_eq!(
            jobs.take(ROLL, ANNA, now().plus_millis(SHEETS_KEPT_MS))
                .map(drop),
            Err(NoSheets::Gone)
        );
        assert_eq!(stage(&jobs), JobStage::Expired);
    }

    #[test]
    fn one_job_at_a_time_runs_for_a_roll_and_tells_its_progress() {
        let jobs = CodeJobs::default();
        let job = jobs.start(ROLL, ANNA, "Anna", 2).expect("starts");
        job.advance();
        assert_eq!(stage(&jobs), JobStage::Running { done: 1, total: 2 });
        assert_eq!(
            jobs.start(ROLL, BEN, "Ben", 2).map(drop),
            Err(CannotStart::Running)
        );
        assert!(jobs.start(RollId(2), BEN, "Ben", 2).is_ok());
        assert_eq!(
            jobs.take(ROLL, ANNA, now()).map(drop),
            Err(NoSheets::Running)
        );
        assert!(jobs.is_running(ROLL));
        drop(job);
        assert!(matches!(stage(&jobs), JobStage::Failed(_)));
        assert!(jobs.start(ROLL, BEN, "Ben", 2).is_ok());
    }

    #[test]
    fn starting_again_wipes_the_sheets_of_before() {
        let jobs = finished();
        let job = jobs.start(ROLL, BEN, "Ben", 1).expect("starts");
        job.fail(Problem::not_found());
        assert_eq!(jobs.take(ROLL, ANNA, now()).map(drop), Err(NoSheets::Gone));
    }

    #[test]
    fn the_sheet_of_a_replaced_code_is_not_printed() {
        let jobs = finished();
        jobs.forget_sheet(ROLL, CodeOf::Entry(EntryId(2)));
        let left: Vec<_> = jobs
            .take(ROLL, ANNA, now())
            .expect("waits")
            .sheets
            .iter()
            .map(|s| s.number)
            .collect();
        assert_eq!(left, [1, 3]);
    }

    #[test]
    fn jobs_are_remembered_for_a_bounded_number_of_rolls() {
        let jobs = CodeJobs::default();
        let start = |roll| jobs.start(RollId(roll), ANNA, "Anna", 1);
        let running: Vec<_> = (0..100).map(|roll| start(roll).expect("starts")).collect();
        assert_eq!(start(100).map(drop), Err(CannotStart::TooMany));
        drop(running);
        assert!(start(100).is_ok());
        assert!(jobs.report(RollId(5)).is_none());
    }
}
