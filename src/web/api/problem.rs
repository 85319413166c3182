//! What goes wrong with a request of the API, as a problem (RFC 9457): every status and every word
//! in one place.

use std::sync::Arc;

use axum::Json;
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY,
    WWW_AUTHENTICATE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;
use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

use crate::domain::language::Language;
use crate::domain::validity::TermError;
use crate::service::ServiceError;
use crate::store::StoreError;
use crate::texts;
use crate::web::language::Speaks;
use crate::web::machine::caller::Unrecognised;
use crate::web::machine::pace::Wait;
use crate::web::upload::{AGAIN, UploadError};

/// What goes wrong (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Problem {
    /// What kind of problem it is: a name that stays.
    #[serde(rename = "type")]
    #[schema(example = "urn:kammersiegel:problem:field")]
    pub kind: String,
    /// In words, in the language of Content-Language.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// The field of the body, or the parameter, that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The numbers of other certificates that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<String>,
}

/// Why a request of the API is refused.
#[derive(Debug, Error)]
pub(in crate::web) enum ApiError {
    /// There is no such thing, or it is none of the chamber's.
    #[error("there is no such thing")]
    NotFound,
    /// The address does not know this method.
    #[error("the method is not allowed")]
    MethodNotAllowed,
    /// A parameter or a field makes no sense.
    #[error("{0} makes no sense")]
    Parameter(&'static str),
    /// A field of the body makes no sense.
    #[error("the field {0} makes no sense")]
    Field(&'static str),
    /// The body is not JSON of the documented shape.
    #[error("the body cannot be read")]
    Unreadable,
    /// The body is not announced as JSON.
    #[error("the body is not announced as JSON")]
    NotJson,
    /// There is no file.
    #[error(transparent)]
    File(#[from] UploadError),
    /// A write without a key.
    #[error("the idempotency key is missing")]
    KeyMissing,
    /// The same write is being done.
    #[error("the same write is being done")]
    InProgress,
    /// The register cannot be asked.
    #[error("the register cannot be asked")]
    Unavailable,
    /// No token, or one that does not count.
    #[error("a token is needed")]
    Unauthorized,
    /// The token does not open this.
    #[error("the token does not open this")]
    Scope,
    /// Too many requests.
    #[error("too many requests")]
    Wait(Wait),
    /// A use case refused.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<Unrecognised> for ApiError {
    fn from(cause: Unrecognised) -> Self {
        match cause {
            Unrecognised::Token => Self::Unauthorized,
            Unrecognised::Scope => Self::Scope,
            Unrecognised::Wait(wait) => Self::Wait(wait),
            Unrecognised::Service(error) => Self::Service(error),
        }
    }
}

impl ApiError {
    /// Every status, with the name and the words of its problem.
    fn told(&self, language: Language) -> (StatusCode, &'static str, String) {
        let t = texts::of(language);
        match self {
            Self::NotFound | Self::Service(ServiceError::UnknownCertificate(_)) => (
                StatusCode::NOT_FOUND,
                "not-found",
                fl!(t, "problem-not-found"),
            ),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method",
                fl!(t, "problem-method"),
            ),
            Self::Parameter(name) => (
                StatusCode::BAD_REQUEST,
                "parameter",
                fl!(t, "problem-parameter", name = (*name).to_owned()),
            ),
            Self::Field(name) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "field",
                fl!(t, "problem-field", name = (*name).to_owned()),
            ),
            Self::Unreadable => (
                StatusCode::BAD_REQUEST,
                "unreadable",
                fl!(t, "problem-unreadable"),
            ),
            Self::NotJson => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                fl!(t, "problem-not-json"),
            ),
            Self::File(UploadError::TooLarge) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                fl!(t, "problem-too-large"),
            ),
            Self::File(UploadError::Missing) => (
                StatusCode::BAD_REQUEST,
                "file-missing",
                fl!(t, "problem-file-missing"),
            ),
            Self::File(error @ UploadError::Empty) => {
                (error.status(), "file-empty", fl!(t, "file-empty"))
            }
            Self::File(error @ UploadError::Broken) => {
                (error.status(), "file-broken", fl!(t, "file-broken"))
            }
            Self::File(error @ UploadError::Busy) => (error.status(), "busy", fl!(t, "file-busy")),
            Self::KeyMissing => (
                StatusCode::BAD_REQUEST,
                "idempotency-key-missing",
                fl!(t, "problem-key-missing"),
            ),
            Self::InProgress => (
                StatusCode::CONFLICT,
                "in-progress",
                fl!(t, "problem-in-progress"),
            ),
            Self::Unauthorized | Self::Service(ServiceError::TokenEnded) => {
                (StatusCode::UNAUTHORIZED, "token", fl!(t, "problem-token"))
            }
            Self::Scope => (StatusCode::FORBIDDEN, "scope", fl!(t, "problem-scope")),
            Self::Wait(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "wait",
                fl!(t, "problem-wait"),
            ),
            Self::Unavailable
            | Self::Service(ServiceError::Store(
                StoreError::Unreachable(_)
                | StoreError::Busy
                | StoreError::DiskFull
                | StoreError::ReadOnly,
            )) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                fl!(t, "problem-unavailable"),
            ),
            Self::Service(error) => refused(language, error),
        }
    }

    fn serials(&self) -> Vec<String> {
        match self {
            Self::Service(ServiceError::Rivals(serials)) => {
                serials.iter().map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::Parameter(name) | Self::Field(name) => *name,
            Self::Service(ServiceError::UnknownProgramme(_)) => "programme",
            Self::Service(ServiceError::UnknownMunicipality(_)) => "municipality",
            Self::Service(ServiceError::Term(TermError::DatedElsewhere { .. })) => "dated",
            Self::Service(ServiceError::Term(_)) => "valid_until",
            _ => return None,
        };
        Some(field.to_owned())
    }

    /// The answer in a language.
    pub(in crate::web) fn answer(&self, language: Language) -> Response {
        let (status, code, title) = self.told(language);
        let is_busy = matches!(self, Self::File(UploadError::Busy));
        if status.is_server_error() && !is_busy {
            tracing::error!(error = %self, "a request of the API failed");
        }
        let problem = Problem {
            kind: format!("urn:kammersiegel:problem:{code}"),
            title,
            status: status.as_u16(),
            field: self.field(),
            serials: self.serials(),
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        for (name, value) in [
            (CONTENT_TYPE, "application/problem+json"),
            (CACHE_CONTROL, "no-store"),
            (CONTENT_LANGUAGE, language.tag()),
            (VARY, "accept-language"),
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        match self {
            Self::Unauthorized | Self::Service(ServiceError::TokenEnded) => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Scope => {
                let value = HeaderValue::from_static("Bearer error=\"insufficient_scope\"");
                headers.insert(WWW_AUTHENTICATE, value);
            }
            Self::Wait(Wait { seconds }) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Self::InProgress => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
            }
            Self::File(UploadError::Busy) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(AGAIN));
            }
            _ => {}
        }
        response
    }
}

/// What a use case refuses.
fn refused(language: Language, error: &ServiceError) -> (StatusCode, &'static str, String) {
    let t = texts::of(language);
    let unfit = StatusCode::UNPROCESSABLE_ENTITY;
    match error {
        ServiceError::UnknownProgramme(_) => (unfit, "programme", fl!(t, "problem-programme")),
        ServiceError::UnknownMunicipality(_) => {
            (unfit, "municipality", fl!(t, "problem-municipality"))
        }
        ServiceError::Term(error) => (unfit, "term", texts::term_error(language, *error)),
        ServiceError::Document(_) | ServiceError::Badge(_) => {
            (unfit, "not-drawable", fl!(t, "problem-not-drawable"))
        }
        ServiceError::KeyReused => (
            unfit,
            "idempotency-key-reused",
            fl!(t, "problem-key-reused"),
        ),
        ServiceError::NotAChamber(_) => (
            StatusCode::FORBIDDEN,
            "other-chamber",
            fl!(t, "problem-other-chamber"),
        ),
        ServiceError::Rivals(_) => (StatusCode::CONFLICT, "others", fl!(t, "problem-others")),
        ServiceError::Key(_) => (StatusCode::CONFLICT, "no-keys", fl!(t, "problem-no-keys")),
        _ => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "failed",
            fl!(t, "problem-failed"),
        ),
    }
}

impl IntoResponse for ApiError {
    /// [`tell`] makes the answer: it knows the language.
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Tells what went wrong, in the reader's language.
pub(super) async fn tell(speaks: Speaks, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    match response.extensions().get::<Arc<ApiError>>() {
        Some(error) => error.answer(speaks.language),
        None => response,
    }
}
