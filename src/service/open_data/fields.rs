//! The names of all fields, as they are documented: a dot leads into an object, or into the objects
//! of a list.

use super::table::COLUMNS;

/// What the JSON says of the register, of a mark, and of an award.
pub fn of_json() -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let within = |list: &str, names: &[&str]| names.iter().map(|n| format!("{list}.{n}")).collect();
    let head = HEAD.iter().map(|n| (*n).to_owned()).collect();
    [
        ("head", head),
        ("marks", within("marks", &MARK)),
        ("awards", within("awards", &COLUMNS)),
    ]
    .into_iter()
}

/// What a feature of the GeoJSON has besides the fields of an award.
pub fn of_geojson() -> Vec<String> {
    FEATURE.iter().map(|n| format!("features.{n}")).collect()
}

const HEAD: [&str; 6] = [
    "version",
    "title",
    "source",
    "licence.name",
    "licence.url",
    "as_of",
];

const MARK: [&str; 8] = [
    "programme",
    "name.de",
    "name.en",
    "chambers.id",
    "chambers.name.de",
    "chambers.name.en",
    "chambers.website",
    "sample",
];

const FEATURE: [&str; 4] = [
    "id",
    "geometry",
    "properties.ends_soon",
    "properties.awarded_since",
];
