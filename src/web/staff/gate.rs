//! The gate before every page of the desk: who comes, what they may, and whether a form is ours.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{CACHE_CONTROL, HOST, ORIGIN, REFERRER_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::Site;
use super::cookie;
use super::error::{self, StaffError};
use super::form::{Form, FormView, escaped};
use super::guest::Guest;
use super::routes::{Needs, page_of};
use crate::service::accounts::{Token, Visit};
use crate::web::language::Speaks;

/// The field that carries a form's token.
const CSRF: &str = "csrf";

/// Where one signs in, gives the one-time code, and sets up one-time codes.
pub(super) const SIGN_IN: &str = "/staff/sign-in";
pub(super) const CODE: &str = "/staff/sign-in/code";
pub(super) const ENROL: &str = "/staff/account/second-factor";

/// What guards one route.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    site: Site,
    needs: Needs,
}

impl Gate {
    pub(super) const fn new(site: Site, needs: Needs) -> Self {
        Self { site, needs }
    }
}

/// Lets a request through to its handler, or answers it here.
pub(super) async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut guest = guest(&gate.site, &mut parts).await;
    let fresh = bind(&gate, &mut guest, &parts.headers);
    let request = Request::from_parts(parts, body);
    let mut response = match enter(&gate, &mut guest, request).await {
        Ok(mut request) => {
            request.extensions_mut().insert(guest.clone());
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    };
    if let Some(error) = response.extensions().get::<Arc<StaffError>>().cloned() {
        response = error::page(&gate.site, &guest, &error);
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Without it, browsers would not say where a form comes from.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if let Some(value) = fresh.and_then(|value| cookie::set(cookie::FORM, &value)) {
        headers.append(SET_COOKIE, value);
    }
    response
}

/// Finds out who comes, whether the table lets them in, and whether what they send is a form of
/// ours.
async fn enter(gate: &Gate, guest: &mut Guest, request: Request) -> Result<Request, Refusal> {
    recognise(&gate.site, guest, request.headers()).await?;
    if gate.needs != Needs::Nobody {
        let Some(visit) = guest.visit.clone() else {
            let way = sign_in_first(guest, &request);
            keep(&gate.site, guest, request).await;
            return Err(Refusal::To(way));
        };
        guest.binding = session_binding(&visit.session.id);
        admit(gate.needs, guest, &visit)?;
    }
    Ok(check(&gate.site, guest, request).await?)
}

/// What forms in a session are bound to.
pub(super) fn session_binding(session: &str) -> String {
    format!("session {session}")
}

async fn guest(site: &Site, parts: &mut axum::http::request::Parts) -> Guest {
    let Ok(speaks) = Speaks::from_request_parts(parts, site).await;
    let query = parts.uri.query().unwrap_or_default();
    let done = form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "done").then(|| value.into_owned()));
    Guest {
        at: site.now(),
        speaks,
        path: parts.uri.path().to_owned(),
        done,
        client: client(parts),
        binding: String::new(),
        visit: None,
    }
}

/// The client's address. A proxy on this machine tells it in the last entry of
/// `X-Forwarded-For`; nobody else is believed.
pub(in crate::web) fn client(parts: &axum::http::request::Parts) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| address.ip().to_canonical())?;
    if !peer.is_loopback() {
        return Some(peer);
    }
    let told = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let told = told.and_then(|v| v.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    Some(told.unwrap_or(peer))
}

/// Binds forms to the browser; tells the value of a new cookie.
fn bind(gate: &Gate, guest: &mut Guest, headers: &HeaderMap) -> Option<String> {
    if gate.needs != Needs::Nobody {
        return None;
    }
    if let Some(value) = cookie::read(headers, cookie::FORM).and_then(Token::parse) {
        guest.binding = format!("browser {}", value.expose());
        return None;
    }
    let value = Token::new(&mut gate.site.random());
    guest.binding = format!("browser {}", value.expose());
    Some(value.expose().to_owned())
}

/// Finds the session of a cookie.
async fn recognise(site: &Site, guest: &mut Guest, headers: &HeaderMap) -> Result<(), StaffError> {
    let token = session_token(headers);
    if let Some(token) = &token {
        guest.visit = site.accounts().visit(token, guest.at).await?;
    }
    if let (Some(token), Some(visit)) = (&token, &guest.visit) {
        site.kept_forms().remember(token, visit);
        guest.speaks = Speaks {
            language: visit.session.language,
            chosen: false,
        };
    }
    Ok(())
}

fn session_token(headers: &HeaderMap) -> Option<Token> {
    cookie::read(headers, cookie::SESSION).and_then(Token::parse)
}

/// Keeps a form of ours that came after its session had ended, for whoever sent it.
async fn keep(site: &Site, guest: &Guest, request: Request) {
    let ours = is_ours(request.headers(), &site.service().host);
    if *request.method() != Method::POST || !ours {
        return;
    }
    let token = session_token(request.headers());
    let Some(owner) = token.and_then(|token| site.kept_forms().owner(&token)) else {
        return;
    };
    let (parts, body) = request.into_parts();
    let Ok(form) = Form::read(&parts.headers, body).await else {
        return;
    };
    let binding = session_binding(&owner.session);
    if !site.accounts().is_form_token(form.text(CSRF), &binding) {
        return;
    }
    if let Some(page) = page_of(parts.uri.path()) {
        let form = FormView::of(&form);
        site.kept_forms().keep(owner.account, page, form, guest.at);
    }
}

/// Why a request does not go on to its handler.
enum Refusal {
    /// First somewhere else.
    To(String),
    Error(StaffError),
}

impl From<StaffError> for Refusal {
    fn from(error: StaffError) -> Self {
        Self::Error(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::To(path) => Redirect::to(&path).into_response(),
            Self::Error(error) => error.into_response(),
        }
    }
}

fn admit(needs: Needs, guest: &Guest, visit: &Visit) -> Result<(), Refusal> {
    match (needs, visit.is_complete()) {
        (Needs::Password, false) => return Ok(()),
        (Needs::Password, true) => return Err(Refusal::To("/staff".to_owned())),
        (_, false) => return Err(Refusal::To(CODE.to_owned())),
        (_, true) => {}
    }
    if needs != Needs::Person && visit.has_to_enrol(guest.at) {
        return Err(Refusal::To(ENROL.to_owned()));
    }
    match needs {
        Needs::May(action) if !visit.account.may(action, guest.at) => {
            Err(Refusal::Error(StaffError::Forbidden))
        }
        _ => Ok(()),
    }
}

/// The way to the page, by way of signing in.
fn sign_in_first(guest: &Guest, request: &Request) -> String {
    let address = request.uri();
    let mut path = format!("{SIGN_IN}?");
    if guest.speaks.chosen {
        path.push_str(&format!("lang={}&", guest.language().tag()));
    }
    if cookie::read(request.headers(), cookie::SESSION).is_some() {
        path.push_str("done=session-ended&");
    }
    let wanted = match *request.method() {
        Method::GET => address.path_and_query().map_or("", |p| p.as_str()),
        _ => page_of(address.path()).unwrap_or_default(),
    };
    if !matches!(wanted, "" | "/staff") {
        path.push_str(&format!("next={}&", escaped(wanted)));
    }
    path.truncate(path.len() - 1);
    path
}

/// What is sent comes from a page of ours, and brings back the token of its form.
async fn check(site: &Site, guest: &Guest, request: Request) -> Result<Request, StaffError> {
    if !matches!(*request.method(), Method::POST) {
        return Ok(request);
    }
    if !is_ours(request.headers(), &site.service().host) {
        return Err(StaffError::CrossSite);
    }
    let (parts, body) = request.into_parts();
    let form = Form::read(&parts.headers, body).await?;
    if !site
        .accounts()
        .is_form_token(form.text(CSRF), &guest.binding)
    {
        return Err(StaffError::StaleForm);
    }
    let mut request = Request::from_parts(parts, axum::body::Body::empty());
    request.extensions_mut().insert(Arc::new(form));
    Ok(request)
}

/// Whether the browser says that the request comes from a page of this site: by
/// `Sec-Fetch-Site`, and by the host of `Origin`. Who says neither is not believed.
fn is_ours(headers: &HeaderMap, host: &str) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &HeaderValue| v.to_str().ok())
    };
    let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    let origin = text(ORIGIN).map(|origin| {
        let from = origin.split_once("://").map(|(_, host)| host);
        from.is_some_and(|from| Some(from) == text(HOST) || from == host)
    });
    match (site, origin) {
        (Some(site), origin) => matches!(site, "same-origin" | "none") && origin.unwrap_or(true),
        (None, origin) => origin.unwrap_or(false),
    }
}
