//! The register as open data: version 1 of the shapes in docs/open-data.md.
//!
//! A file is made once for each directory, and kept with it. It is made of what the directory
//! holds, which has neither reasons nor names of people.

mod feed;
pub mod fields;
mod record;
mod table;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::directory::Directory;
use super::{Service, ServiceError};
use crate::domain::language::Language;
use crate::domain::licence::Licence;
use crate::domain::validity::Day;
use record::{AwardRecord, Feature, MarkRecord};

/// The version of the shapes.
const VERSION: u32 = 1;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Every award.
    Json,
    /// Every municipality that was awarded, as a point with how it stands.
    GeoJson,
    /// Every award, as a table.
    Csv,
    /// The latest awards, to be followed.
    Atom(Language),
}

/// A file that is ready to be sent.
#[derive(Debug, Clone)]
pub struct File {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// A digest of them, in quotation marks (RFC 9110 § 8.8.3).
    pub etag: String,
}

/// The files that were asked for so far.
#[derive(Debug, Default)]
pub(super) struct Files {
    json: OnceLock<File>,
    geojson: OnceLock<File>,
    csv: OnceLock<File>,
    german: OnceLock<File>,
    english: OnceLock<File>,
}

#[derive(Serialize)]
struct Head<'a> {
    version: u32,
    title: &'static str,
    source: String,
    licence: &'a Licence,
    as_of: Day,
    marks: Vec<MarkRecord<'a>>,
}

#[derive(Serialize)]
struct Awards<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    awards: Vec<AwardRecord<'a>>,
}

#[derive(Serialize)]
struct Features<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    head: Head<'a>,
    features: Vec<Feature<'a>>,
}

impl File {
    /// A file with its digest.
    pub fn new(bytes: Vec<u8>) -> Self {
        let digest = hex::encode(Sha256::digest(&bytes));
        Self {
            etag: format!("\"{}\"", &digest[..32]),
            bytes: bytes.into(),
        }
    }
}

impl Directory {
    /// A file, if it was made already.
    pub fn file(&self, format: Format) -> Option<File> {
        self.kept(format).get().cloned()
    }

    fn kept(&self, format: Format) -> &OnceLock<File> {
        match format {
            Format::Json => &self.files.json,
            Format::GeoJson => &self.files.geojson,
            Format::Csv => &self.files.csv,
            Format::Atom(Language::De) => &self.files.german,
            Format::Atom(Language::En) => &self.files.english,
        }
    }
}

impl Service {
    /// A file of the register, made if it is the first time that somebody asks for it.
    pub fn open_data(&self, directory: &Directory, format: Format) -> Result<File, ServiceError> {
        if let Some(file) = directory.file(format) {
            return Ok(file);
        }
        let unwritable = |e: std::io::Error| ServiceError::Unwritable(e.to_string());
        let bytes = match format {
            Format::Json => serde_json::to_vec(&Awards {
                head: self.head(directory),
                awards: self.award_records(directory),
            })
            .map_err(|e| unwritable(e.into()))?,
            Format::GeoJson => serde_json::to_vec(&Features {
                kind: "FeatureCollection",
                head: self.head(directory),
                features: self.features(directory),
            })
            .map_err(|e| unwritable(e.into()))?,
            Format::Csv => table::write(&self.award_records(directory)).map_err(unwritable)?,
            Format::Atom(language) => self.feed(directory, language)?,
        };
        Ok(directory
            .kept(format)
            .get_or_init(|| File::new(bytes))
            .clone())
    }

    fn head(&self, directory: &Directory) -> Head<'_> {
        Head {
            version: VERSION,
            title: "Kammersiegel: Register",
            source: self.address("/register"),
            licence: &self.open_data,
            as_of: directory.day(),
            marks: self
                .programmes
                .iter()
                .map(|p| MarkRecord::new(&p.programme))
                .collect(),
        }
    }

    /// A whole address on the public host.
    pub fn address(&self, path: &str) -> String {
        format!("https://{}{path}", self.host)
    }
}
