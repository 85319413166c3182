//! What the page uses by name: fonts, and drawings that it paints as a whole (ISO 32000-1, 7.8.3).

use lopdf::{Dictionary, Document, Object, dictionary};

use super::embed::{Embedded, Subsets};
use super::node::Item;
use super::{beginning, composite, matrix, ornament_form};

/// The names of a page on which these items are drawn.
pub fn named<'a>(
    subsets: &Subsets,
    items: impl Iterator<Item = &'a Item>,
    document: &mut Document,
) -> Dictionary {
    dictionary! { "Font" => fonts(subsets, document), "XObject" => forms(items, document) }
}

fn fonts(subsets: &Subsets, document: &mut Document) -> Dictionary {
    let mut fonts = Dictionary::new();
    for (part, composite) in subsets.iter() {
        let number = match part {
            Embedded::Usual(font) => beginning::font(font),
            Embedded::Rare(_) => {
                let number = document.max_id + 1;
                document.max_id += composite::OBJECTS;
                let objects = composite.objects(number);
                let objects = objects.map(|(id, object)| ((id, 0), object));
                document.objects.extend(objects);
                number
            }
        };
        fonts.set(part.key(), Object::Reference((number, 0)));
    }
    fonts
}

fn forms<'a>(items: impl Iterator<Item = &'a Item>, document: &mut Document) -> Dictionary {
    let there = |number| Object::Reference((number, 0));
    let mut forms = Dictionary::new();
    for item in items {
        match item {
            Item::Band { .. } => forms.set(ornament_form::BAND, there(beginning::BAND)),
            Item::Rule { .. } => forms.set(ornament_form::RULE, there(beginning::RULE)),
            Item::Code { code, .. } => {
                forms.set(matrix::ID, document.add_object(matrix::form(code)));
            }
            _ => {}
        }
    }
    forms
}
