//! What is there for the eye only.

use std::f32::consts::PI;

use crate::domain::artwork::Artwork;
use crate::drawing::DrawingError;
use crate::drawing::colour::{WHITE, mix};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Point, Rect, Segment, point};
use crate::drawing::text::{Style, shape};

use super::frame;
use super::layout::{MM, SHEET};
use super::node::{Item, Node, Role};

/// The woven band between two hairlines.
pub fn frame(artwork: &Artwork) -> Node {
    let mut items = vec![Item::Band {
        colour: artwork.accent,
        thickness: 0.3,
    }];
    items.extend(frame::hairlines().map(|path| Item::Stroke {
        path,
        colour: artwork.primary,
        thickness: 0.5,
    }));
    Node::fixed(Role::Artifact, items)
}

/// Half the length of a rule.
const HALF_RULE: f32 = 21.0 * MM;

/// Thickness of a rule's strands.
const STRAND: f32 = 0.7;

/// Two strands that cross and come together again: the frame's motif as a short rule.
pub fn rule(axis: f32, y: f32, artwork: &Artwork) -> Node {
    let rule = Item::Rule {
        middle: point(axis, y),
        colour: artwork.accent,
        thickness: STRAND,
    };
    Node::fixed(Role::Artifact, vec![rule])
}

/// The strands of a rule.
pub fn rule_at(middle: Point) -> Path {
    woven(middle, HALF_RULE)
}

/// What stands on paper where the file has a digital signature.
pub fn free_place(place: Rect, artwork: &Artwork) -> Node {
    let half = HALF_RULE.min(0.46 * place.width);
    let middle = point(place.centre_x(), place.y + place.height / 2.0);
    let rule = Item::Stroke {
        path: woven(middle, half),
        colour: artwork.accent,
        thickness: STRAND,
    };
    Node::fixed(Role::Artifact, vec![rule])
}

fn woven(middle: Point, half: f32) -> Path {
    const WOVEN: f32 = 9.0 * MM;
    const SWING: f32 = 1.3 * MM;
    const WAVES: f32 = 2.5;

    let strand = |side: f32| {
        let place = |t: f32| {
            let swell = (PI * t / 2.0).cos().powi(2);
            let wave = (PI * WAVES * t).cos();
            let aside = side * SWING * swell * wave;
            point(middle.x + WOVEN * t, middle.y + aside)
        };
        let mut path = Path::line(point(middle.x - half, middle.y), place(-1.0));
        path.trace(24, |share| place(2.0 * share - 1.0));
        let end = point(middle.x + half, middle.y);
        path.segments.push(Segment::Line(end));
        path
    };
    let mut strands = strand(1.0);
    strands.extend(strand(-1.0));
    strands
}

/// The word across the page as a pale outline.
pub fn specimen(word: &str, artwork: &Artwork) -> Result<Node, DrawingError> {
    const LENGTH: f32 = 215.0 * MM;
    let style = Style::new(Font::SerifSemibold, 100.0).tracked(0.06);
    let natural = shape(word, style)?.width.max(1.0);
    let run = shape(word, style.sized((100.0 * LENGTH / natural).min(190.0)))?;
    let middle = point(SHEET.centre_x(), SHEET.height * 0.47);
    let origin = point(
        middle.x - run.width / 2.0,
        middle.y + run.style.size * style.font.cap_height() / 2.0,
    );
    let path = run.outline(origin).turned(-52.0, middle);
    let items = vec![
        Item::Fill {
            path: path.clone(),
            colour: mix(WHITE, artwork.accent, 0.08),
        },
        Item::Stroke {
            path,
            colour: mix(WHITE, artwork.accent, 0.45),
            thickness: 0.5,
        },
    ];
    Ok(Node::fixed(Role::Artifact, items))
}
