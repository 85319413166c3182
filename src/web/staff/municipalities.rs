//! Municipalities: the list.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::pages::Pages;
use super::routes::{Needs, Route};
use crate::domain::language::Language;
use crate::domain::municipality::MunicipalityError;
use crate::domain::permission::Action;
use crate::texts;

pub(super) const LIST: &str = "/staff/municipalities";

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        LIST,
        Needs::May(Action::SeeMunicipalities),
        list,
    )]
}

/// What the address of the list says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    q: String,
    page: String,
}

#[derive(Template)]
#[template(path = "html/staff/municipalities.html")]
struct ListPage {
    frame: Frame,
    typed: String,
    lines: Vec<MunicipalityLine>,
    pages: Pages,
    may_edit: bool,
    may_import: bool,
    may_export: bool,
    may_prepare: bool,
}

struct MunicipalityLine {
    ags: String,
    name: String,
    kind: &'static str,
    district: String,
    website: String,
}

async fn list(
    State(site): State<Site>,
    staff: Staff,
    Query(search): Query<Search>,
) -> Result<Response, StaffError> {
    let typed = search.q.trim();
    let found = site.service().find_municipalities(typed).await?;
    let (found, pages) = Pages::cut(found, &search.page, LIST, &[("q", typed)]);
    let line = |m: crate::domain::municipality::Municipality| MunicipalityLine {
        ags: m.ags.to_string(),
        name: m.name.as_str().to_owned(),
        kind: m.kind.as_str(),
        district: m.district,
        website: m.website.as_str().to_owned(),
    };
    staff.page(&ListPage {
        frame: staff.frame(&site, Section::Municipalities),
        typed: typed.to_owned(),
        lines: found.into_iter().map(line).collect(),
        pages,
        may_edit: staff.may(Action::EditMunicipalities),
        may_import: staff.may(Action::ImportLists),
        may_export: staff.may(Action::Export),
        may_prepare: staff.may(Action::PrepareCertificate),
    })
}

/// What is wrong with a value of a municipality.
pub(super) fn wrong_value(language: Language, error: &MunicipalityError) -> String {
    let t = texts::of(language);
    match error {
        MunicipalityError::Ags(_) => fl!(t, "municipality-ags-wrong"),
        MunicipalityError::Kind(_) => fl!(t, "municipality-kind-wrong"),
        MunicipalityError::Name(_) => fl!(t, "municipality-name-wrong"),
        MunicipalityError::Host(_) => fl!(t, "municipality-website-wrong"),
        MunicipalityError::District(_) => fl!(t, "municipality-district-wrong"),
        MunicipalityError::Coordinate(_) => fl!(t, "municipality-degrees-wrong"),
        MunicipalityError::Latitude(_) => fl!(t, "municipality-latitude-wrong"),
        MunicipalityError::Longitude(_) => fl!(t, "municipality-longitude-wrong"),
    }
}
