//! How many reports are taken in an hour, counted in memory. Where they come from is a keyed digest
//! that is forgotten with the hour, and with the process.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Reports of one network in an hour, and of all together.
const MOST_OF_ONE: u32 = 5;
const MOST_IN_ALL: u32 = 60;

const HOUR: i64 = 60 * 60;

/// The reports of the running hour.
#[derive(Debug, Default)]
pub(in crate::web) struct Throttle(Mutex<Hour>);

#[derive(Debug, Default)]
struct Hour {
    number: i64,
    /// A key of this hour; nobody knows it.
    key: RandomState,
    of_one: HashMap<u64, u32>,
    in_all: u32,
}

impl Throttle {
    /// Counts a report, or refuses it: the minutes until more are taken.
    pub(super) fn count(&self, client: Option<IpAddr>, at: Timestamp) -> Result<(), i64> {
        let second = at.as_second();
        let mut hour = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = second.div_euclid(HOUR);
        if hour.number != number {
            *hour = Hour {
                number,
                ..Hour::default()
            };
        }
        let network = hour.key.hash_one(client.map(network));
        let before = hour.of_one.get(&network).copied().unwrap_or_default();
        if before >= MOST_OF_ONE || hour.in_all >= MOST_IN_ALL {
            return Err((HOUR - second.rem_euclid(HOUR) + 59) / 60);
        }
        hour.of_one.insert(network, before + 1);
        hour.in_all += 1;
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
