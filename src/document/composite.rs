//! A font as objects of the file (ISO 32000-1, 9.7).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, Stream, dictionary};
use rustybuzz::ttf_parser::GlyphId;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::drawing::font::Font;

use super::DocumentError;
use super::archive::deflate;
use super::syntax::print;

/// A font that is reduced to some of its glyphs.
#[derive(Debug, Clone)]
pub struct Composite {
    font: Font,
    name: String,
    widths: Vec<Object>,
    program: Stream,
    unicode: Stream,
}

impl Composite {
    /// Reduces a font. `texts` says what the glyphs of the reduced font stand for.
    pub fn of(
        font: Font,
        glyphs: &GlyphRemapper,
        texts: &BTreeMap<u16, String>,
    ) -> Result<Self, DocumentError> {
        let program = subsetter::subset(font.data(), 0, glyphs);
        let program = program.map_err(|cause| DocumentError::Font {
            font: font.name(),
            cause,
        })?;
        let face = font.face();
        let width = |old| {
            let width = face.glyph_hor_advance(GlyphId(old)).unwrap_or(0);
            let width = f32::from(width) * 1000.0 / font.units();
            if width.fract() == 0.0 {
                Object::Integer(width as i64)
            } else {
                Object::Real(width)
            }
        };
        let length = dictionary! { "Length1" => program.len() as i64 };
        Ok(Self {
            font,
            name: format!("{}+{}", tag(glyphs), font.name()),
            widths: glyphs.remapped_gids().map(width).collect(),
            program: packed(length, &program),
            unicode: packed(Dictionary::new(), &to_unicode(texts)),
        })
    }

    /// The name, with a tag that tells this reduced font from others (9.6.4).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The font from object `number` on; that is the font itself.
    pub fn objects(&self, number: u32) -> [(u32, Object); OBJECTS as usize] {
        let font = self.font;
        let face = font.face();
        let thousandth = |units: i16| (f32::from(units) * 1000.0 / font.units()).round() as i64;
        let bounds = face.global_bounding_box();
        let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        let [root, descendant, descriptor, file, unicode] =
            [0, 1, 2, 3, 4].map(|i| number.saturating_add(i));
        /// Glyphs are chosen by number, not by a character set.
        const SYMBOLIC: i64 = 4;
        /// Of no consequence where the font is embedded.
        const STEM: i64 = 80;
        let whole = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => self.name(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference((descendant, 0))],
            "ToUnicode" => Object::Reference((unicode, 0)),
        };
        let glyphs = dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => self.name(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "CIDToGIDMap" => "Identity",
            "FontDescriptor" => Object::Reference((descriptor, 0)),
            "W" => vec![0.into(), self.widths.clone().into()],
        };
        let description = dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => self.name(),
            "Flags" => SYMBOLIC,
            "FontBBox" => Vec::from(bounds.map(|b| thousandth(b).into())),
            "ItalicAngle" => Object::Real(face.italic_angle()),
            "Ascent" => thousandth(face.ascender()),
            "Descent" => thousandth(face.descender()),
            "CapHeight" => (font.cap_height() * 1000.0).round() as i64,
            "StemV" => STEM,
            "FontFile2" => Object::Reference((file, 0)),
        };
        [
            (root, whole.into()),
            (descendant, glyphs.into()),
            (descriptor, description.into()),
            (file, self.program.clone().into()),
            (unicode, self.unicode.clone().into()),
        ]
    }
}

/// Objects of one font.
pub const OBJECTS: u32 = 5;

/// A compressed stream.
pub fn packed(mut dictionary: Dictionary, content: &[u8]) -> Stream {
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, deflate(content))
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

/// What the glyphs stand for, for those who copy the text or have it read (9.10.3).
fn to_unicode(texts: &BTreeMap<u16, String>) -> Vec<u8> {
    let mut map = Vec::from(
        b"/CIDInit /ProcSet findresource begin\n\
          12 dict begin\n\
          begincmap\n\
          /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
          /CMapName /Adobe-Identity-UCS def\n\
          /CMapType 2 def\n\
          1 begincodespacerange\n\
          <0000> <FFFF>\n\
          endcodespacerange\n",
    );
    let texts: Vec<_> = texts.iter().collect();
    // A block holds no more than this.
    for block in texts.chunks(100) {
        print(&mut map, format_args!("{} beginbfchar\n", block.len()));
        for (glyph, text) in block {
            print(&mut map, format_args!("<{glyph:04X}> <"));
            for unit in text.encode_utf16() {
                print(&mut map, format_args!("{unit:04X}"));
            }
            map.extend(b">\n");
        }
        map.extend(b"endbfchar\n");
    }
    map.extend(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
