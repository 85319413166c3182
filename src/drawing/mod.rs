//! What the Urkunde and the seal are drawn with: type, shapes and QR codes.
//!
//! Lengths are in whatever unit the caller draws in; `x` grows to the right and `y` **down**.
//! Nothing here reads a file or knows a file format.

mod breaks;
pub mod colour;
pub mod fit;
pub mod font;
mod known_lines;
mod mask;
pub mod path;
pub mod qr;
pub mod text;

use thiserror::Error;

/// Why something cannot be drawn.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DrawingError {
    /// The embedded fonts have no picture of a character.
    #[error("no glyph for {character:?} in {font}")]
    MissingGlyph {
        /// The character.
        character: char,
        /// PostScript name of the font.
        font: &'static str,
    },
    /// A text stays too large for its place even at its smallest size.
    #[error("no room for the text {0:?}")]
    NoRoom(String),
    /// A text of so many bytes is longer than any QR code holds.
    #[error("a text of {0} bytes does not fit into a QR code")]
    CodeTooLong(usize),
}
