//! A QR code as a picture inside a page.

use std::fmt::Write;

use crate::drawing::DrawingError;
use crate::drawing::path::{Segment, point};
use crate::drawing::qr::{Code, QUIET_ZONE};

/// A QR code: the side in modules with its quiet zone, and the dark modules as path data
/// (SVG 2 § 9.3).
pub(super) struct QrPicture {
    pub side: usize,
    pub modules: String,
}

impl QrPicture {
    /// The code of a text.
    pub(super) fn new(text: &str) -> Result<Self, DrawingError> {
        let code = Code::new(text)?;
        let margin = QUIET_ZONE as f32;
        let mut modules = String::new();
        for segment in code.path(point(margin, margin), 1.0).segments {
            // A string takes whatever is written to it.
            let _ = match segment {
                Segment::Move(p) => write!(modules, "M{} {}", p.x, p.y),
                Segment::Line(p) => write!(modules, "L{} {}", p.x, p.y),
                Segment::Close => write!(modules, "z"),
                Segment::Quad(..) | Segment::Cubic(..) => Ok(()),
            };
        }
        Ok(Self {
            side: code.full_size(),
            modules,
        })
    }
}
