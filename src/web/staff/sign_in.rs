//! The way in and out: password, one-time code, signing out, and the language of the pages.

use askama::Template;
use axum::extract::State;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::Site;
use super::cookie;
use super::error::StaffError;
use super::form::{FormView, Sent, escaped, local};
use super::frame::{Frame, render};
use super::gate::{CODE, SIGN_IN};
use super::guest::Guest;
use super::provider::{self, ProviderLine};
use super::routes::{Needs, Route};
use super::signing::{SIGNING, anything_to_sign};
use crate::domain::language::Language;
use crate::service::ServiceError;
use crate::service::accounts::{AccessError, SignIn, Token};
use crate::store::SessionStage;
use crate::texts;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(SIGN_IN, Needs::Nobody, page),
        Route::post(SIGN_IN, Needs::Nobody, sign_in),
        Route::get(CODE, Needs::Password, code_page),
        Route::post(CODE, Needs::Password, give_code),
        Route::post("/staff/sign-out", Needs::Person, sign_out),
        Route::post("/staff/language", Needs::Person, speak),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/sign_in.html")]
struct SignInPage {
    frame: Frame,
    form: FormView,
    /// What stands above the form when nobody was let in.
    refusal: Option<String>,
    providers: Vec<ProviderLine>,
}

#[derive(Template)]
#[template(path = "html/staff/code.html")]
struct CodePage {
    frame: Frame,
    form: FormView,
}

async fn page(
    State(site): State<Site>,
    guest: Guest,
    address: Uri,
) -> Result<Response, StaffError> {
    let form = FormView::new().with("next", wanted(&address));
    let page = sign_in_page(&site, &guest, form, None);
    render(StatusCode::OK, guest.language(), &page)
}

async fn sign_in(
    State(site): State<Site>,
    guest: Guest,
    form: Sent,
) -> Result<Response, StaffError> {
    let password = form.password("password");
    let typed = SignIn {
        email: form.text("email"),
        password: &password,
        code: form.text("code"),
        client: guest.client,
        language: guest.speaks.language,
    };
    let next = form.text("next");
    let mut random = site.random();
    let entered = site.accounts().sign_in(typed, guest.at, &mut random);
    match entered.await {
        Ok((token, SessionStage::Complete)) => enter(&site, &guest, &token, next).await,
        Ok((token, SessionStage::Password)) => {
            let mut path = CODE.to_owned();
            with_next(&mut path, next);
            Ok(carrying(&token, &path))
        }
        Err(error) => {
            let (refusal, status, wait) = refusal(guest.language(), error)?;
            let refused = refused_page(&site, &guest, FormView::of(&form), refusal, status)?;
            Ok(later(refused, wait))
        }
    }
}

async fn code_page(
    State(site): State<Site>,
    guest: Guest,
    address: Uri,
) -> Result<Response, StaffError> {
    let page = CodePage {
        frame: Frame::of_guest(&site, &guest),
        form: FormView::new().with("next", wanted(&address)),
    };
    render(StatusCode::OK, guest.language(), &page)
}

async fn give_code(
    State(site): State<Site>,
    guest: Guest,
    form: Sent,
) -> Result<Response, StaffError> {
    let visit = guest.visit.clone().ok_or(StaffError::Unguarded)?;
    let code = form.text("code");
    let mut random = site.random();
    let given = site
        .accounts()
        .give_code(&visit, code, guest.client, guest.at, &mut random);
    match given.await {
        Ok(token) => enter(&site, &guest, &token, form.text("next")).await,
        Err(error) => {
            let (refusal, status, wait) = refusal(guest.language(), error)?;
            let mut view = FormView::of(&form);
            view.refuse("code", refusal);
            let page = CodePage {
                frame: Frame::of_guest(&site, &guest),
                form: view,
            };
            Ok(later(render(status, guest.language(), &page)?, wait))
        }
    }
}

async fn sign_out(State(site): State<Site>, guest: Guest) -> Result<Response, StaffError> {
    let visit = guest.visit.as_ref().ok_or(StaffError::Unguarded)?;
    let accounts = site.accounts();
    accounts
        .end_session(&visit.account.id, &visit.session.id, guest.at)
        .await?;
    let path = format!("{SIGN_IN}?lang={}&done=signed-out", guest.language().tag());
    let mut response = Redirect::to(&path).into_response();
    if let Some(value) = cookie::clear(cookie::SESSION) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    Ok(response)
}

async fn speak(State(site): State<Site>, guest: Guest, form: Sent) -> Result<Response, StaffError> {
    let visit = guest.visit.as_ref().ok_or(StaffError::Unguarded)?;
    let language = Language::from_tag(form.text("lang")).unwrap_or_default();
    site.accounts().speak(&visit.session, language).await?;
    Ok(Redirect::to(local(form.text("back")).unwrap_or("/staff")).into_response())
}

/// Signed in: on to the page that was wanted, to what waits for a signature, or to the desk.
pub(super) async fn enter(
    site: &Site,
    guest: &Guest,
    token: &Token,
    next: &str,
) -> Result<Response, StaffError> {
    if let Some(next) = local(next) {
        return Ok(carrying(token, next));
    }
    let visit = site.accounts().visit(token, guest.at).await?;
    // What failed before is told on the desk.
    let told = visit.filter(|v| v.session.failures.is_none() && !v.has_to_enrol(guest.at));
    let waits = match told {
        Some(visit) => anything_to_sign(site, &visit.account, guest.at).await?,
        None => false,
    };
    Ok(carrying(token, if waits { SIGNING } else { "/staff" }))
}

fn sign_in_page(site: &Site, guest: &Guest, form: FormView, refusal: Option<String>) -> SignInPage {
    SignInPage {
        frame: Frame::of_guest(site, guest),
        providers: provider::lines(site, guest, form.value("next")),
        form,
        refusal,
    }
}

/// The way in, with why nobody was let in.
pub(super) fn refused_page(
    site: &Site,
    guest: &Guest,
    form: FormView,
    refusal: String,
    status: StatusCode,
) -> Result<Response, StaffError> {
    let page = sign_in_page(site, guest, form, Some(refusal));
    render(status, guest.language(), &page)
}

/// Keeps in an address which page was wanted.
pub(super) fn with_next(address: &mut String, next: &str) {
    if let Some(next) = local(next) {
        let begin = if address.contains('?') { '&' } else { '?' };
        address.push(begin);
        address.push_str(&format!("next={}", escaped(next)));
    }
}

/// What is told to whom is not let in, with a status and how many seconds to wait.
fn refusal(
    language: Language,
    error: ServiceError,
) -> Result<(String, StatusCode, Option<u64>), StaffError> {
    let t = texts::of(language);
    match error {
        ServiceError::Access(AccessError::WrongCredentials) => {
            let text = fl!(t, "sign-in-wrong");
            Ok((text, StatusCode::UNPROCESSABLE_ENTITY, None))
        }
        ServiceError::Access(AccessError::WrongCode) => {
            let text = fl!(t, "code-wrong");
            Ok((text, StatusCode::UNPROCESSABLE_ENTITY, None))
        }
        ServiceError::Access(AccessError::PasswordsClosed { provider }) => {
            let text = fl!(t, "sign-in-with-provider", name = provider);
            Ok((text, StatusCode::FORBIDDEN, None))
        }
        ServiceError::Access(AccessError::TooManyAttempts { seconds }) => {
            let text = fl!(t, "sign-in-wait", seconds = seconds);
            Ok((text, StatusCode::TOO_MANY_REQUESTS, Some(seconds)))
        }
        other => Err(other.into()),
    }
}

pub(super) fn carrying(token: &Token, path: &str) -> Response {
    let mut response = Redirect::to(path).into_response();
    if let Some(value) = cookie::set(cookie::SESSION, token.expose()) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

fn later(mut response: Response, wait: Option<u64>) -> Response {
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The page that was wanted before signing in.
pub(super) fn wanted(address: &Uri) -> String {
    let query = address.query().unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "next").then(|| value.into_owned()));
    next.as_deref()
        .and_then(local)
        .unwrap_or_default()
        .to_owned()
}
