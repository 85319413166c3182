//! XLSX (ECMA-376): the first sheet that can be seen and says something. Cells are read one by one,
//! so that a sheet that says it is large makes nothing large here.

use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use super::error::{Damage, ListError};
use super::table::{Table, TableCell, text};
use super::{LARGEST_UNPACKED, MOST_COLUMNS, MOST_ROWS};
use crate::domain::bulk::Cause;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ListError> {
    unpack(bytes)?;
    let opened = calamine::open_workbook_from_rs(Cursor::new(bytes));
    let mut book: Book<'_> = opened.map_err(|error| damaged(error, Damage::NoWorkbook))?;
    let mut speaking = Vec::new();
    for name in shown(&book) {
        if says_something(&mut book, &name)? {
            speaking.push(name);
        }
    }
    let mut speaking = speaking.into_iter();
    let first = speaking.next().ok_or(ListError::Empty)?;
    let mut table = sheet(&mut book, &first)?;
    let others: Vec<_> = speaking.collect();
    if !others.is_empty() {
        table.left_out = Some(Cause::OtherSheets(first, others.join(", ")));
    }
    Ok(table)
}

/// The sheets that somebody sees who opens the workbook.
fn shown(book: &Book<'_>) -> Vec<String> {
    let sheets = book.sheets_metadata().iter();
    sheets
        .filter(|s| s.visible == SheetVisible::Visible && s.typ == SheetType::WorkSheet)
        .map(|s| s.name.clone())
        .collect()
}

fn says_something(book: &mut Book<'_>, name: &str) -> Result<bool, ListError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
    while let Some(cell) = cells.next_cell_with_formula().map_err(unreadable)? {
        if said(&cell.value, cell.formula.is_some()) != Ok(String::new()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn sheet(book: &mut Book<'_>, name: &str) -> Result<Table, ListError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut table = Table::default();
    let mut row = Vec::new();
    let mut number = 0;
    while let Some(cell) = cells.next_cell_with_formula().map_err(unreadable)? {
        let (at, place) = cell.pos;
        if at != number {
            // Cells may come in any order; rows of a sound sheet do not.
            if at < number {
                return Err(Damage::Order.into());
            }
            table.push(number.saturating_add(1), std::mem::take(&mut row))?;
            number = at;
        }
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let said = said(&cell.value, cell.formula.is_some());
        if said.as_ref().is_ok_and(String::is_empty) {
            continue;
        }
        if place >= MOST_COLUMNS {
            return Err(ListError::TooManyColumns(MOST_COLUMNS));
        }
        if row.len() <= place {
            row.resize_with(place + 1, || Ok(String::new()));
        }
        row[place] = said;
    }
    table.push(number.saturating_add(1), row)?;
    Ok(table)
}

/// Unpacks everything to nowhere, as far as a list may go: what is packed says of itself how large
/// it is, and need not tell the truth.
fn unpack(bytes: &[u8]) -> Result<(), ListError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Damage::Archive)?;
    if archive.len() > MOST_ROWS {
        return Err(ListError::Inflated);
    }
    let mut room = LARGEST_UNPACKED;
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(|_| Damage::Archive)?;
        let read = copy(&mut file.take(room + 1), &mut sink());
        let read = read.map_err(|_| Damage::Archive)?;
        room = room.checked_sub(read).ok_or(ListError::Inflated)?;
    }
    Ok(())
}

fn said(value: &DataRef<'_>, formula: bool) -> TableCell {
    match value {
        DataRef::Empty if formula => Err(Cause::Formula),
        DataRef::Empty => Ok(String::new()),
        // Results of formulas that were never computed.
        DataRef::String(said) if formula && said.is_empty() => Err(Cause::Formula),
        DataRef::String(said) => text(said),
        DataRef::SharedString(said) => text(said),
        DataRef::Int(number) => Ok(number.to_string()),
        DataRef::Float(number) => Ok(number.to_string()),
        DataRef::Bool(true) => Ok("1".to_owned()),
        DataRef::Bool(false) => Ok("0".to_owned()),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            Ok(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTime(duration) => Ok(duration.as_f64().to_string()),
        DataRef::DateTimeIso(at) => text(at.split('T').next().unwrap_or_default()),
        DataRef::DurationIso(said) => text(said),
        DataRef::Error(error) => Err(Cause::Broken(error.to_string())),
    }
}

fn unreadable(error: XlsxError) -> ListError {
    damaged(error, Damage::Sheet)
}

fn damaged(error: XlsxError, damage: Damage) -> ListError {
    match error {
        XlsxError::Password => ListError::OldWorkbook,
        _ => damage.into(),
    }
}
