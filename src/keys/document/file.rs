//! Document keys in the key folder: one encrypted PKCS#8 file for each, and the certificates of
//! all keys that sign or signed, of whatever kind.

use std::fmt;
use std::fs;
use std::io;

use der::Document;
use der::pem::{LineEnding, encode_string};
use jiff::Timestamp;
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::elliptic_curve::Generate;
use pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rand::CryptoRng;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::DocumentSigner;
use super::certificate::{DocumentCertificate, Subject, self_issued};
use crate::domain::chamber::ChamberId;
use crate::keys::Passphrase;
use crate::keys::files::{KeyError, KeyFolder, PRIVATE, decrypt, encrypt, write_whole};

/// Folder of the certificates.
const CERTIFICATES: &str = "document";
const PEM_LABEL: &str = "CERTIFICATE";

/// Why no document key was made.
#[derive(Debug, Error)]
pub enum DocumentKeyError {
    /// The key folder.
    #[error(transparent)]
    Folder(#[from] KeyError),
    /// No certificate can be made in this name.
    #[error("no certificate can be made for {0:?}")]
    Subject(String),
}

/// A P-256 key from a file, in memory; wiped when dropped.
pub struct FileSigner {
    certificate: DocumentCertificate,
    key: SigningKey,
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
            &self.document_key_path(chamber, &certificate),
            file.as_bytes(),
        )?;
        self.pin_document_certificate(chamber, &certificate)?;
        Ok(certificate)
    }

    /// Remembers a certificate with which the chamber signs, so that its signatures are accepted.
    pub fn pin_document_certificate(
        &self,
        chamber: &ChamberId,
        certificate: &DocumentCertificate,
    ) -> Result<(), KeyError> {
        let mut text = String::new();
        for der in certificate.chain() {
            let pem = encode_string(PEM_LABEL, LineEnding::LF, der);
            text += &pem.map_err(|_| KeyError::Encryption)?;
        }
        let name = format!("{}.pem", stem(chamber, certificate));
        write_whole(&self.path.join(CERTIFICATES).join(name), text.as_bytes())
    }

    /// All certificates with which the chamber signs or signed, newest first.
    pub fn document_certificates(
        &self,
        chamber: &ChamberId,
    ) -> Result<Vec<DocumentCertificate>, KeyError> {
        let folder = self.path.join(CERTIFICATES);
        let failed = |source| KeyError::Io {
            path: folder.clone(),
            source,
        };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(failed(source)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            let name = path.file_stem().and_then(|name| name.to_str());
            let tag = name.and_then(|name| name.strip_prefix(chamber.as_str()));
            // `ihk-ulm-1a2b3c4d` is not of the chamber `ihk`.
            if tag.and_then(|tag| tag.strip_prefix('-')).map(str::len) != Some(TAG) {
                continue;
            }
            let corrupt = || KeyError::CorruptKeyFile(path.clone());
            let text = fs::read_to_string(&path).map_err(|source| KeyError::Io {
                path: path.clone(),
                source,
            })?;
            let chain = read_chain(&text).ok_or_else(corrupt)?;
            found.push(DocumentCertificate::of(chain).map_err(|_| corrupt())?);
        }
        found.sort_by_key(|certificate| std::cmp::Reverse(certificate.not_before()));
        Ok(found)
    }

    /// Opens the newest document key of a chamber that is kept in a file.
    pub fn unlock_document_key(
        &self,
        chamber: &ChamberId,
        passphrase: &Passphrase,
    ) -> Result<FileSigner, KeyError> {
        let certificates = self.document_certificates(chamber)?;
        let certificate = certificates
            .into_iter()
            .find(|certificate| self.document_key_path(chamber, certificate).exists())
            .ok_or_else(|| KeyError::NoActiveKey(chamber.clone()))?;
        let path = self.document_key_path(chamber, &certificate);
        let plain = decrypt(&path, chamber, passphrase)?;
        let secret = SecretKey::from_pkcs8_der(plain.as_bytes());
        let secret = secret.map_err(|_| KeyError::CorruptKeyFile(path))?;
        Ok(FileSigner {
            certificate,
            key: SigningKey::from(&secret),
        })
    }

    fn document_key_path(
        &self,
        chamber: &ChamberId,
        certificate: &DocumentCertificate,
    ) -> std::path::PathBuf {
        let name = format!("{}-document.pem", stem(chamber, certificate));
        self.path.join(PRIVATE).join(name)
    }
}

/// The certificates of a PEM file, byte for byte.
pub(super) fn read_chain(text: &str) -> Option<Vec<Vec<u8>>> {
    const END: &str = "-----END CERTIFICATE-----";
    let certificate = |block: &str| {
        let begin = block.find("-----BEGIN CERTIFICATE-----")?;
        let pem = format!("{}{END}\n", &block[begin..]);
        let (label, document) = Document::from_pem(&pem).ok()?;
        (label == PEM_LABEL).then(|| document.into_vec())
    };
    let mut blocks: Vec<&str> = text.split(END).collect();
    blocks.pop();
    blocks.into_iter().map(certificate).collect()
}

/// Letters of a certificate's digest in file names.
const TAG: usize = 16;

fn stem(chamber: &ChamberId, certificate: &DocumentCertificate) -> String {
    let leaf = certificate.chain().first().map_or(&[][..], Vec::as_slice);
    let digest = hex::encode(Sha256::digest(leaf));
    format!("{chamber}-{}", &digest[..TAG])
}
