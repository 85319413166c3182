//! The structure tree: what the marks on the page mean, for those who do not see them.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::drawing::path::{Rect, point};

use super::content::tag;
use super::metadata::text;
use super::node::{Page, Role};
use super::paper::Paper;
use super::{FieldWords, fields};

/// Key of the page's own marks in the parent tree; links follow.
const PAGE_KEY: i64 = 0;

/// What was built.
pub struct Structure {
    /// The tree's root.
    pub root: ObjectId,
    /// The signature fields, in reading order.
    pub fields: Vec<ObjectId>,
}

/// Builds the tree and the annotations, and ties the page to them.
pub fn build(
    document: &mut Document,
    page: &Page,
    page_id: ObjectId,
    words: &[FieldWords],
) -> Structure {
    let root = document.new_object_id();
    let whole = document.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    let mut owners: Vec<Object> = Vec::new();
    let mut annotations: Vec<Object> = Vec::new();
    let mut annotated: Vec<Object> = Vec::new();
    let mut fields = Vec::new();
    let mut paragraph = None;

    // Puts an annotation of an element on the page.
    let mut annotate = |mut annotation: Dictionary, owner: ObjectId, document: &mut Document| {
        let key = PAGE_KEY + 1 + annotations.len() as i64;
        annotation.set("StructParent", key);
        annotation.set("P", page_id);
        let annotation = document.add_object(annotation);
        annotations.push(annotation.into());
        annotated.extend([key.into(), owner.into()]);
        annotation
    };
    let reference = |annotation: ObjectId| dictionary! { "Type" => "OBJR", "Obj" => annotation, "Pg" => page_id };
    for node in &page.nodes {
        let Some(kind) = tag(&node.role) else {
            continue;
        };
        let mark = owners.len() as i64;
        let mut element = element(kind, whole);
        element.set("Pg", page_id);
        let id = document.new_object_id();
        if !node.items.is_empty() {
            element.set("K", mark);
            owners.push(id.into());
        }
        match &node.role {
            Role::Figure { alt, bounds } => {
                element.set("Alt", text(alt));
                let layout = dictionary! {
                    "O" => "Layout",
                    "Placement" => "Block",
                    "BBox" => rectangle(bounds, &page.paper),
                };
                element.set("A", layout);
                kids.push(id.into());
            }
            Role::Link {
                description,
                target,
                bounds,
            } => {
                let area = rectangle(bounds, &page.paper);
                let link = annotate(link(description, target, area), id, document);
                element.set("K", vec![mark.into(), reference(link).into()]);
                let paragraph = *paragraph.get_or_insert_with(|| {
                    let own = document.add_object(self::element("P", whole));
                    kids.push(own.into());
                    own
                });
                element.set("P", paragraph);
                append(document, paragraph, id);
            }
            Role::Signature { position, bounds } => {
                // A draft has the place, but no field.
                let Some(words) = words.get(*position) else {
                    continue;
                };
                let field = fields::empty(document, words, bounds, &page.paper);
                let field = annotate(field, id, document);
                element.set("K", reference(field));
                fields.push(field);
                kids.push(id.into());
            }
            _ => kids.push(id.into()),
        }
        match node.role {
            Role::Paragraph => paragraph = Some(id),
            Role::Link { .. } => {}
            _ => paragraph = None,
        }
        document.set_object(id, element);
    }

    let owners = document.add_object(owners);
    let mut numbers: Vec<Object> = vec![PAGE_KEY.into(), owners.into()];
    numbers.extend(annotated);
    let next_key = numbers.len() as i64 / 2;
    let parents = document.add_object(dictionary! { "Nums" => numbers });
    let mut body = element("Document", root);
    body.set("K", kids);
    document.set_object(whole, body);
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => whole,
            "ParentTree" => parents,
            "ParentTreeNextKey" => next_key,
        },
    );
    if let Ok(page) = document.get_dictionary_mut(page_id) {
        page.set("Annots", annotations);
        page.set("StructParents", PAGE_KEY);
        page.set("Tabs", "S");
    }
    Structure { root, fields }
}

fn element(kind: &str, parent: ObjectId) -> Dictionary {
    dictionary! { "Type" => "StructElem", "S" => kind, "P" => parent }
}

/// Puts an element behind what its parent holds already.
fn append(document: &mut Document, parent: ObjectId, child: ObjectId) {
    if let Ok(parent) = document.get_dictionary_mut(parent) {
        let mut kids = match parent.remove(b"K") {
            Some(Object::Array(kids)) => kids,
            Some(only) => vec![only],
            None => Vec::new(),
        };
        kids.push(child.into());
        parent.set("K", kids);
    }
}

fn link(description: &str, target: &str, area: Vec<Object>) -> Dictionary {
    /// Printed with the page.
    const PRINT: i64 = 4;
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "F" => PRINT,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "Rect" => area,
        "Contents" => text(description),
        "A" => dictionary! {
            "Type" => "Action",
            "S" => "URI",
            "URI" => Object::string_literal(target),
        },
    }
}

/// A rectangle of the page as PDF counts it on the paper.
pub fn rectangle(bounds: &Rect, paper: &Paper) -> Vec<Object> {
    let place = |x, y| paper.flipped(paper.place(point(x, y)));
    let low = place(bounds.x, bounds.bottom());
    let high = place(bounds.right(), bounds.y);
    let rounded = |length: f32| Object::Real((length * 1000.0).round() / 1000.0);
    [low.x, low.y, high.x, high.y].map(rounded).into()
}
