//! Serial numbers: 75 random bits and a check character.

use std::fmt;
use std::str::FromStr;

use rand::{CryptoRng, Rng};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Crockford's base 32 alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 16;

/// The number of one certificate, shown as `7H3K-9QXM-2P4R-8T28`.
///
/// Sixteen base-32 characters, 80 bits: fifteen random ones and a Luhn mod 32 check character,
/// so that a typing error is told apart from a number that was never given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Serial([u8; 10]);

/// Why a text is not a serial number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SerialError {
    /// Not sixteen characters, hyphens and spaces aside.
    #[error("a serial number has 16 characters, this has {0}")]
    Length(usize),
    /// A character that no serial number contains.
    #[error("the character {0:?} does not occur in serial numbers")]
    Character(char),
    /// The check character does not fit: one was mistyped, or two were swapped.
    #[error("the check character does not fit")]
    CheckCharacter,
}

impl Serial {
    /// A new number from the given source of randomness.
    pub fn random<R: Rng + CryptoRng + ?Sized>(random: &mut R) -> Self {
        let mut bytes = [0; 10];
        random.fill_bytes(&mut bytes);
        let mut values = unpack(bytes);
        values[LENGTH - 1] = check_value(&values[..LENGTH - 1]);
        Self(pack(values))
    }

    /// `0000-0000-0000-0000`, for what has no number yet.
    pub const fn nobodys() -> Self {
        // The check character of zeros is zero.
        Self([0; 10])
    }

    /// The 80 bits as they stand in the seal.
    pub const fn to_bytes(self) -> [u8; 10] {
        self.0
    }

    /// A number from its 80 bits; refused when the check character does not fit.
    pub fn from_bytes(bytes: [u8; 10]) -> Result<Self, SerialError> {
        let values = unpack(bytes);
        if check_value(&values[..LENGTH - 1]) != values[LENGTH - 1] {
            return Err(SerialError::CheckCharacter);
        }
        Ok(Self(bytes))
    }

    /// The sixteen characters without hyphens, as in addresses.
    pub fn compact(self) -> String {
        unpack(self.0)
            .iter()
            .map(|v| char::from(ALPHABET[usize::from(*v)]))
            .collect()
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.compact();
        write!(
            f,
            "{}-{}-{}-{}",
            &text[..4],
            &text[4..8],
            &text[8..12],
            &text[12..]
        )
    }
}

impl fmt::Debug for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Serial({self})")
    }
}

impl FromStr for Serial {
    type Err = SerialError;

    /// Case, hyphens and spaces do not count; I, L and O are read as 1, 1 and 0.
    fn from_str(text: &str) -> Result<Self, SerialError> {
        let mut values = [0; LENGTH];
        let mut length = 0;
        for character in text
            .chars()
            .filter(|c| !matches!(c, '-' | '–' | ' ' | '\u{a0}'))
        {
            let value = value_of(character).ok_or(SerialError::Character(character))?;
            if let Some(place) = values.get_mut(length) {
                *place = value;
            }
            length += 1;
        }
        if length != LENGTH {
            return Err(SerialError::Length(length));
        }
        Self::from_bytes(pack(values))
    }
}

impl TryFrom<String> for Serial {
    type Error = SerialError;

    fn try_from(text: String) -> Result<Self, SerialError> {
        text.parse()
    }
}

impl From<Serial> for String {
    fn from(serial: Serial) -> Self {
        serial.to_string()
    }
}

fn value_of(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let position = ALPHABET.iter().position(|a| char::from(*a) == upper)?;
    u8::try_from(position).ok()
}

/// The Luhn mod N check value: from the right, every other value is doubled and its two digits
/// to the base of 32 are added.
fn check_value(values: &[u8]) -> u8 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(i, v)| {
            let addend = u32::from(*v) * if i % 2 == 0 { 2 } else { 1 };
            addend / 32 + addend % 32
        })
        .sum();
    // Below 32 by construction.
    ((32 - sum % 32) % 32) as u8
}

fn unpack(bytes: [u8; 10]) -> [u8; LENGTH] {
    let mut wide = [0; 16];
    wide[6..].copy_from_slice(&bytes);
    let number = u128::from_be_bytes(wide);
    std::array::from_fn(|i| (number >> (75 - 5 * i) & 31) as u8)
}

fn pack(values: [u8; LENGTH]) -> [u8; 10] {
    let number = values.iter().fold(0u128, |n, v| n << 5 | u128::from(*v));
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&number.to_be_bytes()[6..]);
    bytes
}
