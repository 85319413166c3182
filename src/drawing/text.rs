//! Text to positioned glyphs.

use std::str::FromStr;
use std::sync::{Arc, LazyLock, OnceLock};

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder, Tag};
use rustybuzz::{
    BufferClusterLevel, Direction, Feature, Language, ShapePlan, UnicodeBuffer, script,
};

use super::DrawingError;
use super::font::Font;
use super::known_lines;
use super::path::{Path, Point, Segment, point};

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The font.
    pub font: Font,
    /// Size of the em.
    pub size: f32,
    /// Extra space behind every letter, in em.
    pub tracking: f32,
    /// Small letters as small capitals.
    pub small_caps: bool,
    /// Figures with ascenders and descenders, for running text.
    pub old_style_figures: bool,
}

impl Style {
    /// A font at a size, nothing special.
    pub const fn new(font: Font, size: f32) -> Self {
        Self {
            font,
            size,
            tracking: 0.0,
            small_caps: false,
            old_style_figures: false,
        }
    }

    /// The same in another size.
    pub const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same with extra space behind every letter, in em.
    pub const fn tracked(self, tracking: f32) -> Self {
        Self { tracking, ..self }
    }

    /// The same in small capitals.
    pub const fn small_caps(self) -> Self {
        Self {
            small_caps: true,
            ..self
        }
    }

    /// The same with old-style figures.
    pub const fn old_style(self) -> Self {
        Self {
            old_style_figures: true,
            ..self
        }
    }
}

/// One glyph; lengths in font units.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Index in the font.
    pub id: u16,
    /// The characters that it stands for.
    pub text: String,
    /// Where the text of the glyph begins, in bytes.
    pub start: usize,
    /// How far the pen moves.
    pub advance: f32,
    /// How far it would move by the font's own table, unkerned and untracked.
    pub natural_advance: f32,
    /// Displacement from the pen, to the right.
    pub dx: f32,
    /// Displacement from the pen, **up**.
    pub dy: f32,
}

/// A line of glyphs.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// How it was set.
    pub style: Style,
    /// The glyphs, left to right.
    pub glyphs: Arc<[Glyph]>,
    /// Width without spaces at the end and without the tracking behind the last letter.
    pub width: f32,
}

/// Sets a text in one line.
pub fn shape(text: &str, style: Style) -> Result<Run, DrawingError> {
    let glyphs = known_lines::find_or_set(text, style, || set(text, style))?;
    Ok(Run::of(glyphs, style))
}

fn set(text: &str, style: Style) -> Result<Arc<[Glyph]>, DrawingError> {
    let face = style.font.face();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    buffer.guess_segment_properties();
    if let Some(language) = &*GERMAN {
        buffer.set_language(language.clone());
    }
    let shaped = match (buffer.script(), buffer.direction()) {
        (script::LATIN, Direction::LeftToRight) => {
            rustybuzz::shape_with_plan(face, plan(style), buffer)
        }
        _ => rustybuzz::shape(face, &features(style), buffer),
    };

    let tracking = style.tracking * style.font.units();
    let infos = shaped.glyph_infos();
    let mut glyphs = Vec::with_capacity(infos.len());
    for (i, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
        let start = info.cluster as usize;
        let end = infos[i + 1..]
            .iter()
            .map(|next| next.cluster as usize)
            .find(|next| *next > start)
            .unwrap_or(text.len());
        let id = info.glyph_id as u16;
        if id == 0 {
            return Err(DrawingError::MissingGlyph {
                character: text[start..].chars().next().unwrap_or_default(),
                font: style.font.name(),
            });
        }
        let first = i == 0 || infos[i - 1].cluster != info.cluster;
        glyphs.push(Glyph {
            id,
            text: if first {
                text[start..end].to_owned()
            } else {
                String::new()
            },
            start,
            advance: position.x_advance as f32 + tracking,
            natural_advance: face.glyph_hor_advance(GlyphId(id)).map_or(0.0, f32::from),
            dx: position.x_offset as f32,
            dy: position.y_offset as f32,
        });
    }
    Ok(glyphs.into())
}

impl Run {
    fn of(glyphs: Arc<[Glyph]>, style: Style) -> Self {
        let visible = glyphs
            .iter()
            .rposition(|g| !g.text.chars().all(char::is_whitespace))
            .map_or(0, |last| last + 1);
        let units: f32 = glyphs[..visible].iter().map(|g| g.advance).sum();
        let em = style.font.units();
        let behind = if visible > 0 {
            style.tracking * em
        } else {
            0.0
        };
        let width = (units - behind) * style.size / em;
        Self {
            style,
            glyphs,
            width,
        }
    }

    /// The same line in another size.
    pub fn sized(&self, size: f32) -> Self {
        Self::of(self.glyphs.clone(), self.style.sized(size))
    }

    /// The glyphs' outlines, the line's beginning at `origin` on the baseline.
    pub fn outline(&self, origin: Point) -> Path {
        let face = self.style.font.face();
        let scale = self.style.size / self.style.font.units();
        let mut pen = 0.0;
        let mut path = Path::new();
        for glyph in self.glyphs.iter() {
            let mut outline = Outline {
                path: &mut path,
                origin: point(
                    origin.x + (pen + glyph.dx) * scale,
                    origin.y - glyph.dy * scale,
                ),
                scale,
            };
            face.outline_glyph(GlyphId(glyph.id), &mut outline);
            pen += glyph.advance;
        }
        path
    }
}

static GERMAN: LazyLock<Option<Language>> = LazyLock::new(|| Language::from_str("de").ok());

/// How Latin letters are set in a style. It takes longer to make than a line to set.
fn plan(style: Style) -> &'static ShapePlan {
    const WAYS: usize = 8;
    static PLANS: [OnceLock<ShapePlan>; Font::ALL.len() * WAYS] =
        [const { OnceLock::new() }; Font::ALL.len() * WAYS];
    let ways = [
        style.small_caps,
        style.old_style_figures,
        style.tracking > 0.0,
    ];
    let way = ways.iter().fold(0, |way, on| 2 * way + usize::from(*on));
    PLANS[style.font as usize * WAYS + way].get_or_init(|| {
        ShapePlan::new(
            style.font.face(),
            Direction::LeftToRight,
            Some(script::LATIN),
            GERMAN.as_ref(),
            &features(style),
        )
    })
}

fn features(style: Style) -> Vec<Feature> {
    let on = |tag: &[u8; 4]| Feature::new(Tag::from_bytes(tag), 1, ..);
    let off = |tag: &[u8; 4]| Feature::new(Tag::from_bytes(tag), 0, ..);
    let mut features = Vec::new();
    if style.small_caps {
        features.push(on(b"smcp"));
        // In German text, EB Garamond first makes another small letter of the f, which has no
        // small capital.
        features.push(off(b"locl"));
    }
    if style.old_style_figures {
        features.push(on(b"onum"));
        features.push(on(b"pnum"));
    }
    // A ligature among spaced letters would stand out as a lump.
    if style.tracking > 0.0 {
        features.push(off(b"liga"));
    }
    features
}

struct Outline<'a> {
    path: &'a mut Path,
    origin: Point,
    scale: f32,
}

impl Outline<'_> {
    fn at(&self, x: f32, y: f32) -> Point {
        point(
            self.origin.x + x * self.scale,
            self.origin.y - y * self.scale,
        )
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let p = self.at(x, y);
        self.path.segments.push(Segment::Move(p));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let p = self.at(x, y);
        self.path.segments.push(Segment::Line(p));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, p) = (self.at(x1, y1), self.at(x, y));
        self.path.segments.push(Segment::Quad(a, p));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, p) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.segments.push(Segment::Cubic(a, b, p));
    }

    fn close(&mut self) {
        self.path.segments.push(Segment::Close);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// How far a letter reaches above the baseline, in em.
    fn height(letter: char, style: Style) -> f32 {
        let outline = shape(&letter.to_string(), style).unwrap();
        let outline = outline.outline(point(0.0, 0.0));
        let ends = outline.segments.iter().filter_map(|segment| match segment {
            Segment::Move(p) | Segment::Line(p) => Some(p),
            Segment::Quad(_, p) | Segment::Cubic(_, _, p) => Some(p),
            Segment::Close => None,
        });
        ends.map(|p| -p.y).fold(0.0, f32::max)
    }

    #[test]
    fn every_small_letter_becomes_a_small_capital() {
        let style = Style::new(Font::Serif, 1.0).small_caps();
        let usual = height('x', style);
        for letter in 'a'..='z' {
            let height = height(letter, style);
            assert!((height - usual).abs() < 0.06, "{letter}: {height}, {usual}");
        }
        let fuer = shape("für", style.tracked(0.06)).unwrap().glyphs;
        let alone = shape("f", style).unwrap().glyphs;
        assert_eq!(fuer[0].id, alone[0].id);
        assert_ne!(
            alone[0].id,
            shape("f", Style::new(Font::Serif, 1.0)).unwrap().glyphs[0].id
        );
    }
}
