//! Municipalities: who can be awarded.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Amtlicher Gemeindeschlüssel: eight digits, the key of a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ags(String);

/// Why a value of a municipality is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MunicipalityError {
    /// Not eight digits.
    #[error("{0:?} is not an AGS (eight digits)")]
    Ags(String),
    /// Neither `Stadt` nor `Gemeinde`.
    #[error("{0:?} is not a kind of municipality (Stadt or Gemeinde)")]
    Kind(String),
    /// Empty, longer than 120 characters, or with control characters.
    #[error("{0:?} is not a name (1 to 120 characters, no control characters)")]
    Name(String),
    /// Not a host name.
    #[error("{0:?} is not a host name")]
    Host(String),
    /// Longer than 120 characters, or with control characters.
    #[error("{0:?} is not a district (at most 120 characters, no control characters)")]
    District(String),
    /// Not a coordinate in degrees.
    #[error("{0:?} is not a coordinate in degrees")]
    Coordinate(String),
    /// No degrees north of a place in Germany.
    #[error("{0:?} degrees north is not in Germany")]
    Latitude(String),
    /// No degrees east of a place in Germany.
    #[error("{0:?} degrees east is not in Germany")]
    Longitude(String),
}

/// Where Germany lies, in whole degrees north: who has an AGS lies there.
const LATITUDES: RangeInclusive<f64> = 47.0..=56.0;
/// The same, in degrees east.
const LONGITUDES: RangeInclusive<f64> = 5.0..=16.0;

impl Ags {
    /// Reads eight digits.
    pub fn parse(text: &str) -> Result<Self, MunicipalityError> {
        let text = text.trim();
        if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MunicipalityError::Ags(text.to_owned()))
        }
    }

    /// The key as a number, as it stands in the seal.
    pub fn number(&self) -> u32 {
        // Eight digits by construction.
        self.0.parse().unwrap_or(0)
    }

    /// The key with this number, leading zeros restored.
    pub fn from_number(number: u64) -> Result<Self, MunicipalityError> {
        Self::parse(&format!("{number:08}"))
    }

    /// The eight digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Ags {
    type Error = MunicipalityError;

    fn try_from(text: String) -> Result<Self, MunicipalityError> {
        Self::parse(&text)
    }
}

impl From<Ags> for String {
    fn from(ags: Ags) -> Self {
        ags.0
    }
}

/// Kreisschlüssel: the first five digits of an AGS, the key of a district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District(String);

impl District {
    /// Reads five digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(text.to_owned()))
    }

    /// Whether a municipality lies in it.
    pub fn has(&self, ags: &Ags) -> bool {
        ags.as_str().starts_with(&self.0)
    }
}

/// Town or other municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A town.
    Stadt,
    /// Any other municipality.
    Gemeinde,
}

impl Kind {
    /// The word in data and in German text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stadt => "Stadt",
            Self::Gemeinde => "Gemeinde",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Result<Self, MunicipalityError> {
        match text.trim() {
            "Stadt" => Ok(Self::Stadt),
            "Gemeinde" => Ok(Self::Gemeinde),
            other => Err(MunicipalityError::Kind(other.to_owned())),
        }
    }
}

/// A recipient's name: 1 to 120 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientName(String);

impl RecipientName {
    /// Reads a name; surrounding white space does not count.
    pub fn parse(text: &str) -> Result<Self, MunicipalityError> {
        let text = text.trim();
        let length = text.chars().count();
        if (1..=120).contains(&length) && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MunicipalityError::Name(text.chars().take(140).collect()))
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A website's host: letters, digits, hyphens and dots, in lower case; international names in
/// their ASCII form (`xn--…`). At most 100 characters, so that the seal fits its code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Host(String);

impl Host {
    /// Reads a host name.
    pub fn parse(text: &str) -> Result<Self, MunicipalityError> {
        let host = text.trim().to_ascii_lowercase();
        let label = |l: &str| {
            (1..=63).contains(&l.len())
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if host.len() <= 100 && host.contains('.') && host.split('.').all(label) {
            Ok(Self(host))
        } else {
            Err(MunicipalityError::Host(text.chars().take(140).collect()))
        }
    }

    /// Reads the host of a website as people write it down: its name, or an address that they copied
    /// from their browser. A name with other letters than A to Z becomes what a browser asks for
    /// (UTS 46): `schwäbisch-gmünd.de` is `xn--schwbisch-gmnd-8hb60b.de`.
    pub fn of_website(text: &str) -> Result<Self, MunicipalityError> {
        let text = text.trim();
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned());
        Self::parse(&host).map_err(|_| MunicipalityError::Host(text.chars().take(140).collect()))
    }

    /// The hosts of the same site: the name without `www.` before it, and with it.
    pub fn names(&self) -> [String; 2] {
        let bare = self
            .0
            .strip_prefix("www.")
            .filter(|rest| rest.contains('.'));
        let bare = bare.unwrap_or(&self.0);
        [bare.to_owned(), format!("www.{bare}")]
    }

    /// Whether another host is the same site.
    pub fn is_site_of(&self, other: &str) -> bool {
        self.names().iter().any(|name| name == other)
    }

    /// The host name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A municipality as the register knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its key.
    pub ags: Ags,
    /// Its name.
    pub name: RecipientName,
    /// Town or other.
    pub kind: Kind,
    /// The district (Landkreis).
    pub district: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Host of its website.
    pub website: Host,
}

/// Reads the name of a district (Landkreis): at most 120 characters on one line. Who lies in none
/// says nothing.
pub fn parse_district(text: &str) -> Result<String, MunicipalityError> {
    let district = text.trim();
    if district.chars().count() <= 120 && !district.contains(char::is_control) {
        Ok(district.to_owned())
    } else {
        Err(MunicipalityError::District(
            text.chars().take(140).collect(),
        ))
    }
}

/// Reads degrees north of a municipality, with a point or a comma.
pub fn parse_latitude(text: &str) -> Result<f64, MunicipalityError> {
    parse_degrees(text).and_then(latitude)
}

/// Reads degrees east of a municipality, with a point or a comma.
pub fn parse_longitude(text: &str) -> Result<f64, MunicipalityError> {
    parse_degrees(text).and_then(longitude)
}

/// Degrees north of a municipality.
pub fn latitude(degrees: f64) -> Result<f64, MunicipalityError> {
    let fits = LATITUDES.contains(&degrees);
    fits.then_some(degrees)
        .ok_or_else(|| MunicipalityError::Latitude(degrees.to_string()))
}

/// Degrees east of a municipality.
pub fn longitude(degrees: f64) -> Result<f64, MunicipalityError> {
    let fits = LONGITUDES.contains(&degrees);
    fits.then_some(degrees)
        .ok_or_else(|| MunicipalityError::Longitude(degrees.to_string()))
}

/// Reads degrees, wherever they lead.
pub fn parse_degrees(text: &str) -> Result<f64, MunicipalityError> {
    let degrees = text.trim().replace(',', ".").parse().ok();
    degrees
        .filter(|degrees: &f64| degrees.is_finite())
        .ok_or_else(|| MunicipalityError::Coordinate(text.chars().take(140).collect()))
}
