//! Lines that were set already: most words of an Urkunde stand on all those of its programme.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hashlink::LruCache;

use super::DrawingError;
use super::font::Font;
use super::text::{Glyph, Style};

/// Of this many lines, the glyphs take about a megabyte.
const LINES: usize = 512;

/// What the glyphs depend on; the size is not among it.
#[derive(PartialEq, Eq, Hash)]
struct Line {
    text: Box<str>,
    font: Font,
    tracking: u32,
    small_caps: bool,
    old_style_figures: bool,
}

static KNOWN: LazyLock<Mutex<LruCache<Line, Arc<[Glyph]>>>> =
    LazyLock::new(|| Mutex::new(LruCache::new(LINES)));

/// The glyphs of a line, set at most once as long as it is asked for now and then.
pub fn find_or_set(
    text: &str,
    style: Style,
    set: impl FnOnce() -> Result<Arc<[Glyph]>, DrawingError>,
) -> Result<Arc<[Glyph]>, DrawingError> {
    let line = Line {
        text: text.into(),
        font: style.font,
        tracking: style.tracking.to_bits(),
        small_caps: style.small_caps,
        old_style_figures: style.old_style_figures,
    };
    // Whoever panicked left whole lines behind.
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(glyphs) = known().get(&line) {
        return Ok(Arc::clone(glyphs));
    }
    let glyphs = set()?;
    known().insert(line, Arc::clone(&glyphs));
    Ok(glyphs)
}
