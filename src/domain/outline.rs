//! Outlines of municipalities: what the map of a programme is drawn from.

use super::municipality::Ags;

/// A place on the map: to the right and **down**, in kilometres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// From the western edge.
    pub x: f64,
    /// From the northern edge.
    pub y: f64,
}

/// The outline of a municipality, or of a district if there is no key.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Whose it is.
    pub ags: Option<Ags>,
    /// Its name, if it is a municipality.
    pub name: Option<String>,
    /// Rings, each closed by itself; the even-odd rule tells land from holes.
    pub rings: Vec<Vec<Place>>,
}

/// All outlines of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlines {
    /// Who has to be named as the source.
    pub attribution: String,
    /// The municipalities and districts.
    pub areas: Vec<Area>,
    /// Width in kilometres.
    pub width: f64,
    /// Height in kilometres.
    pub height: f64,
    projection: Projection,
}

/// Rings of degrees east and north, with whose they are.
#[derive(Debug, Clone)]
pub struct Surveyed {
    /// Whose they are.
    pub ags: Option<Ags>,
    /// The name.
    pub name: Option<String>,
    /// Rings of (degrees east, degrees north).
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// Degrees to kilometres, true to length along the middle parallel.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Projection {
    west: f64,
    north: f64,
    per_degree_east: f64,
}

/// Kilometres in a degree of latitude.
const PER_DEGREE: f64 = 111.2;

impl Outlines {
    /// Lays the outlines on a map; nothing if there is no area.
    pub fn new(attribution: String, surveyed: Vec<Surveyed>) -> Option<Self> {
        let places = || surveyed.iter().flat_map(|s| s.rings.iter().flatten());
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
        for &(x, y) in places() {
            (west, east) = (west.min(x), east.max(x));
            (south, north) = (south.min(y), north.max(y));
        }
        if !(west < east && south < north) {
            return None;
        }
        let projection = Projection {
            west,
            north,
            per_degree_east: PER_DEGREE * ((south + north) / 2.0).to_radians().cos(),
        };
        let area = |s: Surveyed| Area {
            ags: s.ags,
            name: s.name,
            rings: s
                .rings
                .iter()
                .map(|ring| ring.iter().map(|&(x, y)| projection.place(x, y)).collect())
                .collect(),
        };
        let far = projection.place(east, south);
        Some(Self {
            attribution,
            areas: surveyed.into_iter().map(area).collect(),
            width: far.x,
            height: far.y,
            projection,
        })
    }

    /// Where degrees east and north lie on the map, if they do.
    pub fn place(&self, east: f64, north: f64) -> Option<Place> {
        let place = self.projection.place(east, north);
        let within =
            (0.0..=self.width).contains(&place.x) && (0.0..=self.height).contains(&place.y);
        within.then_some(place)
    }

    /// The outline of a municipality.
    pub fn of(&self, ags: &Ags) -> Option<&Area> {
        self.areas.iter().find(|a| a.ags.as_ref() == Some(ags))
    }
}

impl Projection {
    fn place(self, east: f64, north: f64) -> Place {
        Place {
            x: (east - self.west) * self.per_degree_east,
            y: (self.north - north) * PER_DEGREE,
        }
    }
}
