//! A picture that stands where a seal was asked for and there is none to show.

use crate::domain::artwork::{Artwork, Rgb};
use crate::drawing::colour::WHITE;
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect};
use crate::drawing::text::Style;

use super::lines::{Axis, height, lines};
use super::markup::{self, Shape};
use super::plate::{SIDE, plate_edge};
use super::standing::Palette;
use super::{BadgeError, Standing};

/// What is said instead of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// In large letters: „Nicht gefunden".
    pub title: String,
    /// Below it, in a sentence.
    pub text: String,
    /// The site that says so: `siegel.example`.
    pub host: String,
}

/// Draws the notice as SVG, as large as a seal.
pub fn notice(notice: &Notice) -> Result<String, BadgeError> {
    const TITLE: Give = Give {
        lines: 3,
        patience: 0.7,
        least: 0.3,
    };
    const TEXT: Give = Give {
        lines: 6,
        patience: 0.85,
        least: 0.3,
    };
    const LEADING: f32 = 1.25;
    const MARGIN: f32 = 15.0;
    let palette = Palette::of(Standing::Expired, &grey(), true);
    let room = Rect::new(0.0, 0.0, SIDE, SIDE).inset(MARGIN);
    let title = Style::new(Font::SerifSemibold, 23.0);
    let title = fit(&notice.title, title, Room::wide(room.width), TITLE)?;
    let top = room.y + 10.0;
    let below = top + height(&title, LEADING) + 12.0;
    let host = Style::new(Font::SansSemibold, 10.5);
    let host = fit(
        &notice.host,
        host,
        Room::wide(room.width),
        Give::one_line(0.3),
    )?;
    let foot = room.bottom() - height(&host, 1.0);
    let rest = Room {
        width: room.width,
        height: foot - 8.0 - below,
        leading: LEADING,
    };
    let text = fit(&notice.text, Style::new(Font::Sans, 12.5), rest, TEXT)?;
    let mut letters = lines(&title, room, top, LEADING, Axis::Left);
    letters.extend(lines(&text, room, below, LEADING, Axis::Left));
    letters.extend(lines(&host, room, foot, 1.0, Axis::Left));
    let whole = Rect::new(0.0, 0.0, SIDE, SIDE);
    let mut shapes = vec![Shape::fill(Path::rect(whole), palette.field)];
    shapes.extend(plate_edge(&palette));
    shapes.push(Shape::fill(letters, WHITE));
    let title = format!("{}: {}", notice.title, notice.text);
    Ok(markup::write(&shapes, (SIDE, SIDE), &title))
}

/// No programme's colours.
const fn grey() -> Artwork {
    const GREY: Rgb = Rgb::new(0x6A, 0x6A, 0x6A);
    Artwork {
        primary: GREY,
        accent: GREY,
    }
}
