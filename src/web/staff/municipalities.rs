//! Municipalities: the list, and importing one.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::pages::Pages;
use super::routes::{Needs, Route};
use crate::domain::language::Language;
use crate::domain::municipality::MunicipalityError;
use crate::domain::permission::Action;
use crate::service::ServiceError;
use crate::service::error::ListCause;
use crate::texts;

pub(super) const LIST: &str = "/staff/municipalities";
const IMPORT: &str = "/staff/municipalities/import";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(LIST, Needs::May(Action::SeeMunicipalities), list),
        Route::get(IMPORT, Needs::May(Action::ImportLists), import_form),
        Route::post(IMPORT, Needs::May(Action::ImportLists), import),
    ]
}

/// What the address of the list says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    q: String,
    page: String,
    imported: String,
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
    may_prepare: bool,
}

struct MunicipalityLine {
    ags: String,
    name: String,
    kind: &'static str,
    district: String,
    website: String,
}

#[derive(Template)]
#[template(path = "html/staff/municipality_import.html")]
struct ImportPage {
    frame: Frame,
    form: FormView,
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
    let mut frame = staff.frame(&site, Section::Municipalities);
    if let Ok(count) = search.imported.parse::<u32>() {
        frame.notice = Some(fl!(
            texts::of(staff.language()),
            "municipalities-imported",
            count = count
        ));
    }
    staff.page(&ListPage {
        frame,
        typed: typed.to_owned(),
        lines: found.into_iter().map(line).collect(),
        pages,
        may_edit: staff.may(Action::EditMunicipalities),
        may_import: staff.may(Action::ImportLists),
        may_prepare: staff.may(Action::PrepareCertificate),
    })
}

async fn import_form(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    staff.page(&import_page(&site, &staff, FormView::new()))
}

async fn import(
    State(site): State<Site>,
    staff: Staff,
    form: Sent,
) -> Result<Response, StaffError> {
    let language = staff.language();
    let t = texts::of(language);
    let mut view = FormView::of(&form);
    let Some(file) = form.file("file") else {
        view.refuse("file", fl!(t, "import-file-missing"));
        return staff.refused(&import_page(&site, &staff, view));
    };
    let imported = site
        .service()
        .import_municipalities(&file.bytes, staff.by())
        .await;
    match imported {
        Ok(0) => view.refuse("file", fl!(t, "import-empty")),
        Ok(count) => {
            return Ok(Redirect::to(&format!("{LIST}?imported={count}")).into_response());
        }
        Err(ServiceError::List { row, column, cause }) => {
            let cause = list_cause(language, &cause);
            view.refuse(
                "file",
                fl!(t, "import-cell", row = row, column = column, cause = cause),
            );
        }
        Err(error) => return Err(error.into()),
    }
    staff.refused(&import_page(&site, &staff, view))
}

fn import_page(site: &Site, staff: &Staff, form: FormView) -> ImportPage {
    ImportPage {
        frame: staff.frame(site, Section::Municipalities),
        form,
    }
}

fn list_cause(language: Language, cause: &ListCause) -> String {
    let t = texts::of(language);
    match cause {
        ListCause::MissingColumn => fl!(t, "error-list-column"),
        ListCause::Unreadable(cause) => fl!(t, "error-list-row", cause = cause.as_str()),
        ListCause::Value(error) => wrong_value(language, error),
        ListCause::Repeated => fl!(t, "error-list-repeated"),
    }
}

/// What is wrong with a value of a municipality.
pub(super) fn wrong_value(language: Language, error: &MunicipalityError) -> String {
    let t = texts::of(language);
    match error {
        MunicipalityError::Ags(_) => fl!(t, "municipality-ags-wrong"),
        MunicipalityError::Kind(_) => fl!(t, "municipality-kind-wrong"),
        MunicipalityError::Name(_) => fl!(t, "municipality-name-wrong"),
        MunicipalityError::Host(_) => fl!(t, "municipality-website-wrong"),
        MunicipalityError::Coordinate(_) => fl!(t, "municipality-degrees-wrong"),
    }
}
