//! Verification: the same answers as the pages, as JSON.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ALLOW, CACHE_CONTROL, CONTENT_LANGUAGE,
    VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use utoipa::{OpenApi, ToSchema};

use super::ApiError;
use super::problem::Problem;
use crate::service::Report;
use crate::service::report::Marks;
use crate::service::verify::Verdict;
use crate::web::Site;
use crate::web::language::Speaks;
use crate::web::public::status;

/// What is routed by hand.
#[derive(OpenApi)]
#[openapi(paths(verify))]
pub(super) struct Description;

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "only described")]
pub(in crate::web) struct PdfFile(Vec<u8>);

/// A picture of a seal.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "only described")]
pub(in crate::web) struct PictureFile(Vec<u8>);

/// A form with a file.
#[derive(ToSchema)]
#[allow(dead_code, reason = "only described")]
pub(super) struct FileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Checks a number, or the digits of a QR code.
///
/// HTTP says 200 for every genuine award, whatever its state.
#[utoipa::path(
    get,
    path = "/api/v1/verifications/{code}",
    operation_id = "verify",
    tag = "verification",
    params(("code" = String, Path,
        description = "A number, or the digits of the long code on the Urkunde.",
        example = "7H3K-9QXM-2P4R-8T28")),
    responses(
        (status = 200, description = "Genuine, whatever its state.", body = Report,
            links(("award" = (operation_id = "showAward",
                parameters(("serial" = "$response.body#/serial")))))),
        (status = 400, description = "Neither a number nor the digits of a code.", body = Report),
        (status = 404, description = "No award has this number. That alone proves no forgery.",
            body = Report),
        (status = 422, description = "Not genuine or altered.", body = Report),
        (status = 503, description = "The register cannot be asked; this says nothing about \
            authenticity.", body = Report),
    )
)]
pub(super) async fn verify(
    State(site): State<Site>,
    speaks: Speaks,
    code: Result<Path<String>, PathRejection>,
) -> Response {
    let code = code.map(|Path(code)| code).unwrap_or_default();
    answer(&site, speaks, &site.register().verify(&code, site.now()))
}

/// Checks an Urkunde (PDF) or a seal (PNG, SVG, PDF for print): the file as the body, or in the
/// field `file` of a form.
///
/// What the file is, its bytes say; its name and the `Content-Type` of a body do not matter.
/// The file is held in memory only, and forgotten after the answer. If it is not genuine, `cause`
/// says why as a word, `explanation` in words, and `registered` what was really issued under the
/// number that it names.
#[utoipa::path(
    post,
    path = "/api/v1/verifications",
    operation_id = "verifyFile",
    tag = "verification",
    request_body(content(
        (inline(PdfFile) = "application/pdf"),
        (inline(PictureFile) = "image/png"),
        (inline(PictureFile) = "image/svg+xml"),
        (inline(FileForm) = "multipart/form-data"),
    ), description = "The file, at most 8 MiB. What it is, is seen from its bytes."),
    responses(
        (status = 200, description = "Genuine, whatever its state.", body = Report),
        (status = 400, content((Report = "application/json"), (Problem = "application/problem+json")),
            description = "A picture without seal data that can be read (a report), or no file, or \
                an empty one (a problem)."),
        (status = 404, description = "No award belongs to it.", body = Report),
        (status = 408, description = "The file did not arrive completely.", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "The file is larger than 8 MiB.", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "Not genuine or altered.", body = Report),
        (status = 503, content((Report = "application/json"), (Problem = "application/problem+json")),
            description = "The register cannot be asked (a report, `unavailable`), or as many files \
                as may be held are being checked (a problem, `busy`, with `Retry-After`); this says \
                nothing about authenticity."),
    )
)]
pub(super) async fn verify_file(
    State(site): State<Site>,
    speaks: Speaks,
    request: Request,
) -> Result<Response, ApiError> {
    let file = site.uploads().file(request).await?;
    let at = site.now();
    let verdict = site.register().verify_file(site.service(), file, at).await;
    Ok(answer(&site, speaks, &verdict))
}

/// Lets pages of other sites send a file (Fetch, "CORS-preflight request"): what it is called is
/// not among the kinds that browsers send unasked.
pub(super) async fn preflight(speaks: Speaks, headers: HeaderMap) -> Response {
    if !headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        let refused = ApiError::MethodNotAllowed.answer(speaks.language);
        return ([(ALLOW, "POST")], refused).into_response();
    }
    let allowed = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

fn answer(site: &Site, speaks: Speaks, verdict: &Verdict) -> Response {
    let marks = Marks::Programmes(&site.service().programmes);
    let report = Report::explained(speaks.language, verdict, &marks);
    let headers = [
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_LANGUAGE, speaks.language.tag()),
        (VARY, "accept-language"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (status(verdict), headers, Json(report)).into_response()
}
