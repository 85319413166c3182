//! Drawings that a page paints as a whole (ISO 32000-1, 8.10).

use lopdf::{Dictionary, Stream};
use printpdf::{CurTransMat, Op, XObjectId, XObjectTransform};

use super::fields::appearance;

/// A form with a drawing that is deflated already; what it does not set, the page does.
pub fn form(width: f32, height: f32, drawing: Vec<u8>) -> Stream {
    let mut form = appearance(width, height, Dictionary::new(), drawing);
    form.dict.set("Filter", "FlateDecode");
    form
}

/// Paints a form through a matrix.
pub fn paint(id: &str, matrix: [f32; 6]) -> [Op; 4] {
    [
        Op::SaveGraphicsState,
        Op::SetTransformationMatrix {
            matrix: CurTransMat::Raw(matrix),
        },
        Op::UseXobject {
            id: XObjectId(id.to_owned()),
            transform: XObjectTransform {
                no_auto_scale: true,
                ..XObjectTransform::default()
            },
        },
        Op::RestoreGraphicsState,
    ]
}
