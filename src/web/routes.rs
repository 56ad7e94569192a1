//! The list of page routes: each declares who may use it, and a test walks them all.

use std::collections::{BTreeMap, BTreeSet};

use poem::{
    Endpoint, IntoEndpoint, Response, Route, RouteMethod,
    endpoint::make_sync,
    http::{Method, StatusCode, header},
};

use crate::accounts::model::Right;

/// Who may use a route. The right itself is checked in the action; this is what the test holds it against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Who holds a voting code; without one the page asks for it.
    Voter,
    /// Who holds the link of a body; without one the page says that it is not valid.
    LinkHolder,
    /// Everybody who is signed in.
    SignedIn,
    /// Who administers the installation.
    InstallationAdmin,
    /// Who holds the right in the federation of the address.
    Right(Right),
    /// Who holds one of two rights in the federation of the address.
    EitherRight(Right, Right),
    /// The office of the body in the address, and staff who hold the right.
    OfficeOr(Right),
}

/// A route as declared.
#[derive(Clone, Debug)]
pub struct Declared {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
}

/// Page routes under construction.
#[derive(Default)]
pub struct Routes {
    methods: BTreeMap<&'static str, RouteMethod>,
    declared: Vec<Declared>,
}

impl Routes {
    /// Adds a page to be read.
    #[must_use]
    pub fn get(
        self,
        path: &'static str,
        access: Access,
        handler: impl IntoEndpoint<Endpoint: Endpoint + 'static>,
    ) -> Self {
        self.add(Method::GET, path, access, |m| m.get(handler))
    }

    /// Adds a form to be sent.
    #[must_use]
    pub fn post(
        self,
        path: &'static str,
        access: Access,
        handler: impl IntoEndpoint<Endpoint: Endpoint + 'static>,
    ) -> Self {
        self.add(Method::POST, path, access, |m| m.post(handler))
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        access: Access,
        set: impl FnOnce(RouteMethod) -> RouteMethod,
    ) -> Self {
        let methods = self.methods.remove(path).unwrap_or_default();
        self.methods.insert(path, set(methods));
        self.declared.push(Declared {
            method,
            path,
            access,
        });
        self
    }

    /// What was declared.
    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    /// Puts the pages onto a router.
    ///
    /// A form sent to an address of its own is shown again there when it is refused. Whoever then changes the language or types the
    /// address asks to read it: they are led to the nearest page above.
    pub fn onto(self, mut route: Route) -> Route {
        let read: BTreeSet<&'static str> = self
            .declared
            .iter()
            .filter(|declared| declared.method == Method::GET)
            .map(|declared| declared.path)
            .collect();
        for (path, methods) in self.methods {
            let methods = match segments_above(path, &read) {
                Some(kept) if !read.contains(path) => methods.get(make_sync(move |request| {
                    let above = first_segments(request.uri().path(), kept);
                    Response::builder()
                        .status(StatusCode::SEE_OTHER)
                        .header(header::LOCATION, above)
                        .finish()
                })),
                Some(_) | None => methods,
            };
            route = route.at(path, methods);
        }
        route
    }
}

/// How many segments the nearest page above has that can be read.
fn segments_above(path: &str, read: &BTreeSet<&str>) -> Option<usize> {
    let mut above = path;
    while let Some((shorter, _)) = above.rsplit_once('/') {
        above = shorter;
        let found = [above.to_owned(), format!("{above}/")]
            .iter()
            .any(|known| read.contains(known.as_str()));
        if found {
            return Some(above.matches('/').count());
        }
    }
    None
}

/// The beginning of an address; one segment is the start page of a language, which ends with a slash.
fn first_segments(path: &str, count: usize) -> String {
    let kept: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .take(count)
        .collect();
    match kept.as_slice() {
        [language] => format!("/{language}/"),
        _ => format!("/{}", kept.join("/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_takes_forms_only_leads_to_the_nearest_page_above() {
        let read = BTreeSet::from(["/:lang/", "/:lang/staff/:slug/polls/:poll"]);
        let above = |path| segments_above(path, &read);
        assert_eq!(above("/:lang/staff/:slug/polls/:poll/codes/print"), Some(5));
        assert_eq!(above("/:lang/sign-out"), Some(1));
        assert_eq!(above("/health"), None);
        let path = "/de/staff/laka/polls/7/codes/print";
        assert_eq!(first_segments(path, 5), "/de/staff/laka/polls/7");
        assert_eq!(first_segments("/de/sign-out", 1), "/de/");
        assert_eq!(first_segments("//evil.example/x", 1), "/evil.example/");
    }
}
