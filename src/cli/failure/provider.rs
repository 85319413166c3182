//! Identity providers, in the user's words.

use i18n_embed_fl::fl;

use super::{FILE, INPUT};
use crate::config::ProviderError;
use crate::domain::language::Language;
use crate::service::IdentityError;
use crate::texts;

/// What is wrong with the settings of a provider.
pub(super) fn provider(language: Language, error: &ProviderError) -> String {
    let t = texts::of(language);
    match error {
        ProviderError::Twice(chamber) => {
            fl!(t, "error-provider-twice", chamber = chamber.as_str())
        }
        ProviderError::Shared(issuer) => {
            fl!(t, "error-provider-shared", issuer = issuer.as_str())
        }
        ProviderError::Address(address) => {
            fl!(t, "error-provider-address", address = address.as_str())
        }
        ProviderError::SecretInSettings(chamber) => {
            fl!(
                t,
                "error-provider-secret-in-settings",
                chamber = chamber.as_str()
            )
        }
        ProviderError::NoSecret { chamber, variable } => fl!(
            t,
            "error-provider-no-secret",
            chamber = chamber.as_str(),
            variable = variable.as_str()
        ),
        ProviderError::Role(role) => fl!(t, "error-provider-role", role = role.as_str()),
        ProviderError::NoRoles(chamber) => {
            fl!(t, "error-provider-no-roles", chamber = chamber.as_str())
        }
    }
}

/// Why a provider cannot be used.
pub(super) fn identity(language: Language, error: &IdentityError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        IdentityError::Authorities(name) => {
            let text = fl!(t, "error-provider-authorities", name = name.as_str());
            (text, INPUT)
        }
        other => (fl!(t, "error-provider", cause = other.to_string()), FILE),
    }
}
