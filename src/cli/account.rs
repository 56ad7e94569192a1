use std::{io::BufRead, process::ExitCode};

use clap::Subcommand;
use zeroize::Zeroizing;

use super::{CliError, open_app};
use crate::{
    accounts::{
        actions::{self, NewPersonInput},
        model::{Grant, Role},
    },
    audit::Who,
    config::Config,
    registry,
    types::{Explain, Locale},
    web::problems::{field_sentence, sentence},
};

#[derive(Subcommand)]
pub enum Command {
    /// Make an account; the password is read from standard input.
    Create {
        /// E-mail address to sign in with.
        #[arg(long)]
        email: String,
        /// Name as others see it.
        #[arg(long)]
        name: String,
        /// installation_admin, registrar, election_board, publisher or auditor.
        #[arg(long)]
        role: String,
        /// Address word of the federation, for every role but installation_admin.
        #[arg(long)]
        federation: Option<String>,
    },
    /// End the second factor of somebody who lost the app.
    ResetSecondFactor {
        /// E-mail address to sign in with.
        #[arg(long)]
        email: String,
    },
}

/// `mandat account ...`.
pub async fn run(config: Config, command: Command) -> Result<ExitCode, CliError> {
    let app = open_app(config).await?;
    let (email, name, role, federation) = match command {
        Command::Create {
            email,
            name,
            role,
            federation,
        } => (email, name, role, federation),
        Command::ResetSecondFactor { email } => {
            let who = Who::command("mandat account reset-second-factor");
            return match actions::reset_second_factor_of(&app, &who, &email).await {
                Ok(()) => {
                    println!("Signing in asks for no code any more.");
                    Ok(ExitCode::SUCCESS)
                }
                Err(actions::AccountError::NotFound) => Err(CliError::Refused(format!(
                    "{email} has no account with a second factor"
                ))),
                Err(e) => Err(CliError::Refused(e.to_string())),
            };
        }
    };
    let refused = |text: String| CliError::Refused(text);
    let role = Role::parse(&role)
        .filter(|r| *r != Role::BodyOffice)
        .ok_or_else(|| refused(format!("{role} is not a role that is given here")))?;
    let federation = match (&federation, role) {
        (None, Role::InstallationAdmin) => None,
        (Some(_), Role::InstallationAdmin) | (None, _) => {
            return Err(refused(
                "--federation goes with every role but installation_admin".into(),
            ));
        }
        (Some(slug), _) => Some(
            registry::store::find_federation_by_slug(&mut app.db.read().await?, slug)
                .await?
                .ok_or_else(|| refused(format!("there is no federation {slug}")))?
                .id,
        ),
    };
    eprintln!("Password (at least 15 signs):");
    let mut password = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut password)?;
    let input = NewPersonInput {
        email,
        name,
        password: Zeroizing::new(password.trim_end_matches(['\r', '\n']).to_owned()),
        locale: Locale::DEFAULT,
    };
    let grant = Grant {
        role,
        federation,
        body: None,
    };
    match actions::create_account(
        &app,
        &Who::command("mandat account create"),
        input,
        &[grant],
    )
    .await
    {
        Ok(id) => {
            println!("Account {id} is made.");
            Ok(ExitCode::SUCCESS)
        }
        Err(e) => {
            let texts = app.texts.for_locale(Locale::En);
            let problem = e.problem();
            let mut lines = vec![sentence(&texts, &problem)];
            lines.extend(
                problem
                    .fields
                    .iter()
                    .map(|f| format!("{}: {}", f.field, field_sentence(&texts, f))),
            );
            Err(refused(lines.join("\n")))
        }
    }
}
