//! What a municipality may do with its seal, and that it agreed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::account::PersonName;
use super::language::Localised;

/// What may be done with the seal, as written in `programme.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageRights {
    /// Which version the words are: „2026-01". Other words are another version, and are accepted
    /// anew.
    pub version: String,
    /// The rules, one a paragraph.
    pub text: Localised<Vec<String>>,
}

/// Somebody accepted the usage rights for a municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Which version.
    pub version: String,
    /// The words that were shown, one rule a line.
    pub wording: String,
    /// Who accepted. Personal data.
    pub name: PersonName,
    /// When.
    pub accepted_at: Timestamp,
}
