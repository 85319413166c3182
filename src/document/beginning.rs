//! What all Urkunden begin with: the usual fonts, the colour profile and ornament. It is four fifths of
//! the page's revision, and is written, read and hashed once for all of them.

use std::sync::LazyLock;

use lopdf::{Dictionary, Object, dictionary};
use sha2::{Digest, Sha256};

use crate::drawing::font::Font;

use super::composite::{OBJECTS, packed};
use super::embed::usual_composite;
use super::file::{self, Objects, Places, Revision};
use super::{ornament_form, srgb};

/// The colour profile.
pub const PROFILE: u32 = Font::ALL.len() as u32 * OBJECTS + 1;
/// The frame's band.
pub const BAND: u32 = PROFILE + 1;
/// The short rule.
pub const RULE: u32 = BAND + 1;
/// The first number that is free.
pub const NEXT: u32 = RULE + 1;

/// The number of a font with what German usually needs.
pub fn font(font: Font) -> u32 {
    font as u32 * OBJECTS + 1
}

/// Header and first objects of a file.
pub struct Beginning {
    /// As they are written.
    pub bytes: Vec<u8>,
    /// As they are read.
    pub objects: Objects,
    /// Where each object is.
    pub places: Places,
    /// SHA-256, to be gone on with.
    pub begun: Sha256,
}

impl Beginning {
    /// The same for all.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Beginning> = LazyLock::new(|| Beginning::of(shared_objects()));
        &SHARED
    }

    /// The beginning of a file, if it is this one.
    pub fn begins(file: &[u8]) -> Option<&'static Self> {
        Some(Self::shared()).filter(|shared| file.starts_with(&shared.bytes))
    }

    fn of(objects: Objects) -> Self {
        let mut bytes = file::create(objects, Dictionary::new());
        #[expect(clippy::expect_used, reason = "what was just written can be read")]
        let Revision {
            objects, places, ..
        } = file::first_revision(&bytes).expect("beginning");
        let end = places.values().map(|place| place.end).max();
        bytes.truncate(end.unwrap_or_default());
        Self {
            begun: Sha256::new().chain_update(&bytes),
            bytes,
            objects,
            places,
        }
    }
}

fn shared_objects() -> Objects {
    let fonts = Font::ALL
        .into_iter()
        .flat_map(|font| usual_composite(font).objects(self::font(font)));
    let profile = packed(dictionary! { "N" => 3 }, &srgb::profile());
    let others = [
        (PROFILE, profile),
        (BAND, ornament_form::band()),
        (RULE, ornament_form::rule()),
    ];
    let others = others.map(|(number, stream)| (number, Object::Stream(stream)));
    fonts.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two machines make one Urkunde: whoever changes its form (also by a new version of a crate)
    /// raises the version of the co-signing protocol.
    #[test]
    fn the_beginning_is_that_of_version_2_of_the_protocol() {
        const VERSION_2: &str = "1b918feb027a8040dfb3ac2ac22eb6e6e353d7623ed886f9061a704bbf47d0e1";
        let digest = Sha256::digest(&Beginning::shared().bytes);
        assert_eq!(hex::encode(digest), VERSION_2);
    }
}
