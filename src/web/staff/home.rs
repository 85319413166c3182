//! „Mein Schreibtisch": where everybody begins, and what waits there for them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::form::FormView;
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::lines::{Line, line};
use super::own_account::{RoleLine, role_lines};
use super::routes::{Needs, Route};
use super::signing::SigningForm;
use super::standing::{ProposalLine, proposal_line};
use crate::domain::permission::Action;
use crate::service::snapshot::Snapshot;
use crate::store::CertificateRecord;
use crate::texts;

/// So many lines a list has here; the rest is a page of its own.
const LINES: usize = 8;

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
    may_prepare: bool,
    signing: Option<SigningForm>,
    proposals: Vec<ProposalLine>,
    refused: Option<Listed>,
    prepared: Option<Listed>,
    issued: Option<Listed>,
}

/// The beginning of a list.
struct Listed {
    lines: Vec<Line>,
    all: usize,
}

async fn page(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let (service, language, at) = (site.service(), staff.language(), staff.at());
    let failures = staff.session.failures;
    let mut home = HomePage {
        frame: staff.frame(&site, Section::Desk),
        name: staff.account.name.to_string(),
        roles: role_lines(language, &staff.account, at),
        failures: failures.map(|f| (f.count, texts::instant(language, f.since))),
        may_prepare: staff.may(Action::PrepareCertificate),
        signing: None,
        proposals: Vec::new(),
        refused: None,
        prepared: None,
        issued: None,
    };
    if staff.may(Action::SeeCertificates) {
        let snapshot = site.register().current(service, at).await?;
        let desk = snapshot.desk(&service.programmes, &staff.account, at);
        let listed = |records: Vec<&CertificateRecord>| {
            let all = records.len();
            let first = records.into_iter().take(LINES);
            let lines = first.map(|record| line(&site, language, record, at));
            Listed {
                lines: lines.collect(),
                all,
            }
        };
        home.refused = home.may_prepare.then(|| listed(desk.refused));
        home.prepared = home.may_prepare.then(|| listed(desk.prepared));
        home.issued = Some(listed(desk.issued));
        home.proposals = proposals(&site, &staff, &snapshot).await?;
        if staff.may(Action::Sign) {
            let form = SigningForm::of(&site, &staff, &snapshot, FormView::new());
            home.signing = Some(form.await?);
        }
    }
    staff.page(&home)
}

/// The steps that wait to be confirmed, for those who propose and confirm.
async fn proposals(
    site: &Site,
    staff: &Staff,
    snapshot: &Snapshot,
) -> Result<Vec<ProposalLine>, StaffError> {
    let mut lines = Vec::new();
    if !staff.may(Action::ProposeStanding) {
        return Ok(lines);
    }
    let programmes = &site.service().programmes;
    for proposal in site.service().store.open_proposals().await? {
        let own = snapshot.entry_of(programmes, &staff.account.chamber, proposal.serial);
        if own.is_some() {
            lines.push(proposal_line(site, staff, &proposal).await?);
        }
    }
    Ok(lines)
}

/// An address that leads nowhere.
async fn elsewhere() -> StaffError {
    StaffError::NotFound
}
