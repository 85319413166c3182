//! The list of certificates.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::lines::{Line, line, state_word};
use super::pages::Pages;
use super::routes::{Needs, Route};
use crate::domain::bulk::List;
use crate::domain::permission::Action;
use crate::domain::programme::ProgrammeId;
use crate::service::bulk::Format;
use crate::service::desk::Filter;

pub(super) const LIST: &str = "/staff/certificates";

/// What can be asked for, on the way and after it.
const STATES: [&str; 9] = [
    "prepared",
    "refused",
    "sealed",
    "valid",
    "not_yet_valid",
    "expired",
    "suspended",
    "withdrawn",
    "superseded",
];

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(LIST, Needs::May(Action::SeeCertificates), list)]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    q: String,
    state: String,
    programme: String,
    page: String,
}

/// Something to choose.
pub(super) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "html/staff/certificates.html")]
struct ListPage {
    frame: Frame,
    typed: String,
    states: Vec<Choice>,
    programmes: Vec<Choice>,
    lines: Vec<Line>,
    pages: Pages,
    may_prepare: bool,
    may_import: bool,
    /// The way to the same list as a file, but for its format.
    export: Option<Export>,
}

/// The addresses of a list as files.
struct Export {
    csv: String,
    xlsx: String,
}

async fn list(
    State(site): State<Site>,
    staff: Staff,
    Query(search): Query<Search>,
) -> Result<Response, StaffError> {
    let (service, language, at) = (site.service(), staff.language(), staff.at());
    let filter = Filter {
        text: search.q.trim().to_owned(),
        state: search.state.clone(),
        programme: ProgrammeId::parse(&search.programme).ok(),
        recipient: None,
    };
    let snapshot = site.register().current(service, at).await?;
    let found = snapshot.find(&service.programmes, &staff.account.chamber, &filter, at);
    let query = [
        ("q", filter.text.as_str()),
        ("state", &search.state),
        ("programme", &search.programme),
    ];
    let export = Export {
        csv: super::export::address(List::Certificates, Format::Csv, &query),
        xlsx: super::export::address(List::Certificates, Format::Xlsx, &query),
    };
    let (found, pages) = Pages::cut(found, &search.page, LIST, &query);
    let state = |name: &&str| Choice {
        value: (*name).to_owned(),
        label: state_word(language, name),
        chosen: search.state == **name,
    };
    staff.page(&ListPage {
        frame: staff.frame(&site, Section::Certificates),
        states: STATES.iter().map(state).collect(),
        programmes: programmes(&site, &staff, &search.programme),
        lines: found
            .into_iter()
            .map(|r| line(&site, language, r, at))
            .collect(),
        pages,
        typed: filter.text,
        may_prepare: staff.may(Action::PrepareCertificate),
        may_import: staff.may(Action::ImportLists),
        export: staff.may(Action::Export).then_some(export),
    })
}

/// The marks in which somebody's chamber takes part.
pub(super) fn programmes(site: &Site, staff: &Staff, chosen: &str) -> Vec<Choice> {
    let programmes = site.service().programmes.iter().map(|p| &p.programme);
    let own = programmes.filter(|p| p.chamber(&staff.account.chamber).is_some());
    own.map(|p| Choice {
        value: p.id.to_string(),
        label: p.name.get(staff.language()).clone(),
        chosen: p.id.as_str() == chosen,
    })
    .collect()
}
