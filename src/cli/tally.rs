use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;

use crate::elections::model::calculator::Question;

/// More than the most lists with the longest names need.
const LARGEST_INPUT: u64 = 64 * 1024 * 1024;
/// Exit code for input that cannot be counted.
const REFUSED: u8 = 2;

/// Counting without a database.
#[derive(Subcommand)]
pub enum Command {
    /// Allocate seats: JSON in, JSON out, with the working.
    ///
    /// In: {"method": "sainte_lague" | "dhondt" | "hare_niemeyer", "seats": 18, "lists": [{"name": "A", "votes": 123, "candidates": 5,
    /// "independent": false}]}. The method has no default. May be left out: "short_lists" ("vacant" or "reallocate"; "vacant"),
    /// "majority_clause" (false), "threshold" ({"num": 5, "den": 100}; none), "candidates" (enough), "independent" (false), and
    /// "lots": [{"between": ["A", "B"], "won": ["A"], "drawn_by": "...", "drawn_on": "2026-03-14", "witnesses": ["..."]}], where only
    /// "won" is needed.
    ///
    /// Out: {"lists": [{"name", "votes", "entitled", "filled"}], "vacant", "undecided": {"seats", "between"} or null, "working"}. Exit
    /// code 0, also where a lot has to be drawn; 2 and one line on standard error where the input cannot be counted.
    #[command(verbatim_doc_comment)]
    Seats {
        /// The question as JSON; `-` reads from standard input.
        file: PathBuf,
    },
}

/// `mandat tally ...`; needs neither settings nor database.
pub fn run(command: Command) -> ExitCode {
    let Command::Seats { file } = command;
    let answered = read(&file).and_then(|text| {
        Question::parse(&text)
            .and_then(|question| question.answer())
            .map_err(|refusals| refusals.to_string())
    });
    match answered {
        Ok(answer) => print(&answer),
        Err(reason) => {
            eprintln!("mandat: {reason}");
            ExitCode::from(REFUSED)
        }
    }
}

fn read(file: &Path) -> Result<String, String> {
    let name = if file == Path::new("-") {
        "standard input".to_owned()
    } else {
        file.display().to_string().escape_debug().to_string()
    };
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin()
            .take(LARGEST_INPUT + 1)
            .read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(LARGEST_INPUT + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{name} cannot be read: {error}"))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_INPUT {
        return Err(format!("{name} is larger than {LARGEST_INPUT} bytes"));
    }
    String::from_utf8(bytes).map_err(|_| format!("{name} is not UTF-8"))
}

fn print(answer: &impl serde::Serialize) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let written = serde_json::to_writer(&mut out, answer)
        .map_err(std::io::Error::from)
        .and_then(|()| writeln!(out))
        .and_then(|()| out.flush());
    match written {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads stopped reading, as `head` does.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mandat: the answer cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}
