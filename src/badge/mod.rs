//! The seal as a picture: an enamel plate with a card for the code.
//!
//! [`lockup`] makes the pictures that are handed out; every picture of an award can carry the
//! award's signed data ([`baked`]).
//!
//! The plate is composed on a square of 160 units ([`plate::SIDE`]) in which a module of the
//! code measures two, so that it falls on whole pixels at that width and its multiples.

pub mod baked;
mod compact;
mod drawing;
mod emblem;
mod header;
mod ink;
mod lines;
mod lockup;
mod markup;
mod notice;
mod plate;
mod print;
mod raster;
pub mod share;
mod standing;

use thiserror::Error;

use crate::domain::artwork::Artwork;
use crate::drawing::DrawingError;

pub use compact::{COMPACT, compact};
pub use drawing::{Drawing, Ground};
pub use lockup::{Lockup, lockup};
pub use notice::{Notice, notice};
pub use print::{Inks, inks};
pub use raster::{png, png_on};

/// How the picture shows the certificate's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// In force.
    InForce,
    /// In force, and its term is over soon.
    EndsSoon,
    /// The term has not begun.
    NotYetValid,
    /// The term is over.
    Expired,
    /// The use rests.
    Suspended,
    /// Withdrawn for good.
    Withdrawn,
    /// Replaced by a corrected copy.
    Superseded,
}

/// What a seal picture says.
#[derive(Debug, Clone)]
pub struct Badge {
    /// The mark's name.
    pub mark: String,
    /// The recipient's bare name, up to 120 characters.
    pub recipient: String,
    /// „2025–2028".
    pub years: String,
    /// „gültig bis 02.03.2028".
    pub until: String,
    /// Short names of the chambers, in programme order.
    pub chambers: Vec<String>,
    /// Host that is printed beside the code: `siegel.example`.
    pub host: String,
    /// Short form of the QR text.
    pub qr_text: String,
    /// Title of the picture for those who cannot see it.
    pub alt: String,
    /// How the certificate stands.
    pub standing: Standing,
    /// The word for that standing („ABGELAUFEN"); nothing while it is in force.
    pub standing_label: Option<String>,
    /// „MUSTER" on a specimen.
    pub specimen: Option<String>,
    /// Says, in place of mark and recipient, where alone the seal counts: for a picture that is
    /// shown elsewhere.
    pub only_for: Option<OnlyFor>,
    /// The programme's colours.
    pub artwork: Artwork,
}

/// Where alone a seal counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlyFor {
    /// „Nur gültig für".
    pub words: String,
    /// The recipient's host, up to 100 characters.
    pub host: String,
}

/// Why no picture came about.
#[derive(Debug, Error)]
pub enum BadgeError {
    /// The words cannot be drawn.
    #[error(transparent)]
    Drawing(#[from] DrawingError),
    /// The QR text needs a larger code than the card has room for.
    #[error("the code has {0} modules on a side, more than the card has room for")]
    CodeTooLarge(usize),
    /// The SVG to be rasterised is not one.
    #[error("not an SVG that can be rasterised: {0}")]
    Markup(#[from] resvg::usvg::Error),
    /// A picture cannot have this width.
    #[error("a picture of {0} pixels is not made")]
    Width(u32),
    /// The picture could not be stored as a file.
    #[error("the picture cannot be stored: {0}")]
    Storing(String),
}

/// Draws the seal as SVG: one self-contained picture without text, styles or scripts.
pub fn svg(badge: &Badge) -> Result<String, BadgeError> {
    let shapes = plate::compose(badge)?;
    Ok(markup::write(
        &shapes,
        (plate::SIDE, plate::SIDE),
        &badge.alt,
    ))
}
