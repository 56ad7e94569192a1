//! The list of page routes: each declares who may use it, and a test walks them all.

use std::collections::BTreeMap;

use poem::{Endpoint, IntoEndpoint, Route, RouteMethod, http::Method};

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
    pub fn onto(self, mut route: Route) -> Route {
        for (path, methods) in self.methods {
            route = route.at(path, methods);
        }
        route
    }
}
