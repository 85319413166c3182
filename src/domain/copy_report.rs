//! What somebody tells of a copy: a seal seen where it does not belong.

use jiff::Timestamp;

use super::serial::Serial;

/// A report as it was sent, with everything in it that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyReport {
    /// The number that stands on the seal, if it was given. It need not exist.
    pub serial: Option<Serial>,
    /// Where it was seen: an address, or a place in words.
    pub place: String,
    /// More about it; may be empty.
    pub remark: String,
    /// How to ask back; may be empty. Personal data: never public, and never in `events`.
    pub contact: String,
}

/// A field of a report, and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The number is mistyped.
    Serial,
    /// The place is missing.
    PlaceMissing,
    /// The place is longer than [`LONGEST_PLACE`].
    PlaceTooLong,
    /// The remark is longer than [`LONGEST_REMARK`].
    RemarkTooLong,
    /// The contact is longer than [`LONGEST_CONTACT`].
    ContactTooLong,
}

/// Characters of the place at the most.
pub const LONGEST_PLACE: usize = 500;
/// Characters of the remark at the most.
pub const LONGEST_REMARK: usize = 2000;
/// Characters of the contact at the most.
pub const LONGEST_CONTACT: usize = 200;

impl CopyReport {
    /// Reads what was typed, or tells everything that is wrong.
    pub fn parse(
        serial: &str,
        place: &str,
        remark: &str,
        contact: &str,
    ) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let typed = serial.trim();
        let serial = (!typed.is_empty()).then(|| typed.parse::<Serial>());
        let serial = serial.transpose().unwrap_or_else(|_| {
            problems.push(Problem::Serial);
            None
        });
        let (place, remark, contact) = (
            plain(place, false),
            plain(remark, true),
            plain(contact, false),
        );
        let too_long = |text: &str, most: usize| text.chars().count() > most;
        if place.is_empty() {
            problems.push(Problem::PlaceMissing);
        }
        for (long, problem) in [
            (too_long(&place, LONGEST_PLACE), Problem::PlaceTooLong),
            (too_long(&remark, LONGEST_REMARK), Problem::RemarkTooLong),
            (too_long(&contact, LONGEST_CONTACT), Problem::ContactTooLong),
        ] {
            if long {
                problems.push(problem);
            }
        }
        if problems.is_empty() {
            Ok(Self {
                serial,
                place,
                remark,
                contact,
            })
        } else {
            Err(problems)
        }
    }
}

/// Without control characters and spaces around it; lines may stay.
fn plain(text: &str, lines: bool) -> String {
    let keep = |c: &char| !c.is_control() || (lines && *c == '\n');
    let text: String = text.chars().filter(keep).collect();
    text.trim().to_owned()
}

/// A report that waits for somebody to look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// Its identifier, hexadecimal.
    pub id: String,
    /// What was told.
    pub report: CopyReport,
    /// When.
    pub at: Timestamp,
}
