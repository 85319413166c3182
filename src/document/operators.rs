//! Operators of a content stream as bytes (ISO 32000-1, 8 and 9).

use crate::domain::artwork::Rgb;
use crate::drawing::path::{Path, Point, Segment, point};
use crate::drawing::text::{Run, Style};

use super::embed::{Embedded, Subsets};
use super::syntax::write_number;

/// A content stream; lengths in points, places counted from the lower left.
#[derive(Debug, Default)]
pub struct Operators(Vec<u8>);

/// A thousandth of a point is finer than any printer, and shorter than all digits.
const LENGTH: usize = 3;
/// What lengths are multiplied by is more exact than they are, and so is the place of a page on paper: what
/// is printed in two steps has to meet.
const FINE: usize = 6;

impl Operators {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the stream contains.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Begins a part of the page that means something; `mark` is its number (14.6).
    pub fn begin_marked(&mut self, tag: &str, mark: usize) {
        self.name(tag);
        self.put("<</MCID ");
        write_number(&mut self.0, mark);
        self.put(">> BDC\n");
    }

    /// Begins a part of the page that means nothing (14.8.2.2).
    pub fn begin_artifact(&mut self) {
        self.put("/Artifact <</Type /Layout>> BDC\n");
    }

    /// Ends such a part.
    pub fn end_marked(&mut self) {
        self.put("EMC\n");
    }

    /// Changes the coordinates until [`Self::restore`].
    pub fn transform(&mut self, matrix: [f32; 6]) {
        self.put("q\n");
        self.numbers::<FINE>(&matrix);
        self.put("cm\n");
    }

    /// Ends a change of the coordinates.
    pub fn restore(&mut self) {
        self.put("Q\n");
    }

    /// Paints a form through a matrix.
    pub fn paint(&mut self, form: &str, [a, b, c, d, x, y]: [f32; 6]) {
        self.put("q\n");
        self.numbers::<FINE>(&[a, b, c, d]);
        self.operator(&[x, y], "cm");
        self.name(form);
        self.put("Do\n");
        self.restore();
    }

    /// Fills with a colour from here on.
    pub fn fill_with(&mut self, colour: Rgb) {
        self.operator(&parts(colour), "rg");
    }

    /// Draws lines of this kind from here on.
    pub fn stroke_with(&mut self, colour: Rgb, thickness: f32) {
        self.operator(&parts(colour), "RG");
        self.operator(&[thickness], "w");
    }

    /// Fills a shape, each of its points put where `place` says.
    pub fn fill(&mut self, path: &Path, place: impl Fn(Point) -> Point) {
        self.path(path, place);
        self.put("f\n");
    }

    /// Draws a line, likewise.
    pub fn stroke(&mut self, path: &Path, place: impl Fn(Point) -> Point) {
        self.path(path, place);
        self.put("S\n");
    }

    /// Fills bars of height 1: places and lengths are whole numbers.
    pub fn fill_bars(&mut self, bars: impl IntoIterator<Item = [usize; 3]>) {
        for bar in bars {
            for number in bar {
                write_number(&mut self.0, number);
                self.0.push(b' ');
            }
            self.put("1 re\n");
        }
        self.put("f\n");
    }

    /// Shows a line of text that begins at a place.
    pub fn text(&mut self, run: &Run, at: Point, subsets: &Subsets) {
        let Style { font, size, .. } = run.style;
        let units = font.units();
        let indent = run.glyphs.first().map_or(0.0, |glyph| glyph.dx);
        self.put("BT\n");
        self.operator(&[at.x + indent * size / units, at.y], "Td");
        let mut part: Option<Embedded> = None;
        let mut rise = 0.0;
        let mut kern = 0;
        for (i, glyph) in run.glyphs.iter().enumerate() {
            let (home, number) = subsets.glyph(font, glyph.id);
            if part != Some(home) || glyph.dy != rise {
                if part.is_some() {
                    self.put(">] TJ\n");
                }
                if part != Some(home) {
                    part = Some(home);
                    self.name(home.key());
                    self.operator(&[size], "Tf");
                }
                if glyph.dy != rise {
                    rise = glyph.dy;
                    self.operator(&[rise * size / units], "Ts");
                }
                self.put("[");
                if kern != 0 {
                    write_decimal::<LENGTH>(&mut self.0, kern);
                }
                self.put("<");
            } else if kern != 0 {
                self.put(">");
                write_decimal::<LENGTH>(&mut self.0, kern);
                self.put("<");
            }
            self.0.extend(hexadecimal(number));
            // Behind the glyph the pen stands where the font's own table puts it.
            let next = run.glyphs.get(i + 1).map_or(0.0, |glyph| glyph.dx);
            let missing = glyph.advance - glyph.dx + next - glyph.natural_advance;
            kern = fixed::<LENGTH>(-missing * 1000.0 / units);
        }
        if part.is_some() {
            self.put(">] TJ\n");
        }
        if rise != 0.0 {
            self.operator(&[0.0], "Ts");
        }
        self.put("ET\n");
    }

    fn path(&mut self, path: &Path, place: impl Fn(Point) -> Point) {
        let mut pen = point(0.0, 0.0);
        for segment in &path.segments {
            match *segment {
                Segment::Move(p) => self.places([place(p)], "m"),
                Segment::Line(p) => self.places([place(p)], "l"),
                Segment::Quad(a, p) => {
                    let toward = |from: Point| {
                        let part = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                        place(point(part(from.x, a.x), part(from.y, a.y)))
                    };
                    self.places([toward(pen), toward(p), place(p)], "c");
                }
                Segment::Cubic(a, b, p) => self.places([a, b, p].map(&place), "c"),
                Segment::Close => self.put("h\n"),
            }
            if let Segment::Move(p)
            | Segment::Line(p)
            | Segment::Quad(_, p)
            | Segment::Cubic(_, _, p) = *segment
            {
                pen = p;
            }
        }
    }

    fn places<const N: usize>(&mut self, places: [Point; N], operator: &str) {
        self.operator(places.map(|p| [p.x, p.y]).as_flattened(), operator);
    }

    fn operator(&mut self, operands: &[f32], operator: &str) {
        self.numbers::<LENGTH>(operands);
        self.put(operator);
        self.0.push(b'\n');
    }

    fn numbers<const DIGITS: usize>(&mut self, numbers: &[f32]) {
        for number in numbers {
            write_decimal::<DIGITS>(&mut self.0, fixed::<DIGITS>(*number));
            self.0.push(b' ');
        }
    }

    fn name(&mut self, name: &str) {
        self.0.push(b'/');
        self.put(name);
        self.0.push(b' ');
    }

    fn put(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }
}

fn parts(colour: Rgb) -> [f32; 3] {
    [colour.red, colour.green, colour.blue].map(|level| f32::from(level) / 255.0)
}

fn hexadecimal(number: u16) -> [u8; 4] {
    [12, 8, 4, 0].map(|shift| b"0123456789ABCDEF"[usize::from(number >> shift & 0xF)])
}

/// A number in units of its last digit.
fn fixed<const DIGITS: usize>(number: f32) -> i64 {
    (number * one(DIGITS) as f32).round() as i64
}

/// How many units of the last digit are one.
const fn one(digits: usize) -> u64 {
    10_u64.pow(digits as u32)
}

/// Appends such a number, shortest.
fn write_decimal<const DIGITS: usize>(out: &mut Vec<u8>, number: i64) {
    let one = one(DIGITS);
    if number < 0 {
        out.push(b'-');
    }
    write_number(out, number.unsigned_abs() / one);
    let mut rest = number.unsigned_abs() % one;
    let mut digits = [b'0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit += (rest % 10) as u8;
        rest /= 10;
    }
    if let Some(last) = digits.iter().rposition(|digit| *digit != b'0') {
        out.push(b'.');
        out.extend_from_slice(&digits[..=last]);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::node::Item;
    use crate::domain::artwork::Rgb;
    use crate::drawing::font::Font;
    use crate::drawing::text::shape;

    fn written<const DIGITS: usize>(number: f32) -> String {
        let mut out = Vec::new();
        write_decimal::<DIGITS>(&mut out, fixed::<DIGITS>(number));
        String::from_utf8(out).unwrap()
    }

    /// The same with a point and all digits, by the standard library.
    fn expected<const DIGITS: usize>(number: f32) -> String {
        let one = one(DIGITS) as f32;
        let rounded = f64::from((number * one).round()) / f64::from(one);
        let all = format!("{rounded:.DIGITS$}");
        match all.trim_end_matches('0').trim_end_matches('.') {
            "-0" => "0".to_owned(),
            short => short.to_owned(),
        }
    }

    proptest! {
        #[test]
        fn a_number_is_written_with_no_more_digits_than_it_needs(
            number in prop_oneof![-15_000.0_f32..15_000.0, -2.0_f32..2.0, -0.01_f32..0.01],
            factor in -2.0_f32..2.0,
        ) {
            prop_assert_eq!(written::<LENGTH>(number), expected::<LENGTH>(number));
            prop_assert_eq!(written::<FINE>(factor), expected::<FINE>(factor));
        }
    }

    #[test]
    fn a_line_changes_font_and_height_and_goes_on() {
        let style = Style::new(Font::Serif, 10.0);
        // EB Garamond counts 1000 units in an em; the usual glyphs do not include this capital.
        let mut run = shape("IIIŁx", style).unwrap();
        let mut glyphs = run.glyphs.to_vec();
        for (glyph, (kern, dy)) in glyphs.iter_mut().zip([
            (0.0, 0.0),
            (12.0, 0.0),
            (0.0, 0.0),
            (-2.5, 0.0),
            (1.0, 50.0),
        ]) {
            glyph.advance = glyph.natural_advance + kern;
            glyph.dy = dy;
        }
        run.glyphs = glyphs.into();
        let item = Item::Text {
            run: run.clone(),
            x: 0.0,
            y: 0.0,
            colour: Rgb::new(0, 0, 0),
        };
        let subsets = Subsets::of([&item]).unwrap();
        let [i, l, x] = [0, 3, 4].map(|at| {
            let (_, number) = subsets.glyph(Font::Serif, run.glyphs[at].id);
            format!("{number:04X}")
        });

        let mut out = Operators::new();
        out.text(&run, point(12.5, -0.25), &subsets);
        let expected = format!(
            "BT\n12.5 -0.25 Td\n/F0 10 Tf\n[<{i}{i}>-12<{i}>] TJ\n/F0r 10 Tf\n[<{l}>] TJ\n\
             /F0 10 Tf\n0.5 Ts\n[2.5<{x}>] TJ\n0 Ts\nET\n"
        );
        assert_eq!(String::from_utf8(out.into_bytes()).unwrap(), expected);
    }
}
