//! Who calls: a machine with a token of its chamber, in the header `Authorization: Bearer`
//! (RFC 6750) and nowhere else.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jiff::Timestamp;

use super::error::MachineError;
use super::pace::Wait;
use crate::domain::chamber::ChamberId;
use crate::domain::machine::{Machine, Right};
use crate::service::accounts::Token;
use crate::service::{By, ServiceError};
use crate::web::Site;
use crate::web::staff::client;

/// A machine that may co-sign for its chamber, at the instant of its request.
pub(super) struct Caller {
    pub machine: Machine,
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

/// Why nobody is let in.
#[derive(Debug)]
pub(in crate::web) enum Unrecognised {
    /// No token, or one that does not count (any more).
    Token,
    /// The token does not open this.
    Scope,
    /// Too many requests.
    Wait(Wait),
    /// It cannot be said now.
    Service(ServiceError),
}

impl From<Wait> for Unrecognised {
    fn from(wait: Wait) -> Self {
        Self::Wait(wait)
    }
}

impl From<ServiceError> for Unrecognised {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

/// The machine whose token comes with a request, if the token counts and opens what is asked for.
pub(in crate::web) async fn recognise(
    parts: &Parts,
    site: &Site,
    right: Right,
    at: Timestamp,
) -> Result<Machine, Unrecognised> {
    let machine = match token(parts) {
        Some(token) => site.service().machine_of(&token, at).await?,
        None => None,
    };
    let Some(machine) = machine else {
        let client = client(parts).map(|c| c.to_string()).unwrap_or_default();
        site.pace().unknown(&client, at)?;
        return Err(Unrecognised::Token);
    };
    site.pace().known(&machine.id, at)?;
    if machine.scope.opens(right) {
        Ok(machine)
    } else {
        Err(Unrecognised::Scope)
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = MachineError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, MachineError> {
        let at = site.now();
        let machine = recognise(parts, site, Right::Cosign, at).await?;
        Ok(Self {
            actor: machine.actor(),
            machine,
            at,
        })
    }
}

fn token(parts: &Parts) -> Option<Token> {
    let value = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let bearer = scheme.eq_ignore_ascii_case("bearer");
    bearer.then(|| Token::parse(token.trim())).flatten()
}
