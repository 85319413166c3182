//! On which site a picture or a frame is shown, as far as the browser tells. Only the host is
//! looked at, and whoever says nothing is not suspected.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::request::Parts;
use axum::http::uri::Authority;

use super::Site;
use crate::domain::municipality::Host;

/// The headers that decide, for caches.
pub(super) const DECIDED_BY: &str = "referer, origin, sec-fetch-site, sec-fetch-dest";

/// The site that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) enum ShownOn {
    /// Nobody says, it is our own, or it is looked at by itself.
    Unsaid,
    /// This host, in lower case, without a port.
    Other(String),
}

impl ShownOn {
    /// Whether it is shown where the seal of this host does not belong.
    pub(super) fn is_foreign_to(&self, host: &Host) -> bool {
        match self {
            Self::Unsaid => false,
            Self::Other(other) => !host.is_site_of(other),
        }
    }

    /// The host, where it is worth telling staff: a name in the domain name system. An address
    /// or a name of a local network is none.
    pub(super) fn public_host(&self) -> Option<Host> {
        let Self::Other(host) = self else { return None };
        let top = host.rsplit('.').next().unwrap_or_default();
        let named = top.bytes().any(|b| b.is_ascii_alphabetic());
        named.then(|| Host::parse(host).ok()).flatten()
    }
}

impl FromRequestParts<Site> for ShownOn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(shown_on(&parts.headers, &site.service().host))
    }
}

fn shown_on(headers: &HeaderMap, own: &str) -> ShownOn {
    let text = |name: &str| std::str::from_utf8(headers.get(name)?.as_bytes()).ok();
    let alone = matches!(text("sec-fetch-site"), Some("same-origin" | "none"))
        || text("sec-fetch-dest") == Some("document");
    if alone {
        return ShownOn::Unsaid;
    }
    let told = [ORIGIN, REFERER].into_iter();
    let host = told.filter_map(|name| host_of(text(name.as_str())?)).next();
    let here = |host: &String| {
        let asked = text(HOST.as_str()).and_then(|asked| host_of(&format!("http://{asked}")));
        *host == own || asked.as_ref() == Some(host)
    };
    match host {
        Some(host) if !here(&host) => ShownOn::Other(host),
        _ => ShownOn::Unsaid,
    }
}

/// The host of an origin or a page on the web. What stands behind it is not looked at, so that
/// nothing there can keep it from being read.
fn host_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let web = ["http", "https"]
        .iter()
        .any(|s| scheme.eq_ignore_ascii_case(s));
    // As browsers read it, a backslash is a slash.
    let authority = rest.split(['/', '\\', '?', '#']).next().filter(|_| web)?;
    let authority: Authority = authority.parse().ok()?;
    let host = authority.host();
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    (!host.is_empty()).then_some(host)
}
