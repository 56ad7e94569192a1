use std::process::ExitCode;

use clap::Subcommand;

use super::CliError;
use crate::{
    audit::{self, AlteredBecause, Verdict},
    config::Config,
    db::Db,
};

#[derive(Subcommand)]
pub enum Command {
    /// Recompute the log of acts and name the first row that was altered.
    Audit,
}

/// `mandat verify ...`.
pub async fn run(config: Config, command: Command) -> Result<ExitCode, CliError> {
    let Command::Audit = command;
    let db = Db::open(&config.database).await?;
    match audit::verify(&db).await? {
        Verdict::Intact(rows) => {
            println!("The log of acts is intact: {rows} rows.");
            Ok(ExitCode::SUCCESS)
        }
        Verdict::Altered { chain, seq, reason } => {
            let chain = match chain {
                0 => "of the installation".to_owned(),
                id => format!("of federation {id}"),
            };
            let reason = match reason {
                AlteredBecause::HashDiffers => "its content is not what was written",
                AlteredBecause::RowMissing => "the row is missing",
                AlteredBecause::EndMissing => "rows after it are missing, or the end was replaced",
            };
            println!("The log {chain} was altered at row {seq}: {reason}.");
            Ok(ExitCode::FAILURE)
        }
    }
}
