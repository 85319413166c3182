//! The map as its template sees it: shapes, signs and names, in whole units of which
//! [`WIDTH`] lie side by side.

use std::collections::BTreeMap;
use std::fmt::Write;

use i18n_embed_fl::fl;

use crate::domain::language::Language;
use crate::domain::municipality::Ags;
use crate::domain::outline::{self, Outlines, Place};
use crate::domain::search::folded;
use crate::service::directory::{Held, Holder, Status};
use crate::texts;

use super::words;

const WIDTH: f64 = 2560.0;
/// Room around the outlines for borders and rings.
const MARGIN: f64 = 40.0;
/// A letter of a name on a narrow screen: how wide it is on average, and how high a line.
const LETTER: f64 = 58.0;
const LINE: f64 = 112.0;
/// Half a sign on a narrow screen.
const SIGN: f64 = 66.0;

pub(super) struct Map {
    pub width: i32,
    pub height: i32,
    pub attribution: String,
    /// Municipalities without a colour.
    pub others: Vec<Town>,
    /// Borders of districts.
    pub borders: Vec<String>,
    /// Municipalities whose award was looked for.
    pub areas: Vec<Area>,
    pub names: Vec<Name>,
}

/// A municipality that leads to its page.
pub(super) struct Town {
    pub path: String,
    pub address: String,
    pub name: String,
    /// „gültig bis 02.03.2028".
    pub standing: String,
}

pub(super) struct Area {
    pub town: Town,
    /// The name of its status.
    pub status: &'static str,
    pub x: i32,
    pub y: i32,
}

/// A name beside its sign.
pub(super) struct Name {
    pub x: i32,
    pub y: i32,
    pub anchor: &'static str,
    pub main: String,
    /// „an der Brenz", below in smaller letters.
    pub rest: Option<String>,
}

impl Map {
    /// Shows `lines`, the holders of a mark that were looked for, on its outlines. `holder` knows
    /// everybody who holds it.
    pub(super) fn new<'a>(
        outlines: &Outlines,
        lines: &[(&'a Holder, &'a Held)],
        holder: impl Fn(&Ags) -> Option<(&'a Holder, &'a Held)>,
        language: Language,
        query: &str,
    ) -> Self {
        let sheet = Sheet::new(outlines);
        let (width, height) = sheet.size();
        let mut map = Self {
            width,
            height,
            attribution: outlines.attribution.clone(),
            others: Vec::new(),
            borders: Vec::new(),
            areas: Vec::new(),
            names: Vec::new(),
        };
        let held: BTreeMap<&Ags, (&Holder, &Held)> = lines
            .iter()
            .map(|(holder, held)| (&holder.ags, (*holder, *held)))
            .collect();
        let mut signs = Vec::new();
        for area in &outlines.areas {
            let path = sheet.path(area);
            let Some(ags) = &area.ags else {
                map.borders.push(path);
                continue;
            };
            let address = format!("/register/{ags}{query}");
            let Some((holder, held)) = held.get(ags) else {
                let known = holder(ags);
                let name = known.map(|(holder, _)| holder.name.clone());
                let current = known.filter(|(_, held)| !held.status.is_lapsed());
                map.others.push(Town {
                    path,
                    address,
                    name: name.or_else(|| area.name.clone()).unwrap_or_default(),
                    standing: match current {
                        Some((_, held)) => words::standing(language, held),
                        None => fl!(texts::of(language), "standing-none"),
                    },
                });
                continue;
            };
            let (x, y) = sheet.sign(area, holder);
            map.areas.push(Area {
                town: Town {
                    path,
                    address,
                    name: holder.name.clone(),
                    standing: words::standing(language, held),
                },
                status: held.status.name(),
                x: x as i32,
                y: y as i32,
            });
            signs.push((x, y, holder.name.as_str()));
        }
        map.names = names(&signs, f64::from(map.height));
        map.others.sort_by_cached_key(|town| folded(&town.name));
        map.areas.sort_by_cached_key(|area| folded(&area.town.name));
        map
    }

    /// Every municipality on the map, by name.
    pub(super) fn towns(&self) -> Vec<&Town> {
        let coloured = self.areas.iter().map(|area| &area.town);
        let mut towns: Vec<_> = coloured.chain(&self.others).collect();
        towns.sort_by_cached_key(|town| folded(&town.name));
        towns
    }
}

/// How many areas of all maps have each fill.
pub(super) fn statuses(maps: &[(String, Map)]) -> Vec<(Status, usize)> {
    let areas = || maps.iter().flat_map(|(_, map)| &map.areas);
    let count = |status: Status| areas().filter(|area| area.status == status.name()).count();
    let counted = Status::ALL
        .into_iter()
        .map(|status| (status, count(status)));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// Outlines, as large as the map.
pub(super) struct Sheet<'a> {
    outlines: &'a Outlines,
    scale: f64,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(outlines: &'a Outlines) -> Self {
        Self {
            outlines,
            scale: (WIDTH - 2.0 * MARGIN) / outlines.width,
        }
    }

    /// Width and height.
    pub(super) fn size(&self) -> (i32, i32) {
        let height = self.outlines.height * self.scale + 2.0 * MARGIN;
        (WIDTH as i32, height as i32)
    }

    fn at(&self, place: Place) -> (f64, f64) {
        (MARGIN + place.x * self.scale, MARGIN + place.y * self.scale)
    }

    /// Path data in relative steps, which are short to write.
    pub(super) fn path(&self, area: &outline::Area) -> String {
        let mut path = String::new();
        for ring in &area.rings {
            let mut before: Option<(i32, i32)> = None;
            for place in &ring[..ring.len().saturating_sub(1)] {
                let (x, y) = self.at(*place);
                let (x, y) = (x.round() as i32, y.round() as i32);
                // Writing into a string cannot fail.
                let _ = match before {
                    None => write!(path, "M{x} {y}l"),
                    Some((from_x, from_y)) if (from_x, from_y) == (x, y) => Ok(()),
                    Some((from_x, from_y)) => {
                        let gap = if path.ends_with('l') { "" } else { " " };
                        write!(path, "{gap}{} {}", x - from_x, y - from_y)
                    }
                };
                before = Some((x, y));
            }
            path.push('z');
        }
        path.replace(" -", "-")
    }

    /// Where the sign stands: in the town, or in the middle of the largest ring.
    fn sign(&self, area: &outline::Area, holder: &Holder) -> (f64, f64) {
        let town = holder
            .place
            .and_then(|(north, east)| self.outlines.place(east, north));
        let town = town.filter(|place| area.rings.iter().any(|ring| contains(ring, *place)));
        self.at(town.unwrap_or_else(|| middle(area)))
    }
}

/// Whether a place lies within a ring: a ray to the right crosses it an odd number of times.
fn contains(ring: &[Place], place: Place) -> bool {
    let crossed = ring.windows(2).filter(|side| {
        let (a, b) = (side[0], side[1]);
        (a.y > place.y) != (b.y > place.y)
            && place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
    });
    crossed.count() % 2 == 1
}

fn middle(area: &outline::Area) -> Place {
    let largest = area.rings.iter().max_by_key(|ring| ring.len());
    let ring = largest.map(Vec::as_slice).unwrap_or_default();
    let sum = ring.iter().fold((0.0, 0.0), |(x, y), p| (x + p.x, y + p.y));
    let count = ring.len().max(1) as f64;
    Place {
        x: sum.0 / count,
        y: sum.1 / count,
    }
}

/// A box: left, top, right, bottom.
type Extent = (f64, f64, f64, f64);

/// Names where they hide neither a sign nor another name; a name without room is left to the
/// table.
fn names(signs: &[(f64, f64, &str)], height: f64) -> Vec<Name> {
    let mut taken: Vec<Extent> = signs
        .iter()
        .map(|(x, y, _)| (x - SIGN, y - SIGN, x + SIGN, y + SIGN))
        .collect();
    let mut names = Vec::new();
    for &(x, y, name) in signs {
        let (main, rest) = parts(name);
        let width = LETTER * main.chars().count() as f64;
        let aside = SIGN + 12.0;
        let beside = (y - LINE / 2.0, y + LINE / 2.0);
        let places = [
            (
                "start",
                x + aside,
                (x + aside, beside.0, x + aside + width, beside.1),
            ),
            (
                "end",
                x - aside,
                (x - aside - width, beside.0, x - aside, beside.1),
            ),
            (
                "middle",
                x,
                (x - width / 2.0, y + SIGN, x + width / 2.0, y + SIGN + LINE),
            ),
            (
                "middle",
                x,
                (x - width / 2.0, y - SIGN - LINE, x + width / 2.0, y - SIGN),
            ),
        ];
        let free = |b: &Extent| {
            b.0 >= 0.0
                && b.1 >= 0.0
                && b.2 <= WIDTH
                && b.3 <= height
                && !taken.iter().any(|t| meet(t, b))
        };
        let Some((anchor, x, extent)) = places.into_iter().find(|(_, _, extent)| free(extent))
        else {
            continue;
        };
        taken.push(extent);
        names.push(Name {
            x: x as i32,
            y: (f64::midpoint(extent.1, extent.3) + 20.0) as i32,
            anchor,
            main: main.to_owned(),
            rest: rest.map(str::to_owned),
        });
    }
    names
}

fn meet(one: &Extent, other: &Extent) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// „Heidenheim" and „an der Brenz".
fn parts(name: &str) -> (&str, Option<&str>) {
    let ends = [" an ", " am ", " bei ", " im ", " in ", " ob ", " ("];
    let at = ends.iter().filter_map(|end| name.find(end)).min();
    match at {
        Some(at) => (&name[..at], Some(name[at..].trim())),
        None => (name, None),
    }
}
