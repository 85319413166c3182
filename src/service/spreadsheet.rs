//! Tables for spreadsheet programs.

use csv::{Terminator, Writer, WriterBuilder};

/// What German spreadsheet programs need to read a CSV file as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A table as CSV (RFC 4180) for German spreadsheet programs: semicolons, UTF-8 with a byte order
/// mark, CRLF, no cell that could be a formula.
#[derive(Debug)]
pub struct Sheet(Writer<Vec<u8>>);

impl Sheet {
    /// A table with these headings.
    pub fn new<'a>(headings: impl IntoIterator<Item = &'a str>) -> Result<Self, csv::Error> {
        let writer = WriterBuilder::new()
            .delimiter(b';')
            .terminator(Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        let mut sheet = Self(writer);
        sheet.row(headings)?;
        Ok(sheet)
    }

    /// Adds a row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), csv::Error> {
        self.0.write_record(cells.into_iter().map(harmless))
    }

    /// The file.
    pub fn finish(self) -> Result<Vec<u8>, csv::Error> {
        self.0
            .into_inner()
            .map_err(|error| error.into_error().into())
    }
}

/// A cell that no spreadsheet program takes for a formula: one that begins with `=`, `+`, `-`, `@`,
/// a tab or a carriage return gets an apostrophe in front.
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
