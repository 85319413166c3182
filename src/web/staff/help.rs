//! „Hilfe": the way to the handbook.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, render};
use super::guest::Guest;
use super::routes::{Needs, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/staff/help", Needs::Nobody, page)]
}

#[derive(Template)]
#[template(path = "html/staff/help.html")]
struct HelpPage {
    frame: Frame,
}

async fn page(State(site): State<Site>, guest: Guest) -> Result<Response, StaffError> {
    let frame = Frame::of_guest(&site, &guest);
    render(StatusCode::OK, guest.language(), &HelpPage { frame })
}
