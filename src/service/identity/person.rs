//! What claims say of a person.

use serde_json::Value;

use super::client::{MoreClaims, OtherClaims, TokenClaims};
use crate::domain::account::{Email, PersonName};
use crate::domain::identity::{Identity, IdentityProvider, Vouched};

/// The claims of an ID token, and those that were asked for beside it.
pub(super) struct Person<'a> {
    pub token: &'a TokenClaims,
    pub more: Option<MoreClaims>,
}

impl Person<'_> {
    /// Whether the token alone says all that is asked of a person.
    pub(super) fn is_told(provider: &IdentityProvider, token: &TokenClaims) -> bool {
        value_of(token.additional_claims(), &provider.claim).is_some() && token.email().is_some()
    }

    /// The person as they are here.
    pub(super) fn vouched(&self, provider: &IdentityProvider) -> Vouched {
        let groups = value_of(self.token.additional_claims(), &provider.claim);
        let more = self.more.as_ref();
        let groups = groups.or_else(|| value_of(more?.additional_claims(), &provider.claim));
        let methods = self.token.auth_method_refs();
        let methods = methods.into_iter().flatten().map(|m| m.as_str());
        let class = self.token.auth_context_ref().map(|c| c.as_str());
        Vouched {
            identity: Identity {
                issuer: self.token.issuer().to_string(),
                subject: self.token.subject().to_string(),
            },
            email: self.email(provider.addresses_are_verified),
            name: self.name(),
            roles: provider.roles_of(groups.into_iter().flat_map(texts)),
            second_factor: provider.second_factor.is_given(class, methods),
        }
    }

    /// The address, if it was verified: an address and whether it is go together.
    fn email(&self, always: bool) -> Option<Email> {
        let token = (self.token.email(), self.token.email_verified());
        let more = self.more.as_ref().map(|m| (m.email(), m.email_verified()));
        let told = [Some(token), more].into_iter().flatten();
        told.into_iter().find_map(|(email, verified)| {
            let counts = verified == Some(true) || (always && verified.is_none());
            let email = email.filter(|_| counts)?;
            Email::parse(email.as_str()).ok()
        })
    }

    fn name(&self) -> Option<PersonName> {
        let token = self.token.name().and_then(|n| n.get(None));
        let more = self.more.as_ref().and_then(|m| m.name()?.get(None));
        let name = token.or(more)?;
        PersonName::parse(name.as_str()).ok()
    }
}

/// The value of a claim: by its name, else by a path of names with dots between them.
fn value_of<'a>(claims: &'a OtherClaims, name: &str) -> Option<&'a Value> {
    if let Some(value) = claims.0.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    rest.split('.')
        .try_fold(claims.0.get(first)?, |value, part| value.get(part))
}

/// The texts of a value: one, or a list of them.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
