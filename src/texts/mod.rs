//! The product's own words, from one catalogue in both languages.
//!
//! `fl!(texts::of(language), "key")` is checked against the German catalogue when the program is
//! compiled; a test compares both catalogues.

mod causes;
mod dates;

pub use causes::{reason_error, term_error, transition_error};
pub use dates::{date, date_long, date_short, instant};

use std::sync::LazyLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed_fl::fl;
use rust_embed::RustEmbed;
use unic_langid::{LanguageIdentifier, langid};

use crate::domain::language::Language;

#[derive(RustEmbed)]
#[folder = "templates/texts"]
#[include = "*.ftl"]
struct Catalogues;

static GERMAN: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(langid!("de")));
static ENGLISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(langid!("en")));

/// The texts of a language.
pub fn of(language: Language) -> &'static FluentLanguageLoader {
    match language {
        Language::De => &GERMAN,
        Language::En => &ENGLISH,
    }
}

/// The text with a key that is known only at run time; nothing if there is none.
pub fn find(language: Language, key: &str) -> Option<String> {
    let loader = of(language);
    loader.has(key).then(|| loader.get(key))
}

/// Names in a sentence: „A, B und C".
pub fn list(language: Language, mut names: Vec<String>) -> String {
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => last,
        Some(last) => {
            let first = names.join(", ");
            fl!(of(language), "and", first = first, last = last)
        }
    }
}

fn load(language: LanguageIdentifier) -> FluentLanguageLoader {
    let loader = FluentLanguageLoader::new(env!("CARGO_PKG_NAME"), langid!("de"));
    #[expect(
        clippy::expect_used,
        reason = "the catalogues are compiled in, and a test loads them"
    )]
    loader
        .load_languages(&Catalogues, &[language])
        .expect("embedded catalogue");
    loader.set_use_isolating(false);
    loader
}
