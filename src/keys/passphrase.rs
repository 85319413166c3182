//! Passphrases: read once, wiped after use, never shown.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

/// Fewest characters of a new passphrase.
pub const SHORTEST: usize = 12;

/// A chamber's passphrase; wiped when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// The passphrase is too short for a new key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a passphrase has at least {SHORTEST} characters")]
pub struct TooShort;

impl Passphrase {
    /// Takes a passphrase; the line end that an editor leaves in a file does not count.
    pub fn new(text: String) -> Self {
        let text = Zeroizing::new(text);
        Self(Zeroizing::new(
            text.trim_end_matches(['\r', '\n']).to_owned(),
        ))
    }

    /// Accepts the passphrase for a new key.
    pub fn fit_for_a_new_key(&self) -> Result<(), TooShort> {
        if self.0.chars().count() < SHORTEST {
            Err(TooShort)
        } else {
            Ok(())
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}
