//! The frame: a band woven of a few strands, as on old banknotes.
//!
//! All strands are one wave that runs around a rounded rectangle a whole number of times,
//! each a little later than the one before; where they cross, the weave appears.

use std::f32::consts::TAU;
use std::sync::OnceLock;

use crate::drawing::path::{Path, Point, Rect, point};

use super::layout::{MM, SHEET};

/// Distance of the band's middle from the paper's edge.
const INSET: f32 = 13.0 * MM;
/// Radius of the band's middle at the corners.
const RADIUS: f32 = 5.5 * MM;
/// How far a strand swings out of the middle.
const SWING: f32 = 2.6 * MM;
const STRANDS: usize = 6;
/// Waves around the page; a multiple of eight, so that the quarters mirror each other.
const WAVES: f32 = 128.0;
/// Swellings around the page.
const KNOTS: f32 = 32.0;
/// Curves that a quarter of a strand is drawn with.
const STEPS: usize = 128;

/// Between the band and the hairlines beside it.
const AIR: f32 = 0.9 * MM;

/// The hairlines that follow the band outside and inside.
pub fn hairlines() -> [Path; 2] {
    [-(SWING + AIR), SWING + AIR]
        .map(|aside| Path::cornered_rect(SHEET.inset(INSET + aside), RADIUS - aside))
}

/// The area inside the frame.
pub fn inner() -> Rect {
    SHEET.inset(INSET + SWING + AIR)
}

/// The area that the band covers.
pub fn outer() -> Rect {
    SHEET.inset(INSET - SWING)
}

/// The strands of the upper right quarter. Mirrored at the page's axes they are the whole
/// band: its phases come in pairs, and every side has a whole number of waves.
pub fn quarter() -> &'static Path {
    static QUARTER: OnceLock<Path> = OnceLock::new();
    QUARTER.get_or_init(|| {
        let mut path = Path::new();
        for strand in 0..STRANDS {
            path.extend(self::strand(strand as f32 / STRANDS as f32));
        }
        path
    })
}

/// A quarter of one strand; `phase` is a share of a wave.
fn strand(phase: f32) -> Path {
    let track = Track::new(SHEET.inset(INSET), RADIUS);
    let place = |share: f32| {
        let around = share / 4.0;
        let wave = TAU * (around * WAVES + phase);
        // The swing itself swells and ebbs, which gathers the weave into knots.
        let swell = 0.78 + 0.22 * (TAU * around * KNOTS).cos();
        track.beside(around, SWING * swell * wave.sin())
    };
    let mut path = Path::new();
    path.trace(STEPS, place);
    path
}

/// The way around a rounded rectangle, clockwise from the middle of the upper edge.
struct Track {
    rect: Rect,
    radius: f32,
}

impl Track {
    fn new(rect: Rect, radius: f32) -> Self {
        Self { rect, radius }
    }

    /// The place at a share of the way around, moved outwards by `aside`.
    fn beside(&self, around: f32, aside: f32) -> Point {
        let r = self.radius;
        let (half_width, half_height) = (self.rect.width / 2.0, self.rect.height / 2.0);
        let (flat, upright) = (half_width - r, half_height - r);
        let bend = TAU / 4.0 * r;
        let quarter = flat + bend + upright;
        let way = around.rem_euclid(1.0) * 4.0 * quarter;
        // Two quarters mirror the other two; each is walked from the middle of a
        // horizontal edge to the middle of a vertical one.
        let index = (way / quarter).floor().min(3.0);
        let mut on = way - index * quarter;
        let (right, top) = match index as usize {
            0 => (1.0, -1.0),
            1 => (1.0, 1.0),
            2 => (-1.0, 1.0),
            _ => (-1.0, -1.0),
        };
        if index as usize % 2 == 1 {
            on = quarter - on;
        }
        let (x, y) = if on < flat {
            (on, half_height + aside)
        } else if on < flat + bend {
            let (sin, cos) = ((on - flat) / r).sin_cos();
            (flat + (r + aside) * sin, upright + (r + aside) * cos)
        } else {
            (half_width + aside, upright - (on - flat - bend))
        };
        let middle = point(self.rect.centre_x(), self.rect.y + half_height);
        point(middle.x + right * x, middle.y + top * y)
    }
}
