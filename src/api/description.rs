//! The description of the API (OpenAPI 3.0), as poem-openapi makes it, with one thing put right.
//!
//! poem-openapi describes a field that may be missing like any other, but takes `null` for it and answers `null` where it has no
//! value. So each field that is neither required nor has a default is described as one that may be `null`.

use serde_json::{Map, Value, json};

/// The description as it is served.
pub fn description() -> String {
    let spec = super::service().spec();
    serde_json::from_str(&spec)
        .map(|mut spec| {
            say_what_may_be_null(&mut spec);
            spec
        })
        .and_then(|spec| serde_json::to_string_pretty(&spec))
        .unwrap_or(spec)
}

fn say_what_may_be_null(spec: &mut Value) {
    let schemas = spec
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    for schema in schemas.into_iter().flat_map(Map::values_mut) {
        let required: Vec<String> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (name, field) in fields.into_iter().flatten() {
            if !required.contains(name) && field.get("default").is_none() {
                make_nullable(field);
            }
        }
    }
}

fn make_nullable(field: &mut Value) {
    let Some(field) = field.as_object_mut() else {
        return;
    };
    // What stands beside a reference is not read in OpenAPI 3.0.
    if let Some(reference) = field.remove("$ref") {
        field.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
    field.insert("nullable".to_owned(), Value::Bool(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_without_a_value_may_be_null_and_no_other() {
        let mut spec = json!({ "components": { "schemas": { "Body": {
            "required": ["name"],
            "properties": {
                "name": { "type": "string" },
                "left_on": { "type": "string" },
                "places": { "type": "integer", "default": 0 },
                "quorum": { "$ref": "#/components/schemas/Quorum" },
            },
        } } } });
        say_what_may_be_null(&mut spec);
        assert_eq!(
            spec["components"]["schemas"]["Body"]["properties"],
            json!({
                "name": { "type": "string" },
                "left_on": { "type": "string", "nullable": true },
                "places": { "type": "integer", "default": 0 },
                "quorum": { "allOf": [{ "$ref": "#/components/schemas/Quorum" }], "nullable": true },
            })
        );
    }
}
