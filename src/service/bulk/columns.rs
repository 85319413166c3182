//! The heading of a list: which column is what. Headings in data and in every language count, in
//! any order.

use super::table::Table;
use super::words::heading;
use crate::domain::bulk::{Cause, Column, Field, List, Problem};
use crate::domain::language::Language;
use crate::domain::search::folded;

/// The columns of a list, and what is wrong with its heading or to be known of it.
pub(super) fn columns(list: List, table: &Table) -> (Vec<Column>, Vec<Problem>) {
    let mut columns: Vec<Column> = Vec::new();
    let mut problems = Vec::from_iter(table.note());
    for (place, text) in (0_u16..).zip(&table.heading) {
        let mut tell = |cause| {
            problems.push(Problem {
                row: table.heading_row,
                column: Some((place, text.clone())),
                cause,
            });
        };
        match meant(list, text) {
            Some(field) if columns.iter().any(|c| c.field == field) => tell(Cause::RepeatedColumn),
            Some(field) => columns.push(Column {
                field,
                place,
                heading: text.clone(),
            }),
            None if text.is_empty() => {}
            None => tell(Cause::UnknownColumn),
        }
    }
    let end = u16::try_from(table.heading.len()).unwrap_or(u16::MAX);
    for field in list.required() {
        if columns.iter().all(|c| c.field != *field) {
            problems.push(Problem {
                row: table.heading_row,
                column: Some((end, field.as_str().to_owned())),
                cause: Cause::MissingColumn,
            });
        }
    }
    (columns, problems)
}

fn meant(list: List, text: &str) -> Option<Field> {
    let text = key(text);
    let is_meant = |field: &&Field| {
        key(field.as_str()) == text
            || Language::ALL
                .into_iter()
                .any(|language| key(&heading(language, **field)) == text)
    };
    list.fields().iter().find(is_meant).copied()
}

/// Without case, accents, and what stands between words.
fn key(text: &str) -> String {
    folded(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}
