//! Drawings that a page paints as a whole (ISO 32000-1, 8.10).

use std::collections::BTreeMap;

use printpdf::{
    CurTransMat, DictItem, ExternalStream, ExternalXObject, Op, XObject, XObjectId,
    XObjectTransform,
};

use super::content::name;

/// A form with a drawing that is deflated already; what it does not set, the page does.
pub fn form(width: f32, height: f32, drawing: Vec<u8>) -> XObject {
    let bounds = [0.0, 0.0, width, height].map(DictItem::Real);
    let resources = DictItem::Dict {
        map: BTreeMap::new(),
    };
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Form")),
        ("Filter".to_owned(), name("FlateDecode")),
        ("BBox".to_owned(), DictItem::Array(bounds.into())),
        ("Resources".to_owned(), resources),
    ]);
    XObject::External(ExternalXObject {
        stream: ExternalStream {
            dict,
            content: drawing,
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    })
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
