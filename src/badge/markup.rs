//! Shapes to SVG.

use std::fmt::Write;

use crate::domain::artwork::Rgb;
use crate::drawing::path::{Path, Point, Segment};

use super::plate::SIDE;

/// Steps of a coordinate in one unit of the drawing: fine enough for a poster, and whole
/// numbers are the shortest to write.
const STEPS: f32 = 40.0;

/// A shape with its colour.
pub struct Shape {
    /// The shape.
    pub path: Path,
    /// Its colour.
    pub colour: Rgb,
    /// Thickness of the line; a filled shape has none.
    pub line: Option<f32>,
}

impl Shape {
    /// A filled shape.
    pub fn fill(path: Path, colour: Rgb) -> Self {
        Self {
            path,
            colour,
            line: None,
        }
    }

    /// A line.
    pub fn stroke(path: Path, colour: Rgb, thickness: f32) -> Self {
        Self {
            path,
            colour,
            line: Some(thickness),
        }
    }
}

/// Writes the picture, with a title for those who cannot see it.
pub fn write(shapes: &[Shape], title: &str) -> String {
    let side = steps(SIDE);
    let mut svg = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{}" height="{}" "#,
            r#"viewBox="0 0 {} {}"><title>{}</title>"#,
        ),
        SIDE,
        SIDE,
        side,
        side,
        escaped(title)
    );
    for shape in shapes {
        let colour = String::from(shape.colour);
        let paint = match shape.line {
            None => format!(r#"fill="{colour}""#),
            Some(line) => format!(
                r#"fill="none" stroke="{colour}" stroke-width="{}""#,
                steps(line)
            ),
        };
        // Writing into a string cannot fail.
        let _ = write!(svg, r#"<path {paint} d="{}"/>"#, data(&shape.path));
    }
    svg.push_str("</svg>\n");
    svg
}

fn steps(length: f32) -> i32 {
    (length * STEPS).round() as i32
}

/// Path data in relative steps, so that rounding does not add up and numbers stay short.
fn data(path: &Path) -> String {
    let mut data = String::new();
    let mut pen = (0, 0);
    let mut ring = pen;
    for segment in &path.segments {
        let (command, points) = match *segment {
            Segment::Move(p) => ('m', vec![p]),
            Segment::Line(p) => ('l', vec![p]),
            Segment::Quad(a, p) => ('q', vec![a, p]),
            Segment::Cubic(a, b, p) => ('c', vec![a, b, p]),
            Segment::Close => {
                data.push('z');
                pen = ring;
                continue;
            }
        };
        let places: Vec<(i32, i32)> = points.iter().map(place).collect();
        let end = places.last().copied().unwrap_or(pen);
        match (command, end.0 - pen.0, end.1 - pen.1) {
            ('l', 0, 0) => {}
            ('l', x, 0) => push(&mut data, 'h', &[x]),
            ('l', 0, y) => push(&mut data, 'v', &[y]),
            _ => {
                let numbers: Vec<i32> = places
                    .iter()
                    .flat_map(|(x, y)| [x - pen.0, y - pen.1])
                    .collect();
                push(&mut data, command, &numbers);
            }
        }
        pen = end;
        if command == 'm' {
            ring = end;
        }
    }
    data
}

fn place(p: &Point) -> (i32, i32) {
    (steps(p.x), steps(p.y))
}

fn push(data: &mut String, command: char, numbers: &[i32]) {
    data.push(command);
    for (i, number) in numbers.iter().enumerate() {
        if i > 0 && *number >= 0 {
            data.push(' ');
        }
        let _ = write!(data, "{number}");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
