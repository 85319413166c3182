//! Pages for everybody: no account, no cookie, and no need of a script.

mod brief;
pub(super) mod embedded;
mod head;
mod kit;
mod kit_page;
mod legal;
pub(super) mod live;
mod page;
pub(super) mod permanent;
pub(super) mod register;
pub(super) mod report;
mod shown_on;
mod view;

pub(super) use brief::Public;
pub(super) use kit::router as kit_router;
pub(super) use legal::{accessibility, impressum, privacy, report_barrier};

use askama::Template;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    RETRY_AFTER, VARY,
};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::Site;
use super::api::{self, ApiError};
use super::headers::POLICY_WITH_SCRIPT;
use super::language::Speaks;
use super::upload::{AGAIN, UploadError};
use crate::domain::serial::Serial;
use crate::service::verify::{Finding, Verdict};
pub(super) use page::Frame;
use page::{ErrorPage, FilePage, HomePage, VerdictPage};

/// What the search field sends.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    nr: String,
}

pub(super) async fn home(State(site): State<Site>, speaks: Speaks) -> Response {
    let page = HomePage::new(Frame::new(speaks, "/"), &site.service().programmes);
    html(StatusCode::OK, speaks, &page)
}

/// Leads from the search field to the address of the answer.
pub(super) async fn search(
    speaks: Speaks,
    query: Result<Query<Search>, QueryRejection>,
) -> Response {
    let typed = query.map(|Query(q)| q.nr).unwrap_or_default();
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(4096)
        .collect();
    if code.is_empty() {
        return Redirect::to(&format!("/{}", speaks.query())).into_response();
    }
    Redirect::to(&format!("/z/{}{}", page::escaped(&code), speaks.query())).into_response()
}

pub(super) async fn verify(
    State(site): State<Site>,
    speaks: Speaks,
    code: Result<Path<String>, PathRejection>,
) -> Response {
    let code = code.map(|Path(code)| code).unwrap_or_default();
    let verdict = site.register().verify(&code, site.now());
    let page = VerdictPage::new(speaks, &code, &verdict, site.service());
    html(status(&verdict), speaks, &page)
}

pub(super) async fn file_form(speaks: Speaks) -> Response {
    file_page(StatusCode::OK, speaks, None)
}

pub(super) async fn verify_file(
    State(site): State<Site>,
    speaks: Speaks,
    request: Request,
) -> Response {
    match site.uploads().file(request).await {
        Ok(file) => {
            let at = site.now();
            let verdict = site.register().verify_file(site.service(), file, at).await;
            let page = VerdictPage::of_file(speaks, &verdict, site.service());
            html(status(&verdict), speaks, &page)
        }
        Err(error) => file_page(error.status(), speaks, Some(error)),
    }
}

fn file_page(status: StatusCode, speaks: Speaks, problem: Option<UploadError>) -> Response {
    let page = FilePage::new(Frame::new(speaks, "/verify"), problem);
    let policy = [(CONTENT_SECURITY_POLICY, POLICY_WITH_SCRIPT)];
    let answer = html(status, speaks, &page);
    match problem {
        Some(UploadError::Busy) => {
            (policy, [(RETRY_AFTER, AGAIN.to_string())], answer).into_response()
        }
        _ => (policy, answer).into_response(),
    }
}

/// The register's own copy of an issued Urkunde.
pub(super) async fn document(
    State(site): State<Site>,
    speaks: Speaks,
    address: Uri,
    serial: Result<Path<String>, PathRejection>,
) -> Response {
    let serial = serial
        .ok()
        .and_then(|Path(text)| text.parse::<Serial>().ok());
    let found = match serial {
        Some(serial) => site.service().store.document(serial).await,
        None => Ok(None),
    };
    match (found, serial) {
        (Ok(Some(bytes)), Some(serial)) => {
            let name = format!("inline; filename=\"urkunde-{serial}.pdf\"");
            let headers = [
                (CONTENT_TYPE, "application/pdf".to_owned()),
                (CONTENT_DISPOSITION, name),
                (CACHE_CONTROL, "no-cache".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        (Err(error), _) => {
            tracing::error!(%error, "an Urkunde cannot be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        _ => not_found(speaks, address).await,
    }
}

pub(super) async fn not_found(speaks: Speaks, address: Uri) -> Response {
    if api::has(address.path()) {
        return ApiError::NotFound.answer(speaks.language);
    }
    // Two slashes at the beginning would name another host.
    let path = format!("/{}", address.path().trim_start_matches(['/', '\\']));
    let page = ErrorPage::not_found(Frame::new(speaks, &path));
    html(StatusCode::NOT_FOUND, speaks, &page)
}

pub(super) async fn method_not_allowed(speaks: Speaks, address: Uri) -> Response {
    if api::has(address.path()) {
        return ApiError::MethodNotAllowed.answer(speaks.language);
    }
    let page = ErrorPage::method_not_allowed(Frame::new(speaks, "/"));
    html(StatusCode::METHOD_NOT_ALLOWED, speaks, &page)
}

/// The status of an answer: what was found is 200, whatever its state.
pub(super) fn status(verdict: &Verdict) -> StatusCode {
    match verdict.finding {
        Finding::Genuine(_) => StatusCode::OK,
        Finding::Unknown => StatusCode::NOT_FOUND,
        Finding::NotGenuine(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Finding::Malformed(_) | Finding::NoSeal(_) => StatusCode::BAD_REQUEST,
        Finding::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub(super) fn html(status: StatusCode, speaks: Speaks, page: &impl Template) -> Response {
    let headers = [
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_LANGUAGE, speaks.language.tag()),
        (VARY, "accept-language"),
    ];
    match page.render() {
        Ok(text) => (status, headers, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
