//! `mandat rehearse`: the whole way in a copy that is marked on every page, sends nothing, takes no code of the real vote and goes away.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use super::{CliError, open_app_with, serve};
use crate::{
    App, accounts,
    config::{Config, MailRoute, MailSettings},
    db::Db,
    polls,
    types::Clock,
};

/// Options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Where the copy is kept; an earlier one there is replaced, and it goes away at the end.
    #[arg(long, default_value = "./data/rehearsal")]
    pub folder: PathBuf,
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub listen: String,
    /// The address people type, if it is another one.
    #[arg(long)]
    pub base_url: Option<String>,
    /// The rehearsal ends by itself after so many hours.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..=72))]
    pub hours: u64,
}

/// What opens something, and what says who voted or how: none of it belongs into a copy.
const LEFT_OUT: [&str; 14] = [
    "api_tokens",
    "ballots",
    "box_blocks",
    "code_failures",
    "codes",
    "invitations",
    "marks",
    "office_links",
    "roll_call_votes",
    "sealed_ballots",
    "sealed_trackers",
    "sessions",
    "trackers",
    "voter_sessions",
];

/// Makes and serves the rehearsal, and removes it.
pub async fn run(config: Config, options: Options) -> Result<ExitCode, CliError> {
    let app = make(&config, &options).await?;
    println!(
        "A rehearsal. It ends in {} hours or with Ctrl-C, and nothing of it stays.",
        options.hours
    );
    let longest = Duration::from_secs(options.hours.saturating_mul(3_600));
    let ended = serve::listen_until(app, async move {
        tokio::select! {
            () = super::stop_signal() => {}
            () = tokio::time::sleep(longest) => {}
        }
    })
    .await;
    remove(&options.folder)?;
    ended.map(|()| ExitCode::SUCCESS)
}

/// Copies the database of the settings and opens the copy.
///
/// # Errors
/// While a poll is open: its ballots must not leave the database.
pub async fn make(config: &Config, options: &Options) -> Result<App, CliError> {
    remove(&options.folder)?;
    let made = copy(config, options).await;
    if made.is_err() {
        // Half a copy is a copy.
        remove(&options.folder)?;
    }
    made
}

async fn copy(config: &Config, options: &Options) -> Result<App, CliError> {
    create_private(&options.folder)?;
    let source = Db::open(&config.database).await?;
    source.migrate().await?;
    if accounts::store::installation::find_installation(&mut source.read().await?)
        .await?
        .is_none()
    {
        return Err(CliError::Refused("there is nothing to rehearse yet".into()));
    }
    let copy = options.folder.join("mandat.db").display().to_string();
    let target = Db::open(&copy).await?;
    target.migrate().await?;
    source.copy_into(&target, &LEFT_OUT).await?;
    if polls::store::count_open(&mut target.read().await?).await? > 0 {
        return Err(CliError::Refused(
            "a poll is open: rehearse before it opens or after it was closed".into(),
        ));
    }
    let mut tx = target.begin().await?;
    accounts::store::installation::set_rehearsal(&mut tx).await?;
    tx.commit().await?;
    target.close().await;
    let config = Config {
        database: copy,
        base_url: options
            .base_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", options.listen)),
        listen: options.listen.clone(),
        // Nobody is written to; what would go out can be looked at.
        mail: MailSettings {
            route: MailRoute::Folder(options.folder.join("mail")),
            from: "rehearsal@example.org".to_owned(),
            login: None,
        },
        rehearsal: true,
        ..config.clone()
    };
    open_app_with(config, Clock::system(), false).await
}

/// Only our own files are ever removed.
fn remove(folder: &Path) -> std::io::Result<()> {
    let gone = |done: std::io::Result<()>| match done {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
        Ok(()) | Err(_) => Ok(()),
    };
    for name in ["mandat.db", "mandat.db-wal", "mandat.db-shm"] {
        gone(std::fs::remove_file(folder.join(name)))?;
    }
    gone(std::fs::remove_dir_all(folder.join("mail")))?;
    // Stays where something else lies in it.
    let _ = std::fs::remove_dir(folder);
    Ok(())
}

/// Others on the machine do not look into it.
fn create_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}
