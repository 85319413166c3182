//! Identity providers: who vouches for the people of a chamber, and what their word counts for.
//!
//! A provider vouches for the people of one chamber and of no other. A person is known by issuer
//! and subject (OpenID Connect Core 1.0 § 5.7), never by an address alone.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{Email, PersonName};
use super::chamber::ChamberId;
use super::password::Password;
use super::permission::Role;

/// An OpenID provider that a chamber's people sign in with.
#[derive(Debug, Clone)]
pub struct IdentityProvider {
    /// The one chamber whose people it vouches for.
    pub chamber: ChamberId,
    /// What its people call it: the name on the button.
    pub name: String,
    /// Its issuer identifier, an address, exactly as it writes it.
    pub issuer: String,
    /// What this installation is called there.
    pub client_id: String,
    /// What this installation proves itself with.
    pub client_secret: Password,
    /// Scopes that are asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The address of the desk without a path, if it is not `https://` and the site's host.
    pub desk: Option<String>,
    /// The claim with a person's groups or roles there.
    pub claim: String,
    /// What each of its values is here.
    pub roles: BTreeMap<String, Vec<Role>>,
    /// When it has asked for a second factor itself.
    pub second_factor: SecondFactorProof,
    /// Whether every address that it tells counts as verified, even where it does not say so.
    pub addresses_are_verified: bool,
    /// Who may sign in with a password all the same.
    pub passwords: PasswordsFor,
    /// The authorities, PEM, that it is known by, if it is not by those that browsers know.
    pub authorities: Option<Vec<u8>>,
}

/// By which claims of an ID token a provider says that it asked for a second factor. Without any,
/// its word for it does not count, and one-time codes are asked for here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecondFactorProof {
    /// Values of `acr`, each of which is enough.
    pub acr: Vec<String>,
    /// Values of `amr`, each of which is enough.
    pub amr: Vec<String>,
}

/// Whose passwords count at a chamber that has a provider.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PasswordsFor {
    /// Everybody's who has one.
    #[default]
    Everybody,
    /// Administrators' only: the way in while the provider is down.
    Administrators,
}

/// Who somebody is at a provider. It is nobody else's there, and is never given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's issuer identifier.
    pub issuer: String,
    /// The person's identifier there, 1 to 255 characters.
    pub subject: String,
}

/// What a provider vouches for: somebody has just signed in there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// Who.
    pub identity: Identity,
    /// Their address, if it was verified.
    pub email: Option<Email>,
    /// Their name.
    pub name: Option<PersonName>,
    /// Their roles here; none, if no group of theirs stands for one.
    pub roles: BTreeSet<Role>,
    /// Whether they gave a second factor there.
    pub second_factor: bool,
}

impl IdentityProvider {
    /// The roles of somebody with these values of the claim.
    pub fn roles_of<'a>(&self, values: impl IntoIterator<Item = &'a str>) -> BTreeSet<Role> {
        let known = values.into_iter().filter_map(|v| self.roles.get(v));
        known.flatten().copied().collect()
    }
}

impl SecondFactorProof {
    /// Whether these claims of an ID token are a proof.
    pub fn is_given<'a>(&self, acr: Option<&str>, amr: impl IntoIterator<Item = &'a str>) -> bool {
        let by_class = acr.is_some_and(|acr| self.acr.iter().any(|a| a == acr));
        by_class || amr.into_iter().any(|m| self.amr.iter().any(|a| a == m))
    }
}
