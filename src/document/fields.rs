//! The signature fields: in the document from the beginning, so that a chamber that signs
//! changes nothing but its own (ISO 32000-1, 12.7.4.5).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::drawing::path::Rect;

use super::metadata::text;
use super::paper::Paper;
use super::structure::rectangle;
use super::{FieldWords, form};

/// An empty, visible field with its widget. It has an appearance although it shows nothing, as
/// PDF/A demands (ISO 19005-3, 6.3.3).
pub fn empty(
    document: &mut Document,
    words: &FieldWords,
    bounds: &Rect,
    paper: &Paper,
) -> Dictionary {
    /// Printed with the page, and not to be moved.
    const PRINT_LOCKED: i64 = 132;
    let nothing = form::form(bounds.width, bounds.height, Dictionary::new(), Vec::new());
    let nothing = document.add_object(nothing);
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => Object::string_literal(words.name.as_str()),
        "TU" => text(&words.description),
        "F" => PRINT_LOCKED,
        "Rect" => rectangle(bounds, paper),
        "AP" => dictionary! { "N" => nothing },
    }
}

/// The form of these fields; whoever signs the last one closes all (ISO 32000-1, 12.8.2.4).
pub fn form(document: &mut Document, fields: &[ObjectId]) -> Option<ObjectId> {
    /// Signatures exist, and the file is only ever appended to.
    const SIGNATURES_EXIST_APPEND_ONLY: i64 = 3;
    let last = document.get_dictionary_mut(*fields.last()?).ok()?;
    last.set(
        "Lock",
        dictionary! { "Type" => "SigFieldLock", "Action" => "All" },
    );
    let fields: Vec<Object> = fields.iter().map(|id| (*id).into()).collect();
    Some(document.add_object(dictionary! {
        "Fields" => fields,
        "SigFlags" => SIGNATURES_EXIST_APPEND_ONLY,
    }))
}
