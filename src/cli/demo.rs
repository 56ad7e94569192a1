use std::process::ExitCode;
use super::CliError;
use crate::config::Config;

#[derive(clap::Args)]
pub struct Options {}

pub async fn run(_config: Config, _options: Options) -> Result<ExitCode, CliError> {
    Ok(ExitCode::SUCCESS)
}
