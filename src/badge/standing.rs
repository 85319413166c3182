//! How a seal that is not in force looks: grey, hatched, with a band across.

use crate::domain::artwork::{Artwork, Rgb};
use crate::drawing::colour::{BLACK, WHITE, contrast, grey, mix};
use crate::drawing::path::{Path, point};

use super::Standing;
use super::plate::SIDE;

/// The colours of a plate.
pub struct Palette {
    /// The plate.
    pub field: Rgb,
    /// Lines.
    pub accent: Rgb,
    /// Letters that stand out from the white ones.
    pub highlight: Rgb,
    /// Hatching on the plate.
    pub hatch: Rgb,
    /// The band across, and the letters on it.
    pub band: (Rgb, Rgb),
}

impl Palette {
    /// The colours for a standing; grey ones where the seal does not belong.
    pub fn of(standing: Standing, artwork: &Artwork, misplaced: bool) -> Self {
        /// Pale enough to look spent, dark enough for white letters.
        const SPENT: Rgb = Rgb::new(0x6A, 0x6A, 0x6A);
        /// Contrast that WCAG 2 asks of small text.
        const LEGIBLE: f32 = 4.5;
        let counts = counts(standing) && !misplaced;
        let field = if counts {
            artwork.primary
        } else {
            mix(grey(artwork.primary), SPENT, 0.8)
        };
        let accent = if counts {
            artwork.accent
        } else {
            mix(grey(artwork.accent), WHITE, 0.35)
        };
        let highlight = mix(accent, WHITE, 0.45);
        Self {
            field,
            accent,
            highlight: if contrast(highlight, field) >= LEGIBLE {
                highlight
            } else {
                WHITE
            },
            hatch: mix(field, BLACK, 0.16),
            band: match standing {
                Standing::Withdrawn | Standing::Superseded => (BLACK, WHITE),
                Standing::EndsSoon if contrast(accent, BLACK) >= LEGIBLE => (accent, BLACK),
                _ => (WHITE, BLACK),
            },
        }
    }
}

/// Whether it is in force, so that the plate keeps its colours.
const fn counts(standing: Standing) -> bool {
    matches!(standing, Standing::InForce | Standing::EndsSoon)
}

/// Lines across the plate, in directions that tell one standing from another.
pub fn hatching(standing: Standing) -> Option<Path> {
    const GAP: f32 = 5.0;
    let directions: &[(f32, f32)] = match standing {
        Standing::InForce | Standing::EndsSoon => return None,
        Standing::NotYetValid => &[(1.0, 1.0)],
        Standing::Expired => &[(1.0, -1.0)],
        Standing::Suspended => &[(0.0, 1.0)],
        Standing::Withdrawn => &[(1.0, -1.0), (1.0, 1.0)],
        Standing::Superseded => &[(1.0, 0.0)],
    };
    let mut path = Path::new();
    for &(x, y) in directions {
        let steps = (2.0 * SIDE / GAP) as i32;
        for step in 1..steps {
            let at = step as f32 * GAP;
            path.extend(match (x, y) {
                (0.0, _) => Path::line(point(at, 0.0), point(at, SIDE)),
                (_, 0.0) => Path::line(point(0.0, at), point(SIDE, at)),
                (_, y) if y < 0.0 => Path::line(point(0.0, at), point(at, 0.0)),
                _ => Path::line(point(SIDE - at, 0.0), point(SIDE, at)),
            });
        }
    }
    Some(path)
}
