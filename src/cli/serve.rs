use std::process::ExitCode;

use tokio::net::TcpListener;

use super::{CliError, open_app, stop_signal};
use crate::{App, accounts, config::Config, endpoint, polls, web};

/// `mandat serve`.
pub async fn run(config: Config) -> Result<ExitCode, CliError> {
    let app = open_app(config, false).await?;
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

/// Listens until the signal to stop.
pub async fn listen(app: App) -> Result<(), CliError> {
    let listener = TcpListener::bind(&app.config.listen)
        .await
        .map_err(|e| CliError::Refused(format!("{}: {e}", app.config.listen)))?;
    println!("mandat serves {}", app.config.base_url);
    // A crash between closing and removing traces must not leave them.
    polls::actions::finish_closing(&app).await;
    web::server::serve(
        listener,
        endpoint(&app),
        web::Limits::default(),
        stop_signal(),
    )
    .await?;
    app.caster.drain().await;
    Ok(())
}
