//! Accounts of the people at the desk: inviting, signing in, sessions, and looking after them.
//!
//! Every rule of it lives here; doors only ask.

pub mod error;
mod hashing;
mod invitation;
mod journey;
mod management;
mod own;
mod provider;
mod second_factor;
mod session;
mod sign_in;
mod throttle;
mod token;

pub use error::AccessError;
pub use journey::Journey;
pub use management::{Authority, NewAccount};
pub use provider::ProviderAnswer;
pub use second_factor::{Enrolment, RecoveryCodes};
pub use session::Visit;
pub use sign_in::SignIn;
pub use token::Token;

use std::sync::Arc;

use rand::{CryptoRng, Rng};

use super::{Service, ServiceError};
use crate::domain::account::{Account, AccountId};
use crate::keys::ServerKey;
use hashing::Hasher;

/// The use cases of accounts.
#[derive(Debug)]
pub struct Accounts {
    service: Arc<Service>,
    key: ServerKey,
    hasher: Hasher,
}

impl Accounts {
    /// Opens the accounts of an installation; its server key is made if there is none.
    pub fn open<R: Rng + CryptoRng>(
        service: Arc<Service>,
        random: &mut R,
    ) -> Result<Self, ServiceError> {
        let key = service.keys.server_key(random)?;
        Ok(Self {
            service,
            key,
            hasher: Hasher::new(),
        })
    }

    /// The token that a form has to bring back. It is bound to a session (or, before there is
    /// one, to a random value in the browser), and stored nowhere.
    pub fn form_token(&self, binding: &str) -> String {
        self.key.tag("form", binding.as_bytes())
    }

    /// Whether a form brought back its own token.
    pub fn is_form_token(&self, token: &str, binding: &str) -> bool {
        self.key.is_tag(token, "form", binding.as_bytes())
    }

    async fn known(&self, id: &AccountId) -> Result<Account, ServiceError> {
        let account = self.service.store.account(id).await?;
        Ok(account.ok_or_else(|| AccessError::UnknownAccount(id.to_string()))?)
    }
}

/// A random identifier that opens nothing, hexadecimal.
pub(super) fn identifier<R: Rng + CryptoRng>(random: &mut R) -> String {
    let mut bytes = [0; 8];
    random.fill_bytes(&mut bytes);
    hex::encode(bytes)
}
