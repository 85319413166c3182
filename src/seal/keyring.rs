//! The public keys that count, and which chambers award which mark.
//!
//! The keyring is what a verifier trusts: one small TOML file, which is all that an offline check
//! needs. A key that travels with a seal is never believed.

use std::fmt;

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::domain::certificate::KeyTag;
use crate::domain::chamber::ChamberId;
use crate::domain::language::Localised;
use crate::domain::validity::Day;

/// SHA-256 of a public key: its full name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId(pub [u8; 32]);

impl KeyId {
    /// The identifier of a public key.
    pub fn of(key: &VerifyingKey) -> Self {
        Self(Sha256::digest(key.as_bytes()).into())
    }

    /// The four bytes that stand in the seal.
    pub const fn tag(&self) -> KeyTag {
        let [a, b, c, d, ..] = self.0;
        KeyTag([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// Whether a key still signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStatus {
    /// It signs.
    Active,
    /// It no longer signs; what it signed until that day counts on.
    Retired(Day),
    /// Somebody else may have it since that day; only seals that the register issued before
    /// count.
    Compromised(Day),
}

/// A chamber's public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealKey {
    /// Whose key it is.
    pub chamber: ChamberId,
    /// The key.
    pub key: VerifyingKey,
    /// Its name.
    pub id: KeyId,
    /// The day from which it signs.
    pub since: Day,
    /// Whether it still signs.
    pub status: KeyStatus,
}

/// A mark: its number in the seal, and who has to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The programme's number.
    pub number: u64,
    /// The mark's name.
    pub name: Localised,
    /// The chambers in programme order, each with its name.
    pub chambers: Vec<MarkChamber>,
}

/// A chamber that awards a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkChamber {
    /// Its identifier.
    pub id: ChamberId,
    /// Its full name.
    pub name: Localised,
}

/// All keys and marks that a verifier knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keyring {
    keys: Vec<SealKey>,
    marks: Vec<Mark>,
}

/// Why a keyring is refused.
#[derive(Debug, Error)]
pub enum KeyringError {
    /// Not the TOML that a keyring is.
    #[error("the keyring cannot be read: {0}")]
    Syntax(#[from] Box<toml::de::Error>),
    /// A key that is not 32 bytes of a point, or one that would accept foreign signatures.
    #[error("the key {0} is not a usable Ed25519 public key")]
    UnusableKey(String),
    /// The written key id is not that of the key.
    #[error("the key id {0} does not belong to its key")]
    WrongId(String),
    /// Two keys cannot be told apart in a seal.
    #[error("two keys share the tag {0}")]
    RepeatedTag(KeyTag),
    /// A key is both retired and compromised.
    #[error("the key {0} is both retired and compromised")]
    TwoEnds(String),
}

impl Keyring {
    /// A keyring without keys, for these marks.
    pub fn new(marks: Vec<Mark>) -> Self {
        Self {
            keys: Vec::new(),
            marks,
        }
    }

    /// Reads a keyring file.
    pub fn parse(text: &str) -> Result<Self, KeyringError> {
        let file: KeyringFile = toml::from_str(text).map_err(Box::new)?;
        let mut keyring = Self::new(file.mark);
        for entry in file.key {
            keyring.add(entry.read()?)?;
        }
        Ok(keyring)
    }

    /// Writes the keyring file.
    pub fn to_toml(&self) -> String {
        let file = KeyringFile {
            mark: self.marks.clone(),
            key: self.keys.iter().map(KeyEntry::of).collect(),
        };
        // Strings, numbers and tables of strings: always serializable.
        toml::to_string_pretty(&file).unwrap_or_default()
    }

    /// Adds a key.
    pub fn add(&mut self, key: SealKey) -> Result<(), KeyringError> {
        if self.keys.iter().any(|k| k.id.tag() == key.id.tag()) {
            return Err(KeyringError::RepeatedTag(key.id.tag()));
        }
        self.keys.push(key);
        Ok(())
    }

    /// Replaces the marks by those of the programmes.
    pub fn with_marks(mut self, marks: Vec<Mark>) -> Self {
        self.marks = marks;
        self
    }

    /// Every key, in the order in which they were added.
    pub fn keys(&self) -> &[SealKey] {
        &self.keys
    }

    /// The key with this tag.
    pub fn key(&self, tag: KeyTag) -> Option<&SealKey> {
        self.keys.iter().find(|k| k.id.tag() == tag)
    }

    /// The key with which a chamber signs today.
    pub fn active_key(&self, chamber: &ChamberId) -> Option<&SealKey> {
        self.keys
            .iter()
            .rfind(|k| k.chamber == *chamber && k.status == KeyStatus::Active)
    }

    /// Sets the status of a key; `false` if there is no such key.
    pub fn set_status(&mut self, id: &KeyId, status: KeyStatus) -> bool {
        match self.keys.iter_mut().find(|k| k.id == *id) {
            Some(key) => {
                key.status = status;
                true
            }
            None => false,
        }
    }

    /// Every mark.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The mark with this number.
    pub fn mark(&self, number: u64) -> Option<&Mark> {
        self.marks.iter().find(|m| m.number == number)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyringFile {
    #[serde(default)]
    mark: Vec<Mark>,
    #[serde(default)]
    key: Vec<KeyEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    chamber: ChamberId,
    algorithm: Algorithm,
    key_id: String,
    public_key: String,
    since: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retired: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compromised: Option<Day>,
}

#[derive(Serialize, Deserialize)]
enum Algorithm {
    Ed25519,
}

impl KeyEntry {
    fn of(key: &SealKey) -> Self {
        let (retired, compromised) = match key.status {
            KeyStatus::Active => (None, None),
            KeyStatus::Retired(day) => (Some(day), None),
            KeyStatus::Compromised(day) => (None, Some(day)),
        };
        Self {
            chamber: key.chamber.clone(),
            algorithm: Algorithm::Ed25519,
            key_id: key.id.to_string(),
            public_key: hex::encode(key.key.as_bytes()),
            since: key.since,
            retired,
            compromised,
        }
    }

    fn read(self) -> Result<SealKey, KeyringError> {
        let Algorithm::Ed25519 = self.algorithm;
        let unusable = || KeyringError::UnusableKey(self.key_id.clone());
        let mut bytes = [0; 32];
        hex::decode_to_slice(&self.public_key, &mut bytes).map_err(|_| unusable())?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| unusable())?;
        if key.is_weak() {
            return Err(unusable());
        }
        let id = KeyId::of(&key);
        if id.to_string() != self.key_id {
            return Err(KeyringError::WrongId(self.key_id));
        }
        let status = match (self.retired, self.compromised) {
            (None, None) => KeyStatus::Active,
            (Some(day), None) => KeyStatus::Retired(day),
            (None, Some(day)) => KeyStatus::Compromised(day),
            (Some(_), Some(_)) => return Err(KeyringError::TwoEnds(self.key_id)),
        };
        Ok(SealKey {
            chamber: self.chamber,
            key,
            id,
            since: self.since,
            status,
        })
    }
}
