//! The frame's band as a form, prepared once for all documents.

use std::fmt::Write;
use std::sync::LazyLock;

use printpdf::{Op, XObject};

use super::archive::deflate;
use super::content::rings;
use super::layout::SHEET;
use super::{form, frame};

/// What a page calls the form by.
pub const ID: &str = "Band";

/// Paints the quarter four times, mirrored at the page's axes.
pub fn paint() -> impl Iterator<Item = Op> {
    let (width, height) = (SHEET.width, SHEET.height);
    let mirrors = [
        [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, -1.0, 0.0, height],
        [-1.0, 0.0, 0.0, -1.0, width, height],
        [-1.0, 0.0, 0.0, 1.0, width, 0.0],
    ];
    mirrors
        .into_iter()
        .flat_map(|mirror| form::paint(ID, mirror))
}

/// The woven band as a form that takes its colour and thickness from the page.
pub fn form() -> XObject {
    static DRAWING: LazyLock<Vec<u8>> = LazyLock::new(|| deflate(operators().as_bytes()));
    form::form(SHEET.width, SHEET.height, DRAWING.clone())
}

fn operators() -> String {
    let mut operators = String::new();
    for (points, _) in rings(frame::quarter()) {
        let mut operator = "m";
        for point in points {
            // Writing into a string cannot fail.
            let _ = write!(operators, "{:.2} {:.2} ", point.p.x.0, point.p.y.0);
            if point.bezier {
                operator = "c";
                continue;
            }
            operators.push_str(operator);
            operators.push('\n');
            operator = "l";
        }
    }
    operators.push('S');
    operators
}
