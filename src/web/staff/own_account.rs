//! One's own account: password, recovery codes, sessions.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::routes::{Needs, Route};
use super::second_factor::codes_page;
use crate::domain::account::Account;
use crate::domain::language::Language;
use crate::domain::password::{self, PasswordError};
use crate::domain::permission::Role;
use crate::domain::validity::{Day, Term};
use crate::service::ServiceError;
use crate::service::accounts::AccessError;
use crate::texts;

pub(super) const PATH: &str = "/staff/account";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(PATH, Needs::SignedIn, page),
        Route::post("/staff/account/password", Needs::SignedIn, change_password),
        Route::post(
            "/staff/account/recovery-codes",
            Needs::SignedIn,
            renew_codes,
        ),
        Route::post(
            "/staff/account/sessions/end-others",
            Needs::SignedIn,
            end_others,
        ),
        Route::post(
            "/staff/account/sessions/{session}/end",
            Needs::SignedIn,
            end_session,
        ),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/own_account.html")]
struct OwnAccountPage {
    frame: Frame,
    form: FormView,
    email: String,
    /// What the identity provider is called, if the person signs in with it.
    provider: Option<String>,
    roles: Vec<RoleLine>,
    second_factor: bool,
    codes_left: u64,
    sessions: Vec<SessionLine>,
}

struct SessionLine {
    id: String,
    since: String,
    seen: String,
    current: bool,
}

/// A role in words, with its days.
pub(super) struct RoleLine {
    pub id: String,
    pub role: String,
    pub days: Option<String>,
    /// Whether the identity provider gives and takes it.
    pub provided: bool,
    /// Whether it counts today.
    pub holds: bool,
}

async fn page(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    staff.page(&own_page(&site, &staff, FormView::new()).await?)
}

async fn change_password(
    State(site): State<Site>,
    staff: Staff,
    form: Sent,
) -> Result<Response, StaffError> {
    let t = texts::of(staff.language());
    let mut view = FormView::of(&form);
    let new = form.password("password-new");
    refuse_differing(&mut view, &form, "password-new", staff.language());
    if !view.is_sound() {
        return staff.refused(&own_page(&site, &staff, view).await?);
    }
    let old = form.password("password");
    let (visit, mut random) = (staff.visit(), site.random());
    let changed = site
        .accounts()
        .change_password(&visit, &old, &new, staff.at(), &mut random);
    match changed.await {
        Ok(()) => return Ok(done(PATH, "password-changed")),
        Err(ServiceError::Access(AccessError::WrongCredentials)) => {
            view.refuse("password", fl!(t, "password-wrong"));
        }
        Err(ServiceError::Access(AccessError::Password(error))) => {
            view.refuse("password-new", password_problem(staff.language(), error));
        }
        Err(error) => return Err(error.into()),
    }
    staff.refused(&own_page(&site, &staff, view).await?)
}

async fn renew_codes(
    State(site): State<Site>,
    staff: Staff,
    form: Sent,
) -> Result<Response, StaffError> {
    let password = form.password("password-for-codes");
    let (visit, mut random) = (staff.visit(), site.random());
    let made = site
        .accounts()
        .renew_recovery_codes(&visit, &password, staff.at(), &mut random);
    match made.await {
        Ok(codes) => codes_page(&site, &staff, &codes),
        Err(ServiceError::Access(AccessError::WrongCredentials)) => {
            let mut view = FormView::new();
            let t = texts::of(staff.language());
            view.refuse("password-for-codes", fl!(t, "password-wrong"));
            staff.refused(&own_page(&site, &staff, view).await?)
        }
        Err(ServiceError::Access(AccessError::SignInAgain)) => {
            let mut view = FormView::new();
            let t = texts::of(staff.language());
            view.refuse("recovery-codes", fl!(t, "provider-sign-in-again"));
            staff.refused(&own_page(&site, &staff, view).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn end_session(
    State(site): State<Site>,
    staff: Staff,
    Path(session): Path<String>,
) -> Result<Response, StaffError> {
    site.accounts()
        .end_session(&staff.account.id, &session, staff.at())
        .await?;
    Ok(done(PATH, "own-session-ended"))
}

async fn end_others(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    site.accounts()
        .end_other_sessions(&staff.visit(), staff.at())
        .await?;
    Ok(done(PATH, "other-sessions-ended"))
}

async fn own_page(
    site: &Site,
    staff: &Staff,
    form: FormView,
) -> Result<OwnAccountPage, StaffError> {
    let (language, accounts) = (staff.language(), site.accounts());
    let sessions = accounts.sessions(&staff.account.id, staff.at()).await?;
    let line = |session: crate::store::Session| SessionLine {
        since: texts::instant(language, session.created_at),
        seen: texts::instant(language, session.seen_at),
        current: session.id == staff.session.id,
        id: session.id,
    };
    Ok(OwnAccountPage {
        frame: staff.frame(site, Section::Elsewhere),
        form,
        email: staff.account.email.to_string(),
        provider: provider_name(site, &staff.account),
        roles: role_lines(language, &staff.account, staff.at()),
        second_factor: staff.account.second_factor,
        codes_left: accounts.recovery_codes_left(&staff.account).await?,
        sessions: sessions.into_iter().map(line).collect(),
    })
}

/// What the identity provider is called that an account is opened by; its address, if it is no
/// longer in use.
pub(super) fn provider_name(site: &Site, account: &Account) -> Option<String> {
    let identity = account.identity.as_ref()?;
    let provider = site.service().identities.of(&account.chamber);
    let settings = provider.map(|p| p.settings());
    let name = settings.filter(|s| s.issuer == identity.issuer);
    Some(name.map_or_else(|| identity.issuer.clone(), |s| s.name.clone()))
}

/// The roles of an account in words; those that are over are left out.
pub(super) fn role_lines(language: Language, account: &Account, at: Timestamp) -> Vec<RoleLine> {
    let today = Day::of(at);
    let mut roles: Vec<_> = account.roles.iter().collect();
    roles.retain(|a| !a.is_over_on(today));
    roles.sort_by_key(|a| (a.role, a.term.map(Term::from)));
    roles
        .into_iter()
        .map(|a| RoleLine {
            id: a.id.clone(),
            role: role_name(language, a.role),
            days: a.term.map(|term| {
                fl!(
                    texts::of(language),
                    "term",
                    from = texts::date(language, term.from()),
                    until = texts::date(language, term.until())
                )
            }),
            provided: account.identity.is_some() && a.term.is_none(),
            holds: a.holds_on(today),
        })
        .collect()
}

/// What a role is called.
pub(super) fn role_name(language: Language, role: Role) -> String {
    let t = texts::of(language);
    match role {
        Role::Administrator => fl!(t, "role-administrator"),
        Role::Clerk => fl!(t, "role-clerk"),
        Role::Signatory => fl!(t, "role-signatory"),
        Role::Reader => fl!(t, "role-reader"),
        Role::Auditor => fl!(t, "role-auditor"),
    }
}

/// Refuses a new password that was not typed alike twice, and says what else is wrong with it.
pub(super) fn refuse_differing(
    view: &mut FormView,
    form: &Sent,
    field: &'static str,
    language: Language,
) {
    let password = form.password(field);
    if password.as_bytes() == form.password("password-again").as_bytes() {
        return;
    }
    let differs = fl!(texts::of(language), "password-differs");
    view.refuse("password-again", differs);
    if let Err(error) = password.fit(&[]) {
        view.refuse(field, password_problem(language, error));
    }
}

/// What is wrong with a new password, and what to do.
pub(super) fn password_problem(language: Language, error: PasswordError) -> String {
    let t = texts::of(language);
    match error {
        PasswordError::TooShort => fl!(t, "password-short", length = password::SHORTEST),
        PasswordError::TooLong => fl!(t, "password-long", length = password::LONGEST),
        PasswordError::Guessable => fl!(t, "password-guessable"),
    }
}
