//! Programmes with their wording: read from the embedded templates, or from a folder of the
//! operator's.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use unic_langid::langid;

use super::error::{ProgrammeCause, ServiceError};
use super::outlines;
use crate::domain::chamber::{Chamber, ChamberId};
use crate::domain::language::Language;
use crate::domain::outline::Outlines;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::mail::{REMINDER_TEXTS, REMINDER_VARIABLES};
use crate::seal::keyring::{Mark, MarkChamber};

#[derive(RustEmbed)]
#[folder = "templates"]
#[include = "*/programme.toml"]
#[include = "*/*.ftl"]
#[include = "*/*.geojson"]
#[exclude = "texts/*"]
struct Embedded;

const FILE: &str = "programme.toml";

/// The texts that a programme has to give in German, for the Urkunde and the seal.
const GERMAN_TEXTS: [&str; 13] = [
    "document-title",
    "heading",
    "award",
    "recipient",
    "mark-intro",
    "reason",
    "validity",
    "place-and-date",
    "number",
    "check",
    "qr-alt",
    "until",
    "seal-alt",
];

/// The texts that it has to give in English, for the seal.
const ENGLISH_TEXTS: [&str; 2] = ["until", "seal-alt"];

/// The texts that it may give for the press. They may use the variables below and `chambers`, and
/// so speak of public facts only.
const PRESS_TEXTS: [&str; 2] = ["press-title", "press-text"];

/// The variables that wordings may use.
pub(super) const VARIABLES: [&str; 11] = [
    "kind",
    "name",
    "mark",
    "from",
    "until",
    "until-short",
    "until-month",
    "place",
    "date",
    "serial",
    "address",
];

/// All programmes, by number.
#[derive(Debug)]
pub struct Programmes(Vec<LoadedProgramme>);

/// A programme and its wording.
pub struct LoadedProgramme {
    /// The programme.
    pub programme: Programme,
    /// SHA-256, hexadecimal, over its files: two installations with the same digest lay out the
    /// same pages.
    pub digest: String,
    /// The outlines for the map, if it has one.
    pub outlines: Option<Outlines>,
    german: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for LoadedProgramme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoadedProgramme")
            .field("programme", &self.programme)
            .finish()
    }
}

impl Programmes {
    /// Reads the embedded programmes and those of the folder, which go first.
    pub fn load(folder: Option<&Path>) -> Result<Self, ServiceError> {
        let source = Source { folder };
        let mut loaded: Vec<LoadedProgramme> = Vec::new();
        for name in source.names()? {
            let one = source.load(&name).map_err(|cause| refused(&name, cause))?;
            let number = one.programme.number;
            if loaded.iter().any(|p| p.programme.number == number) {
                return Err(refused(&name, ProgrammeCause::RepeatedNumber(number)));
            }
            loaded.push(one);
        }
        loaded.sort_by_key(|p| p.programme.number);
        Ok(Self(loaded))
    }

    /// Every programme, by number.
    pub fn iter(&self) -> impl Iterator<Item = &LoadedProgramme> {
        self.0.iter()
    }

    /// A chamber that takes part in any programme.
    pub fn chamber(&self, id: &ChamberId) -> Option<&Chamber> {
        self.0.iter().find_map(|p| p.programme.chamber(id))
    }

    /// The programme with this identifier.
    pub fn find(&self, id: &ProgrammeId) -> Result<&LoadedProgramme, ServiceError> {
        self.0
            .iter()
            .find(|p| p.programme.id == *id)
            .ok_or_else(|| ServiceError::UnknownProgramme(id.to_string()))
    }

    /// The programme whose mark has this number.
    pub fn by_number(&self, number: u64) -> Option<&Programme> {
        self.0
            .iter()
            .map(|p| &p.programme)
            .find(|p| p.number == number)
    }

    /// What the keyring has to know of the programmes.
    pub fn marks(&self) -> Vec<Mark> {
        let mark = |p: &LoadedProgramme| Mark {
            number: p.programme.number,
            name: p.programme.name.clone(),
            chambers: p
                .programme
                .chambers
                .iter()
                .map(|c| MarkChamber {
                    id: c.id.clone(),
                    name: c.name.clone(),
                })
                .collect(),
        };
        self.0.iter().map(mark).collect()
    }
}

impl LoadedProgramme {
    /// A text that the wording may have.
    pub fn own_text(
        &self,
        language: Language,
        key: &str,
        variables: &FluentArgs<'_>,
    ) -> Option<String> {
        let bundle = match language {
            Language::De => &self.german,
            Language::En => &self.english,
        };
        format(bundle, key, variables)
    }

    /// One text of the wording.
    pub fn text(&self, language: Language, key: &str, variables: &FluentArgs<'_>) -> String {
        // Every key was formatted once when the programme was loaded.
        self.own_text(language, key, variables).unwrap_or_default()
    }
}

struct Source<'a> {
    folder: Option<&'a Path>,
}

impl Source<'_> {
    fn names(&self) -> Result<BTreeSet<String>, ServiceError> {
        let mut names: BTreeSet<_> = Embedded::iter()
            .filter_map(|path| path.strip_suffix(&format!("/{FILE}")).map(str::to_owned))
            .collect();
        if let Some(folder) = self.folder {
            if folder.join(FILE).is_file() {
                let name = folder.display().to_string();
                return Err(refused(&name, ProgrammeCause::Inner));
            }
            let failed = |source| ServiceError::File {
                path: folder.to_owned(),
                source,
            };
            for entry in fs::read_dir(folder).map_err(failed)? {
                let path = entry.map_err(failed)?.path();
                if path.join(FILE).is_file()
                    && let Some(name) = path.file_name().and_then(|n| n.to_str())
                {
                    names.insert(name.to_owned());
                }
            }
        }
        Ok(names)
    }

    fn load(&self, name: &str) -> Result<LoadedProgramme, ProgrammeCause> {
        let text = self.read(name, FILE)?;
        let programme: Programme =
            toml::from_str(&text).map_err(|e| ProgrammeCause::Syntax(e.to_string()))?;
        programme.check()?;
        if programme.id.as_str() != name {
            return Err(ProgrammeCause::Folder(programme.id.to_string()));
        }
        let mut hash = Sha256::new();
        for part in [
            &text,
            &self.read(name, &programme.wording.de)?,
            &self.read(name, &programme.wording.en)?,
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let german = self.wording(name, &programme.wording.de, &GERMAN_TEXTS)?;
        let english = self.wording(name, &programme.wording.en, &ENGLISH_TEXTS)?;
        let outlines = match &programme.outlines {
            Some(file) => Some(self.outlines(name, file)?),
            None => None,
        };
        Ok(LoadedProgramme {
            programme,
            digest: hex::encode(hash.finalize()),
            outlines,
            german,
            english,
        })
    }

    fn outlines(&self, name: &str, file: &str) -> Result<Outlines, ProgrammeCause> {
        let text = self.read(name, file)?;
        outlines::read(&text).map_err(|message| ProgrammeCause::Outlines {
            file: file.to_owned(),
            message,
        })
    }

    fn wording(
        &self,
        name: &str,
        file: &str,
        keys: &[&str],
    ) -> Result<FluentBundle<FluentResource>, ProgrammeCause> {
        let text = self.read(name, file)?;
        let resource = FluentResource::try_new(text).map_err(|(_, errors)| {
            let message = errors.first().map(ToString::to_string).unwrap_or_default();
            ProgrammeCause::Wording {
                file: file.to_owned(),
                message,
            }
        })?;
        let mut bundle = FluentBundle::new_concurrent(vec![langid!("de")]);
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|_| ProgrammeCause::Wording {
                file: file.to_owned(),
                message: "a text is given twice".to_owned(),
            })?;
        let mut probe = FluentArgs::new();
        VARIABLES.iter().for_each(|v| probe.set(*v, "x"));
        let missing = keys
            .iter()
            .find(|key| format(&bundle, key, &probe).is_none());
        let mut letter = FluentArgs::new();
        REMINDER_VARIABLES.iter().for_each(|v| letter.set(*v, "x"));
        let wrong = REMINDER_TEXTS
            .iter()
            .find(|key| bundle.has_message(key) && format(&bundle, key, &letter).is_none());
        let mut press = probe;
        press.set("chambers", "x");
        let wrong = wrong.or(PRESS_TEXTS
            .iter()
            .find(|key| bundle.has_message(key) && format(&bundle, key, &press).is_none()));
        match missing.or(wrong) {
            Some(key) => Err(ProgrammeCause::Text {
                file: file.to_owned(),
                key: (*key).to_owned(),
            }),
            None => Ok(bundle),
        }
    }

    fn read(&self, name: &str, file: &str) -> Result<String, ProgrammeCause> {
        let missing = || ProgrammeCause::Missing(file.to_owned());
        if !file
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        {
            return Err(missing());
        }
        let own: Option<PathBuf> = self
            .folder
            .map(|f| f.join(name))
            .filter(|f| f.join(FILE).is_file());
        if let Some(folder) = own {
            return fs::read_to_string(folder.join(file)).map_err(|_| missing());
        }
        let embedded = Embedded::get(&format!("{name}/{file}")).ok_or_else(missing)?;
        let data: Cow<'static, [u8]> = embedded.data;
        String::from_utf8(data.into_owned()).map_err(|_| missing())
    }
}

fn format(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    variables: &FluentArgs<'_>,
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(variables), &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

fn refused(folder: &str, cause: ProgrammeCause) -> ServiceError {
    ServiceError::Programme {
        folder: folder.to_owned(),
        cause,
    }
}
