//! How a letter begins.

use i18n_embed_fl::fl;

use crate::domain::contact::{Contact, Gender};
use crate::domain::language::Language;
use crate::texts;

/// The salutation, without the comma behind it: „Sehr geehrte Frau Oberbürgermeisterin
/// Mustermann". Where gender or name are not known, a neutral one.
pub fn salutation(contact: &Contact, language: Language) -> String {
    let t = texts::of(language);
    let gender = if contact.addressed_as.is_empty() {
        Gender::Unstated
    } else {
        contact.gender
    };
    let title = match language {
        Language::De => contact.office.as_str(),
        Language::En if is_mayor(&contact.office) => "Mayor",
        Language::En => "",
    };
    let person = format!("{title} {}", contact.addressed_as);
    let person = person.trim();
    match (gender, &contact.name) {
        (Gender::Female | Gender::Male, _) if language == Language::En && !title.is_empty() => {
            fl!(t, "salutation-office", person = person)
        }
        (Gender::Female, _) => fl!(t, "salutation-female", person = person),
        (Gender::Male, _) => fl!(t, "salutation-male", person = person),
        (Gender::Unstated, Some(name)) => fl!(t, "salutation-name", person = name.as_str()),
        (Gender::Unstated, None) => fl!(t, "salutation-neutral"),
    }
}

/// Whether a German office is that of the head of a municipality.
fn is_mayor(office: &str) -> bool {
    let office = office.to_lowercase();
    ["oberbürgermeister", "bürgermeister"]
        .iter()
        .any(|o| office == *o || office == format!("{o}in"))
}
