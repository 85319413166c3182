//! The accounts of the chamber, and inviting somebody.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::own_account::{RoleLine, provider_name, role_lines, role_name};
use super::routes::{Needs, Route};
use crate::domain::account::{Account, AccountState, Email, PersonName};
use crate::domain::language::Language;
use crate::domain::permission::{Action, Role};
use crate::domain::validity::Day;
use crate::service::ServiceError;
use crate::service::accounts::{AccessError, NewAccount, Token};
use crate::texts;

pub(super) const LIST: &str = "/staff/accounts";
const NEW: &str = "/staff/accounts/new";
pub(super) const NEEDS: Needs = Needs::May(Action::ManageAccounts);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(LIST, NEEDS, list),
        Route::get(NEW, NEEDS, new),
        Route::post(NEW, NEEDS, invite),
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
#[template(path = "html/staff/account_link.html")]
struct LinkPage {
    frame: Frame,
    name: String,
    email: String,
    link: String,
}

/// An account in words.
pub(super) struct AccountLine {
    pub id: String,
    pub name: String,
    pub email: String,
    pub roles: Vec<RoleLine>,
    pub state: String,
    /// What the identity provider is called, if the person signs in with it.
    pub provider: Option<String>,
    pub disabled: bool,
    pub second_factor: bool,
    pub signed_in: Option<String>,
}

/// A role to choose.
pub(super) struct Choice {
    pub value: &'static str,
    pub label: String,
    pub hint: String,
}

async fn list(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let accounts = site.accounts().list(Some(&staff.account.chamber)).await?;
    staff.page(&ListPage {
        frame: staff.frame(&site, Section::Accounts),
        accounts: accounts.iter().map(|a| line(&site, &staff, a)).collect(),
    })
}

async fn new(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    staff.page(&new_page(&site, &staff, staff.form(&site)))
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

fn new_page(site: &Site, staff: &Staff, form: FormView) -> NewPage {
    NewPage {
        frame: staff.frame(site, Section::Accounts),
        form,
        roles: choices(staff.language()),
    }
}

/// Shows the link of an invitation: once.
pub(super) fn link_page(
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

pub(super) fn line(site: &Site, staff: &Staff, account: &Account) -> AccountLine {
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
        provider: provider_name(site, account),
        disabled: matches!(account.state, AccountState::Disabled { .. }),
        second_factor: account.second_factor,
        signed_in: account.signed_in_at.map(|at| texts::instant(language, at)),
    }
}

pub(super) fn choices(language: Language) -> Vec<Choice> {
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
