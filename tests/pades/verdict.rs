//! What the check must say, exactly.

use std::io::Write;
use std::process::Command;

use kammersiegel::document::check::{Change, Rejection, check};
use kammersiegel::document::cms::CmsError;
use serde_json::Value;
use tempfile::NamedTempFile;

use crate::sample::{FIRST, SECOND, sample};
use crate::seeds;

#[track_caller]
pub fn refused(pdf: &[u8], expected: &Rejection) {
    seeds::keep(pdf);
    assert_eq!(
        check(pdf, &sample().trust()).as_ref().map(|_| ()),
        Err(expected)
    );
    at_the_door(pdf, expected);
}

/// The same file as somebody else gives it to the program: never accepted, and the cause is named.
#[track_caller]
fn at_the_door(pdf: &[u8], expected: &Rejection) {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let outcome = Command::new(env!("CARGO_BIN_EXE_kammersiegel"))
        .arg("verify")
        .arg(file.path())
        .args(["--offline", "--json", "--lang", "en", "--keys"])
        .arg(sample().folder.path().join("keyring.toml"))
        .env_clear()
        .output()
        .unwrap();
    let said: Value = serde_json::from_slice(&outcome.stdout)
        .unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
    assert_eq!(outcome.status.code(), Some(21), "{said:#}");
    assert_eq!(said["genuine"], false);
    assert_eq!(said["cause"], cause(expected), "{said:#}");
    assert!(said["explanation"].is_string(), "{said:#}");
}

fn cause(rejection: &Rejection) -> &'static str {
    match rejection {
        Rejection::Empty => "file_empty",
        Rejection::TooLarge => "file_too_large",
        Rejection::NotAPdf => "file_not_pdf",
        Rejection::NotOurs => "unknown_file",
        Rejection::Encrypted => "file_encrypted",
        Rejection::Incomplete => "file_incomplete",
        Rejection::Unsigned => "file_unsigned",
        Rejection::Changed(Change::Rewritten) => "file_rewritten",
        Rejection::Changed(Change::Appended) => "file_appended",
        Rejection::Changed(_) => "file_altered",
        Rejection::SignatureMissing { .. } => "file_signature_missing",
        Rejection::ForeignCertificate { .. } => "file_foreign_certificate",
        Rejection::OutsideValidity { .. } => "file_certificate_not_valid",
    }
}

#[track_caller]
pub fn changed(pdf: &[u8], change: Change) {
    refused(pdf, &Rejection::Changed(change));
}

pub fn foreign(field: &str) -> Rejection {
    Rejection::ForeignCertificate {
        field: field.to_owned(),
    }
}

pub fn missing(field: &str) -> Rejection {
    Rejection::SignatureMissing {
        field: field.to_owned(),
    }
}

pub fn in_first(cause: CmsError) -> Change {
    Change::Signature {
        field: FIRST.to_owned(),
        cause,
    }
}

pub fn in_second(cause: CmsError) -> Change {
    Change::Signature {
        field: SECOND.to_owned(),
        cause,
    }
}

pub fn statement(field: &str) -> Change {
    Change::Statement {
        field: field.to_owned(),
    }
}

pub fn more_than_the_field(field: &str) -> Change {
    Change::MoreThanTheField {
        field: field.to_owned(),
    }
}
