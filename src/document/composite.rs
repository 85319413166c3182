//! A font as objects of the file (ISO 32000-1, 9.7), for what is drawn after the page.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, Stream, dictionary};
use rustybuzz::ttf_parser::GlyphId;
use subsetter::GlyphRemapper;

use crate::drawing::font::Font;

use super::DocumentError;
use super::archive::deflate;
use super::embed::{base_font, program};
use super::file::Objects;
use super::syntax::print;

/// Adds a font, reduced to these glyphs, from object `number` on; that is the font itself.
/// `texts` says what the glyphs of the reduced font stand for.
pub fn add(
    objects: &mut Objects,
    number: u32,
    font: Font,
    glyphs: &GlyphRemapper,
    texts: &BTreeMap<u16, String>,
) -> Result<(), DocumentError> {
    let name = base_font(font, glyphs);
    let [root, descendant, descriptor, file, unicode] =
        [0, 1, 2, 3, 4].map(|i| number.saturating_add(i));
    let face = font.face();
    let thousandth = |units: i16| (f32::from(units) * 1000.0 / font.units()).round() as i64;
    let widths: Vec<Object> = glyphs
        .remapped_gids()
        .map(|old| {
            let width = face.glyph_hor_advance(GlyphId(old)).unwrap_or(0);
            Object::Real(f32::from(width) * 1000.0 / font.units())
        })
        .collect();
    let bounds = face.global_bounding_box();
    let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
    let program = program(font, glyphs)?;

    let mut add = |number: u32, object: Object| objects.insert(number, object);
    add(
        root,
        dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference((descendant, 0))],
            "ToUnicode" => Object::Reference((unicode, 0)),
        }
        .into(),
    );
    add(
        descendant,
        dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => name.as_str(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "CIDToGIDMap" => "Identity",
            "FontDescriptor" => Object::Reference((descriptor, 0)),
            "W" => vec![0.into(), widths.into()],
        }
        .into(),
    );
    /// Glyphs are chosen by number, not by a character set.
    const SYMBOLIC: i64 = 4;
    /// Of no consequence where the font is embedded.
    const STEM: i64 = 80;
    add(
        descriptor,
        dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name.as_str(),
            "Flags" => SYMBOLIC,
            "FontBBox" => Vec::from(bounds.map(|b| thousandth(b).into())),
            "ItalicAngle" => Object::Real(face.italic_angle()),
            "Ascent" => thousandth(face.ascender()),
            "Descent" => thousandth(face.descender()),
            "CapHeight" => (font.cap_height() * 1000.0).round() as i64,
            "StemV" => STEM,
            "FontFile2" => Object::Reference((file, 0)),
        }
        .into(),
    );
    let length = dictionary! { "Length1" => program.len() as i64 };
    add(file, packed(length, &program).into());
    add(
        unicode,
        packed(Dictionary::new(), &to_unicode(texts)).into(),
    );
    Ok(())
}

/// Objects that [`add`] makes.
pub const OBJECTS: u32 = 5;

/// A compressed stream.
pub fn packed(mut dictionary: Dictionary, content: &[u8]) -> Stream {
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, deflate(content))
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
