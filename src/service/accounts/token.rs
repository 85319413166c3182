//! Tokens: 256 random bits that prove something by being known.

use std::fmt;

use rand::{CryptoRng, Rng};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A token, 64 hexadecimal digits; wiped when dropped. Only its digest is stored.
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// A new token.
    pub fn new<R: Rng + CryptoRng>(random: &mut R) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        random.fill_bytes(bytes.as_mut());
        Self(Zeroizing::new(hex::encode(*bytes)))
    }

    /// Reads a token.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(Zeroizing::new(text.to_ascii_lowercase())))
    }

    /// The token itself: for the cookie or the link that carries it, and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// SHA-256 of the token, hexadecimal: what is stored.
    pub fn digest(&self) -> String {
        digest(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256, hexadecimal: enough for what has as many random bits as a token or a recovery code.
pub(super) fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}
