//! The API: the same answers as the pages, as JSON.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};

use super::Site;
use super::public::status;
use super::upload;
use crate::service::Report;
use crate::service::report::Marks;
use crate::service::verify::Verdict;

/// `GET /api/v1/verifications/{serial or digits}`.
pub(super) async fn verify(
    State(site): State<Site>,
    code: Result<Path<String>, PathRejection>,
) -> Response {
    let code = code.map(|Path(code)| code).unwrap_or_default();
    answer(&site, &site.register().verify(&code, site.now()))
}

/// `POST /api/v1/verifications` with a PDF file as the body, or in the field `file` of a form.
pub(super) async fn verify_file(State(site): State<Site>, request: Request) -> Response {
    match upload::file(request).await {
        Ok(bytes) => {
            let at = site.now();
            let verdict = site
                .register()
                .verify_file(site.service(), &bytes, at)
                .await;
            answer(&site, &verdict)
        }
        Err(error) => error.status().into_response(),
    }
}

fn answer(site: &Site, verdict: &Verdict) -> Response {
    let report = Report::of(verdict, &Marks::Programmes(&site.service().programmes));
    let headers = [
        (CACHE_CONTROL, "no-cache"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (status(verdict), headers, Json(report)).into_response()
}

/// Whether the register answers.
pub(super) async fn health(State(site): State<Site>) -> StatusCode {
    if site.register().is_stale(site.now()) {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    }
}
