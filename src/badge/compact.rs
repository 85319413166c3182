//! The wide picture at its smallest: a plate that bears the mark, the recipient and the end of
//! the term, and nothing else. One unit is one pixel at the width of [`COMPACT`].

use crate::drawing::colour::WHITE;
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect};
use crate::drawing::text::Style;

use super::drawing::Drawing;
use super::header::header_text;
use super::lines::{Axis, height, lines};
use super::markup::Shape;
use super::plate;
use super::standing::Palette;
use super::{Badge, BadgeError};

/// Width in pixels that it is drawn for.
pub const COMPACT: u32 = 160;

/// Draws an award that is in force.
pub fn compact(badge: &Badge) -> Result<Drawing, BadgeError> {
    const SIZE: (f32, f32) = (COMPACT as f32, 88.0);
    const CORNER: f32 = 5.0;
    const MARGIN: f32 = 9.0;
    const BELOW_TAB: f32 = 3.5;
    const GAP: f32 = 10.5;
    const LEADING: f32 = 1.1;
    const UNTIL: Give = Give {
        lines: 2,
        patience: 0.9,
        least: 0.5,
    };
    let palette = Palette::of(badge.standing, &badge.artwork, false);
    let whole = Rect::new(0.0, 0.0, SIZE.0, SIZE.1);
    let mut shapes = vec![Shape::fill(
        Path::cornered_rect(whole, CORNER),
        palette.field,
    )];
    let mut place = whole.inset(MARGIN);
    if let Some(word) = &badge.specimen {
        shapes.extend(plate::specimen_tab(word, &palette)?);
        let top = plate::TAB_HEIGHT + BELOW_TAB;
        place = Rect::new(place.x, top, place.width, place.bottom() - top);
    }
    let until = Style::new(Font::SansSemibold, 14.5);
    let until = fit(&badge.until, until, Room::wide(place.width), UNTIL)?;
    let top = place.bottom() - height(&until, LEADING);
    let above = Rect::new(place.x, place.y, place.width, top - GAP - place.y);
    shapes.push(Shape::fill(header_text(badge, above)?, WHITE));
    let until = lines(&until, place, top, LEADING, Axis::Left);
    shapes.push(Shape::fill(until, palette.highlight));
    Ok(Drawing {
        size: SIZE,
        shapes,
        title: badge.alt.clone(),
    })
}
