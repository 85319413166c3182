//! A text for the press, in the programme's words.

use super::super::Service;
use super::super::error::ServiceError;
use crate::domain::language::Language;
use crate::domain::lifecycle::Stage;
use crate::store::CertificateRecord;
use crate::texts;

/// A text for the press. It is composed of what every chamber signed and of the programme's
/// words, and has no way to a result of an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// Headline.
    pub title: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
}

impl Press {
    /// The text without any markup.
    pub fn plain(&self) -> String {
        format!("{}\n\n{}\n", self.title, self.paragraphs.join("\n\n"))
    }
}

impl Service {
    /// The text for the press; nothing where the programme's wording has none, or where nothing
    /// is issued.
    pub fn press(
        &self,
        record: &CertificateRecord,
        language: Language,
    ) -> Result<Option<Press>, ServiceError> {
        let certificate = &record.certificate;
        if !matches!(certificate.stage, Stage::Issued { .. }) {
            return Ok(None);
        }
        let loaded = self.programmes.find(&certificate.programme)?;
        let mut facts = self.facts(record, language)?;
        let chambers = loaded.programme.chambers.iter();
        let chambers = chambers.map(|c| c.name.get(language).clone());
        facts.set("chambers", texts::list(language, chambers.collect()));
        let text = |key| loaded.own_text(language, key, &facts);
        let (Some(title), Some(text)) = (text("press-title"), text("press-text")) else {
            return Ok(None);
        };
        let paragraphs = text.split("\n\n").map(|p| p.replace('\n', " "));
        Ok(Some(Press {
            title,
            paragraphs: paragraphs.collect(),
        }))
    }
}
