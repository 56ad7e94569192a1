//! Who may import whom, read from the sources; and what templates, stylesheet and files keep to.

mod checklist;
pub mod code;

use std::{
    fs,
    path::{Path, PathBuf},
};

use code::{Source, without_comments_and_texts};

/// The rooms in the order in which data flows: a room imports nothing to its right.
const ROOMS: [&str; 14] = [
    "accounts",
    "registry",
    "statutes",
    "mail",
    "elections",
    "delegates",
    "rolls",
    "polls",
    "assemblies",
    "results",
    "floor",
    "minutes",
    "privacy",
    "desk",
];

/// What a file of the sources is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    /// main, lib, the commands, and the list of operations: they put everything together.
    Top,
    Types,
    Tally,
    Db,
    Config,
    Hashing,
    Audit,
    Web,
    Model,
    Store,
    Actions,
    /// Operations and pages.
    Outer,
    /// The door of a room.
    Door,
    /// Another file of a room, used by its layers.
    Part,
}

/// Imports that the table does not allow, each with its reason.
const EXCEPTIONS: [(&str, &str, &str); 9] = [
    (
        "assemblies/store/motions.rs",
        "crate::polls::count",
        "where a motion stands is what the count of its poll says",
    ),
    (
        "accounts/model.rs",
        "crate::audit::Who",
        "an actor names themselves for the log",
    ),
    (
        "config.rs",
        "crate::web::languages::Languages",
        "a setting says which languages addresses may name",
    ),
    (
        "web/visitor.rs",
        "crate::accounts::actions",
        "the frame of pages asks who is signed in",
    ),
    (
        "web/visitor.rs",
        "crate::accounts",
        "the frame of pages asks who is signed in",
    ),
    ("web/api.rs", "crate::accounts", "operations ask who calls"),
    (
        "minutes/pages/words.rs",
        "crate::results::pages::view::ResultView",
        "minutes say a result in the words in which it was published",
    ),
    (
        "results/pages/published.rs",
        "crate::polls::pages::TrustLabel",
        "the label of a poll stands with its result as it stood before voting",
    ),
    (
        "results/pages/view.rs",
        "crate::polls::pages::bodies_and_tie",
        "a result names its rule in the words of the poll",
    ),
];

/// Files of more than [`LONGEST`] lines, each with its reason.
/// Files that are long although they have one subject, each with the reason.
const LONG_FILES: [(&str, &str); 11] = [
    (
        "src/accounts/actions.rs",
        "one function for each thing a person does with an account; sessions may move out",
    ),
    (
        "src/polls/actions.rs",
        "preparing and closing may move apart",
    ),
    (
        "src/polls/store.rs",
        "every statement on a poll and its box, to be read together",
    ),
    ("src/polls/pages/staff.rs", "list, poll and form"),
    ("src/registry/api/people.rs", "people and their mandates"),
    ("src/registry/pages/bodies.rs", "list, body and its history"),
    (
        "src/registry/store/import.rs",
        "the statements of one import",
    ),
    (
        "src/results/pages/view.rs",
        "what a result says, sentence by sentence",
    ),
    (
        "src/elections/model/compute/tests.rs",
        "the cases of one computation, from a list to a lot",
    ),
    ("tests/architecture/mod.rs", "every rule of the house"),
    ("tests/pages/requests.rs", "hostile requests of every kind"),
];
const LONGEST: usize = 600;

fn sources() -> Vec<(String, Source)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, "rs", &mut files);
    let mut sources: Vec<_> = files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            let source = Source::read(&name, &fs::read_to_string(&path).unwrap());
            (name, source)
        })
        .filter(|(name, _)| {
            !name.ends_with("tests.rs")
                && !name.contains("/tests/")
                && !name.ends_with("properties.rs")
        })
        .collect();
    sources.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(sources.len() > 60, "the sources were not found");
    sources
}

fn collect(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, extension, files);
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
}

/// Room and layer of `accounts/store.rs`, or of a path `crate::accounts::store::...` written the same way.
fn place(segments: &[&str]) -> (Option<usize>, Layer) {
    let first = segments.first().copied().unwrap_or_default();
    let room = ROOMS.iter().position(|room| *room == first);
    let layer = match (room, segments.get(1).copied().unwrap_or_default()) {
        (Some(_), "model") => Layer::Model,
        (Some(_), "store") => Layer::Store,
        (Some(_), "actions") => Layer::Actions,
        (Some(_), name)
            if ["api", "pages"]
                .iter()
                .any(|outer| name == *outer || name.ends_with(&format!("_{outer}"))) =>
        {
            Layer::Outer
        }
        (Some(_), "mod" | "") => Layer::Door,
        (Some(_), _) => Layer::Part,
        (None, second) => match first {
            "types" => Layer::Types,
            "tally" => Layer::Tally,
            "db" => Layer::Db,
            "config" => Layer::Config,
            "hashing" => Layer::Hashing,
            "audit" if second == "store" => Layer::Store,
            "audit" => Layer::Audit,
            "web" => Layer::Web,
            _ => Layer::Top,
        },
    };
    (room, layer)
}

fn place_of_file(name: &str) -> (Option<usize>, Layer) {
    place(&name.trim_end_matches(".rs").split('/').collect::<Vec<_>>())
}

/// Why a file may not use a path of ours; `None` where it may.
fn breach(file: &str, path: &str) -> Option<String> {
    use Layer::*;
    let (room, layer) = place_of_file(file);
    let segments: Vec<_> = path.split("::").skip(1).collect();
    let first = segments.first().copied().unwrap_or_default();
    // Macros and the application stand at the root.
    if matches!(first, "on" | "statements" | "key") {
        return None;
    }
    if matches!(first, "App" | "Parts" | "StartError") {
        return matches!(
            layer,
            Types | Tally | Db | Config | Hashing | Audit | Model | Store
        )
        .then(|| "the application is for actions and what is round them".to_owned());
    }
    let (their_room, theirs) = place(&segments);
    if let (Some(ours), Some(other)) = (room, their_room) {
        if other > ours {
            return Some(format!(
                "{} stands to the right of {}",
                ROOMS[other], ROOMS[ours]
            ));
        }
        if other < ours && theirs == Outer {
            return Some("pages and operations of another room".to_owned());
        }
    }
    let same_room = room.is_some() && room == their_room;
    let allowed = match layer {
        Top => true,
        Types => theirs == Types,
        Tally => theirs == Tally,
        Db => matches!(theirs, Types | Db),
        Config => theirs == Types,
        Hashing => matches!(theirs, Types | Hashing),
        Audit => matches!(theirs, Types | Db | Audit) || first == "audit",
        Web => {
            matches!(theirs, Types | Config | Db | Web) || (first == "accounts" && theirs == Model)
        }
        Model => matches!(theirs, Types | Tally | Model | Part),
        Store => {
            matches!(theirs, Types | Tally | Db | Model)
                || (same_room && matches!(theirs, Part | Store))
                || (room.is_none() && first == "audit")
        }
        // The database is theirs to begin a transaction on; what is stored they know by the store.
        Actions | Part => matches!(
            theirs,
            Types | Tally | Db | Config | Hashing | Audit | Model | Store | Actions | Part | Door
        ),
        // Rows that an action returns may be named; a function of a store may not.
        Outer => {
            matches!(
                theirs,
                Types | Tally | Config | Web | Model | Actions | Part | Audit
            ) || first == "api"
                || (theirs == Outer && same_room)
                || (theirs == Store
                    && same_room
                    && (segments.len() == 2
                        || segments
                            .iter()
                            .any(|name| name.starts_with(char::is_uppercase))))
                || (theirs == Door && segments.len() == 1)
        }
        Door => same_room,
    };
    (!allowed).then(|| format!("{layer:?} does not import {theirs:?}"))
}

#[test]
fn every_file_imports_only_what_its_layer_and_its_room_may() {
    let mut breaches = Vec::new();
    let mut used = vec![false; EXCEPTIONS.len()];
    for (file, source) in sources() {
        for (line, path) in source.own_paths() {
            let Some(reason) = breach(&file, &path) else {
                continue;
            };
            match EXCEPTIONS
                .iter()
                .position(|(f, p, _)| *f == file && path.starts_with(p))
            {
                Some(exception) => used[exception] = true,
                None => breaches.push(format!("src/{file}:{line}: {path}: {reason}")),
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    let idle: Vec<_> = EXCEPTIONS
        .iter()
        .zip(used)
        .filter(|(_, used)| !used)
        .collect();
    assert!(idle.is_empty(), "exceptions that nothing needs: {idle:?}");
}

#[test]
fn the_table_itself_tells_right_from_wrong() {
    for (file, path) in [
        ("registry/actions.rs", "crate::polls::model::Poll"),
        ("polls/api.rs", "crate::polls::store::find_poll"),
        ("polls/pages.rs", "crate::rolls::store::RollRow"),
        ("polls/pages.rs", "crate::rolls::pages::RollPage"),
        ("polls/model.rs", "crate::polls::store::find_poll"),
        ("polls/model.rs", "crate::App"),
        ("polls/store.rs", "crate::web::Refused"),
        ("polls/store.rs", "crate::registry::store::find"),
        ("polls/actions.rs", "crate::web::Refused"),
        ("tally/poll.rs", "crate::types::Day"),
        ("types/day.rs", "crate::db::Db"),
        ("web/shell.rs", "crate::registry::model::Federation"),
        ("audit/mod.rs", "crate::accounts::model::Actor"),
    ] {
        assert!(breach(file, path).is_some(), "{file} {path}");
    }
    for (file, path) in [
        (
            "polls/actions.rs",
            "crate::registry::actions::federation_for",
        ),
        ("polls/actions.rs", "crate::App"),
        ("polls/store.rs", "crate::on"),
        ("polls/pages.rs", "crate::polls::actions::request_act"),
        ("polls/pages.rs", "crate::web::Visitor"),
        ("accounts/pages.rs", "crate::accounts::store::ApiTokenRow"),
        ("results/model.rs", "crate::polls::model::Poll"),
        ("cli/demo.rs", "crate::registry::store::find"),
    ] {
        assert_eq!(breach(file, path), None, "{file} {path}");
    }
}

#[test]
fn only_stores_name_the_driver_and_only_the_outside_names_the_web() {
    let mut breaches = Vec::new();
    for (file, source) in sources() {
        let (_, layer) = place_of_file(&file);
        let mut refuse = |crates: &[&str]| {
            for (line, name) in source.foreign_crates(crates) {
                breaches.push(format!("src/{file}:{line}: {name} in {layer:?}"));
            }
        };
        match layer {
            Layer::Store => refuse(&["poem", "poem_openapi", "askama", "hyper"]),
            Layer::Db => refuse(&["poem", "poem_openapi", "askama", "hyper", "argon2"]),
            Layer::Tally => refuse(&[
                "sqlx",
                "poem",
                "poem_openapi",
                "askama",
                "hyper",
                "tokio",
                "serde",
                "serde_json",
                "rand",
                "jiff",
                "thiserror",
                "tracing",
            ]),
            Layer::Outer | Layer::Web | Layer::Top | Layer::Door => refuse(&["sqlx"]),
            _ => refuse(&["sqlx", "poem", "poem_openapi", "askama", "hyper"]),
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn row_22_nothing_is_written_outside_a_transaction() {
    let mut breaches = Vec::new();
    for (file, source) in sources() {
        // The copy for a rehearsal reads from either engine and writes in a `Tx`, of tables that it does not know.
        if file == "db.rs" || file == "db/copy.rs" {
            continue;
        }
        for (line, text) in source.lines() {
            // A pool taken out of `Db` can write without a transaction; a handle on one is only made in db.rs.
            for sign in [
                "SqlitePool",
                "PgPool",
                "Db::Sqlite",
                "Db::Postgres",
                "execute(&",
                "&pool",
                "EngineConn",
            ] {
                if text.contains(sign) {
                    breaches.push(format!("src/{file}:{line}: {sign}"));
                }
            }
        }
        // A statement that changes something runs in a function that was handed a `Tx`.
        for function in source.functions() {
            if function.body.contains(".execute(")
                && function.head.contains("Conn")
                && !function.head.contains("Tx")
            {
                breaches.push(format!(
                    "src/{file}: {} writes on a connection for reading",
                    function.name
                ));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn row_22_begins_handlers_and_casting_are_tasks_of_their_own_and_connections_come_back_rolled_back()
{
    let body_of = |file: &str, function: &str| {
        let sources = sources();
        let (_, source) = sources.iter().find(|(name, _)| name == file).unwrap();
        let functions = source.functions();
        let found: Vec<_> = functions.iter().filter(|f| f.name == function).collect();
        assert!(!found.is_empty(), "{file}: {function}");
        found.iter().map(|f| f.body.clone()).collect::<String>()
    };
    for (file, function) in [
        // sqlx 0.9.0: a begin that is dropped in flight leaves its connection inside a transaction.
        ("db.rs", "begin"),
        ("web/guard.rs", "run"),
        ("polls/casting.rs", "start"),
    ] {
        assert!(
            body_of(file, function).contains("tokio::spawn("),
            "{file}: {function} runs in the task of the request"
        );
    }
    let cast = body_of("polls/actions/voting.rs", "cast");
    assert!(
        cast.contains("caster") && !cast.contains("begin("),
        "a vote goes to the writer"
    );
    // Texts are blanked in what `sources` reads.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/db.rs");
    let text = fs::read_to_string(path).unwrap();
    let pools = [".max_connections(1)", ".max_connections(20)"];
    for pool in pools {
        let settings = text
            .split(pool)
            .nth(1)
            .unwrap()
            .split(".connect_with(")
            .next()
            .unwrap();
        assert!(
            settings.contains(".after_release(") && settings.contains(r#"execute("ROLLBACK")"#),
            "a pool that writes, {pool}, takes connections back as they are"
        );
    }
}

#[test]
fn every_file_is_named_by_its_module_and_so_is_compiled_and_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut unnamed = Vec::new();
    for part in ["src", "tests"] {
        let mut files = Vec::new();
        collect(&root.join(part), "rs", &mut files);
        assert!(files.len() > 40, "{part} was not found");
        for path in files {
            if !is_named_by_a_module(&path) {
                unnamed.push(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
    assert!(
        unnamed.is_empty(),
        "files that no module names: {unnamed:?}"
    );
}

/// Whether `mod name;` stands where the file belongs; the roots are named by Cargo.
fn is_named_by_a_module(path: &Path) -> bool {
    let (folder, stem) = (path.parent().unwrap(), path.file_stem().unwrap());
    let (folder, name) = match stem.to_str().unwrap() {
        "main" | "lib" => return true,
        "mod" => (folder.parent().unwrap(), folder.file_name().unwrap()),
        _ => (folder, stem),
    };
    let declaration = format!("mod {};", name.to_str().unwrap());
    let mut parents: Vec<_> = ["mod.rs", "main.rs", "lib.rs"]
        .map(|file| folder.join(file))
        .into();
    parents.push(folder.with_extension("rs"));
    parents
        .iter()
        .filter_map(|parent| fs::read_to_string(parent).ok())
        .any(|text| {
            without_comments_and_texts(&text).lines().any(|line| {
                let before = line.trim().strip_suffix(&declaration);
                before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
            })
        })
}

#[test]
fn only_the_settings_read_the_environment_and_only_the_clock_tells_the_time() {
    let mut breaches = Vec::new();
    for (file, source) in sources() {
        for (line, text) in source.lines() {
            for (sign, home) in [
                ("env::var", "config.rs"),
                ("SystemTime::now", "-"),
                ("jiff::Timestamp::now", "types/timestamp.rs"),
                ("Zoned::now", "-"),
                ("rand::rng()", "-"),
                ("thread_rng", "-"),
                ("f64", "-"),
                // Lengths on paper; they decide nothing.
                ("f32", "web/pdf/set.rs"),
            ] {
                let is_word = text
                    .split(|c: char| !(c.is_alphanumeric() || "_:()".contains(c)))
                    .any(|word| word.contains(sign));
                if is_word && file != home {
                    breaches.push(format!("src/{file}:{line}: {sign}"));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn no_address_is_routed_past_the_list_that_declares_access() {
    let mut found = Vec::new();
    for (file, _) in sources() {
        let text = fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("src")
                .join(&file),
        )
        .unwrap();
        for rest in text
            .split([' ', '.', '\n'])
            .filter_map(|word| word.strip_prefix("at(").or(word.strip_prefix("nest(")))
        {
            found.extend(
                rest.starts_with('"')
                    .then(|| format!("{file} {}", rest.split('"').nth(1).unwrap())),
            );
        }
    }
    found.sort();
    // Beside the pages (`Routes`) and the operations (`ACCESS`): what everybody may read.
    let known = [
        "lib.rs /",
        "lib.rs /api/v1",
        "lib.rs /api/v1/openapi",
        "lib.rs /healthz",
        "lib.rs /static/:hash/*name",
    ];
    let unknown: Vec<_> = found
        .iter()
        .filter(|f| !known.contains(&f.as_str()))
        .collect();
    assert!(found.len() >= 4 && unknown.is_empty(), "{found:?}");
}

#[test]
fn no_file_has_grown_two_subjects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "templates"] {
        for extension in ["rs", "html"] {
            collect(&root.join(folder), extension, &mut files);
        }
    }
    let long: Vec<_> = files
        .iter()
        .map(|path| {
            (
                path.strip_prefix(root).unwrap().display().to_string(),
                fs::read_to_string(path).unwrap().lines().count(),
            )
        })
        .filter(|(name, lines)| {
            *lines > LONGEST && !LONG_FILES.iter().any(|(file, _)| file == name)
        })
        .collect();
    assert!(long.is_empty(), "more than {LONGEST} lines: {long:?}");
}

#[test]
fn templates_leave_escaping_on_and_carry_no_script_style_or_foreign_address() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut files = Vec::new();
    collect(&root, "html", &mut files);
    assert!(files.len() > 5, "the templates were not found");
    let mut breaches = Vec::new();
    for path in files {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let html = code::without_template_comments(&fs::read_to_string(&path).unwrap());
        let dense: String = html
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_lowercase();
        for sign in [
            "|safe",
            "escape(\"none\"",
            "<style",
            "javascript:",
            "<iframe",
            "<object",
            "<embed",
            "<base",
            "http-equiv=\"refresh\"content=\"0",
            "url=",
        ] {
            // A shared device is led back to the page for the code.
            let is_ours = sign == "url=" && name == "layout/page.html";
            if dense.contains(sign) && !is_ours {
                breaches.push(format!("templates/{name}: {sign}"));
            }
        }
        for tag in code::tags(&html) {
            for (attribute, value) in code::attributes(&tag) {
                let foreign =
                    value.starts_with("//") || value.contains("://") || value.starts_with("data:");
                if attribute.starts_with("on")
                    || attribute == "style"
                    || (foreign
                        && ["src", "href", "action", "formaction", "srcset"]
                            .contains(&attribute.as_str()))
                {
                    breaches.push(format!("templates/{name}: {attribute} in <{tag}>"));
                }
            }
            if tag.starts_with("script") && !tag.contains("src=") {
                breaches.push(format!("templates/{name}: a script inside the page"));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn the_stylesheet_knows_no_left_or_right_and_no_foreign_address() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/static/mandat.css");
    let css = without_comments_and_texts(&fs::read_to_string(path).unwrap());
    let mut breaches = Vec::new();
    for (number, line) in css.lines().enumerate() {
        for declaration in line.split([';', '{', '}']) {
            let Some((property, value)) = declaration.split_once(':') else {
                continue;
            };
            let (property, value) = (property.trim(), value.trim());
            let physical = property
                .split('-')
                .any(|part| part == "left" || part == "right")
                || (["text-align", "float", "clear"].contains(&property)
                    && ["left", "right"].contains(&value));
            if physical || value.contains("url(//") || value.contains("://") {
                breaches.push(format!("line {}: {}", number + 1, declaration.trim()));
            }
        }
        if line.contains("@import") {
            breaches.push(format!("line {}: @import", number + 1));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}
