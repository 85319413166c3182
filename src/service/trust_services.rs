//! The trust services that are asked over the network: time-stamps (RFC 3161), and whether
//! certificates were revoked (OCSP, RFC 6960; lists, RFC 5280). Their answers are verified by
//! [`document`](crate::document); here is only how the bytes travel.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use ureq::Agent;
use ureq::tls::RootCerts;

use super::error::ServiceError;
use super::https;
use super::outage::{Outage, Urgency};
use crate::document::preservation::ValidationData;
use crate::document::revocation::{self, Query};
use crate::document::timestamp::{self, TimestampError};
use crate::domain::signing::TimeStampService;

/// Longest answer that is read, in bytes; with more, an Urkunde would be too large to be checked.
const LONGEST: u64 = 2 << 20;

/// How long a service may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The services in use, and how to reach them.
#[derive(Clone)]
pub struct TrustServices {
    time_stamps: Option<TimeStampService>,
    no_time_stamps: Arc<Outage>,
    agent: Agent,
    nonce: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl TrustServices {
    /// These services; `nonce` gives a random number for every request.
    pub fn new(
        time_stamps: Option<TimeStampService>,
        nonce: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Self {
        let agent = https::agent(RootCerts::WebPki).timeout_global(Some(PATIENCE));
        Self {
            time_stamps,
            no_time_stamps: Arc::default(),
            agent: agent.build().into(),
            nonce: Arc::new(nonce),
        }
    }

    /// The time-stamp service, if one is set up.
    pub const fn time_stamps(&self) -> Option<&TimeStampService> {
        self.time_stamps.as_ref()
    }

    /// A token of the service over a SHA-256 digest, verified against the anchors (DER). A service
    /// that did not answer shortly before this instant is not asked.
    pub(super) async fn time_stamp(
        &self,
        service: &TimeStampService,
        imprint: [u8; 32],
        anchors: Vec<Vec<u8>>,
        (at, urgency): (Timestamp, Urgency),
    ) -> Result<Vec<u8>, TimestampError> {
        if self.no_time_stamps.lasts(at, urgency) {
            return Err(TimestampError::Silent);
        }
        let (agent, url, nonce) = (self.agent.clone(), service.url.clone(), (self.nonce)());
        let asked = tokio::task::spawn_blocking(move || {
            let mut transport =
                |query: &[u8]| post(&agent, &url, "application/timestamp-query", query);
            timestamp::obtain(&imprint, nonce, &anchors, &mut transport)
        });
        let asked = asked
            .await
            .unwrap_or_else(|error| Err(TimestampError::Transport(error.into())));
        match &asked {
            Err(error) if error.is_outage() => self.no_time_stamps.begin(at),
            _ => self.no_time_stamps.end(),
        }
        asked
    }

    /// What the signatures and time-stamps of a document need to be validated later; `stamped` says
    /// when its document time-stamps were made.
    pub(super) async fn validation_data(
        &self,
        pdf: Vec<u8>,
        anchors: Vec<Vec<u8>>,
        stamped: Vec<Timestamp>,
        at: Timestamp,
    ) -> Result<ValidationData, ServiceError> {
        let agent = self.agent.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let mut fetch = |query: Query<'_>| match query {
                Query::Crl(url) => get(&agent, url),
                Query::Ocsp(url, request) => post(&agent, url, "application/ocsp-request", request),
            };
            revocation::gather(&pdf, &anchors, &stamped, at, &mut fetch)
        });
        Ok(asked.await.map_err(|_| ServiceError::Interrupted)??)
    }
}

impl fmt::Debug for TrustServices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrustServices")
            .field("time_stamps", &self.time_stamps)
            .finish_non_exhaustive()
    }
}

type Answer = Result<Vec<u8>, Box<dyn Error + Send + Sync>>;

fn post(agent: &Agent, url: &str, kind: &str, query: &[u8]) -> Answer {
    let mut response = agent.post(url).header("Content-Type", kind).send(query)?;
    Ok(response
        .body_mut()
        .with_config()
        .limit(LONGEST)
        .read_to_vec()?)
}

fn get(agent: &Agent, url: &str) -> Answer {
    let mut response = agent.get(url).call()?;
    Ok(response
        .body_mut()
        .with_config()
        .limit(LONGEST)
        .read_to_vec()?)
}
