//! A corrected copy: the same award under a new number, with today's names.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::certificate::find;
use super::effect::{Effect, of_correction};
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::lines::{Line, line, recipient};
use super::preview::{Preview, preview_of_correction};
use super::routes::{Needs, Route};
use crate::domain::certificate::Certificate;
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::{By, ServiceError, apart};
use crate::store::CertificateRecord;
use crate::texts;

const PATH: &str = "/staff/certificates/{serial}/correct";
const NEEDS: Needs = Needs::May(Action::PrepareCertificate);

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, NEEDS, ask), Route::post(PATH, NEEDS, send)]
}

#[derive(Template)]
#[template(path = "html/staff/correct.html")]
struct CorrectPage {
    frame: Frame,
    form: FormView,
    line: Line,
    /// What stands on the old copy and on the new one.
    changes: Vec<Change>,
    preview: Option<Preview>,
    /// What the public is told; nothing until the last day makes sense.
    effect: Effect,
    /// That the term changes, and the last day that is confirmed by a tick.
    moved: Option<String>,
    moved_to: String,
    /// The last day that would be usual, if the new one is not.
    usual: Option<String>,
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
    let until = record.certificate.facts.term.until();
    let view = staff
        .form(&site)
        .with("until", texts::date(Language::De, until));
    let mut page = page(&site, &staff, &record, view).await?;
    show(&site, &staff, &mut page, &record, until).await?;
    staff.page(&page)
}

async fn send(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let record = correctable(&site, &staff, &serial).await?;
    let t = texts::of(staff.language());
    let mut page = page(&site, &staff, &record, FormView::of(&form)).await?;
    let Ok(until) = Day::parse(form.text("until")) else {
        page.form.refuse("until", fl!(t, "day-wrong"));
        return staff.refused(&page);
    };
    show(&site, &staff, &mut page, &record, until).await?;
    if !page.form.is_sound() {
        return staff.refused(&page);
    }
    if form.text("step") != "prepare" {
        return staff.page(&page);
    }
    if page.moved.is_some() && form.text("moved") != page.moved_to {
        page.form.refuse("moved", fl!(t, "correct-moved-missing"));
        return staff.refused(&page);
    }
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
        Err(error) => {
            refuse(&staff, &mut page.form, error)?;
            staff.refused(&page)
        }
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
    let standing = record.certificate.stage.standing();
    let standing = standing.map_err(ServiceError::from)?;
    let possible = standing.supersede(serial, staff.at());
    possible.map_err(ServiceError::from)?;
    Ok(record)
}

async fn page(
    site: &Site,
    staff: &Staff,
    record: &CertificateRecord,
    form: FormView,
) -> Result<CorrectPage, StaffError> {
    Ok(CorrectPage {
        frame: staff.frame(site, Section::Certificates),
        form,
        line: line(site, staff.language(), record, staff.at()),
        changes: changes(site, staff, record).await?,
        preview: None,
        effect: Effect::new(),
        moved: None,
        moved_to: String::new(),
        usual: None,
    })
}

/// Draws the new copy with this last day, and tells what the public is told then.
async fn show(
    site: &Site,
    staff: &Staff,
    page: &mut CorrectPage,
    record: &CertificateRecord,
    until: Day,
) -> Result<(), StaffError> {
    let (service, language) = (site.service(), staff.language());
    let t = texts::of(language);
    let certificate = &record.certificate;
    let serial = certificate.facts.serial;
    let draft = service.draft_correction(serial, Some(until), staff.by());
    let draft = match draft.await {
        Ok(draft) => draft,
        Err(error) => return refuse(staff, &mut page.form, error),
    };
    let snapshot = site.register().current(service, staff.at()).await?;
    if let Some(other) = snapshot.copy_of(serial) {
        return refuse(
            staff,
            &mut page.form,
            ServiceError::CorrectionUnderWay(other),
        );
    }
    let was = certificate.facts.term.until();
    if until != was {
        let (old, new) = (texts::date(language, was), texts::date(language, until));
        page.moved = Some(fl!(t, "correct-moved", old = old, new = new));
        page.usual = usual(site, staff, certificate, until);
    }
    page.moved_to = until.to_string();
    page.changes.push(Change {
        label: fl!(t, "day-last"),
        old: texts::date(language, was),
        new: texts::date(language, until),
    });
    let preview = preview_of_correction(language, &draft, serial);
    let foresight = service.foresee_correction(serial, &draft, staff.at());
    page.effect = of_correction(
        site,
        language,
        certificate,
        (&draft, &preview),
        &foresight.await?,
    );
    page.preview = Some(preview);
    Ok(())
}

/// The usual last day in words, where the new one is another.
fn usual(site: &Site, staff: &Staff, old: &Certificate, until: Day) -> Option<String> {
    let mut order = site.service().again(old)?;
    order.until = Some(until);
    let language = staff.language();
    let usual = texts::date(language, site.service().usual_end(&order)?);
    Some(fl!(texts::of(language), "term-unusual", until = usual))
}

/// Says beside the field why nothing is prepared.
fn refuse(staff: &Staff, form: &mut FormView, error: ServiceError) -> Result<(), StaffError> {
    let language = staff.language();
    let says = match error {
        ServiceError::Term(error) => texts::term_error(language, error),
        ServiceError::CorrectionUnderWay(other) => fl!(
            texts::of(language),
            "correct-under-way",
            serial = other.to_string()
        ),
        error => return Err(error.into()),
    };
    form.refuse("until", says);
    Ok(())
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
