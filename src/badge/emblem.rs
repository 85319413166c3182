//! What stands in the code's place where there is none: a rosette woven of a few strands, with a
//! tick in it. No coat of arms and no words, so that nobody takes it for a Dienstsiegel.

use std::f32::consts::TAU;

use crate::drawing::path::{Path, Point, Segment, point};

use super::markup::Shape;
use super::standing::Palette;

const STRANDS: usize = 5;
/// Waves around the rosette.
const WAVES: f32 = 12.0;
/// Curves that a strand is drawn with.
const STEPS: usize = 96;

/// A rosette around a centre.
pub fn emblem(centre: Point, radius: f32, palette: &Palette) -> Vec<Shape> {
    /// Where the band's middle runs, and how far a strand swings out of it, in radii.
    const MIDDLE: f32 = 0.83;
    const SWING: f32 = 0.17;
    let thickness = (radius * 0.024).max(0.7);
    let mut strands = Path::new();
    for strand in 0..STRANDS {
        let phase = TAU * strand as f32 / STRANDS as f32;
        let mut path = Path::new();
        path.trace(STEPS, |share| {
            let angle = TAU * share;
            let away = radius * (MIDDLE + SWING * (WAVES * angle + phase).sin());
            point(centre.x + away * angle.sin(), centre.y - away * angle.cos())
        });
        strands.extend(path);
    }
    let hairline = Path::circle(centre, radius * 0.6);
    vec![
        Shape::stroke(strands, palette.accent, thickness),
        Shape::stroke(hairline, palette.accent, thickness),
        Shape::fill(tick(centre, radius * 0.36), palette.highlight),
    ]
}

/// A tick whose long stroke swells as a pen's does.
fn tick(centre: Point, reach: f32) -> Path {
    let corners = [
        (-0.86, 0.02),
        (-0.66, -0.16),
        (-0.22, 0.34),
        (0.72, -0.80),
        (0.94, -0.62),
        (-0.18, 0.80),
    ];
    let [first, rest @ ..] =
        corners.map(|(x, y)| point(centre.x + reach * x, centre.y + reach * y));
    let mut segments = vec![Segment::Move(first)];
    segments.extend(rest.map(Segment::Line));
    segments.push(Segment::Close);
    Path { segments }
}
