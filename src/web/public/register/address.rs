//! What somebody asks of the register, as it stands in the address.

use form_urlencoded::Serializer;
use serde::Deserialize;

use crate::domain::language::Language;
use crate::domain::programme::ProgrammeId;
use crate::service::directory::{Query, Scope};
use crate::web::language::Speaks;

/// The parameters; what makes no sense is as if it were not there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub q: String,
    pub state: String,
    pub district: String,
    pub year: String,
    pub mark: String,
    pub page: String,
}

impl Asked {
    pub(super) fn query(&self) -> Query {
        Query {
            text: self.q.clone(),
            scope: Scope::parse(&self.state).unwrap_or_default(),
            district: Some(self.district.clone()).filter(|d| !d.is_empty()),
            year: self.year.parse().ok(),
            programme: ProgrammeId::parse(&self.mark).ok(),
        }
    }

    /// Whether anything is left out that the whole list has.
    pub(super) fn narrows(&self) -> bool {
        [&self.q, &self.state, &self.district, &self.year, &self.mark]
            .iter()
            .any(|value| !value.is_empty())
    }

    /// The page, from 1.
    pub(super) fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The address of a page of the same list, in the language that was chosen.
    pub(super) fn address(&self, page: usize, speaks: Speaks) -> String {
        self.with(page, speaks.chosen.then_some(speaks.language))
    }

    /// The address of the same list, whatever the standing.
    pub(super) fn of_any_state(&self, speaks: Speaks) -> String {
        let all = Self {
            state: Scope::All.name().to_owned(),
            ..self.clone()
        };
        all.address(1, speaks)
    }

    /// The address of a page of the same list in a language.
    pub(super) fn with(&self, page: usize, language: Option<Language>) -> String {
        let mut query = Serializer::new(String::new());
        let number = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        for (name, value) in [
            ("q", &self.q),
            ("state", &self.state),
            ("district", &self.district),
            ("year", &self.year),
            ("mark", &self.mark),
            ("page", &number),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if let Some(language) = language {
            query.append_pair("lang", language.tag());
        }
        match query.finish() {
            empty if empty.is_empty() => "/register".to_owned(),
            query => format!("/register?{query}"),
        }
    }
}
