//! Importing municipalities from a list.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord};

use super::error::{ListCause, ServiceError};
use super::{By, Service};
use crate::domain::municipality::{
    Ags, Host, Kind, Municipality, MunicipalityError, RecipientName, parse_degrees,
};
use crate::store::Event;

const COLUMNS: [&str; 7] = [
    "ags",
    "name",
    "kind",
    "district",
    "latitude",
    "longitude",
    "website",
];

impl Service {
    /// Imports a list: CSV with a heading, separated by semicolons (or commas), in UTF-8 or
    /// Windows-1252. All rows or none. Returns how many.
    pub async fn import_municipalities(
        &self,
        bytes: &[u8],
        by: By<'_>,
    ) -> Result<usize, ServiceError> {
        let municipalities = parse(bytes)?;
        if municipalities.is_empty() {
            return Ok(0);
        }
        let mut change = self.store.change(by.actor, by.at).await?;
        let mut events = Vec::with_capacity(municipalities.len());
        for municipality in &municipalities {
            change.put_municipality(municipality).await?;
            events.push(Event::new(
                "municipality.imported",
                &municipality.ags,
                municipality.name.as_str(),
            ));
        }
        change.commit(events).await?;
        Ok(municipalities.len())
    }
}

impl Service {
    /// Enters a municipality whose key nobody has yet.
    pub async fn add_municipality(
        &self,
        municipality: &Municipality,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let ags = &municipality.ags;
        let mut change = self.store.change(by.actor, by.at).await?;
        if change.municipality(ags).await?.is_some() {
            return Err(ServiceError::MunicipalityExists(ags.clone()));
        }
        change.put_municipality(municipality).await?;
        let event = Event::new("municipality.added", ags, municipality.name.as_str());
        Ok(change.commit(vec![event]).await?)
    }

    /// Corrects a municipality; its key stays.
    pub async fn correct_municipality(
        &self,
        municipality: &Municipality,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let ags = &municipality.ags;
        let mut change = self.store.change(by.actor, by.at).await?;
        if change.municipality(ags).await?.is_none() {
            return Err(ServiceError::UnknownMunicipality(ags.to_string()));
        }
        change.put_municipality(municipality).await?;
        let event = Event::new("municipality.corrected", ags, municipality.name.as_str());
        Ok(change.commit(vec![event]).await?)
    }
}

/// Reads a list.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<Municipality>, ServiceError> {
    let text = decode(bytes);
    let heading = text.lines().next().unwrap_or_default();
    let separator = if heading.contains(';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let unreadable = |row, e: csv::Error| ServiceError::List {
        row,
        column: "",
        cause: ListCause::Unreadable(e.to_string()),
    };
    let heading = reader.headers().map_err(|e| unreadable(1, e))?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let missing = ServiceError::List {
            row: 1,
            column,
            cause: ListCause::MissingColumn,
        };
        let found = heading
            .iter()
            .position(|h| h.trim().eq_ignore_ascii_case(column));
        *place = found.ok_or(missing)?;
    }
    let mut seen = BTreeSet::new();
    let mut municipalities = Vec::new();
    for (row, record) in (2..).zip(reader.records()) {
        let municipality = row_of(&record.map_err(|e| unreadable(row, e))?, &places, row)?;
        if !seen.insert(municipality.ags.clone()) {
            let cause = ListCause::Repeated;
            return Err(ServiceError::List {
                row,
                column: "ags",
                cause,
            });
        }
        municipalities.push(municipality);
    }
    Ok(municipalities)
}

/// UTF-8, with or without a byte order mark; else Windows-1252, which every byte is.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

fn row_of(
    record: &StringRecord,
    places: &[usize; COLUMNS.len()],
    row: u64,
) -> Result<Municipality, ServiceError> {
    let cell = |column: usize| record.get(places[column]).unwrap_or_default();
    let refused = |column: usize| {
        move |cause: MunicipalityError| ServiceError::List {
            row,
            column: COLUMNS[column],
            cause: cause.into(),
        }
    };
    Ok(Municipality {
        ags: Ags::parse(cell(0)).map_err(refused(0))?,
        name: RecipientName::parse(cell(1)).map_err(refused(1))?,
        kind: Kind::parse(cell(2)).map_err(refused(2))?,
        district: cell(3).trim().to_owned(),
        latitude: parse_degrees(cell(4)).map_err(refused(4))?,
        longitude: parse_degrees(cell(5)).map_err(refused(5))?,
        website: Host::parse(cell(6)).map_err(refused(6))?,
    })
}
