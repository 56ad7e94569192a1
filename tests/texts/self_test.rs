//! What the comparison of texts catches and what it lets pass.

use super::*;

const SOURCE: &str = r###"
//! A comment with t("in-comment") and /* " */.
/* t("in-comment") /* nested */ t("in-comment") */
fn page<'a>(texts: &'a Texts) -> String {
    let quote = ('"', '\'', '\u{22}', b'"', r#"t("in-raw") ""#, "t(\"in-text\")");
    let title = texts.t("title");
    let seats = texts.ta_plain(
        "seats",
        &[("n", number(&[1, 2], ("x", 3)).into()), ("name", format!("{}, {}", a, b).into())],
    );
    let list = texts.ta("list", &args);
    let two = shell.t2("two", "n", *count(1, "x"), "name", "text",);
    let one = shell.t1("one", name, value);
    let state = match state { Open => key!("state-open"), Closed => text_key("state-closed") };
    insert("no-key"); at("no-key"); texts.t(key); format!("no-key"); key("no-key");
}

#[cfg(test)]
mod rows;

#[cfg(test)]
mod tests {
    fn page() { texts.t("in-test"); }
}
"###;

const TEMPLATE: &str = r#"<h1 title="t("outside")">{{ texts.t("title") }}</h1>
{# t("in-comment") #} { t("outside") }
{% if open %}
  {{ texts.ta("seats", [("n", seats.into()), ("name", (&name).into())]) }}
{% let x = texts.t_plain("hint") %}{{ texts.ta("none", &[]) }}
"#;

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

fn found(uses: &[Use]) -> Vec<(&str, &str, Option<BTreeSet<String>>)> {
    uses.iter()
        .map(|used| (used.key.as_str(), used.place.as_str(), used.args.clone()))
        .collect()
}

#[test]
fn keys_are_found_in_calls_and_marks_and_nowhere_else() {
    assert_eq!(
        found(&uses_in("a.rs", &of_rust(SOURCE))),
        [
            ("title", "a.rs:6", Some(set(&[]))),
            ("seats", "a.rs:7", Some(set(&["n", "name"]))),
            ("list", "a.rs:11", None),
            ("two", "a.rs:12", Some(set(&["n", "name"]))),
            ("one", "a.rs:13", None),
            ("state-open", "a.rs:14", None),
            ("state-closed", "a.rs:14", None),
        ]
    );
    assert_eq!(
        found(&uses_in("a.html", &of_template(TEMPLATE))),
        [
            ("title", "a.html:1", Some(set(&[]))),
            ("seats", "a.html:4", Some(set(&["n", "name"]))),
            ("hint", "a.html:5", Some(set(&[]))),
            ("none", "a.html:5", Some(set(&[]))),
        ]
    );
}

fn language(source: &str) -> Messages {
    let mut messages = Messages::new();
    assert_eq!(
        read_messages("x.ftl", source, &mut messages),
        Vec::<String>::new()
    );
    messages
}

/// Findings for `t("a")` and `ta("b", &[("n", 1)])` in `x.rs`.
fn findings_for(german: &str, english: &str) -> Vec<String> {
    let uses = uses_in("x.rs", &of_rust(r#"t("a"); ta("b", &[("n", 1.into())]);"#));
    let languages = [("de", german), ("en", english)];
    let languages = languages.map(|(tag, source)| (tag.to_owned(), language(source)));
    findings(&uses, &BTreeMap::from(languages))
}

const GOOD: &str =
    "a = A\nb = { $n ->\n    [one] Ein\n   *[other] { $n } { -term }\n }\n-term = T\n-spare = S\n";

#[test]
fn equal_texts_that_are_all_used_pass() {
    assert_eq!(findings_for(GOOD, GOOD), Vec::<String>::new());
    let with_reference = GOOD.replace("a = A", "a = { c }\nc = C");
    assert_eq!(
        findings_for(&with_reference, &with_reference),
        Vec::<String>::new()
    );
    let term_of_one_language = format!("{GOOD}-genitive = G\n");
    assert_eq!(
        findings_for(&term_of_one_language, GOOD),
        Vec::<String>::new()
    );
}

#[test]
fn what_does_not_agree_is_found() {
    let changed = |from: &str, to: &str| {
        assert!(GOOD.contains(from));
        GOOD.replace(from, to)
    };
    for (german, english, expected) in [
        (
            changed("a = A\n", ""),
            changed("a = A\n", ""),
            vec!["x.rs:1: a is missing in de", "x.rs:1: a is missing in en"],
        ),
        (
            GOOD.to_owned(),
            changed("a = A\n", ""),
            vec![
                "en: a is missing, another language has it",
                "x.rs:1: a is missing in en",
            ],
        ),
        (
            changed("a = A", "a = A\nc = C"),
            changed("a = A", "a = A\nc = C"),
            vec!["de: c is never used", "en: c is never used"],
        ),
        (
            changed("a = A", "a = A\nc = C"),
            GOOD.to_owned(),
            vec![
                "de: c is never used",
                "en: c is missing, another language has it",
            ],
        ),
        (
            changed("a = A", "a = A { $x }"),
            changed("a = A", "a = A { $x }"),
            vec![
                "x.rs:1: a is given {}, in de it wants {\"x\"}",
                "x.rs:1: a is given {}, in en it wants {\"x\"}",
            ],
        ),
        (
            GOOD.to_owned(),
            changed("{ $n } {", "{ $m } {"),
            vec![
                "x.rs:1: b is given {\"n\"}, in en it wants {\"m\", \"n\"}",
                "b wants {\"n\"} in de and {\"m\", \"n\"} in en",
            ],
        ),
        (
            changed("-term = T\n", ""),
            GOOD.to_owned(),
            vec!["de: b refers to -term, which is missing"],
        ),
        (
            GOOD.to_owned(),
            changed("a = A", "a = { NUMBER(1) }"),
            vec!["en: a calls NUMBER, which does not exist"],
        ),
        (
            GOOD.to_owned(),
            changed("a = A", "a =\n    .title = A"),
            vec![
                "en: a has no text",
                "en: a has attributes, which are not read",
            ],
        ),
    ] {
        assert_eq!(
            findings_for(&german, &english),
            expected,
            "{german}{english}"
        );
    }
}

#[test]
fn a_broken_file_and_a_repeated_message_are_found() {
    let mut messages = Messages::new();
    assert_eq!(read_messages("x.ftl", "a = { $n\n", &mut messages).len(), 1);
    let twice = read_messages("y.ftl", "b = B\nb = C\n", &mut messages);
    assert_eq!(twice, ["y.ftl: b is there twice"]);
}
