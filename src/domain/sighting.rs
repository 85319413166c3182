//! Sightings: a seal was shown on a site that it was not awarded for. Of whoever saw it, nothing is
//! known.

use super::municipality::Host;
use super::validity::Day;

/// How often something was seen, and from when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// How often.
    pub count: u32,
}

impl Tally {
    /// Seen once.
    pub const fn once(day: Day) -> Self {
        Self {
            first: day,
            last: day,
            count: 1,
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            count: self.count.saturating_add(other.count),
        }
    }
}

/// A host on which a certificate's seal was shown that is not the recipient's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The host; nothing for those that are not told apart.
    pub host: Option<Host>,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// How often.
    pub count: u64,
}
