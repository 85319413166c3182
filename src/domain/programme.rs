//! Programmes: what a mark is, who awards it, and for how long. All of it is data.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::artwork::Artwork;
use super::chamber::{Chamber, ChamberId, NotAnIdentifier, identifier};
use super::language::Localised;
use super::reminder::{FollowUp, Reminders};
use super::usage::UsageRights;
use super::validity::{Day, Term, TermError};

/// A programme's short name in data and commands: `ausgezeichneter-wohnort`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProgrammeId(String);

impl ProgrammeId {
    /// Reads an identifier.
    pub fn parse(text: &str) -> Result<Self, NotAnIdentifier> {
        identifier(text).map(Self)
    }

    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProgrammeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ProgrammeId {
    type Error = NotAnIdentifier;

    fn try_from(text: String) -> Result<Self, NotAnIdentifier> {
        Self::parse(&text)
    }
}

impl From<ProgrammeId> for String {
    fn from(id: ProgrammeId) -> Self {
        id.0
    }
}

/// A quality mark and the chambers that award it, as written in `programme.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its identifier; the name of its folder.
    pub id: ProgrammeId,
    /// Its number in the seal; unique among all programmes, never reused.
    pub number: u64,
    /// Whether its awards are samples: everything it makes is then marked as a specimen.
    pub sample: bool,
    /// The mark's name.
    pub name: Localised,
    /// Where the award is dated: the place on the Urkunde.
    pub place: String,
    /// Lengths of the terms.
    pub terms: Terms,
    /// What the public is told about the mark.
    pub description: Description,
    /// What staff are told, and how.
    #[serde(default)]
    pub follow_up: FollowUp,
    /// When municipalities are reminded that their award ends; never if not given.
    #[serde(default)]
    pub reminders: Option<Reminders>,
    /// What a municipality may do with its seal; nothing is asked if not given.
    #[serde(default)]
    pub usage_rights: Option<UsageRights>,
    /// Its colours.
    pub artwork: Artwork,
    /// File names of its wording, in the programme's folder (Fluent).
    pub wording: Localised,
    /// File name of the municipalities' outlines, in the programme's folder (GeoJSON); without
    /// them the register has no map of this mark.
    #[serde(default)]
    pub outlines: Option<String>,
    /// The chambers, in the order in which they are named and sign.
    pub chambers: Vec<Chamber>,
}

/// Lengths of the terms in months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// After the first award.
    pub first_months: u16,
    /// After each re-certification.
    pub renewal_months: u16,
}

impl Terms {
    /// The term that the programme gives from a day on.
    pub fn usual(&self, from: Day, renewal: bool) -> Result<Term, TermError> {
        let months = if renewal {
            self.renewal_months
        } else {
            self.first_months
        };
        Term::of_months(from, months)
    }

    /// Whether a term is no longer than the longest that the programme gives.
    pub fn admit(&self, term: Term) -> Result<(), TermError> {
        let months = self.first_months.max(self.renewal_months);
        let latest = Term::of_months(term.from(), months)?.until();
        if term.until() > latest {
            Err(TermError::BeyondProgramme { latest })
        } else {
            Ok(())
        }
    }
}

/// What the verification page says about the mark: competition law expects that a seal leads
/// to who tested, and on what criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// What the mark stands for.
    pub summary: Localised,
    /// Who examined, and how.
    pub examination: Localised,
    /// The fields of criteria.
    pub criteria: Localised<Vec<String>>,
}

/// What makes a programme unusable.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProgrammeError {
    /// A mark is awarded jointly.
    #[error("a programme needs at least two chambers, this has {0}")]
    TooFewChambers(usize),
    /// More than eight chambers do not fit the seal.
    #[error("a programme has at most eight chambers, this has {0}")]
    TooManyChambers(usize),
    /// A chamber is listed twice.
    #[error("the chamber {0} is listed twice")]
    RepeatedChamber(ChamberId),
    /// Nobody signs for a chamber, or more people than the page has room for.
    #[error("the chamber {0} needs one or two signatories")]
    Signatories(ChamberId),
    /// A term without length.
    #[error("a term needs at least one month")]
    EmptyTerm,
    /// A reminder that comes when it is too late, or a step given twice.
    #[error("reminders.months are different numbers from 1 to 60, at most eight")]
    Reminders,
    /// A required text is empty.
    #[error("{0} is empty")]
    EmptyText(&'static str),
}

impl Programme {
    /// Checks what the types cannot: at least two different chambers, someone who signs for
    /// each, terms and texts that are not empty.
    pub fn check(&self) -> Result<(), ProgrammeError> {
        match self.chambers.len() {
            0 | 1 => return Err(ProgrammeError::TooFewChambers(self.chambers.len())),
            2..=8 => {}
            more => return Err(ProgrammeError::TooManyChambers(more)),
        }
        for (position, chamber) in self.chambers.iter().enumerate() {
            if self.chambers[..position].iter().any(|c| c.id == chamber.id) {
                return Err(ProgrammeError::RepeatedChamber(chamber.id.clone()));
            }
            if !(1..=2).contains(&chamber.signatories.len()) {
                return Err(ProgrammeError::Signatories(chamber.id.clone()));
            }
            for (field, text) in [
                ("chambers.name.de", &chamber.name.de),
                ("chambers.name.en", &chamber.name.en),
                ("chambers.short_name", &chamber.short_name),
            ] {
                filled(field, text)?;
            }
        }
        if self.terms.first_months == 0 || self.terms.renewal_months == 0 {
            return Err(ProgrammeError::EmptyTerm);
        }
        if self.reminders.as_ref().is_some_and(|r| !r.are_sound()) {
            return Err(ProgrammeError::Reminders);
        }
        filled("name.de", &self.name.de)?;
        filled("name.en", &self.name.en)?;
        filled("place", &self.place)
    }

    /// Whether reminders are sent without anybody looking at them.
    pub fn reminds_alone(&self) -> bool {
        self.reminders.as_ref().is_some_and(|r| r.automatic)
    }

    /// The chamber with this identifier, if it takes part.
    pub fn chamber(&self, id: &ChamberId) -> Option<&Chamber> {
        self.chambers.iter().find(|c| c.id == *id)
    }
}

fn filled(field: &'static str, text: &str) -> Result<(), ProgrammeError> {
    if text.trim().is_empty() {
        Err(ProgrammeError::EmptyText(field))
    } else {
        Ok(())
    }
}
