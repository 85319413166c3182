//! What people write about barriers that they met.

use jiff::Timestamp;
use thiserror::Error;

use super::account::Email;
use super::language::Language;

/// Longest message, and longest short text, in characters.
const LONGEST_MESSAGE: usize = 4000;
const LONGEST_LINE: usize = 200;

/// A report of a barrier. Personal data: for staff only, until it is dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// Its identifier, hexadecimal.
    pub id: String,
    /// When it came.
    pub at: Timestamp,
    /// The language of the page.
    pub language: Language,
    /// What it says.
    pub message: Message,
    /// Where the barrier is, as the person says; may be empty.
    pub place: ShortText,
    /// Who the person is; may be empty.
    pub name: ShortText,
    /// Where to answer, if the person wants an answer.
    pub email: Option<Email>,
}

/// What a report says: 1 to 4000 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(String);

/// A text of at most 200 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShortText(String);

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FeedbackError {
    /// Nothing was written.
    #[error("nothing was written")]
    Empty,
    /// Too much was written, or something that is no text.
    #[error("the text is too long, or has control characters in it")]
    Unfit,
}

impl Message {
    /// Reads a message; lines may end in any way.
    pub fn parse(text: &str) -> Result<Self, FeedbackError> {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() {
            return Err(FeedbackError::Empty);
        }
        let fits = text.chars().count() <= LONGEST_MESSAGE
            && !text.chars().any(|c| c.is_control() && !"\n\t".contains(c));
        fits.then_some(Self(text)).ok_or(FeedbackError::Unfit)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ShortText {
    /// Reads a text; runs of spaces count as one.
    pub fn parse(text: &str) -> Result<Self, FeedbackError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = text.chars().count() <= LONGEST_LINE && !text.contains(char::is_control);
        fits.then_some(Self(text)).ok_or(FeedbackError::Unfit)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
