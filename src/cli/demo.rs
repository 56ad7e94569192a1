//! `mandat demo`: a database with invented people on real places, made anew at each start and served on this machine only.
//!
//! Everything runs through the actions and rules that people use. There is no prepared hash and no fixed password.

mod before;
mod elections;
mod finished;
mod register;
mod statutes;
mod votes;

use std::{path::PathBuf, process::ExitCode, time::Instant};

use zeroize::Zeroizing;

pub use self::votes::DemoCode;

use super::{CliError, open_app_with, serve};
use crate::{
    App,
    accounts::{
        actions::{self, NewPersonInput},
        model::{Actor, Grant, Role, SignedInBy},
    },
    audit::Who,
    config::{Config, MailRoute, MailSettings},
    types::{AccountId, BodyId, Clock, ClockHand, FederationId, Locale, SecretToken},
};

/// Options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Where the demonstration is kept; an earlier one there is replaced.
    #[arg(long, default_value = "./data/demo")]
    folder: PathBuf,
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
}

/// Somebody who can sign in to the demonstration.
pub(super) struct Member {
    pub actor: Actor,
    /// What they are there for.
    pub task: &'static str,
}

/// Makes and serves the demonstration.
pub async fn run(config: Config, options: Options) -> Result<ExitCode, CliError> {
    let started = Instant::now();
    let app = make(config, &options).await?;
    tracing::info!(
        milliseconds = started.elapsed().as_millis(),
        "the demonstration is ready"
    );
    serve::listen(app).await?;
    Ok(ExitCode::SUCCESS)
}

async fn make(config: Config, options: &Options) -> Result<App, CliError> {
    remove_earlier(&options.folder)?;
    let config = Config {
        database: options.folder.join("mandat.db").display().to_string(),
        pepper_file: options.folder.join("pepper"),
        base_url: format!("http://{}", options.listen),
        listen: options.listen.clone(),
        // Invented addresses get no mail.
        mail: MailSettings {
            route: MailRoute::Folder(options.folder.join("mail")),
            from: "demo@example.org".to_owned(),
            login: None,
        },
        ..config
    };
    let (clock, hand) = Clock::shiftable();
    let app = open_app_with(config, clock, true).await?;
    let filled = fill(&app, &hand).await?;
    print(&app, &filled);
    Ok(app)
}

/// What is told about a demonstration once it is made.
pub struct Filled {
    /// Of all accounts.
    pub password: Zeroizing<String>,
    /// Codes that have not voted yet in the open poll.
    pub codes: Vec<DemoCode>,
    team: Team,
}

/// Fills an empty database. The hand is that of the application's clock: one assembly was held a year ago.
pub async fn fill(app: &App, hand: &ClockHand) -> Result<Filled, CliError> {
    let password = memorable_password(app);
    let councils = register::councils(app).await?;
    let associations = register::associations(app).await?;
    let elected = elections::councils(app).await?;
    let team = Team::make(app, &password, [&councils, &associations, &elected]).await?;
    let (roll, codes) = votes::councils(app, hand, &team, &councils).await?;
    votes::associations(app, &team, &associations).await?;
    elections::hold(app, &team, &elected).await?;
    finished::hold(app, hand, &team, &councils).await?;
    statutes::write(app, &team, &councils, &elected).await?;
    // The statutes allow it from now on.
    votes::proxies(app, &team, &councils, roll).await?;
    Ok(Filled {
        password,
        codes,
        team,
    })
}

/// A demonstration replaces the one before; nothing else is ever removed.
fn remove_earlier(folder: &std::path::Path) -> Result<(), CliError> {
    for name in ["mandat.db", "mandat.db-wal", "mandat.db-shm", "pepper"] {
        match std::fs::remove_file(folder.join(name)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
    }
    Ok(())
}

/// One password for all accounts of this demonstration, new at each start.
fn memorable_password(app: &App) -> Zeroizing<String> {
    let token = SecretToken::generate(&app.random);
    let letters: Vec<char> = token.expose().chars().take(16).collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    Zeroizing::new(groups.join("-"))
}

/// A federation of the demonstration with some of its bodies.
pub(super) struct Place {
    pub federation: FederationId,
    pub slug: &'static str,
    /// Bodies with their delegate places, largest first.
    pub bodies: Vec<(BodyId, String, i64)>,
}

/// Everybody who can sign in.
pub(super) struct Team {
    pub registrar: Member,
    pub board: Member,
    pub second_of_board: Member,
    pub publisher: Member,
    pub auditor: Member,
    pub office: Member,
    pub registrar_of_associations: Member,
    pub office_of_association: Member,
}

impl Team {
    async fn make(
        app: &App,
        password: &Zeroizing<String>,
        [councils, associations, elected]: [&Place; 3],
    ) -> Result<Self, CliError> {
        let held = |place: &Place, role| Grant {
            role,
            federation: Some(place.federation),
            body: None,
        };
        let office = |place: &Place| Grant {
            role: Role::BodyOffice,
            federation: Some(place.federation),
            body: place.bodies.first().map(|(id, _, _)| *id),
        };
        let account =
            async |email: &str, name: &str, task, grants: Vec<Grant>| -> Result<Member, CliError> {
                let input = NewPersonInput {
                    email: email.to_owned(),
                    name: name.to_owned(),
                    password: password.clone(),
                    locale: Locale::De,
                };
                let id = actions::create_account(app, &Who::command("mandat demo"), input, &grants)
                    .await
                    .map_err(|e| CliError::Refused(e.to_string()))?;
                Ok(Member {
                    actor: actor(id, email, name, grants),
                    task,
                })
            };
        account(
            "admin@example.org",
            "Ada Verwaltung",
            "administers the installation",
            vec![Grant {
                role: Role::InstallationAdmin,
                federation: None,
                body: None,
            }],
        )
        .await?;
        Ok(Self {
            registrar: account(
                "register@example.org",
                "Rosa Register",
                "keeps the register, checks delegates, freezes the roll",
                vec![
                    held(councils, Role::Registrar),
                    held(elected, Role::Registrar),
                ],
            )
            .await?,
            board: account(
                "wahlvorstand@example.org",
                "Wanda Wahlvorstand",
                "runs polls and makes codes",
                vec![
                    held(councils, Role::ElectionBoard),
                    held(associations, Role::ElectionBoard),
                    held(elected, Role::ElectionBoard),
                ],
            )
            .await?,
            second_of_board: account(
                "wahlvorstand2@example.org",
                "Waleed Wahlvorstand",
                "confirms what takes two people",
                vec![held(councils, Role::ElectionBoard)],
            )
            .await?,
            publisher: account(
                "veroeffentlichung@example.org",
                "Vera Veröffentlichung",
                "publishes results",
                vec![
                    held(councils, Role::Publisher),
                    held(associations, Role::Publisher),
                    held(elected, Role::Publisher),
                ],
            )
            .await?,
            auditor: account(
                "pruefung@example.org",
                "Paul Prüfung",
                "reads the log of acts, changes nothing",
                vec![held(councils, Role::Auditor), held(elected, Role::Auditor)],
            )
            .await?,
            office: account(
                "geschaeftsstelle@example.org",
                "Gül Geschäftsstelle",
                "office of a council: registers its delegates",
                vec![office(councils)],
            )
            .await?,
            registrar_of_associations: account(
                "register-nrw@example.org",
                "Rima Register",
                "keeps the register of the associations",
                vec![held(associations, Role::Registrar)],
            )
            .await?,
            office_of_association: account(
                "verein@example.org",
                "Viktor Verein",
                "office of an association: registers its delegates",
                vec![office(associations)],
            )
            .await?,
        })
    }

    fn all(&self) -> [&Member; 8] {
        [
            &self.office,
            &self.registrar,
            &self.board,
            &self.second_of_board,
            &self.publisher,
            &self.auditor,
            &self.office_of_association,
            &self.registrar_of_associations,
        ]
    }
}

fn actor(account: AccountId, email: &str, name: &str, grants: Vec<Grant>) -> Actor {
    Actor {
        account,
        name: name.to_owned(),
        email: email.to_owned(),
        locale: Locale::De,
        grants,
        lacks_second_factor: false,
        signed_in_by: SignedInBy::ApiToken,
    }
}

fn print(
    app: &App,
    Filled {
        password,
        codes,
        team,
    }: &Filled,
) {
    let base = &app.config.base_url;
    println!();
    println!("A demonstration with invented people. It is made anew at each start.");
    println!();
    println!("  Public pages   {base}/de/   {base}/en/");
    println!("  Staff, offices {base}/de/sign-in");
    println!("  Voting         {base}/de/vote");
    println!("  API            {base}/en/api");
    println!();
    println!("Sign in with the password {} as", password.as_str());
    println!("  {:<32} administers the installation", "admin@example.org");
    for member in team.all() {
        println!("  {:<32} {}", member.actor.email, member.task);
    }
    println!();
    println!("Codes that have not voted yet in the open poll:");
    for code in codes {
        println!("  {}   {}", code.code.as_str(), code.holder);
    }
    println!();
}
