//! Addresses and keys of a provider (OpenID Connect Discovery 1.0 § 4): fetched when they are
//! needed, and believed for a while.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use openidconnect::{DiscoveryError, IssuerUrl};
use tokio::sync::Mutex;

use super::IdentityError;
use super::client::Metadata;
use super::transport::{Transport, TransportError};

/// How long addresses and keys of a provider are believed without asking again.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// How long a provider that was not reached is left alone.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);

/// What one provider says of itself.
pub(super) struct Discovery {
    issuer: IssuerUrl,
    transport: Transport,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Timestamp, Arc<Metadata>)>,
    failed: Option<(Timestamp, IdentityError)>,
}

impl Discovery {
    /// Of the provider with this address. Nobody is asked anything yet.
    pub(super) fn new(issuer: IssuerUrl, transport: Transport) -> Self {
        Self {
            issuer,
            transport,
            known: Mutex::default(),
        }
    }

    /// Addresses and keys of the provider: those that are known, unless they are old or `anew` is
    /// asked for. Whoever comes in the meantime waits for the same answer.
    pub(super) async fn metadata(
        &self,
        at: Timestamp,
        anew: bool,
    ) -> Result<Arc<Metadata>, IdentityError> {
        let mut known = self.known.lock().await;
        let age = |since: Timestamp| at.duration_since(since).abs();
        match &known.metadata {
            Some((since, metadata)) if !anew && age(*since) < FRESH => {
                return Ok(Arc::clone(metadata));
            }
            _ => {}
        }
        match &known.failed {
            Some((since, error)) if age(*since) < PAUSE => return Err(error.clone()),
            _ => {}
        }
        let (transport, issuer) = (self.transport.clone(), self.issuer.clone());
        let asked = tokio::task::spawn_blocking(move || Metadata::discover(&issuer, &transport));
        let found = match asked.await {
            Ok(found) => found.map_err(undiscovered),
            Err(error) => Err(IdentityError::Unreachable(error.to_string())),
        };
        match found {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *known = Known {
                    metadata: Some((at, Arc::clone(&metadata))),
                    failed: None,
                };
                Ok(metadata)
            }
            Err(error) => {
                known.failed = Some((at, error.clone()));
                Err(error)
            }
        }
    }
}

fn undiscovered(error: DiscoveryError<TransportError>) -> IdentityError {
    match error {
        DiscoveryError::Request(TransportError::Network(cause)) => {
            IdentityError::Unreachable(cause.to_string())
        }
        DiscoveryError::Request(cause) => IdentityError::Unusable(cause.to_string()),
        DiscoveryError::Response(status, ..) if status.is_server_error() => {
            IdentityError::Unreachable(status.to_string())
        }
        other => IdentityError::Unusable(other.to_string()),
    }
}
