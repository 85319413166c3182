//! A file as rows of texts, whatever its format.

use super::error::ListError;
use super::{LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, delimited, workbook};
use crate::domain::bulk::{Cause, Problem};

/// A heading and rows.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The first row that says something.
    pub heading: Vec<String>,
    /// Its number in the file, from 1.
    pub heading_row: u32,
    /// The other rows that say something.
    pub rows: Vec<TableRow>,
    /// What else the file holds, if somebody has to know that it was not read.
    pub left_out: Option<Cause>,
}

/// A row that says something.
#[derive(Debug)]
pub(super) struct TableRow {
    /// Its number in the file, as a spreadsheet counts.
    pub number: u32,
    /// Its cells, by their place.
    pub cells: Vec<TableCell>,
}

/// A cell: its text without spaces around it (days as ISO 8601, numbers with a point), or why it
/// has none.
pub(super) type TableCell = Result<String, Cause>;

/// Reads a list.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ListError> {
    if bytes.len() > LARGEST_FILE {
        return Err(ListError::TooLarge);
    }
    let table = if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes)?
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(ListError::OldWorkbook);
    } else {
        delimited::read(bytes)?
    };
    match (table.rows.is_empty(), table.note()) {
        (false, _) => Ok(table),
        (true, None) => Err(ListError::Empty),
        (true, Some(note)) => Err(ListError::Problems(vec![note])),
    }
}

impl Table {
    /// What is to be known of the file as a whole.
    pub(super) fn note(&self) -> Option<Problem> {
        self.left_out.clone().map(|cause| Problem {
            row: self.heading_row,
            column: None,
            cause,
        })
    }

    /// Takes in a further row, the heading first; what says nothing is left out.
    pub(super) fn push(&mut self, number: u32, mut cells: Vec<TableCell>) -> Result<(), ListError> {
        while cells.last().is_some_and(says_nothing) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MOST_COLUMNS {
            return Err(ListError::TooManyColumns(MOST_COLUMNS));
        }
        if self.heading.is_empty() {
            self.heading_row = number;
            self.heading = cells.into_iter().map(Result::unwrap_or_default).collect();
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(ListError::TooManyRows(MOST_ROWS));
        }
        self.rows.push(TableRow { number, cells });
        Ok(())
    }
}

/// A text as a cell.
pub(super) fn text(text: &str) -> TableCell {
    let text = text.trim();
    if text.chars().count() > LONGEST_CELL {
        return Err(Cause::TooLong);
    }
    Ok(unshielded(text).to_owned())
}

/// Whether a spreadsheet takes a text for a formula.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text as it is written so that no spreadsheet takes it for a formula: with an apostrophe
/// before it.
pub(super) fn shielded(text: &str) -> String {
    if is_formula(text.trim_start_matches('\'')) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text that was written as [`shielded`] writes it.
fn unshielded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn says_nothing(cell: &TableCell) -> bool {
    cell.as_ref().is_ok_and(String::is_empty)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_shielded_is_no_formula_and_comes_back(text in "['=+@a-]{0,5}[a-z=]{0,3}") {
            let written = shielded(&text);
            prop_assert!(!is_formula(&written));
            prop_assert_eq!(unshielded(&written), text);
        }
    }

    #[test]
    fn an_apostrophe_of_its_own_stays() {
        assert_eq!(shielded("'s-Hertogenbosch"), "'s-Hertogenbosch");
        assert_eq!(unshielded("'s-Hertogenbosch"), "'s-Hertogenbosch");
    }
}
