//! What goes wrong with time-stamps and archiving.

use i18n_embed_fl::fl;

use super::{FILE, service};
use crate::document::revocation::{FailedSource, RevocationError, Unusable};
use crate::document::timestamp::{TimestampError, TokenError};
use crate::domain::language::Language;
use crate::domain::serial::Serial;
use crate::service::ServiceError;
use crate::texts;

/// What was not archived, and why; the exit code is that of all, if they agree.
pub(super) fn not_archived(language: Language, failed: &[(Serial, ServiceError)]) -> (String, u8) {
    let t = texts::of(language);
    let mut text = fl!(t, "error-not-archived", count = failed.len());
    let mut codes = Vec::with_capacity(failed.len());
    for (serial, error) in failed {
        let (cause, code) = service(language, error);
        text = format!("{text}\n  {serial}: {cause}");
        codes.push(code);
    }
    codes.dedup();
    match codes.as_slice() {
        [code] => (text, *code),
        _ => (text, FILE),
    }
}

pub(super) fn time_stamp(language: Language, error: &TimestampError) -> String {
    let t = texts::of(language);
    match error {
        TimestampError::Silent => fl!(t, "error-time-stamp-silent"),
        TimestampError::Transport(cause) => {
            fl!(t, "error-time-stamp-down", cause = cause.to_string())
        }
        TimestampError::Response(_) => fl!(t, "error-time-stamp-unreadable"),
        TimestampError::Refused(status) => {
            let status = *status;
            fl!(t, "error-time-stamp-refused", status = status)
        }
        TimestampError::Token(TokenError::Foreign) => fl!(t, "error-time-stamp-foreign"),
        TimestampError::Nonce | TimestampError::Token(_) => fl!(t, "error-time-stamp-wrong"),
    }
}

pub(super) fn revocation(language: Language, error: &RevocationError) -> String {
    let t = texts::of(language);
    match error {
        RevocationError::Revoked { subject, since } => {
            let date = texts::instant(language, *since);
            fl!(t, "error-revoked", subject = subject.as_str(), date = date)
        }
        RevocationError::NoIssuer(subject) => {
            fl!(t, "error-no-issuer", subject = subject.as_str())
        }
        RevocationError::Unavailable { subject, failed } if failed.is_empty() => {
            fl!(t, "error-no-source", subject = subject.as_str())
        }
        RevocationError::Unavailable { subject, failed } => {
            let causes: Vec<_> = failed.iter().map(|f| source(language, f)).collect();
            let causes = causes.join("; ");
            fl!(
                t,
                "error-revocation",
                subject = subject.as_str(),
                causes = causes
            )
        }
        RevocationError::Form(_) | RevocationError::Certificate(_) => {
            fl!(t, "error-not-read", cause = error.to_string())
        }
    }
}

fn source(language: Language, failed: &FailedSource) -> String {
    let t = texts::of(language);
    let cause = match failed.cause {
        Unusable::Unreachable => fl!(t, "revocation-unreachable"),
        Unusable::Form => fl!(t, "revocation-form"),
        Unusable::Refused(status) => fl!(t, "revocation-refused", status = status),
        Unusable::Other => fl!(t, "revocation-other"),
        Unusable::Foreign => fl!(t, "revocation-foreign"),
        Unusable::Unknown => fl!(t, "revocation-unknown"),
        Unusable::Early(at) => {
            fl!(t, "revocation-early", date = texts::instant(language, at))
        }
        Unusable::Outdated(at) => {
            fl!(
                t,
                "revocation-outdated",
                date = texts::instant(language, at)
            )
        }
    };
    format!("{}: {cause}", failed.url)
}
