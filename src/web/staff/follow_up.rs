//! „Wiedervorlage": what ends, ages and waits.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::routes::{Needs, Route};
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::domain::mail::{Delivery, Kind, Message, MessageId, Undelivered};
use crate::domain::permission::Action;
use crate::domain::validity::Day;
use crate::service::follow_up::{AgeingKey, Award, Reminding, Waiting};
use crate::store::{Outcome, Settled};
use crate::texts;

pub(super) const PATH: &str = "/staff/follow-up";

pub(super) fn routes() -> Vec<Route> {
    let sends = Needs::May(Action::SendReminders);
    vec![
        Route::get(PATH, Needs::May(Action::SeeFollowUp), page),
        Route::post("/staff/follow-up/mail/{message}/revive", sends, revive),
        Route::post("/staff/follow-up/mail/{message}/drop", sends, drop_one),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/follow_up.html")]
struct FollowUpPage {
    frame: Frame,
    /// „In den nächsten 3 Monaten: 2", for 3, 6 and 12 months.
    counts: Vec<String>,
    ending: Vec<EndingLine>,
    ageing: Vec<String>,
    waiting: Vec<WaitingLine>,
    mail: Vec<MailLine>,
    mail_server: bool,
    /// Copies that were reported and wait to be looked at.
    reported: usize,
    may_send: bool,
    may_see_contacts: bool,
    /// Since when the calendar has had its address, if it has one.
    calendar: Option<String>,
}

/// An award that ends.
struct EndingLine {
    serial: String,
    name: String,
    mark: String,
    until: String,
    reminder: String,
    /// What comes next, if nothing is due.
    next: Option<String>,
    /// The number of a renewal that waits for signatures.
    preparing: Option<String>,
    due: bool,
    contact: bool,
    ags: String,
}

/// A certificate that waits.
struct WaitingLine {
    serial: String,
    name: String,
    since: String,
    what: String,
}

/// A message that was not delivered.
struct MailLine {
    id: String,
    what: String,
    problem: String,
    when: String,
    given_up: bool,
}

async fn page(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let language = staff.language();
    let service = site.service();
    let list = service
        .follow_up(&staff.account.chamber, staff.at())
        .await?;
    let calendar = service.store.calendar_of(&staff.account.id).await?;
    let today = Day::of(staff.at());
    let within = |months: u16| {
        let ends = |a: &&Award| a.until.months_earlier(months).is_none_or(|d| d <= today);
        let count = list.ending.iter().filter(ends).count();
        fl!(
            texts::of(language),
            "follow-within",
            count = count,
            months = months
        )
    };
    staff.page(&FollowUpPage {
        frame: staff.frame(&site, Section::FollowUp),
        counts: [3, 6, 12].map(within).into(),
        ending: list
            .ending
            .iter()
            .map(|award| ending(&site, language, award))
            .collect(),
        ageing: list
            .ageing
            .iter()
            .map(|key| ageing(&site, language, key))
            .collect(),
        waiting: list
            .waiting
            .iter()
            .map(|one| waiting(&site, language, one))
            .collect(),
        mail: list
            .undelivered
            .iter()
            .map(|message| mail(language, message))
            .collect(),
        mail_server: service.postman.is_some(),
        reported: service.open_reports(&staff.account.chamber).await?.len(),
        may_send: staff.may(Action::SendReminders),
        may_see_contacts: staff.may(Action::SeeMunicipalities),
        calendar: calendar.map(|c| texts::date(language, Day::of(c.created_at))),
    })
}

async fn revive(
    State(site): State<Site>,
    staff: Staff,
    Path(message): Path<String>,
) -> Result<Response, StaffError> {
    let message = find(&site, &staff, &message).await?;
    site.service().revive_message(&message, staff.by()).await?;
    Ok(done(PATH, "mail-revived"))
}

async fn drop_one(
    State(site): State<Site>,
    staff: Staff,
    Path(message): Path<String>,
) -> Result<Response, StaffError> {
    let message = find(&site, &staff, &message).await?;
    site.service().drop_message(&message, staff.by()).await?;
    Ok(done(PATH, "mail-dropped"))
}

/// A message on the chamber's own list.
async fn find(site: &Site, staff: &Staff, id: &str) -> Result<MessageId, StaffError> {
    let list = site.service().follow_up(&staff.account.chamber, staff.at());
    let found = list.await?.undelivered.into_iter();
    let mut found = found.filter(|message| message.id.as_str() == id);
    Ok(found.next().ok_or(StaffError::NotFound)?.id)
}

fn ending(site: &Site, language: Language, award: &Award) -> EndingLine {
    let programme = site.service().programmes.find(&award.programme);
    let (reminder, next) = reminding(language, award.reminding);
    EndingLine {
        serial: award.serial.to_string(),
        name: award.name.clone(),
        mark: programme.map_or_else(
            |_| award.programme.to_string(),
            |p| p.programme.name.get(language).clone(),
        ),
        until: texts::date(language, award.until),
        reminder,
        next,
        preparing: award.preparing.map(|serial| serial.to_string()),
        due: matches!(award.reminding, Reminding::Due(_)),
        contact: award.contact.is_some(),
        ags: award
            .ags
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

/// How far reminding has come, and what comes next.
fn reminding(language: Language, reminding: Reminding) -> (String, Option<String>) {
    let t = texts::of(language);
    match reminding {
        Reminding::Off => (fl!(t, "follow-off"), None),
        Reminding::Suspended => (fl!(t, "follow-suspended"), None),
        Reminding::Renewed(serial) => (fl!(t, "follow-renewed", serial = serial.to_string()), None),
        Reminding::Due(step) => (fl!(t, "follow-due", months = step.months), None),
        Reminding::Settled(last, next) => {
            let last = last.map(|settled| outcome(language, settled));
            let next = next.map(|step| {
                let date = texts::date(language, step.day);
                fl!(t, "follow-next", date = date)
            });
            (last.unwrap_or_default(), next)
        }
    }
}

fn outcome(language: Language, settled: Settled) -> String {
    let t = texts::of(language);
    let date = texts::date(language, Day::of(settled.at));
    match settled.outcome {
        Outcome::Sent => fl!(
            t,
            "follow-settled-sent",
            months = settled.months,
            date = date
        ),
        Outcome::Skipped => fl!(
            t,
            "follow-settled-skipped",
            months = settled.months,
            date = date
        ),
    }
}

fn ageing(site: &Site, language: Language, key: &AgeingKey) -> String {
    let t = texts::of(language);
    let chamber = short_name(site, &key.chamber);
    let date = texts::date(language, Day::of(key.until));
    if key.days_left < 0 {
        fl!(t, "follow-ageing-over", chamber = chamber, date = date)
    } else {
        let days = key.days_left;
        fl!(
            t,
            "follow-ageing-left",
            chamber = chamber,
            date = date,
            days = days
        )
    }
}

fn waiting(site: &Site, language: Language, one: &Waiting) -> WaitingLine {
    let t = texts::of(language);
    let chambers: Vec<_> = one.chambers.iter().map(|c| short_name(site, c)).collect();
    let since = texts::date(language, Day::of(one.since));
    WaitingLine {
        serial: one.serial.to_string(),
        name: one.name.clone(),
        since: fl!(t, "follow-waiting-since", date = since),
        what: if chambers.is_empty() {
            fl!(t, "follow-waiting-key")
        } else {
            fl!(
                t,
                "follow-waiting-signature",
                chambers = chambers.join(", ")
            )
        },
    }
}

fn mail(language: Language, message: &Message) -> MailLine {
    let t = texts::of(language);
    let kind = match message.kind {
        Kind::SignatureAwaited => fl!(t, "mail-kind-signature-awaited"),
        Kind::Refused => fl!(t, "mail-kind-refused"),
        Kind::KeyAwaited => fl!(t, "mail-kind-key-awaited"),
        Kind::Reminder => fl!(t, "mail-kind-reminder"),
        Kind::Digest => fl!(t, "mail-kind-digest"),
        Kind::CopyReported => fl!(t, "mail-kind-copy-reported"),
        Kind::BarrierReported => fl!(t, "mail-kind-barrier-reported"),
    };
    let (given_up, problem, when) = match message.delivery {
        Delivery::GivenUp(at, problem) => {
            let at = texts::instant(language, at);
            (true, Some(problem), fl!(t, "follow-mail-given-up", at = at))
        }
        Delivery::Open(problem) => {
            let at = texts::instant(language, message.due_at);
            (false, problem, fl!(t, "follow-mail-again", at = at))
        }
        Delivery::Sent(_) => (false, None, String::new()),
    };
    MailLine {
        id: message.id.to_string(),
        what: fl!(
            t,
            "follow-mail-to",
            kind = kind,
            recipient = message.recipient.as_str()
        ),
        problem: problem
            .map(|problem| undelivered(language, problem))
            .unwrap_or_default(),
        when,
        given_up,
    }
}

fn undelivered(language: Language, problem: Undelivered) -> String {
    let t = texts::of(language);
    match problem {
        Undelivered::Unreachable => fl!(t, "mail-unreachable"),
        Undelivered::TimedOut => fl!(t, "mail-timed-out"),
        Undelivered::Insecure => fl!(t, "mail-insecure"),
        Undelivered::SignIn => fl!(t, "mail-sign-in"),
        Undelivered::PutOff(code) => fl!(t, "mail-put-off", code = code),
        Undelivered::Refused(code) => fl!(t, "mail-refused", code = code),
        Undelivered::Malformed => fl!(t, "mail-malformed"),
    }
}

fn short_name(site: &Site, chamber: &ChamberId) -> String {
    let known = site.service().programmes.chamber(chamber);
    known.map_or_else(|| chamber.to_string(), |c| c.short_name.clone())
}
