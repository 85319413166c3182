//! Public keys of certificates, and what they verify.

use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, RSA_ENCRYPTION, SECP_256_R_1};
use der::Encode;
use der::asn1::ObjectIdentifier;
use p256::ecdsa::signature::Verifier;
use rsa::{RsaPublicKey, pkcs1v15};
use sha2::Sha256;
use spki::DecodePublicKey;
use thiserror::Error;
use x509_cert::certificate::TbsCertificate;

/// A key with which a chamber may sign documents.
#[derive(Debug, Clone)]
pub enum PublicKey {
    /// ECDSA over P-256, with SHA-256.
    P256(p256::ecdsa::VerifyingKey),
    /// RSA PKCS#1 v1.5, with SHA-256.
    Rsa(Box<RsaPublicKey>),
}

/// The key is of another kind, or malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the certificate's key is neither P-256 nor RSA")]
pub struct UnknownKey;

impl PublicKey {
    /// The key of a certificate.
    pub fn of(certificate: &TbsCertificate) -> Result<Self, UnknownKey> {
        let info = certificate.subject_public_key_info();
        let der = info.to_der().map_err(|_| UnknownKey)?;
        let curve = info
            .algorithm
            .parameters
            .as_ref()
            .and_then(|p| p.decode_as::<ObjectIdentifier>().ok());
        match (info.algorithm.oid, curve) {
            (ID_EC_PUBLIC_KEY, Some(SECP_256_R_1)) => {
                p256::ecdsa::VerifyingKey::from_public_key_der(&der)
                    .map(Self::P256)
                    .map_err(|_| UnknownKey)
            }
            (RSA_ENCRYPTION, _) => RsaPublicKey::from_public_key_der(&der)
                .map(|key| Self::Rsa(Box::new(key)))
                .map_err(|_| UnknownKey),
            _ => Err(UnknownKey),
        }
    }

    /// Whether the key's owner signed the message; both kinds hash it with SHA-256.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256(key) => p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Self::Rsa(key) => pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| {
                pkcs1v15::VerifyingKey::<Sha256>::new(RsaPublicKey::clone(key))
                    .verify(message, &signature)
                    .is_ok()
            }),
        }
    }
}
