//! How often a form of the public may be sent, counted in memory. Where it comes from is a keyed
//! digest that is forgotten with the window, and with the process.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// The forms of one kind in the running window.
#[derive(Debug)]
pub(super) struct Limiter {
    most_of_one: u32,
    most_in_all: u32,
    /// Length of a window, in seconds.
    length: i64,
    window: Mutex<Window>,
}

#[derive(Debug, Default)]
struct Window {
    number: i64,
    /// A key of this window; nobody knows it.
    key: RandomState,
    of_one: HashMap<u64, u32>,
    in_all: u32,
}

/// Too many forms: how many seconds to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooOften {
    pub seconds: i64,
}

impl TooOften {
    /// The same in minutes, rounded up.
    pub(super) const fn minutes(self) -> i64 {
        (self.seconds + 59) / 60
    }
}

impl Limiter {
    /// Takes so many forms of one network, and of all together, in a window of so many seconds.
    pub(super) fn new(most_of_one: u32, most_in_all: u32, length: i64) -> Self {
        Self {
            most_of_one,
            most_in_all,
            length,
            window: Mutex::default(),
        }
    }

    /// Forgets who came before the running window.
    pub(super) fn forget(&self, at: Timestamp) {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.number != at.as_second().div_euclid(self.length) {
            *window = Window::default();
        }
    }

    /// Counts a form, or refuses it.
    pub(super) fn count(&self, client: Option<IpAddr>, at: Timestamp) -> Result<(), TooOften> {
        let second = at.as_second();
        let number = second.div_euclid(self.length);
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.number != number {
            *window = Window {
                number,
                ..Window::default()
            };
        }
        let network = window.key.hash_one(client.map(network));
        let before = window.of_one.get(&network).copied().unwrap_or_default();
        if before >= self.most_of_one || window.in_all >= self.most_in_all {
            return Err(TooOften {
                seconds: self.length - second.rem_euclid(self.length),
            });
        }
        window.of_one.insert(network, before + 1);
        window.in_all += 1;
        Ok(())
    }
}

/// An IPv6 customer has a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => IpAddr::from((u128::from(v6) & !u128::from(u64::MAX)).to_be_bytes()),
        v4 => v4,
    }
}
