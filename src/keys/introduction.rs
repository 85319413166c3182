//! How chambers make their public keys known to each other: one file with the seal keys and the
//! document certificates of one chamber. It is public; that it is the right one, people make sure
//! of by comparing the key's name over another way.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::document::DocumentCertificate;
use super::document::pinned::{chain_of_pem, to_pem};
use super::files::{KeyError, KeyFolder};
use crate::domain::chamber::ChamberId;
use crate::seal::Keyring;
use crate::seal::keyring::{KeyStatus, SealKey};

/// The public keys of a chamber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// The chamber.
    pub chamber: ChamberId,
    /// Its seal keys, past and present.
    pub keys: Vec<SealKey>,
    /// Its document certificates, past and present.
    pub certificates: Vec<DocumentCertificate>,
}

/// Why a file introduces nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IntroductionError {
    /// Not a file of this kind.
    #[error("the file is no introduction of a chamber")]
    Form,
    /// A key in it belongs to another chamber.
    #[error("a key in the file belongs to another chamber")]
    OtherChamber,
    /// The chamber's private key is here: nobody else tells what its public key is.
    #[error("this chamber's own keys are here")]
    OwnChamber,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    chamber: ChamberId,
    /// One chain each, PEM, leaf first.
    certificates: Vec<String>,
    key: toml::Value,
}

impl Introduction {
    /// Reads the file.
    pub fn parse(text: &str) -> Result<Self, IntroductionError> {
        let form = |_| IntroductionError::Form;
        let file: File = toml::from_str(text).map_err(form)?;
        let mut table = toml::Table::new();
        table.insert("key".to_owned(), file.key);
        let keyring = Keyring::parse(&table.to_string()).map_err(|_| IntroductionError::Form)?;
        let own = |key: &SealKey| key.chamber == file.chamber;
        if !keyring.keys().iter().all(own) {
            return Err(IntroductionError::OtherChamber);
        }
        let certificate = |pem: &String| {
            let certificate = DocumentCertificate::of(chain_of_pem(pem)?).ok()?;
            certificate.is_proven().then_some(certificate)
        };
        let certificates: Option<Vec<_>> = file.certificates.iter().map(certificate).collect();
        Ok(Self {
            keys: keyring.keys().to_vec(),
            certificates: certificates.ok_or(IntroductionError::Form)?,
            chamber: file.chamber,
        })
    }

    /// Writes the file.
    pub fn to_toml(&self) -> Result<String, KeyError> {
        let mut keyring = Keyring::default();
        for key in &self.keys {
            // They come from a keyring, so no two share a tag.
            let _ = keyring.add(key.clone());
        }
        let mut table: toml::Table =
            toml::from_str(&keyring.to_toml()).map_err(|_| KeyError::Encryption)?;
        let pem = self.certificates.iter().map(|c| to_pem(c.chain()));
        let file = File {
            chamber: self.chamber.clone(),
            certificates: pem.collect::<Result<_, _>>()?,
            key: table
                .remove("key")
                .unwrap_or_else(|| toml::Value::Array(Vec::new())),
        };
        toml::to_string_pretty(&file).map_err(|_| KeyError::Encryption)
    }
}

impl KeyFolder {
    /// What a chamber tells others of its keys.
    pub fn introduction(&self, chamber: &ChamberId) -> Result<Introduction, KeyError> {
        let keyring = self.keyring()?;
        let keys = keyring.keys().iter().filter(|k| k.chamber == *chamber);
        let keys: Vec<_> = keys.cloned().collect();
        if keys.is_empty() {
            return Err(KeyError::NoActiveKey(chamber.clone()));
        }
        Ok(Introduction {
            chamber: chamber.clone(),
            certificates: self.document_certificates(chamber)?,
            keys,
        })
    }

    /// Pins another chamber's keys. A key that has ended stays ended; what was pinned before
    /// stays pinned, or older awards would no longer be genuine.
    pub fn trust_chamber(&self, introduction: &Introduction) -> Result<(), KeyError> {
        let mut keyring = self.keyring()?;
        let own = keyring
            .keys()
            .iter()
            .filter(|k| k.chamber == introduction.chamber);
        let mut own = own.map(|k| self.private_path(&k.chamber, &k.id));
        if own.any(|path| path.exists()) {
            return Err(IntroductionError::OwnChamber.into());
        }
        for key in &introduction.keys {
            match keyring.key(key.id.tag()) {
                Some(known) if known.id == key.id && known.chamber == key.chamber => {
                    if key.status != KeyStatus::Active {
                        keyring.set_status(&key.id, key.status);
                    }
                }
                _ => keyring
                    .add(key.clone())
                    .map_err(|source| KeyError::Keyring {
                        path: self.keyring_path(),
                        source,
                    })?,
            }
        }
        for certificate in &introduction.certificates {
            self.pin_document_certificate(&introduction.chamber, certificate)?;
        }
        self.write_keyring(&keyring)
    }
}
