use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;

use super::{CliError, open_app};
use crate::{
    config::Config,
    results::actions::export_evidence_by_command,
    types::{Explain, PollId},
    web::problems::sentence,
};

#[derive(Subcommand)]
pub enum Command {
    /// The evidence of a counted poll, to be checked with `mandat verify evidence`; that it was exported is recorded.
    Evidence {
        /// Number of the poll.
        poll: i64,
        /// The file to write; left out, standard output.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// `mandat export ...`.
pub async fn run(config: Config, command: Command) -> Result<ExitCode, CliError> {
    let Command::Evidence { poll, out } = command;
    let app = open_app(config).await?;
    let evidence = export_evidence_by_command(&app, "mandat export evidence", PollId(poll))
        .await
        .map_err(|error| {
            let texts = app.texts.for_locale(crate::types::Locale::En);
            CliError::Refused(sentence(&texts, &error.problem()))
        })?;
    let text = evidence.canonical();
    match out.filter(|path| path.as_path() != Path::new("-")) {
        Some(path) => std::fs::write(path, text)?,
        None => std::io::stdout().write_all(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}
