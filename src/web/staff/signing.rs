//! Signing for one's chamber: what waits, one passphrase for all that is selected, and what came
//! of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::lines::{Line, line};
use super::routes::{Needs, Route};
use super::signed::signed_page;
use crate::domain::account::Account;
use crate::domain::language::Language;
use crate::domain::lifecycle::Stage;
use crate::domain::permission::Action;
use crate::domain::separation::may_sign;
use crate::domain::serial::Serial;
use crate::service::signing::{Decision, Locked, Secrets};
use crate::service::snapshot::Snapshot;
use crate::service::{By, apart};
use crate::store::CertificateRecord;
use crate::texts;

pub(super) const SIGNING: &str = "/staff/signing";
const CLOSE: &str = "/staff/signing/close";
const NEEDS: Needs = Needs::May(Action::Sign);

/// So many are shown, and can be signed, at once.
const AT_ONCE: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(SIGNING, NEEDS, list),
        Route::post(SIGNING, NEEDS, sign),
        Route::post(CLOSE, NEEDS, close),
    ]
}

/// The form in which somebody selects and signs.
pub(super) struct SigningForm {
    pub form: FormView,
    /// What can be selected.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub more: usize,
    /// What somebody else of the chamber has to sign.
    pub others: Vec<Line>,
    /// What is decided, and needs the chamber's document key only.
    pub documents: Vec<Line>,
    /// Whether the chamber's keys are on this server. If not, nobody is to type their passphrase
    /// here.
    pub here: bool,
    /// Whether the document key has a secret of its own.
    pub providers_key: bool,
    /// Whether it is about one certificate that is shown already.
    pub single: bool,
}

#[derive(Template)]
#[template(path = "html/staff/signing.html")]
struct SigningPage {
    frame: Frame,
    signing: Option<SigningForm>,
    /// How many Urkunden the chamber's key is kept open for, and until when.
    kept: Option<(usize, String)>,
}

/// Whether somebody has anything to sign for their chamber.
pub(super) async fn anything_to_sign(
    site: &Site,
    account: &Account,
    at: Timestamp,
) -> Result<bool, StaffError> {
    if !account.may(Action::Sign, at) {
        return Ok(false);
    }
    let service = site.service();
    let snapshot = site.register().current(service, at).await?;
    let waiting = snapshot.waits_for(&service.programmes, account);
    let documents = service.waits_for_documents_of(&account.chamber).await?;
    Ok(waiting.iter().any(|w| w.open) || !documents.is_empty())
}

impl SigningForm {
    /// What waits for somebody's chamber. If it is one certificate, that one is selected.
    pub(super) async fn of(
        site: &Site,
        staff: &Staff,
        snapshot: &Snapshot,
        mut form: FormView,
    ) -> Result<Self, StaffError> {
        let service = site.service();
        let shown = |record: &CertificateRecord| line(site, staff.language(), record, staff.at());
        let (mut lines, mut others, mut more) = (Vec::new(), Vec::new(), 0);
        for waiting in snapshot.waits_for(&service.programmes, &staff.account) {
            match (waiting.open, lines.len() < AT_ONCE) {
                (true, true) => lines.push(shown(waiting.record)),
                (true, false) => more += 1,
                (false, _) => others.push(shown(waiting.record)),
            }
        }
        if let ([only], true) = (&lines[..], form.is_untouched()) {
            form = form.with("serial", only.serial.clone());
        }
        let documents = service
            .waits_for_documents_of(&staff.account.chamber)
            .await?;
        let documents = documents
            .iter()
            .filter_map(|serial| snapshot.entry(*serial));
        Ok(Self {
            form,
            lines,
            more,
            others,
            documents: documents.map(|entry| shown(entry.record())).collect(),
            here: site.service().signs_here(&staff.account.chamber)?,
            providers_key: providers_key(site, staff),
            single: false,
        })
    }

    /// One certificate, if it waits for whoever looks at it.
    pub(super) fn of_one(
        site: &Site,
        staff: &Staff,
        record: &CertificateRecord,
    ) -> Result<Option<Self>, StaffError> {
        let certificate = &record.certificate;
        let chamber = &staff.account.chamber;
        let waits = certificate.stage == Stage::Prepared
            && record.signatures.iter().all(|s| s.chamber != *chamber)
            && staff.may(Action::Sign);
        if !waits {
            return Ok(None);
        }
        let shown = vec![line(site, staff.language(), record, staff.at())];
        let open = may_sign(&staff.account, chamber, certificate.prepared_by.as_ref()).is_ok();
        let (lines, others) = if open {
            (shown, Vec::new())
        } else {
            (Vec::new(), shown)
        };
        Ok(Some(Self {
            form: FormView::new(),
            lines,
            more: 0,
            others,
            documents: Vec::new(),
            here: site.service().signs_here(&staff.account.chamber)?,
            providers_key: providers_key(site, staff),
            single: true,
        }))
    }

    /// Whether nothing waits at all.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.others.is_empty() && self.documents.is_empty()
    }

    /// Whether a passphrase would do anything.
    pub(super) fn is_open(&self) -> bool {
        self.here && (!self.lines.is_empty() || !self.documents.is_empty())
    }
}

/// Where the keys are not here, nobody is asked for the secret of a provider's key.
fn providers_key(site: &Site, staff: &Staff) -> bool {
    let asked = site.service().has_providers_key(&staff.account.chamber);
    asked.unwrap_or(false)
}

async fn list(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    staff.page(&signing_page(&site, &staff, staff.form(&site)).await?)
}

async fn sign(State(site): State<Site>, staff: Staff, form: Sent) -> Result<Response, StaffError> {
    let t = texts::of(staff.language());
    let mut view = FormView::of(&form);
    let selected = if form.has("all") { "shown" } else { "serial" };
    let selected = form.all(selected).into_iter().take(AT_ONCE);
    let mut serials: Vec<Serial> = selected.filter_map(|s| s.parse().ok()).collect();
    serials.sort();
    serials.dedup();
    for serial in &serials {
        view = view.with("serial", serial.to_string());
    }
    let chamber = &staff.account.chamber;
    let documents = site.service().waits_for_documents_of(chamber).await?;
    if serials.is_empty() && documents.is_empty() {
        view.refuse("serial", fl!(t, "signing-nothing-selected"));
    }
    let passphrase = form.password("passphrase");
    if passphrase.as_bytes().is_empty() {
        view.refuse("passphrase", fl!(t, "signing-passphrase-missing"));
    }
    if !view.is_sound() {
        return staff.refused(&signing_page(&site, &staff, view).await?);
    }
    let decision = Decision {
        person: staff.account.id.clone(),
        chamber: chamber.clone(),
        serials,
    };
    let secrets = Secrets::typed(&passphrase, &form.password("passphrase-document"));
    let (service, at, mut random) = (site.service().clone(), staff.at(), site.random());
    let done = apart(move || async move {
        let by = By {
            actor: decision.person.as_str(),
            at,
        };
        let done = service.sign_selected(&decision, &secrets, by, &mut random);
        done.await
    });
    match done.await {
        Ok(done) => staff.page(&signed_page(&site, &staff, done).await?),
        Err(error) => {
            let Some(locked) = Locked::of(&error) else {
                return Err(error.into());
            };
            let (field, says) = why_locked(staff.language(), locked);
            view.refuse(field, says);
            staff.refused(&signing_page(&site, &staff, view).await?)
        }
    }
}

async fn close(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let service = site.service();
    service
        .close_kept_keys(&staff.account.chamber, staff.by())
        .await?;
    Ok(done(SIGNING, "key-closed"))
}

async fn signing_page(
    site: &Site,
    staff: &Staff,
    form: FormView,
) -> Result<SigningPage, StaffError> {
    let snapshot = site.register().current(site.service(), staff.at()).await?;
    let kept = site
        .service()
        .kept_keys
        .of(&staff.account.chamber, staff.at());
    let kept = kept.map(|k| (k.serials.len(), texts::instant(staff.language(), k.until)));
    Ok(SigningPage {
        frame: staff.frame(site, Section::Signing),
        kept,
        signing: Some(SigningForm::of(site, staff, &snapshot, form).await?),
    })
}

/// Why nothing was signed, and beside which field that stands.
fn why_locked(language: Language, locked: Locked) -> (&'static str, String) {
    let t = texts::of(language);
    match locked {
        Locked::Passphrase => ("passphrase", fl!(t, "signing-passphrase-wrong")),
        Locked::ProvidersSecret => ("passphrase-document", fl!(t, "signing-secret-wrong")),
        Locked::NoToken => ("passphrase-document", fl!(t, "signing-no-token")),
        Locked::Elsewhere => ("passphrase", fl!(t, "signing-keys-elsewhere")),
        Locked::Unfit => ("passphrase", fl!(t, "signing-certificate-unfit")),
        Locked::OtherKey => ("passphrase", fl!(t, "signing-other-key")),
    }
}
