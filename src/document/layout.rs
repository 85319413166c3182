//! Where everything stands on the Urkunde.
//!
//! The page has one axis. Its lower part (signatures, code) stands on the frame, the column of
//! text above it.

use crate::domain::artwork::{Artwork, Rgb};
use crate::domain::inscription::Inscription;
use crate::drawing::DrawingError;
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::Rect;
use crate::drawing::text::Style;

use super::node::{Item, Node, Page, Role};
use super::paper::Paper;
use super::{CheckCode, column, foot, frame, ornament};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// A4, upright.
pub const SHEET: Rect = Rect::new(0.0, 0.0, 595.276, 841.89);
/// Almost black, for running text.
pub(super) const INK: Rgb = Rgb::new(0x26, 0x26, 0x28);
/// Width of running text.
pub(super) const MEASURE: f32 = 126.0 * MM;

/// Composes the page.
pub fn page(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
) -> Result<Page, DrawingError> {
    let field = frame::inner();
    let foot = foot::compose(inscription, check, artwork, field)?;
    let top = field.y + 18.0 * MM;
    let room = Rect::new(field.x, top, field.width, foot.top - 12.0 * MM - top);
    let column = column::compose(inscription, artwork, room)?;

    let mut nodes = vec![ornament::frame(artwork)];
    if let Some(word) = &inscription.specimen {
        nodes.push(ornament::specimen(word, artwork)?);
        nodes.push(specimen_line(word, artwork, field)?);
    }
    nodes.extend(column.nodes);
    nodes.extend(foot.nodes);
    Ok(Page {
        paper: Paper::SHEET,
        field,
        nodes,
        signature_places: foot.signature_places,
        is_regular: column.is_regular && foot.is_regular,
    })
}

fn specimen_line(word: &str, artwork: &Artwork, field: Rect) -> Result<Node, DrawingError> {
    let style = Style::new(Font::SansSemibold, 9.0).tracked(0.4);
    let lines = fit(word, style, Room::wide(MEASURE), Give::one_line(0.5))?;
    let items = lines
        .into_iter()
        .map(|run| Item::centred(run, field.centre_x(), field.y + 9.0 * MM, artwork.primary));
    // Where the rest of the page is pre-printed, the word comes with what is added.
    Ok(Node::variable(Role::Paragraph, items.collect()))
}
