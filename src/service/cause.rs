//! Why something is not genuine or not readable, as a word for other programs.

use serde::Serialize;
use utoipa::ToSchema;

use super::verify::{BakedError, Change, Finding, Forgery, Rejection};
use crate::domain::serial::SerialError;
use crate::seal::code::CodeError;
use crate::seal::payload::PayloadError;

/// Why something is not genuine (`file_…`, `unknown_…`, `signatures`, `differs_from_register`,
/// `seal_data_damaged`) or not readable. docs/api.md says what each means; more may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Not every chamber's signature counts.
    Signatures,
    /// The seal names a mark that does not exist.
    UnknownMark,
    /// The register knows something else under this number.
    DiffersFromRegister,
    /// The seal data in a picture is damaged or altered.
    SealDataDamaged,
    /// The file is empty.
    FileEmpty,
    /// The file is larger than anything that was issued.
    FileTooLarge,
    /// The file is neither a PDF nor a picture of a seal.
    FileNotPdf,
    /// Nothing in the PDF points to the chambers.
    UnknownFile,
    /// The PDF is encrypted, as nothing is that was issued.
    FileEncrypted,
    /// The PDF is cut off.
    FileIncomplete,
    /// The PDF names a number that was issued, but bears no signature: printed, or made anew.
    FileUnsigned,
    /// The PDF was saved again by another program, or damaged.
    FileRewritten,
    /// Something was added behind the last signature.
    FileAppended,
    /// What was signed was altered.
    FileAltered,
    /// A signature was removed.
    FileSignatureMissing,
    /// Signed with a certificate that is not the chamber's.
    FileForeignCertificate,
    /// Signed when the certificate was not valid.
    FileCertificateNotValid,
    /// The picture carries no seal data.
    NoSealData,
    /// The picture cannot be read.
    PictureUnreadable,
    /// The picture is larger than any seal.
    PictureTooLarge,
    /// The picture carries more than one seal.
    SeveralSeals,
    /// Nothing was entered.
    Empty,
    /// Longer than any number and any code.
    TooLong,
    /// Not as many characters as a number has.
    SerialLength,
    /// A character that no number has.
    SerialCharacter,
    /// The check character does not fit: mistyped.
    CheckCharacter,
    /// The digits of the code are damaged or incomplete.
    DamagedDigits,
    /// The code is cut off.
    Truncated,
    /// A format newer than this check.
    UnknownVersion,
    /// The code is no seal.
    NotASeal,
}

impl Cause {
    /// The cause of a finding; none if it is genuine, not found, or cannot be checked now.
    pub const fn of(finding: &Finding) -> Option<Self> {
        Some(match finding {
            Finding::Genuine(_) | Finding::Unknown | Finding::Unavailable => return None,
            Finding::NotGenuine(forgery) => Self::of_forgery(forgery),
            Finding::NoSeal(error) => match error {
                BakedError::NoSeal => Self::NoSealData,
                BakedError::Unreadable => Self::PictureUnreadable,
                BakedError::TooLarge => Self::PictureTooLarge,
                BakedError::Several => Self::SeveralSeals,
                BakedError::Damaged(_) => Self::SealDataDamaged,
            },
            Finding::Malformed(error) => match error {
                CodeError::Empty => Self::Empty,
                CodeError::TooLong => Self::TooLong,
                CodeError::Serial(SerialError::Length(_)) => Self::SerialLength,
                CodeError::Serial(SerialError::Character(_)) => Self::SerialCharacter,
                CodeError::Serial(SerialError::CheckCharacter) => Self::CheckCharacter,
                CodeError::Digits => Self::DamagedDigits,
                CodeError::Seal(PayloadError::Truncated) => Self::Truncated,
                CodeError::Seal(PayloadError::Version(_)) => Self::UnknownVersion,
                CodeError::Seal(_) => Self::NotASeal,
            },
        })
    }

    const fn of_forgery(forgery: &Forgery) -> Self {
        match forgery {
            Forgery::Signatures => Self::Signatures,
            Forgery::UnknownMark => Self::UnknownMark,
            Forgery::DiffersFromRegister => Self::DiffersFromRegister,
            Forgery::Picture => Self::SealDataDamaged,
            Forgery::File(rejection) => match rejection {
                Rejection::Empty => Self::FileEmpty,
                Rejection::TooLarge => Self::FileTooLarge,
                Rejection::NotAPdf => Self::FileNotPdf,
                Rejection::NotOurs => Self::UnknownFile,
                Rejection::Encrypted => Self::FileEncrypted,
                Rejection::Incomplete => Self::FileIncomplete,
                Rejection::Unsigned => Self::FileUnsigned,
                Rejection::Changed(Change::Rewritten) => Self::FileRewritten,
                Rejection::Changed(Change::Appended) => Self::FileAppended,
                Rejection::Changed(_) => Self::FileAltered,
                Rejection::SignatureMissing { .. } => Self::FileSignatureMissing,
                Rejection::ForeignCertificate { .. } => Self::FileForeignCertificate,
                Rejection::OutsideValidity { .. } => Self::FileCertificateNotValid,
            },
        }
    }
}
