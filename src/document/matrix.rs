//! The QR code as a form that is one unit wide for each module: whole numbers take a fraction of
//! the room and time that places on the page would.

use lopdf::{Dictionary, Stream};

use crate::drawing::path::{Point, point};
use crate::drawing::qr::Code;

use super::content::flipped;
use super::form;
use super::operators::Operators;

/// What a page calls the form by.
pub const ID: &str = "Code";

/// Paints the code with its upper left corner at `origin`.
pub fn paint(code: &Code, origin: Point, module: f32, out: &mut Operators) {
    let low = flipped(point(origin.x, origin.y + code.size() as f32 * module));
    out.paint(ID, [module, 0.0, 0.0, module, low.x, low.y]);
}

/// The dark modules as a form that takes its colour from the page.
pub fn form(code: &Code) -> Stream {
    let size = code.size();
    let mut drawing = Operators::new();
    drawing.fill_bars(
        code.bars()
            .map(|(column, row, length)| [column, size - 1 - row, length]),
    );
    let (side, resources) = (size as f32, Dictionary::new());
    form::form(side, side, resources, drawing.into_bytes())
}
