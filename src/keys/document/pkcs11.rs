//! Keys that never leave their device: PKCS#11 tokens (smart cards, HSMs).

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::certificate::{CertificateError, DocumentCertificate, chain_among};
use super::{DocumentKeyError, DocumentSigner};
use crate::keys::Passphrase;
use crate::x509::public_key::{Hash, PublicKey};

/// Where a key is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenKey {
    /// The device's PKCS#11 library.
    pub module: PathBuf,
    /// The token's label; the first token if there is none.
    pub token: Option<String>,
    /// The key's label.
    pub label: String,
}

/// A key on a token, with an open session. The token is another machine: what it signs is verified.
pub struct TokenSigner {
    certificate: DocumentCertificate,
    session: Mutex<Session>,
    key: ObjectHandle,
    public: PublicKey,
}

/// Why a token gives no signer.
#[derive(Debug, Error)]
pub enum TokenError {
    /// The device or its library.
    #[error("the PKCS#11 token does not work: {0}")]
    Device(#[from] Error),
    /// The PIN is wrong.
    #[error("wrong PIN for the token")]
    WrongPin,
    /// A wrong PIN was given too often.
    #[error("the token is locked: a wrong PIN was given too often")]
    Locked,
    /// No such token is there.
    #[error("the PKCS#11 token is not there")]
    NoToken,
    /// No private key has this label, or more than one.
    #[error("there is not exactly one private key {0:?} on the token")]
    NoKey(String),
    /// Its certificate is missing or makes no sense.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

impl TokenSigner {
    /// Opens a session with a key. The certificate is the one on the token with the key's id;
    /// the certificates that lead to its root are looked for there too.
    pub fn open(key: &TokenKey, pin: &Passphrase) -> Result<Self, TokenError> {
        let context = Pkcs11::new(&key.module)?;
        match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            // A library is initialised once in a process.
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(error) => return Err(error.into()),
        }
        let mut slot = None;
        for candidate in context.get_slots_with_initialized_token()? {
            let label = context.get_token_info(candidate)?.label().to_owned();
            if key
                .token
                .as_ref()
                .is_none_or(|wanted| wanted == label.trim_end())
            {
                slot = Some(candidate);
                break;
            }
        }
        let session = context.open_ro_session(slot.ok_or(TokenError::NoToken)?)?;
        match session.login(UserType::User, Some(&AuthPin::from(pin.as_str()))) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(Error::Pkcs11(RvError::PinIncorrect | RvError::PinLenRange, _)) => {
                return Err(TokenError::WrongPin);
            }
            Err(Error::Pkcs11(RvError::PinLocked, _)) => return Err(TokenError::Locked),
            Err(error) => return Err(error.into()),
        }
        let handle = only_key(&session, &key.label)?;
        let mut id = Vec::new();
        for attribute in session.get_attributes(handle, &[AttributeType::Id])? {
            if let Attribute::Id(value) = attribute {
                id = value;
            }
        }
        let id = Attribute::Id(id);
        let class = Attribute::Class(ObjectClass::CERTIFICATE);
        let own = certificates(&session, &[class.clone(), id])?;
        let chain = chain_among(&own, &certificates(&session, &[class])?)?;
        let certificate = DocumentCertificate::of(chain)?;
        Ok(Self {
            public: certificate.public_key()?,
            certificate,
            session: Mutex::new(session),
            key: handle,
        })
    }
}

impl fmt::Debug for TokenSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSigner")
            .field("certificate", &self.certificate.subject())
            .finish_non_exhaustive()
    }
}

impl DocumentSigner for TokenSigner {
    fn certificate(&self) -> &DocumentCertificate {
        &self.certificate
    }

    fn sign_unchecked(
        &self,
        message: &[u8],
    ) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        // Not every token hashes for ECDSA; all sign a digest. They give r and s side by side.
        let pair = || session.sign(&Mechanism::Ecdsa, self.key, &Sha256::digest(message));
        let signature = match self.public {
            PublicKey::Rsa(_) => session.sign(&Mechanism::Sha256RsaPkcs, self.key, message)?,
            PublicKey::P256(_) => {
                let signature = p256::ecdsa::Signature::from_slice(&pair()?)?;
                signature.to_der().as_bytes().to_vec()
            }
            PublicKey::P384(_) => {
                let signature = p384::ecdsa::Signature::from_slice(&pair()?)?;
                signature.to_der().as_bytes().to_vec()
            }
        };
        if self.public.verifies(Hash::Sha256, message, &signature) {
            Ok(signature)
        } else {
            Err(DocumentKeyError::OtherKey.into())
        }
    }
}

fn only_key(session: &Session, label: &str) -> Result<ObjectHandle, TokenError> {
    let wanted = [
        Attribute::Class(ObjectClass::PRIVATE_KEY),
        Attribute::Label(label.as_bytes().to_vec()),
    ];
    match session.find_objects(&wanted)?.as_slice() {
        [key] => Ok(*key),
        _ => Err(TokenError::NoKey(label.to_owned())),
    }
}

fn certificates(session: &Session, wanted: &[Attribute]) -> Result<Vec<Vec<u8>>, Error> {
    let mut found = Vec::new();
    for handle in session.find_objects(wanted)? {
        for attribute in session.get_attributes(handle, &[AttributeType::Value])? {
            if let Attribute::Value(der) = attribute {
                found.push(der);
            }
        }
    }
    Ok(found)
}
