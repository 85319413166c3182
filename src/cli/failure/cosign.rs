//! Failures of co-signing, and why a machine does not sign.

use i18n_embed_fl::fl;

use super::{FILE, INPUT, INTERNAL, KEY, RULE};
use crate::document::unfinished::NotUnfinished;
use crate::domain::language::Language;
use crate::service::ServiceError;
use crate::service::cosign_distrust::Distrust;
use crate::service::cosign_machine::CosignError;
use crate::service::cosign_server::ServerError;
use crate::texts;

/// What went wrong on a chamber's own machine, with an exit code.
pub(in crate::cli) fn cosigning(language: Language, error: &CosignError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        CosignError::Server(error) => server(language, error),
        CosignError::Distrust(cause) => distrust(language, cause),
        CosignError::OtherChamber => (fl!(t, "cosign-other-chamber"), RULE),
        CosignError::Own(error) => super::service(language, error),
    }
}

pub(super) fn refused(language: Language, error: &ServiceError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        ServiceError::WordsChanged(serial) => (
            fl!(t, "error-words-changed", serial = serial.to_string()),
            RULE,
        ),
        ServiceError::Unsound(cause) => {
            let cause = cause.to_string();
            (fl!(t, "error-urkunde-unsound", cause = cause), RULE)
        }
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

fn server(language: Language, error: &ServerError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        ServerError::Address => (fl!(t, "cosign-address"), INPUT),
        ServerError::Authorities => (fl!(t, "cosign-authorities"), INPUT),
        ServerError::Unreachable(cause) => {
            (fl!(t, "cosign-unreachable", cause = cause.as_str()), FILE)
        }
        ServerError::Token => (fl!(t, "cosign-token-refused"), KEY),
        ServerError::Wait => (fl!(t, "cosign-wait"), FILE),
        ServerError::Refused { status, code } => (
            fl!(
                t,
                "cosign-server-refuses",
                status = status.to_string(),
                code = code.as_str()
            ),
            RULE,
        ),
        ServerError::Answer { line, column } => {
            let place = format!("{line}:{column}");
            (fl!(t, "cosign-answer", place = place), RULE)
        }
    }
}

/// Why an item is not signed.
fn distrust(language: Language, cause: &Distrust) -> (String, u8) {
    let t = texts::of(language);
    let text = match cause {
        Distrust::Format(version) => fl!(t, "distrust-format", version = version.to_string()),
        Distrust::Field(field) => fl!(t, "distrust-field", field = (*field).to_owned()),
        Distrust::OtherCertificate => fl!(t, "distrust-other-certificate"),
        Distrust::Seal(cause) => fl!(t, "distrust-seal", cause = cause.to_string()),
        Distrust::UnknownMark(number) => {
            fl!(t, "distrust-unknown-mark", number = number.to_string())
        }
        Distrust::OtherProgramme => fl!(t, "distrust-other-programme"),
        Distrust::NotAChamber(chamber) => {
            fl!(t, "error-not-a-chamber", chamber = chamber.as_str())
        }
        Distrust::Host(host) => fl!(t, "distrust-host", host = host.as_str()),
        Distrust::ForeignKey(chamber) => {
            fl!(t, "distrust-foreign-key", chamber = chamber.as_str())
        }
        Distrust::Words(field) => fl!(t, "distrust-words", field = (*field).to_owned()),
        Distrust::Future(at) => {
            fl!(t, "distrust-future", at = texts::instant(language, *at))
        }
        Distrust::Backdated(at) => {
            fl!(t, "distrust-backdated", at = texts::instant(language, *at))
        }
        Distrust::SealSignature(chamber) => {
            fl!(t, "distrust-seal-signature", chamber = chamber.as_str())
        }
        Distrust::Document(NotUnfinished::OtherPage | NotUnfinished::OtherUrkunde) => {
            fl!(t, "distrust-other-page")
        }
        Distrust::Document(NotUnfinished::Rejected(cause)) => {
            fl!(t, "distrust-document", cause = cause.to_string())
        }
        Distrust::NotRetraced => fl!(t, "distrust-not-retraced"),
        Distrust::OutOfTurn => fl!(t, "distrust-out-of-turn"),
        Distrust::DecidedOtherwise => fl!(t, "distrust-decided-otherwise"),
        Distrust::RefusedBefore => fl!(t, "distrust-refused-before"),
        Distrust::Own(error) => return super::service(language, error),
    };
    (text, RULE)
}
