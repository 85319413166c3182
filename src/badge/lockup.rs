//! The pictures that are handed out: upright as on the Urkunde's companion, or wide with the
//! words beside the plate; with the code, or with an emblem in its place.

use crate::domain::artwork::Rgb;
use crate::drawing::colour::{BLACK, WHITE, contrast, mix};
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::qr::Code;
use crate::drawing::text::Style;

use super::drawing::Drawing;
use super::emblem::emblem;
use super::lines::{Axis, height, lines, size};
use super::markup::Shape;
use super::plate::{self, SIDE};
use super::standing::Palette;
use super::{Badge, BadgeError};

/// How plate and words stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lockup {
    /// A square plate that bears the words.
    Upright,
    /// A plate, and the words to its right.
    Wide,
}

/// Width of the wide picture; it is as high as the upright one.
pub const WIDTH: f32 = 480.0;
/// Radius of the plate's corners; what lies outside is the ground.
const CORNER: f32 = 7.0;
/// Contrast that WCAG 2 asks of small text, on white.
const LEGIBLE: f32 = 4.5;

/// Draws a picture of an award that is in force.
pub fn lockup(badge: &Badge, form: Lockup, with_code: bool) -> Result<Drawing, BadgeError> {
    let palette = Palette::of(badge.standing, &badge.artwork, false);
    let plate = Path::cornered_rect(Rect::new(0.0, 0.0, SIDE, SIDE), CORNER);
    let mut shapes = vec![Shape::fill(plate, palette.field)];
    let width = match form {
        Lockup::Upright => {
            shapes.extend(if with_code {
                plate::face(badge, &palette)?
            } else {
                plate::face_with_emblem(badge, &palette)?
            });
            SIDE
        }
        Lockup::Wide => {
            shapes.extend(beside_the_words(badge, &palette, with_code)?);
            shapes.extend(words(badge)?);
            WIDTH
        }
    };
    Ok(Drawing {
        size: (width, SIDE),
        shapes,
        title: badge.alt.clone(),
    })
}

/// The plate that bears no words of its own: a large code, or a large emblem with the years.
fn beside_the_words(
    badge: &Badge,
    palette: &Palette,
    with_code: bool,
) -> Result<Vec<Shape>, BadgeError> {
    /// Largest side of the code, quiet zone included.
    const CODE: f32 = 112.0;
    const HOST_HEIGHT: f32 = 12.0;
    let mut shapes = plate::plate_edge(palette);
    let top = match &badge.specimen {
        Some(_) => plate::TAB_HEIGHT,
        None => 0.0,
    };
    let axis = SIDE / 2.0;
    let middle = (top + SIDE) / 2.0;
    if with_code {
        let code = Code::new(&badge.qr_text)?;
        // A quarter of a unit is a whole pixel at the widths that are made.
        let module = (CODE / code.full_size() as f32 * 4.0).floor() / 4.0;
        let side = code.full_size() as f32 * module;
        let whole = side + HOST_HEIGHT;
        let card = Rect::new(axis - side / 2.0, middle - whole / 2.0, side, whole);
        shapes.extend(plate::card(&code, &badge.host, card, module)?);
    } else {
        const RADIUS: f32 = 45.0;
        let style = Style::new(Font::SerifSemibold, 21.0);
        let years = fit(
            &badge.years,
            style,
            Room::wide(SIDE - 40.0),
            Give::one_line(0.3),
        )?;
        let gap = 9.0;
        let whole = 2.0 * RADIUS + gap + height(&years, 1.0);
        let upper = middle - whole / 2.0;
        shapes.extend(emblem(point(axis, upper + RADIUS), RADIUS, palette));
        let place = Rect::new(0.0, 0.0, SIDE, SIDE);
        let below = upper + 2.0 * RADIUS + gap;
        let years = lines(&years, place, below, 1.0, Axis::Centre);
        shapes.push(Shape::fill(years, palette.highlight));
    }
    if let Some(word) = &badge.specimen {
        shapes.extend(plate::specimen_tab(word, palette)?);
    }
    Ok(shapes)
}

/// Mark and recipient above, the term and the chambers below a line.
fn words(badge: &Badge) -> Result<Vec<Shape>, BadgeError> {
    const LEFT: f32 = SIDE + 21.0;
    const RIGHT: f32 = 14.0;
    const TOP: f32 = 10.0;
    const BOTTOM: f32 = SIDE - 10.0;
    const LEADING: f32 = 1.16;
    const FOOT: Give = Give {
        lines: 2,
        patience: 0.75,
        least: 0.35,
    };
    let ink = on_paper(badge.artwork.primary);
    let place = Rect::new(LEFT, TOP, WIDTH - LEFT - RIGHT, BOTTOM - TOP);
    let room = Room::wide(place.width);

    let chambers = badge.chambers.join(" · ");
    let chambers = fit(&chambers, Style::new(Font::Sans, 14.5), room, FOOT)?;
    let until = Style::new(Font::SansSemibold, 16.5);
    let until = fit(&badge.until, until, room, Give::one_line(0.4))?;
    let chambers_top = place.bottom() - height(&chambers, LEADING);
    let until_top = chambers_top - 9.5 - height(&until, LEADING);
    let rule = until_top - 11.5;

    let above = Rect::new(place.x, place.y, place.width, rule - 11.0 - place.y);
    let mut letters = mark_and_name(badge, above)?;
    letters.extend(lines(&until, place, until_top, LEADING, Axis::Left));
    letters.extend(lines(&chambers, place, chambers_top, LEADING, Axis::Left));
    let line = Path::rect(Rect::new(place.x, rule - 1.0, 44.0, 2.0));
    Ok(vec![
        Shape::fill(line, badge.artwork.accent),
        Shape::fill(letters, ink),
    ])
}

/// The mark over the recipient. The mark gives way to a long name until that stands out.
fn mark_and_name(badge: &Badge, place: Rect) -> Result<Path, BadgeError> {
    const MARK: Give = Give {
        lines: 3,
        patience: 0.8,
        least: 0.3,
    };
    const NAME: Give = Give {
        lines: 4,
        patience: 0.62,
        least: 0.15,
    };
    const LEADING: f32 = 1.16;
    const NAME_LEADING: f32 = 1.06;
    /// Least distance between the two, in sizes of the mark.
    const GAP: f32 = 0.85;
    const SHRINK: f32 = 0.95;
    const SMALLEST: f32 = 12.0;
    let mut largest = 20.5;
    loop {
        let style = Style::new(Font::Sans, largest);
        let mark = fit(&badge.mark, style, Room::wide(place.width), MARK)?;
        let below = place.y + height(&mark, LEADING) + GAP * size(&mark);
        let rest = Room {
            width: place.width,
            height: place.bottom() - below,
            leading: NAME_LEADING,
        };
        let name = Style::new(Font::SerifSemibold, 41.0);
        let name = fit(&badge.recipient, name, rest, NAME);
        let stands_out = name
            .as_ref()
            .is_ok_and(|name| size(name) >= 1.1 * size(&mark));
        if stands_out || largest < SMALLEST {
            let name = name?;
            // A short name stands nearer to the line below than to the mark.
            let slack = (rest.height - height(&name, NAME_LEADING)).max(0.0);
            let top = below + 0.55 * slack;
            let mut letters = lines(&mark, place, place.y, LEADING, Axis::Left);
            letters.extend(lines(&name, place, top, NAME_LEADING, Axis::Left));
            return Ok(letters);
        }
        largest *= SHRINK;
    }
}

/// A colour as dark as letters on white have to be.
fn on_paper(colour: Rgb) -> Rgb {
    if contrast(colour, WHITE) >= LEGIBLE {
        colour
    } else {
        mix(colour, BLACK, 0.6)
    }
}
