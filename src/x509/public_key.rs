//! Public keys of certificates, and what they verify.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, ID_EC_PUBLIC_KEY, ID_MGF_1,
    ID_RSASSA_PSS, ID_SHA_256, ID_SHA_384, ID_SHA_512, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1,
    SHA_256_WITH_RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use der::asn1::ObjectIdentifier;
use der::{Any, Encode};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::RsaPssParams;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};
use spki::{AlgorithmIdentifierOwned, DecodePublicKey, SubjectPublicKeyInfoOwned};
use thiserror::Error;

/// A key of a certificate.
#[derive(Debug, Clone)]
pub enum PublicKey {
    /// ECDSA over P-256.
    P256(p256::ecdsa::VerifyingKey),
    /// ECDSA over P-384.
    P384(p384::ecdsa::VerifyingKey),
    /// RSA PKCS#1 v1.5.
    Rsa(Box<RsaPublicKey>),
}

/// Why a key verifies nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnusableKey {
    /// It is of another kind, or malformed.
    #[error("the certificate's key is neither on the curves P-256 and P-384 nor RSA")]
    Unknown,
    /// An RSA key of so few bits.
    #[error("the certificate's RSA key has only {0} bits")]
    Weak(u32),
}

/// Bits of the shortest RSA key that is accepted.
pub const SHORTEST_RSA: u32 = 2048;

/// The hash functions that are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256, the only one of our own signatures.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The function with this identifier (RFC 5754, 2).
    pub fn of(algorithm: &AlgorithmIdentifierOwned) -> Option<Self> {
        let plain = algorithm.parameters.as_ref().is_none_or(|p| p.is_null());
        match algorithm.oid {
            ID_SHA_256 => Some(Self::Sha256),
            ID_SHA_384 => Some(Self::Sha384),
            ID_SHA_512 => Some(Self::Sha512),
            _ => None,
        }
        .filter(|_| plain)
    }

    /// The function that a signature algorithm includes (RFC 5754, 3); `fallback` where the
    /// algorithm names none.
    pub fn of_signature(
        algorithm: &AlgorithmIdentifierOwned,
        fallback: Option<Self>,
    ) -> Option<Self> {
        let plain = algorithm.parameters.as_ref().is_none_or(|p| p.is_null());
        match algorithm.oid {
            ECDSA_WITH_SHA_256 | SHA_256_WITH_RSA_ENCRYPTION => Some(Self::Sha256),
            ECDSA_WITH_SHA_384 | SHA_384_WITH_RSA_ENCRYPTION => Some(Self::Sha384),
            ECDSA_WITH_SHA_512 | SHA_512_WITH_RSA_ENCRYPTION => Some(Self::Sha512),
            RSA_ENCRYPTION => fallback,
            _ => None,
        }
        .filter(|_| plain)
    }

    /// Hashes bytes.
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

impl PublicKey {
    /// Reads a certificate's key.
    pub fn of(info: &SubjectPublicKeyInfoOwned) -> Result<Self, UnusableKey> {
        let der = info.to_der().map_err(|_| UnusableKey::Unknown)?;
        let curve = info
            .algorithm
            .parameters
            .as_ref()
            .and_then(|p| p.decode_as::<ObjectIdentifier>().ok());
        let key = match (info.algorithm.oid, curve) {
            (ID_EC_PUBLIC_KEY, Some(SECP_256_R_1)) => {
                p256::ecdsa::VerifyingKey::from_public_key_der(&der).map(Self::P256)
            }
            (ID_EC_PUBLIC_KEY, Some(SECP_384_R_1)) => {
                p384::ecdsa::VerifyingKey::from_public_key_der(&der).map(Self::P384)
            }
            (RSA_ENCRYPTION, _) => {
                RsaPublicKey::from_public_key_der(&der).map(|key| Self::Rsa(Box::new(key)))
            }
            _ => return Err(UnusableKey::Unknown),
        };
        match key.map_err(|_| UnusableKey::Unknown)? {
            Self::Rsa(key) if key.n().bits() < SHORTEST_RSA => {
                Err(UnusableKey::Weak(key.n().bits()))
            }
            key => Ok(key),
        }
    }

    /// The signature in the form that counts. Out of an ECDSA signature (r, s) anybody can make
    /// another, (r, −s), that verifies as well; it is the one whose `s` is smaller.
    pub fn normal(&self, signature: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::P256(_) => {
                let signature = p256::ecdsa::Signature::from_der(signature).ok()?;
                Some(signature.normalize_s().to_der().as_bytes().to_vec())
            }
            Self::P384(_) => {
                let signature = p384::ecdsa::Signature::from_der(signature).ok()?;
                Some(signature.normalize_s().to_der().as_bytes().to_vec())
            }
            Self::Rsa(_) => Some(signature.to_vec()),
        }
    }

    /// Whether the key's owner signed the message with an algorithm as certificates name it; no
    /// for algorithms that are not known here.
    pub fn verifies_by(
        &self,
        algorithm: &AlgorithmIdentifierOwned,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        match (self, pss(algorithm)) {
            (Self::Rsa(key), Some((hash, salt))) => {
                let digest = hash.digest(message);
                match hash {
                    Hash::Sha256 => {
                        key.verify(Pss::<Sha256>::new_with_salt(salt), &digest, signature)
                    }
                    Hash::Sha384 => {
                        key.verify(Pss::<Sha384>::new_with_salt(salt), &digest, signature)
                    }
                    Hash::Sha512 => {
                        key.verify(Pss::<Sha512>::new_with_salt(salt), &digest, signature)
                    }
                }
                .is_ok()
            }
            _ => Hash::of_signature(algorithm, None)
                .is_some_and(|hash| self.verifies(hash, message, signature)),
        }
    }

    /// Whether the key's owner signed the message.
    ///
    /// What our own chambers sign is verified by AWS-LC, in a fraction of the time that `p256` takes.
    pub fn verifies(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        if let (Self::P256(key), Hash::Sha256) = (self, hash) {
            let key = key.to_sec1_point(false);
            return UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key.as_bytes())
                .verify(message, signature)
                .is_ok();
        }
        let digest = hash.digest(message);
        match self {
            Self::P256(key) => p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()),
            Self::P384(key) => p384::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()),
            Self::Rsa(key) => {
                let scheme = match hash {
                    Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                    Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                    Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
                };
                key.verify(scheme, &digest, signature).is_ok()
            }
        }
    }
}

/// The hash function and the length of the salt of an RSASSA-PSS signature (RFC 4055, 3.1), whose
/// mask is made with the same function, as all providers do.
fn pss(algorithm: &AlgorithmIdentifierOwned) -> Option<(Hash, usize)> {
    let parameters = algorithm.parameters.as_ref();
    let parameters = parameters.filter(|_| algorithm.oid == ID_RSASSA_PSS)?;
    let parameters: RsaPssParams<Any> = parameters.decode_as().ok()?;
    let hash = Hash::of(&parameters.hash)?;
    let mask = parameters.mask_gen;
    let same = mask.oid == ID_MGF_1 && mask.parameters.as_ref().and_then(Hash::of) == Some(hash);
    same.then_some((hash, usize::from(parameters.salt_len)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
    use p256::ecdsa::signature::Signer;
    use p256::ecdsa::{DerSignature, SigningKey};
    use proptest::prelude::*;

    fn pair(seed: [u8; 32]) -> Option<(SigningKey, PublicKey)> {
        let key = SigningKey::from_slice(&seed).ok()?;
        let public = PublicKey::P256(*key.verifying_key());
        Some((key, public))
    }

    fn signed_by_aws_lc(
        seed: &[u8],
        public: &p256::ecdsa::VerifyingKey,
        message: &[u8],
    ) -> Option<Vec<u8>> {
        let key = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_ASN1_SIGNING,
            seed,
            public.to_sec1_point(false).as_bytes(),
        );
        let signature = key.ok()?.sign(&SystemRandom::new(), message).ok()?;
        Some(signature.as_ref().to_vec())
    }

    proptest! {
        /// Two libraries agree on what either of them signed, in either form of the signature, and on
        /// what is not signed.
        #[test]
        fn aws_lc_and_p256_agree(seed: [u8; 32], message: Vec<u8>, at: prop::sample::Index, bit in 0u8..8) {
            let Some((key, public)) = pair(seed) else { return Ok(()) };
            let PublicKey::P256(verifying) = &public else { unreachable!() };
            let agreed = |signature: &[u8]| {
                let by_p256 = p256::ecdsa::Signature::from_der(signature).is_ok_and(|signature| {
                    verifying.verify_prehash(&Sha256::digest(&message), &signature).is_ok()
                });
                (public.verifies(Hash::Sha256, &message, signature), by_p256)
            };
            let own = signed_by_aws_lc(&seed, verifying, &message).unwrap_or_default();
            prop_assert_eq!(agreed(&own), (true, true));

            let signature: DerSignature = key.sign(&message);
            let mut signature = signature.as_bytes().to_vec();
            prop_assert_eq!(agreed(&signature), (true, true));

            let normal = public.normal(&signature).unwrap_or_default();
            prop_assert_eq!(agreed(&normal), (true, true));

            let at = at.index(signature.len());
            signature[at] ^= 1 << bit;
            let (by_aws_lc, by_p256) = agreed(&signature);
            prop_assert_eq!(by_aws_lc, by_p256);
            prop_assert!(!by_aws_lc);
        }
    }
}
