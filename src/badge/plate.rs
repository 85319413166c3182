//! Where everything stands on the seal.

use crate::domain::artwork::Rgb;
use crate::drawing::colour::{BLACK, WHITE, contrast};
use crate::drawing::fit::{Give, Room, fit, fit_alike};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::qr::{Code, QUIET_ZONE};
use crate::drawing::text::Style;

use super::emblem::emblem;
use super::header::{header_text, restriction};
use super::lines::{Axis, height, lines, middle_line, size};
use super::markup::Shape;
use super::standing::{Palette, hatching};
use super::{Badge, BadgeError, Standing};

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
