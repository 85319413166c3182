//! „Verwendung auf fremden Seiten": where seals were shown that do not belong there, and the copies
//! that people reported.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::lines::{Line, line};
use super::routes::{Needs, Route};
use crate::domain::copy_report::OpenReport;
use crate::domain::permission::Action;
use crate::domain::sighting::Sighting;
use crate::service::sightings::Misuse;
use crate::texts;

const PATH: &str = "/staff/misuse";

pub(super) fn routes() -> Vec<Route> {
    let settles = Needs::May(Action::ProposeStanding);
    vec![
        Route::get(PATH, Needs::May(Action::SeeCertificates), page),
        Route::post("/staff/misuse/reports/{report}/settle", settles, settle),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/misuse.html")]
struct MisusePage {
    frame: Frame,
    reports: Vec<ReportLine>,
    seen: Vec<Seen>,
    may_settle: bool,
}

/// A report that waits.
struct ReportLine {
    id: String,
    when: String,
    place: String,
    remark: String,
    contact: Option<String>,
    /// The certificate that it names, if there is one.
    line: Option<Line>,
    /// What is known instead.
    about: String,
}

/// A certificate whose seal was shown elsewhere.
struct Seen {
    line: Line,
    host: String,
    sightings: Vec<SightingLine>,
}

struct SightingLine {
    host: String,
    count: u64,
    first: String,
    last: String,
}

async fn page(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let service = site.service();
    // Counts that are still in memory are to be seen as well.
    site.sightings().write(service).await?;
    let chamber = &staff.account.chamber;
    let mut reports = Vec::new();
    for open in service.open_reports(chamber).await? {
        reports.push(report(&site, &staff, open).await?);
    }
    let seen = service.misuse(chamber).await?;
    staff.page(&MisusePage {
        frame: staff.frame(&site, Section::FollowUp),
        reports,
        seen: seen.iter().map(|m| seen_on(&site, &staff, m)).collect(),
        may_settle: staff.may(Action::ProposeStanding),
    })
}

async fn settle(
    State(site): State<Site>,
    staff: Staff,
    Path(report): Path<String>,
) -> Result<Response, StaffError> {
    let person = &staff.account.id;
    let settled = site.service().settle_report(person, &report, staff.by());
    if settled.await? {
        Ok(done(PATH, "report-settled"))
    } else {
        Err(StaffError::NotFound)
    }
}

async fn report(site: &Site, staff: &Staff, open: OpenReport) -> Result<ReportLine, StaffError> {
    let language = staff.language();
    let t = texts::of(language);
    let record = match open.report.serial {
        Some(serial) => site.service().store.certificate(serial).await?,
        None => None,
    };
    let contact = open.report.contact.as_str();
    Ok(ReportLine {
        when: texts::instant(language, open.at),
        contact: (!contact.is_empty()).then(|| fl!(t, "misuse-report-contact", contact = contact)),
        line: record.map(|record| line(site, language, &record, staff.at())),
        about: match open.report.serial {
            Some(serial) => fl!(t, "misuse-report-never", serial = serial.to_string()),
            None => fl!(t, "misuse-report-unknown"),
        },
        id: open.id,
        place: open.report.place,
        remark: open.report.remark,
    })
}

fn seen_on(site: &Site, staff: &Staff, misuse: &Misuse) -> Seen {
    let language = staff.language();
    let t = texts::of(language);
    let host = misuse.record.certificate.facts.host.as_str();
    let told = |sighting: &Sighting| SightingLine {
        host: sighting
            .host
            .as_ref()
            .map_or_else(|| fl!(t, "misuse-others"), |h| h.as_str().to_owned()),
        count: sighting.count,
        first: texts::date(language, sighting.first),
        last: texts::date(language, sighting.last),
    };
    Seen {
        line: line(site, language, &misuse.record, staff.at()),
        host: fl!(t, "misuse-for", host = host),
        sightings: misuse.sightings.iter().map(told).collect(),
    }
}
