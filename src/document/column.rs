//! The text above the signatures: a column of blocks on the page's axis.
//!
//! What is the same on every Urkunde has the same place on every Urkunde: the name gets a place
//! of fixed height, in which it becomes smaller as it becomes longer, and what follows the mark
//! makes do with what is left. Only if that is not enough, the whole column becomes smaller.

use crate::domain::artwork::{Artwork, Rgb};
use crate::domain::inscription::Inscription;
use crate::drawing::DrawingError;
use crate::drawing::fit::{Give, Room, fit, wrap};
use crate::drawing::font::Font;
use crate::drawing::path::Rect;
use crate::drawing::text::{Run, Style};

use super::layout::{INK, MEASURE, MM};
use super::node::{Item, Node, Part, Role};
use super::ornament;

/// From one size of the type to the next smaller one that is tried.
const SHRINK: f32 = 0.96;
/// Below this share of its size the type would no longer be fit for a wall.
const SMALLEST: f32 = 0.5;
/// How much smaller than the text above the mark the text below it may become.
const UNEVEN: f32 = 0.8;
/// Place of the name: from the top of its first line's capitals to its last baseline.
const NAME_HEIGHT: f32 = 22.0 * MM;
/// What the text below the mark usually needs: a reason of three lines, and two more lines.
const USUAL_TAIL: f32 = 45.0 * MM;

/// The composed column.
pub struct Column {
    /// What is on it, in reading order.
    pub nodes: Vec<Node>,
    /// Whether everything fixed stands where it always does.
    pub is_regular: bool,
}

/// Composes the column in the given room.
pub fn compose(
    inscription: &Inscription,
    artwork: &Artwork,
    room: Rect,
) -> Result<Column, DrawingError> {
    let words = Words {
        inscription,
        artwork,
    };
    let fits = |head: &[Block], tail: f32| height(head) + tail <= room.height;
    // Does not depend on anything variable, so neither does the place of what is fixed.
    let usual = first(1.0, |scale| {
        let head = words.head(scale)?;
        Ok(fits(&head, USUAL_TAIL * scale).then_some((head, scale)))
    })?;
    if let Some((mut head, scale)) = usual {
        let spare = room.height - height(&head) - USUAL_TAIL * scale;
        stretch(&mut head, spare / 2.0);
        let tail = first(scale, |smaller| {
            let tail = words.tail(smaller)?;
            let fits = smaller >= UNEVEN * scale && fits(&head, height(&tail));
            Ok(fits.then_some(tail))
        })?;
        if let Some(mut tail) = tail {
            let spare = room.height - height(&head) - height(&tail);
            stretch(&mut tail, spare);
            head.append(&mut tail);
            return Ok(Column {
                nodes: place(head, artwork, room),
                is_regular: true,
            });
        }
    }
    let whole = first(1.0, |scale| {
        let mut blocks = words.head(scale)?;
        blocks.extend(words.tail(scale)?);
        Ok(fits(&blocks, 0.0).then_some(blocks))
    })?;
    let mut whole = whole.ok_or_else(|| DrawingError::NoRoom(inscription.reason.clone()))?;
    let spare = room.height - height(&whole);
    stretch(&mut whole, spare);
    Ok(Column {
        nodes: place(whole, artwork, room),
        is_regular: false,
    })
}

/// The first success at a scale, from the given one downwards.
fn first<T>(
    from: f32,
    attempt: impl Fn(f32) -> Result<Option<T>, DrawingError>,
) -> Result<Option<T>, DrawingError> {
    let mut scale = from;
    while scale >= SMALLEST {
        if let Some(found) = attempt(scale)? {
            return Ok(Some(found));
        }
        scale *= SHRINK;
    }
    Ok(None)
}

/// A part of the column: lines on the axis.
struct Block {
    role: Role,
    part: Part,
    lines: Vec<Run>,
    colour: Rgb,
    /// From baseline to baseline, in sizes.
    leading: f32,
    /// Distance to the block above.
    gap: f32,
    /// Share of the spare room that goes above the block.
    spring: f32,
    /// The lines stand in the middle of a place of this height.
    place: Option<f32>,
    /// Whether an ornament stands in the gap above.
    ruled: bool,
}

impl Block {
    fn advance(&self) -> f32 {
        self.leading * self.lines.first().map_or(0.0, |line| line.style.size)
    }

    /// From the top of the first line's capitals to the last baseline.
    fn lines_height(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| {
            line.style.size * line.style.font.cap_height()
                + self.advance() * (self.lines.len() - 1) as f32
        })
    }

    fn height(&self) -> f32 {
        self.place.unwrap_or_else(|| self.lines_height())
    }
}

fn height(blocks: &[Block]) -> f32 {
    blocks.iter().map(|b| b.gap + b.height()).sum()
}

/// Shares spare room out among the gaps.
fn stretch(blocks: &mut [Block], spare: f32) {
    let springs: f32 = blocks.iter().map(|b| b.spring).sum();
    for block in blocks {
        block.gap += spare * block.spring / springs;
    }
}

/// What is to be set.
struct Words<'a> {
    inscription: &'a Inscription,
    artwork: &'a Artwork,
}

impl Words<'_> {
    /// From the heading to the mark.
    fn head(&self, scale: f32) -> Result<Vec<Block>, DrawingError> {
        let words = self.inscription;
        let heading = Style::new(Font::Serif, 50.0 * scale)
            .small_caps()
            .tracked(0.16);
        let hero = Style::new(Font::SerifSemibold, 47.0 * scale);
        let title = Style::new(Font::Serif, 27.0 * scale);
        let lead = Style::new(Font::SerifItalic, 15.5 * scale);
        let name = Give {
            lines: 3,
            patience: 0.7,
            least: 0.2,
        };
        let mark = Give {
            patience: 0.95,
            ..name
        };
        let place = Room {
            width: 146.0 * MM,
            height: NAME_HEIGHT * scale,
            leading: 1.12,
        };

        let one_line = Give::one_line(0.3);
        let heading = fit(&words.heading, heading, Room::wide(MEASURE), one_line)?;
        let award = wrap(&words.award, lead, MEASURE)?;
        let recipient = fit(&words.recipient, hero, place, name)?;
        let mark_intro = wrap(&words.mark_intro, lead, MEASURE)?;
        let mark = fit(&words.mark, title, Room::wide(140.0 * MM), mark)?;

        let block = |role, lines, leading, gap: f32, spring| {
            self.block(role, lines, leading, gap * scale, spring)
        };
        Ok(vec![
            block(Role::Heading1, heading, 1.0, 0.0, 0.0),
            Block {
                ruled: true,
                ..block(Role::Paragraph, award, 1.42, 21.0, 1.2)
            },
            Block {
                part: Part::Variable,
                place: Some(place.height),
                ..block(Role::Heading2, recipient, place.leading, 6.5, 1.3)
            },
            block(Role::Paragraph, mark_intro, 1.42, 6.0, 1.2),
            block(Role::Heading2, mark, 1.24, 6.5, 0.9),
        ])
    }

    /// What follows the mark.
    fn tail(&self, scale: f32) -> Result<Vec<Block>, DrawingError> {
        let words = self.inscription;
        let prose = Style::new(Font::Serif, 13.0 * scale).old_style();
        let block = |text: &str, gap: f32, spring| {
            let lines = wrap(text, prose, MEASURE)?;
            Ok::<_, DrawingError>(Block {
                part: Part::Variable,
                ..self.block(Role::Paragraph, lines, 1.46, gap * scale, spring)
            })
        };
        Ok(vec![
            block(&words.reason, 10.0, 1.5)?,
            block(&words.validity, 6.5, 0.8)?,
            block(&words.place_and_date, 6.5, 0.8)?,
        ])
    }

    /// A block that is the same on every Urkunde; its gap in millimetres.
    fn block(&self, role: Role, lines: Vec<Run>, leading: f32, gap: f32, spring: f32) -> Block {
        Block {
            colour: match role {
                Role::Paragraph => INK,
                _ => self.artwork.primary,
            },
            role,
            part: Part::Fixed,
            lines,
            leading,
            gap: gap * MM,
            spring,
            place: None,
            ruled: false,
        }
    }
}

/// Puts the blocks below each other.
fn place(blocks: Vec<Block>, artwork: &Artwork, room: Rect) -> Vec<Node> {
    let axis = room.centre_x();
    let mut nodes = Vec::new();
    let mut y = room.y;
    for block in blocks {
        if block.ruled {
            nodes.push(ornament::rule(axis, y + block.gap / 2.0, artwork));
        }
        y += block.gap + block.height();
        let advance = block.advance();
        let last = y - (block.height() - block.lines_height()) / 2.0;
        let first = last - advance * block.lines.len().saturating_sub(1) as f32;
        let items = block.lines.into_iter().enumerate();
        let items = items
            .map(|(i, run)| Item::centred(run, axis, first + advance * i as f32, block.colour))
            .collect();
        nodes.push(Node {
            role: block.role,
            part: block.part,
            items,
        });
    }
    nodes
}
