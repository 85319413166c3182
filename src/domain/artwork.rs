//! A programme's colours.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An sRGB colour, written `#RRGGBB` in data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rgb {
    /// Red, 0–255.
    pub red: u8,
    /// Green, 0–255.
    pub green: u8,
    /// Blue, 0–255.
    pub blue: u8,
}

/// The text is not `#RRGGBB`.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("colour {0:?} is not of the form #RRGGBB")]
pub struct NotAColour(String);

impl Rgb {
    /// A colour from its three parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }
}

impl TryFrom<String> for Rgb {
    type Error = NotAColour;

    fn try_from(text: String) -> Result<Self, NotAColour> {
        let digits = text
            .strip_prefix('#')
            .filter(|d| d.len() == 6 && d.is_ascii());
        let part = |at: usize| digits.and_then(|d| u8::from_str_radix(&d[at..at + 2], 16).ok());
        match (part(0), part(2), part(4)) {
            (Some(red), Some(green), Some(blue)) => Ok(Self { red, green, blue }),
            _ => Err(NotAColour(text)),
        }
    }
}

impl From<Rgb> for String {
    fn from(c: Rgb) -> Self {
        format!("#{:02X}{:02X}{:02X}", c.red, c.green, c.blue)
    }
}

/// The two colours that give a programme its look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artwork {
    /// Dark: headings and the seal's field. White text must be legible on it.
    pub primary: Rgb,
    /// Warm: lines and ornaments.
    pub accent: Rgb,
}
