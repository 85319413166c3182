//! Whom to write to in a municipality. It is personal data: shown to staff, and to nobody else.

use thiserror::Error;

use super::account::{AccountError, Email, PersonName};
use super::language::Language;

/// How somebody is addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// „Frau".
    Female,
    /// „Herr".
    Male,
    /// Neither is known, or neither fits.
    Unstated,
}

impl Gender {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Female, Self::Male, Self::Unstated];

    /// The word in data and commands.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Unstated => "unstated",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.as_str() == text)
    }
}

/// Whom to write to, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The person in full: „Dr. Erika Mustermann". None: whoever opens the mail.
    pub name: Option<PersonName>,
    /// The person in a salutation: „Dr. Mustermann".
    pub addressed_as: String,
    /// The office, in German: „Oberbürgermeisterin". May be empty.
    pub office: String,
    /// How the person is addressed.
    pub gender: Gender,
    /// The language that mails are written in.
    pub language: Language,
    /// The address.
    pub email: Email,
}

/// Why a value of a contact is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ContactError {
    /// The name or the address.
    #[error(transparent)]
    Value(#[from] AccountError),
    /// More than 120 characters, or control characters.
    #[error("{0:?} is too long, or has control characters")]
    Line(String),
    /// „Frau" whom?
    #[error("a salutation needs the name as it stands in it")]
    NoSalutation,
}

impl Contact {
    /// Reads a contact; name, salutation and office may be empty. Without a name the salutation is
    /// a neutral one, so nothing has to be known of whoever opens the mail.
    pub fn parse(
        name: &str,
        addressed_as: &str,
        office: &str,
        gender: Gender,
        language: Language,
        email: &str,
    ) -> Result<Self, ContactError> {
        let name = match name.trim() {
            "" => None,
            name => Some(PersonName::parse(name)?),
        };
        let addressed_as = line(addressed_as)?;
        if gender != Gender::Unstated && addressed_as.is_empty() {
            return Err(ContactError::NoSalutation);
        }
        Ok(Self {
            name,
            addressed_as,
            office: line(office)?,
            gender,
            language,
            email: Email::parse(email)?,
        })
    }
}

fn line(text: &str) -> Result<String, ContactError> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 120 || line.contains(char::is_control) {
        return Err(ContactError::Line(line.chars().take(140).collect()));
    }
    Ok(line)
}
