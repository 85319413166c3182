//! Keys that sign documents: ECDSA (P-256, P-384) or RSA with an X.509 certificate, as readers of PDF
//! expect them. They are other keys than those of the seal.

pub mod certificate;
pub mod custody;
pub mod file;
pub(super) mod pinned;
pub mod pkcs11;
pub mod pkcs12;
pub mod self_issued;

pub use certificate::{CertificateError, DocumentCertificate, Unfit};
pub use custody::{Custody, DocumentKey, DocumentKeyError};
pub use file::FileSigner;
pub use pkcs11::{TokenKey, TokenSigner};
pub use pkcs12::Pkcs12Signer;

use std::error::Error;
use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

/// Whatever can sign documents for one chamber: a key file, a PKCS#12 file, a PKCS#11 token.
pub trait DocumentSigner: fmt::Debug + Send + Sync {
    /// The certificate and its chain.
    fn certificate(&self) -> &DocumentCertificate;

    /// Signs with SHA-256: ECDSA as DER, or RSA PKCS#1 v1.5. Use [`sign`](Self::sign). A custodian
    /// outside of this process is not believed: what it gives is verified here.
    fn sign_unchecked(&self, message: &[u8]) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>>;

    /// Signs, unless the certificate does not allow it at that instant.
    fn sign(&self, message: &[u8], at: Timestamp) -> Result<Vec<u8>, SigningError> {
        self.certificate().fit_to_sign(at)?;
        self.sign_unchecked(message).map_err(SigningError::Key)
    }
}

impl<S: DocumentSigner + ?Sized> DocumentSigner for Box<S> {
    fn certificate(&self) -> &DocumentCertificate {
        (**self).certificate()
    }

    fn sign_unchecked(&self, message: &[u8]) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
        (**self).sign_unchecked(message)
    }
}

/// Why a key did not sign.
#[derive(Debug, Error)]
pub enum SigningError {
    /// The certificate does not allow it.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The key's custodian refuses.
    #[error("the key does not sign: {0}")]
    Key(#[source] Box<dyn Error + Send + Sync>),
}
