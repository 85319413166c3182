//! Shapes to PDF: vectors in the inks of a press, for a print shop.

use std::fmt::Write;

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, Stream, dictionary, text_string};

use crate::drawing::path::{Path, Point, Segment, point};

use super::BadgeError;
use super::drawing::Drawing;
use super::ink::Cmyk;

/// Points in one unit: the upright picture is 60 mm wide. A vector picture has any size.
const SCALE: f32 = 60.0 / 25.4 * 72.0 / super::plate::SIDE;

/// Writes a drawing as a one-page PDF (1.4), DeviceCMYK, without fonts and images. The same
/// drawing gives the same bytes.
pub fn pdf(drawing: &Drawing, language: &str) -> Result<Vec<u8>, BadgeError> {
    let (width, height) = drawing.size;
    let content = content(drawing);
    let mut document = Document::with_version("1.4");
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let pages = document.new_object_id();
    let mut stream = Stream::new(Dictionary::new(), content.into_bytes());
    stream.compress().map_err(storing)?;
    let stream = document.add_object(stream);
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => [0.0, 0.0, width * SCALE, height * SCALE].map(Object::Real).to_vec(),
        "Resources" => Dictionary::new(),
        "Contents" => stream,
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! {
            "Type" => "Pages",
            "Kids" => vec![page.into()],
            "Count" => 1,
        }),
    );
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Lang" => text_string(language),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    });
    let info = document.add_object(dictionary! { "Title" => text_string(&drawing.title) });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(storing)?;
    Ok(bytes)
}

fn storing(cause: impl std::fmt::Display) -> BadgeError {
    BadgeError::Storing(cause.to_string())
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
