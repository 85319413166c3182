//! „Hilfe": the handbook, and which of its sections belongs to which page.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, render};
use super::guest::Guest;
use super::handbook::{Handbook, handbook, picture};
use super::routes::{Needs, Route};
use crate::domain::language::Language;

const PATH: &str = "/staff/help";

/// Which section is opened from which pages. `*` stands for one part of a path; what begins like
/// an entry belongs to it, and the first entry counts.
const SECTIONS: &[(&str, &str)] = &[
    ("/staff/sign-in", "anmelden"),
    ("/staff/invitation", "zum-ersten-mal-anmelden"),
    ("/staff/account/second-factor", "zum-ersten-mal-anmelden"),
    ("/staff/account", "das-eigene-konto"),
    ("/staff/accounts", "konten"),
    ("/staff/signing", "unterzeichnen"),
    ("/staff/certificates/new", "eine-auszeichnung-vorbereiten"),
    ("/staff/certificates/*/refuse", "ablehnen"),
    (
        "/staff/certificates/*/propose",
        "aussetzen-aufheben-entziehen",
    ),
    (
        "/staff/certificates/*/confirm",
        "aussetzen-aufheben-entziehen",
    ),
    (
        "/staff/certificates/*/correct",
        "berichtigte-neuausfertigung-und-nächste-laufzeit",
    ),
    ("/staff/certificates/*/kit", "paket-für-die-kommune"),
    ("/staff/certificates", "auszeichnungen-finden-und-ansehen"),
    ("/staff/municipalities", "kommunen"),
    ("/staff/follow-up", "wiedervorlage-und-erinnerungen"),
    ("/staff/reminders", "wiedervorlage-und-erinnerungen"),
    ("/staff/contacts", "wiedervorlage-und-erinnerungen"),
    (
        "/staff/machines",
        "eine-eigene-maschine-für-die-unterschrift",
    ),
    ("/staff/import", "listen-einlesen-und-ausgeben"),
    ("/staff/samples", "listen-einlesen-und-ausgeben"),
    ("/staff/export", "listen-einlesen-und-ausgeben"),
    ("/staff/misuse", "verwendung-auf-fremden-seiten"),
    ("/staff/audit", "nachvollziehen-wer-was-getan-hat"),
    ("/staff/feedback", "gemeldete-barrieren"),
    ("/staff/help", ""),
    ("/staff", "mein-schreibtisch"),
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(PATH, Needs::Nobody, page),
        Route::get("/staff/help/{picture}", Needs::Nobody, drawn),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/help.html")]
struct HelpPage {
    frame: Frame,
    handbook: &'static Handbook,
    /// Whether the reader has to be told that it is in German.
    foreign: bool,
}

/// The address of the help for a page.
pub(super) fn address(path: &str, query: &str) -> String {
    let mut sections = SECTIONS.iter();
    let section = sections.find(|(pattern, _)| begins(path, pattern));
    match section {
        Some((_, anchor)) if !anchor.is_empty() => format!("{PATH}{query}#{anchor}"),
        _ => format!("{PATH}{query}"),
    }
}

fn begins(path: &str, pattern: &str) -> bool {
    let mut parts = path.split('/');
    let mut wanted = pattern.split('/');
    wanted.all(|wanted| parts.next().is_some_and(|p| wanted == "*" || p == wanted))
}

async fn page(State(site): State<Site>, guest: Guest) -> Result<Response, StaffError> {
    let page = HelpPage {
        frame: Frame::of_guest(&site, &guest),
        handbook: handbook(),
        foreign: guest.language() != Language::De,
    };
    render(StatusCode::OK, guest.language(), &page)
}

async fn drawn(Path(name): Path<String>) -> Result<Response, StaffError> {
    let bytes = picture(&name).ok_or(StaffError::NotFound)?;
    Ok(([(CONTENT_TYPE, "image/png")], bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::staff::table;

    #[test]
    fn every_section_is_in_the_handbook() {
        let tasks = &handbook().tasks;
        for (path, anchor) in SECTIONS.iter().filter(|(_, anchor)| !anchor.is_empty()) {
            let found = tasks.iter().any(|task| task.anchor == *anchor);
            assert!(found, "{path}: no heading makes #{anchor}");
        }
    }

    #[test]
    fn no_page_is_without_help_of_its_own() {
        let desk = address("/staff", "");
        for entry in table() {
            let other = ["/staff", "/staff/help", "/staff/{*elsewhere}"];
            let page = entry.method == "GET" && !other.contains(&entry.path);
            let file = entry.path.contains("{picture}") || entry.path.contains("{file}");
            let own = address(entry.path, "") != desk;
            assert!(!page || file || own, "{} needs a section", entry.path);
        }
    }
}
