//! One provider: sending somebody there (OpenID Connect Core 1.0 § 3.1, with PKCE, RFC 7636), and
//! examining what they come back with.

use std::fmt;
use std::sync::Arc;

use chrono::DateTime;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreClientAuthMethod, CoreJwsSigningAlgorithm, CoreResponseType};
use openidconnect::{
    AccessTokenHash, AuthType, AuthenticationContextClass, AuthenticationFlow, AuthorizationCode,
    ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError, IssuerUrl,
    LanguageTag, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, TokenResponse,
};
use tokio::sync::{Mutex, Semaphore};

use super::IdentityError;
use super::client::{Metadata, MoreClaims, Registered, TokenClaims, Tokens};
use super::person::Person;
use super::transport::{Transport, TransportError};
use crate::domain::identity::{IdentityProvider, Vouched};
use crate::domain::language::Language;
use crate::service::accounts::Token;

/// How long addresses and keys of a provider are believed without asking again.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// How long a provider that was not reached is left alone.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);

/// So many people are examined at once: what comes in excess waits, and keeps no thread.
const AT_ONCE: usize = 4;

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

/// One provider, and what is known of it.
pub struct Provider {
    settings: IdentityProvider,
    redirect: RedirectUrl,
    issuer: IssuerUrl,
    transport: Transport,
    known: Mutex<Known>,
    places: Semaphore,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Timestamp, Arc<Metadata>)>,
    failed: Option<(Timestamp, IdentityError)>,
}

/// What a browser keeps until somebody comes back; never printed.
pub struct Departure {
    /// Binds the answer to the browser.
    pub state: Token,
    /// Binds the ID token to this sign-in.
    pub nonce: Token,
    /// Proves that whoever brings the code has asked for it.
    pub verifier: Token,
}

impl Provider {
    pub(super) fn new(settings: IdentityProvider, host: &str) -> Result<Self, IdentityError> {
        let unusable = |_| IdentityError::Unusable(settings.issuer.clone());
        let desk = match &settings.desk {
            Some(desk) => desk.clone(),
            None => format!("https://{host}"),
        };
        let redirect = format!(
            "{desk}/staff/sign-in/{}/callback",
            settings.chamber.as_str()
        );
        Ok(Self {
            redirect: RedirectUrl::new(redirect).map_err(unusable)?,
            issuer: IssuerUrl::new(settings.issuer.clone()).map_err(unusable)?,
            transport: Transport::new(&settings)?,
            known: Mutex::default(),
            places: Semaphore::new(AT_ONCE),
            settings,
        })
    }

    /// As the settings name it.
    pub const fn settings(&self) -> &IdentityProvider {
        &self.settings
    }

    /// The address where somebody signs in, and comes back from with the answer to `departure`.
    pub async fn depart(
        &self,
        departure: &Departure,
        language: Language,
        at: Timestamp,
    ) -> Result<String, IdentityError> {
        let client = self.client(&*self.metadata(at, false).await?)?;
        let verifier = PkceCodeVerifier::new(departure.verifier.expose().to_owned());
        let state = CsrfToken::new(departure.state.expose().to_owned());
        let nonce = Nonce::new(departure.nonce.expose().to_owned());
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let mut request = client
            .authorize_url(flow, move || state, move || nonce)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new(language.tag().to_owned()));
        for class in &self.settings.second_factor.acr {
            let class = AuthenticationContextClass::new(class.clone());
            request = request.add_auth_context_value(class);
        }
        let (address, ..) = request.url();
        if self.transport.accepts(address.as_str()) {
            Ok(address.into())
        } else {
            Err(IdentityError::Unusable("an unprotected address".to_owned()))
        }
    }

    /// Exchanges the code that somebody came back with, and examines who they are: signature,
    /// issuer, audience, term and nonce of the ID token.
    pub async fn examine(
        &self,
        code: &str,
        departure: Departure,
        at: Timestamp,
    ) -> Result<Vouched, IdentityError> {
        let place = self.places.acquire().await;
        let _place = place.map_err(|_| IdentityError::Unreachable("closed".to_owned()))?;
        let metadata = self.metadata(at, false).await?;
        let client = self.client(&metadata)?;
        let code = AuthorizationCode::new(code.to_owned());
        let verifier = PkceCodeVerifier::new(departure.verifier.expose().to_owned());
        let tokens: Tokens = self
            .ask(client.clone(), move |client, transport| {
                let request = client.exchange_code(code);
                let request = request.map_err(|e| IdentityError::Unusable(e.to_string()))?;
                let answer = request.set_pkce_verifier(verifier).request(transport);
                answer.map_err(refused)
            })
            .await?;
        let nonce = Nonce::new(departure.nonce.expose().to_owned());
        match self.claims(&client, &tokens, &nonce, at) {
            // The provider may have changed its keys since they were fetched.
            Err(Unproven::UnknownKey) => {
                let client = self.client(&*self.metadata(at, true).await?)?;
                let claims = self.claims(&client, &tokens, &nonce, at)?;
                self.person(&client, &tokens, &claims).await
            }
            claims => self.person(&client, &tokens, &claims?).await,
        }
    }

    /// The claims of the ID token, if it is this provider's, for this site, and in time.
    fn claims(
        &self,
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
            .is_some_and(|party| party.as_str() != self.settings.client_id);
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

    /// The person of an examined token; what it does not tell, the provider is asked for.
    async fn person(
        &self,
        client: &Registered,
        tokens: &Tokens,
        claims: &TokenClaims,
    ) -> Result<Vouched, IdentityError> {
        let mut more: Option<MoreClaims> = None;
        if !Person::is_told(&self.settings, claims) && client.user_info_url().is_some() {
            let (token, subject) = (tokens.access_token().clone(), claims.subject().clone());
            let asked = self.ask(client.clone(), move |client, transport| {
                let unusable = |e: &dyn fmt::Display| IdentityError::Unusable(e.to_string());
                let request = client.user_info(token, Some(subject));
                let answer = request.map_err(|e| unusable(&e))?.request(transport);
                answer.map_err(|e| unusable(&e))
            });
            more = Some(asked.await?);
        }
        let person = Person {
            token: claims,
            more,
        };
        Ok(person.vouched(&self.settings))
    }

    /// Addresses and keys of the provider: those that are known, unless they are old or `anew` is
    /// asked for. Whoever comes in the meantime waits for the same answer.
    async fn metadata(&self, at: Timestamp, anew: bool) -> Result<Arc<Metadata>, IdentityError> {
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

    fn client(&self, metadata: &Metadata) -> Result<Registered, IdentityError> {
        let secret = self.settings.client_secret.as_str().to_owned();
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = Some(ClientSecret::new(secret));
        let client = Registered::from_provider_metadata(metadata.clone(), id, secret)
            .set_redirect_uri(self.redirect.clone());
        // Basic is what a provider takes that says nothing (Discovery 1.0 § 3).
        let methods = metadata.token_endpoint_auth_methods_supported();
        let by_post = methods.is_some_and(|methods| {
            !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        Ok(match by_post {
            true => client.set_auth_type(AuthType::RequestBody),
            false => client,
        })
    }

    /// Asks the provider, on a thread of its own.
    async fn ask<T: Send + 'static>(
        &self,
        client: Registered,
        question: impl FnOnce(&Registered, &Transport) -> Result<T, IdentityError> + Send + 'static,
    ) -> Result<T, IdentityError> {
        let transport = self.transport.clone();
        let asked = tokio::task::spawn_blocking(move || question(&client, &transport));
        asked
            .await
            .unwrap_or_else(|error| Err(IdentityError::Unreachable(error.to_string())))
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// Why a token proves nothing.
enum Unproven {
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

fn unproven(error: ClaimsVerificationError) -> Unproven {
    use ClaimsVerificationError::SignatureVerification;
    match error {
        SignatureVerification(SignatureVerificationError::NoMatchingKey) => Unproven::UnknownKey,
        SignatureVerification(cause) => Unproven::Otherwise(cause.to_string()),
        other => Unproven::Otherwise(other.to_string()),
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

/// Why there are no tokens. What the provider wrote is not repeated: it may hold some.
fn refused<E>(error: RequestTokenError<TransportError, E>) -> IdentityError
where
    E: openidconnect::ErrorResponse + 'static,
{
    match error {
        RequestTokenError::Request(TransportError::Network(cause)) => {
            IdentityError::Unreachable(cause.to_string())
        }
        RequestTokenError::Request(cause) => IdentityError::Unusable(cause.to_string()),
        RequestTokenError::ServerResponse(error) => IdentityError::NotProven(error.to_string()),
        RequestTokenError::Parse(..) => IdentityError::Unusable("no tokens".to_owned()),
        RequestTokenError::Other(cause) => IdentityError::Unusable(cause),
    }
}
