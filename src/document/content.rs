//! The page as marks on paper: nodes to operators, in a document that holds nothing else yet.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::drawing::path::{Point, Rect, point};

use super::DocumentError;
use super::embed::Subsets;
use super::layout::SHEET;
use super::node::{Item, Page, Role};
use super::operators::Operators;
use super::paper::Paper;
use super::{beginning, matrix, ornament_form, resources};

/// A document with nothing but its page.
pub struct Draft {
    /// Catalogue, page tree, page, and what the page is drawn with.
    pub document: Document,
    /// The page.
    pub page: ObjectId,
}

/// Draws the page.
pub fn draw(page: &Page) -> Result<Draft, DocumentError> {
    let items = || page.nodes.iter().flat_map(|node| &node.items);
    let subsets = Subsets::of(items())?;
    let mut document = Document::new();
    document.max_id = beginning::NEXT - 1;
    let contents = Stream::new(Dictionary::new(), operators(page, &subsets));
    let contents = document.add_object(contents);
    let pages = document.new_object_id();
    let mut drawn = dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "Resources" => resources::named(&subsets, items(), &mut document),
        "Contents" => contents,
    };
    for (name, area) in boxes(&page.paper) {
        drawn.set(name, area);
    }
    let drawn = document.add_object(drawn);
    document.set_object(
        pages,
        dictionary! { "Type" => "Pages", "Kids" => vec![drawn.into()], "Count" => 1 },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    Ok(Draft {
        document,
        page: drawn,
    })
}

/// The structure type of a node; nothing for ornament.
pub fn tag(role: &Role) -> Option<&'static str> {
    match role {
        Role::Artifact => None,
        Role::Heading1 => Some("H1"),
        Role::Heading2 => Some("H2"),
        Role::Paragraph => Some("P"),
        Role::Figure { .. } => Some("Figure"),
        Role::Link { .. } => Some("Link"),
        Role::Signature { .. } => Some("Form"),
    }
}

/// A place as PDF counts it, from the lower left.
pub fn flipped(p: Point) -> Point {
    point(p.x, SHEET.height - p.y)
}

/// What is paper, bleed and the page itself (ISO 32000-1, 14.11.2).
fn boxes(paper: &Paper) -> [(&'static str, Object); 4] {
    let (width, height) = paper.size;
    let whole = Rect::new(0.0, 0.0, width, height);
    let bleed = paper.trim.inset(-paper.bleed);
    [
        ("MediaBox", whole),
        ("CropBox", whole),
        ("BleedBox", bleed),
        ("TrimBox", paper.trim),
    ]
    .map(|(name, area)| {
        let (low, high) = (height - area.bottom(), height - area.y);
        let corners = [area.x, low, area.right(), high].map(Object::Real);
        (name, Vec::from(corners).into())
    })
}

fn operators(page: &Page, subsets: &Subsets) -> Vec<u8> {
    let mut out = Operators::new();
    let is_moved = page.paper != Paper::SHEET;
    if is_moved {
        out.transform(moved(&page.paper));
    }
    let mut mark = 0;
    for node in page.nodes.iter().filter(|node| !node.items.is_empty()) {
        match tag(&node.role) {
            Some(tag) => {
                out.begin_marked(tag, mark);
                mark += 1;
            }
            None => out.begin_artifact(),
        }
        for item in &node.items {
            draw_item(item, subsets, &mut out);
        }
        out.end_marked();
    }
    if is_moved {
        out.restore();
    }
    out.into_bytes()
}

/// Puts what follows where the page comes to lie on the paper.
fn moved(paper: &Paper) -> [f32; 6] {
    let scale = paper.scale();
    let corner = paper.flipped(paper.place(point(0.0, SHEET.height)));
    [scale, 0.0, 0.0, scale, corner.x, corner.y]
}

fn draw_item(item: &Item, subsets: &Subsets, out: &mut Operators) {
    match item {
        Item::Text { run, x, y, colour } => {
            out.fill_with(*colour);
            out.text(run, flipped(point(*x, *y)), subsets);
        }
        Item::Fill { path, colour } => {
            out.fill_with(*colour);
            out.fill(path, flipped);
        }
        Item::Stroke {
            path,
            colour,
            thickness,
        } => {
            out.stroke_with(*colour, *thickness);
            out.stroke(path, flipped);
        }
        Item::Code {
            code,
            origin,
            module,
            colour,
        } => {
            out.fill_with(*colour);
            matrix::paint(code, *origin, *module, out);
        }
        Item::Band { colour, thickness } => {
            out.stroke_with(*colour, *thickness);
            ornament_form::paint_band(out);
        }
        Item::Rule {
            middle,
            colour,
            thickness,
        } => {
            out.stroke_with(*colour, *thickness);
            ornament_form::paint_rule(*middle, out);
        }
    }
}
