//! Reporting a copy: a form for everybody. It sets no cookie, so there is nothing in it that another
//! site could make a browser do for its owner.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;

use super::page::Frame;
use super::{Search, Site, html};
use crate::domain::copy_report::{
    CopyReport, LONGEST_CONTACT, LONGEST_PLACE, LONGEST_REMARK, Problem,
};
use crate::service::By;
use crate::web::language::Speaks;
use crate::web::staff::client;

const PATH: &str = "/report";
const RECEIVED: &str = "/report/received";

/// Largest form that is read.
const LARGEST: usize = 32 << 10;

/// A field that people do not see; who fills it in is none.
const TRAP: &str = "homepage";

#[derive(Template)]
#[template(path = "html/report.html")]
struct ReportPage {
    frame: Frame,
    typed: Typed,
    problems: Vec<Wrong>,
    /// Why nothing was taken, though nothing is wrong with the form.
    refused: Option<String>,
}

#[derive(Template)]
#[template(path = "html/received.html")]
struct ReceivedPage {
    frame: Frame,
}

/// What was typed.
#[derive(Debug, Default)]
struct Typed {
    serial: String,
    place: String,
    remark: String,
    contact: String,
    trap: String,
}

/// What is wrong with a field.
struct Wrong {
    field: &'static str,
    text: String,
}

impl ReportPage {
    fn new(speaks: Speaks, typed: Typed) -> Self {
        Self {
            frame: Frame::new(speaks, PATH),
            typed,
            problems: Vec::new(),
            refused: None,
        }
    }

    fn problem(&self, field: &str) -> Option<&str> {
        let found = self.problems.iter().find(|p| p.field == field);
        found.map(|p| p.text.as_str())
    }
}

pub(in crate::web) async fn form(
    speaks: Speaks,
    query: Result<Query<Search>, QueryRejection>,
) -> Response {
    let serial = query.map(|Query(q)| q.nr).unwrap_or_default();
    let typed = Typed {
        serial: serial.chars().take(40).collect(),
        ..Typed::default()
    };
    html(StatusCode::OK, speaks, &ReportPage::new(speaks, typed))
}

pub(in crate::web) async fn received(speaks: Speaks) -> Response {
    let frame = Frame::new(speaks, RECEIVED);
    html(StatusCode::OK, speaks, &ReceivedPage { frame })
}

pub(in crate::web) async fn send(
    State(site): State<Site>,
    speaks: Speaks,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Some(typed) = read(body).await else {
        let mut page = ReportPage::new(speaks, Typed::default());
        page.refused = Some(fl!(page.frame.t, "report-unreadable"));
        return html(StatusCode::BAD_REQUEST, speaks, &page);
    };
    let done = || {
        let to = format!("{RECEIVED}{}", speaks.query());
        (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
    };
    if !typed.trap.is_empty() {
        return done();
    }
    let report = CopyReport::parse(&typed.serial, &typed.place, &typed.remark, &typed.contact);
    let mut page = ReportPage::new(speaks, typed);
    let report = match report {
        Ok(report) => report,
        Err(problems) => {
            let wrong = |problem| wrong(&page.frame, problem);
            page.problems = problems.into_iter().map(wrong).collect();
            return html(StatusCode::UNPROCESSABLE_ENTITY, speaks, &page);
        }
    };
    let at = site.now();
    if let Err(too_often) = site.report_limit().count(client(&parts), at) {
        let minutes = too_often.minutes();
        page.refused = Some(fl!(page.frame.t, "report-wait", minutes = minutes));
        let seconds = too_often.seconds.to_string();
        let answer = html(StatusCode::TOO_MANY_REQUESTS, speaks, &page);
        return ([(RETRY_AFTER, seconds)], answer).into_response();
    }
    let by = By {
        actor: "public",
        at,
    };
    let kept = site
        .service()
        .report_copy(&report, by, &mut site.random())
        .await;
    match kept {
        Ok(true) => done(),
        Ok(false) => {
            page.refused = Some(fl!(page.frame.t, "report-full"));
            html(StatusCode::SERVICE_UNAVAILABLE, speaks, &page)
        }
        Err(error) => {
            tracing::error!(%error, "a report cannot be kept");
            page.refused = Some(fl!(page.frame.t, "report-failed"));
            html(StatusCode::SERVICE_UNAVAILABLE, speaks, &page)
        }
    }
}

async fn read(body: Body) -> Option<Typed> {
    let bytes = to_bytes(body, LARGEST).await.ok()?;
    let mut typed = Typed::default();
    for (name, value) in form_urlencoded::parse(&bytes) {
        let field = match name.as_ref() {
            "nr" => &mut typed.serial,
            "place" => &mut typed.place,
            "remark" => &mut typed.remark,
            "contact" => &mut typed.contact,
            TRAP => &mut typed.trap,
            _ => continue,
        };
        // A form ends its lines with both (RFC 7578 leaves it to HTML, which says so).
        *field = value.replace("\r\n", "\n");
    }
    Some(typed)
}

fn wrong(frame: &Frame, problem: Problem) -> Wrong {
    let long = |most: usize| fl!(frame.t, "report-too-long", most = most);
    let (field, text) = match problem {
        Problem::Serial => ("nr", fl!(frame.t, "report-serial-wrong")),
        Problem::PlaceMissing => ("place", fl!(frame.t, "report-place-missing")),
        Problem::PlaceTooLong => ("place", long(LONGEST_PLACE)),
        Problem::RemarkTooLong => ("remark", long(LONGEST_REMARK)),
        Problem::ContactTooLong => ("contact", long(LONGEST_CONTACT)),
    };
    Wrong { field, text }
}
