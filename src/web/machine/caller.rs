//! Who calls: a machine with a token of its chamber, in the header `Authorization: Bearer`
//! (RFC 6750) and nowhere else.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jiff::Timestamp;

use super::error::MachineError;
use crate::domain::chamber::ChamberId;
use crate::domain::machine::{Machine, Scope};
use crate::service::By;
use crate::service::accounts::Token;
use crate::web::Site;
use crate::web::staff::client;

/// A machine that may co-sign for its chamber, at the instant of its request.
pub(super) struct Caller {
    machine: Machine,
    actor: String,
    pub at: Timestamp,
}

impl Caller {
    pub(super) const fn chamber(&self) -> &ChamberId {
        &self.machine.chamber
    }

    pub(super) fn by(&self) -> By<'_> {
        By {
            actor: &self.actor,
            at: self.at,
        }
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = MachineError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, MachineError> {
        let at = site.now();
        let machine = match token(parts) {
            Some(token) => site.service().machine_of(&token, at).await?,
            None => None,
        };
        let pace = site.pace();
        match machine.filter(|m| m.scope == Scope::Cosign) {
            Some(machine) => {
                pace.known(&machine.id, at)?;
                Ok(Self {
                    actor: format!("machine-{}", machine.id),
                    machine,
                    at,
                })
            }
            None => {
                let client = client(parts).map(|c| c.to_string()).unwrap_or_default();
                pace.unknown(&client, at)?;
                Err(MachineError::Unauthorized)
            }
        }
    }
}

fn token(parts: &Parts) -> Option<Token> {
    let value = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let bearer = scheme.eq_ignore_ascii_case("bearer");
    bearer.then(|| Token::parse(token.trim())).flatten()
}
