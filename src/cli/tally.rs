use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;

use crate::{
    elections, polls, statutes,
    types::{Locale, Said},
    web::texts::Texts,
};

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
    /// Count a poll: JSON in, JSON out, with the steps in words.
    ///
    /// In: {"kind": "irv" | "stv_scottish" | "schulze" | "approval" | "plurality" | "cumulative" | "yes_no", "seats": 1, "options":
    /// ["A", "B", "C"], "ballots": [{"count": 12, "ranking": [["A"], ["B", "C"]]}]}; for kinds that do not rank "choices": {"A": 1} stands
    /// for "ranking". No ranking or no choice is a blank ballot. A ballot that its kind does not allow is invalid and counted apart: equal
    /// ranks under irv and stv_scottish, more choices than allowed. yes_no has the options yes, no and perhaps abstain, in this order.
    /// May be left out: "count" (1), "seats" (where only 1 is possible), "max_choices" (plurality: the seats), "max_per_option" and
    /// "votes_per_ballot" (cumulative; no limit), "rule" ("relative_majority" or "absolute_majority_of_valid"), "bodies" and
    /// "min_bodies" ({"A": "Köln"} and 2: members from so many bodies), and "lots": [{"between": ["A", "B"], "won": ["A"]}], taken in
    /// their order as ties come up; in a tie about who is excluded those who stay have won.
    ///
    /// Out: {"kind", "elected", "winner", "tie": {"over", "between", "winners", "seats"} or null, "vacant", "votes", "valid", "blank",
    /// "invalid", "runoff", "rounds", "steps"}. Exit code 0, also where a lot has to be drawn; 2 and one line on standard error where the
    /// input cannot be counted.
    #[command(verbatim_doc_comment)]
    Poll {
        /// The question as JSON; `-` reads from standard input.
        file: PathBuf,
        /// The language of the steps.
        #[arg(long, default_value = "en")]
        language: Locale,
    },
    /// Decide a motion by its rule: JSON in, JSON out, with the reasons in words.
    ///
    /// In: {"rule": {"num": 2, "den": 3, "strict": false, "base": "yes_no" | "valid" | "present" | "entitled", "min_yes": 0,
    /// "min_of_entitled": null}, "yes": 20, "no": 5, "abstain": 3, "invalid": 0, "present": 30, "entitled": 60}. "min_of_entitled" is
    /// {"num": 1, "den": 4, "strict": false}, [1, 4], or a whole number of yes votes. May be left out: "blank" (0); in the rule
    /// "strict" (false), "min_yes", "min_of_entitled", "quorum" ({"measure": "present" | "voted", "number": 20} or {"of_entitled":
    /// [1, 2]}) and "tie" ("rejected", "lot" or "runoff"); "drawn" ("yes" or "no": how the lot fell); and "bodies" ({"rule", "yes":
    /// 5, "no": 2, "abstain", "entitled"}: bodies with one vote each that have to agree).
    ///
    /// Out: {"accepted", "outcome", "needed", "base", "why"}, and "bodies" where they vote. "needed" is the least number of yes votes
    /// while the base stays as it is. Exit code 0 also where the motion is rejected; 2 and one line on standard error where the input
    /// cannot be decided.
    #[command(verbatim_doc_comment)]
    Decide {
        /// The question as JSON; `-` reads from standard input.
        file: PathBuf,
        /// The language of the reasons.
        #[arg(long, default_value = "en")]
        language: Locale,
    },
    /// Compute how many delegates each body sends: JSON in, JSON out, with the working.
    ///
    /// In: {"key": {"base": 0, "steps": {"steps": [{"edge": 5000, "places": 1}, {"edge": 20000, "places": 2}], "edge_belongs": "below",
    /// "above_each": {"size": 20000, "rounding": "started"}}}, "bodies": [{"name": "Remscheid", "figure": 15993}]}. A key has "base"
    /// and at most one of "steps" ("above_places": 3 may stand for "above_each"), "each" ({"size": 20, "rounding": "started" | "full"})
    /// and "proportional" ({"total": 100, "method": "hare_niemeyer" | "sainte_lague" | "dhondt"}); and may have "minimum", "maximum",
    /// "ex_officio": [{"function": "Mayor", "places": 1}], "none_while_unpaid" (false), "personal_votes" (none). A body may have
    /// "fee_unpaid" (false); beside the bodies may stand "personal_members" (0) and "lots": [{"between": ["A", "B"], "won": ["A"]}].
    ///
    /// Out: {"bodies": [{"name", "figure", "places", "working"}], "total", "personal_votes", "undecided": {"places", "between"} or
    /// null}. Exit code 0, also where a lot has to be drawn; 2 and one line on standard error where the input cannot be counted.
    #[command(verbatim_doc_comment)]
    Delegates {
        /// The question as JSON; `-` reads from standard input.
        file: PathBuf,
    },
}

/// `mandat tally ...`; needs neither settings nor database.
pub fn run(command: Command) -> ExitCode {
    match command {
        Command::Seats { file } => answer(&file, |text| {
            elections::model::calculator::Question::parse(text)
                .and_then(|question| question.answer())
        }),
        Command::Delegates { file } => answer(&file, |text| {
            statutes::model::calculator::Question::parse(text)
                .and_then(|question| question.answer())
        }),
        Command::Poll { file, language } => in_words(language, |say| {
            answer(&file, |text| {
                polls::model::calculator::PollQuestion::parse(text)
                    .and_then(|question| question.answer())
                    .map(|answer| answer.document(say))
            })
        }),
        Command::Decide { file, language } => in_words(language, |say| {
            answer(&file, |text| {
                polls::model::calculator::DecisionQuestion::parse(text)
                    .and_then(|question| question.answer())
                    .map(|answer| answer.document(say))
            })
        }),
    }
}

/// Does what needs sentences in a language.
fn in_words(
    language: Locale,
    answer: impl FnOnce(&dyn Fn(&Said) -> String) -> ExitCode,
) -> ExitCode {
    match Texts::load() {
        Ok(texts) => {
            let texts = texts.for_locale(language);
            answer(&|said| texts.say_plain(said))
        }
        Err(error) => {
            eprintln!("mandat: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads a question, and prints its answer or why there is none.
fn answer<T: serde::Serialize, E: std::fmt::Display>(
    file: &Path,
    compute: impl FnOnce(&str) -> Result<T, E>,
) -> ExitCode {
    let answered =
        read(file).and_then(|text| compute(&text).map_err(|refused| refused.to_string()));
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
