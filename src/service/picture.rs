//! Judging a picture of a seal by the data in it. The drawing around it proves nothing.

use jiff::Timestamp;

use super::register::Snapshot;
use super::verify::{Finding, Forgery, Verdict, judge_seal};
use crate::badge::baked::{self, BakedError};

/// Judges the seal in a picture; nothing if the file is no picture.
pub(super) fn judge(snapshot: &Snapshot, bytes: &[u8], at: Timestamp) -> Option<Verdict> {
    let verdict = match baked::read(baked::kind(bytes)?, bytes) {
        Ok(seal) => judge_seal(snapshot, seal, at),
        Err(BakedError::Damaged(_)) => Verdict::refused(Forgery::Picture, None, at),
        Err(error) => Verdict {
            finding: Finding::NoSeal(error),
            ..Verdict::unavailable(at)
        },
    };
    Some(Verdict {
        picture: true,
        ..verdict
    })
}
