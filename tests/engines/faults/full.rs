//! The disk full while votes come in: on a file system of a few megabytes that only the program sees.
//!
//! SQLite alone: PostgreSQL's disk is its own server's matter; its refusals (53100, restarts) are those of `locked` and `kill`.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tokio::net::TcpStream;

use crate::{
    engines::kill::{cast, check},
    support::{Database, Engine, block_on, seed},
};

const VOTERS: usize = 900;
/// Room for the database, its log up to the size at which the engine empties it, and a little.
const MEGABYTES: usize = 12;

/// The program in a view of the file system of its own, in which the folder is a small disk.
struct Confined {
    child: Child,
    address: String,
    /// The small disk as seen from outside.
    disk: PathBuf,
}

impl Confined {
    /// Starts it on a copy of the database; nothing where this system gives no such view to ordinary users.
    async fn start(database: &Path, pepper: &Path, mount: &Path) -> Option<Self> {
        let confines = |script: &str| {
            let mut command = Command::new("unshare");
            command.args(["--map-root-user", "--mount", "sh", "-c", script, "sh"]);
            command
        };
        let tried = confines("mount -t tmpfs -o size=1m tmpfs \"$1\"")
            .arg(mount)
            .stderr(Stdio::null())
            .status();
        if !tried.is_ok_and(|status| status.success()) {
            let _ = writeln!(
                std::io::stderr(),
                "\n*** NOT TESTED WITH A FULL DISK: this system mounts nothing for ordinary users (unshare) ***\n"
            );
            return None;
        }
        let address = {
            let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            probe.local_addr().unwrap().to_string()
        };
        let script = format!(
            "mount -t tmpfs -o size={MEGABYTES}m tmpfs \"$1\" && cp \"$2\" \"$1/mandat.db\" && exec \"$3\" serve"
        );
        let child = confines(&script)
            .args([mount, database])
            .arg(env!("CARGO_BIN_EXE_mandat"))
            .env("MANDAT_DATABASE_URL", mount.join("mandat.db"))
            .env("MANDAT_PEPPER_FILE", pepper)
            .env("MANDAT_LISTEN", &address)
            .env("MANDAT_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let inside = format!("/proc/{}/root", child.id());
        let confined = Self {
            disk: Path::new(&inside).join(mount.strip_prefix("/").unwrap()),
            child,
            address,
        };
        for _ in 0..400 {
            if TcpStream::connect(&confined.address).await.is_ok() {
                return Some(confined);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the program did not start on the small disk");
    }

    /// Takes all the room there is, but for so many bytes.
    fn fill(&self, left: usize) {
        let mut filler = File::create(self.disk.join("filler")).unwrap();
        let block = [1_u8; 4_096];
        while filler.write_all(&block).is_ok() {}
        let full = filler.metadata().unwrap().len();
        filler.set_len(full.saturating_sub(left as u64)).unwrap();
    }

    fn free(&self) {
        fs::remove_file(self.disk.join("filler")).unwrap();
    }

    fn log_size(&self) -> u64 {
        fs::metadata(self.disk.join("mandat.db-wal")).map_or(0, |file| file.len())
    }
}

impl Drop for Confined {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn fault_08_with_a_full_disk_votes_are_503_and_not_counted_and_go_on_without_a_restart() {
    block_on(story());
}

async fn story() {
    let database = Database::create(Engine::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let seeded = seed::seed(&database.address, folder.path(), VOTERS, 0).await;
    // Into one file, as a copy needs it.
    let mut outside = database.connect().await;
    outside.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
    drop(outside);
    let mount = tempfile::tempdir().unwrap();
    let pepper = folder.path().join("pepper");
    let Some(server) = Confined::start(Path::new(&database.address), &pepper, mount.path()).await
    else {
        return;
    };
    let client = reqwest::Client::new();
    let vote = async |voter: usize| {
        let answered = cast(&client, &server.address, &seeded.sessions[voter]).await;
        answered.expect("the program answers with a full disk as well")
    };
    let mut acknowledged = HashSet::new();
    let mut refused = Vec::new();
    let mut next = 0;
    let mut note = |voter: usize, status: u16| match status {
        200 => drop(acknowledged.insert(voter as i64 + 1)),
        503 => refused.push(voter),
        other => panic!("voter {voter}: {other}"),
    };

    // While the log grows: no room, then room for less than a vote, then for some votes.
    for left in [0, 2_048, 9_000, 60_000] {
        note(next, vote(next).await);
        next += 1;
        server.fill(left);
        let mut refusals = 0;
        while refusals < 2 {
            let status = vote(next).await;
            refusals += usize::from(status == 503);
            note(next, status);
            next += 1;
            assert!(next < 200, "the disk does not get full");
        }
        server.free();
        let status = vote(next).await;
        assert_eq!(status, 200, "with room again after {left} bytes were left");
        note(next, status);
        next += 1;
    }
    // The log is used again from its beginning, and needs room where it is carried over into the database.
    while server.log_size() < 3_900_000 {
        note(next, vote(next).await);
        next += 1;
        assert!(next < 600, "the log does not grow: {}", server.log_size());
    }
    server.fill(0);
    let mut refusals = 0;
    while refusals < 3 && next < 800 {
        let status = vote(next).await;
        refusals += usize::from(status == 503);
        note(next, status);
        next += 1;
    }
    server.free();
    assert!(
        refused.len() >= 8,
        "hardly anything was refused: {refused:?}"
    );

    // Without a restart: whoever was refused votes, and was not counted before.
    for voter in &refused {
        assert_eq!(vote(*voter).await, 200, "voter {voter} had not voted");
    }
    acknowledged.extend(refused.iter().map(|voter| *voter as i64 + 1));
    let last = vote(next).await;
    assert_eq!(last, 200);
    acknowledged.insert(next as i64 + 1);

    // What is on the small disk is laid where the look from outside expects it.
    for end in ["", "-wal"] {
        let from = server.disk.join(format!("mandat.db{end}"));
        fs::copy(from, format!("{}{end}", database.address)).unwrap();
    }
    drop(server);
    let marked = check(&database, &acknowledged).await;
    assert_eq!(marked, acknowledged, "nobody is marked who was not told so");
    println!("{} refused, {} counted", refused.len(), marked.len());
}
