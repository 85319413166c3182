//! What every page of the desk has around its content.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_LANGUAGE;
use axum::response::{Html, IntoResponse, Response};
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::gate::session_binding;
use super::guest::{Guest, Staff};
use super::help;
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::service::accounts::Visit;
use crate::texts;
use crate::web::assets::staff_style_address;

/// A part of the desk that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// „Mein Schreibtisch".
    Desk,
    /// What waits for a signature.
    Signing,
    /// Certificates.
    Certificates,
    /// Municipalities.
    Municipalities,
    /// „Wiedervorlage".
    FollowUp,
    /// The chamber's accounts.
    Accounts,
    /// The chamber's machines.
    Machines,
    /// The audit trail.
    Audit,
    /// What people report about barriers.
    Feedback,
    /// None of them.
    Elsewhere,
}

/// The navigation: where a section begins, and what one has to be allowed to do there.
const NAVIGATION: [(Section, &str, Option<Action>); 9] = [
    (Section::Desk, "/staff", None),
    (Section::Signing, "/staff/signing", Some(Action::Sign)),
    (
        Section::Certificates,
        "/staff/certificates",
        Some(Action::SeeCertificates),
    ),
    (
        Section::Municipalities,
        "/staff/municipalities",
        Some(Action::SeeMunicipalities),
    ),
    (
        Section::FollowUp,
        "/staff/follow-up",
        Some(Action::SeeFollowUp),
    ),
    (
        Section::Accounts,
        "/staff/accounts",
        Some(Action::ManageAccounts),
    ),
    (
        Section::Machines,
        "/staff/machines",
        Some(Action::ManageMachines),
    ),
    (Section::Audit, super::audit::PATH, Some(Action::SeeAudit)),
    (
        Section::Feedback,
        "/staff/feedback",
        Some(Action::AnswerFeedback),
    ),
];

/// What the base layout shows. A page's template extends `html/staff/base.html` and has it as
/// its field `frame`.
pub(super) struct Frame {
    /// The texts: `fl!(self.frame.t, "…")`.
    pub t: &'static FluentLanguageLoader,
    pub lang: &'static str,
    pub style: &'static str,
    /// Keeps the chosen language in links before there is a session.
    pub query: &'static str,
    pub other_lang: &'static str,
    /// The section of the handbook that belongs to this page.
    pub help: String,
    /// This page, without what follows `?`.
    pub path: String,
    /// The token that every form brings back: `{% include "html/staff/csrf.html" %}`.
    pub csrf: String,
    pub person: Option<Person>,
    pub navigation: Vec<Link>,
    /// What was done on the page before.
    pub notice: Option<String>,
}

/// Whose desk it is.
pub(super) struct Person {
    pub name: String,
    pub chamber: String,
    pub sample: bool,
    /// The token of the forms in the head of the page.
    pub csrf: String,
}

/// A link of the navigation.
pub(super) struct Link {
    pub address: &'static str,
    pub label: String,
    pub here: bool,
}

impl Frame {
    /// The frame of a page before there is anybody to greet.
    pub(super) fn of_guest(site: &Site, guest: &Guest) -> Self {
        Self::new(site, guest, Section::Elsewhere)
    }

    fn new(site: &Site, guest: &Guest, here: Section) -> Self {
        let visit = guest.visit.as_ref().filter(|v| v.is_complete());
        let account = visit
            .filter(|v| !v.has_to_enrol(guest.at))
            .map(|v| &v.account);
        let language = guest.language();
        let other = match language {
            Language::De => Language::En,
            Language::En => Language::De,
        };
        let links = NAVIGATION.iter().filter(|(_, _, action)| {
            account.is_some_and(|a| action.is_none_or(|action| a.may(action, guest.at)))
        });
        let link = |(section, address, _): &(Section, &'static str, _)| Link {
            address,
            label: label(language, *section),
            here: *section == here,
        };
        Self {
            t: texts::of(language),
            lang: language.tag(),
            style: staff_style_address(),
            query: guest.speaks.query(),
            other_lang: other.tag(),
            help: help::address(&guest.path, guest.speaks.query()),
            path: guest.path.clone(),
            csrf: site.accounts().form_token(&guest.binding),
            person: visit.map(|visit| person(site, visit)),
            navigation: links.map(link).collect(),
            notice: guest.done.as_deref().and_then(|key| notice(language, key)),
        }
    }
}

impl Staff {
    /// The frame of a page in a section.
    pub(super) fn frame(&self, site: &Site, here: Section) -> Frame {
        Frame::new(site, &self.guest, here)
    }

    /// Answers with a page.
    pub(super) fn page(&self, page: &impl Template) -> Result<Response, StaffError> {
        render(StatusCode::OK, self.language(), page)
    }

    /// Answers with a form that has to be corrected.
    pub(super) fn refused(&self, page: &impl Template) -> Result<Response, StaffError> {
        render(StatusCode::UNPROCESSABLE_ENTITY, self.language(), page)
    }
}

/// Answers with a page.
pub(super) fn render(
    status: StatusCode,
    language: Language,
    page: &impl Template,
) -> Result<Response, StaffError> {
    let text = page.render()?;
    Ok((status, [(CONTENT_LANGUAGE, language.tag())], Html(text)).into_response())
}

fn person(site: &Site, visit: &Visit) -> Person {
    let account = &visit.account;
    let chamber = site.service().programmes.chamber(&account.chamber);
    Person {
        name: account.name.to_string(),
        chamber: chamber.map_or_else(|| account.chamber.to_string(), |c| c.short_name.clone()),
        sample: account.sample,
        csrf: site
            .accounts()
            .form_token(&session_binding(&visit.session.id)),
    }
}

fn label(language: Language, section: Section) -> String {
    let t = texts::of(language);
    match section {
        Section::Desk | Section::Elsewhere => fl!(t, "desk-home"),
        Section::Signing => fl!(t, "desk-signing"),
        Section::Certificates => fl!(t, "desk-certificates"),
        Section::Municipalities => fl!(t, "desk-municipalities"),
        Section::FollowUp => fl!(t, "desk-follow-up"),
        Section::Accounts => fl!(t, "desk-accounts"),
        Section::Machines => fl!(t, "desk-machines"),
        Section::Audit => fl!(t, "desk-audit"),
        Section::Feedback => fl!(t, "desk-feedback"),
    }
}

/// The text `done-{key}`, if there is one.
fn notice(language: Language, key: &str) -> Option<String> {
    let plain = key.len() < 40 && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    plain
        .then(|| texts::find(language, &format!("done-{key}")))
        .flatten()
}
