//! Reads Rust and HTML just so far that paths, functions and attributes can be told.

/// A file without comments, texts and test modules; lines keep their numbers.
pub struct Source {
    code: String,
    /// Segments of the module, without `crate`.
    module: Vec<String>,
}

/// A function with what stands before and inside its braces.
pub struct Function {
    pub name: String,
    pub head: String,
    pub body: String,
}

/// Blanks comments and the inside of texts; line breaks stay.
pub fn without_comments_and_texts(source: &str) -> String {
    let signs: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    let keep = |c: char| if c == '\n' { '\n' } else { ' ' };
    while at < signs.len() {
        let rest = &signs[at..];
        if rest.starts_with(&['/', '/']) {
            let end = rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
            at += end;
        } else if rest.starts_with(&['/', '*']) {
            let end = rest
                .windows(2)
                .position(|w| w == ['*', '/'])
                .map_or(rest.len(), |end| end + 2);
            out.extend(rest[..end].iter().map(|c| keep(*c)));
            at += end;
        } else if let Some(end) = end_of_text(rest, out.chars().next_back()) {
            out.push('"');
            out.extend(rest[..end].iter().filter(|c| **c == '\n'));
            out.push('"');
            at += end;
        } else {
            out.push(rest[0]);
            at += 1;
        }
    }
    out
}

/// Where a text, raw text or character literal that begins here ends.
fn end_of_text(rest: &[char], before: Option<char>) -> Option<usize> {
    match rest {
        ['r', tail @ ..] if !before.is_some_and(|c| c.is_alphanumeric() || c == '_') => {
            let hashes = tail.iter().take_while(|c| **c == '#').count();
            if tail.get(hashes) != Some(&'"') {
                return None;
            }
            let mut end = vec!['"'];
            end.extend(std::iter::repeat_n('#', hashes));
            let inside = &tail[hashes + 1..];
            let length = inside.windows(end.len()).position(|w| w == end)?;
            Some(1 + hashes + 1 + length + end.len())
        }
        ['"', tail @ ..] => {
            let mut escaped = false;
            let length = tail.iter().position(|c| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            })?;
            Some(length + 2)
        }
        ['\'', '\\', _, '\'', ..] => Some(4),
        ['\'', '\\', 'u' | 'x', ..] => rest
            .iter()
            .skip(1)
            .position(|c| *c == '\'')
            .map(|end| end + 2),
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

impl Source {
    /// Reads a file of the sources by its path below `src`.
    pub fn read(name: &str, source: &str) -> Self {
        let mut module: Vec<_> = name
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        if module
            .last()
            .is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str()))
        {
            module.pop();
        }
        Self {
            code: without_test_modules(&without_comments_and_texts(source)),
            module,
        }
    }

    /// Lines with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code
            .lines()
            .enumerate()
            .map(|(number, line)| (number + 1, line))
    }

    /// Every path of ours, from `crate::` on, with its line: imports, and paths in the code through an imported module.
    pub fn own_paths(&self) -> Vec<(usize, String)> {
        let tokens = tokens(&self.code);
        let mut paths = Vec::new();
        let mut imported: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let (line, token) = &tokens[at];
            let starts = at == 0 || tokens[at - 1].1 != "::";
            if token == "use" && starts {
                let mut found = Vec::new();
                at = use_tree(&tokens, at + 1, String::new(), &mut found);
                for (path, name) in found {
                    if let Some(path) = self.absolute(&path) {
                        imported.push((name, path.clone()));
                        paths.push((*line, path));
                    }
                }
            } else if starts && tokens.get(at + 1).is_some_and(|(_, t)| t == "::") && is_name(token)
            {
                let mut path = token.clone();
                let mut end = at + 1;
                while tokens.get(end).is_some_and(|(_, t)| t == "::")
                    && tokens.get(end + 1).is_some_and(|(_, t)| is_name(t))
                {
                    path = format!("{path}::{}", tokens[end + 1].1);
                    end += 2;
                }
                let (first, rest) = path.split_once("::").unwrap_or((&path, ""));
                let absolute = match imported.iter().find(|(name, _)| name == first) {
                    Some((_, module)) => Some(format!("{module}::{rest}")),
                    None => self.absolute(&path),
                };
                paths.extend(absolute.map(|path| (*line, path)));
                at = end;
            } else {
                at += 1;
            }
        }
        paths
    }

    /// A path from `crate`, `self` or `super` on, written from `crate` on; `None` for other crates.
    fn absolute(&self, path: &str) -> Option<String> {
        let mut module = self.module.clone();
        let mut segments = path.split("::").peekable();
        match segments.peek().copied()? {
            "crate" => {
                segments.next();
                module.clear();
            }
            "self" => {
                segments.next();
            }
            "super" => {
                while segments.next_if_eq(&"super").is_some() {
                    module.pop();
                }
            }
            _ => return None,
        }
        let all: Vec<_> = std::iter::once("crate".to_owned())
            .chain(module)
            .chain(segments.map(str::to_owned))
            .collect();
        Some(all.join("::"))
    }

    /// Uses of other crates by these names.
    pub fn foreign_crates(&self, crates: &[&str]) -> Vec<(usize, String)> {
        let tokens = tokens(&self.code);
        tokens
            .iter()
            .enumerate()
            .filter(|(at, (_, token))| {
                crates.contains(&token.as_str())
                    && tokens.get(at + 1).is_some_and(|(_, next)| next == "::")
                    && (*at == 0 || tokens[at - 1].1 != "::")
            })
            .map(|(_, (line, token))| (*line, token.clone()))
            .collect()
    }

    /// The functions of the file.
    pub fn functions(&self) -> Vec<Function> {
        let mut functions = Vec::new();
        let mut rest = self.code.as_str();
        while let Some(at) = rest.find("fn ") {
            rest = &rest[at + 3..];
            let Some(open) = rest.find(['{', ';']) else {
                break;
            };
            if rest[open..].starts_with('{') {
                let head = rest[..open].to_owned();
                let name = head
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                functions.push(Function {
                    name,
                    body: braced(&rest[open..]).to_owned(),
                    head,
                });
            }
        }
        functions
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// What stands from an opening brace to its closing one.
fn braced(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..=at];
        }
    }
    text
}

/// Blanks `#[cfg(test)] mod ... { ... }`.
fn without_test_modules(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let rest = &out[start..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|s| open < s) => {
                open + braced(&rest[open..]).len()
            }
            (_, Some(semicolon)) => semicolon + 1,
            _ => rest.len(),
        };
        let blank: String = rest[..end]
            .chars()
            .map(|c| if c == '\n' { '\n' } else { ' ' })
            .collect();
        out.replace_range(start..start + end, &blank);
    }
    out
}

/// Names, `::`, and single signs, with their lines.
fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let length = if c.is_alphanumeric() || c == '_' {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                c.len_utf8()
            };
            if !c.is_whitespace() {
                tokens.push((number + 1, rest[..length].to_owned()));
            }
            rest = &rest[length..];
        }
    }
    tokens
}

/// Reads a tree of imports from `at` on: full paths with the names they get; gives the place after it.
fn use_tree(
    tokens: &[(usize, String)],
    mut at: usize,
    prefix: String,
    found: &mut Vec<(String, String)>,
) -> usize {
    let mut path = prefix.clone();
    let token = |at: usize| tokens.get(at).map_or(";", |(_, token)| token.as_str());
    loop {
        match token(at) {
            "{" => {
                at += 1;
                while token(at) != "}" && token(at) != ";" {
                    at = use_tree(tokens, at, path.clone(), found);
                    if token(at) == "," {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "::" => at += 1,
            "as" => {
                found.push((path, token(at + 1).to_owned()));
                return at + 2;
            }
            "," | "}" | ";" => {
                let name = path.rsplit("::").next().unwrap_or_default().to_owned();
                found.push((path, name));
                return at;
            }
            // `a::{self}` means `a`.
            "self" if !prefix.is_empty() && path == prefix => at += 1,
            segment => {
                path = if path.is_empty() {
                    segment.to_owned()
                } else {
                    format!("{path}::{segment}")
                };
                at += 1;
            }
        }
    }
}

/// A template without its comments.
pub fn without_template_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once("{#") {
        out.push_str(before);
        rest = tail.split_once("#}").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// The inside of every opening tag. Expressions of the template may stand in it.
pub fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let mut quoted = false;
        let end = rest
            .char_indices()
            .find(|(_, c)| {
                quoted ^= *c == '"';
                *c == '>' && !quoted
            })
            .map_or(rest.len(), |(at, _)| at);
        tags.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    tags
}

/// Names and values of the attributes of a tag.
pub fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = tag;
    while let Some(at) = rest.find("=\"") {
        let name = rest[..at]
            .rsplit(|c: char| !(c.is_alphanumeric() || c == '-' || c == ':'))
            .next()
            .unwrap_or_default();
        let value = &rest[at + 2..];
        let end = value.find('"').unwrap_or(value.len());
        attributes.push((name.to_lowercase(), value[..end].to_owned()));
        rest = value.get(end + 1..).unwrap_or_default();
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(name: &str, source: &str) -> Vec<String> {
        Source::read(name, source)
            .own_paths()
            .into_iter()
            .map(|(_, path)| path)
            .collect()
    }

    #[test]
    fn paths_are_found_in_imports_groups_and_code() {
        let source = "use super::{model::{Actor, Grant as Held}, store};\nuse crate::registry;\nuse std::fmt;\n\
            fn f() { registry::store::find(); store::all(); crate::App::new(); Held::x(); }";
        assert_eq!(
            paths("accounts/actions.rs", source),
            [
                "crate::accounts::model::Actor",
                "crate::accounts::model::Grant",
                "crate::accounts::store",
                "crate::registry",
                "crate::registry::store::find",
                "crate::accounts::store::all",
                "crate::App::new",
                "crate::accounts::model::Grant::x",
            ]
        );
        assert_eq!(
            paths("web/mod.rs", "use crate::accounts::{self, model::Actor};"),
            ["crate::accounts", "crate::accounts::model::Actor"]
        );
    }

    #[test]
    fn comments_texts_and_tests_do_not_count() {
        let source = "// use crate::a::b;\n/* crate::c::d */ const T: &str = \"crate::e::f\"; const R: &str = r#\"crate::g\"h\"#;\n\
            fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' }\n#[cfg(test)]\nmod tests { use crate::i::j; }\nuse crate::k::l;";
        assert_eq!(paths("web/x.rs", source), ["crate::k::l"]);
    }

    #[test]
    fn attributes_are_found_with_their_values() {
        let tags = tags("<p>a < b <a href=\"{{ x }}\" onclick=\"f()\">x</a>");
        assert_eq!(
            attributes(&tags[1]),
            [
                ("href".to_owned(), "{{ x }}".to_owned()),
                ("onclick".to_owned(), "f()".to_owned())
            ]
        );
    }
}
