//! The accounts of the chamber, for its administrators.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::own_account::{RoleLine, role_lines, role_name};
use super::routes::{Needs, Route};
use crate::domain::account::{Account, AccountState, Email, PersonName};
use crate::domain::language::Language;
use crate::domain::permission::{Action, Role};
use crate::domain::validity::{Day, Term};
use crate::service::ServiceError;
use crate::service::accounts::{AccessError, NewAccount, Token};
use crate::texts;

const LIST: &str = "/staff/accounts";
const NEW: &str = "/staff/accounts/new";
const NEEDS: Needs = Needs::May(Action::ManageAccounts);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(LIST, NEEDS, list),
        Route::get(NEW, NEEDS, new),
        Route::post(NEW, NEEDS, invite),
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
#[template(path = "html/staff/accounts.html")]
struct ListPage {
    frame: Frame,
    accounts: Vec<AccountLine>,
}

#[derive(Template)]
#[template(path = "html/staff/account_new.html")]
struct NewPage {
    frame: Frame,
    form: FormView,
    roles: Vec<Choice>,
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

#[derive(Template)]
#[template(path = "html/staff/account_link.html")]
struct LinkPage {
    frame: Frame,
    name: String,
    email: String,
    link: String,
}

/// An account in words.
struct AccountLine {
    id: String,
    name: String,
    email: String,
    roles: Vec<RoleLine>,
    state: String,
    disabled: bool,
    second_factor: bool,
    signed_in: Option<String>,
}

/// A role to choose.
struct Choice {
    value: &'static str,
    label: String,
    hint: String,
}

async fn list(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let accounts = site.accounts().list(Some(&staff.account.chamber)).await?;
    staff.page(&ListPage {
        frame: staff.frame(&site, Section::Accounts),
        accounts: accounts.iter().map(|a| line(&staff, a)).collect(),
    })
}

async fn new(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    staff.page(&new_page(&site, &staff, FormView::new()))
}

async fn invite(
    State(site): State<Site>,
    staff: Staff,
    form: Sent,
) -> Result<Response, StaffError> {
    let t = texts::of(staff.language());
    let mut view = FormView::of(&form);
    let name = PersonName::parse(form.text("name"));
    if name.is_err() {
        view.refuse("name", fl!(t, "account-name-wrong"));
    }
    let email = Email::parse(form.text("email"));
    if email.is_err() {
        view.refuse("email", fl!(t, "account-email-wrong"));
    }
    let roles: Option<Vec<_>> = form.all("role").into_iter().map(Role::parse).collect();
    let roles = roles.unwrap_or_default();
    if roles.is_empty() {
        view.refuse("role", fl!(t, "account-role-missing"));
    }
    let (Ok(name), Ok(email), true) = (name, email, view.is_sound()) else {
        return staff.refused(&new_page(&site, &staff, view));
    };
    let new = NewAccount {
        chamber: staff.account.chamber.clone(),
        email,
        name,
        roles: roles.into_iter().map(|role| (role, None)).collect(),
    };
    let mut random = site.random();
    let invited = site
        .accounts()
        .invite(staff.authority(), new, staff.by(), &mut random);
    match invited.await {
        Ok((account, token)) => link_page(&site, &staff, &account, &token),
        Err(ServiceError::Access(AccessError::EmailTaken)) => {
            view.refuse("email", fl!(t, "account-email-taken"));
            staff.refused(&new_page(&site, &staff, view))
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let account = find(&site, &staff, &id).await?;
    staff.page(&account_page(&site, &staff, &account, FormView::new()).await?)
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
        view.refuse("role", fl!(t, "account-role-missing"));
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
    site.accounts()
        .give_role(
            staff.authority(),
            &account.id,
            (role, term),
            staff.by(),
            &mut random,
        )
        .await?;
    Ok(done(&address(&account), "role-given"))
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
    link_page(&site, &staff, &account, &token)
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

fn new_page(site: &Site, staff: &Staff, form: FormView) -> NewPage {
    NewPage {
        frame: staff.frame(site, Section::Accounts),
        form,
        roles: choices(staff.language()),
    }
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
        account: line(staff, account),
        own: account.id == staff.account.id,
        roles: choices(staff.language()),
        sessions: sessions.len(),
    })
}

/// Shows the link of an invitation: once.
fn link_page(
    site: &Site,
    staff: &Staff,
    account: &Account,
    token: &Token,
) -> Result<Response, StaffError> {
    staff.page(&LinkPage {
        frame: staff.frame(site, Section::Accounts),
        name: account.name.to_string(),
        email: account.email.to_string(),
        link: site.accounts().invitation_address(token),
    })
}

fn line(staff: &Staff, account: &Account) -> AccountLine {
    let language = staff.language();
    let t = texts::of(language);
    AccountLine {
        id: account.id.to_string(),
        name: account.name.to_string(),
        email: account.email.to_string(),
        roles: role_lines(language, account, staff.at()),
        state: match account.state {
            AccountState::Invited => fl!(t, "account-invited"),
            AccountState::Active => fl!(t, "account-active"),
            AccountState::Disabled { since } => {
                let since = texts::date(language, Day::of(since));
                fl!(t, "account-disabled", since = since)
            }
        },
        disabled: matches!(account.state, AccountState::Disabled { .. }),
        second_factor: account.second_factor,
        signed_in: account.signed_in_at.map(|at| texts::instant(language, at)),
    }
}

fn choices(language: Language) -> Vec<Choice> {
    let t = texts::of(language);
    let hint = |role| match role {
        Role::Administrator => fl!(t, "role-administrator-hint"),
        Role::Clerk => fl!(t, "role-clerk-hint"),
        Role::Signatory => fl!(t, "role-signatory-hint"),
        Role::Reader => fl!(t, "role-reader-hint"),
        Role::Auditor => fl!(t, "role-auditor-hint"),
    };
    Role::ALL
        .into_iter()
        .map(|role| Choice {
            value: role.as_str(),
            label: role_name(language, role),
            hint: hint(role),
        })
        .collect()
}
