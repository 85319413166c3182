//! The pages that the law wants, in the operator's own words: Markdown files in the folder `legal`
//! of the operator's templates, `impressum.de.md` and so on. What is missing there is replaced by a
//! sample, which the page says.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rust_embed::RustEmbed;

use super::error::ServiceError;
use crate::domain::language::Language;

#[derive(RustEmbed)]
#[folder = "templates/legal"]
#[include = "*.md"]
struct Samples;

/// Largest file, in bytes.
const LARGEST: u64 = 256 << 10;

/// A page that the law wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalPage {
    /// Who offers this site (§ 5 DDG).
    Impressum,
    /// What becomes of personal data (Art. 13 GDPR).
    Datenschutz,
    /// The accessibility statement (§ 10 L-BGG, Implementing Decision (EU) 2018/1523).
    Barrierefreiheit,
}

/// The text of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalText {
    /// Markdown (CommonMark), without the page's own heading.
    pub markdown: String,
    /// The language that it is written in: not always the one that was asked for.
    pub language: Language,
    /// Whether it is a sample that the operator has to replace.
    pub sample: bool,
}

/// All of these texts.
#[derive(Debug, Clone)]
pub struct LegalTexts(Vec<(LegalPage, LegalText)>);

impl LegalPage {
    /// Every page.
    pub const ALL: [Self; 3] = [Self::Impressum, Self::Datenschutz, Self::Barrierefreiheit];

    /// The name in addresses and of files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Impressum => "impressum",
            Self::Datenschutz => "datenschutz",
            Self::Barrierefreiheit => "barrierefreiheit",
        }
    }
}

impl LegalTexts {
    /// Reads the operator's texts in this folder of templates; samples stand in for those that are
    /// missing.
    pub fn load(folder: Option<&Path>) -> Result<Self, ServiceError> {
        let mut texts = Vec::new();
        for page in LegalPage::ALL {
            let mut own = Vec::new();
            for language in Language::ALL {
                if let Some(markdown) = read(folder, page, language)? {
                    own.push(LegalText {
                        markdown,
                        language,
                        sample: false,
                    });
                }
            }
            if own.is_empty() {
                own = Language::ALL.map(|language| sample(page, language)).into();
            }
            texts.extend(own.into_iter().map(|text| (page, text)));
        }
        Ok(Self(texts))
    }

    /// The text of a page, in this language if there is one.
    pub fn text(&self, page: LegalPage, language: Language) -> Option<&LegalText> {
        let of = |text: &&(LegalPage, LegalText)| text.0 == page;
        let in_language = self
            .0
            .iter()
            .filter(of)
            .find(|(_, t)| t.language == language);
        let found = in_language.or_else(|| self.0.iter().find(of));
        found.map(|(_, text)| text)
    }
}

fn file(page: LegalPage, language: Language) -> String {
    format!("{}.{}.md", page.name(), language.tag())
}

fn read(
    folder: Option<&Path>,
    page: LegalPage,
    language: Language,
) -> Result<Option<String>, ServiceError> {
    let Some(folder) = folder else {
        return Ok(None);
    };
    let path = folder.join("legal").join(file(page, language));
    let text = match fs::metadata(&path) {
        Ok(data) if data.len() > LARGEST => Err(ErrorKind::FileTooLarge.into()),
        _ => fs::read_to_string(&path),
    };
    match text {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ServiceError::File { path, source }),
    }
}

fn sample(page: LegalPage, language: Language) -> LegalText {
    let embedded = Samples::get(&file(page, language));
    let bytes = embedded.map(|f| f.data.into_owned()).unwrap_or_default();
    LegalText {
        markdown: String::from_utf8(bytes).unwrap_or_default(),
        language,
        sample: true,
    }
}
