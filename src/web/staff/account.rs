//! One account of the chamber: its roles, and looking after it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::accounts::{AccountLine, Choice, LIST, NEEDS, choices, line, link_page};
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::routes::Route;
use crate::domain::account::Account;
use crate::domain::language::Language;
use crate::domain::permission::Role;
use crate::domain::validity::{Day, Term};
use crate::service::ServiceError;
use crate::service::accounts::AccessError;
use crate::texts;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/staff/accounts/{account}", NEEDS, show),
        Route::post("/staff/accounts/{account}/roles", NEEDS, give_role),
        Route::post(
            "/staff/accounts/{account}/roles/{role}/take",
            NEEDS,
            take_role,
        ),
        Route::post("/staff/accounts/{account}/disable", NEEDS, disable),
        Route::post("/staff/accounts/{account}/enable", NEEDS, enable),
        Route::post("/staff/accounts/{account}/reset", NEEDS, reset),
        Route::post(
            "/staff/accounts/{account}/end-sessions",
            NEEDS,
            end_sessions,
        ),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/account.html")]
struct AccountPage {
    frame: Frame,
    form: FormView,
    account: AccountLine,
    own: bool,
    roles: Vec<Choice>,
    sessions: usize,
}

async fn show(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    staff.page(&account_page(&site, &staff, &account, staff.form(&site)).await?)
}

async fn give_role(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    let t = texts::of(staff.language());
    let mut view = FormView::of(&form);
    let role = Role::parse(form.text("role"));
    if role.is_none() {
        view.refuse("role", fl!(t, "role-missing"));
    }
    let mut day = |field: &'static str| match form.text(field) {
        "" => None,
        text => match Day::parse(text) {
            Ok(day) => Some(day),
            Err(_) => {
                view.refuse(field, fl!(t, "day-wrong"));
                None
            }
        },
    };
    let days = (day("from"), day("until"));
    let term = match days {
        (None, None) => None,
        (Some(from), Some(until)) => match Term::new(from, until) {
            Ok(term) => Some(term),
            Err(_) => {
                view.refuse("until", fl!(t, "days-reversed"));
                None
            }
        },
        (Some(_), None) if view.problem("until").is_none() => {
            view.refuse("until", fl!(t, "day-missing"));
            None
        }
        (None, Some(_)) if view.problem("from").is_none() => {
            view.refuse("from", fl!(t, "day-missing"));
            None
        }
        _ => None,
    };
    let (Some(role), true) = (role, view.is_sound()) else {
        return staff.refused(&account_page(&site, &staff, &account, view).await?);
    };
    let mut random = site.random();
    let given = site.accounts().give_role(
        staff.authority(),
        &account.id,
        (role, term),
        staff.by(),
        &mut random,
    );
    match given.await {
        Ok(()) => Ok(done(&address(&account), "role-given")),
        Err(ServiceError::Access(AccessError::ProvidersRoles)) => {
            view.refuse("from", fl!(t, "role-days-needed"));
            staff.refused(&account_page(&site, &staff, &account, view).await?)
        }
        Err(ServiceError::Access(AccessError::RoleOver)) => {
            view.refuse("until", fl!(t, "role-over"));
            staff.refused(&account_page(&site, &staff, &account, view).await?)
        }
        Err(ServiceError::Access(AccessError::RoleHeld { term })) => {
            let (field, says) = held(staff.language(), term);
            view.refuse(field, says);
            staff.refused(&account_page(&site, &staff, &account, view).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Beside which field it stands that somebody has a role already, and in which words.
fn held(language: Language, term: Option<Term>) -> (&'static str, String) {
    let t = texts::of(language);
    match term {
        None => ("role", fl!(t, "role-held")),
        Some(term) => {
            let from = texts::date(language, term.from());
            let until = texts::date(language, term.until());
            ("from", fl!(t, "role-held-days", from = from, until = until))
        }
    }
}

async fn take_role(
    State(site): State<Site>,
    staff: Staff,
    Path((id, role)): Path<(String, String)>,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    site.accounts()
        .take_role(staff.authority(), &account.id, &role, staff.by())
        .await?;
    Ok(done(&address(&account), "role-taken"))
}

async fn disable(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    site.accounts()
        .disable(staff.authority(), &account.id, staff.by())
        .await?;
    Ok(done(&address(&account), "account-disabled"))
}

async fn enable(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    site.accounts()
        .enable(staff.authority(), &account.id, staff.by())
        .await?;
    Ok(done(&address(&account), "account-enabled"))
}

async fn reset(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    let mut random = site.random();
    let token = site
        .accounts()
        .reset(staff.authority(), &account.id, staff.by(), &mut random)
        .await?;
    match token {
        Some(token) => link_page(&site, &staff, &account, &token),
        None => Ok(done(&address(&account), "account-emptied")),
    }
}

async fn end_sessions(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    site.accounts()
        .end_sessions(staff.authority(), &account.id, staff.by())
        .await?;
    Ok(done(&address(&account), "sessions-ended"))
}

async fn find(site: &Site, staff: &Staff, id: &str) -> Result<Account, StaffError> {
    Ok(site.accounts().find(&staff.account.chamber, id).await?)
}

fn address(account: &Account) -> String {
    format!("{LIST}/{}", account.id)
}

async fn account_page(
    site: &Site,
    staff: &Staff,
    account: &Account,
    form: FormView,
) -> Result<AccountPage, StaffError> {
    let sessions = site.accounts().sessions(&account.id, staff.at()).await?;
    Ok(AccountPage {
        frame: staff.frame(site, Section::Accounts),
        form,
        account: line(site, staff, account),
        own: account.id == staff.account.id,
        roles: choices(staff.language()),
        sessions: sessions.len(),
    })
}
