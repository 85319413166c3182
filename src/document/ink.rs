//! Where people sign in ink: a line for each signatory, with name and office below it.

use crate::domain::inscription::Signatory;
use crate::drawing::DrawingError;
use crate::drawing::colour::{WHITE, mix};
use crate::drawing::fit::{Give, Room, fit, least_width};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::text::{Run, Style};

use super::layout::{INK, MM};
use super::node::{Item, Node, Role};

/// Room for a signature above the line.
pub const ROOM: f32 = 15.0 * MM;

/// Widest line.
const LINE: f32 = 58.0 * MM;
/// Shortest line, where there is room at all.
const SHORTEST: f32 = 16.0 * MM;
const GAP: f32 = 6.0 * MM;
/// From the line to the first baseline.
const DROP: f32 = 4.4 * MM;
/// From the name's last baseline to the office's first.
const STEP: f32 = 4.0 * MM;
/// From baseline to baseline within a name or an office, in sizes.
const LEADING: f32 = 1.13;
const NAME: Style = Style::new(Font::Serif, 10.5);
const OFFICE: Style = Style::new(Font::SerifItalic, 9.0);
const GIVE: Give = Give {
    lines: 3,
    patience: 0.8,
    least: 0.45,
};

/// A chamber's signatories beside each other.
pub struct SigningLines {
    captions: Vec<Caption>,
}

/// Name and office.
struct Caption {
    left: f32,
    width: f32,
    /// With their baselines, counted from the signing line.
    names: Vec<(Run, f32)>,
    offices: Vec<(Run, f32)>,
}

impl SigningLines {
    /// Sets the signatories of one chamber in its column.
    pub fn new(signatories: &[Signatory], column: Rect) -> Result<Self, DrawingError> {
        let widths = widths(signatories, column.width)?;
        let gaps = GAP * widths.len().saturating_sub(1) as f32;
        let mut left = column.centre_x() - (widths.iter().sum::<f32>() + gaps) / 2.0;
        let mut captions = Vec::new();
        for (signatory, width) in signatories.iter().zip(widths) {
            captions.push(Caption::new(signatory, left, width)?);
            left += width + GAP;
        }
        Ok(Self { captions })
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
        let captions = self.captions.into_iter();
        captions.flat_map(|caption| caption.at(y)).collect()
    }
}

impl Caption {
    fn new(signatory: &Signatory, left: f32, width: f32) -> Result<Self, DrawingError> {
        let names = lines(&signatory.name, NAME, width, DROP)?;
        let next = names.last().map_or(DROP, |(_, baseline)| baseline + STEP);
        let offices = lines(&signatory.office, OFFICE, width, next)?;
        Ok(Self {
            left,
            width,
            names,
            offices,
        })
    }

    fn at(self, y: f32) -> [Node; 2] {
        let width = self.width;
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

/// How a column is shared out: equally, unless somebody's name or office would then have to be
/// smaller than those beside it.
fn widths(signatories: &[Signatory], column: f32) -> Result<Vec<f32>, DrawingError> {
    let count = signatories.len().max(1) as f32;
    let room = column - GAP * (count - 1.0);
    let equal = (room / count).min(LINE);
    let need = |signatory: &Signatory| {
        let name = least_width(&signatory.name, NAME, GIVE.lines)?;
        let office = least_width(&signatory.office, OFFICE, GIVE.lines)?;
        Ok(name.max(office).max(SHORTEST))
    };
    let needs = signatories.iter().map(need);
    let needs = needs.collect::<Result<Vec<f32>, DrawingError>>()?;
    if needs.iter().all(|need| *need <= equal) {
        return Ok(vec![equal; signatories.len()]);
    }
    let sum: f32 = needs.iter().sum();
    let share = |need: f32| {
        if sum > room {
            need * room / sum
        } else {
            need + (room - sum) / count
        }
    };
    Ok(needs.into_iter().map(share).collect())
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
