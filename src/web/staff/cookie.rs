//! The two cookies of the desk. The `__Host-` prefix binds them to this host, TLS and all paths
//! (RFC 6265bis § 4.1.3.2).

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// The session's token.
pub(super) const SESSION: &str = "__Host-kammersiegel";
/// A random value that binds forms to a browser before there is a session.
pub(super) const FORM: &str = "__Host-kammersiegel-form";

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
