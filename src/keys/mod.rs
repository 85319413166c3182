//! Custody of private keys.
//!
//! A private key exists in two places only: encrypted with its chamber's own passphrase in a
//! file, and, while its owner signs, in memory that is wiped afterwards. It is never printed.

pub mod document;
pub mod files;
pub mod introduction;
pub mod passphrase;
mod server;

pub use files::{KeyError, KeyFolder};
pub use introduction::{Introduction, IntroductionError};
pub use passphrase::Passphrase;
pub use server::{ServerKey, is_signed_digest};

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};

use crate::domain::chamber::ChamberId;
use crate::seal::SealSignature;
use crate::seal::keyring::KeyId;
use crate::seal::signature::to_be_signed;

/// Whatever can sign seals for one chamber.
pub trait SealSigner {
    /// The chamber.
    fn chamber(&self) -> &ChamberId;

    /// The key that signs.
    fn key_id(&self) -> KeyId;

    /// Signs the body of a seal.
    fn sign(&self, body: &[u8]) -> SealSignature;
}

/// A private key in memory; wiped when dropped.
pub struct UnlockedKey {
    chamber: ChamberId,
    id: KeyId,
    key: SigningKey,
}

impl fmt::Debug for UnlockedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnlockedKey")
            .field("chamber", &self.chamber)
            .field("id", &self.id)
            .finish()
    }
}

impl SealSigner for UnlockedKey {
    fn chamber(&self) -> &ChamberId {
        &self.chamber
    }

    fn key_id(&self) -> KeyId {
        self.id
    }

    fn sign(&self, body: &[u8]) -> SealSignature {
        SealSignature(self.key.sign(&to_be_signed(body, &self.id)).to_bytes())
    }
}
