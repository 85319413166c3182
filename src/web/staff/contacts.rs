//! Whom to write to in municipalities.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::form::{Form, FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::reminder::language_name;
use super::routes::{Needs, Route};
use crate::domain::account::{AccountError, Email};
use crate::domain::contact::{Contact, ContactError, Gender};
use crate::domain::language::Language;
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::permission::Action;
use crate::mail::salutation;
use crate::texts;

const LIST: &str = "/staff/contacts";

pub(super) fn routes() -> Vec<Route> {
    let edits = Needs::May(Action::EditMunicipalities);
    vec![
        Route::get(LIST, Needs::May(Action::SeeMunicipalities), list),
        Route::get("/staff/contacts/{municipality}", edits, show),
        Route::post("/staff/contacts/{municipality}", edits, enter),
        Route::post("/staff/contacts/{municipality}/remove", edits, remove),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/contacts.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<ContactLine>,
    may_edit: bool,
}

/// A municipality, with whom to write to.
struct ContactLine {
    ags: String,
    name: String,
    /// Person, salutation and address.
    contact: Option<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "html/staff/contact.html")]
struct ContactPage {
    frame: Frame,
    form: FormView,
    ags: String,
    name: String,
    known: bool,
    genders: Vec<(&'static str, String)>,
    languages: Vec<(&'static str, String)>,
}

async fn list(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let store = &site.service().store;
    let contacts = store.contacts().await?;
    let municipalities = store.municipalities().await?;
    let mut lines: Vec<_> = municipalities
        .iter()
        .map(|municipality| {
            let contact = contacts.iter().find(|(ags, _)| *ags == municipality.ags);
            ContactLine {
                ags: municipality.ags.to_string(),
                name: municipality.name.as_str().to_owned(),
                contact: contact.map(|(_, c)| {
                    let name = c.name.as_ref().map(|n| n.to_string()).unwrap_or_default();
                    (name, salutation(c, c.language), c.email.to_string())
                }),
            }
        })
        .collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    staff.page(&ListPage {
        frame: staff.frame(&site, Section::FollowUp),
        lines,
        may_edit: staff.may(Action::EditMunicipalities),
    })
}

async fn show(
    State(site): State<Site>,
    staff: Staff,
    Path(ags): Path<String>,
) -> Result<Response, StaffError> {
    let municipality = find(&site, &ags).await?;
    let contact = site.service().store.contact(&municipality.ags).await?;
    let known = contact.is_some();
    let form = match contact {
        Some(contact) => filled(staff.form(&site), &contact),
        None => staff
            .form(&site)
            .with("gender", Gender::Unstated.as_str())
            .with("language", Language::De.tag()),
    };
    staff.page(&contact_page(&site, &staff, &municipality, form, known))
}

async fn enter(
    State(site): State<Site>,
    staff: Staff,
    Path(ags): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let municipality = find(&site, &ags).await?;
    let gender = Gender::parse(form.text("gender")).ok_or(StaffError::Unreadable)?;
    let language = Language::from_tag(form.text("language")).ok_or(StaffError::Unreadable)?;
    let given = Contact::parse(
        form.text("name"),
        form.text("addressed-as"),
        form.text("office"),
        gender,
        language,
        form.text("email"),
    );
    match given {
        Ok(contact) => {
            let service = site.service();
            service
                .enter_contact(&municipality.ags, &contact, staff.by())
                .await?;
            Ok(done(LIST, "contact-entered"))
        }
        Err(error) => {
            let view = refused(staff.language(), &form, &error);
            let known = site.service().store.contact(&municipality.ags).await?;
            let known = known.is_some();
            staff.refused(&contact_page(&site, &staff, &municipality, view, known))
        }
    }
}

async fn remove(
    State(site): State<Site>,
    staff: Staff,
    Path(ags): Path<String>,
) -> Result<Response, StaffError> {
    let municipality = find(&site, &ags).await?;
    let service = site.service();
    service
        .remove_contact(&municipality.ags, staff.by())
        .await?;
    Ok(done(LIST, "contact-removed"))
}

async fn find(site: &Site, ags: &str) -> Result<Municipality, StaffError> {
    let ags = Ags::parse(ags).map_err(|_| StaffError::NotFound)?;
    let found = site.service().store.municipality(&ags).await?;
    found.ok_or(StaffError::NotFound)
}

/// The form with what is wrong in it.
fn refused(language: Language, form: &Form, error: &ContactError) -> FormView {
    let t = texts::of(language);
    let mut view = FormView::of(form);
    match error {
        ContactError::Value(AccountError::Name(_)) => {
            view.refuse("name", fl!(t, "contact-too-long"));
        }
        ContactError::Value(AccountError::Email(_) | AccountError::Id(_)) => {}
        ContactError::Line(line) if form.text("office").starts_with(line.as_str()) => {
            view.refuse("office", fl!(t, "contact-too-long"));
        }
        ContactError::Line(_) => view.refuse("addressed-as", fl!(t, "contact-too-long")),
        ContactError::NoSalutation => {
            view.refuse("addressed-as", fl!(t, "contact-addressed-as-missing"));
        }
    }
    if Email::parse(form.text("email")).is_err() {
        view.refuse("email", fl!(t, "contact-email-wrong"));
    }
    view
}

fn filled(form: FormView, contact: &Contact) -> FormView {
    form.with("name", contact.name.as_ref().map_or("", |n| n.as_str()))
        .with("addressed-as", contact.addressed_as.as_str())
        .with("office", contact.office.as_str())
        .with("gender", contact.gender.as_str())
        .with("language", contact.language.tag())
        .with("email", contact.email.as_str())
}

fn contact_page(
    site: &Site,
    staff: &Staff,
    municipality: &Municipality,
    form: FormView,
    known: bool,
) -> ContactPage {
    let language = staff.language();
    let t = texts::of(language);
    let gender = |gender| match gender {
        Gender::Female => fl!(t, "gender-female"),
        Gender::Male => fl!(t, "gender-male"),
        Gender::Unstated => fl!(t, "gender-unstated"),
    };
    ContactPage {
        frame: staff.frame(site, Section::FollowUp),
        form,
        ags: municipality.ags.to_string(),
        name: municipality.name.as_str().to_owned(),
        known,
        genders: Gender::ALL.map(|g| (g.as_str(), gender(g))).into(),
        languages: Language::ALL
            .map(|l| (l.tag(), language_name(language, l)))
            .into(),
    }
}
