//! Keys in files of our own: encrypted PKCS#8, ECDSA P-256.

use std::fmt;
use std::path::Path;

use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use pkcs8::DecodePrivateKey;

use super::DocumentSigner;
use super::certificate::DocumentCertificate;
use crate::domain::chamber::ChamberId;
use crate::keys::files::{KeyError, decrypt};
use crate::keys::passphrase::Passphrase;

/// A P-256 key from a file, in memory; wiped when dropped.
pub struct FileSigner {
    certificate: DocumentCertificate,
    key: SigningKey,
}

impl FileSigner {
    /// Opens the key file that belongs to a chamber's certificate.
    pub(super) fn open(
        path: &Path,
        chamber: &ChamberId,
        certificate: DocumentCertificate,
        passphrase: &Passphrase,
    ) -> Result<Self, KeyError> {
        let plain = decrypt(path, chamber, passphrase)?;
        let secret = SecretKey::from_pkcs8_der(plain.as_bytes());
        let secret = secret.map_err(|_| KeyError::CorruptKeyFile(path.to_owned()))?;
        Ok(Self {
            certificate,
            key: SigningKey::from(&secret),
        })
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
        let signature: DerSignature = self.key.try_sign(message)?;
        Ok(signature.as_bytes().to_vec())
    }
}
