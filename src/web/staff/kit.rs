//! The private link to a municipality's kit: made, shown once, taken away.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::certificate::find;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::routes::{Needs, Route};
use crate::domain::lifecycle::Standing;
use crate::domain::permission::Action;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::store::CertificateRecord;
use crate::texts;

const NEEDS: Needs = Needs::May(Action::PrepareCertificate);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/staff/certificates/{serial}/kit", NEEDS, renew),
        Route::post("/staff/certificates/{serial}/kit/close", NEEDS, close),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/kit_link.html")]
struct LinkPage {
    frame: Frame,
    recipient: String,
    serial: String,
    link: String,
    until: String,
}

/// The kit on the certificate's page.
pub(super) struct KitLine {
    /// Whether a link can be made, and whether it is whoever looks that may.
    pub may_renew: bool,
    /// When the link that counts was made, and until when it counts.
    pub link: Option<(String, String)>,
    /// Who accepted which version of the usage rights, and when.
    pub accepted: Vec<(String, String, String)>,
}

/// What staff are told of the kit; nothing before there is one.
pub(super) async fn kit_line(
    site: &Site,
    staff: &Staff,
    record: &CertificateRecord,
) -> Result<Option<KitLine>, StaffError> {
    let Ok(standing) = record.certificate.stage.standing() else {
        return Ok(None);
    };
    let language = staff.language();
    let serial = record.certificate.facts.serial;
    let store = &site.service().store;
    let link = store.kit_link_of(serial).await?;
    let link = link.filter(|link| staff.at() < link.expires_at);
    let accepted = store.acceptances(serial).await?;
    let lasting = matches!(standing, Standing::InForce | Standing::Suspended { .. });
    Ok(Some(KitLine {
        may_renew: lasting && staff.may(Action::PrepareCertificate),
        link: link.map(|link| {
            let made = texts::instant(language, link.created_at);
            (made, texts::date(language, Day::of(link.expires_at)))
        }),
        accepted: accepted
            .into_iter()
            .map(|a| {
                let when = texts::instant(language, a.accepted_at);
                (a.name.to_string(), a.version, when)
            })
            .collect(),
    }))
}

async fn renew(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
) -> Result<Response, StaffError> {
    let serial: Serial = serial.parse().map_err(|_| StaffError::NotFound)?;
    let record = find(&site, &staff, serial).await?;
    let mut random = site.random();
    let service = site.service();
    let token = service.renew_kit(serial, staff.by(), &mut random).await?;
    let link = service.store.kit_link_of(serial).await?;
    let until = link.map(|link| texts::date(staff.language(), Day::of(link.expires_at)));
    staff.page(&LinkPage {
        frame: staff.frame(&site, Section::Certificates),
        recipient: record.certificate.facts.name.as_str().to_owned(),
        serial: serial.to_string(),
        link: service.kit_address(&token),
        until: until.unwrap_or_default(),
    })
}

async fn close(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
) -> Result<Response, StaffError> {
    let serial: Serial = serial.parse().map_err(|_| StaffError::NotFound)?;
    find(&site, &staff, serial).await?;
    site.service().close_kit(serial, staff.by()).await?;
    let page = format!("/staff/certificates/{serial}");
    Ok(done(&page, "kit-closed"))
}
