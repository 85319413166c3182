//! What the page uses by name: fonts, and drawings that it paints as a whole (ISO 32000-1, 7.8.3).

use lopdf::{Dictionary, Document, Object};

use super::embed::{Embedded, Subsets};
use super::node::Item;
use super::{beginning, composite, matrix, ornament_form};

/// Puts fonts and forms in their place, which printpdf leaves empty as it does not know them.
pub fn provide<'a>(
    subsets: &Subsets,
    items: impl Iterator<Item = &'a Item>,
    document: &mut Document,
) -> lopdf::Result<()> {
    let (fonts, forms) = (fonts(subsets, document), forms(items, document));
    let page = document.page_iter().next().unwrap_or_default();
    let resources = document.get_dictionary(page)?.get(b"Resources")?;
    let resources = document.get_dictionary(resources.as_reference()?)?;
    let [font_place, form_place] =
        [resources.get(b"Font")?, resources.get(b"XObject")?].map(Object::as_reference);
    *document.get_dictionary_mut(font_place?)? = fonts;
    *document.get_dictionary_mut(form_place?)? = forms;
    Ok(())
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
