//! The public register: every municipality with its awards, made ready once for each state of the
//! database and each day.

mod build;
mod find;

use std::collections::HashMap;

use jiff::Timestamp;

use crate::domain::lifecycle::PublicState;
use crate::domain::municipality::{Ags, Kind};
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, Term};

pub use find::{Found, Query, Scope};

use super::open_data::Files;

/// Everything public about all awards, on one day.
#[derive(Debug)]
pub struct Directory {
    day: Day,
    version: i64,
    holders: Vec<Holder>,
    listings: Vec<Listing>,
    by_ags: HashMap<Ags, u32>,
    districts: Vec<String>,
    years: Vec<i16>,
    names: find::Names,
    pub(super) files: Files,
}

/// A municipality that was awarded at least once.
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    /// Its key.
    pub ags: Ags,
    /// Its name.
    pub name: String,
    /// Town or other.
    pub kind: Kind,
    /// Its district; empty if the register does not know it.
    pub district: String,
    /// Degrees north and east, if known.
    pub place: Option<(f64, f64)>,
    /// Host of its website.
    pub website: String,
    /// Its marks, by number.
    pub marks: Vec<Held>,
}

impl Holder {
    /// How it stands with one of its marks.
    pub fn mark(&self, programme: &ProgrammeId) -> Option<&Held> {
        self.marks.iter().find(|held| held.programme == *programme)
    }
}

/// A mark that a municipality holds, or held.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The programme.
    pub programme: ProgrammeId,
    /// Every award, the newest term first.
    pub awards: Vec<Award>,
    /// Which of the awards tells how the municipality stands.
    pub shown: usize,
    /// How it stands.
    pub status: Status,
    /// First day of the first term from which on there was hardly a gap.
    pub since: Day,
    /// First day of the present term, if it is a re-certification.
    pub renewed: Option<Day>,
}

impl Held {
    /// The award that tells how the municipality stands.
    pub fn current(&self) -> &Award {
        &self.awards[self.shown]
    }
}

/// An issued certificate, without anything that is not public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// Its number.
    pub serial: Serial,
    /// Its term.
    pub term: Term,
    /// How it stands on the directory's day.
    pub state: PublicState,
    /// When it became public.
    pub issued_at: Timestamp,
}

/// How a municipality stands with a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Valid, for a while yet.
    Valid,
    /// Valid, and in its last months.
    EndsSoon,
    /// The use rests.
    Suspended,
    /// The first term has not begun.
    Upcoming,
    /// The last term is over.
    Expired,
    /// Withdrawn.
    Withdrawn,
}

impl Status {
    /// Every status, the best first.
    pub const ALL: [Self; 6] = [
        Self::Valid,
        Self::EndsSoon,
        Self::Suspended,
        Self::Upcoming,
        Self::Expired,
        Self::Withdrawn,
    ];

    /// The name in data and addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::EndsSoon => "soon",
            Self::Suspended => "suspended",
            Self::Upcoming => "upcoming",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether it has left the list.
    pub const fn is_lapsed(self) -> bool {
        matches!(self, Self::Expired | Self::Withdrawn)
    }
}

/// A line of the list: a municipality and one of its marks.
#[derive(Debug, Clone, Copy)]
struct Listing {
    holder: u32,
    mark: u32,
}

impl Directory {
    /// The day for which it holds.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The version of the database from which it was made.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// Every municipality that was ever awarded, by name.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }

    /// A municipality that was awarded.
    pub fn holder(&self, ags: &Ags) -> Option<&Holder> {
        let place = self.by_ags.get(ags)?;
        self.holders.get(*place as usize)
    }

    /// The districts of the holders, by name.
    pub fn districts(&self) -> &[String] {
        &self.districts
    }

    /// The years in which terms began that tell how someone stands, the newest first.
    pub fn years(&self) -> &[i16] {
        &self.years
    }
}
