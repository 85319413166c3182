//! A page as things with a meaning, before it becomes a PDF.

use crate::domain::artwork::Rgb;
use crate::drawing::path::{Path, Point, Rect};
use crate::drawing::qr::Code;
use crate::drawing::text::Run;

use super::paper::Paper;

/// A composed page; lengths in points, origin at the upper left.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What it is put on.
    pub paper: Paper,
    /// The area inside the frame, where everything but ornament stays.
    pub field: Rect,
    /// What is on the page, in reading order.
    pub nodes: Vec<Node>,
    /// Places for the chambers' visible digital signatures, in programme order.
    pub signature_places: Vec<Rect>,
    /// Whether everything fixed stands where it stands on the programme's other pages; very
    /// long texts move it.
    pub is_regular: bool,
}

/// A part of the page that means one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it means.
    pub role: Role,
    /// Whether it differs from page to page.
    pub part: Part,
    /// What is drawn.
    pub items: Vec<Item>,
}

/// Whether something differs from page to page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The same on every page of a programme for which the same people sign: paper may bear it
    /// in advance.
    Fixed,
    /// Particular to one certificate.
    Variable,
}

impl Node {
    /// Something that paper may bear in advance.
    pub fn fixed(role: Role, items: Vec<Item>) -> Self {
        Self {
            role,
            part: Part::Fixed,
            items,
        }
    }

    /// Something particular to one certificate.
    pub fn variable(role: Role, items: Vec<Item>) -> Self {
        Self {
            role,
            part: Part::Variable,
            items,
        }
    }
}

/// What a part of the page means to somebody who does not see it.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// Nothing: ornament.
    Artifact,
    /// The document's heading.
    Heading1,
    /// A heading below it.
    Heading2,
    /// Running text.
    Paragraph,
    /// A picture.
    Figure {
        /// What the picture shows.
        alt: String,
        /// Where it is.
        bounds: Rect,
    },
    /// Text that leads somewhere; it goes on with the paragraph before it.
    Link {
        /// What following it does.
        description: String,
        /// Where it leads.
        target: String,
        /// Where to click.
        bounds: Rect,
    },
    /// The place of a chamber's digital signature; nothing is drawn yet.
    Signature {
        /// The chamber, in programme order.
        position: usize,
        /// Where it will be drawn.
        bounds: Rect,
    },
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of text.
    Text {
        /// The glyphs.
        run: Run,
        /// Left end.
        x: f32,
        /// Baseline.
        y: f32,
        /// Colour.
        colour: Rgb,
    },
    /// A filled shape.
    Fill {
        /// The shape.
        path: Path,
        /// Colour.
        colour: Rgb,
    },
    /// A drawn line.
    Stroke {
        /// The line.
        path: Path,
        /// Colour.
        colour: Rgb,
        /// Thickness.
        thickness: f32,
    },
    /// A QR code.
    Code {
        /// Its modules.
        code: Code,
        /// Upper left corner of the first module.
        origin: Point,
        /// Side of a module.
        module: f32,
        /// Colour of the dark modules.
        colour: Rgb,
    },
    /// The woven band of [`super::frame`]: the same on every page, so that a writer can
    /// prepare it once.
    Band {
        /// Colour.
        colour: Rgb,
        /// Thickness of one strand.
        thickness: f32,
    },
    /// The short rule of [`super::ornament`]; likewise.
    Rule {
        /// Its middle.
        middle: Point,
        /// Colour.
        colour: Rgb,
        /// Thickness of one strand.
        thickness: f32,
    },
}

impl Item {
    /// A line of text that is centred on an axis.
    pub fn centred(run: Run, axis: f32, y: f32, colour: Rgb) -> Self {
        let x = axis - run.width / 2.0;
        Item::Text { run, x, y, colour }
    }

    /// The rectangle that the item covers; a line of text from its ascenders to its descenders.
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Item::Text { run, x, y, .. } => {
                let size = run.style.size;
                Some(Rect::new(*x, y - 0.75 * size, run.width, size))
            }
            Item::Fill { path, .. } | Item::Stroke { path, .. } => path.bounds(),
            Item::Code {
                code,
                origin,
                module,
                ..
            } => {
                let side = code.size() as f32 * module;
                Some(Rect::new(origin.x, origin.y, side, side))
            }
            Item::Band { .. } => Some(super::frame::outer()),
            Item::Rule { middle, .. } => super::ornament::rule_at(*middle).bounds(),
        }
    }
}
