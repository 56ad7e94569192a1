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
use crate::support::{Database, Engine, block_on, seed};

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
        file.set_len(512 * 1024 * 1024).unwrap();
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

/// A PostgreSQL cluster of its own on the disk.
struct Cluster {
    programs: PathBuf,
    data: PathBuf,
    port: u16,
}

impl Cluster {
    fn create(place: &Path) -> Self {
        let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .unwrap()
            .map(|version| version.unwrap().path())
            .collect();
        versions.sort();
        let data = place.join("cluster");
        std::fs::create_dir(&data).unwrap();
        run("chown", &["postgres", data.to_str().unwrap()]);
        run("chmod", &["755", place.to_str().unwrap()]);
        let cluster = Self {
            programs: versions.pop().unwrap().join("bin"),
            data,
            port: free_port(),
        };
        let folder = format!("--pgdata={}", cluster.data.display());
        let how = "--username=mandat --auth=trust --encoding=UTF8 --no-locale --wal-segsize=1";
        let mut arguments = vec![folder.as_str()];
        arguments.extend(how.split(' '));
        run_as_postgres(&cluster.programs.join("initdb"), &arguments);
        cluster.start();
        cluster
    }

    fn start(&self) {
        let folder = format!("--pgdata={}", self.data.display());
        let log = format!("--log={}", self.data.join("log").display());
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c min_wal_size=2MB -c max_wal_size=8MB",
            self.port
        );
        let options = format!("--options={options}");
        let arguments = ["start", &folder, &log, &options, "--wait", "--timeout=60"];
        let started = as_postgres(&self.programs.join("pg_ctl"), &arguments)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        let said = std::fs::read_to_string(self.data.join("log")).unwrap_or_default();
        assert!(
            started.success(),
            "the database server did not start: {said}"
        );
    }

    fn address(&self) -> String {
        format!("postgres://mandat@127.0.0.1:{}/postgres", self.port)
    }

    /// Sends a signal to the server and all of its processes.
    fn signal(&self, signal: &str) {
        let pid = std::fs::read_to_string(self.data.join("postmaster.pid")).unwrap();
        let pid = pid.lines().next().unwrap();
        // There may be none at this moment.
        let children = || Command::new("pkill").args([signal, "-P", pid]).output();
        // What is killed has no children any more, and what is not stopped makes new ones.
        if signal == "-KILL" {
            let _ = children();
            run("kill", &[signal, pid]);
        } else {
            run("kill", &[signal, pid]);
            let _ = children();
        }
    }

    /// Kills all of its processes, and waits until none is left.
    fn kill(&self) {
        self.signal("-KILL");
        let folder = self.data.to_str().unwrap();
        let is_used = || {
            let mut fuser = Command::new("fuser");
            fuser
                .args(["-s", "-m", folder])
                .stderr(std::process::Stdio::null());
            fuser.status().unwrap().success()
        };
        for _ in 0..200 {
            if !is_used() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the database server still uses its disk");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let folder = format!("--pgdata={}", self.data.display());
        let stop = self.programs.join("pg_ctl");
        let _ = as_postgres(&stop, &["stop", &folder, "--mode=immediate"]).output();
    }
}

fn as_postgres(program: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("runuser");
    command
        .args(["-u", "postgres", "--", program.to_str().unwrap()])
        .args(arguments)
        .current_dir("/");
    command
}

fn run_as_postgres(program: &Path, arguments: &[&str]) {
    // The server keeps what it is given as its output, so nothing here may wait for the end of it.
    let done = as_postgres(program, arguments)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(done.success(), "{} {arguments:?}", program.display());
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn is_written(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|found| found.len() > 0)
}

#[test]
#[ignore = "mounts a file system, which takes root: cargo nextest run --run-ignored only row_20"]
fn row_20_what_was_acknowledged_is_there_after_the_power_went() {
    block_on(story(Engine::Sqlite));
}

#[test]
#[ignore = "mounts a file system, which takes root: cargo nextest run --run-ignored only row_20"]
fn row_20_what_was_acknowledged_is_there_after_the_power_of_a_database_server_went() {
    block_on(story(Engine::Postgres));
}

async fn story(engine: Engine) {
    let rounds: usize = std::env::var("MANDAT_POWER_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(5);
    let voters = VOTERS_A_ROUND * rounds;
    let disk = Disk::new();
    let cluster = (engine == Engine::Postgres).then(|| Cluster::create(&disk.place));
    let database = match &cluster {
        None => Database::sqlite_in(tempfile::tempdir_in(&disk.place).unwrap()),
        Some(cluster) => Database::on_cluster(&cluster.address()).await,
    };
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
        if let Some(cluster) = &cluster {
            cluster.signal("-STOP");
        }
        disk.keep();
        drop(server);
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.unwrap();
        }
        assert!(is_written(&unsynced));
        if let Some(cluster) = &cluster {
            cluster.kill();
        }
        disk.restore();
        if let Some(cluster) = &cluster {
            // After a cut nobody has its number; here what was killed may not be cleared away yet.
            std::fs::remove_file(cluster.data.join("postmaster.pid")).unwrap();
            cluster.start();
        }
        assert!(!is_written(&unsynced), "what was not synced is still there");
        let so_far = acknowledged.lock().unwrap().clone();
        check(&database, &so_far).await;
    }
    let kept = acknowledged.lock().unwrap().len();
    assert!(kept > rounds);
    // While its cluster is there.
    drop(database);
    println!("{engine:?}: the power went {rounds} times, {kept} votes acknowledged, 0 lost");
}
