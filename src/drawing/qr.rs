//! QR codes as shapes.

use qrcode::{Color, EcLevel, QrCode};

use super::DrawingError;
use super::path::{Path, Point, Rect};

/// White modules that a scanner needs on every side.
pub const QUIET_ZONE: usize = 4;

/// The dark and light modules of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    size: usize,
    dark: Vec<bool>,
}

impl Code {
    /// Encodes a text with error correction level M, in the smallest version that holds it.
    pub fn new(text: &str) -> Result<Self, DrawingError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
        Ok(Self {
            size: code.width(),
            dark: code
                .into_colors()
                .into_iter()
                .map(|c| c == Color::Dark)
                .collect(),
        })
    }

    /// Modules on one side, without the quiet zone.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Modules on one side, with the quiet zone.
    pub fn full_size(&self) -> usize {
        self.size + 2 * QUIET_ZONE
    }

    /// The dark modules, neighbours in a row merged, the first module at `origin`.
    pub fn path(&self, origin: Point, module: f32) -> Path {
        let mut path = Path::new();
        for (row, modules) in self.dark.chunks(self.size).enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|a, b| a == b) {
                if run[0] {
                    path.add_rect(Rect::new(
                        origin.x + column as f32 * module,
                        origin.y + row as f32 * module,
                        run.len() as f32 * module,
                        module,
                    ));
                }
                column += run.len();
            }
        }
        path
    }
}
