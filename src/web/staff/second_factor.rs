//! Setting up one-time codes, and the recovery codes for when the app is lost.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::gate::ENROL;
use super::guest::Staff;
use super::picture::QrPicture;
use super::routes::{Needs, Route};
use crate::service::ServiceError;
use crate::service::accounts::{AccessError, Enrolment, RecoveryCodes};
use crate::texts;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(ENROL, Needs::Person, page),
        Route::post(ENROL, Needs::Person, finish),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/second_factor.html")]
struct SecondFactorPage {
    frame: Frame,
    form: FormView,
    email: String,
    secret: String,
    sealed: String,
    picture: QrPicture,
    /// Whether a role asks for it, so that there is no way around.
    required: bool,
    /// Whether the password is asked for once more.
    asks_password: bool,
}

#[derive(Template)]
#[template(path = "html/staff/recovery_codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
}

async fn page(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let enrolment = site
        .accounts()
        .begin_enrolment(&staff.account, &mut site.random())?;
    staff.page(&setup(&site, &staff, &enrolment, FormView::new())?)
}

async fn finish(
    State(site): State<Site>,
    mut staff: Staff,
    form: Sent,
) -> Result<Response, StaffError> {
    let t = texts::of(staff.language());
    let (accounts, mut random) = (site.accounts(), site.random());
    let sealed = form.text("sealed");
    let enrolment = accounts.resume_enrolment(&staff.account, sealed)?;
    let mut view = FormView::new();
    let (visit, at) = (staff.visit(), staff.at());
    if has_to_prove(&staff) {
        let password = form.password("password");
        match accounts.prove(&visit, &password, at, &mut random).await {
            Ok(()) => {}
            Err(ServiceError::Access(AccessError::WrongCredentials)) => {
                view.refuse("password", fl!(t, "password-wrong"));
                return staff.refused(&setup(&site, &staff, &enrolment, view)?);
            }
            Err(ServiceError::Access(AccessError::SignInAgain)) => {
                view.refuse("code", fl!(t, "provider-sign-in-again"));
                return staff.refused(&setup(&site, &staff, &enrolment, view)?);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let code = form.text("code");
    let finished = accounts.finish_enrolment(&visit, sealed, code, at, &mut random);
    match finished.await {
        Ok(codes) => {
            if let Some(visit) = &mut staff.guest.visit {
                visit.account.second_factor = true;
            }
            codes_page(&site, &staff, &codes)
        }
        Err(ServiceError::Access(AccessError::WrongCode)) => {
            view.refuse("code", fl!(t, "code-wrong-app"));
            staff.refused(&setup(&site, &staff, &enrolment, view)?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows recovery codes: once.
pub(super) fn codes_page(
    site: &Site,
    staff: &Staff,
    codes: &RecoveryCodes,
) -> Result<Response, StaffError> {
    staff.page(&CodesPage {
        frame: staff.frame(site, Section::Elsewhere),
        codes: codes.iter().map(str::to_owned).collect(),
    })
}

/// Who has just signed in need not do it again, unless there is something to lose.
fn has_to_prove(staff: &Staff) -> bool {
    staff.account.second_factor || !staff.visit().is_fresh(staff.at())
}

fn setup(
    site: &Site,
    staff: &Staff,
    enrolment: &Enrolment,
    form: FormView,
) -> Result<SecondFactorPage, StaffError> {
    let picture = QrPicture::new(&enrolment.address).map_err(|_| StaffError::Unguarded)?;
    let groups: Vec<_> = enrolment.secret.as_bytes().chunks(4).collect();
    let groups = groups.iter().map(|g| String::from_utf8_lossy(g));
    Ok(SecondFactorPage {
        frame: Frame::of_guest(site, &staff.guest),
        form,
        email: staff.account.email.to_string(),
        secret: groups.collect::<Vec<_>>().join(" "),
        sealed: enrolment.sealed.clone(),
        picture,
        required: staff.account.needs_second_factor(staff.at()),
        asks_password: has_to_prove(staff) && staff.account.identity.is_none(),
    })
}
