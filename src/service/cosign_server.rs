//! The way from a chamber's own machine to the server: HTTPS, and plain HTTP only within the
//! machine itself. Nothing that comes back is believed; here is only how the bytes travel.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use thiserror::Error;
use ureq::Agent;
use ureq::tls::RootCerts;

use super::accounts::Token;
use super::cosign_wire::{Item, Problem, Receipt, WaitingList};
use super::https;
use crate::domain::serial::Serial;
use crate::store::{Act, ActKind};

/// Longest answer that is read, in bytes: an Urkunde in hexadecimal, and what stands beside it.
const LONGEST: u64 = 17 << 20;

/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(30);

const PATH: &str = "/api/v1/cosign";

/// The server, and the token that opens it.
#[derive(Clone)]
pub struct CosignServer {
    address: String,
    token: Token,
    agent: Agent,
}

/// What is delivered, and under which key.
struct Delivery {
    key: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// Why the server did not do what it was asked to. The token is in none of these.
#[derive(Debug, Error)]
pub enum ServerError {
    /// Neither HTTPS nor this machine itself, or more than a host.
    #[error("the server's address has to be https://HOST (http: only for this machine itself)")]
    Address,
    /// The certificates that the server is to be known by cannot be read.
    #[error("the server's certificates cannot be read")]
    Authorities,
    /// It cannot be reached, or breaks off.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// It does not accept the token.
    #[error("the server does not accept the token")]
    Token,
    /// It wants to be left alone for a while.
    #[error("the server asks to wait")]
    Wait,
    /// It refuses.
    #[error("the server refuses ({status}): {code}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The code of the problem, cut to what a code can be.
        code: String,
    },
    /// Its answer makes no sense.
    #[error("the server's answer cannot be read (line {line}, column {column})")]
    Answer {
        /// Where, from 1.
        line: usize,
        /// Where in the line, from 1.
        column: usize,
    },
}

impl ServerError {
    /// Whether it may be otherwise the next time.
    pub const fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::Wait | Self::Refused { status: 500.., .. }
        )
    }
}

impl CosignServer {
    /// A server by its address. `authorities`, PEM, are the certificates that it is known by, if
    /// it is not by those that browsers know.
    pub fn new(
        address: &str,
        token: Token,
        authorities: Option<&[u8]>,
    ) -> Result<Self, ServerError> {
        let address = address.trim_end_matches('/');
        let secure = is_acceptable(address)?;
        let known_by = match authorities {
            Some(pem) => https::roots(pem).ok_or(ServerError::Authorities)?,
            None => RootCerts::WebPki,
        };
        let mut agent = https::agent(known_by)
            .timeout_global(Some(PATIENCE))
            .https_only(secure)
            .http_status_as_error(false)
            // The token goes where it was told to go, and nowhere else.
            .max_redirects(0);
        if !secure {
            agent = agent.proxy(None);
        }
        Ok(Self {
            address: address.to_owned(),
            token,
            agent: agent.build().into(),
        })
    }

    /// What waits for the token's chamber.
    pub async fn waiting(&self) -> Result<WaitingList, ServerError> {
        self.ask("GET", "/waiting".to_owned(), None).await
    }

    /// A certificate that waits.
    pub async fn item(&self, serial: Serial) -> Result<Item, ServerError> {
        self.ask("GET", format!("/certificates/{serial}"), None)
            .await
    }

    /// Delivers what was done to a certificate, in the bytes that were kept of it.
    pub async fn deliver(&self, act: &Act) -> Result<Receipt, ServerError> {
        let kind = match act.act {
            ActKind::Seal | ActKind::Refusal => "application/json",
            ActKind::Document => "application/pdf",
        };
        let path = format!("/certificates/{}/{}", act.serial, act.act.as_str());
        let delivery = Delivery {
            key: key(act),
            kind,
            bytes: act.bytes.clone(),
        };
        self.ask("POST", path, Some(delivery)).await
    }

    async fn ask<T: DeserializeOwned + Send + 'static>(
        &self,
        method: &'static str,
        path: String,
        body: Option<Delivery>,
    ) -> Result<T, ServerError> {
        let server = self.clone();
        let asked = tokio::task::spawn_blocking(move || server.send(method, &path, body));
        let answer = asked
            .await
            .map_err(|error| ServerError::Unreachable(error.to_string()))??;
        // The words of the error would repeat what the server wrote.
        serde_json::from_slice(&answer).map_err(|error| ServerError::Answer {
            line: error.line(),
            column: error.column(),
        })
    }

    fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<Delivery>,
    ) -> Result<Vec<u8>, ServerError> {
        let unreachable = |error: ureq::Error| {
            let told = error.to_string();
            ServerError::Unreachable(told.replace(char::is_control, " "))
        };
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{PATH}{path}", self.address))
            .header("Authorization", format!("Bearer {}", self.token.expose()));
        let mut response = match body {
            None => {
                let request = request.body(()).map_err(|_| ServerError::Address)?;
                self.agent.run(request).map_err(unreachable)?
            }
            Some(Delivery { key, kind, bytes }) => {
                request = request.header("Content-Type", kind);
                request = request.header("Idempotency-Key", key);
                let request = request.body(bytes).map_err(|_| ServerError::Address)?;
                self.agent.run(request).map_err(unreachable)?
            }
        };
        let status = response.status().as_u16();
        let answer = response.body_mut().with_config().limit(LONGEST);
        let answer = answer.read_to_vec().map_err(unreachable)?;
        match status {
            200 => Ok(answer),
            401 | 403 => Err(ServerError::Token),
            429 => Err(ServerError::Wait),
            _ => Err(ServerError::Refused {
                status,
                code: code(&answer),
            }),
        }
    }
}

impl fmt::Debug for CosignServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CosignServer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Whether an address is one that the token may go to; true if over HTTPS.
fn is_acceptable(address: &str) -> Result<bool, ServerError> {
    let uri: ureq::http::Uri = address.parse().map_err(|_| ServerError::Address)?;
    let authority = uri.authority().ok_or(ServerError::Address)?;
    let bare = matches!(uri.path(), "" | "/") && uri.query().is_none();
    if !bare || authority.as_str().contains('@') {
        return Err(ServerError::Address);
    }
    let host = authority.host().trim_matches(['[', ']']);
    let own = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    match uri.scheme_str() {
        Some("https") => Ok(true),
        Some("http") if own => Ok(false),
        _ => Err(ServerError::Address),
    }
}

/// The same act always has the same key, and another one never.
fn key(act: &Act) -> String {
    let digest = hex::encode(Sha256::digest(&act.bytes));
    format!("{}-{}-{digest}", act.serial, act.act.as_str())
}

/// The code of a problem; what a stranger writes is not repeated.
fn code(answer: &[u8]) -> String {
    let problem: Option<Problem> = serde_json::from_slice(answer).ok();
    let code = problem.as_ref().and_then(|p| p.kind.rsplit(':').next());
    let code = code.unwrap_or("unknown");
    let plain = code.chars().filter(|c| c.is_ascii_lowercase() || *c == '-');
    plain.take(40).collect()
}
