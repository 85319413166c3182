//! Signing in with the chamber's identity provider: the way there, and the way back.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::cookie;
use super::error::StaffError;
use super::form::FormView;
use super::frame::{Frame, render};
use super::gate::CODE;
use super::guest::Guest;
use super::routes::{Needs, Route};
use super::sign_in::{carrying, enter, refused_page, wanted, with_next};
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::service::accounts::ProviderAnswer;
use crate::service::{IdentityError, ServiceError};
use crate::store::SessionStage;
use crate::texts;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/staff/sign-in/{chamber}/provider", Needs::Nobody, depart),
        Route::get("/staff/sign-in/{chamber}/callback", Needs::Nobody, arrive),
    ]
}

/// A provider in words, for its button.
pub(super) struct ProviderLine {
    /// Where the way there begins.
    pub address: String,
    /// What its people call it.
    pub name: String,
    /// Whose people they are.
    pub chamber: String,
}

#[derive(Template)]
#[template(path = "html/staff/provider_refusal.html")]
struct RefusalPage {
    frame: Frame,
    title: String,
    text: String,
    again: ProviderLine,
}

/// The query of the way back (RFC 6749 § 4.1.2, RFC 9207).
#[derive(Default, Deserialize)]
struct Answered {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
    iss: Option<String>,
}

/// The buttons of the sign-in page. They are links: browsers hold forms to this site even where
/// they are led on.
pub(super) fn lines(site: &Site, guest: &Guest, next: &str) -> Vec<ProviderLine> {
    let service = site.service();
    let chambers = service.identities.iter().map(|settings| &settings.chamber);
    chambers
        .filter_map(|c| line(site, guest, c, next))
        .collect()
}

fn line(site: &Site, guest: &Guest, chamber: &ChamberId, next: &str) -> Option<ProviderLine> {
    let service = site.service();
    let provider = service.identities.of(chamber)?.settings();
    let known = service.programmes.chamber(chamber);
    let address = format!("/staff/sign-in/{}/provider", chamber.as_str());
    let mut query = guest.speaks.query().to_owned();
    with_next(&mut query, next);
    Some(ProviderLine {
        address: format!("{address}{query}"),
        name: provider.name.clone(),
        chamber: known.map_or_else(String::new, |c| c.name.get(guest.language()).clone()),
    })
}

async fn depart(
    State(site): State<Site>,
    guest: Guest,
    Path(chamber): Path<String>,
    address: Uri,
) -> Result<Response, StaffError> {
    let chamber = ChamberId::parse(&chamber).map_err(|_| StaffError::NotFound)?;
    let next = wanted(&address);
    let mut random = site.random();
    let begun = site
        .accounts()
        .depart(&chamber, guest.language(), &next, guest.at, &mut random);
    match begun.await {
        Ok((address, kept)) => {
            let mut response = Redirect::to(&address).into_response();
            if let Some(value) = cookie::set_briefly(cookie::PROVIDER, &kept) {
                response.headers_mut().append(SET_COOKIE, value);
            }
            Ok(response)
        }
        Err(error) => refuse(&site, &guest, &chamber, &next, error),
    }
}

async fn arrive(
    State(site): State<Site>,
    mut guest: Guest,
    Path(chamber): Path<String>,
    kept: cookie::Kept,
    answered: Result<Query<Answered>, QueryRejection>,
) -> Result<Response, StaffError> {
    let chamber = ChamberId::parse(&chamber).map_err(|_| StaffError::NotFound)?;
    let accounts = site.accounts();
    let kept = kept.0.unwrap_or_default();
    let (mut next, mut random) = (String::new(), site.random());
    let entered = match accounts.journey(&chamber, &kept, guest.at) {
        None => Err(IdentityError::Lost.into()),
        Some(journey) => {
            guest.speaks.chosen |= guest.speaks.language != journey.language;
            guest.speaks.language = journey.language;
            next.clone_from(&journey.next);
            // What cannot be read answers nothing.
            let answered = answered.map(|Query(a)| a).unwrap_or_default();
            let answer = ProviderAnswer {
                state: &answered.state,
                code: &answered.code,
                error: &answered.error,
                issuer: answered.iss.as_deref(),
            };
            accounts
                .arrive(journey, answer, guest.at, &mut random)
                .await
        }
    };
    let mut response = match entered {
        Ok((token, SessionStage::Complete)) => enter(&site, &guest, &token, &next).await?,
        Ok((token, SessionStage::Password)) => {
            let mut path = CODE.to_owned();
            with_next(&mut path, &next);
            carrying(&token, &path)
        }
        Err(error) => refuse(&site, &guest, &chamber, &next, error)?,
    };
    if let Some(value) = cookie::clear(cookie::PROVIDER) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    Ok(response)
}

/// Tells why somebody is not let in. What may be otherwise in a moment, or with a password, is
/// told above the way in; the rest on a page of its own.
fn refuse(
    site: &Site,
    guest: &Guest,
    chamber: &ChamberId,
    next: &str,
    error: ServiceError,
) -> Result<Response, StaffError> {
    let ServiceError::Identity(error) = error else {
        return Err(error.into());
    };
    let Some(again) = line(site, guest, chamber, next) else {
        return Err(StaffError::NotFound);
    };
    tracing::warn!(%error, chamber = chamber.as_str(), "nobody is let in by the identity provider");
    let form = FormView::new().with("next", next);
    let (status, title, text) = match told(guest.language(), &again, &error) {
        Told::Page(status, title, text) => (status, title, text),
        Told::Above(status, text) => return refused_page(site, guest, form, text, status),
    };
    let page = RefusalPage {
        frame: Frame::of_guest(site, guest),
        title,
        text,
        again,
    };
    render(status, guest.language(), &page)
}

enum Told {
    /// Above the way in.
    Above(StatusCode, String),
    /// On a page of its own, with a title.
    Page(StatusCode, String, String),
}

/// Every answer to what goes wrong with a provider.
fn told(language: Language, provider: &ProviderLine, error: &IdentityError) -> Told {
    let t = texts::of(language);
    let (name, chamber) = (provider.name.as_str(), provider.chamber.as_str());
    let page = |title: String, text: String| Told::Page(StatusCode::FORBIDDEN, title, text);
    match error {
        IdentityError::Unreachable(_) => Told::Above(
            StatusCode::SERVICE_UNAVAILABLE,
            fl!(t, "provider-unreachable", name = name),
        ),
        IdentityError::None | IdentityError::Unusable(_) | IdentityError::Authorities(_) => {
            Told::Above(
                StatusCode::BAD_GATEWAY,
                fl!(t, "provider-unusable", name = name),
            )
        }
        IdentityError::Lost => Told::Above(StatusCode::CONFLICT, fl!(t, "provider-lost")),
        IdentityError::Refused(_) => page(
            fl!(t, "provider-refused"),
            fl!(t, "provider-refused-text", name = name),
        ),
        IdentityError::NotProven(_) => page(
            fl!(t, "provider-not-proven"),
            fl!(t, "provider-not-proven-text", name = name),
        ),
        IdentityError::NoAddress => page(
            fl!(t, "provider-no-address"),
            fl!(t, "provider-no-address-text", name = name),
        ),
        IdentityError::AddressTaken => page(
            fl!(t, "provider-address-taken"),
            fl!(t, "provider-address-taken-text", name = name),
        ),
        IdentityError::Disabled => page(
            fl!(t, "provider-disabled"),
            fl!(t, "provider-disabled-text", chamber = chamber),
        ),
        IdentityError::OtherChamber => page(
            fl!(t, "provider-other-chamber"),
            fl!(t, "provider-other-chamber-text", chamber = chamber),
        ),
        IdentityError::NoRole => page(
            fl!(t, "provider-no-role"),
            fl!(t, "provider-no-role-text", name = name, chamber = chamber),
        ),
    }
}
