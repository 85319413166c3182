//! What is wrong with a list, by row and column.

use serde::{Deserialize, Serialize};

use crate::domain::validity::{Day, TermError};

/// Something that is wrong with a list, or that is to be known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The row in the file, as a spreadsheet counts: the heading is 1.
    pub row: u32,
    /// The column's place from 0 and its heading; none: the whole row.
    pub column: Option<(u16, String)>,
    /// What is wrong.
    pub cause: Cause,
}

/// What is wrong with a cell, a row or the heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The heading lacks this column.
    MissingColumn,
    /// The heading has this column twice.
    RepeatedColumn,
    /// Nobody knows the column; it is left out. A note.
    UnknownColumn,
    /// A sheet was read, and others were not. A note.
    OtherSheets(String, String),
    /// The row has more cells than the heading.
    SurplusCells,
    /// The cell has to say something.
    Empty,
    /// More characters than any value has.
    TooLong,
    /// A formula without its last result.
    Formula,
    /// A text that a spreadsheet takes for a formula.
    LooksLikeFormula,
    /// The spreadsheet itself could not compute it: `#REF!`.
    Broken(String),
    /// No AGS.
    Ags(String),
    /// An AGS that had lost its leading zero, which was put back. A note.
    AgsRepaired(String),
    /// Neither Stadt nor Gemeinde.
    Kind(String),
    /// No name.
    Name(String),
    /// No host name.
    Host(String),
    /// No degrees.
    Coordinate(String),
    /// Degrees north outside of Germany.
    Latitude(String),
    /// Degrees east outside of Germany.
    Longitude(String),
    /// No day.
    Day(String),
    /// The number by which spreadsheets keep this day, in a cell that they show as a number.
    DayNumber(String, Day),
    /// Neither yes nor no.
    YesNo(String),
    /// No number of a certificate.
    Serial(String),
    /// No mark that this chamber awards.
    Programme(String),
    /// There are several marks, so one has to be named.
    WhichProgramme,
    /// No form of address.
    Gender(String),
    /// No language that mails are written in.
    Language(String),
    /// No address.
    Email(String),
    /// Too long for a line of an address.
    Line(String),
    /// A form of address without the name in it.
    NoSalutation,
    /// The same thing stands in another row already.
    Repeated(u32),
    /// Another row is a certificate of the same mark and municipality for some of the same days.
    SameDays(u32),
    /// There is no such municipality.
    UnknownMunicipality(String),
    /// The municipality is named otherwise. A note.
    NamedOtherwise(String),
    /// There is no such certificate.
    UnknownCertificate(String),
    /// The certificate with this number says otherwise.
    Differs(String),
    /// The days make no term.
    Term,
    /// The term is longer than the programme's longest, which ends on this day.
    TermTooLong(Day),
    /// The term ends on another day than the programme's, which is this. A note.
    UnusualEnd(Day),
    /// The Urkunde is dated outside of these days.
    DatedElsewhere(Day, Day),
    /// Other certificates of the same mark and recipient are under way or count already.
    Rivals(Vec<String>),
    /// A chamber has no key.
    NoKey(String),
    /// Urkunde or seal cannot be drawn with this name.
    NotDrawable,
    /// Somebody changed it after the list was checked.
    ChangedMeanwhile,
    /// Who began it may not do so any more.
    NotPermitted,
}

impl From<TermError> for Cause {
    fn from(error: TermError) -> Self {
        match error {
            TermError::EndsBeforeItBegins | TermError::Length => Self::Term,
            TermError::BeyondProgramme { latest } => Self::TermTooLong(latest),
            TermError::DatedElsewhere { earliest, latest } => {
                Self::DatedElsewhere(earliest, latest)
            }
        }
    }
}

impl Cause {
    /// Whether the row is sound all the same.
    pub const fn is_note(&self) -> bool {
        matches!(
            self,
            Self::UnknownColumn
                | Self::OtherSheets(..)
                | Self::AgsRepaired(_)
                | Self::NamedOtherwise(_)
                | Self::UnusualEnd(_)
        )
    }
}

/// A column as spreadsheets name it: A to Z, AA and so on.
pub fn letters(place: u16) -> String {
    let mut letters = String::new();
    let mut left = u32::from(place) + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.extend(char::from_digit(digit + 10, 36).map(|c| c.to_ascii_uppercase()));
        left = (left - 1) / 26;
    }
    letters.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        let named = [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
        ];
        for (place, name) in named {
            assert_eq!(letters(place), name);
        }
    }
}
