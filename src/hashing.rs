//! Slow hashing of passwords and voting codes (argon2id) on a few threads of its own, so that a
//! storm of sign-ins fills neither the memory nor the threads that serve pages.
//!
//! Each thread keeps one memory area and reuses it. Sign-ins wait in a bounded queue; beyond it
//! they are turned away at once. Codes that exist have a lane and a queue of their own, so that a
//! flood of invented ones keeps no voter out. Bulk work (the codes of a roll) waits in a lane of its
//! own and yields to all of them. Deliberately not here: what is hashed, and who may try how often.

mod pepper;
mod phc;

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq;
use tokio::sync::{Semaphore, oneshot};
use zeroize::{Zeroize, Zeroizing};

pub use pepper::{Pepper, PepperError};
use phc::{Phc, TAG_LEN};
pub use phc::{PhcError, SALT_LEN};

/// What an unknown selector or e-mail is verified against, of the same cost as a real hash.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How much hashing may take of the machine.
#[derive(Clone, Copy, Debug)]
pub struct HashingSettings {
    /// Hashing threads, each with a memory area of 19 MiB; default: one per core.
    pub threads: NonZeroUsize,
    /// Requests that may wait; default 200.
    pub queue: NonZeroUsize,
    /// After which a waiting request is turned away; default 5 s.
    pub longest_wait: Duration,
}

impl Default for HashingSettings {
    fn default() -> Self {
        Self {
            threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            queue: NonZeroUsize::MIN.saturating_add(199),
            longest_wait: Duration::from_secs(5),
        }
    }
}

/// Why there is no answer about a secret. Says nothing about whether the secret was right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    #[error("too many sign-ins are waiting; try again in {} s", .retry_after.as_secs())]
    Busy { retry_after: Duration },
    #[error("hashing has been stopped")]
    Stopped,
    #[error("the hash could not be computed")]
    Failed,
    #[error(transparent)]
    Stored(#[from] PhcError),
}

/// The handle to the hashing threads; they end when the last clone is dropped.
/// Needs a tokio runtime with time enabled.
#[derive(Clone)]
pub struct Hashing {
    owner: Arc<Owner>,
    longest_wait: Duration,
}

impl Hashing {
    /// Starts the threads.
    ///
    /// # Errors
    /// The system refused a thread; those already started end again.
    pub fn start(settings: HashingSettings) -> std::io::Result<Self> {
        Self::start_with(settings, Box::new(argon2id))
    }

    fn start_with(settings: HashingSettings, kernel: Box<Kernel>) -> std::io::Result<Self> {
        let threads = settings.threads.get();
        let queue = settings.queue.get();
        let shared = Arc::new(Shared {
            lanes: Mutex::new(Lanes::default()),
            work: Condvar::new(),
            queue,
            bulk_places: Semaphore::new(threads.saturating_mul(2).min(queue)),
            kernel,
        });
        let hashing = Self {
            owner: Arc::new(Owner(Arc::clone(&shared))),
            longest_wait: settings.longest_wait,
        };
        for number in 0..threads {
            let shared = Arc::clone(&shared);
            thread::Builder::new()
                .name(format!("hashing-{number}"))
                .spawn(move || shared.serve())?;
        }
        Ok(hashing)
    }

    /// Hashes a secret (m=19456 KiB, t=2, p=1) with 16 random bytes of salt, into the text to store.
    ///
    /// # Errors
    /// `Busy` when the queue is full or the wait too long, `Stopped`, `Failed`.
    pub async fn hash(
        &self,
        secret: Zeroizing<Vec<u8>>,
        salt: [u8; SALT_LEN],
    ) -> Result<String, HashingError> {
        let params = Params::DEFAULT;
        let task = Task {
            secret,
            params,
            salt,
        };
        let tag = self
            .answer_soon(task, |lanes| &mut lanes.interactive)
            .await?;
        Ok(stored(salt, &tag))
    }

    /// As [`Self::hash`], but yields to sign-ins and waits as long as it takes. Many at once are
    /// welcome: they come to the threads a few at a time.
    ///
    /// # Errors
    /// `Stopped`, `Failed`; never `Busy`.
    pub async fn hash_in_bulk(
        &self,
        secret: Zeroizing<Vec<u8>>,
        salt: [u8; SALT_LEN],
    ) -> Result<String, HashingError> {
        let shared = &self.owner.0;
        let _place = shared
            .bulk_places
            .acquire()
            .await
            .or(Err(HashingError::Stopped))?;
        let params = Params::DEFAULT;
        let task = Task {
            secret,
            params,
            salt,
        };
        let answer = shared.enqueue(task, |lanes| &mut lanes.bulk);
        let answer = answer.ok_or(HashingError::Stopped)?;
        let tag = answer.await.unwrap_or(Err(HashingError::Stopped))?;
        Ok(stored(salt, &tag))
    }

    /// Whether the secret gives the stored hash, compared in constant time.
    ///
    /// # Errors
    /// As [`Self::hash`], and `Stored` where the stored text is not understood.
    pub async fn verify(
        &self,
        secret: Zeroizing<Vec<u8>>,
        phc: String,
    ) -> Result<bool, HashingError> {
        self.verify_in(secret, &phc, |lanes| &mut lanes.interactive)
            .await
    }

    /// As [`Self::verify`], before what waits there: for a voting code whose selector is known. Without a storm the time taken is
    /// the same; in one it may tell that a selector exists, which is random and opens nothing.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub async fn verify_first(
        &self,
        secret: Zeroizing<Vec<u8>>,
        phc: String,
    ) -> Result<bool, HashingError> {
        self.verify_in(secret, &phc, |lanes| &mut lanes.first).await
    }

    async fn verify_in(
        &self,
        secret: Zeroizing<Vec<u8>>,
        phc: &str,
        lane: impl Fn(&mut Lanes) -> &mut VecDeque<Job>,
    ) -> Result<bool, HashingError> {
        let Phc { params, salt, tag } = Phc::parse(phc)?;
        let task = Task {
            secret,
            params,
            salt,
        };
        let found = self.answer_soon(task, lane).await?;
        Ok(bool::from(found.ct_eq(&tag)))
    }

    /// Costs as much as [`Self::verify`] and is always false: for names and codes that are not
    /// known, so that the time taken does not tell.
    ///
    /// # Errors
    /// As [`Self::hash`].
    pub async fn verify_dummy(&self, secret: Zeroizing<Vec<u8>>) -> Result<bool, HashingError> {
        let _equal = self.verify(secret, DUMMY.to_owned()).await?;
        Ok(false)
    }

    /// Answers everything that waits with `Stopped` and takes no more; hashes under way are finished.
    pub fn stop(&self) {
        self.owner.0.stop();
    }

    async fn answer_soon(
        &self,
        task: Task,
        lane: impl Fn(&mut Lanes) -> &mut VecDeque<Job>,
    ) -> Result<Tag, HashingError> {
        // Whoever waits now is served or has given up by then.
        let busy = HashingError::Busy {
            retry_after: self.longest_wait.max(Duration::from_secs(1)),
        };
        let shared = &self.owner.0;
        let Some(answer) = shared.enqueue(task, lane) else {
            return Err(if shared.lock().stopped {
                HashingError::Stopped
            } else {
                busy
            });
        };
        match tokio::time::timeout(self.longest_wait, answer).await {
            Ok(answered) => answered.unwrap_or(Err(HashingError::Stopped)),
            Err(_elapsed) => Err(busy),
        }
    }
}

fn stored(salt: [u8; SALT_LEN], tag: &Tag) -> String {
    let phc = Phc {
        params: Params::DEFAULT,
        salt,
        tag: **tag,
    };
    phc.to_string()
}

/// Held by the handles alone, so that dropping the last of them ends the threads.
struct Owner(Arc<Shared>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.stop();
    }
}

type Tag = Zeroizing<[u8; TAG_LEN]>;
type Answer = Result<Tag, HashingError>;
type Kernel = dyn Fn(&mut MemoryArea, &Task) -> Answer + Send + Sync;

struct Task {
    secret: Zeroizing<Vec<u8>>,
    params: Params,
    salt: [u8; SALT_LEN],
}

struct Job {
    task: Task,
    answer: oneshot::Sender<Answer>,
}

/// Hashes of the first lane after which one of those behind it comes in between.
const FIRST_IN_A_ROW: usize = 3;

#[derive(Default)]
struct Lanes {
    /// Codes that exist.
    first: VecDeque<Job>,
    interactive: VecDeque<Job>,
    bulk: VecDeque<Job>,
    first_in_a_row: usize,
    interactive_in_a_row: usize,
    stopped: bool,
}

impl Lanes {
    /// Interactive work first. One bulk hash comes in between after as many interactive ones as
    /// the queue holds: whoever waits in the queue is then delayed by one bulk hash at most, and
    /// yet bulk work goes on in the longest storm.
    fn next(&mut self, queue: usize) -> Option<Job> {
        if self.interactive_in_a_row < queue
            && let Some(job) = self.next_interactive()
        {
            self.interactive_in_a_row += 1;
            return Some(job);
        }
        self.interactive_in_a_row = 0;
        next_wanted(&mut self.bulk).or_else(|| self.next_interactive())
    }

    fn next_interactive(&mut self) -> Option<Job> {
        if self.first_in_a_row < FIRST_IN_A_ROW
            && let Some(job) = next_wanted(&mut self.first)
        {
            self.first_in_a_row += 1;
            return Some(job);
        }
        self.first_in_a_row = 0;
        next_wanted(&mut self.interactive).or_else(|| next_wanted(&mut self.first))
    }
}

/// The next job whose requester is still there; those who gave up cost no hash.
fn next_wanted(lane: &mut VecDeque<Job>) -> Option<Job> {
    loop {
        let job = lane.pop_front()?;
        if !job.answer.is_closed() {
            return Some(job);
        }
    }
}

struct Shared {
    lanes: Mutex<Lanes>,
    work: Condvar,
    queue: usize,
    bulk_places: Semaphore,
    kernel: Box<Kernel>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Lanes> {
        // Nothing panics while holding the lock, and the lanes are whole at every step.
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `None` when stopped or when the lane is full of jobs that are still wanted.
    fn enqueue(
        &self,
        task: Task,
        lane: impl Fn(&mut Lanes) -> &mut VecDeque<Job>,
    ) -> Option<oneshot::Receiver<Answer>> {
        let mut lanes = self.lock();
        if lanes.stopped {
            return None;
        }
        let lane = lane(&mut lanes);
        if lane.len() >= self.queue {
            lane.retain(|job| !job.answer.is_closed());
        }
        if lane.len() >= self.queue {
            return None;
        }
        let (answer, receiver) = oneshot::channel();
        lane.push_back(Job { task, answer });
        drop(lanes);
        self.work.notify_one();
        Some(receiver)
    }

    fn stop(&self) {
        let mut lanes = self.lock();
        lanes.stopped = true;
        // Dropping a job tells its requester.
        lanes.first.clear();
        lanes.interactive.clear();
        lanes.bulk.clear();
        drop(lanes);
        self.bulk_places.close();
        self.work.notify_all();
    }

    /// The life of one hashing thread.
    fn serve(&self) {
        let mut area = MemoryArea::default();
        while let Some(Job { task, answer }) = self.next(&mut area) {
            // A fault in one hash must neither end the thread nor leave its requester waiting.
            let hashed = catch_unwind(AssertUnwindSafe(|| (self.kernel)(&mut area, &task)));
            drop(task);
            let hashed = hashed.unwrap_or_else(|_| {
                tracing::error!("a hash was given up after a fault; the thread goes on");
                Err(HashingError::Failed)
            });
            // Who gave up meanwhile does not miss the answer.
            drop(answer.send(hashed));
        }
    }

    fn next(&self, area: &mut MemoryArea) -> Option<Job> {
        let mut lanes = self.lock();
        loop {
            if lanes.stopped {
                return None;
            }
            if let Some(job) = lanes.next(self.queue) {
                return Some(job);
            }
            if area.used {
                drop(lanes);
                area.wipe();
                lanes = self.lock();
            } else {
                lanes = self
                    .work
                    .wait(lanes)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

/// One thread's working memory, kept between hashes and wiped when there is nothing to do.
#[derive(Default)]
struct MemoryArea {
    blocks: Vec<Block>,
    used: bool,
}

impl MemoryArea {
    fn blocks(&mut self, count: usize) -> Result<&mut [Block], HashingError> {
        if self.blocks.len() < count {
            self.wipe();
            // Give the smaller area back before asking for the larger one.
            self.blocks = Vec::new();
            let reserved = self.blocks.try_reserve_exact(count);
            reserved.or(Err(HashingError::Failed))?;
            self.blocks.resize(count, Block::new());
        }
        self.used = true;
        self.blocks.get_mut(..count).ok_or(HashingError::Failed)
    }

    fn wipe(&mut self) {
        self.blocks.iter_mut().for_each(Zeroize::zeroize);
        self.used = false;
    }
}

impl Drop for MemoryArea {
    fn drop(&mut self) {
        self.wipe();
    }
}

fn argon2id(area: &mut MemoryArea, task: &Task) -> Answer {
    let blocks = area.blocks(task.params.block_count())?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, task.params.clone());
    let mut tag = Tag::default();
    argon2
        .hash_password_into_with_memory(&task.secret, &task.salt, tag.as_mut_slice(), blocks)
        .or(Err(HashingError::Failed))?;
    Ok(tag)
}

#[cfg(test)]
mod tests;
