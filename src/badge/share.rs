//! The picture that is shown where somebody shares a page of the register: 1200 × 630, as Open Graph
//! asks for.

use std::fmt::Write;

use super::{BadgeError, raster};
use crate::domain::artwork::{Artwork, Rgb};
use crate::domain::outline::Area;
use crate::drawing::colour::{WHITE, contrast, mix};
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Point, Rect, Segment, point};
use crate::drawing::text::{Run, Style, shape};

/// Width in pixels.
pub const WIDTH: u32 = 1200;
const HEIGHT: f32 = 630.0;
const SHEET: Rgb = Rgb::new(0xFF, 0xFD, 0xF9);
const INK: Rgb = Rgb::new(0x1C, 0x27, 0x31);
const QUIET: Rgb = Rgb::new(0x4D, 0x5A, 0x66);
/// Where the words begin, and where they end.
const LEFT: f32 = 72.0;
const COLUMN: f32 = 720.0;
const PANEL: Rect = Rect::new(848.0, 0.0, 352.0, HEIGHT);

/// How the state is shown, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A tick.
    Good,
    /// A pause, a line: neither valid nor withdrawn.
    Resting,
    /// A cross.
    Bad,
}

/// What is drawn beside the words.
#[derive(Debug)]
pub enum Scene<'a> {
    /// A seal, where there is no map.
    Seal,
    /// The recipient's outline.
    Outline(&'a Area),
    /// Outlines, with whether each one is awarded.
    Map(Vec<(&'a Area, bool)>),
}

/// What the picture says.
#[derive(Debug)]
pub struct Card<'a> {
    /// The recipient's name, or that of the list.
    pub recipient: String,
    /// The mark's name.
    pub mark: String,
    /// „gültig bis 02.03.2028".
    pub state: String,
    /// How that is shown.
    pub tone: Tone,
    /// Short names of the chambers.
    pub chambers: String,
    /// The host of the register.
    pub host: String,
    /// „MUSTER" on a specimen.
    pub specimen: Option<String>,
    /// What is drawn beside the words.
    pub scene: Scene<'a>,
    /// The programme's colours.
    pub artwork: Artwork,
}

/// Draws the picture as PNG.
pub fn png(card: &Card<'_>) -> Result<Vec<u8>, BadgeError> {
    raster::png(&svg(card)?, WIDTH)
}

fn svg(card: &Card<'_>) -> Result<String, BadgeError> {
    let Artwork { primary, accent } = card.artwork;
    let mut picture = Picture::new();
    picture.fill(
        &Path::rect(Rect::new(0.0, 0.0, WIDTH as f32, HEIGHT)),
        SHEET,
    );
    picture.fill(&Path::rect(PANEL), primary);
    picture.fill(
        &Path::rect(Rect::new(PANEL.x - 10.0, 0.0, 10.0, HEIGHT)),
        accent,
    );
    match &card.scene {
        Scene::Seal => seal(&mut picture, accent),
        Scene::Outline(area) => {
            for outline in laid(&[area]) {
                picture.fill(&outline, mix(primary, WHITE, 0.88));
                picture.stroke(&outline, accent, 4.0);
            }
        }
        Scene::Map(areas) => map(&mut picture, areas, card.artwork.clone()),
    }

    let mark = Give {
        lines: 3,
        patience: 0.8,
        least: 0.4,
    };
    let style = Style::new(Font::SerifItalic, 44.0);
    let runs = fit(&card.mark, style, room(160.0), mark)?;
    let below = picture.lines(&runs, 92.0, 1.15, legible(accent, primary));

    let name = Give {
        lines: 3,
        patience: 0.6,
        least: 0.2,
    };
    let style = Style::new(Font::SerifSemibold, 104.0);
    let runs = fit(&card.recipient, style, room(420.0 - below), name)?;
    picture.lines(&runs, below + 62.0, 1.08, INK);

    let base = 494.0;
    sign(&mut picture, card.tone, point(LEFT + 25.0, base - 13.0));
    let one_line = Give::one_line(0.3);
    let style = Style::new(Font::SansSemibold, 40.0);
    let state = fit(&card.state, style, Room::wide(COLUMN - 70.0), one_line)?;
    picture.run(&state[0], point(LEFT + 70.0, base), INK);
    let style = Style::new(Font::Sans, 30.0);
    let chambers = fit(&card.chambers, style, Room::wide(COLUMN), one_line)?;
    picture.run(&chambers[0], point(LEFT, 552.0), QUIET);
    let host = fit(
        &card.host,
        Style::new(Font::Sans, 26.0),
        Room::wide(COLUMN),
        one_line,
    )?;
    picture.run(&host[0], point(LEFT, 594.0), QUIET);
    if let Some(word) = &card.specimen {
        let run = shape(word, Style::new(Font::SansSemibold, 30.0).tracked(0.12))?;
        let tab = Rect::new(
            PANEL.centre_x() - run.width / 2.0 - 24.0,
            548.0,
            run.width + 48.0,
            50.0,
        );
        picture.fill(&Path::cornered_rect(tab, 6.0), SHEET);
        picture.run(&run, point(tab.x + 24.0, tab.y + 36.0), INK);
    }
    Ok(picture.finish())
}

fn room(height: f32) -> Room {
    Room {
        width: COLUMN,
        height,
        leading: 1.15,
    }
}

/// The accent as a colour of letters on the sheet: darker until it can be read.
fn legible(accent: Rgb, primary: Rgb) -> Rgb {
    let darker = (0..=10).map(|step| mix(accent, primary, step as f32 / 10.0));
    darker
        .into_iter()
        .find(|c| contrast(*c, SHEET) >= 4.5)
        .unwrap_or(INK)
}

/// Municipalities in a quiet colour, those that are awarded in the accent, and borders above them.
fn map(picture: &mut Picture, areas: &[(&Area, bool)], Artwork { primary, accent }: Artwork) {
    let outlines: Vec<&Area> = areas.iter().map(|(area, _)| *area).collect();
    let laid = laid(&outlines);
    let parts = || laid.iter().zip(areas);
    for (path, (_, awarded)) in parts().filter(|(_, (area, _))| area.ags.is_some()) {
        let colour = if *awarded {
            accent
        } else {
            mix(primary, WHITE, 0.25)
        };
        picture.fill(path, colour);
        picture.stroke(path, primary, 1.5);
    }
    for (path, _) in parts().filter(|(_, (area, _))| area.ags.is_none()) {
        picture.stroke(path, mix(primary, WHITE, 0.7), 2.0);
    }
}

/// Outlines in the middle of the panel, together as large as they fit.
fn laid(areas: &[&Area]) -> Vec<Path> {
    let paths: Vec<Path> = areas.iter().map(|area| drawn(area)).collect();
    let mut all = Path::new();
    for path in &paths {
        all.segments.extend_from_slice(&path.segments);
    }
    let Some(bounds) = all.bounds() else {
        return Vec::new();
    };
    let room = Rect::new(PANEL.x + 30.0, 60.0, PANEL.width - 60.0, 440.0);
    let scale = (room.width / bounds.width).min(room.height / bounds.height);
    let (left, top) = (
        room.centre_x() - bounds.width * scale / 2.0,
        room.y + (room.height - bounds.height * scale) / 2.0,
    );
    let place = |p: Point| {
        point(
            left + (p.x - bounds.x) * scale,
            top + (p.y - bounds.y) * scale,
        )
    };
    paths.iter().map(|path| path.map(place)).collect()
}

fn drawn(area: &Area) -> Path {
    let mut path = Path::new();
    for ring in &area.rings {
        for (i, place) in ring.iter().enumerate() {
            let p = point(place.x as f32, place.y as f32);
            path.segments.push(if i == 0 {
                Segment::Move(p)
            } else {
                Segment::Line(p)
            });
        }
        path.segments.push(Segment::Close);
    }
    path
}

/// Two rings and a tick, where there is no outline.
fn seal(picture: &mut Picture, accent: Rgb) {
    let centre = point(PANEL.centre_x(), 280.0);
    picture.stroke(&Path::circle(centre, 120.0), accent, 6.0);
    picture.stroke(&Path::circle(centre, 104.0), accent, 2.0);
    picture.stroke(
        &polyline(&[(-46.0, 4.0), (-14.0, 38.0), (50.0, -36.0)], centre),
        WHITE,
        14.0,
    );
}

fn sign(picture: &mut Picture, tone: Tone, centre: Point) {
    let (colour, lines): (Rgb, &[&[(f32, f32)]]) = match tone {
        Tone::Good => (
            Rgb::new(0x1C, 0x68, 0x44),
            &[&[(-11.0, 1.0), (-3.0, 9.0), (12.0, -9.0)]],
        ),
        Tone::Resting => (
            Rgb::new(0x40, 0x50, 0x5F),
            &[&[(-6.0, -10.0), (-6.0, 10.0)], &[(6.0, -10.0), (6.0, 10.0)]],
        ),
        Tone::Bad => (
            Rgb::new(0x9D, 0x1F, 0x2B),
            &[&[(-9.0, -9.0), (9.0, 9.0)], &[(9.0, -9.0), (-9.0, 9.0)]],
        ),
    };
    picture.fill(&Path::circle(centre, 25.0), colour);
    for line in lines {
        picture.stroke(&polyline(line, centre), WHITE, 5.0);
    }
}

fn polyline(places: &[(f32, f32)], origin: Point) -> Path {
    let mut path = Path::new();
    for (i, (x, y)) in places.iter().enumerate() {
        let p = point(origin.x + x, origin.y + y);
        path.segments.push(if i == 0 {
            Segment::Move(p)
        } else {
            Segment::Line(p)
        });
    }
    path
}

struct Picture(String);

impl Picture {
    fn new() -> Self {
        Self(format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">"#
        ))
    }

    fn fill(&mut self, path: &Path, colour: Rgb) {
        self.put(
            path,
            &format!(r#"fill="{}" fill-rule="evenodd""#, String::from(colour)),
        );
    }

    fn stroke(&mut self, path: &Path, colour: Rgb, width: f32) {
        let colour = String::from(colour);
        let look = r#"fill="none" stroke-linejoin="round" stroke-linecap="round""#;
        self.put(
            path,
            &format!(r#"{look} stroke="{colour}" stroke-width="{width}""#),
        );
    }

    fn run(&mut self, run: &Run, origin: Point, colour: Rgb) {
        let look = format!(r#"fill="{}""#, String::from(colour));
        self.put(&run.outline(origin), &look);
    }

    /// Sets lines below `top`; returns the last baseline.
    fn lines(&mut self, runs: &[Run], top: f32, leading: f32, colour: Rgb) -> f32 {
        let mut base = top;
        for (i, run) in runs.iter().enumerate() {
            base += run.style.size
                * if i == 0 {
                    run.style.font.cap_height()
                } else {
                    leading
                };
            self.run(run, point(LEFT, base), colour);
        }
        base
    }

    fn put(&mut self, path: &Path, look: &str) {
        // Writing into a string cannot fail.
        let _ = write!(self.0, r#"<path {look} d="{}"/>"#, data(path));
    }

    fn finish(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }
}

fn data(path: &Path) -> String {
    let mut data = String::new();
    for segment in &path.segments {
        // Writing into a string cannot fail.
        let _ = match segment {
            Segment::Move(p) => write!(data, "M{:.1} {:.1}", p.x, p.y),
            Segment::Line(p) => write!(data, "L{:.1} {:.1}", p.x, p.y),
            Segment::Quad(a, p) => write!(data, "Q{:.1} {:.1} {:.1} {:.1}", a.x, a.y, p.x, p.y),
            Segment::Cubic(a, b, p) => write!(
                data,
                "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
                a.x, a.y, b.x, b.y, p.x, p.y
            ),
            Segment::Close => write!(data, "Z"),
        };
    }
    data
}
