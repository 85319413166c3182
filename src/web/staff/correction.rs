//! A corrected copy: the same award under a new number, with today's names.

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
use super::lines::{Line, line, recipient};
use super::routes::{Needs, Route};
use super::standing::{Effect, effect};
use crate::domain::language::Language;
use crate::domain::lifecycle::Standing;
use crate::domain::permission::Action;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::{By, ServiceError, apart};
use crate::store::CertificateRecord;
use crate::texts;

const PATH: &str = "/staff/certificates/{serial}/correct";
const NEEDS: Needs = Needs::May(Action::PrepareCertificate);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(PATH, NEEDS, ask),
        Route::post(PATH, NEEDS, prepare),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/correct.html")]
struct CorrectPage {
    frame: Frame,
    form: FormView,
    line: Line,
    /// What stands on the old copy and on the new one.
    changes: Vec<Change>,
    effect: Effect,
}

struct Change {
    label: String,
    old: String,
    new: String,
}

async fn ask(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
) -> Result<Response, StaffError> {
    let record = correctable(&site, &staff, &serial).await?;
    let until = texts::date(Language::De, record.certificate.facts.term.until());
    let view = FormView::new().with("until", until);
    staff.page(&page(&site, &staff, &record, view).await?)
}

async fn prepare(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let record = correctable(&site, &staff, &serial).await?;
    let t = texts::of(staff.language());
    let mut view = FormView::of(&form);
    let Ok(until) = Day::parse(form.text("until")) else {
        view.refuse("until", fl!(t, "day-wrong"));
        return staff.refused(&page(&site, &staff, &record, view).await?);
    };
    let serial = record.certificate.facts.serial;
    let (service, person) = (site.service().clone(), staff.account.id.clone());
    let (at, mut random) = (staff.at(), site.random());
    let prepared = apart(move || async move {
        let by = By {
            actor: person.as_str(),
            at,
        };
        let copy = service.prepare_correction_as(&person, serial, Some(until), by, &mut random);
        copy.await
    });
    match prepared.await {
        Ok(copy) => Ok(done(
            &format!("/staff/certificates/{copy}"),
            "correction-prepared",
        )),
        Err(ServiceError::Term(_)) => {
            view.refuse("until", fl!(t, "days-reversed"));
            staff.refused(&page(&site, &staff, &record, view).await?)
        }
        Err(ServiceError::CorrectionUnderWay(other)) => {
            let says = fl!(t, "correct-under-way", serial = other.to_string());
            view.refuse("until", says);
            staff.refused(&page(&site, &staff, &record, view).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// A certificate of which a corrected copy can be made.
async fn correctable(
    site: &Site,
    staff: &Staff,
    serial: &str,
) -> Result<CertificateRecord, StaffError> {
    let serial: Serial = serial.parse().map_err(|_| StaffError::NotFound)?;
    let record = find(site, staff, serial).await?;
    let standing = record
        .certificate
        .stage
        .standing()
        .map_err(ServiceError::from)?;
    if *standing != Standing::InForce {
        let refused = standing.supersede(serial, staff.at());
        refused.map_err(ServiceError::from)?;
    }
    Ok(record)
}

async fn page(
    site: &Site,
    staff: &Staff,
    record: &CertificateRecord,
    form: FormView,
) -> Result<CorrectPage, StaffError> {
    let (service, language) = (site.service(), staff.language());
    let certificate = &record.certificate;
    let serial = certificate.facts.serial;
    let foresight = service.foresee_correction(serial, staff.at()).await?;
    let mut effect = effect(site, language, &foresight);
    let number = fl!(texts::of(language), "correct-new-number");
    effect.then.says = effect
        .then
        .says
        .replace(&Serial::nobodys().to_string(), &number);
    Ok(CorrectPage {
        frame: staff.frame(site, Section::Certificates),
        form,
        line: line(site, language, record, staff.at()),
        changes: changes(site, staff, record).await?,
        effect,
    })
}

/// What the register and the programme say today, beside what the old copy says.
async fn changes(
    site: &Site,
    staff: &Staff,
    record: &CertificateRecord,
) -> Result<Vec<Change>, StaffError> {
    let (service, language) = (site.service(), staff.language());
    let t = texts::of(language);
    let certificate = &record.certificate;
    let facts = &certificate.facts;
    let ags = facts.recipient.ags().ok_or(StaffError::NotFound)?;
    let m = service.store.municipality(ags).await?;
    let m = m.ok_or(StaffError::NotFound)?;
    let programme = &service.programmes.find(&certificate.programme)?.programme;
    let mut changes = vec![
        Change {
            label: fl!(t, "certificate-recipient"),
            old: recipient(language, certificate.kind, facts.name.as_str()),
            new: recipient(language, m.kind, m.name.as_str()),
        },
        Change {
            label: fl!(t, "label-website"),
            old: facts.host.as_str().to_owned(),
            new: m.website.as_str().to_owned(),
        },
    ];
    for (old, new) in certificate
        .inscription
        .chambers
        .iter()
        .zip(&programme.chambers)
    {
        let signs = |name: &str, office: &str| format!("{name}, {office}");
        let before = old.signatories.iter().map(|s| signs(&s.name, &s.office));
        let after = new.signatories.iter().map(|s| signs(&s.name, &s.office));
        changes.push(Change {
            label: new.short_name.clone(),
            old: before.collect::<Vec<_>>().join("; "),
            new: after.collect::<Vec<_>>().join("; "),
        });
    }
    Ok(changes)
}
