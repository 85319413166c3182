//! Calendars at secret addresses, and the forms that make and revoke the address.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::follow_up;
use super::frame::{Frame, Section};
use super::guest::{Guest, Staff, done};
use super::routes::{Needs, Route};
use crate::domain::permission::Action;

pub(super) fn routes() -> Vec<Route> {
    let sees = Needs::May(Action::SeeFollowUp);
    vec![
        // Calendar programs do not sign in: the address itself proves that they may.
        Route::get("/staff/calendar/{file}", Needs::Nobody, feed),
        Route::post("/staff/follow-up/calendar/renew", sees, renew),
        Route::post("/staff/follow-up/calendar/close", sees, close),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/calendar_link.html")]
struct LinkPage {
    frame: Frame,
    link: String,
}

async fn feed(
    State(site): State<Site>,
    guest: Guest,
    Path(file): Path<String>,
) -> Result<Response, StaffError> {
    let token = file.strip_suffix(".ics").ok_or(StaffError::NotFound)?;
    let calendar = site.service().calendar(token, guest.at).await?;
    let calendar = calendar.ok_or(StaffError::NotFound)?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response())
}

async fn renew(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let mut random = site.random();
    let service = site.service();
    let token = service
        .renew_calendar(&staff.account, staff.language(), staff.by(), &mut random)
        .await?;
    staff.page(&LinkPage {
        frame: staff.frame(&site, Section::FollowUp),
        link: service.calendar_address(&token),
    })
}

async fn close(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let service = site.service();
    service.close_calendar(&staff.account, staff.by()).await?;
    Ok(done(follow_up::PATH, "calendar-closed"))
}
