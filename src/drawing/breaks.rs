//! Where a text may be broken, and how wide its parts are.

use super::DrawingError;
use super::text::{Run, Style, shape};

/// Where lines may end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Breaks {
    /// Between words, but not behind a short one that leads over to the next.
    Phrases,
    /// Between words.
    Words,
    /// Anywhere.
    Letters,
}

/// A text cut into pieces that are not broken, measured in em.
pub struct Measure<'a> {
    text: &'a str,
    run: &'a Run,
    pieces: Vec<Piece>,
}

struct Piece {
    start: usize,
    end: usize,
    left: f32,
    /// Right edge without the space at the end.
    right: f32,
}

impl<'a> Measure<'a> {
    /// Measures a text that is set in one line; its size does not matter.
    pub fn new(text: &'a str, run: &'a Run, breaks: Breaks) -> Self {
        let Style { font, tracking, .. } = run.style;
        let units = font.units();
        let mut edges = Vec::with_capacity(run.glyphs.len() + 1);
        let mut pen = 0.0;
        for glyph in run.glyphs.iter() {
            edges.push((glyph.start, pen / units));
            pen += glyph.advance;
        }
        // The left edge of the glyph that begins at or behind a place in the text.
        let edge = |at: usize| {
            let next = edges.partition_point(|(start, _)| *start < at);
            edges.get(next).map_or(pen / units, |(_, x)| *x)
        };

        let mut pieces = Vec::new();
        let mut start = 0;
        for end in opportunities(text, breaks) {
            let ink = text[start..end].trim_end().len();
            pieces.push(Piece {
                start,
                end,
                left: edge(start),
                right: edge(start + ink) - tracking,
            });
            start = end;
        }
        Self { text, run, pieces }
    }

    /// The first and last pieces of every line, as many on each as the width allows; nothing
    /// if one piece alone is wider.
    pub fn lines(&self, width: f32) -> Option<Vec<(usize, usize)>> {
        // The bisection in `narrowest` ends a hair below the width that it looks for.
        let width = width + 1e-4;
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for (i, piece) in self.pieces.iter().enumerate() {
            if piece.right - piece.left > width {
                return None;
            }
            match lines.last_mut() {
                Some((first, last)) if piece.right - self.pieces[*first].left <= width => {
                    *last = i;
                }
                _ => lines.push((i, i)),
            }
        }
        Some(lines)
    }

    /// The smallest width at which the text takes no more lines than this.
    pub fn narrowest(&self, lines: usize) -> f32 {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else {
            return 0.0;
        };
        let fits = |width| self.lines(width).is_some_and(|found| found.len() <= lines);
        let (mut low, mut high) = (0.0, last.right - first.left);
        if lines == 1 {
            return high;
        }
        for _ in 0..20 {
            let middle = (low + high) / 2.0;
            if fits(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    /// Sets the text in so many lines of about equal length, or in fewer if it has too few
    /// pieces.
    pub fn set(&self, size: f32, lines: usize) -> Result<Vec<Run>, DrawingError> {
        let lines = self.lines(self.narrowest(lines)).unwrap_or_default();
        if lines.len() == 1 {
            return Ok(vec![self.run.sized(size)]);
        }
        let line = |(first, last): (usize, usize)| {
            let line = &self.text[self.pieces[first].start..self.pieces[last].end];
            shape(line, self.run.style.sized(size))
        };
        lines.into_iter().map(line).collect()
    }
}

/// Ends of the pieces: behind spaces, and behind a hyphen, dash or slash inside a word.
fn opportunities(text: &str, breaks: Breaks) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut word = 0;
    let mut previous = ' ';
    for (at, character) in text.char_indices() {
        let behind_space = previous == ' ' && character != ' ';
        let inside_word =
            matches!(previous, '-' | '\u{2010}' | '–' | '/') && character.is_alphabetic();
        let possible = match breaks {
            Breaks::Phrases => inside_word || behind_space && !leads_over(&text[word..at]),
            Breaks::Words => inside_word || behind_space,
            Breaks::Letters => character != ' ',
        };
        if at > 0 && possible {
            ends.push(at);
        }
        if behind_space {
            word = at;
        }
        previous = character;
    }
    if !text.is_empty() {
        ends.push(text.len());
    }
    ends
}

/// „für", „und", „der", „3.": words that should not end a line.
fn leads_over(word: &str) -> bool {
    let word = word.trim_end();
    word.chars().count() <= 3 && !word.starts_with(char::is_uppercase)
}
