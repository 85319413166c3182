//! How the bytes travel to a provider and back: HTTPS, and plain HTTP only where the provider is
//! on this machine itself.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use openidconnect::http::{Method, Uri};
use openidconnect::{HttpRequest, HttpResponse, SyncHttpClient};
use thiserror::Error;
use ureq::Agent;
use ureq::tls::RootCerts;

use super::IdentityError;
use crate::domain::identity::IdentityProvider;
use crate::service::https;

/// Longest answer that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// How long a provider may take to be reached, and to have answered.
const REACH: Duration = Duration::from_secs(4);
const PATIENCE: Duration = Duration::from_secs(10);

/// The way to one provider.
#[derive(Clone)]
pub(super) struct Transport {
    agent: Agent,
    /// Whether the provider is on this machine itself, without TLS.
    local: bool,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub(super) enum TransportError {
    /// The provider names an address that it must not be asked at.
    #[error("an address is not protected by TLS")]
    Unprotected,
    /// It cannot be reached, or breaks off.
    #[error("{0}")]
    Network(#[from] ureq::Error),
}

impl Transport {
    pub(super) fn new(provider: &IdentityProvider) -> Result<Self, IdentityError> {
        let local = provider.issuer.starts_with("http://");
        let unreadable = || IdentityError::Authorities(provider.name.clone());
        let known_by = match &provider.authorities {
            Some(pem) => https::roots(pem).ok_or_else(unreadable)?,
            None => RootCerts::WebPki,
        };
        let mut agent = https::agent(known_by)
            .timeout_connect(Some(REACH))
            .timeout_global(Some(PATIENCE))
            .https_only(!local)
            .http_status_as_error(false)
            // Nobody leads this server elsewhere, and no secret with it.
            .max_redirects(0);
        if local {
            agent = agent.proxy(None);
        }
        Ok(Self {
            agent: agent.build().into(),
            local,
        })
    }

    /// Whether somebody or something may be sent to an address that the provider names.
    pub(super) fn accepts(&self, address: &str) -> bool {
        let Ok(uri) = address.parse::<Uri>() else {
            return false;
        };
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let own = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        match uri.scheme_str() {
            Some("https") => true,
            Some("http") => self.local && own,
            _ => false,
        }
    }
}

impl SyncHttpClient for Transport {
    type Error = TransportError;

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if !self.accepts(&request.uri().to_string()) {
            return Err(TransportError::Unprotected);
        }
        let answer = if request.method() == Method::GET {
            self.agent.run(request.map(|_| ()))?
        } else {
            self.agent.run(request)?
        };
        let (head, mut body) = answer.into_parts();
        let body = body.with_config().limit(LONGEST).read_to_vec()?;
        Ok(HttpResponse::from_parts(head, body))
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transport")
    }
}
