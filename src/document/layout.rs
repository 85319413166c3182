//! Where everything stands on the Urkunde.
//!
//! The page has one axis. Its lower part (signatures, code) stands on the frame; the text
//! above is a column of blocks whose gaps share what room is left. If there is none, the
//! type becomes smaller.

use crate::domain::artwork::{Artwork, Rgb};
use crate::domain::inscription::Inscription;
use crate::drawing::DrawingError;
use crate::drawing::fit::{Give, Room, fit, wrap};
use crate::drawing::font::Font;
use crate::drawing::path::Rect;
use crate::drawing::text::{Run, Style};

use super::node::{Item, Node, Page, Role};
use super::{CheckCode, foot, frame, ornament};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// A4, upright.
pub const SHEET: Rect = Rect::new(0.0, 0.0, 595.276, 841.89);
/// Almost black, for running text.
pub(super) const INK: Rgb = Rgb::new(0x26, 0x26, 0x28);

/// Width of running text.
const MEASURE: f32 = 126.0 * MM;
/// The type of the column shrinks by this much until everything has room.
const SHRINK: f32 = 0.96;
/// Below this share of its size the type would no longer be fit for a wall.
const SMALLEST: f32 = 0.5;

/// Composes the page.
pub fn page(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
) -> Result<Page, DrawingError> {
    let field = frame::inner();
    let foot = foot::compose(inscription, check, artwork, field)?;
    let top = field.y + 19.0 * MM;
    let room = Rect::new(field.x, top, field.width, foot.top - 14.0 * MM - top);

    let mut nodes = vec![ornament::frame(artwork)];
    if let Some(word) = &inscription.specimen {
        nodes.push(ornament::specimen(word, artwork)?);
        nodes.push(specimen_line(word, artwork, field)?);
    }
    nodes.extend(column(inscription, artwork, room)?);
    nodes.extend(foot.nodes);
    Ok(Page {
        sheet: SHEET,
        field,
        nodes,
        signature_places: foot.signature_places,
    })
}

fn specimen_line(word: &str, artwork: &Artwork, field: Rect) -> Result<Node, DrawingError> {
    let style = Style::new(Font::SansSemibold, 9.0).tracked(0.4);
    let lines = fit(word, style, Room::wide(MEASURE), Give::one_line(0.5))?;
    Ok(Node {
        role: Role::Paragraph,
        items: lines
            .into_iter()
            .map(|run| Item::centred(run, field.centre_x(), field.y + 9.0 * MM, artwork.primary))
            .collect(),
    })
}

/// A part of the column: lines on the axis.
struct Block {
    role: Role,
    lines: Vec<Run>,
    colour: Rgb,
    /// From baseline to baseline, in sizes.
    leading: f32,
    /// Least distance to the block above, in millimetres.
    gap: f32,
    /// Share of the spare room that goes above the block.
    spring: f32,
    /// Whether an ornament stands in the gap above.
    ruled: bool,
}

impl Block {
    fn advance(&self) -> f32 {
        self.leading * self.lines.first().map_or(0.0, |line| line.style.size)
    }

    /// From the top of the first line's capitals to the last baseline.
    fn height(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| {
            line.style.size * line.style.font.cap_height()
                + self.advance() * (self.lines.len() - 1) as f32
        })
    }
}

fn column(
    inscription: &Inscription,
    artwork: &Artwork,
    room: Rect,
) -> Result<Vec<Node>, DrawingError> {
    let mut scale = 1.0;
    while scale >= SMALLEST {
        let blocks = blocks(inscription, artwork, scale)?;
        let needed: f32 = blocks.iter().map(|b| b.gap + b.height()).sum();
        if needed <= room.height {
            return Ok(place(blocks, artwork, room, room.height - needed));
        }
        scale *= SHRINK;
    }
    Err(DrawingError::NoRoom(inscription.reason.clone()))
}

fn blocks(
    inscription: &Inscription,
    artwork: &Artwork,
    scale: f32,
) -> Result<Vec<Block>, DrawingError> {
    let name = Give {
        lines: 3,
        patience: 0.7,
        least: 0.2,
    };
    let heading = Style::new(Font::Serif, 50.0 * scale)
        .small_caps()
        .tracked(0.16);
    let hero = Style::new(Font::SerifSemibold, 47.0 * scale);
    let title = Style::new(Font::Serif, 27.0 * scale);
    let lead = Style::new(Font::SerifItalic, 15.5 * scale);
    let prose = Style::new(Font::Serif, 13.0 * scale).old_style();

    let heading = fit(
        &inscription.heading,
        heading,
        Room::wide(MEASURE),
        Give::one_line(0.3),
    )?;
    let award = wrap(&inscription.award, lead, MEASURE)?;
    let recipient = fit(&inscription.recipient, hero, Room::wide(146.0 * MM), name)?;
    let mark_intro = wrap(&inscription.mark_intro, lead, MEASURE)?;
    let mark = fit(
        &inscription.mark,
        title,
        Room::wide(140.0 * MM),
        Give {
            patience: 0.95,
            ..name
        },
    )?;
    let reason = wrap(&inscription.reason, prose, MEASURE)?;
    let validity = wrap(&inscription.validity, prose, MEASURE)?;
    let place_and_date = wrap(&inscription.place_and_date, prose, MEASURE)?;

    let block = |role, lines, leading, gap: f32, spring| Block {
        colour: match role {
            Role::Paragraph => INK,
            _ => artwork.primary,
        },
        role,
        lines,
        leading,
        gap: gap * MM * scale,
        spring,
        ruled: false,
    };
    let text = Role::Paragraph;
    Ok(vec![
        block(Role::Heading1, heading, 1.0, 0.0, 0.0),
        Block {
            ruled: true,
            ..block(text.clone(), award, 1.42, 21.0, 1.2)
        },
        block(Role::Heading2, recipient, 1.12, 9.0, 1.3),
        block(text.clone(), mark_intro, 1.42, 9.0, 1.2),
        block(Role::Heading2, mark, 1.24, 6.5, 0.9),
        block(text.clone(), reason, 1.46, 10.0, 1.5),
        block(text.clone(), validity, 1.46, 6.5, 0.8),
        block(text, place_and_date, 1.46, 6.5, 0.8),
    ])
}

/// Puts the blocks below each other and shares the spare room out among their gaps.
fn place(blocks: Vec<Block>, artwork: &Artwork, room: Rect, spare: f32) -> Vec<Node> {
    let axis = room.centre_x();
    let springs: f32 = blocks.iter().map(|b| b.spring).sum();
    let mut nodes = Vec::new();
    let mut y = room.y;
    for block in blocks {
        let gap = block.gap + spare * block.spring / springs;
        if block.ruled {
            nodes.push(ornament::rule(axis, y + gap / 2.0, artwork));
        }
        y += gap + block.height();
        let advance = block.advance();
        let first = y - advance * block.lines.len().saturating_sub(1) as f32;
        let items = block.lines.into_iter().enumerate();
        nodes.push(Node {
            role: block.role,
            items: items
                .map(|(i, run)| Item::centred(run, axis, first + advance * i as f32, block.colour))
                .collect(),
        });
    }
    nodes
}
