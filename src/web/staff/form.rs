//! Forms: what was sent, and a form as its page shows it again.

use std::fmt;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use zeroize::Zeroizing;

use super::error::StaffError;
use crate::domain::password::Password;
use crate::web::upload::LARGEST;

/// Largest form without files.
const LARGEST_TEXT: usize = 256 << 10;

/// What a form sent. Its token has been checked. A handler takes it as an argument.
#[derive(Default)]
pub(super) struct Form {
    texts: Vec<(String, Zeroizing<String>)>,
    files: Vec<(String, Upload)>,
}

/// A file in a form (`enctype="multipart/form-data"`), of at most 8 MiB.
#[derive(Clone)]
pub(super) struct Upload {
    /// Its name, as the browser tells it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The form of a request, for handlers.
#[derive(Debug, Clone)]
pub(super) struct Sent(Arc<Form>);

impl std::ops::Deref for Sent {
    type Target = Form;

    fn deref(&self) -> &Form {
        &self.0
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.texts.iter().map(|(name, _)| name);
        f.debug_list().entries(names).finish()
    }
}

impl Form {
    /// The text of a field without spaces around it; empty if it was not sent.
    pub(super) fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Whether a field was sent: a checkbox was ticked, a button pressed.
    pub(super) fn has(&self, name: &str) -> bool {
        self.texts.iter().any(|(n, _)| n == name)
    }

    /// Every value of a field that may be sent several times.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        let same = self.texts.iter().filter(|(n, _)| n == name);
        same.map(|(_, value)| value.trim()).collect()
    }

    /// A password or passphrase, every space in its place.
    pub(super) fn password(&self, name: &str) -> Password {
        Password::new(self.raw(name).to_owned())
    }

    /// The file in a field, unless none was chosen: browsers send one without a name then.
    pub(super) fn file(&self, name: &str) -> Option<&Upload> {
        let found = self.files.iter().find(|(n, _)| n == name);
        let chosen = |f: &&Upload| !f.name.is_empty() || !f.bytes.is_empty();
        found.map(|(_, file)| file).filter(chosen)
    }

    fn raw(&self, name: &str) -> &str {
        let found = self.texts.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Self, StaffError> {
        let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let kind = kind.unwrap_or_default();
        if kind.starts_with("application/x-www-form-urlencoded") {
            let bytes = to_bytes(body, LARGEST_TEXT).await;
            let bytes = bytes.map_err(|_| StaffError::TooLarge)?;
            let fields = form_urlencoded::parse(&bytes);
            let texts = fields.map(|(n, v)| (n.into_owned(), Zeroizing::new(v.into_owned())));
            Ok(Self {
                texts: texts.collect(),
                files: Vec::new(),
            })
        } else if kind.starts_with("multipart/form-data") {
            let mut request = Request::new(body);
            *request.headers_mut() = headers.clone();
            Self::read_parts(request).await
        } else {
            Err(StaffError::Unreadable)
        }
    }

    async fn read_parts(request: Request) -> Result<Self, StaffError> {
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| StaffError::Unreadable)?;
        let mut form = Self::default();
        let mut room = LARGEST;
        while let Some(mut part) = parts
            .next_field()
            .await
            .map_err(|_| StaffError::Unreadable)?
        {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(|_| StaffError::Unreadable)? {
                room = room.checked_sub(chunk.len()).ok_or(StaffError::TooLarge)?;
                bytes.extend_from_slice(&chunk);
            }
            match file {
                Some(file) => form.files.push((name, Upload { name: file, bytes })),
                None => {
                    let text = String::from_utf8(bytes).map_err(|_| StaffError::Unreadable)?;
                    form.texts.push((name, Zeroizing::new(text)));
                }
            }
        }
        Ok(form)
    }
}

impl<S: Sync> FromRequestParts<S> for Sent {
    type Rejection = StaffError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StaffError> {
        let form = parts.extensions.get::<Arc<Form>>();
        form.cloned().map(Sent).ok_or(StaffError::Unguarded)
    }
}

/// A form as its page shows it: what was typed, and beside the fields what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct FormView {
    values: Vec<(String, String)>,
    problems: Vec<Problem>,
    /// What is said of a form that was kept.
    note: Option<String>,
}

/// What is wrong with a field, and what to do.
#[derive(Debug)]
pub(super) struct Problem {
    /// The field's name and id.
    pub field: &'static str,
    /// The words.
    pub text: String,
}

impl FormView {
    /// An empty form.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The form as it was sent. Passwords and codes are not kept.
    pub(super) fn of(form: &Form) -> Self {
        let secret = |name: &str| {
            ["csrf", "password", "passphrase", "code"]
                .iter()
                .any(|secret| name.starts_with(secret))
        };
        let kept = form.texts.iter().filter(|(name, _)| !secret(name));
        Self {
            values: kept
                .map(|(name, value)| (name.clone(), value.trim().to_owned()))
                .collect(),
            problems: Vec::new(),
            note: None,
        }
    }

    /// A form that was kept, with what is said of it.
    pub(super) fn kept(values: Vec<(String, String)>, note: String) -> Self {
        Self {
            values,
            problems: Vec::new(),
            note: Some(note),
        }
    }

    /// What was typed, field by field.
    pub(super) fn into_values(self) -> Vec<(String, String)> {
        self.values
    }

    /// What is said of a form that was kept.
    pub(super) fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Fills a field in advance. A form that was kept is whole as it is.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        if self.note.is_none() {
            self.values.push((name.to_owned(), value.into()));
        }
        self
    }

    /// Puts something in place of whatever stands in a field.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(n, _)| n != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// Says what is wrong with a field.
    pub(super) fn refuse(&mut self, field: &'static str, text: String) {
        self.problems.push(Problem { field, text });
    }

    /// Whether nobody has filled in anything yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.values.is_empty() && self.problems.is_empty()
    }

    /// Whether nothing is wrong.
    pub(super) fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// What stands in a field.
    pub(super) fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether a value is chosen: of a list, a radio button, a checkbox.
    pub(super) fn is_chosen(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    /// What is wrong with a field.
    pub(super) fn problem(&self, name: &str) -> Option<&str> {
        let found = self.problems.iter().find(|p| p.field == name);
        found.map(|p| p.text.as_str())
    }

    /// Everything that is wrong, in the order of the fields.
    pub(super) fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// A path of this site that somebody may be led to after signing in; nothing else.
pub(super) fn local(path: &str) -> Option<&str> {
    let inside = path == "/staff" || path.starts_with("/staff/") || path.starts_with("/staff?");
    let plain = path
        .bytes()
        .all(|b| (0x21..0x7f).contains(&b) && b != b'\\' && b != b'"');
    (inside && plain && !path.contains("//")).then_some(path)
}

/// A text as a value in an address.
pub(super) fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
