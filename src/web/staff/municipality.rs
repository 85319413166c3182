//! One municipality: entering it, correcting it, and what it was awarded.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::lines::{Line, line, recipient};
use super::municipalities::{LIST, wrong_value};
use super::routes::{Needs, Route};
use crate::domain::language::Language;
use crate::domain::municipality::{
    Ags, Host, Kind, Municipality, MunicipalityError, RecipientName, parse_degrees,
};
use crate::domain::permission::Action;
use crate::service::ServiceError;
use crate::service::desk::Filter;
use crate::texts;

const NEW: &str = "/staff/municipalities/new";
const ONE: &str = "/staff/municipalities/{ags}";
const EDIT: &str = "/staff/municipalities/{ags}/edit";
const EDITS: Needs = Needs::May(Action::EditMunicipalities);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(NEW, EDITS, new),
        Route::post(NEW, EDITS, add),
        Route::get(ONE, Needs::May(Action::SeeMunicipalities), show),
        Route::get(EDIT, EDITS, edit),
        Route::post(EDIT, EDITS, correct),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/municipality.html")]
struct MunicipalityPage {
    frame: Frame,
    ags: String,
    title: String,
    district: String,
    place: String,
    website: String,
    certificates: Vec<Line>,
    may_edit: bool,
    may_prepare: bool,
}

#[derive(Template)]
#[template(path = "html/staff/municipality_form.html")]
struct FormPage {
    frame: Frame,
    form: FormView,
    /// The key of a municipality that is corrected.
    ags: Option<String>,
}

async fn show(
    State(site): State<Site>,
    staff: Staff,
    Path(ags): Path<String>,
) -> Result<Response, StaffError> {
    let m = find(&site, &ags).await?;
    let language = staff.language();
    let filter = Filter {
        recipient: Some(m.ags.clone()),
        ..Filter::default()
    };
    let mut certificates = Vec::new();
    if staff.may(Action::SeeCertificates) {
        let service = site.service();
        let snapshot = site.register().current(service, staff.at()).await?;
        let chamber = &staff.account.chamber;
        let found = snapshot.find(&service.programmes, chamber, &filter, staff.at());
        let lines = found
            .into_iter()
            .map(|r| line(&site, language, r, staff.at()));
        certificates = lines.collect();
    }
    staff.page(&MunicipalityPage {
        frame: staff.frame(&site, Section::Municipalities),
        title: recipient(language, m.kind, m.name.as_str()),
        place: format!(
            "{}, {}",
            degrees(language, m.latitude),
            degrees(language, m.longitude)
        ),
        ags: m.ags.to_string(),
        district: m.district,
        website: m.website.as_str().to_owned(),
        certificates,
        may_edit: staff.may(Action::EditMunicipalities),
        may_prepare: staff.may(Action::PrepareCertificate),
    })
}

async fn new(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let view = staff.form(&site).with("kind", Kind::Gemeinde.as_str());
    staff.page(&form_page(&site, &staff, view, None))
}

async fn add(State(site): State<Site>, staff: Staff, form: Sent) -> Result<Response, StaffError> {
    let language = staff.language();
    let mut view = FormView::of(&form);
    let ags = checked(&mut view, language, "ags", Ags::parse(form.text("ags")));
    let Some(municipality) = read(&mut view, &form, language, ags) else {
        return staff.refused(&form_page(&site, &staff, view, None));
    };
    match site
        .service()
        .add_municipality(&municipality, staff.by())
        .await
    {
        Ok(()) => Ok(done(&address(&municipality.ags), "municipality-added")),
        Err(ServiceError::MunicipalityExists(_)) => {
            view.refuse("ags", fl!(texts::of(language), "municipality-exists"));
            staff.refused(&form_page(&site, &staff, view, None))
        }
        Err(error) => Err(error.into()),
    }
}

async fn edit(
    State(site): State<Site>,
    staff: Staff,
    Path(ags): Path<String>,
) -> Result<Response, StaffError> {
    let m = find(&site, &ags).await?;
    let language = staff.language();
    let view = FormView::new()
        .with("name", m.name.as_str())
        .with("kind", m.kind.as_str())
        .with("district", m.district.as_str())
        .with("latitude", degrees(language, m.latitude))
        .with("longitude", degrees(language, m.longitude))
        .with("website", m.website.as_str());
    staff.page(&form_page(&site, &staff, view, Some(&m.ags)))
}

async fn correct(
    State(site): State<Site>,
    staff: Staff,
    Path(ags): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let old = find(&site, &ags).await?;
    let mut view = FormView::of(&form);
    let read = read(&mut view, &form, staff.language(), Some(old.ags.clone()));
    let Some(municipality) = read else {
        return staff.refused(&form_page(&site, &staff, view, Some(&old.ags)));
    };
    site.service()
        .correct_municipality(&municipality, staff.by())
        .await?;
    Ok(done(&address(&municipality.ags), "municipality-corrected"))
}

/// The municipality with a key from an address.
pub(super) async fn find(site: &Site, ags: &str) -> Result<Municipality, StaffError> {
    let ags = Ags::parse(ags).map_err(|_| StaffError::NotFound)?;
    let found = site.service().store.municipality(&ags).await?;
    found.ok_or(StaffError::NotFound)
}

fn address(ags: &Ags) -> String {
    format!("{LIST}/{ags}")
}

fn form_page(site: &Site, staff: &Staff, form: FormView, ags: Option<&Ags>) -> FormPage {
    FormPage {
        frame: staff.frame(site, Section::Municipalities),
        form,
        ags: ags.map(ToString::to_string),
    }
}

/// Reads the fields, and says beside each what is wrong with it.
fn read(
    view: &mut FormView,
    form: &Sent,
    language: Language,
    ags: Option<Ags>,
) -> Option<Municipality> {
    let name = checked(
        view,
        language,
        "name",
        RecipientName::parse(form.text("name")),
    );
    let kind = checked(view, language, "kind", Kind::parse(form.text("kind")));
    let latitude = checked(
        view,
        language,
        "latitude",
        parse_degrees(form.text("latitude")),
    );
    let longitude = parse_degrees(form.text("longitude"));
    let longitude = checked(view, language, "longitude", longitude);
    // People paste whole addresses.
    let host = form.text("website");
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = Host::parse(host.split('/').next().unwrap_or_default());
    let website = checked(view, language, "website", host);
    Some(Municipality {
        ags: ags?,
        name: name?,
        kind: kind?,
        district: form.text("district").to_owned(),
        latitude: latitude?,
        longitude: longitude?,
        website: website?,
    })
}

fn checked<T>(
    view: &mut FormView,
    language: Language,
    field: &'static str,
    value: Result<T, MunicipalityError>,
) -> Option<T> {
    match value {
        Ok(value) => Some(value),
        Err(error) => {
            view.refuse(field, wrong_value(language, &error));
            None
        }
    }
}

/// Degrees as people write them.
fn degrees(language: Language, degrees: f64) -> String {
    match language {
        Language::De => degrees.to_string().replace('.', ","),
        Language::En => degrees.to_string(),
    }
}
