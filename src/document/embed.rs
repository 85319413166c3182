//! The fonts of a file, reduced to the glyphs that its texts need.
//!
//! What German usually needs of a font is the same in all files (see [`beginning`]), so that it is
//! reduced and deflated once, and a later revision can use the fonts of the page. What a text needs
//! besides is a small font of its own.
//!
//! [`beginning`]: super::beginning

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use subsetter::GlyphRemapper;

use crate::drawing::font::Font;
use crate::drawing::text::{Glyph, Style, shape};

use super::DocumentError;
use super::composite::Composite;
use super::node::Item;

/// Letters, figures, marks, and pairs of letters that have a glyph of their own.
const USUAL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜabcdefghijklmnopqrstuvwxyzäöüßéè 0123456789 \
                     .,:;!?-–/()&§%+'’„“‚‘·@_ fb ff fh fi fj fk fl ft fä fö fü ffb ffh ffi ffj ffk ffl fft \
                     tt tz ch ck Qu Th";

/// A font as it is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Embedded {
    /// With the glyphs that German usually needs.
    Usual(Font),
    /// With what a text needs besides.
    Rare(Font),
}

impl Embedded {
    /// What a page calls it by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Usual(font) => ["F0", "F1", "F2", "F3", "F4"][font as usize],
            Self::Rare(font) => ["F0r", "F1r", "F2r", "F3r", "F4r"][font as usize],
        }
    }
}

/// The fonts of drawn things.
pub struct Subsets {
    used: BTreeSet<Font>,
    rare: BTreeMap<Font, Subset>,
}

impl Subsets {
    /// Chooses the fonts and glyphs that drawn things need.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Result<Self, DocumentError> {
        let mut used = BTreeSet::new();
        let mut rare: BTreeMap<Font, Vec<&Glyph>> = BTreeMap::new();
        for item in items {
            if let Item::Text { run, .. } = item {
                let font = run.style.font;
                used.insert(font);
                let known = &usual(font).glyphs;
                let unknown = run.glyphs.iter().filter(|g| known.get(g.id).is_none());
                for glyph in unknown {
                    rare.entry(font).or_default().push(glyph);
                }
            }
        }
        let rare = rare
            .into_iter()
            .map(|(font, glyphs)| Ok((font, Subset::of(font, glyphs)?)));
        Ok(Self {
            used,
            rare: rare.collect::<Result<_, DocumentError>>()?,
        })
    }

    /// Where a glyph is, and its number there.
    pub fn glyph(&self, font: Font, id: u16) -> (Embedded, u16) {
        let rare = || Some((Embedded::Rare(font), self.rare.get(&font)?.glyphs.get(id)?));
        let usual = usual(font).glyphs.get(id);
        usual
            .map(|number| (Embedded::Usual(font), number))
            .or_else(rare)
            .unwrap_or((Embedded::Usual(font), 0))
    }

    /// The fonts as they are written.
    pub fn iter(&self) -> impl Iterator<Item = (Embedded, &Composite)> {
        let usual = self.used.iter();
        let usual = usual.map(|font| (Embedded::Usual(*font), usual_composite(*font)));
        let rare = self.rare.iter();
        usual.chain(rare.map(|(font, subset)| (Embedded::Rare(*font), &subset.composite)))
    }
}

/// What German usually needs of a font, as it is written.
pub fn usual_composite(font: Font) -> &'static Composite {
    &usual(font).composite
}

fn usual(font: Font) -> &'static Subset {
    static SUBSETS: [OnceLock<Subset>; Font::ALL.len()] =
        [const { OnceLock::new() }; Font::ALL.len()];
    #[expect(
        clippy::expect_used,
        reason = "the fonts are part of the binary and do not vary"
    )]
    SUBSETS[font as usize].get_or_init(|| Subset::usual(font).expect("embedded font"))
}

/// A font with the glyphs that are embedded.
struct Subset {
    glyphs: GlyphRemapper,
    composite: Composite,
}

impl Subset {
    fn usual(font: Font) -> Result<Self, DocumentError> {
        let plain = Style::new(font, 1.0);
        let styles: &[Style] = match font {
            Font::Serif => &[plain, plain.small_caps(), plain.old_style()],
            _ => &[plain],
        };
        let runs = styles.iter().map(|style| shape(USUAL, *style));
        let runs = runs.collect::<Result<Vec<_>, _>>()?;
        Self::of(font, runs.iter().flat_map(|run| run.glyphs.iter()))
    }

    fn of<'a>(
        font: Font,
        needed: impl IntoIterator<Item = &'a Glyph>,
    ) -> Result<Self, DocumentError> {
        let mut glyphs = GlyphRemapper::new();
        let mut texts = BTreeMap::new();
        for glyph in needed {
            let number = glyphs.remap(glyph.id);
            if !glyph.text.is_empty() {
                texts.entry(number).or_insert_with(|| readable(&glyph.text));
            }
        }
        let composite = Composite::of(font, &glyphs, &texts)?;
        Ok(Self { glyphs, composite })
    }
}

/// What a glyph stands for when the text is read out of the file. Spaces of several kinds may
/// share a glyph, and a glyph has but one meaning.
fn readable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}
