//! The power goes while votes are cast: what had reached the disk is all that is left, and every acknowledged vote is in it.
//!
//! The database lies on a file system of its own in a file. What was written but not synced is in memory, not in that file; so a copy of
//! the file is what a cut would leave. `MANDAT_POWER_ROUNDS` sets how often the power goes (5 times unless set).

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::kill::{cast, check, start};
use crate::support::{Database, block_on, seed};

const VOTERS_A_ROUND: usize = 200;
const CLIENTS: usize = 20;

fn run(program: &str, arguments: &[&str]) {
    let done = Command::new(program).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program} {arguments:?}: {said}");
}

/// A file system in a file.
struct Disk {
    folder: tempfile::TempDir,
    place: PathBuf,
}

impl Disk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("disk");
        std::fs::create_dir(&place).unwrap();
        let disk = Self { folder, place };
        let image = disk.image("now");
        let file = std::fs::File::create(&image).unwrap();
        file.set_len(192 * 1024 * 1024).unwrap();
        run("mkfs.ext4", &["-q", image.to_str().unwrap()]);
        disk.mount();
        disk
    }

    fn image(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Nothing is written to it by the system itself before it is unmounted, only what a program syncs.
    fn mount(&self) {
        let (image, place) = (self.image("now"), self.place.to_str().unwrap());
        let how = "loop,commit=3600";
        run("mount", &["-o", how, image.to_str().unwrap(), place]);
    }

    fn unmount(&self) {
        run("umount", &[self.place.to_str().unwrap()]);
    }

    /// Keeps what is on the disk now, as it would be found after a cut.
    fn keep(&self) {
        std::fs::copy(self.image("now"), self.image("kept")).unwrap();
    }

    /// Puts back what was kept.
    fn restore(&self) {
        self.unmount();
        std::fs::rename(self.image("kept"), self.image("now")).unwrap();
        self.mount();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.place).output();
    }
}

fn is_written(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|found| found.len() > 0)
}

#[test]
#[ignore = "mounts a file system, which takes root: cargo nextest run --run-ignored only row_20"]
fn row_20_what_was_acknowledged_is_there_after_the_power_went() {
    block_on(story());
}

async fn story() {
    let rounds: usize = std::env::var("MANDAT_POWER_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(5);
    let voters = VOTERS_A_ROUND * rounds;
    let disk = Disk::new();
    let database = Database::sqlite_in(tempfile::tempdir_in(&disk.place).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let seeded = seed::seed(&database.address, folder.path(), voters, 0).await;
    run("sync", &[]);
    let tokens = Arc::new(seeded.sessions);
    let acknowledged = Arc::new(Mutex::new(HashSet::new()));
    let next = Arc::new(AtomicUsize::new(0));

    for round in 0..rounds {
        let server = start(&database.address, folder.path()).await;
        let stop = Arc::new(AtomicBool::new(false));
        let mut clients = Vec::new();
        for _ in 0..CLIENTS {
            let (tokens, acknowledged, next, stop) = (
                Arc::clone(&tokens),
                Arc::clone(&acknowledged),
                Arc::clone(&next),
                Arc::clone(&stop),
            );
            let address = server.address.clone();
            clients.push(tokio::spawn(async move {
                let client = reqwest::Client::new();
                while !stop.load(Ordering::Relaxed) {
                    let voter = next.fetch_add(1, Ordering::Relaxed) % voters;
                    if cast(&client, &address, &tokens[voter]).await == Some(200) {
                        acknowledged.lock().unwrap().insert(voter as i64 + 1);
                    }
                }
            }));
        }
        let enough = acknowledged.lock().unwrap().len() + 20 + (round * 37) % 90;
        while acknowledged.lock().unwrap().len() < enough {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // What nobody synced has to be gone afterwards, or this test shows nothing.
        let unsynced = disk.place.join(format!("unsynced-{round}"));
        std::fs::write(&unsynced, "x").unwrap();
        // Nothing is answered from here on.
        run("kill", &["-STOP", &server.child.id().to_string()]);
        disk.keep();
        drop(server);
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.unwrap();
        }
        assert!(is_written(&unsynced));
        disk.restore();
        assert!(!is_written(&unsynced), "what was not synced is still there");
        let so_far = acknowledged.lock().unwrap().clone();
        check(&database, &so_far).await;
    }
    let kept = acknowledged.lock().unwrap().len();
    assert!(kept > rounds);
    println!("the power went {rounds} times, {kept} votes acknowledged, 0 lost");
}
