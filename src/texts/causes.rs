//! Why the rules refuse something, in words that every door uses.

use i18n_embed_fl::fl;

use super::{date, of};
use crate::domain::language::Language;
use crate::domain::lifecycle::TransitionError;
use crate::domain::reason::{LONGEST, ReasonError};
use crate::domain::validity::TermError;

/// What is wrong with the days of a certificate.
pub fn term_error(language: Language, error: TermError) -> String {
    let t = of(language);
    match error {
        TermError::EndsBeforeItBegins => fl!(t, "days-reversed"),
        TermError::Length => fl!(t, "error-term"),
        TermError::BeyondProgramme { latest } => {
            fl!(t, "term-too-long", latest = date(language, latest))
        }
        TermError::DatedElsewhere { earliest, latest } => {
            let (earliest, latest) = (date(language, earliest), date(language, latest));
            fl!(t, "dated-elsewhere", earliest = earliest, latest = latest)
        }
    }
}

/// What is wrong with a reason.
pub fn reason_error(language: Language, error: ReasonError) -> String {
    let t = of(language);
    match error {
        ReasonError::Missing => fl!(t, "reason-missing"),
        ReasonError::TooLong => fl!(t, "reason-too-long", longest = LONGEST),
    }
}

/// Why the lifecycle does not allow something.
pub fn transition_error(language: Language, error: TransitionError) -> String {
    let t = of(language);
    match error {
        TransitionError::NotOpenForSignatures => fl!(t, "error-not-open"),
        TransitionError::Refused => fl!(t, "error-refused"),
        TransitionError::NotSealed => fl!(t, "error-not-sealed"),
        TransitionError::NotIssued => fl!(t, "error-not-issued"),
        TransitionError::AlreadySuspended => fl!(t, "error-already-suspended"),
        TransitionError::NotSuspended => fl!(t, "error-not-suspended"),
        TransitionError::Withdrawn => fl!(t, "error-withdrawn"),
        TransitionError::Superseded => fl!(t, "error-superseded"),
    }
}
