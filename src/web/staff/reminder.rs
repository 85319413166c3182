//! A reminder before it is sent: looked at, sent or skipped.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::follow_up;
use super::form::Sent;
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::routes::{Needs, Route};
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::domain::serial::Serial;
use crate::service::follow_up::ReminderDraft;
use crate::texts;

pub(super) fn routes() -> Vec<Route> {
    let sends = Needs::May(Action::SendReminders);
    vec![
        Route::get("/staff/reminders/{certificate}", sends, page),
        Route::post("/staff/reminders/{certificate}/send", sends, send),
        Route::post("/staff/reminders/{certificate}/skip", sends, skip),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/reminder.html")]
struct ReminderPage {
    frame: Frame,
    serial: String,
    name: String,
    step: String,
    months: u16,
    ags: String,
    recipient: Option<String>,
    mail_server: bool,
    /// The number of a renewal that waits for signatures.
    preparing: Option<String>,
    letters: Vec<LetterView>,
}

/// The letter in one language.
struct LetterView {
    tag: &'static str,
    language: String,
    subject: String,
    body: String,
    chosen: bool,
}

async fn page(
    State(site): State<Site>,
    staff: Staff,
    Path(certificate): Path<String>,
) -> Result<Response, StaffError> {
    let draft = find(&site, &staff, &certificate).await?;
    let language = staff.language();
    let t = texts::of(language);
    let award = &draft.award;
    let chosen = award.contact.as_ref().map_or(Language::De, |c| c.language);
    let view = |(spoken, letter): &(Language, crate::domain::mail::Letter)| LetterView {
        tag: spoken.tag(),
        language: language_name(language, *spoken),
        subject: letter.subject.clone(),
        body: letter.body.clone(),
        chosen: *spoken == chosen,
    };
    let until = texts::date(language, award.until);
    staff.page(&ReminderPage {
        frame: staff.frame(&site, Section::FollowUp),
        serial: award.serial.to_string(),
        name: award.name.clone(),
        step: fl!(t, "remind-step", months = draft.step.months, until = until),
        months: draft.step.months,
        ags: award
            .ags
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        recipient: award.contact.as_ref().map(|c| match &c.name {
            Some(name) => format!("{name} <{}>", c.email),
            None => c.email.to_string(),
        }),
        mail_server: site.service().postman.is_some(),
        preparing: award.preparing.map(|serial| serial.to_string()),
        letters: draft.letters.iter().map(view).collect(),
    })
}

async fn send(
    State(site): State<Site>,
    staff: Staff,
    Path(certificate): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let draft = looked_at(&site, &staff, &certificate, &form).await?;
    let language = Language::from_tag(form.text("language")).ok_or(StaffError::Unreadable)?;
    let sent = site.service().send_reminder(&draft, language, staff.by());
    sent.await?;
    Ok(done(follow_up::PATH, "reminder-sent"))
}

async fn skip(
    State(site): State<Site>,
    staff: Staff,
    Path(certificate): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let draft = looked_at(&site, &staff, &certificate, &form).await?;
    site.service().skip_reminder(&draft, staff.by()).await?;
    Ok(done(follow_up::PATH, "reminder-skipped"))
}

async fn find(site: &Site, staff: &Staff, certificate: &str) -> Result<ReminderDraft, StaffError> {
    let serial: Serial = certificate.parse().map_err(|_| StaffError::NotFound)?;
    let chamber = &staff.account.chamber;
    Ok(site
        .service()
        .due_reminder(serial, chamber, staff.at())
        .await?)
}

/// The reminder that somebody has looked at: not the next one, if that came meanwhile.
async fn looked_at(
    site: &Site,
    staff: &Staff,
    certificate: &str,
    form: &Sent,
) -> Result<ReminderDraft, StaffError> {
    let draft = find(site, staff, certificate).await?;
    if form.text("months") == draft.step.months.to_string() {
        Ok(draft)
    } else {
        Err(StaffError::StaleForm)
    }
}

/// What a language is called.
pub(super) fn language_name(language: Language, spoken: Language) -> String {
    let t = texts::of(language);
    match spoken {
        Language::De => fl!(t, "language-de"),
        Language::En => fl!(t, "language-en"),
    }
}
