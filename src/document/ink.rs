//! Where people sign in ink: a line for each signatory, with name and office below it.

use crate::domain::inscription::Signatory;
use crate::drawing::DrawingError;
use crate::drawing::colour::{WHITE, mix};
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::text::{Run, Style};

use super::layout::{INK, MM};
use super::node::{Item, Node, Role};

/// Room for a signature above the line.
pub const ROOM: f32 = 15.0 * MM;

/// Widest line.
const LINE: f32 = 58.0 * MM;
const GAP: f32 = 6.0 * MM;
/// From the line to the first baseline.
const DROP: f32 = 4.4 * MM;
/// From the name's last baseline to the office's first.
const STEP: f32 = 4.0 * MM;
/// From baseline to baseline within a name or an office, in sizes.
const LEADING: f32 = 1.13;
const GIVE: Give = Give {
    lines: 3,
    patience: 0.8,
    least: 0.45,
};

/// A chamber's signatories beside each other.
pub struct SigningLines {
    width: f32,
    captions: Vec<Caption>,
}

/// Name and office.
struct Caption {
    left: f32,
    /// With their baselines, counted from the signing line.
    names: Vec<(Run, f32)>,
    offices: Vec<(Run, f32)>,
}

impl SigningLines {
    /// Sets the signatories of one chamber in its column.
    pub fn new(signatories: &[Signatory], column: Rect) -> Result<Self, DrawingError> {
        let count = signatories.len().max(1) as f32;
        let width = ((column.width - GAP * (count - 1.0)) / count).min(LINE);
        let whole = width * count + GAP * (count - 1.0);
        let captions = signatories
            .iter()
            .enumerate()
            .map(|(i, signatory)| {
                let left = column.centre_x() - whole / 2.0 + (width + GAP) * i as f32;
                Caption::new(signatory, left, width)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { width, captions })
    }

    /// From the signing lines to the last baseline below them.
    pub fn depth(&self) -> f32 {
        let last = self
            .captions
            .iter()
            .flat_map(|caption| caption.offices.last());
        last.map(|(_, baseline)| *baseline).fold(0.0, f32::max)
    }

    /// Draws the lines at this height.
    pub fn at(self, y: f32) -> Vec<Node> {
        let width = self.width;
        self.captions
            .into_iter()
            .flat_map(|caption| caption.at(y, width))
            .collect()
    }
}

impl Caption {
    fn new(signatory: &Signatory, left: f32, width: f32) -> Result<Self, DrawingError> {
        let name = Style::new(Font::Serif, 10.5);
        let office = Style::new(Font::SerifItalic, 9.0);
        let names = lines(&signatory.name, name, width, DROP)?;
        let next = names.last().map_or(DROP, |(_, baseline)| baseline + STEP);
        let offices = lines(&signatory.office, office, width, next)?;
        Ok(Self {
            left,
            names,
            offices,
        })
    }

    fn at(self, y: f32, width: f32) -> [Node; 2] {
        let axis = self.left + width / 2.0;
        let line = Item::Stroke {
            path: Path::line(point(self.left, y), point(self.left + width, y)),
            colour: INK,
            thickness: 0.4,
        };
        let grey = mix(INK, WHITE, 0.15);
        let below =
            |(run, baseline): (Run, f32), colour| Item::centred(run, axis, y + baseline, colour);
        let names = self.names.into_iter().map(|line| below(line, INK));
        let offices = self.offices.into_iter().map(|line| below(line, grey));
        [
            Node::fixed(Role::Artifact, vec![line]),
            Node::fixed(Role::Paragraph, names.chain(offices).collect()),
        ]
    }
}

/// Sets a text with its baselines. The space at its end keeps a reader of the text from joining
/// name and office.
fn lines(
    text: &str,
    style: Style,
    width: f32,
    first: f32,
) -> Result<Vec<(Run, f32)>, DrawingError> {
    let runs = fit(&format!("{text} "), style, Room::wide(width), GIVE)?;
    let baselines = runs.into_iter().enumerate().map(|(i, run)| {
        let baseline = first + LEADING * run.style.size * i as f32;
        (run, baseline)
    });
    Ok(baselines.collect())
}
