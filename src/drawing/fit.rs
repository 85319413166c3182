//! Text into a given place: where lines break, and how small the type must be.

use super::DrawingError;
use super::breaks::{Breaks, Measure};
use super::text::{Run, Style, shape};

/// How a text may give way when its place is narrow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Give {
    /// Lines at the most.
    pub lines: usize,
    /// A further line is taken rather than going below this share of the size.
    pub patience: f32,
    /// Below this share of the size there is no room.
    pub least: f32,
}

impl Give {
    /// One line, never below `least` of its size.
    pub const fn one_line(least: f32) -> Self {
        Self {
            lines: 1,
            patience: least,
            least,
        }
    }
}

/// A place for a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Width.
    pub width: f32,
    /// From the top of the first line's capitals to the last baseline.
    pub height: f32,
    /// From baseline to baseline, in sizes.
    pub leading: f32,
}

impl Room {
    /// A place that is as high as need be.
    pub const fn wide(width: f32) -> Self {
        Self {
            width,
            height: f32::INFINITY,
            leading: 0.0,
        }
    }

    /// The largest size at which so many lines have room in height.
    fn size(&self, style: Style, lines: usize) -> f32 {
        let further = lines.saturating_sub(1) as f32;
        self.height / (style.font.cap_height() + self.leading * further)
    }
}

/// How much larger the type must become before a line may end with „für".
const PHRASING: f32 = 1.2;
/// How much larger the type must become for a further line to be worth it.
const WORTH: f32 = 1.08;

/// Sets a paragraph at the style's size in as few lines as the width allows, all of them
/// about equally long.
///
/// Every line but the last keeps the space it was broken at, so that a reader of the text
/// does not join the words.
pub fn wrap(text: &str, style: Style, width: f32) -> Result<Vec<Run>, DrawingError> {
    let run = shape(text, style)?;
    if is_line_of(&run, width) {
        return Ok(vec![run]);
    }
    let room = width / style.size;
    for breaks in [Breaks::Phrases, Breaks::Words, Breaks::Letters] {
        let measure = Measure::new(text, &run, breaks);
        if let Some(lines) = measure.lines(room) {
            return measure.set(style.size, lines.len());
        }
    }
    Err(DrawingError::NoRoom(text.to_owned()))
}

/// Sets a text as large as it fits, within what it may give.
pub fn fit(text: &str, style: Style, room: Room, give: Give) -> Result<Vec<Run>, DrawingError> {
    let run = shape(text, style)?;
    if is_line_of(&run, room.width) && style.size <= room.size(style, 1) {
        return Ok(vec![run]);
    }
    let phrases = Measure::new(text, &run, Breaks::Phrases);
    let words = Measure::new(text, &run, Breaks::Words);
    let found = largest(&[&phrases, &words], style, room, give);
    if found.size >= style.size * give.least {
        return found.measure.set(found.size, found.lines);
    }
    // A single word that is wider than its place: between any two letters, then.
    let letters = Measure::new(text, &run, Breaks::Letters);
    let found = largest(&[&letters], style, room, give);
    if found.size >= style.size * give.least {
        return found.measure.set(found.size, found.lines);
    }
    Err(DrawingError::NoRoom(text.to_owned()))
}

/// Whether a text that is set in one line fits as it is, which most do.
fn is_line_of(run: &Run, width: f32) -> bool {
    !run.glyphs.is_empty() && run.width <= width
}

/// The least width in which a text keeps its size in so many lines, broken between words.
pub fn least_width(text: &str, style: Style, lines: usize) -> Result<f32, DrawingError> {
    let run = shape(text, style)?;
    Ok(Measure::new(text, &run, Breaks::Words).narrowest(lines) * style.size)
}

struct Found<'a> {
    measure: &'a Measure<'a>,
    lines: usize,
    size: f32,
}

/// The number of lines that lets the type be largest; of the measures, an earlier one is
/// preferred.
fn largest<'a>(measures: &[&'a Measure<'a>], style: Style, room: Room, give: Give) -> Found<'a> {
    let mut best = Found {
        measure: measures[0],
        lines: 1,
        size: 0.0,
    };
    for lines in 1..=give.lines {
        let mut least = best.size * WORTH;
        for measure in measures {
            let size = style
                .size
                .min(room.width / measure.narrowest(lines))
                .min(room.size(style, lines));
            if size > least {
                best = Found {
                    measure,
                    lines,
                    size,
                };
                least = size * PHRASING;
            }
        }
        if best.size >= style.size * give.patience {
            break;
        }
    }
    best
}

/// Fits several texts of equal rank: all in one size, and in equally many lines as far as
/// they have the words for it.
pub fn fit_alike<'a>(
    texts: impl Iterator<Item = &'a str> + Clone,
    style: Style,
    width: f32,
    give: Give,
) -> Result<Vec<Vec<Run>>, DrawingError> {
    let mut lines = 1;
    for text in texts.clone() {
        lines = lines.max(fit(text, style, Room::wide(width), give)?.len());
    }
    let runs = texts
        .clone()
        .map(|text| Ok((text, shape(text, style)?)))
        .collect::<Result<Vec<_>, DrawingError>>()?;
    let measures: Vec<Measure> = runs
        .iter()
        .map(|(text, run)| Measure::new(text, run, Breaks::Phrases))
        .collect();
    let widest = measures.iter().map(|m| m.narrowest(lines));
    let size = style.size.min(width / widest.fold(0.0, f32::max));
    if size < style.size * give.least {
        let longest = texts.max_by_key(|text| text.len());
        return Err(DrawingError::NoRoom(longest.unwrap_or_default().to_owned()));
    }
    measures.iter().map(|m| m.set(size, lines)).collect()
}
