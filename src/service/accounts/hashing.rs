//! Passwords and their argon2id hashes.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::{CryptoRng, Rng};
use tokio::sync::Semaphore;

use super::AccessError;
use crate::domain::password::{LONGEST, Password};

/// OWASP's parameters for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// So many at once: what comes in excess waits, and keeps neither memory nor processors.
const AT_ONCE: usize = 2;

/// A hash with the same parameters that no password has: comparing with it takes as long as
/// with a real one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes passwords, a few at once, beside the threads that answer requests.
#[derive(Debug)]
pub(super) struct Hasher {
    places: Arc<Semaphore>,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The hash of a password with a new salt, as a PHC string.
    pub(super) async fn hash<R: Rng + CryptoRng>(
        &self,
        password: &Password,
        random: &mut R,
    ) -> Result<String, AccessError> {
        let mut salt = [0; 16];
        random.fill_bytes(&mut salt);
        let password = password.clone();
        self.run(move |argon2| {
            let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|h| h.to_string())
                .map_err(|_| AccessError::Hashing)
        })
        .await?
    }

    /// Whether a password has this hash. Without a hash it takes as long to say no.
    pub(super) async fn verify(
        &self,
        password: &Password,
        hash: Option<String>,
    ) -> Result<bool, AccessError> {
        let hash = hash.filter(|_| password.as_bytes().len() <= LONGEST);
        let (known, hash) = (hash.is_some(), hash.unwrap_or_else(|| NOBODY.to_owned()));
        let password = password.clone();
        let same = self.run(move |argon2| {
            let typed = password.as_bytes();
            let typed = &typed[..typed.len().min(LONGEST)];
            argon2.verify_password(typed, hash.as_str()).is_ok()
        });
        Ok(same.await? && known)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(Argon2<'static>) -> T + Send + 'static,
    ) -> Result<T, AccessError> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
        let params = params.map_err(|_| AccessError::Hashing)?;
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| AccessError::Hashing)?;
        let done = tokio::task::spawn_blocking(move || {
            // Held by the work itself: who no longer waits for it frees no place.
            let _place = place;
            work(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
        });
        done.await.map_err(|_| AccessError::Hashing)
    }
}
