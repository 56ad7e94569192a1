//! Text keys in sources and templates against the messages of every offered language.
//!
//! A key counts as used where it stands as a literal in `t("...")`, `ta("...")`, `t_plain("...")`,
//! `ta_plain("...")`, `t1("...", "name", value)` to `t3`, `key!("...")` or `text_key("...")`, or where
//! another message refers to it. Keys put together at run time would be reported as unused: each has to
//! be written out in `key!`. Argument names that stand beside a key are compared as well.
//! Test modules (at the end of a file, or in a file `tests.rs`) are not read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use mandat::types::locale::Locale;

mod tokens;
use tokens::{Token, of_rust, of_template};

/// One place where a key is used.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    key: String,
    place: String,
    /// The names of the arguments, where they stand beside the key.
    args: Option<BTreeSet<String>>,
}

/// What a message needs.
#[derive(Debug, Default, Clone)]
struct Message {
    variables: BTreeSet<String>,
    /// Messages, and terms with a leading `-`.
    references: BTreeSet<String>,
    problems: Vec<String>,
}

/// Messages and terms (with a leading `-`) of one language.
type Messages = BTreeMap<String, Message>;

fn uses_in(file: &str, tokens: &[(usize, Token)]) -> Vec<Use> {
    let mut uses = Vec::new();
    for (at, (line, token)) in tokens.iter().enumerate() {
        let Token::Word(word) = token else { continue };
        let rest: Vec<&Token> = tokens
            .iter()
            .skip(at + 1)
            .map(|(_, token)| token)
            .take(3)
            .collect();
        let (key, args) = match (word.as_str(), rest.as_slice()) {
            ("t" | "t_plain", [Token::Sign('('), Token::Text(key), ..]) => {
                (key, Some(BTreeSet::new()))
            }
            ("ta" | "ta_plain", [Token::Sign('('), Token::Text(key), ..]) => (
                key,
                arguments(tokens.iter().skip(at + 3).map(|(_, token)| token)),
            ),
            ("t1" | "t2" | "t3", [Token::Sign('('), Token::Text(key), ..]) => (
                key,
                alternating_arguments(tokens.iter().skip(at + 3).map(|(_, token)| token)),
            ),
            ("text_key", [Token::Sign('('), Token::Text(key), ..])
            | ("key", [Token::Sign('!'), Token::Sign('('), Token::Text(key)]) => (key, None),
            _ => continue,
        };
        let (key, place) = (key.clone(), format!("{file}:{line}"));
        uses.push(Use { key, place, args });
    }
    uses
}

/// The names in `, &[("name", value), ...]` (templates leave the `&` out); none where the list is
/// made elsewhere.
fn arguments<'a>(tokens: impl Iterator<Item = &'a Token>) -> Option<BTreeSet<String>> {
    let mut tokens = tokens.peekable();
    tokens.next_if_eq(&&Token::Sign(','))?;
    tokens.next_if_eq(&&Token::Sign('&'));
    tokens.next_if_eq(&&Token::Sign('['))?;
    let mut names = BTreeSet::new();
    let mut depth = 1;
    let mut item_begins = true;
    while depth > 0 {
        let token = tokens.next()?;
        if item_begins && *token != Token::Sign(']') {
            let (Token::Sign('('), Token::Text(name)) = (token, tokens.next()?) else {
                return None;
            };
            names.insert(name.clone());
            depth += 1;
            item_begins = false;
            continue;
        }
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Sign(',') => item_begins = depth == 1,
            _ => {}
        }
    }
    Some(names)
}

/// The names in `, "name", value, "name", value)`; none where a name is no literal.
fn alternating_arguments<'a>(
    mut tokens: impl Iterator<Item = &'a Token>,
) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let mut depth = 1;
    let mut name_begins = false;
    while depth > 0 {
        match tokens.next()? {
            Token::Sign(',') if depth == 1 => {
                name_begins = !name_begins;
                continue;
            }
            Token::Text(name) if name_begins && depth == 1 => {
                names.insert(name.clone());
            }
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            _ if name_begins => return None,
            _ => {}
        }
    }
    Some(names)
}

/// Adds the messages of one file.
fn read_messages(file: &str, source: &str, messages: &mut Messages) -> Vec<String> {
    let (resource, mut problems) = match fluent_syntax::parser::parse(source) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => {
            let problems = errors.iter().map(|error| format!("{file}: {error}"));
            (resource, problems.collect())
        }
    };
    for entry in &resource.body {
        let mut message = Message::default();
        let id = match entry {
            Entry::Message(entry) => {
                match &entry.value {
                    Some(value) => walk(value, &mut message),
                    None => message.problems.push("has no text".to_owned()),
                }
                if !entry.attributes.is_empty() {
                    message
                        .problems
                        .push("has attributes, which are not read".to_owned());
                }
                entry.id.name.to_owned()
            }
            Entry::Term(entry) => {
                walk(&entry.value, &mut message);
                format!("-{}", entry.id.name)
            }
            _ => continue,
        };
        if messages.insert(id.clone(), message).is_some() {
            problems.push(format!("{file}: {id} is there twice"));
        }
    }
    problems
}

fn walk(pattern: &Pattern<&str>, message: &mut Message) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            walk_expression(expression, message);
        }
    }
}

fn walk_expression(expression: &Expression<&str>, message: &mut Message) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                walk(&variant.value, message);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            message.variables.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => {
            message.references.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, .. } => {
            message.references.insert(format!("-{}", id.name));
        }
        InlineExpression::FunctionReference { id, .. } => {
            message
                .problems
                .push(format!("calls {}, which does not exist", id.name));
        }
        InlineExpression::Placeable { expression } => walk_expression(expression, message),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

/// The variables of a message and of the messages it refers to; a term sees none of them.
fn variables(id: &str, messages: &Messages) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if let Some(message) = messages.get(id).filter(|_| seen.insert(id)) {
            found.extend(message.variables.iter().cloned());
            let references = message.references.iter().map(String::as_str);
            open.extend(references.filter(|id| !id.starts_with('-')));
        }
    }
    found
}

/// Everything that is wrong, one sentence each.
fn findings(uses: &[Use], languages: &BTreeMap<String, Messages>) -> Vec<String> {
    let mut findings = Vec::new();
    let all_ids: BTreeSet<&String> = languages.values().flat_map(Messages::keys).collect();
    let used: BTreeSet<&String> = uses.iter().map(|used| &used.key).collect();
    for (language, messages) in languages {
        let referred: BTreeSet<&String> = messages
            .values()
            .flat_map(|message| &message.references)
            .collect();
        for (id, message) in messages {
            for problem in &message.problems {
                findings.push(format!("{language}: {id} {problem}"));
            }
            for reference in message
                .references
                .iter()
                .filter(|id| !messages.contains_key(*id))
            {
                findings.push(format!(
                    "{language}: {id} refers to {reference}, which is missing"
                ));
            }
            if !id.starts_with('-') && !used.contains(id) && !referred.contains(id) {
                findings.push(format!("{language}: {id} is never used"));
            }
        }
        for id in all_ids.iter().filter(|id| !id.starts_with('-')) {
            if !messages.contains_key(*id) {
                findings.push(format!(
                    "{language}: {id} is missing, another language has it"
                ));
            }
        }
        for Use { key, place, args } in uses {
            if !messages.contains_key(key) || key.starts_with('-') {
                findings.push(format!("{place}: {key} is missing in {language}"));
                continue;
            }
            let wanted = variables(key, messages);
            if let Some(args) = args.as_ref().filter(|args| **args != wanted) {
                findings.push(format!(
                    "{place}: {key} is given {args:?}, in {language} it wants {wanted:?}"
                ));
            }
        }
    }
    for id in all_ids {
        let mut wants = languages
            .iter()
            .filter(|(_, messages)| messages.contains_key(id))
            .map(|(language, messages)| (language, variables(id, messages)));
        let Some((first, wanted)) = wants.next() else {
            continue;
        };
        for (language, others) in
            wants.filter(|(_, others)| !id.starts_with('-') && *others != wanted)
        {
            findings.push(format!(
                "{id} wants {wanted:?} in {first} and {others:?} in {language}"
            ));
        }
    }
    findings
}

/// All files below a folder with the ending, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[expect(
    clippy::expect_used,
    reason = "a file that cannot be read fails the test"
)]
fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable file in UTF-8")
}

#[test]
fn every_used_text_is_there_in_every_language_and_none_is_unused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = |path: &Path| {
        path.strip_prefix(root)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    let mut uses = Vec::new();
    for path in files(&root.join("src"), "rs") {
        if path.file_name().is_none_or(|name| name != "tests.rs") {
            uses.extend(uses_in(&name(&path), &of_rust(&read(&path))));
        }
    }
    for path in files(&root.join("templates"), "html") {
        uses.extend(uses_in(&name(&path), &of_template(&read(&path))));
    }
    assert!(
        uses.len() > 3,
        "the sources are not where this test looks for them"
    );

    let mut languages = BTreeMap::new();
    let mut found = Vec::new();
    for locale in Locale::offered() {
        let mut messages = Messages::new();
        for path in files(&root.join("templates/locales").join(locale.tag()), "ftl") {
            found.extend(read_messages(&name(&path), &read(&path), &mut messages));
        }
        languages.insert(locale.to_string(), messages);
    }
    found.extend(findings(&uses, &languages));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[cfg(test)]
mod self_test;
