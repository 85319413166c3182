//! Text into a given width: where lines break, and how small the type must be.

use super::DrawingError;
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

/// Sets a paragraph at the style's size in as few lines as the width allows, all of them
/// about equally long.
///
/// Every line but the last keeps the space it was broken at, so that a reader of the text
/// does not join the words.
pub fn wrap(text: &str, style: Style, width: f32) -> Result<Vec<Run>, DrawingError> {
    let room = width / style.size;
    for breaks in [Breaks::Phrases, Breaks::Words] {
        let measure = Measure::new(text, style, breaks)?;
        if let Some(lines) = measure.lines(room) {
            return measure.set(style, lines.len());
        }
    }
    Err(DrawingError::NoRoom(text.to_owned()))
}

/// Sets a text in so many lines, or in fewer if it has not so many words.
pub fn set_in(text: &str, style: Style, lines: usize) -> Result<Vec<Run>, DrawingError> {
    Measure::new(text, style, Breaks::Phrases)?.set(style, lines)
}

/// Sets a text as large as it fits, within what it may give.
pub fn fit(text: &str, style: Style, width: f32, give: Give) -> Result<Vec<Run>, DrawingError> {
    let phrases = Measure::new(text, style, Breaks::Phrases)?;
    let words = Measure::new(text, style, Breaks::Words)?;
    let mut best = (0.0, 0, &words);
    for lines in 1..=give.lines {
        for (measure, bonus) in [(&words, 1.0), (&phrases, PHRASING)] {
            let size = style.size.min(width / measure.narrowest(lines));
            if size * bonus > best.0 {
                best = (size, lines, measure);
            }
        }
        if best.0 >= style.size * give.patience {
            break;
        }
    }
    let (size, lines, measure) = best;
    if size >= style.size * give.least {
        return measure.set(style.sized(size), lines);
    }
    // A single word that is wider than its place: between any two letters, then.
    let letters = Measure::new(text, style, Breaks::Letters)?;
    let size = style.size * give.least;
    match letters.lines(width / size) {
        Some(lines) if lines.len() <= give.lines => letters.set(style.sized(size), lines.len()),
        _ => Err(DrawingError::NoRoom(text.to_owned())),
    }
}

/// How much larger the type must become before a line may end with „für".
const PHRASING: f32 = 1.2;

#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    /// Between words, but not behind a short one that leads over to the next.
    Phrases,
    /// Between words.
    Words,
    /// Anywhere.
    Letters,
}

/// A stretch of text that is not broken; places in em.
struct Piece {
    start: usize,
    end: usize,
    left: f32,
    /// Right edge without the space at the end.
    right: f32,
}

struct Measure<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
}

impl<'a> Measure<'a> {
    fn new(text: &'a str, style: Style, breaks: Breaks) -> Result<Self, DrawingError> {
        let run = shape(text, style)?;
        let units = style.font.units();
        let mut edges = Vec::with_capacity(run.glyphs.len() + 1);
        let mut pen = 0.0;
        for glyph in &run.glyphs {
            edges.push((glyph.start, pen / units));
            pen += glyph.advance;
        }
        edges.push((text.len(), pen / units));
        // The left edge of the glyph that begins at or behind a place in the text.
        let edge = |at: usize| {
            edges
                .iter()
                .find(|(start, _)| *start >= at)
                .map_or(pen / units, |(_, x)| *x)
        };

        let mut pieces = Vec::new();
        let mut start = 0;
        for end in opportunities(text, breaks) {
            let ink = text[start..end].trim_end().len();
            pieces.push(Piece {
                start,
                end,
                left: edge(start),
                right: edge(start + ink) - style.tracking,
            });
            start = end;
        }
        Ok(Self { text, pieces })
    }

    /// Fills lines of a width greedily; nothing if one piece is wider than that.
    fn lines(&self, width: f32) -> Option<Vec<(usize, usize)>> {
        // The bisection in `narrowest` ends a hair below the width it looks for.
        let width = width + 1e-4;
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for (i, piece) in self.pieces.iter().enumerate() {
            if piece.right - piece.left > width {
                return None;
            }
            match lines.last_mut() {
                Some((first, last)) if piece.right - self.pieces[*first].left <= width => *last = i,
                _ => lines.push((i, i)),
            }
        }
        Some(lines)
    }

    /// The smallest width at which the text takes no more lines than this.
    fn narrowest(&self, lines: usize) -> f32 {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else {
            return 0.0;
        };
        let whole = last.right - first.left;
        let fits = |width| self.lines(width).is_some_and(|found| found.len() <= lines);
        let (mut low, mut high) = (0.0, whole);
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            if fits(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    fn set(&self, style: Style, lines: usize) -> Result<Vec<Run>, DrawingError> {
        self.lines(self.narrowest(lines))
            .unwrap_or_default()
            .into_iter()
            .map(|(first, last)| {
                let line = &self.text[self.pieces[first].start..self.pieces[last].end];
                shape(line, style)
            })
            .collect()
    }
}

/// Ends of the pieces: behind spaces, and behind a hyphen, dash or slash inside a word.
fn opportunities(text: &str, breaks: Breaks) -> Vec<usize> {
    /// Letters of a word that should not end a line.
    const SHORT: usize = 3;
    let mut ends = Vec::new();
    let mut previous = ' ';
    let mut letters = 0;
    for (at, character) in text.char_indices() {
        let behind_space = previous == ' ' && character != ' ';
        let inside_word =
            matches!(previous, '-' | '\u{2010}' | '–' | '/') && character.is_alphabetic();
        let possible = match breaks {
            Breaks::Phrases => inside_word || behind_space && letters > SHORT,
            Breaks::Words => inside_word || behind_space,
            Breaks::Letters => character != ' ',
        };
        if at > 0 && possible {
            ends.push(at);
        }
        if behind_space {
            letters = 0;
        }
        if character != ' ' {
            letters += 1;
        }
        previous = character;
    }
    if !text.is_empty() {
        ends.push(text.len());
    }
    ends
}
