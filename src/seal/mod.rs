//! The seal: facts → signed bytes → proof. No I/O.
//!
//! Promises: the same facts give the same bytes; bytes that are not the one encoding of their
//! facts are refused; a [`VerifiedSeal`] exists only if **every** chamber of the mark signed, each
//! with a key pinned in the keyring. The format is specified in `docs/seal-format.md`.

pub mod code;
pub mod cose;
pub mod examination;
pub mod keyring;
pub mod payload;
pub mod signature;

pub use code::Code;
pub use examination::{Examination, VerifiedSeal};
pub use keyring::Keyring;
pub use signature::SealSignature;

use crate::domain::certificate::Facts;

/// A seal as it travels: its facts, and a signature or a gap for each listed key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    facts: Facts,
    body: Vec<u8>,
    signatures: Vec<Option<SealSignature>>,
}

impl Seal {
    /// A seal of facts with the signatures that there are, in the order of its keys.
    ///
    /// Signatures beyond the number of keys are dropped; missing ones are gaps.
    pub fn new(facts: Facts, mut signatures: Vec<Option<SealSignature>>) -> Self {
        signatures.resize(facts.keys.len(), None);
        let body = payload::encode(&facts);
        Self {
            facts,
            body,
            signatures,
        }
    }

    /// Reads the bytes of a seal: the body and the signatures behind it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, payload::PayloadError> {
        let (facts, length) = payload::decode(bytes)?;
        let (body, behind) = bytes.split_at(length);
        let (chunks, rest) = behind.as_chunks::<{ signature::LENGTH }>();
        if !rest.is_empty() {
            return Err(payload::PayloadError::Truncated);
        }
        if chunks.len() > facts.keys.len() {
            return Err(payload::PayloadError::BytesBehindTheEnd);
        }
        let mut signatures: Vec<_> = chunks.iter().map(|c| Some(SealSignature(*c))).collect();
        signatures.resize(facts.keys.len(), None);
        Ok(Self {
            facts,
            body: body.to_vec(),
            signatures,
        })
    }

    /// The bytes of the seal up to its first gap.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.body.clone();
        for signature in self.signatures.iter().map_while(Option::as_ref) {
            bytes.extend_from_slice(&signature.0);
        }
        bytes
    }

    /// What the seal says. Nothing of it is proven.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The bytes that every chamber signs.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The signatures in the order of the keys.
    pub fn signatures(&self) -> &[Option<SealSignature>] {
        &self.signatures
    }
}
