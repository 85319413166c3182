//! What people report about barriers: to be answered, then deleted.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::routes::{Needs, Route};
use crate::domain::feedback::Feedback;
use crate::domain::permission::Action;
use crate::texts;

const LIST: &str = "/staff/feedback";
const NEEDS: Needs = Needs::May(Action::AnswerFeedback);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(LIST, NEEDS, list),
        Route::post("/staff/feedback/{id}/settle", NEEDS, settle),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/feedback.html")]
struct ListPage {
    frame: Frame,
    reports: Vec<Report>,
}

struct Report {
    id: String,
    at: String,
    lang: &'static str,
    message: String,
    place: String,
    name: String,
    email: Option<String>,
}

async fn list(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let feedback = site.service().store.feedback().await?;
    let report = |f: &Feedback| Report {
        id: f.id.clone(),
        at: texts::instant(staff.language(), f.at),
        lang: f.language.tag(),
        message: f.message.as_str().to_owned(),
        place: f.place.as_str().to_owned(),
        name: f.name.as_str().to_owned(),
        email: f.email.as_ref().map(ToString::to_string),
    };
    staff.page(&ListPage {
        frame: staff.frame(&site, Section::Feedback),
        reports: feedback.iter().map(report).collect(),
    })
}

async fn settle(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let settled = site
        .service()
        .settle_feedback(&staff.account.id, &id, staff.by());
    settled.await?;
    Ok(done(LIST, "feedback-settled"))
}
