//! The fonts of a file, reduced to the glyphs that its texts need.
//!
//! What German usually needs of a font is always embedded as a whole, so that it is reduced and
//! deflated once and not for every file, and a later revision can use the fonts of the page.

use std::borrow::Cow;
use std::collections::BTreeMap;
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

/// The fonts of drawn things.
pub struct Subsets(BTreeMap<Font, Cow<'static, Subset>>);

impl Subsets {
    /// Chooses the fonts and glyphs that drawn things need.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Result<Self, DocumentError> {
        let mut unusual: BTreeMap<Font, Vec<&Glyph>> = BTreeMap::new();
        for item in items {
            if let Item::Text { run, .. } = item {
                let known = &usual(run.style.font).glyphs;
                let unknown = run.glyphs.iter().filter(|g| known.get(g.id).is_none());
                unusual.entry(run.style.font).or_default().extend(unknown);
            }
        }
        let subset = |(font, unusual): (Font, Vec<&Glyph>)| {
            let usual = usual(font);
            let subset = match unusual.as_slice() {
                [] => Cow::Borrowed(usual),
                more => Cow::Owned(usual.clone().with(font, more.iter().copied())?),
            };
            Ok((font, subset))
        };
        let subsets: Result<_, DocumentError> = unusual.into_iter().map(subset).collect();
        Ok(Self(subsets?))
    }

    /// The number of a glyph in the embedded font.
    pub fn glyph(&self, font: Font, id: u16) -> u16 {
        self.0
            .get(&font)
            .and_then(|s| s.glyphs.get(id))
            .unwrap_or(0)
    }

    /// The fonts as they are written.
    pub fn iter(&self) -> impl Iterator<Item = (Font, &Composite)> {
        self.0
            .iter()
            .map(|(font, subset)| (*font, &subset.composite))
    }
}

/// What German usually needs of a font.
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
#[derive(Clone)]
struct Subset {
    glyphs: GlyphRemapper,
    /// What the glyphs stand for, by their numbers in the subset.
    texts: BTreeMap<u16, String>,
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
        let glyphs = runs.iter().flat_map(|run| run.glyphs.iter());
        Self::of(font, GlyphRemapper::new(), BTreeMap::new(), glyphs)
    }

    /// With these glyphs besides.
    fn with<'a>(
        self,
        font: Font,
        glyphs: impl Iterator<Item = &'a Glyph>,
    ) -> Result<Self, DocumentError> {
        Self::of(font, self.glyphs, self.texts, glyphs)
    }

    fn of<'a>(
        font: Font,
        mut glyphs: GlyphRemapper,
        mut texts: BTreeMap<u16, String>,
        more: impl Iterator<Item = &'a Glyph>,
    ) -> Result<Self, DocumentError> {
        for glyph in more {
            let number = glyphs.remap(glyph.id);
            if !glyph.text.is_empty() {
                texts.entry(number).or_insert_with(|| readable(&glyph.text));
            }
        }
        let composite = Composite::of(font, &glyphs, &texts)?;
        Ok(Self {
            glyphs,
            texts,
            composite,
        })
    }
}

/// What a glyph stands for when the text is read out of the file. Spaces of several kinds may
/// share a glyph, and a glyph has but one meaning.
fn readable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}
