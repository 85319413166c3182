//! The identity providers of the chambers (OpenID Connect Core 1.0): where somebody is sent to
//! sign in, and what their answer proves. Everything of the protocol is in here.

mod client;
mod discovery;
pub mod error;
mod id_token;
mod person;
mod provider;
mod transport;

pub use error::IdentityError;
pub use provider::{Departure, Provider};

use crate::domain::chamber::ChamberId;
use crate::domain::identity::IdentityProvider;

/// The providers, one a chamber at most.
#[derive(Debug)]
pub struct Providers(Vec<Provider>);

impl Providers {
    /// These providers. `host` is the site's. Nobody is asked anything yet.
    pub fn new(
        settings: impl IntoIterator<Item = IdentityProvider>,
        host: &str,
    ) -> Result<Self, IdentityError> {
        let providers = settings.into_iter().map(|s| Provider::new(s, host));
        Ok(Self(providers.collect::<Result<_, _>>()?))
    }

    /// Every provider.
    pub fn iter(&self) -> impl Iterator<Item = &IdentityProvider> {
        self.0.iter().map(Provider::settings)
    }

    /// The one of a chamber.
    pub fn of(&self, chamber: &ChamberId) -> Option<&Provider> {
        self.0.iter().find(|p| p.settings().chamber == *chamber)
    }
}
