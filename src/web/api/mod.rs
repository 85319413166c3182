//! The API under `/api/v1`: reading for everybody, writing for other systems with a token.
//!
//! Handlers and their description stand together (`#[utoipa::path]`), and the router is made from
//! them, so the OpenAPI document cannot tell of what is not there. The routes of co-signing machines,
//! whose protocol is described in `docs/cosign.md`, are added to it.

mod awards;
mod certificates;
mod described;
mod in_flight;
mod municipalities;
mod page;
mod problem;
mod verifications;
mod write;

pub(super) use in_flight::InFlight;
pub(super) use problem::ApiError;
pub(super) use verifications::PdfFile;
pub(super) use write::{KeyHeader, answered, idempotency_key};

use std::sync::LazyLock;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, options};
use serde_json::Value;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Site, machine};
use crate::service::cosign_wire;

/// The OpenAPI document, as JSON.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut document = serde_json::to_value(document()).unwrap_or_default();
    name_links(&mut document);
    document.to_string()
});

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Kammersiegel",
        description = "Awards of the chambers: check them, list them, and prepare them from other \
            systems. Reading needs no token. A token can prepare, but never sign: a certificate \
            exists only when every chamber has signed it. Errors are problems (RFC 9457) in German \
            or English, by Accept-Language, and below /api/v1/cosign in English. Days are ISO 8601 and \
            end at midnight in Europe/Berlin; instants are RFC 3339. An address that is not there is answered with 404, a method that an \
            address does not know with 405, both as problems, too.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "/", description = "This server")),
    modifiers(&Token),
    components(schemas(cosign_wire::Problem)),
    tags(
        (name = "verification", description = "Is it genuine, and is it still valid?"),
        (name = "awards", description = "What was awarded: open data"),
        (name = "writing", description = "For other systems of the chambers, with a token. Every \
            write has an Idempotency-Key."),
        (name = "cosign", description = "For the chambers' own machines that sign, with a token of \
            their own. Every delivery has an Idempotency-Key, and is idempotent by its content \
            besides: without a limit in time, and whatever its key."),
    )
)]
struct Description;

/// The way to prove oneself.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "A token of a chamber (RFC 6750), 64 hexadecimal digits, made by the chamber's \
                 administrators. Its scope is `prepare` (everything) or `read` (following \
                 certificates).",
            ))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "A token of a chamber's co-signing machine (RFC 6750), 64 hexadecimal digits. Its \
                 scope is `cosign`, which opens nothing else.",
            ))
            .build();
        components.add_security_scheme("machine", SecurityScheme::Http(scheme));
    }
}

pub(super) fn router() -> Router<Site> {
    described()
        .split_for_parts()
        .0
        // A number may be typed with a slash in it; a path of OpenAPI cannot say so.
        .route("/api/v1/verifications/{*code}", get(verifications::verify))
        .route("/api/v1/verifications", options(verifications::preflight))
        .route("/api/v1/openapi.json", get(openapi))
        .layer(from_fn(problem::tell))
        .merge(machine::described().split_for_parts().0)
        .route("/api", get(page::show))
}

/// The document together with the routes that it describes.
fn described() -> OpenApiRouter<Site> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(verifications::verify_file))
        .routes(routes!(awards::programmes))
        .routes(routes!(awards::list))
        .routes(routes!(awards::one))
        .routes(routes!(certificates::prepare))
        .routes(routes!(certificates::progress))
        .routes(routes!(municipalities::enter))
}

fn document() -> utoipa::openapi::OpenApi {
    let mut document = described().split_for_parts().1;
    document.merge(verifications::Description::openapi());
    document.merge(machine::described().split_for_parts().1);
    document
}

/// Gives the fields of links their names (OpenAPI 3.1 § 4.8.20): `utoipa` writes `operation_id`.
fn name_links(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(links) = fields.get_mut("links").and_then(Value::as_object_mut) {
                for link in links.values_mut().filter_map(Value::as_object_mut) {
                    if let Some(operation) = link.remove("operation_id") {
                        link.insert("operationId".to_owned(), operation);
                    }
                }
            }
            fields.values_mut().for_each(name_links);
        }
        Value::Array(items) => items.iter_mut().for_each(name_links),
        _ => {}
    }
}

async fn openapi() -> Response {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-cache"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, DOCUMENT.as_str()).into_response()
}

/// Whether the register answers.
pub(super) async fn health(State(site): State<Site>) -> StatusCode {
    if site.register().is_stale(site.now()) {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    }
}

/// Whether an address belongs to the API, which answers in JSON even where nothing is.
pub(super) fn has(path: &str) -> bool {
    path.starts_with("/api/")
}
