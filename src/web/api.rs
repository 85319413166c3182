//! The API: the same answers as the pages, as JSON.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};

use super::Site;
use super::public::status;
use crate::service::Report;
use crate::service::report::Marks;

/// `GET /api/v1/verifications/{serial or digits}`.
pub(super) async fn verify(
    State(site): State<Site>,
    code: Result<Path<String>, PathRejection>,
) -> Response {
    let code = code.map(|Path(code)| code).unwrap_or_default();
    let verdict = site.register().verify(&code, site.now());
    let report = Report::of(&verdict, &Marks::Programmes(&site.service().programmes));
    let headers = [
        (CACHE_CONTROL, "no-cache"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (status(&verdict), headers, Json(report)).into_response()
}

/// Whether the register answers.
pub(super) async fn health(State(site): State<Site>) -> StatusCode {
    if site.register().is_stale(site.now()) {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    }
}
