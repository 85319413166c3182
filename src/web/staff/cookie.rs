//! The cookies of the desk. The `__Host-` prefix binds them to this host, TLS and all paths
//! (RFC 6265bis § 4.1.3.2).

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};

/// The session's token.
pub(super) const SESSION: &str = "__Host-kammersiegel";
/// A random value that binds forms to a browser before there is a session.
pub(super) const FORM: &str = "__Host-kammersiegel-form";
/// What is kept, encrypted, while somebody signs in with an identity provider.
pub(super) const PROVIDER: &str = "__Host-kammersiegel-provider";

/// What [`PROVIDER`] holds, for a handler.
pub(super) struct Kept(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for Kept {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(read(&parts.headers, PROVIDER).map(str::to_owned)))
    }
}

/// The value of a cookie in a request.
pub(super) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(n, value)| (n == name).then_some(value))
}

/// Sets a cookie until the browser is closed. The value is made of letters and digits.
pub(super) fn set(name: &str, value: &str) -> Option<HeaderValue> {
    header(&format!("{name}={value}; {ATTRIBUTES}"))
}

/// Sets a cookie for ten minutes. The value is made of letters and digits.
pub(super) fn set_briefly(name: &str, value: &str) -> Option<HeaderValue> {
    header(&format!("{name}={value}; Max-Age=600; {ATTRIBUTES}"))
}

/// Takes a cookie away.
pub(super) fn clear(name: &str) -> Option<HeaderValue> {
    header(&format!("{name}=; Max-Age=0; {ATTRIBUTES}"))
}

const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";

fn header(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
