//! One provider: sending somebody there (OpenID Connect Core 1.0 § 3.1, with PKCE, RFC 7636), and
//! examining what they come back with.

use std::fmt;

use jiff::Timestamp;
use openidconnect::core::{CoreClientAuthMethod, CoreResponseType};
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthenticationFlow, AuthorizationCode, ClientId,
    ClientSecret, CsrfToken, IssuerUrl, LanguageTag, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
};
use tokio::sync::Semaphore;

use super::IdentityError;
use super::client::{Metadata, MoreClaims, Registered, TokenClaims, Tokens};
use super::discovery::Discovery;
use super::id_token::{Unproven, claims};
use super::person::Person;
use super::transport::{Transport, TransportError};
use crate::domain::identity::{IdentityProvider, Vouched};
use crate::domain::language::Language;
use crate::service::accounts::Token;

/// So many people are examined at once: what comes in excess waits, and keeps no thread.
const AT_ONCE: usize = 4;

/// One provider, and what is known of it.
pub struct Provider {
    settings: IdentityProvider,
    redirect: RedirectUrl,
    transport: Transport,
    discovery: Discovery,
    places: Semaphore,
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
        let redirect = RedirectUrl::new(redirect).map_err(unusable)?;
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(unusable)?;
        let transport = Transport::new(&settings)?;
        Ok(Self {
            redirect,
            discovery: Discovery::new(issuer, transport.clone()),
            transport,
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
        let client = self.client(&*self.discovery.metadata(at, false).await?)?;
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
        let metadata = self.discovery.metadata(at, false).await?;
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
        match claims(&client, &tokens, &nonce, at) {
            // The provider may have changed its keys since they were fetched.
            Err(Unproven::UnknownKey) => {
                let client = self.client(&*self.discovery.metadata(at, true).await?)?;
                let claims = claims(&client, &tokens, &nonce, at)?;
                self.person(&client, &tokens, &claims).await
            }
            claims => self.person(&client, &tokens, &claims?).await,
        }
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
