//! The page's fonts, reduced to the glyphs in use.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, ParsedFont, PdfDocument, PdfFont, PdfFontMetricsStub};
use rustybuzz::ttf_parser::GlyphId;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::drawing::font::Font;

use super::DocumentError;
use super::node::Item;

/// Glyph numbers of the fonts on one page: in the original, and in the embedded subset.
pub struct Subsets(BTreeMap<Font, GlyphRemapper>);

impl Subsets {
    /// Collects the glyphs of drawn things.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Self {
        let mut subsets: BTreeMap<Font, GlyphRemapper> = BTreeMap::new();
        for item in items {
            if let Item::Text { run, .. } = item {
                let subset = subsets.entry(run.style.font).or_default();
                for glyph in &run.glyphs {
                    subset.remap(glyph.id);
                }
            }
        }
        Self(subsets)
    }

    /// The number of a glyph in the embedded font.
    pub fn glyph(&self, font: Font, id: u16) -> u16 {
        self.0.get(&font).and_then(|s| s.get(id)).unwrap_or(0)
    }

    /// The fonts and their glyphs.
    pub fn iter(&self) -> impl Iterator<Item = (Font, &GlyphRemapper)> {
        self.0.iter().map(|(font, glyphs)| (*font, glyphs))
    }

    /// Puts the fonts into a document.
    pub fn embed(&self, document: &mut PdfDocument) -> Result<(), DocumentError> {
        for (font, glyphs) in &self.0 {
            let embedded = PdfFont::new(embedded(*font, glyphs)?);
            document
                .resources
                .fonts
                .map
                .insert(font_id(*font), embedded);
        }
        Ok(())
    }
}

/// The font's program, reduced to these glyphs.
pub fn program(font: Font, glyphs: &GlyphRemapper) -> Result<Vec<u8>, DocumentError> {
    subsetter::subset(font.data(), 0, glyphs).map_err(|cause| DocumentError::Font {
        font: font.name(),
        cause,
    })
}

/// The name of the reduced font.
pub fn base_font(font: Font, glyphs: &GlyphRemapper) -> String {
    format!("{}+{}", tag(glyphs), font.name())
}

/// The name that a page calls a font by; printpdf's own would be random.
pub fn font_id(font: Font) -> FontId {
    FontId(format!("F{}", font as usize))
}

fn embedded(font: Font, glyphs: &GlyphRemapper) -> Result<ParsedFont, DocumentError> {
    let face = font.face();
    let widths = glyphs
        .remapped_gids()
        .zip(0..)
        .map(|(old, new)| (new, face.glyph_hor_advance(GlyphId(old)).unwrap_or(0)))
        .collect();
    let units = face.units_per_em() as u16;
    let metrics = FontMetrics {
        ascent: face.ascender(),
        descent: face.descender(),
    };
    let mut parsed = ParsedFont::with_glyph_data(
        program(font, glyphs)?,
        0,
        Some(base_font(font, glyphs)),
        BTreeMap::new(),
        widths,
        units,
        metrics,
    );
    let bounds = face.global_bounding_box();
    parsed.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: units,
        x_min: bounds.x_min,
        y_min: bounds.y_min,
        x_max: bounds.x_max,
        y_max: bounds.y_max,
        caret_slope_rise: 1000,
        caret_slope_run: (face.italic_angle().to_radians().tan() * -1000.0) as i16,
        us_weight_class: face.weight().to_number(),
    };
    Ok(parsed)
}

/// Six capital letters that tell one subset of a font from another.
fn tag(glyphs: &GlyphRemapper) -> String {
    let mut hash = Sha256::new();
    for glyph in glyphs.remapped_gids() {
        hash.update(glyph.to_be_bytes());
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}
