//! Cells: each text in the one form in which it counts, or what is wrong with it.

use std::ops::RangeInclusive;

use super::awards::Marks;
use super::columns::columns;
use super::table::{Table, TableRow};
use crate::domain::account::{Email, PersonName};
use crate::domain::bulk::{Cause, Cells, Column, Field, Finding, List, Problem, Row, RowState};
use crate::domain::contact::Gender;
use crate::domain::language::Language;
use crate::domain::municipality::{
    Ags, Host, Kind, MunicipalityError, RecipientName, parse_district, parse_latitude,
    parse_longitude,
};
use crate::domain::serial::Serial;
use crate::domain::validity::Day;

/// A list whose heading is understood and whose cells are values.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Which column is what.
    pub columns: Vec<Column>,
    /// What is to be known of the heading.
    pub notes: Vec<Problem>,
    /// The rows with what is wrong with each by itself, so far all new or wrong.
    pub rows: Vec<Row>,
}

/// Understands the heading and the cells of a list; its heading's problems, if there are any.
pub(super) fn sheet(list: List, table: Table, marks: &Marks<'_>) -> Result<Sheet, Vec<Problem>> {
    let (columns, problems) = columns(list, &table);
    if problems.iter().any(|problem| !problem.cause.is_note()) {
        return Err(problems);
    }
    let width = table.heading.len();
    let row = |row: TableRow| understood(list, &columns, width, row, marks);
    let rows = table.rows.into_iter().map(row).collect();
    Ok(Sheet {
        columns,
        notes: problems,
        rows,
    })
}

/// Says what is wrong with a row, in a column or as a whole.
pub(super) fn tell(columns: &[Column], row: &mut Row, field: Option<Field>, cause: Cause) {
    let column = columns.iter().find(|c| Some(c.field) == field);
    if !cause.is_note() {
        row.finding = Finding::Wrong;
    }
    row.problems.push(Problem {
        row: row.number,
        column: column.map(|c| (c.place, c.heading.clone())),
        cause,
    });
}

fn understood(
    list: List,
    columns: &[Column],
    width: usize,
    from: TableRow,
    marks: &Marks<'_>,
) -> Row {
    let mut row = Row {
        number: from.number,
        cells: Cells::new(),
        before: None,
        finding: Finding::New,
        state: RowState::Open,
        problems: Vec::new(),
        outcome: None,
    };
    for column in columns {
        let field = column.field;
        let said = match from.cells.get(usize::from(column.place)) {
            Some(Ok(text)) => text.as_str(),
            None => "",
            Some(Err(cause)) => {
                tell(columns, &mut row, Some(field), cause.clone());
                continue;
            }
        };
        // A certificate that has a number stands in the register; what its row lacks is there.
        let known = list == List::Certificates && row.cells.contains_key(&Field::Serial);
        if said.is_empty() {
            let needed = list.required().contains(&field) && field != Field::District && !known;
            if needed {
                tell(columns, &mut row, Some(field), Cause::Empty);
            }
            continue;
        }
        match counting(field, said, marks) {
            Ok((text, note)) => {
                row.cells.insert(field, text);
                if let Some(note) = note {
                    tell(columns, &mut row, Some(field), note);
                }
            }
            Err(cause) => tell(columns, &mut row, Some(field), cause),
        }
    }
    if from
        .cells
        .iter()
        .skip(width)
        .any(|cell| cell != &Ok(String::new()))
    {
        tell(columns, &mut row, None, Cause::SurplusCells);
    }
    row
}

/// A text as it counts, perhaps with a note.
fn counting(field: Field, text: &str, marks: &Marks<'_>) -> Result<(String, Option<Cause>), Cause> {
    let said = || text.chars().take(140).collect::<String>();
    let plain = match field {
        Field::Ags => return ags(text),
        Field::Name => RecipientName::parse(text)
            .map(|name| name.as_str().to_owned())
            .map_err(|_| Cause::Name(said()))?,
        Field::Kind => Kind::parse(text)
            .map(|kind| kind.as_str().to_owned())
            .map_err(|_| Cause::Kind(said()))?,
        Field::Website => Host::of_website(text)
            .map(|host| host.as_str().to_owned())
            .map_err(|_| Cause::Host(said()))?,
        Field::Latitude => parse_latitude(text)
            .map(|degrees| degrees.to_string())
            .map_err(coordinate)?,
        Field::Longitude => parse_longitude(text)
            .map(|degrees| degrees.to_string())
            .map_err(coordinate)?,
        Field::District => parse_district(text).map_err(|_| Cause::Line(said()))?,
        Field::From | Field::Until | Field::Dated => Day::parse(text)
            .map(|day| day.to_string())
            .map_err(|_| no_day(said()))?,
        Field::Renewal => yes_or_no(text)
            .ok_or_else(|| Cause::YesNo(said()))?
            .to_owned(),
        Field::Programme => marks.find(text).ok_or_else(|| Cause::Programme(said()))?,
        Field::Serial => text
            .parse::<Serial>()
            .map(|serial| serial.to_string())
            .map_err(|_| Cause::Serial(said()))?,
        Field::ContactGender => gender(text)
            .ok_or_else(|| Cause::Gender(said()))?
            .to_owned(),
        Field::ContactLanguage => language(text)
            .ok_or_else(|| Cause::Language(said()))?
            .to_owned(),
        Field::ContactEmail => Email::parse(text)
            .map(|email| email.as_str().to_owned())
            .map_err(|_| Cause::Email(said()))?,
        Field::ContactName => PersonName::parse(text)
            .map(|name| name.as_str().to_owned())
            .map_err(|_| Cause::Line(said()))?,
        Field::ContactAddressedAs | Field::ContactOffice | Field::State => {
            line(text).ok_or_else(|| Cause::Line(said()))?
        }
    };
    Ok((plain, None))
}

/// An AGS. Spreadsheets take it for a number, and then its leading zero is gone: seven digits can
/// be nothing else.
fn ags(text: &str) -> Result<(String, Option<Cause>), Cause> {
    let lost_zero = text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit());
    if lost_zero {
        return Ok((
            format!("0{text}"),
            Some(Cause::AgsRepaired(text.to_owned())),
        ));
    }
    match Ags::parse(text) {
        Ok(ags) => Ok((ags.to_string(), None)),
        Err(_) => Err(Cause::Ags(text.chars().take(140).collect())),
    }
}

/// What is wrong with degrees.
fn coordinate(error: MunicipalityError) -> Cause {
    match error {
        MunicipalityError::Latitude(said) => Cause::Latitude(said),
        MunicipalityError::Longitude(said) => Cause::Longitude(said),
        MunicipalityError::Coordinate(said)
        | MunicipalityError::District(said)
        | MunicipalityError::Ags(said)
        | MunicipalityError::Kind(said)
        | MunicipalityError::Name(said)
        | MunicipalityError::Host(said) => Cause::Coordinate(said),
    }
}

/// What is wrong with a day. Where a cell is not formatted as one, spreadsheets show how they keep
/// it: as days since the last day but one of 1899.
fn no_day(said: String) -> Cause {
    const EPOCH: u64 = 25_569; // 1970-01-01
    const DAYS: RangeInclusive<u64> = 30_000..=80_000; // 1982 to 2119
    let number = said.split(['.', ',']).next().and_then(|n| n.parse().ok());
    let number = number.filter(|number| DAYS.contains(number));
    match number.and_then(|number| Day::from_count(number - EPOCH)) {
        Some(day) => Cause::DayNumber(said, day),
        None => Cause::Day(said),
    }
}

fn yes_or_no(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "yes" | "y" | "x" | "1" | "wahr" | "true" => Some("yes"),
        "nein" | "n" | "no" | "0" | "falsch" | "false" => Some("no"),
        _ => None,
    }
}

fn gender(text: &str) -> Option<&'static str> {
    let gender = match text.to_lowercase().as_str() {
        "frau" | "w" | "ms" | "mrs" => Gender::Female,
        "herr" | "m" | "mr" => Gender::Male,
        "neutral" | "–" => Gender::Unstated,
        other => Gender::parse(other)?,
    };
    Some(gender.as_str())
}

fn language(text: &str) -> Option<&'static str> {
    let language = match text.to_lowercase().as_str() {
        "deutsch" | "german" => Language::De,
        "englisch" | "english" => Language::En,
        other => Language::from_tag(other)?,
    };
    Some(language.tag())
}

fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (line.chars().count() <= 120 && !line.contains(char::is_control)).then_some(line)
}
