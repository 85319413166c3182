//! Accepting an invitation: name and password.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::form::{FormView, Sent};
use super::frame::{Frame, render};
use super::guest::Guest;
use super::own_account::{password_problem, refuse_differing};
use super::routes::{Needs, Route};
use super::sign_in::enter;
use crate::domain::account::PersonName;
use crate::service::ServiceError;
use crate::service::accounts::AccessError;
use crate::texts;

const PATH: &str = "/staff/invitation/{token}";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(PATH, Needs::Nobody, page),
        Route::post(PATH, Needs::Nobody, accept),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/invitation.html")]
struct InvitationPage {
    frame: Frame,
    form: FormView,
    email: String,
    chamber: String,
}

#[derive(Template)]
#[template(path = "html/staff/error.html")]
struct NoInvitationPage {
    frame: Frame,
    title: String,
    text: String,
}

async fn page(
    State(site): State<Site>,
    guest: Guest,
    Path(token): Path<String>,
) -> Result<Response, StaffError> {
    match site.accounts().invited(&token, guest.at).await {
        Ok(account) => {
            let form = FormView::new().with("name", account.name.as_str());
            show(&site, &guest, &token, form, StatusCode::OK).await
        }
        Err(error) => none(&site, &guest, error),
    }
}

async fn accept(
    State(site): State<Site>,
    guest: Guest,
    Path(token): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let t = texts::of(guest.language());
    let mut view = FormView::of(&form);
    let name = PersonName::parse(form.text("name"));
    if name.is_err() {
        view.refuse("name", fl!(t, "account-name-wrong"));
    }
    let password = form.password("password");
    refuse_differing(&mut view, &form, "password", guest.language());
    let (Ok(name), true) = (name, view.is_sound()) else {
        return show(
            &site,
            &guest,
            &token,
            view,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    };
    let language = guest.language();
    let mut random = site.random();
    let accepted = site
        .accounts()
        .accept(&token, name, &password, language, guest.at, &mut random);
    match accepted.await {
        Ok(session) => enter(&site, &guest, &session, "/staff").await,
        Err(ServiceError::Access(AccessError::Password(error))) => {
            view.refuse("password", password_problem(language, error));
            show(
                &site,
                &guest,
                &token,
                view,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(error) => none(&site, &guest, error),
    }
}

async fn show(
    site: &Site,
    guest: &Guest,
    token: &str,
    form: FormView,
    status: StatusCode,
) -> Result<Response, StaffError> {
    let account = match site.accounts().invited(token, guest.at).await {
        Ok(account) => account,
        Err(error) => return none(site, guest, error),
    };
    let chamber = site.service().programmes.chamber(&account.chamber);
    let page = InvitationPage {
        frame: Frame::of_guest(site, guest),
        form,
        email: account.email.to_string(),
        chamber: chamber.map_or_else(String::new, |c| c.name.get(guest.language()).clone()),
    };
    render(status, guest.language(), &page)
}

/// Why there is no invitation (any more).
fn none(site: &Site, guest: &Guest, error: ServiceError) -> Result<Response, StaffError> {
    let t = texts::of(guest.language());
    let (status, text) = match &error {
        ServiceError::Access(AccessError::InvitationUnknown) => {
            (StatusCode::NOT_FOUND, fl!(t, "invitation-unknown"))
        }
        ServiceError::Access(AccessError::InvitationUsed) => {
            (StatusCode::GONE, fl!(t, "invitation-used"))
        }
        ServiceError::Access(AccessError::InvitationExpired) => {
            (StatusCode::GONE, fl!(t, "invitation-expired"))
        }
        ServiceError::Access(AccessError::PasswordsClosed { provider }) => {
            let name = provider.as_str();
            let text = fl!(t, "invitation-with-provider", name = name);
            (StatusCode::FORBIDDEN, text)
        }
        _ => return Err(error.into()),
    };
    let page = NoInvitationPage {
        frame: Frame::of_guest(site, guest),
        title: fl!(t, "invitation-none"),
        text,
    };
    render(status, guest.language(), &page)
}
