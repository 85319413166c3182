//! The server's own key: it guards what the server keeps for people who sign in, and signs the
//! digests of the audit trail and nothing else. Whoever has it and the database can read the seeds
//! of one-time codes; authenticity of awards never depends on it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand::{CryptoRng, Rng};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::files::{KeyError, KeyFolder};

const FILE: &str = "server.key";
const NONCE: usize = 12;

/// Key material of 256 bits; wiped when dropped, never shown.
pub struct ServerKey {
    encryption: Zeroizing<[u8; 32]>,
    tags: Zeroizing<[u8; 64]>,
    digests: SigningKey,
}

impl std::fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServerKey(…)")
    }
}

impl KeyFolder {
    /// The server's key, if it was ever asked for.
    pub fn existing_server_key(&self) -> Result<Option<ServerKey>, KeyError> {
        read(&self.path.join(FILE))
    }

    /// The server's key: 64 hexadecimal digits in a file that only its owner reads, made when it
    /// is first asked for.
    pub fn server_key<R: Rng + CryptoRng>(&self, random: &mut R) -> Result<ServerKey, KeyError> {
        let path = self.path.join(FILE);
        if let Some(key) = read(&path)? {
            return Ok(key);
        }
        let mut secret = Zeroizing::new([0; 32]);
        random.fill_bytes(secret.as_mut());
        write_new(&path, Zeroizing::new(hex::encode(*secret)).as_bytes())?;
        // Whoever came first has made it.
        read(&path)?.ok_or(KeyError::CorruptKeyFile(path))
    }
}

impl ServerKey {
    fn of(secret: &[u8; 32]) -> Option<Self> {
        let source = Hkdf::<Sha256>::new(None, secret);
        let mut encryption = Zeroizing::new([0; 32]);
        let mut tags = Zeroizing::new([0; 64]);
        let mut digests = Zeroizing::new([0; 32]);
        for (purpose, key) in [
            ("encryption", encryption.as_mut_slice()),
            ("tags", tags.as_mut_slice()),
            ("audit digests", digests.as_mut_slice()),
        ] {
            let info = format!("kammersiegel server {purpose}");
            source.expand(info.as_bytes(), key).ok()?;
        }
        Some(Self {
            encryption,
            tags,
            digests: SigningKey::from_bytes(&digests),
        })
    }

    /// Encrypts with AES-256-GCM, bound to a context: the nonce, then the ciphertext.
    pub fn encrypt<R: Rng + CryptoRng>(
        &self,
        plain: &[u8],
        context: &str,
        random: &mut R,
    ) -> Result<Vec<u8>, KeyError> {
        let mut nonce = [0; NONCE];
        random.fill_bytes(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: context.as_bytes(),
        };
        let encrypted = self.cipher().encrypt(&nonce.into(), payload);
        let mut bytes = nonce.to_vec();
        bytes.extend(encrypted.map_err(|_| KeyError::Encryption)?);
        Ok(bytes)
    }

    /// Opens what was encrypted in the same context; nothing if it was not.
    pub fn decrypt(&self, bytes: &[u8], context: &str) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, encrypted) = bytes.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: encrypted,
            aad: context.as_bytes(),
        };
        let plain = self.cipher().decrypt(&(*nonce).into(), payload).ok()?;
        Some(Zeroizing::new(plain))
    }

    /// A tag that only this server can make: HMAC-SHA-256 over purpose and content, hexadecimal.
    pub fn tag(&self, purpose: &str, content: &[u8]) -> String {
        hex::encode(self.mac(purpose, content).finalize().into_bytes())
    }

    /// Whether a tag is the right one, in constant time.
    pub fn is_tag(&self, tag: &str, purpose: &str, content: &[u8]) -> bool {
        hex::decode(tag).is_ok_and(|tag| self.mac(purpose, content).verify_slice(&tag).is_ok())
    }

    /// Signs a digest of the audit trail: Ed25519 (RFC 8032).
    pub fn sign_digest(&self, text: &[u8]) -> [u8; 64] {
        self.digests.sign(text).to_bytes()
    }

    /// The public key that belongs to it.
    pub fn digest_key(&self) -> [u8; 32] {
        self.digests.verifying_key().to_bytes()
    }

    fn mac(&self, purpose: &str, content: &[u8]) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&(*self.tags).into());
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(content);
        mac
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&(*self.encryption).into())
    }
}

/// Whether the signature under a digest is this public key's, by the strict rules.
pub fn is_signed_digest(key: &[u8; 32], text: &[u8], signature: &[u8; 64]) -> bool {
    let signature = Signature::from_bytes(signature);
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(text, &signature).is_ok())
}

fn read(path: &Path) -> Result<Option<ServerKey>, KeyError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) if e.kind() == io::ErrorKind::InvalidData => {
            return Err(KeyError::CorruptKeyFile(path.to_owned()));
        }
        Err(source) => return Err(failed(path, source)),
    };
    let mut secret = Zeroizing::new([0; 32]);
    let key = hex::decode_to_slice(text.trim(), secret.as_mut())
        .ok()
        .and_then(|()| ServerKey::of(&secret));
    key.map(Some)
        .ok_or_else(|| KeyError::CorruptKeyFile(path.to_owned()))
}

/// Writes the file whole, for its owner only, unless there is one.
fn write_new(path: &PathBuf, bytes: &[u8]) -> Result<(), KeyError> {
    let failed = |source| failed(path, source);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed)?;
    match file.persist_noclobber(path) {
        Err(e) if e.error.kind() != io::ErrorKind::AlreadyExists => Err(failed(e.error)),
        _ => fs::File::open(folder)
            .and_then(|f| f.sync_all())
            .map_err(failed),
    }
}

fn failed(path: &Path, source: io::Error) -> KeyError {
    KeyError::Io {
        path: path.to_owned(),
        source,
    }
}
