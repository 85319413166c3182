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
    Ags, Host, Kind, Municipality, MunicipalityError, RecipientName, parse_degrees, parse_district,
    parse_latitude, parse_longitude,
};
use crate::domain::permission::Action;
use crate::service::ServiceError;
use crate::service::desk::Filter;
use crate::service::municipalities::Correction;
use crate::texts;

const NEW: &str = "/staff/municipalities/new";
const ONE: &str = "/staff/municipalities/{ags}";
const EDIT: &str = "/staff/municipalities/{ags}/edit";
/// The fields, and the hidden ones that say what stood in them.
const FIELDS: [(&str, &str); 6] = [
    ("name", "seen-name"),
    ("kind", "seen-kind"),
    ("district", "seen-district"),
    ("website", "seen-website"),
    ("latitude", "seen-latitude"),
    ("longitude", "seen-longitude"),
];

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
    let mut view = staff.form(&site);
    for (field, seen, value) in fields(staff.language(), &m) {
        view = view.with(field, value.clone()).with(seen, value);
    }
    staff.page(&form_page(&site, &staff, view, Some(&m.ags)))
}

async fn correct(
    State(site): State<Site>,
    staff: Staff,
    Path(ags): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let ags = find(&site, &ags).await?.ags;
    let mut view = FormView::of(&form);
    let read = read(&mut view, &form, staff.language(), Some(ags.clone()));
    let Some(municipality) = read else {
        return staff.refused(&form_page(&site, &staff, view, Some(&ags)));
    };
    let mut seen = seen(&form, ags.clone()).ok_or(StaffError::Unreadable)?;
    loop {
        let corrected = site
            .service()
            .correct_municipality(&seen, &municipality, staff.by());
        let now = match corrected.await? {
            Correction::Done => return Ok(done(&address(&ags), "municipality-corrected")),
            Correction::Overtaken(now) => now,
        };
        tell_changes(&mut view, staff.language(), &seen, &now);
        if !view.is_sound() {
            return staff.refused(&form_page(&site, &staff, view, Some(&ags)));
        }
        // Somebody else has entered the very same.
        seen = now;
    }
}

/// The fields of a municipality: what each is called, what it is called as it was seen, and what
/// stands in it.
fn fields(
    language: Language,
    m: &Municipality,
) -> [(&'static str, &'static str, String); FIELDS.len()] {
    let values = [
        m.name.as_str().to_owned(),
        m.kind.as_str().to_owned(),
        m.district.clone(),
        m.website.as_str().to_owned(),
        degrees(language, m.latitude),
        degrees(language, m.longitude),
    ];
    let mut names = FIELDS.into_iter();
    values.map(|value| {
        let (field, seen) = names.next().unwrap_or_default();
        (field, seen, value)
    })
}

/// The municipality as the page showed it on which somebody corrected it.
fn seen(form: &Sent, ags: Ags) -> Option<Municipality> {
    Some(Municipality {
        ags,
        name: RecipientName::parse(form.text("seen-name")).ok()?,
        kind: Kind::parse(form.text("seen-kind")).ok()?,
        district: form.text("seen-district").to_owned(),
        latitude: parse_degrees(form.text("seen-latitude")).ok()?,
        longitude: parse_degrees(form.text("seen-longitude")).ok()?,
        website: Host::parse(form.text("seen-website")).ok()?,
    })
}

/// Says beside the fields what somebody else has changed meanwhile. Where nothing was typed, the
/// field takes it over; what was typed stays.
fn tell_changes(view: &mut FormView, language: Language, seen: &Municipality, now: &Municipality) {
    let t = texts::of(language);
    let (seen, now) = (fields(language, seen), fields(language, now));
    for ((field, name, now), (_, _, seen)) in now.into_iter().zip(seen) {
        if now == seen {
            continue;
        }
        if view.value(field) == now {
            // Both mean the same.
        } else if view.value(field) == seen {
            view.set(field, now.as_str());
            let says = fl!(t, "municipality-changed", now = now.as_str(), before = seen);
            view.refuse(field, says);
        } else {
            view.refuse(field, fl!(t, "municipality-overtaken", now = now.as_str()));
        }
        view.set(name, now);
    }
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
    let district = parse_district(form.text("district"));
    let district = checked(view, language, "district", district);
    let latitude = parse_latitude(form.text("latitude"));
    let latitude = checked(view, language, "latitude", latitude);
    let longitude = parse_longitude(form.text("longitude"));
    let longitude = checked(view, language, "longitude", longitude);
    let website = Host::of_website(form.text("website"));
    let website = checked(view, language, "website", website);
    Some(Municipality {
        ags: ags?,
        name: name?,
        kind: kind?,
        district: district?,
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
