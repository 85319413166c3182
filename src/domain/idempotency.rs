//! Keys with which a client makes a write safe to send again
//! (draft-ietf-httpapi-idempotency-key-header).

use thiserror::Error;

/// A client's name for one write: 1 to 255 visible ASCII characters. The same key always means the
/// same request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

/// The text is no such key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an idempotency key has 1 to 255 visible ASCII characters")]
pub struct NotAKey;

impl IdempotencyKey {
    /// Reads a key, as a string of RFC 9651 (in quotation marks, as the draft has it) or without
    /// them, as most clients send it.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let text = text.trim();
        let quoted = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
        let key = quoted.unwrap_or(text);
        let plain = |b: u8| b.is_ascii_graphic() && b != b'"' && b != b'\\';
        if (1..=255).contains(&key.len()) && key.bytes().all(plain) {
            Ok(Self(key.to_owned()))
        } else {
            Err(NotAKey)
        }
    }

    /// The key, without quotation marks.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
