//! What goes wrong with a machine's request, as a problem (RFC 9457).

use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use thiserror::Error;
use utoipa::IntoResponses;

use super::caller::Unrecognised;
use super::pace::Wait;
use crate::domain::reason::ReasonError;
use crate::service::ServiceError;
use crate::service::cosign_wire::Problem;
use crate::store::StoreError;

/// Why a machine's request is refused.
#[derive(Debug, Error)]
pub(super) enum MachineError {
    /// No token, or one that does not count (any more).
    #[error("a token of a chamber is needed")]
    Unauthorized,
    /// Too many requests.
    #[error("too many requests")]
    Wait(Wait),
    /// More than a delivery can be.
    #[error("the delivery is too large")]
    TooLarge,
    /// Not what is delivered here.
    #[error("the delivery cannot be read")]
    Unreadable,
    /// A delivery without a key.
    #[error("the idempotency key is missing")]
    KeyMissing,
    /// No such certificate.
    #[error("there is no such certificate")]
    NotFound,
    /// A use case refused.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for MachineError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl From<Unrecognised> for MachineError {
    fn from(cause: Unrecognised) -> Self {
        match cause {
            Unrecognised::Token | Unrecognised::Scope => Self::Unauthorized,
            Unrecognised::Wait(wait) => Self::Wait(wait),
            Unrecognised::Service(error) => Self::Service(error),
        }
    }
}

impl MachineError {
    /// Every status of the API, with the code of its problem.
    fn told(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "token"),
            Self::Wait(_) => (StatusCode::TOO_MANY_REQUESTS, "wait"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Self::Unreadable => (StatusCode::BAD_REQUEST, "unreadable"),
            Self::KeyMissing => (StatusCode::BAD_REQUEST, "idempotency-key-missing"),
            Self::Service(ServiceError::KeyReused) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused")
            }
            Self::NotFound
            | Self::Service(
                ServiceError::UnknownCertificate(_)
                | ServiceError::NotAChamber(_)
                | ServiceError::UnknownProgramme(_),
            ) => (StatusCode::NOT_FOUND, "not-found"),
            Self::Service(ServiceError::DeliveredOtherwise(_) | ServiceError::AlreadySigned(_)) => {
                (StatusCode::CONFLICT, "delivered-otherwise")
            }
            Self::Service(ServiceError::Transition(_) | ServiceError::NotWaiting(_)) => {
                (StatusCode::CONFLICT, "not-waiting")
            }
            Self::Service(ServiceError::KeyChanged(_)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "foreign-key")
            }
            Self::Service(ServiceError::NotVerified) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "not-verified")
            }
            Self::Service(
                ServiceError::Unsound(_) | ServiceError::NotRetraced | ServiceError::Rejected(_),
            ) => (StatusCode::UNPROCESSABLE_ENTITY, "unsound"),
            Self::Service(ServiceError::Reason(ReasonError::Missing)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "reason-missing")
            }
            Self::Service(ServiceError::Reason(ReasonError::TooLong)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "reason-too-long")
            }
            Self::Service(ServiceError::Store(
                StoreError::Unreachable(_)
                | StoreError::Busy
                | StoreError::DiskFull
                | StoreError::ReadOnly,
            )) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::Service(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
        }
    }
}

/// What may go wrong with everything that a machine asks for.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described")]
pub(super) enum Asking {
    /// There is no token, it does not count (any more), or it is none of a co-signing machine.
    #[response(status = 401, content_type = "application/problem+json")]
    Token(Problem),
    /// Too many requests; `Retry-After` says how many seconds to wait.
    #[response(status = 429, content_type = "application/problem+json")]
    Wait(Problem),
    /// The database cannot be asked; try again later.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
    /// The server failed; what it is about is not changed.
    #[response(status = 500, content_type = "application/problem+json")]
    Failed(Problem),
}

/// What may go wrong with one certificate that is looked at.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described")]
pub(super) enum Looking {
    /// No certificate of the chamber has this number.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// It does not wait for the chamber.
    #[response(status = 409, content_type = "application/problem+json")]
    NotWaiting(Problem),
}

/// What may go wrong with a delivery.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described")]
pub(super) enum Delivering {
    /// The idempotency key is missing, or it is not what is delivered here.
    #[response(status = 400, content_type = "application/problem+json")]
    Unreadable(Problem),
    /// No certificate of the chamber has this number.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// Nothing waits for the chamber, or it has delivered something else before.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// It is larger than a delivery can be.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The signature does not verify, the file is not sound, the reason is missing, or the key was
    /// used for another request.
    #[response(status = 422, content_type = "application/problem+json")]
    Unsound(Problem),
}

impl IntoResponse for MachineError {
    fn into_response(self) -> Response {
        let (status, code) = self.told();
        let title = if status == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::error!(error = %self, "a machine's request failed");
            "the server failed".to_owned()
        } else {
            self.to_string()
        };
        let problem = Problem {
            kind: format!("urn:kammersiegel:cosign:{code}"),
            title,
            status: status.as_u16(),
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(CONTENT_TYPE, kind);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self {
            Self::Unauthorized => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Wait(Wait { seconds }) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            _ => {}
        }
        response
    }
}
