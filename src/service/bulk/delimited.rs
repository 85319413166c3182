//! CSV (RFC 4180) as spreadsheets write it: semicolons, commas or tabs; UTF-8, UTF-16 with a byte
//! order mark, or Windows-1252.

use std::borrow::Cow;

use csv::{Position, ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::error::ListError;
use super::table::{Table, TableCell, is_formula, text};
use crate::domain::bulk::Cause;

/// Reads CSV.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ListError> {
    let decoded = decode(bytes);
    if decoded.contains('\0') {
        return Err(ListError::NoList);
    }
    // One way to end a line, and every line has an end: so lines can be counted.
    let decoded = format!("{}\n", decoded.replace("\r\n", "\n").replace('\r', "\n"));
    let (separator, content, skipped) = separator(&decoded);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(content.as_bytes());
    let mut table = Table::default();
    let mut record = StringRecord::new();
    // A spreadsheet counts rows, the reader lines: a cell may hold several.
    let mut within = 0;
    while reader
        .read_record(&mut record)
        .map_err(|_| ListError::NoList)?
    {
        // A row is where it begins: one whose quotation mark nobody closed ends anywhere.
        let line = record.position().map_or(0, |begin| begin.line());
        let line = line + empty_lines(content, record.position()) + skipped;
        let number = u32::try_from(line.saturating_sub(within)).unwrap_or(u32::MAX);
        let breaks = |cell: &str| cell.bytes().filter(|b| *b == b'\n').count();
        within += record.iter().map(breaks).sum::<usize>() as u64;
        table.push(number, record.iter().map(cell).collect())?;
    }
    Ok(table)
}

/// How many empty lines the reader passes over before a row.
fn empty_lines(content: &str, begin: Option<&Position>) -> u64 {
    let begin = begin.and_then(|begin| usize::try_from(begin.byte()).ok());
    let rest = begin.and_then(|begin| content.as_bytes().get(begin..));
    let empty = rest.unwrap_or_default().iter();
    empty.take_while(|byte| **byte == b'\n').count() as u64
}

/// In a CSV file, a text that begins like a formula is one to every spreadsheet; whoever means the
/// text writes an apostrophe before it. A number with a sign is a number.
fn cell(raw: &str) -> TableCell {
    let trimmed = raw.trim();
    let number = trimmed.replace(',', ".").parse::<f64>().is_ok();
    if is_formula(trimmed) && !number {
        return Err(Cause::LooksLikeFormula);
    }
    text(trimmed)
}

fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // Every byte is something in Windows-1252.
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// What separates the cells, what of the text is to be read, and how many lines come before it.
fn separator(decoded: &str) -> (u8, &str, u64) {
    let first = decoded.lines().next().unwrap_or_default();
    // Spreadsheets write and read this line, which is no row of the list.
    if let Some([separator]) = first.strip_prefix("sep=").map(str::as_bytes) {
        let rest = decoded.split_once('\n').map_or("", |(_, rest)| rest);
        return (*separator, rest, 1);
    }
    let most = [b';', b'\t', b',']
        .into_iter()
        .find(|separator| first.as_bytes().contains(separator));
    (most.unwrap_or(b';'), decoded, 0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        let numbers = |text: &str| {
            let table = read(text.as_bytes()).unwrap();
            let rows: Vec<_> = table.rows.iter().map(|row| row.number).collect();
            (table.heading_row, rows)
        };
        for end in ["\n", "\r\n", "\r"] {
            let file = "a;b\n1;2\n\n\"x\ny\";3\n;\n4;5".replace('\n', end);
            assert_eq!(numbers(&file), (1, vec![2, 4, 6]), "{end:?}");
        }
        assert_eq!(numbers("sep=,\na,b\n1,2\n"), (2, vec![3]));
        assert_eq!(numbers("\n\na\n1\n"), (3, vec![4]));
        // A quotation mark that nobody closes takes in the rest of the file.
        assert_eq!(numbers("a;b\n\n\"1;2\n3;4\n5;6\n"), (1, vec![3]));
        assert_eq!(numbers("a;b\n\"x\ny\";2\n\"3;4\n"), (1, vec![2, 3]));
    }
}
