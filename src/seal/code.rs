//! The texts that a QR code carries, and what people type.

use thiserror::Error;

use super::Seal;
use super::payload::PayloadError;
use crate::domain::serial::{Serial, SerialError};

/// Longest text that is looked at; a seal with the longest name stays well below.
pub const LONGEST_TEXT: usize = 4096;

/// Digits for a last group of 0 to 7 bytes.
const DIGITS: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];
const GROUP_BYTES: usize = 7;
const GROUP_DIGITS: usize = 17;

/// What somebody scanned or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// A serial number: it says which certificate, and proves nothing.
    Serial(Serial),
    /// A whole seal.
    Seal(Box<Seal>),
}

/// Why a text is neither a serial number nor a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Nothing there.
    #[error("there is no code")]
    Empty,
    /// Longer than any code.
    #[error("the text is longer than any code")]
    TooLong,
    /// It looks like a serial number, but is none.
    #[error(transparent)]
    Serial(#[from] SerialError),
    /// Digits that no bytes give: one is missing, or was changed.
    #[error("the digits are damaged or incomplete")]
    Digits,
    /// Digits that give bytes, but no seal.
    #[error(transparent)]
    Seal(#[from] PayloadError),
}

impl Code {
    /// Reads a serial number, the digits of a seal, or an address that ends in one of them.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        if text.len() > LONGEST_TEXT {
            return Err(CodeError::TooLong);
        }
        let code = last_part(text.trim());
        if code.is_empty() {
            return Err(CodeError::Empty);
        }
        // The shortest seal has far more digits than a serial number has characters.
        if code.len() > 40 && code.bytes().all(|b| b.is_ascii_digit()) {
            let bytes = from_digits(code).ok_or(CodeError::Digits)?;
            return Ok(Self::Seal(Box::new(Seal::from_bytes(&bytes)?)));
        }
        Ok(Self::Serial(code.parse()?))
    }
}

/// The text of the Urkunde's QR code: `https://{host}/z/{digits}`.
pub fn long_text(host: &str, seal: &Seal) -> String {
    format!("https://{host}/z/{}", to_digits(&seal.to_bytes()))
}

/// The text of the seal picture's QR code: `https://{host}/z/{serial}`.
pub fn short_text(host: &str, serial: Serial) -> String {
    format!("https://{host}/z/{}", serial.compact())
}

/// Bytes as decimal digits: seven bytes, least significant first, make 17 digits; fewer at the
/// end make 3, 5, 8, 10, 13 or 15.
pub fn to_digits(bytes: &[u8]) -> String {
    bytes
        .chunks(GROUP_BYTES)
        .map(|group| {
            let mut wide = [0; 8];
            wide[..group.len()].copy_from_slice(group);
            let width = DIGITS[group.len()];
            format!("{:0width$}", u64::from_le_bytes(wide))
        })
        .collect()
}

/// The bytes behind digits; nothing if no bytes give exactly these digits.
pub fn from_digits(digits: &str) -> Option<Vec<u8>> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / GROUP_DIGITS * GROUP_BYTES + GROUP_BYTES);
    for start in (0..digits.len()).step_by(GROUP_DIGITS) {
        let group = &digits[start..digits.len().min(start + GROUP_DIGITS)];
        let length = DIGITS.iter().position(|d| *d == group.len())?;
        let wide = group.parse::<u64>().ok()?.to_le_bytes();
        if wide[length..].iter().any(|b| *b != 0) {
            return None;
        }
        bytes.extend_from_slice(&wide[..length]);
    }
    Some(bytes)
}

fn last_part(text: &str) -> &str {
    let path = text
        .split(['?', '#'])
        .next()
        .unwrap_or(text)
        .trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}
