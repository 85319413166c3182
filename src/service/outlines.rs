//! Outlines from a GeoJSON file (RFC 7946): a collection of polygons with `ags` and `name`; those
//! without `ags` are districts. The collection itself has an `attribution`.

use serde::Deserialize;

use crate::domain::municipality::Ags;
use crate::domain::outline::{Outlines, Surveyed};

type Ring = Vec<(f64, f64)>;

#[derive(Deserialize)]
struct Collection {
    attribution: String,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    ags: Option<Ags>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

/// Reads the file; says what is wrong with it.
pub(super) fn read(text: &str) -> Result<Outlines, String> {
    let collection: Collection = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let surveyed = collection.features.into_iter().map(|feature| Surveyed {
        ags: feature.properties.ags,
        name: feature.properties.name,
        rings: match feature.geometry {
            Geometry::Polygon(rings) => rings,
            Geometry::MultiPolygon(polygons) => polygons.into_iter().flatten().collect(),
        },
    });
    Outlines::new(collection.attribution, surveyed.collect())
        .ok_or_else(|| "there is no area".to_owned())
}
