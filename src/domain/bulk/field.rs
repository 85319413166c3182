//! What stands in a list: its columns, and a row's cells by column.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A kind of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum List {
    /// Who can be awarded, and whom to write to there.
    Municipalities,
    /// One row is one certificate to be prepared.
    Certificates,
}

/// A column that a list may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "they are named by the values of which they are columns"
)]
pub enum Field {
    Serial,
    Ags,
    Name,
    Kind,
    District,
    Latitude,
    Longitude,
    Website,
    ContactName,
    ContactAddressedAs,
    ContactOffice,
    ContactGender,
    ContactLanguage,
    ContactEmail,
    Programme,
    From,
    Until,
    Renewal,
    Dated,
    State,
}

/// What stands in a row: texts in the one form in which they count, empty cells left out.
pub type Cells = BTreeMap<Field, String>;

/// Where a column stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it is.
    pub field: Field,
    /// Its place in the file, from 0.
    pub place: u16,
    /// Its heading in the file.
    pub heading: String,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 2] = [Self::Municipalities, Self::Certificates];

    /// The name in data, commands and addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Municipalities => "municipalities",
            Self::Certificates => "certificates",
        }
    }

    /// The list with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.as_str() == name)
    }

    /// Its columns, in the order in which they are written.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Municipalities => &[
                Field::Ags,
                Field::Name,
                Field::Kind,
                Field::District,
                Field::Latitude,
                Field::Longitude,
                Field::Website,
                Field::ContactName,
                Field::ContactAddressedAs,
                Field::ContactOffice,
                Field::ContactGender,
                Field::ContactLanguage,
                Field::ContactEmail,
            ],
            Self::Certificates => &[
                Field::Serial,
                Field::Ags,
                Field::Name,
                Field::Programme,
                Field::From,
                Field::Until,
                Field::Renewal,
                Field::Dated,
                Field::State,
            ],
        }
    }

    /// The columns without which it is not read.
    pub const fn required(self) -> &'static [Field] {
        match self {
            Self::Municipalities => &[
                Field::Ags,
                Field::Name,
                Field::Kind,
                Field::District,
                Field::Latitude,
                Field::Longitude,
                Field::Website,
            ],
            Self::Certificates => &[Field::Ags, Field::From],
        }
    }
}

impl Field {
    /// The heading in data, which every language's headings stand beside.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Ags => "ags",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::District => "district",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Website => "website",
            Self::ContactName => "contact_name",
            Self::ContactAddressedAs => "contact_addressed_as",
            Self::ContactOffice => "contact_office",
            Self::ContactGender => "contact_gender",
            Self::ContactLanguage => "contact_language",
            Self::ContactEmail => "contact_email",
            Self::Programme => "programme",
            Self::From => "from",
            Self::Until => "until",
            Self::Renewal => "renewal",
            Self::Dated => "dated",
            Self::State => "state",
        }
    }

    /// Whether its values are days.
    pub const fn is_day(self) -> bool {
        matches!(self, Self::From | Self::Until | Self::Dated)
    }

    /// Whether its values are degrees.
    pub const fn is_degrees(self) -> bool {
        matches!(self, Self::Latitude | Self::Longitude)
    }
}
