//! Shapes to operators of PDF: vectors in the inks of a press, for a print shop.

use std::fmt::Write;

use crate::drawing::path::{Path, Point, Segment, point};

use super::drawing::Drawing;
use super::ink::Cmyk;

/// Points in one unit: the upright picture is 60 mm wide. A vector picture has any size.
const SCALE: f32 = 60.0 / 25.4 * 72.0 / super::plate::SIDE;

/// A drawing as the content of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Inks {
    /// Width and height of the page in points.
    pub size: (f32, f32),
    /// Operators (ISO 32000-1, 8.2), in DeviceCMYK, without fonts and images.
    pub content: String,
}

/// Mixes a drawing in the inks of a press. The same drawing gives the same operators.
pub fn inks(drawing: &Drawing) -> Inks {
    let (width, height) = drawing.size;
    Inks {
        size: (width * SCALE, height * SCALE),
        content: content(drawing),
    }
}

fn content(drawing: &Drawing) -> String {
    let height = drawing.size.1;
    let mut content = format!("{SCALE} 0 0 {SCALE} 0 0 cm\n");
    for shape in &drawing.shapes {
        let Cmyk([c, m, y, k]) = shape.colour.into();
        // Writing into a string cannot fail.
        let _ = match shape.line {
            None => writeln!(content, "{c:.3} {m:.3} {y:.3} {k:.3} k"),
            Some(line) => writeln!(content, "{c:.3} {m:.3} {y:.3} {k:.3} K {line} w"),
        };
        trace(&mut content, &shape.path, height);
        content.push_str(if shape.line.is_some() { "S\n" } else { "f\n" });
    }
    content
}

/// The path in operators (ISO 32000-1, 8.5.2). PDF knows no quadratic curves, and its `y` grows
/// upwards.
fn trace(content: &mut String, path: &Path, height: f32) {
    let mut at = point(0.0, 0.0);
    let mut put = |points: &[Point], operator: &str| {
        for p in points {
            let _ = write!(content, "{:.2} {:.2} ", p.x, height - p.y);
        }
        content.push_str(operator);
        content.push('\n');
    };
    let toward = |from: Point, control: Point| {
        let part = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
        point(part(from.x, control.x), part(from.y, control.y))
    };
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => put(&[p], "m"),
            Segment::Line(p) => put(&[p], "l"),
            Segment::Quad(control, p) => put(&[toward(at, control), toward(p, control), p], "c"),
            Segment::Cubic(a, b, p) => put(&[a, b, p], "c"),
            Segment::Close => put(&[], "h"),
        }
        match *segment {
            Segment::Move(p) | Segment::Line(p) | Segment::Quad(_, p) | Segment::Cubic(_, _, p) => {
                at = p
            }
            Segment::Close => {}
        }
    }
}
