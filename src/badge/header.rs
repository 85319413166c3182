//! What stands at the head of a plate: the mark and the recipient, or where alone the seal counts.

use crate::drawing::colour::{BLACK, WHITE};
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect};
use crate::drawing::text::Style;

use super::lines::{Axis, height, lines, size};
use super::markup::Shape;
use super::plate::SIDE;
use super::{Badge, BadgeError, OnlyFor};

/// The mark over the recipient, as large as both fit.
pub fn header_text(badge: &Badge, room: Rect) -> Result<Path, BadgeError> {
    const MARK: Give = Give {
        lines: 3,
        patience: 0.85,
        least: 0.3,
    };
    const NAME_STYLE: Style = Style::new(Font::SerifSemibold, 22.0);
    const NAME: Give = Give {
        lines: 5,
        patience: 0.6,
        least: 0.2,
    };
    const LEADING: f32 = 1.16;
    /// Least distance between the two, in sizes of the mark.
    const GAP: f32 = 0.72;
    const SHRINK: f32 = 0.96;
    /// Size of the name, in sizes of the mark.
    const STANDING_OUT: f32 = 1.25;
    const SMALL: f32 = 0.6;
    const SMALLEST: f32 = 0.3;
    let largest = (0.28 * room.height).min(11.4);
    let mut scale = 1.0;
    loop {
        let mark = Style::new(Font::Sans, largest * scale);
        let mark = fit(&badge.mark, mark, Room::wide(room.width), MARK)?;
        let rest = Room {
            width: room.width,
            height: room.height - height(&mark, LEADING) - GAP * size(&mark),
            leading: LEADING,
        };
        let name = fit(&badge.recipient, NAME_STYLE, rest, NAME);
        // The mark gives way until the name stands out; where a long name never will, until
        // it can be set at all.
        let done = match &name {
            Ok(name) => size(name) >= STANDING_OUT * size(&mark) || scale < SMALL,
            Err(_) => scale < SMALLEST,
        };
        if done {
            let name = name?;
            let top = room.bottom() - height(&name, LEADING);
            let mut letters = lines(&mark, room, room.y, LEADING, Axis::Left);
            letters.extend(lines(&name, room, top, LEADING, Axis::Left));
            return Ok(letters);
        }
        scale *= SHRINK;
    }
}

/// A white panel from edge to edge in place of mark and recipient: where alone the seal counts.
pub fn restriction(only_for: &OnlyFor, header: Rect) -> Result<Vec<Shape>, BadgeError> {
    const WORDS: Give = Give::one_line(0.3);
    const HOST: Give = Give {
        lines: 4,
        patience: 0.62,
        least: 0.2,
    };
    const LEADING: f32 = 1.12;
    const GAP: f32 = 3.5;
    const EDGE: f32 = 1.5;
    /// Size of the words, in heights of the room: legible at a width of 160 pixels beside a
    /// band, too.
    const SHARE: f32 = 0.47;
    let panel = Rect::new(0.0, header.y - 3.0, SIDE, header.height + 6.0);
    let room = panel.inset(EDGE + 3.5);
    let words = Style::new(Font::Sans, (SHARE * room.height).min(14.0));
    let words = fit(&only_for.words, words, Room::wide(room.width), WORDS)?;
    let top = room.y + height(&words, 1.0) + GAP;
    let rest = Room {
        width: room.width,
        height: room.bottom() - top,
        leading: LEADING,
    };
    let host = fit(
        &only_for.host,
        Style::new(Font::SansSemibold, 22.0),
        rest,
        HOST,
    )?;
    let host_top = top + (rest.height - height(&host, LEADING)) / 2.0;
    let mut letters = lines(&words, room, room.y, 1.0, Axis::Centre);
    letters.extend(lines(&host, room, host_top, LEADING, Axis::Centre));
    let mut edges = Path::rect(Rect::new(0.0, panel.y, SIDE, EDGE));
    let below = Rect::new(0.0, panel.bottom() - EDGE, SIDE, EDGE);
    edges.extend(Path::rect(below));
    Ok(vec![
        Shape::fill(Path::rect(panel), WHITE),
        Shape::fill(edges, BLACK),
        Shape::fill(letters, BLACK),
    ])
}
