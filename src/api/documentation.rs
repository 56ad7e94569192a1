//! The description of the API as a page, made from the description itself.

use askama::Template;
use poem::handler;
use serde_json::Value;

use crate::web::{Access, PageResult, Reader, Routes, Shell, public_page::Rendered};

/// The page.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/:lang/api", Access::Public, documentation_page)
}

#[derive(Template)]
#[template(path = "api/documentation.html")]
struct DocumentationPage {
    shell: Shell,
    base: String,
    groups: Vec<Group>,
    schemas: Vec<Schema>,
}

/// The operations about one thing.
struct Group {
    name: String,
    about: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    needs_token: bool,
    parameters: Vec<Field>,
    request: Option<Kind>,
    answers: Vec<Answer>,
}

struct Answer {
    status: String,
    about: String,
    kind: Option<Kind>,
}

struct Schema {
    name: String,
    about: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    place: String,
    kind: Kind,
    required: bool,
    about: String,
}

/// What a value is: a word of JSON, or one of the schemas; perhaps a list of them.
struct Kind {
    name: String,
    is_schema: bool,
    is_list: bool,
}

#[handler]
async fn documentation_page(reader: Reader) -> PageResult {
    let key = format!("api {}", reader.locale().tag());
    let rendered = match reader.app.pages.get(&key) {
        Some(rendered) => rendered,
        None => {
            let spec: Value = serde_json::from_str(&super::description()).unwrap_or_default();
            let page = DocumentationPage {
                shell: reader.shell().crumb(None, reader.texts.t("api-title")),
                base: format!("{}/api/v1", reader.app.config.base_url),
                groups: groups(&spec),
                schemas: schemas(&spec),
            };
            reader.app.pages.keep(key, Rendered::page(&page)?)
        }
    };
    Ok(reader.answer(&rendered))
}

fn text(value: &Value, name: &str) -> String {
    value
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn object<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(name)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn groups(spec: &Value) -> Vec<Group> {
    let mut groups: Vec<Group> = list(spec, "tags")
        .map(|tag| Group {
            name: text(tag, "name"),
            about: text(tag, "description"),
            operations: Vec::new(),
        })
        .collect();
    for (path, methods) in object(spec, "paths") {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let tag = list(operation, "tags")
                .next()
                .and_then(Value::as_str)
                .unwrap_or_default();
            if let Some(group) = groups.iter_mut().find(|g| g.name == tag) {
                group
                    .operations
                    .push(read_operation(path, method, operation));
            }
        }
    }
    groups.retain(|group| !group.operations.is_empty());
    groups
}

fn read_operation(path: &str, method: &str, operation: &Value) -> Operation {
    Operation {
        id: text(operation, "operationId"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(operation, "summary"),
        needs_token: list(operation, "security").next().is_some(),
        parameters: list(operation, "parameters")
            .map(|parameter| Field {
                name: text(parameter, "name"),
                place: text(parameter, "in"),
                kind: kind(parameter.get("schema").unwrap_or(&Value::Null)),
                required: parameter.get("required") == Some(&Value::Bool(true)),
                about: text(parameter, "description"),
            })
            .collect(),
        request: operation.get("requestBody").and_then(content),
        // Problem documents are described once, at the top of the page.
        answers: object(operation, "responses")
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(status, answer)| Answer {
                status: status.clone(),
                about: text(answer, "description"),
                kind: content(answer),
            })
            .collect(),
    }
}

fn content(of: &Value) -> Option<Kind> {
    let (_, media) = object(of, "content").next()?;
    media.get("schema").map(kind)
}

fn kind(schema: &Value) -> Kind {
    if let Some(name) = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|r| r.rsplit('/').next())
    {
        return Kind {
            name: name.to_owned(),
            is_schema: true,
            is_list: false,
        };
    }
    if let Some(inner) = ["allOf", "oneOf", "anyOf"]
        .iter()
        .find_map(|key| list(schema, key).next())
    {
        return kind(inner);
    }
    match schema.get("items") {
        Some(items) => Kind {
            is_list: true,
            ..kind(items)
        },
        None => Kind {
            name: schema
                .get("type")
                .and_then(Value::as_str)
                .unwrap_or("JSON")
                .to_owned(),
            is_schema: false,
            is_list: false,
        },
    }
}

fn schemas(spec: &Value) -> Vec<Schema> {
    let Some(components) = spec.get("components") else {
        return Vec::new();
    };
    object(components, "schemas")
        .map(|(name, schema)| {
            let required: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
            Schema {
                name: name.clone(),
                about: text(schema, "description"),
                fields: object(schema, "properties")
                    .map(|(field, property)| Field {
                        name: field.clone(),
                        place: String::new(),
                        kind: kind(property),
                        required: required.contains(&field.as_str()),
                        about: text(property, "description"),
                    })
                    .collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_and_every_schema_of_the_description_is_on_the_page() {
        let spec: Value = serde_json::from_str(&crate::api::description()).unwrap();
        let groups = groups(&spec);
        let shown: usize = groups.iter().map(|g| g.operations.len()).sum();
        let described: usize = object(&spec, "paths")
            .map(|(_, methods)| methods.as_object().unwrap().len())
            .sum();
        assert_eq!(shown, described);
        let schemas = schemas(&spec);
        let known = |kind: &Kind| !kind.is_schema || schemas.iter().any(|s| s.name == kind.name);
        for operation in groups.iter().flat_map(|g| &g.operations) {
            assert!(
                !operation.id.is_empty() && !operation.summary.is_empty(),
                "{} {}",
                operation.method,
                operation.path
            );
            assert!(
                operation
                    .request
                    .iter()
                    .chain(operation.answers.iter().filter_map(|a| a.kind.as_ref()))
                    .all(known)
            );
        }
        assert!(
            schemas
                .iter()
                .flat_map(|s| &s.fields)
                .all(|f| known(&f.kind))
        );
    }
}
