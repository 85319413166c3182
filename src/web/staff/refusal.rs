//! Refusing one's chamber's signature: with a reason, back to whoever prepares.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::certificate::find;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::lines::{Line, line};
use super::routes::{Needs, Route};
use crate::domain::permission::Action;
use crate::domain::reason::LONGEST;
use crate::domain::serial::Serial;
use crate::service::ServiceError;
use crate::store::CertificateRecord;
use crate::texts;

const PATH: &str = "/staff/certificates/{serial}/refuse";
const NEEDS: Needs = Needs::May(Action::Refuse);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(PATH, NEEDS, ask),
        Route::post(PATH, NEEDS, refuse),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/refuse.html")]
struct RefusePage {
    frame: Frame,
    form: FormView,
    line: Line,
    longest: usize,
}

async fn ask(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
) -> Result<Response, StaffError> {
    let record = wanted(&site, &staff, &serial).await?;
    record
        .certificate
        .stage
        .open_for_signatures()
        .map_err(ServiceError::from)?;
    staff.page(&page(&site, &staff, &record, staff.form(&site)))
}

async fn refuse(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let record = wanted(&site, &staff, &serial).await?;
    let serial = record.certificate.facts.serial;
    let account = &staff.account;
    let refused = site.service().refuse_as(
        serial,
        &account.chamber,
        form.text("reason"),
        Some(&account.id),
        staff.by(),
    );
    match refused.await {
        Ok(()) => Ok(done(&format!("/staff/certificates/{serial}"), "refused")),
        Err(ServiceError::Reason(error)) => {
            let mut view = FormView::of(&form);
            view.refuse("reason", texts::reason_error(staff.language(), error));
            staff.refused(&page(&site, &staff, &record, view))
        }
        Err(error) => Err(error.into()),
    }
}

async fn wanted(site: &Site, staff: &Staff, serial: &str) -> Result<CertificateRecord, StaffError> {
    let serial: Serial = serial.parse().map_err(|_| StaffError::NotFound)?;
    find(site, staff, serial).await
}

fn page(site: &Site, staff: &Staff, record: &CertificateRecord, form: FormView) -> RefusePage {
    RefusePage {
        frame: staff.frame(site, Section::Signing),
        form,
        line: line(site, staff.language(), record, staff.at()),
        longest: LONGEST,
    }
}
