//! What the check must say, exactly.

use kammersiegel::document::check::{Change, Rejection, check};
use kammersiegel::document::cms::CmsError;

use crate::sample::{FIRST, SECOND, sample};
use crate::seeds;

#[track_caller]
pub fn refused(pdf: &[u8], expected: &Rejection) {
    seeds::keep(pdf);
    assert_eq!(
        check(pdf, &sample().trust()).as_ref().map(|_| ()),
        Err(expected)
    );
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
