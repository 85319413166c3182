//! Keys in a folder: the public keyring, and one encrypted PKCS#8 file for each private key.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use pkcs8::pkcs5::{pbes2, scrypt};
use pkcs8::{
    EncodePrivateKey, EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef, SecretDocument,
};
use rand::{CryptoRng, Rng};
use thiserror::Error;
use zeroize::Zeroizing;

use super::UnlockedKey;
use super::introduction::IntroductionError;
use super::passphrase::{Passphrase, TooShort};
use crate::domain::chamber::ChamberId;
use crate::domain::validity::Day;
use crate::seal::Keyring;
use crate::seal::keyring::{KeyId, KeyStatus, KeyringError, Mark, SealKey};

const KEYRING: &str = "keyring.toml";
pub(super) const PRIVATE: &str = "private";
const PEM_LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// scrypt with N = 2^16, r = 8, p = 1: 64 MiB and some tenths of a second for each guess.
const SCRYPT: (u8, u32, u32) = (16, 8, 1);

/// The folder in which keys are kept.
#[derive(Debug, Clone)]
pub struct KeyFolder {
    pub(super) path: PathBuf,
}

/// Why a key cannot be made, found or used.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The file system refuses.
    #[error("{path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The keyring file makes no sense.
    #[error("{path}: {source}")]
    Keyring {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: KeyringError,
    },
    /// The chamber has no key that signs.
    #[error("the chamber {0} has no active key")]
    NoActiveKey(ChamberId),
    /// There is no such key.
    #[error("there is no key {0}")]
    UnknownKey(String),
    /// The private key is kept elsewhere, or lost.
    #[error("the private key file {0} does not exist")]
    NoPrivateKey(PathBuf),
    /// The file is no encrypted PKCS#8 key, or not the one that the keyring names.
    #[error("the private key file {0} is damaged or belongs to another key")]
    CorruptKeyFile(PathBuf),
    /// The passphrase does not open the key.
    #[error("wrong passphrase for the key of {0}")]
    WrongPassphrase(ChamberId),
    /// Another chamber's keys cannot be pinned.
    #[error(transparent)]
    Introduction(#[from] IntroductionError),
    /// The document key is already that of this chamber.
    #[error("the document key is already that of the chamber {0}")]
    OfAnotherChamber(String),
    /// The new passphrase is too short.
    #[error(transparent)]
    Passphrase(#[from] TooShort),
    /// The key could not be encrypted.
    #[error("the key could not be encrypted")]
    Encryption,
}

impl KeyFolder {
    /// The folder at this path; it need not exist yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where the public keyring is.
    pub fn keyring_path(&self) -> PathBuf {
        self.path.join(KEYRING)
    }

    /// Reads the keyring; an empty one if there is none yet.
    pub fn keyring(&self) -> Result<Keyring, KeyError> {
        let path = self.keyring_path();
        match fs::read_to_string(&path) {
            Ok(text) => Keyring::parse(&text).map_err(|source| KeyError::Keyring { path, source }),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Keyring::default()),
            Err(source) => Err(KeyError::Io { path, source }),
        }
    }

    /// Makes a key for a chamber. An older active key of the chamber is retired as of today.
    pub fn create<R: Rng + CryptoRng>(
        &self,
        chamber: &ChamberId,
        passphrase: &Passphrase,
        marks: Vec<Mark>,
        today: Day,
        random: &mut R,
    ) -> Result<KeyId, KeyError> {
        passphrase.fit_for_a_new_key()?;
        let mut keyring = self.keyring()?.with_marks(marks);
        let mut secret = Zeroizing::new([0; 32]);
        random.fill_bytes(secret.as_mut());
        let key = SigningKey::from_bytes(&secret);
        let id = KeyId::of(&key.verifying_key());
        let plain = key.to_pkcs8_der().map_err(|_| KeyError::Encryption)?;
        let file = encrypt(&plain, passphrase, random).ok_or(KeyError::Encryption)?;
        while let Some(older) = keyring.active_key(chamber).map(|k| k.id) {
            keyring.set_status(&older, KeyStatus::Retired(today));
        }
        let entry = SealKey {
            chamber: chamber.clone(),
            key: key.verifying_key(),
            id,
            since: today,
            status: KeyStatus::Active,
        };
        let path = self.keyring_path();
        keyring
            .add(entry)
            .map_err(|source| KeyError::Keyring { path, source })?;
        // The private key first: a keyring that names a key which nobody has would be worse than
        // a key which nobody names.
        write_whole(&self.private_path(chamber, &id), file.as_bytes())?;
        self.write_keyring(&keyring)?;
        Ok(id)
    }

    /// Ends the use of a key, named by the beginning of its id.
    pub fn end(&self, beginning: &str, status: KeyStatus) -> Result<SealKey, KeyError> {
        let mut keyring = self.keyring()?;
        let matching: Vec<_> = keyring
            .keys()
            .iter()
            .filter(|k| beginning.len() >= 8 && k.id.to_string().starts_with(beginning))
            .map(|k| k.id)
            .collect();
        let [id] = matching.as_slice() else {
            return Err(KeyError::UnknownKey(beginning.to_owned()));
        };
        keyring.set_status(id, status);
        self.write_keyring(&keyring)?;
        keyring
            .key(id.tag())
            .cloned()
            .ok_or_else(|| KeyError::UnknownKey(beginning.to_owned()))
    }

    /// Writes the keyring with the marks of today's programmes, if that changes it.
    pub fn update_marks(&self, marks: Vec<Mark>) -> Result<Keyring, KeyError> {
        let old = self.keyring()?;
        let new = old.clone().with_marks(marks);
        if new != old && !new.keys().is_empty() {
            self.write_keyring(&new)?;
        }
        Ok(new)
    }

    /// Opens the active private key of a chamber.
    pub fn unlock(
        &self,
        chamber: &ChamberId,
        passphrase: &Passphrase,
    ) -> Result<UnlockedKey, KeyError> {
        let keyring = self.keyring()?;
        let public = keyring
            .active_key(chamber)
            .ok_or_else(|| KeyError::NoActiveKey(chamber.clone()))?;
        let path = self.private_path(chamber, &public.id);
        let plain = decrypt(&path, chamber, passphrase)?;
        let corrupt = || KeyError::CorruptKeyFile(path.clone());
        let info = PrivateKeyInfoRef::try_from(plain.as_bytes()).map_err(|_| corrupt())?;
        let key = SigningKey::try_from(info).map_err(|_| corrupt())?;
        if KeyId::of(&key.verifying_key()) != public.id {
            return Err(corrupt());
        }
        Ok(UnlockedKey {
            chamber: chamber.clone(),
            id: public.id,
            key,
        })
    }

    /// Whether the active private key of a chamber lies here.
    pub fn holds(&self, chamber: &ChamberId) -> Result<bool, KeyError> {
        let keyring = self.keyring()?;
        let active = keyring.active_key(chamber);
        Ok(active.is_some_and(|key| self.private_path(chamber, &key.id).exists()))
    }

    pub(super) fn private_path(&self, chamber: &ChamberId, id: &KeyId) -> PathBuf {
        self.path
            .join(PRIVATE)
            .join(format!("{chamber}-{}.pem", id.tag()))
    }

    pub(super) fn write_keyring(&self, keyring: &Keyring) -> Result<(), KeyError> {
        write_whole(&self.keyring_path(), keyring.to_toml().as_bytes())
    }
}

/// Encrypts a PKCS#8 key with a passphrase.
pub(super) fn encrypt<R: CryptoRng>(
    plain: &SecretDocument,
    passphrase: &Passphrase,
    random: &mut R,
) -> Option<Zeroizing<String>> {
    let info = PrivateKeyInfoRef::try_from(plain.as_bytes()).ok()?;
    let (log_n, r, p) = SCRYPT;
    let mut salt = [0; 16];
    let mut iv = [0; 16];
    random.fill_bytes(&mut salt);
    random.fill_bytes(&mut iv);
    let params = scrypt::Params::new(log_n, r, p).ok()?;
    let params = pbes2::Parameters::generate_scrypt_aes256cbc(params, &salt, iv).ok()?;
    let encrypted = info
        .encrypt_with_params(params, passphrase.as_bytes())
        .ok()?;
    encrypted.to_pem(PEM_LABEL, LineEnding::LF).ok()
}

/// Opens the PKCS#8 key in a file of a chamber.
pub(super) fn decrypt(
    path: &Path,
    chamber: &ChamberId,
    passphrase: &Passphrase,
) -> Result<SecretDocument, KeyError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            return Err(KeyError::NoPrivateKey(path.to_owned()));
        }
        Err(e) if e.kind() == io::ErrorKind::InvalidData => {
            return Err(KeyError::CorruptKeyFile(path.to_owned()));
        }
        Err(source) => {
            return Err(KeyError::Io {
                path: path.to_owned(),
                source,
            });
        }
    };
    let corrupt = || KeyError::CorruptKeyFile(path.to_owned());
    let (label, document) = SecretDocument::from_pem(&text).map_err(|_| corrupt())?;
    if label != PEM_LABEL {
        return Err(corrupt());
    }
    let encrypted =
        EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| corrupt())?;
    let wrong = || KeyError::WrongPassphrase(chamber.clone());
    let plain = encrypted
        .decrypt(passphrase.as_bytes())
        .map_err(|_| wrong())?;
    // One wrong passphrase in 256 gives bytes with a plausible end; they are no key.
    PrivateKeyInfoRef::try_from(plain.as_bytes()).map_err(|_| wrong())?;
    Ok(plain)
}

/// Writes a file so that it is there whole or not at all, readable by its owner only.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), KeyError> {
    let failed = |source| KeyError::Io {
        path: path.to_owned(),
        source,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    fs::File::open(folder)
        .and_then(|f| f.sync_all())
        .map_err(failed)
}
