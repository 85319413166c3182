//! The awards as CSV (RFC 4180): commas, CRLF, UTF-8, a heading.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::record::AwardRecord;

/// The fields of an award, in the order of the columns.
pub(super) const COLUMNS: [&str; 17] = [
    "ags",
    "name",
    "kind",
    "district",
    "latitude",
    "longitude",
    "website",
    "programme",
    "serial",
    "valid_from",
    "valid_until",
    "state",
    "state_since",
    "superseded_by",
    "issued_on",
    "page",
    "verification",
];

pub(super) fn write(awards: &[AwardRecord<'_>]) -> io::Result<Vec<u8>> {
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for a in awards {
        let degrees = |degrees: Option<f64>| degrees.map(|d| d.to_string()).unwrap_or_default();
        table.write_record([
            a.ags,
            &harmless(a.name),
            a.kind,
            &harmless(a.district),
            &degrees(a.latitude),
            &degrees(a.longitude),
            &harmless(a.website),
            a.programme,
            &a.serial,
            &a.valid_from.to_string(),
            &a.valid_until.to_string(),
            a.state,
            &a.state_since.map(|day| day.to_string()).unwrap_or_default(),
            a.superseded_by.as_deref().unwrap_or_default(),
            &a.issued_on.to_string(),
            &a.page,
            &a.verification,
        ])?;
    }
    table.into_inner().map_err(|e| e.into_error())
}

/// A text that no spreadsheet takes for a formula: an apostrophe goes before `=`, `+`, `-`, `@`,
/// and before control characters.
fn harmless(text: &str) -> String {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@') || c.is_control();
    match text.starts_with(formula) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}
