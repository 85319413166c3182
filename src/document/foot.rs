//! The lower part of the Urkunde: who signs, and how to check.

use crate::domain::artwork::Artwork;
use crate::domain::inscription::{InscribedChamber, Inscription, Signatory};
use crate::drawing::DrawingError;
use crate::drawing::colour::{WHITE, mix};
use crate::drawing::fit::{Give, Room, fit, fit_alike};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::text::{Run, Style};

use super::layout::{INK, MM};
use super::node::{Item, Node, Role};
use super::{CheckCode, checking};

/// From the frame to the text.
const MARGIN: f32 = 8.0 * MM;
const GUTTER: f32 = 10.0 * MM;
/// Room for a signature in ink.
const INK_ROOM: f32 = 15.0 * MM;
/// From the signing lines to the end of the offices below them.
const NAMES_HEIGHT: f32 = 12.0 * MM;
const CHAMBER_NAME: Give = Give {
    lines: 3,
    patience: 0.9,
    least: 0.4,
};
/// A chamber's visible digital signature.
const SIGNATURE: (f32, f32) = (60.0 * MM, 16.0 * MM);

/// The composed lower part.
pub struct Foot {
    /// Upper edge.
    pub top: f32,
    /// What is on it, in reading order.
    pub nodes: Vec<Node>,
    /// Free places for digital signatures.
    pub signature_places: Vec<Rect>,
    /// Whether everything fixed stands where it always does.
    pub is_regular: bool,
}

/// Composes the lower part, from the bottom up.
pub fn compose(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
    field: Rect,
) -> Result<Foot, DrawingError> {
    let content = Rect::new(
        field.x + MARGIN,
        field.y,
        field.width - 2.0 * MARGIN,
        field.height - 8.0 * MM,
    );
    let checking = checking::compose(inscription, check, artwork, content)?;
    let card = checking.card;

    let columns = columns(content, inscription.chambers.len());
    let beside = inscription.chambers.len() == 2;
    let (places, names_bottom) = signature_places(&columns, card, content, beside);
    let mut nodes = Vec::new();
    let mut top = names_bottom;
    let names = fit_alike(
        inscription.chambers.iter().map(|c| c.name.as_str()),
        Style::new(Font::Serif, 11.5).small_caps().tracked(0.06),
        columns.first().map_or(content.width, |c| c.width),
        CHAMBER_NAME,
    )?;
    for (i, (chamber, names)) in inscription.chambers.iter().zip(names).enumerate() {
        let (node, upper) = chamber_block(chamber, names, columns[i], names_bottom, artwork)?;
        top = top.min(upper);
        nodes.extend(node);
        let role = Role::Signature {
            position: i,
            bounds: places[i],
        };
        nodes.push(Node::fixed(role, Vec::new()));
    }
    nodes.extend(checking.nodes);
    Ok(Foot {
        top,
        nodes,
        signature_places: places,
        is_regular: checking.is_regular,
    })
}

fn columns(content: Rect, count: usize) -> Vec<Rect> {
    let count_f = count.max(1) as f32;
    let width = ((content.width - GUTTER * (count_f - 1.0)) / count_f).min(90.0 * MM);
    let whole = width * count_f + GUTTER * (count_f - 1.0);
    (0..count)
        .map(|i| {
            let x = content.centre_x() - whole / 2.0 + (width + GUTTER) * i as f32;
            Rect::new(x, content.y, width, content.height)
        })
        .collect()
}

/// Every chamber has its place below its name: two chambers left and right of the code, any
/// other number in a row above it. Also says where the blocks above have to end.
fn signature_places(columns: &[Rect], card: Rect, content: Rect, beside: bool) -> (Vec<Rect>, f32) {
    let (width, height) = SIGNATURE;
    let below = |width: f32, y: f32| {
        let place = |column: &Rect| Rect::new(column.centre_x() - width / 2.0, y, width, height);
        columns.iter().map(place).collect()
    };
    if let ([first, _], true) = (columns, beside) {
        let air = 1.0 * MM;
        let half = (card.x - air - first.centre_x()).min(first.centre_x() - content.x);
        let y = card.y + (card.height - height) / 2.0;
        return (below(width.min(2.0 * half), y), card.y - air);
    }
    let y = card.y - height - 1.0 * MM;
    let narrowest = columns.iter().map(|c| c.width).fold(width, f32::min);
    (below(narrowest, y), y - 2.0 * MM)
}

/// A chamber's name over its signing lines; also gives the block's upper edge.
fn chamber_block(
    chamber: &InscribedChamber,
    names: Vec<Run>,
    column: Rect,
    bottom: f32,
    artwork: &Artwork,
) -> Result<(Vec<Node>, f32), DrawingError> {
    const LEADING: f32 = 1.32;
    let line = bottom - NAMES_HEIGHT;
    let size = names.first().map_or(0.0, |run| run.style.size);
    let last = line - INK_ROOM;
    let first = last - LEADING * size * names.len().saturating_sub(1) as f32;
    let names = names.into_iter().enumerate().map(|(i, run)| {
        let y = first + LEADING * size * i as f32;
        Item::centred(run, column.centre_x(), y, artwork.primary)
    });
    let mut nodes = vec![Node::fixed(Role::Paragraph, names.collect())];

    let count = chamber.signatories.len().max(1) as f32;
    let gap = 6.0 * MM;
    let width = ((column.width - gap * (count - 1.0)) / count).min(58.0 * MM);
    let whole = width * count + gap * (count - 1.0);
    for (i, signatory) in chamber.signatories.iter().enumerate() {
        let x = column.centre_x() - whole / 2.0 + (width + gap) * i as f32;
        nodes.extend(signing_line(signatory, x, line, width)?);
    }
    Ok((nodes, first - size * Font::Serif.cap_height()))
}

fn signing_line(
    signatory: &Signatory,
    x: f32,
    y: f32,
    width: f32,
) -> Result<[Node; 2], DrawingError> {
    const GIVE: Give = Give {
        lines: 2,
        patience: 0.8,
        least: 0.45,
    };
    let axis = x + width / 2.0;
    let name = Style::new(Font::Serif, 10.5);
    let office = Style::new(Font::SerifItalic, 9.0);
    let mut items = Vec::new();
    let mut baseline = y + 4.4 * MM;
    let grey = mix(INK, WHITE, 0.15);
    for (text, style, colour, after) in [
        (&signatory.name, name, INK, 4.0 * MM),
        (&signatory.office, office, grey, 3.6 * MM),
    ] {
        // The space at the end keeps a reader of the text from joining name and office.
        for run in fit(&format!("{text} "), style, Room::wide(width), GIVE)? {
            items.push(Item::centred(run, axis, baseline, colour));
            baseline += after;
        }
    }
    let line = Item::Stroke {
        path: Path::line(point(x, y), point(x + width, y)),
        colour: INK,
        thickness: 0.4,
    };
    Ok([
        Node::fixed(Role::Artifact, vec![line]),
        Node::fixed(Role::Paragraph, items),
    ])
}
