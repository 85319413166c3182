//! One award, one municipality, one mark, as data.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::language::Localised;
use crate::domain::lifecycle::PublicState;
use crate::domain::programme::Programme;
use crate::domain::validity::Day;
use crate::service::Service;
use crate::service::directory::{Award, Directory, Held, Holder, Status};

#[derive(Serialize)]
pub(super) struct MarkRecord<'a> {
    programme: &'a str,
    name: &'a Localised,
    chambers: Vec<ChamberRecord<'a>>,
    sample: bool,
}

#[derive(Serialize)]
struct ChamberRecord<'a> {
    id: &'a str,
    name: &'a Localised,
    website: &'a str,
}

impl<'a> MarkRecord<'a> {
    pub(super) fn new(programme: &'a Programme) -> Self {
        let chamber = |c: &'a crate::domain::chamber::Chamber| ChamberRecord {
            id: c.id.as_str(),
            name: &c.name,
            website: &c.website,
        };
        Self {
            programme: programme.id.as_str(),
            name: &programme.name,
            chambers: programme.chambers.iter().map(chamber).collect(),
            sample: programme.sample,
        }
    }
}

/// An issued certificate.
#[derive(Serialize)]
pub(super) struct AwardRecord<'a> {
    pub ags: &'a str,
    pub name: &'a str,
    pub kind: &'static str,
    pub district: &'a str,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub website: &'a str,
    pub programme: &'a str,
    pub serial: String,
    pub valid_from: Day,
    pub valid_until: Day,
    pub state: &'static str,
    /// The day on which it was suspended, withdrawn or superseded.
    pub state_since: Option<Day>,
    pub superseded_by: Option<String>,
    pub issued_on: Day,
    pub page: String,
    pub verification: String,
}

#[derive(Serialize)]
pub(super) struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    geometry: Option<Point>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Point {
    #[serde(rename = "type")]
    kind: &'static str,
    /// Degrees east, degrees north (RFC 7946 § 3.1.1).
    coordinates: [f64; 2],
}

/// How a municipality stands with a mark.
#[derive(Serialize)]
struct Properties<'a> {
    #[serde(flatten)]
    current: AwardRecord<'a>,
    ends_soon: bool,
    /// The first day since which it is awarded without a longer gap.
    awarded_since: Day,
}

impl Service {
    /// Every award, by municipality, the newest term first.
    pub(super) fn award_records<'a>(&self, directory: &'a Directory) -> Vec<AwardRecord<'a>> {
        let of_mark = |holder: &'a Holder, held: &'a Held| {
            held.awards
                .iter()
                .map(move |award| self.record(holder, held, award))
        };
        let of_holder = |holder: &'a Holder| {
            holder
                .marks
                .iter()
                .flat_map(move |held| of_mark(holder, held))
        };
        directory.holders().iter().flat_map(of_holder).collect()
    }

    pub(super) fn features<'a>(&self, directory: &'a Directory) -> Vec<Feature<'a>> {
        let feature = |holder: &'a Holder, held: &'a Held| Feature {
            kind: "Feature",
            id: format!("{}/{}", holder.ags, held.programme),
            geometry: holder.place.map(|(north, east)| Point {
                kind: "Point",
                coordinates: [east, north],
            }),
            properties: Properties {
                current: self.record(holder, held, held.current()),
                ends_soon: held.status == Status::EndsSoon,
                awarded_since: held.since,
            },
        };
        let of_holder =
            |holder: &'a Holder| holder.marks.iter().map(move |held| feature(holder, held));
        directory.holders().iter().flat_map(of_holder).collect()
    }

    fn record<'a>(&self, holder: &'a Holder, held: &'a Held, award: &Award) -> AwardRecord<'a> {
        let since = since(award);
        AwardRecord {
            ags: holder.ags.as_str(),
            name: &holder.name,
            kind: holder.kind.as_str(),
            district: &holder.district,
            latitude: holder.place.map(|(north, _)| north),
            longitude: holder.place.map(|(_, east)| east),
            website: &holder.website,
            programme: held.programme.as_str(),
            serial: award.serial.to_string(),
            valid_from: award.term.from(),
            valid_until: award.term.until(),
            state: award.state.name(),
            state_since: since.map(Day::of),
            superseded_by: match award.state {
                PublicState::Superseded { by, .. } => Some(by.to_string()),
                _ => None,
            },
            issued_on: Day::of(award.issued_at),
            page: self.address(&format!("/register/{}", holder.ags)),
            verification: self.address(&format!("/z/{}", award.serial)),
        }
    }
}

/// When an award was suspended, withdrawn or superseded.
pub(super) fn since(award: &Award) -> Option<Timestamp> {
    match award.state {
        PublicState::Suspended { since }
        | PublicState::Withdrawn { since }
        | PublicState::Superseded { since, .. } => Some(since),
        _ => None,
    }
}
