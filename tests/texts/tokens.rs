//! Words, texts and signs of Rust sources and of the expressions in templates.

use std::iter::Peekable;
use std::str::Chars;

/// As much of Rust's grammar as it takes to find a call with a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

/// The tokens of a Rust source with their lines, without comments and up to its test module.
pub fn of_rust(source: &str) -> Vec<(usize, Token)> {
    let mut found = tokens(source, 1);
    let begins_tests = |window: &[(usize, Token)]| {
        let shown: Vec<String> = window.iter().map(|(_, token)| shown(token)).collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        matches!(
            shown.as_slice(),
            ["#", "[", "cfg", "(", "test", ")", "]", "mod", _, "{"]
        )
    };
    if let Some(end) = found.windows(10).position(begins_tests) {
        found.truncate(end);
    }
    found
}

fn shown(token: &Token) -> String {
    match token {
        Token::Word(word) => word.clone(),
        Token::Sign(sign) => sign.to_string(),
        Token::Text(text) => format!("{text:?}"),
    }
}

/// The tokens between `{{` and `}}` or `{%` and `%}` with their lines; `{# comments #}` are left out.
pub fn of_template(source: &str) -> Vec<(usize, Token)> {
    let mut found = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        line += before.matches('\n').count();
        let closing = match from.get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => {
                rest = from.get(1..).unwrap_or_default();
                continue;
            }
        };
        let inside = from.get(2..).unwrap_or_default();
        let (expression, after) = inside.split_once(closing).unwrap_or((inside, ""));
        if closing != "#}" {
            found.extend(tokens(expression, line));
        }
        line += expression.matches('\n').count();
        rest = after;
    }
    found
}

fn tokens(source: &str, first_line: usize) -> Vec<(usize, Token)> {
    let mut found = Vec::new();
    let mut line = first_line;
    let mut rest = source.chars().peekable();
    while let Some(sign) = rest.next() {
        let began = line;
        let token = match (sign, rest.peek()) {
            ('/', Some('/')) => {
                while rest.next_if(|&next| next != '\n').is_some() {}
                continue;
            }
            ('/', Some('*')) => {
                line += skip_comment(&mut rest);
                continue;
            }
            ('r', Some('"' | '#')) => match raw_text(&mut rest) {
                Some(text) => Token::Text(text),
                None => Token::Word(word('r', &mut rest)),
            },
            ('"', _) => Token::Text(text(&mut rest)),
            ('\'', _) => {
                skip_sign_literal(&mut rest);
                continue;
            }
            _ if sign.is_alphanumeric() || sign == '_' => Token::Word(word(sign, &mut rest)),
            _ if sign.is_whitespace() => {
                line += usize::from(sign == '\n');
                continue;
            }
            _ => Token::Sign(sign),
        };
        if let Token::Text(text) = &token {
            line += text.matches('\n').count();
        }
        found.push((began, token));
    }
    found
}

fn word(first: char, rest: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::from(first);
    while let Some(next) = rest.next_if(|&next| next.is_alphanumeric() || next == '_') {
        word.push(next);
    }
    word
}

/// The inside of `"..."` as written: keys have no escapes.
fn text(rest: &mut Peekable<Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(sign) = rest.next().filter(|&sign| sign != '"') {
        text.push(sign);
        if sign == '\\' {
            text.extend(rest.next());
        }
    }
    text
}

/// The inside of `r#"..."#`; none for `r#word` and `r` alone.
fn raw_text(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut ahead = rest.clone();
    let mut closing = String::from("\"");
    while ahead.next_if_eq(&'#').is_some() {
        closing.push('#');
    }
    ahead.next_if_eq(&'"')?;
    let mut text = String::new();
    while !text.ends_with(&closing) {
        text.push(ahead.next()?);
    }
    text.truncate(text.len() - closing.len());
    *rest = ahead;
    Some(text)
}

/// Skips `/* ... */`, which may hold others, and counts its lines.
fn skip_comment(rest: &mut Peekable<Chars<'_>>) -> usize {
    let (mut depth, mut lines) = (0, 0);
    let mut last = '/';
    for sign in rest.by_ref() {
        lines += usize::from(sign == '\n');
        match (last, sign) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                last = sign;
                continue;
            }
        }
        if depth == 0 {
            break;
        }
        last = ' ';
    }
    lines
}

/// Skips the rest of `'x'` and `'\''`; after the tick of a lifetime nothing is skipped.
fn skip_sign_literal(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    let escaped = ahead.next() == Some('\\');
    if escaped {
        ahead.next();
        while ahead.next_if(|&next| next != '\'').is_some() {}
    }
    if ahead.next() == Some('\'') {
        *rest = ahead;
    }
}
