//! Judging a picture of a seal by the data in it. The drawing around it proves nothing.

use jiff::Timestamp;

use super::snapshot::Snapshot;
use super::verify::{Finding, Forgery, Verdict, judge_seal};
use crate::badge::baked::{self, BakedError, Kind};
use crate::document::seal_print;

/// Judges the seal in a picture, or in the PDF of one for print; nothing if the file is neither.
pub(super) fn judge(snapshot: &Snapshot, bytes: &[u8], at: Timestamp) -> Option<Verdict> {
    let read = match baked::kind(bytes) {
        Some(kind) => baked::read(kind, bytes),
        None => baked::read(Kind::Packet, &seal_print::packet(bytes)?),
    };
    let verdict = match read {
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
