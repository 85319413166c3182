//! Drawings that a page paints as a whole (ISO 32000-1, 8.10).

use lopdf::{Dictionary, Object, Stream, dictionary};

/// A form of a size in points; what its content does not set, whoever paints it does.
pub fn form(width: f32, height: f32, resources: Dictionary, content: Vec<u8>) -> Stream {
    let bounds = [0.0, 0.0, width, height].map(Object::Real);
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => Vec::from(bounds),
        "Resources" => resources,
    };
    Stream::new(dictionary, content)
}

/// A form that needs no resources, with content that is deflated already.
pub fn deflated(width: f32, height: f32, content: Vec<u8>) -> Stream {
    let mut form = form(width, height, Dictionary::new(), content);
    form.dict.set("Filter", "FlateDecode");
    form
}
