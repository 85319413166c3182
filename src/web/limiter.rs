//! How often one address may send a form, counted in memory and forgotten with the window.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Forms of one address in a window.
const MOST: u32 = 5;
/// Forms of all addresses in a window.
const MOST_OF_ALL: u32 = 200;
/// Length of a window, in seconds.
const WINDOW: i64 = 15 * 60;

/// The forms of the running window.
#[derive(Debug, Default)]
pub(super) struct Limiter(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    number: i64,
    all: u32,
    counts: HashMap<IpAddr, u32>,
}

/// Too many forms: how many seconds to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooOften {
    pub seconds: i64,
}

impl Limiter {
    /// Forgets who came before the running window.
    pub(super) fn forget(&self, at: Timestamp) {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if window.number != at.as_second().div_euclid(WINDOW) {
            *window = Window::default();
        }
    }

    /// Counts a form. The last 64 bits of an IPv6 address do not count: one household has them all.
    pub(super) fn count(&self, client: Option<IpAddr>, at: Timestamp) -> Result<(), TooOften> {
        let second = at.as_second();
        let number = second.div_euclid(WINDOW);
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if window.number != number {
            *window = Window {
                number,
                ..Window::default()
            };
        }
        let too_often = TooOften {
            seconds: WINDOW - second.rem_euclid(WINDOW),
        };
        if window.all >= MOST_OF_ALL {
            return Err(too_often);
        }
        let client = network(client.unwrap_or(IpAddr::from([0, 0, 0, 0])));
        let count = window.counts.entry(client).or_default();
        if *count >= MOST {
            return Err(too_often);
        }
        *count += 1;
        window.all += 1;
        Ok(())
    }
}

fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}
