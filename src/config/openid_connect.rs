//! `[[openid_connect]]`: a chamber's own way to sign in.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::IgnoredAny;
use thiserror::Error;

use super::{ConfigError, secret, text_of};
use crate::domain::chamber::ChamberId;
use crate::domain::identity::{IdentityProvider, PasswordsFor, SecondFactorProof};
use crate::domain::permission::Role;

/// A variable of the environment with a client secret begins like this, and ends with the chamber.
const SECRET: &str = "KAMMERSIEGEL_OPENID_CONNECT_SECRET_";

/// What is asked for beside `openid` if nothing is said.
const SCOPES: [&str; 2] = ["profile", "email"];

/// Why a provider cannot be used as the settings name it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProviderError {
    /// A chamber has two.
    #[error("chamber {0} has two providers")]
    Twice(ChamberId),
    /// Two chambers have the same: then no group of people would be one chamber's.
    #[error("{0} vouches for two chambers")]
    Shared(String),
    /// The address is neither HTTPS nor on this machine itself, or holds what it must not.
    #[error("{0:?} is no address (https:; http: only for this machine itself)")]
    Address(String),
    /// The secret stands in the settings, where everybody reads it.
    #[error("the client secret of {0} stands in the settings")]
    SecretInSettings(ChamberId),
    /// There is no secret.
    #[error("the client secret of {chamber} is missing")]
    NoSecret {
        /// Whose.
        chamber: ChamberId,
        /// The variable of the environment that may hold it.
        variable: String,
    },
    /// There is no such role.
    #[error("{0:?} is no role")]
    Role(String),
    /// No value of the claim stands for a role, so nobody could sign in.
    #[error("no group stands for a role of {0}")]
    NoRoles(ChamberId),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Provider {
    chamber: ChamberId,
    name: String,
    issuer: String,
    client_id: String,
    client_secret: Option<IgnoredAny>,
    client_secret_file: Option<PathBuf>,
    scopes: Option<Vec<String>>,
    desk: Option<String>,
    #[serde(default = "groups")]
    claim: String,
    roles: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    second_factor_acr: Vec<String>,
    #[serde(default)]
    second_factor_amr: Vec<String>,
    #[serde(default)]
    addresses_are_verified: bool,
    #[serde(default)]
    passwords: Passwords,
    trust: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Passwords {
    #[default]
    Everybody,
    Administrators,
}

fn groups() -> String {
    "groups".to_owned()
}

/// The providers of every chamber.
pub(super) fn providers(listed: Vec<Provider>) -> Result<Vec<IdentityProvider>, ConfigError> {
    let (mut chambers, mut issuers) = (BTreeSet::new(), BTreeSet::new());
    for provider in &listed {
        if !chambers.insert(provider.chamber.clone()) {
            return Err(ProviderError::Twice(provider.chamber.clone()).into());
        }
        if !issuers.insert(provider.issuer.trim_end_matches('/')) {
            return Err(ProviderError::Shared(provider.issuer.clone()).into());
        }
    }
    listed.into_iter().map(Provider::read).collect()
}

impl Provider {
    fn read(self) -> Result<IdentityProvider, ConfigError> {
        is_address(&self.issuer, true)?;
        let desk = self.desk.map(|desk| desk.trim_end_matches('/').to_owned());
        if let Some(desk) = &desk {
            is_address(desk, false)?;
        }
        if self.client_secret.is_some() {
            return Err(ProviderError::SecretInSettings(self.chamber).into());
        }
        let variable = variable(&self.chamber);
        let client_secret = match secret(&variable, self.client_secret_file.as_deref())? {
            Some(secret) => secret,
            None => {
                let chamber = self.chamber;
                return Err(ProviderError::NoSecret { chamber, variable }.into());
            }
        };
        let authorities = self.trust.as_deref().map(pem).transpose()?;
        let roles = self.roles.into_iter().map(|(value, roles)| {
            let role = |name: String| Role::parse(&name).ok_or(ProviderError::Role(name));
            let roles = roles.into_iter().map(role).collect::<Result<Vec<_>, _>>()?;
            Ok::<_, ProviderError>((value, roles))
        });
        let roles: BTreeMap<_, _> = roles.collect::<Result<_, _>>()?;
        if roles.values().all(Vec::is_empty) {
            return Err(ProviderError::NoRoles(self.chamber).into());
        }
        let scopes = self.scopes;
        Ok(IdentityProvider {
            chamber: self.chamber,
            name: self.name,
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret,
            scopes: scopes.unwrap_or_else(|| SCOPES.map(str::to_owned).to_vec()),
            desk,
            claim: self.claim,
            roles,
            second_factor: SecondFactorProof {
                acr: self.second_factor_acr,
                amr: self.second_factor_amr,
            },
            addresses_are_verified: self.addresses_are_verified,
            passwords: match self.passwords {
                Passwords::Everybody => PasswordsFor::Everybody,
                Passwords::Administrators => PasswordsFor::Administrators,
            },
            authorities,
        })
    }
}

fn variable(chamber: &ChamberId) -> String {
    let chamber = chamber.as_str().to_uppercase().replace('-', "_");
    format!("{SECRET}{chamber}")
}

fn pem(path: &Path) -> Result<Vec<u8>, ConfigError> {
    Ok(text_of(path)?.into_bytes())
}

/// Accepts an address over HTTPS, or on this machine itself: without user, query and fragment,
/// and without a path unless it may have one.
fn is_address(address: &str, with_path: bool) -> Result<(), ProviderError> {
    let refused = || ProviderError::Address(address.to_owned());
    let (scheme, rest) = address.split_once("://").ok_or_else(refused)?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    let plain = address
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"@?#\\\"".contains(&b));
    let host = host.trim_matches(['[', ']']);
    let own = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    let protected = scheme == "https" || (scheme == "http" && own);
    if plain && protected && !host.is_empty() && (with_path || path.is_empty()) {
        Ok(())
    } else {
        Err(refused())
    }
}
