//! Why a verdict is what it is, in the words that every door shows.

use i18n_embed_fl::fl;

use super::cause::Cause;
use super::report::Marks;
use super::verify::{Change, Finding, Forgery, Rejection, Verdict};
use crate::domain::language::Language;
use crate::seal::examination::{ExaminedSignature, Outcome};
use crate::texts;

/// Why something is not genuine, not readable or not found, one sentence or two each; nothing of
/// what is genuine.
pub fn why(language: Language, verdict: &Verdict, marks: &Marks<'_>) -> Vec<String> {
    let t = texts::of(language);
    match &verdict.finding {
        Finding::Genuine(_) => Vec::new(),
        Finding::Unknown => vec![fl!(t, "says-unknown")],
        Finding::Unavailable => vec![match marks {
            Marks::Programmes(_) => fl!(t, "says-unavailable"),
            Marks::Keyring(_) => fl!(t, "says-unavailable-offline"),
        }],
        Finding::Malformed(_) | Finding::NoSeal(_) => vec![unreadable(language, &verdict.finding)],
        Finding::NotGenuine(forgery) => match forgery {
            Forgery::UnknownMark => vec![fl!(t, "why-unknown-mark")],
            Forgery::DiffersFromRegister if verdict.document.is_some() => {
                vec![fl!(t, "why-file-differs")]
            }
            Forgery::DiffersFromRegister => vec![fl!(t, "why-differs")],
            Forgery::Picture => vec![fl!(t, "why-picture-damaged")],
            Forgery::Signatures => signatures(language, &verdict.signatures),
            Forgery::File(rejection) => {
                let mut why = vec![rejected(language, rejection, marks)];
                if asks_for_a_number(verdict) {
                    why.push(fl!(t, "why-file-number"));
                }
                why
            }
        },
    }
}

/// Whether the number on the sheet is what is left to check: the file does not name it.
pub fn asks_for_a_number(verdict: &Verdict) -> bool {
    match &verdict.finding {
        Finding::NotGenuine(Forgery::File(Rejection::Empty)) => false,
        Finding::NotGenuine(Forgery::File(_)) => verdict.serial.is_none(),
        _ => false,
    }
}

fn rejected(language: Language, rejection: &Rejection, marks: &Marks<'_>) -> String {
    let t = texts::of(language);
    let chamber = |field: &str| marks.chamber(language, field);
    match rejection {
        Rejection::Empty => fl!(t, "file-empty"),
        Rejection::TooLarge => fl!(t, "file-too-large"),
        Rejection::NotAPdf => fl!(t, "why-file-not-pdf"),
        Rejection::NotOurs => fl!(t, "why-file-not-ours"),
        Rejection::Encrypted => fl!(t, "why-file-encrypted"),
        Rejection::Incomplete => fl!(t, "why-file-incomplete"),
        Rejection::Unsigned => fl!(t, "why-file-unsigned"),
        Rejection::Changed(Change::Rewritten) => fl!(t, "why-file-rewritten"),
        Rejection::Changed(Change::Appended) => fl!(t, "why-file-appended"),
        Rejection::Changed(_) => fl!(t, "why-file-changed"),
        Rejection::SignatureMissing { field } => {
            fl!(t, "why-signature-missing", chambers = chamber(field))
        }
        Rejection::ForeignCertificate { field } => {
            fl!(t, "why-file-foreign", chamber = chamber(field))
        }
        Rejection::OutsideValidity { field } => {
            fl!(t, "why-file-not-valid", chamber = chamber(field))
        }
    }
}

fn signatures(language: Language, signatures: &[ExaminedSignature]) -> Vec<String> {
    let t = texts::of(language);
    let why = |signature: &ExaminedSignature| {
        let chambers = signature.name.get(language).as_str();
        Some(match signature.outcome {
            Outcome::Valid | Outcome::ValidByRetiredKey(_) => return None,
            Outcome::Missing => fl!(t, "why-signature-missing", chambers = chambers),
            Outcome::Invalid => fl!(t, "why-signature-invalid", chambers = chambers),
            Outcome::ForeignKey => fl!(t, "why-foreign-key", chambers = chambers),
            Outcome::KeyWasRetired(_) => fl!(t, "why-key-retired", chambers = chambers),
            Outcome::KeyWasCompromised(_) => fl!(t, "why-key-compromised", chambers = chambers),
        })
    };
    signatures.iter().filter_map(why).collect()
}

fn unreadable(language: Language, finding: &Finding) -> String {
    let t = texts::of(language);
    match Cause::of(finding) {
        Some(Cause::Empty) => fl!(t, "malformed-empty"),
        Some(Cause::TooLong) => fl!(t, "malformed-too-long"),
        Some(Cause::SerialLength) => fl!(t, "malformed-serial-length"),
        Some(Cause::SerialCharacter) => fl!(t, "malformed-serial-character"),
        Some(Cause::CheckCharacter) => fl!(t, "malformed-check-character"),
        Some(Cause::DamagedDigits) => fl!(t, "malformed-damaged-digits"),
        Some(Cause::Truncated) => fl!(t, "malformed-truncated"),
        Some(Cause::UnknownVersion) => fl!(t, "malformed-unknown-version"),
        Some(Cause::NoSealData) => fl!(t, "malformed-no-seal-data"),
        Some(Cause::PictureTooLarge) => fl!(t, "malformed-picture-too-large"),
        Some(Cause::PictureUnreadable) => fl!(t, "malformed-picture-unreadable"),
        Some(Cause::SeveralSeals) => fl!(t, "malformed-several-seals"),
        Some(Cause::SealDataDamaged) => fl!(t, "why-picture-damaged"),
        _ => fl!(t, "malformed-not-a-seal"),
    }
}
