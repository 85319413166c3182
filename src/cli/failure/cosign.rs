//! Failures of co-signing.

use i18n_embed_fl::fl;

use super::{INPUT, INTERNAL, RULE};
use crate::domain::language::Language;
use crate::service::ServiceError;
use crate::texts;

pub(super) fn refused(language: Language, error: &ServiceError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        ServiceError::WordsChanged(serial) => (
            fl!(t, "error-words-changed", serial = serial.to_string()),
            RULE,
        ),
        ServiceError::NoTimeStamp => (fl!(t, "error-no-time-stamp"), RULE),
        ServiceError::UnknownMachine(id) => {
            (fl!(t, "error-unknown-machine", id = id.as_str()), INPUT)
        }
        ServiceError::TokenTerm => (fl!(t, "error-token-term"), INPUT),
        ServiceError::Policy { path, cause } => {
            let path = path.display().to_string();
            let cause = cause.as_str();
            (fl!(t, "error-policy", path = path, cause = cause), INPUT)
        }
        other => (
            fl!(t, "error-internal", cause = other.to_string()),
            INTERNAL,
        ),
    }
}
