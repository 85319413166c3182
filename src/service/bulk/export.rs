//! Lists given out: CSV and XLSX that can be taken in again.

use std::collections::HashMap;

use csv::{Terminator, WriterBuilder};
use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, Workbook, XlsxError};

use super::table::shielded;
use super::words::{heading, value};
use crate::domain::account::Account;
use crate::domain::bulk::{Cells, Field, List};
use crate::domain::language::Language;
use crate::domain::validity::Day;
use crate::service::desk::{Filter, state_name};
use crate::service::snapshot::Snapshot;
use crate::service::{Service, ServiceError};
use crate::store::CertificateRecord;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Semicolons, UTF-8 with a byte order mark, CRLF.
    Csv,
    /// A workbook with one sheet.
    Xlsx,
}

impl Format {
    /// The ending of file names.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format with this ending.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx]
            .into_iter()
            .find(|f| f.as_str() == name)
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

impl Service {
    /// Every municipality as a list, with whom to write to.
    pub async fn export_municipalities(
        &self,
        format: Format,
        language: Language,
        at: Timestamp,
    ) -> Result<Vec<u8>, ServiceError> {
        let contacts: HashMap<_, _> = self.store.contacts().await?.into_iter().collect();
        let municipalities = self.store.municipalities().await?;
        let rows: Vec<_> = municipalities
            .iter()
            .map(|m| super::municipalities::cells(m, contacts.get(&m.ags)))
            .collect();
        write(List::Municipalities, format, language, &rows, at)
    }

    /// The certificates of a chamber that fit, as a list; all, where no chamber asks.
    pub fn export_certificates(
        &self,
        snapshot: &Snapshot,
        (person, filter): (Option<&Account>, &Filter),
        format: Format,
        language: Language,
        at: Timestamp,
    ) -> Result<Vec<u8>, ServiceError> {
        let mut found = match person {
            Some(person) => snapshot.find(&self.programmes, &person.chamber, filter, at),
            None => snapshot.entries().map(|entry| entry.record()).collect(),
        };
        found.sort_by_key(|record| record.certificate.facts.status_index);
        let cells = |record: &&CertificateRecord| {
            let mut cells = self.award_cells(&record.certificate);
            let state = state_name(&record.certificate, at);
            cells.insert(Field::State, state.to_owned());
            cells
        };
        let rows: Vec<_> = found.iter().map(cells).collect();
        write(List::Certificates, format, language, &rows, at)
    }
}

/// Writes a list.
pub(super) fn write(
    list: List,
    format: Format,
    language: Language,
    rows: &[Cells],
    at: Timestamp,
) -> Result<Vec<u8>, ServiceError> {
    match format {
        Format::Csv => {
            let heading = list.fields().iter().map(|field| heading(language, *field));
            let row = |cells: &Cells| {
                let cell = |field: &Field| {
                    let text = cells.get(field).map_or("", String::as_str);
                    value(language, *field, text)
                };
                list.fields().iter().map(cell).collect()
            };
            csv(std::iter::once(heading.collect()).chain(rows.iter().map(row)))
        }
        Format::Xlsx => workbook(list, language, rows, at)
            .map_err(|error| ServiceError::NotWritten(error.to_string())),
    }
}

/// Rows as CSV: semicolons, UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet
/// takes for a formula.
pub(super) fn csv(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, ServiceError> {
    let failed = |error: csv::Error| ServiceError::NotWritten(error.to_string());
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    for row in rows {
        let row = row.iter().map(|cell| shielded(cell));
        writer.write_record(row).map_err(failed)?;
    }
    let bytes = writer.into_inner();
    bytes.map_err(|error| ServiceError::NotWritten(error.to_string()))
}

/// Rows as a workbook. Texts are written as texts, so that nothing in it is a formula.
fn workbook(
    list: List,
    language: Language,
    rows: &[Cells],
    at: Timestamp,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_timestamp(at.as_second())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let bold = Style::new().set_bold();
    let day_style = Style::new().set_num_format("dd\\.mm\\.yyyy");
    let sheet = book.add_worksheet();
    sheet.set_name(super::words::sheet_name(language, list))?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, field) in (0_u16..).zip(list.fields()) {
        sheet.write_string_with_format(0, place, heading(language, *field), &bold)?;
        sheet.set_column_width(place, width(*field))?;
    }
    for (number, cells) in (1_u32..).zip(rows) {
        for (place, field) in (0_u16..).zip(list.fields()) {
            let Some(text) = cells.get(field) else {
                continue;
            };
            match (Day::parse(text), text.parse::<f64>()) {
                (Ok(day), _) if field.is_day() => {
                    let (year, month, day) = day.parts();
                    let parts = (
                        year.unsigned_abs(),
                        month.unsigned_abs(),
                        day.unsigned_abs(),
                    );
                    let day = ExcelDateTime::from_ymd(parts.0, parts.1, parts.2)?;
                    sheet.write_datetime_with_format(number, place, &day, &day_style)?;
                }
                (_, Ok(degrees)) if field.is_degrees() => {
                    sheet.write_number(number, place, degrees)?;
                }
                _ => {
                    let text = value(language, *field, text);
                    // What is a text here is no formula; only apostrophes are told apart.
                    let text = match text.strip_prefix('\'') {
                        Some(_) => shielded(&text),
                        None => text,
                    };
                    sheet.write_string(number, place, text)?;
                }
            }
        }
    }
    book.save_to_buffer()
}

/// The width of a column in characters.
const fn width(field: Field) -> f64 {
    match field {
        Field::Name | Field::ContactName | Field::ContactEmail | Field::Programme => 30.0,
        Field::District | Field::Website | Field::ContactOffice => 24.0,
        Field::Serial | Field::ContactAddressedAs => 21.0,
        _ => 14.0,
    }
}
