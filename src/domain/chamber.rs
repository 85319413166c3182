//! Chambers: who awards and signs.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::language::Localised;

/// A chamber's short name in data and commands: `ihk-ostwuerttemberg`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChamberId(String);

/// The text is not 2 to 40 lower-case letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not an identifier (2 to 40 lower-case letters, digits and hyphens)")]
pub struct NotAnIdentifier(pub String);

impl ChamberId {
    /// Reads an identifier.
    pub fn parse(text: &str) -> Result<Self, NotAnIdentifier> {
        identifier(text).map(Self)
    }

    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads an identifier that is safe in file names and addresses.
pub(super) fn identifier(text: &str) -> Result<String, NotAnIdentifier> {
    let fits = (2..=40).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-');
    if fits {
        Ok(text.to_owned())
    } else {
        Err(NotAnIdentifier(text.to_owned()))
    }
}

impl fmt::Display for ChamberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ChamberId {
    type Error = NotAnIdentifier;

    fn try_from(text: String) -> Result<Self, NotAnIdentifier> {
        Self::parse(&text)
    }
}

impl From<ChamberId> for String {
    fn from(id: ChamberId) -> Self {
        id.0
    }
}

/// A chamber that awards a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chamber {
    /// Its identifier.
    pub id: ChamberId,
    /// Its full name.
    pub name: Localised,
    /// Its name for small places.
    pub short_name: String,
    /// Its website's host.
    pub website: String,
    /// The people who sign for it.
    pub signatories: Vec<ProgrammeSignatory>,
}

/// A person who signs for a chamber, as the programme names them today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeSignatory {
    /// Name as printed.
    pub name: String,
    /// Office as printed, in German.
    pub office: String,
}
