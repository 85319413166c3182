//! Where everything stands on the seal.

use crate::domain::artwork::Rgb;
use crate::drawing::colour::{BLACK, WHITE, contrast};
use crate::drawing::fit::{Give, Room, fit, fit_alike};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::qr::{Code, QUIET_ZONE};
use crate::drawing::text::{Run, Style};

use super::emblem::emblem;
use super::markup::Shape;
use super::standing::{Palette, hatching};
use super::{Badge, BadgeError, OnlyFor, Standing};

/// Side of the square.
pub const SIDE: f32 = 160.0;
/// Side of a module; two pixels at a width of 160 survive blur, turning and JPEG.
const MODULE: f32 = 2.0;
/// Modules of the largest card, quiet zone included: a code of version 6, which holds a host
/// of about 70 letters.
const MOST_MODULES: usize = 49;
const MARGIN: f32 = 12.0;
/// Height of the tab that hangs from the upper edge.
pub const TAB_HEIGHT: f32 = 10.0;

/// Composes the seal, from the back to the front.
pub fn compose(badge: &Badge) -> Result<Vec<Shape>, BadgeError> {
    let palette = Palette::of(badge.standing, &badge.artwork, badge.only_for.is_some());
    let whole = Rect::new(0.0, 0.0, SIDE, SIDE);
    let mut shapes = vec![Shape::fill(Path::rect(whole), palette.field)];
    shapes.extend(hatching(badge.standing).map(|path| Shape::stroke(path, palette.hatch, 1.0)));
    shapes.extend(face(badge, &palette)?);
    Ok(shapes)
}

/// What stands on the plate.
pub fn face(badge: &Badge, palette: &Palette) -> Result<Vec<Shape>, BadgeError> {
    let code = Code::new(&badge.qr_text)?;
    let plan = Plan::around(&code)?;
    face_on(
        badge,
        palette,
        &plan,
        card(&code, &badge.host, plan.card, MODULE)?,
    )
}

/// The same with an emblem in place of the code.
pub fn face_with_emblem(badge: &Badge, palette: &Palette) -> Result<Vec<Shape>, BadgeError> {
    let plan = Plan::without_code();
    let middle = point(
        plan.card.centre_x(),
        plan.card.bottom() - plan.card.height / 2.0,
    );
    let emblem = emblem(middle, plan.card.width / 2.0, palette);
    face_on(badge, palette, &plan, emblem)
}

fn face_on(
    badge: &Badge,
    palette: &Palette,
    plan: &Plan,
    card: impl IntoIterator<Item = Shape>,
) -> Result<Vec<Shape>, BadgeError> {
    let mut shapes = plate_edge(palette);
    let banded = badge.standing != Standing::InForce;
    let top = if badge.specimen.is_some() {
        TAB_HEIGHT + 4.5
    } else {
        12.5
    };
    let bottom = if banded {
        plan.band.y - 5.5
    } else {
        plan.card.y - 8.0
    };
    let header = Rect::new(MARGIN, top, SIDE - 2.0 * MARGIN, bottom - top);
    match &badge.only_for {
        Some(only_for) => shapes.extend(restriction(only_for, header)?),
        None => shapes.push(Shape::fill(header_text(badge, header)?, WHITE)),
    }
    shapes.extend(column_text(badge, plan.column, palette.highlight)?);
    shapes.extend(card);
    if banded {
        shapes.extend(status_band(
            badge.standing_label.as_deref(),
            plan.band,
            palette,
        )?);
    }
    if let Some(word) = &badge.specimen {
        shapes.extend(specimen_tab(word, palette)?);
    }
    Ok(shapes)
}

/// Places whose size depends on the code.
struct Plan {
    /// The code, and the host below it.
    card: Rect,
    /// The term and the chambers, right of the card.
    column: Rect,
    /// The band across, above the card.
    band: Rect,
}

impl Plan {
    const BOTTOM: f32 = SIDE - 11.0;
    const HOST_HEIGHT: f32 = 11.0;

    fn around(code: &Code) -> Result<Self, BadgeError> {
        if code.full_size() > MOST_MODULES {
            return Err(BadgeError::CodeTooLarge(code.size()));
        }
        let side = code.full_size() as f32 * MODULE;
        Ok(Self::below(Self::BOTTOM - Self::HOST_HEIGHT - side, side))
    }

    fn without_code() -> Self {
        const EMBLEM: f32 = 68.0;
        Self::below(Self::BOTTOM - EMBLEM, EMBLEM)
    }

    fn below(top: f32, side: f32) -> Self {
        const GAP: f32 = 7.0;
        const BAND_HEIGHT: f32 = 15.5;
        let card = Rect::new(MARGIN, top, side, Self::BOTTOM - top);
        let left = card.right() + GAP;
        Self {
            card,
            column: Rect::new(left, top, SIDE - MARGIN - left, Self::BOTTOM - top),
            band: Rect::new(0.0, top - BAND_HEIGHT - 2.0, SIDE, BAND_HEIGHT),
        }
    }
}

/// A fine line with scooped corners, a rivet in each.
pub fn plate_edge(palette: &Palette) -> Vec<Shape> {
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
fn restriction(only_for: &OnlyFor, header: Rect) -> Result<Vec<Shape>, BadgeError> {
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

/// The term above, the chambers below.
fn column_text(badge: &Badge, place: Rect, highlight: Rgb) -> Result<[Shape; 2], BadgeError> {
    const UNTIL: Give = Give {
        lines: 2,
        patience: 0.9,
        least: 0.3,
    };
    const CHAMBER: Give = Give {
        lines: 2,
        patience: 0.98,
        least: 0.3,
    };
    /// Space of a name of two lines, with the gap above it, in sizes.
    const CHAMBER_HEIGHT: f32 = 2.7;
    const LEADING: f32 = 1.14;
    let room = Room::wide(place.width);
    let years = Style::new(Font::SerifSemibold, 15.0);
    let years = fit(&badge.years, years, room, Give::one_line(0.3))?;
    let until = fit(&badge.until, Style::new(Font::Sans, 9.8), room, UNTIL)?;
    let below_years = place.y + height(&years, 1.0) + 6.0;
    let mut letters = lines(&until, place, below_years, LEADING, Axis::Left);

    let below_until = below_years + height(&until, LEADING);
    let share = (place.bottom() - below_until) / badge.chambers.len().max(1) as f32;
    let chambers = fit_alike(
        badge.chambers.iter().map(String::as_str),
        Style::new(Font::SansSemibold, (share / CHAMBER_HEIGHT).min(8.2)),
        place.width,
        CHAMBER,
    )?;
    let mut bottom = place.bottom();
    for name in chambers.iter().rev() {
        let top = bottom - height(name, LEADING);
        letters.extend(lines(name, place, top, LEADING, Axis::Left));
        bottom = top - 0.85 * size(name);
    }
    Ok([
        Shape::fill(lines(&years, place, place.y, 1.0, Axis::Left), highlight),
        Shape::fill(letters, WHITE),
    ])
}

/// The code on white, and the host below it.
pub fn card(code: &Code, host: &str, place: Rect, module: f32) -> Result<[Shape; 2], BadgeError> {
    let quiet = QUIET_ZONE as f32 * module;
    let mut dark = code.path(point(place.x + quiet, place.y + quiet), module);
    let style = Style::new(Font::SansSemibold, 9.2);
    let room = Room::wide(place.width - 10.0);
    let host = fit(host, style, room, Give::one_line(0.3))?;
    let top = place.bottom() - 3.9 - height(&host, 1.0);
    dark.extend(lines(&host, place, top, 1.0, Axis::Centre));
    Ok([
        Shape::fill(Path::rect(place), WHITE),
        Shape::fill(dark, BLACK),
    ])
}

fn status_band(
    label: Option<&str>,
    place: Rect,
    palette: &Palette,
) -> Result<Vec<Shape>, BadgeError> {
    let (ground, ink) = palette.band;
    let mut shapes = vec![Shape::fill(Path::rect(place), ground)];
    if let Some(label) = label {
        let style = Style::new(Font::SansSemibold, 13.5).tracked(0.12);
        let room = Room::wide(place.width - 16.0);
        let run = fit(label, style, room, Give::one_line(0.2))?;
        shapes.push(Shape::fill(middle_line(&run, place), ink));
    }
    Ok(shapes)
}

/// A tab that hangs from the upper edge.
pub fn specimen_tab(word: &str, palette: &Palette) -> Result<[Shape; 2], BadgeError> {
    let ground = palette.accent;
    let ink = if contrast(ground, BLACK) > contrast(ground, WHITE) {
        BLACK
    } else {
        WHITE
    };
    let style = Style::new(Font::SansSemibold, 7.8).tracked(0.2);
    let run = fit(word, style, Room::wide(80.0), Give::one_line(0.3))?;
    let width = run.iter().map(|r| r.width).fold(0.0, f32::max) + 12.0;
    let tab = Rect::new((SIDE - width) / 2.0, 0.0, width, TAB_HEIGHT);
    Ok([
        Shape::fill(Path::rect(tab), ground),
        Shape::fill(middle_line(&run, tab), ink),
    ])
}

/// A line of capitals in the middle of a rectangle.
fn middle_line(run: &[Run], room: Rect) -> Path {
    let top = room.y + (room.height - height(run, 1.0)) / 2.0;
    lines(run, room, top, 1.0, Axis::Centre)
}

/// Size of the first line.
pub fn size(lines: &[Run]) -> f32 {
    lines.first().map_or(0.0, |line| line.style.size)
}

/// Where lines are anchored in their place.
#[derive(Clone, Copy, PartialEq)]
pub enum Axis {
    /// At its left edge.
    Left,
    /// In its middle.
    Centre,
}

/// From the top of the first line's capitals to the last baseline.
pub fn height(lines: &[Run], leading: f32) -> f32 {
    lines.first().map_or(0.0, |line| {
        line.style.size * (line.style.font.cap_height() + leading * (lines.len() - 1) as f32)
    })
}

/// Outlines of lines whose first capitals begin at `top`.
pub fn lines(lines: &[Run], room: Rect, top: f32, leading: f32, axis: Axis) -> Path {
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
