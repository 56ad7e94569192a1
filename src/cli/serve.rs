use std::{process::ExitCode, time::Duration};

use tokio::net::TcpListener;

use super::{CliError, open_app, stop_signal};
use crate::{App, accounts, config::Config, endpoint, mail, polls, web};

/// `mandat serve`.
pub async fn run(config: Config) -> Result<ExitCode, CliError> {
    let app = open_app(config).await?;
    if let Some(token) = accounts::actions::make_setup_link(&app)
        .await
        .map_err(|e| CliError::Refused(e.to_string()))?
    {
        println!("There is no account yet. Set up the first administrator within a day at");
        println!(
            "  {}/de/invitation?token={}",
            app.config.base_url,
            *token.expose()
        );
    }
    listen(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// How often it is looked whether the time for objections to something is over.
const RETENTION_LOOK: Duration = Duration::from_secs(3_600);

/// Deletes codes and marks when their time is over, as long as the program runs.
async fn delete_what_is_over(app: App) {
    loop {
        polls::actions::delete_what_is_over(&app).await;
        tokio::time::sleep(RETENTION_LOOK).await;
    }
}

/// How long the end waits for the message that is being sent.
const PATIENCE: Duration = Duration::from_secs(20);

/// Listens until the signal to stop.
pub async fn listen(app: App) -> Result<(), CliError> {
    listen_until(app, stop_signal()).await
}

/// Listens until `end`.
pub async fn listen_until(
    app: App,
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), CliError> {
    let listener = TcpListener::bind(&app.config.listen)
        .await
        .map_err(|e| CliError::Refused(format!("{}: {e}", app.config.listen)))?;
    println!("mandat serves {}", app.config.base_url);
    // A crash between closing and removing traces must not leave them.
    polls::actions::finish_closing(&app).await;
    let sending = mail::worker::start(&app);
    tokio::spawn(delete_what_is_over(app.clone()));
    web::server::serve(listener, endpoint(&app), web::Limits::default(), end).await?;
    app.caster.drain().await;
    // A message that takes longer is marked as uncertain at the next start.
    let _ = tokio::time::timeout(PATIENCE, sending.stop()).await;
    Ok(())
}
