//! Shapes to SVG.

use std::fmt::Write;

use crate::domain::artwork::Rgb;
use crate::drawing::path::{Path, Point, Segment};

/// Steps of a coordinate in one unit of the drawing: fine enough for a poster, and whole
/// numbers are the shortest to write.
const STEPS: f32 = 16.0;

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
pub fn write(shapes: &[Shape], (width, height): (f32, f32), title: &str) -> String {
    let mut svg = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{}" height="{}" "#,
            r#"viewBox="0 0 {} {}"><title>{}</title>"#,
        ),
        width,
        height,
        steps(width),
        steps(height),
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

type Place = (i32, i32);

/// Path data in relative steps, so that rounding does not add up and numbers stay short.
fn data(path: &Path) -> String {
    let mut pen = Pen::default();
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => pen.move_to(place(p)),
            Segment::Line(p) => pen.line_to(place(p)),
            Segment::Quad(a, p) => pen.quad_to(place(a), place(p)),
            Segment::Cubic(a, b, p) => pen.go('c', &[place(a), place(b), place(p)]),
            Segment::Close => pen.close(),
        }
    }
    pen.data
}

fn place(p: Point) -> Place {
    (steps(p.x), steps(p.y))
}

#[derive(Default)]
struct Pen {
    data: String,
    at: Place,
    ring: Place,
    /// Control point of the quadratic curve that ends here.
    control: Option<Place>,
}

impl Pen {
    fn move_to(&mut self, to: Place) {
        self.go('m', &[to]);
        self.ring = to;
    }

    fn line_to(&mut self, to: Place) {
        match (to.0 - self.at.0, to.1 - self.at.1) {
            (0, 0) => {}
            (x, 0) => self.put('h', &[x]),
            (0, y) => self.put('v', &[y]),
            (x, y) => self.put('l', &[x, y]),
        }
        self.at = to;
        self.control = None;
    }

    fn quad_to(&mut self, control: Place, to: Place) {
        // TrueType leaves out points midway between two controls; there the next control is
        // the mirror image of the last, and SVG need not be told.
        let mirrored = self
            .control
            .map(|(x, y)| (2 * self.at.0 - x, 2 * self.at.1 - y))
            .filter(|(x, y)| (x - control.0).abs() <= 1 && (y - control.1).abs() <= 1);
        if to == self.at && control == self.at {
            return;
        }
        match mirrored {
            Some(_) => self.go('t', &[to]),
            None => self.go('q', &[control, to]),
        }
        self.control = Some(mirrored.unwrap_or(control));
    }

    fn go(&mut self, command: char, places: &[Place]) {
        let numbers: Vec<i32> = places
            .iter()
            .flat_map(|(x, y)| [x - self.at.0, y - self.at.1])
            .collect();
        self.put(command, &numbers);
        self.at = places.last().copied().unwrap_or(self.at);
        self.control = None;
    }

    fn close(&mut self) {
        self.data.push('z');
        self.at = self.ring;
        self.control = None;
    }

    fn put(&mut self, command: char, numbers: &[i32]) {
        self.data.push(command);
        for (i, number) in numbers.iter().enumerate() {
            if i > 0 && *number >= 0 {
                self.data.push(' ');
            }
            // Writing into a string cannot fail.
            let _ = write!(self.data, "{number}");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
