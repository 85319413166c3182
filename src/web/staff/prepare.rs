//! Preparing a certificate: what and for whom, with a preview beside the form.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::certificates::{Choice, LIST, programmes};
use super::effect::{Effect, of_renewal};
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::lines::{Line, line};
use super::preview::{Preview, preview_of};
use super::recipient::{Candidate, Meant, meant, offer, offered};
use super::routes::{Needs, Route};
use crate::domain::language::Language;
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::permission::Action;
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, TermError};
use crate::service::ServiceError;
use crate::service::order::Order;
use crate::service::signing::Locked;
use crate::store::CertificateRecord;
use crate::texts;
use crate::web::public::permanent;

pub(super) const NEW: &str = "/staff/certificates/new";
const NEEDS: Needs = Needs::May(Action::PrepareCertificate);

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(NEW, NEEDS, begin), Route::post(NEW, NEEDS, send)]
}

/// What the form begins with: a recipient, or an earlier certificate.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Start {
    ags: String,
    again: String,
    renew: String,
}

#[derive(Template)]
#[template(path = "html/staff/prepare.html")]
struct PreparePage {
    frame: Frame,
    form: FormView,
    programmes: Vec<Choice>,
    /// What the field for the recipient offers while one types.
    offered: Vec<String>,
    /// The recipients among which a name does not decide.
    candidates: Vec<Candidate>,
    /// Other certificates of the same mark and recipient.
    rivals: Vec<Line>,
    preview: Option<Preview>,
    /// Why an earlier one was refused.
    refusal: Option<String>,
    /// The permanent address, where an award is renewed: it stays.
    permanent: Option<String>,
    /// What the public is told there, now and from the first day on.
    effect: Effect,
}

async fn begin(
    State(site): State<Site>,
    staff: Staff,
    Query(start): Query<Start>,
) -> Result<Response, StaffError> {
    let service = site.service();
    let mut form = staff.form(&site);
    let mut refusal = None;
    let mut order = None;
    if let Some(record) = earlier(&site, &staff, &start.again).await? {
        refusal = line(&site, staff.language(), &record, staff.at()).detail;
        order = service.again(&record.certificate);
    } else if let Some(record) = earlier(&site, &staff, &start.renew).await? {
        order = service.renewal(&record.certificate, Day::of(staff.at()));
    }
    let ags = match &order {
        Some(order) => Some(order.municipality.clone()),
        None => Ags::parse(&start.ags).ok(),
    };
    if let Some(ags) = ags
        && let Some(m) = service.store.municipality(&ags).await?
    {
        form = form.with("municipality", offer(&m));
    }
    let Some(order) = order else {
        let form = form.with("term", "first");
        return staff.page(&page(&site, &staff, form).await?);
    };
    form = form
        .with("programme", order.programme.as_str())
        .with("from", german(order.from))
        .with("dated", order.dated.map_or_else(String::new, german))
        .with("term", if order.renewal { "renewal" } else { "first" });
    let mut page = page(&site, &staff, form).await?;
    page.refusal = refusal;
    show_preview(&site, &staff, &mut page, &order).await?;
    staff.page(&page)
}

/// A day as it is typed.
fn german(day: Day) -> String {
    texts::date(Language::De, day)
}

/// An earlier certificate of the chamber, by a number from the address.
async fn earlier(
    site: &Site,
    staff: &Staff,
    serial: &str,
) -> Result<Option<CertificateRecord>, StaffError> {
    let Ok(serial) = serial.parse::<Serial>() else {
        return Ok(None);
    };
    super::certificate::find(site, staff, serial)
        .await
        .map(Some)
}

async fn send(State(site): State<Site>, staff: Staff, form: Sent) -> Result<Response, StaffError> {
    let mut page = page(&site, &staff, FormView::of(&form)).await?;
    let Some(order) = read(&site, &staff, &form, &mut page).await? else {
        return staff.refused(&page);
    };
    if form.text("step") != "prepare" {
        show_preview(&site, &staff, &mut page, &order).await?;
        return if page.form.is_sound() {
            staff.page(&page)
        } else {
            staff.refused(&page)
        };
    }
    let (service, person) = (site.service().clone(), staff.account.id.clone());
    let (known, at, mut random) = (form.has("known"), staff.at(), site.random());
    let wanted = order.clone();
    let prepared = crate::service::apart(move || async move {
        let by = crate::service::By {
            actor: person.as_str(),
            at,
        };
        let prepared = service.prepare_as(&person, &wanted, known, by, &mut random);
        prepared.await
    });
    match prepared.await {
        Ok(serial) => Ok(done(&format!("{LIST}/{serial}"), "certificate-prepared")),
        Err(ServiceError::Rivals(_)) => {
            show_preview(&site, &staff, &mut page, &order).await?;
            let words = fl!(texts::of(staff.language()), "prepare-rivals-confirm");
            page.form.refuse("known", words);
            staff.refused(&page)
        }
        Err(error) => {
            refuse(&staff, &mut page.form, error)?;
            staff.refused(&page)
        }
    }
}

async fn page(site: &Site, staff: &Staff, form: FormView) -> Result<PreparePage, StaffError> {
    let programmes = programmes(site, staff, form.value("programme"));
    Ok(PreparePage {
        frame: staff.frame(site, Section::Certificates),
        form,
        programmes,
        offered: offered(site).await?,
        candidates: Vec::new(),
        rivals: Vec::new(),
        preview: None,
        refusal: None,
        permanent: None,
        effect: Effect::new(),
    })
}

/// Draws the preview, and tells of other certificates.
async fn show_preview(
    site: &Site,
    staff: &Staff,
    page: &mut PreparePage,
    order: &Order,
) -> Result<(), StaffError> {
    let service = site.service();
    let draft = match service.draft(order, staff.by()).await {
        Ok(draft) => draft,
        Err(error) => return refuse(staff, &mut page.form, error),
    };
    let snapshot = site.register().current(service, staff.at()).await?;
    let rivals = snapshot.rivals(&draft, staff.at());
    page.rivals = rivals
        .into_iter()
        .map(|record| line(site, staff.language(), record, staff.at()))
        .collect();
    page.permanent = permanent::path(service, &draft.facts)
        .filter(|_| order.renewal)
        .map(|path| format!("{}{path}", service.host));
    let preview = preview_of(staff.language(), &draft, order);
    if order.renewal
        && let Some(foresight) = service.foresee_renewal(&draft, staff.at()).await?
    {
        page.effect = of_renewal(site, staff.language(), (&draft, &preview), &foresight);
    }
    page.preview = Some(preview);
    Ok(())
}

/// Reads the fields, and says beside each what is wrong with it.
async fn read(
    site: &Site,
    staff: &Staff,
    form: &Sent,
    page: &mut PreparePage,
) -> Result<Option<Order>, StaffError> {
    let t = texts::of(staff.language());
    let programme = ProgrammeId::parse(form.text("programme")).ok();
    let programme = programme.filter(|id| page.programmes.iter().any(|p| p.value == id.as_str()));
    if programme.is_none() {
        page.form
            .refuse("programme", fl!(t, "prepare-programme-missing"));
    }
    let municipality = municipality(site, staff, form, page).await?;
    let mut day = |field: &'static str, needed: bool| match form.text(field) {
        "" if needed => {
            page.form.refuse(field, fl!(t, "prepare-from-missing"));
            None
        }
        "" => None,
        text => {
            let day = Day::parse(text);
            if day.is_err() {
                page.form.refuse(field, fl!(t, "day-wrong"));
            }
            day.ok()
        }
    };
    let (from, dated) = (day("from", true), day("dated", false));
    let renewal = match form.text("term") {
        "first" => Some(false),
        "renewal" => Some(true),
        _ => {
            page.form.refuse("term", fl!(t, "prepare-term-missing"));
            None
        }
    };
    let order = || {
        Some(Order {
            programme: programme?,
            municipality: municipality?.ags,
            from: from?,
            until: None,
            renewal: renewal?,
            dated,
        })
    };
    Ok(order().filter(|_| page.form.is_sound()))
}

/// The recipient that is meant; where the name does not decide, the page asks which.
async fn municipality(
    site: &Site,
    staff: &Staff,
    form: &Sent,
    page: &mut PreparePage,
) -> Result<Option<Municipality>, StaffError> {
    let t = texts::of(staff.language());
    let typed = form.text("municipality");
    if typed.is_empty() {
        let says = fl!(t, "prepare-municipality-missing");
        page.form.refuse("municipality", says);
        return Ok(None);
    }
    match meant(site, staff.language(), typed, form.text("ags")).await? {
        Meant::One(municipality) => {
            // Whatever happens to the rest of the form: nobody is asked a second time.
            page.form.set("municipality", offer(&municipality));
            return Ok(Some(municipality));
        }
        Meant::Several(candidates) => {
            page.candidates = candidates;
            let says = fl!(t, "prepare-municipality-several");
            page.form.refuse("ags", says);
        }
        Meant::Unknown => {
            let says = fl!(t, "prepare-municipality-unknown");
            page.form.refuse("municipality", says);
        }
    }
    Ok(None)
}

/// Says beside the field why nothing is prepared.
fn refuse(staff: &Staff, form: &mut FormView, error: ServiceError) -> Result<(), StaffError> {
    let t = texts::of(staff.language());
    match error {
        ServiceError::Term(error @ TermError::DatedElsewhere { .. }) => {
            form.refuse("dated", texts::term_error(staff.language(), error));
        }
        ServiceError::Term(_) => form.refuse("from", fl!(t, "prepare-term-impossible")),
        ServiceError::Document(_) | ServiceError::Badge(_) => {
            form.refuse("municipality", fl!(t, "prepare-not-drawable"));
        }
        error if Locked::of(&error) == Some(Locked::Elsewhere) => {
            form.refuse("programme", fl!(t, "prepare-no-keys"));
        }
        error => return Err(error.into()),
    }
    Ok(())
}
