//! Slowing down those who guess. Nobody is locked out for ever.

use jiff::{SignedDuration, Timestamp};

use crate::store::{Count, Tally};

/// Attempts that fail without consequence: with one account, and from one network, where many
/// people may sit behind one address.
const FREE_PER_ACCOUNT: u64 = 5;
const FREE_PER_NETWORK: u64 = 30;

/// Longest wait, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;

/// How long failed attempts count.
pub(super) const MEMORY: SignedDuration = SignedDuration::from_hours(24);

/// How many seconds the next attempt has to wait, if it has to: after the free ones a second, and
/// twice as long after each further failure.
pub(super) fn wait(tally: Tally, at: Timestamp) -> Option<u64> {
    let account = rest(tally.account, FREE_PER_ACCOUNT, at);
    account.max(rest(tally.network, FREE_PER_NETWORK, at))
}

fn rest(count: Option<Count>, free: u64, at: Timestamp) -> Option<u64> {
    let count = count?;
    let doublings = u32::try_from(count.failures.checked_sub(free)?).ok()?;
    let wait = 1_i64.checked_shl(doublings).unwrap_or(LONGEST_WAIT);
    let wait = if doublings < 10 { wait } else { LONGEST_WAIT };
    let passed = at.duration_since(count.last).as_millis();
    let rest = i128::from(wait) * 1000 - passed;
    u64::try_from(rest.max(0))
        .ok()
        .filter(|rest| *rest > 0)
        .map(|rest| rest.div_ceil(1000))
}
