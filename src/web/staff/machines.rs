//! The machines that co-sign for the chamber, for its administrators.

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
use crate::domain::machine::{Machine, MachineName};
use crate::domain::permission::Action;
use crate::domain::validity::Day;
use crate::service::ServiceError;
use crate::service::accounts::Token;
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
    machines: Vec<MachineLine>,
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
    standing: String,
    used: Option<String>,
    counts: bool,
}

async fn list(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let until = Day::of(staff.at()).plus(DAYS);
    let until = until.map(|day| texts::date(staff.language(), day));
    let form = FormView::new().with("until", until.unwrap_or_default());
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
    let (Ok(name), Some(expires), true) = (name, expires, view.is_sound()) else {
        return staff.refused(&list_page(&site, &staff, view).await?);
    };
    let mut random = site.random();
    let chamber = &staff.account.chamber;
    let service = site.service();
    let authority = staff.authority();
    let made = service.new_machine(authority, chamber, name, expires, staff.by(), &mut random);
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
