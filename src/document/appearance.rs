//! What a signature shows on the page.

use lopdf::{Dictionary, Object};

use crate::domain::artwork::Artwork;
use crate::drawing::DrawingError;
use crate::drawing::colour::{WHITE, mix};
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Point, point};
use crate::drawing::text::Style;

use super::embed::Subsets;
use super::file::Objects;
use super::layout::{INK, MM};
use super::node::Item;
use super::operators::Operators;
use super::{DocumentError, composite, form};

/// The words in a signed field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureWords {
    /// What happened: „Elektronisch gesiegelt".
    pub label: String,
    /// Who signed: „IHK Ostwürttemberg".
    pub signer: String,
    /// When: „am 3. März 2025 um 14:05 Uhr".
    pub moment: String,
}

/// Makes the field's appearance, of a size in points, from object `number` on; that is the
/// appearance itself. `known` tells the number of a font that the file has already.
pub fn draw(
    words: &SignatureWords,
    artwork: &Artwork,
    (width, height): (f32, f32),
    number: u32,
    known: impl Fn(&str) -> Option<u32>,
) -> Result<Objects, DocumentError> {
    let items = compose(words, artwork, width, height)?;
    let subsets = Subsets::of(&items)?;
    let mut objects = Objects::new();
    let mut fonts = Dictionary::new();
    let mut next = number.saturating_add(1);
    for (part, composite) in subsets.iter() {
        let number = known(composite.name()).unwrap_or_else(|| {
            let number = next;
            objects.extend(composite.objects(number));
            next = number.saturating_add(composite::OBJECTS);
            number
        });
        fonts.set(part.key(), Object::Reference((number, 0)));
    }
    let mut resources = Dictionary::new();
    resources.set("Font", fonts);
    let content = operators(&items, &subsets, height);
    let form = form::form(width, height, resources, content);
    objects.insert(number, form.into());
    Ok(objects)
}

/// Three lines on the field's axis, the first between two short rules.
fn compose(
    words: &SignatureWords,
    artwork: &Artwork,
    width: f32,
    height: f32,
) -> Result<Vec<Item>, DrawingError> {
    const LEADING: f32 = 4.4 * MM;
    const RULE: f32 = 7.0 * MM;
    const AIR: f32 = 2.0 * MM;
    let label = Style::new(Font::SerifItalic, 9.0);
    let signer = Style::new(Font::Serif, 10.5).small_caps().tracked(0.05);
    let moment = Style::new(Font::Serif, 9.0).old_style();
    let grey = mix(INK, WHITE, 0.15);
    let axis = width / 2.0;
    let middle = height / 2.0 + 0.5 * signer.size * signer.font.cap_height();
    let lines = [
        (&words.label, label, grey, width - 2.0 * (RULE + AIR)),
        (&words.signer, signer, artwork.primary, width),
        (&words.moment, moment, grey, width),
    ];
    let mut items = Vec::new();
    let mut baseline = middle - LEADING;
    for (text, style, colour, room) in lines {
        for run in fit(text, style, Room::wide(room), Give::one_line(0.4))? {
            if items.is_empty() {
                let y = baseline - 0.45 * style.size * style.font.x_height();
                let inner = run.width / 2.0 + AIR;
                for side in [-1.0, 1.0] {
                    let end = |away: f32| point(axis + side * away, y);
                    items.push(Item::Stroke {
                        path: Path::line(end(inner), end(inner + RULE)),
                        colour: artwork.accent,
                        thickness: 0.5,
                    });
                }
            }
            items.push(Item::centred(run, axis, baseline, colour));
        }
        baseline += LEADING;
    }
    Ok(items)
}

fn operators(items: &[Item], subsets: &Subsets, height: f32) -> Vec<u8> {
    let flipped = |p: Point| point(p.x, height - p.y);
    let mut out = Operators::new();
    for item in items {
        match item {
            Item::Text { run, x, y, colour } => {
                out.fill_with(*colour);
                out.text(run, flipped(point(*x, *y)), subsets);
            }
            Item::Stroke {
                path,
                colour,
                thickness,
            } => {
                out.stroke_with(*colour, *thickness);
                out.stroke(path, flipped);
            }
            Item::Fill { .. } | Item::Code { .. } | Item::Band { .. } | Item::Rule { .. } => {}
        }
    }
    out.into_bytes()
}
