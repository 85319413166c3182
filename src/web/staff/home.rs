//! „Mein Schreibtisch": where everybody begins.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::own_account::{RoleLine, role_lines};
use super::routes::{Needs, Route};
use crate::texts;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/staff", Needs::SignedIn, page),
        Route::get("/staff/{*elsewhere}", Needs::SignedIn, elsewhere),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/home.html")]
struct HomePage {
    frame: Frame,
    name: String,
    roles: Vec<RoleLine>,
    /// Failed attempts before this session, and since when.
    failures: Option<(u64, String)>,
}

async fn page(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let language = staff.language();
    let failures = staff.session.failures;
    staff.page(&HomePage {
        frame: staff.frame(&site, Section::Desk),
        name: staff.account.name.to_string(),
        roles: role_lines(language, &staff.account, staff.at()),
        failures: failures.map(|f| (f.count, texts::instant(language, f.since))),
    })
}

/// An address that leads nowhere.
async fn elsewhere() -> StaffError {
    StaffError::NotFound
}
