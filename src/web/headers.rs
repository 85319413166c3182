//! Headers that every answer carries: nothing may be loaded, framed or guessed.

use axum::extract::Request;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use crate::domain::municipality::Host;

/// Only our own style sheets, and the icon that is written into the page itself. What may be
/// fetched is our own as well: a judge of pages reads robots.txt from within them.
macro_rules! policy {
    ($($more:literal)?) => {
        concat!(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; ",
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            $("; ", $more)?
        )
    };
}

const POLICY: &str = policy!();
/// For the pages that have a script, which is our own.
pub(super) const POLICY_WITH_SCRIPT: &str = policy!("script-src 'self'");

/// For a frame: it may be shown by the pages of one site, and by no other. What has no site is
/// shown by nobody.
pub(super) fn policy_for_frame(site: Option<&Host>) -> String {
    let ancestors = site.map_or_else(
        || "'none'".to_owned(),
        |site| site.names().map(|name| format!("https://{name}")).join(" "),
    );
    format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'none'; \
         base-uri 'none'; frame-ancestors {ancestors}"
    )
}

const HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (
        STRICT_TRANSPORT_SECURITY,
        "max-age=63072000; includeSubDomains",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

pub(super) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}
