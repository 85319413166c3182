//! Which key a chamber signs documents with now, where it is kept, and how it is opened.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use p256::SecretKey;
use p256::ecdsa::SigningKey;
use p256::elliptic_curve::Generate;
use pkcs8::EncodePrivateKey;
use rand::CryptoRng;
use serde::{Deserialize, Serialize};

use super::certificate::{DocumentCertificate, Unfit};
use super::pinned::stem;
use super::pkcs11::TokenError;
use super::pkcs12::Pkcs12Error;
use super::self_issued::{Subject, self_issued};
use super::{CertificateError, DocumentSigner, FileSigner, Pkcs12Signer, TokenKey, TokenSigner};
use crate::domain::chamber::ChamberId;
use crate::keys::Passphrase;
use crate::keys::files::{KeyError, KeyFolder, PRIVATE, encrypt, write_whole};
use crate::x509::public_key::Hash;

/// The file that says which key signs.
const CUSTODY: &str = "document-keys.toml";

/// Where a private key is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "custody", rename_all = "kebab-case")]
pub enum Custody {
    /// In a file of our own, under the chamber's passphrase.
    File,
    /// In a PKCS#12 file, under the passphrase that it came with.
    Pkcs12,
    /// On a PKCS#11 token, behind a PIN.
    Pkcs11(TokenKey),
}

/// A chamber's document key, as everybody may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentKey {
    /// Its certificate and chain.
    pub certificate: DocumentCertificate,
    /// Where the private key is kept.
    pub custody: Custody,
}

/// Why a document key cannot be made, taken over or opened.
#[derive(Debug, thiserror::Error)]
pub enum DocumentKeyError {
    /// The key folder.
    #[error(transparent)]
    Folder(#[from] KeyError),
    /// The record of keys makes no sense.
    #[error("{path}: {source}")]
    Record {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// No certificate can be made in this name.
    #[error("no certificate can be made for {0:?}")]
    Subject(String),
    /// The PKCS#12 file.
    #[error(transparent)]
    Pkcs12(#[from] Pkcs12Error),
    /// The token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// Its certificates are longer than what a signature has room for.
    #[error("the certificates have {length} bytes, more than {longest}")]
    LongChain {
        /// In bytes.
        length: usize,
        /// In bytes.
        longest: usize,
    },
    /// The certificate does not allow signing.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The key does not sign.
    #[error("the key does not sign: {0}")]
    DoesNotSign(#[source] Box<dyn Error + Send + Sync>),
    /// What it signs does not verify with its certificate.
    #[error("what the key signs does not verify with its certificate")]
    OtherKey,
    /// The key now bears another certificate than the one that was taken over.
    #[error("the document key of {0} bears another certificate now; take it over again")]
    OtherCertificate(ChamberId),
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Record {
    #[serde(default)]
    document_key: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    chamber: ChamberId,
    certificate: String,
    #[serde(flatten)]
    custody: Custody,
}

impl KeyFolder {
    /// Makes a document key for a chamber, with a self-issued certificate that is valid for five
    /// years from `at`. Older certificates stay pinned, so what they signed stays genuine.
    pub fn create_document_key<R: CryptoRng>(
        &self,
        chamber: &ChamberId,
        subject: &Subject,
        passphrase: &Passphrase,
        at: Timestamp,
        random: &mut R,
    ) -> Result<DocumentCertificate, DocumentKeyError> {
        passphrase.fit_for_a_new_key().map_err(KeyError::from)?;
        let unnamed = || DocumentKeyError::Subject(subject.name.clone());
        let secret = SecretKey::generate_from_rng(random);
        let plain = secret.to_pkcs8_der().map_err(|_| KeyError::Encryption)?;
        let file = encrypt(&plain, passphrase, random).ok_or(KeyError::Encryption)?;
        let leaf =
            self_issued(&SigningKey::from(&secret), subject, at, random).map_err(|_| unnamed())?;
        let certificate = DocumentCertificate::of(vec![leaf]).map_err(|_| unnamed())?;
        write_whole(
            &self.private_file(chamber, &certificate, "pem"),
            file.as_bytes(),
        )?;
        self.appoint(chamber, certificate, Custody::File)
    }

    /// Takes over a provider's key from a PKCS#12 file. The file is kept as it is, under its own
    /// passphrase.
    pub fn take_pkcs12<R: CryptoRng>(
        &self,
        chamber: &ChamberId,
        file: &[u8],
        passphrase: &Passphrase,
        at: Timestamp,
        random: &mut R,
    ) -> Result<DocumentCertificate, DocumentKeyError> {
        let signer = Pkcs12Signer::open(file, passphrase, random)?;
        let certificate = signer.certificate().clone();
        certificate.fit_to_sign(at)?;
        try_out(&signer)?;
        write_whole(&self.private_file(chamber, &certificate, "p12"), file)?;
        self.appoint(chamber, certificate, Custody::Pkcs12)
    }

    /// Takes a key on a token into use. It stays there, and so does the PIN with its owner.
    pub fn take_token(
        &self,
        chamber: &ChamberId,
        key: TokenKey,
        pin: &Passphrase,
        at: Timestamp,
    ) -> Result<DocumentCertificate, DocumentKeyError> {
        let signer = TokenSigner::open(&key, pin)?;
        let certificate = signer.certificate().clone();
        certificate.fit_to_sign(at)?;
        try_out(&signer)?;
        self.appoint(chamber, certificate, Custody::Pkcs11(key))
    }

    /// The key with which the chamber signs documents now.
    pub fn document_key(&self, chamber: &ChamberId) -> Result<DocumentKey, DocumentKeyError> {
        let record = self.record()?;
        let none = || KeyError::NoActiveKey(chamber.clone());
        let mut newest_first = record.document_key.into_iter().rev();
        let entry = newest_first.find(|entry| entry.chamber == *chamber);
        let entry = entry.ok_or_else(none)?;
        let certificates = self.document_certificates(chamber)?;
        let mut certificates = certificates.into_iter();
        let certificate = certificates
            .find(|certificate| stem(chamber, certificate) == entry.certificate)
            .ok_or_else(none)?;
        Ok(DocumentKey {
            certificate,
            custody: entry.custody,
        })
    }

    /// Opens the chamber's document key, with the chamber's passphrase, that of the PKCS#12 file
    /// or the token's PIN, wherever it is kept.
    pub fn unlock_document_key<R: CryptoRng>(
        &self,
        chamber: &ChamberId,
        secret: &Passphrase,
        random: &mut R,
    ) -> Result<Box<dyn DocumentSigner>, DocumentKeyError> {
        let DocumentKey {
            certificate,
            custody,
        } = self.document_key(chamber)?;
        let signer: Box<dyn DocumentSigner> = match custody {
            Custody::File => {
                let path = self.private_file(chamber, &certificate, "pem");
                let signer = FileSigner::open(&path, chamber, certificate.clone(), secret)?;
                Box::new(signer)
            }
            Custody::Pkcs12 => {
                let path = self.private_file(chamber, &certificate, "p12");
                let file = read(&path)?;
                Box::new(Pkcs12Signer::open(&file, secret, random)?)
            }
            Custody::Pkcs11(key) => Box::new(TokenSigner::open(&key, secret)?),
        };
        if *signer.certificate() == certificate {
            Ok(signer)
        } else {
            Err(DocumentKeyError::OtherCertificate(chamber.clone()))
        }
    }

    /// Pins the certificate, and then lets its key sign: what it signs is never unknown.
    fn appoint(
        &self,
        chamber: &ChamberId,
        certificate: DocumentCertificate,
        custody: Custody,
    ) -> Result<DocumentCertificate, DocumentKeyError> {
        self.pin_document_certificate(chamber, &certificate)?;
        let mut record = self.record()?;
        record.document_key.push(Entry {
            chamber: chamber.clone(),
            certificate: stem(chamber, &certificate),
            custody,
        });
        let text = toml::to_string_pretty(&record).map_err(|_| KeyError::Encryption)?;
        write_whole(&self.path.join(CUSTODY), text.as_bytes())?;
        Ok(certificate)
    }

    fn record(&self) -> Result<Record, DocumentKeyError> {
        let path = self.path.join(CUSTODY);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Record::default()),
            Err(source) => return Err(KeyError::Io { path, source }.into()),
        };
        let record = toml::from_str(&text);
        record.map_err(|source| DocumentKeyError::Record {
            path,
            source: Box::new(source),
        })
    }

    fn private_file(
        &self,
        chamber: &ChamberId,
        certificate: &DocumentCertificate,
        extension: &str,
    ) -> PathBuf {
        let name = format!("{}-document.{extension}", stem(chamber, certificate));
        self.path.join(PRIVATE).join(name)
    }
}

/// Signs something, so that a key which cannot is known before an Urkunde waits for it; and a chain
/// that does not fit into a signature.
fn try_out(signer: &impl DocumentSigner) -> Result<(), DocumentKeyError> {
    /// In an Urkunde's signature there are 16 KiB for everything.
    const LONGEST_CHAIN: usize = 14 << 10;
    let length = signer.certificate().chain().iter().map(Vec::len).sum();
    if length > LONGEST_CHAIN {
        let longest = LONGEST_CHAIN;
        return Err(DocumentKeyError::LongChain { length, longest });
    }
    const MESSAGE: &[u8] = b"Kammersiegel tries out a document key.";
    let unreadable = |cause: CertificateError| DocumentKeyError::DoesNotSign(cause.into());
    let public = signer.certificate().public_key().map_err(unreadable)?;
    let signature = signer.sign_unchecked(MESSAGE);
    let signature = signature.map_err(|cause| match cause.downcast() {
        Ok(known) => *known,
        Err(cause) => DocumentKeyError::DoesNotSign(cause),
    })?;
    if public.verifies(Hash::Sha256, MESSAGE, &signature) {
        Ok(())
    } else {
        Err(DocumentKeyError::OtherKey)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, KeyError> {
    fs::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => KeyError::NoPrivateKey(path.to_owned()),
        _ => KeyError::Io {
            path: path.to_owned(),
            source,
        },
    })
}
