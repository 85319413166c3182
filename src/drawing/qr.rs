//! QR codes as shapes.

use qrcodegen::{QrCode, QrSegment};

use super::path::{Path, Point, Rect};
use super::{DrawingError, mask};

/// White modules that a scanner needs on every side.
pub const QUIET_ZONE: usize = 4;

/// The dark and light modules of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Modules on one side.
    pub(super) size: usize,
    /// Whether each is dark, row by row.
    pub(super) dark: Vec<bool>,
}

impl Code {
    /// Encodes a text with error correction level M, in the smallest version that holds it.
    pub fn new(text: &str) -> Result<Self, DrawingError> {
        // What ends an address, digits or a number in capitals, takes less room in a mode of
        // its own.
        let (address, end) = text.split_at(text.rfind('/').map_or(0, |at| at + 1));
        let segments: Vec<QrSegment> = [address, end]
            .into_iter()
            .flat_map(QrSegment::make_segments)
            .collect();
        mask::encode(&segments).map_err(|_| DrawingError::CodeTooLong(text.len()))
    }

    pub(super) fn of(code: &QrCode) -> Self {
        let side = 0..code.size();
        let modules = side.clone().flat_map(|y| side.clone().map(move |x| (x, y)));
        Self {
            size: code.size() as usize,
            dark: modules.map(|(x, y)| code.get_module(x, y)).collect(),
        }
    }

    /// Modules on one side, without the quiet zone.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Modules on one side, with the quiet zone.
    pub fn full_size(&self) -> usize {
        self.size + 2 * QUIET_ZONE
    }

    /// The dark modules, neighbours in a row merged: column and row of the first, and how many.
    pub fn bars(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.dark
            .chunks(self.size)
            .enumerate()
            .flat_map(|(row, modules)| {
                let mut column = 0;
                modules.chunk_by(|a, b| a == b).filter_map(move |run| {
                    let first = column;
                    column += run.len();
                    run[0].then_some((first, row, run.len()))
                })
            })
    }

    /// The dark modules as a shape, the first module at `origin`.
    pub fn path(&self, origin: Point, module: f32) -> Path {
        let mut path = Path::new();
        for (column, row, length) in self.bars() {
            path.add_rect(Rect::new(
                origin.x + column as f32 * module,
                origin.y + row as f32 * module,
                length as f32 * module,
                module,
            ));
        }
        path
    }
}
