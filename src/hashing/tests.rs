use std::collections::HashSet;
use std::sync::mpsc;

use argon2::PasswordHash;
use argon2::password_hash::{CustomizedPasswordHasher, PasswordVerifier};
use tokio::task::JoinSet;

use super::*;

const SALT: [u8; SALT_LEN] = *b"sixteen bytes ok";

fn settings(threads: usize, queue: usize) -> HashingSettings {
    HashingSettings {
        threads: NonZeroUsize::new(threads).unwrap(),
        queue: NonZeroUsize::new(queue).unwrap(),
        longest_wait: Duration::from_secs(60),
    }
}

fn secret(text: &str) -> Zeroizing<Vec<u8>> {
    text.as_bytes().to_vec().into()
}

fn task(text: &str) -> Task {
    Task {
        secret: secret(text),
        params: Params::DEFAULT,
        salt: SALT,
    }
}

/// Instead of hashing: reports each secret as it begins, and holds those that start with "hold"
/// until released.
struct Stage {
    hashing: Hashing,
    begun: mpsc::Receiver<String>,
    release: mpsc::Sender<()>,
}

impl Stage {
    fn new(settings: HashingSettings) -> Self {
        let (tell, begun) = mpsc::channel();
        let (release, released) = mpsc::channel();
        let released = Mutex::new(released);
        let kernel = move |_: &mut MemoryArea, task: &Task| {
            let name = String::from_utf8(task.secret.to_vec()).unwrap();
            tell.send(name.clone()).unwrap();
            if name.starts_with("hold") {
                released.lock().unwrap().recv().unwrap();
            }
            assert_ne!(name, "fault");
            Ok(Tag::default())
        };
        let hashing = Hashing::start_with(settings, Box::new(kernel)).unwrap();
        Self {
            hashing,
            begun,
            release,
        }
    }

    fn sign_in(&self, name: &str) -> oneshot::Receiver<Answer> {
        let shared = &self.hashing.owner.0;
        shared
            .enqueue(task(name), |lanes| &mut lanes.interactive)
            .unwrap()
    }

    fn known_code(&self, name: &str) -> oneshot::Receiver<Answer> {
        let shared = &self.hashing.owner.0;
        shared
            .enqueue(task(name), |lanes| &mut lanes.first)
            .unwrap()
    }

    fn bulk(&self, name: &str) -> oneshot::Receiver<Answer> {
        let shared = &self.hashing.owner.0;
        shared.enqueue(task(name), |lanes| &mut lanes.bulk).unwrap()
    }

    fn next_begun(&self) -> String {
        self.begun.recv_timeout(Duration::from_secs(60)).unwrap()
    }
}

#[tokio::test]
async fn a_secret_verifies_against_its_own_hash_only() {
    let hashing = Hashing::start(settings(1, 4)).unwrap();
    let stored = hashing.hash(secret("right"), SALT).await.unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(
        hashing.verify(secret("right"), stored.clone()).await,
        Ok(true)
    );
    assert_eq!(
        hashing.verify(secret("wrong"), stored.clone()).await,
        Ok(false)
    );
    assert_eq!(hashing.verify(secret(""), stored.clone()).await, Ok(false));
    assert_eq!(
        hashing.hash_in_bulk(secret("right"), SALT).await,
        Ok(stored.clone())
    );
    let other_salt = hashing.hash(secret("right"), [0; SALT_LEN]).await.unwrap();
    assert_ne!(other_salt, stored);
    assert_eq!(
        hashing.verify(secret("right"), "plain".to_owned()).await,
        Err(HashingError::Stored(PhcError::Form))
    );
}

#[tokio::test]
async fn hashes_agree_with_the_argon2_crate_in_both_directions() {
    let hashing = Hashing::start(settings(1, 4)).unwrap();
    for text in ["", "pässwört", "long\0secret".repeat(20).as_str()] {
        let ours = hashing.hash(secret(text), SALT).await.unwrap();
        let read = PasswordHash::new(&ours).unwrap();
        assert!(
            Argon2::default()
                .verify_password(text.as_bytes(), &read)
                .is_ok()
        );
        assert!(
            Argon2::default()
                .verify_password(b"another", &read)
                .is_err()
        );
    }
    // Other strengths, as a later version may have stored them; the area grows once and is reused.
    for (memory, passes, lanes) in [(7_168, 5, 1), (24_576, 1, 2), (19_456, 2, 1)] {
        let theirs = Argon2::default()
            .hash_password_customized(
                b"secret",
                &SALT,
                None,
                None,
                Params::new(memory, passes, lanes, None).unwrap(),
            )
            .unwrap()
            .to_string();
        assert_eq!(
            hashing.verify(secret("secret"), theirs.clone()).await,
            Ok(true)
        );
        assert_eq!(hashing.verify(secret("Secret"), theirs).await, Ok(false));
    }
}

#[tokio::test]
async fn row_39_a_dummy_verification_does_the_work_of_a_real_one_and_is_always_false() {
    let (tell, told) = mpsc::channel();
    let kernel = move |_: &mut MemoryArea, task: &Task| {
        let params = &task.params;
        let cost = (params.m_cost(), params.t_cost(), params.p_cost());
        tell.send(cost).unwrap();
        // The very tag of the dummy: even then the answer is false.
        Ok(Tag::default())
    };
    let hashing = Hashing::start_with(settings(1, 4), Box::new(kernel)).unwrap();
    assert_eq!(
        hashing.verify(secret("x"), DUMMY.to_owned()).await,
        Ok(true)
    );
    assert_eq!(hashing.verify_dummy(secret("x")).await, Ok(false));
    hashing.hash(secret("x"), SALT).await.unwrap();
    drop(hashing);
    assert_eq!(told.iter().collect::<Vec<_>>(), [(19_456, 2, 1); 3]);
}

#[tokio::test]
async fn row_42_there_are_never_more_memory_areas_than_threads() {
    let (tell, told) = mpsc::channel();
    let kernel = move |area: &mut MemoryArea, task: &Task| {
        let tag = argon2id(area, task)?;
        tell.send((area.blocks.as_ptr() as usize, area.blocks.capacity()))
            .unwrap();
        Ok(tag)
    };
    let hashing = Hashing::start_with(settings(2, 200), Box::new(kernel)).unwrap();
    let mut requests = JoinSet::new();
    for number in 0..12_u8 {
        let hashing = hashing.clone();
        requests.spawn(async move { hashing.hash(secret("storm"), [number; SALT_LEN]).await });
    }
    let hashes: HashSet<_> = requests
        .join_all()
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(hashes.len(), 12);
    drop(hashing);
    let areas: Vec<_> = told.iter().collect();
    assert_eq!(areas.len(), 12);
    assert!(areas.iter().all(|(_, blocks)| *blocks == 19_456));
    assert!(areas.into_iter().collect::<HashSet<_>>().len() <= 2);
}

#[test]
fn a_memory_area_is_wiped_after_use() {
    let mut area = MemoryArea::default();
    argon2id(&mut area, &task("secret")).unwrap();
    assert!(area.used);
    area.wipe();
    assert!(!area.used);
    assert_eq!(area.blocks.len(), 19_456);
    assert!(
        area.blocks
            .iter()
            .all(|block| block.as_ref().iter().all(|word| *word == 0))
    );
}

#[tokio::test]
async fn a_full_queue_turns_away_at_once_and_has_room_again_afterwards() {
    let stage = Stage::new(settings(1, 3));
    let held = stage.sign_in("hold");
    stage.next_begun();
    let waiting: Vec<_> = (0..3).map(|_| stage.sign_in("waits")).collect();
    let refused = stage.hashing.hash(secret("too many"), SALT).await;
    let retry_after = Duration::from_secs(60);
    assert_eq!(refused, Err(HashingError::Busy { retry_after }));
    stage.release.send(()).unwrap();
    held.await.unwrap().unwrap();
    for answer in waiting {
        answer.await.unwrap().unwrap();
    }
    assert!(stage.hashing.hash(secret("later"), SALT).await.is_ok());
    drop(stage.hashing);
    assert!(stage.begun.iter().all(|name| name != "too many"));
}

#[tokio::test]
async fn a_request_that_waited_too_long_is_turned_away_and_never_hashed() {
    let stage = Stage::new(HashingSettings {
        longest_wait: Duration::ZERO,
        ..settings(1, 3)
    });
    let held = stage.sign_in("hold");
    stage.next_begun();
    let late = stage.hashing.hash(secret("late"), SALT).await;
    let retry_after = Duration::from_secs(1);
    assert_eq!(late, Err(HashingError::Busy { retry_after }));
    stage.release.send(()).unwrap();
    held.await.unwrap().unwrap();
    stage.sign_in("next").await.unwrap().unwrap();
    assert_eq!(stage.next_begun(), "next");
}

#[tokio::test]
async fn those_who_gave_up_are_skipped_and_free_their_places() {
    let stage = Stage::new(settings(1, 3));
    let held = stage.sign_in("hold");
    stage.next_begun();
    for _ in 0..50 {
        drop(stage.sign_in("gone"));
        drop(stage.bulk("gone"));
    }
    let stays = stage.sign_in("stays");
    stage.release.send(()).unwrap();
    held.await.unwrap().unwrap();
    stays.await.unwrap().unwrap();
    drop(stage.hashing);
    assert_eq!(stage.begun.iter().collect::<Vec<_>>(), ["stays"]);
}

#[tokio::test]
async fn a_sign_in_waits_for_one_bulk_hash_at_most() {
    let stage = Stage::new(settings(1, 350));
    let running = stage.bulk("hold bulk");
    stage.next_begun();
    let bulk: Vec<_> = (0..349).map(|_| stage.bulk("bulk")).collect();
    let sign_in = stage.sign_in("sign-in");
    stage.release.send(()).unwrap();
    sign_in.await.unwrap().unwrap();
    assert_eq!(stage.next_begun(), "sign-in");
    running.await.unwrap().unwrap();
    for answer in bulk {
        answer.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn row_42_a_known_code_passes_a_full_queue_of_others_which_still_go_on() {
    let stage = Stage::new(settings(1, 4));
    let mut answers = vec![stage.sign_in("hold")];
    assert_eq!(stage.next_begun(), "hold");
    answers.extend(["a", "b", "c", "d"].map(|name| stage.sign_in(name)));
    answers.extend(["1", "2", "3", "4"].map(|name| stage.known_code(name)));
    stage.release.send(()).unwrap();
    for answer in answers {
        answer.await.unwrap().unwrap();
    }
    let order: Vec<_> = (0..8).map(|_| stage.next_begun()).collect();
    assert_eq!(order, ["1", "2", "3", "a", "4", "b", "c", "d"]);
}

#[tokio::test]
async fn in_a_storm_bulk_work_goes_on_but_no_sign_in_waits_for_two_of_it() {
    let stage = Stage::new(settings(1, 4));
    let held = stage.sign_in("hold");
    stage.next_begun();
    let bulk = [stage.bulk("bulk"), stage.bulk("bulk")];
    let storm: Vec<_> = (1..=4)
        .map(|n| stage.sign_in(&format!("sign-in {n}")))
        .collect();
    stage.release.send(()).unwrap();
    held.await.unwrap().unwrap();
    for answer in storm.into_iter().chain(bulk) {
        answer.await.unwrap().unwrap();
    }
    drop(stage.hashing);
    assert_eq!(
        stage.begun.iter().collect::<Vec<_>>(),
        [
            "sign-in 1",
            "sign-in 2",
            "sign-in 3",
            "bulk",
            "sign-in 4",
            "bulk"
        ]
    );
}

#[tokio::test]
async fn the_codes_of_a_whole_roll_are_hashed_in_bulk_without_being_turned_away() {
    let stage = Stage::new(settings(2, 3));
    let mut codes = JoinSet::new();
    for _ in 0..350 {
        let hashing = stage.hashing.clone();
        codes.spawn(async move { hashing.hash_in_bulk(secret("code"), SALT).await });
    }
    assert!(codes.join_all().await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_fault_in_one_hash_is_answered_and_the_thread_goes_on() {
    let stage = Stage::new(settings(1, 3));
    for _ in 0..3 {
        let fault = stage.hashing.hash(secret("fault"), SALT).await;
        assert_eq!(fault, Err(HashingError::Failed));
    }
    assert!(stage.hashing.hash(secret("fine"), SALT).await.is_ok());
}

#[tokio::test]
async fn stopping_answers_everybody_who_waits() {
    let stage = Stage::new(settings(1, 3));
    let held = stage.sign_in("hold");
    stage.next_begun();
    let (waiting, bulk) = (stage.sign_in("waits"), stage.bulk("waits"));
    stage.hashing.stop();
    assert!(waiting.await.is_err());
    assert!(bulk.await.is_err());
    let stopped = Err(HashingError::Stopped);
    assert_eq!(stage.hashing.hash(secret("new"), SALT).await, stopped);
    assert_eq!(
        stage.hashing.hash_in_bulk(secret("new"), SALT).await,
        stopped
    );
    assert_eq!(
        stage.hashing.verify_dummy(secret("new")).await,
        Err(HashingError::Stopped)
    );
    stage.release.send(()).unwrap();
    assert!(held.await.unwrap().is_ok(), "a hash under way is finished");
}

#[tokio::test]
async fn stopping_answers_bulk_work_that_has_not_yet_come_to_the_threads() {
    let stage = Stage::new(settings(1, 1));
    let (first, second) = (stage.hashing.clone(), stage.hashing.clone());
    let under_way = tokio::spawn(async move { first.hash_in_bulk(secret("hold"), SALT).await });
    let waiting = tokio::spawn(async move { second.hash_in_bulk(secret("code"), SALT).await });
    tokio::task::yield_now().await;
    stage.next_begun();
    stage.hashing.stop();
    assert_eq!(waiting.await.unwrap(), Err(HashingError::Stopped));
    stage.release.send(()).unwrap();
    assert!(under_way.await.unwrap().is_ok());
}

#[tokio::test]
async fn the_threads_end_with_the_last_handle() {
    let stage = Stage::new(settings(3, 3));
    let clone = stage.hashing.clone();
    drop(stage.hashing);
    assert!(clone.hash(secret("still there"), SALT).await.is_ok());
    drop(clone);
    // The channel ends when the last thread lets go of what they share.
    assert_eq!(stage.begun.iter().collect::<Vec<_>>(), ["still there"]);
}
