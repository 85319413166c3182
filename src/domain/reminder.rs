//! Reminding a municipality that its award ends.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::account::Email;
use super::validity::Day;

/// How a programme follows up on its awards, as written in `programme.toml`. Without `[reminders]`
/// nobody is reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Whether staff are told by mail of what waits for them.
    #[serde(default = "on")]
    pub notices: bool,
    /// Whether ends of awards stand in the calendars of staff.
    #[serde(default = "on")]
    pub calendar: bool,
}

impl Default for FollowUp {
    fn default() -> Self {
        Self {
            notices: true,
            calendar: true,
        }
    }
}

const fn on() -> bool {
    true
}

/// When a municipality is reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminders {
    /// Months before the last day.
    pub months: Vec<u16>,
    /// How many days the municipality has to reply.
    #[serde(default = "a_month")]
    pub reply_days: u16,
    /// Whether they are sent without anybody looking at them.
    #[serde(default)]
    pub automatic: bool,
    /// Where replies go; to the sender if not given.
    #[serde(default, with = "address")]
    pub reply_to: Option<Email>,
}

const fn a_month() -> u16 {
    30
}

/// One reminder of one award.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// Months before the last day.
    pub months: u16,
    /// From when it is due.
    pub day: Day,
}

impl Reminders {
    /// Whether the steps are at most eight different ones, from a month to five years.
    pub fn are_sound(&self) -> bool {
        let steps: BTreeSet<_> = self.months.iter().collect();
        let within = |months: &u16| (1..=60).contains(months);
        steps.len() == self.months.len() && steps.len() <= 8 && self.months.iter().all(within)
    }

    /// The steps of an award that ends after a day, the earliest first.
    pub fn steps(&self, until: Day) -> Vec<Step> {
        let step = |months: &u16| {
            let day = until.months_earlier(*months)?;
            Some(Step {
                months: *months,
                day,
            })
        };
        let mut steps: Vec<_> = self.months.iter().filter_map(step).collect();
        steps.sort_by_key(|step| step.day);
        steps
    }

    /// The reminder that is due on a day: of those whose day has come the last one, unless it or a
    /// later one is settled. Nobody gets three at once because a clock went wrong or an award was
    /// entered late.
    pub fn due(&self, until: Day, today: Day, settled: &[u16]) -> Option<Step> {
        if until < today {
            return None;
        }
        let come = |step: &Step| step.day <= today;
        let step = self.steps(until).into_iter().rfind(come)?;
        let open = settled.iter().all(|months| *months > step.months);
        open.then_some(step)
    }

    /// By when the municipality is asked to reply to a reminder that is sent today: not after the
    /// award's last day.
    pub fn reply_by(&self, until: Day, today: Day) -> Day {
        let by = today.plus(i64::from(self.reply_days)).unwrap_or(until);
        by.min(until)
    }
}

mod address {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::account::Email;

    pub fn serialize<S: Serializer>(email: &Option<Email>, to: S) -> Result<S::Ok, S::Error> {
        match email {
            Some(email) => to.serialize_some(email.as_str()),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Option<Email>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let email = text.map(|text| Email::parse(&text).map_err(D::Error::custom));
        email.transpose()
    }
}
