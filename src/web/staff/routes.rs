//! The table of routes.

use std::sync::LazyLock;

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

/// The paths of the pages.
static PAGES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    // What is nowhere else has a page, too, and no form stands on it.
    let is_page = |entry: &Entry| entry.method == "GET" && !entry.path.contains("{*");
    let pages = table().into_iter().filter(is_page);
    pages.map(|entry| entry.path).collect()
});

/// The page on which a form stands that is sent to a path: the same path, or the nearest one above
/// it, that is a page.
pub(super) fn page_of(path: &str) -> Option<&str> {
    let mut path = path;
    loop {
        if PAGES.iter().any(|page| fits(page, path)) {
            return Some(path);
        }
        path = path.rsplit_once('/')?.0;
    }
}

/// Whether a path is one of those that a path of the table stands for.
fn fits(entry: &str, path: &str) -> bool {
    let (mut parts, mut given) = (entry.split('/'), path.split('/'));
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given || part.starts_with('{') => {}
            _ => return false,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_stands_on_a_page() {
        for entry in table().iter().filter(|entry| entry.method == "POST") {
            let page = page_of(entry.path).unwrap_or_default();
            assert!(page.starts_with("/staff"), "{}", entry.path);
        }
        for (sent, page) in [
            ("/staff/certificates/new", "/staff/certificates/new"),
            ("/staff/accounts/a/roles/b/take", "/staff/accounts/a"),
            ("/staff/signing/close", "/staff/signing"),
            ("/staff/language", "/staff"),
        ] {
            assert_eq!(page_of(sent), Some(page));
        }
    }
}
