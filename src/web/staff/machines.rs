//! The tokens of the chamber's machines and other systems, for its administrators.

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
use crate::domain::language::Language;
use crate::domain::machine::{Machine, MachineName, Scope};
use crate::domain::permission::Action;
use crate::domain::validity::Day;
use crate::service::ServiceError;
use crate::service::accounts::Token;
use crate::service::machines::MachineOrder;
use crate::texts;

pub(super) const LIST: &str = "/staff/machines";
const NEEDS: Needs = Needs::May(Action::ManageMachines);

/// Days for which a token counts, as the form proposes.
const DAYS: i64 = 365;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(LIST, NEEDS, list),
        Route::post(LIST, NEEDS, make),
        Route::post("/staff/machines/{machine}/revoke", NEEDS, revoke),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/machines.html")]
struct ListPage {
    frame: Frame,
    form: FormView,
    scopes: Vec<ScopeChoice>,
    machines: Vec<MachineLine>,
}

/// What a new token may open.
struct ScopeChoice {
    name: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "html/staff/machine_token.html")]
struct TokenPage {
    frame: Frame,
    name: String,
    token: String,
}

/// A token in words.
struct MachineLine {
    id: String,
    name: String,
    scope: String,
    standing: String,
    used: Option<String>,
    counts: bool,
}

async fn list(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let until = Day::of(staff.at()).plus(DAYS);
    let until = until.map(|day| texts::date(Language::De, day));
    let form = staff
        .form(&site)
        .with("scope", Scope::Cosign.as_str())
        .with("until", until.unwrap_or_default());
    staff.page(&list_page(&site, &staff, form).await?)
}

async fn make(State(site): State<Site>, staff: Staff, form: Sent) -> Result<Response, StaffError> {
    let t = texts::of(staff.language());
    let mut view = FormView::of(&form);
    let name = MachineName::parse(form.text("name"));
    if name.is_err() {
        view.refuse("name", fl!(t, "machine-name-wrong"));
    }
    let until = Day::parse(form.text("until"));
    if until.is_err() {
        view.refuse("until", fl!(t, "day-wrong"));
    }
    // It counts until the day is over.
    let expires = until.ok().and_then(|day| day.plus(1)).map(Day::begin);
    let scope = Scope::parse(form.text("scope"));
    if scope.is_none() {
        view.refuse("scope", fl!(t, "machine-scope-missing"));
    }
    let (Ok(name), Some(expires_at), Some(scope), true) = (name, expires, scope, view.is_sound())
    else {
        return staff.refused(&list_page(&site, &staff, view).await?);
    };
    let order = MachineOrder {
        chamber: staff.account.chamber.clone(),
        name,
        scope,
        expires_at,
    };
    let mut random = site.random();
    let service = site.service();
    let made = service.new_machine(staff.authority(), order, staff.by(), &mut random);
    match made.await {
        Ok((machine, token)) => token_page(&site, &staff, &machine, &token),
        Err(ServiceError::TokenTerm) => {
            view.refuse("until", fl!(t, "machine-term-wrong"));
            staff.refused(&list_page(&site, &staff, view).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoke(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let revoked = site
        .service()
        .revoke_machine(staff.authority(), &id, staff.by());
    revoked.await?;
    Ok(done(LIST, "machine-revoked"))
}

async fn list_page(site: &Site, staff: &Staff, form: FormView) -> Result<ListPage, StaffError> {
    let machines = site.service().machines(Some(&staff.account.chamber));
    let machines = machines.await?;
    Ok(ListPage {
        frame: staff.frame(site, Section::Machines),
        form,
        scopes: Scope::ALL
            .into_iter()
            .map(|scope| ScopeChoice {
                name: scope.as_str(),
                label: scope_word(staff, scope),
            })
            .collect(),
        machines: machines.iter().map(|m| line(staff, m)).collect(),
    })
}

/// Shows a token: once.
fn token_page(
    site: &Site,
    staff: &Staff,
    machine: &Machine,
    token: &Token,
) -> Result<Response, StaffError> {
    staff.page(&TokenPage {
        frame: staff.frame(site, Section::Machines),
        name: machine.name.to_string(),
        token: token.expose().to_owned(),
    })
}

fn line(staff: &Staff, machine: &Machine) -> MachineLine {
    let language = staff.language();
    let t = texts::of(language);
    let told = |at: Timestamp| texts::instant(language, at);
    MachineLine {
        id: machine.id.clone(),
        name: machine.name.to_string(),
        scope: scope_word(staff, machine.scope),
        standing: match machine.revoked_at {
            Some(at) => fl!(t, "token-ended", at = told(at)),
            None => {
                let last = texts::date(language, machine.last_day());
                if machine.counts(staff.at()) {
                    fl!(t, "machine-until", day = last)
                } else {
                    fl!(t, "machine-expired", day = last)
                }
            }
        },
        used: machine.used_at.map(told),
        counts: machine.counts(staff.at()),
    }
}

fn scope_word(staff: &Staff, scope: Scope) -> String {
    let t = texts::of(staff.language());
    match scope {
        Scope::Cosign => fl!(t, "machine-scope-cosign"),
        Scope::Prepare => fl!(t, "machine-scope-prepare"),
        Scope::Read => fl!(t, "machine-scope-read"),
    }
}
