//! The audit trail as a file: what was looked for, oldest first.

use axum::extract::{Query, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::audit::file;
use super::audit_filter::Search;
use super::audit_words::Words;
use super::error::StaffError;
use super::guest::Staff;
use super::routes::{Needs, Route};
use crate::domain::permission::Action;
use crate::domain::validity::Day;
use crate::service::ServiceError;
use crate::service::spreadsheet::Sheet;
use crate::service::trail::{Known, json_line};
use crate::texts;

pub(super) fn routes() -> Vec<Route> {
    let sees = Needs::May(Action::SeeAudit);
    vec![
        Route::get("/staff/audit/export.csv", sees, csv),
        Route::get("/staff/audit/export.jsonl", sees, jsonl),
    ]
}

async fn csv(
    State(site): State<Site>,
    staff: Staff,
    Query(search): Query<Search>,
) -> Result<Response, StaffError> {
    let t = texts::of(staff.language());
    let service = site.service();
    let known = service.known().await?;
    let filter = sound(&search, &staff, &known)?;
    let headings = [
        fl!(t, "audit-number"),
        fl!(t, "audit-when"),
        fl!(t, "audit-when-utc"),
        fl!(t, "audit-who"),
        fl!(t, "audit-what"),
        fl!(t, "audit-about"),
        fl!(t, "audit-more"),
        fl!(t, "audit-kind-name"),
        fl!(t, "audit-actor"),
        fl!(t, "audit-subject"),
        fl!(t, "audit-hash"),
    ];
    let mut sheet = table(Sheet::new(headings.iter().map(String::as_str)))?;
    // Every municipality is looked up once, at the first event of one.
    let mut portions = Vec::new();
    service
        .export_trail(&filter, &staff.account.chamber, false, |seen| {
            portions.extend(seen.iter().map(|seen| seen.event.clone()));
            Ok::<_, ServiceError>(())
        })
        .await?;
    let words = Words::new(&site, &staff, &known, &portions).await?;
    for event in &portions {
        let line = words.line(event);
        let cells = [
            &event.seq.to_string(),
            &line.when,
            &event.at.to_string(),
            &line.who,
            &line.what,
            &line.about,
            &line.more.unwrap_or_default(),
            &event.action,
            &event.actor,
            &event.subject,
            &event.hash,
        ];
        table(sheet.row(cells.iter().map(|cell| cell.as_str())))?;
    }
    let bytes = table(sheet.finish())?;
    Ok(file("text/csv; charset=utf-8", &name(&staff, "csv"), bytes))
}

async fn jsonl(
    State(site): State<Site>,
    staff: Staff,
    Query(search): Query<Search>,
) -> Result<Response, StaffError> {
    let filter = sound(&search, &staff, &site.service().known().await?)?;
    let mut bytes = Vec::new();
    site.service()
        .export_trail(&filter, &staff.account.chamber, true, |seen| {
            for seen in seen {
                bytes.extend(json_line(seen)?.into_bytes());
            }
            Ok::<_, ServiceError>(())
        })
        .await?;
    let name = name(&staff, "jsonl");
    Ok(file("application/jsonl; charset=utf-8", &name, bytes))
}

/// What is looked for; the page offers only what makes sense.
fn sound(
    search: &Search,
    staff: &Staff,
    known: &Known,
) -> Result<crate::store::EventFilter, StaffError> {
    let wanted = search.wanted(staff, known);
    if wanted.form.is_sound() {
        Ok(wanted.filter)
    } else {
        Err(StaffError::Unreadable)
    }
}

fn name(staff: &Staff, extension: &str) -> String {
    format!("protokoll-{}.{extension}", Day::of(staff.at()))
}

fn table<T, E: Into<ServiceError>>(written: Result<T, E>) -> Result<T, StaffError> {
    written.map_err(|error| StaffError::Service(error.into()))
}
