//! The page as marks on paper: nodes to PDF operators.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, FontId, Line, LinePoint, Mm, Op, PaintMode,
    PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Polygon, PolygonRing, Pt, TextItem,
    WindingOrder,
};

use crate::domain::artwork::Rgb;
use crate::drawing::path::{Path, Point, Segment, point};
use crate::drawing::text::Run;

use super::DocumentError;
use super::embed::{Embedded, Subsets};
use super::layout::SHEET;
use super::node::{Item, Page, Role};
use super::paper::Paper;
use super::{beginning, matrix, ornament_form, resources};

/// Draws the page into a document that has nothing else yet.
pub fn draw(page: &Page) -> Result<lopdf::Document, DocumentError> {
    let items = || page.nodes.iter().flat_map(|node| &node.items);
    let subsets = Subsets::of(items())?;
    let mut document = PdfDocument::new("");
    let mut paper = PdfPage::new(Mm(210.0), Mm(297.0), operators(page, &subsets));
    for size in [
        &mut paper.media_box,
        &mut paper.trim_box,
        &mut paper.crop_box,
    ] {
        size.width = Pt(page.paper.size.0);
        size.height = Pt(page.paper.size.1);
    }
    document.with_pages(vec![paper]);

    let mut warnings = Vec::new();
    let mut drawn = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(DocumentError::Writing(format!("{warning:?}")));
    }
    drawn.renumber_objects_with(beginning::NEXT);
    resources::provide(&subsets, items(), &mut drawn)
        .map_err(|cause| DocumentError::Writing(cause.to_string()))?;
    Ok(drawn)
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
    rounded(point(p.x, SHEET.height - p.y))
}

/// A place with no more digits than it needs.
pub fn rounded(p: Point) -> Point {
    point(round(p.x), round(p.y))
}

/// A thousandth of a point is finer than any printer, and shorter than all digits.
fn round(length: f32) -> f32 {
    (length * 1000.0).round() / 1000.0
}

fn operators(page: &Page, subsets: &Subsets) -> Vec<Op> {
    let mut ops = Vec::new();
    let is_moved = page.paper != Paper::SHEET;
    if is_moved {
        ops.extend(moved(&page.paper));
    }
    let mut id = 0;
    for node in page.nodes.iter().filter(|node| !node.items.is_empty()) {
        let (tag, property) = match tag(&node.role) {
            Some(tag) => {
                id += 1;
                (tag, ("MCID".to_owned(), DictItem::Int(id - 1)))
            }
            None => ("Artifact", ("Type".to_owned(), name("Layout"))),
        };
        ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([property]),
            },
        });
        for item in &node.items {
            draw_item(item, subsets, &mut ops);
        }
        ops.push(Op::EndMarkedContent);
    }
    if is_moved {
        ops.push(Op::RestoreGraphicsState);
    }
    ops
}

/// Puts what follows where the page comes to lie on the paper.
fn moved(paper: &Paper) -> [Op; 2] {
    let scale = paper.scale();
    let corner = paper.flipped(paper.place(point(0.0, SHEET.height)));
    [
        Op::SaveGraphicsState,
        Op::SetTransformationMatrix {
            matrix: CurTransMat::Raw([scale, 0.0, 0.0, scale, corner.x, corner.y]),
        },
    ]
}

fn draw_item(item: &Item, subsets: &Subsets, ops: &mut Vec<Op>) {
    match item {
        Item::Text { run, x, y, colour } => {
            ops.push(fill(*colour));
            draw_text(run, point(*x, *y), subsets, ops);
        }
        Item::Fill { path, colour } => {
            ops.push(fill(*colour));
            ops.push(Op::DrawPolygon {
                polygon: Polygon {
                    rings: rings(path)
                        .into_iter()
                        .map(|(points, _)| PolygonRing { points })
                        .collect(),
                    mode: PaintMode::Fill,
                    winding_order: WindingOrder::NonZero,
                },
            });
        }
        Item::Stroke {
            path,
            colour,
            thickness,
        } => {
            ops.extend(stroke(*colour, *thickness));
            for (points, is_closed) in rings(path) {
                ops.push(Op::DrawLine {
                    line: Line { points, is_closed },
                });
            }
        }
        Item::Code {
            code,
            origin,
            module,
            colour,
        } => {
            ops.push(fill(*colour));
            ops.extend(matrix::paint(code, *origin, *module));
        }
        Item::Band { colour, thickness } => {
            ops.extend(stroke(*colour, *thickness));
            ops.extend(ornament_form::paint_band());
        }
        Item::Rule {
            middle,
            colour,
            thickness,
        } => {
            ops.extend(stroke(*colour, *thickness));
            ops.extend(ornament_form::paint_rule(*middle));
        }
    }
}

fn draw_text(run: &Run, origin: Point, subsets: &Subsets, ops: &mut Vec<Op>) {
    let font = run.style.font;
    let mille = 1000.0 / font.units();
    let indent = run.glyphs.first().map_or(0.0, |g| g.dx) * run.style.size / font.units();
    let place = flipped(point(origin.x + indent, origin.y));
    let chosen = |part: Embedded| Op::SetFont {
        font: PdfFontHandle::External(FontId(part.key())),
        size: Pt(round(run.style.size)),
    };
    let mut part = subsets.first(run);
    ops.extend([
        Op::StartTextSection,
        chosen(part),
        Op::SetTextCursor {
            pos: pdf_point(place),
        },
    ]);
    let mut rise = 0.0;
    for (i, glyph) in run.glyphs.iter().enumerate() {
        if glyph.dy != rise {
            rise = glyph.dy;
            ops.push(Op::SetLineOffset {
                multiplier: rise * run.style.size / font.units(),
            });
        }
        // Behind the glyph the pen stands where the font's own table puts it.
        let next = run.glyphs.get(i + 1).map_or(0.0, |g| g.dx);
        let missing = glyph.advance - glyph.dx + next - glyph.natural_advance;
        let (home, gid) = subsets.glyph(font, glyph.id);
        if home != part {
            part = home;
            ops.push(chosen(part));
        }
        let shown = Codepoint {
            gid,
            offset: round(-missing * mille),
            cid: None,
        };
        match ops.last_mut() {
            Some(Op::ShowText { items }) => match items.last_mut() {
                Some(TextItem::GlyphIds(glyphs)) => glyphs.push(shown),
                _ => items.push(TextItem::GlyphIds(vec![shown])),
            },
            _ => ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(vec![shown])],
            }),
        }
    }
    if rise != 0.0 {
        ops.push(Op::SetLineOffset { multiplier: 0.0 });
    }
    ops.push(Op::EndTextSection);
}

/// The rings of a path, and whether each is closed.
pub fn rings(path: &Path) -> Vec<(Vec<LinePoint>, bool)> {
    let on = |p: Point| LinePoint {
        p: pdf_point(flipped(p)),
        bezier: false,
    };
    let handle = |p: Point| LinePoint {
        bezier: true,
        ..on(p)
    };
    let mut rings: Vec<(Vec<LinePoint>, bool)> = Vec::new();
    let mut pen = point(0.0, 0.0);
    for segment in &path.segments {
        match (*segment, rings.last_mut()) {
            (Segment::Move(p), _) => rings.push((vec![on(p)], false)),
            (Segment::Line(p), Some((points, _))) => points.push(on(p)),
            (Segment::Quad(a, p), Some((points, _))) => {
                let toward = |from: Point| {
                    point(
                        from.x + (a.x - from.x) * 2.0 / 3.0,
                        from.y + (a.y - from.y) * 2.0 / 3.0,
                    )
                };
                points.extend([handle(toward(pen)), handle(toward(p)), on(p)]);
            }
            (Segment::Cubic(a, b, p), Some((points, _))) => {
                points.extend([handle(a), handle(b), on(p)]);
            }
            (Segment::Close, Some((_, closed))) => *closed = true,
            (_, None) => {}
        }
        if let Segment::Move(p) | Segment::Line(p) | Segment::Quad(_, p) | Segment::Cubic(_, _, p) =
            *segment
        {
            pen = p;
        }
    }
    rings
}

/// A name as printpdf takes it.
fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

fn pdf_point(p: Point) -> printpdf::Point {
    printpdf::Point {
        x: Pt(p.x),
        y: Pt(p.y),
    }
}

fn fill(colour: Rgb) -> Op {
    Op::SetFillColor {
        col: pdf_colour(colour),
    }
}

fn stroke(colour: Rgb, thickness: f32) -> [Op; 2] {
    [
        Op::SetOutlineColor {
            col: pdf_colour(colour),
        },
        Op::SetOutlineThickness { pt: Pt(thickness) },
    ]
}

fn pdf_colour(colour: Rgb) -> Color {
    let part = |level: u8| round(f32::from(level) / 255.0);
    Color::Rgb(printpdf::Rgb {
        r: part(colour.red),
        g: part(colour.green),
        b: part(colour.blue),
        icc_profile: None,
    })
}
