//! The frame's band as a form, prepared once for all documents.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::OnceLock;

use printpdf::{
    CurTransMat, DictItem, ExternalStream, ExternalXObject, Op, XObject, XObjectId,
    XObjectTransform,
};

use super::archive::deflate;
use super::content::{name, rings};
use super::frame;
use super::layout::SHEET;

/// What a page calls the form by.
pub fn id() -> XObjectId {
    XObjectId("Band".to_owned())
}

/// Paints the quarter four times, mirrored at the page's axes.
pub fn paint() -> Vec<Op> {
    let (width, height) = (SHEET.width, SHEET.height);
    let mirrors = [
        [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, -1.0, 0.0, height],
        [-1.0, 0.0, 0.0, -1.0, width, height],
        [-1.0, 0.0, 0.0, 1.0, width, 0.0],
    ];
    mirrors
        .into_iter()
        .flat_map(|mirror| {
            [
                Op::SaveGraphicsState,
                Op::SetTransformationMatrix {
                    matrix: CurTransMat::Raw(mirror),
                },
                Op::UseXobject {
                    id: id(),
                    transform: XObjectTransform {
                        no_auto_scale: true,
                        ..XObjectTransform::default()
                    },
                },
                Op::RestoreGraphicsState,
            ]
        })
        .collect()
}

/// The woven band as a form that takes its colour and thickness from the page.
pub fn form() -> XObject {
    static CONTENT: OnceLock<Vec<u8>> = OnceLock::new();
    let content = CONTENT.get_or_init(|| deflate(operators().as_bytes()));
    let number = DictItem::Real;
    let bounds = [0.0, 0.0, SHEET.width, SHEET.height];
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Form")),
        ("Filter".to_owned(), name("FlateDecode")),
        (
            "BBox".to_owned(),
            DictItem::Array(bounds.map(number).into()),
        ),
        (
            "Resources".to_owned(),
            DictItem::Dict {
                map: BTreeMap::new(),
            },
        ),
    ]);
    XObject::External(ExternalXObject {
        stream: ExternalStream {
            dict,
            content: content.clone(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    })
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
