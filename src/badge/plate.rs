//! Where everything stands on the seal.

use crate::drawing::colour::{BLACK, WHITE, contrast};
use crate::drawing::fit::{Give, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::qr::{Code, QUIET_ZONE};
use crate::drawing::text::{Run, Style};

use super::markup::Shape;
use super::standing::{Palette, band, hatching};
use super::{Badge, BadgeError, Standing};

/// Side of the square.
pub const SIDE: f32 = 160.0;
/// Side of a module; two pixels at a width of 160 survive blur, turning and JPEG.
const MODULE: f32 = 2.0;
/// Modules that the card has room for, quiet zone included: a code of version 3.
const CARD_MODULES: usize = 37;

const MARGIN: f32 = 13.0;
const CARD: Rect = Rect::new(12.0, 64.0, 74.0, 84.0);
const COLUMN: Rect = Rect::new(93.0, 64.0, 55.0, 84.0);
const BAND_HEIGHT: f32 = 17.0;

/// Composes the seal, from the back to the front.
pub fn compose(badge: &Badge) -> Result<Vec<Shape>, BadgeError> {
    let palette = Palette::of(badge.standing, &badge.artwork);
    let whole = Rect::new(0.0, 0.0, SIDE, SIDE);
    let mut shapes = vec![Shape::fill(Path::rect(whole), palette.field)];
    shapes.extend(hatching(badge.standing).map(|path| Shape::stroke(path, palette.hatch, 1.0)));
    shapes.extend(plate_edge(&palette));

    let in_force = badge.standing == Standing::InForce;
    let bottom = if in_force {
        CARD.y - 6.0
    } else {
        CARD.y - BAND_HEIGHT - 8.0
    };
    let header = Rect::new(MARGIN, 12.0, SIDE - 2.0 * MARGIN, bottom - 12.0);
    let mut letters = header_text(badge, header)?;
    letters.extend(column_text(badge)?);
    shapes.push(Shape::fill(letters, WHITE));
    shapes.extend(card(badge)?);
    if !in_force {
        shapes.extend(status_band(badge.standing_label.as_deref(), &palette)?);
    }
    if let Some(word) = &badge.specimen {
        shapes.extend(specimen_tab(word, &palette)?);
    }
    Ok(shapes)
}

/// A fine line with scooped corners, a rivet in each.
fn plate_edge(palette: &Palette) -> Vec<Shape> {
    let edge = Rect::new(0.0, 0.0, SIDE, SIDE).inset(5.5);
    let mut rivets = Path::new();
    for (x, y) in [
        (edge.x, edge.y),
        (edge.right(), edge.y),
        (edge.x, edge.bottom()),
        (edge.right(), edge.bottom()),
    ] {
        rivets.extend(Path::circle(point(x, y), 1.5));
    }
    vec![
        Shape::stroke(Path::cornered_rect(edge, -5.0), palette.accent, 1.0),
        Shape::fill(rivets, palette.accent),
    ]
}

/// The mark over the recipient, as large as both fit.
fn header_text(badge: &Badge, room: Rect) -> Result<Path, BadgeError> {
    const MARK: Give = Give {
        lines: 3,
        patience: 0.85,
        least: 0.3,
    };
    const NAME: Give = Give {
        lines: 5,
        patience: 0.66,
        least: 0.2,
    };
    const LEADING: f32 = 1.16;
    let mut scale = 1.0;
    loop {
        let mark = Style::new(Font::Sans, 11.4 * scale);
        let name = Style::new(Font::SerifSemibold, 21.0 * scale);
        let mark = fit(&badge.mark, mark, room.width, MARK)?;
        let name = fit(&badge.recipient, name, room.width, NAME)?;
        let (above, below) = (height(&mark, LEADING), height(&name, LEADING));
        let spare = room.height - above - below;
        if spare >= 6.0 * scale || scale < 0.2 {
            let mut letters = lines(&mark, room, room.y, LEADING, Axis::Left);
            letters.extend(lines(
                &name,
                room,
                room.bottom() - below,
                LEADING,
                Axis::Left,
            ));
            return Ok(letters);
        }
        scale *= 0.96;
    }
}

/// The term above, the chambers below.
fn column_text(badge: &Badge) -> Result<Path, BadgeError> {
    let years = fit(
        &badge.years,
        Style::new(Font::SerifSemibold, 15.0),
        COLUMN.width,
        Give::one_line(0.3),
    )?;
    let until = fit(
        &badge.until,
        Style::new(Font::Sans, 9.6),
        COLUMN.width,
        Give {
            lines: 2,
            patience: 0.9,
            least: 0.3,
        },
    )?;
    let mut letters = lines(&years, COLUMN, COLUMN.y + 1.0, 1.0, Axis::Left);
    let below_years = COLUMN.y + 1.0 + height(&years, 1.0) + 6.0;
    letters.extend(lines(&until, COLUMN, below_years, 1.18, Axis::Left));

    let mut bottom = COLUMN.bottom();
    for chamber in badge.chambers.iter().rev() {
        let name = fit(
            chamber,
            Style::new(Font::SansSemibold, 8.2),
            COLUMN.width,
            Give {
                lines: 2,
                patience: 0.98,
                least: 0.3,
            },
        )?;
        let top = bottom - height(&name, 1.12);
        letters.extend(lines(&name, COLUMN, top, 1.12, Axis::Left));
        bottom = top - 5.0;
    }
    Ok(letters)
}

/// The code on white, and the host below it.
fn card(badge: &Badge) -> Result<Vec<Shape>, BadgeError> {
    let code = Code::new(&badge.qr_text)?;
    if code.full_size() > CARD_MODULES {
        return Err(BadgeError::CodeTooLarge(code.size()));
    }
    let indent = ((CARD_MODULES - code.full_size()) / 2 + QUIET_ZONE) as f32 * MODULE;
    let modules = code.path(point(CARD.x + indent, CARD.y + indent), MODULE);
    let host = fit(
        &badge.host,
        Style::new(Font::SansSemibold, 9.5),
        CARD.width - 10.0,
        Give::one_line(0.3),
    )?;
    let top = CARD.bottom() - 5.0 - height(&host, 1.0);
    let mut dark = modules;
    dark.extend(lines(&host, CARD, top, 1.0, Axis::Centre));
    Ok(vec![
        Shape::fill(Path::rect(CARD), WHITE),
        Shape::fill(dark, BLACK),
    ])
}

fn status_band(label: Option<&str>, palette: &Palette) -> Result<Vec<Shape>, BadgeError> {
    let (ground, ink) = palette.band;
    let top = CARD.y - BAND_HEIGHT - 3.0;
    let mut shapes = vec![Shape::fill(band(top, BAND_HEIGHT), ground)];
    if let Some(label) = label {
        let style = Style::new(Font::SansSemibold, 14.0).tracked(0.12);
        let run = fit(label, style, SIDE - 16.0, Give::one_line(0.2))?;
        let middle = top + (BAND_HEIGHT - height(&run, 1.0)) / 2.0;
        let room = Rect::new(8.0, top, SIDE - 16.0, BAND_HEIGHT);
        shapes.push(Shape::fill(
            lines(&run, room, middle, 1.0, Axis::Centre),
            ink,
        ));
    }
    Ok(shapes)
}

/// A tab that hangs from the upper edge.
fn specimen_tab(word: &str, palette: &Palette) -> Result<[Shape; 2], BadgeError> {
    let ground = palette.accent;
    let ink = if contrast(ground, BLACK) > contrast(ground, WHITE) {
        BLACK
    } else {
        WHITE
    };
    let style = Style::new(Font::SansSemibold, 7.6).tracked(0.2);
    let run = fit(word, style, 60.0, Give::one_line(0.3))?;
    let width = run.iter().map(|r| r.width).fold(0.0, f32::max) + 12.0;
    let tab = Rect::new((SIDE - width) / 2.0, 0.0, width, 10.0);
    let top = tab.y + (tab.height - height(&run, 1.0)) / 2.0;
    Ok([
        Shape::fill(Path::rect(tab), ground),
        Shape::fill(lines(&run, tab, top, 1.0, Axis::Centre), ink),
    ])
}

#[derive(Clone, Copy, PartialEq)]
enum Axis {
    Left,
    Centre,
}

/// From the top of the first line's capitals to the last baseline.
fn height(lines: &[Run], leading: f32) -> f32 {
    lines.first().map_or(0.0, |line| {
        line.style.size * (line.style.font.cap_height() + leading * (lines.len() - 1) as f32)
    })
}

/// Outlines of lines whose first capitals begin at `top`.
fn lines(lines: &[Run], room: Rect, top: f32, leading: f32, axis: Axis) -> Path {
    let mut path = Path::new();
    for (i, line) in lines.iter().enumerate() {
        let size = line.style.size;
        let y = top + size * (line.style.font.cap_height() + leading * i as f32);
        let x = match axis {
            Axis::Left => room.x,
            Axis::Centre => room.centre_x() - line.width / 2.0,
        };
        path.extend(line.outline(point(x, y)));
    }
    path
}
