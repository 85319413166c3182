//! The reader's language: the one that was chosen on the page, else the browser's.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;

use crate::domain::language::Language;

/// The language of an answer, and whether the address itself names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaks {
    /// The language.
    pub language: Language,
    /// Whether the address says `lang=…`; links then say it too, as there are no cookies.
    pub chosen: bool,
}

impl Speaks {
    /// What has to be added to an address to keep the chosen language.
    pub(super) fn query(self) -> &'static str {
        match (self.chosen, self.language) {
            (false, _) => "",
            (true, Language::De) => "?lang=de",
            (true, Language::En) => "?lang=en",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Speaks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let chosen = query
            .split('&')
            .find_map(|p| Language::from_tag(p.strip_prefix("lang=")?));
        let accepted = parts
            .headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|v| v.to_str().ok());
        let language = chosen
            .or_else(|| accepted.and_then(preferred))
            .unwrap_or_default();
        Ok(Self {
            language,
            chosen: chosen.is_some(),
        })
    }
}

/// The first of our languages by the quality values of RFC 9110 § 12.5.4.
fn preferred(accepted: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in accepted.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let Some(language) = parts.next().and_then(Language::from_tag) else {
            continue;
        };
        let quality = parts
            .find_map(|p| p.strip_prefix("q=")?.parse().ok())
            .unwrap_or(1.0);
        if quality > 0.0 && best.is_none_or(|(q, _)| quality > q) {
            best = Some((quality, language));
        }
    }
    best.map(|(_, language)| language)
}
