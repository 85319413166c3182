//! Days and terms. A day is a calendar day in Europe/Berlin.

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

static BERLIN: LazyLock<TimeZone> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the time zone database is compiled in")]
    TimeZone::get("Europe/Berlin").expect("bundled time zone")
});

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// A calendar day, counted from 1970-01-01; written in data as ISO 8601.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(u32);

/// The text is no day between 1970 and 9999.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not a day (write 2025-03-03 or 03.03.2025)")]
pub struct NotADay(pub String);

/// Why two days make no term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TermError {
    /// The last day lies before the first.
    #[error("the term ends before it begins")]
    EndsBeforeItBegins,
    /// A term has at least one month, and ends before the year 10000.
    #[error("the length of the term is out of range")]
    Length,
    /// The term is longer than any that the programme gives.
    #[error("the term is longer than the programme's longest, which ends on {latest}")]
    BeyondProgramme {
        /// The last day of the longest term with the same first day.
        latest: Day,
    },
    /// The Urkunde is dated on a day that has nothing to do with the term.
    #[error("the Urkunde is dated outside of {earliest} to {latest}")]
    DatedElsewhere {
        /// A year before the first day of the term.
        earliest: Day,
        /// The last day of the term.
        latest: Day,
    },
}

impl Day {
    /// The day on which an instant falls in Europe/Berlin.
    pub fn of(instant: Timestamp) -> Self {
        Self::from_date(instant.to_zoned(BERLIN.clone()).date())
    }

    /// The day with this count since 1970-01-01, if it is before the year 10000.
    pub fn from_count(days: u64) -> Option<Self> {
        let day = u32::try_from(days).ok()?;
        EPOCH
            .checked_add(Span::new().try_days(i64::from(day)).ok()?)
            .ok()?;
        Some(Self(day))
    }

    /// Days since 1970-01-01.
    pub const fn count(self) -> u64 {
        self.0 as u64
    }

    /// The day after it, if it is before the year 10000.
    pub fn next(self) -> Option<Self> {
        Self::from_count(self.count() + 1)
    }

    /// Reads `2025-03-03` or `03.03.2025`.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let text = text.trim();
        let date = Date::strptime("%Y-%m-%d", text).or_else(|_| Date::strptime("%d.%m.%Y", text));
        match date {
            Ok(date) if date >= EPOCH => Ok(Self::from_date(date)),
            _ => Err(NotADay(text.to_owned())),
        }
    }

    /// The day that is so many days later (or, negative, earlier), within 1970 to 9999.
    pub fn plus(self, days: i64) -> Option<Self> {
        Self::from_count(u64::try_from(i64::from(self.0).checked_add(days)?).ok()?)
    }

    /// The day so many months earlier; in a shorter month its last day.
    pub fn months_earlier(self, months: u16) -> Option<Self> {
        let span = Span::new().try_months(i64::from(months)).ok()?;
        let date = self.date().checked_sub(span).ok()?;
        (date >= EPOCH).then(|| Self::from_date(date))
    }

    /// Its first instant in Berlin.
    pub fn begin(self) -> Timestamp {
        let midnight = self.date().to_zoned(BERLIN.clone());
        // Within 1970 to 9999 there always is one.
        midnight.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }

    /// Year, month (1–12) and day of the month.
    pub fn parts(self) -> (i16, i8, i8) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    fn date(self) -> Date {
        // Every constructor proves that the sum exists; the epoch stands in for the impossible.
        EPOCH
            .checked_add(Span::new().days(i64::from(self.0)))
            .unwrap_or(EPOCH)
    }

    fn from_date(date: Date) -> Self {
        let days = date.since(EPOCH).map_or(0, |span| span.get_days());
        Self(u32::try_from(days).unwrap_or(0))
    }
}

/// Hour and minute of an instant in Europe/Berlin.
pub fn berlin_time(instant: Timestamp) -> (i8, i8) {
    let zoned = instant.to_zoned(BERLIN.clone());
    (zoned.hour(), zoned.minute())
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        Self::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

/// The days on which a certificate is valid, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    from: Day,
    until: Day,
}

/// Where an instant lies in relation to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before the first day.
    NotYet,
    /// From the first moment of the first day to the last moment of the last.
    Within,
    /// After the last day.
    Over,
}

impl Term {
    /// A term of given days.
    pub fn new(from: Day, until: Day) -> Result<Self, TermError> {
        if until < from {
            return Err(TermError::EndsBeforeItBegins);
        }
        Ok(Self { from, until })
    }

    /// A term of whole months (BGB §§ 187 (2), 188 (2) and (3)): it ends on the day before the
    /// one with the same number, or, where the last month has no such day, on its last day.
    pub fn of_months(from: Day, months: u16) -> Result<Self, TermError> {
        if months == 0 {
            return Err(TermError::Length);
        }
        let begin = from.date();
        let span = Span::new()
            .try_months(i64::from(months))
            .map_err(|_| TermError::Length)?;
        let same_number = begin.checked_add(span).map_err(|_| TermError::Length)?;
        let last = if same_number.day() < begin.day() {
            same_number
        } else {
            same_number.yesterday().map_err(|_| TermError::Length)?
        };
        Self::new(from, Day::from_date(last))
    }

    /// The first day.
    pub const fn from(self) -> Day {
        self.from
    }

    /// The last day; the certificate is valid until it is over in Berlin.
    pub const fn until(self) -> Day {
        self.until
    }

    /// Whether its last three months have begun: then the public is told that it ends soon.
    pub fn ends_soon(self, day: Day) -> bool {
        const MONTHS: u16 = 3;
        let begin = self.until.months_earlier(MONTHS);
        begin.is_none_or(|begin| day > begin)
    }

    /// Whether the Urkunde may bear this date: an award is handed over at most a year before its
    /// first day, and not after its last.
    pub fn admits_date(self, dated: Day) -> Result<(), TermError> {
        const MONTHS: u16 = 12;
        let earliest = self.from.months_earlier(MONTHS).unwrap_or(self.from);
        let latest = self.until;
        if (earliest..=latest).contains(&dated) {
            Ok(())
        } else {
            Err(TermError::DatedElsewhere { earliest, latest })
        }
    }

    /// Whether both have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }

    /// Where an instant lies.
    pub fn phase(self, instant: Timestamp) -> Phase {
        let day = Day::of(instant);
        if day < self.from {
            Phase::NotYet
        } else if day > self.until {
            Phase::Over
        } else {
            Phase::Within
        }
    }
}
