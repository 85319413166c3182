//! The table of routes.

use axum::handler::Handler;
use axum::routing::{self, MethodRouter};

use super::Site;
use crate::domain::permission::Action;

/// What a route asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the way in.
    Nobody,
    /// The right password; the one-time code is awaited.
    Password,
    /// Being signed in, even if one-time codes have yet to be set up.
    Person,
    /// Being signed in with all that one's roles ask for.
    SignedIn,
    /// A role that allows it.
    May(Action),
}

/// A route as anybody may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path; parts in braces stand for identifiers.
    pub path: &'static str,
    /// What it asks of whoever comes.
    pub needs: Needs,
}

/// The table of the desk's routes.
pub fn table() -> Vec<Entry> {
    let entry = |route: Route| Entry {
        method: route.method,
        path: route.path,
        needs: route.needs,
    };
    super::routes().into_iter().map(entry).collect()
}

/// A route with its handler.
pub(super) struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub needs: Needs,
    pub handler: MethodRouter<Site>,
}

impl Route {
    /// A page. It changes nothing.
    pub(super) fn get<H, T>(path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Self {
            method: "GET",
            path,
            needs,
            handler: routing::get(handler),
        }
    }

    /// Where a form is sent.
    pub(super) fn post<H, T>(path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Self {
            method: "POST",
            path,
            needs,
            handler: routing::post(handler),
        }
    }
}
