//! Which methods an address knows, for the `Allow` header of a 405 (RFC 9110 § 15.5.6); the router tells only that it does not.

use std::collections::{BTreeMap, BTreeSet};

use poem::http::HeaderValue;

use super::routes::Declared;

/// The addresses of the program with their methods.
pub struct Methods(BTreeMap<Vec<String>, BTreeSet<String>>);

impl Methods {
    /// From the list of pages, the description of the API, and the addresses that are only read.
    pub fn new(pages: &[Declared], description: &str, only_read: &[&str]) -> Self {
        let mut methods = Self(BTreeMap::new());
        for page in pages {
            methods.add(page.path, page.method.as_str());
        }
        for path in only_read {
            methods.add(path, "GET");
        }
        let description: serde_json::Value = serde_json::from_str(description).unwrap_or_default();
        for (path, operations) in description
            .get("paths")
            .and_then(|p| p.as_object())
            .into_iter()
            .flatten()
        {
            for method in operations.as_object().into_iter().flat_map(|o| o.keys()) {
                methods.add(path, &method.to_uppercase());
            }
        }
        methods
    }

    fn add(&mut self, path: &str, method: &str) {
        let allowed = self
            .0
            .entry(path.split('/').map(str::to_owned).collect())
            .or_default();
        allowed.insert(method.to_owned());
        if method == "GET" {
            allowed.insert("HEAD".to_owned());
        }
    }

    /// The value of `Allow`; empty for an address that knows no method.
    pub fn allowed_at(&self, path: &str) -> HeaderValue {
        let asked: Vec<&str> = path.split('/').collect();
        let fits = |known: &[String]| {
            known.len() == asked.len()
                && known
                    .iter()
                    .zip(&asked)
                    .all(|(known, asked)| is_parameter(known) || known == asked)
        };
        let best = self
            .0
            .iter()
            .filter(|(known, _)| fits(known))
            // As the router does: what is written out goes before a parameter.
            .min_by_key(|(known, _)| known.iter().filter(|segment| is_parameter(segment)).count());
        let list = best.map(|(_, allowed)| {
            allowed
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        });
        HeaderValue::from_str(&list.unwrap_or_default()).unwrap_or(HeaderValue::from_static(""))
    }
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with([':', '*', '{'])
}

#[cfg(test)]
mod tests {
    use poem::http::Method;

    use super::*;
    use crate::web::Access;

    #[test]
    fn an_address_is_found_with_its_parameters_and_the_written_out_one_first() {
        let page = |method, path| Declared {
            method,
            path,
            access: Access::Public,
        };
        let pages = [
            page(Method::GET, "/:lang/people/:person"),
            page(Method::POST, "/:lang/people/:person"),
            page(Method::POST, "/:lang/people/new"),
        ];
        let methods = Methods::new(
            &pages,
            r#"{"paths": {"/api/v1/rolls/{roll}": {"put": {}, "delete": {}}}}"#,
            &["/healthz"],
        );
        for (path, allow) in [
            ("/de/people/7", "GET, HEAD, POST"),
            ("/de/people/new", "POST"),
            ("/api/v1/rolls/7", "DELETE, PUT"),
            ("/healthz", "GET, HEAD"),
            ("/nowhere", ""),
        ] {
            assert_eq!(methods.allowed_at(path), allow, "{path}");
        }
    }
}
