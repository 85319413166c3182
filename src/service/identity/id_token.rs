//! What an ID token proves (OpenID Connect Core 1.0 § 3.1.3.7).

use chrono::DateTime;
use jiff::Timestamp;
use openidconnect::core::CoreJwsSigningAlgorithm;
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, Nonce, OAuth2TokenResponse,
    SignatureVerificationError, TokenResponse,
};

use super::IdentityError;
use super::client::{Registered, TokenClaims, Tokens};

/// Only what the provider alone can sign: no shared secret, and not „none".
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why a token proves nothing.
pub(super) enum Unproven {
    /// The key is not among those that are known.
    UnknownKey,
    Otherwise(String),
}

impl From<Unproven> for IdentityError {
    fn from(error: Unproven) -> Self {
        Self::NotProven(match error {
            Unproven::UnknownKey => "signed with an unknown key".to_owned(),
            Unproven::Otherwise(cause) => cause,
        })
    }
}

/// The claims of the ID token, if it is this provider's, for this site, and in time.
pub(super) fn claims(
    client: &Registered,
    tokens: &Tokens,
    nonce: &Nonce,
    at: Timestamp,
) -> Result<TokenClaims, Unproven> {
    let missing = || Unproven::Otherwise("no ID token".to_owned());
    let token = tokens.id_token().ok_or_else(missing)?;
    let now = DateTime::from_timestamp_millis(at.as_millisecond()).unwrap_or_default();
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || now);
    let claims = token.claims(&verifier, nonce).map_err(unproven)?;
    let other = claims
        .authorized_party()
        .is_some_and(|party| party.as_str() != client.client_id().as_str());
    if other {
        return Err(Unproven::Otherwise("another authorized party".to_owned()));
    }
    if let Some(expected) = claims.access_token_hash() {
        let otherwise = |error: String| Unproven::Otherwise(error);
        let algorithm = token.signing_alg().map_err(|e| otherwise(e.to_string()))?;
        let key = token.signing_key(&verifier);
        let key = key.map_err(|e| otherwise(e.to_string()))?;
        let found = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
        if found.map_err(|e| otherwise(e.to_string()))? != *expected {
            return Err(otherwise("another access token".to_owned()));
        }
    }
    Ok(claims.clone())
}

fn unproven(error: ClaimsVerificationError) -> Unproven {
    use ClaimsVerificationError::SignatureVerification;
    match error {
        SignatureVerification(SignatureVerificationError::NoMatchingKey) => Unproven::UnknownKey,
        SignatureVerification(cause) => Unproven::Otherwise(cause.to_string()),
        other => Unproven::Otherwise(other.to_string()),
    }
}
