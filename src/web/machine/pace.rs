//! How many requests a machine may send in a minute, counted in memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// A certificate takes four requests; ten thousand of them are done in half an hour.
const MOST_KNOWN: u32 = 1500;
/// Requests of one address without a token that counts.
const MOST_UNKNOWN: u32 = 30;

/// Writes of one token; each draws a page, which takes a processor some milliseconds.
const MOST_WRITES: u32 = 600;

/// So many addresses and tokens are told apart; with more, all begin anew.
const MOST_CALLERS: usize = 10_000;

const WINDOW: i64 = 60;

/// Too many requests: how many seconds to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) struct Wait {
    /// Until the next minute.
    pub seconds: i64,
}

/// The requests of the running minute.
#[derive(Debug, Default)]
pub(in crate::web) struct Pace(Mutex<Minute>);

#[derive(Debug, Default)]
struct Minute {
    number: i64,
    counts: HashMap<String, u32>,
}

impl Pace {
    /// Counts a request of a token.
    pub(super) fn known(&self, id: &str, at: Timestamp) -> Result<(), Wait> {
        self.count(format!("token {id}"), MOST_KNOWN, at)
    }

    /// Forgets who came before the running minute.
    pub(in crate::web) fn forget(&self, at: Timestamp) {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.number != at.as_second().div_euclid(WINDOW) {
            minute.counts.clear();
        }
    }

    /// Counts a write of a token.
    pub(in crate::web) fn write(&self, id: &str, at: Timestamp) -> Result<(), Wait> {
        self.count(format!("write {id}"), MOST_WRITES, at)
    }

    /// Counts a request that comes without one.
    pub(super) fn unknown(&self, client: &str, at: Timestamp) -> Result<(), Wait> {
        self.count(format!("client {client}"), MOST_UNKNOWN, at)
    }

    fn count(&self, caller: String, most: u32, at: Timestamp) -> Result<(), Wait> {
        let second = at.as_second();
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = second.div_euclid(WINDOW);
        if minute.number != number || minute.counts.len() >= MOST_CALLERS {
            minute.number = number;
            minute.counts.clear();
        }
        let count = minute.counts.entry(caller).or_default();
        *count = count.saturating_add(1);
        if *count > most {
            let seconds = WINDOW - second.rem_euclid(WINDOW);
            return Err(Wait { seconds });
        }
        Ok(())
    }
}
