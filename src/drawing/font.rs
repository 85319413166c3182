//! The typefaces, embedded in the binary.

use std::sync::OnceLock;

use rustybuzz::Face;

/// A cut of one of the two families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Font {
    /// EB Garamond.
    Serif,
    /// EB Garamond SemiBold.
    SerifSemibold,
    /// EB Garamond Italic.
    SerifItalic,
    /// Source Sans 3.
    Sans,
    /// Source Sans 3 SemiBold.
    SansSemibold,
}

impl Font {
    /// Every cut.
    pub const ALL: [Font; 5] = [
        Font::Serif,
        Font::SerifSemibold,
        Font::SerifItalic,
        Font::Sans,
        Font::SansSemibold,
    ];

    /// The font file.
    pub fn data(self) -> &'static [u8] {
        match self {
            Font::Serif => include_bytes!("../../templates/fonts/EBGaramond_400Regular.ttf"),
            Font::SerifSemibold => {
                include_bytes!("../../templates/fonts/EBGaramond_600SemiBold.ttf")
            }
            Font::SerifItalic => {
                include_bytes!("../../templates/fonts/EBGaramond_400Regular_Italic.ttf")
            }
            Font::Sans => include_bytes!("../../templates/fonts/SourceSans3_400Regular.ttf"),
            Font::SansSemibold => {
                include_bytes!("../../templates/fonts/SourceSans3_600SemiBold.ttf")
            }
        }
    }

    /// PostScript name.
    pub fn name(self) -> &'static str {
        match self {
            Font::Serif => "EBGaramond-Regular",
            Font::SerifSemibold => "EBGaramond-SemiBold",
            Font::SerifItalic => "EBGaramond-Italic",
            Font::Sans => "SourceSans3-Regular",
            Font::SansSemibold => "SourceSans3-SemiBold",
        }
    }

    /// The parsed font.
    pub fn face(self) -> &'static Face<'static> {
        static FACES: OnceLock<[Face<'static>; 5]> = OnceLock::new();
        #[expect(
            clippy::expect_used,
            reason = "the fonts are part of the binary and do not vary"
        )]
        let faces = FACES.get_or_init(|| {
            Font::ALL.map(|font| Face::from_slice(font.data(), 0).expect("embedded font"))
        });
        &faces[self as usize]
    }

    /// Font units in one em.
    pub fn units(self) -> f32 {
        self.face().units_per_em() as f32
    }

    /// Height of a capital letter, in em.
    pub fn cap_height(self) -> f32 {
        self.face().capital_height().map_or(0.65, f32::from) / self.units()
    }

    /// Height of a small letter without ascender, in em.
    pub fn x_height(self) -> f32 {
        self.face().x_height().map_or(0.4, f32::from) / self.units()
    }
}
