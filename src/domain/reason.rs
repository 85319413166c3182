//! Reasons that staff give: for refusing, suspending, reinstating, withdrawing. Never public.

use thiserror::Error;

/// The longest reason, in characters.
pub const LONGEST: usize = 1000;

/// Why a text is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReasonError {
    /// It says nothing.
    #[error("a reason is needed")]
    Missing,
    /// Nobody reads that much.
    #[error("a reason has at most {LONGEST} characters")]
    TooLong,
}

/// A reason that says something, without the space around it. A line break counts as one
/// character, however a browser sends it.
pub fn reason(text: &str) -> Result<String, ReasonError> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        Err(ReasonError::Missing)
    } else if text.chars().count() > LONGEST {
        Err(ReasonError::TooLong)
    } else {
        Ok(text)
    }
}
