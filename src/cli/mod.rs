//! The commands: one file each.

mod account;
pub mod demo;
mod export;
pub mod rehearse;
mod serve;
mod tally;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{
    App, StartError,
    config::{Config, ConfigError},
    db::{Db, DbError},
    hashing::{Pepper, PepperError},
    types::{Clock, Random},
};

/// Runs a federation's democracy: register, delegates, votes, results.
#[derive(Parser)]
#[command(name = "mandat", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the database of the settings (see deploy/README.md).
    Serve,
    /// Make a demonstration with invented data and serve it on 127.0.0.1:8080.
    Demo(demo::Options),
    /// Rehearse in a marked copy that sends nothing and goes away at the end.
    Rehearse(rehearse::Options),
    /// Bring the database to this program's version, and end.
    Migrate,
    /// Accounts of people who sign in.
    #[command(subcommand)]
    Account(account::Command),
    /// Write out what others check.
    #[command(subcommand)]
    Export(export::Command),
    /// Check what is stored.
    #[command(subcommand)]
    Verify(verify::Command),
    /// Count without a database.
    #[command(subcommand)]
    Tally(tally::Command),
    /// Print the description of the API.
    Openapi,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Refused(String),
}

/// Runs the command of the arguments. Exit code 0: done; 1: a check found something or the command failed; 2: wrong arguments or
/// input that cannot be counted.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let command = match arguments.command {
        // Needs no settings: it works beside a broken installation too.
        Command::Tally(command) => return tally::run(command),
        Command::Verify(verify::Command::Evidence { file }) => return verify::evidence(&file),
        command => command,
    };
    let result = Config::from_environment()
        .map_err(CliError::from)
        .and_then(|config| {
            start_log(&config);
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()?;
            runtime.block_on(dispatch(command, config))
        });
    match result {
        Ok(code) => code,
        Err(e) => {
            eprintln!("mandat: {e}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(command: Command, config: Config) -> Result<ExitCode, CliError> {
    match command {
        Command::Serve => serve::run(config).await,
        Command::Demo(options) => demo::run(config, options).await,
        Command::Rehearse(options) => rehearse::run(config, options).await,
        Command::Migrate => {
            let db = Db::open(&config.database).await?;
            db.migrate().await?;
            println!("The database is at this program's version.");
            Ok(ExitCode::SUCCESS)
        }
        Command::Account(command) => account::run(config, command).await,
        Command::Export(command) => export::run(config, command).await,
        Command::Verify(command) => verify::run(config, command).await,
        Command::Tally(command) => Ok(tally::run(command)),
        Command::Openapi => {
            println!("{}", crate::api::description());
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// Opens and migrates the database, reads or makes the pepper, and builds the application.
pub(crate) async fn open_app(config: Config) -> Result<App, CliError> {
    open_app_with(config, Clock::system(), false).await
}

/// The same with this clock; `demo` is kept in the database.
pub(crate) async fn open_app_with(
    config: Config,
    clock: Clock,
    demo: bool,
) -> Result<App, CliError> {
    let db = Db::open(&config.database).await?;
    db.migrate().await?;
    let random = Random::from_os();
    let used_before =
        crate::accounts::store::installation::find_installation(&mut db.read().await?)
            .await?
            .is_some();
    let pepper = match Pepper::read(&config.pepper_file) {
        Err(PepperError::Missing(_)) if !used_before => {
            if let Some(folder) = config.pepper_file.parent() {
                std::fs::create_dir_all(folder)?;
            }
            Pepper::create_new(&config.pepper_file, &mut random.rng())
        }
        Err(PepperError::Missing(path)) => {
            return Err(StartError::PepperMissing(path).into());
        }
        other => other,
    }
    .map_err(StartError::from)?;
    Ok(App::build(config, db, clock, random, pepper, demo).await?)
}

/// Ends on Ctrl-C or SIGTERM.
pub(crate) async fn stop_signal() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
