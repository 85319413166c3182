//! A file that somebody sends to be checked: held in memory, never written, forgotten after the
//! answer.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use thiserror::Error;

/// Largest file that is looked at; what is issued is far smaller.
pub(super) const LARGEST: usize = 8 << 20;

/// Why there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum UploadError {
    /// Larger than anything that is issued.
    #[error("the file is too large")]
    TooLarge,
    /// No file was sent.
    #[error("there is no file")]
    Missing,
}

impl UploadError {
    /// The status that fits.
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Missing => StatusCode::BAD_REQUEST,
        }
    }
}

/// The file in a request: the whole body, or the field `file` of a form (RFC 7578).
pub(super) async fn file(request: Request) -> Result<Vec<u8>, UploadError> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let bytes = if kind.is_some_and(|k| k.starts_with("multipart/form-data")) {
        field(request).await?
    } else {
        let body = to_bytes(request.into_body(), LARGEST).await;
        body.map_err(|_| UploadError::TooLarge)?.to_vec()
    };
    if bytes.is_empty() {
        Err(UploadError::Missing)
    } else {
        Ok(bytes)
    }
}

async fn field(request: Request) -> Result<Vec<u8>, UploadError> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| UploadError::Missing)?;
    while let Ok(Some(mut field)) = form.next_field().await {
        if field.name() != Some("file") {
            continue;
        }
        let mut bytes = Vec::new();
        loop {
            match field.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() <= LARGEST => {
                    bytes.extend_from_slice(&chunk);
                }
                Ok(None) => return Ok(bytes),
                Ok(Some(_)) | Err(_) => return Err(UploadError::TooLarge),
            }
        }
    }
    Err(UploadError::Missing)
}
