use std::{
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;

use super::CliError;
use crate::{
    audit::{self, AlteredBecause, Verdict},
    config::Config,
    db::Db,
    results::{
        evidence,
        recount::{self, Outcome, Recount, TieExport},
    },
};

#[derive(Subcommand)]
pub enum Command {
    /// Recompute the log of acts and name the first row that was altered.
    Audit,
    /// Count an exported box again by a second method, and compare with the count that it brings along.
    Box {
        /// The exported file; `-` reads from standard input.
        file: PathBuf,
    },
    /// Check the evidence of a poll: hashes, trackers, log, and a second count. Needs no database and no settings.
    Evidence {
        /// The file; `-` reads from standard input.
        file: PathBuf,
    },
}

/// `mandat verify ...`.
pub async fn run(config: Config, command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Audit => verify_audit(config).await,
        Command::Box { file } => verify_box(&file),
        Command::Evidence { file } => Ok(evidence(&file)),
    }
}

fn read(file: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        std::fs::File::open(file)?.read_to_string(&mut text)?;
    }
    Ok(text)
}

/// `mandat verify evidence FILE`: says what was checked and what could not be; exit code 1 with the first thing that does not fit.
pub fn evidence(file: &Path) -> ExitCode {
    let text = match read(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("mandat: {}: {error}", file.display());
            return ExitCode::FAILURE;
        }
    };
    match evidence::verify(&text) {
        Ok(found) => {
            println!("The evidence stands.\n\nChecked:");
            for sentence in &found.checked {
                println!("- {sentence}");
            }
            println!("\nNot checked:");
            for sentence in &found.unchecked {
                println!("- {sentence}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("The evidence does not stand: {error}.");
            ExitCode::FAILURE
        }
    }
}

fn verify_box(file: &Path) -> Result<ExitCode, CliError> {
    let text = read(file)?;
    match recount::verify(&text) {
        Ok((export, counted)) => {
            print!(
                "{}",
                in_words(&counted, export.marks, export.count.is_some())
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(problem) => {
            println!("The box does not stand: {problem}.");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// What was checked and found, line by line.
fn in_words(counted: &Recount, marks: u64, compared: bool) -> String {
    let Recount {
        ballots,
        blank,
        invalid,
        votes,
        outcome,
    } = counted;
    let mut lines = vec![
        format!(
            "Ballots: {ballots}. As many as votes marked on the roll: {marks}. They are in sorted order."
        ),
        format!("Counted again: {blank} blank, {invalid} invalid."),
    ];
    lines.extend(
        votes
            .iter()
            .map(|(option, sum)| format!("  {option}: {sum}")),
    );
    let names = |list: &std::collections::BTreeSet<String>| {
        list.iter().cloned().collect::<Vec<_>>().join("; ")
    };
    match outcome {
        Outcome::Motion { accepted, awaits } => lines.push(
            match (awaits, accepted) {
                (Some(TieExport::Lot), _) => "It is a tie: by its rule a lot decides.",
                (Some(TieExport::Runoff), _) => {
                    "It is a tie: by its rule the motion is voted on again."
                }
                (Some(TieExport::Rejected) | None, true) => "By its rule the motion is carried.",
                (Some(TieExport::Rejected) | None, false) => "By its rule the motion is rejected.",
            }
            .to_owned(),
        ),
        Outcome::Election {
            elected,
            tied,
            seats_open,
            vacant,
            list_seats,
        } => {
            if list_seats.is_empty() {
                lines.push(format!(
                    "By its rule elected: {}.",
                    if elected.is_empty() {
                        "nobody".to_owned()
                    } else {
                        names(elected)
                    }
                ));
            }
            lines.extend(
                list_seats
                    .iter()
                    .map(|(list, seats)| format!("By its rule {seats} seats for {list}.")),
            );
            if !tied.is_empty() {
                lines.push(format!("Level for {seats_open} seats: {}.", names(tied)));
            }
            if *vacant > 0 {
                lines.push(format!("Seats without anybody: {vacant}."));
            }
        }
    }
    lines.push(if compared {
        "The second count agrees with the first in every figure and in the outcome.".to_owned()
    } else {
        "The file brings no first count to compare with.".to_owned()
    });
    lines.push(String::new());
    lines.join("\n")
}

async fn verify_audit(config: Config) -> Result<ExitCode, CliError> {
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
