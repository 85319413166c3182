//! The lower part of the Urkunde: who signs, and how to check.

use crate::domain::artwork::Artwork;
use crate::domain::inscription::Inscription;
use crate::drawing::DrawingError;
use crate::drawing::fit::{Give, fit_alike};
use crate::drawing::font::Font;
use crate::drawing::path::Rect;
use crate::drawing::text::{Run, Style};

use super::ink::{self, SigningLines};
use super::layout::MM;
use super::node::{Item, Node, Role};
use super::{CheckCode, checking};

/// From the frame to the text.
const MARGIN: f32 = 8.0 * MM;
const GUTTER: f32 = 10.0 * MM;
/// Least distance from the signing lines to what stands below the offices.
const NAMES_HEIGHT: f32 = 12.0 * MM;
/// Least distance from the last office to what stands below it.
const NAMES_AIR: f32 = 2.0 * MM;
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
    let chambers = inscription.chambers.iter();
    let signing: Vec<_> = chambers
        .zip(&columns)
        .map(|(chamber, column)| SigningLines::new(&chamber.signatories, *column))
        .collect::<Result<_, _>>()?;
    let deepest = signing.iter().map(SigningLines::depth).fold(0.0, f32::max);
    let line = names_bottom - NAMES_HEIGHT.max(deepest + NAMES_AIR);
    let mut nodes = Vec::new();
    let mut top = line;
    let names = fit_alike(
        inscription.chambers.iter().map(|c| c.name.as_str()),
        Style::new(Font::Serif, 11.5).small_caps().tracked(0.06),
        columns.first().map_or(content.width, |c| c.width),
        CHAMBER_NAME,
    )?;
    for (i, (names, signing)) in names.into_iter().zip(signing).enumerate() {
        let (name, upper) = chamber_name(names, columns[i], line - ink::ROOM, artwork);
        top = top.min(upper);
        nodes.push(name);
        nodes.extend(signing.at(line));
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

/// A chamber's name, the last line at this height; also gives its upper edge.
fn chamber_name(names: Vec<Run>, column: Rect, last: f32, artwork: &Artwork) -> (Node, f32) {
    const LEADING: f32 = 1.32;
    let size = names.first().map_or(0.0, |run| run.style.size);
    let first = last - LEADING * size * names.len().saturating_sub(1) as f32;
    let lines = names.into_iter().enumerate().map(|(i, run)| {
        let y = first + LEADING * size * i as f32;
        Item::centred(run, column.centre_x(), y, artwork.primary)
    });
    let node = Node::fixed(Role::Paragraph, lines.collect());
    (node, first - size * Font::Serif.cap_height())
}
