//! The seal as a standard COSE_Sign (RFC 9052 § 4.1), for other people's tools.

use coset::{
    CborSerializable, CoseSign, CoseSignBuilder, CoseSignature, CoseSignatureBuilder,
    TaggedCborSerializable,
};
use thiserror::Error;

use super::examination::VerifiedSeal;
use super::keyring::{KeyId, Keyring};
use super::payload::PayloadError;
use super::signature::{self, SealSignature, TYPE};
use super::{Seal, payload};

/// Why bytes are no exported seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CoseError {
    /// Not a COSE_Sign structure.
    #[error("the bytes are not a COSE_Sign structure")]
    NotCoseSign,
    /// A COSE_Sign of something else.
    #[error("the COSE_Sign structure is not a seal")]
    NotASeal,
    /// Its payload is no seal.
    #[error(transparent)]
    Payload(#[from] PayloadError),
    /// A key of the seal is not in the keyring.
    #[error("a key of the seal is unknown")]
    UnknownKey,
}

/// The tagged COSE_Sign (tag 98) with one signature for each chamber.
pub fn export(seal: &VerifiedSeal, keyring: &Keyring) -> Result<Vec<u8>, CoseError> {
    let seal = seal.seal();
    let mut builder = CoseSignBuilder::new()
        .protected(signature::body_header())
        .payload(seal.body().to_vec());
    for (tag, signature) in seal.facts().keys.iter().zip(seal.signatures()) {
        let key = keyring.key(*tag).ok_or(CoseError::UnknownKey)?;
        let signature = signature.ok_or(CoseError::NotASeal)?;
        builder = builder.add_signature(one_signature(&key.id, &signature));
    }
    builder
        .build()
        .to_tagged_vec()
        .map_err(|_| CoseError::NotCoseSign)
}

/// Reads an exported seal, tagged or not. Nothing of it is proven.
pub fn import(bytes: &[u8]) -> Result<Seal, CoseError> {
    let cose = CoseSign::from_tagged_slice(bytes)
        .or_else(|_| CoseSign::from_slice(bytes))
        .map_err(|_| CoseError::NotCoseSign)?;
    if signature::type_of(&cose.protected.header) != Some(TYPE) {
        return Err(CoseError::NotASeal);
    }
    let body = cose.payload.as_deref().ok_or(CoseError::NotASeal)?;
    let (facts, length) = payload::decode(body)?;
    if length != body.len() {
        return Err(PayloadError::BytesBehindTheEnd.into());
    }
    let signatures = facts.keys.iter().map(|tag| {
        let by_key = |s: &&CoseSignature| s.protected.header.key_id.starts_with(&tag.0);
        let found = cose.signatures.iter().find(by_key)?;
        Some(SealSignature(found.signature.as_slice().try_into().ok()?))
    });
    let signatures = signatures.collect();
    Ok(Seal::new(facts, signatures))
}

fn one_signature(key: &KeyId, signature: &SealSignature) -> CoseSignature {
    CoseSignatureBuilder::new()
        .protected(signature::signer_header(key))
        .signature(signature.0.to_vec())
        .build()
}
