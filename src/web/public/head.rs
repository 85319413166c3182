//! What a page says of itself to programs: its one address, its languages, its picture, and its
//! facts as linked data (schema.org, JSON-LD).

use serde_json::Value;

use super::super::language::Speaks;
use crate::domain::language::Language;
use crate::service::Service;

/// The part of a page's head that people do not see.
pub(super) struct Head {
    pub canonical: String,
    /// Languages with their addresses.
    pub alternates: Vec<(&'static str, String)>,
    pub title: String,
    pub description: String,
    pub site: String,
    /// Of the picture that goes with a shared link.
    pub picture: Option<String>,
    pub locale: &'static str,
    /// JSON that cannot end the element it stands in.
    pub linked: String,
}

impl Head {
    /// The head of the page at a path.
    pub(super) fn new(service: &Service, speaks: Speaks, path: &str, linked: &Value) -> Self {
        let whole = |query: &str| service.address(&format!("{path}{query}"));
        let mut alternates: Vec<_> = Language::ALL
            .iter()
            .map(|l| (l.tag(), whole(&format!("?lang={}", l.tag()))))
            .collect();
        alternates.push(("x-default", whole("")));
        Self {
            canonical: whole(speaks.query()),
            alternates,
            title: String::new(),
            description: String::new(),
            site: crate::texts::find(speaks.language, "site-title").unwrap_or_default(),
            picture: None,
            locale: match speaks.language {
                Language::De => "de_DE",
                Language::En => "en_GB",
            },
            linked: inert(linked),
        }
    }
}

/// JSON without the characters that mean something in HTML, nor the two that end a line in
/// JavaScript only.
fn inert(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text
}
