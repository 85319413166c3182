//! Suspending, reinstating and withdrawing: one person proposes, another confirms. Both see
//! before what it means for the public.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::certificate::find;
use super::effect::{Effect, of_step};
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::history::step_word;
use super::lines::{Line, line, short_name};
use super::routes::{Needs, Route};
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::domain::proposal::{Proposal, Step};
use crate::domain::reason::LONGEST;
use crate::domain::serial::Serial;
use crate::service::proposals::Person;
use crate::service::{By, ServiceError, apart};
use crate::store::CertificateRecord;
use crate::texts;

const PROPOSE: &str = "/staff/certificates/{serial}/propose";
const CONFIRM: &str = "/staff/certificates/{serial}/confirm";
const DROP: &str = "/staff/certificates/{serial}/drop";
const PROPOSES: Needs = Needs::May(Action::ProposeStanding);
const CONFIRMS: Needs = Needs::May(Action::ConfirmStanding);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(PROPOSE, PROPOSES, ask),
        Route::post(PROPOSE, PROPOSES, propose),
        Route::get(CONFIRM, CONFIRMS, look),
        Route::post(CONFIRM, CONFIRMS, confirm),
        Route::post(DROP, PROPOSES, drop),
    ]
}

/// A step that waits to be confirmed, in words.
pub(super) struct ProposalLine {
    pub id: String,
    pub serial: String,
    pub recipient: String,
    pub step: String,
    pub reason: String,
    pub by: String,
    pub when: String,
    /// Whether whoever looks proposed it.
    pub own: bool,
    pub may_confirm: bool,
    pub may_drop: bool,
}

/// A way to propose a step.
pub(super) struct StepLink {
    pub name: &'static str,
    pub label: String,
}

#[derive(Template)]
#[template(path = "html/staff/propose.html")]
struct ProposePage {
    frame: Frame,
    form: FormView,
    line: Line,
    step: &'static str,
    title: String,
    lead: String,
    effect: Effect,
    /// Whether the step cannot be undone.
    last: bool,
    /// What waits to be confirmed already.
    open: Option<ProposalLine>,
    /// Whether there is a form.
    asks: bool,
    longest: usize,
}

#[derive(Template)]
#[template(path = "html/staff/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    line: Line,
    proposal: ProposalLine,
    effect: Effect,
    last: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    step: String,
}

async fn ask(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, StaffError> {
    let record = certificate(&site, &staff, &serial).await?;
    let form = staff.form(&site);
    // Whoever signed in again comes without the step in the address.
    let step = Step::parse(&wanted.step).or_else(|| Step::parse(form.value("step")));
    let Some(step) = step else {
        let page = format!("/staff/certificates/{}", record.certificate.facts.serial);
        return Ok(Redirect::to(&page).into_response());
    };
    let mut page = propose_page(&site, &staff, &record, step, form).await?;
    page.asks = page.open.is_none();
    staff.page(&page)
}

async fn propose(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let record = certificate(&site, &staff, &serial).await?;
    let step = Step::parse(form.text("step")).ok_or(StaffError::NotFound)?;
    let serial = record.certificate.facts.serial;
    let (reason, mut random) = (form.text("reason"), site.random());
    let proposed = site.service().propose(
        Person::SignedIn(&staff.account.id),
        serial,
        step,
        reason,
        staff.by(),
        &mut random,
    );
    match proposed.await {
        Ok(()) => Ok(done(&address(serial), "proposed")),
        Err(ServiceError::Reason(error)) => {
            let mut view = FormView::of(&form);
            view.refuse("reason", texts::reason_error(staff.language(), error));
            let page = propose_page(&site, &staff, &record, step, view);
            staff.refused(&page.await?)
        }
        Err(ServiceError::ProposalOpen(_)) => {
            let mut view = FormView::of(&form);
            let says = fl!(texts::of(staff.language()), "propose-open-kept");
            view.refuse("reason", says);
            let page = propose_page(&site, &staff, &record, step, view);
            staff.refused(&page.await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn look(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
) -> Result<Response, StaffError> {
    let record = certificate(&site, &staff, &serial).await?;
    let serial = record.certificate.facts.serial;
    let proposal = site.service().store.open_proposal(serial).await?;
    let proposal = proposal.ok_or(StaffError::NotFound)?;
    let foresight = site.service().foresee(serial, proposal.step, staff.at());
    staff.page(&ConfirmPage {
        frame: staff.frame(&site, Section::Certificates),
        line: line(&site, staff.language(), &record, staff.at()),
        effect: of_step(
            &site,
            staff.language(),
            &record.certificate,
            proposal.step,
            &foresight.await?,
        ),
        last: proposal.step == Step::Withdraw,
        proposal: proposal_line(&site, &staff, &proposal).await?,
    })
}

async fn confirm(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let record = certificate(&site, &staff, &serial).await?;
    let serial = record.certificate.facts.serial;
    let (service, person) = (site.service().clone(), staff.account.id.clone());
    let (shown, at) = (form.text("proposal").to_owned(), staff.at());
    // The seal is drawn anew, as it stands then.
    let confirmed = apart(move || async move {
        let by = By {
            actor: person.as_str(),
            at,
        };
        let person = Person::SignedIn(&person);
        service.confirm(person, serial, &shown, by).await
    });
    confirmed.await?;
    Ok(done(&address(serial), "confirmed"))
}

async fn drop(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let record = certificate(&site, &staff, &serial).await?;
    let serial = record.certificate.facts.serial;
    let person = Person::SignedIn(&staff.account.id);
    site.service()
        .drop_proposal(person, serial, form.text("proposal"), staff.by())
        .await?;
    Ok(done(&address(serial), "dropped"))
}

/// The steps that a certificate could take now.
pub(super) fn step_links(language: Language, record: &CertificateRecord) -> Vec<StepLink> {
    let certificate = &record.certificate;
    let Ok(standing) = certificate.stage.standing() else {
        return Vec::new();
    };
    let possible = |step: &Step| step.take(standing, "", certificate.prepared_at).is_ok();
    let link = |step: Step| StepLink {
        name: step.as_str(),
        label: step_word(language, step),
    };
    Step::ALL.into_iter().filter(possible).map(link).collect()
}

/// A proposal in words.
pub(super) async fn proposal_line(
    site: &Site,
    staff: &Staff,
    proposal: &Proposal,
) -> Result<ProposalLine, StaffError> {
    let language = staff.language();
    let service = site.service();
    let account = service.store.account(&proposal.by).await?;
    let by = account.map_or_else(
        || proposal.by.to_string(),
        |a| format!("{}, {}", a.name, short_name(site, &a.chamber)),
    );
    let record = service.store.certificate(proposal.serial).await?;
    let record = record.ok_or(StaffError::NotFound)?;
    let own = proposal.by == staff.account.id;
    Ok(ProposalLine {
        id: proposal.id.clone(),
        serial: proposal.serial.to_string(),
        recipient: line(site, language, &record, staff.at()).recipient,
        step: step_word(language, proposal.step),
        reason: proposal.reason.clone(),
        by,
        when: texts::instant(language, proposal.at),
        own,
        may_confirm: !own && staff.may(Action::ConfirmStanding),
        may_drop: own || staff.may(Action::ConfirmStanding),
    })
}

async fn certificate(
    site: &Site,
    staff: &Staff,
    serial: &str,
) -> Result<CertificateRecord, StaffError> {
    let serial: Serial = serial.parse().map_err(|_| StaffError::NotFound)?;
    find(site, staff, serial).await
}

fn address(serial: Serial) -> String {
    format!("/staff/certificates/{serial}")
}

async fn propose_page(
    site: &Site,
    staff: &Staff,
    record: &CertificateRecord,
    step: Step,
    form: FormView,
) -> Result<ProposePage, StaffError> {
    let language = staff.language();
    let t = texts::of(language);
    let serial = record.certificate.facts.serial;
    let foresight = site.service().foresee(serial, step, staff.at()).await?;
    Ok(ProposePage {
        frame: staff.frame(site, Section::Certificates),
        form,
        line: line(site, language, record, staff.at()),
        step: step.as_str(),
        title: match step {
            Step::Suspend => fl!(t, "propose-suspend"),
            Step::Reinstate => fl!(t, "propose-reinstate"),
            Step::Withdraw => fl!(t, "propose-withdraw"),
        },
        lead: match step {
            Step::Suspend => fl!(t, "propose-suspend-lead"),
            Step::Reinstate => fl!(t, "propose-reinstate-lead"),
            Step::Withdraw => fl!(t, "propose-withdraw-lead"),
        },
        effect: of_step(site, language, &record.certificate, step, &foresight),
        last: step == Step::Withdraw,
        open: match site.service().store.open_proposal(serial).await? {
            Some(open) => Some(proposal_line(site, staff, &open).await?),
            None => None,
        },
        asks: true,
        longest: LONGEST,
    })
}
