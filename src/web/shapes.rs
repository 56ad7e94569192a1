//! What is wrong with the JSON of a request, by the description of the API. poem-openapi refuses what has another shape, but in
//! its own English words and often without the field; this names every field, for a sentence in the caller's language.

use poem::http::Method;
use serde_json::{Map, Value};

use crate::types::{FieldProblem, Problem, ProblemKind};

/// The shapes of the bodies that the operations read.
pub struct Shapes {
    operations: Vec<Operation>,
    schemas: Map<String, Value>,
}

struct Operation {
    method: String,
    path: Vec<String>,
    /// None where it reads no JSON.
    shape: Option<Value>,
}

impl Shapes {
    /// From the description of the API.
    pub fn new(description: &str) -> Self {
        let description: Value = serde_json::from_str(description).unwrap_or_default();
        let mut operations = Vec::new();
        for (path, methods) in object(description.get("paths")) {
            for (method, operation) in object(Some(methods)) {
                let media = object(operation.pointer("/requestBody/content"))
                    .find(|(media, _)| media.starts_with("application/json"));
                operations.push(Operation {
                    method: method.to_uppercase(),
                    path: path.split('/').map(str::to_owned).collect(),
                    shape: media.and_then(|(_, media)| media.get("schema").cloned()),
                });
            }
        }
        let schemas = object(description.pointer("/components/schemas"))
            .map(|(name, schema)| (name.clone(), schema.clone()))
            .collect();
        Self {
            operations,
            schemas,
        }
    }

    /// Why the body of a request has not the shape described; none where it has, or where the address reads no JSON.
    pub fn problem(&self, method: &Method, path: &str, body: &[u8]) -> Option<Problem> {
        let asked: Vec<&str> = path.split('/').collect();
        let shape = self
            .operations
            .iter()
            .filter(|operation| {
                operation.method == method.as_str()
                    && operation.path.len() == asked.len()
                    && operation
                        .path
                        .iter()
                        .zip(&asked)
                        .all(|(known, asked)| known.starts_with('{') || known == asked)
            })
            // As the router does: a word of the address goes before a parameter.
            .min_by_key(|operation| {
                let parameters = operation.path.iter().map(|part| part.starts_with('{'));
                parameters.collect::<Vec<bool>>()
            })?
            .shape
            .as_ref()?;
        match serde_json::from_slice(body) {
            Ok(value) => {
                let mut fields = Vec::new();
                self.compare(shape, &value, "", &mut fields);
                (!fields.is_empty()).then(|| Problem {
                    fields,
                    ..Problem::new(ProblemKind::Malformed, crate::key!("problem-shape"))
                })
            }
            Err(error) => Some(
                Problem::new(ProblemKind::Malformed, crate::key!("problem-json"))
                    .with("line", whole(error.line()))
                    .with("column", whole(error.column())),
            ),
        }
    }

    fn compare(&self, shape: &Value, value: &Value, at: &str, found: &mut Vec<FieldProblem>) {
        let may_be_null = shape.get("nullable") == Some(&Value::Bool(true));
        if value.is_null() && may_be_null {
            return;
        }
        let mut refuse = |key, with: &[(&'static str, i64)]| {
            let problem = FieldProblem::new(at, key);
            found.push(
                with.iter()
                    .fold(problem, |problem, (name, n)| problem.with(name, *n)),
            );
        };
        let reference = shape.pointer("/allOf/0/$ref").or(shape.get("$ref"));
        if let Some(name) = reference.and_then(Value::as_str) {
            let name = name.rsplit('/').next().unwrap_or_default();
            if let Some(shape) = self.schemas.get(name) {
                self.compare(shape, value, at, found);
            }
            return;
        }
        match (
            shape
                .get("type")
                .and_then(Value::as_str)
                .unwrap_or_default(),
            value,
        ) {
            ("object", Value::Object(fields)) => self.compare_fields(shape, fields, at, found),
            ("array", Value::Array(items)) => {
                if let Some(most) = bound(shape, "maxItems")
                    && whole(items.len()) > most
                {
                    refuse(crate::key!("field-too-many"), &[("n", most)]);
                }
                for (index, item) in items.iter().enumerate() {
                    let shape = shape.get("items").unwrap_or(&Value::Null);
                    self.compare(shape, item, &within(at, &index.to_string()), found);
                }
            }
            ("string", Value::String(text)) => {
                let words = shape.get("enum").and_then(Value::as_array);
                let length = whole(text.chars().count());
                if words.is_some_and(|words| !words.contains(value)) {
                    refuse(crate::key!("field-word-unknown"), &[]);
                } else if let Some(most) = bound(shape, "maxLength")
                    && length > most
                {
                    refuse(crate::key!("field-too-long"), &[("n", most)]);
                } else if let Some(least) = bound(shape, "minLength")
                    && length < least
                {
                    refuse(crate::key!("field-too-short"), &[("n", least)]);
                }
            }
            ("integer", Value::Number(n)) if n.is_i64() => {
                let n = n.as_i64().unwrap_or_default();
                let least = bound(shape, "minimum").unwrap_or(i64::MIN);
                let most = bound(shape, "maximum").unwrap_or(i64::MAX);
                if !(least..=most).contains(&n) {
                    refuse(
                        crate::key!("field-number-range"),
                        &[("least", least), ("most", most)],
                    );
                }
            }
            ("boolean", Value::Bool(_)) | ("number", Value::Number(_)) | ("", _) => {}
            (expected, _) => {
                found.push(
                    FieldProblem::new(at, crate::key!("field-wrong-type")).with("type", expected),
                );
            }
        }
    }

    fn compare_fields(
        &self,
        shape: &Value,
        fields: &Map<String, Value>,
        at: &str,
        found: &mut Vec<FieldProblem>,
    ) {
        let others = shape.get("additionalProperties").filter(|o| o.is_object());
        for name in shape
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !fields.contains_key(name) {
                found.push(FieldProblem::new(
                    &within(at, name),
                    crate::key!("field-missing"),
                ));
            }
        }
        for (name, value) in fields {
            let known = shape.get("properties").and_then(|p| p.get(name)).or(others);
            match known {
                Some(shape) => self.compare(shape, value, &within(at, name), found),
                None => found.push(FieldProblem::new(
                    &within(at, name),
                    crate::key!("field-unknown"),
                )),
            }
        }
    }
}

/// `title.de`, `choices.0`.
fn within(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}.{name}")
    }
}

fn object(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A bound of a schema. poem-openapi writes those of numbers with a decimal point.
fn bound(shape: &Value, name: &str) -> Option<i64> {
    let value = shape.get(name)?;
    value
        .as_i64()
        .or_else(|| value.to_string().split('.').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shapes() -> Shapes {
        let description = json!({
            "paths": { "/api/v1/bodies/{body}": { "put": { "requestBody": { "content": {
                "application/json; charset=utf-8": { "schema": { "$ref": "#/components/schemas/Body" } }
            } } } } },
            "components": { "schemas": {
                "Kind": { "type": "string", "enum": ["elected", "mixed"] },
                "Body": {
                    "type": "object",
                    "required": ["name", "kind"],
                    "properties": {
                        "name": { "type": "string", "maxLength": 5 },
                        "kind": { "$ref": "#/components/schemas/Kind" },
                        "places": { "type": "integer", "minimum": 0.0, "maximum": 1000.0 },
                        "left_on": { "type": "string", "nullable": true },
                        "title": { "type": "object", "additionalProperties": { "type": "string" } },
                        "countries": { "type": "array", "maxItems": 2, "items": { "type": "string" } },
                    },
                },
            } },
        });
        Shapes::new(&description.to_string())
    }

    fn found(body: &str) -> Vec<(String, &'static str)> {
        let problem = shapes().problem(&Method::PUT, "/api/v1/bodies/7", body.as_bytes());
        problem
            .map(|p| p.fields.into_iter().map(|f| (f.field, f.key)).collect())
            .unwrap_or_default()
    }

    #[test]
    fn every_field_that_does_not_fit_is_named() {
        let fits = r#"{"name":"Rat","kind":"mixed","places":0,"left_on":null,"title":{"de":"x"},"countries":["TR"]}"#;
        assert_eq!(found(fits), []);
        for (body, field, key) in [
            (r#"{"kind":"mixed"}"#, "name", "field-missing"),
            (
                r#"{"name":"Beirat","kind":"mixed"}"#,
                "name",
                "field-too-long",
            ),
            (
                r#"{"name":null,"kind":"mixed"}"#,
                "name",
                "field-wrong-type",
            ),
            (
                r#"{"name":"Rat","kind":"root"}"#,
                "kind",
                "field-word-unknown",
            ),
            (
                r#"{"name":"Rat","kind":"mixed","role":"root"}"#,
                "role",
                "field-unknown",
            ),
            (
                r#"{"name":"Rat","kind":"mixed","places":1001}"#,
                "places",
                "field-number-range",
            ),
            (
                r#"{"name":"Rat","kind":"mixed","places":1.5}"#,
                "places",
                "field-wrong-type",
            ),
            (
                r#"{"name":"Rat","kind":"mixed","title":{"de":1}}"#,
                "title.de",
                "field-wrong-type",
            ),
            (
                r#"{"name":"Rat","kind":"mixed","countries":["TR",1]}"#,
                "countries.1",
                "field-wrong-type",
            ),
            (
                r#"{"name":"Rat","kind":"mixed","countries":["","",""]}"#,
                "countries",
                "field-too-many",
            ),
            ("[]", "", "field-wrong-type"),
        ] {
            assert_eq!(found(body), [(field.to_owned(), key)], "{body}");
        }
    }

    #[test]
    fn json_that_breaks_off_is_told_with_its_place_and_other_addresses_have_no_shape() {
        let problem = shapes().problem(&Method::PUT, "/api/v1/bodies/7", b"{\n\"name\":");
        let problem = problem.expect("refused");
        assert_eq!(problem.key, "problem-json");
        assert_eq!(problem.values.first(), Some(&("line", 2.into())));
        assert_eq!(
            shapes().problem(&Method::POST, "/api/v1/bodies/7", b"{"),
            None
        );
        assert_eq!(shapes().problem(&Method::PUT, "/api/v1/bodies", b"{"), None);
    }
}
