//! A file that somebody sends to be checked: held in memory, never written, forgotten after the
//! answer. How much is held at once is bounded; whoever comes then waits for a moment.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Largest file that is looked at, in bytes; what is issued is far smaller.
pub(super) const LARGEST: usize = crate::service::uploaded::LARGEST;
/// What a form has around its file, at most, in bytes.
pub(super) const AROUND: usize = 64 << 10;
/// Up to this size files are taken for what is issued, in bytes: larger ones never keep them
/// waiting.
const USUAL: usize = 1 << 20;
/// So much is held at once of usual and of larger files, in bytes.
const ROOM: usize = 32 << 20;
/// Room is given in units of so many bytes.
const UNIT: usize = 1 << 10;
/// How long somebody waits for room, and how long for the next bytes.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a whole file may take.
const WHOLE: Duration = Duration::from_secs(60);
/// After so many seconds there may be room again.
pub(super) const AGAIN: u16 = 15;

/// Why there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum UploadError {
    /// Larger than anything that is issued.
    #[error("the file is too large")]
    TooLarge,
    /// No file was sent.
    #[error("there is no file")]
    Missing,
    /// A file was sent, and nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// The sender stopped in the middle.
    #[error("the file did not arrive completely")]
    Broken,
    /// As many files as may be held are being checked.
    #[error("too many files are being checked")]
    Busy,
}

impl UploadError {
    /// The status that fits.
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Missing | Self::Empty => StatusCode::BAD_REQUEST,
            Self::Broken => StatusCode::REQUEST_TIMEOUT,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The room for files.
#[derive(Debug)]
pub(super) struct Uploads {
    usual: Arc<Semaphore>,
    large: Arc<Semaphore>,
}

/// A file that was sent. It gives its room back when it is forgotten.
#[derive(Debug)]
pub(super) struct Upload {
    bytes: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Upload {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Default for Uploads {
    fn default() -> Self {
        let room = || Arc::new(Semaphore::new(ROOM / UNIT));
        Self {
            usual: room(),
            large: room(),
        }
    }
}

impl Uploads {
    /// The file in a request: the whole body, or the field `file` of a form (RFC 7578).
    pub(super) async fn file(&self, request: Request) -> Result<Upload, UploadError> {
        let announced = length(request.headers());
        if announced.is_some_and(|length| length > LARGEST + AROUND) {
            return Err(UploadError::TooLarge);
        }
        let longest = announced.unwrap_or(LARGEST);
        let room = self.room(longest).await?;
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|v| v.to_str().ok());
        let is_form = kind.is_some_and(|k| k.starts_with("multipart/form-data"));
        let read = async {
            match is_form {
                true => field(request, longest).await,
                false => body(request.into_body(), longest).await,
            }
        };
        let bytes = timeout(WHOLE, read).await;
        let bytes = bytes.map_err(|_| UploadError::Broken)??;
        Ok(Upload { bytes, _room: room })
    }

    async fn room(&self, size: usize) -> Result<OwnedSemaphorePermit, UploadError> {
        let room = if size <= USUAL {
            &self.usual
        } else {
            &self.large
        };
        let units = u32::try_from(size.div_ceil(UNIT)).map_err(|_| UploadError::TooLarge)?;
        let given = timeout(PATIENCE, Arc::clone(room).acquire_many_owned(units)).await;
        given.ok().and_then(Result::ok).ok_or(UploadError::Busy)
    }
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn body(mut body: Body, longest: usize) -> Result<Vec<u8>, UploadError> {
    let mut bytes = Vec::with_capacity(longest.min(LARGEST));
    loop {
        let next = poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        let frame = match timeout(PATIENCE, next).await {
            Ok(Some(Ok(frame))) => frame,
            Ok(None) if bytes.is_empty() => return Err(UploadError::Missing),
            Ok(None) => return Ok(bytes),
            Ok(Some(Err(_))) | Err(_) => return Err(UploadError::Broken),
        };
        if let Some(chunk) = frame.data_ref() {
            add(&mut bytes, chunk)?;
        }
    }
}

async fn field(request: Request, longest: usize) -> Result<Vec<u8>, UploadError> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| UploadError::Missing)?;
    while let Ok(Ok(Some(mut field))) = timeout(PATIENCE, form.next_field()).await {
        if field.name() != Some("file") {
            continue;
        }
        // What browsers send of a field in which nothing was chosen.
        let is_named = field.file_name().is_some_and(|name| !name.is_empty());
        let mut bytes = Vec::with_capacity(longest.min(LARGEST));
        loop {
            match timeout(PATIENCE, field.chunk()).await {
                Ok(Ok(Some(chunk))) => add(&mut bytes, &chunk)?,
                Ok(Ok(None)) if !bytes.is_empty() => return Ok(bytes),
                Ok(Ok(None)) if is_named => return Err(UploadError::Empty),
                Ok(Ok(None)) => return Err(UploadError::Missing),
                Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                    return Err(UploadError::TooLarge);
                }
                Ok(Err(_)) | Err(_) => return Err(UploadError::Broken),
            }
        }
    }
    Err(UploadError::Missing)
}

fn add(bytes: &mut Vec<u8>, chunk: &[u8]) -> Result<(), UploadError> {
    if bytes.len() + chunk.len() > LARGEST {
        return Err(UploadError::TooLarge);
    }
    bytes.extend_from_slice(chunk);
    Ok(())
}
