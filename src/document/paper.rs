//! What a page is put on: the sheet itself, or a larger one that the print shop trims.

use crate::drawing::colour::BLACK;
use crate::drawing::path::{Path, Point, Rect, point};

use super::layout::{MM, SHEET};
use super::node::{Item, Node, Role};

/// Paper and the page's place on it; lengths in points, origin at the upper left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// Width and height of the paper.
    pub size: (f32, f32),
    /// What is left of it in the end.
    pub trim: Rect,
    /// How far colour has to reach beyond that, as knives are not exact.
    pub bleed: f32,
}

/// A size of ISO 216, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// 210 mm × 297 mm.
    A4,
    /// 297 mm × 420 mm.
    A3,
}

impl Format {
    const fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (SHEET.width, SHEET.height),
            Self::A3 => (SHEET.height, 420.0 * MM),
        }
    }
}

/// From the trimmed edge to the paper's.
const MARGIN: f32 = 10.0 * MM;
const BLEED: f32 = 3.0 * MM;

impl Paper {
    /// The sheet for which pages are composed.
    pub const SHEET: Self = Self::plain(Format::A4);

    /// Paper of exactly this size.
    pub const fn plain(format: Format) -> Self {
        let (width, height) = format.size();
        Self {
            size: (width, height),
            trim: Rect::new(0.0, 0.0, width, height),
            bleed: 0.0,
        }
    }

    /// Larger paper, to be trimmed to this size: with bleed, and room for crop marks.
    pub const fn with_bleed(format: Format) -> Self {
        let (width, height) = format.size();
        Self {
            size: (width + 2.0 * MARGIN, height + 2.0 * MARGIN),
            trim: Rect::new(MARGIN, MARGIN, width, height),
            bleed: BLEED,
        }
    }

    /// How much larger the page becomes.
    pub fn scale(&self) -> f32 {
        (self.trim.width / SHEET.width).min(self.trim.height / SHEET.height)
    }

    /// Where a place of the page comes to lie.
    pub fn place(&self, on_page: Point) -> Point {
        let (scale, trim) = (self.scale(), self.trim);
        // Sizes of ISO 216 are rounded, so the page may miss a hair.
        let x = trim.x + (trim.width - SHEET.width * scale) / 2.0;
        let y = trim.y + (trim.height - SHEET.height * scale) / 2.0;
        point(x + on_page.x * scale, y + on_page.y * scale)
    }

    /// A place of the paper as PDF counts it, from the lower left.
    pub fn flipped(&self, on_paper: Point) -> Point {
        point(on_paper.x, self.size.1 - on_paper.y)
    }

    /// The place of the page that comes to lie there.
    fn of(&self, on_paper: Point) -> Point {
        let (scale, origin) = (self.scale(), self.place(point(0.0, 0.0)));
        point(
            (on_paper.x - origin.x) / scale,
            (on_paper.y - origin.y) / scale,
        )
    }

    /// Two lines at each corner that say where to trim, outside of the bleed.
    pub fn crop_marks(&self) -> Node {
        const AIR: f32 = 1.0 * MM;
        const LENGTH: f32 = 5.0 * MM;
        const THICKNESS: f32 = 0.25;
        let near = self.bleed + AIR;
        let far = near + LENGTH;
        let trim = self.trim;
        let mut items = Vec::new();
        for (x, right) in [(trim.x, -1.0), (trim.right(), 1.0)] {
            for (y, down) in [(trim.y, -1.0), (trim.bottom(), 1.0)] {
                for (from, to) in [
                    (point(x + right * near, y), point(x + right * far, y)),
                    (point(x, y + down * near), point(x, y + down * far)),
                ] {
                    items.push(Item::Stroke {
                        path: Path::line(self.of(from), self.of(to)),
                        colour: BLACK,
                        thickness: THICKNESS / self.scale(),
                    });
                }
            }
        }
        Node::fixed(Role::Artifact, items)
    }
}
