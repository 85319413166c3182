//! Keys as trust-service providers hand them out: a PKCS#12 file (RFC 7292) with its chain.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use p12_keystore::Pkcs12Archive;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::ecdsa::signature::{RandomizedSigner, SignatureEncoding};
use p256::pkcs8::{DecodePrivateKey, EncodePublicKey};
use rand::rngs::StdRng;
use rand::{CryptoRng, SeedableRng};
use rsa::RsaPrivateKey;
use rsa::pkcs1v15;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::DocumentSigner;
use super::certificate::{CertificateError, DocumentCertificate, chain_of};
use crate::keys::Passphrase;

/// A key from a PKCS#12 file, in memory; wiped when dropped. On P-256 it is signed with as in
/// [`FileSigner`](super::FileSigner).
pub struct Pkcs12Signer {
    certificate: DocumentCertificate,
    key: Key,
}

enum Key {
    P256(EcdsaKeyPair),
    P384(p384::ecdsa::SigningKey),
    Rsa(Box<RsaKey>),
}

struct RsaKey {
    key: pkcs1v15::SigningKey<Sha256>,
    /// Blinds each signature against timing.
    random: Mutex<StdRng>,
}

/// Why a PKCS#12 file gives no signer.
#[derive(Debug, Error)]
pub enum Pkcs12Error {
    /// The passphrase is wrong, or the file is damaged or of an unknown kind.
    #[error("the PKCS#12 file cannot be opened with this passphrase: {0}")]
    Unopened(#[from] p12_keystore::error::Error),
    /// It holds no key, or more than one.
    #[error("the PKCS#12 file holds {0} private keys instead of one")]
    Keys(usize),
    /// The key is of another kind.
    #[error("the key in the PKCS#12 file is neither on the curves P-256 and P-384 nor RSA")]
    UnknownKey,
    /// The chain is missing or makes no sense.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

impl Pkcs12Signer {
    /// Opens a PKCS#12 file. The chain is that of the key; other certificates are left out.
    pub fn open<R: CryptoRng>(
        file: &[u8],
        passphrase: &Passphrase,
        random: &mut R,
    ) -> Result<Self, Pkcs12Error> {
        let archive = Pkcs12Archive::from_pkcs12(file, passphrase.as_str())?;
        let [bag] = archive.keys.as_slice() else {
            return Err(Pkcs12Error::Keys(archive.keys.len()));
        };
        let (key, public) = Key::read(bag.key.as_der(), random).ok_or(Pkcs12Error::UnknownKey)?;
        let certificates = archive.certs.iter();
        let certificates: Vec<_> = certificates.map(|bag| bag.cert.as_der().to_vec()).collect();
        let certificate = DocumentCertificate::of(chain_of(&public, &certificates)?)?;
        Ok(Self { certificate, key })
    }
}

impl fmt::Debug for Pkcs12Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs12Signer")
            .field("certificate", &self.certificate.subject())
            .finish_non_exhaustive()
    }
}

impl DocumentSigner for Pkcs12Signer {
    fn certificate(&self) -> &DocumentCertificate {
        &self.certificate
    }

    fn sign_unchecked(
        &self,
        message: &[u8],
    ) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        match &self.key {
            Key::P256(key) => {
                let signature = key.sign(&SystemRandom::new(), message)?;
                Ok(signature.as_ref().to_vec())
            }
            Key::P384(key) => {
                let digest = Sha256::digest(message);
                let signature: p384::ecdsa::Signature = key.sign_prehash(&digest)?;
                Ok(signature.to_der().as_bytes().to_vec())
            }
            Key::Rsa(rsa) => {
                let mut random = rsa.random.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(rsa.key.try_sign_with_rng(&mut *random, message)?.to_vec())
            }
        }
    }
}

impl Key {
    /// Reads a PKCS#8 key; also gives its public key as SubjectPublicKeyInfo.
    fn read<R: CryptoRng>(pkcs8: &[u8], random: &mut R) -> Option<(Self, Vec<u8>)> {
        if let Ok(key) = p256::SecretKey::from_pkcs8_der(pkcs8) {
            let public = key.public_key().to_public_key_der().ok()?;
            let der = key.to_sec1_der().ok()?;
            let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
            let key = EcdsaKeyPair::from_private_key_der(algorithm, &der).ok()?;
            return Some((Self::P256(key), public.into_vec()));
        }
        if let Ok(key) = p384::ecdsa::SigningKey::from_pkcs8_der(pkcs8) {
            let public = key.verifying_key().to_public_key_der().ok()?;
            return Some((Self::P384(key), public.into_vec()));
        }
        let key = RsaPrivateKey::from_pkcs8_der(pkcs8).ok()?;
        let public = key.to_public_key().to_public_key_der().ok()?;
        let key = pkcs1v15::SigningKey::new(key);
        let random = Mutex::new(StdRng::from_rng(random));
        let rsa = Box::new(RsaKey { key, random });
        Some((Self::Rsa(rsa), public.into_vec()))
    }
}
