//! Keys in files of our own: encrypted PKCS#8, ECDSA P-256.

use std::fmt;
use std::path::Path;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

use super::certificate::DocumentCertificate;
use super::{DocumentKeyError, DocumentSigner};
use crate::domain::chamber::ChamberId;
use crate::keys::files::{KeyError, decrypt};
use crate::keys::passphrase::Passphrase;

/// A P-256 key from a file, in memory; AWS-LC wipes it when it is dropped. The random numbers in its
/// signatures are AWS-LC's own, as a hardware token's are its own, and no argument as elsewhere.
pub struct FileSigner {
    certificate: DocumentCertificate,
    key: EcdsaKeyPair,
}

impl FileSigner {
    /// Opens the key file of a chamber's certificate; the key has to be the certificate's.
    pub(super) fn open(
        path: &Path,
        chamber: &ChamberId,
        certificate: DocumentCertificate,
        passphrase: &Passphrase,
    ) -> Result<Self, DocumentKeyError> {
        let plain = decrypt(path, chamber, passphrase)?;
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, plain.as_bytes());
        let key = key.map_err(|_| KeyError::CorruptKeyFile(path.to_owned()))?;
        if !certificate.is_of(key.public_key().as_ref()) {
            return Err(DocumentKeyError::OtherKey);
        }
        Ok(Self { certificate, key })
    }
}

impl fmt::Debug for FileSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileSigner")
            .field("certificate", &self.certificate.subject())
            .finish_non_exhaustive()
    }
}

impl DocumentSigner for FileSigner {
    fn certificate(&self) -> &DocumentCertificate {
        &self.certificate
    }

    fn sign_unchecked(
        &self,
        message: &[u8],
    ) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        let signature = self.key.sign(&SystemRandom::new(), message)?;
        Ok(signature.as_ref().to_vec())
    }
}
