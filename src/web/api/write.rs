//! A write as it comes in: whose token, which key, which body.

use std::future::Future;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::ApiError;
use super::in_flight::Flight;
use crate::domain::idempotency::IdempotencyKey;
use crate::domain::machine::Right;
use crate::service::other_systems::Write;
use crate::service::{ServiceError, apart};
use crate::store::Answer;
use crate::web::Site;
use crate::web::machine::caller::recognise;
use crate::web::upload::UploadError;

/// The header with the client's name for a write.
const KEY: &str = "idempotency-key";

/// Largest body, in bytes.
const LARGEST: usize = 64 << 10;

/// The header with which a write is named.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "only described")]
pub(in crate::web) struct KeyHeader {
    /// A name of your own for this write. Sent again with the same key, it is not done again, and
    /// answered alike, for 48 hours.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        pattern = "^[!#-\\[\\]-~]+$"
    )]
    key: String,
}

/// A write, and what it is to write.
pub(super) struct Sent<T> {
    pub body: T,
    write: Write,
    at: Timestamp,
    /// Kept until it is done.
    flight: Flight,
}

impl<T> Sent<T> {
    /// Does it, to its end even if nobody waits for the answer any more, which is the same however
    /// often it is sent.
    pub(super) async fn once<F, Fut>(self, work: F) -> Result<Response, ApiError>
    where
        F: FnOnce(Write, Timestamp) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Answer, ServiceError>>,
    {
        let Self {
            write, at, flight, ..
        } = self;
        let done = apart(move || async move {
            let done = work(write, at).await;
            drop(flight);
            done
        });
        Ok(answered(done.await?))
    }
}

/// Takes a write apart: first who comes, then what.
pub(super) async fn read<T: DeserializeOwned>(
    site: &Site,
    right: Right,
    request: Request,
) -> Result<Sent<T>, ApiError> {
    let at = site.now();
    let (parts, body) = request.into_parts();
    let machine = recognise(&parts, site, right, at).await?;
    site.pace().write(&machine.id, at).map_err(ApiError::Wait)?;
    let key = idempotency_key(&parts.headers).ok_or(ApiError::KeyMissing)?;
    if !is_json(&parts.headers) {
        return Err(ApiError::NotJson);
    }
    let bytes = to_bytes(body, LARGEST).await;
    let bytes = bytes.map_err(|_| ApiError::File(UploadError::TooLarge))?;
    let line = format!("{} {}", parts.method, parts.uri.path());
    let write = Write::new(machine, key, &line, &bytes);
    let body = serde_json::from_slice(&bytes).map_err(|_| ApiError::Unreadable)?;
    let flight = site.in_flight().begin(&write).ok_or(ApiError::InProgress)?;
    Ok(Sent {
        write,
        body,
        at,
        flight,
    })
}

/// An answer that is kept.
pub(in crate::web) fn answered(answer: Answer) -> Response {
    let status = if answer.created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The key of a write.
pub(in crate::web) fn idempotency_key(headers: &HeaderMap) -> Option<IdempotencyKey> {
    let mut values = headers.get_all(KEY).iter();
    let (value, more) = (values.next(), values.next());
    let text = value
        .filter(|_| more.is_none())
        .and_then(|v| v.to_str().ok());
    text.and_then(|text| IdempotencyKey::parse(text).ok())
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let kind = kind.and_then(|k| k.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}
