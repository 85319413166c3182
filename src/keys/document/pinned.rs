//! The certificates that are accepted: those of all keys with which a chamber signs or signed
//! documents, of whatever kind, and those of the time-stamp services. All of it is public.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use der::pem::{LineEnding, encode_string};
use der::{Decode, Document};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;

use super::certificate::DocumentCertificate;
use crate::domain::chamber::ChamberId;
use crate::keys::files::{KeyError, KeyFolder, write_whole};

/// Folder of the chambers' certificates.
const DOCUMENT: &str = "document";
/// Folder of the time-stamp services' certificates.
const TIME_STAMP: &str = "time-stamp";
const PEM_LABEL: &str = "CERTIFICATE";

impl KeyFolder {
    /// Remembers a certificate with which the chamber signs, so that its signatures are accepted. A
    /// key is one chamber's: with another's, one could sign for both.
    pub fn pin_document_certificate(
        &self,
        chamber: &ChamberId,
        certificate: &DocumentCertificate,
    ) -> Result<(), KeyError> {
        let own = stem(chamber, certificate);
        for path in entries(&self.path.join(DOCUMENT))? {
            let pinned = DocumentCertificate::of(read_chain(&path)?);
            let pinned = pinned.map_err(|_| KeyError::CorruptKeyFile(path.clone()))?;
            let owner = path.file_stem().and_then(|name| name.to_str());
            let owner = owner.and_then(|name| name.get(..name.len().checked_sub(TAG + 1)?));
            if let Some(owner) = owner.filter(|owner| *owner != chamber.as_str())
                && pinned.has_same_key(certificate)
            {
                return Err(KeyError::OfAnotherChamber(owner.to_owned()));
            }
        }
        let name = format!("{own}.pem");
        let text = to_pem(certificate.chain())?;
        write_whole(&self.path.join(DOCUMENT).join(name), text.as_bytes())
    }

    /// All certificates with which the chamber signs or signed, newest first.
    pub fn document_certificates(
        &self,
        chamber: &ChamberId,
    ) -> Result<Vec<DocumentCertificate>, KeyError> {
        let mut found = Vec::new();
        for path in entries(&self.path.join(DOCUMENT))? {
            let name = path.file_stem().and_then(|name| name.to_str());
            let tag = name.and_then(|name| name.strip_prefix(chamber.as_str()));
            // `ihk-ulm-1a2b3c4d` is not of the chamber `ihk`.
            if tag.and_then(|tag| tag.strip_prefix('-')).map(str::len) == Some(TAG) {
                let chain = DocumentCertificate::of(read_chain(&path)?);
                found.push(chain.map_err(|_| KeyError::CorruptKeyFile(path))?);
            }
        }
        found.sort_by_key(|certificate| std::cmp::Reverse(certificate.not_before()));
        Ok(found)
    }

    /// Trusts the time-stamps of a service: PEM text with its certificate or those of its
    /// issuers. What was trusted before stays so, or older documents would no longer be genuine.
    /// Gives their SHA-256 digests.
    pub fn trust_time_stamps(&self, path: &Path) -> Result<Vec<String>, KeyError> {
        let chain = read_chain(path)?;
        let corrupt = || KeyError::CorruptKeyFile(path.to_owned());
        if chain.is_empty() {
            return Err(corrupt());
        }
        let mut fingerprints = Vec::new();
        for der in chain {
            Certificate::from_der(&der).map_err(|_| corrupt())?;
            let fingerprint = hex::encode(Sha256::digest(&der));
            let name = format!("{}.pem", &fingerprint[..TAG]);
            let text = to_pem(std::slice::from_ref(&der))?;
            write_whole(&self.path.join(TIME_STAMP).join(name), text.as_bytes())?;
            fingerprints.push(fingerprint);
        }
        Ok(fingerprints)
    }

    /// The certificates (DER) that time-stamps are trusted from.
    pub fn time_stamp_anchors(&self) -> Result<Vec<Vec<u8>>, KeyError> {
        let mut found = Vec::new();
        for path in entries(&self.path.join(TIME_STAMP))? {
            found.extend(read_chain(&path)?);
        }
        Ok(found)
    }
}

/// Letters of a certificate's digest in file names.
const TAG: usize = 16;

/// The beginning of the names of a certificate's files.
pub(super) fn stem(chamber: &ChamberId, certificate: &DocumentCertificate) -> String {
    format!("{chamber}-{}", &certificate.fingerprint()[..TAG])
}

/// A chain of certificates as PEM text.
pub(in crate::keys) fn to_pem(chain: &[Vec<u8>]) -> Result<String, KeyError> {
    let block = |der: &Vec<u8>| encode_string(PEM_LABEL, LineEnding::LF, der);
    let blocks: Result<String, _> = chain.iter().map(block).collect();
    blocks.map_err(|_| KeyError::Encryption)
}

/// The `.pem` files of a folder, in the order of their names; none if there is no folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, KeyError> {
    let failed = |source| KeyError::Io {
        path: folder.to_owned(),
        source,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(failed(source)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "pem") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The certificates of a PEM file, byte for byte.
fn read_chain(path: &Path) -> Result<Vec<Vec<u8>>, KeyError> {
    let text = fs::read_to_string(path).map_err(|source| KeyError::Io {
        path: path.to_owned(),
        source,
    })?;
    chain_of_pem(&text).ok_or_else(|| KeyError::CorruptKeyFile(path.to_owned()))
}

/// The certificates in PEM text, byte for byte.
pub(in crate::keys) fn chain_of_pem(text: &str) -> Option<Vec<Vec<u8>>> {
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
